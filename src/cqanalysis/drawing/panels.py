"""Small plots side by side, for pages that are generated: lines by year, what is asked.

They stand within the page, so their texts stay texts in the page's own typeface:
light, searchable, and quick to draw by the hundred. A figure to be taken along
is an exhibit, drawn on a `canvas`.
"""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import dataclass, field
from typing import Any, Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from cqanalysis.drawing import style

#: Inches of one panel.
_PANEL: Final = (4.2, 2.5)
#: Inches of a panel that stands alone.
_ALONE: Final = 7.2
_SMALL: Final = 8.0
#: Lines of a panel, the first the one that the page is about.
_COLORS: Final = (
    style.ACCENT,
    style.CONTRAST,
    style.GREY,
    style.GROUPS["southeast"][0],
    style.TARGET,
)
_STYLES: Final = ("-", "-", "--", "-.", ":")
_MARKERS: Final = ("o", "s", "", "^", "D")


@dataclass(frozen=True)
class Line:
    """One series.

    Attributes:
        name: What it is.
        points: Year, value, and whether the value is weak (drawn hollow).
        breaks: Years at which the series begins anew: no line leads there.
    """

    name: str
    points: list[tuple[int, float, bool]]
    breaks: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Panel:
    """One small plot.

    Attributes:
        title: What is drawn.
        unit: Its unit.
        lines: The series, the most important first.
        asked: Year and value of targets.
        asked_name: What targets are called.
    """

    title: str
    unit: str
    lines: list[Line]
    asked: list[tuple[int, float]] = field(default_factory=list)
    asked_name: str = ""


def panels(key: str, alt: str, plots: list[Panel]) -> str:
    """Draw panels side by side, two a row.

    Args:
        key: Unique name of the picture, for reproducible ids.
        alt: What a reader who cannot see it needs to know.
        plots: The panels; those without points are left out by the caller.

    Returns:
        SVG text with its own role and label, for use within a page.
    """
    columns = min(2, len(plots))
    rows = -(-len(plots) // columns)
    settings: Any = style.rc() | {"svg.hashsalt": key, "svg.fonttype": "none"}
    with mpl.rc_context(settings):
        size = (max(_PANEL[0] * columns, _ALONE), _PANEL[1] * rows)
        figure = Figure(figsize=size)
        grid = figure.subplots(rows, columns, squeeze=False)
        for axes, plot in zip(grid.flat, plots, strict=False):
            _draw(axes, plot)
        for axes in list(grid.flat)[len(plots) :]:
            axes.remove()
        names = {
            label: handle
            for axes in figure.axes
            for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)
        }
        # Texts are set in the reader's typeface: room for wider ones than are measured here.
        figure.legend(
            names.values(), names.keys(), loc="lower left", bbox_to_anchor=(0.02, 0.0),
            ncols=3, fontsize=_SMALL, frameon=False, borderpad=0, handlelength=1.8,
            columnspacing=2.4, labelcolor=style.INK,
        )  # fmt: skip
        legend = 0.2 * -(-len(names) // 3)
        figure.subplots_adjust(
            left=0.46 / size[0], right=1 - 0.12 / size[0], top=1 - 0.46 / size[1],
            bottom=(0.34 + legend) / size[1], wspace=0.16, hspace=0.44,
        )  # fmt: skip
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Type": None})
    return _inline(buffer.getvalue(), alt)


def _attributes(styled: re.Match[str]) -> str:
    pairs = (part.split(": ", 1) for part in styled[1].split("; "))
    return "".join(f' {name}="{value}"' for name, value in pairs)


def _inline(drawing: str, alt: str) -> str:
    """The picture as part of a page: no prolog, a name, the page's typeface."""
    drawing = drawing[drawing.index("<svg") :]
    drawing = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", drawing, flags=re.DOTALL)
    # Fewer digits than matplotlib writes: a hundredth of a point is not seen.
    drawing = re.sub(r"(\d+\.\d\d)\d+", r"\1", drawing)
    drawing = re.sub(r"\s*\n\s*", "\n", drawing)
    # Names of groups that nothing refers to.
    drawing = re.sub(r' id="[A-Za-z0-9]+_\d+"', "", drawing)
    drawing = drawing.replace(f"'{style.FAMILY}'", "inherit")
    # The site's policy allows no style within a page: attributes say the same.
    drawing = re.sub(r"<style.*?</style>", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r' style="([^"]*)"', _attributes, drawing)
    label = alt.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    opening = (
        f'<svg class="cq-panels" role="img" aria-label="{label}" '
        'stroke-linejoin="round" stroke-linecap="butt" '
    )
    return drawing.replace("<svg ", opening, 1).strip()


def _draw(axes: Axes, plot: Panel) -> None:
    axes.set_title(plot.title, loc="left", fontsize=9.5, color=style.INK, weight="bold", pad=14)
    axes.text(
        0, 1.03, plot.unit, transform=axes.transAxes, fontsize=_SMALL, color=style.GREY, va="bottom"
    )
    for number, line in enumerate(plot.lines):
        color, dash, marker = (
            choice[number % len(choice)] for choice in (_COLORS, _STYLES, _MARKERS)
        )
        for run, whole in _runs(line):
            # A missing year is a gap: the line that bridges it is thin and dotted.
            axes.plot(
                [point[0] for point in run], [point[1] for point in run], color=color,
                zorder=3 - 0.1 * number, linestyle=dash if whole else ":",
                linewidth=1.8 if whole else 1.0,
            )  # fmt: skip
        for weak in (False, True):
            chosen = [point for point in line.points if point[2] is weak]
            axes.plot(
                [point[0] for point in chosen], [point[1] for point in chosen], marker or ".",
                color=color, markersize=3.6, zorder=4 - 0.1 * number,
                markerfacecolor=style.PAPER if weak else color,
            )  # fmt: skip
        axes.plot(
            [], [], color=color, linestyle=dash, marker=marker, markersize=3.6, label=line.name
        )
    if plot.asked:
        axes.plot(
            [year for year, _ in plot.asked], [value for _, value in plot.asked], "_",
            color=style.TARGET, markersize=13, markeredgewidth=2.6, zorder=5, label=plot.asked_name,
        )  # fmt: skip
    axes.grid(visible=True, axis="y")
    axes.margins(x=0.06, y=0.16)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    axes.tick_params(labelsize=_SMALL)


def _runs(line: Line) -> list[tuple[list[tuple[int, float, bool]], bool]]:
    """Pieces of a line: runs of years without a gap, and bridges over gaps."""
    pieces: list[tuple[list[tuple[int, float, bool]], bool]] = []
    run = line.points[:1]
    for one, two in itertools.pairwise(line.points):
        if two[0] in line.breaks or two[0] - one[0] > 1:
            pieces.append((run, True))
            if two[0] not in line.breaks:
                pieces.append(([one, two], False))
            run = [two]
        else:
            run = [*run, two]
    return [piece for piece in [*pieces, (run, True)] if len(piece[0]) > 1]
