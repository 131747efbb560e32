"""Records of what is cited, as CSL-JSON: the book, an exhibit, the sources of its data.

Every form of a citation is made from these records. A source is described in
its own language in both editions, as ISO 690 and GB/T 7714 ask; an exhibit in
the language of the edition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from cqanalysis.citation.sources import OBSERVATIONS, cited, ids, locator
from cqanalysis.citation.work import address, book_title, edition, metadata
from cqanalysis.drawing.text import Language
from cqanalysis.tables import Data

#: One record of CSL-JSON.
Item = dict[str, Any]

BOOK: Final = "chongqing-urbanization-book"
TAG: Final[dict[Language, str]] = {"en": "en", "zh": "zh-CN"}
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_QUOTED: Final[dict[Language, str]] = {"en": "as quoted elsewhere", "zh": "转引"}


@dataclass(frozen=True)
class Part:
    """A part of the book that is cited.

    Attributes:
        id: The exhibit's id.
        number: Such as "Figure 5.1", "图5-1".
        title: Its title, in the same language.
    """

    id: str
    number: str
    title: str


def book_item(language: Language) -> Item:
    """The book's record.

    Args:
        language: Of the edition.

    Returns:
        A CSL-JSON item of type dataset; without an address where none is configured.
    """
    return _published("", language) | {
        "id": BOOK, "type": "dataset", "title": book_title(language),
    }  # fmt: skip


def part_item(part: Part, language: Language) -> Item:
    """An exhibit's record.

    Args:
        part: The exhibit, with its words in that language.
        language: Of the edition.

    Returns:
        A CSL-JSON item of type chapter, whose container is the book.
    """
    own = _published(f"exhibits/{part.id}.html", language)
    return own | {
        "id": part.id, "type": "chapter", "title": f"{part.number} {part.title.rstrip('。')}",
        "container-title": book_title(language), "container-author": own["author"],
    }  # fmt: skip


def _published(page: str, language: Language) -> Item:
    record = metadata()
    where = address(page, language)
    return {
        "author": [{"literal": str(edition(language)["author"])}],
        "issued": {"date-parts": [[int(n) for n in str(record["date-released"]).split("-")]]},
        "version": str(record["version"]),
        "language": TAG[language],
        "license": str(record["license"]),
    } | ({"URL": where} if where else {})


def source_items(table: pd.DataFrame, data: Data, language: Language) -> list[Item]:
    """Records of what a table rests on.

    Args:
        table: An exhibit's table.
        data: The data package.
        language: Of the notes; titles and authors stay in the source's language.

    Returns:
        One item a document, with its clauses in the note, and one a statistical
        source; documents first.

    Raises:
        KeyError: An id that is in no table.
    """
    documents = data["documents"].set_index("doc_id")
    items = []
    between = {"en": "; ", "zh": "；"}[language]
    for doc_id, rows in cited(table, data).groupby("doc_id", sort=False):
        row = documents.loc[doc_id]
        clauses = [locator(c, language) for c in rows["clause"]]
        named = [str(row["title_en"])] if language == "en" else []
        items.append(
            _filled(
                {
                    "id": str(doc_id),
                    "type": "report",
                    "title": str(row["title_zh"]),
                    "author": _authors(str(row["issuer_zh"])),
                    "number": str(row["number"]),
                    "issued": _issued(str(row["date"])),
                    "URL": str(row["url"]),
                    "language": "zh-CN",
                    "note": between.join([*named, *clauses]),
                }
            )
        )
    observations = data["observations"].set_index("obs_id").loc[ids(table, OBSERVATIONS)]
    catalogue = data["statistics_sources"].set_index("source")
    for source in dict.fromkeys(observations["source"]):
        row = catalogue.loc[source]
        title = str(row["title"])
        items.append(
            _filled(
                {
                    "id": str(source),
                    "type": _type(str(row["access"]), str(row["url"])),
                    "title": title,
                    "author": _authors(str(row["publisher"])),
                    "issued": _issued(str(row["published"])),
                    "URL": str(row["url"]),
                    "language": "zh-CN" if _CHINESE.search(title) else "en",
                    "note": _QUOTED[language] if row["access"] == "reprint" else "",
                }
            )
        )
    return items


def _filled(item: Item) -> Item:
    return {key: value for key, value in item.items() if value}


def _authors(names: str) -> list[dict[str, str]]:
    return [{"literal": name.strip()} for name in names.split("、") if name.strip()]


def _issued(date: str) -> dict[str, list[list[int]]]:
    """A date as far as it is given; what else stands beside it is no date."""
    found = _DATE.match(date)
    return {"date-parts": [[int(n) for n in found.groups() if n]]} if found else {}


def _type(access: str, url: str) -> str:
    """What kind of work a statistical source is, by how it was had."""
    if access in ("dataset", "package"):
        return "dataset"
    if url:
        return "webpage"
    return "report" if access in ("official", "plan text") else "document"
