"""What binds, what can be tested, what can be watched."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from cqanalysis import governance
from cqanalysis.drawing import marks, style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import RESTS, YEAR, Field
from cqanalysis.exhibits.governance.names import THEME, theme
from cqanalysis.exhibits.overview.names import ATTRIBUTES, named
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

_YES: Final = {"yes": ("yes", "是"), "no": ("no", "否")}
_LABELS: Final = {
    "label_en": Field("Target", "英文名"),
    "label_zh": Field("Chinese name", "目标"),
}
_DOCUMENT: Final = {
    "doc_id": Field("Document (key)", "文件标识"),
    "document_en": Field("Document", "文件英文简称"),
    "document_zh": Field("Document in Chinese", "文件"),
}


def _said(column: pd.Series) -> pd.Series:
    return column.map({True: "yes", False: "no"})


# --- What binds ------------------------------------------------------------

_GROUPS: Final = {
    "economy": ("Growth", "总量与收入"),
    "innovation": ("Innovation", "创新发展"),
    "coordination": ("Coordination", "协调发展"),
    "green": ("Green", "绿色发展"),
    "opening": ("Opening up", "开放发展"),
    "sharing": ("Sharing", "共享发展"),
}
_BINDING_FIELDS: Final = {
    **_LABELS,
    "group": Field("Group in the table", "所在分组", codes=_GROUPS),
    "attribute": Field("Marked as", "指标属性", codes=ATTRIBUTES),
    "target": Field("Target value", "目标值", "number"),
    "result": Field("Result", "实际值", "number"),
    "unit": Field("Unit as printed", "单位"),
    "met": Field("Met", "是否达到", codes=_YES),
    **RESTS,
}  # fmt: skip


def _binding_table(data: Data) -> pd.DataFrame:
    table = governance.ended(data)
    chosen: pd.DataFrame = table.assign(met=_said(table["met"]))[list(_BINDING_FIELDS)]
    return chosen


def _binding_words(table: pd.DataFrame, language: Language) -> Words:
    found = governance.binding(table.assign(met=table["met"] == "yes"))
    (bound, kept), (asked, met) = found.binding, found.expected
    p, within = number(found.p, 4), number(found.p_within, 2)
    mixed = [_GROUPS[group][language == "zh"] for group in found.mixed]
    green = table[table["attribute"] == "约束性"]["group"].value_counts()
    most = _GROUPS[str(green.index[0])][language == "zh"]
    groups = table["group"].nunique()
    if language == "en":
        return Words(
            title=f"{kept} of {bound} binding targets were met and {met} of {asked} expected ones, but only one of {groups} groups holds both kinds",
            subtitle="Targets of the 13th Five-Year Plan for 2020 by group of its table and by attribute; each dot is one target",
            alt=f"A grid of dots, {groups} groups by two attributes. Of {bound} binding targets {green.iloc[0]} are in the group {most.lower()}; {kept} "
            f"were met. Of {asked} expected ones {met} were met. Only the group {' and '.join(mixed).lower()} holds both kinds: its {found.compared} targets were all met.",
            note=f"Fisher's exact test over all {bound + asked} targets gives p = {p}. The exact conditional test that compares only within groups "
            f"(Gart 1970) gives p = {within}: {groups - len(found.mixed)} groups hold one kind only and drop out, and in the one left every target "
            "was met. Results are the 14th plan's own review. The first two targets stand above the headings of the printed table; "
            "their group's name is this book's. Cuts of several emissions are related, so that there are fewer independent results than dots.",
            finding=f"Of the 13th plan's targets {kept} of {bound} binding ones were met and {met} of {asked} expected ones (p = {p}). But the two kinds "
            f"cover different subjects: compared within groups the difference disappears (p = {within}), so the outcome cannot show that binding works.",
        )
    return Words(
        title=f"约束性指标{bound}项中达到{kept}项，预期性指标{asked}项中达到{met}项，但{groups}个分组中只有一组两类并存",
        subtitle="“十三五”规划2020年目标，按原表分组和指标属性排列；每点为一项指标",
        alt=f"{groups}个分组、两种属性的点阵。{bound}项约束性指标中{green.iloc[0]}项属于{most}，{kept}项达到；{asked}项预期性指标达到{met}项。"
        f"只有{'、'.join(mixed)}一组两类并存，其{found.compared}项全部达到。",
        note=f"对全部{bound + asked}项作费希尔精确检验，p={p}；只在组内比较的精确条件检验（Gart，1970），p={within}：{groups - len(found.mixed)}个组只有一类指标，"
        "不提供信息，余下一组全部达到。实际值取自“十四五”规划纲要的回顾。表中前两项列在各分组标题之前，组名为本书所加。各项减排指标相互关联，独立的结果少于点数。",
        finding=f"“十三五”约束性指标{bound}项中达到{kept}项，预期性指标{asked}项中达到{met}项（p={p}）。但两类指标的内容不同：只在组内比较，差别就不存在"
        f"（p={within}），因此这一结果不能说明约束本身有效。",
    )


def _binding_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, zh = shape == "wide", language == "zh"
    left = 104 if wide else 84
    with canvas(frame, language, shape, left=left, right=14, bottom=14) as sheet:
        axes = sheet.axes
        order = list(_GROUPS)
        middle, step = 13.6, 0.86
        for y, group in enumerate(order):
            axes.annotate(
                _GROUPS[group][zh], (0, y), xytext=(-8, 0), xycoords=("axes fraction", "data"), ha="right",
                textcoords="offset points", va="center", fontsize=sheet.label,
            )  # fmt: skip
            axes.axhline(y + 0.5, color="#E6E9ED", linewidth=0.8)
            for start, attribute in ((0.0, "约束性"), (middle, "预期性")):
                rows = table[(table["group"] == group) & (table["attribute"] == attribute)]
                rows = rows.sort_values("met", ascending=False, kind="stable")
                for n, met in enumerate(rows["met"]):
                    color = style.CONTRAST if met == "yes" else style.ACCENT
                    axes.plot(
                        start + 0.5 + n * step, y, "o", color=color, markersize=10 if wide else 4.8,
                        markerfacecolor=color if met == "yes" else style.PAPER, markeredgewidth=1.8,
                    )  # fmt: skip
                if rows.empty:
                    axes.text(
                        start + 0.5, y, "—", va="center", ha="center", color=style.GREY,
                        fontsize=sheet.label,
                    )  # fmt: skip
        for start, attribute in ((0.0, "约束性"), (middle, "预期性")):
            rows = table[table["attribute"] == attribute]
            met = int((rows["met"] == "yes").sum())
            name = ATTRIBUTES[attribute][zh]
            tail = f"：{met}/{len(rows)}项" if zh else f": {met} of {len(rows)}"
            axes.text(
                start + 0.1, -0.85, name + tail, va="center", fontsize=sheet.label, weight="bold"
            )
        axes.axvline(middle - 0.5, color=style.GREY, linewidth=0.9)
        for x, color, fill, words in (
            (0.5, style.CONTRAST, style.CONTRAST, ("met", "达到")),
            (4.2 if wide else 5.4, style.ACCENT, style.PAPER, ("missed", "未达到")),
        ):
            axes.plot(
                x, len(order) - 0.1, "o", color=color, markerfacecolor=fill, markersize=8 if wide else 6,
                markeredgewidth=1.8, clip_on=False,
            )  # fmt: skip
            axes.text(
                x + (0.6 if wide else 0.8),
                len(order) - 0.1,
                words[zh],
                va="center",
                fontsize=sheet.small,
            )
        axes.set_xlim(0, middle + 8.4)
        axes.set_ylim(len(order) + 0.1, -1.3)
        marks.bare(axes)
        return sheet.figure


# --- What can fail ---------------------------------------------------------

_NEEDS: Final[dict[str, dict[Language, str]]] = {
    "number": {"en": "a number", "zh": "数值"},
    "unit": {"en": "a unit", "zh": "单位"},
    "year": {"en": "a year", "zh": "年份"},
    "base": {"en": "a base", "zh": "基数"},
    "body": {"en": "a body", "zh": "责任机构"},
}
_NEED_FIELDS: Final = {
    **_DOCUMENT,
    "theme": THEME,
    **_LABELS,
    "number": Field("Has a number", "有数值", codes=_YES),
    "unit": Field("Has a unit", "有单位", codes=_YES),
    "year": Field("Year", "年份", codes={
        "printed": ("printed", "文件所载"), "inferred": ("inferred", "推定"), "none": ("none", "无"),
    }),
    "base": Field("Has a base in any document", "任一文件有基数", codes=_YES),
    "body": Field("Stands in a task that names bodies", "所在任务列有责任机构", codes=_YES),
    "missing": Field("Of five, missing", "五项中缺少", "integer"),
    **RESTS,
}  # fmt: skip


def _need_table(data: Data) -> pd.DataFrame:
    table = named(governance.needs(data), data)
    flags = {name: _said(table[name]) for name in ("number", "unit", "base", "body")}
    chosen: pd.DataFrame = table.assign(**flags)[list(_NEED_FIELDS)]
    return chosen


def _counted(table: pd.DataFrame) -> pd.DataFrame:
    flags = {name: table[name] == "yes" for name in ("number", "unit", "base", "body")}
    return governance.by_document(table.assign(**flags))


def _need_words(table: pd.DataFrame, language: Language) -> Words:
    total, whole = len(table), int((table["missing"] == 0).sum())
    base, body = (table[name] == "yes" for name in ("base", "body"))
    bare = int((table["number"] == "no").sum())
    undated = table[table["year"] == "none"]
    never = int(((table["number"] == "no") | (table["year"] == "none")).sum())
    inferred = int((table["year"] == "inferred").sum())
    both = int((base & body).sum())
    if language == "en":
        return Words(
            title=f"{whole or 'None'} of {total} targets has number, unit, year, base and a responsible body together",
            subtitle="Share of each document's targets that have what is needed to tell whether a target was missed, percent (pale: year inferred)",
            alt=f"A grid of five documents by five needs. {base.sum()} targets have a base, {body.sum()} a responsible body, and {both or 'none'} has both. "
            f"{len(undated)} have no year, {inferred} a year that is only inferred; {bare} have no number.",
            note=f"Targets of the board and {bare} that are worded without a number. A base counts if any of the five documents prints it. A body counts if the "
            "target, or the same statement elsewhere in its document, stands in a task that names bodies; "
            "the figure of goals in the chapter on urban renewal also counts the leads of a task that only names a goal's subject. The pale part of a year is "
            "inferred, mostly from the period in the document's title. "
            "That a document names no body for a target does not mean that none was told: tasks are also shared out in writing that is not public.",
            finding=f"{whole or 'None'} of {total} targets has number, unit, year, base and responsible body together. {never} cannot be tested, "
            f"for want of a year or a number. {base.sum()} have a base and {body.sum()} a body; {both or 'none'} has both.",
        )
    return Words(
        title=f"{total}项目标中，同时具备数值、单位、年份、基数和责任机构的有{whole}项"
        if whole
        else f"{total}项目标中，没有一项同时具备数值、单位、年份、基数和责任机构",
        subtitle="各文件的目标具备检验所需各要素的比重（%），年份浅色部分为推定",
        alt=f"五份文件、五个要素的矩阵。有基数的{base.sum()}项，有责任机构的{body.sum()}项，两者兼有的{both}项。"
        f"没有年份的{len(undated)}项，年份仅为推定的{inferred}项，没有数值的{bare}项。",
        note=f"包括目标总表各项和{bare}项只有文字、没有数值的目标。五份文件中任何一份载有基数即算有基数。目标（或同一文件中的同一表述）写在列有责任机构的任务里，即算有机构；"
        "城市更新一章的目标图口径较宽，任务只提到目标所属内容的，其牵头单位也计入。"
        "年份一栏浅色部分为推定，多由文件题名的规划期推出。文件没有为目标写明机构，不等于没有交办：任务也会以不公开的文书分解。",
        finding=f"{total}项目标中，同时具备数值、单位、年份、基数和责任机构的{f'有{whole}项' if whole else '一项也没有'}。{never}项没有年份或数值，无法检验是否落空。"
        f"有基数的{base.sum()}项，有机构的{body.sum()}项，两者兼有的{f'{both}项' if both else '一项也没有'}。",
    )


def _need_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide = shape == "wide"
    counts = _counted(table)
    names = table.drop_duplicates("doc_id").set_index("doc_id")[f"document_{language}"]
    left = (142 if language == "en" else 156) if wide else 14
    with canvas(
        frame, language, shape, height=None if wide else 8.0, left=left, right=14, bottom=6
    ) as sheet:
        axes = sheet.axes
        order, needs = list(names.index), list(governance.NEEDS)
        for row in records(counts):
            x, y = needs.index(row.need), order.index(row.doc_id)
            share, pale = row.n / row.targets, row.inferred / row.targets
            axes.barh(y, 0.9, left=x, height=0.5, color="#EEF0F2")
            axes.barh(y, 0.9 * (share - pale), left=x, height=0.5, color=style.CONTRAST)
            axes.barh(
                y, 0.9 * pale, left=x + 0.9 * (share - pale), height=0.5, color=style.SEQUENTIAL[1]
            )
            color = style.ACCENT if not row.n else style.INK
            axes.text(
                x, y - 0.42 if wide else y - 0.4, f"{number(100 * share, 0)}%", va="center", fontsize=sheet.small, color=color,
                weight="bold" if not row.n else "normal",
            )  # fmt: skip
        for y, doc in enumerate(order):
            total = int(counts.loc[counts["doc_id"] == doc, "targets"].iloc[0])
            told = f"{names[doc]} ({total})" if language == "en" else f"{names[doc]}（{total}项）"
            axes.annotate(
                told, (0, y if wide else y - 0.61), xytext=(-8 if wide else 0, 0), textcoords="offset points",
                ha="right" if wide else "left", va="center", fontsize=sheet.small, weight="normal" if wide else "bold",
            )  # fmt: skip
        for x, need in enumerate(needs):
            axes.text(
                x,
                -0.78 if wide else -1.08,
                _NEEDS[need][language],
                va="center",
                fontsize=sheet.label - 0.4,
                weight="bold",
            )
        axes.set_xlim(0, len(needs))
        axes.set_ylim(len(order) - 0.6, -1.1 if wide else -1.4)
        marks.bare(axes)
        return sheet.figure


# --- What can be watched ---------------------------------------------------

_SEEN: Final = {
    "seen": ("comparable observation", "有可比观测"),
    "near": ("observed on another definition only", "仅有口径不同的观测"),
    "none": ("not in this collection", "本资料集无观测"),
}
_SEEN_FILLS: Final = {"seen": style.CONTRAST, "near": style.SEQUENTIAL[1], "none": "#F1D9CF"}
_WATCH_FIELDS: Final = {
    **_DOCUMENT,
    "theme": THEME,
    **_LABELS,
    "operator": Field("Qualifier", "限定", codes={
        "=": ("as printed", "所载"), ">=": ("at least", "不少于"), ">": ("more than", "多于"),
        "<=": ("at most", "不多于"), "<": ("less than", "少于"), "~": ("about", "左右"),
        "range": ("range", "区间"),
    }),
    "value": Field("Target value", "目标值", "number"),
    "upper": Field("Upper end of a range", "区间上限", "number"),
    "unit": Field("Unit as printed", "单位"),
    "modality": Field("Wording", "措辞"),
    "due": Field("Due", "到期年份", "integer"),
    "attribute": Field("Marked as", "指标属性", codes=ATTRIBUTES),
    "seen": Field("Public data", "公开数据", codes=_SEEN),
    "year": YEAR,
    **RESTS,
}  # fmt: skip


def _watch_table(data: Data) -> pd.DataFrame:
    chosen: pd.DataFrame = named(governance.monitored(data), data)[list(_WATCH_FIELDS)]
    return chosen


def _watch_words(table: pd.DataFrame, language: Language) -> Words:
    index = governance.monitoring_index(table)
    total, seen = int(index["targets"].sum()), int(index["seen"].sum())
    missing, near = int(index["none"].sum()), int(index["near"].sum())
    part = number(100 * seen / total, 0)
    own = index.loc["governance"]
    first = str(index.index[0])
    compared = f"有{int(own['seen'])}项" if own["seen"] else "一项也没有"
    best = number(float(index.loc[first, "index"]), 0)
    last = table.loc[table["theme"] == "governance", "due"].max()
    binding = table[(table["attribute"] == "约束性")]
    bound = int((binding["seen"] == "seen").sum())
    if language == "en":
        return Words(
            title=f"{seen} of {total} targets can be compared with an observation; of the {int(own['targets'])} on governance {int(own['seen']) or 'none'}",
            subtitle="Quantified targets of the five documents by theme, and whether an observation can be compared with the number",
            alt=f"Stacked bars for {len(index)} themes. {seen} of {total} targets, {part} percent, have an observation that compares; {near} "
            f"only one on another definition; {missing} none. The index runs from {best} in {theme(first, 'en')} to {number(float(own['index']), 0)} in governance.",
            note="The index is the share of targets with an observation of confidence A or B since the base, in the target's unit and place, "
            "not later than its year; one before that year can be compared but does not decide. Each target counts once a document. The data of this exhibit list every target, with "
            "what is missing marked “not in this collection”: searched for and not found by the date of the data, which does "
            f"not prove that it does not exist. Of {len(binding)} binding targets with a number {bound or 'none'} {'are' if bound > 1 else 'is'} observed.",
            finding=f"Of {total} quantified targets {seen} ({part}%) can be compared with an observation, and {missing} have no observation at all. "
            f"The index is highest in {theme(first, 'en')}, {best}%, and {number(float(own['index']), 0)}% in governance, all of whose {int(own['targets'])} targets were due by {last}.",
        )
    return Words(
        title=f"{total}项目标中有可比观测值的{seen}项，城市治理的{int(own['targets'])}项中{compared}",
        subtitle="五份文件的量化目标，按主题和是否有可与目标数对照的观测值划分",
        alt=f"{len(index)}个主题的堆叠横条。{total}项目标中{seen}项（{part}%）有可比观测，{near}项仅有口径不同的观测，{missing}项没有。"
        f"指数最高的是{theme(first, 'zh')}，为{best}%，城市治理为{number(float(own['index']), 0)}%。",
        note="指数为有可比观测的目标所占比重：可信度A或B，晚于基期、不晚于到期年，单位和地区与目标相同；早于到期年的可作比较，但不能据以判定是否达到。同一目标每份文件计一次。"
        "本图的数据逐项列出全部目标，缺数据的标为“本资料集无观测”，即到数据截止日查找而未得，并不证明不存在。"
        f"有数值的约束性目标{len(binding)}项，有可比观测的{bound}项。",
        finding=f"{total}项量化目标中，有可比观测值的{seen}项（{part}%），{missing}项没有任何观测值。指数最高的是{theme(first, 'zh')}，为{best}%；"
        f"城市治理为{number(float(own['index']), 0)}%，其{int(own['targets'])}项目标到{last}年已全部到期。",
    )


def _watch_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, en, zh = shape == "wide", language == "en", language == "zh"
    index = governance.monitoring_index(table)
    left = (170 if en else 132) if wide else 14
    with canvas(
        frame, language, shape, height=None if wide else 7.4, left=left, right=52, bottom=4
    ) as sheet:
        axes = sheet.axes
        for y, (name, row) in enumerate(index.iterrows()):
            start = 0.0
            for key, fill in _SEEN_FILLS.items():
                n = int(row[key])
                axes.barh(y, n, left=start, height=0.6 if wide else 0.42, color=fill, zorder=2)
                if n > (0 if wide else 1):
                    axes.text(
                        start + n / 2, y, str(n), ha="center", va="center", fontsize=sheet.small, zorder=3,
                        color=style.PAPER if key == "seen" else style.INK,
                    )  # fmt: skip
                start += n
            label = theme(str(name), language)
            axes.annotate(
                label[:1].upper() + label[1:], (0, y), xytext=(-8, 0) if wide else (0, 16), textcoords="offset points",
                ha="right" if wide else "left", va="center", fontsize=sheet.label if wide else sheet.small,
            )  # fmt: skip
            axes.annotate(
                f"{number(float(row['index']), 0)}%", (start, y), xytext=(6, 0), textcoords="offset points",
                va="center", fontsize=sheet.label + 1, weight="bold",
                color=style.ACCENT if not row["seen"] else style.CONTRAST,
            )  # fmt: skip
        most = float(index["targets"].max())
        lines = [(key, _SEEN[key][zh]) for key in _SEEN_FILLS]
        for n, (key, words) in enumerate(lines):
            x, line = (most * 0.5, 4.86 + 0.42 * n) if wide else (0.0, len(index) - 0.45 + 0.34 * n)
            axes.barh(
                line,
                most * 0.025,
                left=x,
                height=0.34 if wide else 0.24,
                color=_SEEN_FILLS[key],
                clip_on=False,
            )
            axes.text(x + most * 0.04, line, words, va="center", fontsize=sheet.small)
        axes.set_xlim(0, most)
        axes.set_ylim(len(index) - (0.1 if wide else -0.4), -0.7 if wide else -0.8)
        marks.bare(axes)
        return sheet.figure


EXHIBITS: Final = (
    Exhibit(
        "governance-binding-outcome", "governance", _binding_table, _binding_words, _BINDING_FIELDS,
        _binding_draw,
    ),
    Exhibit(
        "governance-can-fail", "governance", _need_table, _need_words, _NEED_FIELDS, _need_draw
    ),
    Exhibit(
        "governance-monitoring-index", "governance", _watch_table, _watch_words, _WATCH_FIELDS,
        _watch_draw,
    ),
)  # fmt: skip
