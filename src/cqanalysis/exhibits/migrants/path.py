"""The path of the urbanization rate: pace, curves, and what curves are worth."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MultipleLocator, NullLocator

from cqanalysis import migrants, trajectories
from cqanalysis.drawing import marks, style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.amounts import plain
from cqanalysis.exhibits.field import RESTS, YEAR, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

_CURVES: Final[dict[str, tuple[str, str]]] = {
    "observed": ("observed", "观测值"),
    "target": ("target", "目标"),
    "recent": ("line since 2020", "2020年以来直线"),
    "line": ("line of all years", "全部年份直线"),
    "80": ("S-curve, ceiling 80", "S曲线，上限80"),
    "85": ("S-curve, ceiling 85", "S曲线，上限85"),
    "90": ("S-curve, ceiling 90", "S曲线，上限90"),
    "100": ("S-curve, ceiling 100", "S曲线，上限100"),
}
_CURVE: Final = Field("Curve", "曲线", codes=_CURVES)

# --- Pace ------------------------------------------------------------------

_PACE_FIELDS: Final = {
    "doc_id": Field("Document, or observed", "文件", codes={
        "observed": ("observed", "观测值"), "fyp14": ("14th Five-Year Plan", "“十四五”规划纲要"),
        "plan2035": ("Urbanization Plan", "城镇化规划"),
        "action2025": ("2025 Action Plan", "2025年五年行动计划"),
    }),
    "start": Field("From", "起始年", "integer"),
    "end": Field("To", "终止年", "integer"),
    "share_start": Field("Rate at the start, %", "起始值（%）", "number"),
    "share_end": Field("Rate at the end, %", "终止值（%）", "number"),
    "points": Field("Points a year", "年均（百分点）", "number"),
    **RESTS,
}  # fmt: skip


def _pace_table(data: Data) -> pd.DataFrame:
    return migrants.asked(data)


def _pace_words(table: pd.DataFrame, language: Language) -> Words:
    seen = table[table["doc_id"] == "observed"]
    plans = table[table["doc_id"] != "observed"]
    first, second, mid, last = (row for _, row in plans.iterrows())
    since = seen[seen["start"] >= migrants.SINCE]
    mean = number(since["points"].mean(), 2)
    before = number(seen[seen["start"] < migrants.SINCE]["points"].mean(), 2)
    m, e = number(mid["points"], 2), number(last["points"], 2)
    a, b = number(first["points"], 2), number(second["points"], 2)
    got = int(seen["end"].max())
    if language == "en":
        return Words(
            title=f"The last five years ask for more than the five before: {m} points a year to {mid['end']}, "
            f"then {e} to {last['end']}",
            subtitle="Gain of the urbanization rate, percentage points a year: observed, and asked by each target",
            alt=f"Bars of yearly gains that fall from {before} points on average before {migrants.SINCE} to {mean} "
            f"since. The targets ask {a} and {b} a year to 2025, {m} to {mid['end']} and {e} to {last['end']}.",
            note="The two targets of 2025 are the same number from different printed bases, 68 and 69.46: "
            "the pace asked depends on the base. The pace to "
            f"{mid['end']} runs from the last year observed, that to {last['end']} from the target of "
            f"{mid['end']} (about 80, read as 80). One revised series; the step at "
            f"{migrants.SINCE} is where the revision between two censuses ends and yearly estimates begin, so part of the slowdown "
            "may be a change of method. The due year of the action plan is inferred (after five years).",
            finding=f"Since {migrants.SINCE} the rate rose by {mean} points a year on average, after {before} before. The target "
            f"of {mid['end']} asks {m}, less than that; {last['end']} then asks {e}, a rise of pace where an S-curve slows.",
        )
    return Words(
        title=f"后五年要求快于前五年：到{mid['end']}年每年{m}个百分点，此后到{last['end']}年每年{e}个",
        subtitle="常住人口城镇化率年增幅，百分点：观测值与各目标的要求",
        alt=f"柱形为历年增幅，{migrants.SINCE}年以前平均{before}个百分点，此后平均{mean}个。各目标要求：到2025年每年{a}或{b}个，"
        f"到{mid['end']}年{m}个，到{last['end']}年{e}个。",
        note=f"2025年两份文件的目标数相同，但所载基数不同（68与69.46），要求的速度因此不同。到{mid['end']}年的速度自最近观测年起算，"
        f"到{last['end']}年的自{mid['end']}年目标起算（80%左右按80计）。全为同一修订数列；{migrants.SINCE}年处的台阶正是两次普查间修订数与"
        f"此后年度推算数的接合处，放缓可能部分出于方法。行动计划的到期年（“经过5年”）为推定。观测值到{got}年。",
        finding=f"{migrants.SINCE}年以来年均提高{mean}个百分点，此前为{before}个。{mid['end']}年目标每年只需{m}个，低于近年；"
        f"{last['end']}年目标此后却要{e}个，即在S曲线应当放缓之处反而提速。",
    )


def _pace_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    with canvas(frame, language, shape, left=34, right=16) as sheet:
        axes = sheet.axes
        seen = table[table["doc_id"] == "observed"]
        axes.bar(seen["end"] - 0.5, seen["points"], width=0.8, color=style.CONTRAST)
        # In a column the bars are too narrow for words.
        for row in records(seen) if sheet.wide else ():
            axes.annotate(
                number(row.points, 1), (row.end - 0.5, 0), xytext=(0, 5), ha="center",
                textcoords="offset points", fontsize=sheet.small, color=style.PAPER,
            )  # fmt: skip
        for row in records(table[table["doc_id"] != "observed"]):
            axes.plot(
                [row.start, row.end], [row.points] * 2, color=style.TARGET, linewidth=3,
                solid_capstyle="butt", zorder=4,
            )  # fmt: skip
            arrow = f"{plain(row.share_start, language)} → {plain(row.share_end, language)}"
            due = row.end == int(seen["end"].max())
            below = row.doc_id == "action2025"
            said = (
                f"{number(row.points, 2)} ({arrow})" if due else f"{number(row.points, 2)}\n{arrow}"
            )
            axes.annotate(
                said, (row.end + 0.15, row.points) if due else ((row.start + row.end) / 2, row.points),
                xytext=(0, 2 if due else -5 if below else 5), ha="left" if due else "center",
                va="center" if due else "top" if below else "bottom", textcoords="offset points",
                fontsize=sheet.small if sheet.wide else 7.2, color=style.TARGET, linespacing=1.25,
                zorder=5, weight="bold",
            )  # fmt: skip
        heads = (
            {"en": "asked by targets", "zh": "目标要求"}[language],
            {"en": "observed", "zh": "观测值"}[language],
        )
        axes.annotate(
            heads[0],
            (2030, 1.3),
            ha="center",
            fontsize=sheet.label,
            color=style.TARGET,
            weight="bold",
        )
        axes.annotate(
            heads[1], (2012.1, float(seen["points"].max()) + 0.2), fontsize=sheet.label, color=style.CONTRAST,
            weight="bold",
        )  # fmt: skip
        axes.set_xlim(2011.8, 2035.4)
        axes.set_ylim(0, 2.2)
        axes.yaxis.set_major_locator(MultipleLocator(0.5))
        axes.yaxis.grid(True)
        axes.xaxis.set_major_locator(FixedLocator([2012, 2020, 2025, 2030, 2035]))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
        return sheet.figure


# --- Curves ----------------------------------------------------------------

_PATH_FIELDS: Final = {
    "curve": _CURVE,
    "year": YEAR,
    "share": Field("Rate, %", "城镇化率（%）", "number"),
    "low": Field("Lower end of the interval, %", "区间下端（%）", "number"),
    "high": Field("Upper end of the interval, %", "区间上端（%）", "number"),
    "meets": Field("When the curve meets 80 %", "曲线达到80%的时间", "number"),
    **RESTS,
}  # fmt: skip


def _path_table(data: Data) -> pd.DataFrame:
    aims = migrants.asked(data)
    aims = aims[aims["doc_id"] != "observed"].drop_duplicates("end", keep="last")
    due = pd.DataFrame(
        {
            "curve": "target",
            "year": aims["end"],
            "share": aims["share_end"],
            "fact_ids": aims["fact_ids"],
            "obs_ids": "",
        }
    )
    return pd.concat([migrants.scenarios(data), due], ignore_index=True)


def _meets(table: pd.DataFrame, curve: str) -> float:
    return float(table[table["curve"] == curve]["meets"].iloc[0])


def _path_words(table: pd.DataFrame, language: Language) -> Words:
    ends = table[table["year"] == table["year"].max()].set_index("curve")["share"]
    horizon = int(table["year"].max())
    low, recent, high = (number(ends[key], 1) for key in ("80", "recent", "100"))
    when = int(_meets(table, "recent"))
    fast = int(_meets(table, "100"))
    first = int(table[table["curve"] == "observed"]["year"].min())
    if language == "en":
        return Words(
            title=f"By {horizon} the same past leads to {low}% or to {high}%, as the ceiling is chosen",
            subtitle=f"Urbanization rate, percent: observed since {first}, straight lines and S-curves fitted to it, "
            "and the targets",
            alt=f"A fan of curves. In {horizon} an S-curve that levels off at 80 stands at {low} percent, the line of the "
            f"years since {migrants.SINCE} at {recent}, an S-curve up to 100 at {high}. The target is about 80.",
            note=f"Least squares on one revised series. Bars at the right: intervals that claim {number(100 * trajectories.LEVEL, 0)} "
            "percent; the next figure shows how often such intervals held. They treat the residuals as "
            "independent and the form as right, and are too narrow: the years before the census were "
            "revised to meet it, so that they lie smoother than they were measured. No ceiling is known; "
            "four are shown. A curve is no cause: it knows nothing of people, land or policy.",
            finding=f"Carried on, the pace since {migrants.SINCE} gives {recent}% in {horizon} and 80% in the course of {when + 1}. "
            f"S-curves fitted to all years give between {low}% and {high}%: the first never reaches 80%, the last passes it in "
            f"the course of {fast + 1}.",
        )
    return Words(
        title=f"同样的历史，到{horizon}年可推出{low}%，也可推出{high}%，取决于所设上限",
        subtitle=f"常住人口城镇化率，%：{first}年以来观测值，据以拟合的直线与S曲线，以及各目标",
        alt=f"一组扇形展开的曲线。到{horizon}年，上限为80的S曲线为{low}%，{migrants.SINCE}年以来的直线为{recent}%，上限为100的S曲线为{high}%。"
        "目标为80%左右。",
        note=f"对同一修订数列作最小二乘拟合。右侧竖线为名义{number(100 * trajectories.LEVEL, 0)}%的区间，下一幅图检验此类区间实际包住的比例。"
        "区间假定残差独立、曲线形式正确，因而偏窄：普查前各年曾为衔接普查而修订，看上去比当初测得的平滑。"
        "上限无从得知，故列四种。曲线不是原因，不含人口、土地或政策。",
        finding=f"按{migrants.SINCE}年以来的速度延伸，{horizon}年为{recent}%，{when + 1}年内达到80%。以全部年份拟合的S曲线给出{low}%到{high}%："
        f"前者永远到不了80%，后者{fast + 1}年内即可越过。",
    )


def _path_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide = shape == "wide"
    with canvas(frame, language, shape, left=34, right=158 if wide else 118) as sheet:
        axes = sheet.axes
        looks = {
            "recent": (style.ACCENT, "-"), "80": (style.SEQUENTIAL[4], "--"), "85": (style.SEQUENTIAL[3], "--"),
            "90": (style.SEQUENTIAL[3], "-."), "100": (style.GREY, "-."), "line": (style.GREY, ":"),
        }  # fmt: skip
        seen = table[table["curve"] == "observed"]
        axes.plot(seen["year"], seen["share"], color=style.INK, marker="o", markersize=4, zorder=4)
        last = int(table["year"].max())
        ends = table[(table["year"] == last) & table["curve"].isin(looks)].set_index("curve")
        spots = marks.spread(ends["share"].tolist(), 1.75 if wide else 1.6)
        for nth, (curve, spot) in enumerate(zip(ends.index, spots, strict=True)):
            color, dash = looks[str(curve)]
            rows = table[table["curve"] == curve]
            axes.plot(rows["year"], rows["share"], dash, color=color, linewidth=1.8, zorder=3)
            x = last + 0.6 + 0.45 * nth
            axes.plot([x, x], [ends["low"][curve], ends["high"][curve]], color=color, linewidth=2)
            name = _CURVES[str(curve)][language == "zh"]
            axes.annotate(
                f"{number(ends['share'][curve], 1)} {name}", (last + 3.8, spot), va="center",
                fontsize=sheet.small, color=color, annotation_clip=False,
            )  # fmt: skip
        for row in records(table[table["curve"] == "target"]):
            # Where curves run below the last one, its number stands below them.
            far = row.year == last
            marks.target_tick(
                sheet, row.year, row.share, "" if far else number(row.share, 0), below=True
            )
            if far:
                axes.annotate(
                    number(row.share, 0), (last, row.share), xytext=(0, -46), ha="center", va="top",
                    textcoords="offset points", fontsize=sheet.small, color=style.TARGET,
                    arrowprops={"arrowstyle": "-", "color": style.TARGET, "linewidth": 0.8},
                )  # fmt: skip
        said = {"en": "targets", "zh": "目标"}[language]
        axes.annotate(
            said, (2030, 76), xytext=(0, -19), ha="center", va="top", textcoords="offset points",
            fontsize=sheet.small, color=style.TARGET,
        )  # fmt: skip
        axes.set_xlim(2011.5, last + 3.3)
        axes.set_ylim(54, 92)
        axes.yaxis.grid(True)
        axes.xaxis.set_major_locator(FixedLocator([2012, 2020, 2025, 2030, 2035]))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
        return sheet.figure


# --- Back-test ---------------------------------------------------------------

_HELD_FIELDS: Final = {
    "curve": _CURVE,
    "n": Field("Forecasts", "预测次数", "integer"),
    "held": Field("Within the interval, %", "落在区间内（%）", "number"),
    "error": Field("Mean error, points", "平均误差（百分点）", "number"),
    "worst": Field("Largest error, points", "最大误差（百分点）", "number"),
    "first": Field("First origin", "最早起点年", "integer"),
    "last": Field("Last year forecast", "最末预测年", "integer"),
    **RESTS,
}  # fmt: skip


def _held_table(data: Data) -> pd.DataFrame:
    return migrants.held(data)


def _held_words(table: pd.DataFrame, language: Language) -> Words:
    at = table.set_index("curve")
    best = str(at["held"].idxmax())
    claim = number(100 * trajectories.LEVEL, 0)
    top, line = number(at.loc[best, "held"], 0), number(at.loc["line", "held"], 0)
    error = number(at.loc["line", "error"], 1)
    n, first, last = int(at.loc[best, "n"]), int(at.loc[best, "first"]), int(at.loc[best, "last"])
    if language == "en":
        return Words(
            title=f"Intervals that claim {claim}% held {top}% of later years at best, {line}% for a straight line",
            subtitle=f"Share of later years within the interval, percent; curves fitted up to {first} … {last - 1}, each "
            f"against every year that followed, to {last}",
            alt=f"Five bars against a mark at {claim} percent: the S-curve with a ceiling of {best} held {top} percent, the straight "
            f"line {line} percent, with a mean error of {error} points.",
            note=f"{n} forecasts a curve from a rolling origin (Tashman 2000); they overlap and are not independent. All use "
            "today's revised series: a forecaster of the day had another one, and would have done worse. A ceiling just "
            "above the last value is favoured by a series that slows; it is no proof of a ceiling. What slowed may be the "
            "movement, or the method of estimates since the census.",
            finding=f"No interval kept its word: {claim}% was claimed, {top}% was the best and {line}% the line's. The curve that "
            f"forecast best has a ceiling of {best}, so that by construction it never reaches the plan's 80%.",
        )
    return Words(
        title=f"名义{claim}%的区间，最好的只包住此后{top}%的年份，直线仅{line}%",
        subtitle=f"落在区间内的年份占比，%；曲线分别拟合到{first}……{last - 1}年，与其后直到{last}年的各年观测值比较",
        alt=f"五条横条，对照{claim}%的标线：上限为{best}的S曲线包住{top}%，直线包住{line}%，平均误差{error}个百分点。",
        note=f"每条曲线按滚动起点作{n}次预测（Tashman 2000），相互重叠，并不独立。所用均为今天的修订数列，当年的预测者所见不同，结果只会更差。"
        "数列放缓时，略高于现值的上限自然占优，并不证明上限存在。放缓的可能是人口转移，也可能是普查后年度推算的方法。",
        finding=f"没有一种区间兑现了名义水平：名义{claim}%，最好{top}%，直线{line}%。预测最准的是上限为{best}的S曲线，"
        "而它永远到不了规划的80%。",
    )


def _held_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide = shape == "wide"
    left = (138 if language == "en" else 118) if wide else 118
    with canvas(frame, language, shape, left=left, right=20, bottom=24) as sheet:
        axes = sheet.axes
        rows = [*records(table.sort_values("held"))]
        for y, row in enumerate(rows):
            color = style.ACCENT if y == len(rows) - 1 else style.CONTRAST
            axes.barh(y, row.held, height=0.55, color=color)
            off = {
                "en": f"{number(row.held, 0)}%, error {number(row.error, 1, sign=True)}",
                "zh": f"{number(row.held, 0)}%，误差{number(row.error, 1, sign=True)}",
            }[language]
            inside = row.held > (60 if wide else 46)
            axes.annotate(
                off, (row.held, y), xytext=(-6 if inside else 6, 0), va="center", textcoords="offset points",
                ha="right" if inside else "left", fontsize=sheet.label, weight="bold",
                color=style.PAPER if inside else color,
            )  # fmt: skip
            axes.annotate(
                _CURVES[row.curve][language == "zh"], (0, y), xytext=(-7, 0), ha="right", va="center",
                textcoords="offset points", fontsize=sheet.label,
            )  # fmt: skip
        claim = 100 * trajectories.LEVEL
        axes.axvline(claim, color=style.TARGET, linewidth=2.6)
        axes.annotate(
            {"en": f"claimed: {claim:.0f}%", "zh": f"名义水平{claim:.0f}%"}[language], (claim, -0.5),
            xytext=(-5, -3), ha="right", va="top", textcoords="offset points", fontsize=sheet.small,
            color=style.TARGET, annotation_clip=False,
        )  # fmt: skip
        axes.set_xlim(0, 100)
        axes.set_ylim(-0.6, len(rows) - 0.4)
        axes.yaxis.set_major_locator(NullLocator())
        axes.xaxis.set_major_locator(NullLocator())
        axes.spines["bottom"].set_visible(False)
        return sheet.figure


EXHIBITS: Final = (
    Exhibit("migrants-pace", "migrants", _pace_table, _pace_words, _PACE_FIELDS, _pace_draw),
    Exhibit("migrants-path", "migrants", _path_table, _path_words, _PATH_FIELDS, _path_draw),
    Exhibit("migrants-backtest", "migrants", _held_table, _held_words, _HELD_FIELDS, _held_draw),
)
