"""The whole board: every quantified target, with filters."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from cqanalysis import overview
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import PROSE, amounts
from cqanalysis.exhibits.overview.board import told
from cqanalysis.exhibits.overview.names import ATTRIBUTES
from cqanalysis.site.reference.lookup import Lookup
from cqanalysis.site.reference.markup import Cell, Page, link
from cqanalysis.site.reference.words import THEMES
from cqanalysis.tables import records

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "The board of targets",
        "rule": "A target is judged by an observation of its own year, area and definition, of confidence A or B; an open "
        "one by the straight line from its base. Where nothing compares, the last column of numbers is empty and the status "
        "says why. Years marked with an asterisk are inferred. [The overview](../chapters/overview) reads the board.",
        "none": "none",
        "in": "{} ({})",
    },
    "zh": {
        "title": "目标总表",
        "rule": "目标以当年、同一地域、同一口径、可信度A或B的观测值判定；尚未到期的，与从基数出发的直线相比。没有可比观测值的，"
        "观测值一栏为空，原因见状态。带*的年份为推定。解读见[总览](../chapters/overview)。",
        "none": "未载",
        "in": "{}（{}）",
    },
}
_HEADS: Final[dict[Language, list[str]]] = {
    "en": ["Target", "Place", "Theme", "Document", "Marked as", "Base", "Last observed", "Asked", "Due",
           "A year so far", "A year asked", "Status", "Clause"],
    "zh": ["目标", "地区", "主题", "文件", "指标属性", "基数", "最近观测值", "要求", "到期", "至今年均", "所需年均",
           "状态", "条款"],
}  # fmt: skip
#: Columns with a choice of their values.
_CHOICES: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("Theme", "Document", "Marked as", "Due", "Status"),
    "zh": ("主题", "文件", "指标属性", "到期", "状态"),
}


def page(lookup: Lookup) -> Page:
    """The page ``reference/board``.

    Args:
        lookup: The edition's names and cross-references.

    Returns:
        The page.
    """
    words, language = _WORDS[lookup.language], lookup.language
    found = Page("reference/board", words["title"], language)
    found.text(PROSE["overview"]["counts"](lookup.data, language))
    found.text(words["rule"])
    rows = overview.outcomes(lookup.data)
    cells = [_row(row, lookup) for row in records(rows)]
    found.table("board", words["title"], _HEADS[language], cells, choices=_CHOICES[language])
    return found


def _row(row: Any, lookup: Lookup) -> list[str | Cell]:
    words, language = _WORDS[lookup.language], lookup.language
    fact = lookup.facts[row.fact_ids.split("|")[0]]
    label = str(getattr(row, f"label_{language}"))
    inferred = "*" if row.year_basis == "inferred" else ""
    line = row.asked if pd.isna(row.needed) else row.needed
    return [
        link(f"../indicators/{row.indicator}.html", label) if row.indicator else label,
        lookup.place(row.place),
        THEMES[row.theme][language],
        lookup.short[row.doc_id],
        ATTRIBUTES[row.attribute][language == "zh"],
        _valued(row.base_value, row.base_year, row.unit, lookup),
        _valued(row.seen_value, row.seen_year, row.unit, lookup),
        Cell(amounts.qualified(row, lookup.english(row.unit), language), float(row.value)),
        words["none"] if pd.isna(row.due) else f"{row.due}{inferred}",
        _change(row.achieved, row.unit, lookup),
        _change(line, row.unit, lookup),
        told(row, language),
        lookup.clause(fact.doc_id, fact.clause),
    ]


def _valued(value: float, year: Any, unit: str, lookup: Lookup) -> Cell:
    if pd.isna(value):
        return Cell("—", float("-inf"), "")
    text = lookup.amount(round(value, 2), unit)
    return Cell(_WORDS[lookup.language]["in"].format(text, year), float(value))


def _change(value: float, unit: str, lookup: Lookup) -> Cell:
    text = amounts.change(value, lookup.english(unit), lookup.language)
    return Cell(text, float("-inf"), "") if pd.isna(value) else Cell(text, value)
