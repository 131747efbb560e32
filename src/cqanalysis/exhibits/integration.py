"""Exhibits of the chapter on urban-rural integration."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from cqanalysis import integration, pace
from cqanalysis.drawing import marks, style
from cqanalysis.drawing.canvas import Canvas, Frame, Shape, canvas, svg
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.record import Exhibit, Prose, Words
from cqanalysis.tables import Data

_SPAN: Final = (2015, 2020)
_GROUP_NAMES: Final[dict[str, dict[Language, str]]] = {
    "core": {"en": "Central urban area", "zh": "中心城区"},
    "new": {"en": "New metropolitan districts", "zh": "主城新区"},
    "northeast": {"en": "Northeast cluster", "zh": "渝东北三峡库区城镇群"},
    "southeast": {"en": "Southeast cluster", "zh": "渝东南武陵山区城镇群"},
}


def _year(value: float, _: int | None = None) -> str:
    return f"{value:.0f}"


# --- The ratio over time ---------------------------------------------------


def _ratio_table(data: Data) -> pd.DataFrame:
    observed = integration.income_ratios(data["observations"])
    observed = observed.assign(kind="observed", doc_id="", place="chongqing")
    printed = integration.ratio_facts(data["facts"])
    printed = printed[printed["place"] == "chongqing"].rename(columns={"value": "ratio"})
    printed = printed.assign(survey="integrated", basis="printed", confidence="")
    columns = [
        "kind", "survey", "place", "year", "urban", "rural", "ratio", "basis", "confidence",
        "doc_id", "fact_ids", "obs_ids",
    ]  # fmt: skip
    return pd.concat([observed, printed], ignore_index=True).reindex(columns=columns)


def _ratio_parts(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series, pd.Series, pd.Series]:
    """Integrated series, its first year at the 2025 target, that target, the 2020 base."""
    series = table[(table["kind"] == "observed") & (table["survey"] == "integrated")]
    plan = table[table["doc_id"] == "plan2035"]
    target = plan[plan["kind"] == "target"].iloc[0]
    base = plan[plan["kind"] == "baseline"].iloc[0]
    passed = series[series["ratio"] <= target["ratio"]].iloc[0]
    return series, passed, target, base


def _ratio_words(table: pd.DataFrame, language: Language) -> Words:
    series, passed, target, base = _ratio_parts(table)
    first, last = series.iloc[0], series.iloc[-1]
    missed = table[(table["kind"] == "target") & (table["year"] == base["year"])].iloc[0]
    span = (int(table["year"].min()), int(last["year"]))
    gaps = sorted(set(range(int(first["year"]), int(last["year"]) + 1)) - set(series["year"]))
    two = {"t": number(target["ratio"], 2), "p": number(passed["ratio"], 2)}
    years = {"p": int(passed["year"]), "t": int(target["year"])}
    if language == "en":
        return Words(
            title=f"By {years['p']} the ratio had fallen to {two['p']}, "
            f"below the {two['t']} that the plan asks for in {years['t']}",
            subtitle="Urban over rural income per head, Chongqing, "
            f"{span[0]}–{span[1]}. Two surveys, two lines: they do not join",
            alt="Two separate lines. Under the old surveys the ratio fell to "
            f"{number(table[table['survey'] == 'old']['ratio'].iloc[-1], 2)} in 2013. Under the "
            f"integrated survey it went from {number(first['ratio'], 2)} in {first['year']} to "
            f"{number(last['ratio'], 2)} in {last['year']}. The target for {base['year']}, "
            f"{number(missed['ratio'], 2)}, lies under the printed outcome of "
            f"{number(base['ratio'], 2)}; the target for {years['t']}, {two['t']}, lies above "
            f"the values from {years['p']} on.",
            note="Until 2013 urban disposable income stands over rural net income, from two "
            "surveys; since 2014 both incomes come from the integrated household survey. A "
            "hollow circle is computed from a stated growth rate (confidence C). The diamond is "
            f"the {base['year']} base as the plans print it. Not in this collection: both "
            f"incomes of {', '.join(str(g) for g in gaps)} and of 2025; the ratios published for "
            "part of a year run above the year's and are not drawn.",
            finding=f"The income ratio asked for in {years['t']} ({two['t']}) had been passed by "
            f"{years['p']} ({two['p']}); in {last['year']} it stood at "
            f"{number(last['ratio'], 2)}. The target set for {base['year']} before that had been "
            f"missed: {number(base['ratio'], 2)} against {number(missed['ratio'], 2)}.",
        )
    return Words(
        title=f"{years['p']}年城乡收入比已降至{two['p']}，低于规划为{years['t']}年设定的{two['t']}",
        subtitle=f"重庆市城镇居民与农村居民人均收入之比，{span[0]}—{span[1]}年。两套调查，两条线，互不衔接",
        alt=f"图中有两条不相连的折线。旧口径下，2013年为"
        f"{number(table[table['survey'] == 'old']['ratio'].iloc[-1], 2)}；"
        f"城乡一体化住户调查口径下，由{first['year']}年的{number(first['ratio'], 2)}降到"
        f"{last['year']}年的{number(last['ratio'], 2)}。{base['year']}年目标"
        f"{number(missed['ratio'], 2)}低于规划所记的实际值{number(base['ratio'], 2)}；"
        f"{years['t']}年目标{two['t']}则高于{years['p']}年以来的数值。",
        note="2013年及以前为城镇居民人均可支配收入与农村居民人均纯收入之比，分别取自两项调查；"
        "2014年起城乡数据同出于城乡一体化住户调查。空心圆点由公布的增速推算（可信度C）。"
        f"菱形为规划所记的{base['year']}年基数。本资料集缺{'、'.join(str(g) for g in gaps)}年"
        "及2025年的成对数据；季度累计的收入比高于全年，未绘入。",
        finding=f"规划要求{years['t']}年城乡收入比降到{two['t']}，{years['p']}年已是{two['p']}，"
        f"{last['year']}年为{number(last['ratio'], 2)}；而上一个五年规划为{base['year']}年设定的"
        f"{number(missed['ratio'], 2)}没有实现，实际为{number(base['ratio'], 2)}。",
    )


def _ratio_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> str:
    series, _, _, base = _ratio_parts(table)
    old = table[table["survey"] == "old"]
    with canvas(frame, language, shape, left=34, right=14 if shape == "wide" else 12) as sheet:
        axes = sheet.axes
        for rows, color in ((old, style.GREY), (series, style.CONTRAST)):
            # A line joins neighbours only: a missing year is a gap, dotted.
            for one, two in zip(rows.itertuples(), rows.iloc[1:].itertuples(), strict=False):
                gap = two.year - one.year > 1
                axes.plot(
                    [one.year, two.year], [one.ratio, two.ratio], color=color, zorder=2,
                    linewidth=1.2 if gap else 2.2, linestyle=":" if gap else "-",
                )  # fmt: skip
            for row in rows.itertuples():
                weak = row.confidence == "C"
                axes.plot(
                    row.year, row.ratio, "o", color=color, zorder=3,
                    markerfacecolor=style.PAPER if weak else color, markeredgewidth=1.6,
                )  # fmt: skip
        axes.plot(base["year"], base["ratio"], "D", color=style.TARGET, markerfacecolor=style.PAPER,
                  markeredgewidth=1.6, zorder=3)  # fmt: skip
        asked = {"en": "target", "zh": "目标"}[language]
        for row in table[table["kind"] == "target"].drop_duplicates("year").itertuples():
            below = row.year == base["year"]
            label = f"{asked} {number(row.ratio, 2)}"
            marks.target_tick(sheet, row.year, row.ratio, label, below=below)
        _ratio_labels(sheet, old, series, base)
        axes.set_ylim(2.0, 3.72)
        axes.set_xlim(2007, 2026.2)
        axes.yaxis.set_major_locator(FixedLocator([2.0, 2.5, 3.0, 3.5]))
        axes.yaxis.grid(True)
        axes.xaxis.set_major_locator(FixedLocator([2008, 2014, 2020, 2025]))
        return svg(sheet.figure)


def _ratio_labels(
    sheet: Canvas, old: pd.DataFrame, series: pd.DataFrame, base: pd.Series
) -> None:
    axes, language = sheet.axes, sheet.language
    names = {
        "en": ("Old surveys\n(disposable over net income)", "Integrated survey", "printed base"),
        "zh": ("旧口径\n（可支配收入比纯收入）", "城乡一体化住户调查", "规划基数"),
    }[language]
    ends = ((old.iloc[0], 8, 6), (old.iloc[-1], 6, 6), (series.iloc[0], -2, 9), (series.iloc[-1], 0, -14))
    for row, dx, dy in ends:
        axes.annotate(
            number(row["ratio"], 2), (row["year"], row["ratio"]), xytext=(dx, dy),
            textcoords="offset points", fontsize=sheet.label, weight="bold", ha="left" if dx > 0 else "center",
            color=style.GREY if row["survey"] == "old" else style.CONTRAST,
        )  # fmt: skip
    axes.text(2011.4, 3.32, names[0], color=style.GREY, fontsize=sheet.label, va="center")
    axes.text(
        2014.0, 2.34 if sheet.wide else 2.16, names[1],
        color=style.CONTRAST, fontsize=sheet.label, va="center",
    )  # fmt: skip
    axes.annotate(
        f"{names[2]} {number(base['ratio'], 2)}", (base["year"], base["ratio"]), xytext=(6, 8),
        textcoords="offset points", fontsize=sheet.small, color=style.TARGET,
    )  # fmt: skip


# --- The growth it asks for ------------------------------------------------


def _gap_table(data: Data) -> pd.DataFrame:
    return integration.growth_gaps(data["observations"], data["facts"])


def _gap_words(table: pd.DataFrame, language: Language) -> Words:
    rows = table.set_index("key")
    city, district, now = (rows.loc[f"asked-{key}"] for key in ("chongqing", "kaizhou", "now"))
    whole, since = rows.loc["achieved-whole"], rows.loc["achieved-since"]
    value = {key: number(rows.loc[key, "gap"], 1) for key in rows.index}
    slack = number(abs(now["gap"]), 1)
    if language == "en":
        return Words(
            title=f"The plan asked rural incomes to outgrow urban ones by {value['asked-chongqing']} % "
            f"a year; since {since['start']} they have by {value['achieved-since']} %",
            subtitle="How much faster rural than urban income per head grows, percent a year",
            alt=f"Asked of the city {value['asked-chongqing']} and of Kaizhou "
            f"{value['asked-kaizhou']} percent a year; achieved {value['achieved-whole']} from "
            f"{whole['start']} to {whole['end']}, {value['achieved-before']} until "
            f"{rows.loc['achieved-before', 'end']} and {value['achieved-since']} since.",
            note="The lead is what moves the ratio: ratio at the start over ratio at the end, per "
            f"year. The {since['start']} level is the base that the plans print; the others are "
            "computed from incomes of the integrated survey, so periods that meet in that year mix "
            f"a printed and an observed value. From the level of {now['start']} the ratio could "
            f"even rise: rural income may grow {slack} % less than urban income in one year and the "
            f"{now['end']} target would still hold.",
            finding=f"The target asked for little: a rural growth lead of {value['asked-chongqing']} % "
            f"a year in the city, {value['asked-kaizhou']} % in Kaizhou. The lead since "
            f"{since['start']} was {value['achieved-since']} %, that of {whole['start']}–"
            f"{whole['end']} as a whole {value['achieved-whole']} %.",
        )
    return Words(
        title=f"规划只要求农村居民收入增速年均领先{value['asked-chongqing']}%，"
        f"{since['start']}年以来实际领先{value['achieved-since']}%",
        subtitle="农村居民人均收入增速相对城镇居民的领先幅度，年均，%",
        alt=f"全市目标要求年均领先{value['asked-chongqing']}%，开州区目标要求"
        f"{value['asked-kaizhou']}%；实际上，{whole['start']}—{whole['end']}年领先"
        f"{value['achieved-whole']}%，其中{rows.loc['achieved-before', 'end']}年以前"
        f"{value['achieved-before']}%，此后{value['achieved-since']}%。",
        note="领先幅度决定收入比的升降：期初收入比除以期末收入比，折算为年均。"
        f"{since['start']}年取规划所记基数，其余年份由城乡一体化住户调查的收入计算，"
        f"因此以{since['start']}年为端点的时段混合了规划数与统计数。按{now['start']}年的水平，"
        f"即使{now['end']}年农村居民收入增速比城镇低{slack}%，目标仍可实现。",
        finding=f"目标本身要求不高：全市农村居民收入增速每年领先{value['asked-chongqing']}%即可，"
        f"开州区只需{value['asked-kaizhou']}%；{since['start']}年以来实际年均领先"
        f"{value['achieved-since']}%，{whole['start']}—{whole['end']}年整段为"
        f"{value['achieved-whole']}%。",
    )


def _gap_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> str:
    rows = table.set_index("key").loc[
        ["asked-chongqing", "asked-kaizhou", "achieved-whole", "achieved-before", "achieved-since"]
    ]
    names = {
        "en": {"chongqing": "Chongqing", "kaizhou": "Kaizhou", "asked": "asked", "achieved": "observed"},
        "zh": {"chongqing": "全市", "kaizhou": "开州区", "asked": "目标要求", "achieved": "实际"},
    }[language]
    with canvas(frame, language, shape, left=150 if shape == "wide" else 112, right=46) as sheet:
        axes = sheet.axes
        for y, (key, row) in zip((5.6, 4.6, 2.8, 1.8, 0.8), rows.iterrows(), strict=True):
            asked = row["kind"] == "asked"
            color = style.TARGET if asked else style.CONTRAST
            faint = key == "achieved-whole"
            axes.barh(y, row["gap"], height=0.56, color=style.PAPER if asked else color,
                      edgecolor=color, linewidth=1.6, hatch="////" if asked else None,
                      alpha=1.0)  # fmt: skip
            axes.annotate(
                number(row["gap"], 1), (row["gap"], y), xytext=(5, 0), textcoords="offset points",
                va="center", fontsize=sheet.label + 1, weight="bold", color=color,
            )  # fmt: skip
            period = f"{row['start']}–{row['end']}" if language == "en" else f"{row['start']}—{row['end']}年"
            axes.annotate(
                f"{names[row['place']]}, {period}" if language == "en" else f"{names[row['place']]} {period}",
                (0, y), xytext=(-8, 0), textcoords="offset points", ha="right", va="center",
                fontsize=sheet.label, weight="bold" if faint else "normal",
            )  # fmt: skip
        for y, key in ((6.35, "asked"), (3.55, "achieved")):
            axes.annotate(
                names[key].capitalize() if language == "en" else names[key], (0, y), xytext=(-8, 0),
                textcoords="offset points", ha="right", va="center", fontsize=sheet.small, color=style.GREY,
            )  # fmt: skip
        marks.zero_line(sheet, vertical=True)
        axes.set_ylim(0.2, 6.7)
        axes.set_xlim(0, float(rows["gap"].max()) * 1.05)
        axes.yaxis.set_major_locator(NullLocator())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: number(v, 1)))
        axes.spines["bottom"].set_visible(False)
        axes.xaxis.set_major_locator(NullLocator())
        return svg(sheet.figure)


# --- Where it leads --------------------------------------------------------


def _path_table(data: Data) -> pd.DataFrame:
    return integration.ratio_paths(data["observations"], data["facts"])


def _path_words(table: pd.DataFrame, language: Language) -> Words:
    ends = table[table["year"] == table["year"].max()].set_index("path")
    start = table.iloc[0]
    gap = {path: number(ends.loc[path, "gap"], 1) for path in ends.index}
    end = {path: number(ends.loc[path, "ratio"], 2) for path in ends.index}
    year, level = int(table["year"].max()), number(start["ratio"], 2)
    if language == "en":
        return Words(
            title=f"At the pace of 2014–{start['year']} the ratio would be {end['achieved']} in "
            f"{year}; the plan names no target for that year",
            subtitle=f"Urban over rural income per head, carried on from {start['year']} at a constant "
            "rural growth lead; not a forecast",
            alt=f"Three paths leave {level} in {start['year']}. With equal growth the ratio stays "
            f"there; with the lead the plan asked for ({gap['asked']} percent a year) it reaches "
            f"{end['asked']} in {year}, with the lead observed ({gap['achieved']} percent) "
            f"{end['achieved']}.",
            note="Arithmetic, not a prediction: the last observed ratio divided by one plus the lead, "
            "year by year. The urbanization plan sets an income ratio for 2025 only; the action plan "
            "of 2025 sets none. Converging shares of wages and transfers, migration and "
            "reclassification can all break a constant lead.",
            finding=f"For {year} no document sets an income ratio. Held at the lead of "
            f"2014–{start['year']} it would fall from {level} to {end['achieved']}; at the lead "
            f"the plan asked for, to {end['asked']}.",
        )
    return Words(
        title=f"若保持2014—{start['year']}年的势头，{year}年城乡收入比将为{end['achieved']}；规划未设该年目标",
        subtitle=f"由{start['year']}年收入比按固定的农村增速领先幅度外推，不是预测",
        alt=f"三条线从{start['year']}年的{level}出发：城乡增速相同，比值不变；按规划要求每年领先"
        f"{gap['asked']}%，{year}年为{end['asked']}；按实际的{gap['achieved']}%，为{end['achieved']}。",
        note="这是算术推演，不是预测：以最近一年的收入比逐年除以（1＋领先幅度）。"
        "城镇化规划只为2025年设定收入比，2025年的行动计划没有设定。"
        "工资性与转移性收入占比变化、人口迁移和城乡划分调整都可能使领先幅度改变。",
        finding=f"没有一份文件为{year}年设定城乡收入比。按2014—{start['year']}年的领先幅度推算，"
        f"将由{level}降到{end['achieved']}；按规划要求的幅度，则降到{end['asked']}。",
    )


def _path_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> str:
    looks = {"equal": (style.GREY, ":"), "asked": (style.TARGET, "--"), "achieved": (style.CONTRAST, "-")}
    names = {
        "en": {"equal": "equal growth", "asked": "lead asked", "achieved": "lead observed"},
        "zh": {"equal": "增速相同", "asked": "规划要求", "achieved": "实际势头"},
    }[language]
    with canvas(frame, language, shape, left=34, right=132 if shape == "wide" else 100) as sheet:
        axes = sheet.axes
        last = int(table["year"].max())
        for path, rows in table.groupby("path", sort=False):
            color, dash = looks[str(path)]
            axes.plot(rows["year"], rows["ratio"], color=color, linestyle=dash, linewidth=2.2)
            final = rows.iloc[-1]
            axes.annotate(
                f"{number(final['ratio'], 2)}  {names[str(path)]}\n"
                + ("" if path == "equal" else f"{number(final['gap'], 1, sign=True)} %"),
                (last, final["ratio"]), xytext=(6, 0), textcoords="offset points", va="center",
                fontsize=sheet.label, color=color, weight="bold", linespacing=1.25,
            )  # fmt: skip
        start = table.iloc[0]
        axes.plot(start["year"], start["ratio"], "o", color=style.INK, zorder=4)
        axes.annotate(
            f"{number(start['ratio'], 2)} ({int(start['year'])})", (start["year"], start["ratio"]),
            xytext=(4, 9), textcoords="offset points", fontsize=sheet.label, weight="bold",
        )  # fmt: skip
        axes.set_ylim(1.7, 2.4)
        axes.yaxis.set_major_locator(FixedLocator([1.8, 2.0, 2.2, 2.4]))
        axes.yaxis.grid(True)
        axes.xaxis.set_major_locator(FixedLocator([int(start["year"]), 2030, last]))
        axes.xaxis.set_major_formatter(FuncFormatter(_year))
        return svg(sheet.figure)


# --- Districts -------------------------------------------------------------


def _named(table: pd.DataFrame, data: Data) -> pd.DataFrame:
    names = data["places"].set_index("place")
    return table.assign(
        name_zh=table["place"].map(names["name_zh"]).str.replace("土家族苗族|苗族土家族|土家族|自治", "", regex=True),
        name_en=table["place"].map(names["name_en"]).str.split().str[0],
    )


def _district_table(data: Data) -> pd.DataFrame:
    incomes = integration.district_incomes(data["observations"], data["members"])
    table = integration.change(incomes, *_SPAN)
    table["difference"] = table["ratio_end"] - table["ratio_start"]
    return _named(table.sort_values("ratio_end", ignore_index=True), data)


def _district_words(table: pd.DataFrame, language: Language) -> Words:
    fallen = int((table["difference"] < 0).sum())
    most = table.loc[table["difference"].idxmin()]
    least = table.loc[table["difference"].idxmax()]
    low, high = table.iloc[0], table.iloc[-1]
    start, end = _SPAN
    name = f"name_{language}"
    tie = float(np.corrcoef(table["ratio_start"], table["difference"])[0, 1])
    if language == "en":
        return Words(
            title=f"Between {start} and {end} the ratio fell in {fallen} of {len(table)} districts, "
            "as a rule most where it was highest",
            subtitle=f"Urban over rural disposable income per head by district, {start} (hollow) and "
            f"{end} (filled), ordered by {end}",
            alt=f"In {end} the ratio runs from {number(low['ratio_end'], 2)} in {low[name]} to "
            f"{number(high['ratio_end'], 2)} in {high[name]}. It fell most in {most[name]}, by "
            f"{number(-most['difference'], 2)}, and least in {least[name]}, by "
            f"{number(-least['difference'], 2)}. The clusters' districts fill the upper end, the "
            "central urban area's the lower.",
            note="Yuzhong has no rural residents and is not in the source. District incomes rank and "
            "trend districts; they do not average to the survey figure of the whole city. The values "
            f"come from one research data set (confidence B). Change and {start} level correlate at "
            f"{number(tie, 2)}; some of that is what noise in the first year alone would give.",
            finding=f"From {start} to {end} the ratio fell in {fallen} of {len(table)} districts, most "
            f"in {most[name]} (by {number(-most['difference'], 2)}); {end} levels still ran from "
            f"{number(low['ratio_end'], 2)} to {number(high['ratio_end'], 2)}.",
        )
    return Words(
        title=f"{start}—{end}年{len(table)}个区县中有{fallen}个城乡收入比下降，原来越高的大体降得越多",
        subtitle=f"各区县城乡居民人均可支配收入比，{start}年（空心）与{end}年（实心），按{end}年排序",
        alt=f"{end}年最低的是{low[name]}（{number(low['ratio_end'], 2)}），最高的是{high[name]}"
        f"（{number(high['ratio_end'], 2)}）。五年间{most[name]}降幅最大，为"
        f"{number(-most['difference'], 2)}；{least[name]}最小，为{number(-least['difference'], 2)}。"
        "“两群”区县集中在高值一端，中心城区集中在低值一端。",
        note="渝中区没有农村居民，来源中无此区。区县收入可用于排序和看趋势，加权后并不等于全市调查数。"
        f"数据取自一套研究数据集（可信度B）。降幅与{start}年水平的相关系数为{number(tie, 2)}，"
        "其中一部分是起始年误差本身就会造成的。",
        finding=f"{start}—{end}年，{len(table)}个区县中有{fallen}个城乡收入比下降，{most[name]}降得最多"
        f"（{number(-most['difference'], 2)}）；{end}年各区县仍在{number(low['ratio_end'], 2)}与"
        f"{number(high['ratio_end'], 2)}之间。",
    )


def _legend(axes: Axes, sheet: Canvas, x: float, y: float, step: float, order: list[str]) -> None:
    """Group names in their colours: a key without a box, in axes coordinates."""
    for index, group in enumerate(order):
        color, marker = style.GROUPS[group]
        axes.plot(x, y - index * step, marker, color=color, transform=axes.transAxes, clip_on=False)
        axes.annotate(
            _GROUP_NAMES[group][sheet.language], (x, y - index * step), xytext=(8, 0),
            xycoords="axes fraction", textcoords="offset points", va="center",
            fontsize=sheet.label, color=color,
        )  # fmt: skip


def _district_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> str:
    height = 8.6
    with canvas(frame, language, shape, height=height, left=92 if language == "en" else 66, right=14) as sheet:
        axes = sheet.axes
        for y, row in enumerate(table.itertuples()):
            color, marker = style.GROUPS[row.group]
            axes.plot([row.ratio_end, row.ratio_start], [y, y], color=color, linewidth=1.6, zorder=2)
            axes.plot(row.ratio_start, y, marker, color=color, markerfacecolor=style.PAPER,
                      markersize=5, markeredgewidth=1.3, zorder=3)  # fmt: skip
            axes.plot(row.ratio_end, y, marker, color=color, markersize=6, zorder=3)
            axes.annotate(
                getattr(row, f"name_{language}"), (0, y), xycoords=("axes fraction", "data"),
                xytext=(-6, 0), textcoords="offset points", ha="right", va="center",
                fontsize=sheet.small,
            )  # fmt: skip
        axes.set_ylim(-0.8, len(table) - 0.2)
        axes.yaxis.set_major_locator(NullLocator())
        axes.xaxis.grid(True)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: number(v, 1)))
        _legend(axes, sheet, 0.56, 0.24, 0.036, ["core", "new", "northeast", "southeast"])
        return svg(sheet.figure)


# --- Convergence -----------------------------------------------------------


def _beta_words(table: pd.DataFrame, language: Language) -> Words:
    years = _SPAN[1] - _SPAN[0]
    rural, urban, ratio = (integration.beta(table, name, years) for name in ("rural", "urban", "ratio"))
    speed = number(100 * rural.speed, 1)
    half = number(rural.half_life, 0)
    low, high = table.loc[table["rural_start"].idxmin()], table.loc[table["rural_start"].idxmax()]
    name = f"name_{language}"
    error = number(rural.error, 2)
    if language == "en":
        return Words(
            title=f"Where rural incomes were lower they grew faster: the gap between districts closes "
            f"by {speed} % a year",
            subtitle=f"Rural disposable income per head: level {_SPAN[0]} (log scale) and mean yearly "
            f"growth {_SPAN[0]}–{_SPAN[1]}, percent",
            alt=f"{rural.n} districts. Growth slopes down with the starting level by "
            f"{number(-rural.slope, 2)} points a log unit (standard error {error}); "
            f"{low[name]}, the poorest, grew {number(low['rural_growth'], 1)} percent a year and "
            f"{high[name]}, the richest, {number(high['rural_growth'], 1)}. The line explains "
            f"{number(100 * rural.r2, 0)} percent of the variance.",
            note="Unconditional β-convergence, least squares, districts unweighted; the band is the 95 % "
            f"interval of the line from 1,000 resamples. At this speed half a gap lasts {half} years. "
            f"Urban incomes show none (slope {number(urban.slope, 2, sign=True)}, standard error "
            f"{number(urban.error, 2)}); the ratio converges at {number(100 * ratio.speed, 1)} % a year. "
            "Five years, nominal incomes, one data set: a description, not a law; errors in the first "
            "year alone push the slope down.",
            finding=f"Rural incomes converge between districts, slowly: {speed} % of a gap closes a "
            f"year, half of it in {half} years. Urban incomes do not converge at all.",
        )
    return Words(
        title=f"农村居民收入原来越低的区县增长越快：区县差距每年缩小{speed}%",
        subtitle=f"农村居民人均可支配收入：{_SPAN[0]}年水平（对数刻度）与{_SPAN[0]}—{_SPAN[1]}年年均增速，%",
        alt=f"共{rural.n}个区县。起点每高一个对数单位，年均增速低{number(-rural.slope, 2)}个百分点"
        f"（标准误{error}）；起点最低的{low[name]}年均增长{number(low['rural_growth'], 1)}%，"
        f"最高的{high[name]}为{number(high['rural_growth'], 1)}%。回归线解释了"
        f"{number(100 * rural.r2, 0)}%的差异。",
        note=f"无条件β收敛，最小二乘，区县不加权；阴影为1000次重抽样得到的95%区间。按此速度，差距减半需"
        f"{half}年。城镇居民收入不收敛（斜率{number(urban.slope, 2, sign=True)}，标准误"
        f"{number(urban.error, 2)}）；城乡收入比的收敛速度为每年{number(100 * ratio.speed, 1)}%。"
        "仅五年、名义收入、单一数据集，只是描述而非规律；起始年误差本身也会压低斜率。",
        finding=f"区县之间农村居民收入在收敛，但很慢：差距每年缩小{speed}%，减半约需{half}年；"
        "城镇居民收入则看不到收敛。",
    )


def _beta_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> str:
    with canvas(frame, language, shape, left=34, right=16, bottom=38) as sheet:
        axes = sheet.axes
        logs = table.assign(x=np.log(table["rural_start"]))
        sns.regplot(
            data=logs, x="x", y="rural_growth", ax=axes, scatter=False, truncate=False, n_boot=1000,
            seed=2035, color=style.GREY, line_kws={"linewidth": 1.8},
        )  # fmt: skip
        for group, rows in logs.groupby("group"):
            color, marker = style.GROUPS[str(group)]
            axes.plot(rows["x"], rows["rural_growth"], marker, color=color, linestyle="none", zorder=3)
        named = {logs["rural_start"].idxmin(), logs["rural_start"].idxmax(),
                 logs.index[logs["place"] == "kaizhou"][0]}  # fmt: skip
        for index in named:
            row = logs.loc[index]
            right = row["rural_start"] > logs["rural_start"].median() * 1.2
            axes.annotate(
                row[f"name_{language}"], (row["x"], row["rural_growth"]), xytext=(-8 if right else 8, 6),
                textcoords="offset points", fontsize=sheet.label, weight="bold",
                ha="right" if right else "left", color=style.GROUPS[row["group"]][0],
            )  # fmt: skip
        ticks = [8000, 10000, 12000, 14000, 16000]
        axes.xaxis.set_major_locator(FixedLocator([float(np.log(t)) for t in ticks]))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: number(float(np.exp(v)), 0, language=language)))
        axes.yaxis.grid(True)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _: number(v, 1)))
        axes.set_xlabel({"en": f"Yuan a person, {_SPAN[0]}", "zh": f"元/人，{_SPAN[0]}年"}[language])
        axes.set_ylabel("")
        x, y, step = (0.72, 0.98, 0.075) if sheet.wide else (0.42, 0.98, 0.062)
        _legend(axes, sheet, x, y, step, ["core", "new", "northeast", "southeast"])
        return svg(sheet.figure)


def _sigma_table(data: Data) -> pd.DataFrame:
    return integration.sigma(integration.district_incomes(data["observations"], data["members"]))


def _sigma_words(table: pd.DataFrame, language: Language) -> Words:
    ends = table[table["year"] == table["year"].max()].set_index("variable")
    change = {name: number(ends.loc[name, "index"] - 100, 1, sign=True) for name in ends.index}
    level = {name: number(100 * ends.loc[name, "sigma"], 1) for name in ends.index}
    start, end, n = int(table["year"].min()), int(table["year"].max()), int(table["n"].iloc[0])
    if language == "en":
        return Words(
            title=f"Rural incomes drew together by {change['rural'].lstrip('−+')} %, urban incomes did not",
            subtitle=f"Spread between {n} districts (standard deviation of logs), {start} = 100",
            alt=f"By {end} the spread of rural incomes had changed by {change['rural']} percent, that of "
            f"the urban-rural ratio by {change['ratio']}, that of urban incomes by {change['urban']}.",
            note=f"σ-convergence, districts unweighted. In {end} one standard deviation is "
            f"{level['rural']} % of the rural, {level['urban']} % of the urban level: the districts "
            "still differ about twice as much in rural as in urban income. Yuzhong is not in the source.",
            finding=f"The spread of rural incomes between districts shrank ({change['rural']} %), that of "
            f"urban incomes did not ({change['urban']} %).",
        )
    return Words(
        title=f"农村居民收入的区县差异缩小了{change['rural'].lstrip('−+')}%，城镇居民收入没有缩小",
        subtitle=f"{n}个区县之间的离散程度（对数标准差），{start}年=100",
        alt=f"到{end}年，农村居民收入的离散程度变化{change['rural']}%，城乡收入比变化{change['ratio']}%，"
        f"城镇居民收入变化{change['urban']}%。",
        note=f"σ收敛，区县不加权。{end}年一个标准差相当于农村居民收入水平的{level['rural']}%、"
        f"城镇居民收入水平的{level['urban']}%：区县之间农村收入的差异仍约为城镇的两倍。来源中无渝中区。",
        finding=f"农村居民收入的区县差异在缩小（{change['rural']}%），城镇居民收入没有（{change['urban']}%）。",
    )


def _sigma_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> str:
    looks = {"rural": (style.GROUPS["southeast"][0], "o"), "urban": (style.CONTRAST, "s"), "ratio": (style.ACCENT, "D")}
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
                f"{names[name]}\n{number(finals[name] - 100, 1, sign=True)} %", (rows["year"].max(), y),
                xytext=(8, 0), textcoords="offset points", va="center", fontsize=sheet.label,
                color=color, weight="bold", linespacing=1.2,
            )  # fmt: skip
        axes.axhline(100, color=style.GREY, linewidth=0.9, zorder=1)
        axes.yaxis.grid(True)
        axes.xaxis.set_major_locator(FixedLocator(sorted(table["year"].unique())))
        axes.xaxis.set_major_formatter(FuncFormatter(_year))
        return svg(sheet.figure)


# --- Reform zones ----------------------------------------------------------


def _zone_table(data: Data) -> pd.DataFrame:
    return integration.reform_zones(data["facts"], data["observations"], data["members"])


_ZONES: Final[dict[str, dict[Language, str]]] = {
    "zone-national": {"en": "National pilot zone", "zh": "国家城乡融合发展试验区"},
    "zone-municipal": {"en": "Municipal demonstration zone", "zh": "市级先行示范区"},
}


def _zone_words(table: pd.DataFrame, language: Language) -> Words:
    at = table.set_index(["zone", "measure"])
    n, m = "zone-national", "zone-municipal"
    share = {(z, k): number(at.loc[(z, k), "share"], 0) for z in (n, m) for k in ("area", "people", "rural")}
    people = {z: number(at.loc[(z, "people"), "value"], 0, language=language) for z in (n, m)}
    area = {z: number(at.loc[(z, "area"), "value"], 2) for z in (n, m)}
    printed = {z: number(at.loc[(z, "area"), "printed"], 1) for z in (n, m)}
    both = number(at.loc[(n, "rural"), "share"] + at.loc[(m, "rural"), "share"], 0)
    members = {z: int(at.loc[(z, "area"), "members"]) for z in (n, m)}
    if language == "en":
        return Words(
            title=f"The two reform zones are home to {both} % of the city's rural residents",
            subtitle="Share of Chongqing's land, residents and rural residents in each zone, percent; "
            "census of 2020",
            alt=f"The national zone has {share[n, 'area']} percent of the land, {share[n, 'people']} of "
            f"the residents and {share[n, 'rural']} of the rural residents; the municipal zone "
            f"{share[m, 'area']}, {share[m, 'people']} and {share[m, 'rural']}.",
            note=f"The plan prints {printed[n]} and {printed[m]} (10,000 km²); the outlines of the "
            f"{members[n]} and {members[m]} units give {area[n]} and {area[m]}. Qijiang–Wansheng counts "
            "as one unit. Whole districts are counted, as the plan lists them; parts that no reform has "
            "reached cannot be told apart. Rural residents live outside towns; they need not be "
            "registered there.",
            finding=f"The two reform zones hold {both} % of the city's rural residents: "
            f"{people[n]}0,000 residents in the national zone, {people[m]}0,000 in the municipal one.",
        )
    return Words(
        title=f"两类改革试验区覆盖全市{both}%的乡村常住人口",
        subtitle="各试验区占全市土地、常住人口和乡村常住人口的比重，%；2020年人口普查",
        alt=f"国家试验区占全市土地的{share[n, 'area']}%、常住人口的{share[n, 'people']}%、乡村常住人口的"
        f"{share[n, 'rural']}%；市级示范区分别为{share[m, 'area']}%、{share[m, 'people']}%和"
        f"{share[m, 'rural']}%。",
        note=f"规划所记面积为{printed[n]}万和{printed[m]}万平方公里，按{members[n]}个和{members[m]}个单元的"
        f"轮廓计算为{area[n]}万和{area[m]}万平方公里。綦江—万盛计为一个单元。按规划所列以整区县计算，"
        "区县内改革尚未触及的部分无法区分。乡村常住人口指居住在城镇以外的人口，户籍未必在当地。",
        finding=f"两类改革试验区共有全市{both}%的乡村常住人口：国家试验区常住人口{people[n]}万人，"
        f"市级示范区{people[m]}万人。",
    )


def _zone_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> str:
    names = {
        "en": {"area": "land", "people": "residents", "rural": "rural residents"},
        "zh": {"area": "土地", "people": "常住人口", "rural": "乡村常住人口"},
    }[language]
    with canvas(frame, language, shape, left=112 if language == "en" else 92, right=44, bottom=10) as sheet:
        axes = sheet.axes
        heights = {"zone-national": (7.2, 6.2, 5.2), "zone-municipal": (2.6, 1.6, 0.6)}
        colors = {"zone-national": style.CONTRAST, "zone-municipal": style.GROUPS["southeast"][0]}
        for zone, rows in table.groupby("zone", sort=False):
            color = colors[str(zone)]
            for y, row in zip(heights[str(zone)], rows.itertuples(), strict=True):
                axes.barh(y, row.share, height=0.62, color=color)
                axes.annotate(
                    f"{number(row.share, 1)}", (row.share, y), xytext=(5, 0), va="center",
                    textcoords="offset points", fontsize=sheet.label, weight="bold", color=color,
                )  # fmt: skip
                axes.annotate(
                    names[row.measure], (0, y), xytext=(-6, 0), textcoords="offset points",
                    ha="right", va="center", fontsize=sheet.label,
                )  # fmt: skip
            axes.annotate(
                _ZONES[str(zone)][language], (0, heights[str(zone)][0] + 0.78), xytext=(0, 0),
                textcoords="offset points", fontsize=sheet.label + 1, weight="bold", color=color, va="center",
            )  # fmt: skip
        marks.zero_line(sheet, vertical=True)
        axes.set_ylim(0.1, 8.4)
        axes.set_xlim(0, float(table["share"].max()) * 1.06)
        axes.yaxis.set_major_locator(NullLocator())
        axes.xaxis.set_major_locator(NullLocator())
        axes.spines["bottom"].set_visible(False)
        return svg(sheet.figure)


# --- What is promised to the countryside -----------------------------------


def _promise_table(data: Data) -> pd.DataFrame:
    table = integration.promises(data["facts"], data["observations"])
    units = data["units"].set_index("unit")["name_en"]
    documents = data["documents"].set_index("doc_id")
    return table.assign(
        unit_en=table["unit"].map(units),
        document_en=table["doc_id"].map(documents["short_en"]),
        document_zh=table["doc_id"].map(documents["short_zh"]),
    )


def _road(table: pd.DataFrame, place: str) -> float:
    roads = table[(table["place"] == place) & table["label_zh"].str.contains("四好农村路")]
    return float(roads["per_10k"].iloc[0])


def _promise_words(table: pd.DataFrame, language: Language) -> Words:
    city, own = number(_road(table, "chongqing"), 1), number(_road(table, "kaizhou"), 1)
    undated = int(table["year"].isna().sum())
    kaizhou = int((table["place"] == "kaizhou").sum())
    rural = {p: float(table[table["place"] == p]["rural"].iloc[0]) for p in ("chongqing", "kaizhou")}
    if language == "en":
        return Words(
            title=f"For 10,000 rural residents the city promises {city} km of rural road, Kaizhou {own}",
            subtitle="Works for the countryside with a printed number, and the number for 10,000 rural "
            "residents of 2020",
            alt=f"{len(table)} works, {kaizhou} of them Kaizhou's. Of these {undated} carry no year.",
            note="Works of the five-year plan's box on rural construction and of the Kaizhou plan's boxes on "
            "roads, water supply and drainage; the city's urbanization plan prints no quantity of this "
            f"kind. Rural residents of the 2020 census: {number(rural['chongqing'] * 1e4, 0)} in the city, "
            f"{number(rural['kaizhou'] * 1e4, 0)} in Kaizhou. A ratio says nothing of need: terrain and "
            "what stands already differ.",
            finding=f"What is promised to the countryside in numbers stands in the five-year plan and in "
            f"Kaizhou's plan, not in the city's urbanization plan; {undated} of Kaizhou's {kaizhou} "
            "quantities carry no year.",
        )
    return Words(
        title=f"每万名乡村常住人口，全市承诺农村公路{city}公里，开州区{own}公里",
        subtitle="印有数量的乡村工程，以及按2020年每万名乡村常住人口折算的数量",
        alt=f"共{len(table)}项工程，其中开州区{kaizhou}项，{undated}项没有年限。",
        note="取自五年规划乡村建设专栏和开州区规划的交通、供水、排水专栏；全市城镇化规划中没有这类数量。"
        f"2020年普查乡村常住人口：全市{number(rural['chongqing'], 0)}万人，开州区"
        f"{number(rural['kaizhou'], 1)}万人。人均数量不等于需求：地形和既有设施各不相同。",
        finding=f"对乡村的数量承诺写在五年规划和开州区规划里，全市城镇化规划中没有；开州区{kaizhou}项数量中"
        f"有{undated}项没有年限。",
    )


def _promise_columns(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    printed = [
        f"{'≥' if row.operator in ('>=', '>') else ''}{number(row.value, 0 if row.value == int(row.value) else 1, language=language)}"
        for row in table.itertuples()
    ]
    years = [str(y) if pd.notna(y) else {"en": "none", "zh": "无"}[language] for y in table["year"]]
    rates = [number(v, 1 if v >= 1 else 2, language=language) for v in table["per_10k"]]
    if language == "en":
        # "万 households": the scale is multiplied out, English has no word for it.
        whole = [
            number(row.value * (1e4 if row.unit.startswith("万") else 1), 0) for row in table.itertuples()
        ]
        columns = {
            "Work": table["label_en"],
            "Promised": [f"{w} {u}".strip() for w, u in zip(whole, table["unit_en"].str.removeprefix("10,000 "), strict=True)],
            "Due": years,
            "For 10,000 rural residents": rates,
            "Document and clause": table["document_en"] + ", " + table["clause"],
        }
    else:
        columns = {
            "工程": table["label_zh"],
            "数量": [f"{p}{u}" for p, u in zip(printed, table["unit"], strict=True)],
            "年限": years,
            "每万名乡村常住人口": rates,
            "文件与条款": table["document_zh"] + " " + table["clause"],
        }
    return pd.DataFrame(columns)


def _exhibit(
    name: str,
    table: object,
    words: object,
    draw: object = None,
    columns: object = None,
) -> Exhibit:
    kind = "table" if draw is None else "figure"
    return Exhibit(f"integration-{name}", "integration", kind, table, words, draw, columns)  # type: ignore[arg-type]


EXHIBITS: Final = (
    _exhibit("income-ratio", _ratio_table, _ratio_words, _ratio_draw),
    _exhibit("growth-gap", _gap_table, _gap_words, _gap_draw),
    _exhibit("ratio-2035", _path_table, _path_words, _path_draw),
    _exhibit("district-ratio", _district_table, _district_words, _district_draw),
    _exhibit("beta-convergence", _district_table, _beta_words, _beta_draw),
    _exhibit("sigma-convergence", _sigma_table, _sigma_words, _sigma_draw),
    _exhibit("reform-zones", _zone_table, _zone_words, _zone_draw),
    _exhibit("rural-promises", _promise_table, _promise_words, columns=_promise_columns),
)
PROSE: Final[dict[str, Prose]] = {}
