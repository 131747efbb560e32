"""The explorer: one body, its tasks, partners and measurable targets."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from cqanalysis import network
from cqanalysis.drawing import plot, style
from cqanalysis.drawing.plot import Plot
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits.governance.names import body, sentence
from cqanalysis.explorer import Choice, Control, Explorer, Scene, State
from cqanalysis.tables import Data

#: Names that a cell lists before it says how many more there are.
_NAMED: Final = 6
#: Partners drawn.
_PARTNERS: Final = 6
#: Height of a bar in pixels.
_BAR: Final = 10
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "What does one body have to do, with whom, and by which numbers is it measured?",
        "agency": "Body",
        "what": "In the two plans",
        "n": "Number",
        "which": "Which",
        "alone": "Leads alone, 2022",
        "joint": "Leads with others, 2022",
        "responsible": "Responsible only, 2022",
        "later": "Named in 2025",
        "partners": "Partners, with tasks in common",
        "targets": "Targets with a number in its tasks",
    },
    "zh": {
        "title": "一个机构要做什么、同谁一起做、用什么数字衡量？",
        "agency": "机构",
        "what": "在两份文件中",
        "n": "数量",
        "which": "内容",
        "alone": "2022年单独牵头",
        "joint": "2022年共同牵头",
        "responsible": "2022年仅为责任单位",
        "later": "2025年列名",
        "partners": "合作单位及共同任务数",
        "targets": "任务中有数值的目标",
    },
}
_ROLES: Final = ("alone", "joint", "responsible", "later")
_COLORS: Final = (style.CONTRAST, style.SEQUENTIAL[2], "#AEB6BF", style.ACCENT)


def _scene(data: Data, language: Language) -> Scene:
    rows = network.mentions(data)
    order = network.leaders(data)
    unnamed = set(rows.loc[rows["kind"] == "unnamed", "agency"])
    keys = [key for key in order["agency"] if key not in unnamed]
    counts = rows.drop_duplicates("task_id").groupby("doc_id")["task_id"].size()
    tasks = {doc: int(counts[doc]) for doc in (network.PLAN, network.LATER)}
    words = _WORDS[language]
    subtitle, note = _told(tasks, len(keys), language)
    clauses = list(dict.fromkeys(rows["clause_id"]))
    return Scene(
        title=words["title"],
        subtitle=subtitle,
        note=note,
        heads=(words["what"], words["n"], words["which"]),
        controls=(
            Control(
                "agency", words["agency"], "select",
                tuple(Choice(key, body(key, language)) for key in keys), 0,
            ),
        ),
        state=functools.partial(_state, data, tasks, language),
        draw=functools.partial(_draw, language),
        rests=pd.DataFrame({"fact_ids": "", "obs_ids": "", "clause_ids": clauses}),
    )  # fmt: skip


def _state(
    data: Data, tasks: Mapping[str, int], language: Language, values: tuple[str, ...]
) -> State:
    (key,) = values
    found = network.dossier(data, key)
    own, words = _by_role(data, key), _WORDS[language]
    names = data["tasks"].set_index("task_id")[f"title_{language}"]
    labels = data["facts"].set_index("fact_id")[f"label_{language}"]
    listed = {role: [str(names[task]) for task in own[role]] for role in _ROLES}
    listed["partners"] = [f"{body(node, language)} {n}" for node, n in found.partners]
    listed["targets"] = list(dict.fromkeys(str(labels[fact]) for fact in found.targets))
    sizes = {role: len(own[role]) for role in _ROLES}
    sizes |= {"partners": len(found.partners), "targets": len(found.targets)}
    bars = [sizes[role] for role in _ROLES]
    shown = [*found.partners[:_PARTNERS], *[("", 0)] * _PARTNERS][:_PARTNERS]
    most = max(tasks.values())
    marks = {f"n{place}": f"{words[role]} · {sizes[role]}" for place, role in enumerate(_ROLES)}
    marks |= {f"b{place}@width": f"{100 * n / most:.3g}%" for place, n in enumerate(bars)}
    marks |= {
        f"p{place}": f"{body(node, language)} · {n}" if node else ""
        for place, (node, n) in enumerate(shown)
    }
    marks |= {f"q{place}@width": f"{100 * n / most:.3g}%" for place, (_, n) in enumerate(shown)}
    return State(
        words=_finding(key, found, tasks, language),
        rows=tuple(
            (words[name], str(n), _cut(listed[name], language)) for name, n in sizes.items()
        ),
        marks=marks,
    )


def _by_role(data: Data, key: str) -> dict[str, list[str]]:
    """Tasks of a body by what it does in them, measurable ones first."""
    rows = network.mentions(data)
    own = rows[rows["agency"] == key]
    first = own[own["doc_id"] == network.PLAN]
    led = first[first["role"] == "lead"]
    order = list(network.dossier(data, key).tasks["task_id"])
    parts = {
        "alone": set(led.loc[led["leads"] == 1, "task_id"]),
        "joint": set(led.loc[led["leads"] > 1, "task_id"]),
        "responsible": set(first["task_id"]) - set(led["task_id"]),
        "later": set(own.loc[own["doc_id"] == network.LATER, "task_id"]),
    }
    return {role: [task for task in order if task in part] for role, part in parts.items()}


def _cut(names: Sequence[str], language: Language) -> str:
    """Names in a cell: the first few, and how many more."""
    more = len(names) - _NAMED
    if not names:
        return "—"
    said = ("；" if language == "zh" else "; ").join(names[:_NAMED])
    if more <= 0:
        return said
    return f"{said}；另有{more}项" if language == "zh" else f"{said}; and {more} more"


def _finding(key: str, found: network.Dossier, tasks: Mapping[str, int], language: Language) -> str:
    name, numbers = body(key, language), len(found.targets)
    strict = int(found.tasks["strict"].sum())
    partner, common = found.partners[0]
    if language == "en":
        return (
            f"{name}: leads {found.led} of the {tasks[network.PLAN]} tasks of 2022, {found.alone} of them alone, is responsible in {found.responsible} more, and is named "
            f"in {found.later} of the {tasks[network.LATER]} of 2025. Most often beside it: {sentence(partner, 'en')}, in {common}. Its tasks hold {numbers} targets with a "
            f"number; {strict} of the tasks hold one with a year and without “about” or “strive for”."
        )
    return (
        f"{name}：2022年{tasks[network.PLAN]}项任务中牵头{found.led}项，其中单独牵头{found.alone}项，另有{found.responsible}项为责任单位；2025年{tasks[network.LATER]}项中列名{found.later}项。"
        f"最常同列的是{body(partner, 'zh')}，共{common}项。其任务中有数值的目标{numbers}个，限期且不含“左右”“力争”的任务{strict}项。"
    )


def _told(tasks: Mapping[str, int], bodies: int, language: Language) -> tuple[str, str]:
    """Subtitle and note."""
    first, later = tasks[network.PLAN], tasks[network.LATER]
    if language == "en":
        return (
            f"Tasks of one body and its closest partners, of {first} in 2022 and {later} in 2025",
            f"The list holds the {bodies} bodies that a task of the Renewal Action Plan (2022) or of the 2025 Action Plan names, those that lead "
            "most first; names are shortened. Bars are tasks, all on one scale. Tasks with a number and a year stand first in a cell; a cell names "
            f"{_NAMED} at most. Partners stand in the same task, whatever their role; the districts' governments count as one there. A target "
            "in a task belongs to all bodies named for it. A body that took over another's role has its own entry.",
        )
    return (
        f"一个机构在2022年{first}项、2025年{later}项任务中的角色及最常同列的机构",
        f"列表为城市更新提升行动计划（2022年）或2025年五年行动计划任务所列的{bodies}个机构，牵头最多的在前，名称从简。横条为任务数，同一尺度。"
        f"格内先列有数值和年份的任务，最多列{_NAMED}项。合作单位指同一任务所列机构，不分角色，区县政府合为一家。任务中的目标属于所列全部机构。机构改革后的承接者单独列出。",
    )


def _draw(language: Language, parts: Mapping[str, str]) -> str:
    """Bars of tasks above, bars of partners below."""
    box = Plot((0, 1), (0, len(_ROLES) + _PARTNERS + 1))
    top = box.ys[1]
    content = []
    for place, color in enumerate(_COLORS):
        y = box.y(top - place)
        content.append(_bar(y, color, f"b{place}", parts[f"b{place}@width"]))
        content.append(_label(y, parts[f"n{place}"], f"n{place}"))
    head = box.y(top - len(_ROLES) - 0.35)
    content.append(
        plot.words(
            "0", head, _WORDS[language]["partners"], style.GREY, anchor="start", shift=(0, 0)
        )
    )
    for place in range(_PARTNERS):
        y = box.y(top - len(_ROLES) - 1 - place)
        content.append(_bar(y, style.SEQUENTIAL[3], f"q{place}", parts[f"q{place}@width"]))
        content.append(_label(y, parts[f"p{place}"], f"p{place}"))
    return plot.sheet("".join(content))


def _label(y: str, text: str, part: str) -> str:
    return plot.words("0", y, text, style.INK, anchor="start", shift=(0, -5), part=part)


def _bar(y: str, color: str, part: str, width: str) -> str:
    return (
        f'<rect data-part="{part}" x="0" y="{y}%" width="{width}" height="{_BAR}" fill="{color}"/>'
    )


EXPLORERS: Final = (Explorer("governance-agency", "governance", _scene),)
