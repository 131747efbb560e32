"""The distance in product per head, and how far the railways and roads between have come."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter, MultipleLocator

from cqanalysis import distance
from cqanalysis.drawing import marks, style
from cqanalysis.drawing.canvas import Canvas, Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import CLAUSE_IDS, DOCUMENTS, RESTS, YEAR, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

# --- Product per head ------------------------------------------------------

_RATIO_FIELDS: Final = {
    "key": Field("Row", "行", codes={
        "printed-baseline-2020": ("printed base 2020", "2020年规划基数"),
        "printed-target-2020": ("printed target 2020", "2020年目标"),
        "printed-target-2025": ("printed target 2025", "2025年目标"),
        "2018-before": ("2018, residents as counted before the census of 2020", "2018年，普查前的常住人口"),
        "2020-census": ("2020, residents of the census", "2020年，普查常住人口"),
        "2024-after": ("2024, residents after the census", "2024年，普查后的常住人口"),
    }),
    "kind": Field("What the row is", "性质", codes={
        "computed": ("computed", "计算"), "base": ("printed base", "规划基数"), "target": ("target", "目标"),
    }),
    "year": YEAR,
    "ratio": Field("Metropolitan area over clusters, product per head", "主城都市区与“两群”人均地区生产总值比", "number"),
    "confidence": Field("Confidence", "可信度"),
    **RESTS,
}  # fmt: skip


def _ratio_table(data: Data) -> pd.DataFrame:
    return distance.gdp_ratios(data["observations"], data["members"], data["facts"])


def _ratio_words(table: pd.DataFrame, language: Language) -> Words:
    at = table.set_index("key")
    gaps = distance.gdp_gaps(table).set_index("key")
    target = at[at["kind"] == "target"].sort_values("year").iloc[-1]
    printed = at[at["kind"] == "base"].iloc[-1]
    r = {key: number(at.loc[key, "ratio"], 2) for key in at.index}
    lead = {key: number(abs(gaps.loc[key, "gap"]), 1) for key in gaps.index}
    aim, base, due = number(target["ratio"], 2), number(printed["ratio"], 2), int(target["year"])
    census, last = (
        int(at.loc["2020-census", "year"]),
        int(at[at["kind"] == "computed"]["year"].max()),
    )
    now = r["2024-after"]
    if language == "en":
        return Words(
            title=f"Counted on the census of {census} the ratio was {r['2020-census']}, already below the {aim} "
            f"asked for {due} (some district figures are doubtful)",
            subtitle="Product per head, metropolitan area (the plan's 21 units) over the two clusters; what the target asks "
            "of growth",
            alt=f"Points on a time axis that no line joins. The plans print {base} for {census} and ask {aim} for {due}. From the "
            f"districts: {r['2018-before']} in 2018 on the residents counted before the census, "
            f"{r['2020-census']} in {census} on the census, {now} in {last}. From {base} the clusters must grow "
            f"{lead['asked-printed']} percent a year faster; from {r['2020-census']} the target would let them grow {lead['asked-census']} percent slower; they grew "
            f"{lead['achieved']} percent a year faster.",
            note="No published value of the ratio is in this collection; these, from district accounts, are too weak (confidence C) to "
            "decide the target. Each uses one count of residents. The census found more people in the metropolitan area than the "
            "yearly statistics had, which lowers its product per head. Products "
            f"of 2018, {census} and {last} rest on three economic censuses and are not joined; a hollow point includes doubtful "
            "districts. Differences are relative, (1 + clusters) over (1 + metropolitan "
            "area) less 1. First-published products at current prices; a ratio can also fall because the metropolitan area "
            "grows slowly.",
            finding=f"The target of {aim} for {due} asks the clusters to grow {lead['asked-printed']}% a year faster than the "
            f"metropolitan area, counted from the printed {base}. Counted on the census the base was "
            f"{r['2020-census']}: the target lets them grow {lead['asked-census']}% a year slower. In {last} the ratio "
            f"was {now}. The computed ratios include some doubtful district figures (confidence C).",
        )
    return Words(
        title=f"按{census}年普查人口计算，比值当年已为{r['2020-census']}，低于{due}年目标{aim}（部分区县数据存疑）",
        subtitle="主城都市区（规划口径21个单元）与“两群”人均地区生产总值之比；目标对“两群”增速的要求",
        alt=f"时间轴上的若干点，不连线。规划所载{census}年为{base}，{due}年目标为{aim}。由区县数据计算：2018年按普查前的常住人口为"
        f"{r['2018-before']}，{census}年按普查人口为{r['2020-census']}，{last}年为{now}。从{base}出发，“两群”须年均多增长"
        f"{lead['asked-printed']}%；从{r['2020-census']}出发，目标允许“两群”每年少增长{lead['asked-census']}%；实际年均多增长{lead['achieved']}%。",
        note="本资料集没有收入这一比值的公布数；图中比值由区县地区生产总值计算（可信度C），不足以判定目标是否达到。每个比值只用一种人口作分母。普查查得的主城都市区人口多于此前的年度数，人均值因而降低：地区生产总值相同，比值不同。"
        f"2018年、{census}年和{last}年的地区生产总值分属三次经济普查，故不连线；空心点表示其中有区县数据存疑（可信度C）。"
        "增速差为相对幅度：（1＋“两群”增速）除以（1＋主城都市区增速）再减1。地区生产总值为现价初次公布数；主城都市区增长放慢，比值同样会下降。",
        finding=f"从规划所载的{base}出发，{due}年目标{aim}要求“两群”年均比主城都市区多增长{lead['asked-printed']}%；"
        f"而按普查人口，起点是{r['2020-census']}，目标允许“两群”每年少增长{lead['asked-census']}%。{last}年为{now}。"
        "计算所得的比值含部分存疑的区县数据（可信度C）。",
    )


def _ratio_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    at = table.set_index("key")
    gaps = distance.gdp_gaps(table).set_index("key")
    target = at[at["kind"] == "target"].sort_values("year").iloc[-1]
    printed = at[at["kind"] == "base"].iloc[-1]
    computed = at[at["kind"] == "computed"].sort_values("year")
    said = {
        "en": (
            "residents before the census",
            "residents of the census",
            "residents after it",
            "printed",
            "target",
        ),
        "zh": ("普查前的人口", "普查人口", "普查后的人口", "规划基数", "目标"),
    }[language]
    with canvas(frame, language, shape, left=34, right=54 if shape == "wide" else 40) as sheet:
        axes = sheet.axes
        low = float(table["ratio"].min())
        for start, color, height in (
            (printed, style.TARGET, 10),
            (computed.loc["2020-census"], style.CONTRAST, -22 if sheet.wide else -30),
        ):
            axes.plot(
                [start["year"], target["year"]], [start["ratio"], target["ratio"]], ":", color=color,
                linewidth=1.8, zorder=1,
            )  # fmt: skip
            key = "asked-printed" if start is printed else "asked-census"
            axes.annotate(
                _asked(float(gaps.loc[key, "gap"]), language),
                ((start["year"] + target["year"]) / 2 + 0.4, (start["ratio"] + target["ratio"]) / 2),
                xytext=(0, height), textcoords="offset points", ha="center", fontsize=sheet.label,
                color=color, weight="bold",
            )  # fmt: skip
        for row, words, (dx, dy), side in zip(
            records(computed), said, ((0, -27), (0, -27), (0, -27)), ("center", "center", "center"),
            strict=False,
        ):  # fmt: skip
            weak = row.confidence == "C"
            axes.plot(
                row.year, row.ratio, "o", color=style.CONTRAST, zorder=3, markersize=7,
                markerfacecolor=style.PAPER if weak else style.CONTRAST, markeredgewidth=1.8,
            )  # fmt: skip
            axes.annotate(
                f"{number(row.ratio, 2)}\n{_folded(words, sheet)}", (row.year, row.ratio), xytext=(dx, dy + 18),
                textcoords="offset points", ha=side, va="top", fontsize=sheet.small, color=style.CONTRAST,
                linespacing=1.25,
            )  # fmt: skip
        axes.plot(printed["year"], printed["ratio"], "D", color=style.TARGET, markersize=7,
                  markerfacecolor=style.PAPER, markeredgewidth=1.6, zorder=3)  # fmt: skip
        axes.annotate(
            f"{said[3]} {number(printed['ratio'], 2)}", (printed["year"], printed["ratio"]), xytext=(0, 9),
            textcoords="offset points", ha="center", fontsize=sheet.small, color=style.TARGET,
        )  # fmt: skip
        marks.target_tick(sheet, target["year"], target["ratio"], f"{said[4]} {target['ratio']:g}")
        axes.set_ylim(low - 0.09, float(table["ratio"].max()) + 0.05)
        axes.set_xlim(2017, float(target["year"]) + 0.6)
        axes.yaxis.set_major_locator(MultipleLocator(0.1))
        axes.yaxis.grid(True)
        axes.xaxis.set_major_locator(FixedLocator(sorted({*computed["year"], int(target["year"])})))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
        return sheet.figure


def _asked(gap: float, language: Language) -> str:
    """What a path asks of the clusters, in a few words."""
    size = number(abs(gap), 1)
    if language == "en":
        return (
            f"{'asks' if gap > 0 else 'allows'} {size}% a year {'faster' if gap > 0 else 'slower'}"
        )
    return f"{'要求年均多增长' if gap > 0 else '允许年均少增长'}{size}%"


def _folded(words: str, sheet: Canvas) -> str:
    if sheet.wide:
        return words
    return words.replace("residents ", "residents\n").replace("的人口", "的\n人口")


# --- Stages of projects ----------------------------------------------------

_STAGES: Final[dict[str, tuple[str, str]]] = {
    "study": ("study", "研究论证"),
    "preliminary": ("prepare", "前期工作"),
    "strive-to-start": ("strive to start", "力争开工"),
    "start": ("start", "开工"),
    "continue": ("carry on", "续建"),
    "strive-to-finish": ("strive to finish", "力争建成"),
    "completed": ("complete", "建成"),
}
#: Documents that list projects by stage.
_DOCUMENTS: Final = {doc: DOCUMENTS[doc] for doc in ("fyp14", "plan2035", "kaizhou2035")}
_MOVES: Final = {
    "further": ("further", "推进"), "same": ("same", "不变"), "less far": ("less far", "后退"),
    "open": ("open", "不能判断"),
}  # fmt: skip
_STAGE_FIELDS: Final = {
    "name": Field("Project (names joined)", "项目（统一名称）"),
    "name_zh": Field("Chinese name in the later document", "后一文件中的名称"),
    "name_en": Field("Project", "英文名"),
    "type": Field("Type", "类型", codes={
        "railway": ("railway", "铁路"), "expressway": ("expressway", "高速公路"), "airport": ("airport", "机场"),
    }),
    "doc_a": Field("Earlier document", "前一文件", codes=_DOCUMENTS),
    "doc_b": Field("Later document", "后一文件", codes=_DOCUMENTS),
    "stage_a": Field("Stage in the earlier", "前一文件阶段", codes=_STAGES),
    "stage_b": Field("Stage in the later", "后一文件阶段", codes=_STAGES),
    "low_a": Field("Lower end of the earlier stage", "前一文件阶段下限", codes=_STAGES),
    "move": Field("Move", "变化", codes=_MOVES),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip


def _stage_table(data: Data) -> pd.DataFrame:
    return distance.project_stages(data["projects"])


def _stage_words(table: pd.DataFrame, language: Language) -> Words:
    counts = table["move"].value_counts().reindex(list(_MOVES), fill_value=0)
    n = len(table)
    back = table[table["move"] == "less far"]
    airports = int((back["type"] == "airport").sum())
    from_plan = int((back["doc_a"] == "fyp14").sum())
    projects = table["name"].nunique()
    if language == "en":
        return Words(
            title=f"In {counts['less far']} of {n} comparisons a project is less far in the later document, in "
            f"{counts['further']} further",
            subtitle="Railways, expressways and airports listed in two documents: stage planned in the earlier (hollow) and "
            "in the later one",
            alt=f"{projects} projects in {n} comparisons of two documents: {counts['further']} further, {counts['same']} the "
            f"same, {counts['less far']} less far, {counts['open']} open. Less far are {airports} airport works that "
            "the 14th Five-Year Plan was to complete and the Urbanization Plan of the following year carries on, and "
            "railways that were in preparation and are now to be studied.",
            note="Stages are what a document plans, not progress on site; documents stand in the order of issue. The 14th "
            "Five-Year Plan prints groups as continued and newly started together (pale bars): where the later stage lies "
            f"between the two, the comparison is open ({counts['open']}). Names are joined by rule and by {len(distance.ALIASES)} "
            "read by hand. The 14th Five-Year Plan ends in 2025; the Urbanization Plan's boxes carry no year, so less far may "
            "also mean more cautious wording. The Renewal Action Plan and the 2025 Action Plan list none in boxes.",
            finding=f"Where two documents name the same railway, expressway or airport, the later one places it further in "
            f"{counts['further']} of {n} cases and less far in {counts['less far']}; {from_plan} of the latter are between the "
            "14th Five-Year Plan and the Urbanization Plan, issued a year later.",
        )
    return Words(
        title=f"{n}对项目比较中，后一文件所列阶段推进的有{counts['further']}对，后退的有{counts['less far']}对",
        subtitle="两份文件都列出的铁路、高速公路和机场项目：前一文件（空心）与后一文件（实心）所列阶段",
        alt=f"{projects}个项目、{n}对比较：推进{counts['further']}对，不变{counts['same']}对，后退{counts['less far']}对，不能判断"
        f"{counts['open']}对。后退的包括{airports}个机场工程，“十四五”规划纲要要求建成，次年的城镇化规划列为加快推进；另有部分铁路由前期工作改为研究论证。",
        note=f"阶段是文件的安排，不是现场进度；文件按印发先后排列。“十四五”规划纲要把续建和新开工合为一组（浅色横条），后一文件的阶段"
        f"介于两者之间时不能判断（{counts['open']}对）。名称按规则统一，另有{len(distance.ALIASES)}个由人工判读。“十四五”规划纲要到2025年为止，"
        "城镇化规划的专栏没有年份，因此“后退”也可能只是措辞更谨慎。城市更新提升行动计划和2025年五年行动计划没有项目专栏。",
        finding=f"两份文件列有同一铁路、高速公路或机场的{n}对比较中，后一文件推进的{counts['further']}对，后退的{counts['less far']}对；"
        f"后退的项目中有{from_plan}对出现在“十四五”规划纲要与次年印发的城镇化规划之间。",
    )


def _stage_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, english = shape == "wide", language == "en"
    moved = [table[table["move"] == move] for move in ("less far", "further")]
    with canvas(
        frame, language, shape, height=None if wide else 9.6, left=14, right=14, bottom=44
    ) as sheet:
        sheet.axes.set_axis_off()
        box = sheet.axes.get_position()
        points = 72 * sheet.figure.get_size_inches()[0]
        names = (150 if wide else 140) if english else 104
        heads = {
            "en": ("Less far in the later document", "Further"),
            "zh": ("后一文件中后退", "推进"),
        }[language]
        top = box.y1
        for nth, (rows, head) in enumerate(zip(moved, heads, strict=True)):
            if wide:
                half = box.width / 2
                left = box.x0 + nth * half + names / points
                high = 0.9 * box.height * len(rows) / max(len(r) for r in moved)
                where = (left, box.y1 - 0.06 - high, half - (names + 16) / points, high)
            else:
                high = (box.height - 0.12) * len(rows) / sum(len(r) for r in moved)
                top -= 0.03 + high
                where = (box.x0 + names / points, top, box.width - names / points, high)
                top -= 0.06
            axes = sheet.figure.add_axes(where)
            color = (style.ACCENT, style.CONTRAST)[nth]
            _stage_panel(sheet, axes, rows, color)
            axes.annotate(
                f"{head}: {len(rows)}" if english else f"{head}：{len(rows)}", (0, 1), xycoords="axes fraction",
                xytext=(-names, 6), textcoords="offset points", fontsize=sheet.label, weight="bold", color=color,
            )  # fmt: skip
        return sheet.figure


_SHORT: Final = {
    " Railway": " Rwy", "High-Speed": "HS", "Expressway": "Exwy", "International": "Intl",
    "rebuilding and expansion": "enlargement", "Chengdu–Chongqing Middle-Line": "Chengdu–Chongqing Middle",
    "Capacity upgrade of the ": "",
}  # fmt: skip


#: Stages as they fit under an axis, in the order of `distance.STAGES`.
_STEPS: Final[dict[Language, list[str]]] = {
    "en": [
        "study", "pre-\npare", "strive\nto\nstart", "start", "carry\non", "strive\nto\nfinish", "com-\nplete",
    ],
    "zh": ["研究\n论证", "前期\n工作", "力争\n开工", "开工", "续建", "力争\n建成", "建成"],
}  # fmt: skip


def _short(name: str) -> str:
    for long, brief in _SHORT.items():
        name = name.replace(long, brief)
    return name


def _stage_panel(sheet: Canvas, axes: Axes, rows: pd.DataFrame, color: str) -> None:
    language = sheet.language
    names = [_short(row.name_en) if language == "en" else row.name for row in records(rows)]
    for nth, row in enumerate(records(rows)):
        start, low, end = (distance.STAGES.index(s) for s in (row.stage_a, row.low_a, row.stage_b))
        if low < start:
            axes.plot(
                [low, start],
                [nth, nth],
                color=color,
                linewidth=5,
                alpha=0.25,
                solid_capstyle="round",
            )
        origin = start if row.move == "further" else low
        axes.annotate(
            "", (end, nth), xytext=(origin, nth),
            arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": 1.4, "shrinkA": 3, "shrinkB": 3},
        )  # fmt: skip
        axes.plot(
            start,
            nth,
            "o",
            color=color,
            markerfacecolor=style.PAPER,
            markersize=5,
            markeredgewidth=1.3,
        )
        axes.plot(end, nth, "o", color=color, markersize=5)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(-0.4, len(distance.STAGES) - 0.6)
    axes.yaxis.set_major_locator(FixedLocator(list(range(len(rows)))))
    axes.yaxis.set_major_formatter(FixedFormatter(names))
    axes.tick_params(axis="y", length=0, labelcolor=style.INK, labelsize=7.4)
    axes.xaxis.set_major_locator(FixedLocator(list(range(len(distance.STAGES)))))
    axes.xaxis.set_major_formatter(FixedFormatter(_STEPS[language]))
    axes.tick_params(axis="x", length=0, labelsize=6.8)
    axes.xaxis.grid(True)
    axes.spines["bottom"].set_visible(False)


EXHIBITS: Final = (
    Exhibit(
        "spatial-gdp-ratio", "spatial", _ratio_table, _ratio_words, _RATIO_FIELDS, _ratio_draw
    ),
    Exhibit(
        "spatial-project-stages", "spatial", _stage_table, _stage_words, _STAGE_FIELDS, _stage_draw
    ),
)  # fmt: skip
