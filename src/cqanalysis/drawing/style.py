"""The book's visual language as data: one typeface, one meaning a colour.

Colours are told apart by lightness as well as hue, so that they survive grey
print and the common colour blindnesses, and each stands at least 3 : 1 against
white (WCAG 2.2, 1.4.11); the tests measure both.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from matplotlib import font_manager

FONTS: Final = Path(__file__).parent / "fonts"
FAMILY: Final = "CQ Sans"

INK: Final = "#1A1F26"
GREY: Final = "#5B6570"
PAPER: Final = "#FFFFFF"
#: What the eye should go to, and what it is compared with.
ACCENT: Final = "#B3401F"
CONTRAST: Final = "#24507A"
#: A target: always this colour, and never a filled area of data.
TARGET: Final = "#7A5C00"

#: Four groups of districts, dark to light, each with a marker of its own.
GROUPS: Final[dict[str, tuple[str, str]]] = {
    "core": ("#14304D", "o"),
    "new": ("#852B42", "s"),
    "southeast": ("#1F7D6E", "^"),
    "northeast": ("#D0720F", "D"),
}

#: Classes of a map, light to dark: little to much.
SEQUENTIAL: Final = ("#E3ECF4", "#B4CDE2", "#7BA6C9", "#3F74A3", "#14304D")
#: Classes of a change: most lost to most gained, without a class for nothing.
DIVERGING: Final = ("#8F3514", "#D98A4E", "#F5DCC4", "#D3E2EE", "#7BA6C9", "#24507A")

TITLE: Final = 15.0
SUBTITLE: Final = 11.0
LABEL: Final = 10.5
SMALL: Final = 9.0
FOOT: Final = 8.0


def register() -> None:
    """Make the bundled typeface known to matplotlib (idempotent)."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    if FAMILY not in known:
        for path in sorted(FONTS.glob("*.ttf")):
            font_manager.fontManager.addfont(path)


def rc() -> dict[str, Any]:
    """Settings of every drawing, for `matplotlib.rc_context`.

    Returns:
        A mapping of rcParams; nothing global is changed.
    """
    register()
    return {
        "font.family": [FAMILY],
        "font.size": LABEL,
        "text.color": INK,
        "axes.edgecolor": GREY,
        "axes.labelcolor": GREY,
        "axes.labelsize": SMALL,
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.unicode_minus": True,
        "axes.axisbelow": True,
        "axes.grid": False,
        "grid.color": "#E6E9ED",
        "grid.linewidth": 0.8,
        "xtick.color": GREY,
        "ytick.color": GREY,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": SMALL,
        "xtick.major.size": 3,
        "ytick.major.size": 0,
        "lines.linewidth": 2.0,
        "lines.markersize": 6,
        "figure.facecolor": PAPER,
        "savefig.facecolor": PAPER,
        "svg.fonttype": "path",
        "svg.image_inline": True,
    }
