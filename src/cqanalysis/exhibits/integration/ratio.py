"""The income ratio over time, the growth it asks for, where it leads."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MultipleLocator, NullLocator

from cqanalysis import integration
from cqanalysis.drawing import marks, style
from cqanalysis.drawing.canvas import Canvas, Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import PLACE, RESTS, YEAR, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

# --- The ratio over time ---------------------------------------------------

_RATIO_FIELDS: Final = {
    "kind": Field("What the row is", "性质", codes={
        "observed": ("observed", "观测值"), "target": ("target", "目标"), "baseline": ("base", "基数"),
    }),
    "survey": Field("Survey", "调查口径", codes={
        "old": ("two old surveys", "两项旧调查"),
        "integrated": ("integrated survey", "城乡一体化住户调查"),
    }),
    "place": PLACE,
    "year": YEAR,
    "urban": Field("Urban income, yuan a head", "城镇居民人均收入（元）", "number"),
    "rural": Field("Rural income, yuan a head", "农村居民人均收入（元）", "number"),
    "ratio": Field("Urban over rural income", "城乡收入比", "number"),
    "basis": Field("How the ratio was had", "收入比来历", codes={
        "computed": ("computed", "计算"), "published": ("published", "公布"), "printed": ("printed", "规划所载"),
    }),
    "confidence": Field("Confidence", "可信度"),
    "doc_id": Field("Document", "文件标识"),
    **RESTS,
}  # fmt: skip


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
    both: pd.DataFrame = pd.concat([observed, printed], ignore_index=True)[columns]
    return both


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
    until = max(int(last["year"]), int(target["year"]))
    gaps = sorted(set(range(int(first["year"]), until + 1)) - set(series["year"]))
    old = table[table["survey"] == "old"].iloc[-1]
    two = {"t": number(target["ratio"], 2), "p": number(passed["ratio"], 2)}
    years = {"p": int(passed["year"]), "t": int(target["year"])}
    if language == "en":
        return Words(
            title=f"By {years['p']} the ratio had fallen to {two['p']}, "
            f"below the {two['t']} that the plan asks for in {years['t']}",
            subtitle="Urban over rural income per head, Chongqing, "
            f"{span[0]}–{span[1]}. Two surveys, shown as two separate lines",
            alt="Two separate lines. Under the old surveys the ratio fell to "
            f"{number(old['ratio'], 2)} in {old['year']}. Under the "
            f"integrated survey it went from {number(first['ratio'], 2)} in {first['year']} to "
            f"{number(last['ratio'], 2)} in {last['year']}. The target for {base['year']}, "
            f"{missed['ratio']:g}, lies under the printed outcome of "
            f"{number(base['ratio'], 2)}; the target for {years['t']}, {two['t']}, lies above "
            f"the values from {years['p']} on.",
            note=f"Until {old['year']} urban disposable income is divided by rural net income, from two "
            f"surveys; since {first['year']} both incomes come from the integrated household survey. A "
            "hollow circle is computed from a stated growth rate (confidence C). The diamond is "
            f"the {base['year']} base as the plans print it. This collection has no complete pair of "
            f"incomes for {', '.join(str(g) for g in gaps)}; the ratios published for "
            "part of a year run above the year's and are not drawn.",
            finding=f"The level asked for in {years['t']} ({two['t']}) had been reached by "
            f"{years['p']} ({two['p']}); in {last['year']} the ratio was "
            f"{number(last['ratio'], 2)}. The earlier target for {base['year']} was "
            f"missed: {number(base['ratio'], 2)} against {missed['ratio']:g}.",
        )
    return Words(
        title=f"{years['p']}年城乡收入比已降至{two['p']}，低于规划为{years['t']}年设定的{two['t']}",
        subtitle=f"重庆市城镇居民与农村居民人均收入之比，{span[0]}—{span[1]}年。两套调查分别用两条线表示，互不衔接",
        alt=f"图中有两条不相连的折线。旧口径下，{old['year']}年为{number(old['ratio'], 2)}；"
        f"城乡一体化住户调查口径下，由{first['year']}年的{number(first['ratio'], 2)}降到"
        f"{last['year']}年的{number(last['ratio'], 2)}。{base['year']}年目标"
        f"{missed['ratio']:g}低于规划所载的实际值{number(base['ratio'], 2)}；"
        f"{years['t']}年目标{two['t']}则高于{years['p']}年以来的数值。",
        note=f"{old['year']}年及以前为城镇居民人均可支配收入与农村居民人均纯收入之比，分别取自两项调查；"
        f"{first['year']}年起城乡数据同出于城乡一体化住户调查。空心圆点由公布的增速推算（可信度C）。"
        f"菱形为规划所载的{base['year']}年基数。本资料集缺{'、'.join(str(g) for g in gaps)}年"
        "的城乡成对数据；季度累计的收入比高于全年，未绘入。",
        finding=f"规划要求{years['t']}年城乡收入比降到{two['t']}，{years['p']}年已达到这一水平（{two['p']}），"
        f"{last['year']}年为{number(last['ratio'], 2)}；而上一个五年规划为{base['year']}年设定的"
        f"{missed['ratio']:g}没有实现，实际为{number(base['ratio'], 2)}。",
    )


def _ratio_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    series, _, _, base = _ratio_parts(table)
    old = table[table["survey"] == "old"]
    with canvas(frame, language, shape, left=34, right=14 if shape == "wide" else 12) as sheet:
        axes = sheet.axes
        for rows, color in ((old, style.GREY), (series, style.CONTRAST)):
            # A line joins neighbours only: a missing year is a gap, dotted.
            for one, two in zip(records(rows), records(rows.iloc[1:]), strict=False):
                gap = two.year - one.year > 1
                axes.plot(
                    [one.year, two.year], [one.ratio, two.ratio], color=color, zorder=2,
                    linewidth=1.2 if gap else 2.2, linestyle=":" if gap else "-",
                )  # fmt: skip
            for row in records(rows):
                weak = row.confidence == "C"
                axes.plot(
                    row.year, row.ratio, "o", color=color, zorder=3,
                    markerfacecolor=style.PAPER if weak else color, markeredgewidth=1.6,
                )  # fmt: skip
        axes.plot(base["year"], base["ratio"], "D", color=style.TARGET, markerfacecolor=style.PAPER,
                  markeredgewidth=1.6, zorder=3)  # fmt: skip
        asked = {"en": "target", "zh": "目标"}[language]
        for row in records(table[table["kind"] == "target"].drop_duplicates("year")):
            below = row.year == base["year"]
            label = f"{asked} {row.ratio:g}"
            marks.target_tick(sheet, row.year, row.ratio, label, below=below)
        _ratio_labels(sheet, old, series, base)
        # Whatever year or value is added stays on the sheet.
        axes.set_ylim(math.floor(2 * table["ratio"].min()) / 2, table["ratio"].max() + 0.24)
        axes.set_xlim(table["year"].min() - 1, table["year"].max() + 1.2)
        axes.yaxis.set_major_locator(MultipleLocator(0.5))
        axes.yaxis.grid(True)
        ticks = {table["year"].min(), series["year"].min(), base["year"], table["year"].max()}
        axes.xaxis.set_major_locator(FixedLocator(sorted(ticks)))
        return sheet.figure


def _ratio_labels(sheet: Canvas, old: pd.DataFrame, series: pd.DataFrame, base: pd.Series) -> None:
    axes, language = sheet.axes, sheet.language
    names = {
        "en": ("Old surveys:\ndisposable over net income", "Integrated survey", "printed base"),
        "zh": ("旧口径：\n城镇可支配收入∶农村纯收入", "城乡一体化住户调查", "规划基数"),
    }[language]
    ends = (
        (old.iloc[0], 8, 6),
        (old.iloc[-1], 6, 6),
        (series.iloc[0], -2, 9),
        (series.iloc[-1], 0, -14),
    )
    for row, dx, dy in ends:
        axes.annotate(
            number(row["ratio"], 2), (row["year"], row["ratio"]), xytext=(dx, dy),
            textcoords="offset points", fontsize=sheet.label, weight="bold", ha="left" if dx > 0 else "center",
            color=style.GREY if row["survey"] == "old" else style.CONTRAST,
        )  # fmt: skip
    axes.text(
        2011.4, 3.32, names[0], color=style.GREY, fontsize=sheet.label, va="center", linespacing=1.3
    )
    axes.text(
        2014.0, 2.34 if sheet.wide else 2.16, names[1],
        color=style.CONTRAST, fontsize=sheet.label, va="center",
    )  # fmt: skip
    axes.annotate(
        f"{names[2]} {number(base['ratio'], 2)}", (base["year"], base["ratio"]), xytext=(6, 8),
        textcoords="offset points", fontsize=sheet.small, color=style.TARGET,
    )  # fmt: skip


# --- The growth it asks for ------------------------------------------------

_GAP_FIELDS: Final = {
    "key": Field("Case", "情形", codes={
        "asked-chongqing": ("asked of the city", "对全市的要求"),
        "asked-kaizhou": ("asked of Kaizhou", "对开州区的要求"),
        "asked-now": ("asked from the latest year", "自最近一年起的要求"),
        "achieved-whole": ("observed, whole period", "实际，整段"),
        "achieved-before": ("observed, before the base", "实际，基年以前"),
        "achieved-since": ("observed, since the base", "实际，基年以来"),
    }),
    "place": PLACE,
    "kind": Field("What the row is", "性质", codes={
        "asked": ("asked", "目标要求"), "achieved": ("observed", "实际"),
    }),
    "start": Field("First year", "起始年", "integer"),
    "end": Field("Last year", "终止年", "integer"),
    "ratio_start": Field("Ratio in the first year", "起始年收入比", "number"),
    "ratio_end": Field("Ratio in the last year", "终止年收入比", "number"),
    "gap": Field("Rural growth lead, % a year", "农村相对多增长幅度（年均，%）", "number"),
    **RESTS,
}  # fmt: skip


def _gap_table(data: Data) -> pd.DataFrame:
    return integration.growth_gaps(data["observations"], data["facts"])


def _gap_words(table: pd.DataFrame, language: Language) -> Words:
    rows = table.set_index("key")
    whole, since = rows.loc["achieved-whole"], rows.loc["achieved-since"]
    value = {key: number(rows.loc[key, "gap"], 1) for key in rows.index}
    slack = _slack(rows, language)
    if language == "en":
        return Words(
            title=f"The target asked rural incomes to grow {value['asked-chongqing']}% a year faster than urban ones; "
            f"since {since['start']} they have grown {value['achieved-since']}% faster",
            subtitle="How much faster rural than urban income per head grows, percent a year",
            alt=f"Asked of the city {value['asked-chongqing']} and of Kaizhou "
            f"{value['asked-kaizhou']} percent a year; achieved {value['achieved-whole']} from "
            f"{whole['start']} to {whole['end']}, {value['achieved-before']} until "
            f"{rows.loc['achieved-before', 'end']} and {value['achieved-since']} since.",
            note="The lead is relative: one plus rural growth over one plus urban growth, less one; it "
            f"is about the yearly fall of the ratio in percent. The {since['start']} level is the base that the plans print; the others are "
            "computed from incomes of the integrated survey, so periods that begin or end in that year mix "
            f"a printed and an observed value.{slack}",
            finding=f"The targets asked rural incomes to grow faster than urban ones by {value['asked-chongqing']}% "
            f"a year in the city and {value['asked-kaizhou']}% in Kaizhou. In the city they did so by "
            f"{value['achieved-since']}% since {since['start']} and {value['achieved-whole']}% over "
            f"{whole['start']}–{whole['end']} as a whole.",
        )
    return Words(
        title=f"目标要求农村居民收入年均比城镇多增长{value['asked-chongqing']}%，"
        f"{since['start']}年以来实际为{value['achieved-since']}%",
        subtitle="农村居民人均收入比城镇居民多增长的幅度（相对），年均，%",
        alt=f"全市目标要求年均多增长{value['asked-chongqing']}%，开州区目标要求"
        f"{value['asked-kaizhou']}%；实际上，{whole['start']}—{whole['end']}年为"
        f"{value['achieved-whole']}%，其中{rows.loc['achieved-before', 'end']}年以前"
        f"{value['achieved-before']}%，此后{value['achieved-since']}%。",
        note="这是相对幅度：（1＋农村增速）除以（1＋城镇增速）再减1，约等于收入比每年下降的百分比。"
        f"{since['start']}年取规划所载基数，其余年份由城乡一体化住户调查的收入计算，"
        f"因此以{since['start']}年为端点的时段混合了规划数与统计数据。{slack}",
        finding=f"按目标，农村居民收入每年须比城镇多增长：全市{value['asked-chongqing']}%，"
        f"开州区{value['asked-kaizhou']}%。全市实际情况：{since['start']}年以来为"
        f"{value['achieved-since']}%，{whole['start']}—{whole['end']}年整段为"
        f"{value['achieved-whole']}%。",
    )


def _slack(rows: pd.DataFrame, language: Language) -> str:
    """What a target already passed still leaves room for; "" where there is no such room."""
    if "asked-now" not in rows.index or rows.loc["asked-now", "gap"] >= 0:
        return ""
    now = rows.loc["asked-now"]
    # Rural income at the target, against what equal growth would make it.
    room = number(100 * (1 - now["ratio_start"] / now["ratio_end"]), 1)
    if language == "en":
        return (
            f" From the level of {now['start']} the ratio could even rise: the target would still hold if rural income "
            f"in {now['end']} were {room}% below what it would be had it grown as fast as urban income."
        )
    return f"按{now['start']}年的水平，即使{now['end']}年农村居民收入比与城镇同速增长时少{room}%，目标仍可实现。"


def _gap_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    rows = table.set_index("key").loc[
        ["asked-chongqing", "asked-kaizhou", "achieved-whole", "achieved-before", "achieved-since"]
    ]
    names = {
        "en": {
            "chongqing": "Chongqing",
            "kaizhou": "Kaizhou",
            "asked": "asked",
            "achieved": "observed",
        },
        "zh": {"chongqing": "全市", "kaizhou": "开州区", "asked": "目标要求", "achieved": "实际"},
    }[language]
    with canvas(frame, language, shape, left=150 if shape == "wide" else 126, right=46) as sheet:
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
            period = (
                f"{row['start']}–{row['end']}"
                if language == "en"
                else f"{row['start']}—{row['end']}年"
            )
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
        return sheet.figure


# --- Where it leads --------------------------------------------------------

_PATH_FIELDS: Final = {
    "path": Field("Path", "情形", codes={
        "equal": ("equal growth", "增速相同"), "asked": ("lead asked", "规划要求"),
        "achieved": ("lead observed", "实际势头"),
    }),
    "gap": Field("Rural growth lead, % a year", "农村相对多增长幅度（年均，%）", "number"),
    "since": Field("First year of the lead", "幅度起算年", "integer"),
    "year": YEAR,
    "ratio": Field("Urban over rural income", "城乡收入比", "number"),
    **RESTS,
}  # fmt: skip


def _path_table(data: Data) -> pd.DataFrame:
    return integration.ratio_paths(data["observations"], data["facts"])


def _path_words(table: pd.DataFrame, language: Language) -> Words:
    ends = table[table["year"] == table["year"].max()].set_index("path")
    start = table.iloc[0]
    gap = {path: number(ends.loc[path, "gap"], 1) for path in ends.index}
    end = {path: number(ends.loc[path, "ratio"], 2) for path in ends.index}
    year, level = int(table["year"].max()), number(start["ratio"], 2)
    since = int(ends.loc["achieved", "since"])
    if language == "en":
        return Words(
            title=f"At the pace of {since}–{start['year']} the ratio would be {end['achieved']} in "
            f"{year}; the plan sets no target for that year",
            subtitle=f"Urban over rural income per head, carried on from {start['year']} at a constant "
            "rural growth lead; not a forecast",
            alt=f"Three paths leave {level} in {start['year']}. With equal growth the ratio stays "
            f"there; with the lead the plan asked for ({gap['asked']} percent a year) it reaches "
            f"{end['asked']} in {year}, with the lead observed ({gap['achieved']} percent) "
            f"{end['achieved']}.",
            note="Arithmetic, not a prediction: the last observed ratio divided by one plus the lead, "
            "year by year. The Urbanization Plan sets an income ratio for 2025 only; the 2025 Action "
            "Plan, abridged in the text read, prints none. Changing shares of wages and transfers, migration and "
            "reclassification can all break a constant lead.",
            finding=f"For {year} no document sets an income ratio. Held at the lead of "
            f"{since}–{start['year']} it would fall from {level} to {end['achieved']}; at the lead "
            f"the plan asked for, to {end['asked']}.",
        )
    return Words(
        title=f"若保持{since}—{start['year']}年的势头，{year}年城乡收入比将为{end['achieved']}；规划未设该年目标",
        subtitle=f"由{start['year']}年收入比按固定的相对增速外推，不是预测",
        alt=f"三条线从{start['year']}年的{level}出发：城乡增速相同，比值不变；按规划要求每年多增长"
        f"{gap['asked']}%，{year}年为{end['asked']}；按实际的{gap['achieved']}%，为{end['achieved']}。",
        note="这是算术推演，不是预测：以最近一年的收入比逐年除以（1＋每年相对多增长的幅度）。"
        "城镇化规划只为2025年设定收入比，2025年五年行动计划（所据为删减本）未设定。"
        "工资性与转移性收入占比变化、人口迁移和城乡划分调整都可能使这一幅度改变。",
        finding=f"没有一份文件为{year}年设定城乡收入比。按{since}—{start['year']}年的相对增速推算，"
        f"将由{level}降到{end['achieved']}；按规划要求的幅度，则降到{end['asked']}。",
    )


def _path_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    looks = {
        "equal": (style.GREY, ":"),
        "asked": (style.TARGET, "--"),
        "achieved": (style.CONTRAST, "-"),
    }
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
                + ("" if path == "equal" else f"{number(final['gap'], 1, sign=True)}%"),
                (last, final["ratio"]), xytext=(6, 0), textcoords="offset points", va="center",
                fontsize=sheet.label, color=color, weight="bold", linespacing=1.25,
            )  # fmt: skip
        start = table.iloc[0]
        axes.plot(start["year"], start["ratio"], "o", color=style.INK, zorder=4)
        axes.annotate(
            f"{number(start['ratio'], 2)} ({int(start['year'])})"
            if language == "en"
            else f"{number(start['ratio'], 2)}（{int(start['year'])}年）",
            (start["year"], start["ratio"]),
            xytext=(4, 9), textcoords="offset points", fontsize=sheet.label, weight="bold",
        )  # fmt: skip
        axes.set_ylim(float(table["ratio"].min()) - 0.16, float(table["ratio"].max()) + 0.16)
        axes.yaxis.set_major_locator(MultipleLocator(0.2))
        axes.yaxis.grid(True)
        axes.xaxis.set_major_locator(FixedLocator([int(start["year"]), 2030, last]))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
        return sheet.figure


EXHIBITS: Final = (
    Exhibit(
        "integration-income-ratio", "integration", _ratio_table, _ratio_words, _RATIO_FIELDS,
        _ratio_draw,
    ),
    Exhibit(
        "integration-growth-gap", "integration", _gap_table, _gap_words, _GAP_FIELDS, _gap_draw
    ),
    Exhibit(
        "integration-ratio-2035", "integration", _path_table, _path_words, _PATH_FIELDS, _path_draw
    ),
)  # fmt: skip
