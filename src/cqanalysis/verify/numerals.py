"""Numerals in Chinese official prose: where they stand and what they are worth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cqanalysis.verify.clauses import number

#: An Arabic number; a stray blank after the point ("523. 8") is the printer's.
NUMBER: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\s?\d+)?")
#: A quantity written in Chinese numerals. Years, ordinals and names are not
#: walked: only what is counted in these units is a measured promise.
WORDED: Final = re.compile(
    r"(?<![一二两三四五六七八九十])(?:半|[一二两三四五六七八九十]+)(?=个?(?:小时|分钟|倍|番|分之))"
)
YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|—|-|－|–)|(?<=—)((?:19|20)\d\d)(?=年)")
_WORDED_YEAR: Final = re.compile(r"二[〇○]([〇○一二三四五])([〇○一二三四五六七八九])")
#: Five-year plans by their number, as (first year, last year).
FIVE_YEARS: Final = {"十三五": (2016, 2020), "十四五": (2021, 2025)}
_VALUES: Final = {"半": 0.5, "双": 2.0, "两": 2.0, "Ⅱ": 2.0, "III": 3.0, "Ⅲ": 3.0}
_CHINESE: Final = "一二三四五六七八九十"


@dataclass(frozen=True)
class Numeral:
    """A numeral at a place in a text."""

    start: int
    end: int
    text: str


def walk(text: str) -> list[Numeral]:
    """Every numeral of a text, in order.

    Args:
        text: A clause.

    Returns:
        Arabic numbers and the worded quantities of `WORDED`.
    """
    found = [Numeral(m.start(), m.end(), m[0]) for p in (NUMBER, WORDED) for m in p.finditer(text)]
    return sorted(found, key=lambda numeral: numeral.start)


def occurrences(text: str, printed: str) -> list[int]:
    """Starts of `printed` in `text` as a whole number (12 is not in 2012 or 12.5).

    Args:
        text: A clause.
        printed: What to look for.

    Returns:
        Positions in order, possibly none.
    """
    starts = []
    at = text.find(printed)
    while at >= 0:
        before, after = text[:at], text[at + len(printed) :]
        cut_left = printed[0].isdigit() and re.search(r"\d$|\d[.,]\s?$", before)
        cut_right = printed[-1].isdigit() and re.match(r"\d|\.\s?\d|,\d{3}", after)
        if not cut_left and not cut_right:
            starts.append(at)
        at = text.find(printed, at + 1)
    return starts


def values(printed: str) -> list[float]:
    """Numbers that a printed token holds: ``1.92∶1`` holds 1.92 and 1.

    Args:
        printed: A numeral with whatever belongs to it.

    Returns:
        Values in the order printed; empty where there is none ("—").
    """
    arabic = NUMBER.findall(printed)
    if arabic:
        return [float(re.sub(r"[,\s]", "", number)) for number in arabic]
    if printed in _VALUES:
        return [_VALUES[printed]]
    if printed and not printed.strip(_CHINESE):
        return [float(number(printed))]
    return [_VALUES[first]] if (first := printed[:1]) in _VALUES else []


def years(text: str) -> set[int]:
    """Years that a text names, those of a five-year plan included.

    Args:
        text: A clause, a box heading or column heads.

    Returns:
        Calendar years.
    """
    named = {int(m[1] or m[2]) for m in YEAR.finditer(text)}
    for m in _WORDED_YEAR.finditer(text):
        tens, ones = ("〇一二三四五六七八九".index(d.replace("○", "〇")) for d in (m[1], m[2]))
        named.add(2000 + 10 * tens + ones)
    for plan, ends in FIVE_YEARS.items():
        if plan in text:
            named.update(ends)
    return named
