from __future__ import annotations

import csv
import shutil
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Final

import pandas as pd
import pytest

from cqanalysis import tables
from cqanalysis.__main__ import main
from cqanalysis.verify import Proof, numerals, verify

SOURCES: Final = Path(tables.ROOT).parent / "shared/sources"

#: Statements of one sentence that gives one number, or several, to several indicators.
MANY_SUBJECTS: Final = {
    "plan2035/sewage-sludge-treatment",
    "renewal2025/sludge-and-sewage-treatment",
    "fyp14/water-use-per-gdp",
    "kaizhou2035/sector-structure",
}
#: Statements whose two printed values differ, and why they are one statement.
TWO_VALUES: Final = {
    "fyp14/gdp-per-capita-2025-target": "the prose rounds the 10.2 of the table to above 10"
}
#: (indicator, unit) of a fact whose unit does not convert to the indicator's, and why.
OTHER_DIMENSION: Final = {
    ("gdp_per_capita", "万美元"): "printed in US dollars for 2035, and no exchange rate is printed"
}


@pytest.fixture(scope="module")
def facts() -> pd.DataFrame:
    return tables.load()["facts"]


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    indexed: pd.DataFrame = tables.load()["places"].set_index("place")
    return indexed


@pytest.fixture(scope="module")
def groups() -> dict[str, set[str]]:
    members = tables.load()["members"]
    return {str(name): set(rows["place"]) for name, rows in members.groupby("group")}


@pytest.fixture(scope="module")
def dimensions() -> dict[str, str]:
    units = tables.load()["units"]
    return dict(zip(units["unit"], units["dimension"], strict=True))


def under(facts: pd.DataFrame, doc_id: str, prefix: str) -> pd.DataFrame:
    rows: pd.DataFrame = facts[
        (facts["doc_id"] == doc_id) & facts["clause"].str.startswith(prefix + ".")
    ]
    return rows


def districts(places: pd.DataFrame) -> set[str]:
    return set(places.index[places["kind"].isin(["district", "county", "autonomous county"])])


def coded(facts: pd.DataFrame, fact_id: str) -> dict[str, object]:
    """The row as it is coded, empty cells left out."""
    rows = facts[facts["fact_id"] == fact_id].to_dict("records")
    assert len(rows) == 1, fact_id
    return {str(k): v for k, v in rows[0].items() if not pd.isna(v) and v != ""}


@pytest.mark.parametrize(
    ("doc_id", "prefix", "indicators", "each"),
    [
        ("fyp14", "p1.c1.s1.b1", 38, 2),
        ("fyp14", "p1.c2.s3.b2", 25, 2),
        ("plan2035", "c2.s3.b1", 9, 2),
        ("kaizhou2035", "c2.s3.b1", 10, 1),
    ],
)
def test_indicator_tables_are_whole(
    facts: pd.DataFrame, doc_id: str, prefix: str, indicators: int, each: int
) -> None:
    rows = Counter(under(facts, doc_id, prefix)["clause"])
    assert len(rows) == indicators
    assert set(rows.values()) == {each}


def test_each_document_has_facts(facts: pd.DataFrame) -> None:
    assert set(facts["doc_id"]) == set(tables.load()["documents"]["doc_id"])


def test_a_fact_id_is_document_clause_and_a_number(facts: pd.DataFrame) -> None:
    stems = facts["doc_id"] + "-" + facts["clause"] + "-"
    tails = [
        fact_id.removeprefix(stem)
        for fact_id, stem in zip(facts["fact_id"], stems, strict=True)
        if fact_id.startswith(stem)
    ]
    assert len(tails) == len(facts)
    assert all(tail.isdecimal() and int(tail) > 0 for tail in tails)


def test_a_statement_belongs_to_its_document(facts: pd.DataFrame) -> None:
    assert (facts["statement"].str.split("/").str[0] == facts["doc_id"]).all()


def test_rows_of_one_statement_agree_in_indicator(facts: pd.DataFrame) -> None:
    found = facts.groupby("statement")["indicator"].nunique()
    assert set(found.index[found > 1]) == MANY_SUBJECTS


def test_one_subject_of_a_statement_has_one_indicator_place_and_unit(facts: pd.DataFrame) -> None:
    for column in ("indicator", "place", "unit", "against", "theme"):
        found = facts.groupby(["statement", "label_zh"])[column].nunique()
        assert list(found.index[found > 1]) == [], column


def test_a_value_repeated_in_a_document_is_the_same_value(facts: pd.DataFrame) -> None:
    numbers = facts[facts["value"].notna()]
    found = numbers.groupby(["statement", "label_zh"])["value"].nunique()
    assert {statement for statement, _ in found.index[found > 1]} == set(TWO_VALUES)
    assert (facts.groupby("statement").size() > 1).any()


def test_a_number_of_an_indicator_has_a_unit(facts: pd.DataFrame) -> None:
    rows = facts[
        facts["kind"].isin(["target", "baseline"])
        & (facts["indicator"] != "")
        & ~facts["measure"].isin(["deferred", "none"])
    ]
    assert len(rows)
    assert list(rows.loc[rows["unit"] == "", "fact_id"]) == []


def test_only_what_prints_no_number_has_no_value(facts: pd.DataFrame) -> None:
    without = facts["value"].isna()
    assert set(facts.loc[without, "measure"]) == {"deferred", "none"}
    assert not facts.loc[~without, "measure"].isin(["deferred", "none"]).any()


def test_a_range_has_two_ends_in_order(facts: pd.DataFrame) -> None:
    ranges = facts[facts["operator"] == "range"]
    assert len(ranges)
    assert (ranges["upper"] > ranges["value"]).all()
    assert facts.loc[facts["operator"] != "range", "upper"].isna().all()


def test_a_period_ends_after_it_starts(facts: pd.DataFrame) -> None:
    spans = facts[facts["year_from"].notna()]
    assert len(spans)
    assert list(spans.loc[~(spans["year_from"] < spans["year"]), "fact_id"]) == []


def test_what_is_inferred_says_from_what(facts: pd.DataFrame) -> None:
    inferred = (facts["year_basis"] == "inferred") | (facts["unit_basis"] == "inferred")
    assert inferred.any()
    assert list(facts.loc[inferred & (facts["note"] == ""), "fact_id"]) == []


def test_a_unit_says_where_it_stands(facts: pd.DataFrame) -> None:
    silent = (facts["unit"] == "") != (facts["unit_basis"] == "")
    assert list(facts.loc[silent, "fact_id"]) == []


def test_a_ratio_names_its_other_side(facts: pd.DataFrame) -> None:
    ratios = facts[facts["measure"] == "ratio"]
    assert len(ratios)
    assert set(ratios["unit"]) == {"∶1"}
    assert (ratios["against"] != "").all()


AWKWARD: Final[dict[str, dict[str, object]]] = {
    "plan2035-c1.g1-5": {"printed": "1.92∶1", "value": 1.92, "place": "metro", "unit": "∶1"},
    "kaizhou2035-c1.s1.g3-1": {
        "printed": "1:1.92", "value": 1.92, "place": "metro", "against": "kaizhou", "unit": "∶1",
    },
    "fyp14-p1.c2.s3.b2.r18-2": {
        "printed": "500", "value": 500, "operator": ">", "measure": "total",
        "year": 2025, "year_from": 2021,
    },
    "fyp14-p1.c2.s3.b2.r1-2": {
        "printed": "6", "value": 6, "operator": "~", "measure": "mean growth",
        "year": 2025, "year_from": 2021,
    },
    "fyp14-p1.c1.s1.b1.r22-2": {
        "printed": "523. 8", "value": 523.8, "measure": "total", "unit": "亿美元",
    },
    "fyp14-p1.c2.s3.b2.r19-2": {"printed": "国家下达", "measure": "deferred", "kind": "target"},
    "plan2035-c2.s3.b1.r4-1": {"printed": "—", "measure": "none", "kind": "baseline"},
    "fyp14-p1.c2.s3.b2.r19-1": {"printed": "—", "measure": "none", "kind": "baseline"},
    "kaizhou2035-c4.s1.g5-3": {"printed": "350", "value": 350, "unit": "天", "year_basis": "none"},
    "kaizhou2035-c4.s2.g2-1": {"printed": "3", "value": 3, "kind": "label"},
    "kaizhou2035-c4.s2.g2-2": {"printed": "4", "value": 4, "kind": "label"},
    "kaizhou2035-c4.s2.g2-3": {"printed": "2", "value": 2, "kind": "label"},
    "kaizhou2035-c2.s3.b1.r10-1": {"printed": "30", "value": 30, "measure": "growth", "unit": "%"},
    "plan2035-c2.s3.g1-1": {"printed": "73", "value": 73, "operator": "=", "year": 2025},
    "plan2035-c2.s3.b1.r1-2": {"printed": "73", "value": 73, "operator": ">=", "year": 2025},
}  # fmt: skip


@pytest.mark.parametrize("fact_id", AWKWARD)
def test_awkward_rows_are_coded_as_printed(facts: pd.DataFrame, fact_id: str) -> None:
    row = coded(facts, fact_id)
    assert {column: row.get(column) for column in AWKWARD[fact_id]} == AWKWARD[fact_id]


@pytest.mark.parametrize(
    ("fact_id", "columns"),
    [
        ("plan2035-c2.s3.b1.r4-1", ["value", "upper"]),
        ("fyp14-p1.c2.s3.b2.r19-2", ["value", "upper"]),
        ("fyp14-p1.c2.s3.b2.r20-2", ["printed", "value", "upper"]),
        ("fyp14-p1.c2.s3.b2.r21-2", ["printed", "value", "upper"]),
        ("kaizhou2035-c4.s1.g5-3", ["year", "year_from"]),
        ("kaizhou2035-c2.s3.b1.r10-1", ["year_from"]),
    ],
)
def test_what_is_not_printed_is_left_empty(
    facts: pd.DataFrame, fact_id: str, columns: list[str]
) -> None:
    assert set(columns) & set(coded(facts, fact_id)) == set()


def test_a_merged_cell_is_deferred_like_the_cell_above(facts: pd.DataFrame) -> None:
    deferred = facts[facts["measure"] == "deferred"]
    assert list(deferred["clause"]) == [f"p1.c2.s3.b2.r{row}" for row in (19, 20, 21)]
    assert list(deferred["printed"]) == ["国家下达", "", ""]


def test_one_sentence_of_three_shares_is_one_statement(facts: pd.DataFrame) -> None:
    rows = facts[facts["statement"] == "kaizhou2035/sector-structure"]
    assert list(rows["value"]) == [13, 40.5, 46.5]
    assert list(rows["indicator"]) == ["primary_share", "secondary_share", "tertiary_share"]
    assert rows["value"].sum() == 100


def test_a_target_printed_twice_with_and_without_a_floor_is_one_statement(
    facts: pd.DataFrame,
) -> None:
    rows = facts[facts["statement"] == "plan2035/urbanization-rate-2025"]
    assert set(rows["value"]) == {73}
    assert set(rows["operator"]) == {"=", ">="}


def test_the_municipality_has_38_districts_and_counties(places: pd.DataFrame) -> None:
    units = places.loc[sorted(districts(places))]
    assert len(units) == 38
    assert units["adcode"].is_unique
    assert units["adcode"].str.fullmatch(r"500[12]\d\d").all()


def test_four_groups_part_the_38(places: pd.DataFrame, groups: dict[str, set[str]]) -> None:
    sizes = {"core": 9, "new": 12, "northeast": 11, "southeast": 6}
    assert {name: len(groups[name]) for name in sizes} == sizes
    for one, other in combinations(sizes, 2):
        assert not groups[one] & groups[other]
    assert set().union(*(groups[name] for name in sizes)) == districts(places)


@pytest.mark.parametrize(
    ("group", "size"),
    [
        ("metro", 21),
        ("metro22", 22),
        ("clusters", 17),
        ("zone-national", 9),
        ("potential", 15),
        ("kaizhou-city", 14),
        ("kaizhou-key-towns", 5),
        ("kaizhou-general-towns", 21),
    ],
)
def test_size_of_a_group(groups: dict[str, set[str]], group: str, size: int) -> None:
    assert len(groups[group]) == size


def test_groups_of_groups(groups: dict[str, set[str]]) -> None:
    assert groups["metro"] == groups["core"] | groups["new"]
    assert groups["clusters"] == groups["northeast"] | groups["southeast"]
    assert groups["metro22"] - groups["metro"] == {"dianjiang"}
    assert groups["new"] == groups["pivot"] | groups["vanguard"] | groups["bridgehead"]


def test_kaizhou_has_40_places(places: pd.DataFrame, groups: dict[str, set[str]]) -> None:
    kinds = places["kind"][places["kind"].isin(["street", "town", "township"])]
    assert Counter(kinds) == {"street": 8, "town": 27, "township": 5}
    tiers = ("kaizhou-city", "kaizhou-key-towns", "kaizhou-general-towns")
    assert set().union(*(groups[tier] for tier in tiers)) == set(kinds.index)
    assert sum(len(groups[tier]) for tier in tiers) == 40


def test_a_member_names_who_says_so() -> None:
    members = tables.load()["members"]
    assert ((members["doc_id"] != "") != (members["source"] != "")).all()
    assert (members.loc[members["doc_id"] != "", "clause"] != "").all()


@pytest.mark.parametrize(
    ("year", "total"), [(2000, 30_512_763), (2010, 28_846_170), (2020, 32_054_159)]
)
def test_the_districts_add_up_to_the_census(places: pd.DataFrame, year: int, total: int) -> None:
    rows = tables.load()["observations"]
    census = rows[(rows["indicator"] == "resident_population_census") & (rows["year"] == year)]
    value = census.set_index("place")["value"]
    assert value.index.is_unique
    assert value[sorted(districts(places))].sum() == total
    assert value["chongqing"] == total


def test_confidence_is_graded() -> None:
    rows = tables.load()["observations"]
    assert set(rows["confidence"]) == {"A", "B", "C"}


def test_other_sources_of_an_observation_are_listed() -> None:
    rows = tables.load()["observations"]
    named = {source for cell in rows["also"] for source in cell.split("|") if source}
    assert named
    assert named <= set(tables.load()["statistics_sources"]["source"])


def test_an_observation_converts_to_the_unit_of_its_indicator(dimensions: dict[str, str]) -> None:
    rows = tables.load()["observations"]
    units = tables.load()["indicators"].set_index("indicator")["unit"]
    wanted = rows["indicator"].map(units).map(dimensions)
    assert list(rows.loc[rows["unit"].map(dimensions) != wanted, "obs_id"]) == []


def test_a_fact_converts_to_the_unit_of_its_indicator(
    facts: pd.DataFrame, dimensions: dict[str, str]
) -> None:
    rows = facts[(facts["indicator"] != "") & (facts["unit"] != "")]
    units = tables.load()["indicators"].set_index("indicator")["unit"]
    other = rows[rows["unit"].map(dimensions) != rows["indicator"].map(units).map(dimensions)]
    assert set(zip(other["indicator"], other["unit"], strict=True)) == set(OTHER_DIMENSION)


def test_every_value_is_the_number_printed(facts: pd.DataFrame) -> None:
    # Holds without the texts too: a value cannot be changed without its print.
    wrong = []
    for row in tables.records(facts[facts["value"].notna()]):
        found = numerals.values(row.printed)
        if pd.notna(row.upper):
            right = found == [row.value, row.upper]
        elif len(found) == 2:
            right = any(
                abs(row.value - r) < 1e-9 for r in (found[0] / found[1], found[1] / found[0])
            )
        else:
            right = found == [row.value]
        if not right:
            wrong.append(f"{row.fact_id}: value {row.value}, printed «{row.printed}»")
    assert wrong == []


@pytest.fixture(scope="module")
def texts() -> Path:
    if not SOURCES.is_dir():
        pytest.skip(f"no official texts in {SOURCES}: nothing was proven against them")
    return SOURCES


@pytest.fixture(scope="module")
def proof(texts: Path) -> Proof:
    return verify(texts, tables.load())


def test_every_fact_is_proven_by_the_official_texts(
    facts: pd.DataFrame, proof: Proof, record_property: Callable[[str, object], None]
) -> None:
    assert [str(failure) for failure in proof.failures] == []
    assert proof.rows.total() == len(facts) > 0
    assert proof.rows == Counter(facts["doc_id"])
    assert proof.numerals["fact"] > 0
    said = f"{proof.rows.total()} rows and {proof.numerals.total()} numerals"
    record_property("told", f"proven against the official texts: {said}")


def test_every_other_table_that_names_a_clause_is_proven(
    proof: Proof, record_property: Callable[[str, object], None]
) -> None:
    data = tables.load()
    whole = ("clauses", "tasks", "task_agencies", "boxes", "projects", "measures", "roles")
    expected = {name: len(data[name]) for name in (*whole, "text_reuse")}
    for name in ("members", "places", "restatements"):
        expected[name] = int((data[name]["clause"] != "").sum())
    expected["conflict_refs"] = int((data["conflict_refs"]["table"] == "clauses").sum())
    assert dict(proof.tables) == expected
    record_property("told", f"and {proof.tables.total()} rows of other tables")


def test_every_document_is_walked(proof: Proof) -> None:
    documents = tables.load()["documents"]
    assert {doc: proof.clauses[doc] for doc in documents["doc_id"] if not proof.clauses[doc]} == {}
    assert len(documents) == 5


@pytest.mark.parametrize("fact_id", ["plan2035-c2.s3.g1-1", "fyp14-p1.c2.s3.b2.r18-2"])
def test_a_changed_number_is_found(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], fact_id: str
) -> None:
    folder = Path(shutil.copytree(tables.DATA, tmp_path / "data"))
    path = folder / "facts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(row for row in rows if row["fact_id"] == fact_id)
    row["printed"] = row["value"] = str(int(row["value"]) + 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    assert main(["verify", str(texts), "--data", str(folder)]) == 1
    said = capsys.readouterr()
    assert f"{len(rows) - 1} of {len(rows)} rows proven" in said.out
    assert f"row {fact_id}:" in said.err


def test_without_texts_nothing_is_proven(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "0 of " in said.out
    assert "cannot be read" in said.err


def test_an_indicator_recurs_is_observed_or_stands_in_a_table_of_indicators(
    facts: pd.DataFrame,
) -> None:
    used = facts[facts["indicator"] != ""]
    observed = set(tables.load()["observations"]["indicator"])
    table = r"c2\.s3\.b1\..*|p1\.c1\.s1\.b1\..*|p1\.c2\.s3\.b2\..*"
    alone = [
        name
        for name, rows in used.groupby("indicator")
        if rows["statement"].nunique() < 2
        and name not in observed
        and not rows["clause"].str.fullmatch(table).any()
    ]
    assert alone == []
    assert set(tables.load()["indicators"]["indicator"]) == set(used["indicator"]) | observed
