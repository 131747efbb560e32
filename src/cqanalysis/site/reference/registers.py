"""The appendix: dictionary, sources, tasks and agencies, projects, measures, conflicts, text in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cqanalysis import agreement, tables
from cqanalysis.drawing.text import Language, number
from cqanalysis.site.reference.lookup import Lookup
from cqanalysis.site.reference.markup import Cell, Html, Page, code, escape, join, link
from cqanalysis.site.reference.words import (
    ACCESS,
    AGENCIES,
    CHECKS,
    HOLDS,
    INSTRUMENTS,
    KINDS,
    REASONS,
    STAGES,
    THEMES,
    VERDICTS,
)
from cqanalysis.tables import ROOT, records

_CODEBOOK: Final[dict[Language, Path]] = {
    "en": ROOT / "chapters" / "codebook.md",
    "zh": ROOT / "chapters" / "zh" / "codebook.md",
}


def pages(lookup: Lookup) -> list[Page]:
    """All pages of the appendix but the clause index.

    Args:
        lookup: The edition's names and cross-references.

    Returns:
        The pages, in the order of the contents.
    """
    return [
        _conflicts(lookup),
        _verdicts(lookup),
        _tasks(lookup),
        _agencies(lookup),
        _projects(lookup),
        _measures(lookup),
        _common(lookup),
        _sources(lookup),
        _dictionary(lookup),
    ]


def _say(language: Language, en: Any, zh: Any) -> Any:
    return {"en": en, "zh": zh}[language]


# --- Conflicts ---------------------------------------------------------------


def _conflicts(lookup: Lookup) -> Page:
    language, data = lookup.language, lookup.data
    page = Page(
        "reference/conflicts", _say(language, "Register of conflicts", "冲突登记"), language
    )
    refs: dict[str, list[Html]] = defaultdict(list)
    for row in records(data["conflict_refs"].sort_values(["conflict_id", "position"])):
        refs[row.conflict_id].append(lookup.reference(row.table, row.ref))
    by_rule, by_reading = _say(language, ("rule", "read"), ("规则所得", "阅读所得"))
    rows: list[list[str | Cell]] = [
        [
            Html(f'<span id="{row.conflict_id}">{escape(str(getattr(row, f"finding_{language}")))}</span>'),
            KINDS[row.kind][language], THEMES[row.theme][language],
            Html("<br>".join(refs[row.conflict_id])),
            by_reading if row.rule == "reading" else by_rule, code(row.conflict_id),
        ]
        for row in records(data["conflicts"])
    ]  # fmt: skip
    rule = sum(row.rule != "reading" for row in records(data["conflicts"]))
    page.text(_say(
        language,
        f"{len(rows)} disagreements within one document, between two, or between a document and what was observed. "
        f"A program found {rule} of them by rules; the others were found by reading. Each names the rows it rests on. "
        "A test fails when a rule finds one that is not here, and when a row of one that is here says something else. "
        "The wording is neutral: a conflict may be an error, a change of mind or a change of definition, and the "
        "documents do not say which.",
        f"本表登记{len(rows)}处不一致：同一文件之内、两份文件之间，或文件与观测值之间。其中{rule}处由程序按规则找出，"
        "其余经阅读发现，每处都注明所依据的数据行。规则找出而未登记的、已登记而数据行有变的，测试都会报错。"
        "表述保持中性：不一致可能出于笔误、调整或口径变化，文件本身没有说明。",
    ))  # fmt: skip
    heads = _say(
        language,
        ["Finding", "Kind", "Theme", "Rests on", "Found by", "Id"],
        ["情况", "类型", "主题", "依据", "来源", "编号"],
    )
    page.table("conflicts", page.title, heads, rows)
    page.heading(
        "closure", _say(language, "What was checked within each document", "各文件内部核对")
    )
    page.text(_say(
        language,
        "What a document states twice, adds up, counts or implies, and whether it closes. A list is open where the "
        "document itself says that it names only some.",
        "各文件中前后重述、加总、列举或可推算的内容及核对结果。文件以“等”字表明未全部列出的，注为“未全部列出”。",
    ))  # fmt: skip
    checks: list[list[str | Cell]] = []
    for row in records(data["restatements"]):
        parts = row.parts.split() if row.kind != "list" else []
        shown: list[str] = [lookup.reference("facts", fact) for fact in [row.whole, *parts] if fact]
        if row.kind == "list":
            names = "、".join(row.parts.split("|")) or "—"
            shown = [*shown, names]
        shown = [*shown, *(lookup.clause(row.doc_id, path) for path in row.clause.split())]
        checks.append([
            join(shown, Html("<br>")), lookup.short[row.doc_id], CHECKS[row.kind][language], HOLDS[row.holds][language],
            str(getattr(row, f"finding_{language}")), code(row.check_id),
        ])  # fmt: skip
    heads = _say(
        language,
        ["Statements", "Document", "Check", "Result", "What differs", "Id"],
        ["内容", "文件", "核对项", "结果", "差异", "编号"],
    )
    page.table(
        "checks", _say(language, "Checks within each document", "各文件内部核对"), heads, checks
    )
    return page


def _verdicts(lookup: Lookup) -> Page:
    language, data = lookup.language, lookup.data
    page = Page(
        "reference/verdicts",
        _say(language, "From document to document", "文件之间的对照"),
        language,
    )
    rows: list[list[str | Cell]] = [
        [
            lookup.indicator(row.indicator), lookup.short[row.doc_a], lookup.short[row.doc_b],
            VERDICTS[row.verdict][language],
            Html("<br>".join(lookup.reference("facts", f) for f in row.facts_a.split())),
            Html("<br>".join(lookup.reference("facts", f) for f in row.facts_b.split()) or "—"),
            str(getattr(row, f"note_{language}")),
        ]
        for row in records(data["verdicts"])
    ]  # fmt: skip
    counts = Counter(VERDICTS[row.verdict][language] for row in records(data["verdicts"]))
    told = _say(language, ", ", "、").join(
        f"{name} {count}" for name, count in counts.most_common()
    )
    page.text(_say(
        language,
        "Every indicator that two documents state, pair by pair: is the later statement equal to the earlier, tighter, "
        "looser, dropped, differently defined or not comparable? Documents stand in the order of issue; Kaizhou's plan "
        f"prints no date and stands behind the city plan that it carries out. {told}.",
        "凡两份文件都提到的指标，逐对比较后者相对前者是一致、从严、放宽、不再提出、口径不同还是不可比。"
        f"文件按发布先后排列；开州规划未载日期，列在它所依据的市级规划之后。{told}。",
    ))  # fmt: skip
    heads = _say(
        language,
        [
            "Indicator",
            "Earlier",
            "Later",
            "The later is",
            "Earlier statement",
            "Later statement",
            "Why",
        ],
        ["指标", "较早文件", "较晚文件", "后者相对前者", "较早表述", "较晚表述", "说明"],
    )
    page.table("verdicts", page.title, heads, rows)
    return page


# --- Tasks, agencies, projects -----------------------------------------------


def _tasks(lookup: Lookup) -> Page:
    language, data = lookup.language, lookup.data
    page = Page("reference/tasks", _say(language, "Tasks", "任务"), language)
    named: dict[tuple[str, str], list[Html]] = defaultdict(list)
    for row in records(data["task_agencies"].sort_values(["task_id", "role", "position"])):
        target = link(f"agencies.html#{row.agency}", lookup.agency_names[row.agency])
        implied = _say(language, " (implied)", "（推定）") if row.implied == "yes" else ""
        named[row.task_id, row.role].append(Html(target + implied))
    rows: list[list[str | Cell]] = []
    comma = _say(language, ", ", "、")
    for row in records(data["tasks"]):
        title = escape(str(getattr(row, f"title_{language}")))
        facts = [lookup.reference("facts", fact) for fact in row.facts.split()]
        rows.append([
            Html(f'<span id="{row.task_id}">{title}</span>'),
            lookup.short[row.doc_id], Cell(str(row.number), float(row.number)), THEMES[row.theme][language],
            join(list(named[row.task_id, "lead"]), comma) or "—", join(list(named[row.task_id, "responsible"]), comma),
            Html("<br>".join(facts) or "—"), lookup.clause(row.doc_id, row.clause),
        ])  # fmt: skip
    strict = (data["tasks"]["strict"] == "yes").sum()
    undated = sum(
        bool(row.facts) and all(lookup.facts[f].year_basis == "inferred" for f in row.facts.split())
        for row in records(data["tasks"])
    )
    page.text(_say(
        language,
        f"The {len(rows)} numbered tasks of the renewal action plan of 2022 and the action plan of 2025, with who leads "
        f"and who is responsible, in the printed order. {strict} of them hold a strict numeric target: a number to be "
        f"reached by a year, not softened by about, strive for, basically or the like. In {undated} of these the year is not printed but is taken from the period of the document, and "
        "some numbers are counts of works rather than outcomes. The plan of 2025 names bodies "
        "responsible but none in the lead, and says once that the districts carry all tasks: they are marked as implied.",
        f"2022年城市更新提升行动计划和2025年五年行动计划共{len(rows)}项编号任务，牵头单位和责任单位按原文顺序列出。"
        f"其中{strict}项含有刚性数量目标，即有数字、有年限，且未用“左右”“力争”“基本”等词软化；{undated}项的年限由文件期限推定，条款内未载，部分数字是工作量或所列个数。"
        "2025年五年行动计划只列责任单位，不设牵头单位，并统一说明所有任务均由区县落实，表中注为“推定”。",
    ))  # fmt: skip
    heads = _say(
        language,
        ["Task", "Document", "No.", "Theme", "Lead", "Responsible", "Strict targets", "Clause"],
        ["任务", "文件", "序号", "主题", "牵头单位", "责任单位", "刚性目标", "条款"],
    )
    page.table("tasks", page.title, heads, rows)
    return page


def _agencies(lookup: Lookup) -> Page:
    language, data = lookup.language, lookup.data
    page = Page("reference/agencies", _say(language, "Agencies", "机构"), language)
    document = data["tasks"].set_index("task_id")["doc_id"]
    strict = set(data["tasks"].loc[data["tasks"]["strict"] == "yes", "task_id"])
    counts: Counter[tuple[str, str]] = Counter()
    for row in records(data["task_agencies"]):
        doc = document[row.task_id]
        column = "implied" if row.implied == "yes" else f"{doc}-{row.role}"
        counts[row.agency, column] += 1
        counts[row.agency, "strict"] += row.task_id in strict and row.implied == "no"
    columns = (
        "renewal2025-lead",
        "renewal2025-responsible",
        "action2025-responsible",
        "implied",
        "strict",
    )
    rows: list[list[str | Cell]] = [
        [
            Html(f'<span id="{row.agency}">{escape(lookup.name(row))}</span>'), AGENCIES[row.kind][language],
            *(Cell(str(counts[row.agency, c]), counts[row.agency, c]) for c in columns),
            _say(language, ", ", "、").join(a for a in row.aliases.split("|") if a),
            link(f"#{row.predecessor}", lookup.agency_names[row.predecessor]) if row.predecessor else "—",
            code(row.agency),
        ]
        for row in records(data["agencies"])
    ]  # fmt: skip
    page.text(_say(
        language,
        f"{len(rows)} bodies that lead a numbered task or are responsible for one, with how often. Names are canonical; "
        "the printed forms stand beside. \"Other departments\" is kept as a body that is not named, since that is what the "
        "documents do. Where one body took over the role of another between 2022 and 2025, the earlier is given.",
        f"编号任务的牵头单位和责任单位共{len(rows)}个，及其出现次数。名称采用规范全称，旁列文件中的写法。"
        "“等部门”作为未列名单位保留。2022年至2025年间职能由另一机构承接的，注明原机构。",
    ))  # fmt: skip
    heads = _say(
        language,
        ["Agency", "Kind", "Leads (2022)", "Responsible (2022)", "Responsible (2025)", "Implied (2025)",
         "Tasks with a strict target", "Printed forms", "Took over from", "Key"],
        ["机构", "类别", "牵头（2022年）", "责任（2022年）", "责任（2025年）", "推定（2025年）", "含刚性目标的任务", "文件中的写法", "承接自", "编码"],
    )  # fmt: skip
    page.table("agencies", page.title, heads, rows)
    return page


def _projects(lookup: Lookup) -> Page:
    language, data = lookup.language, lookup.data
    page = Page("reference/projects", _say(language, "Projects", "项目"), language)
    boxes = {
        (row.doc_id, row.clause): str(getattr(row, f"title_{language}"))
        for row in records(data["boxes"])
        if row.mode == "box"
    }
    rows: list[list[str | Cell]] = []
    for row in lookup.projects:
        amount = "—" if pd.isna(row.quantity) else lookup.amount(row.quantity, row.unit)
        ends = [lookup.place(p) for p in (row.place, row.place_to) if p]
        box = row.clause.rpartition(".r")[0]
        rows.append([
            lookup.name(row), lookup.short[row.doc_id], boxes.get((row.doc_id, box), ""),
            join(list(ends), "–") or "—", Cell(STAGES[row.stage][language], list(STAGES).index(row.stage)), amount,
            link(f"{lookup.up}clauses/{row.doc_id}.html#{row.clause}", row.clause),
        ])  # fmt: skip
    counted = data["projects"]["quantity"].notna().sum()
    page.text(_say(
        language,
        f"{len(rows)} projects and works listed in the project boxes of three documents (the two action plans print no "
        f"boxes), with the place and the stage that the text gives them. A quantity of its own is printed for "
        f"{counted}.",
        f"三份文件项目专栏所列项目和工程共{len(rows)}个（两份行动计划没有专栏），以及文件写明的地点和阶段。"
        f"其中{counted}个写有数量。",
    ))  # fmt: skip
    heads = _say(
        language,
        ["Project", "Document", "Box", "Place", "Stage", "Quantity", "Clause"],
        ["项目", "文件", "专栏", "地点", "阶段", "数量", "条款"],
    )
    page.table("projects", page.title, heads, rows)
    return page


# --- Measures ------------------------------------------------------------------


def _measures(lookup: Lookup) -> Page:
    language, data = lookup.language, lookup.data
    title, _, body = _CODEBOOK[language].read_text(encoding="utf-8").partition("\n")
    page = Page("reference/measures", title.removeprefix("# "), language)
    page.text(body.strip())
    keys = ["doc_id", "clause", "nth"]
    both = data["measures_second"].merge(data["measures"], on=keys, suffixes=("_2", "_1"))
    page.heading("agreement", _say(language, "Agreement of two coders", "两名编码员的一致程度"))
    cells: list[list[str | Cell]] = []
    instrument = (list(both["instrument_1"]), list(both["instrument_2"]))
    theme = (list(both["theme_1"]), list(both["theme_2"]))
    yes = tuple(["none" if code == "none" else "measure" for code in codes] for codes in instrument)
    for name, codes in (
        (_say(language, "Measure or not", "是否措施"), yes),
        (_say(language, "Instrument (with none)", "政策工具（含非措施）"), instrument),
        (_say(language, "Theme", "主题"), theme),
    ):
        found = agreement.cohen(*codes)
        cells.append([
            name, str(found.units), number(100 * found.observed, 1) + "%", number(100 * found.expected, 1) + "%",
            number(found.kappa, 2),
        ])  # fmt: skip
    page.text(_say(
        language,
        f"A random tenth of the units ({len(both)} of {len(data['measures'])}) was coded a second time by a coder who had "
        "seen only this codebook and the texts. Cohen's κ sets the observed agreement against that expected by chance. "
        "The second coding ships with the data, unreconciled.",
        f"随机抽取十分之一的单元（{len(data['measures'])}个中的{len(both)}个），由只读过本手册和原文的另一名编码员独立编码。"
        "科恩κ系数把实际一致率与随机一致率相比较。第二次编码未经协商修改，随数据一并发布。",
    ))  # fmt: skip
    heads = _say(
        language,
        ["Coded", "Units", "Observed agreement", "Expected by chance", "Cohen's κ"],
        ["编码项", "单元数", "实际一致率", "随机一致率", "科恩κ系数"],
    )
    page.table(
        "kappa", _say(language, "Agreement of two coders", "两名编码员的一致程度"), heads, cells
    )
    coded = data["measures"]
    page.heading("counts", _say(language, "Instruments by document", "各文件的政策工具"))
    table = pd.crosstab(coded["doc_id"], coded["instrument"])
    order = [code for code in INSTRUMENTS if code in table.columns]
    rows: list[list[str | Cell]] = [
        [
            lookup.short[doc],
            *(Cell(str(table.loc[doc, code]), float(table.loc[doc, code])) for code in order),
        ]
        for doc in data["documents"]["doc_id"]
        if doc in table.index
    ]
    head = _say(language, "Document", "文件")
    page.table(
        "instruments", _say(language, "Units by instrument", "按政策工具统计的单元数"),
        [head, *(INSTRUMENTS[code][language] for code in order)], rows,
    )  # fmt: skip
    page.heading("list", _say(language, "All measures", "全部措施"))
    rows = [
        [
            str(getattr(row, f"measure_{language}")), lookup.short[row.doc_id], THEMES[row.theme][language],
            INSTRUMENTS[row.instrument][language],
            link(f"{lookup.up}clauses/{row.doc_id}.html#{row.clause}", f"{row.clause}, {row.nth}"),
        ]
        for row in records(coded[coded["instrument"] != "none"])
    ]  # fmt: skip
    heads = _say(
        language,
        ["Measure", "Document", "Theme", "Instrument", "Clause, unit"],
        ["措施", "文件", "主题", "政策工具", "条款、单元"],
    )
    page.table("measures", _say(language, "All measures", "全部措施"), heads, rows)
    none = coded.loc[coded["instrument"] == "none", "reason"].value_counts()
    told = _say(language, ", ", "、").join(
        f"{REASONS[str(k)][language]} {v}" for k, v in none.items()
    )
    page.text(_say(
        language, f"Units that state no measure: {told}.", f"不构成措施的单元：{told}。"
    ))  # fmt: skip
    return page


# --- Text in common --------------------------------------------------------------


def _common(lookup: Lookup) -> Page:
    language = lookup.language
    page = Page("reference/text-in-common", _say(language, "Text in common", "相同文字"), language)
    page.text(_say(
        language,
        "How much of the wording of one document stands, word for word, in an earlier one. A character counts if it "
        "lies in a run of ten or more that the earlier document has as well, after punctuation, spaces and marks are "
        "dropped and traditional characters are simplified; a run does not cross the border of a clause. The measure "
        "counts wording, not meaning, and set phrases of the state are shared by all. It is computed from the official "
        "texts, which do not ship with this book, by a command that anyone who has them can run.",
        "一份文件的文字有多少与较早的另一份文件逐字相同。去掉标点、空格和符号，并把繁体转为简体之后，"
        "凡落在与较早文件相同的、连续十个字以上文字中的字，计为相同；文字段不跨条款。该指标衡量措辞而非含义，"
        "通行的政策用语各文件都有。结果由程序根据官方原文计算，原文不随本书发布，持有原文者可自行运行。",
    ))  # fmt: skip
    table = lookup.data["text_reuse"]
    pairs = dict.fromkeys(zip(table["doc_a"], table["doc_b"], strict=True))
    rows: list[list[str | Cell]] = [
        [
            lookup.short[doc_b], lookup.short[doc_a],
            *_shares(table[(table["doc_a"] == doc_a) & (table["doc_b"] == doc_b)], language),
        ]
        for doc_a, doc_b in pairs
    ]  # fmt: skip
    heads = _say(
        language,
        ["Document", "Compared with the earlier", "Characters", "In common", "Share"],
        ["文件", "对照的较早文件", "字数", "相同字数", "占比"],
    )
    page.table("pairs", _say(language, "Pairs of documents", "各对文件"), heads, rows)
    page.heading("chapters", _say(
        language, "Kaizhou's plan and the city plan, chapter by chapter", "开州规划与市规划逐章对照"
    ))  # fmt: skip
    own = table[(table["doc_a"] == "plan2035") & (table["doc_b"] == "kaizhou2035")]
    contents = lookup.data["clauses"].set_index(["doc_id", "clause"])[f"title_{language}"]
    rows = []
    for chapter, clauses in own.groupby(own["clause"].str.partition(".")[0], sort=False):
        known = ("kaizhou2035", chapter) in contents.index
        name = (
            str(contents["kaizhou2035", chapter])
            if known
            else _say(language, "Front matter", "前言")
        )
        target = (
            link(f"{lookup.up}clauses/kaizhou2035.html#{chapter}", f"{chapter} {name}")
            if known
            else name
        )
        rows.append([target, *_shares(clauses, language)])
    heads = _say(
        language,
        ["Chapter of Kaizhou's plan", "Characters", "In common with the city plan", "Share"],
        ["开州规划章", "字数", "与市规划相同", "占比"],
    )
    page.table(
        "by-chapter", _say(language, "Text in common by chapter", "逐章相同文字"), heads, rows
    )
    return page


def _shares(rows: pd.DataFrame, language: Language) -> list[Cell]:
    whole, common = int(rows["characters"].sum()), int(rows["shared"].sum())
    share = 100 * common / whole
    return [
        Cell(number(whole, language=language), whole), Cell(number(common, language=language), common),
        Cell(number(share, 1) + "%", share),
    ]  # fmt: skip


# --- Sources, dictionary ---------------------------------------------------------


def _sources(lookup: Lookup) -> Page:
    language, data = lookup.language, lookup.data
    page = Page("reference/sources", _say(language, "Sources", "资料来源"), language)
    page.heading("documents", _say(language, "Documents", "文件"))
    rows: list[list[str | Cell]] = []
    for row in records(data["documents"]):
        title = str(getattr(row, f"title_{language}"))
        number_of = " ".join(filter(None, [row.number, row.date])) or "—"
        coverage = _say(language, "whole", "全文") if row.coverage == "*" else row.coverage
        rows.append([
            link(f"{lookup.up}clauses/{row.doc_id}.html", title), row.title_zh,
            str(getattr(row, f"issuer_{language}")), number_of, coverage, Html(f"<code>{row.sha256[:16]}…</code>"),
        ])  # fmt: skip
    heads = _say(
        language,
        [
            "Document",
            "Official title",
            "Issued by",
            "Number, date",
            "Covered",
            "SHA-256 of the text read",
        ],
        ["文件", "官方标题", "发布机关", "文号、日期", "收录范围", "所读文本的SHA-256"],
    )
    page.table("documents-table", _say(language, "Documents", "文件"), heads, rows)
    page.heading("statistics", _say(language, "Statistical sources", "统计资料"))
    page.text(_say(
        language,
        "Where the observations come from, and how each was seen. A reprint is cited by its official title and not linked.",
        "观测值的来源及其获取方式。转载的资料按官方标题引用，不加链接。",
    ))  # fmt: skip
    used = data["observations"]["source"].value_counts()
    rows = []
    for row in records(data["statistics_sources"]):
        title = link(row.url, row.title) if row.url else escape(row.title)
        count = int(used.get(row.source, 0))
        rows.append([
            Html(f'<span id="{row.source}">{title}</span>'),
            row.publisher, row.published or "—", ACCESS[row.access][language], Cell(str(count), count), code(row.source),
        ])  # fmt: skip
    heads = _say(
        language,
        ["Title", "Publisher", "Published", "Seen as", "Observations led", "Key"],
        ["标题", "发布者", "发布日期", "获取方式", "观测值数", "编码"],
    )
    page.table("statistics-table", _say(language, "Statistical sources", "统计资料"), heads, rows)
    return page


def _dictionary(lookup: Lookup) -> Page:
    language = lookup.language
    page = Page("reference/dictionary", _say(language, "Data dictionary", "数据字典"), language)
    descriptor = tables.schema()
    suffix = _say(language, "", "_zh")
    page.text(_say(
        language,
        "Every table and column of the data package, from the description that loading enforces. The files lie in the "
        "folder data of this site.",
        "数据包的全部表和字段，取自读取数据时所依据的数据描述文件。数据文件在本站data文件夹中。",
    ))  # fmt: skip
    up = _say(language, "../data/", "../../data/")
    for resource in descriptor["resources"]:
        name = resource["name"]
        page.heading(f"table-{name}", f"{resource[f'title{suffix}']} · `{name}`")
        rows = len(lookup.data[name]) if name in lookup.data.tables else 0
        size = _say(language, f" {rows:,} rows." if rows else "", f"共{rows}行。" if rows else "")
        page.text(f"{resource[f'description{suffix}']}{size}")
        page.raw(
            f'<p class="cq-links"><a href="{up}{resource["path"]}" download>{resource["path"]}</a></p>'
        )
        fields = resource.get("schema", {}).get("fields", [])
        if not fields:
            continue
        keys = resource["schema"]["primaryKey"]
        cells: list[list[str | Cell]] = [
            [
                code(field["name"]), field[f"description{suffix}"],
                join([code(field["type"]), *([_say(language, "key", "主键")] if field["name"] in keys else [])], _say(language, ", ", "，")),
                join([code(str(v)) for v in field.get("constraints", {}).get("enum", [])], ", ") or "—",
            ]
            for field in fields
        ]  # fmt: skip
        heads = _say(
            language,
            ["Column", "What it holds", "Type", "Allowed values"],
            ["字段", "内容", "类型", "允许取值"],
        )
        page.table(f"columns-{name}", resource[f"title{suffix}"], heads, cells)
    return page
