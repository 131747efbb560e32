"""The explorer: a path of the rate and a growth of residents, and what they give by 2035."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cqanalysis import migrants, overview
from cqanalysis.drawing import plot, style
from cqanalysis.drawing.plot import Plot
from cqanalysis.drawing.text import Language, number
from cqanalysis.explorer import Choice, Control, Explorer, Scene, State
from cqanalysis.tables import Data, records

#: From the least to the most that was observed since 2012, points a year.
_GAINS: Final = (0.4, 0.6, 0.7, 0.8, 1.0, 1.3, 1.6)
_CEILINGS: Final = ("80", "85", "90", "100")
#: Percent a year: from the slowest recent years to what 35 million residents ask for.
_GROWTHS: Final = (-0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_UNTIL: Final = 2060
_BOX: Final = Plot((2012, overview.HORIZON), (55, 95))
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "When is the target rate reached, and with how many people?",
        "path": "Path of the rate",
        "growth": "Change of residents, a year",
        "gain": "{} points a year",
        "ceiling": "S-curve, ceiling {}%",
        "year": "Year",
        "rate": "Rate, %",
        "urban": "Urban residents, 10,000",
    },
    "zh": {
        "title": "何时达到目标城镇化率，届时有多少人？",
        "path": "城镇化率路径",
        "growth": "常住人口年均增速",
        "gain": "每年{}个百分点",
        "ceiling": "S曲线，上限{}%",
        "year": "年份",
        "rate": "城镇化率（%）",
        "urban": "城镇人口（万人）",
    },
}


def _path(data: Data, value: str, curves: pd.DataFrame) -> pd.DataFrame:
    """Years and shares of a choice: points a year, or "s" and a ceiling."""
    if value.startswith("s"):
        chosen: pd.DataFrame = curves[curves["curve"] == value[1:]][["year", "share"]]
        return chosen
    last = overview.residents(data).iloc[-1]
    years = range(int(last["year"]), _UNTIL + 1)
    return pd.DataFrame(
        {
            "year": years,
            "share": [
                min(100.0, last["rate"] + float(value) * (year - last["year"])) for year in years
            ],
        }
    )


def _scene(data: Data, language: Language) -> Scene:
    words = _WORDS[language]
    curves = migrants.scenarios(data, _UNTIL)
    seen = overview.residents(data)
    paths = [Choice(f"{g:g}", words["gain"].format(number(g, 1))) for g in _GAINS]
    paths += [Choice(f"s{c}", words["ceiling"].format(c)) for c in _CEILINGS]
    growths = tuple(Choice(f"{g:g}", f"{number(g, 1, sign=True)}%") for g in _GROWTHS)
    aims = migrants.asked(data)
    aims = aims[aims["doc_id"] != "observed"].drop_duplicates("end", keep="last")
    subtitle, note = _told(data, language)
    return Scene(
        title=words["title"],
        subtitle=subtitle,
        note=note,
        heads=(words["year"], words["rate"], words["urban"]),
        controls=(
            Control("path", words["path"], "select", tuple(paths), _GAINS.index(0.7)),
            Control("growth", words["growth"], "range", growths, _GROWTHS.index(-0.2)),
        ),
        state=lambda values: _state(data, curves, values, language),
        draw=lambda parts: _draw(seen, aims, parts),
        rests=pd.concat([seen, aims])[["fact_ids", "obs_ids"]],
    )


def _state(data: Data, curves: pd.DataFrame, values: tuple[str, ...], language: Language) -> State:
    path = _path(data, values[0], curves)
    end = migrants.arrival(data, path, float(values[1]))
    shown = path[path["year"] <= overview.HORIZON]
    place = f"{_BOX.y(end.rate)}%"
    growth = f"{number(float(values[1]), 1, sign=True)}%"
    rate = f"{number(end.rate, 1)}%"
    part = f"{number(100 * end.urban / (end.urban + end.short), 1)}%"
    line = overview.headline(data)
    if language == "en":
        met = f"reaches 80% in {end.reached}" if end.reached else f"does not reach 80% by {_UNTIL}"
        said = (
            f"On this path the rate stands at {rate} in 2035 and {met}. With residents changing by {growth} a year, "
            f"the urban residents of 2035 come to {part} of the plan's number."
        )
    else:
        met = f"{end.reached}年达到80%" if end.reached else f"到{_UNTIL}年仍达不到80%"
        said = f"按此路径，2035年城镇化率为{rate}，{met}。常住人口年均变化{growth}时，2035年城镇人口为规划所载数的{part}。"
    people = {
        year: line.now * (1 + float(values[1]) / 100) ** (year - line.year)
        for year in shown["year"]
    }
    return State(
        words=said,
        rows=tuple(
            (str(row.year), number(row.share, 1), str(round(people[row.year] * row.share / 100)))
            for row in records(shown)
        ),
        marks={
            "path@points": _BOX.points(zip(shown["year"], shown["share"], strict=True)),
            "end@cy": place,
            "level@y": place,
            "level": number(end.rate, 1),
        },
    )


def _told(data: Data, language: Language) -> tuple[str, str]:
    """Subtitle and note."""
    line = overview.headline(data)
    need = 100 * ((line.population / line.now) ** (1 / (overview.HORIZON - line.year)) - 1)
    asked = number(need, 1)
    seen = overview.residents(data).set_index("year")["population"]
    years = line.year - migrants.SINCE
    late = number(100 * ((line.now / float(seen[migrants.SINCE])) ** (1 / years) - 1), 2, sign=True)
    step = number(_GROWTHS[1] - _GROWTHS[0], 1)
    if language == "en":
        return (
            "Urbanization rate of residents, percent: observed since 2012, and carried on as chosen",
            f"Arithmetic, not a forecast. A gain runs from the rate of {line.year}; an S-curve is the one fitted to all years, "
            "which need not pass through the last. The gains run from the slowest to the fastest period observed since 2012; "
            f"the change of residents ranges from a faster loss than in recent years to more than the {asked}% a year that the plan's two numbers imply. "
            "About 80 is read as 80; the plan's number is about 28 million urban residents, read as 28 million. First shown: the steps nearest to what was "
            f"observed since {migrants.SINCE}; residents changed by {late}% a year, and the steps here are {step} points wide (those of the overview are finer).",
        )
    return (
        "常住人口城镇化率，%：2012年以来观测值，此后按所选路径推算",
        f"这是算术推演，不是预测。年增幅自{line.year}年起算；S曲线以全部年份拟合，不一定经过最近一年。年增幅的范围取2012年以来最慢与最快的时期；"
        f"常住人口增速的范围，下端减少快于近年，上端高于规划两个数字所要求的年均{asked}%。规划所载数为2800万人左右，“左右”一律按所载数计。"
        f"初始值取最接近{migrants.SINCE}年以来观测值的一档：其间常住人口年均变化{late}%，这里每档相差{step}个百分点（总览一章的档距更细）。",
    )


def _draw(seen: pd.DataFrame, aims: pd.DataFrame, parts: Mapping[str, str]) -> str:
    until = overview.HORIZON
    content = [plot.axes(_BOX, (2012, 2025, until), {y: str(y) for y in range(60, 100, 10)})]
    pairs = zip(seen["year"], seen["rate"], strict=True)
    content.append(plot.line(_BOX.points(pairs), style.CONTRAST))
    content.append(plot.line(parts["path@points"], style.ACCENT, part="path"))
    for row in records(aims):
        content.append(plot.tick(_BOX.x(row.end), _BOX.y(row.share_end)))
        content.append(
            plot.words(
                _BOX.x(row.end), _BOX.y(row.share_end), number(row.share_end, 0), style.TARGET,
                anchor="end", shift=(-2, 24),
            )
        )  # fmt: skip
    content += [
        plot.dot(_BOX.x(until), parts["end@cy"].rstrip("%"), style.ACCENT, part="end"),
        plot.words(
            _BOX.x(until), parts["level@y"].rstrip("%"), parts["level"], style.ACCENT,
            anchor="start", shift=(10, 5), bold=True, part="level",
        ),
    ]  # fmt: skip
    return plot.sheet("".join(content))


EXPLORERS: Final = (Explorer("migrants-rate-and-people", "migrants", _scene),)
