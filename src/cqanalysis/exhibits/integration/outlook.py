"""The explorer: two growth rates, and where the income ratio leads to."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Mapping
from typing import Final

import pandas as pd

from cqanalysis import integration, pace
from cqanalysis.drawing import plot, style
from cqanalysis.drawing.plot import Plot
from cqanalysis.drawing.text import Language, number
from cqanalysis.explorer import Choice, Control, Explorer, Scene, State
from cqanalysis.tables import Data, records

#: Percentage points between two positions of a slider.
_STEP: Final = 0.5
_ATTRIBUTES: Final[dict[str, dict[Language, str]]] = {
    "预期性": {"en": "expected target", "zh": "预期性目标"},
    "约束性": {"en": "binding target", "zh": "约束性目标"},
    "": {"en": "target", "zh": "目标"},
}
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "What if incomes grew at other rates?",
        "urban": "Growth of urban income, a year",
        "rural": "Growth of rural income, a year",
        "year": "Year",
        "ratio": "Urban over rural income",
        "target": "target {}: {}",
    },
    "zh": {
        "title": "换一组增速，城乡收入比会怎样？",
        "urban": "城镇居民收入年均增速",
        "rural": "农村居民收入年均增速",
        "year": "年份",
        "ratio": "城乡收入比",
        "target": "{}年目标：{}",
    },
}


def _level(ratio: float) -> str:
    return number(ratio, integration.RATIO_DECIMALS)


def _rate(value: float) -> str:
    return f"{number(value, 1)}%"


def _rates(growth: pd.DataFrame) -> list[float]:
    """From half the slowest recent growth of either income to the fastest, by `_STEP`."""
    slowest, fastest = (
        growth[["urban", "rural"]].min().min(),
        growth[["urban", "rural"]].max().max(),
    )
    low, high = round(slowest / 2 / _STEP), round(fastest / _STEP)
    return [_STEP * n for n in range(low, high + 1)]


def _control(key: str, rates: list[float], latest: float, language: Language) -> Control:
    choices = tuple(Choice(f"{rate:g}", _rate(rate)) for rate in rates)
    first = min(range(len(rates)), key=lambda n: abs(rates[n] - latest))
    return Control(key, _WORDS[language][key], "range", choices, first)


def _scene(data: Data, language: Language) -> Scene:
    observations = data["observations"]
    pairs = integration.income_pairs(observations)
    growth = integration.recent_growth(observations)
    pairs = pairs[pairs["year"] >= growth["start"].min()]
    asked = integration.latest_target(data["facts"])
    rates, latest = _rates(growth), growth.iloc[-1]
    outlook = functools.partial(integration.ratio_outlook, pairs.iloc[-1])
    # The two corners of the sliders hold every path between them.
    corners = [outlook(rates[0], rates[-1]), outlook(rates[-1], rates[0])]
    box = _box(pairs, *corners)
    subtitle, note = _told(pairs, growth, rates, corners[0], asked, language)
    words = _WORDS[language]
    return Scene(
        title=words["title"],
        subtitle=subtitle,
        note=note,
        heads=(words["year"], words["ratio"]),
        controls=tuple(
            _control(key, rates, float(latest[key]), language) for key in ("urban", "rural")
        ),
        state=lambda values: _state(outlook, box, asked, values, language),
        draw=lambda parts: _draw(box, pairs, corners[0], asked, parts, language),
        rests=pd.concat([pairs, asked.to_frame().T])[["fact_ids", "obs_ids"]],
    )


def _box(*tables: pd.DataFrame) -> Plot:
    years = [year for table in tables for year in table["year"]]
    ratios = [ratio for table in tables for ratio in table["ratio"]]
    low, high = math.floor(2 * min(ratios)) / 2, math.ceil(2 * max(ratios)) / 2
    return Plot((min(years), max(years)), (low, high))


def _state(
    outlook: functools.partial[pd.DataFrame],
    box: Plot,
    asked: pd.Series,
    values: tuple[str, ...],
    language: Language,
) -> State:
    urban, rural = (float(value) for value in values)
    path = outlook(urban, rural)
    final = float(path["ratio"].iloc[-1])
    place = f"{box.y(final)}%"
    return State(
        words=_finding(path, urban, rural, asked, language),
        rows=tuple((str(row.year), _level(row.ratio)) for row in records(path)),
        marks={
            "path@points": box.points(zip(path["year"], path["ratio"], strict=True)),
            "end@cy": place,
            "level@y": place,
            "level": _level(final),
        },
    )


def _finding(
    path: pd.DataFrame, urban: float, rural: float, asked: pd.Series, language: Language
) -> str:
    first, last = path.iloc[0], path.iloc[-1]
    start, end = _level(first["ratio"]), _level(last["ratio"])
    moved = (rural < urban) - (rural > urban)
    target = pace.Target(asked["value"], asked["operator"], "lower", asked["year"])
    held, turn = integration.passing(path, target)
    name = _ATTRIBUTES[asked["attribute"]][language]
    if language == "en":
        way = {
            -1: f"falls from {start} in {first['year']} to {end} in {last['year']}",
            0: f"stays at {start} from {first['year']} to {last['year']}",
            1: f"rises from {start} in {first['year']} to {end} in {last['year']}",
        }[moved]
        fate = {
            (True, False): "It keeps within",
            (True, True): f"From {turn} on it is above",
            (False, True): f"From {turn} on it keeps within",
            (False, False): "It stays above",
        }[held, turn is not None]
        return (
            f"With urban incomes growing by {_rate(urban)} and rural incomes by {_rate(rural)} a year, "
            f"the ratio {way}. {fate} the {name} for {asked['year']}, {_level(asked['value'])}."
        )
    way = {
        -1: f"由{first['year']}年的{start}降至{last['year']}年的{end}",
        0: f"从{first['year']}年到{last['year']}年保持在{start}",
        1: f"由{first['year']}年的{start}升至{last['year']}年的{end}",
    }[moved]
    fate = {
        (True, False): "始终不高于",
        (True, True): f"{turn}年起高于",
        (False, True): f"{turn}年起不高于",
        (False, False): "始终高于",
    }[held, turn is not None]
    return (
        f"城镇、农村居民收入年均分别增长{_rate(urban)}和{_rate(rural)}时，城乡收入比{way}，"
        f"{fate}{asked['year']}年的{name}{_level(asked['value'])}。"
    )


def _told(
    pairs: pd.DataFrame,
    growth: pd.DataFrame,
    rates: list[float],
    path: pd.DataFrame,
    asked: pd.Series,
    language: Language,
) -> tuple[str, str]:
    """Subtitle and note."""
    last, latest, until = pairs.iloc[-1], growth.iloc[-1], int(path["year"].max())
    seen = growth[["urban", "rural"]]
    slowest, fastest = _rate(seen.min().min()), _rate(seen.max().max())
    incomes = [number(last[key], language=language) for key in ("urban", "rural")]
    span = f"{_rate(rates[0])}", f"{_rate(rates[-1])}"
    since, year = int(growth["start"].min()), int(last["year"])
    level = _level(asked["value"])
    if language == "en":
        return (
            f"Urban over rural income per head, Chongqing: observed {since}–{year}, and carried on "
            f"to {until} at two constant growth rates",
            f"Arithmetic, not a forecast: the incomes of {year} ({incomes[0]} and {incomes[1]} yuan, "
            "current prices, integrated household survey) grow at the rates chosen, the same every "
            f"year. The sliders run from {span[0]} to {span[1]}: from half the slowest to the fastest "
            f"growth of either income between two observed years since {since} ({slowest} to "
            f"{fastest}), in steps of half a point. First shown are the rates of {latest['start']}–"
            f"{latest['end']} ({_rate(latest['urban'])} and {_rate(latest['rural'])}), to the nearest "
            f"step. The plans print {level} for {asked['year']} as a plain number and set nothing for "
            "later years; it is read as a ceiling, to the decimals printed. A dotted line spans years "
            "without a pair of incomes, a hollow circle rests on a computed income (confidence C).",
        )
    return (
        f"重庆市城镇居民与农村居民人均收入之比：{since}—{year}年为观测值，此后按两个固定增速推算到{until}年",
        f"这是算术推演，不是预测：以{year}年城镇、农村居民收入（{incomes[0]}元、{incomes[1]}元，当年价，"
        f"城乡一体化住户调查）为起点，每年按所选增速增长。滑块范围为{span[0]}至{span[1]}，"
        f"下限是{since}年以来各相邻观测年份之间两项收入最低增速（{slowest}）的一半，上限取最高增速（{fastest}），"
        f"每档半个百分点；初始值取{latest['start']}—{latest['end']}年的增速（{_rate(latest['urban'])}、"
        f"{_rate(latest['rural'])}）就近取整到档。规划所载{asked['year']}年目标{level}未附“不高于”一类限定，此后年份未设目标；"
        "这里按上限理解，比较时取与规划相同的小数位数。虚线跨越没有成对收入的年份，空心圆点用到推算的收入（可信度C）。",
    )


def _draw(
    box: Plot,
    pairs: pd.DataFrame,
    path: pd.DataFrame,
    asked: pd.Series,
    parts: Mapping[str, str],
    language: Language,
) -> str:
    start, until = pairs.iloc[-1], int(path["year"].max())
    years = (int(pairs["year"].min()), int(start["year"]), until)
    values = {float(y): str(y) for y in range(math.ceil(box.ys[0]), math.floor(box.ys[1]) + 1)}
    content = [plot.axes(box, years, values)]
    for one, two in itertools.pairwise(records(pairs)):
        ends = box.points([(one.year, one.ratio), (two.year, two.ratio)])
        content.append(plot.line(ends, style.CONTRAST, dotted=two.year - one.year > 1))
    content.append(plot.line(parts["path@points"], style.ACCENT, part="path"))
    for row in records(pairs):
        place = box.x(row.year), box.y(row.ratio)
        content.append(plot.dot(*place, style.CONTRAST, hollow=row.confidence == "C"))
    due, level = int(asked["year"]), float(asked["value"])
    # Left of the target no path ever runs, and the observed line stays below the words.
    label, high = _WORDS[language]["target"].format(due, _level(level)), float(pairs["ratio"].max())
    content += [
        plot.line(box.points([(due, level), (due, high)]), style.TARGET, dotted=True),
        plot.tick(box.x(due), box.y(level)),
        plot.words(
            box.x(due), box.y(high), label, style.TARGET,
            anchor="end", shift=(8, -14),
        ),
        plot.words(
            box.x(start["year"]), box.y(start["ratio"]), _level(start["ratio"]), style.CONTRAST,
            anchor="end", shift=(2, 20), bold=True,
        ),
        plot.words(
            box.x(years[0]), box.y(pairs["ratio"].iloc[0]), _level(pairs["ratio"].iloc[0]),
            style.CONTRAST, anchor="start", shift=(-4, 22), bold=True,
        ),
        plot.dot(box.x(until), parts["end@cy"].rstrip("%"), style.ACCENT, part="end"),
        plot.words(
            box.x(until), parts["level@y"].rstrip("%"), parts["level"], style.ACCENT,
            anchor="start", shift=(10, 5), bold=True, part="level",
        ),
    ]  # fmt: skip
    return plot.sheet("".join(content))


EXPLORERS: Final = (Explorer("integration-income-growth", "integration", _scene),)
