"""Exhibits and the explorer of the chapter on urban renewal."""

from __future__ import annotations

from typing import Final

from cqanalysis.exhibits.renewal import compounds, outlook, procedures, programmes, tasks, works
from cqanalysis.exhibits.renewal.prose import PROSE

__all__ = ["EXHIBITS", "EXPLORERS", "PROSE"]

EXHIBITS: Final = (
    *programmes.EXHIBITS,
    programmes.OBSERVED,
    compounds.EXHIBIT,
    *tasks.EXHIBITS,
    works.EXHIBIT,
    procedures.EXHIBIT,
)
EXPLORERS: Final = outlook.EXPLORERS
