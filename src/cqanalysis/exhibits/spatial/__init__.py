"""Exhibits and the explorer of the chapter on the spatial pattern."""

from __future__ import annotations

from typing import Final

from cqanalysis.exhibits.spatial import cities, distance, outlook, pattern, people, towns
from cqanalysis.exhibits.spatial.prose import PROSE

__all__ = ["EXHIBITS", "EXPLORERS", "PROSE"]

EXHIBITS: Final = (
    *pattern.EXHIBITS,
    *people.EXHIBITS,
    *cities.EXHIBITS,
    *distance.EXHIBITS,
    *towns.EXHIBITS,
    pattern.ROLES,
)
EXPLORERS: Final = outlook.EXPLORERS
