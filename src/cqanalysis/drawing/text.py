"""Numbers and lines of text in two scripts."""

from __future__ import annotations

import functools
import re
from typing import Final, Literal

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from cqanalysis.drawing import style

Language = Literal["en", "zh"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")

_MINUS: Final = "−"
#: Marks that may not begin a line, and marks that may not end one.
_NO_START: Final = "，。、：；！？）》〉」』】〕”’…%％°,.;:!?)"
_NO_END: Final = "（《〈「『【〔“‘("
#: A Latin word or number stays whole; a Chinese character is a word of its own.
_PIECE: Final = re.compile(r"[^\s\u2E80-\u9FFF\u3000-\u303F\uFF00-\uFFEF]+|\s+|.", re.DOTALL)


def number(value: float, digits: int = 0, *, sign: bool = False, language: Language = "en") -> str:
    """A number as the reader's language writes it.

    Args:
        value: The number.
        digits: Decimals.
        sign: Write a plus before positive numbers.
        language: "en" groups thousands by commas, "zh" does not.

    Returns:
        Text with a true minus sign; no "−0".
    """
    rounded = round(value, digits) + 0.0
    text = f"{abs(rounded):,.{digits}f}"
    if language == "zh":
        text = text.replace(",", "")
    prefix = _MINUS if rounded < 0 else "+" if sign and rounded > 0 else ""
    return prefix + text


def share(part: int, whole: int, language: Language, *, counter: str = "个") -> str:
    """So many of so many, in words that hold when it is all or none.

    Args:
        part: How many.
        whole: Of how many.
        language: Of the words.
        counter: Measure word and noun in Chinese.

    Returns:
        "all 37", "none of 37" or "35 of 37"; "全部37个区县", "37个区县中有35个".
    """
    if language == "zh":
        if part == whole:
            return f"全部{whole}{counter}"
        return f"{whole}{counter}中有{part}{counter[0]}"
    if part == whole:
        return f"all {whole}"
    return f"{part or 'none'} of {whole}"


@functools.cache
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line of text.

    Args:
        text: One line.
        size: Points.
        bold: In the bold weight.

    Returns:
        Points.
    """
    style.register()
    font = FontProperties(family=style.FAMILY, size=size, weight="bold" if bold else "normal")
    return float(TextToPath().get_text_width_height_descent(text, font, ismath=False)[0])


def wrap(text: str, points: float, size: float, *, bold: bool = False) -> list[str]:
    """Break text into lines that fit.

    English breaks at blanks, Chinese between characters, but never before a
    closing mark or after an opening one.

    Args:
        text: The text.
        points: Width of a line.
        size: Points of the type.
        bold: In the bold weight.

    Returns:
        The lines, without blanks at their ends.
    """
    lines: list[str] = []
    line = ""
    for run in _runs(text.strip()):
        if line and width((line + run).rstrip(), size, bold=bold) > points:
            lines.append(line.rstrip())
            line = run.lstrip()
        else:
            line += run
    return [*lines, line.rstrip()] if line.strip() else lines


def _runs(text: str) -> list[str]:
    """Pieces that no line break may part, each with the blank before it."""
    runs: list[str] = []
    for piece in _PIECE.findall(text):
        before = runs[-1].rstrip() if runs else ""
        glued = piece[0] in _NO_START or before.endswith(tuple(_NO_END))
        if runs and (glued or piece.isspace() or runs[-1].isspace()):
            runs[-1] += piece
        else:
            runs.append(piece)
    return runs
