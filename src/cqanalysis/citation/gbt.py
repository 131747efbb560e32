"""Reference lists in China's national standard GB/T 7714, numeric system.

The CSL processor citeproc-py arranges an entry; the style is ours, because the
official style for the edition of 2025 comes in no Python package, and citeproc-py
drops the type mark "[R]" of the official styles where an item has no carrier. It
covers the item types that this project cites, and is a template: a standard and the
item's language decide on punctuation and on the order within a report.
"""

from __future__ import annotations

import functools
import io
from pathlib import Path
from string import Template
from typing import Any, Final, Literal

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain
from citeproc.source.json import CiteProcJSON

Standard = Literal["2025", "2015"]
_Language = Literal["zh", "en"]

_STYLE: Final = Path(__file__).with_name("gbt7714.csl")
_TYPES: Final = ("chapter", "dataset", "document", "report", "webpage")
_NAMES: Final = ("author", "container-author")
#: The fields that the style prints: citeproc-py warns of those it does not know.
_FIELDS: Final = (
    "type", "title", "container-title", "number", "version", "edition", "publisher",
    "publisher-place", "issued", "accessed", "URL", "page",
)  # fmt: skip
_NAME_PARTS: Final = ("family", "given", "suffix")
_HALF: Final = {"comma": ", ", "colon": ": ", "open": "(", "close": ")"}
_FULL: Final = {"comma": "，", "colon": "：", "open": "（", "close": "）"}
#: Variables and macros of the style, by which a report is put in order. In 2015 what is
#: online has its date in brackets and the date of access; in 2025 neither.
_ORDER: Final[dict[Standard, dict[str, str]]] = {
    "2025": {
        "imprint_needs": "publisher", "imprint_accessed": "none",
        "report_online": "dated", "report_printed": "dated",
    },
    "2015": {
        "imprint_needs": "publisher page", "imprint_accessed": "accessed",
        "report_online": "posted", "report_printed": "imprint",
    },
}  # fmt: skip


def references(items: list[dict[str, Any]], standard: Standard = "2025") -> list[str]:
    """Entries of a reference list.

    Args:
        items: CSL-JSON items; a language that starts with "zh" makes an entry
            Chinese, any other or none English. A "Jr" belongs in a name's suffix.
        standard: The edition of GB/T 7714.

    Returns:
        One line an item, in the order given, without the label "[1]".

    Raises:
        ValueError: An item of a type that the style does not know.
    """
    return [_reference(item, standard) for item in items]


def _reference(item: dict[str, Any], standard: Standard) -> str:
    if item["type"] not in _TYPES:
        message = f"No item type {item['type']!r} in the style; known are {', '.join(_TYPES)}"
        raise ValueError(message)
    language: _Language = "zh" if str(item.get("language")).startswith("zh") else "en"
    source = CiteProcJSON([_printed(item, standard)])
    bibliography = CitationStylesBibliography(_style(standard, language), source, plain)
    bibliography.register(Citation([CitationItem(key) for key in source]))
    return "".join(str(entry) for entry in bibliography.bibliography())


def _printed(item: dict[str, Any], standard: Standard) -> dict[str, Any]:
    names = {
        field: [_name(name, standard) for name in item[field]]
        for field in _NAMES
        if item.get(field)
    }
    return {"id": "item"} | {field: item[field] for field in _FIELDS if item.get(field)} | names


def _name(name: dict[str, str], standard: Standard) -> dict[str, str]:
    if "literal" in name:
        return {"literal": name["literal"]}
    parts = {part: name[part] for part in _NAME_PARTS if name.get(part)}
    # Not by the style: to citeproc-py an organisation is a family name, too.
    if standard == "2015" and "family" in parts:
        parts["family"] = parts["family"].upper()
    return parts


@functools.cache
def _style(standard: Standard, language: _Language) -> CitationStylesStyle:
    marks = _FULL if (standard, language) == ("2025", "zh") else _HALF
    filled = Template(_STYLE.read_text(encoding="utf-8")).substitute(
        marks,
        **_ORDER[standard],
        standard=standard,
        et_al={"zh": "等", "en": "et al."}[language],
        initials={"zh": "", "en": " "}[language],
        gap=" " if (standard, language) == ("2025", "en") else "",
    )
    # Not validated: the schema knows no "container_author".
    return CitationStylesStyle(io.BytesIO(filled.encode()), validate=False)
