"""Curves of urbanization: fitted, carried on, and tested on years already seen.

Shares are percent. Nothing here reads a table of the data package.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import optimize, stats

Numbers = npt.NDArray[np.float64]

#: Share of later values that an interval claims to hold.
LEVEL: Final = 0.9
#: Shares at which S-curves level off; the data cannot choose among them.
CEILINGS: Final = (80.0, 85.0, 90.0, 100.0)
#: Fewest years that a curve of two parameters is fitted to.
LEAST: Final = 5


@dataclass(frozen=True, eq=False)
class Fit:
    """A curve fitted to yearly shares.

    Attributes:
        ceiling: Share at which it levels off; None for a straight line.
        parameters: Share in the middle year and change a year; for an S-curve
            growth rate and year of its turn, counted from the middle year.
        covariance: Of the parameters.
        error: Standard deviation of the residuals, points.
        middle: Year that years are counted from.
        n: Years fitted.
    """

    ceiling: float | None
    parameters: Numbers
    covariance: Numbers
    error: float
    middle: float
    n: int


def _curve(ceiling: float | None) -> Callable[..., Numbers]:
    if ceiling is None:
        return _line
    return functools.partial(_logistic, ceiling)


def _line(years: Numbers, level: float, gain: float) -> Numbers:
    return level + gain * years


def _logistic(ceiling: float, years: Numbers, rate: float, turn: float) -> Numbers:
    return ceiling / (1 + np.exp(-rate * (years - turn)))


def fit(years: Sequence[int], shares: Sequence[float], ceiling: float | None = None) -> Fit:
    """A straight line, or an S-curve with a given ceiling, by least squares.

    The logistic curve of urbanization: United Nations 1974, "Methods for
    Projections of Urban and Rural Population" (Manual VIII), there with a
    ceiling of 100.

    Args:
        years: Years observed.
        shares: Percent, one a year.
        ceiling: Where the curve levels off, above every share; None for a line.

    Returns:
        The fit.

    Raises:
        ValueError: Fewer than `LEAST` years, or a share at or above the ceiling.
    """
    x, y = np.asarray(years, dtype=float), np.asarray(shares, dtype=float)
    if len(x) < LEAST:
        msg = f"{len(x)} years are too few to fit a curve to"
        raise ValueError(msg)
    if ceiling is not None and y.max() >= ceiling:
        msg = f"a share of {y.max()} is not below the ceiling {ceiling}"
        raise ValueError(msg)
    middle = float(x.mean())
    t = x - middle
    first = stats.linregress(t, y if ceiling is None else np.log(y / (ceiling - y)))
    slope, level = float(first.slope), float(first.intercept)
    start = (level, slope) if ceiling is None else (slope, -level / slope)
    curve = _curve(ceiling)
    found, covariance = optimize.curve_fit(curve, t, y, p0=start)
    left = y - curve(t, *found)
    error = float(np.sqrt((left**2).sum() / (len(x) - 2)))
    return Fit(ceiling, found, covariance, error, middle, len(x))


def carried(curve: Fit, years: Sequence[int]) -> pd.DataFrame:
    """A fitted curve in other years, with an interval.

    The interval counts the uncertainty of the parameters (delta method) and the
    scatter around the curve, as if residuals were independent and the form
    right. Neither holds for a share that was revised to join two censuses: it
    is too narrow.

    Args:
        curve: The fit.
        years: Years asked for.

    Returns:
        Columns year, share, low, high (percent; ends of the interval of `LEVEL`).
    """
    t = np.asarray(years, dtype=float) - curve.middle
    shape = _curve(curve.ceiling)
    centre = shape(t, *curve.parameters)
    slopes = []
    for nth, value in enumerate(curve.parameters):
        step = 1e-5 * max(abs(float(value)), 1.0)
        moved = np.array(curve.parameters)
        moved[nth] += step
        slopes.append((shape(t, *moved) - centre) / step)
    gradient = np.array(slopes)
    spread = np.einsum("it,ij,jt->t", gradient, curve.covariance, gradient) + curve.error**2
    reach = stats.t.ppf((1 + LEVEL) / 2, curve.n - 2) * np.sqrt(spread)
    return pd.DataFrame(
        {"year": list(years), "share": centre, "low": centre - reach, "high": centre + reach}
    )


def reached(curve: Fit, level: float) -> float | None:
    """When a fitted curve passes a level.

    Args:
        curve: The fit.
        level: Percent.

    Returns:
        The year, with its fraction; None where it never does.
    """
    one, two = (float(value) for value in curve.parameters)
    if curve.ceiling is None:
        return curve.middle + (level - one) / two if two > 0 else None
    if level >= curve.ceiling:
        return None
    return curve.middle + two + float(np.log(level / (curve.ceiling - level))) / one


def backtest(
    years: Sequence[int], shares: Sequence[float], ceilings: Sequence[float | None]
) -> pd.DataFrame:
    """Curves fitted to the years up to an origin, against the years that followed.

    Evaluation on a rolling origin: L. J. Tashman 2000, "Out-of-sample tests of
    forecasting accuracy", International Journal of Forecasting 16, 437-450.

    Args:
        years: Years observed, ascending.
        shares: Percent.
        ceilings: The curves, None for a straight line; a ceiling that a share
            of the years fitted has reached is left out.

    Returns:
        One row a curve, origin and later year: ceiling (NaN for a line), origin
        (last year fitted), year, ahead (years), seen, share, low, high, error
        (share less seen), held (seen within the interval).
    """
    rows = []
    for ceiling in ceilings:
        for n in range(LEAST, len(years)):
            if ceiling is not None and max(shares[:n]) >= ceiling:
                continue
            later = carried(fit(years[:n], shares[:n], ceiling), years[n:])
            for row, seen in zip(later.to_dict("records"), shares[n:], strict=True):
                rows.append(
                    {
                        "ceiling": np.nan if ceiling is None else ceiling,
                        "origin": years[n - 1],
                        "year": row["year"],
                        "ahead": row["year"] - years[n - 1],
                        "seen": seen,
                        "share": row["share"],
                        "low": row["low"],
                        "high": row["high"],
                        "error": row["share"] - seen,
                        "held": bool(row["low"] <= seen <= row["high"]),
                    }
                )
    return pd.DataFrame(rows)
