"""What every page carries beside its text: its policy, its addresses, the other edition."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bs4 import BeautifulSoup
from markupsafe import Markup

from cqanalysis import citation, tables
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import THEMES
from cqanalysis.site import metadata
from cqanalysis.site.words import WORDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_NOTEBOOKS: Final = "_notebooks"
#: The folder of scripts, and the library's files in it, in order.
SCRIPTS: Final = "_scripts"
LIBRARY: Final = ("jquery.slim.min.js", "dataTables.min.js")
#: What a page may load: files of this site, and the icons that style sheets hold as data.
#: `connect-src` is for those who judge a page from within it: Lighthouse asks for robots.txt.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
#: Scripts by what on a page asks for them.
_ASKED: Final = {
    'class="cq-table"': (*LIBRARY, "tables.js"),
    'class="cq-copy"': ("copy.js",),
    'class="cq-gallery"': ("filter.js",),
    'class="cq-explorer"': ("explorer.js",),
}
#: Style sheets that extensions put on every page, by what on a page asks for them.
_SHEETS: Final = {
    "pygments.css": 'class="highlight',
    # Nothing here is theirs: buttons and tabs of other extensions, the look of a notebook.
    "furo-extensions.css": None,
    "mystnb.": None,
}
#: Scripts of Sphinx's own search, which this book does not use. They evaluate text as script.
_OF_SEARCH: Final = ("documentation_options", "doctools", "sphinx_highlight", "translations")
#: Characters of a description, and where it may be cut.
_DESCRIPTION: Final[dict[Language, int]] = {"en": 155, "zh": 80}
_CUT: Final = r"(.{{1,{}}})[\s，。；、]"


def language_of(app: Sphinx) -> Language:
    """The edition's language."""
    return "zh" if str(app.config.language).startswith("zh") else "en"


def _context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    del templatename, doctree
    language = language_of(app)
    up = "../" * pagename.count("/")
    root = f"{up}../" if language == "zh" else up
    body = str(context.get("body", ""))
    words = WORDS[language]
    context["cq"] = words | {
        "policy": _POLICY,
        "theme_of_page": _theme(pagename),
        "description": _description(body, language),
        "addresses": _addresses(pagename, language),
        "card": metadata.card(pagename, tables.load(), language),
        "record": metadata.record(pagename, tables.load(), language),
        "tree": _tree(context["furo_navigation_tree"]),
        "frame": f"{root}{SCRIPTS}/frame.js",
        "scripts": _scripts(body, root),
        # The cover of the whole site is the English one.
        "door": "zh/index.html" if (language, pagename) == ("en", "index") else "",
        "other_url": f"{root}{'' if language == 'zh' else 'zh/'}{pagename}.html",
        "notebook_url": _notebook(app, pagename, up),
        "data_url": f"{root}data",
        "status": words["status"].format(
            date=tables.as_of(), version=citation.metadata()["version"]
        ),
        "contact": _contact(),
    }
    context["css_files"] = [
        sheet
        for sheet in context["css_files"]
        if all(
            name not in str(sheet.filename) or (mark is not None and mark in body)
            for name, mark in _SHEETS.items()
        )
    ]
    context["script_files"] = [
        script
        for script in context["script_files"]
        # Without a file it is inline and may not run: widget state, which is for Jupyter.
        if script.filename and not any(name in str(script.filename) for name in _OF_SEARCH)
    ]


def _theme(page: str) -> str:
    """The theme of a chapter's page or an exhibit's, which has a colour; else ""."""
    folder, _, name = page.rpartition("/")
    theme = name.split("-")[0]
    return theme if folder in ("chapters", "exhibits") and theme in THEMES else ""


def _tree(theirs: str) -> str:
    """The theme's contents, with what those need who do not see them."""
    soup = BeautifulSoup(theirs, "html.parser")
    for caption in soup.select(".caption"):
        caption["aria-level"] = "2"
    for link in soup.select(".current-page > a"):
        link["aria-current"] = "page"
    return str(soup)


def _description(body: str, language: Language) -> str:
    """The page's first paragraph, else what the book is, cut for search engines."""
    # Those with a class are captions and links.
    first = re.search(r"<p>(.+?)</p>", body, re.DOTALL)
    text = (
        str(citation.edition(language)["description"])
        if first is None
        else str(Markup(first[1]).striptags())
    )
    cut = re.match(_CUT.format(_DESCRIPTION[language]), text)
    return text if cut is None or len(text) <= _DESCRIPTION[language] else f"{cut[1]} …"


def _addresses(page: str, language: Language) -> list[tuple[str, str, str]]:
    """Relation, language and address of each edition; none where no address is configured."""
    if not citation.site():
        return []
    where = {each: citation.address(f"{page}.html", each) for each in LANGUAGES}
    return [
        ("canonical", "", where[language]),
        *(("alternate", citation.TAG[each], address) for each, address in where.items()),
    ]


def _contact() -> dict[str, str]:
    """Whom to write to, as CITATION.cff says; nothing where it does not."""
    for person in citation.metadata().get("contact", ()):
        for key, scheme in (("email", "mailto:"), ("website", "")):
            if key in person:
                return {"address": f"{scheme}{person[key]}", "shown": str(person[key])}
    return {}


def _scripts(body: str, root: str) -> list[str]:
    """Scripts for the page: those that something on it asks for."""
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
    app.add_css_file("look.css")
    app.add_css_file("print.css")
    # Jupyter Book sets this whether or not the extension that reads it is loaded.
    app.add_config_value("comments_config", {}, "html", dict)
