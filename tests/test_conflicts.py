from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Final

import pandas as pd
import pytest

from cqanalysis import conflicts, tables
from cqanalysis.conflicts import Found
from cqanalysis.tables import Data

Row = dict[str, Any]
Rule = Callable[[Data], Iterable[Found]]
Refs = frozenset[tuple[str, str]]

# --- small made-up tables --------------------------------------------------

FACT: Final[Row] = {
    "fact_id": "",
    "doc_id": "fyp14",
    "clause": "",
    "printed": "",
    "place": "chongqing",
    "indicator": "rate",
    "kind": "target",
    "measure": "level",
    "operator": "=",
    "value": math.nan,
    "upper": math.nan,
    "unit": "%",
    "against": "",
    "distribution": "whole",
    "modality": "",
    "year": 2025,
    "year_from": None,
}
OBSERVATION: Final[Row] = {
    "obs_id": "obs",
    "indicator": "rate",
    "place": "chongqing",
    "year": 2020,
    "period": "year",
    "operator": "=",
    "value": math.nan,
    "unit": "%",
    "vintage": "published",
    "confidence": "A",
}
PROJECT: Final[Row] = {
    "project": "",
    "doc_id": "fyp14",
    "name_zh": "环线铁路",
    "stage": "start",
    "stage_printed": "开工",
    "quantity": math.nan,
    "unit": "",
}
PLACE: Final[Row] = {
    "place": "",
    "tier": "key",
    "pop2025_low": math.nan,
    "pop2025_high": math.nan,
    "pop2035_low": math.nan,
    "pop2035_high": math.nan,
}
RESTATEMENT: Final[Row] = {
    "check_id": "",
    "doc_id": "fyp14",
    "kind": "restated",
    "whole": "",
    "parts": "",
    "clause": "",
    "holds": "no",
}
UNITS: Final[list[Row]] = [
    {"unit": "%", "dimension": "share", "factor": 1.0},
    {"unit": "∶1", "dimension": "ratio", "factor": 1.0},
    {"unit": "人", "dimension": "people", "factor": 1.0},
    {"unit": "万人", "dimension": "people", "factor": 10_000.0},
    {"unit": "户", "dimension": "households", "factor": 1.0},
    {"unit": "万户", "dimension": "households", "factor": 10_000.0},
]
INDICATORS: Final[list[Row]] = [
    {"indicator": "rate", "better": "higher"},
    {"indicator": "gap", "better": "lower"},
    {"indicator": "share", "better": "neither"},
    {"indicator": "people", "better": "higher"},
]
#: In the order of issue.
DOCUMENTS: Final = ("fyp14", "plan2035", "renewal2025", "kaizhou2035")


def fact(fact_id: str, value: float = math.nan, **more: Any) -> Row:
    """A target, in a clause of its own unless told otherwise."""
    row = FACT | {"fact_id": fact_id, "clause": f"c1.{fact_id}", "value": value}
    return row | {"printed": "" if math.isnan(value) else f"{value:g}"} | more


def base(fact_id: str, value: float, **more: Any) -> Row:
    return fact(fact_id, value, **({"kind": "baseline", "year": 2020} | more))


def seen(obs_id: str, value: float, **more: Any) -> Row:
    return OBSERVATION | {"obs_id": obs_id, "value": value} | more


def project(key: str, doc_id: str, stage: str, printed: str = "开工", **more: Any) -> Row:
    row = {"project": key, "doc_id": doc_id, "stage": stage, "stage_printed": printed}
    return PROJECT | row | more


def town(place: str, ends: tuple[float, float, float, float], tier: str = "key") -> Row:
    """A town with its planned people of 2025 and of 2035, low and high."""
    columns = ("pop2025_low", "pop2025_high", "pop2035_low", "pop2035_high")
    return PLACE | {"place": place, "tier": tier} | dict(zip(columns, ends, strict=True))


def check(check_id: str, whole: str, parts: str, **more: Any) -> Row:
    return RESTATEMENT | {"check_id": check_id, "whole": whole, "parts": parts} | more


def frame(rows: Iterable[Row], template: Row) -> pd.DataFrame:
    """Rows with the types that loading gives: text, float64, and Int64 for years."""
    table = pd.DataFrame(list(rows), columns=list(template))
    kinds = {
        name: "Int64" if name.startswith("year") else "float64" if isinstance(cell, float) else str
        for name, cell in template.items()
    }
    return table.astype(kinds)


def package(
    *facts: Row,
    observations: Iterable[Row] = (),
    projects: Iterable[Row] = (),
    places: Iterable[Row] = (),
    restatements: Iterable[Row] = (),
) -> Data:
    return Data(
        {
            "documents": pd.DataFrame({"doc_id": list(DOCUMENTS)}),
            "units": frame(UNITS, UNITS[0]),
            "indicators": frame(INDICATORS, INDICATORS[0]),
            "facts": frame(facts, FACT),
            "observations": frame(observations, OBSERVATION),
            "projects": frame(projects, PROJECT),
            "places": frame(places, PLACE),
            "restatements": frame(restatements, RESTATEMENT),
        }
    )


def found(rule: Rule, data: Data) -> list[tuple[str, ...]]:
    """Keys of each finding, each finding named after its rule and in one table at least."""
    findings = list(rule(data))
    assert {one.rule for one in findings} <= {getattr(rule, "__name__", "")}
    return [tuple(ref for _, ref in one.refs) for one in findings]


def test_small_tables_have_the_types_that_loading_gives() -> None:
    data, real = package(fact("a", 70)), tables.load()
    for name, table in data.tables.items():
        assert table.dtypes.astype(str).to_dict() == {
            column: str(real[name][column].dtype) for column in table.columns
        }, name


def test_where_nothing_stands_nothing_is_found() -> None:
    assert conflicts.find(package()) == []


# --- bases -----------------------------------------------------------------


def test_two_bases_that_differ() -> None:
    data = package(base("a", 68), base("b", 69.46, doc_id="plan2035"))
    assert list(conflicts.bases(data)) == [Found("bases", (("facts", "a"), ("facts", "b")))]


def test_an_outcome_is_a_base_too() -> None:
    data = package(base("a", 68), base("b", 69.46, kind="achieved"))
    assert found(conflicts.bases, data) == [("a", "b")]


def test_two_bases_of_one_clause_differ_too() -> None:
    data = package(base("a", 68, clause="c1.g1"), base("b", 69, clause="c1.g1"))
    assert found(conflicts.bases, data) == [("a", "b")]


def test_all_that_state_it_are_named_in_the_order_of_the_documents() -> None:
    data = package(
        base("z", 69.46, doc_id="kaizhou2035"),
        base("y", 69.46, doc_id="plan2035"),
        base("x", 68),
    )
    assert found(conflicts.bases, data) == [("x", "y", "z")]


@pytest.mark.parametrize(
    "other",
    [
        {"value": 68.0},
        {"place": "kaizhou"},
        {"year": 2015},
        {"year": None},
        {"year_from": 2016},
        {"indicator": "gap"},
        {"indicator": ""},
        {"against": "metro"},
        {"measure": "growth"},
        {"unit": "∶1"},
        {"kind": "target"},
        {"kind": "quantity"},
        {"kind": "standard"},
        {"value": math.nan, "printed": "—"},
    ],
    ids=str,
)
def test_what_is_no_other_base(other: Row) -> None:
    data = package(base("a", 68), base("b", 69.46, doc_id="plan2035") | other)
    assert found(conflicts.bases, data) == []


def test_bases_in_units_of_one_dimension_are_converted() -> None:
    same = base("a", 41, unit="万人"), base("b", 410_000, unit="人")
    assert found(conflicts.bases, package(*same)) == []
    other = base("a", 41, unit="万人"), base("b", 41, unit="人")
    assert found(conflicts.bases, package(*other)) == [("a", "b")]


def test_bases_without_a_year_are_compared_with_each_other() -> None:
    data = package(base("a", 68, year=None), base("b", 69, year=None))
    assert found(conflicts.bases, data) == [("a", "b")]


# --- targets ---------------------------------------------------------------


def test_two_targets_that_ask_different_numbers() -> None:
    data = package(fact("a", 88), fact("b", 92.6, doc_id="plan2035"))
    assert list(conflicts.targets(data)) == [Found("targets", (("facts", "a"), ("facts", "b")))]


@pytest.mark.parametrize("kind", ["quantity", "label"])
def test_a_counted_quantity_is_a_target_too(kind: str) -> None:
    data = package(fact("a", 88), fact("b", 90, kind=kind))
    assert found(conflicts.targets, data) == [("a", "b")]


def test_ranges_with_one_lower_end_and_two_upper_ends() -> None:
    rows = fact("a", 20, operator="range", upper=30), fact("b", 20, operator="range", upper=40)
    assert found(conflicts.targets, package(*rows)) == [("a", "b")]
    assert found(conflicts.targets, package(rows[0], rows[1] | {"upper": 30.0})) == []


@pytest.mark.parametrize(
    "other",
    [
        {"value": 88.0},
        # The same number in other words is another rule's.
        {"value": 88.0, "operator": ">=", "modality": "力争"},
        {"place": "kaizhou"},
        {"year": 2035},
        {"year": None},
        {"indicator": "gap"},
        {"indicator": ""},
        {"measure": "total"},
        {"distribution": "each"},
        {"unit": "∶1"},
        {"kind": "baseline"},
        {"kind": "standard"},
        {"value": math.nan, "printed": "国家下达"},
    ],
    ids=str,
)
def test_what_is_no_other_target(other: Row) -> None:
    data = package(fact("a", 88), fact("b", 92.6, doc_id="plan2035") | other)
    assert found(conflicts.targets, data) == []


def test_targets_in_units_of_one_dimension_are_converted() -> None:
    rows = fact("a", 60, unit="万人"), fact("b", 600_000, unit="人")
    assert found(conflicts.targets, package(*rows)) == []


def test_numbers_of_one_clause_are_one_list() -> None:
    rows = [fact(key, value, clause="c1.g1") for key, value in (("a", 5), ("b", 6))]
    assert found(conflicts.targets, package(*rows)) == []
    # A second clause makes it two statements.
    assert found(conflicts.targets, package(*rows, fact("c", 6, clause="c2.g1"))) == [
        ("a", "b", "c")
    ]


def test_clauses_of_one_path_in_two_documents_are_two_clauses() -> None:
    rows = [fact("a", 13, clause="c1.g1"), fact("b", 12, clause="c1.g1", doc_id="plan2035")]
    assert found(conflicts.targets, package(*rows)) == [("a", "b")]


def test_targets_against_different_places_are_different_targets() -> None:
    rows = [
        fact("a", 1.8, unit="∶1", measure="ratio", against="core"),
        fact("b", 1.5, unit="∶1", measure="ratio", against="metro"),
    ]
    assert found(conflicts.targets, package(*rows)) == []


# --- wording ---------------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        {"operator": ">="},
        {"operator": "~"},
        {"modality": "力争"},
        {"modality": "基本", "kind": "quantity"},
        {"operator": "~", "distribution": "unstated"},
    ],
    ids=str,
)
def test_one_number_in_two_wordings(other: Row) -> None:
    data = package(fact("a", 73), fact("b", 73, doc_id="plan2035") | other)
    assert list(conflicts.wording(data)) == [Found("wording", (("facts", "a"), ("facts", "b")))]


@pytest.mark.parametrize(
    "other",
    [
        {"operator": "="},
        {"value": 74.0},
        {"place": "kaizhou"},
        {"year": 2035},
        {"year": None},
        {"indicator": "gap"},
        {"indicator": ""},
        {"measure": "total"},
        {"kind": "baseline"},
        {"kind": "standard"},
        {"value": math.nan, "printed": ""},
    ],
    ids=str,
)
def test_what_is_no_other_wording(other: Row) -> None:
    data = package(fact("a", 73), fact("b", 73, doc_id="plan2035", operator=">=") | other)
    assert found(conflicts.wording, data) == []


def test_wordings_of_one_number_in_two_units() -> None:
    rows = fact("a", 60, unit="万人"), fact("b", 600_000, unit="人", operator=">=")
    assert found(conflicts.wording, package(*rows)) == [("a", "b")]


def test_wordings_of_equal_numbers_of_two_dimensions() -> None:
    rows = fact("a", 60, unit="万人"), fact("b", 60, unit="万户", operator=">=")
    assert found(conflicts.wording, package(*rows)) == []


def test_two_wordings_within_one_clause_are_one_list() -> None:
    rows = fact("a", 73, clause="c1.g1"), fact("b", 73, clause="c1.g1", operator="~")
    assert found(conflicts.wording, package(*rows)) == []


def test_wordings_in_clauses_of_one_path_in_two_documents() -> None:
    rows = [
        fact("a", 73, clause="c1.g1"),
        fact("b", 73, clause="c1.g1", doc_id="plan2035", operator=">="),
    ]
    assert found(conflicts.wording, package(*rows)) == [("a", "b")]


def test_wordings_against_different_places_are_of_different_things() -> None:
    rows = [
        fact("a", 1, unit="∶1", measure="ratio", against="core"),
        fact("b", 1, unit="∶1", measure="ratio", against="metro", operator="<="),
    ]
    assert found(conflicts.wording, package(*rows)) == []


# --- copied ----------------------------------------------------------------


def district(fact_id: str, value: float, **more: Any) -> Row:
    return fact(fact_id, value, **({"doc_id": "kaizhou2035", "place": "kaizhou"} | more))


@pytest.mark.parametrize("kind", ["target", "quantity", "baseline", "achieved"])
def test_a_number_of_the_city_that_a_district_has_as_well(kind: str) -> None:
    data = package(fact("a", 95, kind=kind), district("b", 95, kind=kind))
    assert list(conflicts.copied(data)) == [Found("copied", (("facts", "a"), ("facts", "b")))]


def test_a_ratio_with_its_sides_exchanged() -> None:
    city = {"unit": "∶1", "measure": "ratio", "place": "metro", "against": "clusters"}
    own = {"unit": "∶1", "measure": "ratio", "place": "metro", "against": "kaizhou"}
    data = package(base("a", 1.84, **city), district("b", 1.84, kind="baseline", year=2020, **own))
    assert found(conflicts.copied, data) == [("a", "b")]
    same = package(base("a", 1.84, **city), base("b", 1.84, doc_id="kaizhou2035", **city))
    assert found(conflicts.copied, same) == []


@pytest.mark.parametrize(
    "other",
    [
        {"value": 94.0},
        {"year": 2035},
        {"indicator": "gap"},
        {"indicator": ""},
        # What the district's plan says of the city is a quotation.
        {"place": "chongqing"},
        {"doc_id": "plan2035"},
        {"kind": "standard"},
    ],
    ids=str,
)
def test_what_is_no_copy(other: Row) -> None:
    data = package(fact("a", 95), district("b", 95) | other)
    assert found(conflicts.copied, data) == []


def test_counts_and_lengths_may_be_alike_by_chance() -> None:
    rows = fact("a", 5, unit="万人"), district("b", 5, unit="万人")
    assert found(conflicts.copied, package(*rows)) == []


def test_a_number_that_stands_in_the_district_alone_is_no_copy() -> None:
    assert found(conflicts.copied, package(district("a", 95), district("b", 95))) == []


# --- reached ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "aim"),
    [
        # Exactly there, and past it.
        (base("b", 88), fact("t", 88)),
        (base("b", 91), fact("t", 88)),
        (base("b", 88), fact("t", 88, operator=">=")),
        (base("b", 89), fact("t", 88, operator=">")),
        (base("b", 2.3, indicator="gap"), fact("t", 2.35, indicator="gap")),
        (base("b", 2.3, indicator="gap"), fact("t", 2.35, indicator="gap", operator="<=")),
        (base("b", 25), fact("t", 20, operator="range", upper=30)),
        # What a document before it prints, or an outcome.
        (base("b", 91), fact("t", 88, doc_id="plan2035")),
        (base("b", 91, kind="achieved"), fact("t", 88)),
        (base("b", 41, unit="万人"), fact("t", 400_000, unit="人")),
    ],
)
def test_a_target_that_its_base_has_reached(start: Row, aim: Row) -> None:
    assert list(conflicts.reached(package(start, aim))) == [
        Found("reached", (("facts", "b"), ("facts", "t")))
    ]


@pytest.mark.parametrize(
    ("start", "aim"),
    [
        (base("b", 87.9), fact("t", 88)),
        (base("b", 88), fact("t", 88, operator=">")),
        (base("b", 2.4, indicator="gap"), fact("t", 2.35, indicator="gap")),
        (base("b", 31), fact("t", 20, operator="range", upper=30)),
        # "About" would be decided by a tolerance that no document prints.
        (base("b", 88), fact("t", 88, operator="~")),
        (base("b", 120), fact("t", 88, operator="~")),
        # The plans want neither more nor less.
        (base("b", 88, indicator="share"), fact("t", 88, indicator="share")),
        (base("b", 88, indicator="share"), fact("t", 88, indicator="share", operator=">=")),
        # A base of the due year or after it, or one that only a later document knows.
        (base("b", 91, year=2025), fact("t", 88)),
        (base("b", 91, year=2026), fact("t", 88)),
        (base("b", 91, doc_id="plan2035"), fact("t", 88)),
        (base("b", 91, place="kaizhou"), fact("t", 88)),
        (base("b", 91, measure="growth"), fact("t", 88)),
        (base("b", 91, against="metro"), fact("t", 88)),
        (base("b", 91, unit="∶1"), fact("t", 88)),
        (base("b", 91, indicator="people"), fact("t", 88)),
        (base("b", 91), fact("t", 88, kind="quantity")),
        (base("b", 91), fact("t", 88, year=None)),
        (base("b", 91), fact("t", math.nan, printed="国家下达")),
        (base("b", 91, kind="standard"), fact("t", 88)),
    ],
)
def test_a_target_that_its_base_has_not_reached(start: Row, aim: Row) -> None:
    assert found(conflicts.reached, package(start, aim)) == []


def test_only_bases_past_the_target_are_named() -> None:
    data = package(base("a", 87), base("b", 91), fact("t", 88), fact("u", 88, clause="c2.g1"))
    assert found(conflicts.reached, data) == [("b", "t", "u")]


def test_a_target_printed_before_by_another_document_hides_nothing() -> None:
    # The later plan's target lies behind its own base; that an earlier one has it too,
    # which could not know the base, does not change that.
    data = package(
        fact("t", 88),
        base("b", 91, doc_id="plan2035"),
        fact("u", 88, doc_id="plan2035"),
    )
    assert [refs for refs in found(conflicts.reached, data) if {"b", "u"} <= set(refs)]


# --- order -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (fact("a", 50, year=2020), fact("b", 45, year=2025)),
        (fact("b", 45, year=2025), fact("a", 50, year=2020)),
        (
            fact("a", 2.35, year=2025, indicator="gap"),
            fact("b", 2.4, year=2035, indicator="gap"),
        ),
        (fact("a", 5, year=2025, unit="万人"), fact("b", 40_000, year=2035, unit="人")),
    ],
)
def test_a_later_target_behind_an_earlier_one(first: Row, last: Row) -> None:
    assert list(conflicts.order(package(first, last))) == [
        Found("order", (("facts", "a"), ("facts", "b")))
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"value": 50.0},
        {"value": 55.0},
        {"year": 2020},
        {"year": 2015},
        {"year": None},
        {"doc_id": "plan2035"},
        {"place": "kaizhou"},
        {"indicator": "people"},
        {"measure": "growth"},
        {"unit": "∶1"},
        {"kind": "quantity"},
        {"kind": "baseline"},
        {"value": math.nan, "printed": "国家下达"},
    ],
    ids=str,
)
def test_a_later_target_that_is_not_behind(other: Row) -> None:
    data = package(fact("a", 50, year=2020), fact("b", 45, year=2025) | other)
    assert found(conflicts.order, data) == []


def test_where_no_direction_is_better_none_is_behind() -> None:
    rows = [fact("a", 50, year=2020, indicator="share"), fact("b", 45, indicator="share")]
    assert found(conflicts.order, package(*rows)) == []


def test_one_of_several_later_targets_ahead_is_enough() -> None:
    rows = [fact("a", 50, year=2020), fact("b", 45), fact("c", 55)]
    assert found(conflicts.order, package(*rows)) == []


def test_a_step_back_between_two_steps() -> None:
    rows = [fact("a", 50, year=2020), fact("b", 60, year=2025), fact("c", 55, year=2035)]
    assert found(conflicts.order, package(*rows)) == [("b", "c")]


def test_targets_against_different_places_have_no_order() -> None:
    rows = [
        fact("a", 1.8, unit="∶1", measure="ratio", against="core", year=2020),
        fact("b", 1.5, unit="∶1", measure="ratio", against="metro", year=2025),
    ]
    assert found(conflicts.order, package(*rows)) == []


# --- shrinking -------------------------------------------------------------


def test_towns_that_shall_shrink_by_tier() -> None:
    data = package(
        places=[
            town("a", (1.5, 2.5, 0.8, 0.8)),
            town("b", (0.5, 1.0, 0.2, 1.0), tier="general"),
            town("c", (0.5, 1.0, 0.5, 0.9), tier="general"),
            town("d", (1.5, 2.5, 1.5, 2.5)),
            town("e", (1.5, 2.5, 2.0, 3.0), tier="general"),
        ]
    )
    assert list(conflicts.shrinking(data)) == [
        Found("shrinking", (("places", "a"),)),
        Found("shrinking", (("places", "b"), ("places", "c"))),
    ]


@pytest.mark.parametrize(
    "ends",
    [
        (1.5, 2.5, 1.5, 2.5),
        (1.5, 2.5, 1.6, 3.0),
        (1.5, 2.5, math.nan, math.nan),
        (math.nan, math.nan, 0.1, 0.2),
        (math.nan, 2.5, 0.1, 2.5),
        (math.nan, math.nan, math.nan, math.nan),
    ],
)
def test_a_town_that_shall_not_shrink(ends: tuple[float, float, float, float]) -> None:
    assert found(conflicts.shrinking, package(places=[town("a", ends)])) == []


# --- observed --------------------------------------------------------------


def test_a_base_that_no_statistic_confirms() -> None:
    data = package(
        base("a", 68),
        base("b", 68, doc_id="plan2035", kind="achieved"),
        observations=[seen("one", 69.46), seen("two", 66.8, vintage="pre-census2020")],
    )
    assert list(conflicts.observed(data)) == [
        Found(
            "observed",
            (("facts", "a"), ("facts", "b"), ("observations", "one"), ("observations", "two")),
        )
    ]


@pytest.mark.parametrize(
    "vintage", ["published", "first", "revised", "census", "post-census2020", "pre-census2020"]
)
@pytest.mark.parametrize("period", ["year", "year-end", "census"])
@pytest.mark.parametrize("confidence", ["A", "B"])
def test_a_firm_statistic_speaks(vintage: str, period: str, confidence: str) -> None:
    row = seen("one", 69.46, vintage=vintage, period=period, confidence=confidence)
    assert found(conflicts.observed, package(base("a", 68), observations=[row])) == [("a", "one")]


@pytest.mark.parametrize(
    "other",
    [
        {"confidence": "C"},
        {"vintage": "rounded"},
        {"vintage": "expected"},
        {"vintage": "interim"},
        {"period": "quarter-cumulative"},
        {"period": "month"},
        {"period": "multi-year"},
        {"place": "kaizhou"},
        {"year": 2019},
        {"indicator": "gap"},
        {"unit": "人"},
    ],
    ids=str,
)
def test_a_statistic_that_says_nothing_of_the_base(other: Row) -> None:
    data = package(base("a", 68), observations=[seen("one", 69.46) | other])
    assert found(conflicts.observed, data) == []


@pytest.mark.parametrize(
    "other",
    [
        {"operator": "~"},
        {"operator": ">="},
        {"operator": "range", "upper": 68.5},
        {"measure": "growth"},
        {"measure": "total"},
        {"year": None},
        {"kind": "target"},
        {"indicator": ""},
        {"value": math.nan, "printed": "—"},
    ],
    ids=str,
)
def test_a_fact_that_is_no_plain_base(other: Row) -> None:
    data = package(base("a", 68) | other, observations=[seen("one", 69.46)])
    assert found(conflicts.observed, data) == []


def test_one_statistic_that_confirms_is_enough() -> None:
    rows = [seen("one", 69.46), seen("two", 68, vintage="pre-census2020")]
    assert found(conflicts.observed, package(base("a", 68), observations=rows)) == []


@pytest.mark.parametrize(
    ("printed", "value", "seen_value", "confirmed"),
    [
        ("69.46", 69.46, 69.46, True),
        # As many digits as both print.
        ("69.5", 69.5, 69.46, True),
        ("69.46", 69.46, 69.5, True),
        ("69", 69, 69.46, True),
        ("69.5", 69.5, 69.44, False),
        ("69.46", 69.46, 69.47, False),
        ("70", 70, 69.46, False),
        ("69.4", 69.4, 69.46, False),
        # Half a step is still rounding, either way.
        ("69.5", 69.5, 69.45, True),
        ("69.4", 69.4, 69.45, True),
    ],
)
def test_rounding_is_no_difference(
    printed: str, value: float, seen_value: float, confirmed: bool
) -> None:
    data = package(base("a", value, printed=printed), observations=[seen("one", seen_value)])
    assert (found(conflicts.observed, data) == []) == confirmed


@pytest.mark.parametrize("printed", ["2.45∶1", "2.45:1", "1:2.45", "2. 45"])
def test_digits_of_a_number_are_not_the_signs_behind_its_point(printed: str) -> None:
    # 2.4467 is 2.45 to the two digits that both print.
    row = base("a", 2.45, printed=printed, unit="∶1", measure="ratio", indicator="gap")
    statistic = seen("one", 2.4467, unit="∶1", indicator="gap")
    assert found(conflicts.observed, package(row, observations=[statistic])) == []


# --- restated --------------------------------------------------------------


@pytest.mark.parametrize("kind", ["restated", "sum", "derived"])
def test_what_does_not_close_names_whole_and_parts(kind: str) -> None:
    data = package(restatements=[check("1", "w", "p q", kind=kind, clause="c1.g1 c2.g3")])
    assert list(conflicts.restated(data)) == [
        Found(
            "restated",
            (
                ("facts", "w"),
                ("facts", "p"),
                ("facts", "q"),
                ("clauses", "fyp14/c1.g1"),
                ("clauses", "fyp14/c2.g3"),
            ),
        )
    ]


def test_names_of_a_list_are_no_facts() -> None:
    data = package(restatements=[check("1", "w", "东 站|西站", kind="list", clause="c1.g1")])
    assert list(conflicts.restated(data)) == [
        Found("restated", (("facts", "w"), ("clauses", "fyp14/c1.g1")))
    ]


@pytest.mark.parametrize(
    ("whole", "parts", "clause", "refs"),
    [("", "p q", "", ("p", "q")), ("w", "", "c1.g1", ("w", "fyp14/c1.g1"))],
)
def test_what_has_no_whole_or_no_parts(
    whole: str, parts: str, clause: str, refs: tuple[str, ...]
) -> None:
    data = package(restatements=[check("1", whole, parts, kind="derived", clause=clause)])
    assert found(conflicts.restated, data) == [refs]


@pytest.mark.parametrize("holds", ["yes", "partial", "implied"])
@pytest.mark.parametrize("kind", ["restated", "sum", "list", "derived"])
def test_what_closes_is_no_conflict(kind: str, holds: str) -> None:
    data = package(restatements=[check("1", "w", "p", kind=kind, holds=holds)])
    assert found(conflicts.restated, data) == []


def test_a_target_that_was_missed_is_no_conflict() -> None:
    data = package(restatements=[check("1", "w", "p", kind="outcome")])
    assert found(conflicts.restated, data) == []


# --- stages ----------------------------------------------------------------


def test_the_stages_rise_from_study_to_completion() -> None:
    enum = {
        field["name"]: field["constraints"]["enum"]
        for resource in tables.schema()["resources"]
        if resource["name"] == "projects"
        for field in resource["schema"]["fields"]
        if field["name"] == "stage"
    }
    assert {*conflicts.STAGES, "unstated"} == set(enum["stage"])
    assert list(conflicts.STAGES) == [
        "study",
        "preliminary",
        "strive-to-start",
        "start",
        "continue",
        "strive-to-finish",
        "completed",
    ]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("start", "strive-to-start"),
        ("start", "preliminary"),
        ("preliminary", "study"),
        ("completed", "continue"),
        ("continue", "start"),
        ("strive-to-finish", "continue"),
    ],
)
def test_a_project_that_falls_back(first: str, last: str) -> None:
    rows = [project("a", "fyp14", first), project("b", "plan2035", last)]
    expected = [Found("stages", (("projects", "a"), ("projects", "b")))]
    assert list(conflicts.stages(package(projects=rows))) == expected
    # The order of the documents counts, not that of the rows.
    assert list(conflicts.stages(package(projects=rows[::-1]))) == expected


@pytest.mark.parametrize(
    "other",
    [
        {"stage": "start"},
        {"stage": "completed"},
        {"stage": "unstated", "stage_printed": ""},
        {"doc_id": "fyp14"},
        {"name_zh": "环线铁路二期"},
        # Continued and newly started: which of them is which is not said.
        {"stage_printed": "续建和新开工"},
    ],
    ids=str,
)
def test_a_project_that_does_not_fall_back(other: Row) -> None:
    rows = [project("a", "fyp14", "start"), project("b", "plan2035", "study", "研究") | other]
    assert found(conflicts.stages, package(projects=rows)) == []


@pytest.mark.parametrize(("first", "printed"), [("unstated", ""), ("continue", "续建和新开工")])
def test_a_stage_that_was_not_told_cannot_fall(first: str, printed: str) -> None:
    rows = [project("a", "fyp14", first, printed), project("b", "plan2035", "study")]
    assert found(conflicts.stages, package(projects=rows)) == []


def test_a_stage_is_compared_with_each_document_before() -> None:
    rows = [
        project("a", "fyp14", "start"),
        project("b", "plan2035", "completed"),
        project("c", "kaizhou2035", "study"),
    ]
    assert found(conflicts.stages, package(projects=rows)) == [("a", "c"), ("b", "c")]


# --- find ------------------------------------------------------------------


def test_findings_come_rule_by_rule() -> None:
    data = package(
        base("a", 91),
        base("b", 90, doc_id="plan2035"),
        fact("t", 88),
        projects=[project("x", "fyp14", "start"), project("y", "plan2035", "study")],
        restatements=[check("1", "w", "v")],
    )
    assert [one.rule for one in conflicts.find(data)] == ["bases", "reached", "stages", "restated"]


def test_every_rule_is_asked_once() -> None:
    names = [getattr(rule, "__name__", "") for rule in conflicts.RULES]
    assert sorted(names) == sorted(
        [
            "bases",
            "targets",
            "wording",
            "copied",
            "reached",
            "order",
            "shrinking",
            "observed",
            "stages",
            "restated",
        ]
    )


def test_what_one_rule_found_another_does_not_repeat() -> None:
    # Three statements of a target: 70, at least 70, 75. The wording is part of it.
    data = package(
        fact("a", 70),
        fact("b", 70, doc_id="plan2035", operator=">="),
        fact("c", 75, doc_id="renewal2025"),
    )
    assert found(conflicts.wording, data) == [("a", "b")]
    assert [(one.rule, len(one.refs)) for one in conflicts.find(data)] == [("targets", 3)]


def test_a_restatement_that_adds_nothing_is_not_repeated() -> None:
    rows = fact("a", 73), fact("b", 73, operator=">=")
    again, more = check("1", "a", "b"), check("2", "a", "b z")
    found_again = conflicts.find(package(*rows, restatements=[again]))
    assert [one.rule for one in found_again] == ["wording"]
    # Its rows may be known from several findings.
    people = {"indicator": "people", "unit": "人"}
    spread = [*rows, fact("c", 50, **people), fact("d", 50, operator="~", **people)]
    both = conflicts.find(package(*spread, restatements=[check("1", "a", "c")]))
    assert [one.rule for one in both] == ["wording", "wording"]
    # One row that nothing else names makes it a finding of its own.
    found_more = conflicts.find(package(*rows, restatements=[again, more]))
    assert [one.rule for one in found_more] == ["wording", "restated"]
    named = conflicts.find(package(*rows, restatements=[check("3", "a", "b", clause="c1.g1")]))
    assert [one.rule for one in named] == ["wording", "restated"]


def test_the_same_restatement_twice_is_one_finding() -> None:
    data = package(restatements=[check("1", "w", "p"), check("2", "p", "w")])
    assert len(conflicts.find(data)) == 1


# --- said ------------------------------------------------------------------


def row_of(template: Row, **cells: Any) -> Any:
    return next(tables.records(frame([template | cells], template | cells)))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (fact("a", 73), "chongqing =73 % 2025"),
        (fact("a", 70, modality="力争", operator=">="), "力争 chongqing >=70 % 2025"),
        (fact("a", 20, operator="range", upper=30), "chongqing range20–30 % 2025"),
        (fact("a", 5, year=None, place="kaizhou", unit="公里"), "kaizhou =5 公里"),
        (fact("a", 3, unit="", year=None), "chongqing =3"),
        (fact("a", printed="国家下达", unit=""), "chongqing 国家下达 2025"),
        (fact("a", printed="", unit=""), "chongqing 2025"),
        (fact("a", 0.1 + 0.2, operator="~"), "chongqing ~0.3 % 2025"),
        (fact("a", 12_345_678.5), "chongqing =12345678.5 % 2025"),
    ],
)
def test_what_a_fact_says(row: Row, said: str) -> None:
    assert conflicts.said("facts", next(tables.records(frame([row], FACT)))) == said


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [
        ("observations", row_of(OBSERVATION, value=69.46), "chongqing 69.46 % 2020 published"),
        ("projects", row_of(PROJECT, quantity=51.0, unit="公里"), "start 51 公里"),
        ("projects", row_of(PROJECT, stage="unstated"), "unstated"),
        (
            "places",
            row_of(PLACE, pop2025_low=1.5, pop2025_high=2.5, pop2035_low=0.8, pop2035_high=0.8),
            "key 1.5 2.5 0.8 0.8",
        ),
        ("places", row_of(PLACE, pop2035_high=0.2), "key 0.2"),
        ("places", row_of(PLACE), "key"),
        ("members", row_of({"group": "core", "place": "banan", "year": 2021}), "core banan 2021"),
        ("roles", row_of({"role_zh": "重要支点"}), "重要支点"),
        ("tasks", row_of({"title_zh": "深化户籍制度改革"}), "深化户籍制度改革"),
    ],
)
def test_what_a_row_says(table: str, row: Any, said: str) -> None:
    assert conflicts.said(table, row) == said


@pytest.mark.parametrize(
    "cells",
    [
        {"value": 71.0},
        {"operator": ">="},
        {"modality": "力争"},
        {"place": "kaizhou"},
        {"year": 2026},
        {"year": None},
        {"unit": "∶1"},
        {"upper": 75.0},
    ],
    ids=str,
)
def test_a_fact_that_changes_says_something_else(cells: Row) -> None:
    one, two = tables.records(frame([fact("a", 70), fact("a", 70) | cells], FACT))
    assert conflicts.said("facts", one) != conflicts.said("facts", two)


# --- the register ----------------------------------------------------------

#: Columns of the key of each table that a conflict may name.
KEYS: Final = {
    "facts": ("fact_id",),
    "observations": ("obs_id",),
    "projects": ("project",),
    "places": ("place",),
    "members": ("group", "place", "year"),
    "roles": ("role_id",),
    "tasks": ("task_id",),
}


@pytest.fixture(scope="module")
def data() -> Data:
    return tables.load()


@pytest.fixture(scope="module")
def findings(data: Data) -> list[Found]:
    return conflicts.find(data)


@pytest.fixture(scope="module")
def registered(data: Data) -> dict[str, tuple[str, Refs]]:
    """Rule and references by conflict."""
    refs: dict[str, set[tuple[str, str]]] = {}
    for row in tables.records(data["conflict_refs"]):
        refs.setdefault(row.conflict_id, set()).add((row.table, row.ref))
    return {
        row.conflict_id: (row.rule, frozenset(refs.get(row.conflict_id, set())))
        for row in tables.records(data["conflicts"])
    }


@pytest.fixture(scope="module")
def rows_by_ref(data: Data) -> dict[tuple[str, str], Any]:
    return {
        (table, "/".join(str(getattr(row, column)) for column in columns)): row
        for table, columns in KEYS.items()
        for row in tables.records(data[table])
    }


def test_nothing_is_found_twice(findings: list[Found]) -> None:
    sets = [frozenset(one.refs) for one in findings]
    assert [one for one in findings if len(set(one.refs)) != len(one.refs) or not one.refs] == []
    assert [s for i, s in enumerate(sets) if any(s <= before for before in sets[:i])] == []
    rules = {getattr(rule, "__name__", "") for rule in conflicts.RULES}
    assert {one.rule for one in findings} == rules


def test_what_is_found_exists(
    findings: list[Found], rows_by_ref: dict[tuple[str, str], Any]
) -> None:
    refs = {ref for one in findings for ref in one.refs if ref[0] != "clauses"}
    assert refs - rows_by_ref.keys() == set()


def test_the_register_is_filled(data: Data, registered: dict[str, tuple[str, Refs]]) -> None:
    assert len(registered) >= 40
    assert set(data["conflict_refs"]["conflict_id"]) == set(registered)


def test_every_finding_is_registered_once(
    findings: list[Found], registered: dict[str, tuple[str, Refs]]
) -> None:
    entries = Counter(registered.values())
    wrong = {one: n for one in findings if (n := entries[one.rule, frozenset(one.refs)]) != 1}
    assert wrong == {}


def test_what_is_registered_under_a_rule_is_found_by_it(
    findings: list[Found], registered: dict[str, tuple[str, Refs]]
) -> None:
    by_rule = {(one.rule, frozenset(one.refs)) for one in findings}
    ruled = {key: entry for key, entry in registered.items() if entry[0] != "reading"}
    assert ruled
    assert {key: entry for key, entry in ruled.items() if entry not in by_rule} == {}


def test_every_reference_exists_and_says_what_it_said(
    data: Data, rows_by_ref: dict[tuple[str, str], Any]
) -> None:
    refs = data["conflict_refs"]
    assert len(refs)
    documents = set(data["documents"]["doc_id"])
    wrong = []
    for row in tables.records(refs):
        if row.table == "clauses":
            doc, _, path = row.ref.partition("/")
            good = doc in documents and re.fullmatch(r"[a-z]+\d*(\.[a-z]+\d*)*", path)
            expected = "a clause of a document"
        else:
            target = rows_by_ref.get((row.table, row.ref))
            expected = "" if target is None else conflicts.said(row.table, target)
            good = bool(expected) and expected == row.said
        if not good:
            wrong.append(f"{row.conflict_id}/{row.position}: {row.ref} «{row.said}», «{expected}»")
    assert wrong == []


def test_positions_count_from_one(data: Data) -> None:
    refs = data["conflict_refs"]
    assert len(refs)
    for conflict, rows in refs.groupby("conflict_id"):
        assert sorted(rows["position"]) == list(range(1, len(rows) + 1)), conflict


def test_no_conflict_names_a_row_twice(data: Data) -> None:
    refs = data["conflict_refs"]
    assert len(refs)
    assert refs[refs.duplicated(["conflict_id", "table", "ref"])]["conflict_id"].to_list() == []


def test_no_two_conflicts_name_the_same_rows(registered: dict[str, tuple[str, Refs]]) -> None:
    assert registered
    counts = Counter(refs for _, refs in registered.values())
    assert {key: refs for key, (_, refs) in registered.items() if counts[refs] > 1} == {}


def test_every_finding_is_told_in_both_languages(data: Data) -> None:
    rows = data["conflicts"]
    assert len(rows)
    for column in ("finding_en", "finding_zh"):
        assert rows.loc[rows[column].str.strip() == "", "conflict_id"].to_list() == []
    assert rows.loc[~rows["finding_zh"].str.contains("[一-鿿]"), "conflict_id"].to_list() == []
