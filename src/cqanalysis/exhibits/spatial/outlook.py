"""The explorer: a difference in growth, and where the ratio of product per head leads to."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from typing import Final

import pandas as pd

from cqanalysis import distance
from cqanalysis.drawing import plot, style
from cqanalysis.drawing.plot import Plot
from cqanalysis.drawing.text import Language, number
from cqanalysis.explorer import Choice, Control, Explorer, Scene, State
from cqanalysis.tables import Data, records

#: Percentage points between two positions of the slider, and to which its ends are rounded.
_STEP: Final = 0.25
_END: Final = 0.5
#: The last year, and between two lines across.
_UNTIL: Final = 2035
_LINES: Final = 0.2
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "What if the clusters grew faster, or slower?",
        "gap": "Growth of the clusters over that of the metropolitan area, a year",
        "base": "Counted from",
        "printed": "the printed base of {}",
        "census": "{}, residents of the census",
        "latest": "{}, residents after the census",
        "year": "Year",
        "ratio": "Metropolitan area over clusters",
        "target": "target {}: {}",
    },
    "zh": {
        "title": "“两群”增长快一些或慢一些，会怎样？",
        "gap": "“两群”年均增速超过主城都市区的幅度",
        "base": "起点",
        "printed": "{}年规划基数",
        "census": "{}年，普查人口",
        "latest": "{}年，普查后的人口",
        "year": "年份",
        "ratio": "主城都市区与“两群”之比",
        "target": "{}年目标：{}",
    },
}


def _level(ratio: float) -> str:
    return number(ratio, 2)


def _lead(gap: float) -> str:
    return f"{number(gap, 2, sign=True)}%"


def _leads(gaps: pd.DataFrame) -> list[float]:
    """As far either way as was achieved, rounded outward, by `_STEP`."""
    end = round(_END * math.ceil(abs(float(gaps.loc["achieved", "gap"])) / _END) / _STEP)
    return [_STEP * n for n in range(-end, end + 1)]


def _scene(data: Data, language: Language) -> Scene:
    ratios = distance.gdp_ratios(data["observations"], data["members"], data["facts"])
    gaps = distance.gdp_gaps(ratios).set_index("key")
    target = ratios[ratios["kind"] == "target"].sort_values("year").iloc[-1]
    leads, achieved = _leads(gaps), float(gaps.loc["achieved", "gap"])
    last = int(ratios.loc[ratios["kind"] == "computed", "year"].max())
    outlook = functools.partial(distance.gdp_outlook, ratios, until=range(last + 1, _UNTIL + 1))
    starts = outlook(0.0).drop_duplicates("base").set_index("base")
    words = _WORDS[language]
    ends = [float(value) for lead in (leads[0], leads[-1]) for value in outlook(lead)["ratio"]]
    ends += [float(value) for value in starts["ratio_start"]]
    box = Plot(
        (int(starts["start"].min()), _UNTIL),
        (_LINES * math.floor(min(ends) / _LINES), _LINES * math.ceil(max(ends) / _LINES)),
    )
    subtitle, note = _told(ratios, gaps, leads, language)
    return Scene(
        title=words["title"],
        subtitle=subtitle,
        note=note,
        heads=(words["year"], words["ratio"]),
        controls=(
            Control(
                "base", words["base"], "select",
                tuple(
                    Choice(str(base), words[str(base)].format(starts.loc[base, "start"]))
                    for base in starts.index
                ),
                list(starts.index).index("latest"),
            ),
            Control(
                "gap", words["gap"], "range",
                tuple(Choice(f"{lead:g}", _lead(lead)) for lead in leads),
                min(range(len(leads)), key=lambda n: abs(leads[n] - achieved)),
            ),
        ),
        state=lambda values: _state(outlook, values, target, box, language),
        draw=lambda parts: _draw(box, ratios, target, parts, language),
        rests=ratios[["fact_ids", "obs_ids"]],
    )  # fmt: skip


def _state(
    outlook: functools.partial[pd.DataFrame],
    values: tuple[str, ...],
    target: pd.Series,
    box: Plot,
    language: Language,
) -> State:
    base, lead = values[0], float(values[1])
    table = outlook(lead)
    path = table[table["base"] == base]
    start, last = path.iloc[0], path.iloc[-1]
    points = [(int(start["start"]), float(start["ratio_start"]))]
    points += [(int(row.year), float(row.ratio)) for row in records(path)]
    place = f"{box.y(last['ratio'])}%"
    return State(
        words=_finding(path, lead, target, language),
        rows=tuple((str(row.year), _level(row.ratio)) for row in records(path)),
        marks={
            "path@points": box.points(points),
            "end@cy": place,
            "level@y": place,
            "level": _level(last["ratio"]),
        },
    )


def _finding(path: pd.DataFrame, lead: float, target: pd.Series, language: Language) -> str:
    due, last = path[path["year"] == target["year"]].iloc[0], path.iloc[-1]
    start, base = due["start"], _level(due["ratio_start"])
    then, end, aim = _level(due["ratio"]), _level(last["ratio"]), number(target["ratio"], 1)
    size, way = f"{number(abs(lead), 2)}%", (lead > 0) - (lead < 0)
    if language == "en":
        growth = {
            1: f"grows {size} a year faster in the clusters than in the metropolitan area",
            0: "grows equally fast on both sides",
            -1: f"grows {size} a year slower in the clusters than in the metropolitan area",
        }[way]
        fate = {
            (True, True): f"Both are within the target for {target['year']}, {aim}.",
            (
                True,
                False,
            ): f"The first is within the target for {target['year']}, {aim}, the second above it.",
            (
                False,
                True,
            ): f"The first is above the target for {target['year']}, {aim}, the second within it.",
            (False, False): f"Both are above the target for {target['year']}, {aim}.",
        }[bool(due["reached"]), bool(last["reached"])]
        return (
            f"If product per head {growth}, the ratio goes from {base} in {start} to {then} in {due['year']} and "
            f"{end} in {last['year']}. {fate}"
        )
    growth = {
        1: f"比主城都市区年均快{size}",
        0: "与主城都市区相同",
        -1: f"比主城都市区年均慢{size}",
    }[way]
    fate = {
        (True, True): "两者都不高于",
        (True, False): "前者不高于、后者高于",
        (False, True): "前者高于、后者不高于",
        (False, False): "两者都高于",
    }[bool(due["reached"]), bool(last["reached"])]
    return (
        f"“两群”人均地区生产总值的增速{growth}时，比值由{start}年的{base}变为{due['year']}年的{then}和{last['year']}年的{end}，"
        f"{fate}{target['year']}年目标{aim}。"
    )


def _told(
    ratios: pd.DataFrame, gaps: pd.DataFrame, leads: list[float], language: Language
) -> tuple[str, str]:
    """Subtitle and note."""
    computed = ratios[ratios["kind"] == "computed"].sort_values("year")
    target = ratios[ratios["kind"] == "target"].sort_values("year").iloc[-1]
    achieved, printed = (_lead(float(gaps.loc[k, "gap"])) for k in ("achieved", "asked-printed"))
    census = _lead(float(gaps.loc["asked-census", "gap"]))
    start, end = int(gaps.loc["achieved", "start"]), int(gaps.loc["achieved", "end"])
    span = _lead(leads[0]), _lead(leads[-1])
    first = int(computed["year"].min())
    if language == "en":
        return (
            "Product per head of the metropolitan area (the plan's 21 units) over that of the two clusters, carried on to "
            f"{_UNTIL} at a constant difference in growth",
            f"Arithmetic, not a forecast. The difference is (1 + clusters) over (1 + metropolitan area) less 1. The slider runs from "
            f"{span[0]} to {span[1]}: as far either way as was achieved {start}–{end} ({achieved}, counted on the census), rounded up to "
            f"half a point; the value achieved is shown first, to the nearest step. The target asked {printed} from the printed base and {census} from "
            f"the census. The target is set for {target['year']} only; {_UNTIL} is compared with the same number. Blue dots are the computed "
            f"ratios, the other the printed base; the products of {first}, {start} and {end} rest on three economic censuses, some are doubtful (hollow: confidence C).",
        )
    return (
        f"主城都市区（规划口径21个单元）与“两群”人均地区生产总值之比，按固定的增速差推算到{_UNTIL}年",
        f"这是算术推演，不是预测。增速差为（1＋“两群”增速）除以（1＋主城都市区增速）再减1。滑块范围为{span[0]}至{span[1]}："
        f"以{start}—{end}年实际的增速差（按普查人口为{achieved}）向上取整到半个百分点，正负两个方向相同；初始值取最接近该实际值的一档。"
        f"目标从规划基数算要求{printed}，从普查人口算为{census}。目标只设到{target['year']}年，{_UNTIL}年也与同一数字相比。"
        f"蓝色圆点为计算所得的比值，另一点为规划基数；{first}年、{start}年和{end}年的地区生产总值分属三次经济普查，部分区县数据存疑（空心，可信度C）。",
    )


def _draw(
    box: Plot,
    ratios: pd.DataFrame,
    target: pd.Series,
    parts: Mapping[str, str],
    language: Language,
) -> str:
    steps = range(round(box.ys[0] / _LINES), round(box.ys[1] / _LINES) + 1)
    years = (int(box.xs[0]), int(target["year"]), _UNTIL)
    content = [plot.axes(box, years, {_LINES * n: number(_LINES * n, 1) for n in steps})]
    content.append(plot.line(parts["path@points"], style.ACCENT, part="path"))
    starts = ratios[(ratios["kind"] != "target") & (ratios["year"] >= box.xs[0])]
    for row in records(starts):
        printed = row.kind == "base"
        content.append(
            plot.dot(
                box.x(row.year), box.y(row.ratio), style.TARGET if printed else style.CONTRAST,
                hollow=row.confidence == "C",
            )
        )  # fmt: skip
    due, aim = int(target["year"]), float(target["ratio"])
    label = _WORDS[language]["target"].format(due, number(aim, 1))
    content += [
        plot.tick(box.x(due), box.y(aim)),
        # Above every path: the steepest starts lower.
        plot.words(
            box.x(due), box.y(box.ys[1]), label, style.TARGET, shift=(0, 12),
        ),
        plot.line(box.points([(due, aim), (due, box.ys[1] - _LINES / 4)]), style.TARGET, dotted=True),
        plot.dot(box.x(_UNTIL), parts["end@cy"].rstrip("%"), style.ACCENT, part="end"),
        plot.words(
            box.x(_UNTIL), parts["level@y"].rstrip("%"), parts["level"], style.ACCENT,
            anchor="start", shift=(10, 5), bold=True, part="level",
        ),
    ]  # fmt: skip
    return plot.sheet("".join(content))


EXPLORERS: Final = (Explorer("spatial-product-growth", "spatial", _scene),)
