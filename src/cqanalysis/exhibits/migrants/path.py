"""The path of the urbanization rate: curves, and what curves are worth."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter

from cqanalysis import migrants, trajectories
from cqanalysis.drawing import marks, style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
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
            title=f"By {horizon} the same observations lead to {low}% or to {high}%, depending on the assumed ceiling",
            subtitle=f"Urbanization rate, percent: observed since {first}, straight lines and S-curves fitted to it, "
            "and the targets",
            alt=f"A fan of curves. In {horizon} an S-curve that levels off at 80 stands at {low} percent, the line of the "
            f"years since {migrants.SINCE} at {recent}, an S-curve up to 100 at {high}. The target is about 80.",
            note=f"Least squares on one revised series. Bars at the right: nominal {number(100 * trajectories.LEVEL, 0)} "
            "percent intervals; the next figure tests how often such intervals contained the later years. They treat the residuals as "
            "independent and the form as right, and are too narrow: the years before the census were "
            "revised to join it and look smoother than they were first measured. The true ceiling is not known; "
            "four are shown. The curves only fit the past: people, land and policy do not enter them.",
            finding=f"At the pace since {migrants.SINCE} the rate would be {recent}% in {horizon} and reach 80% in the course of {when + 1}. "
            f"S-curves fitted to all years give between {low}% and {high}%: the one with a ceiling of 80 never reaches 80%, the one "
            f"with a ceiling of 100 passes it in the course of {fast + 1}.",
        )
    return Words(
        title=f"同样的观测值，到{horizon}年可推出{low}%，也可推出{high}%，取决于所设上限",
        subtitle=f"常住人口城镇化率（%）：{first}年以来观测值，据以拟合的直线与S曲线，以及各目标",
        alt=f"一组扇形展开的曲线。到{horizon}年，上限为80的S曲线为{low}%，{migrants.SINCE}年以来的直线为{recent}%，上限为100的S曲线为{high}%。"
        "目标为80%左右。",
        note=f"对同一修订数列作最小二乘拟合。右侧竖线为名义{number(100 * trajectories.LEVEL, 0)}%的区间，下一幅图检验此类区间实际覆盖的比例。"
        "区间假定残差独立、曲线形式正确，因而偏窄：普查前各年曾为衔接普查而修订，看上去比当初的测算平滑。"
        "真实的上限无从得知，故列四种。曲线只是对历史的拟合，未考虑人口、土地和政策。",
        finding=f"按{migrants.SINCE}年以来的速度推算，{horizon}年为{recent}%，{when + 1}年内达到80%。以全部年份拟合的S曲线给出{low}%到{high}%："
        f"上限为80的一条始终低于80%，上限为100的一条{fast + 1}年内超过80%。",
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
            title=f"Nominal {claim}% intervals contained {top}% of later years at best, and {line}% for a straight line",
            subtitle=f"Share of later years within the interval, percent; fitted up to each year {first}–{last - 1}, "
            f"compared with all later years to {last}",
            alt=f"Five bars against a mark at {claim} percent: the S-curve with a ceiling of {best} contained {top} percent, the straight "
            f"line {line} percent, with a mean error of {error} points.",
            note=f"{n} forecasts a curve from a rolling origin (Tashman 2000); they overlap and are not independent. Error is the mean of "
            "forecast less observation, in points. All use today's revised series: a forecaster at the time had an earlier one and would "
            "have done worse. When a series slows, a ceiling just above its last value fits best; that does not prove that there is such a "
            "ceiling. What slowed may be migration itself, or only the yearly estimates made since the census.",
            finding=f"None of the intervals reached its nominal {claim}%: the best contained {top}% of later years, the straight line's {line}%. "
            f"The curve that forecast best has a ceiling of {best} and by construction never reaches the plan's 80%.",
        )
    return Words(
        title=f"名义{claim}%的区间，实际最多覆盖此后{top}%的年份，直线仅{line}%",
        subtitle=f"落在区间内的年份占比（%）；分别拟合到{first}—{last - 1}年各年，再与其后至{last}年的观测值比较",
        alt=f"五条横条，对照{claim}%的标线：上限为{best}的S曲线覆盖{top}%，直线覆盖{line}%，平均误差{error}个百分点。",
        note=f"每条曲线按滚动起点作{n}次预测（Tashman，2000），相互重叠，并不独立。误差为预测值减观测值的平均数，单位为百分点。"
        "所用均为现在的修订数列，当时的预测者只有修订前的数列，结果会更差。"
        "数列放缓时，略高于现值的上限自然拟合最好，但并不证明上限存在。放缓的可能是人口转移，也可能只是普查后的年度推算数。",
        finding=f"各种区间的实际覆盖率都低于名义的{claim}%：最高为{top}%，直线只有{line}%。预测最准的是上限为{best}的S曲线，"
        "而按其设定，这条曲线永远达不到规划的80%。",
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
            {"en": f"nominal: {claim:.0f}%", "zh": f"名义水平{claim:.0f}%"}[language], (claim, -0.5),
            xytext=(-5, -3), ha="right", va="top", textcoords="offset points", fontsize=sheet.small,
            color=style.TARGET, annotation_clip=False,
        )  # fmt: skip
        axes.set_xlim(0, 100)
        axes.set_ylim(-0.6, len(rows) - 0.4)
        marks.bare(axes)
        return sheet.figure


EXHIBITS: Final = (
    Exhibit("migrants-path", "migrants", _path_table, _path_words, _PATH_FIELDS, _path_draw),
    Exhibit("migrants-backtest", "migrants", _held_table, _held_words, _HELD_FIELDS, _held_draw),
)
