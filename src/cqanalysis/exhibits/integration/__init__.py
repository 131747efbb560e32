"""Exhibits and the explorer of the chapter on urban-rural integration."""

from __future__ import annotations

from typing import Final

from cqanalysis.exhibits.integration import districts, flows, outlook, promises, ratio, zones
from cqanalysis.exhibits.integration.prose import PROSE

__all__ = ["EXHIBITS", "EXPLORERS", "PROSE"]

EXHIBITS: Final = (
    *ratio.EXHIBITS,
    *districts.EXHIBITS,
    *zones.EXHIBITS,
    *flows.EXHIBITS,
    *promises.EXHIBITS,
)
EXPLORERS: Final = outlook.EXPLORERS
