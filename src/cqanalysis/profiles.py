"""A place beside its peers: the latest value, its rank, its series, their median.

Observations are rows of ``observations.csv``, columns as attributes.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from cqanalysis.tables import WHOLE_YEAR

#: The census whose count the later series joins.
_CENSUS: Final = 2020


@dataclass(frozen=True)
class Series:
    """Values by year.

    Attributes:
        points: Year, value, and whether the value is weak (confidence C).
        breaks: Years at which another vintage begins: no line leads there.
    """

    points: list[tuple[int, float, bool]]
    breaks: frozenset[int]


def latest(observations: Sequence[Any], indicator: str) -> Any:
    """The latest observation of an indicator, the surest of its year.

    Args:
        observations: Those of one place.
        indicator: Key of the indicator.

    Returns:
        The row, or None where there is none.
    """
    rows = [obs for obs in observations if obs.indicator == indicator]
    return min(rows, key=lambda obs: (-obs.year, obs.confidence), default=None)


def rank(values: dict[str, float], place: str) -> int:
    """Rank of a place from the largest value; equals share the better one.

    Args:
        values: Value by place.
        place: One of them.

    Returns:
        The rank, from 1.
    """
    return 1 + sum(value > values[place] for value in values.values())


def series(observations: Sequence[Any], indicators: tuple[str, ...]) -> Series | None:
    """One series of one or two indicators; it breaks where the vintage changes.

    In a census year the census speaks. People are counted in 10,000, as the
    yearly statistics are.

    Args:
        observations: Those of one place.
        indicators: The same thing, by census and by year.

    Returns:
        The series, or None for less than two years.
    """
    rows = [obs for obs in observations if obs.indicator in indicators and obs.period in WHOLE_YEAR]
    rows.sort(key=lambda obs: (obs.year, obs.vintage != "census", obs.confidence))
    points: list[tuple[int, float, bool]] = []
    breaks, before = set(), ""
    for obs in rows:
        year = int(obs.year)
        if points and points[-1][0] == year:
            continue
        kind = "post-census2020" if obs.vintage == "census" and year >= _CENSUS else obs.vintage
        if before and kind != before:
            breaks.add(year)
        before = kind
        value = float(obs.value) / (10_000 if obs.unit == "人" else 1)
        points.append((year, value, obs.confidence == "C"))
    return Series(points, frozenset(breaks)) if len(points) > 1 else None


def median(peers: Sequence[Series], years: set[int]) -> list[tuple[int, float, bool]]:
    """The peers' median, in years in which each of them has a value.

    Args:
        peers: Their series.
        years: Years wanted.

    Returns:
        Points as in `Series`, unweighted.
    """
    found = []
    for year in sorted(years):
        values = [value for one in peers for at, value, _ in one.points if at == year]
        if len(values) == len(peers):
            found.append((year, statistics.median(values), False))
    return found
