"""Explorers: a reader moves an assumption and sees what the analysis makes of it.

Every state is computed here, its words with it. The site's script looks states
up and puts them in place; it computes nothing, so an explorer cannot disagree
with its analysis. In Jupyter the same states come from the analysis, live.
"""

from __future__ import annotations

from cqanalysis.explorer.page import panel, stage
from cqanalysis.explorer.record import Choice, Control, Explorer, Scene, State

__all__ = ["Choice", "Control", "Explorer", "Scene", "State", "panel", "stage"]
