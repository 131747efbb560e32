"""How the targets of the 13th five-year plan ended, binding against expected."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullFormatter, NullLocator

from cqanalysis import overview
from cqanalysis.drawing import style
from cqanalysis.drawing.canvas import Canvas, Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number, share
from cqanalysis.exhibits.field import RESTS, Field
from cqanalysis.exhibits.overview.names import ATTRIBUTES, lower
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data

_MOVES: Final = {
    "raised": ("asks for more", "提高"),
    "lowered": ("asks for less", "降低"),
    "same": ("asks for the same", "不变"),
    "deferred": ("left to the state", "由国家下达"),
    "none": ("asks nothing in numbers", "未再提出数字"),
}
_FIELDS: Final = {
    "label_en": Field("Target", "英文名"),
    "label_zh": Field("Chinese name", "目标"),
    "indicator": Field("Indicator (key)", "指标标识"),
    "attribute": Field("Marked as", "指标属性", codes=ATTRIBUTES),
    "operator": Field("Qualifier", "限定", codes={
        "=": ("as printed", "所载"), ">": ("more than", "多于"), "<": ("less than", "少于"),
        "~": ("about", "左右"),
    }),
    "target": Field("Target value", "目标值", "number"),
    "result": Field("Result", "实际值", "number"),
    "unit": Field("Unit as printed", "单位"),
    "met": Field("Met", "是否达到", codes={"yes": ("yes", "是"), "no": ("no", "否")}),
    "exact": Field("Result equals the number", "结果恰为目标数", codes={
        "yes": ("yes", "是"), "no": ("no", "否"),
    }),
    "share": Field("Result in % of the target, 100 or more is better", "结果相当于目标（%），100以上为更好", "number"),
    "again": Field("Asked for 2025", "2025年目标值", "number"),
    "move": Field("The 14th plan", "“十四五”规划纲要", codes=_MOVES),
    **RESTS,
}  # fmt: skip
#: Names short enough for a line of the figure, where the printed one is not.
_SHORT: Final[dict[str, dict[Language, str]]] = {
    "Industrial restructuring investment as share of total fixed-asset investment": {
        "en": "Restructuring investment", "zh": "结构调整投资占比",
    },
    "Tertiary sector (services) value added as share of GDP": {
        "en": "Tertiary sector share", "zh": "三产占比",
    },
    "Overall labour productivity of industrial enterprises above designated size": {
        "en": "Productivity, large industry", "zh": "规上工业劳动生产率",
    },
    "Strategic emerging industries as share of gross industrial output value": {
        "en": "Emerging industries share", "zh": "新兴产业产值占比",
    },
    "Ratio of GDP per head, metropolitan area to two town clusters": {
        "en": "GDP per head, metro to clusters", "zh": "区域人均GDP之比",
    },
    "Urbanization rate of hukou population": {
        "en": "Hukou urbanization rate", "zh": "户籍人口城镇化率",
    },
    "Urban-rural ratio of disposable income per head": {
        "en": "Urban-rural income ratio", "zh": "城乡居民收入比",
    },
    "Cultural industry value added as share of GDP": {
        "en": "Cultural industry share", "zh": "文化产业增加值占比",
    },
    "Water quality class of the Yangtze main stem": {
        "en": "Yangtze water class", "zh": "长江水质",
    },
    "Cut in PM2.5 concentration, central urban area": {
        "en": "Cut in PM2.5", "zh": "PM2.5下降",
    },
    "Share of days with good air quality, central urban area": {
        "en": "Days of good air", "zh": "空气优良天数",
    },
    "Cut in chemical oxygen demand emissions": {"en": "Cut in COD", "zh": "COD减排"},
    "Cut in sulphur dioxide emissions": {"en": "Cut in sulphur dioxide", "zh": "二氧化硫减排"},
    "Cut in ammonia nitrogen emissions": {"en": "Cut in ammonia nitrogen", "zh": "氨氮减排"},
    "Cut in nitrogen oxide emissions": {"en": "Cut in nitrogen oxides", "zh": "氮氧化物减排"},
    "Cut in energy use per unit of GDP": {"en": "Cut in energy per GDP", "zh": "单位GDP能耗下降"},
    "Cut in carbon dioxide emissions per unit of GDP": {
        "en": "Cut in carbon per GDP", "zh": "单位GDP碳排放下降",
    },
    "Cut in water use per unit of GDP": {"en": "Cut in water per GDP", "zh": "单位GDP用水量下降"},
    "Total imports and exports of services": {
        "en": "Trade in services", "zh": "服务贸易进出口总额",
    },
    "Share of freight from outside Chongqing in port freight turnover": {
        "en": "Outside freight in ports", "zh": "港口货物市外占比",
    },
    "Share of freight from outside Chongqing in Jiangbei airport freight turnover": {
        "en": "Outside freight by air", "zh": "机场货物市外占比",
    },
    "Share of cargo from outside Chongqing on Yuxinou freight trains": {
        "en": "Outside freight on Yuxinou trains", "zh": "班列货物市外占比",
    },
    "Rural poor people lifted out of poverty": {
        "en": "People lifted out of poverty", "zh": "农村人口脱贫",
    },
    "Average years of schooling of working-age population": {
        "en": "Years of schooling", "zh": "受教育年限",
    },
    "Housing security coverage of urban resident population": {
        "en": "Housing security coverage", "zh": "住房保障覆盖率",
    },
    "Growth of disposable income per head": {"en": "Growth of income", "zh": "居民收入增长"},
    "Invention patents held per 10,000 people": {
        "en": "Invention patents", "zh": "发明专利",
    },
    "Total imports and exports": {"en": "Imports and exports", "zh": "进出口总额"},
    "Net increase in construction land": {"en": "Added construction land", "zh": "净增建设用地"},
    "Foreign capital actually utilised": {"en": "Foreign capital", "zh": "利用外资"},
    "R&D expenditure intensity": {"en": "R&D intensity", "zh": "研发投入强度"},
}  # fmt: skip
#: Percent of the target that is drawn.
_LOW, _HIGH = 42.0, 320.0


def _table(data: Data) -> pd.DataFrame:
    rows = overview.thirteenth(data)
    said = {True: "yes", False: "no"}
    return rows.assign(met=rows["met"].map(said), exact=rows["exact"].map(said))


def _words(table: pd.DataFrame, language: Language) -> Words:
    binding, expected = (table[table["attribute"] == a] for a in ("约束性", "预期性"))
    kept, missed = int((binding["met"] == "yes").sum()), expected[expected["met"] == "no"]
    exact = int(((binding["exact"] == "yes") & (binding["met"] == "yes")).sum())
    lost = len(missed)
    moves = missed["move"].value_counts().reindex(list(_MOVES), fill_value=0)
    near = int((missed["share"] >= 90).sum())
    far = missed.loc[missed["share"].idxmin()]
    low = number(far["share"], 0)
    last = name(far, language)
    if language == "en":
        return Words(
            title=f"{share(kept, len(binding), 'en').capitalize()} binding targets for 2020 were met, {exact} of them "
            f"exactly; of {len(expected)} expected ones {lost} were missed",
            subtitle="Result in percent of the target, as the 14th plan reports it; beyond 100 is better than asked. "
            "Hollow: equal to the number. Logarithmic scale",
            alt=f"Two lists of dots. {kept} binding results are at 100 or beyond, {exact} exactly at 100. Of the "
            f"{len(expected)} expected ones {lost} did not reach their number, the lowest at {low}: {lower(last)}.",
            note="Targets and results as the 14th plan's first table prints them; this book has not observed them again. "
            "Where less is better the percentage is inverted. For cuts, the cut achieved is taken in percent of the cut asked. "
            "Where the target is “more than” a number, a result equal to it counts as missed. Binding marks are mostly given to indicators "
            "that a government controls, less often to those that markets decide, so the difference does not show what "
            "binding itself does.",
            finding=f"{share(kept, len(binding), 'en').capitalize()} binding targets of the 13th plan were met, {exact} of them exactly; of {len(expected)} expected "
            f"ones {lost} were missed, {near} by less than a tenth. Of these {lost} the 14th plan raises "
            f"{moves['raised']}, lowers {moves['lowered']} and asks nothing in numbers of {moves['none']}.",
        )
    return Words(
        title=f"2020年的约束性指标{share(kept, len(binding), 'zh', counter='项')}达到，其中{exact}项恰为目标数；{len(expected)}项"
        f"预期性指标{lost}项未达到",
        subtitle="实际值相当于目标值的百分比，100以上为优于目标，空心为恰等于目标数。对数刻度",
        alt=f"两列圆点。约束性指标{kept}项在100或以上，{exact}项恰在100。预期性指标{len(expected)}项中{lost}项未达到，"
        f"最低的是{last}，为{low}。",
        note="目标和实际值取自“十四五”规划纲要第一张指标表，本书未另行观测。越低越好的指标，百分比取倒数；下降类指标取实际降幅相当于目标降幅的百分比。"
        "目标为“高于”而结果相等的，计为未达到。约束性指标多为政府能够控制的事项，由市场决定的较少，因此这一差别不能说明约束本身的作用。",
        finding=f"“十三五”约束性指标{share(kept, len(binding), 'zh', counter='项')}达到，其中{exact}项恰为目标数；预期性指标{len(expected)}项中{lost}项未达到，{near}项差距"
        f"不到一成。未达到的{lost}项，“十四五”规划纲要提高{moves['raised']}项，降低{moves['lowered']}项，{moves['none']}项未再提出数字。",
    )


def name(row: Any, language: Language) -> str:
    """The short name of a target of the 13th plan.

    Args:
        row: Has label_en and label_zh.
        language: Of the name.

    Returns:
        A few words.
    """
    known = _SHORT.get(row.label_en)
    return known[language] if known else str(getattr(row, f"label_{language}"))


def _panel(axes: Axes, sheet: Canvas, rows: pd.DataFrame, head: str, depth: int) -> None:
    """One list: a name, a dot, the percentage of those that were missed."""
    rows = rows.sort_values("share", ascending=False, kind="stable")
    size = sheet.small - (1 if sheet.wide else 0.8)
    for y, (_, row) in enumerate(rows.iterrows()):
        missed = row["met"] == "no"
        color = style.ACCENT if missed else style.CONTRAST
        axes.plot([100, row["share"]], [y, y], color=color, linewidth=1.4, zorder=2)
        axes.plot(row["share"], y, "o", color=color, markersize=5, zorder=3,
                  markerfacecolor=style.PAPER if row["exact"] == "yes" else color, markeredgewidth=1.5)  # fmt: skip
        axes.annotate(
            name(row, sheet.language), (0, y), xytext=(-5, 0), xycoords=("axes fraction", "data"), ha="right",
            textcoords="offset points", va="center", fontsize=size, color=style.ACCENT if missed else style.INK,
        )  # fmt: skip
    axes.annotate(head, (0, -1.05), xytext=(0, 0), xycoords=("axes fraction", "data"), ha="right",
                  textcoords="offset points", va="center", fontsize=sheet.label, weight="bold")  # fmt: skip
    axes.axvline(100, color=style.TARGET, linewidth=1.6, zorder=1)
    axes.set_xscale("log")
    axes.set_xlim(_LOW, _HIGH)
    axes.set_ylim(depth - 0.4, -1.6)
    axes.xaxis.set_major_locator(FixedLocator([50, 100, 200]))
    axes.xaxis.set_major_formatter("{x:.0f}")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_major_locator(NullLocator())
    axes.tick_params(labelsize=sheet.small)


def _draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, en = shape == "wide", language == "en"
    left = (168 if en else 148) if wide else (150 if en else 136)
    page = (
        canvas(frame, language, shape, left=left, bottom=22)
        if wide
        else canvas(frame, language, shape, height=9.8, left=left, bottom=22)
    )
    binding, expected = (table[table["attribute"] == a] for a in ("约束性", "预期性"))
    heads = [
        f"{ATTRIBUTES[a][not en]} {len(r)}" for a, r in (("约束性", binding), ("预期性", expected))
    ]
    with page as sheet:
        first, box = sheet.axes, sheet.axes.get_position()
        width = sheet.figure.get_size_inches()[0] * 72
        if wide:
            half = (box.width - left / width) / 2
            first.set_position((box.x0, box.y0, half, box.height))
            second = sheet.figure.add_axes((box.x1 - half, box.y0, half, box.height))
            depths = (max(len(binding), len(expected)),) * 2
        else:
            # As much height as a list has rows.
            part = (len(binding) + 1.2) / (len(table) + 4.2)
            rest = (len(expected) + 1.2) / (len(table) + 4.2)
            first.set_position((box.x0, box.y1 - part * box.height, box.width, part * box.height))
            second = sheet.figure.add_axes((box.x0, box.y0, box.width, rest * box.height))
            depths = (len(binding), len(expected))
        for axes, rows, head, depth in zip(
            (first, second), (binding, expected), heads, depths, strict=True
        ):
            _panel(axes, sheet, rows, head, depth)
        return sheet.figure


EXHIBITS: Final = (Exhibit("overview-thirteenth-plan", "overview", _table, _words, _FIELDS, _draw),)
