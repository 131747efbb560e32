"""The explorer: a programme and a yearly volume, and the year in which it is complete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from cqanalysis import renewal
from cqanalysis.drawing import plot, style
from cqanalysis.drawing.plot import Plot
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.renewal.names import PROGRAMMES
from cqanalysis.explorer import Choice, Control, Explorer, Scene, State
from cqanalysis.tables import Data

#: Percent of the yearly volume asked, between two positions of the slider.
_STEP: Final = 10
_SLOWEST: Final = 30
_UNTIL: Final = 2037
#: Programmes offered: those that one volume tells whole. The first is the one
#: observed on its own count.
_OFFERED: Final = (
    "green-space", "compounds", "shanties", "parks", "clear-waters", "riverbank", "water-pipes",
    "footpaths",
)  # fmt: skip
#: Units with the same digits in both languages: 1 ha is 10,000 m².
_UNITS: Final[dict[str, tuple[str, str]]] = {
    "万平方米": ("ha", "公顷"), "万户": ("households", "户"), "公里": ("km", "公里"), "个": ("", "个"),
}  # fmt: skip
_FACTORS: Final = {"万户": 1e4}
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "At what pace would a programme be complete, and when?",
        "programme": "Programme",
        "pace": "Yearly volume, in % of what is asked",
        "year": "End of year",
        "done": "Volume done",
        "share": "Share, %",
        "due": "due: all of it",
    },
    "zh": {
        "title": "以怎样的年均量，工程在哪一年完成？",
        "programme": "工程",
        "pace": "年均量（占年均要求的比例）",
        "year": "年末",
        "done": "完成量",
        "share": "占总量（%）",
        "due": "到期：全部完成",
    },
}


def _plain(value: float) -> str:
    """Digits that both languages write alike: no commas."""
    return number(value, 0 if value == round(value) else 1, language="zh")


def _fastest(table: pd.DataFrame) -> int:
    """The fastest pace on record: old compounds started, of what is asked."""
    asked = float(table.loc[table["kind"] == "asked", "per_year"].iloc[0])
    started = float(table.loc[table["kind"] == "started", "per_year"].max())
    return round(100 * started / asked / _STEP) * _STEP


def _scene(data: Data, language: Language) -> Scene:
    facts, observations = data["facts"], data["observations"]
    zh, words = language == "zh", _WORDS[language]
    scale = renewal.scale(facts, observations).set_index("programme").loc[list(_OFFERED)]
    started = renewal.compounds(facts, observations)
    seen = renewal.observed_years(facts, observations)
    seen = seen[seen["seen"] == "same"]
    paces = list(range(_SLOWEST, _fastest(started) + 1, _STEP))
    first = min(paces, key=lambda p: abs(p - 100 * seen["value"].iloc[0] / seen["asked"].iloc[0]))
    box = Plot((renewal.PERIOD[0] - 1, _UNTIL), (0, 100))
    subtitle, note = _told(scale, started, seen, paces, language)
    controls = (
        Control(
            "programme", words["programme"], "select",
            tuple(Choice(key, PROGRAMMES[key][zh]) for key in _OFFERED),
            _OFFERED.index(seen["programme"].iloc[0]),
        ),
        Control(
            "pace", words["pace"], "range",
            tuple(Choice(str(pace), f"{pace}%") for pace in paces), paces.index(first),
        ),
    )  # fmt: skip
    rests = pd.concat([scale.reset_index(), started, seen])[["fact_ids", "obs_ids"]]
    return Scene(
        title=words["title"],
        subtitle=subtitle,
        note=note,
        heads=(words["year"], words["done"], words["share"]),
        controls=controls,
        state=lambda values: _state(scale, box, values, language),
        draw=lambda parts: _draw(box, parts, language),
        rests=rests,
    )


def _state(scale: pd.DataFrame, box: Plot, values: tuple[str, ...], language: Language) -> State:
    key, pace = values[0], int(values[1])
    row = scale.loc[key]
    unit, factor = _UNITS[row["unit"]][language == "zh"], _FACTORS.get(row["unit"], 1.0)
    volume = float(row["value"]) * factor
    yearly = float(row["per_year"]) * factor * pace / 100
    done = renewal.progress(volume, yearly, _UNTIL)
    years = range(renewal.PERIOD[0] - 1, _UNTIL + 1)
    finish = renewal.completion(volume, yearly)
    due = renewal.PERIOD[1]
    by_due = done[due - years[0]]
    points = [(year, 100 * part / volume) for year, part in zip(years, done, strict=True)]
    # The line bends where all is done, not at the end of that year.
    exact = min(_UNTIL, years[0] + volume / yearly)
    bend = [(x, y) for x, y in points if x < exact]
    path = [*bend, (exact, 100.0), (_UNTIL, 100.0)]
    return State(
        words=_finding(key, pace, yearly, volume, by_due, finish, unit, language),
        rows=tuple(
            (str(year), _plain(part), number(100 * part / volume, 0))
            for year, part in zip(years, done, strict=True)
            if year >= renewal.PERIOD[0]
        ),
        marks={
            "path@points": box.points(path),
            "end@cx": f"{box.x(exact)}%",
            "level@x": f"{box.x(exact)}%",
            "level": str(finish),
        },
    )


def _finding(
    key: str,
    pace: int,
    yearly: float,
    volume: float,
    by_due: float,
    finish: int,
    unit: str,
    language: Language,
) -> str:
    due = renewal.PERIOD[1]
    one, whole, then = (_plain(v) for v in (yearly, volume, by_due))
    part = number(100 * by_due / volume, 0)
    if language == "en":
        name = PROGRAMMES[key][0]
        of = f" {unit}" if unit else ""
        when = (
            f"all {whole}{of} are done by the end of {finish}"
            if finish <= due
            else f"{then}{of} of {whole} ({part}%) are done by the end of {due}, and all in {finish}"
        )
        return f"{name}: at {one}{of} a year, {pace}% of what is asked, {when}."
    name = PROGRAMMES[key][1]
    when = (
        f"到{finish}年末全部完成{whole}{unit}"
        if finish <= due
        else f"到{due}年末完成{whole}{unit}中的{then}{unit}（{part}%），全部完成在{finish}年"
    )
    return f"{name}：每年{one}{unit}（相当于要求的{pace}%），{when}。"


def _told(
    scale: pd.DataFrame,
    started: pd.DataFrame,
    seen: pd.DataFrame,
    paces: list[int],
    language: Language,
) -> tuple[str, str]:
    """Subtitle and note."""
    zh = language == "zh"
    first, due = renewal.PERIOD
    late = started[started["confidence"] == "C"].iloc[0]
    asked = started[started["kind"] == "asked"].iloc[0]
    share = number(100 * late["per_year"] / asked["per_year"], 0)
    one = seen.iloc[0]
    name = PROGRAMMES[one["programme"]][zh]
    if not zh:
        return (
            f"Share of a programme's volume done at a constant yearly volume, {first - 1}–{_UNTIL}, against the end of {due}",
            f"Arithmetic, not a forecast: nothing is done at the end of {first - 1}, and the same volume is done each year after. "
            f"The slider runs from {paces[0]}% of what an even division asks, at which a programme takes until {renewal.completion(100, 20 * paces[0] / 100)}, to {paces[-1]}%, "
            f"the pace at which work on old compounds was started in {late['start']}–{late['end']} ({share}%, weak evidence of confidence C; started, not completed). "
            f"It starts with {name.lower()} at the one yearly volume observed on the same count, that of {one['year']}. For the other "
            "programmes no comparable yearly volume is in this collection. Areas are in hectares (10,000 m²), old compounds as well; "
            f"the {len(scale)} programmes offered are those with a single volume.",
        )
    return (
        f"按固定年均量计算的完成比例，{first - 1}—{_UNTIL}年，与{due}年末对照",
        f"这是算术推演，不是预测：{first - 1}年末为零，此后每年完成同样的量。滑块下限为年均要求的{paces[0]}%，按此要到{renewal.completion(100, 20 * paces[0] / 100)}年才完成；"
        f"上限{paces[-1]}%，取老旧小区{late['start']}—{late['end']}年启动的速度（{share}%，证据较弱，可信度C；是启动，不是完成）。"
        f"初始显示{name}，取唯一有同口径观测值的{one['year']}年的年均量；其余工程在本资料集没有可比的年均量。"
        f"面积以公顷计（1公顷即1万平方米），老旧小区同样；所列{len(scale)}项工程各有一个总量。",
    )


def _draw(box: Plot, parts: Mapping[str, str], language: Language) -> str:
    first, due = renewal.PERIOD
    content = [
        plot.axes(box, (first - 1, due, 2030, _UNTIL), {y: str(y) for y in range(0, 101, 20)}),
        plot.line(box.points([(due, 0), (due, 100)]), style.TARGET, dotted=True),
        plot.line(parts["path@points"], style.ACCENT, part="path"),
        plot.tick(box.x(due), box.y(100)),
        plot.words(
            box.x(due), box.y(0), _WORDS[language]["due"], style.TARGET, anchor="start",
            shift=(8, -10),
        ),
        plot.dot(parts["end@cx"].rstrip("%"), box.y(100), style.ACCENT, part="end"),
        plot.words(
            parts["level@x"].rstrip("%"), box.y(100), parts["level"], style.ACCENT,
            shift=(0, -12), bold=True, part="level",
        ),
    ]  # fmt: skip
    return plot.sheet("".join(content))


EXPLORERS: Final = (Explorer("renewal-completion", "renewal", _scene),)
