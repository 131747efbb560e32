"""Which document sets which target, and what each does with those of an earlier one."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from cqanalysis import overview
from cqanalysis.drawing import marks, style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import amounts
from cqanalysis.exhibits.field import PLACE, RESTS, Field
from cqanalysis.exhibits.overview.names import ASKED, VERDICTS, named
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

# --- What a document does with the targets of an earlier one ---------------

_CODES: Final = {key: (own["en"], own["zh"]) for key, own in VERDICTS.items()}
_VERDICT_FIELDS: Final = {
    "doc_a": Field("Earlier document (key)", "较早文件标识"),
    "doc_b": Field("Later document (key)", "较晚文件标识"),
    "earlier_en": Field("Earlier document", "较早文件英文简称"),
    "earlier_zh": Field("Earlier document in Chinese", "较早文件"),
    "later_en": Field("Later document", "较晚文件英文简称"),
    "later_zh": Field("Later document in Chinese", "较晚文件"),
    "verdict": Field("The later is", "后者相对前者", codes=_CODES),
    "n": Field("Indicators", "指标数", "integer"),
    **RESTS,
}  # fmt: skip
#: Fill and colour of the number within.
_FILLS: Final[dict[str, tuple[str, str]]] = {
    "equal": (style.CONTRAST, style.PAPER),
    "tighter": ("#7FA3C4", style.INK),
    "looser": ("#F0BCA9", style.INK),
    "dropped": (style.ACCENT, style.PAPER),
    "differently defined": ("#D9DEE3", style.INK),
    "not comparable": (style.PAPER, style.INK),
}


def _verdict_table(data: Data) -> pd.DataFrame:
    table = overview.verdicts(data)
    names = data["documents"].set_index("doc_id")
    for side, key in (("earlier", "doc_a"), ("later", "doc_b")):
        for language in ("en", "zh"):
            table[f"{side}_{language}"] = table[key].map(names[f"short_{language}"])
    chosen: pd.DataFrame = table[list(_VERDICT_FIELDS)]
    return chosen


def _count(table: pd.DataFrame, one: str, two: str, verdict: str | None = None) -> int:
    rows = table[(table["doc_a"] == one) & (table["doc_b"] == two)]
    return int((rows if verdict is None else rows[rows["verdict"] == verdict])["n"].sum())


def _verdict_words(table: pd.DataFrame, language: Language) -> Words:
    whole = int(table["n"].sum())
    taken = {v: _count(table, "fyp14", "plan2035", v) for v in overview.VERDICTS}
    after = {v: _count(table, "plan2035", "action2025", v) for v in overview.VERDICTS}
    then = _count(table, "plan2035", "action2025")
    district, five = (
        {v: _count(table, doc, "kaizhou2035", v) for v in overview.VERDICTS}
        for doc in ("plan2035", "fyp14")
    )
    tight = int(table.loc[table["verdict"] == "tighter", "n"].sum())
    loose = int(table.loc[table["verdict"] == "looser", "n"].sum())
    if language == "en":
        return Words(
            title=f"The 2025 action plan drops {after['dropped']} of the {then} indicators it could have taken over from "
            "the Urbanization Plan",
            subtitle="Indicators that two documents could share, by what the later one does with the earlier one's number",
            alt=f"Stacked bars for ten pairs of documents. From the Five-Year Plan the Urbanization Plan keeps "
            f"{taken['equal']} numbers and drops {taken['dropped']}; the action plan of 2025 keeps {after['equal']} of "
            f"the Urbanization Plan's and drops {after['dropped']}.",
            note=f"{whole} comparisons, each with its reason in the data. “Dropped” is used for the tables of indicators only, and "
            "not for an action plan on another subject. Indicators that stand only in a plan's text are "
            "compared too: the number that the action plan keeps unchanged is one of these. Of the Urbanization Plan's table it "
            "carries on the urbanization rate alone, for another year, which counts as not comparable. Differently defined: another "
            "group of places or scope, or a year in one of the two only. A "
            "district's target that asks more than the city's counts as tighter.",
            finding=f"The action plan of 2025 takes over {after['equal']} of {then} indicators of the Urbanization Plan "
            f"unchanged and drops {after['dropped']}. Over all pairs of documents {tight} numbers were tightened and "
            f"{loose} loosened. Kaizhou tightens {district['tighter']} of the Urbanization Plan's and loosens "
            f"{district['looser'] or 'none'}; of the Five-Year Plan's it tightens {five['tighter']} and loosens {five['looser'] or 'none'}.",
        )
    return Words(
        title=f"城镇化规划可供沿用的{then}项指标中，2025年五年行动计划不再提出{after['dropped']}项",
        subtitle="两份文件之间可以对照的指标，按较晚文件如何处理较早文件的数字划分",
        alt=f"十组文件的堆叠横条。城镇化规划沿用“十四五”规划纲要的{taken['equal']}个数，不再提出{taken['dropped']}项；2025年五年行动计划"
        f"沿用城镇化规划的{after['equal']}个，不再提出{after['dropped']}项。",
        note=f"共{whole}次对照，每次的理由见数据。“不再提出”只就指标表而言，主题不同的行动计划不作此判断。仅见于正文的指标也参与对照，"
        "2025年五年行动计划原样沿用的一项即在正文；城镇化规划指标表中，该计划只延续常住人口城镇化率，因年份不同计为不可比。"
        "“口径不同”指地域、范围不同，或只有一方载明年份。区县目标高于全市的计为从严。",
        finding=f"城镇化规划的{then}项指标，2025年五年行动计划原样沿用{after['equal']}项，不再提出{after['dropped']}项。各组文件合计，"
        f"从严{tight}项，放宽{loose}项。开州城镇化规划对城镇化规划从严{district['tighter']}项，{_loosened(district['looser'])}；"
        f"对“十四五”规划纲要从严{five['tighter']}项，{_loosened(five['looser'])}。",
    )


def _loosened(n: int) -> str:
    return f"放宽{n}项" if n else "没有放宽"


def _verdict_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, en = shape == "wide", language == "en"
    pairs = list(table.groupby(["doc_a", "doc_b"], sort=False))
    page = (
        canvas(frame, language, shape, left=262 if en else 236, right=18, bottom=4)
        if wide
        else canvas(frame, language, shape, height=7.4, left=14, right=14, bottom=4)
    )
    with page as sheet:
        axes = sheet.axes
        most = max(int(rows["n"].sum()) for _, rows in pairs)
        for y, (_, rows) in enumerate(pairs):
            first = rows.iloc[0]
            told = f"{first[f'earlier_{language}']} → {first[f'later_{language}']}"
            axes.annotate(
                told, (0, y), xytext=(-8, 0) if wide else (0, 13), xycoords=("axes fraction", "data"),
                textcoords="offset points", ha="right" if wide else "left", va="center",
                fontsize=sheet.small if wide else sheet.small - 0.4,
            )  # fmt: skip
            start = 0
            for row in records(rows):
                fill, ink = _FILLS[row.verdict]
                axes.barh(y, row.n, left=start, height=0.62 if wide else 0.4, color=fill, zorder=2,
                          edgecolor=style.GREY if fill == style.PAPER else style.PAPER, linewidth=0.8)  # fmt: skip
                axes.text(start + row.n / 2, y, str(row.n), ha="center", va="center", zorder=3,
                          fontsize=sheet.small - (0 if wide else 1), color=ink)  # fmt: skip
                start += row.n
        x, top = (most * 0.72, 2.9) if wide else (most * 0.56, 3.2)
        for index, (verdict, (fill, _)) in enumerate(_FILLS.items()):
            line = top + index * (0.82 if wide else 0.62)
            axes.barh(line, 0.028 * most, left=x, height=0.46 if wide else 0.32, color=fill, linewidth=0.8,
                      edgecolor=style.GREY if fill == style.PAPER else style.PAPER)  # fmt: skip
            axes.text(x + 0.042 * most, line, VERDICTS[verdict][language], va="center",
                      fontsize=sheet.small if wide else sheet.small - 0.6)  # fmt: skip
        axes.set_xlim(0, most * 1.004)
        axes.set_ylim(len(pairs) - 0.45, -0.6 if wide else -0.8)
        marks.bare(axes)
        return sheet.figure


# --- Targets that more than one document sets ------------------------------

_SHARED_FIELDS: Final = {
    "indicator": Field("Indicator (key)", "指标标识"),
    "name_en": Field("Indicator", "指标英文名"),
    "name_zh": Field("Indicator in Chinese", "指标"),
    "doc_id": Field("Document (key)", "文件标识"),
    "document_en": Field("Document", "文件英文简称"),
    "document_zh": Field("Document in Chinese", "文件"),
    "place": PLACE,
    "place_en": Field("Place", "地区英文名"),
    "place_zh": Field("Place in Chinese", "地区"),
    **ASKED,
    "verdict": Field("Against the earlier document", "相对较早文件", codes=_CODES),
    **RESTS,
}  # fmt: skip


def _shared_table(data: Data) -> pd.DataFrame:
    rows = overview.shared(data)
    places = data["places"].set_index("place")
    names = data["indicators"].set_index("indicator")
    rows = named(rows, data).assign(
        name_en=rows["indicator"].map(names["name_en"]),
        name_zh=rows["indicator"].map(names["name_zh"]),
        place_en=rows["place"].map(places["name_en"]),
        place_zh=rows["place"].map(places["name_zh"]),
        unit_en=rows["unit"].map(data["units"].set_index("unit")["name_en"]),
    )
    chosen: pd.DataFrame = rows[list(_SHARED_FIELDS)]
    return chosen


def _shared_words(table: pd.DataFrame, language: Language) -> Words:
    indicators = table["indicator"].nunique()
    first = table.drop_duplicates(["indicator", "doc_id"])
    later = first[first["verdict"] != ""]
    n = later["verdict"].value_counts().reindex(overview.VERDICTS, fill_value=0)
    same, other = int(n["equal"]), int(n["differently defined"] + n["not comparable"])
    if language == "en":
        return Words(
            title=f"{indicators} indicators carry a target in more than one document; the number is repeated in {same} of "
            f"{len(later)} cases",
            subtitle="What each document asks, compared with the latest earlier document where that is possible",
            alt=f"A table of {indicators} indicators by {table['doc_id'].nunique()} documents. Of {len(later)} repetitions "
            f"{same} are equal, {n['tighter']} tighter, {n['looser']} looser and {other} on another definition or year.",
            note="Documents are in the order of issue; the Kaizhou Plan is the district's, and its numbers are shown beside the "
            "city's. A year in brackets is the due year; where there is none, the document prints none. The "
            "register of verdicts gives the reason for each comparison, and the indicators that one document states and another "
            "drops.",
            finding=f"{indicators} indicators carry a target in more than one document. In {len(later)} repetitions the number "
            f"is equal {same} times, tighter {n['tighter']}, looser {n['looser']}; {other} times the definition "
            "or the year differs, so that they cannot be compared.",
        )
    return Words(
        title=f"{indicators}项指标在不止一份文件中有目标，后出文件再提{len(later)}次，其中{same}次数字相同",
        subtitle="各文件的要求，以及与最近一份可比的较早文件相比的松紧",
        alt=f"表中列{indicators}项指标、{table['doc_id'].nunique()}份文件。后出文件再提的{len(later)}次中，一致{same}次，从严{n['tighter']}次，"
        f"放宽{n['looser']}次，口径或年份不同{other}次。",
        note="文件按印发先后排列；开州城镇化规划为区级规划，其数字与全市数字并列。括号内为到期年份，没有括号的，文件未载年份。每项对照的理由，以及一份文件"
        "提出而另一份不再提出的指标，见文件对照登记。",
        finding=f"{indicators}项指标在不止一份文件中有目标。后出文件再提{len(later)}次，数字一致{same}次，从严{n['tighter']}次，放宽"
        f"{n['looser']}次；另有{other}次口径或年份不同，无从判断松紧。",
    )


def _shared_cell(rows: pd.DataFrame, language: Language) -> str:
    """What one document asks of one indicator, each number once, with the verdict."""
    en = language == "en"
    several = len(set(rows["place"])) > 1
    asked = dict.fromkeys(_asked(row, language, place=several) for row in records(rows))
    verdict = rows["verdict"].iloc[0]
    said = ("; " if en else "；").join(asked)
    if not verdict:
        return said
    return f"{said}: {VERDICTS[verdict]['en']}" if en else f"{said}：{VERDICTS[verdict]['zh']}"


def _asked(row: Any, language: Language, *, place: bool) -> str:
    """A number with its year, and with its place where a document asks several."""
    text = amounts.qualified(row, row.unit_en, language)
    told = [] if pd.isna(row.due) else [str(row.due)]
    if place and row.place != "chongqing":
        told.append(str(getattr(row, f"place_{language}")).split(" (")[0].split("（")[0])
    if not told:
        return text
    return f"{text} ({', '.join(told)})" if language == "en" else f"{text}（{'，'.join(told)}）"


def _shared_columns(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    head = {"en": "Indicator", "zh": "指标"}[language]
    documents = table.drop_duplicates("doc_id").set_index("doc_id")[f"document_{language}"]
    order = [
        d
        for d in ("fyp14", "plan2035", "renewal2025", "kaizhou2035", "action2025")
        if d in documents
    ]
    shown = []
    for _, rows in table.groupby("indicator", sort=False):
        row = {head: rows[f"name_{language}"].iloc[0]}
        for doc in order:
            same = rows[rows["doc_id"] == doc]
            row[documents[doc]] = _shared_cell(same, language) if len(same) else "—"
        shown.append(row)
    return pd.DataFrame(shown)


EXHIBITS: Final = (
    Exhibit(
        "overview-verdicts", "overview", _verdict_table, _verdict_words, _VERDICT_FIELDS,
        _verdict_draw,
    ),
    Exhibit(
        "overview-shared-targets", "overview", _shared_table, _shared_words, _SHARED_FIELDS,
        columns=_shared_columns,
    ),
)  # fmt: skip
