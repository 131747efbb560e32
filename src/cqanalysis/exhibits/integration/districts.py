"""Incomes of the districts, and whether they converge."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import (
    FixedFormatter,
    FixedLocator,
    FuncFormatter,
    MultipleLocator,
)

from cqanalysis import integration, places
from cqanalysis.drawing import maps, marks, style
from cqanalysis.drawing.canvas import Canvas, Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number, share
from cqanalysis.exhibits.field import PLACE, RESTS, YEAR, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.exhibits.units import GROUP, GROUP_NAMES, NAMES, named, tile_map
from cqanalysis.tables import Data, load, records

# --- Districts -------------------------------------------------------------

_START, _END = integration.SPAN
_DISTRICT_FIELDS: Final = {
    "place": PLACE,
    **NAMES,
    "group": GROUP,
    "rural_start": Field(f"Rural income {_START}, yuan", f"{_START}年农村居民人均可支配收入（元）", "number"),
    "rural_end": Field(f"Rural income {_END}, yuan", f"{_END}年农村居民人均可支配收入（元）", "number"),
    "rural_growth": Field("Rural growth, % a year", "农村居民收入年均增速（%）", "number"),
    "urban_start": Field(f"Urban income {_START}, yuan", f"{_START}年城镇居民人均可支配收入（元）", "number"),
    "urban_end": Field(f"Urban income {_END}, yuan", f"{_END}年城镇居民人均可支配收入（元）", "number"),
    "urban_growth": Field("Urban growth, % a year", "城镇居民收入年均增速（%）", "number"),
    "ratio_start": Field(f"Ratio {_START}", f"{_START}年城乡收入比", "number"),
    "ratio_end": Field(f"Ratio {_END}", f"{_END}年城乡收入比", "number"),
    "ratio_growth": Field("Change of the ratio, % a year", "城乡收入比年均变化（%）", "number"),
    "difference": Field("Difference of the ratio", "城乡收入比变化", "number"),
    **RESTS,
}  # fmt: skip


def _district_table(data: Data) -> pd.DataFrame:
    incomes = integration.district_incomes(data["observations"], data["members"])
    table = integration.change(incomes, *integration.SPAN)
    table["difference"] = table["ratio_end"] - table["ratio_start"]
    return named(table.sort_values("ratio_end", ignore_index=True), data)


def _district_words(table: pd.DataFrame, language: Language) -> Words:
    fallen = int((table["difference"] < 0).sum())
    most = table.loc[table["difference"].idxmin()]
    least = table.loc[table["difference"].idxmax()]
    low, high = table.iloc[0], table.iloc[-1]
    start, end = integration.SPAN
    name = f"name_{language}"
    tie = float(np.corrcoef(table["ratio_start"], table["difference"])[0, 1])
    if language == "en":
        return Words(
            title=f"The ratio fell in {share(fallen, len(table), 'en')} districts with data from {start} "
            f"to {end}, generally by more where it was higher",
            subtitle=f"Urban over rural income per head by district: squares {end}; points {start} (hollow) and {end} "
            f"(filled), ordered by {end}",
            alt=f"In {end} the ratio runs from {number(low['ratio_end'], 2)} in {low[name]} to "
            f"{number(high['ratio_end'], 2)} in {high[name]}. It fell most in {most[name]}, by "
            f"{number(-most['difference'], 2)}, and least in {least[name]}, by "
            f"{number(-least['difference'], 2)}. The clusters' districts fill the upper end, the "
            "central urban area's the lower.",
            note="On the map each unit is a square near its place, its name shortened, in five classes of about as many units each. Of the 38 units before "
            "November 2025 Yuzhong, wholly urban, is not in the source (hatched); the "
            f"fall in {least[name]} is within what rounding could give. District incomes can be used to rank "
            "districts and show trends; they do not average to the survey figure of the whole city. The values "
            f"come from one research data set (confidence B), which does not name the survey. Change and {start} level correlate at "
            f"{number(tie, 2)}; part of that would arise from errors in the first year alone.",
            finding=f"From {start} to {end} the ratio fell in {share(fallen, len(table), 'en')} districts, most "
            f"in {most[name]} (by {number(-most['difference'], 2)}); {end} levels still ran from "
            f"{number(low['ratio_end'], 2)} to {number(high['ratio_end'], 2)}.",
        )
    return Words(
        title=f"{start}—{end}年，有数据的{share(fallen, len(table), 'zh', counter='个区县')}城乡收入比下降，"
        "原来较高的区县大体下降较多",
        subtitle=f"各区县城乡居民人均可支配收入比：方格图为{end}年，点线图为{start}年（空心）与{end}年（实心），按{end}年排序",
        alt=f"{end}年最低的是{low[name]}（{number(low['ratio_end'], 2)}），最高的是{high[name]}"
        f"（{number(high['ratio_end'], 2)}）。五年间{most[name]}降幅最大，为"
        f"{number(-most['difference'], 2)}；{least[name]}最小，为{number(-least['difference'], 2)}。"
        "“两群”区县集中在高值一端，中心城区集中在低值一端。",
        note="方格图中每个区县为一格，大致保持方位，分五级，各级区县数相近。"
        f"2025年11月区划调整前共38个区县，来源中缺已全域城镇化的渝中区（斜线）；{least[name]}的降幅接近于零。区县收入可用于排序和看趋势，加权后并不等于全市调查数。"
        f"数据取自一套研究数据集（可信度B），未注明调查口径。降幅与{start}年水平的相关系数为{number(tie, 2)}，"
        "其中一部分可能只是起始年误差造成的。",
        finding=f"{start}—{end}年，{share(fallen, len(table), 'zh', counter='个区县')}城乡收入比下降，{most[name]}降得最多"
        f"（{number(-most['difference'], 2)}）；{end}年各区县收入比仍在{number(low['ratio_end'], 2)}至"
        f"{number(high['ratio_end'], 2)}之间。",
    )


def _legend(axes: Axes, sheet: Canvas, x: float, y: float, step: float, order: list[str]) -> None:
    """Group names in their colours: a key without a box, in axes coordinates."""
    for index, group in enumerate(order):
        color, marker = style.GROUPS[group]
        axes.plot(x, y - index * step, marker, color=color, transform=axes.transAxes, clip_on=False)
        axes.annotate(
            GROUP_NAMES[group][sheet.language], (x, y - index * step), xytext=(8, 0),
            xycoords="axes fraction", textcoords="offset points", va="center",
            fontsize=sheet.label, color=style.INK,
        )  # fmt: skip


#: Classes of the map.
_CLASSES: Final = len(style.SEQUENTIAL)


def _map(sheet: Canvas, table: pd.DataFrame, where: tuple[float, float, float, float]) -> None:
    """The ratio of the last year on a tile grid, with its classes above."""
    values = table.set_index("place")["ratio_end"].to_dict()
    groups = places.group_of(load()["members"], integration.GROUPS, integration.SPAN[1] + 1)
    limits = maps.quantiles(values.values(), _CLASSES)
    colors = maps.fills({p: values.get(p, np.nan) for p in groups}, limits, style.SEQUENTIAL)
    axes = sheet.figure.add_axes(where)
    tile_map(axes, colors, groups, sheet, 6.2 if sheet.wide else 6.4)
    wide, high = (side * 72 for side in sheet.figure.get_size_inches())
    left, top = where[0], where[1] + where[3]
    for nth, color in enumerate(style.SEQUENTIAL):
        maps.swatch(sheet, color, (left + nth * 30 / wide, top - 9 / high), (30.0, 9.0))
    for nth, limit in enumerate(limits, start=1):
        axes.text(
            left + nth * 30 / wide, top - 12 / high, number(limit, 2), ha="center", va="top",
            fontsize=sheet.small * 0.9, color=style.GREY, transform=sheet.figure.transFigure,
        )  # fmt: skip
    axes.text(
        left, top + 4 / high, {"en": str(_END), "zh": f"{_END}年"}[sheet.language], va="bottom",
        fontsize=sheet.label, weight="bold", transform=sheet.figure.transFigure,
    )  # fmt: skip


def _district_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    # Districts stand side by side on a slide and below each other in a column.
    wide, order = shape == "wide", ["core", "new", "northeast", "southeast"]
    names = list(table[f"name_{language}"])
    if wide and language == "zh":
        names = ["\n".join(name) for name in names]
    if wide:
        page = canvas(frame, language, shape, left=34, bottom=62 if language == "en" else 54)
    else:
        left = 92 if language == "en" else 66
        page = canvas(frame, language, shape, height=11.4, left=left)
    with page as sheet:
        axes = sheet.axes
        box, (across_page, up) = axes.get_position(), sheet.figure.get_size_inches()
        if wide:
            part = 0.36 * box.width
            low = box.y0 - 40 / 72 / up
            _map(sheet, table, (14 / 72 / across_page, low, part, box.y1 - low - 0.05))
            axes.set_position((box.x0 + part + 0.01, box.y0, box.width - part - 0.01, box.height))
        else:
            side = 14 / 72 / across_page
            part = 0.31 * box.height
            _map(sheet, table, (side, box.y1 - part, 1 - 2 * side, part - 0.02))
            axes.set_position((box.x0, box.y0, box.width, box.height - part - 0.015))
        for place, row in enumerate(records(table)):
            color, marker = style.GROUPS[row.group]
            for end, size, face in ((row.ratio_start, 5, style.PAPER), (row.ratio_end, 6, color)):
                line = [place, place], [row.ratio_end, end]
                axes.plot(*(line if wide else line[::-1]), color=color, linewidth=1.6, zorder=2)
                point = (place, end) if wide else (end, place)
                axes.plot(
                    *point, marker, color=color, markerfacecolor=face, markersize=size,
                    markeredgewidth=1.3, zorder=3,
                )  # fmt: skip
        along, across = (axes.xaxis, axes.yaxis) if wide else (axes.yaxis, axes.xaxis)
        (axes.set_xlim if wide else axes.set_ylim)(-0.8, len(table) - 0.2)
        along.set_major_locator(FixedLocator(list(range(len(table)))))
        along.set_major_formatter(FixedFormatter(names))
        turn = 90 if wide and language == "en" else 0
        axes.tick_params(
            axis="x" if wide else "y", length=0, labelcolor=style.INK, labelrotation=turn
        )
        across.grid(True)
        across.set_major_formatter(FuncFormatter(lambda v, _: number(v, 1)))
        x, y, step = (0.03, 0.95, 0.075) if wide else (0.37, 0.24, 0.036)
        _legend(axes, sheet, x, y, step, order)
        return sheet.figure


# --- Convergence -----------------------------------------------------------


def _beta_words(table: pd.DataFrame, language: Language) -> Words:
    years = integration.SPAN[1] - integration.SPAN[0]
    rural, urban, ratio = (
        integration.beta(table, name, years) for name in ("rural", "urban", "ratio")
    )
    speed = number(100 * rural.speed, 1)
    half = number(rural.half_life, 0)
    low_half, high_half = (number(years, 0) for years in rural.half_life_range)
    low, high = table.loc[table["rural_start"].idxmin()], table.loc[table["rural_start"].idxmax()]
    name = f"name_{language}"
    error = number(rural.error, 2)
    if language == "en":
        return Words(
            title=f"On average lower rural incomes grew faster: the gap closes by {speed}% a year",
            subtitle=f"Rural disposable income per head: level {integration.SPAN[0]} (log scale) and mean yearly "
            f"growth {integration.SPAN[0]}–{integration.SPAN[1]}, percent",
            alt=f"{rural.n} districts. Growth slopes down with the starting level by "
            f"{number(-rural.slope, 2)} points a log unit (standard error {error}), so that a gap closes by "
            f"{speed} percent a year; "
            f"{low[name]}, the poorest, grew {number(low['rural_growth'], 1)} percent a year and "
            f"{high[name]}, the richest, {number(high['rural_growth'], 1)}. The line explains "
            f"{number(100 * rural.r2, 0)} percent of the variance.",
            note="Unconditional β-convergence, least squares, districts unweighted; the band is the 95% "
            f"interval of the line from 1,000 resamples. At this speed half a gap lasts {half} years ({low_half} to {high_half} for a slope two "
            "standard errors steeper or flatter). "
            f"Urban incomes show no convergence (slope {number(urban.slope, 2, sign=True)}, standard error "
            f"{number(urban.error, 2)}); the ratio converges at {number(100 * ratio.speed, 1)}% a year. "
            "Five years, nominal incomes, one data set: a description, not a law; errors in the first "
            "year alone push the slope down.",
            finding=f"Rural incomes converge slowly between districts: {speed}% of the gap closes in a year, and half of "
            f"it would close in some {half} years. Urban incomes show no detectable convergence. This rests on one data set.",
        )
    return Words(
        title=f"总体上，农村居民收入较低的区县增长较快：差距每年缩小{speed}%",
        subtitle=f"农村居民人均可支配收入：{integration.SPAN[0]}年水平（对数刻度）与{integration.SPAN[0]}—{integration.SPAN[1]}年年均增速，%",
        alt=f"共{rural.n}个区县。起点每高一个对数单位，年均增速低{number(-rural.slope, 2)}个百分点"
        f"（标准误{error}），差距每年缩小{speed}%；起点最低的{low[name]}年均增长{number(low['rural_growth'], 1)}%，"
        f"最高的{high[name]}为{number(high['rural_growth'], 1)}%。回归线解释了"
        f"{number(100 * rural.r2, 0)}%的差异。",
        note=f"无条件β收敛，最小二乘，区县不加权；阴影为1000次重抽样得到的95%区间。按此速度，差距减半需"
        f"{half}年（斜率上下变动两个标准误，为{low_half}—{high_half}年）。城镇居民收入未见收敛（斜率{number(urban.slope, 2, sign=True)}，标准误"
        f"{number(urban.error, 2)}）；城乡收入比的收敛速度为每年{number(100 * ratio.speed, 1)}%。"
        "仅五年、名义收入、单一数据集，只能作为描述，不能作为规律；起始年误差本身也会使斜率偏低。",
        finding=f"区县之间农村居民收入收敛缓慢：差距每年缩小{speed}%，减半约需{half}年；"
        "城镇居民收入没有可检出的收敛。这一结果只依据一套数据集。",
    )


def _beta_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    with canvas(frame, language, shape, left=34, right=16, bottom=38) as sheet:
        axes = sheet.axes
        logs = table.assign(x=np.log(table["rural_start"]))
        room = 0.06 * float(np.ptp(logs["x"]))
        axes.set_xlim(float(logs["x"].min()) - room, float(logs["x"].max()) + 2 * room)
        sns.regplot(
            data=logs, x="x", y="rural_growth", ax=axes, scatter=False, n_boot=1000, seed=2035,
            color=style.GREY, line_kws={"linewidth": 1.8},
        )  # fmt: skip
        for group, rows in logs.groupby("group"):
            color, marker = style.GROUPS[str(group)]
            axes.plot(
                rows["x"], rows["rural_growth"], marker, color=color, linestyle="none", zorder=3
            )
        # The poorest, the one with a plan of its own, and, where there is room, the richest.
        kaizhou = logs.index[logs["place"] == "kaizhou"][0]
        named = {
            logs["rural_start"].idxmin(): (8, 1) if sheet.wide else (-6, -19),
            kaizhou: (8, -13) if sheet.wide else (-44, -24),
        }
        if sheet.wide:
            named[logs["rural_start"].idxmax()] = (6, 6)
        for index, offset in named.items():
            row = logs.loc[index]
            # A ring ties the name to its point where points are close.
            axes.plot(
                row["x"], row["rural_growth"], "o", markersize=11, markerfacecolor="none",
                color=style.INK, markeredgewidth=1.2, zorder=4,
            )  # fmt: skip
            axes.annotate(
                row[f"name_{language}"], (row["x"], row["rural_growth"]), xytext=offset,
                textcoords="offset points", fontsize=sheet.label, weight="bold", color=style.INK,
                annotation_clip=False,
            )  # fmt: skip
        ticks = [8000, 10000, 12000, 14000, 16000]
        axes.xaxis.set_major_locator(FixedLocator([float(np.log(t)) for t in ticks]))
        axes.xaxis.set_major_formatter(
            FuncFormatter(lambda v, _: number(float(np.exp(v)), 0, language=language))
        )
        axes.yaxis.grid(True)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _: number(v, 1)))
        axes.set_xlabel(
            {
                "en": f"Yuan a person, {integration.SPAN[0]}",
                "zh": f"元/人，{integration.SPAN[0]}年",
            }[language]
        )
        axes.set_ylabel("")
        axes.yaxis.set_major_locator(MultipleLocator(0.5))
        top = float(logs["rural_growth"].max())
        axes.set_ylim(float(logs["rural_growth"].min()) - 0.15, top + (0.3 if sheet.wide else 0.95))
        x, y, step = (0.04, 0.29, 0.075) if sheet.wide else (0.4, 0.98, 0.062)
        _legend(axes, sheet, x, y, step, ["core", "new", "northeast", "southeast"])
        return sheet.figure


_SIGMA_FIELDS: Final = {
    "variable": Field("Variable", "变量", codes={
        "rural": ("rural income", "农村居民收入"), "urban": ("urban income", "城镇居民收入"),
        "ratio": ("urban-rural ratio", "城乡收入比"),
    }),
    "year": YEAR,
    "sigma": Field("Standard deviation of logs", "对数标准差", "number"),
    "index": Field("Index, first year = 100", "指数（起始年=100）", "number"),
    "n": Field("Districts", "区县数", "integer"),
    **RESTS,
}  # fmt: skip


def _sigma_table(data: Data) -> pd.DataFrame:
    return integration.sigma(integration.district_incomes(data["observations"], data["members"]))


def _sigma_words(table: pd.DataFrame, language: Language) -> Words:
    ends = table[table["year"] == table["year"].max()].set_index("variable")
    change = {name: number(ends.loc[name, "index"] - 100, 1, sign=True) for name in ends.index}
    level = {name: number(ends.loc[name, "sigma"], 3) for name in ends.index}
    times = number(ends.loc["rural", "sigma"] / ends.loc["urban", "sigma"], 1)
    start, end, n = int(table["year"].min()), int(table["year"].max()), int(table["n"].iloc[0])
    if language == "en":
        return Words(
            title=f"The spread of rural incomes shrank by {change['rural'].lstrip('−+')}%, that of urban "
            "incomes did not",
            subtitle=f"Standard deviation of logs across {n} districts, {start} = 100",
            alt=f"By {end} the spread of rural incomes had changed by {change['rural']} percent, that of "
            f"the urban-rural ratio by {change['ratio']}, that of urban incomes by {change['urban']}.",
            note=f"σ-convergence, districts unweighted. In {end} the standard deviation of logs is "
            f"{level['rural']} for rural and {level['urban']} for urban incomes: {times} times as wide. "
            "Yuzhong is not in the source.",
            finding=f"The spread of rural incomes between districts shrank ({change['rural']}%), that of "
            f"urban incomes did not ({change['urban']}%).",
        )
    return Words(
        title=f"农村居民收入的区县差异缩小了{change['rural'].lstrip('−+')}%，城镇居民收入没有缩小",
        subtitle=f"{n}个区县收入的离散程度（对数标准差），{start}年=100",
        alt=f"到{end}年，农村居民收入的离散程度变化{change['rural']}%，城乡收入比变化{change['ratio']}%，"
        f"城镇居民收入变化{change['urban']}%。",
        note=f"σ收敛，区县不加权。{end}年对数标准差，农村居民收入为{level['rural']}，城镇居民收入为"
        f"{level['urban']}，前者是后者的{times}倍。来源中无渝中区。",
        finding=f"农村居民收入的区县差异在缩小（{change['rural']}%），城镇居民收入没有（{change['urban']}%）。",
    )


def _sigma_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    looks = {
        "rural": (style.GROUPS["southeast"][0], "o"),
        "urban": (style.CONTRAST, "s"),
        "ratio": (style.ACCENT, "D"),
    }
    names = {
        "en": {"rural": "rural income", "urban": "urban income", "ratio": "urban-rural ratio"},
        "zh": {"rural": "农村居民收入", "urban": "城镇居民收入", "ratio": "城乡收入比"},
    }[language]
    with canvas(frame, language, shape, left=34, right=132 if shape == "wide" else 98) as sheet:
        axes = sheet.axes
        finals = table[table["year"] == table["year"].max()].set_index("variable")["index"]
        placed = marks.spread([float(finals[v]) for v in looks], 1.3)
        for (name, (color, marker)), y in zip(looks.items(), placed, strict=True):
            rows = table[table["variable"] == name]
            axes.plot(rows["year"], rows["index"], color=color, marker=marker, markersize=5)
            axes.annotate(
                f"{names[name]}\n{number(finals[name] - 100, 1, sign=True)}%", (rows["year"].max(), y),
                xytext=(8, 0), textcoords="offset points", va="center", fontsize=sheet.label,
                color=color, weight="bold", linespacing=1.2,
            )  # fmt: skip
        axes.set_ylim(float(table["index"].min()) - 1.4, float(table["index"].max()) + 0.8)
        axes.axhline(100, color=style.GREY, linewidth=0.9, zorder=1)
        axes.yaxis.grid(True)
        axes.xaxis.set_major_locator(FixedLocator(sorted(table["year"].unique())))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
        return sheet.figure


EXHIBITS: Final = (
    Exhibit(
        "integration-district-ratio", "integration", _district_table, _district_words,
        _DISTRICT_FIELDS, _district_draw,
    ),
    Exhibit(
        "integration-beta-convergence", "integration", _district_table, _beta_words,
        _DISTRICT_FIELDS, _beta_draw,
    ),
    Exhibit(
        "integration-sigma-convergence", "integration", _sigma_table, _sigma_words,
        _SIGMA_FIELDS, _sigma_draw,
    ),
)  # fmt: skip
