"""Targets and their pace: what was asked, what was achieved, what is still needed.

Everything here is arithmetic on numbers and years; no table is read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, Literal

Operator = Literal["=", ">=", ">", "<=", "<", "~", "range"]
Better = Literal["higher", "lower", "neither"]
#: What "about" (左右, 约) allows: a twentieth of the target either way. The plans
#: define no tolerance; this one is the book's, and is stated wherever it decides.
ABOUT: Final = 0.05


class Status(Enum):
    """Outcome of a due target, or pace of one still open.

    `status` decides all but two from numbers alone. That a number was reached
    only on another definition, or was observed in nothing that can be compared,
    takes the rows themselves: see `monitor.standing`.
    """

    MET = "met"
    MISSED = "missed"
    LAST_SEEN = "last seen"
    ON_PACE = "on pace"
    BEHIND = "behind"
    NO_BASE = "no base"
    UNDATED = "undated"
    CHANGED = "changed definition"
    NOT_COMPARABLE = "not comparable"
    UNOBSERVED = "not in this collection"


@dataclass(frozen=True)
class Target:
    """A number to be reached.

    Attributes:
        value: The number; the lower end of a range.
        operator: How it binds.
        better: The direction the plan wants, for targets printed as a plain "=".
        due: The year it is due, or None.
        upper: Upper end of a range.
    """

    value: float
    operator: Operator = "="
    better: Better = "higher"
    due: int | None = None
    upper: float | None = None

    def __post_init__(self) -> None:
        if (self.operator == "range") != (self.upper is not None):
            msg = f"operator {self.operator!r}, upper {self.upper!r}: a range, and only it, has one"
            raise ValueError(msg)

    def reached(self, value: float) -> bool:
        """Whether a value satisfies the target as printed.

        A plain number ("=") asks for that much or better: ≥ where higher is
        better, ≤ where lower is. "About" allows `ABOUT` of the target on the
        side that is worse, and anything on the better side.

        Args:
            value: An observation in the target's unit.

        Returns:
            True when it is reached.
        """
        margin = 1e-12 * max(1.0, abs(self.value))
        if self.operator == ">":
            return value > self.value + margin
        if self.operator == "<":
            return value < self.value - margin
        if self.operator == "range":
            assert self.upper is not None
            return self.value - margin <= value <= self.upper + margin
        slack = ABOUT * abs(self.value) if self.operator == "~" else 0.0
        floor = value >= self.value - slack - margin
        ceiling = value <= self.value + slack + margin
        if self.operator == ">=":
            return floor
        if self.operator == "<=":
            return ceiling
        return {"higher": floor, "lower": ceiling, "neither": floor and ceiling}[self.better]

    def firm(self, base: float | None) -> Target:
        """The target without what "about" allows, where its base is within that already.

        Args:
            base: Where it starts from, or None.

        Returns:
            The same target, or its plain number: a tolerance may not turn the
            start into the outcome.
        """
        if self.operator != "~" or base is None or not self.reached(base):
            return self
        return replace(self, operator="=")

    def distance(self, value: float) -> float:
        """How far a value still is from the target.

        Args:
            value: An observation in the target's unit.

        Returns:
            Target minus value, 0.0 inside a range: what must still be added
            (negative: taken away).
        """
        if self.upper is not None:
            return self.value - value if value < self.value else min(0.0, self.upper - value)
        return self.value - value


def compound_growth(start: float, end: float, years: float) -> float:
    """Mean yearly growth that leads from one level to another.

    Args:
        start: Level at the start, positive.
        end: Level at the end, positive.
        years: Length of the period, positive.

    Returns:
        The rate (0.05 is 5 % a year): ``(end / start) ** (1 / years) - 1``.

    Raises:
        ValueError: A level or the period is not positive.
    """
    if start <= 0 or end <= 0 or years <= 0:
        msg = f"compound growth from {start} to {end} over {years} years is not defined"
        raise ValueError(msg)
    return math.expm1(math.log(end / start) / years)


def pace_needed(value: float, target: Target, year: int) -> float | None:
    """Change a year that a level needs from now on.

    Args:
        value: The latest level.
        target: What is to be reached.
        year: The year of that level.

    Returns:
        Units a year, signed: negative where the level must fall, or where it
        is already past the target and could give ground. None where the
        target has no year or its year is past.
    """
    if target.due is None or target.due <= year:
        return None
    return target.distance(value) / (target.due - year)


def pace_achieved(start: float, start_year: int, end: float, end_year: int) -> float:
    """Change a year over an observed period.

    Args:
        start: Level at the start.
        start_year: Its year.
        end: Level at the end.
        end_year: Its year.

    Returns:
        Units a year.

    Raises:
        ValueError: The period is empty or runs backward.
    """
    if end_year <= start_year:
        msg = f"a pace from {start_year} to {end_year} is not defined"
        raise ValueError(msg)
    return (end - start) / (end_year - start_year)


def years_to_reach(value: float, target: Target, pace: float) -> float:
    """Years until a level reaches a target at a constant pace.

    Args:
        value: The latest level.
        target: What is to be reached.
        pace: Units a year, signed.

    Returns:
        0.0 where it is reached already, infinity where the pace leads away.
    """
    if target.reached(value):
        return 0.0
    distance = target.distance(value)
    if target.operator == "~":
        # "About" is reached at the near edge of what it allows.
        distance -= math.copysign(ABOUT * abs(target.value), distance)
    strict = {">": 1.0, "<": -1.0}.get(target.operator, 0.0)
    leads_there = (distance or strict) * pace > 0
    return abs(distance / pace) if leads_there else math.inf


def ratio_growth_gap(ratio: float, target: float, years: float) -> float:
    """Growth advantage of the denominator that moves a ratio to a target.

    With urban income over rural income, it is how much faster rural income
    must grow: ``(1 + rural) / (1 + urban) - 1`` a year.

    Args:
        ratio: The ratio now, positive.
        target: The ratio wanted, positive.
        years: Years left, positive.

    Returns:
        The relative growth advantage a year; negative where the ratio may rise.

    Raises:
        ValueError: A ratio or the period is not positive.
    """
    return compound_growth(target, ratio, years)


def status(
    target: Target, observed: tuple[int, float] | None, base: tuple[int, float] | None, now: int
) -> Status:
    """Where a target stands.

    A due target has an outcome: it is judged by the observation of its year,
    or, where none is at hand, it was last seen in an earlier year. An
    observation from after the due year does not decide what held in it.
    An open target has a pace: the straight line from its base to its value.
    "About" allows nothing where the base is within it: see `Target.firm`.

    Args:
        target: What is to be reached.
        observed: Year and value of the observation nearest to the due year
            from below, or the latest one; None where there is none.
        base: Year and value the target starts from; None where none is known,
            and then a target not yet reached is not judged.
        now: The last full year.

    Returns:
        The status.
    """
    target = target.firm(None if base is None else base[1])
    if target.due is None:
        return Status.UNDATED
    if observed is None or observed[0] > target.due:
        return Status.UNOBSERVED
    year, value = observed
    if target.due <= now:
        if year < target.due:
            return Status.LAST_SEEN
        return Status.MET if target.reached(value) else Status.MISSED
    if target.reached(value):
        return Status.ON_PACE
    # Without a base there is no line to judge by.
    if base is None or base[0] >= year:
        return Status.NO_BASE
    # One that had reached it and lost it is behind any line.
    if target.reached(base[1]):
        return Status.BEHIND
    asked = target.distance(base[1]) * (year - base[0]) / (target.due - base[0])
    gone = (value - base[1]) * math.copysign(1.0, asked)
    margin = 1e-9 * max(1.0, abs(value), abs(base[1]))
    return Status.ON_PACE if gone >= abs(asked) - margin else Status.BEHIND
