"""Targets in time: the pace so far against the pace asked, and when they are due."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from cqanalysis import monitor, overview
from cqanalysis.drawing import style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits import amounts
from cqanalysis.exhibits.field import PLACE, RESTS, Field
from cqanalysis.exhibits.overview.names import ATTRIBUTES, OUTCOMES, lower, named, short
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

_TARGET: Final = {
    "indicator": Field("Indicator (key)", "指标标识"),
    "place": PLACE,
    "name_en": Field("Target", "英文名"),
    "name_zh": Field("Target in Chinese", "目标"),
    "doc_id": Field("Document (key)", "文件标识"),
    "document_en": Field("Document", "文件英文简称"),
    "document_zh": Field("Document in Chinese", "文件"),
    "attribute": Field("Marked as", "指标属性", codes=ATTRIBUTES),
    "modality": Field("Wording", "措辞"),
    "operator": Field("Qualifier", "限定", codes={
        "=": ("as printed", "所载"), ">=": ("at least", "不少于"), ">": ("more than", "多于"),
        "<=": ("at most", "不多于"), "<": ("less than", "少于"), "~": ("about", "左右"),
    }),
    "value": Field("Target value", "目标值", "number"),
    "unit": Field("Unit as printed", "单位"),
    "unit_en": Field("Unit", "英文单位"),
    "due": Field("Due", "到期年份", "integer"),
}  # fmt: skip


def _labelled(rows: pd.DataFrame, data: Data) -> pd.DataFrame:
    return named(rows, data).assign(
        name_en=[short(r.indicator, r.place, "en") for r in records(rows)],
        name_zh=[short(r.indicator, r.place, "zh") for r in records(rows)],
        unit_en=rows["unit"].map(data["units"].set_index("unit")["name_en"]),
    )


def _asked(row: Any, language: Language) -> str:
    """The number asked, without the wording around it."""
    text = amounts.qualified(row._replace(modality=""), row.unit_en, language)
    return text.removesuffix(" persons")


# --- Pace so far against pace asked ----------------------------------------

_PACE_FIELDS: Final = {
    **_TARGET,
    "base_year": Field("Year of the base", "基年", "integer"),
    "base_value": Field("Base", "基数", "number"),
    "seen_year": Field("Last observed", "最近观测年份", "integer"),
    "seen_value": Field("Observed value", "观测值", "number"),
    "asked": Field("Change a year asked from the base", "自基年起每年所需变化", "number"),
    "achieved": Field("Change a year since the base", "基年以来年均变化", "number"),
    "share": Field("Achieved in % of asked", "已实现占所需（%）", "number"),
    **RESTS,
}  # fmt: skip


def _pace_table(data: Data) -> pd.DataFrame:
    chosen: pd.DataFrame = _labelled(overview.paces(data), data)[list(_PACE_FIELDS)]
    return chosen


def _pace_words(table: pd.DataFrame, language: Language) -> Words:
    slow, wrong = table[table["share"] < 100], table[table["share"] < 0]
    n, behind = len(table), len(slow)
    names = list(slow[f"name_{language}"])
    best, worst = table.iloc[0], table.iloc[-1]
    high, low = number(best["share"], 0), number(worst["share"], 0)
    rate = table[(table["indicator"] == "urbanization_rate") & (table["place"] == "chongqing")]
    due = rate.sort_values("due").iloc[0]
    got, want = number(due["achieved"], 2), number(due["asked"], 2)
    if language == "en":
        wrongly = f", {len(wrong)} of them the wrong way" if len(wrong) else ""
        names = [lower(name) for name in names]
        listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
        return Words(
            title=f"{behind} of {n} targets moved slower than asked{wrongly}; the urbanization rate kept the pace asked",
            subtitle="Change a year since the base, in percent of the change a year that the target asks for; "
            "100 is the straight line from base to target",
            alt=f"{n} bars against a line at 100. The longest is {lower(best['name_en'])} at {high}, the last "
            f"{lower(worst['name_en'])} at {low}. The urbanization rate rose by {got} points a year where its "
            f"target for {due['due']} asked for {want}.",
            note="Targets with a base and a later observation, each shown once, as the last document states it; a "
            "target that its base had already reached is left out. The base is the document's own. The straight "
            "line is only a yardstick: the plans print no path between base and target. Each bar runs to the year in its "
            "label, so the bars cover different spans. The metropolitan share is that of the districts the plan lists.",
            finding=f"{behind} of {n} targets with a base moved slower than asked: {listed}. The urbanization rate "
            f"rose by {got} points a year, its target for {due['due']} asked for {want}.",
        )
    wrongly = f"，其中{len(wrong)}项反向变动" if len(wrong) else ""
    return Words(
        title=f"{n}项目标中有{behind}项慢于所需进度{wrongly}；城镇化率与所需进度相当",
        subtitle="基年以来的年均变化相当于目标所需年均变化的百分比，100为从基数到目标的直线",
        alt=f"{n}根横条与一条100的竖线。最长的是{best['name_zh']}，为{high}；最末的是{worst['name_zh']}，为{low}。"
        f"城镇化率年均提高{got}个百分点，{due['due']}年目标所需为{want}。",
        note="只列有基数且此后有观测值的目标，同一目标只列一次，以最后提出的文件为准；基数已达到目标的不列。基数取文件自己的数字。"
        "直线只是参照，规划没有写明从基数到目标的路径。各横条算到标签所注年份，时段长短不一。主城都市区占比按规划所列区县计算。",
        finding=f"有基数的{n}项目标中，{behind}项慢于所需进度：{'、'.join(names)}。城镇化率年均提高{got}个百分点，"
        f"{due['due']}年目标所需为{want}。",
    )


def _pace_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, en = shape == "wide", language == "en"
    left = (218 if en else 176) if wide else 16
    page = (
        canvas(frame, language, shape, left=left, right=136, bottom=26)
        if wide
        else canvas(frame, language, shape, height=7.6, left=left, right=14, bottom=26)
    )
    low, high = min(0.0, float(table["share"].min())), float(table["share"].max())
    with page as sheet:
        axes = sheet.axes
        for y, row in enumerate(records(table)):
            color = style.CONTRAST if row.share >= 100 else style.ACCENT
            # In a column the words stand above the bar.
            axes.barh(
                y + (0 if wide else 0.32),
                row.share,
                height=0.5 if wide else 0.26,
                color=color,
                zorder=2,
            )
            year = f"{row.due}" if en else f"{row.due}年"
            asked = f"{_asked(row, language)}, {year}" if en else f"{year}{_asked(row, language)}"
            pair = number(row.achieved, 2, sign=True), number(row.asked, 2, sign=True)
            told = f"{pair[0]} a year to {row.seen_year};\nasked {pair[1]}" if en else (
                f"至{row.seen_year}年年均{pair[0]}；\n所需{pair[1]}")  # fmt: skip
            name = getattr(row, f"name_{language}")
            if wide:
                axes.annotate(name, (0, y), xytext=(14 - left, 5), xycoords=("axes fraction", "data"),
                              textcoords="offset points", va="center", fontsize=sheet.small)  # fmt: skip
                axes.annotate(
                    asked, (0, y), xytext=(14 - left, -6), xycoords=("axes fraction", "data"),
                    textcoords="offset points", va="center", fontsize=sheet.small - 1, color=style.TARGET,
                )  # fmt: skip
                end = max(row.share, 100.0)
                axes.annotate(told, (end, y), xytext=(7, 0), textcoords="offset points", va="center",
                              fontsize=sheet.small - 1, color=color, linespacing=1.15)  # fmt: skip
            else:
                line = told.replace("\n", " " if en else "")
                for text, above, tint in (
                    (f"{name}  {asked}", 0.3, style.INK),
                    (line, 0.02, color),
                ):
                    axes.annotate(
                        text, (0, y - above), xycoords=("axes fraction", "data"), va="center",
                        fontsize=sheet.small - 0.6, color=tint, zorder=4,
                        bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.4},
                    )  # fmt: skip
        axes.axvline(0, color=style.GREY, linewidth=0.9, zorder=1)
        axes.axvline(100, color=style.TARGET, linewidth=1.6, zorder=3)
        axes.set_xlim(low * 1.06, high * 1.02)
        axes.set_ylim(len(table) - 0.5, -0.6)
        axes.yaxis.set_major_locator(NullLocator())
        axes.xaxis.set_major_locator(FixedLocator([0, 100, 200]))
        axes.spines["bottom"].set_visible(False)
        return sheet.figure


# --- When targets are due --------------------------------------------------

_TIME_FIELDS: Final = {
    **_TARGET,
    "year_basis": Field("Basis of the year", "年份依据", codes={
        "printed": ("printed", "文件所载"), "inferred": ("inferred", "推定"),
        "box heading": ("heading of the box", "专栏标题"),
    }),
    "last": Field("Last year asked of it", "最末到期年份", "integer"),
    "seen_year": Field("Last observed", "最近观测年份", "integer"),
    "seen_value": Field("Observed value", "观测值", "number"),
    "reached": Field("Observed value reaches it", "观测值已达到目标数", codes={
        "yes": ("yes", "是"), "no": ("no", "否"),
    }),
    "outcome": Field("Outcome", "结果", codes={
        key: (own["en"], own["zh"]) for key, own in OUTCOMES.items()
    }),
    "now": Field("Last full year", "最近全年", "integer"),
    **RESTS,
}  # fmt: skip
_FIRST, _LAST = 2020, 2035


def _time_table(data: Data) -> pd.DataFrame:
    rows = overview.timeline(data)
    reached = rows["reached"].map({True: "yes", False: "no"})
    rows = rows.assign(now=monitor.now(data), reached=reached.fillna(""))
    chosen: pd.DataFrame = _labelled(rows, data)[list(_TIME_FIELDS)]
    return chosen


def _time_words(table: pd.DataFrame, language: Language) -> Words:
    now = int(table["now"].max())
    plan = table[table["doc_id"] == "plan2035"]
    past, far = int((plan["due"] <= now).sum()), int((plan["due"] > now).sum())
    action = int((table["doc_id"] == "action2025").sum())
    series = table.drop_duplicates(["indicator", "place"])
    ended = int((series["last"] <= now).sum())
    end = int(plan["due"].max())
    if language == "en":
        return Words(
            title=f"{past} of the Urbanization Plan's {len(plan)} dated targets ended in {now}; {far} are left for the "
            f"years to {end}",
            subtitle="Dated targets of the Urbanization Plan and of the 2025 action plan by the year they are due; a dot "
            "marks the last observation, filled where it reaches the number",
            alt=f"A timeline from {_FIRST} to {end} with {len(series)} rows. {ended} rows end in {now}. The action plan "
            f"of 2025 adds {action} targets for 2029 or 2030; in {end} the Urbanization Plan asks for {far} numbers: the "
            "urbanization rate and the urban residents.",
            note="The action plan prints “after five years”: 2030 is inferred from its issue in 2025, and 2029 is possible, so its "
            "mark covers both. Targets without a year, and those of the other three documents, are not drawn. "
            "A row that ends does not mean that the goal was given up, only that no number is printed for later years.",
            finding=f"Of {len(plan)} dated targets in a plan that runs to {end}, {past} ended in {now}; {far} are left, and "
            f"the action plan of 2025 adds {action}.",
        )
    return Words(
        title=f"城镇化规划{len(plan)}项有年限的目标中{past}项止于{now}年，此后至{end}年只剩{far}项",
        subtitle="城镇化规划和2025年五年行动计划有年限的目标，按到期年份排列；圆点为最近观测年份，实心表示已达到目标数",
        alt=f"{_FIRST}年至{end}年的时间轴，共{len(series)}行，其中{ended}行止于{now}年。2025年五年行动计划新增{action}项，"
        f"到期年份为2029年或2030年；{end}年城镇化规划只有{far}个数：城镇化率和城镇人口。",
        note="行动计划写的是“经过5年”，按2025年印发推定为2030年，也可能是2029年，故标记跨两年。未定年限的目标和其他三份文件的"
        "目标未绘入。某一行到此为止，不表示放弃这项目标，只表示此后没有数字。",
        finding=f"规划期至{end}年，而{len(plan)}项有年限的目标中{past}项止于{now}年，只剩{far}项；2025年五年行动计划另加{action}项。",
    )


def _time_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, en = shape == "wide", language == "en"
    left = (196 if en else 150) if wide else (126 if en else 102)
    page = (
        canvas(frame, language, shape, left=left, right=136 if en else 92, bottom=18)
        if wide
        else canvas(
            frame, language, shape, height=7.6, left=left, right=72 if en else 60, bottom=18
        )
    )
    with page as sheet:
        axes = sheet.axes
        size = sheet.small if wide else sheet.small - 1.4
        rows = list(table.groupby(["indicator", "place"], sort=False))
        for y, (_, same) in enumerate(rows):
            last = int(same["last"].iloc[0])
            name = same[f"name_{language}"].iloc[0]
            axes.plot([_FIRST, last], [y, y], color="#C5CCD3", linewidth=2.4, zorder=1,
                      solid_capstyle="butt")  # fmt: skip
            axes.annotate(name, (0, y), xytext=(-6, 0), xycoords=("axes fraction", "data"), ha="right",
                          textcoords="offset points", va="center", fontsize=size)  # fmt: skip
            for row in records(same):
                span = (
                    [row.due - 1, row.due]
                    if row.year_basis == "inferred"
                    else [row.due - 0.2, row.due]
                )
                axes.plot(span, [y, y], color=style.TARGET, linewidth=7 if wide else 6, zorder=3,
                          solid_capstyle="butt")  # fmt: skip
                axes.annotate(
                    _asked(row, language), (row.due, y), xytext=(4, 0), textcoords="offset points",
                    va="center", fontsize=size, color=style.TARGET, zorder=4,
                    bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.6},
                )  # fmt: skip
            seen = same[same["seen_year"].notna()]
            if len(seen):
                row = seen.iloc[0]
                full = row["reached"] == "yes"
                axes.plot(row["seen_year"], y, "o", color=style.CONTRAST, zorder=5, markersize=5.5,
                          markerfacecolor=style.CONTRAST if full else style.PAPER, markeredgewidth=1.5)  # fmt: skip
        now = int(table["now"].max())
        axes.axvline(now, color=style.GREY, linewidth=0.9, linestyle=":", zorder=0)
        axes.set_xlim(_FIRST, _LAST)
        axes.set_ylim(len(rows) - 0.4, -0.7)
        axes.yaxis.set_major_locator(NullLocator())
        axes.xaxis.set_major_locator(FixedLocator([_FIRST, now, 2030, _LAST]))
        return sheet.figure


EXHIBITS: Final = (
    Exhibit("overview-pace", "overview", _pace_table, _pace_words, _PACE_FIELDS, _pace_draw),
    Exhibit("overview-timeline", "overview", _time_table, _time_words, _TIME_FIELDS, _time_draw),
)  # fmt: skip
