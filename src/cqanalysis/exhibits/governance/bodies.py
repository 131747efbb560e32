"""Who leads, who works with whom, and what changed from 2022 to 2025."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from cqanalysis import network, sizes
from cqanalysis.drawing import marks, style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import CLAUSE_IDS, RESTS, Field
from cqanalysis.exhibits.governance.names import BODY, body, sentence
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

# --- Who leads -------------------------------------------------------------

#: Bodies drawn: those that lead the most, by fractions of tasks.
_LEADING: Final = 14
_LEAD_FIELDS: Final = {
    "agency": BODY,
    "alone": Field("Tasks led alone, 2022", "2022年单独牵头任务", "integer"),
    "joint": Field("Tasks led with others, 2022", "2022年共同牵头任务", "integer"),
    "responsible": Field("Tasks not led, 2022", "2022年仅为责任单位的任务", "integer"),
    "weight": Field("Tasks led, shared ones by fractions", "牵头任务（共同牵头按份额折算）", "number"),
    "share": Field("Share of all leads, %", "占全部牵头的比重（%）", "number"),
    "later": Field("Tasks that name it, 2025", "2025年列名任务", "integer"),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip


def _lead_table(data: Data) -> pd.DataFrame:
    return network.leaders(data)


def _lead_words(table: pd.DataFrame, language: Language) -> Words:
    led = table[table["weight"] > 0]
    tasks = round(float(led["weight"].sum()))
    index = sizes.herfindahl(led["weight"])
    equal = number(1 / index, 1)
    half = int((led["weight"].cumsum() < tasks / 2).sum()) + 1
    joint = tasks - int(table["alone"].sum())
    first = table.iloc[0]
    part, leads = number(first["share"], 0), int(first["alone"] + first["joint"])
    top = [sentence(agency, language) for agency in table["agency"].head(half)]
    held = number(float(table["share"].head(half).sum()), 0)
    entries = table[table["clause_ids"].str.contains("renewal2025", regex=False)]
    unnamed = int(entries["agency"].str.startswith("departments-").sum())
    named = entries[~entries["agency"].str.startswith("departments-")]
    idle = named[named["weight"] == 0]
    forms, idle_forms = (
        int(some["agency"].str.startswith("districts").sum()) for some in (named, idle)
    )
    finance = table[table["agency"] == "finance"].iloc[0]
    money = int(finance[["alone", "joint", "responsible"]].sum())
    if language == "en":
        listed = f"{', '.join(top[:-1])} and {top[-1]}"
        return Words(
            title=f"{half} departments have {held}% of the leads in {tasks} Renewal Action Plan tasks, as concentrated as {equal} equal shares",
            subtitle="Tasks of the Renewal Action Plan (2022) by what a body does in them; the bodies that lead most",
            alt=f"Stacked bars for {_LEADING} bodies. {body(first['agency'], 'en')} leads {leads} tasks, {first['alone']} of them alone, and has {part} "
            f"percent of the leads by fractions. {half} departments together have {held} percent of all leads; {joint} of {tasks} tasks have more than one lead.",
            note=f"A task with several leads counts for each by its fraction, so that shares add up to {tasks} tasks. Concentration is the "
            f"Herfindahl-Hirschman index of these shares, {number(index, 3)}; its inverse, {equal}, is the number of equal leaders. The order is by "
            f"fractions. The plan prints {len(named)} names of bodies, {forms} of them different forms for district governments; the data add {unnamed} entries for departments that are not named. "
            f"Not drawn: bodies that lead less, and {len(idle)} names that lead nothing, {idle_forms} of them forms for district governments. A count of tasks says nothing of money, "
            "staff or difficulty; a lead is as printed, and who in fact decides is not in the texts.",
            finding=f"Counted by fractions, {half} departments have {held}% of the leads in {tasks} tasks: {listed}. {joint} tasks have more than one "
            f"lead. The finance bureau is named in {money}.",
        )
    return Words(
        title=f"城市更新提升行动计划{tasks}项任务中，{held}%的牵头份额集中在{half}个部门，集中程度相当于由{equal}个机构平分",
        subtitle="城市更新提升行动计划（2022年）各机构在任务中的角色；列牵头最多的机构",
        alt=f"{_LEADING}个机构的堆叠横条。{body(first['agency'], 'zh')}牵头{leads}项，其中单独牵头{first['alone']}项，按份额占{part}%。"
        f"{half}个部门合计占全部牵头份额的{held}%；{tasks}项任务中{joint}项由两个以上单位共同牵头。",
        note=f"共同牵头的任务按份额折算，各机构份额合计为{tasks}项。集中度为份额的赫芬达尔—赫希曼指数，{number(index, 3)}，其倒数{equal}即等分时的牵头机构数。"
        f"按折算份额排序。文件所列机构名称共{len(named)}种，其中{forms}种是区县政府的不同写法；数据中另有{unnamed}种未具名的部门。"
        f"图中未列牵头较少的机构，以及从不牵头的{len(idle)}种名称（其中{idle_forms}种为区县政府的写法）。任务数不反映资金、人员和难度；“牵头”以文件所列为准，实际由谁决策，文本中看不出来。",
        finding=f"{tasks}项任务的牵头份额有{held}%集中在{half}个部门：{'、'.join(top)}。{joint}项有两个以上牵头单位。市财政局列名的只有{money}项。",
    )


_ROLE_WORDS: Final[dict[str, dict[Language, str]]] = {
    "alone": {"en": "leads alone", "zh": "单独牵头"},
    "joint": {"en": "leads with others", "zh": "共同牵头"},
    "responsible": {"en": "responsible only", "zh": "仅为责任单位"},
}
_ROLE_FILLS: Final = {
    "alone": style.CONTRAST, "joint": style.SEQUENTIAL[2], "responsible": "#E4E8EC",
}  # fmt: skip


def _lead_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, en = shape == "wide", language == "en"
    left = (168 if en else 122) if wide else (140 if en else 104)
    rows = table.head(_LEADING)
    with canvas(
        frame, language, shape, height=None if wide else 6.6, left=left, right=24, bottom=8
    ) as sheet:
        axes = sheet.axes
        for y, row in enumerate(records(rows)):
            start = 0
            for role, fill in _ROLE_FILLS.items():
                n = getattr(row, role)
                axes.barh(y, n, left=start, height=0.66, color=fill, zorder=2)
                if n > (1 if wide else 4):
                    axes.text(
                        start + n / 2, y, str(n), ha="center", va="center", zorder=3,
                        fontsize=sheet.small, color=style.PAPER if role == "alone" else style.INK,
                    )  # fmt: skip
                start += n
            axes.annotate(
                body(row.agency, language), (0, y), xytext=(-6, 0), textcoords="offset points",
                ha="right", va="center", fontsize=sheet.small + (0.5 if wide else 0),
            )  # fmt: skip
            axes.annotate(
                f"{number(row.share, 1)}%", (start, y), xytext=(5, 0), textcoords="offset points",
                va="center", fontsize=sheet.small, color=style.ACCENT, weight="bold",
            )  # fmt: skip
        most = float((rows["alone"] + rows["joint"] + rows["responsible"]).max())
        x, step, line = most * (0.62 if wide else 0.49), 0.045 if wide else 0.08, 7.6
        for role, fill in _ROLE_FILLS.items():
            axes.barh(line, most * 0.03, left=x, height=0.5, color=fill)
            told = _ROLE_WORDS[role][language]
            axes.text(x + most * step, line, told, va="center", fontsize=sheet.small)
            line += 1
        axes.text(
            x, line, "%", va="center", fontsize=sheet.small, color=style.ACCENT, weight="bold"
        )
        told = {"en": "share of all leads", "zh": "占全部牵头的比重"}[language]
        axes.text(x + most * step, line, told, va="center", fontsize=sheet.small)
        axes.set_xlim(0, most * (1.05 if wide else 1.1))
        axes.set_ylim(_LEADING - 0.4, -0.6)
        marks.bare(axes)
        axes.axvline(0, color=style.GREY, linewidth=0.9, zorder=3)
        return sheet.figure


# --- Who works with whom ---------------------------------------------------

_PARTNERS: Final = 12
_TIE_FIELDS: Final = {
    "one": BODY,
    "two": Field("Other body", "另一机构", codes=BODY.codes),
    "tasks": Field("Tasks in common, 2022", "2022年共同任务", "integer"),
    "between": Field("Share of shortest paths through it, %", "经过该机构的最短路径（%）", "number"),
    "partners": Field("Bodies it shares a task with", "有共同任务的机构", "integer"),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip


def _tie_table(data: Data) -> pd.DataFrame:
    return network.ties(data, _PARTNERS)


def _tie_words(table: pd.DataFrame, language: Language) -> Words:
    own = table[table["one"] == table["two"]].set_index("one")
    pairs = table[table["one"] < table["two"]].sort_values("tasks", ascending=False)
    pair = pairs.iloc[0]
    most = own["between"].idxmax()
    second = own["between"].drop(most).idxmax()
    through, after = (number(own.loc[node, "between"], 0) for node in (most, second))
    busy = own["between"].drop([most, second]).loc[lambda s: own.loc[s.index, "tasks"] > 30].index
    quiet = own.loc[busy, "between"].idxmin()
    low, many = number(own.loc[quiet, "between"], 1), int(own.loc[quiet, "tasks"])
    one, two = (sentence(pair[side], language) for side in ("one", "two"))
    if language == "en":
        return Words(
            title=f"{through}% of the shortest links between two other bodies run through {sentence(most, 'en')}",
            subtitle="Tasks of the Renewal Action Plan (2022) that name both bodies; on the diagonal all tasks of a body",
            alt=f"A grid of the {_PARTNERS} bodies with the most tasks. {body(most, 'en')} stands in {own.loc[most, 'tasks']} tasks and on {through} percent of "
            f"the shortest paths between others, {sentence(second, 'en')} on {after}. The closest pair, {one} and {two}, shares {pair['tasks']} tasks.",
            note="Lead and responsible bodies together. The governments of districts, which stand in every task, and bodies not "
            "named (“and other departments”) are left out. A tie weighs 1 / (n − 1) for each common task of n bodies (Newman 2001), so "
            "that long lists count no more than short ones; a path is the shorter the heavier its ties. "
            "To be listed together is not to work together: the texts record no meetings, documents or payments between bodies.",
            finding=f"{body(most, 'en')} is at the centre of the network: {through}% of the shortest paths between two other bodies pass through it, "
            f"{after}% through {sentence(second, 'en')}. The {sentence(quiet, 'en')}, named in {many} tasks, is on almost none of them ({low}%).",
        )
    return Words(
        title=f"其他机构两两之间的最短联系，{through}%要经过{body(most, 'zh')}",
        subtitle="城市更新提升行动计划（2022年）中两个机构同时列名的任务数；对角线为各机构全部任务数",
        alt=f"任务最多的{_PARTNERS}个机构的矩阵。{body(most, 'zh')}列名{own.loc[most, 'tasks']}项，其他机构之间的最短路径有{through}%经过该机构，经过{body(second, 'zh')}的占{after}%。"
        f"联系最多的一对是{one}和{two}，共同任务{pair['tasks']}项。",
        note="牵头与责任单位合并计算。每项任务都列名的区县政府以及未具名的“等部门”不计。每项有n个机构的共同任务，联系权重为1/(n−1)（Newman，2001），"
        "名单长的任务不因此占优；权重越大，路径越短。列在一起不等于在一起工作：文本没有记载机构之间的会议、文书和资金往来。",
        finding=f"{body(most, 'zh')}居于网络中心：其他机构之间的最短路径有{through}%经过该机构，{after}%经过{body(second, 'zh')}；"
        f"{body(quiet, 'zh')}列名{many}项，却几乎不在其他机构的最短路径上（{low}%）。",
    )


def _tie_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, en = shape == "wide", language == "en"
    order = list(dict.fromkeys(table["one"]))
    cells = table.set_index(["one", "two"])["tasks"]
    own = table[table["one"] == table["two"]].set_index("one")
    most = max(n for (one, two), n in cells.items() if one != two)
    left = (148 if en else 112) if wide else (112 if en else 94)
    with canvas(
        frame,
        language,
        shape,
        height=None if wide else 5.9,
        left=left,
        right=150 if wide else 36,
        bottom=4,
    ) as sheet:
        axes = sheet.axes
        for y, one in enumerate(order):
            for x, two in enumerate(order[: y + 1]):
                n = int(cells.get((one, two), 0))
                level = min(4, int(4.999 * n / most)) if n else -1
                same = one == two
                fill = style.PAPER if same else style.SEQUENTIAL[level] if n else "#F4F6F8"
                axes.barh(
                    y, 0.94, left=x + 0.03, height=0.9, color=fill, zorder=2,
                    edgecolor=style.INK if same else fill, linewidth=0.9 if same else 0,
                )  # fmt: skip
                dark = not same and level >= 3
                axes.text(
                    x + 0.5, y, str(n) if n else "·", ha="center", va="center", zorder=3, weight="bold" if same else "normal",
                    fontsize=sheet.small - (0 if wide else 1.6), color=style.PAPER if dark else style.INK,
                )  # fmt: skip
            name = body(one, language)
            axes.annotate(
                name, (0, y), xytext=(-5, 0), textcoords="offset points", ha="right", va="center",
                fontsize=sheet.small - (0 if wide else 0.8),
            )  # fmt: skip
            share = float(own.loc[one, "between"])
            full = _PARTNERS + (3.4 if wide else 1.4)
            axes.annotate(
                f"{number(share, 0)}%" if share >= 0.5 else "<1%", (_PARTNERS + 0.1, y), xytext=(6 if wide else 3, 0),
                textcoords="offset points", va="center", fontsize=sheet.small, color=style.ACCENT,
                weight="bold" if share >= 10 else "normal", annotation_clip=False,
            )  # fmt: skip
            if wide:
                axes.barh(
                    y, (full - _PARTNERS - 0.4) * share / 100, left=_PARTNERS + 1.35, height=0.5,
                    color=style.ACCENT, clip_on=False, zorder=2,
                )  # fmt: skip
        head = {
            "en": "share of shortest paths\nbetween others through it"
            if wide
            else "paths\nthrough it",
            "zh": "其他机构之间最短路径\n经过该机构的比重" if wide else "路径\n比重",
        }[language]
        axes.annotate(
            head, (_PARTNERS + 0.1, -0.75), xytext=(6 if wide else 2, 0), textcoords="offset points",
            va="bottom", ha="left" if wide else "center", fontsize=sheet.small - 0.6, color=style.ACCENT, annotation_clip=False,
        )  # fmt: skip
        axes.set_xlim(0, _PARTNERS)
        axes.set_ylim(_PARTNERS - 0.45, -1.9 if wide else -1.7)
        marks.bare(axes)
        return sheet.figure


# --- From 2022 to 2025 -----------------------------------------------------

#: Bodies drawn: those that stand in more tasks of 2022 than this.
_FEW: Final = 5
_CHANGE_FIELDS: Final = {
    "node": Field("Body (successors with their predecessors)", "机构（承接者并入原机构）", codes=BODY.codes),
    "first": Field("Renewal tasks that name it, 2022", "2022年列名的更新任务", "integer"),
    "later": Field("Renewal tasks that name it, 2025", "2025年列名的更新任务", "integer"),
    "first_all": Field("Renewal tasks, 2022", "2022年更新任务总数", "integer"),
    "later_all": Field("Renewal tasks, 2025", "2025年更新任务总数", "integer"),
    "first_share": Field("Share 2022, %", "2022年比重（%）", "number"),
    "later_share": Field("Share 2025, %", "2025年比重（%）", "number"),
    "first_low": Field("Interval 2022, low", "2022年区间下限", "number"),
    "first_high": Field("Interval 2022, high", "2022年区间上限", "number"),
    "later_low": Field("Interval 2025, low", "2025年区间下限", "number"),
    "later_high": Field("Interval 2025, high", "2025年区间上限", "number"),
    "p": Field("p, exact test", "精确检验p值", "number"),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip


def _change_table(data: Data) -> pd.DataFrame:
    return network.renewal_change(data)


def _change_words(table: pd.DataFrame, language: Language) -> Words:
    one, two = int(table["first_all"].iloc[0]), int(table["later_all"].iloc[0])
    least = number(table["p"].min(), 2)
    bodies = len(table)
    gone = table[(table["later"] == 0) & (table["first"] > _FEW)]
    lost = gone.iloc[0]
    absent, wide = number(lost["first_share"], 0), number(lost["later_high"], 0)
    all_of = table[table["later"] == two].iloc[0]
    clear = int((table["p"] < 0.05).sum())
    if language == "en":
        return Words(
            title=f"With {two} renewal tasks in 2025 against {one} in 2022, no body's role can be said to have changed"
            if not clear
            else f"Of {bodies} bodies {clear} changed their role in renewal tasks from 2022 ({one} tasks) to 2025 ({two})",
            subtitle="Share of the tasks on urban renewal that name a body, lead or responsible, with 95% intervals, percent",
            alt=f"Pairs of dots with intervals for {len(table[table['first'] > _FEW])} bodies. {body(lost['node'], 'en')} stood in {absent} percent of {one} renewal tasks and "
            f"stands in none of {two}; the interval of 2025 still reaches {wide}. The smallest p of {bodies} bodies is {least}.",
            note=f"Tasks of the theme urban renewal only, since the 2025 Action Plan covers more than renewal; roles merged, since it prints "
            f"responsible bodies only. Drawn are bodies in more than {_FEW} tasks of 2022. Successors count with their "
            "predecessors. Districts are left out: named in every task of 2022, in 2025 once for all. Intervals are exact (Clopper and Pearson "
            "1934), p is Fisher's exact test without correction for many bodies. Both treat tasks as a sample of similar tasks, which "
            "they are not: what the documents print is certain; uncertain is only whether it shows a tendency.",
            finding=f"The tasks are too few to speak of change: {two} on renewal in 2025 against {one} in 2022; of {bodies} bodies the smallest p is {least}. "
            f"{body(all_of['node'], 'en')} is named in all {two}; {sentence(lost['node'], 'en')}, named in {absent}% before, in none.",
        )
    return Words(
        title=f"城市更新任务2025年只有{two}项，2022年为{one}项，还不能断定哪个机构的角色有变化"
        if not clear
        else f"{bodies}个机构中有{clear}个在城市更新任务中的角色有变化：2022年{one}项，2025年{two}项",
        subtitle="城市更新任务中列有该机构（牵头或责任）的比重及95%区间（%）",
        alt=f"{len(table[table['first'] > _FEW])}个机构的成对圆点和区间。{body(lost['node'], 'zh')}在2022年{one}项城市更新任务中占{absent}%，在2025年{two}项中一项也没有，"
        f"而2025年的区间上端仍达{wide}%。{bodies}个机构中最小的p值为{least}。",
        note=f"只计“城市更新”主题的任务，因为2025年五年行动计划的范围更宽；角色合并，因为这份文件只列责任单位。图中为2022年列名超过{_FEW}项的机构，机构改革后的承接者并入原机构。"
        "区县政府不计：2022年每项任务都列名，2025年只统一写了一次。区间为精确区间（Clopper和Pearson，1934），p值为费希尔精确检验，未按机构数校正。"
        "两者都把任务当作同类任务的抽样，其实不是：文件所列是确定的，不确定的只是能否由此看出趋势。",
        finding=f"任务太少，无法判断变化：城市更新任务2025年{two}项，2022年{one}项；{bodies}个机构中p值最小为{least}。"
        f"{body(all_of['node'], 'zh')}在{two}项中都列名；{body(lost['node'], 'zh')}此前在{absent}%的任务中列名，现在一项也没有。",
    )


def _change_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, en = shape == "wide", language == "en"
    rows = table[table["first"] > _FEW]
    left = (158 if en else 118) if wide else (134 if en else 100)
    with canvas(
        frame, language, shape, height=None if wide else 6.6, left=left, right=40, bottom=26
    ) as sheet:
        axes = sheet.axes
        for y, row in enumerate(records(rows)):
            for name, color, shift in (
                ("first", style.CONTRAST, -0.17),
                ("later", style.ACCENT, 0.17),
            ):
                low, high = getattr(row, f"{name}_low"), getattr(row, f"{name}_high")
                share = getattr(row, f"{name}_share")
                axes.plot(
                    [low, high], [y + shift] * 2, color=color, linewidth=5, alpha=0.28,
                    solid_capstyle="butt",
                )  # fmt: skip
                axes.plot(share, y + shift, "o", color=color, markersize=6, zorder=3, clip_on=False)
            axes.annotate(
                body(row.node, language), (0, y), xytext=(-8, 0), textcoords="offset points",
                ha="right", va="center", fontsize=sheet.small + (0.5 if wide else 0),
            )  # fmt: skip
            axes.annotate(
                f"{row.first}/{row.first_all}\n{row.later}/{row.later_all}", (100, y), xytext=(6, 0),
                textcoords="offset points", va="center", fontsize=sheet.small - 1, color=style.GREY,
                annotation_clip=False,
            )  # fmt: skip
        first = rows.iloc[0]
        for name, color, shift, year in (
            ("first", style.CONTRAST, -0.17, "2022"),
            ("later", style.ACCENT, 0.17, "2025"),
        ):
            axes.annotate(
                year, (float(first[f"{name}_low"]), shift), xytext=(-5, 0), ha="right", color=color, weight="bold",
                va="center", textcoords="offset points", fontsize=sheet.small,
            )  # fmt: skip
        axes.set_xlim(0, 100)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.yaxis.set_major_locator(NullLocator())
        axes.xaxis.set_major_locator(FixedLocator([0, 25, 50, 75, 100]))
        axes.xaxis.set_major_formatter("{x:.0f}%")
        axes.grid(visible=True, axis="x")
        return sheet.figure


EXHIBITS: Final = (
    Exhibit("governance-leads", "governance", _lead_table, _lead_words, _LEAD_FIELDS, _lead_draw),
    Exhibit("governance-partners", "governance", _tie_table, _tie_words, _TIE_FIELDS, _tie_draw),
    Exhibit(
        "governance-renewal-roles", "governance", _change_table, _change_words, _CHANGE_FIELDS,
        _change_draw,
    ),
)  # fmt: skip
