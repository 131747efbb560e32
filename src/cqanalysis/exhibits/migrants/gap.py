"""Two rates of urbanization, and where the urban residents of a decade came from."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter

from cqanalysis import migrants
from cqanalysis.drawing import marks, style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import RESTS, YEAR, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.exhibits.units import GROUP_NAMES, people
from cqanalysis.tables import Data, records

# --- Two rates -------------------------------------------------------------

_GAP_FIELDS: Final = {
    "year": YEAR,
    "rate": Field("Rate of residents, %", "常住人口城镇化率（%）", "number"),
    "rate_hukou": Field("Rate of the registered, %", "户籍人口城镇化率（%）", "number"),
    "points": Field("Between them, points", "两率之差（百分点）", "number"),
    "urban": Field("Urban residents, 10,000", "城镇常住人口（万人）", "number"),
    "urban_hukou": Field("Urban registered people, 10,000", "城镇户籍人口（万人）", "number"),
    "low": Field("People between, lower bound, 10,000", "人数之差下限（万人）", "number"),
    "high": Field("People between, upper bound, 10,000", "人数之差上限（万人）", "number"),
    "naive": Field("Points on the residents, 10,000", "率差乘常住人口（万人）", "number"),
    **RESTS,
}  # fmt: skip


def _gap_table(data: Data) -> pd.DataFrame:
    return migrants.gap(data)


def _between(row: pd.Series) -> float:
    return float(row["low"] + row["high"]) / 2


def _gap_words(table: pd.DataFrame, language: Language) -> Words:
    first, last = table.iloc[0], table.iloc[-1]
    start, end = int(first["year"]), int(last["year"])
    points = number(first["points"], 1), number(last["points"], 1)
    mid = table.iloc[1]
    least = number(mid["points"], 1)
    then, now = (people(_between(row), language) for row in (first, last))
    naive = people(float(last["naive"]), language)
    if language == "en":
        return Words(
            title=f"After five years of reform the gap between the two rates was almost unchanged: {points[0]} points in "
            f"{start}, {points[1]} in {end}",
            subtitle="Urbanization rate of residents and of registered people, percent, and the gap in people; "
            "year-end, whole municipality",
            alt=f"Three pairs of points. In {start} the rates were {points[0]} points apart, in {int(mid['year'])} "
            f"{least}, in {end} {points[1]}; in people the gap was {then} in {start} and {now} in {end}.",
            note="Each rate has its own denominator: residents in the one, people registered in the city "
            "in the other, many of whom live elsewhere. The gap in people is therefore urban residents less "
            f"urban registered people; multiplying the points by the residents would give {naive}. The registered total of "
            f"{int(mid['year'])} and {end} is the sum of the districts, with Yuzhong bounded by its values of "
            f"{start} and of the latest year. The rate of residents is the series revised after the census; the "
            "registered rates come from reports, the last from the Urbanization Plan. The gap does not count individuals: "
            "someone registered as urban may live in a village or in another province.",
            finding=f"In points the gap was no narrower in {end} ({points[1]}) than in {start} ({points[0]}); in "
            f"people it grew from {then} to {now}. It narrowed to {least} points in {int(mid['year'])}, then widened "
            "again: the registered rate slowed down before the rate of residents did.",
        )
    return Words(
        title=f"改革五年，两个城镇化率的差距几乎未变：{start}年相差{points[0]}个百分点，{end}年相差{points[1]}个",
        subtitle="常住人口城镇化率与户籍人口城镇化率（%），以及两者相差的人数；年末，全市",
        alt=f"三组成对的点。两率之差{start}年为{points[0]}个百分点，{int(mid['year'])}年为{least}个，{end}年为{points[1]}个；"
        f"人数之差由{start}年的{then}扩大到{end}年的{now}。",
        note="两率分母不同：一为常住人口，一为户籍人口，户籍人口中许多人并不住在本市。因此人数之差按城镇常住人口减城镇户籍人口计算；"
        f"若以率差乘常住人口，会得出{naive}。{int(mid['year'])}年和{end}年的户籍总人口由区县相加，"
        f"其中渝中区以{start}年与最近一年的数值为上下限。常住人口城镇化率为普查后修订数列；户籍人口城镇化率来自公开报道，最后一个取自城镇化规划。"
        "人数之差并不对应具体的人：户口登记为城镇的人，也可能住在乡村或外省。",
        finding=f"按百分点计，{end}年的差距（{points[1]}）并不小于{start}年（{points[0]}）；按人数计，由{then}扩大到{now}。"
        f"{int(mid['year'])}年差距一度缩小到{least}个百分点，此后重新扩大，因为户籍人口城镇化率先于常住人口城镇化率放缓。",
    )


def _gap_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    with canvas(frame, language, shape, left=38, right=96 if shape == "wide" else 72) as sheet:
        axes = sheet.axes
        looks = {"rate": (style.CONTRAST, "o"), "rate_hukou": (style.ACCENT, "s")}
        for column, (color, marker) in looks.items():
            axes.plot(
                table["year"], table[column], color=color, marker=marker, markersize=8,
                linewidth=1.2, linestyle=":", zorder=3,
            )  # fmt: skip
        for row in records(table):
            axes.plot(
                [row.year, row.year], [row.rate_hukou, row.rate], color=style.GREY, linewidth=1.4,
            )  # fmt: skip
            amount = people((row.low + row.high) / 2, language)
            said = {"en": f"{number(row.points, 1)} points\n{amount}",
                    "zh": f"{number(row.points, 1)}个百分点\n{amount}"}[language]  # fmt: skip
            axes.annotate(
                said, (row.year, (row.rate + row.rate_hukou) / 2), xytext=(7, 0), va="center",
                textcoords="offset points", fontsize=sheet.label if sheet.wide else 7.6, weight="bold",
                linespacing=1.35,
            )  # fmt: skip
            for value, color, up in (
                (row.rate, style.CONTRAST, 9),
                (row.rate_hukou, style.ACCENT, -9),
            ):
                axes.annotate(
                    number(value, 1), (row.year, value), xytext=(0, up), ha="center", color=color,
                    va="bottom" if up > 0 else "top", textcoords="offset points", fontsize=sheet.label,
                )  # fmt: skip
        names = {
            "en": (
                ("rate", "residents", style.CONTRAST),
                ("rate_hukou", "registered", style.ACCENT),
            ),
            "zh": (("rate", "常住人口", style.CONTRAST), ("rate_hukou", "户籍人口", style.ACCENT)),
        }[language]
        for column, name, color in names:
            axes.annotate(
                name, (table["year"].iloc[-1], table[column].iloc[-1]), xytext=(12, 0), va="center",
                textcoords="offset points", fontsize=sheet.label, weight="bold", color=color,
            )  # fmt: skip
        axes.set_ylim(35, 76)
        axes.set_xlim(float(table["year"].min()) - 0.5, float(table["year"].max()) + 0.9)
        axes.yaxis.grid(True)
        axes.xaxis.set_major_locator(FixedLocator(table["year"].tolist()))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
        return sheet.figure


# --- Where urban residents came from -----------------------------------------

_AREAS: Final = {
    "chongqing": ("Whole municipality", "全市"),
    **{key: (own["en"], own["zh"]) for key, own in GROUP_NAMES.items()},
}
_SOURCE_FIELDS: Final = {
    "area": Field("Area", "区域", codes=_AREAS),
    "gain": Field("Gain of urban residents, 10,000", "城镇常住人口增量（万人）", "number"),
    "change": Field("Change of all residents, 10,000", "常住人口增减（万人）", "number"),
    "fall": Field("Fall of rural residents, 10,000", "乡村常住人口减量（万人）", "number"),
    "least": Field("At least: rural people become urban, 10,000", "由乡村转入的下限（万人）", "number"),
    "most": Field("At most: rural people become urban, 10,000", "由乡村转入的上限（万人）", "number"),
    "share": Field("Least, % of the gain", "下限占增量比重（%）", "number"),
    **RESTS,
}  # fmt: skip


def _source_table(data: Data) -> pd.DataFrame:
    return migrants.sources(data)


def _source_words(table: pd.DataFrame, language: Language) -> Words:
    at = table.set_index("area")
    city, core = at.loc["chongqing"], at.loc["core"]
    share, own = number(city["share"], 0), number(core["share"], 0)
    gain, fall = people(float(city["gain"]), language), people(float(city["fall"]), language)
    north = number(at.loc["northeast", "share"], 0)
    if language == "en":
        return Words(
            title=f"By accounting bounds {share}% or more of a decade's urban growth came from the city's own countryside",
            subtitle="Gain of urban residents between the censuses of 2010 and 2020 and bounds on its sources, 10,000 people",
            alt=f"Five bars. Of {gain} more urban residents at least {fall}, {share} percent, were rural people who became "
            f"urban within the municipality; in the central urban area {own} percent of its gain, in the northeast "
            f"cluster {north}.",
            note="In every area the urban gain equals the change of all residents plus the fall of rural ones. The dark "
            "part is a lower bound as long as other changes of the rural population (births less deaths, arrivals less departures "
            "across the area's border) added up to no loss; where deaths or departures prevail it is too high, most of all in the "
            "northeast and southeast. The pale part may be births in towns, people from outside the area, or more "
            "rural people. Moves and villages redrawn as towns cannot be told apart with these data. The bounds of the groups do "
            "not add up to those of the municipality: someone who moves between two groups is an arrival from outside in the second.",
            finding=f"Urban residents rose by {gain} in ten years while rural ones fell by {fall}. Unless the villages lost people "
            f"in other ways, at least {share}% of the growth is rural people who moved to town or whose village became urban. In the "
            f"central urban area this bound is only {own}% of its own gain; the rest comes from arrivals from outside the area, "
            "births in towns and further rural people.",
        )
    return Words(
        title=f"按上下限推算，十年城镇人口增量的{share}%以上来自本市乡村",
        subtitle="2010年与2020年两次普查之间城镇常住人口增量及其来源的上下限，万人",
        alt=f"五条横条。城镇常住人口增加{gain}，其中至少{fall}（{share}%）是在市内由乡村转入；中心城区这一比重为{own}%，"
        f"渝东北为{north}%。",
        note="任何区域的城镇人口增量，都等于常住人口增量加乡村人口减量。只要乡村人口的其他变动（出生减死亡，加区域外净迁入）合计不为负，深色部分就是下限；"
        "若死亡或外迁较多，这一下限就偏高，渝东北、渝东南尤其如此。浅色部分可能是城镇人口的自然增长、区域外迁入，也可能仍是由乡村转入。"
        "迁移与村改居、镇改街道等区划变动，用这些数据无法区分。各组上下限相加不等于全市上下限：跨组迁移在迁入的一组计为区域外迁入。",
        finding=f"十年间城镇常住人口增加{gain}，乡村常住人口减少{fall}。只要乡村人口没有因其他原因减少，增量中至少{share}%是进城的乡村人口，或所在村已划为城镇的人口。"
        f"中心城区的这一下限只占自身增量的{own}%，其余来自区域外迁入、城镇自然增长和下限之外由乡村转入的人口。",
    )


def _source_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide = shape == "wide"
    left = (168 if language == "en" else 150) if wide else 14
    with canvas(frame, language, shape, left=left, right=64, bottom=22 if wide else 30) as sheet:
        axes = sheet.axes
        rows = [*records(table)][::-1]
        for y, row in zip((0, 1, 2, 3, 4.4)[::-1], rows, strict=True):
            for width, color in ((row.most, style.SEQUENTIAL[1]), (row.least, style.SEQUENTIAL[4])):
                axes.barh(y, width, height=0.5 if wide else 0.4, color=color)
            inside = row.least > 0.12 * float(table["most"].max())
            share = f"≥ {number(row.share, 0)}%"
            gain = number(row.gain, 0, language=language)
            axes.annotate(
                gain if inside else f"{gain} ({share})", (row.most, y), xytext=(6, 0), va="center",
                textcoords="offset points", fontsize=sheet.label, weight="bold",
            )  # fmt: skip
            name = _AREAS[row.area][language == "zh"]
            axes.annotate(
                name, (0, y), xytext=(-8, 0) if wide else (0, 13), ha="right" if wide else "left",
                va="center" if wide else "bottom", textcoords="offset points", fontsize=sheet.label,
            )  # fmt: skip
            if inside:
                axes.annotate(
                    share, (row.least, y), xytext=(-5, 0), ha="right", va="center",
                    textcoords="offset points", fontsize=sheet.small, color=style.PAPER,
                )  # fmt: skip
        words = {
            "en": "dark: rural people who became urban, lower bound · pale: the same, or births and arrivals",
            "zh": "深色：区域内由乡村转入（下限）　浅色：由乡村转入、自然增长或区域外迁入",
        }[language]
        if not wide:
            words = words.replace(" · ", "\n").replace("　", "\n")
        axes.text(
            0, -0.02, words, transform=axes.transAxes, va="top", fontsize=sheet.small,
            color=style.GREY, linespacing=1.3,
        )  # fmt: skip
        axes.set_ylim(-0.6, 5.1)
        axes.set_xlim(0, float(table["most"].max()) * 1.02)
        marks.bare(axes)
        return sheet.figure


EXHIBITS: Final = (
    Exhibit(
        "migrants-registration-gap", "migrants", _gap_table, _gap_words, _GAP_FIELDS, _gap_draw
    ),
)  # fmt: skip
SOURCES: Final = Exhibit(
    "migrants-urban-sources", "migrants", _source_table, _source_words, _SOURCE_FIELDS, _source_draw
)
