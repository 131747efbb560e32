"""Which way land, money, talent and technology are to go between town and country."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from cqanalysis import countryside
from cqanalysis.drawing import style, text
from cqanalysis.drawing.canvas import Canvas, Frame, Shape, canvas
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits.field import CLAUSE_IDS, INSTRUMENTS, RESTS, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

_FACTORS: Final = {
    "land": ("land", "土地"),
    "money": ("money", "资金"),
    "talent": ("talent", "人才"),
    "technology": ("technology", "技术"),
}
_DIRECTIONS: Final = {
    "out": ("out of the countryside", "流出乡村"),
    "into": ("into the countryside", "流入乡村"),
    "neither": ("neither", "不跨城乡"),
}
_DOCUMENTS: Final[dict[str, dict[Language, str]]] = {
    "plan2035": {"en": "Plan", "zh": "规划"},
    "kaizhou2035": {"en": "Kaizhou", "zh": "开州"},
    "action2025": {"en": "2025", "zh": "2025"},
}
_YES: Final = {"yes": ("yes", "有"), "": ("no", "无")}
_FIELDS: Final = {
    "factor": Field("Factor", "要素", codes=_FACTORS),
    "direction": Field("Direction", "流向", codes=_DIRECTIONS),
    "instrument": Field("Instrument", "政策工具", codes=INSTRUMENTS),
    "measure_en": Field("Measure", "英文名"),
    "measure_zh": Field("Measure in Chinese", "措施"),
    "plan2035": Field("In the Urbanization Plan", "城镇化规划", codes=_YES),
    "kaizhou2035": Field("In the Kaizhou Plan", "开州城镇化规划", codes=_YES),
    "action2025": Field("In the 2025 Action Plan", "2025年五年行动计划", codes=_YES),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip
#: Mark and colour of a direction; town is thought of at the left.
_MARKS: Final = {
    "out": ("<", style.ACCENT),
    "into": (">", style.CONTRAST),
    "neither": ("s", style.GREY),
}
#: The factors in the two columns of the wide sheet.
_COLUMNS: Final = (("land", "technology"), ("money", "talent"))


def _table(data: Data) -> pd.DataFrame:
    return countryside.factor_flows(data["measures"])


def _counts(table: pd.DataFrame, column: str) -> dict[str, int]:
    return {str(key): int(n) for key, n in table[column].value_counts().items()}


def _words(table: pd.DataFrame, language: Language) -> Words:
    ways = dict.fromkeys(countryside.DIRECTIONS, 0) | _counts(table, "direction")
    of = {
        (factor, way): int(((table["factor"] == factor) & (table["direction"] == way)).sum())
        for factor in countryside.FACTORS
        for way in countryside.DIRECTIONS
    }
    # The title says so; another coding would need another.
    assert {f for (f, way), n in of.items() if way == "out" and n} == {"land"}
    assert {f for (f, way), n in of.items() if way == "into" and n} == set(_FACTORS) - {"land"}
    total = len(table)
    own = int((table["plan2035"] == "yes").sum())
    passed = int(((table["plan2035"] == "yes") & (table["kaizhou2035"] == "yes")).sum())
    late = table[table["action2025"] == "yes"]
    again = late[late["plan2035"] == "yes"]
    kept, rights = len(again), int((again["factor"] == "land").sum())
    if language == "en":
        return Words(
            title=f"{ways['out']} measures let land leave the countryside, {ways['into']} bring money, talent and technology in",
            subtitle="Measures on land, money, talent and technology between town and country, and the documents that state them",
            alt=f"Of {total} measures {ways['out']} let land leave the countryside; {of['money', 'into']} bring in money, {of['talent', 'into']} talent, "
            f"{of['technology', 'into']} technology; {ways['neither']} stay within one side. No measure brings land in or lets money out. "
            f"The Kaizhou Plan repeats {passed} of the plan's {own}; the 2025 Action Plan has {kept} of them, {rights} on land.",
            note="Units of the coding of measures (see the codebook), each counted once across documents: those of the section on flows, "
            "those on rights in land wherever they stand, and those of the 2025 Action Plan on either. The direction is this book's reading by one coder: a right in land that may be sold to "
            "users from outside or given up counts as out of the countryside, one that moves between farmers as neither. People who leave, "
            "and the money that follows them, are the subject of another chapter. Counts are of statements; no document says how much is to "
            "flow. The 2025 Action Plan is abridged in the text read.",
            finding=f"The plan asks for flows both ways, but each factor is to flow in one direction only: {ways['out']} measures let land leave the countryside, "
            f"{ways['into']} bring money, talent and technology in. None of the {total} says how much is to flow.",
        )
    return Words(
        title=f"{ways['out']}项措施让土地流出乡村，{ways['into']}项引资金、人才、技术流入",
        subtitle="土地、资金、人才和技术在城乡之间流动的措施，以及所在文件",
        alt=f"{total}项措施中，让土地流出乡村的{ways['out']}项；引资金流入的{of['money', 'into']}项、引人才的{of['talent', 'into']}项、引技术的"
        f"{of['technology', 'into']}项；不跨城乡的{ways['neither']}项。没有一项引土地流入或让资金流出。开州城镇化规划重复了城镇化规划{own}项中的"
        f"{passed}项；2025年五年行动计划载有其中{kept}项，{rights}项关于土地。",
        note="以措施编码的单元计（见编码手册），各文件相同的只计一次：包括要素流动一节的全部措施、写在别处的农村土地权益措施，以及2025年五年行动计划中与之对应的措施。"
        "流向为本书一名编码员的判读：可以卖给外来使用者或退出的土地权益计为流出乡村，在农户之间转移的计为不跨城乡。"
        "进城的人口和随人走的资金见另一章。所计的是表述，各文件都没有写明流动多少。2025年五年行动计划所据为删减本。",
        finding=f"规划要求双向流动，但每种要素只有一个流向：{ways['out']}项让土地流出乡村，{ways['into']}项引资金、人才和技术流入；"
        f"{total}项都没有写明流动多少。",
    )


def _draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    tall = None if shape == "wide" else 8.8
    with canvas(frame, language, shape, height=tall, left=18, right=18, bottom=24) as sheet:
        axes = sheet.axes
        box, size = axes.get_position(), sheet.figure.get_size_inches() * 72
        wide, high = box.width * size[0], box.height * size[1]
        axes.set_axis_off()
        # One unit is a point: lists are set like text.
        axes.set_xlim(0, wide)
        axes.set_ylim(high, 0)
        columns = _COLUMNS if sheet.wide else (tuple(_FACTORS),)
        step = wide / len(columns)
        for nth, names in enumerate(columns):
            _list(sheet, table[table["factor"].isin(names)], names, (nth * step, step - 14), high)
        _key(sheet, high)
        return sheet.figure


def _list(
    sheet: Canvas,
    table: pd.DataFrame,
    names: tuple[str, ...],
    place: tuple[float, float],
    high: float,
) -> None:
    """The measures of some factors below each other, with a dot for each document."""
    axes, language, size = sheet.axes, sheet.language, sheet.small * 0.88
    left, wide = place
    gap = {"en": 30.0, "zh": 26.0}[language]
    spots = {
        doc: left + wide - gap * (len(_DOCUMENTS) - 0.5 - n) for n, doc in enumerate(_DOCUMENTS)
    }
    for doc, x in spots.items():
        axes.text(
            x, 4, _DOCUMENTS[doc][language], ha="center", va="center", fontsize=size * 0.92,
            color=style.GREY,
        )  # fmt: skip
    room = wide - 18 - gap * len(_DOCUMENTS)
    rows = [
        (row, text.wrap(getattr(row, f"measure_{language}"), room, size)) for row in records(table)
    ]
    # A measure takes its lines and a little more; a head two.
    line = (high - 8) / (sum(len(words) + 0.6 for _, words in rows) + 2 * len(names))
    line = min(line, size * 1.35)
    y = 4.0
    for name in names:
        y += line * 1.6
        axes.text(
            left, y, _FACTORS[name][language == "zh"].capitalize(), va="center",
            fontsize=sheet.label, weight="bold",
        )  # fmt: skip
        y += line * 0.4
        for row, words in rows:
            if row.factor != name:
                continue
            y += line * (0.6 + len(words) / 2)
            mark, color = _MARKS[row.direction]
            axes.plot(left + 5, y, mark, color=color, markersize=5.5)
            axes.text(left + 15, y, "\n".join(words), va="center", fontsize=size, linespacing=1.08)
            for doc, x in spots.items():
                if getattr(row, doc) == "yes":
                    axes.plot(x, y, "o", color=style.INK, markersize=4)
            y += line * len(words) / 2


def _key(sheet: Canvas, high: float) -> None:
    """The marks of the directions, in one row below."""
    words = {
        "en": {"out": "out of the countryside", "into": "into the countryside", "neither": "neither"},
        "zh": {"out": "流出乡村", "into": "流入乡村", "neither": "不跨城乡"},
    }[sheet.language]  # fmt: skip
    x = 6.0
    for way, (mark, color) in _MARKS.items():
        sheet.axes.plot(x, high + 14, mark, color=color, markersize=6, clip_on=False)
        sheet.axes.text(
            x + 9, high + 14, words[way], va="center", fontsize=sheet.small, color=color
        )
        x += text.width(words[way], sheet.small) + 28


EXHIBITS: Final = (
    Exhibit("integration-factor-flows", "integration", _table, _words, _FIELDS, _draw),
)
