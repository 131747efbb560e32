"""Exhibits of the overview."""

from __future__ import annotations

from typing import Final

from cqanalysis.exhibits.overview import board

__all__ = ["EXHIBITS"]

EXHIBITS: Final = (*board.EXHIBITS,)
