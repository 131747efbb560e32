"""Marks that more than one figure needs."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator
from scipy.optimize import isotonic_regression

from cqanalysis.drawing import style
from cqanalysis.drawing.canvas import Canvas


def spread(positions: list[float], gap: float) -> list[float]:
    """Move label positions apart as little as needed.

    Args:
        positions: Where the labels would stand, in any unit.
        gap: The least distance between two labels.

    Returns:
        New positions in the order given, neighbours at least `gap` apart, with
        the least squared movement.
    """
    order = np.argsort(positions, kind="stable")
    steps = gap * np.arange(len(positions))
    # Labels that must rise by a gap each: isotonic regression of what is left.
    level = isotonic_regression(np.asarray(positions, dtype=float)[order] - steps).x
    result = np.empty(len(positions))
    result[order] = level + steps
    return [float(value) for value in result]


def zero_line(canvas: Canvas, *, vertical: bool = False) -> None:
    """Draw where nothing changes.

    Args:
        canvas: The sheet.
        vertical: Zero of the x axis instead of the y axis.
    """
    draw = canvas.axes.axvline if vertical else canvas.axes.axhline
    draw(0, color=style.GREY, linewidth=0.9, zorder=1)


def bare(axes: Axes) -> None:
    """Take ticks and floor away, where words stand on the marks themselves.

    Args:
        axes: Of a canvas.
    """
    axes.xaxis.set_major_locator(NullLocator())
    axes.yaxis.set_major_locator(NullLocator())
    axes.spines["bottom"].set_visible(False)


def target_tick(canvas: Canvas, x: float, y: float, label: str, *, below: bool = False) -> None:
    """Mark a target due at a point in time: a short bar, its words beside it.

    Args:
        canvas: The sheet.
        x: The year.
        y: The value asked.
        label: The words.
        below: Put the words under the bar (a ceiling is approached from above).
    """
    axes = canvas.axes
    axes.plot(
        [x - 0.45, x + 0.45], [y, y], color=style.TARGET, linewidth=3.2,
        solid_capstyle="butt", zorder=4,
    )  # fmt: skip
    axes.annotate(
        label, (x, y), xytext=(0, -5 if below else 5), textcoords="offset points",
        ha="center", va="top" if below else "bottom", fontsize=canvas.small, color=style.TARGET,
    )  # fmt: skip
