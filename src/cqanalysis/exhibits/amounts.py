"""Values with their unit and qualifier, as each language writes them."""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd

from cqanalysis.drawing.text import Language, number

SIGNS: Final = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<"}
#: English units that carry a scale of their own: prefix and factor.
_SCALES: Final = (("10,000", 1e4), ("100 million", 1e8))
_PLURALS: Final = ("hours", "minutes", "years", "days", "persons", "households", "doublings")
#: Qualifiers as printed, in English.
MODALITIES: Final[dict[str, str]] = {
    "力争": "strive for",
    "基本": "basically",
    "稳定在": "kept at",
    "控制在": "held at",
    "保持": "maintain",
    "保持在": "kept at",
    "总体保持": "on the whole maintain",
    "整体保持或优于": "on the whole maintain or better",
    "巩固在": "consolidated at",
    "尽早": "as early as possible",
    "规划研究": "to be studied",
    "鼓励": "encouraged",
}


def plain(value: float, language: Language) -> str:
    """A number with the digits it has, six at most.

    Args:
        value: The number.
        language: Of the reader.

    Returns:
        Text.
    """
    text = f"{value:.6g}"
    digits = len(text.partition(".")[2]) if "e" not in text else 0
    return number(value, digits, language=language)


def amount(value: float, unit: str, english: str | None, language: Language) -> str:
    """A value with its unit.

    Args:
        value: The number.
        unit: As printed.
        english: The unit in English, with its scale ("10,000 persons"); None
            where there is none.
        language: Of the reader.

    Returns:
        "28 million persons", "2800万人"; what is 10,000万 or more is told in 亿.
    """
    if language == "zh" or english is None:
        if unit.startswith("万") and not unit.startswith("万亿") and abs(value) >= 1e4:
            return f"{plain(value / 1e4, language)}亿{unit[1:]}"
        return f"{plain(value, language)}{unit}"
    size = ""
    for prefix, factor in _SCALES:
        if english == prefix or english.startswith(prefix + " "):
            value, english = value * factor, english[len(prefix) :].strip()
            # Only what is printed in tens of thousands is told in millions.
            for name, step in (("billion", 1e9), ("million", 1e6)):
                if not size and abs(value) >= step:
                    value, size = value / step, f" {name}"
            break
    if value == 1 and not size and english in _PLURALS:
        english = english.removesuffix("s")
    text = plain(value, language) + size
    return text + ("%" if english == "%" else f" {english}" if english else "")


def change(value: float, english: str | None, language: Language) -> str:
    """A change in the unit that the amounts beside it have.

    Args:
        value: In the unit as printed, or nan.
        english: That unit in English, with its scale.
        language: Of the reader.

    Returns:
        "+0.71", "−4,600", "+30 billion"; a dash for nan.
    """
    if pd.isna(value):
        return "—"
    # Half a unit of the last digit must not fall either way by the noise of a division.
    value, scale = round(value, 10), _scale(english)
    if language == "zh" or not scale:
        return number(value, 2, sign=True)
    size = amount(abs(round(value, 2)), "", scale, language)
    return number(math.copysign(1, value), 0, sign=True)[0] + size


def _scale(english: str | None) -> str:
    """The scale that an English unit carries, without the unit."""
    return next((scale for scale, _ in _SCALES if (english or "").startswith(scale)), "")


def qualified(row: Any, english: str | None, language: Language) -> str:
    """A value with its unit and what the document prints around it.

    Args:
        row: Has value, upper, operator, unit, modality.
        english: The unit in English.
        language: Of the reader.

    Returns:
        "about 28 million persons", "≥73%", "力争800公里".
    """
    if row.operator == "range":
        low = amount(row.value, "", _scale(english), language)
        text = f"{low}–{amount(row.upper, row.unit, english, language)}"
    elif row.operator == "~":
        about = {"en": "about {}", "zh": "{}左右"}[language]
        text = about.format(amount(row.value, row.unit, english, language))
    else:
        text = SIGNS[row.operator] + amount(row.value, row.unit, english, language)
    if not row.modality or pd.isna(row.modality):
        return text
    said = MODALITIES.get(row.modality, row.modality)
    return f"{said} {text}" if language == "en" else f"{row.modality}{text}"
