"""The built site as one ZIP, to carry to an intranet or on a stick."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Final

from cqanalysis import citation, tables

README: Final = "README.txt"
_TEXT: Final = """{title_en}
{title_zh}
Version {version}, {date}. Data as of {data}.

English
  Unpack the whole archive first: a page opened from inside it finds neither
  its pictures nor its style. Then open index.html in a browser. Nothing has to
  be installed and nothing is fetched from the internet: it works from a folder,
  from a USB stick, and under any address of an intranet server, to which the
  folder is copied as it is. The Chinese edition is zh/index.html.
  Not an official publication. Text, data and figures: Creative Commons
  Attribution 4.0; code: MIT.

中文
  请先将压缩包整体解压：直接在压缩包内打开网页，图片和样式都不会显示。解压后
  用浏览器打开 zh/index.html（英文版为 index.html）。无需安装任何软件，也不从
  互联网读取任何内容：存放在本机文件夹、U盘均可打开，原样复制到内网服务器的
  任意路径下也可使用。
  本书不是官方出版物。文字、数据和图采用“知识共享 署名 4.0”许可，代码采用
  MIT 许可。版本{version}，{date}；数据截至{data}。
"""


def name() -> str:
    """The archive's name, and that of the one folder in it.

    Returns:
        The book's name and its version.
    """
    return f"{citation.BOOK}-{citation.metadata()['version']}"


def pack(site: Path) -> bytes:
    """Pack the built site and a README in both languages.

    Args:
        site: The built site.

    Returns:
        A ZIP with one folder: the same bytes from the same site, whenever and
        wherever it is packed.

    Raises:
        FileNotFoundError: The site is not built.
    """
    if not (site / "index.html").exists():
        msg = f"there is no site in {site}; «make book» builds it"
        raise FileNotFoundError(msg)
    work = citation.metadata()
    readme = _TEXT.format(
        title_en=citation.book_title("en"), title_zh=citation.book_title("zh"),
        version=work["version"], date=work["date-released"], data=tables.as_of(),
    )  # fmt: skip
    # Windows' editor knows UTF-8 by its mark, and old ones break lines only at CRLF.
    content = {README: ("\ufeff" + readme.replace("\n", "\r\n")).encode()}
    content |= {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    day = date.fromisoformat(str(work["date-released"]))
    released = (day.year, day.month, day.day, 0, 0, 0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for path in sorted(content):
            entry = zipfile.ZipInfo(f"{name()}/{path}", released)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content[path])
    return buffer.getvalue()
