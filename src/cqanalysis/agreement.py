"""Agreement of two coders who coded the same units on their own."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: What the random tenth is drawn with; never changed, so that it is the same draw.
SEED: Final = "chongqing-measures-2026"
SHARE: Final = 0.1


@dataclass(frozen=True)
class Agreement:
    """How far two codings agree.

    Attributes:
        units: Units coded by both.
        observed: Share of units with the same code.
        expected: Share expected by chance, from each coder's own frequencies.
        kappa: Cohen's κ.
    """

    units: int
    observed: float
    expected: float
    kappa: float


def cohen(first: Sequence[str], second: Sequence[str]) -> Agreement:
    """Cohen's κ of two nominal codings.

    κ = (observed − expected) / (1 − expected). Source: J. Cohen, "A coefficient
    of agreement for nominal scales", Educational and Psychological Measurement
    20 (1960), 37–46.

    Args:
        first: Codes of the first coder.
        second: Codes of the second, of the same units in the same order.

    Returns:
        The agreement.

    Raises:
        ValueError: The codings are empty or of different length, or all units
            carry one code, where κ is not defined.
    """
    total = len(first)
    if not total or total != len(second):
        msg = f"codings of {total} and {len(second)} units cannot be compared"
        raise ValueError(msg)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / total
    one, two = Counter(first), Counter(second)
    expected = sum(one[code] * two[code] for code in one) / total**2
    if expected == 1:
        msg = "all units carry one code: kappa is not defined"
        raise ValueError(msg)
    return Agreement(total, observed, expected, (observed - expected) / (1 - expected))


def draw(units: Sequence[str], share: float = SHARE, seed: str = SEED) -> list[str]:
    """A random part of some units, the same on every machine.

    Args:
        units: Their keys, all different.
        share: Part to draw, rounded up to whole units.
        seed: What the order is shuffled by.

    Returns:
        The drawn keys, sorted.
    """
    shuffled = sorted(units, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).digest())
    # 7 % of 100 is 7, whatever a binary fraction makes of it.
    return sorted(shuffled[: math.ceil(round(len(units) * share, 9))])
