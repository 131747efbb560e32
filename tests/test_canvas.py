from __future__ import annotations

import dataclasses
import io
import itertools
import re

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter
from matplotlib.transforms import Bbox
from PIL import Image

from cqanalysis.drawing import marks, text
from cqanalysis.drawing.canvas import (
    SHAPES,
    SMALL,
    Canvas,
    Frame,
    Shape,
    canvas,
    png,
    small,
    svg,
)
from cqanalysis.drawing.text import Language

WORDS: dict[Language, Frame] = {
    "en": Frame(
        title="By 2022 the ratio had fallen to 2.36, below the 2.35 that the plan asks for in 2025",
        subtitle="Urban over rural income per head, Chongqing, 2008–2024. Two surveys, two lines",
        foot="Source: statistical communiqués of Chongqing; New Urbanization Plan (2021–2035)",
        mark="int-ratio",
    ),
    "zh": Frame(
        title="2022年城乡收入比已降至2.36，低于规划为2025年设定的2.35，此后仍逐年下降",
        subtitle="重庆市城镇居民与农村居民人均收入之比，2008—2024年。两套调查，两条线，互不衔接",
        foot="资料：重庆市国民经济和社会发展统计公报；《重庆市新型城镇化规划（2021—2035年）》",
        mark="int-ratio",
    ),
}
#: Words that leave little to break at.
LONG: dict[Language, Frame] = {
    "en": Frame(
        title="Counterrevolutionaries misunderstand internationalization "
        "institutionalization notwithstanding, uncharacteristically",
        subtitle="Electroencephalographically, antidisestablishmentarianism outperforms "
        "incomprehensibilities and interdisciplinarity; disproportionately so",
        foot="Source: https://tjj.cq.gov.cn/zwgk_233/fdzdgknr/tjxx/ and "
        "interdepartmental administrative-communication documentation, " * 2,
        mark="int-a-rather-long-name",
    ),
    "zh": Frame(
        title="城乡居民人均可支配收入比" * 4,
        subtitle="常住人口城镇化率与户籍人口城镇化率之差" * 4,
        foot="重庆市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要" * 4,
        mark="int-a-rather-long-name",
    ),
}
SHEETS = list(itertools.product(SHAPES, text.LANGUAGES))


def draw(sheet: Canvas, label: str = "") -> None:
    sheet.axes.plot([2014, 2018, 2024], [2.65, 2.53, 2.24], "o-")
    marks.target_tick(sheet, 2025, 2.35, label or WORDS[sheet.language].subtitle[:6])
    marks.zero_line(sheet)
    marks.zero_line(sheet, vertical=True)
    sheet.axes.set_xlim(2013, 2026)
    sheet.axes.set_ylim(-1, 3)


def picture(language: Language, shape: Shape, frame: Frame | None = None) -> str:
    with canvas(frame or WORDS[language], language, shape) as sheet:
        draw(sheet)
        return svg(sheet.figure)


# --- the file --------------------------------------------------------------


@pytest.mark.parametrize(("shape", "language"), SHEETS)
def test_the_same_drawing_is_the_same_bytes(shape: Shape, language: Language) -> None:
    assert picture(language, shape).encode() == picture(language, shape).encode()


def test_another_sheet_in_between_changes_nothing() -> None:
    first = picture("zh", "wide")
    picture("en", "column")
    assert picture("zh", "wide") == first


@pytest.mark.parametrize(("shape", "language"), SHEETS)
def test_the_file_says_no_date_and_no_creator(shape: Shape, language: Language) -> None:
    drawing = picture(language, shape)
    made_by = ("matplotlib v", "matplotlib.org", f"matplotlib {mpl.__version__}", "scour")
    for word in (*made_by, "date", "creator", "metadata", "<?xml", "<!--", "<!doctype"):
        assert word not in drawing.lower()


@pytest.mark.parametrize(("shape", "language"), SHEETS)
def test_every_character_is_an_outline(shape: Shape, language: Language) -> None:
    drawing = picture(language, shape)
    assert drawing.startswith("<svg")
    assert drawing.endswith("</svg>\n")
    for tag in ("<text", "<tspan", "<image", "font-family", "@font-face"):
        assert tag not in drawing
    assert "<path" in drawing


def test_the_file_needs_nothing_from_elsewhere() -> None:
    drawing = picture("zh", "wide")
    # Names of the two vocabularies, and references inside the file.
    outside = re.findall(r'(?:href|src)="(?!#)|url\((?!#)', drawing)
    assert outside == []


def test_sheets_of_different_exhibits_share_no_name() -> None:
    # Two drawings on one page: a clip path of one must not be the other's.
    other = dataclasses.replace(WORDS["en"], mark="int-b")
    clips = [
        set(re.findall(r'<clipPath id="([^"]+)"', picture("en", "wide", frame)))
        for frame in (WORDS["en"], other)
    ]
    assert clips[0]
    assert clips[0].isdisjoint(clips[1])


# --- characters ------------------------------------------------------------
# matplotlib warns of a missing glyph where it measures one; that must not be all.


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("place", ["title", "subtitle", "foot", "mark"])
def test_an_unknown_character_in_the_frame_is_an_error(place: str) -> None:
    words = dataclasses.asdict(WORDS["en"])
    words[place] += "🙂"
    with (
        pytest.raises(ValueError, match=r"🙂.*«make fonts»"),
        canvas(Frame(**words), "en", "wide") as sheet,
    ):
        svg(sheet.figure)


def test_an_unknown_character_on_the_plot_is_an_error() -> None:
    with canvas(WORDS["en"], "en", "wide") as sheet:
        draw(sheet, label="🙂")
        with pytest.raises(ValueError, match=r"🙂.*«make fonts»"):
            svg(sheet.figure)


def test_an_unknown_character_in_the_legend_is_an_error() -> None:
    with canvas(WORDS["en"], "en", "wide") as sheet:
        sheet.axes.plot([0, 1], [0, 1], label="🙂")
        sheet.axes.legend()
        with pytest.raises(ValueError, match=r"🙂.*«make fonts»"):
            svg(sheet.figure)


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize(
    "formatter", [FixedFormatter(["a", "🙂"]), FuncFormatter(lambda value, _: f"{value}🙂")]
)
def test_an_unknown_character_on_an_axis_is_an_error(
    formatter: FixedFormatter | FuncFormatter,
) -> None:
    with canvas(WORDS["en"], "en", "wide") as sheet:
        draw(sheet)
        sheet.axes.xaxis.set_major_locator(FixedLocator([2015, 2020]))
        sheet.axes.xaxis.set_major_formatter(formatter)
        with pytest.raises(ValueError, match=r"🙂.*«make fonts»"):
            svg(sheet.figure)


def test_all_unknown_characters_are_named_at_once() -> None:
    with canvas(WORDS["en"], "en", "wide") as sheet:
        sheet.axes.annotate("🙂 a", (0, 0))
        sheet.axes.annotate("🚀 b 🙂", (0, 0))
        with pytest.raises(ValueError, match=r"🙂🚀|🚀🙂"):
            svg(sheet.figure)


# --- the sheet -------------------------------------------------------------


def measured(sheet: Canvas) -> tuple[dict[str, Bbox], Bbox, Bbox]:
    """Boxes of the words around the plot, of the plot with its axis, of the sheet."""
    sheet.figure.draw_without_rendering()
    words = {
        f"{i} {line.get_text()}": line.get_window_extent()
        for i, line in enumerate(sheet.figure.texts)
    }
    plot = sheet.axes.get_tightbbox()
    assert plot is not None
    whole = Bbox.from_extents(*sheet.figure.bbox.extents)
    return words, Bbox.union([sheet.axes.bbox, plot]), whole


def overlap(one: Bbox, two: Bbox) -> float:
    """Pixels by which two boxes overlap, in the direction where they do least."""
    across = min(one.x1, two.x1) - max(one.x0, two.x0)
    down = min(one.y1, two.y1) - max(one.y0, two.y0)
    return float(min(across, down))


@pytest.mark.parametrize(("shape", "language"), SHEETS)
@pytest.mark.parametrize("frames", [WORDS, LONG], ids=["usual", "long"])
def test_words_and_plot_keep_apart(
    frames: dict[Language, Frame], shape: Shape, language: Language
) -> None:
    with canvas(frames[language], language, shape) as sheet:
        sheet.axes.plot([2014, 2018, 2024], [2.65, 2.53, 2.24])
        words, plot, whole = measured(sheet)
    assert plot.height > 0.2 * whole.height
    for name, box in words.items():
        assert overlap(box, plot) <= 0, f"{name} lies on the plot"
        assert box.x0 >= whole.x0, name
        assert box.x1 <= whole.x1, name
        assert box.y0 >= whole.y0, name
        assert box.y1 <= whole.y1, name
    for (name, box), (other, second) in itertools.combinations(words.items(), 2):
        # Line boxes hold the ascent and descent of any letter, and may touch.
        assert overlap(box, second) <= 1, f"{name} lies on {other}"


@pytest.mark.parametrize(("shape", "language"), SHEETS)
def test_nothing_of_the_frame_is_lost(shape: Shape, language: Language) -> None:
    frame = WORDS[language]
    with canvas(frame, language, shape) as sheet:
        shown = "".join("".join(line.get_text().split()) for line in sheet.figure.texts)
    expected = frame.title + frame.subtitle + frame.foot + frame.mark
    assert shown == "".join(expected.split())


def test_a_sheet_has_its_shape() -> None:
    with canvas(WORDS["en"], "en", "wide") as sheet:
        assert sheet.wide
        assert sheet.figure.get_figwidth() / sheet.figure.get_figheight() == pytest.approx(16 / 9)
        large = (sheet.label, sheet.small)
    with canvas(WORDS["en"], "en", "column") as sheet:
        assert not sheet.wide
        assert sheet.figure.get_figheight() > sheet.figure.get_figwidth()
        assert (sheet.label, sheet.small) < large
    with canvas(WORDS["en"], "en", "column", height=8) as sheet:
        assert sheet.figure.get_figheight() == 8


def test_a_picture_among_many_is_small_and_of_the_same_shape() -> None:
    with canvas(WORDS["en"], "en", "wide") as sheet:
        large = png(sheet.figure)
    first, again = small(large), small(large)
    assert first == again
    reduced = Image.open(io.BytesIO(first))
    assert (reduced.format, reduced.size) == ("WEBP", (SMALL, SMALL * 9 // 16))
    assert len(first) < len(large)


def test_the_plot_keeps_the_room_asked_for() -> None:
    with canvas(WORDS["en"], "en", "wide", left=100, right=60) as sheet:
        box = sheet.axes.get_position()
        points = 72 * sheet.figure.get_figwidth()
        assert box.x0 * points == pytest.approx(100)
        assert (1 - box.x1) * points == pytest.approx(60)


# --- labels that keep apart ------------------------------------------------

PLACES = st.lists(st.floats(-100, 100), max_size=8)


def check(positions: list[float], gap: float, placed: list[float]) -> None:
    assert len(placed) == len(positions)
    # In the order given: what stood lower stands lower, by a gap at least.
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    for low, high in itertools.pairwise(order):
        assert placed[high] - placed[low] >= gap * (1 - 1e-3)
    assert sum(placed) == pytest.approx(sum(positions), abs=1e-6)


def test_spread_by_hand() -> None:
    assert marks.spread([], 1) == []
    assert marks.spread([3.0], 1) == [3.0]
    assert marks.spread([5.0, 1.0, 3.0], 2) == [5.0, 1.0, 3.0]
    assert marks.spread([1.0, 1.0], 2) == pytest.approx([0.0, 2.0])
    assert marks.spread([1.5, 1.0], 1) == pytest.approx([1.75, 0.75])
    assert marks.spread([0.0, 0.0, 0.0], 1) == pytest.approx([-1, 0, 1], abs=1e-6)
    # A label far away stays where it is.
    assert marks.spread([0.0, 0.0, 50.0], 2) == pytest.approx([-1, 1, 50])


@given(PLACES, st.floats(0.01, 10))
def test_spread_keeps_order_gap_and_centre(positions: list[float], gap: float) -> None:
    check(positions, gap, marks.spread(positions, gap))


@pytest.mark.parametrize("count", [2, 5, 10, 20, 38])
def test_spread_of_many_labels_in_one_place(count: int) -> None:
    # As many labels as there are districts.
    positions = [7.0] * count
    check(positions, 1.0, marks.spread(positions, 1.0))


@given(PLACES, st.floats(0.01, 10))
def test_spread_moves_nothing_that_is_apart(positions: list[float], gap: float) -> None:
    apart = [position + 2 * gap * i for i, position in enumerate(sorted(positions))]
    assert marks.spread(apart, gap) == pytest.approx(apart)


@settings(max_examples=50)
@given(st.lists(st.floats(0, 10), min_size=2, max_size=8), st.floats(0.01, 5))
def test_a_spread_moves_no_label_across_a_gap(positions: list[float], gap: float) -> None:
    # Two crowds with more room between them than either can need do not touch each other.
    far = [position + 1000 for position in positions]
    both = marks.spread(positions + far, gap)
    alone = marks.spread(positions, gap)
    assert both[: len(positions)] == pytest.approx(alone, abs=1e-6)
