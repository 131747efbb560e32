"""Kaizhou: the town system as planned, against the people who live there."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from cqanalysis import towns
from cqanalysis.drawing import style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import RESTS, YEAR, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.exhibits.units import people
from cqanalysis.tables import Data, records

_PARTS: Final = {
    "urban": ("urban residents", "城镇人口"),
    "rural": ("rural residents", "乡村人口"),
    "away": ("registered, living elsewhere", "户籍在册、居住在外"),
    "city": ("the city", "开州城区"),
    "key": ("key towns", "区域重点镇"),
    "general": ("general towns", "一般乡镇"),
}
_BARS: Final = {
    "observed": ("observed", "实际"), "implied": ("implied by the plan", "由规划数字推算"),
    "planned": ("planned", "规划"),
}  # fmt: skip
_TOWN_FIELDS: Final = {
    "bar": Field("Basis", "依据", codes=_BARS),
    "year": YEAR,
    "part": Field("Part", "组成", codes=_PARTS),
    "value": Field("People, 10,000", "人口（万人）", "number"),
    **RESTS,
}  # fmt: skip


def _town_table(data: Data) -> pd.DataFrame:
    facts, observations = data["facts"], data["observations"]
    system = towns.town_system(data["places"], facts, observations)
    found = towns.implied(system, facts, observations, data["members"])
    bars = [
        ("observed", found.year, "urban", found.urban, "", found.obs_ids),
        ("observed", found.year, "rural", found.rural, "", found.obs_ids),
        ("observed", found.year, "away", found.away, "", found.obs_ids),
        ("implied", 2025, "urban", found.urban_2025, found.fact_ids, ""),
        ("implied", 2025, "rural", found.total_2025 - found.urban_2025, found.fact_ids, ""),
    ]
    bars += [
        ("planned", 2035, row.tier, row.high, row.fact_ids, row.obs_ids)
        for row in records(system[system["year"] == 2035])
    ]
    return pd.DataFrame(bars, columns=list(_TOWN_FIELDS))


def _town_words(table: pd.DataFrame, language: Language) -> Words:
    at = table.set_index(["bar", "part"])["value"]
    year = int(table.loc[table["bar"] == "observed", "year"].iloc[0])
    living = at["observed", "urban"] + at["observed", "rural"]
    planned = float(at["planned"].sum())
    implied = float(at["implied"].sum())
    part = number(100 * planned / living, 0)
    now = number(100 * at["observed", "urban"] / living, 0)
    gain = planned - at["observed", "urban"]
    said = {key: people(value, language) for key, value in {
        "planned": planned, "living": living, "implied": implied, "gain": gain, "rural": at["observed", "rural"],
        "away": at["observed", "away"], "city": at["planned", "city"], "more": implied - living,
    }.items()}  # fmt: skip
    share = number(100 * gain / at["observed", "rural"], 0)
    if language == "en":
        return Words(
            title=f"Kaizhou's towns in 2035 are planned for {part}% of the number who live in the district now; {now}% are urban today",
            subtitle=f"People of Kaizhou, 10,000: observed at the end of {year}, implied by the plan for 2025, planned in "
            "towns for 2035",
            alt=f"Three bars. In {year} {said['living']} people lived in Kaizhou, {now} percent of them urban, and {said['away']} "
            f"registered there lived elsewhere. The plan's figures for 2025 imply {said['implied']} residents. "
            f"For 2035 it plans {said['planned']} in towns, {said['city']} of them in the city: {part} percent of today's residents.",
            note="Implied: the city's people over its printed share of the district's residents, urban at the printed "
            "rate. For 2035 the plan prints no total and no rate; the bar adds its city, the seats of five key "
            "towns and the general towns. Yuexi, printed in two tiers, counts once. A city of streets and towns need "
            "not coincide with the urban residents of the statistics. Registered people who live "
            "elsewhere are the difference of two counts: some live in Kaizhou and are registered elsewhere.",
            finding=f"The Kaizhou Plan assumes more people than live there: its figures for 2025 imply {said['implied']} residents, "
            f"{said['more']} more than in {year}; for 2035 it plans {said['planned']} in towns, {said['gain']} more than are urban now. "
            f"That increase equals {share}% of the rural residents; {said['away']} more people are registered there than live there.",
        )
    return Words(
        title=f"开州城镇化规划的2035年城镇人口相当于全区现有常住人口的{part}%，目前城镇化率为{now}%",
        subtitle=f"开州区人口，万人：{year}年末实际数、由规划数字推算的2025年数、规划的2035年城镇人口",
        alt=f"三根横条。{year}年开州区常住人口{said['living']}，其中城镇占{now}%，另有{said['away']}户籍在册而居住在外。"
        f"由2025年的规划数字推算，常住人口为{said['implied']}。2035年规划城镇人口{said['planned']}，其中城区{said['city']}，相当于现有常住人口的{part}%。",
        note="“推算”指城区人口除以规划所载的占全区常住人口比重，城镇人口按规划所载城镇化率计。2035年规划没有总人口和城镇化率，"
        "横条为城区、5个重点镇镇区与一般乡镇之和。岳溪镇见于两个层级，只计一次。规划的城区含14个街镇，与统计上的城镇人口未必一致。"
        "“户籍在册、居住在外”为户籍人口与常住人口之差，其中也有户籍在外而居住在开州者。",
        finding=f"开州城镇化规划的人口数高于当地现有人口：由2025年的规划数字推算，常住人口为{said['implied']}，比{year}年多{said['more']}；"
        f"2035年规划城镇人口{said['planned']}，比目前多{said['gain']}，增量相当于现有乡村人口的{share}%。户籍人口比常住人口多{said['away']}。",
    )


def _town_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    colors = {
        "urban": style.CONTRAST, "rural": style.SEQUENTIAL[1], "away": style.PAPER,
        "city": style.CONTRAST, "key": style.SEQUENTIAL[2], "general": style.SEQUENTIAL[1],
    }  # fmt: skip
    with canvas(frame, language, shape, left=14, right=24, bottom=22) as sheet:
        axes = sheet.axes
        heights = {"observed": 6.0, "implied": 3.4, "planned": 0.8}
        for bar, rows in table.groupby("bar", sort=False):
            y, left = heights[str(bar)], 0.0
            for row in records(rows):
                axes.barh(
                    y, row.value, left=left, height=0.9, color=colors[row.part], linewidth=1.0,
                    edgecolor=style.GREY if row.part == "away" else style.PAPER,
                    linestyle=(0, (3, 2)) if row.part == "away" else "-",
                )  # fmt: skip
                if row.value > 10:
                    dark = row.part in ("urban", "city")
                    axes.text(
                        left + row.value / 2, y, number(row.value, 0), ha="center", va="center",
                        fontsize=sheet.label, weight="bold", color=style.PAPER if dark else style.INK,
                    )  # fmt: skip
                left += row.value
            year = int(rows["year"].iloc[0])
            name = _BARS[str(bar)][language == "zh"]
            head = f"{year}, {name}" if language == "en" else f"{year}年，{name}"
            axes.text(0, y + 1.2, head, va="center", fontsize=sheet.label, weight="bold")
            mark = {"en": " · ", "zh": "·"}[language]
            parts = mark.join(_PARTS[part][language == "zh"] for part in rows["part"])
            axes.text(0, y + 0.74, parts, va="center", fontsize=sheet.small, color=style.GREY)
        living = float(
            table[(table["bar"] == "observed") & (table["part"] != "away")]["value"].sum()
        )
        axes.axvline(living, color=style.INK, linewidth=1.2, linestyle="--", zorder=4, ymax=0.8)
        year = int(table.loc[table["bar"] == "observed", "year"].iloc[0])
        words = {
            "en": f"{number(living, 0)} live there, {year}",
            "zh": f"{year}年常住{number(living, 0)}",
        }[language]
        axes.text(
            living, 5.12, words, fontsize=sheet.small, weight="bold", va="center", ha="left",
            bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.5}, zorder=5,
        )  # fmt: skip
        for bar in ("implied", "planned"):
            total = float(table[table["bar"] == bar]["value"].sum())
            axes.annotate(
                number(total, 0), (max(total, living), heights[bar]), xytext=(5, 0), textcoords="offset points",
                va="center", fontsize=sheet.label, weight="bold",
                bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.0}, zorder=5,
            )  # fmt: skip
        axes.set_xlim(0, float(table[table["bar"] == "observed"]["value"].sum()) * 1.04)
        axes.set_ylim(0.1, 7.7)
        axes.yaxis.set_major_locator(NullLocator())
        axes.xaxis.set_major_locator(FixedLocator([0, 50, 100, 150]))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: number(v, 0)))
        return sheet.figure


EXHIBITS: Final = (
    Exhibit(
        "spatial-kaizhou-towns", "spatial", _town_table, _town_words, _TOWN_FIELDS, _town_draw
    ),
)  # fmt: skip
