"""The explorer: a growth of the residents, and whether the two numbers of 2035 fit them."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Mapping
from typing import Final

import pandas as pd

from cqanalysis import overview
from cqanalysis.drawing import plot, style
from cqanalysis.drawing.plot import Plot
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.overview.fit import people
from cqanalysis.explorer import Choice, Control, Explorer, Scene, State
from cqanalysis.overview import Headline
from cqanalysis.pace import ABOUT, compound_growth
from cqanalysis.tables import Data, records

#: Percentage points between two positions of the slider.
_STEP: Final = 0.1
#: Residents between two lines across, 10,000.
_LINES: Final = 100
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "What if residents grew at another rate?",
        "growth": "Growth of residents, a year",
        "year": "Year",
        "population": "Residents",
        "urban": "Urban residents at {}%",
        "rate": "Rate for {} urban residents",
        "both": "both numbers hold: {}",
        "about": "“about”, within {}%: {}",
    },
    "zh": {
        "title": "换一个人口增速，两个规划数相容吗？",
        "growth": "常住人口年均增速",
        "year": "年份",
        "population": "常住人口",
        "urban": "按{}%计的城镇人口",
        "rate": "城镇人口达到{}所需的城镇化率",
        "both": "两数同时成立：{}",
        "about": "“左右”按上下{}%以内：{}",
    },
}


def _percent(value: float) -> str:
    return f"{number(value, 1)}%"


def _axis(value: float, language: Language) -> str:
    """Residents in the unit of the axis."""
    return number(value / 100, 2) if language == "en" else number(value, 0, language="zh")


def _growths(seen: pd.DataFrame, line: Headline) -> list[float]:
    """From the weakest year observed to what the two numbers ask, by `_STEP`."""
    weakest = 100 * seen["population"].pct_change().min()
    asked = 100 * compound_growth(line.now, line.population, overview.HORIZON - line.year)
    low, high = math.floor(weakest / _STEP), math.ceil(asked / _STEP)
    return [round(_STEP * n, 1) for n in range(low, high + 1)]


def _trend(line: Headline) -> float:
    """Growth a year that leads to the residents of 2035 at the latest trend, percent."""
    return 100 * compound_growth(line.now, line.projected, overview.HORIZON - line.year)


def _scene(data: Data, language: Language) -> Scene:
    seen, line = overview.residents(data), overview.headline(data)
    growths, trend = _growths(seen, line), _trend(line)
    words = _WORDS[language]
    choices = tuple(Choice(f"{growth:g}", _percent(growth)) for growth in growths)
    first = min(range(len(growths)), key=lambda n: abs(growths[n] - trend))
    futures = functools.partial(overview.futures, data)
    ends = [futures(growths[0]), futures(growths[-1])]
    rests = pd.concat([seen, ends[0]])[["fact_ids", "obs_ids"]]
    people_seen = [float(value) for table in (seen, *ends) for value in table["population"]]
    box = Plot(
        (int(seen["year"].min()), overview.HORIZON),
        (_LINES * math.floor(min(people_seen) / _LINES), _LINES * math.ceil(max(people_seen) / _LINES)),
    )  # fmt: skip
    subtitle, note = _told(seen, line, _percent(growths[first]), language)
    return Scene(
        title=words["title"],
        subtitle=subtitle,
        note=note,
        heads=(
            words["year"], words["population"], words["urban"].format(number(line.rate, 0)),
            words["rate"].format(people(line.urban, language, 0)),
        ),
        controls=(Control("growth", words["growth"], "range", choices, first),),
        state=lambda values: _state(futures(float(values[0])), line, box, values[0], language),
        draw=lambda parts: _draw(box, seen, line, parts, language),
        rests=rests.drop_duplicates(),
    )  # fmt: skip


def _state(path: pd.DataFrame, line: Headline, box: Plot, growth: str, language: Language) -> State:
    final = path.iloc[-1]
    place = f"{box.y(final['population'])}%"
    rows = tuple(
        (
            str(row.year), people(row.population, language, 2), people(row.urban, language, 2),
            _percent(row.rate_needed),
        )
        for row in records(path)
    )  # fmt: skip
    return State(
        words=_finding(final, line, float(growth), language),
        rows=rows,
        marks={
            "path@points": box.points(zip(path["year"], path["population"], strict=True)),
            "end@cy": place,
            "level@y": place,
            "level": _axis(final["population"], language),
        },
    )


def _finding(final: pd.Series, line: Headline, growth: float, language: Language) -> str:
    there, urban = (people(final[key], language, 2) for key in ("population", "urban"))
    gap, asked = people(abs(final["gap"]), language, 2), people(line.urban, language, 0)
    rate, needed = number(line.rate, 0), _percent(final["rate_needed"])
    about = number(100 * ABOUT, 0)
    short, near = final["gap"] > 0, final["population"] >= line.least
    if language == "en":
        held = (
            f"{gap} fewer than the {asked} planned; for that number {needed} would have to live in towns"
            if short
            else f"{gap} more than the {asked} planned, for which {needed} would be enough"
        )
        fate = {
            (False, True): "Both numbers hold.",
            (True, True): f"Both hold only if “about” is read as within {about}%.",
            (
                True,
                False,
            ): f"They do not both hold, even if “about” is read as within {about}%.",
        }[short, near]
        return (
            f"If residents change by {_percent(growth)} a year, {final['year']} has {there}. At {rate}% that is "
            f"{urban} urban residents, {held}. {fate}"
        )
    held = (
        f"比规划的{asked}少{gap}；要达到规划数，城镇化率须为{needed}"
        if short
        else f"比规划的{asked}多{gap}，城镇化率达到{needed}即可"
    )
    fate = {
        (False, True): "两个规划数可以同时成立。",
        (True, True): f"只有两个“左右”都按上下{about}%以内理解，两者才能同时成立。",
        (True, False): f"即使两个“左右”都按上下{about}%以内理解，两者也不能同时成立。",
    }[short, near]
    return f"常住人口年均变化{_percent(growth)}时，{final['year']}年为{there}；按{rate}%计，城镇人口为{urban}，{held}。{fate}"


def _told(seen: pd.DataFrame, line: Headline, first: str, language: Language) -> tuple[str, str]:
    """Subtitle and note."""
    since, end = int(seen["year"].min()), overview.HORIZON
    changes = 100 * seen["population"].pct_change()
    weakest = _percent(changes.min())
    strongest, trend = _percent(changes.max()), number(_trend(line), 2)
    asked = number(100 * compound_growth(line.now, line.population, end - line.year), 2)
    about, step = number(100 * ABOUT, 0), number(_STEP, 1)
    if language == "en":
        return (
            f"Residents of Chongqing, million: observed {since}–{line.year}, and then to {end} at a constant growth rate",
            f"Arithmetic, not a forecast: the residents of {line.year} change by the same rate every year. The slider runs from "
            f"the lowest year since {since} ({weakest}) to the growth at which both numbers hold ({asked}% a year), in "
            f"steps of {step} points; the highest year had {strongest}. It starts at {first}, the step nearest to the trend of the "
            f"last five years: the mean yearly change of residents, carried on to {end}, is {trend}% a year. The plan prints the rate and the urban residents of {end} with “about” "
            f"and does not define it; this book reads it as within {about}%. The table sets the two numbers against "
            "the residents of each year; they are due in the last. Year-end residents as revised after the 2020 census.",
        )
    return (
        f"重庆市常住人口（万人）：{since}—{line.year}年为观测值，此后按固定增速推算到{end}年",
        f"这是算术推演，不是预测：{line.year}年的常住人口每年按同一增速变化。滑块下限是{since}年以来增速最低一年的数值（{weakest}），"
        f"上限是两个规划数同时成立所需的增速（每年{asked}%），每档{step}个百分点；增长最快的一年为{strongest}。"
        f"初始值为{first}，是最接近近五年趋势的一档：近五年常住人口的年均增减量延续到{end}年，相当于每年{trend}%。规划对{end}年的城镇化率和城镇人口都写了“左右”而未定义，"
        f"本书理解为上下{about}%以内。数值表把两个规划数与各年的常住人口相对照，到期的只有最后一年。常住人口为2020年普查后修订的年末数。",
    )


def _draw(
    box: Plot, seen: pd.DataFrame, line: Headline, parts: Mapping[str, str], language: Language
) -> str:
    words, until, last = _WORDS[language], overview.HORIZON, seen.iloc[-1]
    low, high = (int(y) for y in box.ys)
    scale = 100 if language == "en" else 1
    levels = {float(y): str(y // scale) for y in range(low, high + 1, _LINES)}
    content = [plot.axes(box, (int(box.xs[0]), int(last["year"]), until), levels)]
    content.append(
        plot.line(
            box.points([(until, line.least), (until, line.population)]), style.TARGET, dotted=True
        )
    )
    for one, two in itertools.pairwise(records(seen)):
        ends = box.points([(one.year, one.population), (two.year, two.population)])
        content.append(plot.line(ends, style.CONTRAST))
    content.append(plot.line(parts["path@points"], style.ACCENT, part="path"))
    content += [
        plot.dot(box.x(row.year), box.y(row.population), style.CONTRAST) for row in records(seen)
    ]
    both = words["both"].format(people(line.population, language, 2))
    about = words["about"].format(number(100 * ABOUT, 0), people(line.least, language, 2))
    content += [
        plot.tick(box.x(until), box.y(line.population)),
        plot.tick(box.x(until), box.y(line.least)),
        # The edges of the box, where no path ends.
        plot.words(
            box.x(until), box.y(box.ys[1]), both, style.TARGET, anchor="end", shift=(8, 14),
        ),
        plot.words(
            box.x(until), box.y(box.ys[0]), about, style.TARGET, anchor="end", shift=(8, -14),
        ),
        plot.words(
            box.x(last["year"]), box.y(last["population"]), _axis(last["population"], language),
            style.CONTRAST, anchor="end", shift=(4, 24), bold=True,
        ),
        plot.dot(box.x(until), parts["end@cy"].rstrip("%"), style.ACCENT, part="end"),
        plot.words(
            box.x(until), parts["level@y"].rstrip("%"), parts["level"], style.ACCENT,
            anchor="start", shift=(10, 5), bold=True, part="level",
        ),
    ]  # fmt: skip
    return plot.sheet("".join(content))


EXPLORERS: Final = (Explorer("overview-residents", "overview", _scene),)
