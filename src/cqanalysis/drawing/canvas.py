"""The sheet every figure is drawn on: message, plot, source, in two shapes.

A figure is drawn twice: *wide* (16 : 9, a slide or a screen) and *column*
(a phone or a column of print). Both carry everything a reader needs when the
file travels alone: the message as title, the units, the source, the id.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import IO, Any, Final, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font
from matplotlib.text import Text
from PIL import Image
from scour import scour

from cqanalysis.drawing import style, text

Shape = Literal["wide", "column"]
SHAPES: Final[tuple[Shape, ...]] = ("wide", "column")
#: Inches of sheet, points of margin.
_SIZE: Final[dict[Shape, tuple[float, float]]] = {"wide": (9.6, 5.4), "column": (4.4, 5.6)}
#: Dots an inch of a PNG: what print asks for.
DPI: Final = 300
#: Pixels across of a picture among many.
SMALL: Final = 640
_MARGIN: Final = 14.0
_SCALE: Final[dict[Shape, float]] = {"wide": 1.0, "column": 0.88}
_LEADING: Final = 1.32


@dataclass(frozen=True)
class Frame:
    """The words around a plot.

    Attributes:
        title: The message.
        subtitle: What is drawn: geography, units, period.
        foot: Source line.
        mark: The exhibit's id.
    """

    title: str
    subtitle: str
    foot: str
    mark: str


@dataclass
class Canvas:
    """A sheet with one plot on it.

    Attributes:
        figure: The matplotlib figure.
        axes: The axes of the plot.
        shape: Wide or column.
        language: Language of the words on it.
    """

    figure: Figure
    axes: Axes
    shape: Shape
    language: text.Language

    @property
    def wide(self) -> bool:
        """Whether the sheet is the wide one."""
        return self.shape == "wide"

    @property
    def label(self) -> float:
        """Points of a label on the marks."""
        return style.LABEL * _SCALE[self.shape]

    @property
    def small(self) -> float:
        """Points of a tick label or an aside."""
        return style.SMALL * (1.0 if self.wide else 0.92)


@contextmanager
def canvas(
    frame: Frame,
    language: text.Language,
    shape: Shape,
    *,
    height: float | None = None,
    left: float = 40.0,
    right: float = 14.0,
    bottom: float = 34.0,
) -> Iterator[Canvas]:
    """Open a sheet; the style holds inside the ``with`` block.

    Args:
        frame: The words around the plot.
        language: Their language.
        shape: Wide or column.
        height: Inches, where the content needs another height than the shape's.
        left: Points from the sheet's edge to the plot, for labels on the left.
        right: Points to the right of the plot, for labels on the marks.
        bottom: Points below the plot, for its axis.

    Yields:
        The canvas with empty axes.
    """
    inches = _SIZE[shape]
    sheet = (inches[0], height or inches[1])
    wide, high = (side * 72 for side in sheet)
    scale = _SCALE[shape]
    room = wide - 2 * _MARGIN
    title = text.wrap(frame.title, room, style.TITLE * scale, bold=True)
    subtitle = text.wrap(frame.subtitle, room, style.SUBTITLE * scale)
    foot_size = style.FOOT * (1.0 if shape == "wide" else 0.9)
    foot = text.wrap(frame.foot, room - text.width(frame.mark, foot_size) - 16, foot_size)
    with _styled(frame.mark):
        figure = Figure(figsize=sheet)
        # It salts the names inside the SVG, so that two figures on a page share none.
        figure.set_label(frame.mark)
        y = high - _MARGIN
        y = _lines(figure, title, y, style.TITLE * scale, style.INK, "bold")
        y = _lines(figure, subtitle, y - 3, style.SUBTITLE * scale, style.GREY, "normal")
        floor = _MARGIN + len(foot) * foot_size * _LEADING
        _lines(figure, foot, floor, foot_size, style.GREY, "normal")
        figure.text(
            1 - _MARGIN / wide, _MARGIN / high, frame.mark, ha="right", va="bottom",
            fontsize=foot_size, color=style.GREY,
        )  # fmt: skip
        low = floor + 8 + bottom
        axes = figure.add_axes(
            (left / wide, low / high, (wide - left - right) / wide, (y - 12 - low) / high)
        )
        axes.tick_params(labelsize=style.SMALL * (1.0 if shape == "wide" else 0.92))
        yield Canvas(figure, axes, shape, language)


def _styled(mark: str) -> AbstractContextManager[None]:
    # The stub lists every key; a style that is data has them as plain strings.
    settings: Any = style.rc() | {"svg.hashsalt": mark}
    return mpl.rc_context(settings)


def _lines(
    figure: Figure, lines: list[str], top: float, size: float, color: str, weight: str
) -> float:
    """Set lines of text below a height in points; returns where they end."""
    width, height = (side * 72 for side in figure.get_size_inches())
    for line in lines:
        figure.text(
            _MARGIN / width, top / height, line, ha="left", va="top",
            fontsize=size, color=color, weight=weight,
        )  # fmt: skip
        top -= size * _LEADING
    return top


def svg(figure: Figure) -> str:
    """The figure as deterministic SVG: same drawing, same bytes.

    Args:
        figure: A figure drawn on a `canvas`.

    Returns:
        The ``<svg>`` element, texts as paths.

    Raises:
        ValueError: A character is not in the bundled typeface.
    """
    buffer = io.StringIO()
    _save(figure, buffer, format="svg", metadata={"Date": None, "Creator": None, "Type": None})
    options = scour.sanitizeOptions()
    options.digits = options.cdigits = 4
    options.strip_comments = options.strip_xml_prolog = options.remove_metadata = True
    options.newlines = False
    # Half the bytes of a Chinese figure are the outlines of its glyphs.
    drawing: str = scour.scourString(buffer.getvalue(), options)
    return drawing[drawing.index("<svg") :].strip() + "\n"


def png(figure: Figure) -> bytes:
    """The figure as deterministic PNG for print.

    Args:
        figure: A figure drawn on a `canvas`.

    Returns:
        The file, at `DPI`.

    Raises:
        ValueError: A character is not in the bundled typeface.
    """
    drawn, packed = io.BytesIO(), io.BytesIO()
    _save(figure, drawn, format="raw", dpi=DPI)
    width, height = (figure.get_size_inches() * DPI).astype(int)
    picture = Image.frombytes("RGBA", (width, height), drawn.getvalue())
    # A drawing has few colours: a palette holds them in a third of the bytes.
    few = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(packed, format="png", dpi=(DPI, DPI))
    return packed.getvalue()


def small(picture: bytes) -> bytes:
    """A picture small enough to stand among many.

    Args:
        picture: Of `png`.

    Returns:
        The same as WebP, `SMALL` pixels wide.
    """
    drawn, packed = Image.open(io.BytesIO(picture)), io.BytesIO()
    height = round(SMALL * drawn.height / drawn.width)
    reduced = drawn.convert("RGB").resize((SMALL, height), Image.Resampling.LANCZOS)
    reduced.save(packed, format="webp", quality=80)
    return packed.getvalue()


def _save(figure: Figure, buffer: IO[Any], **options: Any) -> None:
    # Ticks are made when the figure is drawn: the style must hold there too.
    with _styled(str(figure.get_label())):
        _glyphs(figure)
        figure.savefig(buffer, **options)


def _glyphs(figure: Figure) -> None:
    # Tick labels exist only once the axes have been laid out. What matplotlib
    # would warn of there is named below, all at once.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        figure.draw_without_rendering()
    known = get_font(style.FONTS / "CQSans-Regular.ttf").get_charmap()
    shown = {
        character
        for artist in figure.findobj(Text)
        if artist.get_visible()
        for character in artist.get_text()
    }
    missing = sorted(c for c in shown if ord(c) not in known and not c.isspace())
    if missing:
        msg = f"not in the bundled typeface: {''.join(missing)}; run «make fonts» and draw again"
        raise ValueError(msg)
