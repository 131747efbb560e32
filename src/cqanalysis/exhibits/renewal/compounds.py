"""Old residential compounds: what is asked, planned and started in a year."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MultipleLocator

from cqanalysis import renewal
from cqanalysis.drawing import style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.amounts import amount, plain
from cqanalysis.exhibits.field import RESTS, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

_KINDS: Final = {
    "asked": ("asked for the period", "规划期要求"),
    "planned": ("planned to start", "当年计划开工"),
    "started": ("started", "启动"),
}
_FIELDS: Final = {
    "kind": Field("Count", "口径", codes=_KINDS),
    "start": Field("First year", "起始年", "integer"),
    "end": Field("Last year", "截止年", "integer"),
    "area": Field("Area, 10,000 m²", "面积（万平方米）", "number"),
    "per_year": Field("A year, 10,000 m²", "年均面积（万平方米）", "number"),
    "confidence": Field("Confidence", "可信度"),
    **RESTS,
}
#: 万平方米 in a million m², as an English reader counts.
_MILLION: Final = 100.0


def _table(data: Data) -> pd.DataFrame:
    return renewal.compounds(data["facts"], data["observations"])


def _area(value: float, language: Language) -> str:
    if language == "zh":
        return amount(round(value), "万平方米", None, "zh")
    return f"{plain(round(value / _MILLION, 1), 'en')} million m²"


def _words(table: pd.DataFrame, language: Language) -> Words:
    found = renewal.started_since(table)
    asked = table[table["kind"] == "asked"].iloc[0]
    late = table[(table["kind"] == "started") & (table["start"] > table["start"].min())].iloc[0]
    early = table[(table["kind"] == "started") & (table["end"] == late["start"] - 1)].iloc[0]
    planned = table[table["kind"] == "planned"]
    low, high, whole = (_area(v, language) for v in (found.low, found.high, found.asked))
    share = number(100 * found.low / found.asked, 1)
    yearly = {
        key: _area(row["per_year"], language)
        for key, row in (("asked", asked), ("early", early), ("late", late))
    }
    last = planned.sort_values("end").iloc[-1]
    plans_en = ", ".join(f"{_area(r.area, 'en')} in {r.end}" for r in records(planned))
    plans_zh = "、".join(f"{r.end}年{_area(r.area, 'zh')}" for r in records(planned))
    first, end = int(late["start"]), int(late["end"])
    begin = int(early["start"])
    if language == "en":
        return Words(
            title=f"Area started in {first}–{end} comes to {share}% of the old compounds due by {asked['end']} (weak evidence); area completed is not in this collection",
            subtitle="Old urban residential compounds, million m² a year: asked on average over the plan's period, planned for a year, and started on "
            "average between two counts",
            alt=f"Steps over the years. The plans ask {yearly['asked']} a year in {asked['start']}–{asked['end']}. Started were {yearly['early']} a year in "
            f"{begin}–{early['end']} and {yearly['late']} a year in {first}–{end}, {share} percent of the period's volume. Planned for single years: {plans_en}.",
            note=f"Three counts that cannot be joined. Asked: total area to be renewed over the period; whether floor or site is not printed. Started: area on which "
            f"work began, cumulated since {begin}; the step of {first}–{end} (dashed) is weak evidence, confidence C: the difference of two cumulated figures, the "
            f"later one rounded. Planned: the year's programme, not its outcome; other years are not in this collection. Of the area started since {begin}, "
            f"between {low} and {high} can fall into {asked['start']}–{found.end}. The Renewal Action Plan asks that the compounds "
            "built before the end of 2000 that need renewal be basically done by 2025; the action plan of 2025 still asks to complete the same ones faster.",
            finding=f"Counted as started, the {whole} of old compounds due by {asked['end']} were almost reached in two years: {low} were begun in {first}–{end}. "
            f"This is the difference of two cumulated figures and weak evidence (confidence C). For area renewed, which is what the plans ask, this collection has no figure, and {_area(last['area'], 'en')} were still to be "
            f"started in {last['end']}.",
        )
    return Words(
        title=f"{first}—{end}年启动的面积相当于{asked['end']}年前应改造老旧小区的{share}%（证据较弱）；改造完成多少，本资料集没有数据",
        subtitle="城镇老旧小区，每年万平方米：规划期年均要求、当年计划开工、两个累计数之间的年均启动面积",
        alt=f"按年份的阶梯线。规划要求{asked['start']}—{asked['end']}年年均{yearly['asked']}；{begin}—{early['end']}年年均启动{yearly['early']}，"
        f"{first}—{end}年年均启动{yearly['late']}，两年合计相当于规划期总量的{share}%。当年计划：{plans_zh}。",
        note=f"三种口径不能相互衔接。要求：规划期内应改造的总面积，未载是建筑面积还是用地面积。启动：{begin}年起累计启动改造的面积；{first}—{end}年一段"
        f"（虚线）是两个累计数之差，后一个为约数，证据较弱（可信度C）。计划：当年的安排，不是结果，其余年份本资料集没有。{begin}年以来启动的面积中，"
        f"落在{asked['start']}—{found.end}年的在{low}至{high}之间。城市更新提升行动计划要求到2025年，2000年年底前建成的需改造小区基本完成改造；2025年五年行动计划仍要求加快完成同一任务。",
        finding=f"按启动计，{asked['end']}年前应改造的老旧小区{whole}，两年就接近达到：{first}—{end}年启动{low}。这是两个累计数之差，证据较弱（可信度C）。按规划要求的改造完成面积计，本资料集没有数据；"
        f"{last['end']}年还计划新开工{_area(last['area'], 'zh')}。",
    )


def _draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide = shape == "wide"
    scale = 1.0 if language == "zh" else 1 / _MILLION
    said = {
        "en": ("asked {}", "started {}", "planned\n{}"),
        "zh": ("要求{}", "启动{}", "计划\n{}"),
    }[language]

    def told(text: str, value: float) -> str:
        digits = 0 if language == "zh" else 1
        return text.format(number(value * scale, digits, language=language))

    with canvas(frame, language, shape, left=34, right=20) as sheet:
        axes = sheet.axes
        late = table[table["confidence"] == "C"]
        for row in records(table):
            height = row.per_year * scale
            if row.kind == "planned":
                axes.plot(row.end + 0.5, height, "D", color=style.GREY, markersize=7, zorder=4)
                # Under the dashed step there is room below the mark only.
                below = bool(((late["start"] <= row.end) & (late["end"] >= row.end)).any())
                axes.annotate(
                    told(said[2], row.area), (row.end + 0.5, height), xytext=(0, -9 if below else 8),
                    va="top" if below else "bottom", textcoords="offset points", ha="center", fontsize=sheet.small, color=style.GREY,
                    linespacing=1.1,
                )  # fmt: skip
                continue
            # The sum since the first year holds both steps: it is not drawn again.
            if row.kind == "started" and row.end - row.start > 4:
                continue
            weak = row.confidence == "C"
            color = style.TARGET if row.kind == "asked" else style.CONTRAST
            axes.plot(
                [row.start, row.end + 1], [height, height], color=color, zorder=3,
                linewidth=3.4, linestyle="--" if weak else "-", solid_capstyle="butt",
            )  # fmt: skip
            if row.kind == "started":
                axes.fill_between(
                    [row.start, row.end + 1], 0, height, color=style.SEQUENTIAL[0], zorder=0
                )
            label = told(said[0 if row.kind == "asked" else 1], row.per_year)
            years = f"{row.start}–{row.end}" if language == "en" else f"{row.start}—{row.end}年"
            axes.annotate(
                f"{label}\n{years}" if row.kind == "started" else label,
                (row.end + 1 if row.kind == "asked" else (row.start + row.end + 1) / 2, height),
                xytext=(0, 6 if weak else -7), textcoords="offset points", fontsize=sheet.label,
                weight="bold", ha="right" if row.kind == "asked" else "center",
                va="bottom" if weak else "top", color=color, linespacing=1.2,
            )  # fmt: skip
        axes.set_ylim(0, 6200 * scale)
        axes.set_xlim(2017.9, 2026.1)
        axes.yaxis.set_major_locator(MultipleLocator(1000 * scale))
        axes.yaxis.grid(True)
        axes.xaxis.set_major_locator(FixedLocator([year + 0.5 for year in range(2018, 2026)]))
        axes.xaxis.set_major_formatter(
            FuncFormatter(lambda x, _: f"{x - 0.5:.0f}"[0 if wide else 2 :])
        )
        axes.tick_params(axis="x", length=0)
        return sheet.figure


EXHIBIT: Final = Exhibit("renewal-old-compounds", "renewal", _table, _words, _FIELDS, _draw)
