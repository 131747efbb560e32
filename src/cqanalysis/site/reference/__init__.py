"""Pages generated from the data at build: exhibits, districts, indicators, clauses, appendix."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cqanalysis import tables
from cqanalysis.drawing.text import Language
from cqanalysis.site.reference import (
    board,
    changes,
    cite,
    clauses,
    districts,
    exhibits,
    glossary,
    indicators,
    methods,
    registers,
)
from cqanalysis.site.reference.lookup import Lookup

_CAPTIONS: dict[Language, tuple[str, str, str]] = {
    "en": ("Chapters", "Look up", "Appendix"),
    "zh": ("章节", "查阅", "附录"),
}


def write(folder: Path, extra: Path, language: Language) -> list[dict[str, Any]]:
    """Write the generated pages of an edition.

    Args:
        folder: The staged sources of the edition.
        extra: What is copied to the root of the edition as it is.
        language: Of the edition.

    Returns:
        Parts of the table of contents, behind the chapters: caption and files,
        the pages of exhibits, districts and indicators below their lists.
    """
    lookup = Lookup(tables.load(), language)
    by_exhibit = exhibits.pages(lookup)
    by_district = districts.pages(lookup)
    by_indicator = indicators.pages(lookup, tables.as_of())
    by_clause = clauses.pages(lookup)
    appendix = [
        board.page(lookup), glossary.page(lookup), methods.page(lookup), *registers.pages(lookup), cite.page(lookup),
        changes.page(lookup),
    ]  # fmt: skip
    for page in (*by_exhibit, *by_district, *by_indicator, *by_clause, *appendix):
        page.write(folder, extra)

    def nested(first: Any, rest: list[Any]) -> dict[str, Any]:
        return {"file": first.name, "sections": [{"file": page.name} for page in rest]}

    _, look_up, behind = _CAPTIONS[language]
    return [
        {
            "caption": look_up,
            "chapters": [
                nested(by_exhibit[0], by_exhibit[1:]),
                nested(by_district[0], by_district[1:]),
                nested(by_indicator[0], by_indicator[1:]),
            ],
        },
        {
            "caption": behind,
            "chapters": [{"file": page.name} for page in (*by_clause, *appendix)],
        },
    ]


def captions(language: Language) -> str:
    """The caption of the chapters.

    Args:
        language: Of the edition.

    Returns:
        One word.
    """
    return _CAPTIONS[language][0]
