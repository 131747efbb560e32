"""Sizes of cities: rank and size, primacy, concentration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from cqanalysis import spatial
from cqanalysis.tables import joined


@dataclass(frozen=True)
class RankSize:
    """Result of a rank-size regression.

    Attributes:
        exponent: Pareto exponent; 1 is Zipf's rule, less is more uneven.
        error: Its standard error, exponent × √(2/n).
        n: Cities.
        r2: Share of variance explained.
    """

    exponent: float
    error: float
    n: int
    r2: float


def rank_size(sizes: Sequence[float]) -> RankSize:
    """Rank-size exponent with the correction for small samples.

    ``ln(rank − 1/2) = a − b ln(size)`` by least squares; the standard error is
    b √(2/n), not that of the regression (X. Gabaix and R. Ibragimov 2011,
    "Rank − 1/2: a simple way to improve the OLS estimation of tail exponents",
    Journal of Business & Economic Statistics 29, 24-39).

    Args:
        sizes: Sizes, positive.

    Returns:
        The regression.
    """
    ordered = np.sort(np.asarray(sizes, dtype=float))[::-1]
    n = len(ordered)
    fit = stats.linregress(np.log(ordered), np.log(np.arange(1, n + 1) - 0.5))
    exponent = -float(fit.slope)
    return RankSize(exponent, exponent * float(np.sqrt(2 / n)), n, float(fit.rvalue**2))


def cities(table: pd.DataFrame, value: str, *, one_core: bool) -> pd.DataFrame:
    """Units by rank, the central urban area as one city or as nine.

    Args:
        table: From `residents` or `urbanization`.
        value: Column to rank by.
        one_core: Count the central urban area as one.

    Returns:
        Columns place, group, year, size, rank (from 1), fact_ids, obs_ids.
    """
    named = table.assign(city=table["place"])
    if one_core:
        named["city"] = named["place"].where(named["group"] != spatial.CORE, spatial.CORE)
    grouped = named.groupby(["year", "city"], sort=True)
    sizes = grouped.agg(group=("group", "first"), size=(value, "sum"), obs_ids=("obs_ids", joined))
    sizes = sizes.reset_index().rename(columns={"city": "place"})
    sizes["rank"] = sizes.groupby("year")["size"].rank(ascending=False, method="first").astype(int)
    sizes["fact_ids"] = ""
    columns = ["place", "group", "year", "size", "rank", "fact_ids", "obs_ids"]
    ordered: pd.DataFrame = sizes[columns].sort_values(["year", "rank"], ignore_index=True)
    return ordered


def herfindahl(weights: Iterable[float]) -> float:
    """Concentration of a whole over its holders.

    The Herfindahl-Hirschman index, the sum of squared shares (O. C. Herfindahl
    1950, A. O. Hirschman 1945); its inverse is the number of equal holders that
    would be as concentrated.

    Args:
        weights: What each holds, in any unit.

    Returns:
        Between nought and 1, which is one holder.

    Raises:
        ValueError: Nobody holds anything.
    """
    held = list(weights)
    total = sum(held)
    if total <= 0:
        msg = "nobody holds anything: concentration is not defined"
        raise ValueError(msg)
    return float(sum((weight / total) ** 2 for weight in held))


@dataclass(frozen=True)
class Concentration:
    """How concentrated sizes are.

    Attributes:
        primacy: The largest over the second.
        top: Share of the largest.
        herfindahl: Sum of squared shares.
    """

    primacy: float
    top: float
    herfindahl: float


def concentration(sizes: Sequence[float]) -> Concentration:
    """Primacy (M. Jefferson 1939, Geographical Review 29, 226-232) and Herfindahl index.

    Args:
        sizes: Sizes, positive, two at least.

    Returns:
        The measures.
    """
    ordered = sorted(sizes, reverse=True)
    shares = np.array(ordered) / sum(ordered)
    return Concentration(ordered[0] / ordered[1], float(shares[0]), herfindahl(ordered))
