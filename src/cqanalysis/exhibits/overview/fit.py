"""Whether the two headline numbers of 2035 fit the residents there are."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MultipleLocator

from cqanalysis import overview
from cqanalysis.drawing import style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import RESTS, YEAR, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.pace import ABOUT
from cqanalysis.tables import Data, records

_FIT_FIELDS: Final = {
    "key": Field("What the row is", "性质", codes={
        "observed": ("observed", "观测值"),
        "implied": ("both numbers as printed", "两个规划数同时成立"),
        "held": ("residents as now, at the rate asked", "人口不变，达到规划的城镇化率"),
        "number-held": ("residents as now, with the urban residents asked", "人口不变，达到规划的城镇人口"),
        "trend": ("residents at the trend, at the rate asked", "人口按近年趋势，达到规划的城镇化率"),
    }),
    "year": YEAR,
    "population": Field("Residents, 10,000", "常住人口（万人）", "number"),
    "rate": Field("Urbanization rate, %", "常住人口城镇化率（%）", "number"),
    "urban": Field("Urban residents, 10,000", "城镇人口（万人）", "number"),
    **RESTS,
}  # fmt: skip
#: Urban residents that a curve is drawn for, 10,000.
_CURVES: Final = (1600, 2000, 2400)
#: The part of the rates that is drawn, percent.
_FLOOR, _TOP = 50.0, 94.0


def people(value: float, language: Language, digits: int = 1) -> str:
    """Persons, counted in tens of thousands, as the language writes them.

    Args:
        value: 10,000 persons.
        language: Of the words.
        digits: Decimals of a million.

    Returns:
        "35.0 million", "3500万".
    """
    if language == "zh":
        return f"{number(value, 0, language='zh')}万"
    return f"{number(value / 100, digits)} million"


def _fit_table(data: Data) -> pd.DataFrame:
    chosen: pd.DataFrame = overview.fit(data)[list(_FIT_FIELDS)]
    return chosen


def _fit_words(table: pd.DataFrame, language: Language) -> Words:
    at = table.set_index("key")
    seen = table[table["key"] == "observed"]
    last = seen.iloc[-1]
    implied, held, other, trend = (at.loc[k] for k in ("implied", "held", "number-held", "trend"))
    least = 100 * implied["urban"] * (1 - ABOUT) / (implied["rate"] * (1 + ABOUT))
    rate, full = number(implied["rate"], 0), number(other["rate"], 1)
    asked, there = people(implied["population"], language), people(last["population"], language)
    urban, gap = people(implied["urban"], language, 0), implied["urban"] - held["urban"]
    peak = int(seen.loc[seen["population"].idxmax(), "year"])
    year, end = int(last["year"]), int(implied["year"])
    about = number(100 * ABOUT, 0)
    more = number(100 * (implied["population"] / last["population"] - 1), 1)
    if language == "en":
        return Words(
            title=f"Read exactly, the plan's two numbers for {end} need {more}% more residents than {year} had",
            subtitle="Residents of Chongqing and the share of them who live in towns, percent. Along a curve the number of "
            f"urban residents is the same; the band is the plan's number within {about}%",
            alt=f"A path of dots from {people(seen.iloc[0]['population'], 'en')} residents and "
            f"{number(seen.iloc[0]['rate'], 1)} percent in {seen.iloc[0]['year']} to {there} and "
            f"{number(last['rate'], 1)} percent in {year}; since {peak} the rate rises and the residents do not. "
            f"Both numbers of {end} hold at {asked}. With the residents of {year}, {rate} percent are "
            f"{people(held['urban'], 'en')} and {urban} would be {full} percent.",
            note=f"Both numbers are printed with “about”, which the plan does not define and this book reads as within {about}%. Read so, "
            f"{people(least, 'en')} residents are the fewest with which both hold; at the trend of "
            f"the last five years {end} would have {people(trend['population'], 'en')}. Residents and rates are "
            "year-end figures as revised after the 2020 census; their product is the urban residents. The trend is "
            "an extension, not a forecast.",
            finding=f"Read exactly, the plan's two numbers for {end} need {asked} residents; {year} had {there}, fewer "
            f"than {peak}. At {rate}% that is {people(held['urban'], 'en')} urban residents, {people(gap, 'en')} "
            f"fewer than planned; for {urban} the rate would have to be {full}%.",
        )
    return Words(
        title=f"{end}年的两个规划数若按原数同时成立，常住人口须比{year}年多{more}%",
        subtitle=f"重庆市常住人口与城镇化率（%）。同一条曲线上城镇人口相同，色带为规划数上下{about}%",
        alt=f"图中圆点从{seen.iloc[0]['year']}年的{people(seen.iloc[0]['population'], 'zh')}、"
        f"{number(seen.iloc[0]['rate'], 1)}%走到{year}年的{there}、{number(last['rate'], 1)}%，{peak}年以后城镇化率提高而常住人口不再增加。"
        f"{end}年两个规划数同时成立的位置在{asked}。按{year}年人口，{rate}%只合{people(held['urban'], 'zh')}，"
        f"{urban}则需{full}%。",
        note=f"两个数都带“左右”，规划没有定义，本书理解为上下{about}%以内；照此理解，两者同时成立至少需要常住人口{people(least, 'zh')}；"
        f"按近五年趋势，{end}年为{people(trend['population'], 'zh')}。常住人口和城镇化率为2020年普查后修订的年末数，"
        "城镇人口为两者之积。趋势外推不是预测。",
        finding=f"{end}年的两个规划数若按原数同时成立，需要常住人口{asked}；{year}年为{there}，少于{peak}年。按{rate}%计，城镇人口只有"
        f"{people(held['urban'], 'zh')}，比规划数少{people(gap, 'zh')}；要达到{urban}，城镇化率须为{full}%。",
    )


def _fit_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, en = shape == "wide", language == "en"
    at = table.set_index("key")
    seen = table[table["key"] == "observed"]
    implied, held, other = (at.loc[k] for k in ("implied", "held", "number-held"))
    page = (
        canvas(frame, language, shape, left=38, right=22)
        if wide
        else canvas(frame, language, shape, height=6.2, left=34, right=14)
    )
    with page as sheet:
        axes = sheet.axes
        low, high = 2900.0, 3620.0
        box, size = axes.get_position(), sheet.figure.get_size_inches()
        aspect = box.height * size[1] / (box.width * size[0])
        x = np.linspace(low, high, 60)
        tolerance = implied["urban"] * (1 - ABOUT), implied["urban"] * (1 + ABOUT)
        axes.fill_between(x, 100 * tolerance[0] / x, 100 * tolerance[1] / x, color="#EFE6CC", zorder=0,
                          linewidth=0)  # fmt: skip
        for urban in (*_CURVES, float(implied["urban"])):
            strong = urban == implied["urban"]
            color = style.TARGET if strong else "#C5CCD3"
            axes.plot(x, 100 * urban / x, color=color, linewidth=2.2 if strong else 1.2, zorder=1)
            name = f"{number(urban / 100, 0)} million urban"
            if not en:
                name = f"城镇人口{number(urban, 0, language='zh')}万"
            spot = 3240.0 if strong else high - 20
            slope = -100 * urban / spot**2 * aspect * (high - low) / (_TOP - _FLOOR)
            axes.annotate(
                name, (spot, 100 * urban / spot), xytext=(2, 5), textcoords="offset points",
                ha="left" if strong else "right", va="bottom", fontsize=sheet.small,
                color=style.TARGET if strong else style.GREY, rotation_mode="anchor",
                rotation=float(np.degrees(np.arctan(slope))),
            )  # fmt: skip
        axes.axhline(implied["rate"], color=style.TARGET, linewidth=2.2, zorder=1)
        rate = number(implied["rate"], 0)
        axes.annotate(
            f"about {rate}%" if en else f"{rate}%左右", (low, implied["rate"]),
            # In a column the words on the residents of now stand above the line.
            xytext=(4, 4 if wide else -4), va="bottom" if wide else "top",
            textcoords="offset points", fontsize=sheet.small, color=style.TARGET,
            bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.6},
        )  # fmt: skip
        axes.plot(
            seen["population"], seen["rate"], "-o", color=style.CONTRAST, markersize=4.5, zorder=3
        )
        for row, away in zip(records(seen.iloc[[0, -1]]), ((5, -13), (9, -3)), strict=True):
            axes.annotate(
                str(row.year), (row.population, row.rate), xytext=away, textcoords="offset points",
                fontsize=sheet.label, weight="bold", color=style.CONTRAST,
            )  # fmt: skip
        last = seen.iloc[-1]
        axes.plot([last["population"]] * 2, [last["rate"], other["rate"]], color=style.ACCENT, linewidth=1.4,
                  linestyle=":", zorder=2)  # fmt: skip
        urban_held = people(held["urban"], language) + (" urban" if en else "")
        full = f"{number(other['rate'], 1)}%"
        for point, told, away, side in (
            (held, urban_held, (-7, 5), "right"), (other, full, (7, 4), "left"),
        ):  # fmt: skip
            axes.plot(point["population"], point["rate"], "o", color=style.ACCENT, zorder=4,
                      markerfacecolor=style.PAPER, markeredgewidth=1.8)  # fmt: skip
            axes.annotate(
                told, (point["population"], point["rate"]), xytext=away, ha=side,
                textcoords="offset points", fontsize=sheet.label, color=style.ACCENT,
            )  # fmt: skip
        axes.plot(
            implied["population"], implied["rate"], "D", color=style.ACCENT, zorder=4, markersize=8
        )
        both = f"{people(implied['population'], language)}\nresidents" if en else (
            f"常住人口\n{people(implied['population'], language)}")  # fmt: skip
        axes.annotate(
            both, (implied["population"], implied["rate"]), xytext=(0, -9), textcoords="offset points",
            ha="center", va="top", fontsize=sheet.label, weight="bold", color=style.ACCENT, linespacing=1.2,
        )  # fmt: skip
        axes.set_xlim(low, high)
        axes.set_ylim(_FLOOR, _TOP)
        axes.grid(visible=True, axis="y")
        axes.yaxis.set_major_locator(MultipleLocator(10))
        axes.xaxis.set_major_locator(MultipleLocator(100 if wide else 200))
        scale, digits = (100, 0) if en else (1, 0)
        axes.xaxis.set_major_formatter(
            FuncFormatter(lambda v, _: number(v / scale, digits, language=language))
        )
        axes.set_xlabel("Residents, million" if en else "常住人口，万人")
        return sheet.figure


EXHIBITS: Final = (
    Exhibit("overview-headline-fit", "overview", _fit_table, _fit_words, _FIT_FIELDS, _fit_draw),
)
