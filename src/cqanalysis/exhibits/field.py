"""Columns of an exhibit's data, with their words in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import pandas as pd

from cqanalysis.drawing.text import Language

#: Significant digits of a number that leaves the house: the last bit of an
#: arithmetic is no change.
DIGITS: Final = 10


@dataclass(frozen=True)
class Field:
    """One column.

    Attributes:
        en: What it holds, in English.
        zh: What it holds, in Chinese, which is its head in a Chinese file.
        kind: How its cells are read back.
        codes: Words for a code, English and Chinese, where it holds codes.
    """

    en: str
    zh: str
    kind: Literal["text", "integer", "number"] = "text"
    codes: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def word(self, code: str, language: Language) -> str:
        """A code in words; what is no code stays.

        Args:
            code: A cell.
            language: Of the words.

        Returns:
            Words.
        """
        return self.codes[code][language == "zh"] if code in self.codes else code


Fields = Mapping[str, Field]

FACT_IDS: Final = Field("Rows of facts.csv it rests on", "所据规划数据行号")
OBS_IDS: Final = Field("Rows of observations.csv it rests on", "所据统计数据行号")
CLAUSE_IDS: Final = Field("Clauses it names itself", "所据条款号")
CLAUSES: Final = Field("Clauses", "条款")
SOURCES: Final = Field("Statistical sources", "统计资料来源")
PLACE: Final = Field("Place (key in places.csv)", "地区标识")
YEAR: Final = Field("Year", "年份", "integer")
#: Short names of the documents, as in their table, in the order of issue.
DOCUMENTS: Final = {
    "fyp14": ("14th Five-Year Plan", "“十四五”规划纲要"),
    "plan2035": ("Urbanization Plan", "城镇化规划"),
    "renewal2025": ("Renewal Action Plan", "城市更新提升行动计划"),
    "kaizhou2035": ("Kaizhou Plan", "开州城镇化规划"),
    "action2025": ("2025 Action Plan", "2025年五年行动计划"),
}
#: Policy instruments of the measures, by code, in the codebook's words.
INSTRUMENTS: Final = {
    "regulation": ("regulation", "规制"),
    "service": ("service", "服务"),
    "infrastructure": ("infrastructure", "建设"),
    "finance": ("finance", "资金"),
    "land": ("land", "土地"),
    "institution": ("institution", "机制"),
    "data": ("data", "数据"),
}
#: Behind the columns of every exhibit.
RESTS: Final[dict[str, Field]] = {"fact_ids": FACT_IDS, "obs_ids": OBS_IDS}
#: Behind those, in files only: computed from them.
DERIVED: Final[dict[str, Field]] = {"clauses": CLAUSES, "sources": SOURCES}


def rounded(table: pd.DataFrame, fields: Fields) -> pd.DataFrame:
    """A table as its files hold it, so that they draw the same picture.

    Args:
        table: Rows.
        fields: Its columns, in order.

    Returns:
        The columns of `fields`: numbers to ten significant digits, integers
        that may be missing, text without missing cells.

    Raises:
        ValueError: A column has no field, or a field no column.
    """
    if set(table.columns) != set(fields):
        msg = f"columns {sorted(set(table.columns) ^ set(fields))} have no field or no data"
        raise ValueError(msg)
    return pd.DataFrame({name: _typed(table[name], fields[name]) for name in fields})


def _typed(column: pd.Series, field: Field) -> pd.Series:
    if field.kind == "number":
        values = pd.to_numeric(column).astype("float64")
        return pd.Series([float(f"{value:.{DIGITS}g}") for value in values], values.index)
    if field.kind == "integer":
        whole: pd.Series = pd.to_numeric(column).astype("Int64")
        return whole if whole.isna().any() else pd.Series(whole.astype("int64"))
    return pd.Series(column.fillna("").astype("str"))


def to_csv(table: pd.DataFrame, fields: Fields, language: Language) -> str:
    """A table as CSV in a language.

    Args:
        table: Rows of `rounded`.
        fields: Its columns.
        language: English files have the column's key as head and codes as
            cells; Chinese files have words.

    Returns:
        CSV text.
    """
    shown = table
    if language == "zh":
        shown = pd.DataFrame(
            {f.zh: [f.word(v, "zh") for v in table[name]] for name, f in fields.items()}
        )
    return str(shown.to_csv(index=False, lineterminator="\n", float_format=f"%.{DIGITS}g"))


def from_cells(cells: pd.DataFrame, fields: Fields, language: Language) -> pd.DataFrame:
    """What `to_csv` wrote, read back.

    Args:
        cells: The file's cells as text.
        fields: The columns wanted; others are dropped.
        language: Of the file.

    Returns:
        The same table as `rounded` gives.

    Raises:
        KeyError: A column is missing.
    """
    columns: dict[str, Any] = {}
    for name, own in fields.items():
        column = cells[own.zh if language == "zh" else name]
        if language == "zh":
            codes = {words[1]: code for code, words in own.codes.items()}
            column = column.map(lambda cell, codes=codes: codes.get(cell, cell))
        columns[name] = column.where(column != "") if own.kind != "text" else column
    return rounded(pd.DataFrame(columns), fields)
