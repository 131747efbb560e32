"""Which targets exist, what is promised for services, and what follows people."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from cqanalysis import migrants
from cqanalysis.drawing import marks, style, text
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits.amounts import SIGNS, plain
from cqanalysis.exhibits.field import CLAUSE_IDS, DOCUMENTS, INSTRUMENTS, RESTS, YEAR, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

#: Names of the documents on two lines, above the narrow columns of a phone.
_HEADS: Final[dict[str, tuple[str, str]]] = {
    "fyp14": ("14th Five-\nYear Plan", "“十四五”\n规划纲要"),
    "plan2035": ("Urbanization\nPlan", "城镇化\n规划"),
    "renewal2025": ("Renewal\nAction Plan", "城市更新提升\n行动计划"),
    "kaizhou2035": ("Kaizhou\nPlan", "开州城镇化\n规划"),
    "action2025": ("2025 Action\nPlan", "2025年五年\n行动计划"),
}
_DOC: Final = Field("Document", "文件", codes=DOCUMENTS)

# --- Targets -----------------------------------------------------------------

_SUBJECTS: Final[dict[str, tuple[str, str]]] = {
    "urbanization_rate": ("Rate of residents", "常住人口城镇化率"),
    "urbanization_rate_hukou": ("Rate of the registered", "户籍人口城镇化率"),
    "new_hukou_settlers": ("People settled a year", "每年新增落户"),
    "secured_rental_coverage": ("Rental homes: coverage", "保障性租赁住房覆盖率"),
    "rental_housing_secured": ("Rental homes: number", "保障性租赁住房套数"),
    "housing_security_coverage": ("Housing security", "住房保障覆盖率"),
    "pension_coverage": ("Pension coverage", "养老保险参保率"),
    "new_urban_jobs": ("New jobs a year", "每年新增就业"),
    "unemployment_surveyed": ("Surveyed unemployment", "城镇调查失业率"),
    "schooling_years": ("Years of schooling", "平均受教育年限"),
    "nursery_places": ("Nursery places", "千人托位数"),
}
_STATES: Final = {
    "target": ("target ahead", "本期目标"),
    "past": ("target of the plan before", "上一规划期目标"),
    "outcome": ("result only", "仅载实绩"),
}
_TARGET_FIELDS: Final = {
    "indicator": Field("Subject", "指标", codes=_SUBJECTS),
    "doc_id": _DOC,
    "state": Field("What is printed", "所载内容", codes=_STATES),
    "value": Field("Number", "数值", "number"),
    "unit": Field("Unit as printed", "单位"),
    "operator": Field("Qualifier", "限定", codes={
        "=": ("as printed", "所载"), ">=": ("at least", "不少于"), "<=": ("at most", "不高于"),
        "<": ("below", "低于"), "~": ("about", "左右"),
    }),
    "year": YEAR,
    **RESTS,
}  # fmt: skip


def _target_table(data: Data) -> pd.DataFrame:
    return migrants.presence(data)


def _target_words(table: pd.DataFrame, language: Language) -> Words:
    states = table.pivot(index="indicator", columns="doc_id", values="state")
    has = {doc: int((states[doc] == "target").sum()) for doc in states}
    last = has["action2025"]
    plan = has["plan2035"]
    subjects = len(states)
    gone = int(((states == "target").sum(axis=1) == 0).sum())
    if language == "en":
        return Words(
            title=f"Of {subjects} subjects the 2025 Action Plan sets a number for {last}; no document sets a target for the number of "
            "people who settle",
            subtitle="Targets on migrants and services by document (filled: set; outlined: only reported; dot: absent)",
            alt=f"A grid of {subjects} subjects and five documents. The Urbanization Plan sets {plan} targets, the 2025 Action Plan {last}. "
            f"{gone} subjects have no target ahead in any document, among them the rate of the registered and the yearly settlers.",
            note="Filled: a target ahead when the document was issued. Outlined: a result, or a target of the 13th plan that is only "
            "reviewed. A dot: no number found. Kaizhou's figures are its own. The 14th Five-Year Plan is covered in the parts that bear on the "
            "themes, the 2025 Action Plan in an abridged text: what is absent there may have been cut. "
            "A number without a year is counted as a target; the Urbanization Plan's jobs and pension figures have none.",
            finding=f"The rate of the registered had a target under the 13th plan and has none since; the number of people who settle each year "
            f"is only reported as a result; the coverage of rental homes is a target in the Urbanization Plan alone. Of the {subjects} subjects "
            f"the 2025 Action Plan sets {last}: the rate of residents and new jobs.",
        )
    return Words(
        title=f"{subjects}项内容中，2025年五年行动计划只对{last}项设定数字；没有一份文件把落户人数列为目标",
        subtitle="各文件关于农业转移人口与公共服务的目标（实心：设定；空心：仅作回顾；圆点：未载）",
        alt=f"{subjects}项内容与五份文件的对照表。城镇化规划设{plan}项目标，2025年五年行动计划设{last}项。有{gone}项在所有文件中都没有本期目标，"
        "户籍人口城镇化率和每年落户人数即在其中。",
        note="实心为文件发布时为今后设定的目标；空心为实绩，或仅作回顾的“十三五”目标；圆点为未见数字。开州区为本区数字。“十四五”规划纲要只覆盖与主题有关的篇章，"
        "2025年五年行动计划所据为删减本，其中未见者或因删减。未载年份的数字也计为目标，城镇化规划的就业和养老保险即无年份。",
        finding=f"户籍人口城镇化率在“十三五”时是目标，此后不再是；每年落户人数只作为实绩出现；保障性租赁住房覆盖率只见于城镇化规划。"
        f"2025年五年行动计划在{subjects}项中只设{last}项：常住人口城镇化率和新增就业。",
    )


def _target_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide = shape == "wide"
    left = (156 if language == "en" else 132) if wide else (86 if language == "en" else 92)
    with canvas(
        frame, language, shape, height=None if wide else 7.4, left=left, right=8, bottom=4
    ) as sheet:
        axes = sheet.axes
        cells = {(row.indicator, row.doc_id): row for row in records(table)}
        top = len(_SUBJECTS) - 1
        size = sheet.small if wide else 7.3
        for y, (subject, names) in enumerate(_SUBJECTS.items()):
            name = names[language == "zh"]
            if not wide:
                name = "\n".join(text.wrap(name, left - (18 if wide else 12), size))
            axes.annotate(
                name, (-0.5, top - y), xytext=(-4, 0), ha="right", va="center", linespacing=1.15,
                textcoords="offset points", fontsize=sheet.label if wide else size, annotation_clip=False,
            )  # fmt: skip
            for x, doc in enumerate(DOCUMENTS):
                row = cells.get((subject, doc))
                if row is None:
                    axes.plot(x, top - y, ".", color=style.GREY, markersize=3)
                    continue
                solid = row.state == "target"
                axes.barh(
                    top - y, 0.86, left=x - 0.43, height=0.74, linewidth=1.1, edgecolor=style.CONTRAST,
                    color=style.CONTRAST if solid else style.PAPER,
                )  # fmt: skip
                unit = (
                    "%"
                    if row.unit == "%"
                    else {"万人": ("0k", "万")}.get(row.unit, ("", ""))[language == "zh"]
                )
                if row.unit == "万套（间）":
                    unit = ("0k", "万")[language == "zh"]
                sign = "~" if row.operator == "~" else SIGNS[row.operator]
                axes.text(
                    x, top - y, f"{sign}{plain(row.value, language)}{unit}", ha="center", va="center",
                    fontsize=sheet.label if wide else size, color=style.PAPER if solid else style.CONTRAST,
                )  # fmt: skip
        for x, (doc, names) in enumerate(DOCUMENTS.items()):
            head = (
                "\n".join(text.wrap(names[language == "zh"], 104, size))
                if wide
                else _HEADS[doc][language == "zh"]
            )
            axes.text(
                x,
                top + 0.6,
                head,
                ha="center",
                va="bottom",
                fontsize=size if wide else 6.6,
                weight="bold",
                linespacing=1.15,
            )
        axes.set_xlim(-0.5, len(DOCUMENTS) - 0.5)
        axes.set_ylim(-0.5, top + (1.7 if wide else 2.4))
        marks.bare(axes)
        return sheet.figure


# --- Services ------------------------------------------------------------------

_TOPICS: Final = {
    "jobs": ("Jobs", "就业"),
    "schools": ("Schools", "教育"),
    "insurance": ("Insurance", "社会保险"),
    "housing": ("Housing", "住房"),
}
_KINDS: Final = dict(sorted(INSTRUMENTS.items()))
_INSTRUMENT_FIELDS: Final = {
    "topic": Field("Subject", "领域", codes=_TOPICS),
    "doc_id": _DOC,
    "measures": Field("Measures", "措施数", "integer"),
    **{key: Field(f"Of them {en}", f"其中{zh}", "integer") for key, (en, zh) in _KINDS.items()},
    "numbers": Field("Numbers in the clause", "条款中的数字", "integer"),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip


def _instrument_table(data: Data) -> pd.DataFrame:
    return migrants.instruments(data)


def _instrument_words(table: pd.DataFrame, language: Language) -> Words:
    sums = table.groupby("doc_id")[["measures", "regulation", "numbers"]].sum()
    rules = int(sums.loc["plan2035", "regulation"]), int(sums.loc["action2025", "regulation"])
    measures = int(sums.loc["plan2035", "measures"]), int(sums.loc["action2025", "measures"])
    numbers = int(sums.loc["plan2035", "numbers"]), int(sums.loc["action2025", "numbers"])
    if language == "en":
        return Words(
            title=f"From regulation to services: {rules[0]} of {measures[0]} measures in the Urbanization Plan are regulation, {rules[1]} of "
            f"{measures[1]} in the 2025 Action Plan",
            subtitle="Measures for jobs, schools, insurance and housing by instrument, Urbanization Plan and 2025 Action Plan",
            alt=f"A table of four subjects in two documents: {measures[0]} measures in the Urbanization Plan, {rules[0]} of them regulation; "
            f"{measures[1]} in the 2025 Action Plan, {rules[1]} of them regulation. Numbers stand in {numbers[0]} and {numbers[1]} places.",
            note="Sentences of the clauses on each subject, coded by the codebook, one instrument each; measures in other clauses are "
            "not counted. A count of sentences says nothing of money or effect, and the text of the 2025 Action Plan is abridged. A sentence "
            "that sets a number and names no act is an aim and not counted as a measure.",
            finding=f"In the Urbanization Plan {rules[0]} of {measures[0]} measures are regulation, on equal pay, examinations and entry to "
            f"insurance among others. In the 2025 Action Plan {rules[1]} of {measures[1]} are; it gives services and buys homes instead. "
            f"Numbers stand in {numbers[0]} places of the first and {numbers[1]} of the second, the new jobs.",
        )
    return Words(
        title=f"由规制转向服务：城镇化规划{measures[0]}项措施中{rules[0]}项是规制，2025年五年行动计划{measures[1]}项中为{rules[1]}项",
        subtitle="就业、教育、社会保险、住房四方面措施按政策工具分类，城镇化规划与2025年五年行动计划",
        alt=f"四个领域、两份文件的表格：城镇化规划{measures[0]}项措施，其中规制{rules[0]}项；2025年五年行动计划{measures[1]}项，其中规制{rules[1]}项。"
        f"带数字之处分别为{numbers[0]}处和{numbers[1]}处。",
        note="按编码手册对各领域条款逐句编码，每句取一种工具；其他条款中的措施不计。句数不代表投入或成效，2025年五年行动计划所据为删减本。"
        "只有数字而无行动的句子属于目标，不计为措施。",
        finding=f"城镇化规划{measures[0]}项措施中有{rules[0]}项是规制，如同工同酬、异地升学、放开参保户籍限制；2025年五年行动计划{measures[1]}项中规制为{rules[1]}项，"
        f"改以提供服务、收购住房为主。带数字的表述，前者{numbers[0]}处，后者{numbers[1]}处，即新增就业。",
    )


def _instrument_columns(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    zh = language == "zh"
    mark = {"en": ", ", "zh": "、"}[language]

    def listed(row: object) -> str:
        counts = {key: getattr(row, key) for key in _KINDS}
        found = sorted((key for key in counts if counts[key]), key=lambda key: -counts[key])
        gap = "" if zh else " "
        return mark.join(f"{_KINDS[key][zh]}{gap}{counts[key]}" for key in found)

    rows = [*records(table)]
    heads = (
        ("Subject", "Document", "Measures", "By instrument", "Numbers", "Clause"),
        ("领域", "文件", "措施", "按工具", "数字", "条款"),
    )[zh]
    columns = (
        [_TOPICS[row.topic][zh] for row in rows],
        [DOCUMENTS[row.doc_id][zh] for row in rows],
        [str(row.measures) for row in rows],
        [listed(row) for row in rows],
        [str(row.numbers) for row in rows],
        [row.clause_ids.split(" ")[1] for row in rows],
    )
    return pd.DataFrame(dict(zip(heads, columns, strict=True)))


# --- People, land, money ---------------------------------------------------------

_FLOWS: Final = {
    "package": ("The link as a whole", "“人地钱挂钩”整体"),
    "reward": ("Reward money", "市民化奖励资金"),
    "transfers": ("Equalising transfers", "均衡性转移支付"),
    "works": ("Money for works and homes", "建设与安居资金"),
    "land": ("Land for building", "新增建设用地"),
    "teachers": ("Teaching posts", "教师编制"),
    "services": ("Basic services", "基本公共服务"),
}
_FOLLOWS: Final = {
    "settled": ("people who settled", "落户人口"),
    "residents": ("residents", "常住人口"),
    "growth": ("growth of residents", "常住人口增加"),
    "pupils": ("resident pupils", "常住学龄人口"),
    "flows": ("movement of pupils", "学龄人口流动"),
    "named": ("mentioned only", "仅提及"),
}
_LINK_FIELDS: Final = {
    "flow": Field("What follows", "要素", codes=_FLOWS),
    "doc_id": _DOC,
    "follows": Field("Whom it follows", "挂钩对象", codes=_FOLLOWS),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip


def _link_table(_: Data) -> pd.DataFrame:
    return migrants.linkage()


def _listed(names: list[str], language: Language) -> str:
    """Names in a sentence."""
    return ("、" if language == "zh" else ", ").join(names)


def _link_words(table: pd.DataFrame, language: Language) -> Words:
    at = table.pivot(index="flow", columns="doc_id", values="follows")
    settled = {doc: int((at[doc] == "settled").sum()) for doc in ("plan2035", "action2025")}
    moved = [
        f
        for f in at.index
        if at.loc[f, "plan2035"] == "settled" and at.loc[f, "action2025"] == "growth"
    ]
    one, two, n = settled["plan2035"], settled["action2025"], len(moved)
    names = _listed([_FLOWS[flow][language == "zh"] for flow in moved], language)
    if language == "en":
        return Words(
            title=f"Of {one} flows tied to people who settled in the Urbanization Plan, {n} ({names.lower()}) is tied to growth of residents in the 2025 Action Plan",
            subtitle="What follows whom: money, land, posts and services, as each document words it",
            alt=f"A table of {len(at)} flows. In the Urbanization Plan {one} of them are tied to people who settled, in the 2025 Action Plan {two}; "
            f"{n} ({names.lower()}) is tied to the growth of residents in 2025.",
            note="Read clause by clause by one reader; the clause stands beside each cell. Settled: registration moved. Residents: "
            "all who live there half a year. A dash: nothing found; in the 2025 Action Plan it may have been cut from the abridged text. "
            "The Renewal Action Plan says nothing on this and is left out. The texts name links and directions, no amounts; how much money or "
            "land moved is not in this collection.",
            finding=f"In the Urbanization Plan reward money, money for works and homes and land for building were all tied to people who moved "
            f"their registration ({one} flows). In the 2025 Action Plan {two} still are; {names.lower()} ({n} flow) is tied to the growth of "
            "residents, registered or not, and the greater weight of residents in transfers is no longer mentioned.",
        )
    return Words(
        title=f"城镇化规划中与落户人口挂钩的{one}类要素，有{n}类（{names}）在2025年五年行动计划中改与常住人口增加挂钩",
        subtitle="资金、用地、编制和服务与谁挂钩：各文件的表述",
        alt=f"{len(at)}类要素的对照表。城镇化规划中{one}类与落户人口挂钩，2025年五年行动计划中为{two}类；另有{n}类（{names}）在2025年改与常住人口增加挂钩。",
        note="由一人逐条阅读归类，条款号列在各格。落户指户口迁入，常住指居住半年以上。“—”为未见表述，2025年五年行动计划未见的或因删减。"
        "城市更新提升行动计划未涉及，故不列。文件只写挂钩和方向，没有数额；实际转移多少资金、用地，未收入本资料集。",
        finding=f"城镇化规划中，市民化奖励资金、建设与安居资金和新增建设用地都与落户人口挂钩（{one}类）。2025年五年行动计划中仍有{two}类如此，"
        f"{names}（{n}类）改与常住人口增加挂钩，不论是否落户；提高转移支付中常住人口因素权重的提法不再出现。",
    )


def _link_columns(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    zh = language == "zh"
    at = {(row.flow, row.doc_id): row for row in records(table)}

    def cell(flow: str, doc: str) -> str:
        row = at.get((flow, doc))
        if row is None:
            return "—"
        clause = row.clause_ids.split(" ")[1]
        return (
            f"{_FOLLOWS[row.follows][zh]}（{clause}）"
            if zh
            else f"{_FOLLOWS[row.follows][0]} ({clause})"
        )

    docs = [doc for doc in DOCUMENTS if doc in set(table["doc_id"])]
    columns = {("What", "要素")[zh]: [_FLOWS[flow][zh] for flow in migrants.FLOWS]}
    columns |= {DOCUMENTS[doc][zh]: [cell(flow, doc) for flow in migrants.FLOWS] for doc in docs}
    return pd.DataFrame(columns)


TARGETS: Final = Exhibit(
    "migrants-targets", "migrants", _target_table, _target_words, _TARGET_FIELDS, _target_draw
)
EXHIBITS: Final = (
    Exhibit(
        "migrants-instruments", "migrants", _instrument_table, _instrument_words, _INSTRUMENT_FIELDS,
        columns=_instrument_columns,
    ),
    Exhibit(
        "migrants-linkage", "migrants", _link_table, _link_words, _LINK_FIELDS, columns=_link_columns
    ),
)  # fmt: skip
