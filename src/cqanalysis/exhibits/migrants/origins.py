"""Where people live who are registered elsewhere, and where the old live."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from cqanalysis import migrants
from cqanalysis.drawing import maps, style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import PLACE, RESTS, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.exhibits.units import GROUP, GROUP_NAMES, NAMES, named, people, tile_map
from cqanalysis.tables import Data, records

# --- Three origins -----------------------------------------------------------

#: Percent of residents, the same classes for every origin.
_LIMITS: Final = (3.0, 8.0, 16.0, 24.0)
_ORIGINS: Final[dict[str, tuple[str, str]]] = {
    "same": ("elsewhere in the\nsame district", "本区县其他\n乡镇街道"),
    "other": ("another district\nof the city", "本市其他\n区县"),
    "outside": ("outside\nChongqing", "重庆市外"),
}
_ORIGIN_FIELDS: Final = {
    "place": PLACE,
    **NAMES,
    "group": GROUP,
    "origin": Field("Registered in", "户口所在", codes={
        key: (en.replace("\n", " "), zh.replace("\n", "")) for key, (en, zh) in _ORIGINS.items()
    }),
    "share": Field("Share of residents, %", "占常住人口比重（%）", "number"),
    "people": Field("People, 10,000", "人数（万人）", "number"),
    **RESTS,
}  # fmt: skip


def _origin_table(data: Data) -> pd.DataFrame:
    return named(migrants.elsewhere(data), data)


def _origin_words(table: pd.DataFrame, language: Language) -> Words:
    sums = table.groupby("origin")["people"].sum()
    total = people(float(sums.sum()), language)
    share = number(100 * sums["outside"] / sums.sum(), 0)
    own = number(100 * sums["same"] / sums.sum(), 0)
    core = table[table["group"] == "core"].groupby("origin")["people"].sum()
    held = number(100 * core["other"] / sums["other"], 0)
    held_out = number(100 * core["outside"] / sums["outside"], 0)
    same, other, outside = (people(float(sums[o]), language) for o in migrants.ORIGINS)
    if language == "en":
        return Words(
            title=f"{own}% of those registered elsewhere are registered in their own district; only {share}% are from outside Chongqing",
            subtitle="Residents by where they are registered, percent of all residents of each unit, census of 2020",
            alt=f"Three tile grids. {same} people are registered in another township of the same unit ({own} percent), {other} in another "
            f"unit of the city, {outside} outside Chongqing ({share} percent). The central urban area has {held} percent of the second "
            f"and {held_out} percent of the third.",
            note="Each unit is a square near its place on the map; heavy lines part the four groups. The three origins exclude each "
            "other and are printed as shares; people are shares of the residents. Classes at 3, 8, 16 and 24 percent, the same in "
            "all three. In the central urban area a move from one street office to another counts as well. This is not the “floating "
            "population”, which publishers define differently, with or without moves inside the city; reported "
            "totals of it are left out here. Registration does not tell whether the place left was rural.",
            finding=f"In 2020 {total} residents were registered elsewhere: {same} in another township of their own district, {other} in "
            f"another district, {outside} outside Chongqing. {held}% of those who crossed a district border within the city live in the central urban "
            "area; in every other group more people are registered elsewhere in their own unit than in another unit of the city.",
        )
    return Words(
        title=f"人户分离人口中{own}%的户口仍在本区县，户口在市外的只占{share}%",
        subtitle="按户口所在地划分的常住人口，占各区县常住人口比重（%），2020年人口普查",
        alt=f"三幅方格图。户口在本区县其他乡镇街道的有{same}（占{own}%），在本市其他区县的有{other}，在重庆市外的有{outside}（占{share}%）。"
        f"中心城区集中了第二类的{held}%、第三类的{held_out}%。",
        note="每个区县为一方格，大致保持方位；粗线为四个分组的界线。三类互不重叠，普查给出的是比重，人数由常住人口乘比重得出。"
        "三幅图分级相同，界限为3%、8%、16%和24%。在中心城区，跨街道的搬迁也计入第一类。这一口径不同于“流动人口”：后者是否扣除市辖区内人户分离，"
        "各家口径不一，公布的总数在此不用。户口所在地也不说明原住地是否为乡村。",
        finding=f"2020年人户分离人口共{total}：{same}户口在本区县其他乡镇街道，{other}在本市其他区县，{outside}在重庆市外。"
        f"市内跨区县的有{held}%住在中心城区；在其他三个分组，户口在本区县其他乡镇街道的都多于户口在本市其他区县的。",
    )


def _origin_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    height = None if shape == "wide" else 10.4
    with canvas(frame, language, shape, height=height, left=14, right=14, bottom=0) as sheet:
        sheet.axes.set_axis_off()
        box = sheet.axes.get_position()
        for nth, (origin, words) in enumerate(_ORIGINS.items()):
            rows = table[table["origin"] == origin].set_index("place")
            if sheet.wide:
                step = box.width / len(_ORIGINS)
                where = (box.x0 + nth * step, box.y0, step * 0.96, 0.86 * box.height)
            else:
                step = 0.9 * box.height / len(_ORIGINS)
                where = (box.x0, box.y0 + (2 - nth) * step, box.width, 0.93 * step)
            axes = sheet.figure.add_axes(where)
            colors = maps.fills(rows["share"].to_dict(), _LIMITS, style.SEQUENTIAL)
            tile_map(axes, colors, rows["group"].to_dict(), sheet, 6.4 if sheet.wide else 6.6)
            said = f"{words[language == 'zh']}\n{people(float(rows['people'].sum()), language)}"
            axes.text(
                0.0, 1.0, said, transform=axes.transAxes, va="top", fontsize=sheet.label,
                weight="bold", linespacing=1.3,
            )  # fmt: skip
        limits = [number(limit, 0) for limit in _LIMITS]
        unit = {"en": "% of residents", "zh": "占常住人口，%"}[language]
        maps.scale(sheet, style.SEQUENTIAL, limits, unit)
        return sheet.figure


# --- Ages --------------------------------------------------------------------

_AGE_FIELDS: Final = {
    "place": PLACE,
    **NAMES,
    "group": GROUP,
    "old": Field("Aged 65 and over, % of residents", "65岁及以上占比（%）", "number"),
    "people": Field("Aged 65 and over, 10,000", "65岁及以上人口（万人）", "number"),
    "came": Field("Registered outside the unit, % of residents", "户口在本区县以外者占比（%）", "number"),
    **RESTS,
}  # fmt: skip


def _age_table(data: Data) -> pd.DataFrame:
    return named(migrants.ages(data), data)


def _age_words(table: pd.DataFrame, language: Language) -> Words:
    total = float(table["people"].sum())
    sums = table.groupby("group")["people"].sum()
    most = str(sums.idxmax())
    young, old = table.loc[table["old"].idxmin()], table.loc[table["old"].idxmax()]
    lowest, highest = number(young["old"], 1), number(old["old"], 1)
    rho = number(migrants.rank_correlation(table, "came", "old"), 2)
    inner = number(migrants.rank_correlation(table[table["group"] != "core"], "came", "old"), 2)
    share = number(100 * sums[most] / total, 0)
    everyone = people(total, language)
    if language == "en":
        return Words(
            title=f"Between {lowest}% and {highest}% of a district's residents are 65 or older; the share is lowest in the central urban area",
            subtitle="Residents aged 65 and over, and residents registered outside the district or county, percent of all "
            "residents, census of 2020",
            alt=f"A scatter of {len(table)} units that falls to the right, rank correlation {rho}. In {young['name_en']} {lowest} percent of "
            f"residents are 65 or older, in {old['name_en']} {highest} percent.",
            note=f"Spearman's rank correlation is {rho} over all units and {inner} without the central urban area: it reflects the difference "
            "between the centre and the rest, and does not prove that migration causes it. Registered outside the unit: in another unit of the "
            "city or outside Chongqing; people who moved away from a county are not in its figure. One census only, without projection of "
            "ages. The age structure of later years by district is not in this collection.",
            finding=f"Of {everyone} residents aged 65 and over in 2020, {share}% lived in the {GROUP_NAMES[most]['en'].lower()}; their share of "
            f"residents ran from {lowest}% in {young['name_en']} to {highest}% in {old['name_en']}.",
        )
    return Words(
        title=f"各区县65岁及以上人口占比从{lowest}%到{highest}%，中心城区最低",
        subtitle="65岁及以上人口、户口在本区县以外的人口，均占常住人口比重（%），2020年人口普查",
        alt=f"{len(table)}个区县的散点向右下倾斜，等级相关系数{rho}。{young['name_zh']}65岁及以上人口占{lowest}%，{old['name_zh']}占{highest}%。",
        note=f"斯皮尔曼等级相关系数全部区县为{rho}，除去中心城区为{inner}：反映的是中心城区与其他区县的差别，不能证明由迁移造成。"
        "户口在本区县以外，指在本市其他区县或重庆市外；从本县外出的人不在本县数字之内。只有一次普查，未作年龄推算，此后各年分区县年龄结构未收入本资料集。",
        finding=f"2020年65岁及以上常住人口{everyone}，其中{share}%在{GROUP_NAMES[most]['zh']}；占常住人口的比重由{young['name_zh']}的{lowest}%"
        f"到{old['name_zh']}的{highest}%。",
    )


def _age_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    with canvas(frame, language, shape, left=34, right=20, bottom=46) as sheet:
        axes = sheet.axes
        for group, rows in table.groupby("group"):
            color, marker = style.GROUPS[str(group)]
            axes.scatter(
                rows["came"],
                rows["old"],
                color=color,
                marker=marker,
                s=46 if sheet.wide else 30,
                zorder=3,
            )
        for nth, group in enumerate(GROUP_NAMES):
            x, y = 34, 22.4 - 0.75 * nth
            name = GROUP_NAMES[group][language]
            color, marker = style.GROUPS[group]
            axes.scatter([x], [y], color=color, marker=marker, s=30)
            axes.annotate(
                name, (x, y), xytext=(7, 0), textcoords="offset points", va="center", fontsize=sheet.small,
                color=color, weight="bold",
            )  # fmt: skip
        ends = table.loc[[table["old"].idxmin(), table["old"].idxmax(), table["came"].idxmax()]]
        for row in records(ends.drop_duplicates("place")):
            axes.annotate(
                f"{row.name_en if language == 'en' else row.name_zh} {number(row.old, 1)}", (row.came, row.old),
                xytext=(-8, 0) if row.old > 15 else (4, 9) if row.old > 13 else (-8, -9), ha="right",
                va="center",
                textcoords="offset points", fontsize=sheet.small,
            )  # fmt: skip
        axes.set_xlim(0, 60)
        axes.set_ylim(10.8, 23)
        axes.yaxis.grid(True)
        axes.yaxis.set_major_locator(MultipleLocator(2))
        axes.set_xlabel(
            {"en": "horizontal: registered outside the unit, %; vertical: 65 and over, %",
             "zh": "横轴：户口在本区县以外（%）；纵轴：65岁及以上（%）"}[language]
        )  # fmt: skip
        return sheet.figure


EXHIBITS: Final = (
    Exhibit(
        "migrants-registered-elsewhere", "migrants", _origin_table, _origin_words, _ORIGIN_FIELDS, _origin_draw
    ),
)  # fmt: skip
AGES: Final = Exhibit("migrants-ages", "migrants", _age_table, _age_words, _AGE_FIELDS, _age_draw)
