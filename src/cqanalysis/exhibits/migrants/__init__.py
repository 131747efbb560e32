"""Exhibits of the chapter on migrants becoming citizens."""

from __future__ import annotations

from typing import Final

from cqanalysis.exhibits.migrants import gap, origins, path, promises
from cqanalysis.exhibits.migrants.outlook import EXPLORERS
from cqanalysis.exhibits.migrants.prose import PROSE

__all__ = ["EXHIBITS", "EXPLORERS", "PROSE"]

EXHIBITS: Final = (
    *gap.EXHIBITS,
    *path.EXHIBITS,
    promises.TARGETS,
    *origins.EXHIBITS,
    gap.SOURCES,
    origins.AGES,
    *promises.EXHIBITS,
)
