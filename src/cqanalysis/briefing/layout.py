"""How a briefing is laid out: paper, margins, and what each kind of paragraph looks like.

The Chinese layout follows GB/T 9704—2012, the format of official documents: a type
area of 156 by 225 mm, 22 lines of 28 characters, the names of its typefaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from cqanalysis.drawing.text import Language

#: Millimetres of A4.
PAPER: Final = (210.0, 297.0)
#: Millimetres that a figure is wide: the type area of GB/T 9704.
FIGURE: Final = 156.0

_SONG: Final = "宋体"
_FANGSONG: Final = "仿宋_GB2312"
_KAI: Final = "楷体_GB2312"
_HEI: Final = "黑体"
_XIAOBIAOSONG: Final = "方正小标宋简体"
_TIMES: Final = "Times New Roman"

#: What stands in for a typeface that a machine lacks, the nearest first.
FALLBACKS: Final[dict[str, tuple[str, ...]]] = {
    _XIAOBIAOSONG: ("FZXiaoBiaoSong-B05S", "小标宋体", "华文中宋", "SimSun", "Noto Serif CJK SC"),
    _FANGSONG: ("FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "Noto Serif CJK SC"),
    _KAI: ("KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "Noto Serif CJK SC"),
    _HEI: ("SimHei", "Noto Sans CJK SC"),
    _SONG: ("SimSun", "Noto Serif CJK SC"),
    _TIMES: ("Liberation Serif", "Tinos"),
}


_OWN: Final = ("Unnumbered Heading", "Figure", "Source and Note", "Table Heading", "Table Text")


@dataclass(frozen=True)
class Style:
    """A kind of paragraph.

    Attributes:
        name: Word's own name where it has one.
        east: Typeface of Chinese characters.
        latin: Typeface of everything else.
        size: Points.
        line: Points from line to line; 0 leaves it to the typeface.
        before: Points above.
        after: Points below.
        indent: Characters by which the first line is indented.
        align: As WordprocessingML has it.
        bold: Whether it is bold.
        keep: Whether it stays on the page of the paragraph behind it.
        outline: Its level in the outline, 0 the highest; None for text.
        numbers: "headings" or "references" where it is numbered.
    """

    name: str
    east: str
    latin: str
    size: float
    line: float = 0.0
    before: float = 0.0
    after: float = 0.0
    indent: int = 0
    align: Literal["both", "center", "left"] = "left"
    bold: bool = False
    keep: bool = False
    outline: int | None = None
    numbers: Literal["headings", "references"] | None = None

    @property
    def own(self) -> bool:
        """Whether Word has no style of that name."""
        return self.name in _OWN


@dataclass(frozen=True)
class Layout:
    """The layout of a language.

    Attributes:
        margins: Millimetres at the top, right, bottom and left.
        footer: Millimetres from the foot of the page to the page number.
        heading: Numbers of headings: WordprocessingML's format, and the text around.
        page: What stands on either side of a page number.
        sides: Whether page numbers stand on the outer side.
        styles: By the name that the briefing calls them.
    """

    margins: tuple[float, float, float, float]
    footer: float
    heading: tuple[str, str]
    page: str
    sides: bool
    styles: dict[str, Style]


def _chinese() -> dict[str, Style]:
    line = 28.95  # 22 of these fill the 225 mm of the type area.
    small = 18.0
    return {
        "normal": Style("Normal", _FANGSONG, _TIMES, 16, line, align="both"),
        "title": Style("Title", _XIAOBIAOSONG, _TIMES, 22, 36, after=14, align="center", keep=True),
        "byline": Style("Subtitle", _KAI, _TIMES, 16, line, after=14, align="center"),
        "heading": Style(
            "heading 1", _HEI, _TIMES, 16, line, indent=2, align="both", keep=True, outline=0,
            numbers="headings",
        ),
        "plain heading": Style(
            "Unnumbered Heading", _HEI, _TIMES, 16, line, before=14, align="center", keep=True,
            outline=0,
        ),
        "body": Style("Body Text", _FANGSONG, _TIMES, 16, line, indent=2, align="both"),
        "figure": Style("Figure", _FANGSONG, _TIMES, 12, before=8, align="center", keep=True),
        "caption": Style("caption", _HEI, _TIMES, 12, small, before=4, after=4, align="center"),
        "note": Style("Source and Note", _KAI, _TIMES, 12, small, after=2, align="both"),
        "head": Style("Table Heading", _HEI, _TIMES, 10.5),
        "cell": Style("Table Text", _FANGSONG, _TIMES, 10.5),
        "reference": Style("Bibliography", _FANGSONG, _TIMES, 12, small, numbers="references"),
        "footer": Style("footer", _SONG, _SONG, 14),
    }  # fmt: skip


def _english() -> dict[str, Style]:
    return {
        "normal": Style("Normal", _SONG, _TIMES, 12),
        "title": Style("Title", _HEI, _TIMES, 20, after=6, bold=True, keep=True),
        "byline": Style("Subtitle", _SONG, _TIMES, 12, after=14),
        "heading": Style(
            "heading 1", _HEI, _TIMES, 14, before=16, after=6, bold=True, keep=True, outline=0,
            numbers="headings",
        ),
        "plain heading": Style(
            "Unnumbered Heading", _HEI, _TIMES, 14, before=16, after=6, bold=True, keep=True,
            outline=0,
        ),
        "body": Style("Body Text", _SONG, _TIMES, 12, line=15, after=6),
        "figure": Style("Figure", _SONG, _TIMES, 12, before=4, align="center", keep=True),
        "caption": Style("caption", _SONG, _TIMES, 10.5, before=4, after=4, bold=True),
        "note": Style("Source and Note", _SONG, _TIMES, 10, after=3),
        "head": Style("Table Heading", _SONG, _TIMES, 9.5, bold=True),
        "cell": Style("Table Text", _SONG, _TIMES, 9.5),
        "reference": Style("Bibliography", _SONG, _TIMES, 10.5, after=2, numbers="references"),
        "footer": Style("footer", _SONG, _TIMES, 10, align="center"),
    }  # fmt: skip


LAYOUTS: Final[dict[Language, Layout]] = {
    "zh": Layout(
        (37, 26, 35, 28), 25, ("chineseCounting", "%1、"), "— ", sides=True, styles=_chinese()
    ),
    "en": Layout((27, 27, 27, 27), 14, ("decimal", "%1."), "", sides=False, styles=_english()),
}
