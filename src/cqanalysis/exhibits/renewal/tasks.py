"""The renewal plan's goals and tasks: what each has that it could be held to."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from cqanalysis import commitments
from cqanalysis.drawing import style
from cqanalysis.drawing.canvas import Canvas, Frame, Shape, canvas
from cqanalysis.drawing.text import LANGUAGES, Language, number, wrap
from cqanalysis.exhibits.amounts import SIGNS
from cqanalysis.exhibits.field import CLAUSE_IDS, RESTS, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.exhibits.renewal.names import DIMENSIONS, GOALS, UNIT_EN, amount, with_units
from cqanalysis.tables import Data, records

# --- Goals -----------------------------------------------------------------

_BASE: Final = {
    "here": ("in the plan", "本计划所载"), "elsewhere": ("in another document", "其他文件所载"),
    "none": ("none", "无"),
}  # fmt: skip
_TASK: Final = {
    "measured": ("a task prints the number", "任务载有该数"),
    "named": ("a task names the subject", "任务提及而无数"), "none": ("no task", "无任务"),
}  # fmt: skip
_SEEN: Final = {
    "judged": ("observed on its own definition", "同口径观测"),
    "near": ("on another definition", "其他口径"), "none": ("not in this collection", "本资料集无观测值"),
}  # fmt: skip
_GOAL_FIELDS: Final = {
    "goal": Field("Goal (row of facts.csv)", "目标（规划数据行号）"),
    "dimension": Field("Dimension of the plan's goals", "目标维度", codes={
        str(n): own for n, own in DIMENSIONS.items()
    }),
    "label_en": Field("Goal", "英文名"),
    "label_zh": Field("Chinese name", "目标"),
    "operator": Field("Qualifier", "限定"),
    "value": Field("Number for 2025", "2025年目标数", "number"),
    "unit": Field("Unit as printed", "单位"),
    "unit_en": UNIT_EN,
    "base": Field("Base", "基数", codes=_BASE),
    "task": Field("Task", "任务", codes=_TASK),
    "leads": Field("Lead agencies of that task", "该任务牵头单位数", "integer"),
    "agencies": Field("Lead agencies (keys)", "牵头单位标识"),
    "seen": Field("Observed", "观测情况", codes=_SEEN),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip


def _goal_table(data: Data) -> pd.DataFrame:
    table = commitments.goals(data)
    return with_units(table.assign(dimension=table["dimension"].astype(str)), data)


def _goal_words(table: pd.DataFrame, language: Language) -> Words:
    n = len(table)
    here, elsewhere = (int((table["base"] == b).sum()) for b in ("here", "elsewhere"))
    measured, named, none = (int((table["task"] == t).sum()) for t in ("measured", "named", "none"))
    led = int((table["leads"] > 0).sum())
    one = int((table["leads"] == 1).sum())
    many = int(table["leads"].max())
    judged, near = (int((table["seen"] == s).sum()) for s in ("judged", "near"))
    whole = int(((table["base"] != "none") & (table["task"] == "measured")).sum())
    alone = table[table["task"] == "none"].iloc[0]
    key = "g" + str(alone["goal"]).rpartition("g")[2]
    lonely = GOALS[key][language == "zh"]
    if language == "en":
        return Words(
            title=f"Of {n} goals of the Renewal Action Plan, {measured} are repeated with their number in a task and {here or 'none'} has a base in the plan",
            subtitle="Numbers that the overall goals set for 2025, by dimension: has each a base, a task with the number, a lead agency, an observation?",
            alt=f"A list of {n} goals in six dimensions with four marks each. Base: {here} in the plan, {elsewhere} in another document. Task: "
            f"{measured} with the number, {named} named without the number, {none} without a task. A lead agency through the task: {led}. Observed: {judged} on their own "
            f"definition, {near} on another.",
            note="Base: a printed base value or outcome with a year, of the same indicator and area. Task: one that prints the number (full), or that names the subject "
            f"(ring; found by reading). The lead is that of the task; where the task has no number, its leads answer for the subject, not for the number. {one} goals have one "
            f"lead, the others two or more, up to {many}. No document assigns a goal itself. Observed: in this collection, since 2020 and up to 2025; "
            "most goals are about things that departments count and statistical bulletins do not.",
            finding=f"The Renewal Action Plan sets {n} numbers for 2025 and prints a base for {here or 'none'} of them; {elsewhere} have one in another document. "
            f"{measured} are repeated with their number in a task that has a lead agency, {named} are only named in one, and {lonely.lower()} in none; {whole or 'no'} goal has both "
            "a base and a task with its number.",
        )
    return Words(
        title=f"城市更新提升行动计划的{n}个目标中，{measured}个的数值写进了任务，{f'{here}个' if here else '没有一个'}写明基数",
        subtitle="总体目标为2025年设定的数：有无基数、有数的任务、牵头单位、观测",
        alt=f"六个维度的{n}个目标，各有四个标记。基数：本计划所载{here}个，其他文件所载{elsewhere}个。任务：载有该数{measured}个，提及而无数{named}个，"
        f"没有任务{none}个。经任务可知牵头单位的{led}个。观测：同口径{judged}个，其他口径{near}个。",
        note=f"基数：同一指标、同一范围、载有年份的基数或实绩。任务：载有该数的（实心），或提及该主题的（空心，人工判读）。牵头单位是任务的牵头单位；任务没有"
        f"数字的，牵头单位对主题负责，而不是对数字负责。一家牵头的{one}个，其余由两家以上、最多{many}家共同牵头。没有文件把目标本身落实到单位。"
        "观测：本资料集中2020年以后至2025年的数据；多数目标由部门掌握，统计公报不列。",
        finding=f"城市更新提升行动计划为2025年设定的{n}个目标{f'中，{here}个写明了基数（另有' if here else '都没有写明基数（其中'}{elsewhere}个可从其他文件查到）；"
        f"{measured}个目标的数值写进了有牵头单位的任务，{named}个只在任务中提到而没有数值，“{lonely}”没有对应任务。有基数可查、数值又写进任务的目标{f'有{whole}个' if whole else '一个也没有'}。",
    )


_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("base", "number\nin a task", "lead\nagency", "ob-\nserved"),
    "zh": ("基数", "任务中\n的数", "牵头\n单位", "观测"),
}
_KEY: Final[dict[Language, tuple[tuple[bool, str], ...]]] = {
    "en": (
        (True, "base printed in the plan; number in a task\nand its lead agency; observed as defined"),
        (False, "base in another document; subject named in a task\nand its lead agency; observed on another definition"),
    ),
    "zh": (
        (True, "本计划载有基数；任务载有该数及其牵头单位；\n同口径观测"),
        (False, "其他文件载有基数；任务仅提及及其牵头单位；\n其他口径观测"),
    ),
}  # fmt: skip


def _goal_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide = shape == "wide"
    halves = [("1", "2", "3"), ("4", "5", "6")] if wide else [tuple("123456")]
    with canvas(
        frame, language, shape, height=None if wide else 9.4, left=14, right=14, bottom=0
    ) as sheet:
        sheet.axes.set_axis_off()
        box = sheet.axes.get_position()
        for nth, dimensions in enumerate(halves):
            width = box.width / len(halves)
            axes = sheet.figure.add_axes((box.x0 + nth * width, box.y0, width, box.height))
            down = _goal_panel(axes, table, dimensions, sheet)
            if nth == len(halves) - 1:
                for full, text in _KEY[language]:
                    down += 1.9
                    _marks(axes, [(0.03, down)], full=full)
                    axes.text(
                        0.07, down, text, va="center", fontsize=sheet.small * 0.92, linespacing=1.15
                    )
            axes.set_xlim(0, 1)
            axes.set_ylim(21.2 if wide else down + 1.4, -2.2)
            axes.set_axis_off()
        return sheet.figure


def _goal_panel(
    axes: Axes, table: pd.DataFrame, dimensions: tuple[str, ...], sheet: Canvas
) -> float:
    """Goals of some dimensions, one below the other; returns where they end."""
    zh, size = sheet.language == "zh", sheet.small * 0.94
    columns = (0.66, 0.75, 0.85, 0.94)
    for x, head in zip(columns, _HEADS[sheet.language], strict=True):
        # Line by line: a descender would lift a block of lines above its neighbours.
        for up, line in enumerate(reversed(head.split("\n"))):
            axes.annotate(
                line, (x, -0.6), xytext=(0, 2 + up * 1.15 * size), textcoords="offset points",
                ha="center", va="baseline", fontsize=size * 0.9, color=style.GREY,
            )  # fmt: skip
    down, spots = 0.0, []
    for dimension in dimensions:
        axes.text(
            0, down, DIMENSIONS[int(dimension)][zh], va="center", fontsize=size, color=style.CONTRAST,
            weight="normal" if zh else "bold",
        )  # fmt: skip
        for row in records(table[table["dimension"] == dimension]):
            down += 1
            name = GOALS["g" + row.goal.rpartition("g")[2]][zh]
            # "Deaths per 100 million yuan" is longer than its column: the name says it.
            english = "" if " per " in row.unit_en else row.unit_en
            value = SIGNS[row.operator] + amount(row.value, row.unit, english, sheet.language)
            axes.text(0.02, down, name, va="center", fontsize=size)
            axes.text(0.60, down, value, va="center", ha="right", fontsize=size, color=style.TARGET)
            marks = (
                (row.base != "none", row.base == "here"),
                (row.task != "none", row.task == "measured"),
                (row.leads > 0, row.task == "measured"),
                (row.seen != "none", row.seen == "judged"),
            )
            spots += [
                (x, down, there, full) for x, (there, full) in zip(columns, marks, strict=True)
            ]
        down += 1.15
    for full in (True, False):
        _marks(axes, [(x, y) for x, y, there, whole in spots if there and whole == full], full=full)
    empty = [(x, y) for x, y, there, _ in spots if not there]
    axes.plot(*zip(*empty, strict=True), "_", color="#B9C0C7", markersize=9)
    return down


def _marks(axes: Axes, spots: list[tuple[float, float]], *, full: bool) -> None:
    if spots:
        axes.plot(
            *zip(*spots, strict=True), "o", color=style.CONTRAST, markersize=5.4,
            markeredgewidth=1.4, markerfacecolor=style.CONTRAST if full else style.PAPER,
        )  # fmt: skip


# --- Tasks -----------------------------------------------------------------

#: Parts of the renewal plan, in a few words.
PARTS: Final[dict[int, tuple[str, str]]] = {
    2: ("Planning", "规划水平"),
    3: ("Construction", "建设水平"),
    4: ("Management", "管理水平"),
    5: ("Transport", "交通水平"),
    6: ("Economy", "经济品质"),
    7: ("Daily life", "生活品质"),
    8: ("Ecology", "生态品质"),
    9: ("Culture", "人文品质"),
    10: ("Resilience", "韧性水平"),
    11: ("Safeguards", "保障措施"),
}
_KINDS: Final = {
    "firm": ("firm number and year", "数和年限确定"), "soft": ("softened number", "数有弹性或为标准"),
    "none": ("no number", "没有数"),
}  # fmt: skip
_YES: Final = {"yes": ("yes", "是"), "no": ("no", "否")}
_TASK_FIELDS: Final = {
    "task_id": Field("Task", "任务标识"),
    "part": Field("Part of the plan", "部分", codes={str(n): own for n, own in PARTS.items()}),
    "part_en": Field("Name of the part", "部分英文名"),
    "part_zh": Field("Name of the part in Chinese", "部分名称"),
    "kind": Field("What it holds", "所载数字", codes=_KINDS),
    "numbers": Field("Printed numbers", "所载数的个数", "number"),
    "observed": Field("Any of its numbers judged by an observation", "有观测值可判断", codes=_YES),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}


def _task_table(data: Data) -> pd.DataFrame:
    table = commitments.measurable(data)
    names = {
        f"part_{la}": table["part"].map(lambda n, i=i: PARTS[n][i])
        for i, la in enumerate(LANGUAGES)
    }
    return table.assign(part=table["part"].astype(str), **names)


def _task_words(table: pd.DataFrame, language: Language) -> Words:
    n, zh = len(table), language == "zh"
    firm, soft, none = (int((table["kind"] == k).sum()) for k in ("firm", "soft", "none"))
    share = number(100 * firm / n, 0)
    by_part = table[table["kind"] == "firm"].groupby("part").size()
    most = by_part.idxmax()
    size = int((table["part"] == most).sum())
    empty = [
        p
        for p in sorted(set(table["part"]), key=int)
        if (table.loc[table["part"] == p, "kind"] == "none").all()
    ]
    names = [PARTS[int(p)][zh] for p in empty]
    seen = int((table["observed"] == "yes").sum())
    best, top = PARTS[int(most)][zh], int(by_part.max())
    if language == "en":
        listed = ", ".join(name.lower() for name in names[:-1]) + f" and {names[-1].lower()}"
        return Words(
            title=f"{firm} of {n} tasks hold a firm number and a year; {top} of them are on {best.lower()}",
            subtitle="Tasks of the Renewal Action Plan by part: with a firm number and a year, with a softened number, with none",
            alt=f"Stacked bars for ten parts. {firm} of {n} tasks, {share} percent, hold a firm number, {soft} a softened one, {none} none. {best} has {top} of its "
            f"{size}; {len(empty)} parts have none at all: {listed}. Observations judge {seen or 'none'} of them.",
            note="Firm: a target or a quantity with a number and a year, printed without “about”, “strive for”, “basically” or “encourage”; a task may hold several. Softened: a number "
            "with one of these words, a standard, or a name. The goals in front of the tasks are not tasks. Where no year is printed in "
            "the clause, the end of the plan's period counts. A task without a number may be as important as one with it.",
            finding=f"{firm} of the {n} tasks of the Renewal Action Plan, {share}%, can be measured by the numbers they print, {top} of them on {best.lower()}. "
            f"{len(empty)} parts ({listed}) print no number in any task. In this collection {seen or 'none'} of the {firm + soft} tasks with a number can be judged.",
        )
    listed = "、".join(names)
    return Words(
        title=f"{n}项任务中，{firm}项有确定的数和年限，其中{top}项属于{best}部分",
        subtitle="城市更新提升行动计划各部分的任务：数和年限确定的、数有弹性或为标准的、没有数的",
        alt=f"十个部分的堆叠横条。{n}项任务中，{firm}项（{share}%）数和年限确定，{soft}项有弹性，{none}项没有数。{best}部分{size}项中有{top}项；"
        f"{len(empty)}个部分一项也没有：{listed}。有观测值可判断的{seen}项。",
        note="“确定”指目标或数量有数有年限，且不带“约”“力争”“基本”“鼓励”一类措辞，一项任务可有几个数；“有弹性”指带上述措辞的数、标准或名称。任务之前的总体目标不计入。"
        "条款未载年份的，以规划期末计。没有数的任务未必不重要。",
        finding=f"城市更新提升行动计划{n}项任务中，{firm}项（{share}%）凭所载数字即可衡量，其中{top}项属于{best}部分；{len(empty)}个部分（{listed}）的任务没有一个数。"
        f"有数字的{firm + soft}项任务中，本资料集能据以判断的{f'有{seen}项' if seen else '一项也没有'}。",
    )


def _task_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    zh = language == "zh"
    fills = {"firm": (style.CONTRAST, style.PAPER), "soft": ("#7FA3C4", style.INK),
             "none": ("#DDE2E7", style.GREY)}  # fmt: skip
    parts = [str(part) for part in PARTS]
    with canvas(
        frame, language, shape, left=96 if language == "en" else 82, right=20, bottom=4
    ) as sheet:
        axes = sheet.axes
        for y, part in enumerate(parts):
            own, left = table[table["part"] == part], 0
            for kind, (fill, ink) in fills.items():
                n = int((own["kind"] == kind).sum())
                if n:
                    axes.barh(y, n, left=left, height=0.74, color=fill)
                    axes.text(
                        left + n / 2, y, str(n), ha="center", va="center", color=ink,
                        fontsize=sheet.label, weight="bold" if kind == "firm" else "normal",
                    )  # fmt: skip
                left += n
        most = int(table.groupby("part").size().max())
        room = 160.0 if shape == "wide" else 84.0 if zh else 72.0
        spots = (("firm", 0, "left"), ("soft", most * 0.38, "left"), ("none", most, "right"))
        for kind, x, side in spots:
            axes.text(
                x, -0.75, "\n".join(wrap(_KINDS[kind][zh], room, sheet.label, bold=True)), ha=side,
                va="bottom", fontsize=sheet.label, linespacing=1.1,
                weight="bold", color=style.GREY if kind == "none" else
                style.CONTRAST if kind == "firm" else "#4A7296",
            )  # fmt: skip
        axes.set_ylim(len(parts) - 0.5, -1.6 if shape == "wide" else -2.0)
        axes.set_xlim(0, most)
        axes.yaxis.set_major_locator(FixedLocator(range(len(parts))))
        axes.yaxis.set_major_formatter(FixedFormatter([PARTS[int(p)][zh] for p in parts]))
        axes.tick_params(axis="y", labelsize=sheet.label, labelcolor=style.INK)
        axes.xaxis.set_major_locator(NullLocator())
        axes.spines["bottom"].set_visible(False)
        return sheet.figure


EXHIBITS: Final = (
    Exhibit("renewal-goals", "renewal", _goal_table, _goal_words, _GOAL_FIELDS, _goal_draw),
    Exhibit("renewal-measurable-tasks", "renewal", _task_table, _task_words, _TASK_FIELDS, _task_draw),
)  # fmt: skip
