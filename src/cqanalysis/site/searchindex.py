"""The index of the search page: what each built page says, passage by passage."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import opencc
from lxml import html

from cqanalysis.drawing.text import Language
from cqanalysis.site.keywords import KEYWORDS

#: Kinds of pages by their folder.
_KINDS: Final[dict[str, dict[Language, str]]] = {
    "": {"en": "Book", "zh": "本书"},
    "chapters": {"en": "Chapter", "zh": "章节"},
    "clauses": {"en": "Clauses", "zh": "条款"},
    "districts": {"en": "District or county", "zh": "区县"},
    "exhibits": {"en": "Figure or table", "zh": "图表"},
    "indicators": {"en": "Indicator", "zh": "指标"},
    "reference": {"en": "Appendix", "zh": "附录"},
}
#: Sections and tables left out, by folder: values, and what a page repeats from a register.
_ELSEWHERE: Final[dict[str, tuple[str, ...]]] = {
    "districts": ("statistics-table", "projects", "conflicts"),
    "exhibits": ("rows", "downloads", "clauses", "sources", "cite", "code"),
    "reference": ("board",),
    "indicators": ("printed", "verdicts", "observations", "districts", "conflicts", "exhibits"),
}
_DROPPED: Final = ("script", "style", "svg", "math", "nav", "button", "pre")
_HEADS: Final = ("h2", "h3", "h4")
_PASSAGES: Final = ("p", "li", "dt", "dd", "figcaption", "summary")
#: A passage on more pages than this tells none of them from the others.
_COMMON: Final = 8
_SPACE: Final = re.compile(r"[\s¶]+")
#: The basic block of Chinese characters.
_CHINESE: Final = [chr(code) for code in range(0x4E00, 0xA000)]


@dataclass(frozen=True)
class Section:
    """What stands behind an anchor of a page.

    Attributes:
        anchor: Id of the element; "" at the beginning of the page.
        head: Heading, or a table's caption and column heads; "" where there is none.
        texts: Paragraphs, entries of lists, rows of tables.
    """

    anchor: str
    head: str
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """A page as the index knows it.

    Attributes:
        path: From the edition's root, without ending.
        title: Its heading.
        links: Paths of the pages it leads to.
        sections: Its text, in order.
    """

    path: str
    title: str
    links: set[str]
    sections: list[Section]


def write(folder: Path, other: Path, language: Language) -> None:
    """Write an edition's index: a script that sets ``cqIndex``.

    Args:
        folder: The edition's built pages.
        other: The other edition's, whose titles find these pages as well.
        language: Of the edition.

    Raises:
        KeyError: Keywords name a page that is not there.
    """
    entries = [_entry(folder, path) for path in _paths(folder)]
    unknown = KEYWORDS.keys() - {entry.path for entry in entries}
    if unknown:
        raise KeyError(*sorted(unknown))
    linked = Counter(path for entry in entries for path in entry.links)
    often = Counter(
        text for e in entries for text in {text for s in e.sections for text in s.texts}
    )
    pages: list[list[Any]] = []
    for entry in entries:
        also = [_title(_article(other / f"{entry.path}.html"))]
        also += KEYWORDS.get(entry.path, {}).get(language, [])
        sections = [
            [s.anchor, s.head, *(text for text in s.texts if often[text] <= _COMMON)]
            for s in entry.sections
        ]
        kind = list(_KINDS).index(posixpath.dirname(entry.path))
        pages.append([entry.path, entry.title, kind, linked[entry.path], also, sections])
    index = {
        "kinds": [names[language] for names in _KINDS.values()],
        "traditional": traditional(json.dumps(pages, ensure_ascii=False)),
        "pages": pages,
    }
    told = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (folder / "searchindex.js").write_text(f"var cqIndex = {told};\n", encoding="utf-8")


def traditional(text: str) -> str:
    """Characters in which a query may be written while the text has others.

    Args:
        text: All that is searched.

    Returns:
        Pairs: a traditional character, and the simplified one that the text has.
    """
    simplified = opencc.OpenCC("t2s").convert("\n".join(_CHINESE)).split("\n")
    pairs = zip(_CHINESE, simplified, strict=True)
    return "".join(old + new for old, new in pairs if old != new and new in text)


def _paths(folder: Path) -> list[str]:
    """Pages of the edition; what lies in other folders belongs to the other one."""
    found = [folder / "index.html", *folder.glob("*/*.html")]
    paths = [path.relative_to(folder).with_suffix("").as_posix() for path in found]
    return sorted(path for path in paths if posixpath.dirname(path) in _KINDS)


def _article(file: Path) -> Any:
    return html.fromstring(file.read_bytes()).find(".//article")


def _title(article: Any) -> str:
    return _text(article.find(".//h1"))


def _entry(folder: Path, path: str) -> Entry:
    article = _article(folder / f"{path}.html")
    here, slug = posixpath.dirname(path), re.sub("[/_]", "-", path)
    links = {
        posixpath.normpath(posixpath.join(here, target.partition("#")[0])).removesuffix(".html")
        for target in article.xpath(".//a/@href")
        if "://" not in target and not target.startswith("#")
    }
    for line in article.iter("br"):
        line.tail = f" {line.tail or ''}"
    left_out = list(article.iter(*_DROPPED))
    for part in _ELSEWHERE.get(here, ()):
        found = ".//table[@id=$part] | .//section[@id=$whole or span/@id=$whole]"
        left_out += article.xpath(found, part=part, whole=f"{slug}-{part}")
    if here == "chapters":
        # An exhibit's words stand on its own page.
        left_out += article.xpath(".//figure[@class='cq-exhibit']")
    for element in left_out:
        element.drop_tree()
    return Entry(path, _title(article), links - {path}, list(_sections(article, slug)))


def _sections(article: Any, slug: str) -> Iterator[Section]:
    """The text by anchor; what has no id of its own stands behind the last one before it."""
    section = Section("", "")
    for anchor, head, text in _passages(article, slug):
        if anchor or head:
            if section.head or section.texts:
                yield section
            section = Section(anchor or section.anchor, head)
        if text:
            section.texts.append(text)
    yield section


def _passages(element: Any, slug: str) -> Iterator[tuple[str, str, str]]:
    """Anchor, head and text of each passage in order; any of them may be ""."""
    for child in element.iterchildren("*"):
        anchor = child.get("id", "")
        if child.tag in _HEADS:
            around = child.xpath("preceding-sibling::span/@id | parent::section/@id")
            # The id that begins with the page's name is the same in both editions.
            named = max(around, key=lambda name: name.startswith(slug), default="")
            yield anchor or named, _text(child), ""
        elif child.tag == "table":
            yield anchor, _row(child.xpath("./caption | ./thead//th")), ""
            for row in child.xpath("./tbody/tr"):
                yield _inner(row), "", _row(row)
        elif child.tag == "dl" and child.get("class") == "cq-held":
            # Numbers stand nowhere else; the other entries are links to what has its own page.
            for fact in child.xpath(".//span[@id]"):
                yield fact.get("id"), "", f"{_text(fact)}{fact.tail}{_text(fact.getnext())}"
        elif child.tag in _PASSAGES:
            yield _inner(child), "", _text(child)
        elif child.tag != "h1":
            if anchor and child.tag != "section":
                yield anchor, "", ""
            yield from _passages(child, slug)


def _inner(element: Any) -> str:
    """The first id on or in an element."""
    return next(iter(element.xpath("descendant-or-self::*/@id")), "")


def _row(cells: Any) -> str:
    """Cells in one line, each text once."""
    return " · ".join(
        dict.fromkeys(text for cell in cells if (text := _text(cell)) not in ("", "—"))
    )


def _text(element: Any) -> str:
    return _SPACE.sub(" ", element.text_content()).strip()
