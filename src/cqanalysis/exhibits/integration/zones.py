"""Where the reforms are tried, and which of these places are named again in 2025."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from cqanalysis import countryside
from cqanalysis.drawing import maps, style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import CLAUSE_IDS, PLACE, RESTS, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.exhibits.units import GROUP, NAMES, named, tile_page
from cqanalysis.tables import Data, records

_FIELDS: Final = {
    "place": PLACE,
    **NAMES,
    "group": GROUP,
    "zone": Field("Reform zone of the plan", "改革试验区", codes={
        "zone-national": ("national pilot zone", "国家城乡融合发展试验区"),
        "zone-municipal": ("municipal demonstration zone", "市级先行示范区"),
        "": ("none", "无"),
    }),
    "listed": Field("Named in 2025", "2025年名单", codes={
        "potential": ("potential area", "潜力地区"),
        "potential-pilots": ("potential area with a national pilot", "潜力地区（国家试点）"),
        "": ("not named", "未列入"),
    }),
    "area": Field("Land by the outlines, 10,000 km²", "按轮廓计算的土地面积（万平方公里）", "number"),
    "people": Field("Residents 2020, 10,000", "2020年常住人口（万人）", "number"),
    "rural": Field("Rural residents 2020, 10,000", "2020年乡村常住人口（万人）", "number"),
    "printed": Field("Area of the zone as printed, 10,000 km²", "规划所载试验区面积（万平方公里）", "number"),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip
#: Fill by zone and whether the unit is named in 2025, and its words.
_CLASSES: Final[dict[tuple[str, bool], tuple[str, dict[Language, str]]]] = {
    ("zone-national", True): (
        style.CONTRAST, {"en": "national zone, and 2025", "zh": "国家试验区，2025年再列"},
    ),
    ("zone-national", False): ("#A9C3DC", {"en": "national zone only", "zh": "仅国家试验区"}),
    ("zone-municipal", True): (
        "#1F7D6E", {"en": "municipal zone, and 2025", "zh": "市级示范区，2025年再列"},
    ),
    ("zone-municipal", False): ("#A6D3CB", {"en": "municipal zone only", "zh": "仅市级示范区"}),
    ("", True): ("#E8CFA0", {"en": "2025 only", "zh": "仅2025年列入"}),
    ("", False): ("#E6E9ED", {"en": "neither", "zh": "均未列入"}),
}  # fmt: skip
_HEADS: Final[dict[Language, str]] = {
    "en": "In a zone of the plan,\nnamed in 2025 (units)",
    "zh": "规划的试验区与2025年名单\n（单元数）",
}


def _table(data: Data) -> pd.DataFrame:
    units = countryside.zone_units(data["facts"], data["observations"], data["members"])
    return named(units, data)


def _words(table: pd.DataFrame, language: Language) -> Words:
    at = countryside.zone_shares(table).set_index("list")
    n, m, p = "zone-national", "zone-municipal", "potential"
    printed = table.groupby("zone")["printed"].first()
    area = {z: (number(printed[z], 1), number(at.loc[z, "area"], 2)) for z in (n, m)}
    members = {z: int(at.loc[z, "members"]) for z in at.index}
    again, zoned = members["again"], members[n] + members[m]
    both = number(at.loc[n, "rural_share"] + at.loc[m, "rural_share"], 0)
    part = {
        (z, k): number(at.loc[z, f"{k}_share"], 0)
        for z in (n, m, p)
        for k in ("area", "people", "rural")
    }
    scale, digits = (100, 1) if language == "en" else (1, 0)
    people = {z: number(at.loc[z, "people"] / scale, digits) for z in (n, m, p)}
    if language == "en":
        return Words(
            title=f"The two reform zones are home to {both}% of the city's rural residents; {again} of their {zoned} "
            "units are named again in 2025",
            subtitle="Units of the plan's two reform zones, and the potential areas for urbanization named by the 2025 Action Plan",
            alt=f"The national zone has {part[n, 'area']} percent of the land, {part[n, 'people']} of the residents and "
            f"{part[n, 'rural']} of the rural residents; the municipal zone {part[m, 'area']}, {part[m, 'people']} and "
            f"{part[m, 'rural']}: together {both} percent of the rural residents. The {members[p]} areas of 2025 have "
            f"{part[p, 'area']}, {part[p, 'people']} and {part[p, 'rural']}; {again} of them lie in a zone.",
            note=f"{maps.NOTE['en']} {maps.TILES_NOTE['en'].format('integration-reform-zones')} Labelled: units in a zone that are named "
            f"again. The plan prints {area[n][0]} and {area[m][0]} (10,000 km²) for the zones; the outlines of their units give "
            f"{area[n][1]} and {area[m][1]}. The area of the Three Gorges Heart scheme, which the plan adds to Zhongxian, is not counted separately; "
            "Qijiang–Wansheng is one unit. Whole units are counted: parts that no reform has reached cannot be separated. Rural "
            "residents live outside towns (census of 2020); they need not be registered there.",
            finding=f"The two reform zones hold {both}% of the city's rural residents: {people[n]} million residents live in the "
            f"national zone, {people[m]} million in the municipal one. Of their {zoned} units {again} are named again in 2025.",
        )
    return Words(
        title=f"两类改革试验区覆盖全市{both}%的乡村常住人口，{zoned}个单元中有{again}个2025年再次列入名单",
        subtitle="规划的两类城乡融合改革试验区，以及2025年五年行动计划所列潜力地区",
        alt=f"国家试验区占全市土地的{part[n, 'area']}%、常住人口的{part[n, 'people']}%、乡村常住人口的{part[n, 'rural']}%；"
        f"市级示范区分别为{part[m, 'area']}%、{part[m, 'people']}%和{part[m, 'rural']}%，两者合计占乡村常住人口的{both}%。"
        f"2025年的{members[p]}个潜力地区分别占{part[p, 'area']}%、{part[p, 'people']}%和{part[p, 'rural']}%，其中{again}个在试验区内。",
        note=f"{maps.NOTE['zh']}{maps.TILES_NOTE['zh'].format('integration-reform-zones')}标名的是试验区内再次列入名单的单元。"
        f"规划所载两类试验区面积为{area[n][0]}万和{area[m][0]}万平方公里，按所含单元轮廓计算为{area[n][1]}万和{area[m][1]}万平方公里。"
        "忠县所含“三峡库心·长江盆景”规划区域未单独计算，綦江—万盛计为一个单元。按规划所列以整区县计算，改革尚未触及的部分无法区分。"
        "乡村常住人口指居住在城镇以外的人口（2020年普查），户籍未必在当地。",
        finding=f"两类改革试验区共有全市{both}%的乡村常住人口：国家试验区常住人口{people[n]}万人，市级示范区{people[m]}万人；"
        f"{zoned}个单元中有{again}个2025年再次列入名单。",
    )


def _draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    by = table.set_index("place")
    kinds = {str(row.place): (row.zone, row.listed != "") for row in records(table)}
    fills = {place: _CLASSES[kind][0] for place, kind in kinds.items()}
    groups, counts = by["group"].to_dict(), Counter(kinds.values())
    mark = {"en": "{} ({})", "zh": "{}（{}）"}[language]
    entries = [
        maps.Class(fill, mark.format(words[language], counts[kind]))
        for kind, (fill, words) in _CLASSES.items()
    ]
    tall = None if shape == "wide" else 6.4
    with canvas(frame, language, shape, height=tall, left=14, bottom=0) as sheet:
        if sheet.wide:
            again = by.loc[(by["zone"] != "") & (by["listed"] != ""), f"name_{language}"]
            maps.outline_map(sheet, fills, groups=groups, labels=again.to_dict())
        else:
            tile_page(sheet, fills, groups)
        maps.key(sheet, _HEADS[language], entries, x=0, y=1)
        return sheet.figure


EXHIBITS: Final = (
    Exhibit("integration-reform-zones", "integration", _table, _words, _FIELDS, _draw),
)
