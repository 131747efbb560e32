from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from cqanalysis.verify import Clause, Failure, Proof, numerals, qualifiers
from cqanalysis.verify.clauses import cut
from cqanalysis.verify.proof import covered, prove

FACT = {
    "fact_id": "fact-1",
    "doc_id": "plan2035",
    "clause": "c1.g1",
    "nth": "1",
    "printed": "",
    "statement": "plan2035/one",
    "measure": "level",
    "operator": "=",
    "value": "",
    "upper": "",
    "unit": "",
    "unit_basis": "printed",
    "distribution": "whole",
    "modality": "",
    "year": "",
    "year_from": "",
    "year_basis": "none",
    "attribute": "",
    "note": "",
}


def fact(**changes: str) -> dict[str, str]:
    assert set(changes) <= set(FACT)
    return FACT | changes


def number(printed: str, unit: str, **changes: str) -> dict[str, str]:
    return fact(**({"printed": printed, "value": printed, "unit": unit} | changes))


def exclusion(context: str, clause: str = "c1.g1", doc_id: str = "plan2035") -> dict[str, str]:
    return {"doc_id": doc_id, "clause": clause, "context": context, "reason": "name"}


def proof_of(
    text: str | Mapping[str, Clause],
    *facts: Mapping[str, str],
    exclusions: tuple[Mapping[str, str], ...] = (),
    coverage: tuple[str, ...] = ("*",),
) -> Proof:
    clauses = {"c1.g1": Clause("c1.g1", text)} if isinstance(text, str) else text
    return prove(facts, exclusions, {"plan2035": clauses}, {"plan2035": coverage})


def forward(proof: Proof) -> list[Failure]:
    """What failed about the rows themselves, not about the numerals around them."""
    return [failure for failure in proof.failures if failure.row != "-"]


class Case(NamedTuple):
    text: str
    row: dict[str, str]
    #: What the reason has to name; "" where the row proves.
    reason: str = ""


PROVEN = {
    "plain": Case("湖边有120公里步道。", number("120", "公里")),
    "thousands": Case("湖边种了1,200棵树，占5亩。", number("1,200", "棵", value="1200")),
    "second of two": Case("东岸5处，西岸5处。", number("5", "处", nth="2")),
    "printed year": Case(
        "到2025年，步道120公里。", number("120", "公里", year="2025", year_basis="printed")
    ),
    "period": Case(
        "2021—2025年新修步道120公里。",
        number("120", "公里", year="2025", year_from="2021", year_basis="printed"),
    ),
    "five-year plan": Case(
        "“十四五”时期新修步道120公里。",
        number("120", "公里", year="2025", year_from="2021", year_basis="printed"),
    ),
    "inferred year": Case(
        "步道120公里。",
        number("120", "公里", year="2025", year_basis="inferred", note="from the title"),
    ),
    "以上": Case("修步道120公里以上。", number("120", "公里", operator=">=")),
    "以内": Case("步行10分钟以内。", number("10", "分钟", operator="<=")),
    "左右": Case("步道120公里左右。", number("120", "公里", operator="~")),
    "约": Case("步道约120公里。", number("120", "公里", operator="~")),
    "≥": Case("步道密度≥4公里。", number("4", "公里", operator=">=")),
    "＜": Case("空置率＜5.5%。", number("5.5", "%", operator="<")),
    "不低于": Case("覆盖率不低于90%。", number("90", "%", operator=">=")),
    "不超过": Case("空置率不超过5%。", number("5", "%", operator="<=")),
    "超过": Case("游客超过30万人。", number("30", "万人", operator=">")),
    "余": Case("游船100余艘。", number("100", "艘", operator=">")),
    "万余": Case("游客9.3万余人。", number("9.3", "万", operator=">")),
    "range": Case("路宽8—10米。", number("8—10", "米", value="8", upper="10", operator="range")),
    "range with inner units": Case(
        "路宽8米至10米。", number("8米至10米", "米", value="8", upper="10", operator="range")
    ),
    "blank after the point": Case("收入523. 8亿元。", number("523. 8", "亿元", value="523.8")),
    "half": Case("形成半小时生活圈。", number("半", "小时", value="0.5")),
    "thirty": Case("步行三十分钟可达。", number("三十", "分钟", value="30")),
    "double": Case("产值翻一番。", number("一", "番", value="1")),
    "roman": Case("水质达到III类。", number("III", "类", value="3")),
    "ratio": Case("城乡之比1.92∶1。", number("1.92∶1", "∶1", value="1.92", measure="ratio")),
    "ratio the other way round": Case(
        "两镇之比由1:1.92缩小。", number("1:1.92", "∶1", value="1.92", measure="ratio")
    ),
    "ratio from small to large": Case(
        "两镇之比为1:4。", number("1:4", "∶1", value="0.25", measure="ratio")
    ),
    "力争": Case("力争修步道120公里。", number("120", "公里", modality="力争")),
    "每": Case("每个村建2座桥。", number("2", "座", distribution="each")),
    "各": Case("东西两岸各建2座桥。", number("2", "座", distribution="each")),
    "均": Case("东岸、西岸均有2座桥。", number("2", "座", distribution="each")),
    "inferred unit": Case("“2环”路网。", number("2", "条", unit_basis="inferred", note="rings")),
    "worded": Case("河堤全部达标。", fact(printed="全部达标", measure="none", unit_basis="")),
}

REFUSED = {
    "12 inside 2012": Case("2012年建成。", number("12", "年"), "«12» stands there 0 times"),
    "12 inside 12.5": Case("长12.5公里。", number("12", "公里"), "«12» stands there 0 times"),
    "5 inside 12.5": Case("长12.5公里。", number("5", "公里"), "«5» stands there 0 times"),
    "8 inside 523. 8": Case("收入523. 8亿元。", number("8", "亿元"), "«8» stands there 0 times"),
    "523 inside 523. 8": Case("收入523. 8亿元。", number("523", "亿元"), "stands there 0 times"),
    "200 inside 1,200": Case("种树1,200棵。", number("200", "棵"), "stands there 0 times"),
    "wrong nth": Case("东岸5处。", number("5", "处", nth="2"), "1 times, expected at least 2"),
    "wrong value": Case("步道120公里。", number("120", "公里", value="121"), "value 121"),
    "no value": Case("步道120公里。", number("120", "公里", value=""), "value is empty"),
    "wrong unit": Case("步道120公里。", number("120", "亩"), "unit «亩»"),
    "unit of another scale": Case("游客20万人。", number("20", "人"), "unit «人»"),
    "unit of another kind": Case("水面20平方公里。", number("20", "公里"), "unit «公里»"),
    "unit of the next number": Case("码头4处、步道20公里。", number("4", "公里"), "unit «公里»"),
    "unit of the number before": Case("步道20公里4处。", number("4", "公里"), "unit «公里»"),
    "inferred unit without a note": Case(
        "“2环”路网。", number("2", "条", unit_basis="inferred"), "unit is inferred"
    ),
    "ratio without a colon": Case("两镇4，不多。", number("4", "∶1"), "unit is a ratio"),
    "ratio of neither way round": Case(
        "两镇之比1:1.92。", number("1:1.92", "∶1", value="2.92"), "neither way round"
    ),
    "= at 以上": Case("步道120公里以上。", number("120", "公里"), "operator «=», but ['>=']"),
    "= at 左右": Case("步道120公里左右。", number("120", "公里"), "operator «=», but ['~']"),
    "= at ≥": Case("密度≥4公里。", number("4", "公里"), "operator «=», but ['>=']"),
    "= at 不低于": Case("覆盖不低于90%。", number("90", "%"), "operator «=», but ['>=']"),
    "= at 余": Case("游船100余艘。", number("100", "艘"), "operator «=», but ['>']"),
    "= at 约": Case("步道约120公里。", number("120", "公里"), "operator «=», but ['~']"),
    ">= at nothing": Case("步道120公里。", number("120", "公里", operator=">="), "but nothing"),
    "~ at nothing": Case("步道120公里。", number("120", "公里", operator="~"), "but nothing"),
    "> at nothing": Case("步道120公里。", number("120", "公里", operator=">"), "but nothing"),
    "<= at nothing": Case("步道120公里。", number("120", "公里", operator="<="), "but nothing"),
    "<= at 以上": Case("步道120公里以上。", number("120", "公里", operator="<="), "but ['>=']"),
    "~ at 以上": Case("步道120公里以上。", number("120", "公里", operator="~"), "but ['>=']"),
    "> at 以上": Case("步道120公里以上。", number("120", "公里", operator=">"), "but ['>=']"),
    ">= at 超过": Case("游客超过30万人。", number("30", "万人", operator=">="), "but ['>']"),
    "<= at 低于": Case("空置率低于5%。", number("5", "%", operator="<="), "but ['<']"),
    "< at 以内": Case("步行10分钟以内。", number("10", "分钟", operator="<"), "but ['<=']"),
    "range without upper": Case(
        "路宽8米。", number("8", "米", operator="range"), "«range» needs upper"
    ),
    "upper without range": Case(
        "路宽8—10米。", number("8—10", "米", value="8", upper="10"), "expected operator «range»"
    ),
    "wrong upper": Case(
        "路宽8—10米。",
        number("8—10", "米", value="8", upper="12", operator="range"),
        "range 8 to 12, expected [8.0, 10.0]",
    ),
    "力争 dropped": Case("力争修步道120公里。", number("120", "公里"), "«力争» is printed"),
    "稳定在 dropped": Case("水面稳定在5亩。", number("5", "亩"), "«稳定在» is printed"),
    "modality of the next sentence": Case(
        "步道120公里。力争再修桥。", number("120", "公里", modality="力争"), "modality «力争»"
    ),
    "year not printed": Case(
        "步道120公里。", number("120", "公里", year="2025", year_basis="printed"), "year [2025]"
    ),
    "one of two years not printed": Case(
        "到2025年，新修步道120公里。",
        number("120", "公里", year="2025", year_from="2021", year_basis="printed"),
        "year [2021]",
    ),
    "year without a basis": Case("步道120公里。", number("120", "公里", year="2025"), "[2025]"),
    "basis without a year": Case(
        "到2025年，步道120公里。", number("120", "公里", year_basis="printed"), "no year is given"
    ),
    "inferred year without a note": Case(
        "步道120公里。",
        number("120", "公里", year="2025", year_basis="inferred"),
        "year is inferred",
    ),
    "box heading outside a box": Case(
        "步道120公里。", number("120", "公里", year="2025", year_basis="box heading"), "in no box"
    ),
    "【】 not total": Case("新增【500】亩。", number("500", "亩"), "expected «total»"),
    "* not mean growth": Case("增长6%，即6*。", number("6", "", nth="2"), "expected «mean growth»"),
    "attribute in prose": Case(
        "步道120公里。", number("120", "公里", attribute="约束性"), "attribute «约束性»"
    ),
    "each without 每, 各, 均": Case(
        "建2座桥。各村受益。", number("2", "座", distribution="each"), "distribution «each»"
    ),
    "empty where something is printed": Case("步道120公里。", fact(), "printed is empty"),
}


@pytest.mark.parametrize("case", PROVEN.values(), ids=PROVEN)
def test_a_row_that_says_what_is_printed_proves(case: Case) -> None:
    proof = proof_of(case.text, case.row)
    assert forward(proof) == []
    assert proof.rows == {"plan2035": 1}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_row_that_says_otherwise_is_refused_by_name(case: Case) -> None:
    proof = proof_of(case.text, case.row)
    reasons = [failure.reason for failure in forward(proof)]
    assert [failure for failure in reasons if case.reason in failure], reasons
    assert {failure.row for failure in forward(proof)} == {"fact-1"}
    assert {failure.clause for failure in forward(proof)} == {"c1.g1"}
    assert not proof.rows["plan2035"]


def test_a_failure_prints_file_row_clause_and_reason() -> None:
    proof = proof_of("步道120公里。", number("121", "公里"))
    assert str(forward(proof)[0]) == (
        "data/facts.csv: row fact-1: clause c1.g1: «121» stands there 0 times, expected at least 1"
    )


def test_a_clause_that_does_not_exist() -> None:
    proof = proof_of("没有数字。", number("1", "座", clause="c9.g9"))
    assert [(f.clause, f.reason) for f in proof.failures] == [
        ("c9.g9", "no such clause in plan2035")
    ]


def test_a_document_whose_text_is_not_there() -> None:
    proof = proof_of("没有数字。", number("1", "座", doc_id="fyp14"))
    assert [failure.reason for failure in proof.failures] == ["no text of fyp14"]


def rows(*cells: str) -> str:
    return "".join(f"\t{cell}\n" for cell in cells) + "\n"


TABLE = cut(
    "plan2035",
    "第一章 甲\n专栏1  湖滨指标\n\n"
    + rows("序号", "指标", "2020年基数", "2025年目标值", "属性")
    + rows("1", "步道（公里）", "12", "≥15", "预期")
    + rows("2", "绿地（亩）", "300", "【500】", "约束性")
    + rows("3", "产值（%）", "7*", "6左右*", "预期性")
    + rows("4", "水耗（%）", "—", "另行核定", "约束性")
    + rows("5", "能耗（%）", "—", "", "")
    + rows("6", "水质（%）", "80", "80", "约束性"),
)


def cell(row: int, printed: str, year: str, **changes: str) -> dict[str, str]:
    place = {"clause": f"c1.b1.r{row}", "year": year, "year_basis": "box heading"}
    return fact(**({"printed": printed, "value": printed} | place | changes))


CELLS = {
    "base": Case("", cell(1, "12", "2020", unit="公里", attribute="预期性")),
    "target": Case("", cell(1, "15", "2025", unit="公里", operator=">=")),
    "total": Case("", cell(2, "500", "2025", unit="亩", measure="total")),
    "total from a year that is not in the heading": Case(
        "", cell(2, "500", "2025", unit="亩", measure="total", year_from="2021"), "year [2021]"
    ),
    "total as level": Case("", cell(2, "500", "2025", unit="亩"), "expected «total»"),
    "growth": Case("", cell(3, "6", "2025", unit="%", operator="~", measure="mean growth")),
    "growth as level": Case("", cell(3, "7", "2020", unit="%"), "expected «mean growth»"),
    "growth as exact": Case("", cell(3, "6", "2025", measure="mean growth"), "operator «=»"),
    "dash": Case("", cell(4, "—", "2020", value="", measure="none")),
    "dash as level": Case("", cell(4, "—", "2020", value=""), "value is empty"),
    "deferred": Case("", cell(4, "另行核定", "2025", value="", measure="deferred")),
    "merged cell": Case("", cell(5, "", "2025", value="", measure="deferred")),
    "merged cell as level": Case("", cell(5, "", "2025", value=""), "printed is empty"),
    "deferred where all cells are full": Case(
        "", cell(4, "", "2025", value="", measure="deferred"), "printed is empty"
    ),
    "second column by nth": Case("", cell(6, "80", "2025", unit="%", nth="2")),
    "first column by nth": Case("", cell(6, "80", "2025", unit="%"), "headed «2020年基数»"),
    "wrong column's year": Case(
        "", cell(1, "15", "2020", unit="公里", operator=">="), "headed «2025年目标值»"
    ),
    "year of no column": Case("", cell(1, "12", "2019", unit="公里"), "not in the heading"),
    "unit not in the label": Case("", cell(1, "12", "2020", unit="亩"), "unit «亩»"),
    "attribute not in the row": Case(
        "", cell(1, "12", "2020", attribute="约束性"), "attribute «约束性»"
    ),
}


@pytest.mark.parametrize("case", CELLS.values(), ids=CELLS)
def test_a_cell_of_a_table(case: Case) -> None:
    reasons = [failure.reason for failure in forward(proof_of(TABLE, case.row))]
    if case.reason:
        assert [reason for reason in reasons if case.reason in reason], reasons
    else:
        assert reasons == []


def test_every_numeral_belongs_to_a_fact() -> None:
    proof = proof_of("东岸5处，西岸6处。", number("5", "处"))
    assert [(f.row, f.clause) for f in proof.failures] == [("-", "c1.g1")]
    assert "«6» in «东岸5处，西岸6处。» belongs to no fact" in proof.failures[0].reason
    assert proof.numerals == {"fact": 1}


def test_a_worded_quantity_is_a_numeral_too() -> None:
    proof = proof_of("半小时可达，三十分钟也行。", number("半", "小时", value="0.5"))
    assert ["«三十»" in failure.reason for failure in proof.failures] == [True]


def test_numerals_of_a_clause_that_is_not_covered_are_not_walked() -> None:
    proof = proof_of("东岸5处，西岸6处。", number("5", "处"), coverage=("c2",))
    assert proof.failures == []
    assert not proof.clauses["plan2035"]


def test_a_year_is_accounted_for_by_the_fact_that_is_due_then() -> None:
    text = "到2025年，步道120公里。"
    dated = proof_of(text, number("120", "公里", year="2025", year_basis="printed"))
    assert dated.failures == []
    assert dated.numerals == {"fact": 1, "year": 1}
    undated = proof_of(text, number("120", "公里"))
    assert ["«2025»" in failure.reason for failure in undated.failures] == [True]


def test_a_number_that_looks_like_the_year_is_none() -> None:
    text = "到2025年，栽树2025棵、建亭3座。"
    proof = proof_of(text, number("3", "座", year="2025", year_basis="printed"))
    assert ["栽树2025" in failure.reason for failure in proof.failures] == [True]


def test_the_years_of_column_heads_are_accounted_for_by_the_cells() -> None:
    facts = [
        cell(1, "12", "2020", fact_id="a"),
        cell(1, "15", "2025", fact_id="b", operator=">="),
    ]
    kept = ("c1", "c1.b1", "c1.b1.head", "c1.b1.r1")
    proof = proof_of({path: TABLE[path] for path in kept}, *facts)
    assert proof.failures == []
    assert proof.numerals == {"fact": 2, "year": 2}


def test_an_exclusion_accounts_for_a_numeral() -> None:
    proof = proof_of("沿5号路建亭3座。", number("3", "座"), exclusions=(exclusion("5号路"),))
    assert proof.failures == []
    assert proof.numerals == {"fact": 1, "exclusion": 1}


@pytest.mark.parametrize("clause", ["c1", "*"])
def test_an_exclusion_may_hold_for_more_than_one_clause(clause: str) -> None:
    proof = proof_of("沿5号路走。", exclusions=(exclusion("5号路", clause),))
    assert proof.failures == []


@pytest.mark.parametrize(
    "wrong", [exclusion("7号路"), exclusion("5号路", "c2"), exclusion("建亭")], ids=str
)
def test_an_exclusion_that_excludes_nothing(wrong: Mapping[str, str]) -> None:
    used = exclusion("5号路")
    proof = proof_of("沿5号路建亭。", exclusions=(used, wrong))
    assert [(f.file, f.row) for f in proof.failures] == [("data/exclusions.csv", "3")]
    assert f"«{wrong['context']}» excludes no numeral" in proof.failures[0].reason


def test_a_numeral_is_not_both_fact_and_exclusion() -> None:
    proof = proof_of("沿5号路走。", number("5", ""), exclusions=(exclusion("5号路"),))
    assert ["is excluded and belongs to fact-1" in f.reason for f in proof.failures] == [True]


def test_a_numeral_belongs_to_one_statement() -> None:
    twice = [number("5", "处"), number("5", "处", fact_id="fact-2", statement="plan2035/two")]
    proof = proof_of("东岸5处。", *twice)
    assert ["the same numeral belongs to fact-1" in f.reason for f in proof.failures] == [True]
    assert proof.failures[0].row == "fact-2"


def test_one_statement_may_say_a_numeral_of_two_subjects() -> None:
    both = [
        number("5", "处", distribution="each"),
        number("5", "处", distribution="each", fact_id="fact-2"),
    ]
    proof = proof_of("东岸、西岸均有5处。", *both)
    assert proof.failures == []
    assert proof.rows == {"plan2035": 2}


def test_a_numeral_inside_a_claimed_range_is_claimed() -> None:
    span = number("8—10", "米", value="8", upper="10", operator="range")
    inner = number("10", "米", fact_id="fact-2", statement="plan2035/two")
    proof = proof_of("路宽8—10米。", span, inner)
    assert [failure.row for failure in proof.failures] == ["fact-2"]


@pytest.mark.parametrize(
    ("path", "prefixes", "inside"),
    [
        ("c1.s2", ("*",), True),
        ("c1.s2", ("c1",), True),
        ("c1.s2", ("c1.s2",), True),
        ("c12.s2", ("c1",), False),
        ("c1.s2", ("c1.s2.g1",), False),
        ("c1.s2", (), False),
    ],
)
def test_covered(path: str, prefixes: tuple[str, ...], inside: bool) -> None:
    assert covered(path, prefixes) is inside


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("没有。", []),
        ("12处、3.5亩", ["12", "3.5"]),
        ("1,200棵", ["1,200"]),
        ("523. 8亿元", ["523. 8"]),
        ("1.92∶1", ["1.92", "1"]),
        ("5G与PM2.5", ["5", "2.5"]),
        ("半小时、三十分钟、翻一番", ["半", "三十", "一"]),
        ("两个小时、五分之一", ["两", "五"]),
        ("第十三章、一带一路、一小步", []),
        ("百分之三十", []),
    ],
)
def test_walk(text: str, found: list[str]) -> None:
    walked = numerals.walk(text)
    assert [numeral.text for numeral in walked] == found
    assert [text[numeral.start : numeral.end] for numeral in walked] == found


@pytest.mark.parametrize(
    ("text", "printed", "starts"),
    [
        ("12处、12亩", "12", [0, 4]),
        ("2012年", "12", []),
        ("120处", "12", []),
        ("12.5亩", "12", []),
        ("3.12亩", "12", []),
        ("12,500棵", "12", []),
        ("12，500棵", "12", [0]),
        ("523. 8亿元", "523. 8", [0]),
        ("523. 8亿元", "523", []),
        ("523. 8亿元", "8", []),
        ("第12.", "12", [1]),
        ("1.92∶1", "1", [5]),
        ("半小时半小时", "半", [0, 3]),
        ("国家核定", "核定", [2]),
    ],
)
def test_occurrences(text: str, printed: str, starts: list[int]) -> None:
    assert numerals.occurrences(text, printed) == starts


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("没有年份", set()),
        ("2025年", {2025}),
        ("2025棵", set()),
        ("2021—2035年", {2021, 2035}),
        ("2016-2020年", {2016, 2020}),
        ("2021－2025年", {2021, 2025}),
        ("1999年至2005年", {1999, 2005}),
        ("12025年", set()),
        ("二〇三五年", {2035}),
        ("二○二五年", {2025}),
        ("“十三五”时期", {2016, 2020}),
        ("“十四五”时期", {2021, 2025}),
    ],
)
def test_years(text: str, years: set[int]) -> None:
    assert numerals.years(text) == years


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        ("12", [12.0]),
        ("1,200", [1200.0]),
        ("523. 8", [523.8]),
        ("1.92∶1", [1.92, 1.0]),
        ("8米至10米", [8.0, 10.0]),
        ("半", [0.5]),
        ("两", [2.0]),
        ("双", [2.0]),
        ("一", [1.0]),
        ("三十", [30.0]),
        ("Ⅱ", [2.0]),
        ("III", [3.0]),
        ("850+", [850.0]),
        ("—", []),
        ("另行核定", []),
        ("", []),
    ],
)
def test_values(printed: str, values: list[float]) -> None:
    assert numerals.values(printed) == values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("步道#公里", set()),
        ("步道#公里以上", {">="}),
        ("步道#公里及以上", {">="}),
        ("步道#公里以内", {"<="}),
        ("步道#公里以下", {"<="}),
        ("步道#公里左右", {"~"}),
        ("步道约#公里", {"~"}),
        ("步道大约#公里", {"~"}),
        ("步道近#公里", {"~"}),
        ("步道不低于#公里", {">="}),
        ("步道低于#公里", {"<"}),
        ("步道不高于#公里", {"<="}),
        ("步道高于#公里", {">"}),
        ("步道不超过#公里", {"<="}),
        ("步道超过了#公里", {">"}),
        ("步道突破#公里", {">"}),
        ("≥#", {">="}),
        ("≤#", {"<="}),
        ("＞#", {">"}),
        ("＜#", {"<"}),
        ("≥【#】", {">="}),
        ("【#】左右", {"~"}),
        ("#左右*", {"~"}),
        ("#余处", {">"}),
        ("#万余人", {">"}),
        ("#多处", {">"}),
        ("约#公里以上", {"~", ">="}),
        # The word belongs to another number.
        ("步道#公里，绿地3亩以上", set()),
        ("步道#公里、绿地左右", set()),
        ("步道#公里。左右", set()),
        ("约3座桥、步道#公里", set()),
        ("步道#公里3亩以上", set()),
    ],
)
def test_operators(text: str, found: set[str]) -> None:
    at = text.index("#")
    assert qualifiers.operators(text.replace("#", "7"), at, at + 1) == found


def test_sentence_and_phrase() -> None:
    text = "先修路；再建3座桥，后种树。末句。"
    at = text.index("3")
    assert qualifiers.sentence(text, at, at + 1) == "再建3座桥，后种树"
    assert qualifiers.phrase(text, at, at + 1) == "再建3座桥"
    assert qualifiers.phrase("指标\t3\t约束性", 3, 4) == "3"
    assert qualifiers.sentence("指标\t3\t约束性", 3, 4) == "指标\t3\t约束性"
