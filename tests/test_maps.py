from __future__ import annotations

import collections
import itertools
import math

import numpy as np
import pytest
from matplotlib.patches import Polygon, Rectangle

from cqanalysis import places, tables
from cqanalysis.drawing import maps, style
from cqanalysis.drawing.canvas import SHAPES, Canvas, Frame, Shape, canvas, svg
from cqanalysis.drawing.text import LANGUAGES, Language

DATA = tables.load()
UNITS = places.units(DATA["places"])
GROUPS = places.group_of(DATA["members"], ("core", "new", "northeast", "southeast"), 2021)
FRAME = Frame("Title 1", "Subtitle", "Source", "spatial-test")
#: Two unit squares side by side.
LEFT = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], dtype=float)
RIGHT = LEFT + np.array([1.0, 0.0])


def page(language: Language, shape: Shape) -> Canvas:
    height = maps.TALL if shape == "column" else None
    with canvas(FRAME, language, shape, height=height, left=14, bottom=0) as sheet:
        colors = dict.fromkeys(UNITS.index, style.SEQUENTIAL[1])
        labels = UNITS[f"name_{language}"].to_dict()
        maps.outline_map(sheet, colors, groups=GROUPS, labels=labels)
    return sheet


# --- classes -----------------------------------------------------------------


def test_quantiles_hold_equally_many() -> None:
    assert maps.quantiles([4, 1, 3, 2, math.nan], 2) == [2.5]
    limits = maps.quantiles(range(1, 11), 5)
    assert list(collections.Counter(np.digitize(range(1, 11), limits)).values()) == [2] * 5


def test_equal_values_that_empty_a_class_are_refused() -> None:
    with pytest.raises(ValueError, match="would be empty"):
        maps.quantiles([1, 1, 1, 1, 2], 4)


def test_a_value_on_a_limit_belongs_to_the_class_above() -> None:
    found = maps.fills({"a": 59.9, "b": 60.0, "c": math.nan}, [60.0], ("low", "high"))
    assert found == {"a": "low", "b": "high", "c": None}
    with pytest.raises(ValueError, match="3 colours for 2 classes"):
        maps.fills({"a": 1.0}, [60.0], ("low", "mid", "high"))


def test_the_key_names_the_classes_from_the_top() -> None:
    entries = maps.classes([-1.5, 0.0], ("red", "pale", "blue"), 1, "%")
    assert [(e.color, e.words) for e in entries] == [
        ("blue", "≥ 0.0%"),
        ("pale", "−1.5–0.0%"),
        ("red", "< −1.5%"),
    ]


# --- outlines ----------------------------------------------------------------


def test_every_unit_has_an_outline_and_a_tile() -> None:
    assert set(maps.outlines()) == set(UNITS.index) == set(GROUPS)
    assert len(UNITS) == 38
    assert len(set(zip(UNITS["row"], UNITS["column"], strict=True))) == 38


def test_a_border_leaves_out_what_is_shared() -> None:
    lines = maps.border([LEFT, RIGHT])
    length = sum(float(np.abs(np.diff(line, axis=0)).sum()) for line in lines)
    assert length == 6
    assert not any({(1.0, 0.0), (1.0, 1.0)} <= set(map(tuple, line[:2])) for line in lines)
    alone = maps.border([LEFT])
    assert len(alone) == 1
    assert alone[0].tolist() == LEFT.tolist()


def test_neighbours_of_the_outlines_share_their_edges() -> None:
    # Else the border of a group would show the units in it.
    rings = maps.outlines().values()
    edges = sum(len(ring) - 1 for ring in rings)
    outer = sum(len(line) - 1 for line in maps.border(rings))
    assert 0 < outer < edges / 2


@pytest.mark.parametrize("place", UNITS.index)
def test_the_middle_lies_within(place: str) -> None:
    ring = maps.outlines()[place]
    assert Polygon(ring).get_path().contains_point(maps.middle(place))


# --- labels ------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shape", SHAPES)
def test_all_labels_at_once_do_not_meet(language: Language, shape: Shape) -> None:
    sheet = page(language, shape)
    sheet.figure.draw_without_rendering()
    renderer = sheet.figure._get_renderer()  # type: ignore[attr-defined]
    boxes = [
        text.get_window_extent(renderer)
        for axes in sheet.figure.axes[1:]
        for text in axes.texts
    ]  # fmt: skip
    assert len(boxes) == 38
    assert not [1 for one, two in itertools.combinations(boxes, 2) if one.overlaps(two)]
    frame = sheet.figure.bbox
    assert all(frame.x0 <= b.x0 and b.x1 <= frame.x1 for b in boxes)


def test_a_label_stands_in_the_middle_where_it_can() -> None:
    limits = (80.0, 110.0, 20.0, 40.0)
    [(place, x, y)] = maps.placed({"wanzhou": "Wanzhou"}, 100.0, 9.0, limits)
    assert (place, x, y) == ("wanzhou", *maps.middle("wanzhou"))


def test_labels_without_room_are_refused() -> None:
    labels = UNITS["name_en"].to_dict()
    with pytest.raises(ValueError, match="no room on the map"):
        maps.placed(labels, 8.0, 9.0, (80.0, 110.0, 20.0, 40.0))


@pytest.mark.parametrize("fill", [*style.SEQUENTIAL, *style.DIVERGING, style.PAPER])
def test_a_label_can_be_read_on_every_class(fill: str) -> None:
    luminance = [maps._luminance(color) for color in (maps.readable(fill), fill)]
    low, high = sorted(luminance)
    assert (high + 0.05) / (low + 0.05) >= 4.5


# --- drawings ----------------------------------------------------------------


def test_the_inset_shows_the_small_units_again() -> None:
    sheet = page("en", "wide")
    whole, part = sheet.figure.axes[1:]
    assert sum(isinstance(p, Polygon) for p in whole.patches) == 38
    assert sum(isinstance(p, Polygon) for p in part.patches) == 9
    assert {t.get_text() for t in part.texts} == {
        UNITS.loc[p, "name_en"] for p, group in GROUPS.items() if group == "core"
    }


def test_no_data_is_hatched() -> None:
    colors: dict[str, str | None] = dict.fromkeys(UNITS.index, style.SEQUENTIAL[0])
    colors["qijiang"] = None
    tiles = {p: (r, c) for p, r, c in UNITS[["row", "column"]].itertuples()}
    with canvas(FRAME, "en", "wide") as sheet:
        maps.tile_map(sheet.axes, tiles, colors, groups=GROUPS, labels={}, size=8)
        hatched = [p for p in sheet.axes.patches if p.get_hatch()]
        assert len(hatched) == 1
        assert isinstance(hatched[0], Rectangle)
        row, column = tiles["qijiang"]
        assert hatched[0].get_xy() == (column, -row)
    with canvas(FRAME, "en", "wide") as sheet:
        maps.outline_map(sheet, colors, groups=GROUPS, labels={})
        assert sum(bool(p.get_hatch()) for p in sheet.figure.axes[1].patches) == 1


def test_a_map_is_the_same_twice_and_light() -> None:
    one, two = (svg(page("zh", "wide").figure) for _ in range(2))
    assert one == two
    assert len(one) < 200_000


def test_notes_say_that_there_is_no_approval_number() -> None:
    assert "without a map approval number" in maps.NOTE["en"]
    assert "示意图，无审图号" in maps.NOTE["zh"]


def test_vertices_on_a_grid_are_still_shared() -> None:
    ring = np.array([(0, 0), (0.1, 0.02), (1, 0), (1.03, 1.04), (0, 1), (0, 0)])
    assert maps.snapped(ring, 0.5).tolist() == [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    rings = [maps.snapped(outline, 0.004) for outline in maps.outlines().values()]
    edges = sum(len(one) - 1 for one in rings)
    assert sum(len(line) - 1 for line in maps.border(rings)) < edges / 2
