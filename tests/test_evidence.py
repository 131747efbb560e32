from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqanalysis.verify import Clause, Failure
from cqanalysis.verify.clauses import bodies, units
from cqanalysis.verify.evidence import prove_tables

Texts = dict[str, dict[str, Clause]]
Tables = dict[str, list[Mapping[str, str]]]


# --- A sound set of tables ---------------------------------------------------

#: Four texts, by document and path; what lies under a box belongs to it.
PRINTED = {
    "plan2035": {
        "c0.g1": "湖滨镇规划",
        "c3": "湖滨格局。",
        "c3.g1": "修一座桥。铺一条路（含步道；不含台阶）。",
        "c3.s1": "水  上；先易后难",
        "c3.s1.b2": "两项工程",
        "c3.s1.b2.r1": "水运：新建东码头2座、西码头，扩建渡口，联合湖东。",
        "c3.s1.b2.r2": "步道：沿湖修步道30公里，种树1200棵。",
        "c3.s1.b3": "各镇定位",
        "c3.s1.b3.r1": "东湖区：建设渔业基地、打造旅游名镇，加快一体化发展。",
        "c3.s2": "岸上",
        "c3.s2.g1": "东湖、西湖土家族自治县连成一片。",
        "c9.g1": "此章不论措施。",
    },
    "renewal2025": {
        "p1": "总则",
        "p1.i1": (
            "修桥；要修好桥。（牵头单位：市桥梁局；责任单位：市路灯局、市园林局等部门，各镇）"
        ),
    },
    "action2025": {
        "n0.g1": "引子。",
        "t1": "造船。让湖上有船",
        "t1.g1": "造一艘船。添置船桨。（牵头单位：市船舶局和市渔业局）",
    },
    "kaizhou2035": {
        "c9": "各镇",
        "c9.g1": "竹溪镇：渔业重镇，2025年住1—2万人，2035年住3—4万人。",
        "c9.g2": "“东湖”、“西湖土家族自治县”连成一片，真好。",
    },
}


def texts() -> Texts:
    return {
        doc: {path: clause(path, text) for path, text in document.items()}
        for doc, document in PRINTED.items()
    }


def clause(path: str, text: str) -> Clause:
    parts = path.split(".")
    box = next((i for i, part in enumerate(parts, start=1) if part.startswith("b")), 0)
    return Clause(path, text, ".".join(parts[:box]))


def rows(columns: str, *cells: str) -> list[Mapping[str, str]]:
    """Rows from their cells: `` / `` parts them, ``-`` stands for an empty one."""
    names = columns.split()
    return [
        dict(zip(names, ("" if c == "-" else c for c in row.split(" / ")), strict=True))
        for row in cells
    ]


def tables() -> Tables:
    return {
        "clauses": rows(
            "doc_id clause title_zh characters",
            "plan2035 / c0.g1 / - / 5",
            "plan2035 / c3 / 湖滨格局 / 4",
            "plan2035 / c3.g1 / - / 15",
            "plan2035 / c3.s1 / 水 上 / 6",
            "plan2035 / c3.s1.b2 / 两项工程 / 4",
            "plan2035 / c3.s1.b2.r1 / - / 20",
            "plan2035 / c3.s1.b2.r2 / - / 18",
            "plan2035 / c3.s1.b3 / 各镇定位 / 4",
            "plan2035 / c3.s1.b3.r1 / - / 22",
            "plan2035 / c3.s2 / 岸上 / 2",
            "plan2035 / c3.s2.g1 / - / 14",
            "plan2035 / c9.g1 / - / 6",
            "renewal2025 / p1 / 总则 / 2",
            "renewal2025 / p1.i1 / 修桥 / 31",
            "action2025 / n0.g1 / - / 2",
            "action2025 / t1 / 造船 / 7",
            "action2025 / t1.g1 / - / 21",
            "kaizhou2035 / c9 / 各镇 / 2",
            "kaizhou2035 / c9.g1 / - / 27",
            "kaizhou2035 / c9.g2 / - / 16",
        ),
        "tasks": rows(
            "task_id doc_id clause title_zh",
            "bridges / renewal2025 / p1.i1 / 修桥",
            "boats / action2025 / t1 / 造船",
        ),
        "agencies": rows(
            "agency aliases",
            "bridge / 市桥梁局|市桥梁处",
            "lamp / 市路灯局",
            "garden / 市园林局",
            "others / 等部门",
            "towns / 各镇|有关镇",
            "boat / 市船舶局",
            "fish / 市渔业局",
        ),
        "task_agencies": rows(
            "task_id role position agency printed_name implied",
            "bridges / lead / 1 / bridge / 市桥梁局 / no",
            "bridges / responsible / 1 / lamp / 市路灯局 / no",
            "bridges / responsible / 2 / garden / 市园林局 / no",
            "bridges / responsible / 3 / others / 等部门 / no",
            "bridges / responsible / 4 / towns / 各镇 / no",
            "boats / lead / 1 / boat / 市船舶局 / no",
            "boats / lead / 2 / fish / 市渔业局 / no",
            "boats / responsible / 1 / towns / - / yes",
        ),
        "boxes": rows(
            "doc_id clause mode items not_items title_zh",
            "plan2035 / c3.s1.b2 / box / - / - / 两项工程",
            "plan2035 / c3.s1.b2.r1 / items / 3 / 联合湖东|如此 / 水运",
            "plan2035 / c3.s1.b2.r2 / prose / 2 / - / 步道",
        ),
        "projects": rows(
            "project doc_id clause printed name_zh quantity unit fact_id stage stage_printed",
            "east / plan2035 / c3.s1.b2.r1 / 东码头 / 东码头 / 2 / 座 / - / start / 新建",
            "west / plan2035 / c3.s1.b2.r1 / 西码头 / 西码头工程 / - / - / - / start / 新建",
            "ferry / plan2035 / c3.s1.b2.r1 / 渡口 / 水运渡口 / - / - / - / go on / 扩建",
            "path / plan2035 / c3.s1.b2.r2 / 修步道 / 沿湖步道 / 30 / 公里 / length / unstated / -",
            "trees / plan2035 / c3.s1.b2.r2 / 树 / 树 / 1200 / 棵 / - / unstated / -",
        ),
        "facts": rows("fact_id value unit", "other / 31 / 亩", "length / 30 / 公里"),
        "measures": rows(
            "doc_id clause nth instrument measure_zh",
            "plan2035 / c3.g1 / 1 / construction / 修桥",
            "plan2035 / c3.g1 / 2 / construction / 铺路带步道",
            "plan2035 / c3.s2.g1 / 1 / none / -",
            "action2025 / t1.g1 / 1 / construction / 造船",
            "action2025 / t1.g1 / 2 / none / -",
        ),
        "role_tags": rows("tag", "industry", "tourism"),
        "roles": rows(
            "role_id doc_id clause place role_zh tags",
            "east-1 / plan2035 / c3.s1.b3.r1 / east / 渔业基地 / industry",
            "east-2 / plan2035 / c3.s1.b3.r1 / east / 旅游名镇 / tourism industry",
            "zhuxi-1 / kaizhou2035 / c9.g1 / zhuxi / 渔业重镇 / -",
        ),
        "places": rows(
            "place kind name_zh clause function_zh"
            " pop2025_low pop2025_high pop2035_low pop2035_high",
            "east / district / 东湖区 / - / - / - / - / - / -",
            "west / district / 西湖土家族自治县 / - / - / - / - / - / -",
            "north / district / 北县 / - / - / - / - / - / -",
            "zhuxi / town / 竹溪镇 / c9.g1 / 渔业重镇 / 1 / 2 / 3 / 4",
            "lakes / group / 两湖群 / c9.g2|c9.g1 / 连成一片 / - / - / - / -",
        ),
        "members": rows(
            "group place doc_id clause",
            "lakes / east / plan2035 / c3.s2.g1",
            "lakes / west / plan2035 / c3.s2.g1",
            "lakes / north / - / -",
        ),
        "restatements": rows(
            "check_id doc_id kind parts clause",
            "list-1 / plan2035 / list / 东湖|西湖|渔业基地 / c3.s2.g1 c3.s1.b3.r1",
            "list-2 / plan2035 / list / 无此湖 / -",
            "sum-1 / plan2035 / sum / plan2035-1 plan2035-2 / c3.g1",
        ),
        "conflict_refs": rows(
            "conflict_id table ref said",
            "conflict-1 / clauses / plan2035/c3.g1 / 修一座桥",
            "conflict-1 / facts / length / 三十",
        ),
        # The order of issue; of fyp14 there is no text here.
        "documents": rows("doc_id", "plan2035", "fyp14", "kaizhou2035"),
        "text_reuse": rows(
            "doc_a doc_b clause characters shared source",
            "plan2035 / kaizhou2035 / c9 / 2 / 0 / -",
            "plan2035 / kaizhou2035 / c9.g1 / 27 / 0 / -",
            "plan2035 / kaizhou2035 / c9.g2 / 16 / 14 / c3.s2.g1",
        ),
    }


def failures(tables: Tables, texts: Texts) -> list[Failure]:
    return prove_tables(tables, texts)[1]


def elsewhere(tables: Tables, texts: Texts) -> list[Failure]:
    """What fails beside the list of all clauses, which tells every other wording."""
    return [f for f in failures(tables, texts) if f.file != "data/clauses.csv"]


def test_sound_tables_prove() -> None:
    counts, found = prove_tables(tables(), texts())
    assert found == []
    # Rows without a clause, or with a reference to no clause, are not counted.
    assert counts == {
        "clauses": 20,
        "tasks": 2,
        "task_agencies": 8,
        "boxes": 3,
        "projects": 5,
        "measures": 5,
        "roles": 3,
        "members": 2,
        "places": 2,
        "restatements": 2,
        "conflict_refs": 1,
        "text_reuse": 3,
    }


def test_nothing_is_proven_of_nothing() -> None:
    empty: Tables = {name: [] for name in tables()}
    counts, found = prove_tables(empty, {})
    assert found == []
    assert counts.total() == 0


# --- A row that says otherwise -----------------------------------------------

#: Instead of a row's index: the changes make another row of the first one.
NEW = -1


class Edit(NamedTuple):
    table: str
    at: int
    #: None takes the row away.
    changes: Mapping[str, str] | None
    #: What the failures name as their row, and a part of each one's reason.
    row: str
    told: tuple[str, ...]
    #: The table that fails, where it is another one.
    fails: str = ""


def edited(edit: Edit) -> Tables:
    fresh = tables()
    changed = fresh[edit.table]
    if edit.changes is None:
        del changed[edit.at]
        return fresh
    base = changed[0 if edit.at == NEW else edit.at]
    assert set(edit.changes) <= set(base)
    row = {**base, **edit.changes}
    assert row != base
    if edit.at == NEW:
        changed.append(row)
    else:
        changed[edit.at] = row
    return fresh


def edit(
    table: str,
    at: int,
    changes: Mapping[str, str] | None,
    row: str,
    *told: str,
    fails: str = "",
) -> Edit:
    return Edit(table, at, changes, row, told, fails)


CLAUSES = {
    "title wrong": edit(
        "clauses",
        1,
        {"title_zh": "湖滨布局"},
        "plan2035",
        "('湖滨布局', '4'), expected ('湖滨格局', '4')",
    ),
    "title runs on": edit(
        "clauses", 3, {"title_zh": "水 上；先易后难"}, "plan2035", "expected ('水 上', '6')"
    ),
    "blanks not folded": edit(
        "clauses", 3, {"title_zh": "水  上"}, "plan2035", "expected ('水 上', '6')"
    ),
    "heading without a title": edit(
        "clauses", 17, {"title_zh": ""}, "kaizhou2035", "('', '2'), expected ('各镇', '2')"
    ),
    "paragraph with a title": edit(
        "clauses", 0, {"title_zh": "湖滨镇规划"}, "plan2035", "expected ('', '5')"
    ),
    "row of a box with a title": edit(
        "clauses", 6, {"title_zh": "步道"}, "plan2035", "expected ('', '18')"
    ),
    "characters": edit(
        "clauses", 2, {"characters": "19"}, "plan2035", "('', '19'), expected ('', '15')"
    ),
    "characters of a heading": edit(
        "clauses", 15, {"characters": "2"}, "action2025", "expected ('造船', '7')"
    ),
    "heading missing": edit("clauses", 1, None, "plan2035", "no row, expected ('湖滨格局', '4')"),
    "box missing": edit("clauses", 7, None, "plan2035", "no row, expected ('各镇定位', '4')"),
    "task missing": edit("clauses", 15, None, "action2025", "no row, expected ('造船', '7')"),
    "paragraph missing": edit("clauses", 16, None, "action2025", "no row, expected ('', '21')"),
    "heading extra": edit("clauses", NEW, {"clause": "c4"}, "plan2035", "no such clause"),
    "paragraph extra": edit("clauses", NEW, {"clause": "c3.g2"}, "plan2035", "no such clause"),
    "clause of another document": edit(
        "clauses", NEW, {"clause": "c9.g2"}, "plan2035", "no such clause"
    ),
}
TASKS = {
    "title wrong": edit("tasks", 0, {"title_zh": "修路"}, "bridges", "«修路», expected «修桥»"),
    "title runs on": edit("tasks", 1, {"title_zh": "造船。让湖上有船"}, "boats", "expected «造船»"),
    "no such clause": edit(
        "tasks", NEW, {"task_id": "new", "clause": "p9"}, "new", "no such clause in renewal2025"
    ),
    "no such text": edit(
        "tasks", NEW, {"task_id": "new", "doc_id": "fyp14"}, "new", "no such clause in fyp14"
    ),
    "bodies without task": edit(
        "tasks", 0, None, "-", "renewal2025: bodies are named, but it is no task"
    ),
    "bodies below a heading without task": edit("tasks", 1, None, "-", "action2025: bodies"),
}
AGENCIES = {
    "name of another agency": edit(
        "task_agencies",
        0,
        {"agency": "lamp"},
        "bridges",
        "«市桥梁局» is no printed form of lamp",
    ),
    "part of a name": edit(
        "task_agencies",
        0,
        {"printed_name": "桥梁局"},
        "bridges",
        "«桥梁局» is no printed form of bridge",
        "lead: 桥梁局, expected 市桥梁局",
    ),
    "alias of the agency that is not printed there": edit(
        "task_agencies",
        0,
        {"printed_name": "市桥梁处"},
        "bridges",
        "lead: 市桥梁处, expected 市桥梁局",
    ),
    "no longer an alias": edit(
        "agencies",
        4,
        {"aliases": "有关镇"},
        "bridges",
        "«各镇» is no printed form of towns",
        fails="task_agencies",
    ),
    "wrong order": edit(
        "task_agencies",
        1,
        {"position": "5"},
        "bridges",
        "responsible: 市园林局、等部门、各镇、市路灯局, expected 市路灯局、市园林局、等部门、各镇",
    ),
    "wrong order of leads": edit(
        "task_agencies",
        6,
        {"position": "0"},
        "boats",
        "lead: 市渔业局、市船舶局, expected 市船舶局、市渔业局",
    ),
    "body missing": edit(
        "task_agencies", 2, None, "bridges", "responsible: 市路灯局、等部门、各镇, expected"
    ),
    "等部门 missing": edit(
        "task_agencies", 3, None, "bridges", "responsible: 市路灯局、市园林局、各镇, expected"
    ),
    "lead missing": edit("task_agencies", 0, None, "bridges", "lead: , expected 市桥梁局"),
    "body extra": edit(
        "task_agencies",
        NEW,
        {"position": "2", "agency": "lamp", "printed_name": "市路灯局"},
        "bridges",
        "lead: 市桥梁局、市路灯局, expected 市桥梁局",
    ),
    "wrong role": edit(
        "task_agencies",
        6,
        {"role": "responsible"},
        "boats",
        "lead: 市船舶局, expected 市船舶局、市渔业局",
        "responsible: 市渔业局, expected ",
    ),
    "implied, but printed": edit(
        "task_agencies", 5, {"implied": "yes"}, "boats", "lead: 市渔业局, expected 市船舶局"
    ),
    "not implied, but not printed": edit(
        "task_agencies",
        7,
        {"implied": "no", "printed_name": "有关镇"},
        "boats",
        "responsible: 有关镇, expected ",
    ),
    "of another task": edit(
        "task_agencies", 5, {"task_id": "unknown"}, "boats", "lead: 市渔业局, expected"
    ),
}
BOXES = {
    "row missing": edit(
        "boxes",
        1,
        None,
        "plan2035",
        "a row of the box has no row here",
        "projects stand in a clause that is in no box",
    ),
    "items too many": edit(
        "boxes", 1, {"items": "4"}, "plan2035", "items 4, but projects.csv has 3"
    ),
    "items too few": edit("boxes", 1, {"items": "2"}, "plan2035", "items 2, but"),
    "items of prose": edit("boxes", 2, {"items": "1"}, "plan2035", "items 1, but"),
    "remark missing": edit(
        "boxes",
        1,
        {"not_items": "如此"},
        "plan2035",
        "«联合湖东» is neither item nor remark",
    ),
    "no remarks": edit("boxes", 1, {"not_items": ""}, "plan2035", "«联合湖东» is neither"),
    "title of a box": edit(
        "boxes", 0, {"title_zh": "三项工程"}, "plan2035", "title «三项工程» stands not there"
    ),
    "title of a list": edit(
        "boxes",
        1,
        {"title_zh": "陆运"},
        "plan2035",
        "title «陆运» stands not there",
        "«水运» is neither item nor remark",
    ),
    "no such clause": edit(
        "boxes", NEW, {"clause": "c3.s1.b9"}, "c3.s1.b9", "no such clause in plan2035"
    ),
    "item without project": edit(
        "projects",
        1,
        None,
        "plan2035",
        "items 3, but projects.csv has 2",
        "«西码头» is neither item nor remark",
        fails="boxes",
    ),
    "project in no box": edit(
        "projects",
        NEW,
        {"clause": "c3.g1", "printed": "桥", "name_zh": "桥", "quantity": "", "unit": ""}
        | {"stage": "unstated", "stage_printed": ""},
        "plan2035",
        "projects stand in a clause that is in no box",
        fails="boxes",
    ),
}
PROJECTS = {
    "not printed there": edit(
        "projects", 4, {"printed": "花"}, "trees", "«花» does not stand there"
    ),
    "printed before the row before": edit(
        "projects",
        4,
        {"printed": "沿湖"},
        "trees",
        "«沿湖» does not stand there, behind the row before",
    ),
    "printed within the row before": edit(
        "projects", 4, {"printed": "步道"}, "trees", "«步道» does not stand there"
    ),
    "the row before reaches too far": edit(
        "projects", 3, {"printed": "种树"}, "trees", "«树» does not stand there"
    ),
    "stage not there": edit(
        "projects", 2, {"stage_printed": "续建"}, "ferry", "stage «续建» does not stand there"
    ),
    "stage unstated, but printed": edit(
        "projects", 2, {"stage": "unstated"}, "ferry", "stage «unstated», but «扩建» as printed"
    ),
    "stage stated, but not printed": edit(
        "projects", 3, {"stage": "start"}, "path", "stage «start», but «» as printed"
    ),
    "strange character": edit(
        "projects",
        3,
        {"name_zh": "沿河大步道"},
        "path",
        "name «沿河大步道»: 大河 stands not there",
    ),
    "character of another clause": edit(
        "projects", 3, {"name_zh": "渡口步道"}, "path", "口渡 stands not there"
    ),
    "character of the box's title, the title gone": edit(
        "boxes",
        0,
        {"title_zh": ""},
        "west",
        "name «西码头工程»: 工程 stands not there",
        fails="projects",
    ),
    "quantity unlike its fact": edit(
        "projects",
        3,
        {"quantity": "31"},
        "path",
        "quantity 31 公里, but its fact says 30 公里",
    ),
    "unit unlike its fact": edit(
        "projects", 3, {"unit": "米"}, "path", "quantity 30 米, but its fact says 30 公里"
    ),
    "no quantity, but a fact": edit(
        "projects", 3, {"quantity": "", "unit": ""}, "path", "but its fact says 30 公里"
    ),
    "another fact": edit("projects", 3, {"fact_id": "other"}, "path", "but its fact says 31 亩"),
    "its fact changed": edit(
        "facts", 1, {"value": "3"}, "path", "but its fact says 3 公里", fails="projects"
    ),
    "quantity not there": edit(
        "projects", 0, {"quantity": "3"}, "east", "quantity 3 does not stand there"
    ),
    "quantity, nothing printed": edit(
        "projects", 1, {"quantity": "1"}, "west", "quantity 1 does not stand there"
    ),
    "120 inside 1200": edit("projects", 4, {"quantity": "120"}, "trees", "quantity 120 does"),
    "200 inside 1200": edit("projects", 4, {"quantity": "200"}, "trees", "quantity 200 does"),
    "point is a point": edit("projects", 4, {"quantity": "1.00"}, "trees", "quantity 1.00 does"),
}
MEASURES = {
    "first unit not coded": edit("measures", 0, None, "plan2035/1", "the unit is not coded"),
    "second unit not coded": edit("measures", 1, None, "plan2035/2", "the unit is not coded"),
    "unit of a task not coded": edit("measures", 4, None, "action2025/2", "the unit is not"),
    "none with a name": edit(
        "measures", 0, {"instrument": "none"}, "plan2035/1", "none named «修桥»"
    ),
    "an instrument without a name": edit(
        "measures", 0, {"measure_zh": ""}, "plan2035/1", "construction named «»"
    ),
    "too little of the unit": edit(
        "measures",
        1,
        {"measure_zh": "铺路带车道"},
        "plan2035/2",
        "«铺路带车道»: less than two thirds",
    ),
    "name of the next unit": edit(
        "measures", 0, {"measure_zh": "铺路"}, "plan2035/1", "«铺路»: less than two thirds"
    ),
    "no such unit": edit("measures", NEW, {"nth": "3"}, "plan2035/3", "no such unit"),
    "nth counts from one": edit("measures", NEW, {"nth": "0"}, "plan2035/0", "no such unit"),
    "no such clause": edit("measures", NEW, {"clause": "c3.g9"}, "plan2035/1", "no such unit"),
    "chapter not measured": edit(
        "measures", NEW, {"clause": "c9.g1"}, "plan2035/1", "no such unit"
    ),
    "row of a box": edit("measures", NEW, {"clause": "c3.s1.b2.r1"}, "plan2035/1", "no such unit"),
    "document not measured": edit(
        "measures",
        NEW,
        {"doc_id": "renewal2025", "clause": "p1.i1"},
        "renewal2025/1",
        "no such unit",
    ),
}
ROLES = {
    "not there": edit(
        "roles", 2, {"role_zh": "商业重镇"}, "zhuxi-1", "role «商业重镇» does not stand there"
    ),
    "place not named": edit("roles", 0, {"place": "zhuxi"}, "east-1", "竹溪镇 is not named there"),
    "long name not named": edit(
        "roles", 2, {"place": "west"}, "zhuxi-1", "西湖土家族自治县 is not named there"
    ),
    "unknown tag": edit(
        "roles", 1, {"tags": "tourism shipping"}, "east-2", "no such tags: ['shipping']"
    ),
    "tag no longer known": edit(
        "role_tags",
        1,
        None,
        "east-2",
        "no such tags: ['tourism']",
        fails="roles",
    ),
    "leftover": edit("roles", 1, None, "-", "plan2035: «旅游名镇» is part of no role"),
    "leftover of a role cut short": edit(
        "roles", 1, {"role_zh": "旅游"}, "-", "plan2035: «名镇» is part of no role"
    ),
    "no such clause": edit(
        "roles", NEW, {"role_id": "new", "clause": "c3.s9"}, "new", "no such clause in plan2035"
    ),
}
MEMBERS = {
    "not named": edit("members", 0, {"place": "zhuxi"}, "lakes/zhuxi", "竹溪镇 is not named there"),
    "no such clause": edit(
        "members", 1, {"clause": "c3.g9"}, "lakes/west", "no such clause in plan2035"
    ),
    "of another document": edit(
        "members", 1, {"doc_id": "fyp14"}, "lakes/west", "no such clause in fyp14"
    ),
}
PLACES = {
    "not named": edit(
        "places",
        NEW,
        {"place": "pine", "kind": "town", "name_zh": "松溪镇", "clause": "c9.g1"},
        "pine",
        "松溪镇 is not named there",
    ),
    "group as town": edit("places", 4, {"kind": "town"}, "lakes", "两湖群 is not named there"),
    "function not there": edit(
        "places",
        3,
        {"function_zh": "商业重镇"},
        "zhuxi",
        "function «商业重镇» does not stand there",
    ),
    "function of a group": edit(
        "places", 4, {"function_zh": "分成两片"}, "lakes", "«分成两片» does not stand there"
    ),
    "no such clause": edit(
        "places", 3, {"clause": "c9.g1|c9.g7"}, "zhuxi", "no clause c9.g7 in kaizhou2035"
    ),
    "clause of another document": edit(
        "places", 3, {"clause": "c9.g1|c3.g1"}, "zhuxi", "no clause c3.g1 in kaizhou2035"
    ),
    **{
        f"{column} {people}": edit(
            "places", 3, {column: people}, "zhuxi", f"{column} {people} does not stand there"
        )
        for column in ("pop2025_low", "pop2025_high", "pop2035_low", "pop2035_high")
        # 20 and 35 stand only inside a year.
        for people in ("5", "20", "35")
    },
}
RESTATEMENTS = {
    "part not there": edit(
        "restatements", 0, {"parts": "东湖|南湖|渔业基地"}, "list-1", "«南湖» stands not there"
    ),
    "part of a clause not cited": edit(
        "restatements", 0, {"clause": "c3.s2.g1"}, "list-1", "«渔业基地» stands not there"
    ),
    "no such clause": edit(
        "restatements",
        0,
        {"clause": "c3.s2.g1 c3.s1.b3.r1 c3.g9"},
        "list-1",
        "no such clause in plan2035",
    ),
    "no such clause of a sum": edit(
        "restatements", 2, {"clause": "c3.g9"}, "sum-1", "no such clause in plan2035"
    ),
}
CONFLICTS = {
    "not there": edit(
        "conflict_refs", 0, {"said": "修两座桥"}, "conflict-1", "«修两座桥» does not stand there"
    ),
    "no such clause": edit(
        "conflict_refs", 0, {"ref": "plan2035/c3.g9"}, "conflict-1", "no such clause"
    ),
    "no such document": edit(
        "conflict_refs", 0, {"ref": "fyp14/c3.g1"}, "conflict-1", "no such clause"
    ),
}
PAIR = "plan2035/kaizhou2035"
REUSE = {
    "characters": edit(
        "text_reuse",
        1,
        {"characters": "26"},
        PAIR,
        "('26', '0', ''), expected ('27', '0', '')",
    ),
    "shared": edit("text_reuse", 2, {"shared": "16"}, PAIR, "expected ('16', '14', 'c3.s2.g1')"),
    "source": edit("text_reuse", 2, {"source": ""}, PAIR, "expected ('16', '14', 'c3.s2.g1')"),
    "source where nothing is shared": edit(
        "text_reuse", 0, {"source": "c3"}, PAIR, "('2', '0', 'c3'), expected ('2', '0', '')"
    ),
    "row missing": edit("text_reuse", 0, None, PAIR, "no row, expected ('2', '0', '')"),
    "row extra": edit("text_reuse", NEW, {"clause": "c9.g9"}, PAIR, "no such clause or pair"),
    "pair the other way round": edit(
        "text_reuse",
        NEW,
        {"doc_a": "kaizhou2035", "doc_b": "plan2035", "clause": "c3.s2.g1"},
        "kaizhou2035/plan2035",
        "no such clause or pair",
    ),
    "document without a date": edit(
        "text_reuse",
        NEW,
        {"doc_b": "renewal2025", "clause": "p1"},
        "plan2035/renewal2025",
        "no such clause or pair",
    ),
}
EDITS = {
    f"{edits_of}: {name}": one
    for edits_of, several in {
        "clauses": CLAUSES,
        "tasks": TASKS,
        "task_agencies": AGENCIES,
        "boxes": BOXES,
        "projects": PROJECTS,
        "measures": MEASURES,
        "roles": ROLES,
        "members": MEMBERS,
        "places": PLACES,
        "restatements": RESTATEMENTS,
        "conflict_refs": CONFLICTS,
        "text_reuse": REUSE,
    }.items()
    for name, one in several.items()
}


@pytest.mark.parametrize("case", EDITS.values(), ids=EDITS)
def test_a_row_that_says_otherwise_is_refused_by_name(case: Edit) -> None:
    found = failures(edited(case), texts())
    assert [(f.file, f.row) for f in found] == [
        (f"data/{case.fails or case.table}.csv", case.row)
    ] * len(case.told), found
    for failure, told in zip(found, case.told, strict=True):
        assert told in failure.reason


@pytest.mark.parametrize(
    "case", [CLAUSES["title wrong"], TASKS["title wrong"], MEASURES["none with a name"]], ids=str
)
def test_a_row_that_fails_is_not_counted(case: Edit) -> None:
    before, _ = prove_tables(tables(), texts())
    after, _ = prove_tables(edited(case), texts())
    assert before - after == {case.table: 1}
    assert after - before == {}


def test_a_failure_names_file_row_clause_and_reason() -> None:
    found = failures(edited(ROLES["unknown tag"]), texts())
    assert [str(failure) for failure in found] == [
        "data/roles.csv: row east-2: clause c3.s1.b3.r1: no such tags: ['shipping']"
    ]


def test_a_role_that_is_not_there_leaves_what_is_there_over() -> None:
    case = edit("roles", 1, {"role_zh": "旅游大镇"}, "")
    assert [(f.row, f.reason) for f in failures(edited(case), texts())] == [
        ("east-2", "role «旅游大镇» does not stand there"),
        ("-", "plan2035: «旅游名镇» is part of no role"),
    ]


def test_a_project_of_a_list_that_is_not_there_leaves_what_is_there_over() -> None:
    case = edit("projects", 0, {"printed": "北码头"}, "")
    assert [(f.file, f.row, f.reason) for f in failures(edited(case), texts())] == [
        ("data/boxes.csv", "plan2035", "«新建东码头2座» is neither item nor remark"),
        (
            "data/projects.csv",
            "east",
            "«北码头» does not stand there, behind the row before",
        ),
    ]


def test_a_project_without_a_clause() -> None:
    case = edit("projects", NEW, {"project": "new", "clause": "c3.s1.b2.r9"}, "")
    assert [(f.file, f.row, f.clause) for f in failures(edited(case), texts())] == [
        ("data/boxes.csv", "plan2035", "c3.s1.b2.r9"),
        ("data/projects.csv", "new", "c3.s1.b2.r9"),
    ]


# --- A row that says the same in another way ----------------------------------

STILL_SOUND = {
    "places counted by number, not by letter": edit("task_agencies", 4, {"position": "10"}, ""),
    "any name where none is printed": edit("task_agencies", 7, {"agency": "fish"}, ""),
    "two thirds of a name": edit("measures", 1, {"measure_zh": "铺路带"}, ""),
    "tags none": edit("roles", 0, {"tags": ""}, ""),
    "no remark needed for what an item touches": edit("boxes", 1, {"not_items": "联合"}, ""),
    "box without a title": edit("boxes", 2, {"title_zh": ""}, ""),
    "function none": edit("places", 3, {"function_zh": ""}, ""),
    "people not told": edit("places", 3, {"pop2025_low": "", "pop2035_high": ""}, ""),
    "list without a clause": edit("restatements", 0, {"clause": ""}, ""),
    "reference to another table": edit("conflict_refs", 1, {"said": "四十"}, ""),
    "clause of a document that is not there": edit("clauses", NEW, {"doc_id": "fyp14"}, ""),
    "measure of a document that is not there": edit("measures", NEW, {"doc_id": "fyp14"}, ""),
    "pair with a document that is not there": edit("text_reuse", NEW, {"doc_b": "fyp14"}, ""),
}


@pytest.mark.parametrize("case", STILL_SOUND.values(), ids=STILL_SOUND)
def test_a_row_that_may_say_so(case: Edit) -> None:
    assert failures(edited(case), texts()) == []


# --- A text that says otherwise ----------------------------------------------


class Reprint(NamedTuple):
    doc: str
    path: str
    text: str
    file: str
    row: str
    told: str


REPRINTS = {
    "chapter": Reprint(
        "plan2035", "c4", "新章", "clauses", "plan2035", "no row, expected ('新章', '2')"
    ),
    "box": Reprint("plan2035", "c3.s2.b4", "", "clauses", "plan2035", "no row, expected ('', '0')"),
    "heading": Reprint(
        "renewal2025",
        "p1",
        "总  论",
        "clauses",
        "renewal2025",
        "('总则', '2'), expected ('总 论', '2')",
    ),
    "signs only": Reprint(
        "plan2035", "c9.g2", "——", "clauses", "plan2035", "no row, expected ('', '0')"
    ),
    "sentence": Reprint(
        "plan2035",
        "c9.g1",
        "此章不论措施。 完。",
        "clauses",
        "plan2035",
        "('', '6'), expected ('', '7')",
    ),
    "task": Reprint(
        "renewal2025", "p1.g1", "铺路。（责任单位：市路灯局）", "tasks", "-", "it is no task"
    ),
    "bodies in another order": Reprint(
        "action2025",
        "t1.g1",
        "造一艘船。添置船桨。（牵头单位：市渔业局、市船舶局）",
        "task_agencies",
        "boats",
        "expected 市渔业局、市船舶局",
    ),
    "bodies one more": Reprint(
        "action2025",
        "t1.g1",
        "造一艘船。添置船桨。（牵头单位：市船舶局、市渔业局；责任单位：各镇）",
        "task_agencies",
        "boats",
        "responsible: , expected 各镇",
    ),
    "bodies in a bracket that does not close the clause": Reprint(
        "renewal2025",
        "p1.i1",
        "修桥；要修好桥。（牵头单位：市桥梁局；责任单位：市路灯局、市园林局等部门，各镇）完。",
        "task_agencies",
        "bridges",
        "expected ",
    ),
    "row of a box": Reprint(
        "plan2035", "c3.s1.b2.r3", "驿站：建驿站。", "boxes", "plan2035", "row of the box"
    ),
    "item of a list": Reprint(
        "plan2035",
        "c3.s1.b2.r1",
        "水运：新建东码头2座、西码头、南码头，扩建渡口，联合湖东。",
        "boxes",
        "plan2035",
        "«南码头» is neither item nor remark",
    ),
    "projects in another order": Reprint(
        "plan2035",
        "c3.s1.b2.r1",
        "水运：新建西码头、东码头2座，扩建渡口，联合湖东。",
        "projects",
        "west",
        "«西码头» does not stand there, behind the row before",
    ),
    "unit": Reprint(
        "plan2035",
        "c3.g1",
        "修一座桥。铺一条路（含步道；不含台阶）。种树。",
        "measures",
        "plan2035/3",
        "the unit is not coded",
    ),
    "paragraph": Reprint(
        "plan2035", "c3.s2.g2", "种树", "measures", "plan2035/1", "the unit is not coded"
    ),
    "paragraph of the first chapter measured": Reprint(
        "plan2035", "c8.g1", "种树", "measures", "plan2035/1", "the unit is not coded"
    ),
    "paragraph of another document": Reprint(
        "action2025", "t26.g1", "种树", "measures", "action2025/1", "the unit is not coded"
    ),
    "role": Reprint(
        "plan2035",
        "c3.s1.b3.r1",
        "东湖区：建设渔业基地、打造旅游名镇，当好榜样。",
        "roles",
        "-",
        "«当好榜样» is part of no role",
    ),
    "wording in common": Reprint(
        "kaizhou2035",
        "c9.g2",
        "“东湖”、“西湖”连成一片，真好。",
        "text_reuse",
        PAIR,
        "('16', '14', 'c3.s2.g1'), expected ('10', '0', '')",
    ),
    "paragraph to compare": Reprint(
        "kaizhou2035", "c9.g3", "再添一段。", "text_reuse", PAIR, "no row, expected ('4', '0', '')"
    ),
}


@pytest.mark.parametrize("case", REPRINTS.values(), ids=REPRINTS)
def test_what_is_printed_needs_its_row(case: Reprint) -> None:
    printed = texts()
    printed[case.doc][case.path] = clause(case.path, case.text)
    found = [f for f in failures(tables(), printed) if f.file == f"data/{case.file}.csv"]
    assert {f.row for f in found} == {case.row}
    assert case.told in found[0].reason


@pytest.mark.parametrize(
    ("doc", "path", "text"),
    [
        ("plan2035", "c1.g1", "种树。"),
        ("plan2035", "c10.g1", "种树。"),
        ("plan2035", "c3.s1.b3.r1.l1", "种树。"),
        ("plan2035", "c3.s1.b3.note", "种树。"),
        ("action2025", "t0.g1", "种树。"),
        ("action2025", "t27.g1", "种树。"),
        ("renewal2025", "p1.i1.g1", "种树。"),
        ("renewal2025", "p1.i1.g2", "（主管单位：市桥梁局）"),
    ],
)
def test_what_needs_no_row_but_its_own(doc: str, path: str, text: str) -> None:
    printed = texts()
    printed[doc][path] = clause(path, text)
    assert elsewhere(tables(), printed) == []


@pytest.mark.parametrize(
    "text",
    [
        "东湖区：渔业基地，旅游名镇。",
        "东湖区：打造旅游名镇和渔业基地。",
        "东湖区：建成渔业基地及旅游名镇；",
        "东湖区：加快一体化发展，建设旅游名镇、打造：渔业基地",
    ],
)
def test_words_that_lead_in_a_role_are_part_of_none(text: str) -> None:
    printed = texts()
    printed["plan2035"]["c3.s1.b3.r1"] = clause("c3.s1.b3.r1", text)
    assert elsewhere(edited(edit("restatements", 0, None, "")), printed) == []


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("松溪县", "松溪、竹溪等地", True),
        ("松溪区", "松溪、竹溪等地", True),
        ("松溪街道", "松溪、竹溪等地", True),
        ("松溪镇", "松溪、竹溪等地", False),
        ("松溪镇", "松溪镇、竹溪镇", True),
        ("松溪苗族自治县", "松溪、竹溪等地", True),
        ("松溪土家族苗族自治县", "松溪、竹溪等地", True),
        ("松溪（某年以后）", "松溪、竹溪等地", True),
        ("松溪县", "竹溪等地", False),
        # One character would be found anywhere.
        ("松县", "一棵松树", False),
        ("松县", "在松县", True),
    ],
)
def test_a_place_may_be_named_in_short(name: str, text: str, named: bool) -> None:
    fresh, printed = tables(), texts()
    fresh["places"].append({**fresh["places"][0], "place": "pine", "name_zh": name})
    fresh["members"].append({**fresh["members"][0], "place": "pine", "clause": "c0.g1"})
    printed["plan2035"]["c0.g1"] = clause("c0.g1", text)
    expected = [] if named else [("data/members.csv", "lakes/pine", f"{name} is not named there")]
    assert [(f.file, f.row, f.reason) for f in elsewhere(fresh, printed)] == expected


def test_a_heading_that_is_gone() -> None:
    printed = texts()
    del printed["plan2035"]["c3"]
    found = failures(tables(), printed)
    assert [(f.file, f.clause, f.reason) for f in found] == [
        ("data/clauses.csv", "c3", "no such clause")
    ]


def test_a_text_that_is_gone_fails_only_the_rows_that_name_its_clauses() -> None:
    printed = texts()
    del printed["renewal2025"]
    found = failures(tables(), printed)
    assert {(f.file, f.row) for f in found} == {
        ("data/tasks.csv", "bridges"),
        ("data/task_agencies.csv", "bridges"),
    }


# --- Units and bodies --------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("  ", ()),
        ("修桥", ("修桥",)),
        ("修桥。", ("修桥。",)),
        ("修桥。铺路", ("修桥。", "铺路")),
        ("修桥，铺路：造船。", ("修桥，铺路：造船。",)),
        ("修桥；铺路;造船。", ("修桥；", "铺路;", "造船。")),
        ("修桥（石桥；木桥。）；铺路。", ("修桥（石桥；木桥。）；", "铺路。")),
        ("修桥(石桥；木桥)；铺路。", ("修桥(石桥；木桥)；", "铺路。")),
        ("修桥（石桥（旧；新）；木桥）；铺路。", ("修桥（石桥（旧；新）；木桥）；", "铺路。")),
        ("修桥。铺路。（牵头单位：市桥梁局；责任单位：市路灯局）", ("修桥。", "铺路。")),
        ("修桥。〔责任单位：市桥梁局；各镇〕", ("修桥。",)),
        ("（牵头单位：市桥梁局）", ()),
        # Another bracket is part of its unit.
        ("修桥。（主管：市桥梁局）", ("修桥。", "（主管：市桥梁局）")),
        ("修桥（责任单位：市桥梁局；各镇）。铺路", ("修桥（责任单位：市桥梁局；各镇）。", "铺路")),
    ],
)
def test_units(text: str, expected: tuple[str, ...]) -> None:
    assert units(text) == expected


@given(st.text("桥路船。；;（）()，", max_size=30))
def test_units_give_the_paragraph_again(text: str) -> None:
    found = units(text)
    assert "".join(found) == text
    assert all(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("修桥。", []),
        ("修桥。（市桥梁局）", []),
        ("修桥（责任单位：市桥梁局）。", []),
        ("（牵头单位：市桥梁局）修桥", []),
        ("修桥。（牵头单位：市桥梁局）", [("lead", "市桥梁局")]),
        ("修桥。(责任单位:市桥梁局)", [("responsible", "市桥梁局")]),
        ("修桥。〔责任单位：市桥梁局〕", [("responsible", "市桥梁局")]),
        (
            "修桥（石桥）。（牵头单位：甲局；责任单位：乙局、丙局，丁局和戊局）",
            [
                ("lead", "甲局"),
                *(("responsible", name) for name in ("乙局", "丙局", "丁局", "戊局")),
            ],
        ),
        (
            "修桥。（牵头单位：甲局、乙局；责任单位：丙局等部门，各镇）",
            [
                ("lead", "甲局"),
                ("lead", "乙局"),
                *(("responsible", name) for name in ("丙局", "等部门", "各镇")),
            ],
        ),
        (
            "修桥。（责任单位：甲局，各镇街政府（以下统称各镇）；所有任务均由各镇承担）",
            [("responsible", "甲局"), ("responsible", "各镇街政府")],
        ),
        # The printed order, and a body twice where it is printed twice.
        (
            "修桥。（责任单位：乙局、甲局、乙局）",
            [("responsible", "乙局"), ("responsible", "甲局"), ("responsible", "乙局")],
        ),
    ],
)
def test_bodies(text: str, expected: list[tuple[str, str]]) -> None:
    assert bodies(text) == expected
