from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from cqanalysis.verify import read
from cqanalysis.verify.clauses import Clause, cut, number

PLAN = """\ufeff湖滨镇规划
某年某月印发

第一章  规划
背景
湖滨镇在水边，住着许多爱划船的人。
镇上有三座桥。
第一节  现状
第一款写得很长，说的是码头、步道与渡船如何相互衔接起来。
第二章  目标
第一节  方向
开头的一段话，交代以下各栏的来历。
专栏2  两项工程
步道：沿湖修一圈步道，接通各个渡口。
渡船：添置渡船，换上安静的电机。
专栏之后又是正文，说的是怎样养护。
第二节  展望
再往后便是展望。
"""


def texts(clauses: dict[str, Clause]) -> dict[str, str]:
    return {path: clause.text for path, clause in clauses.items()}


def test_plan_has_chapters_sections_paragraphs_and_boxes() -> None:
    assert texts(cut("plan2035", PLAN)) == {
        "c0.g1": "湖滨镇规划",
        "c0.g2": "某年某月印发",
        "c1": "规划背景",
        "c1.g1": "湖滨镇在水边，住着许多爱划船的人。",
        "c1.g2": "镇上有三座桥。",
        "c1.s1": "现状",
        "c1.s1.g1": "第一款写得很长，说的是码头、步道与渡船如何相互衔接起来。",
        "c2": "目标",
        "c2.s1": "方向",
        "c2.s1.g1": "开头的一段话，交代以下各栏的来历。",
        "c2.s1.b2": "两项工程",
        "c2.s1.b2.r1": "步道：沿湖修一圈步道，接通各个渡口。",
        "c2.s1.b2.r2": "渡船：添置渡船，换上安静的电机。",
        "c2.s1.g2": "专栏之后又是正文，说的是怎样养护。",
        "c2.s2": "展望",
        "c2.s2.g1": "再往后便是展望。",
    }


def test_only_the_rows_of_a_box_belong_to_it() -> None:
    boxes = {path: clause.box for path, clause in cut("plan2035", PLAN).items() if clause.box}
    assert boxes == dict.fromkeys(["c2.s1.b2", "c2.s1.b2.r1", "c2.s1.b2.r2"], "c2.s1.b2")


@pytest.mark.parametrize(
    "heading", ["沿湖\n风光带", "沿湖风光带", "沿湖\n\n风光带", "沿\n湖\n风光带"]
)
def test_a_heading_broken_by_the_page_is_joined(heading: str) -> None:
    clauses = cut("plan2035", f"第一章  {heading}\n正文自此开始。\n")
    assert texts(clauses) == {"c1": "沿湖风光带", "c1.g1": "正文自此开始。"}


def test_a_heading_does_not_swallow_the_next_marker() -> None:
    clauses = cut("plan2035", "第一章  沿湖\n第一节  步道\n专栏1  工程\n桥：修桥。\n")
    assert list(clauses) == ["c1", "c1.s1", "c1.s1.b1", "c1.s1.b1.r1"]


def test_sections_count_anew_in_each_chapter() -> None:
    text = "第九章 甲\n第一节 乙\n第十章 丙\n第一节 丁\n第二十一章 戊\n"
    assert list(cut("plan2035", text)) == ["c9", "c9.s1", "c10", "c10.s1", "c21"]


def test_a_box_of_row_groups_ends_where_normal_text_goes_on() -> None:
    box = "专栏1 清单\n一、水上\n渡口：两处渡口。\n二、岸上\n驿站：一处驿站。\n"
    text = f"第一章 甲\n{box}正文继续。\n"
    assert texts(cut("plan2035", text)) == {
        "c1": "甲",
        "c1.b1": "清单",
        "c1.b1.r1": "一、水上",
        "c1.b1.r2": "渡口：两处渡口。",
        "c1.b1.r3": "二、岸上",
        "c1.b1.r4": "驿站：一处驿站。",
        "c1.g1": "正文继续。",
    }


def test_a_box_of_plain_prose_runs_to_the_next_marker() -> None:
    text = "第一章 甲\n专栏1 说明\n这一栏全是平铺的话。\n还有一句。\n第二章 乙\n"
    assert list(cut("plan2035", text)) == ["c1", "c1.b1", "c1.b1.r1", "c1.b1.r2", "c2"]


@pytest.mark.parametrize("rest", ["", "\n\n", "\n第二章 乙\n"])
def test_a_box_may_be_empty(rest: str) -> None:
    clauses = cut("plan2035", f"第一章 甲\n正文一段。\n专栏1 空栏{rest}")
    assert list(clauses)[:3] == ["c1", "c1.g1", "c1.b1"]
    assert clauses["c1.b1"].text == "空栏"


def rows(*cells: str) -> str:
    """One cell a line, led by a tab: how the texts print a row."""
    return "".join(f"\t{cell}\n" for cell in cells) + "\n"


NUMBERED = (
    "第一章 甲\n专栏3  湖滨指标\n\n"
    "\t序号\n\t指    标\n\t2020年\n\n基数\n\t2025年目标值\n\t属性\n\n"
    + rows("（一）水面")
    + rows("1", "步道长度（公里）", "12", "≥15", "预期性")
    + rows("2", "渡口", "", "", "")
    + rows("", "大渡口（处）", "3", "4", "预期性")
    + rows("", "小渡口（处）", "7", "【9】", "约束性")
    + rows("（二）岸上")
    + rows("3", "驿站（座）", "—", "另行\n核定", "")
    + "备注：带括号者为合计。\n表后的正文接着说下去，没有别的。\n"
)


def test_a_table_has_heads_rows_sub_rows_heading_rows_and_a_note() -> None:
    assert texts(cut("fyp14", NUMBERED)) == {
        "c1": "甲",
        "c1.b3": "湖滨指标",
        "c1.b3.head": "序号\t指    标\t2020年基数\t2025年目标值\t属性",
        "c1.b3.k1": "（一）水面",
        "c1.b3.r1": "步道长度（公里）\t12\t≥15\t预期性",
        "c1.b3.r2": "渡口\t\t\t",
        "c1.b3.r2.l1": "大渡口（处）\t3\t4\t预期性",
        "c1.b3.r2.l2": "小渡口（处）\t7\t【9】\t约束性",
        "c1.b3.k2": "（二）岸上",
        "c1.b3.r3": "驿站（座）\t—\t另行核定\t",
        "c1.b3.note": "备注：带括号者为合计。",
        "c1.g1": "表后的正文接着说下去，没有别的。",
    }


def test_a_table_row_knows_its_cells_heads_and_box() -> None:
    row = cut("plan2035", NUMBERED)["c1.b3.r3"]
    assert row.cells == ("3", "驿站（座）", "—", "另行核定", "")
    assert row.heads == ("序号", "指    标", "2020年基数", "2025年目标值", "属性")
    assert row.box == "c1.b3"


def test_sub_rows_count_anew_under_each_row() -> None:
    text = "第一章 甲\n专栏1 表\n\n" + rows("序号", "指标", "值")
    text += rows("1", "渡口", "") + rows("", "大", "3") + rows("2", "桥", "") + rows("", "石", "5")
    paths = [path.removeprefix("c1.b1.") for path in cut("plan2035", text)]
    assert paths[2:] == ["head", "r1", "r1.l1", "r2", "r2.l1"]


def test_a_table_without_numbers_counts_its_rows() -> None:
    text = "第一章 甲\n专栏1 分级\n\n" + rows("级别", "名称", "人口")
    text += rows("一级", "湖心", "5") + rows("二级", "湖东", "2") + rows("三级", "湖西", "")
    clauses = cut("kaizhou2035", text)
    assert clauses["c1.b1.r1"].text == "一级\t湖心\t5"
    assert clauses["c1.b1.r3"].cells == ("三级", "湖西", "")


def test_the_last_cell_of_a_table_may_run_on() -> None:
    text = "第一章 甲\n专栏1 分级\n\n" + rows("级别", "名称", "功能")
    text += (
        rows("一级", "湖心", "商贸")
        + "\t二级\n\t湖东\n\t旅游\n与渔业\n\n这才是表后的正文，不属于表。\n"
    )
    clauses = cut("plan2035", text)
    assert clauses["c1.b1.r2"].cells == ("二级", "湖东", "旅游与渔业")
    assert clauses["c1.g1"].text == "这才是表后的正文，不属于表。"


def test_outline_has_parts_above_its_chapters() -> None:
    text = (
        "某镇纲要\n第一篇  开篇\n引子一段。\n第一章  起步\n第一节  路\n修一条路。\n"
        "专栏1  清单\n桥：修桥。\n第二篇  续篇\n第二章  后来\n第一节  船\n造船。\n"
    )
    clauses = cut("fyp14", text)
    assert list(clauses) == [
        "p0.g1",
        "p1",
        "p1.g1",
        "p1.c1",
        "p1.c1.s1",
        "p1.c1.s1.g1",
        "p1.c1.s1.b1",
        "p1.c1.s1.b1.r1",
        "p2",
        "p2.c2",
        "p2.c2.s1",
        "p2.c2.s1.g1",
    ]
    assert clauses["p1.c1.s1.b1.r1"].box == "p1.c1.s1.b1"


def test_notice_has_marks_in_brackets_and_numbered_items() -> None:
    text = (
        "通知抬头\n一、总则\n总则的话。\n（一）原则。\n1．先修后建。\n补充说明一句。\n2．边修边看。\n"
        "（二）范围。\n1．湖边。\n二、任务\n（一）修桥。\n"
    )
    assert texts(cut("renewal2025", text)) == {
        "p0.g1": "通知抬头",
        "p1": "总则",
        "p1.g1": "总则的话。",
        "p1.s1": "原则。",
        "p1.s1.i1": "先修后建。",
        "p1.s1.i1.g1": "补充说明一句。",
        "p1.s1.i2": "边修边看。",
        "p1.s2": "范围。",
        "p1.s2.i1": "湖边。",
        "p2": "任务",
        "p2.s1": "修桥。",
    }


TASKS = (
    "導語一句。\n一、總體要求\n讓湖濱鎮更宜居。\n二、修橋行動\n(一)修橋。修一座橋。\n另起一段。\n"
    "(二)鋪路。鋪一條路。\n三、造船行動\n(三)造船。造一艘船。\n六、組織實施\n各自盡責。\n"
)


def test_tasks_are_numbered_through_all_parts(tmp_path: Path) -> None:
    raw = TASKS.encode()
    (tmp_path / "action2025.txt").write_bytes(raw)
    row = {"doc_id": "action2025", "script": "Hant", "sha256": hashlib.sha256(raw).hexdigest()}
    found, failures = read(tmp_path, pd.DataFrame([row]))
    assert failures == []
    assert texts(found["action2025"]) == {
        "n0.g1": "导语一句。",
        "t0": "总体要求",
        "t0.g1": "让湖滨镇更宜居。",
        "p2": "修桥行动",
        "t1": "修桥。修一座桥。",
        "t1.g1": "另起一段。",
        "t2": "铺路。铺一条路。",
        "p3": "造船行动",
        "t3": "造船。造一艘船。",
        "t27": "组织实施",
        "t27.g1": "各自尽责。",
    }


def test_another_text_than_the_one_read_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "action2025.txt").write_text(TASKS, encoding="utf-8")
    row = {"doc_id": "action2025", "script": "Hant", "sha256": "0" * 64}
    _, failures = read(tmp_path, pd.DataFrame([row]))
    assert [failure.file for failure in failures] == ["action2025.txt"]
    assert "another text" in failures[0].reason


@pytest.mark.parametrize("raw", [None, b"\xff\xfe"])
def test_a_text_that_cannot_be_read_is_a_failure(tmp_path: Path, raw: bytes | None) -> None:
    if raw:
        (tmp_path / "plan2035.txt").write_bytes(raw)
    row = {"doc_id": "plan2035", "script": "Hans", "sha256": "0" * 64}
    found, failures = read(tmp_path, pd.DataFrame([row]))
    assert found == {}
    assert ["cannot be read" in failure.reason for failure in failures] == [True]


def test_two_clauses_of_one_path_are_refused() -> None:
    with pytest.raises(ValueError, match="two clauses have the path c1"):
        cut("plan2035", "第一章 甲\n第一章 乙\n")


def test_a_document_without_a_style_is_refused() -> None:
    with pytest.raises(KeyError):
        cut("unknown", "第一章 甲\n")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1),
        ("九", 9),
        ("十", 10),
        ("十三", 13),
        ("二十", 20),
        ("二十一", 21),
        ("九十九", 99),
        ("7", 7),
        ("38", 38),
    ],
)
def test_number(text: str, value: int) -> None:
    assert number(text) == value
