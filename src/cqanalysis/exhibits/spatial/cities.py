"""How uneven cities are, and which units pass the thresholds of 2025."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter, NullLocator

from cqanalysis import sizes, spatial
from cqanalysis.drawing import style
from cqanalysis.drawing.canvas import Canvas, Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import PLACE, RESTS, YEAR, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.exhibits.units import GROUP, GROUP_NAMES, NAMES, named, people
from cqanalysis.tables import Data, records

# --- Rank and size ---------------------------------------------------------

_SIZE_FIELDS: Final = {
    "place": PLACE,
    **NAMES,
    "group": GROUP,
    "year": YEAR,
    "size": Field("Urban residents, 10,000", "城镇常住人口（万人）", "number"),
    "rank": Field("Rank", "位序", "integer"),
    **RESTS,
}  # fmt: skip


def _size_table(data: Data) -> pd.DataFrame:
    urban = spatial.urbanization(data["observations"], data["members"])
    return named(sizes.cities(urban, "urban", one_core=True), data)


def _size_words(table: pd.DataFrame, language: Language) -> Words:
    years = sorted(table["year"].unique())
    first, last = int(years[0]), int(years[-1])
    by_year = {int(year): table[table["year"] == year].sort_values("rank") for year in years}
    fits = {year: sizes.rank_size(list(rows["size"])) for year, rows in by_year.items()}
    tops = {year: sizes.concentration(list(rows["size"])) for year, rows in by_year.items()}
    lead = {year: number(top.primacy, 1) for year, top in tops.items()}
    now = by_year[last]
    second, name = now.iloc[1], f"name_{language}"
    rule = float(now["size"].iloc[0]) / 2
    exponent = {year: number(fit.exponent, 2) for year, fit in fits.items()}
    error = {year: number(fit.error, 2) for year, fit in fits.items()}
    without = sizes.rank_size(list(now["size"].iloc[1:]))
    n = fits[last].n
    if language == "en":
        return Words(
            title=f"The central urban area has {lead[last]} times the urban residents of {second[name]}, the second "
            f"city; in {first} it had {lead[first]} times",
            subtitle=f"Urban residents by rank, {first} (hollow) and {last}, both axes logarithmic; the nine central "
            "districts as one city",
            alt=f"{n} cities. The central urban area has {people(now['size'].iloc[0], 'en')} urban residents, "
            f"{second[name]} {people(second['size'], 'en')}: {lead[last]} times. A rule of rank and size would put the "
            f"second city at {people(rule, 'en')}. Below the second city sizes fall evenly; the exponent is "
            f"{exponent[last]}, with a standard error of {error[last]}.",
            note=f"Regression of ln(rank − 1/2) on ln(size) (Gabaix and Ibragimov 2011): exponent {exponent[first]} "
            f"(standard error {error[first]}) in {first}, {exponent[last]} ({error[last]}) in {last}; neither can be told "
            f"from 1, the rank-size rule, nor from each other. Without the central urban area it is "
            f"{number(without.exponent, 2)} ({number(without.error, 2)}). Sizes are the urban residents of a whole unit: a "
            "county's seat and its towns are one point, so the lower sizes are too large and "
            f"the spread too small. Rates of {last} are yearly statistics; that of Dazu is doubtful (confidence C). The census of 2000 has "
            "no urban residents for more than half of the units.",
            finding=f"The second city is small for its rank: the central urban area has {lead[last]} times the urban residents of "
            f"{second[name]}, where the rank-size rule gives a second city of {people(rule, 'en')}. It was {lead[first]} times in "
            f"{first}. The exponent ({exponent[last]}, standard error {error[last]}) does not show this gap.",
        )
    return Words(
        title=f"中心城区城镇人口为第二位{second[name]}的{lead[last]}倍，{first}年为{lead[first]}倍",
        subtitle=f"城镇常住人口位序—规模，{first}年（空心）与{last}年，双对数坐标；中心城区九个区作为一个城市",
        alt=f"共{n}个城市。中心城区城镇常住人口{people(now['size'].iloc[0], 'zh')}，{second[name]}{people(second['size'], 'zh')}，"
        f"前者是后者的{lead[last]}倍。按位序—规模法则，第二位城市应有{people(rule, 'zh')}。第二位以下规模均匀递减；"
        f"指数为{exponent[last]}，标准误{error[last]}。",
        note=f"以ln（位序−1/2）对ln（规模）回归（Gabaix和Ibragimov，2011）：{first}年指数{exponent[first]}（标准误{error[first]}），"
        f"{last}年{exponent[last]}（{error[last]}），与位序—规模法则的1以及彼此之间均无显著差别；不含中心城区为"
        f"{number(without.exponent, 2)}（{number(without.error, 2)}）。规模是整个区县的城镇常住人口，而非连片建成区：县城和各镇在此合为一点，"
        f"因此较小城市偏大、差距偏小。{last}年城镇化率为年度数，其中大足区存疑（可信度C）。2000年普查过半区县没有城镇人口数。",
        finding=f"第二位城市规模偏小：中心城区城镇人口是{second[name]}的{lead[last]}倍，而按位序—规模法则，第二位城市应有"
        f"{people(rule, 'zh')}。{first}年为{lead[first]}倍，差距还在扩大；位序—规模指数（{exponent[last]}，标准误{error[last]}）反映不出这一差距。",
    )


def _size_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    years = sorted(table["year"].unique())
    first = table[table["year"] == years[0]].sort_values("rank")
    last = table[table["year"] == years[-1]].sort_values("rank")
    with canvas(frame, language, shape, left=44, right=24, bottom=40) as sheet:
        axes = sheet.axes
        axes.set_xscale("log")
        axes.set_yscale("log")
        top = float(last["size"].iloc[0])
        ranks = np.array([1.0, len(last)])
        axes.plot(ranks, top / ranks, ":", color=style.TARGET, linewidth=1.8, zorder=1)
        rule = {"en": "rank-size rule", "zh": "位序—规模法则"}[language]
        axes.annotate(
            rule, (4.2, top / 4.2), xytext=(6, 5), textcoords="offset points", fontsize=sheet.small,
            color=style.TARGET,
        )  # fmt: skip
        axes.plot(
            first["rank"], first["size"], "o", markerfacecolor=style.PAPER, color=style.GREY,
            markersize=5, markeredgewidth=1.1, zorder=2,
        )  # fmt: skip
        for row in records(last):
            color, marker = style.GROUPS[row.group]
            axes.plot(row.rank, row.size, marker, color=color, zorder=3)
        second = last.iloc[1]
        name = f"name_{language}"
        for row, offset, side in (
            (last.iloc[0], (10, 3), "left"),
            (second, (-2, -19), "right"),
        ):
            axes.annotate(
                f"{row[name]} {number(row['size'], 0)}", (row["rank"], row["size"]), xytext=offset,
                textcoords="offset points", fontsize=sheet.label, weight="bold", ha=side,
                color=style.GROUPS[row["group"]][0],
            )  # fmt: skip
        times = float(last["size"].iloc[0] / second["size"])
        axes.annotate(
            "", (1.38, float(second["size"])), xytext=(1.38, top),
            arrowprops={
                "arrowstyle": "<->", "color": style.INK, "linewidth": 1.1, "shrinkA": 0, "shrinkB": 0,
            },
        )  # fmt: skip
        axes.annotate(
            {"en": f"{number(times, 1)} times", "zh": f"{number(times, 1)}倍"}[language],
            (1.38, 0.62 * float(np.sqrt(top * second["size"]))), xytext=(6, 0), textcoords="offset points",
            va="center", fontsize=sheet.label, weight="bold",
        )  # fmt: skip
        end = last.iloc[-1]
        axes.annotate(
            f"{end[name]} {number(end['size'], 0)}", (end["rank"], end["size"]), xytext=(-8, -3),
            textcoords="offset points", fontsize=sheet.small, ha="right", color=style.INK,
        )  # fmt: skip
        # The groups in their colours, in the corner that sizes never reach.
        for nth, group in enumerate(group for group in GROUP_NAMES if group in set(last["group"])):
            color, marker = style.GROUPS[group]
            low = (0.03, 0.32 - 0.08 * nth)
            axes.plot(*low, marker, color=color, transform=axes.transAxes)
            axes.annotate(
                GROUP_NAMES[group][language], low, xytext=(8, 0), xycoords="axes fraction",
                textcoords="offset points", va="center", fontsize=sheet.small, color=style.INK,
            )  # fmt: skip
        axes.set_xlim(0.9, 36)
        # Room above the first city for its name, below the head of the axis.
        axes.set_ylim(float(table["size"].min()) * 0.7, top * 1.9)
        for axis, ticks in (
            (axes.xaxis, [1, 2, 5, 10, 20, 30]),
            (axes.yaxis, [5, 10, 20, 50, 100, 200, 500, 1000]),
        ):
            axis.set_major_locator(FixedLocator(ticks))
            axis.set_minor_locator(NullLocator())
            axis.set_major_formatter(FuncFormatter(lambda v, _: number(v, 0, language=language)))
        axes.yaxis.grid(True)
        axes.set_xlabel({"en": "Rank", "zh": "位序"}[language])
        unit = {"en": "Urban residents, 10,000", "zh": "城镇常住人口，万人"}[language]
        axes.text(
            0, 1.0, unit, transform=axes.transAxes, fontsize=sheet.small, color=style.GREY, va="bottom",
        )  # fmt: skip
        return sheet.figure


# --- Thresholds ------------------------------------------------------------

_AREAS: Final[dict[str, dict[Language, str]]] = {
    "new": {"en": "New districts", "zh": "主城新区"},
    "mountain-reservoir": {"en": "Mountain and reservoir area", "zh": "山区库区"},
}
_THRESHOLD_FIELDS: Final = {
    "place": PLACE,
    **NAMES,
    "area": Field("Area of the target", "目标所指区域", codes={
        area: (own["en"], own["zh"]) for area, own in _AREAS.items()
    }),
    "year": YEAR,
    "residents": Field("Residents, 10,000", "常住人口（万人）", "number"),
    "urban": Field("Urban residents, 10,000", "城镇常住人口（万人）", "number"),
    "rate": Field("Urbanization rate, %", "城镇化率（%）", "number"),
    "asked": Field("Rate asked, %", "目标（%）", "number"),
    "missing": Field("Urban residents missing, 10,000", "尚缺城镇人口（万人）", "number"),
    "confidence": Field("Confidence", "可信度"),
    **RESTS,
}  # fmt: skip


def _threshold_table(data: Data) -> pd.DataFrame:
    table = spatial.thresholds(data["observations"], data["members"], data["facts"])
    return named(table, data)


def _threshold_words(table: pd.DataFrame, language: Language) -> Words:
    both = spatial.readings(table)
    n, m = both.loc["new"], both.loc["mountain-reservoir"]
    year = int(table["year"].iloc[0])
    each, whole = n["missing_each"] + m["missing_each"], n["missing_whole"] + m["missing_whole"]
    moved = n["moved_each"] + m["moved_each"]
    plan = spatial.readings(table[table["place"] != "dianjiang"]).loc["new"]
    low = table.loc[table["rate"].idxmin()]
    doubtful = table[table["confidence"] == "C"]
    r = {
        "new": number(n["rate"], 1),
        "mountain": number(m["rate"], 1),
        "plan": number(plan["rate"], 1),
    }
    counts = {
        "n": int(n["passed"]),
        "of_n": int(n["units"]),
        "m": int(m["passed"]),
        "of_m": int(m["units"]),
    }
    names = doubtful[f"name_{language}"]
    weak = (
        {
            "en": f"The figure of {', '.join(names)} is doubtful (confidence C).",
            "zh": f"其中{'、'.join(names)}数据存疑（可信度C）。",
        }[language]
        if len(doubtful)
        else ""
    )
    if language == "en":
        return Words(
            title=f"{counts['n']} of {counts['of_n']} new districts pass {n['asked']:g}% and {counts['m']} of "
            f"{counts['of_m']} mountain and reservoir units {m['asked']:g}%; neither group does as a whole",
            subtitle=f"Urbanization rate, percent, end of {year}, against the 2025 Action Plan; beside a unit that falls "
            "short, urban residents missing (10,000)",
            alt=f"Two lists of units with the rate asked as a line. The new districts together stand at {r['new']} percent, "
            f"the mountain and reservoir area at {r['mountain']}. {low['name_en']} is lowest ({number(low['rate'], 1)}). If "
            f"every unit must pass, {people(each, 'en')} urban residents are missing; if each group must, {people(whole, 'en')}.",
            note="The text does not say whether each unit or the group must reach the rate, and one mark between the two "
            "sentences is mis-encoded; both readings are given. Missing: residents who would have to be "
            f"urban with the unit's total unchanged. If they came from elsewhere, the total would grow too and "
            f"{people(moved, 'en')} would be needed. Groups of 2024, since the 2025 Action Plan lists no members: Dianjiang is "
            f"among the new districts; without it they stand at {r['plan']}%. The due year, 2030, is inferred. "
            f"{', '.join(doubtful['name_en'])} (hollow): doubtful figure, confidence C.",
            finding=f"At the end of {year}, {counts['n']} of {counts['of_n']} new districts and {counts['m']} of "
            f"{counts['of_m']} mountain and reservoir units pass their rate. If each unit must pass, "
            f"{people(each, 'en')} urban residents are missing; if each group must as a whole, {people(whole, 'en')}. {weak}",
        )
    return Words(
        title=f"{counts['of_n']}个主城新区单元中{counts['n']}个超过{n['asked']:g}%，{counts['of_m']}个山区库区区县中{counts['m']}个超过"
        f"{m['asked']:g}%，两组整体都未达到",
        subtitle=f"{year}年末常住人口城镇化率，%，与2025年五年行动计划目标相比；未达到的单元旁注尚缺的城镇人口（万人）",
        alt=f"两列单元，目标以竖线表示。主城新区整体为{r['new']}%，山区库区为{r['mountain']}%；最低的是{low['name_zh']}"
        f"（{number(low['rate'], 1)}%）。若要求每个单元达到，尚缺城镇人口{people(each, 'zh')}；若要求整体达到，尚缺{people(whole, 'zh')}。",
        note="原文没有说明目标是针对每个区县还是整体，两句之间有一个字符在来源中编码有误，因此两种读法并列。"
        f"“尚缺”指总人口不变时须转为城镇人口的人数；若从外地迁入，总人口随之增加，则需{people(moved, 'zh')}。"
        f"2025年五年行动计划未列所含区县，这里按2024年分区：垫江县计入主城新区，不计则为{r['plan']}%。目标年2030年为推定。"
        f"{'、'.join(doubtful['name_zh'])}（空心）数据存疑，可信度C。",
        finding=f"到{year}年末，{counts['of_n']}个主城新区单元中{counts['n']}个、{counts['of_m']}个山区库区区县中{counts['m']}个已达到。"
        f"若每个区县都须达到，尚缺城镇人口{people(each, 'zh')}；若整体达到即可，尚缺{people(whole, 'zh')}。{weak}",
    )


def _threshold_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide = shape == "wide"
    left = (78 if wide else 72) if language == "en" else 56
    with canvas(
        frame, language, shape, height=None if wide else 9.0, left=left, right=26, bottom=24
    ) as sheet:
        sheet.axes.set_axis_off()
        box = sheet.axes.get_position()
        gap = left / 72 / sheet.figure.get_size_inches()[0]
        sizes = table.groupby("area", sort=False).size()
        floor = float(box.y1)
        for nth, area in enumerate(sizes.index):
            rows = table[table["area"] == area].reset_index(drop=True)
            if wide:
                half = (box.width - gap - 0.05) / 2
                where = (box.x0 + nth * (half + gap + 0.05), box.y0, half, 0.87 * box.height)
            else:
                high = float((box.height - 0.17) * len(rows) / sizes.sum())
                floor -= 0.05 + high
                where = (box.x0, floor, box.width, high)
                floor -= 0.04
            _threshold_panel(sheet, sheet.figure.add_axes(where), rows, _AREAS[str(area)][language])
        return sheet.figure


def _threshold_panel(sheet: Canvas, axes: Axes, rows: pd.DataFrame, name: str) -> None:
    language = sheet.language
    asked = float(rows["asked"].iloc[0])
    rate = 100 * float(rows["urban"].sum() / rows["residents"].sum())
    axes.axvline(asked, color=style.TARGET, linewidth=3.2, zorder=1)
    axes.axvline(rate, color=style.GREY, linewidth=1.2, linestyle="--", zorder=1)
    for nth, row in enumerate(records(rows)):
        passed = row.rate >= row.asked
        color = style.CONTRAST if passed else style.ACCENT
        axes.plot([row.rate, row.asked], [nth, nth], color=color, linewidth=1.4, zorder=2)
        axes.plot(
            row.rate, nth, "o" if passed else "D", color=color, markersize=6.5 if passed else 5.5,
            markerfacecolor=style.PAPER if row.confidence == "C" else color, markeredgewidth=1.4, zorder=3,
        )  # fmt: skip
        if not passed:
            axes.annotate(
                number(row.missing, 1), (row.asked, nth), xytext=(6, 0), textcoords="offset points",
                va="center", fontsize=sheet.small, color=color,
            )  # fmt: skip
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(40, 78)
    axes.yaxis.set_major_locator(FixedLocator(list(range(len(rows)))))
    axes.yaxis.set_major_formatter(FixedFormatter(list(rows[f"name_{language}"])))
    axes.tick_params(axis="y", length=0, labelcolor=style.INK, labelsize=sheet.small)
    axes.tick_params(axis="x", labelsize=sheet.small)
    axes.xaxis.set_major_locator(FixedLocator([40, 50, 60, 70]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:.0f}%"))
    axes.annotate(
        name, (0, 1), xycoords="axes fraction", xytext=(0, 21), textcoords="offset points",
        fontsize=sheet.label, weight="bold",
    )  # fmt: skip
    axes.annotate(
        {"en": f"whole {number(rate, 1)}%", "zh": f"整体{number(rate, 1)}%"}[language],
        (rate, -0.6), xytext=(-4, 6), textcoords="offset points", ha="right", fontsize=sheet.small,
        color=style.GREY, annotation_clip=False,
    )  # fmt: skip
    axes.annotate(
        {"en": f"asked ≥ {asked:g}%", "zh": f"目标≥{asked:g}%"}[language], (asked, -0.6), xytext=(-2, 6),
        textcoords="offset points", ha="left", fontsize=sheet.small, color=style.TARGET, annotation_clip=False,
    )  # fmt: skip


EXHIBITS: Final = (
    Exhibit("spatial-rank-size", "spatial", _size_table, _size_words, _SIZE_FIELDS, _size_draw),
    Exhibit(
        "spatial-thresholds", "spatial", _threshold_table, _threshold_words, _THRESHOLD_FIELDS,
        _threshold_draw,
    ),
)  # fmt: skip
