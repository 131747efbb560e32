"""What every page carries beside its text: the other edition, the notebook, the status line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from cqanalysis import citation, tables
from cqanalysis.drawing.text import Language
from cqanalysis.site import metadata

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_NOTEBOOKS: Final = "_notebooks"
#: The folder of scripts, and the library's files in it, in order.
SCRIPTS: Final = "_scripts"
LIBRARY: Final = ("jquery.slim.min.js", "dataTables.min.js")
#: Scripts by what on a page asks for them.
_ASKED: Final = {
    'class="cq-table"': (*LIBRARY, "tables.js"),
    'class="cq-copy"': ("copy.js",),
    'class="cq-gallery"': ("filter.js",),
}
_DESCRIPTION: Final = 155
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "other": "中文",
        "other_lang": "zh-CN",
        "switch": "Language",
        "pages": "Chapter before and after",
        "notebook": "Download this notebook",
        "status": "Not an official publication. Data as of {date}; version {version}. Numbers are "
        "revised when a source revises them, and every change is listed in the change log.",
        "data": "The data package",
        "licence": "Text, data and figures CC BY 4.0, code MIT.",
    },
    "zh": {
        "other": "English",
        "other_lang": "en",
        "switch": "语言",
        "pages": "上一章、下一章",
        "notebook": "下载本章笔记本",
        "status": "本书不是官方出版物。数据截至{date}，版本{version}。来源修订时，"
        "本书数字随之修订，每次改动都记入更新日志。",
        "data": "数据包",
        "licence": "文字、数据和图采用 CC BY 4.0，代码采用 MIT 许可。",
    },
}


def language_of(app: Sphinx) -> Language:
    """The edition's language."""
    return "zh" if str(app.config.language).startswith("zh") else "en"


def _context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    del templatename
    language = language_of(app)
    words = _WORDS[language]
    up = "../" * pagename.count("/")
    target = f"{pagename}.html"
    context["cq"] = words | {
        "other_url": f"{up}../{target}" if language == "zh" else f"{up}zh/{target}",
        "notebook_url": _notebook(app, pagename, up),
        "data_url": f"{up}../data" if language == "zh" else f"{up}data",
        "status": words["status"].format(
            date=tables.as_of(), version=citation.metadata()["version"]
        ),
        "description": _description(doctree),
        "scripts": _scripts(context, f"{up}../" if language == "zh" else up),
        "record": metadata.record(pagename, tables.load(), language),
        "card": metadata.card(pagename, tables.load(), language),
    }
    # Widget state is for Jupyter; on the site it is dead weight.
    scripts = context.get("script_files")
    if scripts is not None:
        scripts[:] = [s for s in scripts if "widget-state" not in str(getattr(s, "attributes", ""))]


def _description(doctree: nodes.document | None) -> str:
    """The page's first paragraph, cut at a word for search engines."""
    if doctree is None:
        return ""
    first = next(iter(doctree.findall(nodes.paragraph)), None)
    text = re.sub(r"\s+", " ", first.astext()) if first is not None else ""
    return text if len(text) <= _DESCRIPTION else text[:_DESCRIPTION].rsplit(" ", 1)[0] + " …"


def _scripts(context: dict[str, Any], root: str) -> list[str]:
    """Scripts for the page: those that something on it asks for."""
    body = str(context.get("body", ""))
    names = [name for mark, files in _ASKED.items() if mark in body for name in files]
    return [f"{root}{SCRIPTS}/{name}" for name in names]


def _folded(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """The theme lists every page on every page; here the lists of pages are pages."""
    del app, pagename, templatename, doctree
    toctree = context.get("toctree")
    if toctree is not None:
        context["toctree"] = lambda **options: toctree(
            **options | {"collapse": True, "maxdepth": 1}
        )


def _notebook(app: Sphinx, pagename: str, up: str) -> str:
    source = Path(app.srcdir) / f"{pagename}.ipynb"
    if not source.exists():
        return ""
    folder = Path(app.outdir) / _NOTEBOOKS
    folder.mkdir(exist_ok=True)
    shutil.copyfile(source, folder / source.name)
    return f"{up}{_NOTEBOOKS}/{source.name}"


def setup(app: Sphinx) -> None:
    """Register the hooks: one before the theme's, one behind all, to see what they added."""
    app.connect("html-page-context", _folded, priority=400)
    app.connect("html-page-context", _context, priority=950)
    app.add_css_file("cq.css")
    # Jupyter Book sets this whether or not the extension that reads it is loaded.
    app.add_config_value("comments_config", {}, "html", dict)
