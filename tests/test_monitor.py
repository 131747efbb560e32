from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

import pandas as pd
import pytest

from cqanalysis import monitor, tables
from cqanalysis.pace import Status
from cqanalysis.tables import Data

Row = dict[str, Any]

# --- small made-up tables --------------------------------------------------

FACT: Final[Row] = {
    "fact_id": "",
    "doc_id": "plan2035",
    "place": "chongqing",
    "indicator": "rate",
    "kind": "target",
    "measure": "level",
    "operator": "=",
    "value": math.nan,
    "upper": math.nan,
    "unit": "%",
    "against": "",
    "modality": "",
    "year": 2025,
    "year_from": 2021,
    "note": "",
}
OBSERVATION: Final[Row] = {
    "obs_id": "",
    "indicator": "rate",
    "place": "chongqing",
    "year": 2025,
    "period": "year",
    "operator": "=",
    "value": math.nan,
    "unit": "%",
    "vintage": "published",
    "definition": "",
    "confidence": "A",
}
INDICATORS: Final = {
    "rate": "higher",
    "other": "higher",
    "gap": "lower",
    "income_ratio": "lower",
    "base_stations_5g": "higher",
    "metro_population_share": "higher",
    "rail_length_operating_building": "higher",
    "urbanization_rate": "higher",
}
UNITS: Final = pd.DataFrame(
    {
        "unit": ["%", "元", "万元", "万人"],
        "dimension": ["share", "money", "money", "people"],
        "factor": [1.0, 1.0, 1e4, 1e4],
    }
)
DOCUMENTS: Final = ("fyp14", "plan2035", "renewal2025", "kaizhou2035")


def target(fact_id: str = "t", value: float = 70, **more: Any) -> Row:
    return FACT | {"fact_id": fact_id, "value": value} | more


def base(fact_id: str, value: float, **more: Any) -> Row:
    return target(fact_id, value, **({"kind": "baseline", "year": 2020} | more))


def seen(obs_id: str, value: float, **more: Any) -> Row:
    return OBSERVATION | {"obs_id": obs_id, "value": value} | more


def incomes(year: int, urban: float, rural: float, **more: Any) -> list[Row]:
    """Two incomes of one survey, from which a ratio is computed."""
    common = {"year": year, "unit": "元", "definition": "integrated survey"} | more
    return [
        seen(f"urban-{year}", urban, indicator="income_urban", **common),
        seen(f"rural-{year}", rural, indicator="income_rural", **common),
    ]


def frame(rows: Iterable[Row], template: Row) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=list(template))
    kinds = {
        name: "Int64" if name.startswith("year") else "float64" if isinstance(cell, float) else str
        for name, cell in template.items()
    }
    return table.astype(kinds)


def package(
    *facts: Row, observations: Iterable[Row] = (), members: Sequence[tuple[str, str]] = ()
) -> Data:
    return Data(
        {
            "documents": pd.DataFrame({"doc_id": list(DOCUMENTS)}),
            "indicators": pd.DataFrame(
                {"indicator": list(INDICATORS), "better": list(INDICATORS.values())}
            ),
            "facts": frame(facts, FACT),
            # Two incomes of long ago: a city without any is none of this book's.
            "observations": frame([*incomes(2021, 3000, 1200), *observations], OBSERVATION),
            "members": pd.DataFrame(members, columns=["group", "place"], dtype=str).assign(
                year=pd.Series(2021, range(len(members)), dtype="Int64")
            ),
            "units": UNITS,
        }
    )


def stands(*facts: Row, observations: Iterable[Row] = ()) -> Any:
    """The one row of a package with one target."""
    table = monitor.standing(package(*facts, observations=observations))
    assert len(table) == 1
    return next(tables.records(table))


#: Makes 2026 the last full year, and judges nothing.
LATER: Final = seen("later", 1, indicator="other", year=2026)


def test_small_tables_have_the_types_that_loading_gives() -> None:
    data, real = package(target()), tables.load()
    for name, table in data.tables.items():
        assert table.dtypes.astype(str).to_dict() == {
            column: str(real[name][column].dtype) for column in table.columns
        }, name


# --- now -------------------------------------------------------------------


@pytest.mark.parametrize("period", ["year", "year-end", "census"])
def test_now_is_the_last_year_that_is_observed_whole(period: str) -> None:
    rows = [seen("a", 60, year=2022), seen("b", 61, year=2024, period=period)]
    assert monitor.now(package(observations=rows)) == 2024


@pytest.mark.parametrize("period", ["quarter-cumulative", "month", "multi-year"])
def test_part_of_a_year_is_not_now(period: str) -> None:
    rows = [seen("a", 60, year=2022), seen("b", 61, year=2024, period=period)]
    assert monitor.now(package(observations=rows)) == 2022


# --- standing: due targets -------------------------------------------------


@pytest.mark.parametrize(
    ("more", "value", "expected"),
    [
        ({}, 70, Status.MET),
        ({}, 71.3, Status.MET),
        ({}, 69.9, Status.MISSED),
        ({"operator": ">"}, 70, Status.MISSED),
        ({"operator": "range", "upper": 75.0}, 76, Status.MISSED),
        ({"operator": "range", "upper": 75.0}, 75, Status.MET),
        ({"operator": "~"}, 66.5, Status.MET),
        # Where lower is better.
        ({"indicator": "gap"}, 69, Status.MET),
        ({"indicator": "gap"}, 70.1, Status.MISSED),
    ],
    ids=str,
)
def test_a_due_target_is_judged_by_its_year(more: Row, value: float, expected: Status) -> None:
    aim = target(**more)
    rows = [seen("o", value, indicator=aim["indicator"]), LATER]
    row = stands(aim, observations=rows)
    assert (row.fact_id, row.indicator, row.place) == ("t", aim["indicator"], "chongqing")
    assert (row.year, row.value, row.obs_ids) == (2025, value, "o")
    assert row.status == expected.value


def test_the_due_year_is_past_once_it_is_observed() -> None:
    row = stands(target(), observations=[seen("o", 69)])
    assert row.status == Status.MISSED.value


def test_a_year_after_the_due_one_judges_nothing() -> None:
    rows = [seen("before", 69, year=2025), seen("after", 75, year=2026)]
    row = stands(target(), observations=rows)
    assert (row.year, row.obs_ids, row.status) == (2025, "before", Status.MISSED.value)


@pytest.mark.parametrize("value", [60.0, 80.0])
def test_a_due_target_without_its_year_was_last_seen(value: float) -> None:
    rows = [seen("old", 50, year=2021), seen("last", value, year=2023), LATER]
    row = stands(target(), base("b", 40), observations=rows)
    assert (row.year, row.value, row.obs_ids) == (2023, value, "last")
    assert row.status == Status.LAST_SEEN.value


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [seen("o", 71, indicator="other")],
        [seen("o", 71, place="kaizhou")],
        [seen("o", 71, year=2026)],
        [seen("o", 71, confidence="C")],
        [seen("o", 71, vintage="expected")],
        # No news of a plan that starts from 2020.
        [seen("o", 71, year=2020)],
    ],
    ids=str,
)
def test_what_judges_nothing(rows: list[Row]) -> None:
    row = stands(target(), observations=[*rows, LATER])
    assert row.status == Status.UNOBSERVED.value
    assert pd.isna(row.year)
    assert pd.isna(row.value)
    assert row.obs_ids == ""


@pytest.mark.parametrize(
    "other",
    [
        {"unit": "∶1"},
        {"vintage": "rounded"},
        {"vintage": "interim"},
        {"period": "quarter-cumulative"},
        {"period": "month"},
        {"period": "multi-year"},
        {"operator": "~"},
        {"operator": ">="},
    ],
    ids=str,
)
def test_what_was_observed_but_does_not_compare(other: Row) -> None:
    row = stands(
        target(), observations=[seen("early", 70, year=2021) | other, seen("o", 71) | other]
    )
    assert row.status == Status.NOT_COMPARABLE.value
    assert (row.obs_ids, row.other_ids, row.other_year, row.other_value) == ("", "o", 2025, 71)
    # Before the plans' start, after the due year, of a district: no news either.
    for far in ({"year": 2020}, {"year": 2026}, {"place": "kaizhou"}):
        row = stands(target(), observations=[seen("o", 71) | other | far, LATER])
        assert (row.status, row.other_ids) == (Status.UNOBSERVED.value, "")


def test_a_series_nearby_does_not_compare() -> None:
    # Stations for 10,000 people say little of their number; of another place nothing.
    aim = target(indicator="base_stations_5g")
    near = seen("near", 16, indicator="base_stations_5g_per_10k", year=2022)
    row = stands(aim, observations=[near, LATER])
    assert (row.status, row.other_ids) == (Status.NOT_COMPARABLE.value, "near")
    row = stands(aim | {"place": "kaizhou"}, observations=[near, LATER])
    assert (row.status, row.other_ids) == (Status.UNOBSERVED.value, "")
    # The rail of the metropolitan area is counted for the city.
    rail = target(indicator="rail_length_operating_building", place="metro")
    row = stands(rail, observations=[seen("rail", 523, indicator="rail_length"), LATER])
    assert (row.status, row.other_ids) == (Status.NOT_COMPARABLE.value, "rail")


def test_current_prices_do_not_judge_constant_ones() -> None:
    aim, rows = target(value=10.2, unit="万元"), [seen("o", 105874, unit="元")]
    assert stands(aim, observations=rows).status == Status.MET.value
    row = stands(aim | {"note": "At 2020 prices; printed twice"}, observations=rows)
    assert (row.status, row.other_ids) == (Status.NOT_COMPARABLE.value, "o")


def test_units_of_one_kind_are_converted() -> None:
    row = stands(target(value=8, unit="万元"), observations=[seen("o", 61033, unit="元")])
    assert (row.value, row.status) == (pytest.approx(6.1033), Status.MISSED.value)


# --- standing: another area, sums, growth ----------------------------------

SHARE: Final = target(
    "s", 68, indicator="metro_population_share", place="metro", operator="~", unit="%"
)


def people(place: str, value: float, **more: Any) -> Row:
    own = {"indicator": "resident_population", "unit": "万人", "place": place}
    return seen(f"{place}-people", value, vintage="post-census2020", **own) | more


def rate(place: str, value: float, **more: Any) -> Row:
    own = {"indicator": "urbanization_rate", "place": place}
    return seen(f"{place}-rate", value, vintage="post-census2020", **own) | more


def test_a_number_reached_only_on_the_redrawn_area_is_told_apart() -> None:
    start = base("b", 65.9, indicator="metro_population_share", place="metro")
    own = seen("own", 66.5, indicator="metro_population_share", place="metro")
    wide = seen("wide", 68.4, indicator="metro_population_share", place="metro22")
    row = stands(SHARE, start, observations=[own, wide])
    assert (row.status, row.obs_ids, row.other_ids) == (Status.CHANGED.value, "own", "wide")
    assert (row.other_year, row.other_value) == (2025, 68.4)
    # What is short of it on both areas, or reaches it on its own, is no such thing.
    row = stands(SHARE, start, observations=[own, wide | {"value": 67.9}])
    assert row.status == Status.MISSED.value
    row = stands(SHARE, start, observations=[own | {"value": 68.0}, wide])
    assert (row.status, row.other_ids) == (Status.MET.value, "")


def test_about_allows_nothing_where_the_base_is_within_it() -> None:
    start = base("b", 65.9, indicator="metro_population_share", place="metro")
    own = seen("own", 67.9, indicator="metro_population_share", place="metro")
    assert stands(SHARE, start, observations=[own]).status == Status.MISSED.value
    low = start | {"value": 60.0}
    assert stands(SHARE, low, observations=[own]).status == Status.MET.value


def test_a_group_is_added_up_when_all_its_members_are_observed() -> None:
    data = package(
        SHARE,
        target("r", 60, indicator="urbanization_rate", place="metro"),
        observations=[
            *(people("a", 100), people("b", 300), people("chongqing", 800)),
            *(rate("a", 80), rate("b", 60)),
        ],
        members=[("metro", "a"), ("metro", "b")],
    )  # fmt: skip
    share, whole = tables.records(monitor.standing(data))
    # 400 of 800, and (100 × 80 + 300 × 60) / 400.
    assert (share.value, whole.value) == (pytest.approx(50), pytest.approx(65))
    assert share.obs_ids == "a-people|b-people|chongqing-people"
    assert set(whole.obs_ids.split("|")) == {"a-people", "b-people", "a-rate", "b-rate"}


@pytest.mark.parametrize(
    "rows",
    [
        [people("a", 100), rate("a", 80), people("b", 300)],
        [people("a", 100), rate("a", 80), people("b", 300), rate("b", 60, confidence="C")],
        [people("a", 100), rate("a", 80), people("b", 300), rate("b", 60, year=2024)],
        [people("a", 100), rate("a", 80), people("b", 300), rate("b", 60, vintage="census")],
    ],
    ids=["missing", "weak", "of another year", "of another vintage"],
)
def test_a_group_is_not_added_up_from_some(rows: list[Row]) -> None:
    aim = target("r", 60, indicator="urbanization_rate", place="metro")
    data = package(aim, observations=rows, members=[("metro", "a"), ("metro", "b")])
    assert next(tables.records(monitor.standing(data))).obs_ids == ""


def test_a_group_s_own_figure_stands_before_its_sum() -> None:
    own = seen("own", 61, indicator="urbanization_rate", place="metro", confidence="B")
    aim = target("r", 60, indicator="urbanization_rate", place="metro")
    rows = [people("a", 100), rate("a", 80), own]
    data = package(aim, observations=rows, members=[("metro", "a")])
    assert next(tables.records(monitor.standing(data))).obs_ids == "own"


GROWTH: Final = target("g", 6, measure="mean growth", operator="~")


def growths(*rates: float) -> list[Row]:
    return [seen(str(2021 + i), value, year=2021 + i) for i, value in enumerate(rates)]


def test_a_mean_growth_is_judged_by_all_its_years() -> None:
    # 1.1 × 1.0 × 1.0 × 1.0 × 1.1 = 1.21, whose fifth root is 1.038860.
    row = stands(GROWTH, observations=growths(10, 0, 0, 0, 10))
    assert (row.year, row.status) == (2025, Status.MISSED.value)
    assert row.value == pytest.approx(3.8860, abs=5e-5)
    assert row.obs_ids == "2021|2022|2023|2024|2025"
    # A mean growth of before is no level to start from: "about" keeps what it allows.
    past = base("b", 7.2, measure="mean growth")
    row = stands(GROWTH, past, observations=growths(5.8, 5.8, 5.8, 5.8, 5.8))
    assert (row.base_id, row.status) == ("", Status.MET.value)


def test_a_mean_growth_of_some_years_is_none() -> None:
    row = stands(GROWTH, observations=[*growths(6, 6, 6, 6), LATER])
    assert row.obs_ids == ""


@pytest.mark.parametrize(
    "weak",
    [
        {"confidence": "C"},
        {"vintage": "rounded"},
        {"vintage": "expected"},
        {"period": "quarter-cumulative"},
        {"operator": ">="},
    ],
    ids=str,
)
def test_a_weak_observation_does_not_stand_before_a_firm_one(weak: Row) -> None:
    firm = seen("firm", 69, vintage="pre-census2020", confidence="B")
    row = stands(target(), observations=[seen("weak", 71) | weak, firm])
    assert (row.obs_ids, row.status) == ("firm", Status.MISSED.value)
    # Nor does a weak one of the due year stand before a firm one of an earlier.
    early = firm | {"year": 2024}
    row = stands(target(), observations=[seen("weak", 71) | weak, early, LATER])
    assert (row.obs_ids, row.status) == ("firm", Status.LAST_SEEN.value)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("census", "post-census2020"),
        ("post-census2020", "revised"),
        ("revised", "published"),
        ("published", "first"),
        ("first", "pre-census2020"),
        ("revised", "first"),
    ],
)
def test_the_best_vintage_of_a_year_judges(better: str, worse: str) -> None:
    # The ids and the confidence point the other way.
    rows = [seen("a", 71, vintage=worse), seen("z", 69, vintage=better, confidence="B")]
    for order in (rows, rows[::-1]):
        row = stands(target(), observations=order)
        assert (row.obs_ids, row.value, row.status) == ("z", 69, Status.MISSED.value)


def test_of_one_vintage_the_higher_confidence_judges() -> None:
    rows = [seen("a", 71, confidence="B"), seen("z", 69)]
    assert stands(target(), observations=rows).obs_ids == "z"


def test_a_later_year_of_a_lesser_vintage_stands_nearer() -> None:
    rows = [seen("a", 66, year=2020, vintage="census"), seen("b", 69, vintage="first")]
    assert stands(target(), observations=rows).obs_ids == "b"


def test_a_better_vintage_in_another_unit_is_another_number() -> None:
    rows = [seen("a", 0.71, vintage="census", unit="∶1"), seen("b", 69, vintage="first")]
    assert stands(target(), observations=rows).obs_ids == "b"


# --- standing: open targets ------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [(64.0, Status.ON_PACE), (63.9, Status.BEHIND), (70.0, Status.ON_PACE), (59, Status.BEHIND)],
)
def test_an_open_target_is_judged_by_its_line(value: float, expected: Status) -> None:
    # 60 in 2020 to 70 in 2025: 64 in 2022.
    row = stands(target(), base("b", 60), observations=[seen("o", value, year=2022)])
    assert (row.base_id, row.year, row.obs_ids, row.status) == ("b", 2022, "o", expected.value)


def test_an_open_target_without_a_base_is_not_judged_until_it_is_reached() -> None:
    assert stands(target(), observations=[seen("o", 69, year=2022)]).status == "no base"
    row = stands(target(), observations=[seen("o", 71, year=2022)])
    assert (row.base_id, row.status) == ("", "on pace")


def test_an_open_target_may_be_unobserved() -> None:
    row = stands(target(year=2035), base("b", 60), observations=[LATER])
    assert (row.base_id, row.status) == ("b", Status.UNOBSERVED.value)


def test_a_target_without_a_year_is_undated() -> None:
    row = stands(target(year=None), base("b", 60), observations=[seen("o", 71)])
    assert row.status == Status.UNDATED.value
    # What is known is told all the same.
    assert (row.base_id, row.year, row.value, row.obs_ids) == ("b", 2025, 71, "o")


# --- standing: bases -------------------------------------------------------


def test_an_outcome_is_a_base_too() -> None:
    assert stands(target(), base("b", 60, kind="achieved")).base_id == "b"


@pytest.mark.parametrize(
    "other",
    [
        {"indicator": "other"},
        {"place": "kaizhou"},
        {"unit": "∶1"},
        {"against": "metro"},
        {"measure": "growth"},
        {"measure": "total"},
        {"kind": "quantity"},
        {"kind": "standard"},
        {"year": None},
        {"year": 2025},
        {"year": 2030},
        {"value": math.nan},
    ],
    ids=str,
)
def test_what_is_no_base(other: Row) -> None:
    assert stands(target(), base("b", 60) | other).base_id == ""


@pytest.mark.parametrize("doc_id", ["fyp14", "renewal2025"])
def test_the_base_of_the_own_document_is_preferred(doc_id: str) -> None:
    # Though the other document prints a later one.
    rows = base("own", 60, year=2018), base("other", 66, year=2020, doc_id=doc_id)
    assert stands(target(), *rows).base_id == "own"
    assert stands(target(), *rows[::-1]).base_id == "own"


def test_the_last_of_the_own_bases_is_taken() -> None:
    rows = base("a", 60, year=2015), base("b", 66, year=2020), base("c", 50, year=2010)
    assert stands(target(), *rows).base_id == "b"


def test_else_the_base_of_the_document_before() -> None:
    rows = (
        base("a", 60, year=2015, doc_id="fyp14"),
        base("b", 66, year=2020, doc_id="plan2035"),
        base("c", 67, year=2021, doc_id="kaizhou2035"),
    )
    assert stands(target(doc_id="renewal2025"), *rows).base_id == "b"
    assert stands(target(doc_id="plan2035"), rows[0], rows[2]).base_id == "a"


def test_the_base_decides_the_pace() -> None:
    # From 60 the line stands at 64 in 2022, from 66 at 67.6.
    rows = [seen("o", 65, year=2022)]
    low, high = base("low", 60), base("high", 66)
    for own, status in ((low, Status.ON_PACE), (high, Status.BEHIND)):
        others = [row | {"doc_id": "fyp14"} for row in (low, high) if row is not own]
        assert stands(target(), own, *others, observations=rows).status == status.value


# --- standing: rows --------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        {"value": math.nan, "measure": "deferred"},
        {"value": math.nan},
        {"indicator": ""},
        {"measure": "total"},
        {"measure": "growth"},
        {"kind": "baseline"},
        {"kind": "achieved"},
        {"kind": "quantity"},
        {"kind": "label"},
        {"kind": "standard"},
    ],
    ids=str,
)
def test_what_is_no_target_has_no_row(other: Row) -> None:
    table = monitor.standing(package(target() | other, observations=[seen("o", 71)]))
    assert table.empty
    assert list(table.columns) == monitor.COLUMNS


def test_every_target_has_one_row_in_the_order_of_the_facts() -> None:
    facts = target("z"), base("b", 60), target("a", 80, year=2035), target("m", 75, place="kaizhou")
    table = monitor.standing(package(*facts, observations=[seen("o", 71), LATER]))
    assert list(table["fact_id"]) == ["z", "a", "m"]
    assert list(table["status"]) == ["met", "on pace", "not in this collection"]
    assert list(table.columns) == monitor.COLUMNS
    assert (str(table["year"].dtype), str(table["value"].dtype)) == ("Int64", "float64")


# --- standing: the income ratio --------------------------------------------

RATIO: Final = target(
    "r", 2.35, indicator="income_ratio", measure="ratio", unit="∶1", against="chongqing"
)


def test_the_income_ratio_is_judged_by_two_incomes() -> None:
    row = stands(RATIO, observations=[*incomes(2025, 4600, 2000), LATER])
    assert (row.year, row.value, row.status) == (2025, 2.3, Status.MET.value)
    assert row.obs_ids == "urban-2025|rural-2025"


def test_a_published_ratio_gives_way_to_the_incomes_of_its_year() -> None:
    printed = {"indicator": "income_ratio", "unit": "∶1", "definition": "integrated survey"}
    alone = [seen("printed", 2.36, **printed)]
    row = stands(RATIO, observations=alone)
    assert (row.obs_ids, row.status) == ("printed", Status.MISSED.value)
    row = stands(RATIO, observations=[*alone, *incomes(2025, 4600, 2000)])
    assert (row.obs_ids, row.status) == ("urban-2025|rural-2025", Status.MET.value)


@pytest.mark.parametrize(
    "other",
    [
        {"confidence": "C"},
        {"place": "kaizhou"},
        {"period": "quarter-cumulative"},
        {"vintage": "expected"},
        {"definition": "urban household survey"},
    ],
    ids=str,
)
def test_incomes_that_make_no_ratio(other: Row) -> None:
    row = stands(RATIO, observations=[*incomes(2025, 4600, 2000, **other), LATER])
    # those of 2021 are all that is left.
    assert (row.obs_ids, row.status) == ("urban-2021|rural-2021", Status.LAST_SEEN.value)


def test_incomes_of_the_old_survey_judge_nothing() -> None:
    urban, rural = incomes(2025, 4600, 2000, definition="urban household survey")
    rural |= {"indicator": "income_rural_net", "definition": "net income"}
    row = stands(RATIO, observations=[urban, rural, LATER])
    assert (row.obs_ids, row.status) == ("urban-2021|rural-2021", Status.LAST_SEEN.value)


def test_one_income_of_a_weak_source_makes_a_weak_ratio() -> None:
    urban, rural = incomes(2025, 4600, 2000)
    row = stands(RATIO, observations=[urban, rural | {"confidence": "C"}, LATER])
    assert row.status == Status.LAST_SEEN.value


def test_the_ratio_of_the_city_judges_no_district() -> None:
    row = stands(RATIO | {"place": "kaizhou"}, observations=incomes(2025, 4600, 2000))
    assert row.status == Status.UNOBSERVED.value


# --- strict ----------------------------------------------------------------


def is_strict(row: Row) -> bool:
    return not monitor.strict(frame([row], FACT)).empty


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"kind": "quantity"},
        {"operator": ">="},
        {"operator": "<"},
        {"operator": "range", "upper": 80.0},
        {"measure": "total"},
        {"indicator": ""},
        # Words of holding, not of striving.
        {"modality": "控制在"},
        {"modality": "稳定在"},
    ],
    ids=str,
)
def test_a_number_with_a_year_binds(more: Row) -> None:
    assert is_strict(target(**more))


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "baseline"},
        {"kind": "achieved"},
        {"kind": "standard"},
        {"kind": "label"},
        {"year": None},
        {"value": math.nan},
        {"operator": "~"},
        {"modality": "力争"},
        {"modality": "争取"},
        {"modality": "基本"},
        {"modality": "尽早"},
        {"modality": "鼓励"},
        {"modality": "规划研究"},
        {"kind": "quantity", "modality": "力争"},
    ],
    ids=str,
)
def test_what_does_not_bind(more: Row) -> None:
    assert not is_strict(target(**more))


def test_strict_facts_are_rows_of_the_facts() -> None:
    facts = frame([target("a"), base("b", 60), target("c", modality="力争"), target("d")], FACT)
    chosen = monitor.strict(facts)
    assert list(chosen["fact_id"]) == ["a", "d"]
    assert list(chosen.columns) == list(facts.columns)


# --- the real data ---------------------------------------------------------


@pytest.fixture(scope="module")
def data() -> Data:
    return tables.load()


@pytest.fixture(scope="module")
def table(data: Data) -> pd.DataFrame:
    return monitor.standing(data)


def test_strict_tasks_are_those_with_a_strict_fact(data: Data) -> None:
    strict = [
        (f.doc_id, f.clause, f.fact_id) for f in tables.records(monitor.strict(data["facts"]))
    ]
    assert len(data["tasks"]) > 0
    wrong = []
    for task in tables.records(data["tasks"]):
        own = sorted(
            fact_id
            for doc, clause, fact_id in strict
            if doc == task.doc_id and f"{clause}.".startswith(f"{task.clause}.")
        )
        if sorted(task.facts.split()) != own or (task.strict == "yes") != bool(own):
            wrong.append(f"{task.task_id}: {task.strict} «{task.facts}», expected {own}")
    assert wrong == []
    assert set(data["tasks"]["strict"]) == {"yes", "no"}


def test_every_target_that_is_a_level_stands_somewhere(data: Data, table: pd.DataFrame) -> None:
    facts = data["facts"]
    levels = facts[
        (facts["kind"] == "target")
        & (facts["indicator"] != "")
        & facts["measure"].isin(["level", "ratio", "mean growth"])
        & facts["value"].notna()
    ]
    assert list(table["fact_id"]) == list(levels["fact_id"])
    assert set(table["status"]) <= {status.value for status in Status}


def test_a_target_without_an_observation_is_unobserved_or_undated(table: pd.DataFrame) -> None:
    none = table["obs_ids"] == ""
    assert (table["year"].isna() == none).all()
    assert (table["value"].isna() == none).all()
    unseen = {Status.UNOBSERVED, Status.UNDATED, Status.NOT_COMPARABLE}
    assert set(table.loc[none, "status"]) <= {status.value for status in unseen}
    assert Status.NOT_COMPARABLE.value not in set(table.loc[~none, "status"])
    assert Status.UNOBSERVED.value not in set(table.loc[~none, "status"])


def test_status_and_years_agree(data: Data, table: pd.DataFrame) -> None:
    due = data["facts"].set_index("fact_id")["year"]
    now = monitor.now(data)
    for row in tables.records(table):
        year = due[row.fact_id]
        if pd.isna(year):
            assert row.status == Status.UNDATED.value, row.fact_id
        elif row.status in (Status.MET.value, Status.MISSED.value):
            assert row.year == year <= now, row.fact_id
        elif row.status == Status.LAST_SEEN.value:
            assert row.year < year <= now, row.fact_id
        elif row.status in (Status.ON_PACE.value, Status.BEHIND.value, Status.NO_BASE.value):
            assert row.year <= now < year, row.fact_id


def test_bases_and_observations_are_of_the_target(data: Data, table: pd.DataFrame) -> None:
    facts = data["facts"].set_index("fact_id")
    observations = data["observations"].set_index("obs_id")
    assert (table["base_id"] != "").any()
    for row in tables.records(table):
        aim = facts.loc[row.fact_id]
        same = ["indicator", "place", "unit", "against"]
        if row.base_id:
            start = facts.loc[row.base_id]
            assert list(start[same]) == list(aim[same]), row.fact_id
            assert pd.isna(aim["year"]) or start["year"] < aim["year"], row.fact_id
        for obs in filter(None, row.obs_ids.split("|")):
            judge = observations.loc[obs]
            assert judge["confidence"] in ("A", "B"), row.fact_id
            # A group is added up from its members, a mean growth from its years.
            members = data["members"]
            own = members.loc[members["group"] == aim["place"], "place"]
            assert judge["place"] in {aim["place"], "chongqing", *own}, row.fact_id
            first = aim["year_from"] if aim["measure"] == "mean growth" else row.year
            assert first <= judge["year"] <= row.year, row.fact_id


def test_the_income_ratio_of_the_plan_is_judged_by_two_observations(
    data: Data, table: pd.DataFrame
) -> None:
    facts = data["facts"].set_index("fact_id")
    plan = table[
        (table["indicator"] == "income_ratio")
        & (table["fact_id"].map(facts["doc_id"]) == "plan2035")
    ]
    assert len(plan) == 1
    row = next(tables.records(plan))
    observations = data["observations"].set_index("obs_id")
    urban, rural = (observations.loc[obs] for obs in row.obs_ids.split("|"))
    assert (urban["indicator"], rural["indicator"]) == ("income_urban", "income_rural")
    assert urban["year"] == rural["year"] == row.year
    assert urban["value"] / rural["value"] == pytest.approx(row.value)
    assert facts.loc[row.base_id, "doc_id"] == "plan2035"
