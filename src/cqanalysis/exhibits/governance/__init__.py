"""Exhibits and the explorer of the chapter on governance."""

from __future__ import annotations

from typing import Final

from cqanalysis.exhibits.governance import agency, bodies, passing, promises, safety
from cqanalysis.exhibits.governance.prose import PROSE

__all__ = ["EXHIBITS", "EXPLORERS", "PROSE"]

EXHIBITS: Final = (*bodies.EXHIBITS, *promises.EXHIBITS, *passing.EXHIBITS, *safety.EXHIBITS)
EXPLORERS: Final = agency.EXPLORERS
