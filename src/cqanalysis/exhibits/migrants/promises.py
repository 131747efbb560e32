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
from cqanalysis.exhibits.field import CLAUSE_IDS, RESTS, YEAR, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

_DOCS: Final[dict[str, tuple[str, str]]] = {
    "fyp14": ("14th Five-Year Plan", "“十四五”规划纲要"),
    "plan2035": ("Urbanization Plan", "城镇化规划"),
    "renewal2025": ("Renewal Action Plan", "城市更新行动计划"),
    "kaizhou2035": ("Kaizhou Plan", "开州城镇化规划"),
    "action2025": ("2025 Action Plan", "2025年行动计划"),
}
_DOC: Final = Field("Document", "文件", codes=_DOCS)

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
    "target": ("target ahead", "面向未来的目标"),
    "past": ("target of the plan before", "上一规划期的目标"),
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
            title=f"Of {subjects} subjects the action plan of 2025 sets a number for {last}; the number of people who settle is "
            "targeted nowhere",
            subtitle="Targets on migrants and services by document: set, only reported, absent",
            alt=f"A grid of {subjects} subjects and five documents. The plan sets {plan} targets, the action plan of 2025 {last}. "
            f"{gone} subjects have no target ahead in any document, among them the rate of the registered and the yearly settlers.",
            note="Filled: a target ahead when the document was issued. Outlined: a result, or a target of the 13th plan that is only "
            "reviewed. A dot: no number found. Kaizhou's figures are its own. The five-year plan is covered in the parts that bear on the "
            "themes, the action plan in an abridged text: an absence there may be the abridgement's. "
            "A number without a year is counted as a target; the plan's jobs and pension figures have none.",
            finding=f"The rate of the registered had a target under the 13th plan and has none since; people settled a year are reported as a "
            f"result only; rental coverage is a target of the plan alone. The action plan of 2025 sets {last} of the {subjects}: the rate of "
            "residents and new jobs.",
        )
    return Words(
        title=f"{subjects}项内容中，2025年行动计划只对{last}项设定数字；落户人数在任何文件中都不是目标",
        subtitle="各文件关于农业转移人口与公共服务的目标：设定、仅作回顾、未载",
        alt=f"{subjects}项内容与五份文件的对照表。城镇化规划设{plan}项目标，2025年行动计划设{last}项。有{gone}项在所有文件中都没有面向未来的目标，"
        "户籍人口城镇化率和每年落户人数即在其中。",
        note="实心为发布时面向未来的目标；空心为实绩，或仅作回顾的“十三五”目标；圆点为未见数字。开州区为本区数字。五年规划只覆盖与主题有关的篇章，"
        "行动计划所据为删减本，其中未见者或因删减。未载年份的数字也计为目标，城镇化规划的就业和养老保险即无年份。",
        finding=f"户籍人口城镇化率在“十三五”时是目标，此后不再是；每年落户人数只作为实绩出现；保障性租赁住房覆盖率只见于城镇化规划。"
        f"2025年行动计划在{subjects}项中只设{last}项：常住人口城镇化率和新增就业。",
    )


def _target_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide = shape == "wide"
    left = (156 if language == "en" else 132) if wide else 88
    with canvas(
        frame, language, shape, height=None if wide else 7.4, left=left, right=8, bottom=4
    ) as sheet:
        axes = sheet.axes
        cells = {(row.indicator, row.doc_id): row for row in records(table)}
        top = len(_SUBJECTS) - 1
        size = sheet.small if wide else 7.0
        for y, (subject, names) in enumerate(_SUBJECTS.items()):
            name = names[language == "zh"]
            if not wide:
                name = "\n".join(text.wrap(name, left - 18, size))
            axes.annotate(
                name, (-0.5, top - y), xytext=(-4, 0), ha="right", va="center", linespacing=1.15,
                textcoords="offset points", fontsize=sheet.label if wide else size, annotation_clip=False,
            )  # fmt: skip
            for x, doc in enumerate(_DOCS):
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
        for x, names in enumerate(_DOCS.values()):
            head = "\n".join(
                text.wrap(names[language == "zh"], 84 if wide else 42, size if wide else 6.0)
            )
            axes.text(
                x,
                top + 0.6,
                head,
                ha="center",
                va="bottom",
                fontsize=size if wide else 6.0,
                weight="bold",
                linespacing=1.15,
            )
        axes.set_xlim(-0.5, len(_DOCS) - 0.5)
        axes.set_ylim(-0.5, top + (1.7 if wide else 2.1))
        marks.bare(axes)
        return sheet.figure


# --- Services ------------------------------------------------------------------

_TOPICS: Final = {
    "jobs": ("Jobs", "就业"),
    "schools": ("Schools", "教育"),
    "insurance": ("Insurance", "社会保险"),
    "housing": ("Housing", "住房"),
}
_KINDS: Final = {
    "data": ("data", "数据"),
    "finance": ("finance", "财政金融"),
    "infrastructure": ("building", "建设"),
    "institution": ("institutions", "体制机制"),
    "land": ("land", "土地"),
    "regulation": ("rules", "规制"),
    "service": ("services", "服务"),
}
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
            title=f"From rules to services: {rules[0]} of {measures[0]} measures set a rule in 2021, {rules[1]} of {measures[1]} in 2025",
            subtitle="Measures for jobs, schools, insurance and housing by instrument, Urbanization Plan and 2025 Action Plan",
            alt=f"A table of four subjects in two documents: {measures[0]} measures in the plan, {rules[0]} of them rules; "
            f"{measures[1]} in the action plan, {rules[1]} of them rules. Numbers stand in {numbers[0]} and {numbers[1]} places.",
            note="Sentences of the clauses on each subject, coded by the codebook, one instrument each; measures in other clauses are "
            "not counted. A count of sentences says nothing of money or effect, and the action plan's text is abridged. A sentence of "
            "the plan that sets a number and no act is an aim and not counted as a measure.",
            finding=f"The plan of 2021 worked through rules in {rules[0]} of {measures[0]} measures: equal pay, examinations, entry to "
            f"insurance. The action plan of 2025 has {rules[1]} among {measures[1]} and gives services and buys homes instead; "
            f"of numbers it keeps {numbers[1]}, the jobs.",
        )
    return Words(
        title=f"由立规转向服务：2021年{measures[0]}项措施中{rules[0]}项是规制，2025年{measures[1]}项中为{rules[1]}项",
        subtitle="就业、教育、社会保险、住房四方面措施按政策工具分类，城镇化规划与2025年行动计划",
        alt=f"四个领域、两份文件的表格：城镇化规划{measures[0]}项措施，其中规制{rules[0]}项；行动计划{measures[1]}项，其中规制{rules[1]}项。"
        f"带数字之处分别为{numbers[0]}处和{numbers[1]}处。",
        note="按编码手册对各领域条款逐句编码，每句取一种工具；其他条款中的措施不计。句数不代表投入或成效，行动计划所据为删减本。"
        "只有数字而无行动的句子属于目的，不计为措施。",
        finding=f"2021年规划的{measures[0]}项措施中有{rules[0]}项靠规制：同工同酬、异地升学、参保户籍限制。2025年行动计划{measures[1]}项中"
        f"规制为{rules[1]}项，转而提供服务、收购住房；数字只保留{numbers[1]}处，即就业。",
    )


def _instrument_columns(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    zh = language == "zh"
    mark = {"en": ", ", "zh": "、"}[language]

    def listed(row: object) -> str:
        counts = {key: getattr(row, key) for key in _KINDS}
        found = sorted((key for key in counts if counts[key]), key=lambda key: -counts[key])
        return mark.join(f"{_KINDS[key][zh]} {counts[key]}" for key in found)

    rows = [*records(table)]
    heads = (
        ("Subject", "Document", "Measures", "By instrument", "Numbers", "Clause"),
        ("领域", "文件", "措施", "按工具", "数字", "条款"),
    )[zh]
    columns = (
        [_TOPICS[row.topic][zh] for row in rows],
        [_DOCS[row.doc_id][zh] for row in rows],
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
    "named": ("named, not said", "仅提及"),
}
_LINK_FIELDS: Final = {
    "flow": Field("What follows", "要素", codes=_FLOWS),
    "doc_id": _DOC,
    "follows": Field("Whom it follows", "跟随对象", codes=_FOLLOWS),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip


def _link_table(_: Data) -> pd.DataFrame:
    return migrants.linkage()


def _link_words(table: pd.DataFrame, language: Language) -> Words:
    at = table.pivot(index="flow", columns="doc_id", values="follows")
    settled = {doc: int((at[doc] == "settled").sum()) for doc in ("plan2035", "action2025")}
    moved = [
        f
        for f in at.index
        if at.loc[f, "plan2035"] == "settled" and at.loc[f, "action2025"] == "growth"
    ]
    one, two, n = settled["plan2035"], settled["action2025"], len(moved)
    if language == "en":
        return Words(
            title=f"Land changes masters: {n} of {one} flows that followed those who settled in 2021 follows growth of residents in 2025",
            subtitle="What follows whom: money, land, posts and services, as each document words it",
            alt=f"A table of {len(at)} flows. In the plan {one} of them follow people who settled, in the action plan {two}; "
            f"{n} of the plan's, land for building, follows the growth of residents in 2025.",
            note="Read clause by clause by one reader; the clause stands beside each cell. Settled: registration moved. Residents: "
            "all who live there half a year. An empty cell: nothing found, in the action plan perhaps for its abridgement. "
            "The renewal plan says nothing on this and is left out. The texts name links and directions, no amounts; how much money or "
            "land moved is not in this collection.",
            finding=f"In 2021 money for rewards, money for works and land all followed people who moved their registration ({one} flows). "
            f"In 2025 {two} still do; land for building, {n} flow, follows the growth of residents, registered or not, while the greater weight of residents in "
            "transfers is no longer mentioned.",
        )
    return Words(
        title=f"用地改换了标准：2021年跟随落户人口的{one}类要素中，有{n}类到2025年改为跟随常住人口增加",
        subtitle="钱、地、编制和服务跟随谁：各文件的表述",
        alt=f"{len(at)}类要素的对照表。城镇化规划中{one}类跟随落户人口，行动计划中为{two}类；其中{n}类即新增建设用地，2025年改为跟随常住人口增加。",
        note="由一人逐条阅读归类，条款号列在各格。落户指户口迁入，常住指居住半年以上者。空格为未见表述，行动计划或因删减。"
        "城市更新行动计划未涉及，故不列。文件只写挂钩和方向，没有数额；实际转移多少资金、用地，未收入本资料集。",
        finding=f"2021年奖励资金、建设资金和用地都跟随落户人口（{one}类）；2025年仍有{two}类如此，而新增建设用地这{n}类改为跟随常住人口增加，"
        "不论是否落户；转移支付中常住人口因素权重则不再提及。",
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

    docs = [doc for doc in _DOCS if doc in set(table["doc_id"])]
    columns = {("What", "要素")[zh]: [_FLOWS[flow][zh] for flow in migrants.FLOWS]}
    columns |= {_DOCS[doc][zh]: [cell(flow, doc) for flow in migrants.FLOWS] for doc in docs}
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
