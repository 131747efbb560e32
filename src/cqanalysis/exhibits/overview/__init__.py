"""Exhibits and the explorer of the overview."""

from __future__ import annotations

from typing import Final

from cqanalysis.exhibits.overview import agreement, board, fit, outlook, pace, thirteenth
from cqanalysis.exhibits.overview.prose import PROSE

__all__ = ["EXHIBITS", "EXPLORERS", "PROSE"]

EXHIBITS: Final = (
    *board.EXHIBITS,
    *pace.EXHIBITS,
    *fit.EXHIBITS,
    *agreement.EXHIBITS,
    *thirteenth.EXHIBITS,
)
EXPLORERS: Final = outlook.EXPLORERS
