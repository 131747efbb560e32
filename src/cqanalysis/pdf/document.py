"""The built pages of an edition as one document: cover, contents, chapters, sources."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import matplotlib
import yaml
from bs4 import BeautifulSoup, Tag
from fontTools.ttLib import TTFont
from jinja2 import Environment, FileSystemLoader

from cqanalysis import citation, tables
from cqanalysis.citation import formats
from cqanalysis.drawing.style import FONTS
from cqanalysis.drawing.text import Language
from cqanalysis.tables import ROOT

_HERE: Final = Path(__file__).parent
_SOURCES: Final = "reference/sources"
#: Faces of the text, and that of formulae, which matplotlib carries.
_FONTS: Final = {
    "regular": FONTS / "CQSans-Regular.ttf",
    "bold": FONTS / "CQSans-Bold.ttf",
    "formulae": Path(matplotlib.get_data_path(), "fonts", "ttf", "STIXGeneral.ttf"),
}
#: What of a page is for the screen alone.
_SCREEN: Final = "nav, script, source, form, button, details, .headerlink, .cq-links a"
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "contents": "Contents",
        "about": "About this book",
        "version": "Version {version}, {date}",
        "data": "Data as of {date}",
        "unofficial": "Not an official publication",
        "licence": "Text, data and figures are licensed under Creative Commons Attribution 4.0.",
        "rest": "This file holds the chapters. The pages of districts, indicators, clauses and "
        "registers, and the data, citation and sources of each figure, are on the site that comes "
        "with the book; a figure is found there by the id under it.",
    },
    "zh": {
        "contents": "目录",
        "about": "关于本书",
        "version": "版本{version}，{date}",
        "data": "数据截至{date}",
        "unofficial": "本书不是官方出版物",
        "licence": "文字、数据和图采用“知识共享 署名 4.0”许可。",
        "rest": "本文件收录各章正文。区县、指标、条款和各项登记的专页，以及每幅图的数据、"
        "引用格式和资料来源，都在本书网站上，凭图下编号即可查到。",
    },
}


@dataclass(frozen=True)
class Heading:
    """A line of the contents.

    Attributes:
        id: Of the heading in the document.
        level: 1 for a chapter, 2 for its sections.
        text: Its words.
    """

    id: str
    level: int
    text: str


def assemble(site: Path, language: Language, numbers: Mapping[str, int] | None = None) -> str:
    """Put the pages of the book proper together.

    Args:
        site: The built site; the document names its style sheets and pictures as files.
        language: Of the edition.
        numbers: Page numbers by the ids of headings; without them the contents name none.

    Returns:
        An HTML document.

    Raises:
        ValueError: A character that the bundled typeface lacks.
    """
    root = site / "zh" if language == "zh" else site
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    names = [toc["root"], *(chapter["file"] for chapter in toc["chapters"]), _SOURCES]
    pages = {name: _opened(root / f"{name}.html") for name in names}
    articles = {name: _article(page, name, names, root, language) for name, page in pages.items()}
    # The first page is headed by the book's title, which the cover has already.
    first = articles[names[0]].find("h1")
    assert first is not None
    first.string = _WORDS[language]["about"]
    work = citation.metadata()
    words = {
        key: text.format(version=work["version"], date=work["date-released"])
        for key, text in _WORDS[language].items()
    } | {"data": _WORDS[language]["data"].format(date=tables.as_of())}
    environment = Environment(loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=True)
    environment.filters["quoted"] = _quoted
    document = environment.get_template("book.html").render(
        articles=articles,
        chapters={name: _heading(article) for name, article in articles.items()},
        citation=formats.plain(citation.book_item(language), language),
        description=citation.edition(language)["description"],
        fonts={name: path.as_uri() for name, path in _FONTS.items()},
        headings=[h for article in articles.values() for h in _headings(article)],
        language=citation.TAG[language],
        numbers=numbers or {},
        sheets=[*_sheets(pages, root), (_HERE / "book.css").as_uri()],
        author=citation.edition(language)["author"],
        title=citation.book_title(language),
        address=citation.address("", language),
        words=words,
    )
    _known(document)
    return document


def _opened(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def _article(
    page: BeautifulSoup, name: str, names: list[str], root: Path, language: Language
) -> Tag:
    """A page's text, its ids its own, its links leading within the document or out of it."""
    article = page.find("article")
    assert article is not None
    for tag in article.select(_SCREEN):
        tag.decompose()
    for image in article.find_all("img"):
        image["src"] = (root / name).parent.joinpath(str(image["src"])).resolve().as_uri()
        del image["loading"]
    for tag in article.find_all(id=True):
        # A drawing refers to its own parts.
        if tag.find_parent("svg") is None:
            tag["id"] = _anchor(name, str(tag["id"]))
    for number, heading in enumerate(article.find_all(["h1", "h2"])):
        heading["id"] = _anchor(name, f"h{number}")
    for link in article.find_all("a", href=True):
        target = _target(str(link["href"]), name, names, language)
        if target:
            link["href"] = target
        else:
            link.unwrap()
    article["id"] = _anchor(name, "")
    return article


def _anchor(name: str, fragment: str) -> str:
    return f"{name.replace('/', '-')}.{fragment}"


def _target(address: str, name: str, names: list[str], language: Language) -> str:
    """Where a link leads from the document; "" where the site has no address."""
    parts = urlsplit(address)
    if parts.scheme:
        return address
    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
    page = path.removesuffix(".html") if parts.path else name
    if page in names:
        return f"#{_anchor(page, parts.fragment)}"
    return citation.address(f"{path}#{parts.fragment}".rstrip("#"), language)


def _headings(article: Tag) -> list[Heading]:
    return [
        Heading(str(tag["id"]), int(tag.name[1]), tag.get_text(" ", strip=True))
        for tag in article.find_all(["h1", "h2"])
    ]


def _heading(article: Tag) -> str:
    return _headings(article)[0].text


def _sheets(pages: Mapping[str, BeautifulSoup], root: Path) -> list[str]:
    """The style sheets of all pages, each once."""
    found = [
        (root / name).parent.joinpath(urlsplit(str(link["href"])).path).resolve().as_uri()
        for name, page in pages.items()
        for link in page.select("link[rel=stylesheet]")
    ]
    return list(dict.fromkeys(found))


def _quoted(text: str) -> str:
    """Text as a string of CSS."""
    escaped = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'


def _known(document: str) -> None:
    """Refuse what would be set in a typeface of the machine."""
    known = {code for path in _FONTS.values() for code in TTFont(path).getBestCmap()}
    shown = set(BeautifulSoup(document, "html.parser").get_text())
    # Marks of formulae that are not seen, such as "function of".
    missing = sorted(c for c in shown if c.isprintable() and ord(c) not in known)
    if missing:
        msg = f"not in the bundled typefaces: {''.join(missing)}; run «make fonts» and print again"
        raise ValueError(msg)
