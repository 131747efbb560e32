"""A plot whose lines a page can move: light, in the page's own typeface, of any width.

Positions are percentages of the plot's box, so that the words keep their size
on a phone. A line lives in a box of 100 by 100 that is stretched over the plot.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from cqanalysis.drawing import style

#: Pixels: height of the paper, and room on it for words around the box.
_HEIGHT: Final = 400
#: The plot's paper, for a page that allows a style within it; the site's sheet repeats it.
PAPER: Final = (
    f"display:block;box-sizing:border-box;padding:28px 52px 30px 34px;background:{style.PAPER}"
)
_GRID: Final = "#E6E9ED"
_SIZE: Final = 13


@dataclass(frozen=True)
class Plot:
    """The box that everything is placed in.

    Attributes:
        xs: Values at its left and right edge.
        ys: Values at its bottom and top edge.
    """

    xs: tuple[float, float]
    ys: tuple[float, float]

    def x(self, value: float) -> str:
        """Place from the left, in percent of the box."""
        return f"{100 * (value - self.xs[0]) / (self.xs[1] - self.xs[0]):.4g}"

    def y(self, value: float) -> str:
        """Place from the top, in percent of the box."""
        return f"{100 * (self.ys[1] - value) / (self.ys[1] - self.ys[0]):.4g}"

    def points(self, pairs: Iterable[tuple[float, float]]) -> str:
        """Points of a line, as `line` takes them."""
        return " ".join(f"{self.x(x)},{self.y(y)}" for x, y in pairs)


def line(points: str, color: str, *, dotted: bool = False, part: str = "") -> str:
    """A line through points.

    Args:
        points: From `Plot.points`.
        color: Of the line.
        dotted: A thin dotted line, as over a gap in the data.
        part: Name of the element, where another state moves it.

    Returns:
        SVG.
    """
    look = 'stroke-width="1.2" stroke-dasharray="2 3"' if dotted else 'stroke-width="2.4"'
    return (
        '<svg viewBox="0 0 100 100" width="100%" height="100%" preserveAspectRatio="none" '
        f'overflow="visible"><polyline{_named(part)} points="{points}" fill="none" '
        f'stroke="{color}" {look} stroke-linejoin="round" vector-effect="non-scaling-stroke"/>'
        "</svg>"
    )


def dot(x: str, y: str, color: str, *, hollow: bool = False, part: str = "") -> str:
    """A point.

    Args:
        x: From `Plot.x`.
        y: From `Plot.y`.
        color: Of the point.
        hollow: A weak value.
        part: Name of the element, where another state moves it.

    Returns:
        SVG.
    """
    fill = style.PAPER if hollow else color
    return (
        f'<circle{_named(part)} cx="{x}%" cy="{y}%" r="4" fill="{fill}" stroke="{color}" '
        'stroke-width="1.6"/>'
    )


def words(
    x: str,
    y: str,
    text: str,
    color: str,
    *,
    anchor: Literal["start", "middle", "end"] = "middle",
    shift: tuple[float, float] = (0, 0),
    bold: bool = False,
    part: str = "",
) -> str:
    """A label.

    Args:
        x: From `Plot.x`.
        y: From `Plot.y`.
        text: One line.
        color: Of the words.
        anchor: Which end of the line stands at the place.
        shift: Pixels to the right and down from the place.
        bold: In the bold weight.
        part: Name of the element, where another state moves it.

    Returns:
        SVG.
    """
    # A rim of paper keeps words legible where a line runs behind them.
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text{_named(part)} x="{x}%" y="{y}%" dx="{shift[0]:g}" dy="{shift[1]:g}" '
        f'text-anchor="{anchor}" fill="{color}"{weight} stroke="{style.PAPER}" stroke-width="3" '
        f'paint-order="stroke" stroke-linejoin="round">{html.escape(text, quote=False)}</text>'
    )


def tick(x: str, y: str) -> str:
    """A target due at a point in time: a short bar, as in the figures.

    Args:
        x: From `Plot.x`.
        y: From `Plot.y`.

    Returns:
        SVG.
    """
    return (
        f'<svg x="{x}%" y="{y}%" overflow="visible"><path d="M-8 0H8" stroke="{style.TARGET}" '
        'stroke-width="3.4"/></svg>'
    )


def axes(plot: Plot, xs: Iterable[int], ys: Mapping[float, str]) -> str:
    """Years below, values at the left with a line across each.

    Args:
        plot: The box.
        xs: Years to name.
        ys: Values with their names.

    Returns:
        SVG.
    """
    across = "".join(
        f'<line x1="0" x2="100%" y1="{plot.y(y)}%" y2="{plot.y(y)}%" stroke="{_GRID}"/>'
        + words("0", plot.y(y), name, style.GREY, anchor="end", shift=(-8, 4))
        for y, name in ys.items()
    )
    floor = f'<line x1="0" x2="100%" y1="100%" y2="100%" stroke="{style.GREY}"/>'
    years = "".join(words(plot.x(x), "100", str(x), style.GREY, shift=(0, 20)) for x in xs)
    return across + floor + years


def sheet(content: str) -> str:
    """The plot as part of a page.

    Args:
        content: SVG of what stands in it, from back to front.

    Returns:
        SVG: white paper as wide as its place.
    """
    return (
        f'<svg class="cq-sheet" width="100%" height="{_HEIGHT}" overflow="visible" '
        f'font-size="{_SIZE}" style="{PAPER}">{content}</svg>'
    )


def _named(part: str) -> str:
    return f' data-part="{part}"' if part else ""
