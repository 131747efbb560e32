"""Exhibits and the explorer of the chapter on urban-rural integration."""

from __future__ import annotations

from typing import Final

from cqanalysis.exhibits.integration import countryside, districts, outlook, ratio
from cqanalysis.exhibits.integration.prose import PROSE

__all__ = ["EXHIBITS", "EXPLORERS", "PROSE"]

EXHIBITS: Final = (*ratio.EXHIBITS, *districts.EXHIBITS, *countryside.EXHIBITS)
EXPLORERS: Final = outlook.EXPLORERS
