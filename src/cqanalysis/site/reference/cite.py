"""How to cite: the same record in every form a reader's program or template asks for."""

from __future__ import annotations

from typing import Final

from cqanalysis import citation, exports
from cqanalysis.citation import Item, formats
from cqanalysis.drawing.text import Language
from cqanalysis.site.reference.lookup import Lookup
from cqanalysis.site.reference.markup import Page, escape, link

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "How to cite",
        "lead": "Cite a figure or table by its number, its id and the version of the book: the number may "
        "change when chapters are added, the id never does. Each has a page of its own, listed in the "
        "{index}, with its citation in the forms below. This page cites the book as a whole.",
        "standard": "References by China's national standard follow GB/T 7714—2025, in force since 1 July "
        "2026; the form of 2015 is kept for templates that still ask for it. A source is described in its "
        "own language in either edition. For what is read online the standard asks for the day it was "
        "read: write it in square brackets behind the date, such as [2026-12-01].",
        "address": " No address is given: this copy of the site names none.",
        "index": "figure index",
        "revised": "A released version is not changed. When a source revises a number, or a reader finds an "
        "error, a new version appears, and the list of changes names every row that differs. Each exhibit "
        "carries the hash of the data it was drawn from, so that a copy can be told from its successor.",
        "plain": "In one line",
        "gb": "GB/T 7714—{}",
        "copy": "Copy",
        "copied": "Copied",
        "failed": "Not copied: select the text and copy it by hand",
    },
    "zh": {
        "title": "引用格式",
        "lead": "引用图表时请写明编号、标识和本书版本：增加章节后编号可能变动，标识永不改变。每幅图表都有单独一页，"
        "列于{index}，并附下列各种格式的引文。本页为全书的引文。",
        "standard": "参考文献按国家标准GB/T 7714—2025著录，该标准自2026年7月1日起实施；"
        "仍按2015年版要求的，可用所附旧格式。文献一律用其原文语种著录。"
        "标准要求网络资源注明引用日期，请在日期之后用方括号补上阅读当天的日期，如[2026-12-01]。",
        "address": "本站未设置网址，引文中不列访问路径。",
        "index": "图表索引",
        "revised": "已发布的版本不再改动。来源修订数字或读者指出错误时，另发新版本，更新日志逐行列出变动。"
        "每幅图表都附有所用数据的哈希值，可据以分辨新旧。",
        "plain": "一行引文",
        "gb": "GB/T 7714—{}",
        "copy": "复制",
        "copied": "已复制",
        "failed": "未能复制，请选中文字后手动复制",
    },
}


def page(lookup: Lookup) -> Page:
    """The page on how to cite the book.

    Args:
        lookup: The edition's names and cross-references.

    Returns:
        One page.
    """
    words, language = _WORDS[lookup.language], lookup.language
    own = citation.book_item(language)
    made = Page("reference/cite", words["title"], language)
    index = link(f"{lookup.up}exhibits/index.html", words["index"])
    made.raw(f"<p>{words['lead'].format(index=index)}</p>")
    blocks(made, [own], formats.plain(own, language))
    made.text(words["revised"])
    return made


def blocks(made: Page, items: list[Item], line: str) -> None:
    """Add the citations of some records, each with a button that copies it.

    Args:
        made: The page.
        items: CSL-JSON items.
        line: The citation in one line.
    """
    words = _WORDS[made.language]
    texts = {words["plain"]: line}
    for standard in exports.STANDARDS:
        lines = formats.gb(items, standard)
        if len(lines) > 1:
            lines = [f"[{n}] {entry}" for n, entry in enumerate(lines, start=1)]
        texts[words["gb"].format(standard)] = "\n".join(lines)
    texts |= {
        "BibTeX": formats.bibtex(items).strip(),
        "RIS": formats.ris(items).replace("\r\n", "\n").strip(),
        "CSL-JSON": formats.csl(items).strip(),
    }
    made.text(words["standard"] + ("" if citation.site() else words["address"]))
    parts = []
    for place, (name, text) in enumerate(texts.items()):
        key = f"cite-{place}"
        shown = " open" if place < 2 else ""
        kind = ' class="cq-prose"' if place <= len(exports.STANDARDS) else ""
        parts.append(
            f"<details{shown}><summary>{escape(name)}</summary>\n"
            f'<pre id="{key}"{kind} tabindex="0" role="region" aria-label="{escape(name)}">{escape(text)}</pre>\n'
            f'<p><button type="button" class="cq-copy" hidden data-copy="{key}" '
            f'data-done="{words["copied"]}" data-failed="{words["failed"]}" '
            f'aria-label="{words["copy"]}: {escape(name)}">{words["copy"]}</button> '
            f'<span class="cq-copied" role="status"></span></p>\n</details>'
        )
    made.raw('<div class="cq-citations">\n' + "\n".join(parts) + "\n</div>")
