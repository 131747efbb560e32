"""How the plan is passed on to a district, and by which instruments it acts."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from cqanalysis import governance, overview
from cqanalysis.drawing import marks, style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import CLAUSE_IDS, INSTRUMENTS, RESTS, Field
from cqanalysis.exhibits.governance.names import THEME, THEMES, theme
from cqanalysis.exhibits.overview.names import VERDICTS, named
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

# --- Passed on to a district -----------------------------------------------

#: Columns that count the targets of each verdict.
_COLUMNS: Final = {verdict: verdict.replace(" ", "_") for verdict in VERDICTS}
_CODES: Final = {key: (own["en"], own["zh"]) for key, own in VERDICTS.items()}
_PASSED_FIELDS: Final = {
    "chapter": Field("Chapter of the Kaizhou Plan", "开州规划章"),
    "title_en": Field("Its title", "章名英文"),
    "title_zh": Field("Its title in Chinese", "章名"),
    "characters": Field("Characters", "字数", "integer"),
    "shared": Field("Characters in common with the Urbanization Plan", "与城镇化规划相同的字数", "integer"),
    "share": Field("Share in common, %", "相同比重（%）", "number"),
    "source": Field("Chapter of the Urbanization Plan that gives most", "主要出自城镇化规划的章"),
    "whole": Field("Long clauses with nine tenths in common", "九成以上相同的长条款", "integer"),
    **{
        _COLUMNS[verdict]: Field(f"Targets: {words['en']}", f"目标{words['zh']}", "integer")
        for verdict, words in VERDICTS.items()
    },
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip
_SHORT: Final = {
    "c1": ("1 Background", "第一章 规划背景"),
    "c2": ("2 Requirements and targets", "第二章 总体要求"),
    "c3": ("3 Spatial pattern", "第三章 空间格局"),
    "c4": ("4 Park city", "第四章 山水公园城市"),
    "c5": ("5 Migrants", "第五章 农业转移人口"),
    "c6": ("6 Governance", "第六章 城市治理"),
    "c7": ("7 Urban-rural integration", "第七章 城乡融合"),
    "c8": ("8 Systems and mechanisms", "第八章 体制机制"),
    "c9": ("9 Implementation", "第九章 实施保障"),
}
#: Verdicts of a target that was taken up, in another form, or dropped.
_FILLS: Final = {
    "equal": (style.CONTRAST, "o"),
    "tighter": (style.CONTRAST, "^"),
    "looser": (style.CONTRAST, "v"),
    "dropped": (style.ACCENT, "X"),
    "differently defined": (style.GREY, "s"),
    "not comparable": (style.GREY, "D"),
}


def _passed_table(data: Data) -> pd.DataFrame:
    table = governance.reused(data)
    targets = governance.taken_up(data)
    counts = pd.crosstab(targets["chapter"], targets["verdict"])
    counts = counts.reindex(index=table["chapter"], columns=list(overview.VERDICTS), fill_value=0)
    counts = counts.rename(columns=_COLUMNS)
    ids = targets.groupby("chapter")["fact_ids"].agg("|".join)
    joined = table.set_index("chapter").join(counts).reset_index()
    whole = joined.assign(fact_ids=joined["chapter"].map(ids).fillna(""))
    chosen: pd.DataFrame = whole[list(_PASSED_FIELDS)]
    return chosen


def _passed_words(table: pd.DataFrame, language: Language) -> Words:
    by = table.set_index("chapter")
    total = number(100 * by["shared"].sum() / by["characters"].sum(), 0)
    most = number(by.loc["c6", "share"], 0)
    copied = by[by["share"] >= 90]
    low = by[by["share"] < 10]
    least = number(by["share"].min(), 0)
    n = {verdict: int(by[_COLUMNS[verdict]].sum()) for verdict in overview.VERDICTS}
    other = n["differently defined"] + n["not comparable"]
    whole, clauses = int(by["whole"].sum()), int(by.loc["c6", "whole"])
    if language == "en":
        return Words(
            title=f"Kaizhou's chapter on governance shares {most}% of its text with the Urbanization Plan, those on spatial pattern and park city {least} to {number(low['share'].max(), 0)}%",
            subtitle="Share of each chapter's characters that stand in the Urbanization Plan as well, and what becomes of that plan's targets",
            alt=f"Bars for {len(by)} chapters of the Kaizhou Plan. {len(copied)} share more than 90 percent with the Urbanization Plan, governance {most}; {len(low)} share less than 10. "
            f"Beside them marks for targets: {n['equal']} equal, {n['tighter']} tighter, {n['looser'] or 'none'} looser, {n['dropped']} dropped, {other} not comparable.",
            note=f"In common are characters in runs of ten or more that both plans have, computed from the texts by a tool that `verify` runs; over all chapters {total}%. "
            f"{whole} clauses of 40 characters or more have nine tenths in common, {clauses} in the chapter on governance. Targets stand "
            "with the chapter of the Kaizhou Plan that states them; one that it drops stands with the chapter that takes its text from where the target was. "
            "“Tighter” and “looser” compare the district with the Urbanization Plan alone, not with the city's other documents, and the two have different "
            "starting points. That text recurs does not mean that it is unsuitable: a district plan is made under the city's.",
            finding=f"What is passed on is mainly text: {len(copied)} of {len(by)} chapters of the Kaizhou Plan share more than 90% with the Urbanization Plan, governance {most}%. Of "
            f"{sum(n.values())} indicators that could be taken over from the Urbanization Plan {n['equal']} recur unchanged, {n['tighter']} are tighter, {n['looser'] or 'none'} looser than in that plan, {n['dropped']} dropped; {other} cannot be compared.",
        )
    return Words(
        title=f"开州城镇化规划“城市治理”一章有{most}%的文字与城镇化规划相同，空间格局和山水公园城市两章只有{least}%至{number(low['share'].max(), 0)}%",
        subtitle="开州城镇化规划各章与城镇化规划相同的字数比重，以及城镇化规划目标的去向",
        alt=f"开州城镇化规划{len(by)}章的横条。{len(copied)}章与城镇化规划相同的文字超过90%，城市治理为{most}%；{len(low)}章不到10%。"
        f"旁边的符号为目标去向：一致{n['equal']}项，从严{n['tighter']}项，放宽{n['looser']}项，不再提出{n['dropped']}项，无从比较{other}项。",
        note=f"“相同”指连续十字以上两份规划都有的文字，由核验工具从文本计算；全部各章合计{total}%。40字以上的条款中有{whole}条九成以上相同，城市治理一章占{clauses}条。"
        "目标按其所在的开州城镇化规划章排列；开州不再提出的，排在承接原文的一章。“从严”“放宽”只与城镇化规划相比，不涉及市级其他文件，而且全市与开州起点不同。"
        "文字相同并不说明不适用：区县规划本就依据全市规划编制。",
        finding=f"传递下去的主要是文字：开州城镇化规划{len(by)}章中有{len(copied)}章与城镇化规划90%以上相同，城市治理为{most}%。城镇化规划可供沿用的{sum(n.values())}项指标中，"
        f"开州一致的{n['equal']}项，从严的{n['tighter']}项，比城镇化规划放宽的{n['looser']}项，不再提出的{n['dropped']}项，无从比较的{other}项。",
    )


def _passed_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, zh = shape == "wide", language == "zh"
    left = (166 if not zh else 132) if wide else (122 if not zh else 100)
    with canvas(
        frame, language, shape, height=None if wide else 5.8, left=left, right=10, bottom=8
    ) as sheet:
        axes = sheet.axes
        start, step = 122.0, 6.6 if wide else 9.4
        for y, row in enumerate(records(table.rename(columns=lambda c: c.replace(" ", "_")))):
            dark = row.share >= 90
            axes.barh(y, 100, height=0.56, color="#EEF0F2")
            axes.barh(
                y, row.share, height=0.56, color=style.CONTRAST if dark else style.SEQUENTIAL[2]
            )
            axes.annotate(
                _SHORT[row.chapter][zh], (0, y), xytext=(-7, 0), textcoords="offset points", ha="right",
                va="center", fontsize=sheet.small + (0.5 if wide else -0.4), weight="bold" if row.chapter == "c6" else "normal",
            )  # fmt: skip
            inside = row.share > 20
            axes.annotate(
                f"{number(row.share, 0)}%", (row.share, y), xytext=(-5 if inside else 5, 0),
                textcoords="offset points", ha="right" if inside else "left", va="center", fontsize=sheet.small, weight="bold",
                color=style.PAPER if dark else style.INK,
            )  # fmt: skip
            x = start
            for verdict, (color, mark) in _FILLS.items():
                for _ in range(getattr(row, _COLUMNS[verdict])):
                    hollow = verdict in ("differently defined", "not comparable")
                    axes.plot(
                        x, y, mark, color=color, markersize=7.5 if wide else 5,
                        markerfacecolor=style.PAPER if hollow else color, markeredgewidth=1.3,
                    )  # fmt: skip
                    x += step
        end = start + step * (13 if wide else 10)
        heads = (
            ("text in common", "与城镇化规划相同的文字"),
            (
                "what becomes of its targets" if wide else "its targets",
                "其目标的去向",
            ),
        )
        for place, head in zip((0, start - 4), heads, strict=True):
            axes.text(place, -0.8, head[zh], va="center", fontsize=sheet.small, weight="bold")
        used = [verdict for verdict in _FILLS if table[_COLUMNS[verdict]].sum()]
        for n, verdict in enumerate(used):
            color, mark = _FILLS[verdict]
            hollow = verdict in ("differently defined", "not comparable")
            # The two chapters that state none of the city's targets leave the room.
            x, line = (
                start + step * (6.4 if wide else 0),
                (5.6 if wide else 7.1) + (0.72 if wide else 0.56) * n,
            )
            axes.plot(
                x, line, mark, color=color, markersize=6 if wide else 5, markeredgewidth=1.3,
                markerfacecolor=style.PAPER if hollow else color, clip_on=False,
            )  # fmt: skip
            total = int(table[_COLUMNS[verdict]].sum())
            axes.text(
                x + step * 0.7,
                line,
                f"{VERDICTS[verdict][language]}{'' if zh else ' '}{total}",
                va="center",
                fontsize=sheet.small - 0.4,
            )
        axes.set_xlim(0, end)
        axes.set_ylim(len(table) - 0.4 if wide else len(table) + 0.6, -1.2)
        marks.bare(axes)
        return sheet.figure


# --- Instruments -----------------------------------------------------------

_INSTRUMENT_FIELDS: Final = {
    "doc_id": Field("Document (key)", "文件标识"),
    "document_en": Field("Document", "文件英文简称"),
    "document_zh": Field("Document in Chinese", "文件"),
    "theme": THEME,
    "instrument": Field("Instrument", "政策工具", codes=INSTRUMENTS),
    "n": Field("Measures", "措施数", "integer"),
    "kappa": Field("Cohen's kappa of the second coder, instrument", "第二编码员科恩Kappa系数（工具）", "number"),
    "agreed": Field("Agreement of the second coder, %", "第二编码员一致率（%）", "number"),
    "units": Field("Units coded twice", "双重编码单元", "integer"),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip


def _instrument_table(data: Data) -> pd.DataFrame:
    found = governance.coders(data)["instrument"]
    table = named(governance.instruments(data), data).assign(
        kappa=found.kappa, agreed=100 * found.observed, units=found.units
    )
    chosen: pd.DataFrame = table[list(_INSTRUMENT_FIELDS)]
    return chosen


def _instrument_words(table: pd.DataFrame, language: Language) -> Words:
    documents, themes = governance.shares(table, "doc_id"), governance.shares(table, "theme")
    total = int(table["n"].sum())
    own = int(table.loc[table["theme"] == "governance", "n"].sum())
    money = int(
        table.loc[
            (table["theme"] == "governance") & table["instrument"].isin(["finance", "land"]), "n"
        ].sum()
    )
    rule = {doc: number(documents.loc[doc, "regulation"], 0) for doc in governance.CODED}
    build = {doc: number(documents.loc[doc, "infrastructure"], 0) for doc in governance.CODED}
    far = number(
        governance.dissimilarity(documents.loc["plan2035"], documents.loc["action2025"]), 0
    )
    near = number(
        governance.dissimilarity(documents.loc["plan2035"], documents.loc["kaizhou2035"]), 0
    )
    institution = number(themes.loc["governance", "institution"], 0)
    kappa, agreed = number(table["kappa"].iloc[0], 2), number(table["agreed"].iloc[0], 0)
    units = int(table["units"].iloc[0])
    late = int(table.loc[table["doc_id"] == "action2025", "n"].sum())
    if language == "en":
        return Words(
            title=f"{money or 'None'} of {own} governance measures works through money or land; regulation falls from {rule['plan2035']}% to {rule['action2025']}% of measures in the 2025 Action Plan",
            subtitle="Measures by instrument, percent of each theme's (three documents together) and of each document's",
            alt=f"A grid of shares. Of {own} measures on governance {institution} percent are institutions and {money or 'none'} finance or land. Regulation is "
            f"{rule['plan2035']} percent of the Urbanization Plan's measures and {rule['action2025']} of the 2025 Action Plan's; infrastructure {build['plan2035']} and {build['action2025']}.",
            note=f"{total} measures: sentences coded by what they mainly commit somebody to do, by the codebook; {late} of them are of 2025. A second coder who had seen only the "
            f"codebook and the texts coded {units} units: {agreed}% the same instrument, Cohen's kappa {kappa} (1 is full agreement). To turn the Urbanization "
            f"Plan's distribution into that of Kaizhou {near}% of measures would have to change their instrument, into that of 2025 {far}% (Duncan and Duncan 1955). "
            "Sentences are counted, not money or effort; the three documents were first coded by two people.",
            finding=f"Of {own} measures on governance {money or 'none'} works through finance or land; {institution}% are institutions. From the Urbanization Plan to the 2025 Action Plan regulation "
            f"falls from {rule['plan2035']}% to {rule['action2025']}% of measures and infrastructure rises from {build['plan2035']}% to {build['action2025']}%.",
        )
    return Words(
        title=f"城市治理的{own}项措施中，依靠资金或土地的{f'有{money}项' if money else '一项也没有'}；规制类占比由{rule['plan2035']}%降到2025年五年行动计划的{rule['action2025']}%",
        subtitle="各类政策工具占各主题（三份文件合计）和各文件措施的比重（%）",
        alt=f"比重矩阵。城市治理{own}项措施中，机制类占{institution}%，资金和土地类{money}项。规制类在城镇化规划中占{rule['plan2035']}%，在2025年五年行动计划中占{rule['action2025']}%；"
        f"建设类分别为{build['plan2035']}%和{build['action2025']}%。",
        note=f"共{total}项措施，以句为单位，按编码手册判断其主要让谁做什么；其中2025年五年行动计划{late}项。第二编码员只看过手册和文本，编了{units}个单元，工具一致的占{agreed}%，科恩Kappa系数为{kappa}（1为完全一致）。"
        f"要使城镇化规划的分布变成开州城镇化规划的分布，须有{near}%的措施改换工具，变成2025年五年行动计划的须有{far}%（相异指数，Duncan和Duncan，1955）。计的是句子，不是资金和力度；三份文件由两人分别初编。",
        finding=f"城市治理的{own}项措施中，依靠资金或土地的{f'有{money}项' if money else '一项也没有'}，机制类占{institution}%。从城镇化规划到2025年五年行动计划，规制类由{rule['plan2035']}%降到{rule['action2025']}%，"
        f"建设类由{build['plan2035']}%升到{build['action2025']}%。",
    )


def _instrument_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, zh = shape == "wide", language == "zh"
    documents, themes = governance.shares(table, "doc_id"), governance.shares(table, "theme")
    names = table.drop_duplicates("doc_id").set_index("doc_id")[f"document_{language}"]
    counts = {by: table.groupby(by)["n"].sum() for by in ("theme", "doc_id")}
    lines = [(theme(key, language), themes.loc[key], int(counts["theme"][key])) for key in THEMES]
    lines += [
        (names[doc], documents.loc[doc], int(counts["doc_id"][doc])) for doc in governance.CODED
    ]
    left = (196 if not zh else 152) if wide else (128 if not zh else 104)
    with canvas(
        frame, language, shape, height=None if wide else 5.8, left=left, right=10, bottom=4
    ) as sheet:
        axes = sheet.axes
        for n, (name, shares, total) in enumerate(lines):
            y = n + (0.5 if n >= len(THEMES) else 0)
            tail = f"（{total}）" if zh else f" ({total})"
            axes.annotate(
                name[:1].upper() + name[1:] + tail, (0, y), xytext=(-7, 0), textcoords="offset points",
                ha="right", va="center", fontsize=sheet.small - (0 if wide else 1.6),
                weight="bold" if n == list(THEMES).index("governance") else "normal",
            )  # fmt: skip
            for x, value in enumerate(shares):
                level = min(4, int(value / 11)) if value else -1
                fill = style.SEQUENTIAL[level] if value else style.PAPER
                axes.barh(
                    y, 0.95, left=x + 0.025, height=0.92, color=fill, linewidth=0.8,
                    edgecolor=style.PAPER if value else style.ACCENT,
                )  # fmt: skip
                axes.text(
                    x + 0.5, y, number(value, 0), ha="center", va="center", fontsize=sheet.small,
                    color=style.PAPER if level >= 3 else style.INK if value else style.ACCENT,
                    weight="normal" if value else "bold",
                )  # fmt: skip
        for x, words in enumerate(INSTRUMENTS.values()):
            axes.text(
                x + (0.5 if wide or zh else 0.28), -0.66, words[zh], ha="center" if wide or zh else "left", va="bottom" if not wide else "center",
                fontsize=sheet.small - (0 if wide else 0.8), rotation=0 if wide or zh else 48,
            )  # fmt: skip
        axes.set_xlim(0, len(INSTRUMENTS))
        axes.set_ylim(len(lines) + 0.05, -1.1 if wide or zh else -2.2)
        marks.bare(axes)
        return sheet.figure


EXHIBITS: Final = (
    Exhibit(
        "governance-passed-on", "governance", _passed_table, _passed_words, _PASSED_FIELDS,
        _passed_draw,
    ),
    Exhibit(
        "governance-instruments", "governance", _instrument_table, _instrument_words,
        _INSTRUMENT_FIELDS, _instrument_draw,
    ),
)  # fmt: skip
