"""Maps of the 38 districts and counties: schematic outlines, or a grid of tiles.

The outlines are a sketch without a map approval number; the tile grid is no map
and needs none. Both take the same fills, so that a document that may not carry
the one can carry the other.
"""

from __future__ import annotations

import collections
import functools
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon, Rectangle

from cqanalysis.drawing import style, text
from cqanalysis.drawing.canvas import Canvas
from cqanalysis.drawing.text import Language
from cqanalysis.tables import DATA

Points = npt.NDArray[np.float64]

#: To be said in the note of an exhibit that draws outlines.
NOTE: Final[dict[Language, str]] = {
    "en": "Schematic map without a map approval number, on the boundaries before November 2025.",
    "zh": "示意图，无审图号，采用2025年11月调整前的区划。",
}
#: And where to find the same values for a document that may not carry such a map.
TILES_NOTE: Final[dict[Language, str]] = {
    "en": "For documents that need an approval number the narrow version ({}-column) is a tile "
    "grid instead.",
    "zh": "须有审图号的文件可改用竖版（{}-column），竖版为方格图。",
}
#: Inches of a column that holds a map, its inset and a key.
TALL: Final = 7.8
_HATCH: Final = "/////"
#: A degree of longitude at 30° north, in degrees of latitude.
_SQUEEZE: Final = float(np.cos(np.radians(30.0)))
#: Where the name of a group stands beside it, and which end of it.
_CAPTIONS: Final = {
    "northeast": (92.95, 31.62, "right"),
    "southeast": (93.6, 28.34, "right"),
    "new": (91.25, 30.82, "left"),
}
#: Points of the grid that vertices stand on: finer than a line is wide.
_STEP: Final = 0.25
#: Room a label asks for: about twice as wide as high.
_FLAT: Final = 0.5
_LEADING: Final = 1.25


@dataclass(frozen=True)
class Class:
    """One entry of a key.

    Attributes:
        color: The fill, or None for no data, which is hatched.
        words: What it stands for.
    """

    color: str | None
    words: str


def quantiles(values: Iterable[float], classes: int) -> list[float]:
    """Limits of classes that hold equally many values.

    Args:
        values: The values; missing ones are left out.
        classes: How many classes.

    Returns:
        The limits between the classes, one fewer than classes. A value on a
        limit belongs to the class above it.

    Raises:
        ValueError: Equal values leave a class empty.
    """
    known = np.array([v for v in values if not np.isnan(v)])
    limits = [float(q) for q in np.quantile(known, np.arange(1, classes) / classes)]
    if len(set(np.digitize(known, limits))) < classes:
        msg = f"{classes} classes of {len(known)} values: one would be empty"
        raise ValueError(msg)
    return limits


def fills(
    values: Mapping[str, float], limits: Sequence[float], ramp: Sequence[str]
) -> dict[str, str | None]:
    """The fill of each place.

    Args:
        values: Value by place; NaN where there is none.
        limits: Limits between classes; a value on one belongs to the class above.
        ramp: Colour of each class, one more than limits.

    Returns:
        Colour by place, None without data.

    Raises:
        ValueError: The ramp has not one colour a class.
    """
    if len(ramp) != len(limits) + 1:
        msg = f"{len(ramp)} colours for {len(limits) + 1} classes"
        raise ValueError(msg)
    return {
        place: None if np.isnan(value) else ramp[int(np.digitize(value, limits))]
        for place, value in values.items()
    }


def classes(limits: Sequence[float], ramp: Sequence[str], digits: int, unit: str) -> list[Class]:
    """The key of classed values, from the highest class down.

    Args:
        limits: Limits between classes.
        ramp: Colour of each class.
        digits: Decimals.
        unit: Set behind each limit, such as "%".

    Returns:
        Entries such as "60–70%", open at both ends.
    """
    said = [text.number(limit, digits) for limit in limits]
    words = [f"< {said[0]}{unit}"]
    words += [f"{low}–{high}{unit}" for low, high in itertools.pairwise(said)]
    words.append(f"≥ {said[-1]}{unit}")
    return [Class(color, word) for color, word in zip(ramp, words, strict=True)][::-1]


@functools.cache
def outlines() -> Mapping[str, Points]:
    """The outlines of the units, on a plane.

    Returns:
        Ring of each place: x and y in degrees of latitude, closed.
    """
    document = json.loads((DATA / "boundaries.geojson").read_text(encoding="utf-8"))
    scale = np.array([_SQUEEZE, 1.0])
    return {
        unit["properties"]["place"]: np.array(unit["geometry"]["coordinates"][0]) * scale
        for unit in document["features"]
    }


def border(rings: Iterable[Points]) -> list[Points]:
    """The outer edges of units taken together.

    Neighbours share their vertices, so an edge inside belongs to two rings and
    an edge of the border to one.

    Args:
        rings: Closed rings of a coverage.

    Returns:
        Lines; where several meet end to end they are one.
    """
    rings = list(rings)
    times = collections.Counter(edge for ring in rings for edge in _edges(ring))
    lines = []
    for ring in rings:
        outer = [times[edge] == 1 for edge in _edges(ring)]
        run: list[Points] = []
        for start, end, keep in zip(ring[:-1], ring[1:], outer, strict=True):
            if keep:
                run = run or [start]
                run.append(end)
            elif run:
                lines.append(np.array(run))
                run = []
        if run:
            lines.append(np.array(run))
    return lines


def _edges(ring: Points) -> list[frozenset[tuple[float, float]]]:
    ends = [(float(x), float(y)) for x, y in ring]
    return [frozenset(pair) for pair in itertools.pairwise(ends)]


@functools.cache
def middle(place: str) -> tuple[float, float]:
    """Where a label stands: the point of a unit farthest from its border.

    Labels are wide, so distances up and down count double.

    Args:
        place: A unit with an outline.

    Returns:
        x and y as in `outlines`.
    """
    ring = outlines()[place] * np.array([_FLAT, 1.0])
    low, high = ring.min(axis=0), ring.max(axis=0)
    steps = np.linspace(0.02, 0.98, 41)
    grid = np.array([low + (high - low) * (x, y) for x in steps for y in steps])
    inside = grid[Polygon(ring).get_path().contains_points(grid)]
    start, along = ring[:-1], np.diff(ring, axis=0)
    away = inside[:, None, :] - start
    share = np.clip((away * along).sum(axis=2) / (along**2).sum(axis=1), 0, 1)
    gaps = np.linalg.norm(away - share[..., None] * along, axis=2).min(axis=1)
    x, y = inside[int(np.argmax(gaps))]
    return float(x) / _FLAT, float(y)


def outline_map(
    sheet: Canvas,
    colors: Mapping[str, str | None],
    *,
    groups: Mapping[str, str],
    labels: Mapping[str, str],
    names: Mapping[str, str] = MappingProxyType({}),
    inset: str = "core",
) -> None:
    """Draw the outlines, with the units of one group again in an inset.

    The left of the wide sheet stays free for a `key`, and in a column (which
    asks for a height of `TALL`) the upper left.

    Args:
        sheet: The sheet; its axes are emptied.
        colors: Fill by place, None without data.
        groups: Group by place; each group gets an outline.
        labels: Words by place, only those the message needs; a line break is kept.
        names: Name by group, to stand beside it; a line break is kept.
        inset: The group whose units are too small to be read on the map.

    Raises:
        ValueError: A label has no room.
    """
    sheet.axes.set_axis_off()
    box = sheet.axes.get_position()
    near = {place for place in colors if groups[place] == inset}
    if sheet.wide:
        large = (box.x0 + 0.49 * box.width, box.y0, 0.51 * box.width, box.height)
        small = (box.x0 + 0.255 * box.width, box.y0, 0.225 * box.width, 0.94 * box.height)
    else:
        large = (box.x0, box.y0, box.width, 0.56 * box.height)
        small = (
            box.x0 + 0.5 * box.width,
            box.y0 + 0.58 * box.height,
            0.5 * box.width,
            0.42 * box.height,
        )
    whole = sheet.figure.add_axes(large)
    part = sheet.figure.add_axes(small)
    for group, name in names.items():
        if group == inset:
            part.set_title(name, fontsize=sheet.small, color=style.GREY, pad=3)
        else:
            x, y, side = _CAPTIONS[group]
            whole.text(
                x, y, name, ha=side, va="center", fontsize=sheet.small, color=style.GREY,
                linespacing=_LEADING,
            )  # fmt: skip
    far = {place: words for place, words in labels.items() if place not in near}
    close = {place: words for place, words in labels.items() if place in near}
    for axes, places, words in ((whole, set(colors), far), (part, near, close)):
        _units(axes, {place: colors[place] for place in sorted(places)}, groups)
        axes.set_anchor("C" if axes is part else "E")
        _names(axes, words, colors, sheet.small * (1 if sheet.wide or axes is whole else 0.88))
    frame = np.concatenate([outlines()[place] for place in near])
    low, high = frame.min(axis=0) - 0.03, frame.max(axis=0) + 0.03
    whole.add_patch(
        Rectangle(
            (low[0], low[1]),
            *(high - low),
            fill=False,
            edgecolor=style.INK,
            linewidth=0.8,
            linestyle=(0, (3, 2)),
            zorder=5,
        )
    )


def _units(axes: Axes, colors: Mapping[str, str | None], groups: Mapping[str, str]) -> None:
    points = np.concatenate([outlines()[place] for place in colors])
    low, high = points.min(axis=0) - 0.03, points.max(axis=0) + 0.03
    axes.set_xlim(low[0], high[0])
    axes.set_ylim(low[1], high[1])
    axes.set_aspect("equal")
    axes.set_axis_off()
    step = _STEP / _scale(axes)
    rings = {place: snapped(outlines()[place], step) for place in colors}
    for place, color in colors.items():
        axes.add_patch(
            Polygon(
                rings[place],
                facecolor=color or style.PAPER,
                linewidth=0.7,
                zorder=1,
                edgecolor=style.PAPER if color else style.GREY,
                hatch=None if color else _HATCH,
            )
        )
    for group in sorted({groups[place] for place in colors}):
        lines = border(rings[place] for place in colors if groups[place] == group)
        axes.add_collection(
            LineCollection(lines, colors=style.INK, linewidths=1.1, zorder=3), autolim=False
        )


def _scale(axes: Axes) -> float:
    """Points a degree of latitude."""
    axes.apply_aspect()
    figure = axes.figure
    assert figure is not None
    ends = axes.transData.transform([(0, 0), (1, 0)])
    return float(ends[1, 0] - ends[0, 0]) * 72 / figure.dpi


def snapped(ring: Points, step: float) -> Points:
    """A ring with its vertices on a grid, so that a file holds short numbers.

    Args:
        ring: A closed ring.
        step: Width of the grid.

    Returns:
        The ring, closed; what falls on one point is one vertex, and rings that
        shared a vertex share it still.
    """
    grid = np.round(ring / step)
    moved = np.r_[True, (np.diff(grid, axis=0) != 0).any(axis=1)]
    return np.asarray(grid[moved] * step)


def _names(
    axes: Axes, labels: Mapping[str, str], colors: Mapping[str, str | None], size: float
) -> None:
    scale = _scale(axes)
    limits = (*axes.get_xlim(), *axes.get_ylim())
    for place, x, y in placed(labels, scale, size, limits):
        fill = colors[place] or style.PAPER
        own = middle(place)
        if (x, y) != own:
            # A label that had to move points back to its unit.
            axes.plot(
                [own[0], x], [own[1], y], "o-", color=readable(fill), linewidth=0.9,
                markersize=2.6, markevery=[0], zorder=5,
            )  # fmt: skip
        axes.text(
            x, y, labels[place], ha="center", va="center", fontsize=size, color=readable(fill),
            zorder=6, linespacing=_LEADING, weight="bold", bbox=_plate(fill),
        )  # fmt: skip


def _plate(fill: str) -> dict[str, Any]:
    """What keeps a label readable where it reaches over a border."""
    return {"boxstyle": "round,pad=0.08", "facecolor": fill, "edgecolor": "none"}


def placed(
    labels: Mapping[str, str],
    scale: float,
    size: float,
    limits: tuple[float, float, float, float],
) -> list[tuple[str, float, float]]:
    """Positions of labels that overlap no other and stay on the map.

    Each stands in the middle of its unit, or as near to it as the labels
    before it leave room.

    Args:
        labels: Words by place, the most important first.
        scale: Points a degree of latitude.
        size: Points of the type.
        limits: Left, right, bottom and top of the map.

    Returns:
        Place, x and y of each label's middle.

    Raises:
        ValueError: A label has no room.
    """
    found: list[tuple[str, float, float]] = []
    boxes: list[tuple[float, float, float, float]] = []
    left, right, bottom, top = limits
    for place, words in labels.items():
        wide, high = (side / scale for side in _extent(words, size))
        for dx, dy in _SHIFTS:
            x, y = middle(place)
            x = min(max(x + dx * wide, left + wide / 2), right - wide / 2)
            y = min(max(y + dy * high, bottom + high / 2), top - high / 2)
            box = (x - wide / 2, x + wide / 2, y - high / 2, y + high / 2)
            if not any(_overlap(box, other) for other in boxes):
                found.append((place, x, y))
                boxes.append(box)
                break
        else:
            msg = f"no room on the map for the label of {place}"
            raise ValueError(msg)
    return found


#: Where a label may stand, in shares of its own size, the nearest first.
_SHIFTS: Final = tuple(
    sorted(
        ((x / 4, y / 4) for x in range(-5, 6) for y in range(-8, 9)),
        key=lambda shift: (round(shift[0] ** 2 * 4 + shift[1] ** 2, 6), shift),
    )
)


def _extent(words: str, size: float) -> tuple[float, float]:
    lines = words.split("\n")
    wide = max(text.width(line, size, bold=True) for line in lines)
    return wide + 3, size * _LEADING * len(lines)


def _overlap(
    one: tuple[float, float, float, float], two: tuple[float, float, float, float]
) -> bool:
    return one[0] < two[1] and two[0] < one[1] and one[2] < two[3] and two[2] < one[3]


def readable(fill: str) -> str:
    """Ink or paper, whichever is read better on a fill.

    Args:
        fill: A colour.

    Returns:
        The colour with the higher contrast by WCAG 2.
    """
    return max((style.INK, style.PAPER), key=lambda ink: _contrast(ink, fill))


def _contrast(one: str, two: str) -> float:
    low, high = sorted(_luminance(color) for color in (one, two))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def tile_map(
    axes: Axes,
    tiles: Mapping[str, tuple[int, int]],
    colors: Mapping[str, str | None],
    *,
    groups: Mapping[str, str],
    labels: Mapping[str, str],
    size: float,
) -> None:
    """Draw the units as equal squares, one panel of small multiples.

    Args:
        axes: The panel; its axes are emptied.
        tiles: Row and column of each place, from ``places.csv``.
        colors: Fill by place, None without data.
        groups: Group by place; each group gets an outline.
        labels: Words by place; a line break is kept.
        size: Points of the type.
    """
    for place, (row, column) in tiles.items():
        fill = colors[place]
        axes.add_patch(
            Rectangle(
                (column, -row),
                1,
                1,
                facecolor=fill or style.PAPER,
                linewidth=0.8,
                edgecolor=style.GREY if fill is None else style.PAPER,
                hatch=None if fill else _HATCH,
                zorder=1,
            )
        )
        axes.text(
            column + 0.5, -row + 0.5, labels.get(place, ""), ha="center", va="center_baseline",
            fontsize=size, color=readable(fill or style.PAPER), linespacing=1.1, zorder=4,
            bbox=None if fill else _plate(style.PAPER),
        )  # fmt: skip
    for group in sorted(set(groups.values())):
        squares = [_square(*tiles[place]) for place in tiles if groups[place] == group]
        axes.add_collection(
            LineCollection(border(squares), colors=style.INK, linewidths=1.2, zorder=3),
            autolim=False,
        )
    rows, columns = zip(*tiles.values(), strict=True)
    axes.set_xlim(min(columns) - 0.05, max(columns) + 1.05)
    axes.set_ylim(-max(rows) - 0.05, -min(rows) + 1.05)
    axes.set_aspect("equal")
    axes.set_axis_off()


def _square(row: int, column: int) -> Points:
    corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    return np.array([(column + x, -row + y) for x, y in corners], dtype=float)


def key(sheet: Canvas, title: str, entries: Sequence[Class], *, x: float, y: float) -> None:
    """A key without a box: a swatch and words for each class.

    Args:
        sheet: The sheet.
        title: Over the entries; a line break is kept.
        entries: The classes, from the top down.
        x: Left edge, as a share of the plot's width.
        y: Top, as a share of the plot's height.
    """
    axes, line, side = sheet.axes, sheet.label * 1.75, sheet.label * 1.15
    box, high = axes.get_position(), sheet.figure.get_size_inches()[1] * 72
    heads = title.split("\n")
    for number, words in enumerate(heads):
        axes.annotate(
            words, (x, y), xytext=(0, -sheet.label * 1.35 * number), xycoords="axes fraction",
            textcoords="offset points", va="top", fontsize=sheet.label, weight="bold",
        )  # fmt: skip
    start = -sheet.label * 1.35 * len(heads) - line * 0.75
    for number, entry in enumerate(entries):
        low = start - line * number
        axes.annotate(
            entry.words, (x, y), xytext=(26, low), xycoords="axes fraction",
            textcoords="offset points", va="center", fontsize=sheet.label,
        )  # fmt: skip
        corner = (box.x0 + x * box.width, box.y0 + y * box.height + (low - side / 2) / high)
        swatch(sheet, entry.color, corner, (1.6 * side, side))


def scale(
    sheet: Canvas,
    ramp: Sequence[str],
    limits: Sequence[str],
    words: str,
    *,
    side: float = 46.0,
) -> None:
    """The classes of several maps in one row above them.

    Args:
        sheet: The canvas.
        ramp: Colours of the classes, in order.
        limits: Limits between them, as they are written.
        words: What is classed, and its unit.
        side: Width of a class, points.
    """
    axes, box = sheet.axes, sheet.axes.get_position()
    wide, high = (length * 72 for length in sheet.figure.get_size_inches())
    top = box.y1 - 2 / high
    for nth, color in enumerate(ramp):
        swatch(sheet, color, (box.x0 + nth * side / wide, top - 9 / high), (side, 9.0))
    for nth, limit in enumerate(limits, start=1):
        axes.text(
            box.x0 + nth * side / wide, top - 12 / high, limit, ha="center", va="top",
            fontsize=sheet.small, color=style.GREY, transform=sheet.figure.transFigure,
        )  # fmt: skip
    axes.text(
        box.x0 + (len(ramp) * side + 6) / wide, top - 4.5 / high, words, va="center",
        fontsize=sheet.small, color=style.GREY, transform=sheet.figure.transFigure,
    )  # fmt: skip


def swatch(
    sheet: Canvas,
    color: str | None,
    corner: tuple[float, float],
    size: tuple[float, float],
) -> None:
    """A piece of a key in the colour of its class.

    Args:
        sheet: The sheet.
        color: The fill, None for no data.
        corner: Its lower left corner, as shares of the sheet.
        size: Its width and height in points.
    """
    wide, high = (side * 72 for side in sheet.figure.get_size_inches())
    sheet.figure.add_artist(
        Rectangle(
            corner,
            size[0] / wide,
            size[1] / high,
            facecolor=color or style.PAPER,
            hatch=None if color else _HATCH,
            edgecolor=style.GREY,
            linewidth=0.6,
            transform=sheet.figure.transFigure,
        )
    )
