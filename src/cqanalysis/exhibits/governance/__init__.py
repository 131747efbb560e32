"""Exhibits and the explorer of the chapter on governance."""

from __future__ import annotations

from typing import Final

from cqanalysis.exhibits.governance import bodies, passing, promises, safety

__all__ = ["EXHIBITS"]

EXHIBITS: Final = (*bodies.EXHIBITS, *promises.EXHIBITS, *passing.EXHIBITS, *safety.EXHIBITS)
