"""Words for the 38 units, their groups and their people, that several themes need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd
from matplotlib.axes import Axes

from cqanalysis import places
from cqanalysis.drawing import maps
from cqanalysis.drawing.canvas import Canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import Field
from cqanalysis.tables import Data, load

GROUP_NAMES: Final[dict[str, dict[Language, str]]] = {
    "core": {"en": "Central urban area", "zh": "中心城区"},
    "new": {"en": "New metropolitan districts", "zh": "主城新区"},
    "northeast": {"en": "Northeast cluster", "zh": "渝东北三峡库区城镇群"},
    "southeast": {"en": "Southeast cluster", "zh": "渝东南武陵山区城镇群"},
}
GROUP: Final = Field(
    "Group", "分组", codes={group: (own["en"], own["zh"]) for group, own in GROUP_NAMES.items()}
)
#: Columns of `named`.
NAMES: Final = {
    "name_en": Field("District or county", "英文名"),
    "name_zh": Field("Chinese name", "区县"),
}
_MILLION: Final = 100.0


def named(table: pd.DataFrame, data: Data) -> pd.DataFrame:
    """A table with the short names of its places.

    Args:
        table: With a column place.
        data: The data package.

    Returns:
        The table with name_en and name_zh; the central urban area by its name.
    """
    names = places.units(data["places"])
    columns = {}
    for language in ("en", "zh"):
        of_place = names[f"name_{language}"].to_dict()
        of_place["core"] = GROUP_NAMES["core"][language]
        columns[f"name_{language}"] = table["place"].map(of_place)
    return table.assign(**columns)


def people(value: float, language: Language, digits: int = 0) -> str:
    """A number of people as a sentence says it.

    Args:
        value: In 10,000.
        language: Of the words.
        digits: Decimals of 10,000.

    Returns:
        "1.09 million", "470,000"; "109万人", "47万人".
    """
    if language == "zh":
        return f"{number(value, digits, language='zh')}万人"
    if abs(value) >= _MILLION:
        return f"{number(value / _MILLION, 2)} million"
    return number(round(value, digits) * 1e4, 0)


def tile_page(sheet: Canvas, colors: Mapping[str, str | None], groups: Mapping[str, str]) -> None:
    """A whole sheet as one tile grid; its upper left stays free for a key.

    Args:
        sheet: The sheet.
        colors: Fill by place, None without data.
        groups: Group by place.
    """
    sheet.axes.set_axis_off()
    box = sheet.axes.get_position()
    axes = sheet.figure.add_axes((box.x0, box.y0, box.width, box.height))
    tile_map(axes, colors, groups, sheet, sheet.small)


def tile_map(
    axes: Axes,
    colors: Mapping[str, str | None],
    groups: Mapping[str, str],
    sheet: Canvas,
    size: float,
) -> None:
    """One tile grid with the short names of the units.

    Args:
        axes: The panel.
        colors: Fill by place, None without data.
        groups: Group by place.
        sheet: The sheet it stands on.
        size: Points of the names.
    """
    units = places.units(load()["places"])
    tiles = {place: (row, column) for place, row, column in units[["row", "column"]].itertuples()}
    names = units[f"tile_{sheet.language}"].to_dict()
    maps.tile_map(axes, tiles, colors, groups=groups, labels=names, size=size)
    axes.set_anchor("S")
