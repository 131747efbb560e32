from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

from cqanalysis import monitor, overview, places, tables
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import PROSE, find
from cqanalysis.pace import Status, Target
from cqanalysis.tables import Data


@pytest.fixture(scope="module")
def data() -> Data:
    return tables.load()


@pytest.fixture(scope="module")
def board(data: Data) -> pd.DataFrame:
    return monitor.board(data)


def one(table: pd.DataFrame, **wanted: Any) -> Any:
    rows = table
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    assert len(rows) == 1, wanted
    return next(tables.records(rows))


def changed(data: Data, name: str, column: str, key: str, value: Any) -> Data:
    """The package with one cell changed: the row whose first column is `key`."""
    table = data[name].copy()
    rows = table[table.columns[0]] == key
    assert rows.sum() == 1
    table.loc[rows, column] = value
    return Data({**data.tables, name: table})


# --- about -----------------------------------------------------------------


def test_about_is_firm_only_where_the_base_is_within_it() -> None:
    share = Target(68, "~", due=2025)
    assert share.firm(65.89).operator == "="
    assert share.firm(64.5) is share
    assert share.firm(None) is share
    assert Target(68, ">=").firm(70).operator == ">="


# --- the board -------------------------------------------------------------


def test_every_target_with_a_number_is_on_the_board_once(data: Data, board: pd.DataFrame) -> None:
    facts = data["facts"]
    issued = data["documents"].set_index("doc_id")["date"].str[:4]
    wanted = set()
    for fact in tables.records(facts[(facts["kind"] == "target") & facts["value"].notna()]):
        year = issued[fact.doc_id]
        if pd.isna(fact.year) or not year or fact.year >= int(year):
            wanted.add(fact.fact_id)
    shown = [i for cell in board["fact_ids"] for i in cell.split("|")]
    targets = [i for i in shown if i in wanted]
    assert set(targets) == wanted
    assert len(targets) == len(set(targets)) > 200
    # What else stands there is a base.
    kinds = facts.set_index("fact_id")["kind"]
    assert {kinds[i] for i in set(shown) - wanted} == {"baseline"}


def test_what_a_document_says_twice_counts_once(board: pd.DataFrame) -> None:
    rate = one(board, doc_id="plan2035", indicator="urbanization_rate", due=2025)
    assert rate.fact_ids.split("|")[:2] == ["plan2035-c2.s3.g1-1", "plan2035-c2.s3.b1.r1-2"]
    # The table's wording stands for it, and says whether it binds.
    assert (rate.operator, rate.attribute) == (">=", "预期性")
    # Two subjects of one sentence are two targets.
    assert len(board[board["fact_ids"].str.contains("renewal2025-p8.s2.i1-")]) == 2


def test_targets_of_the_thirteenth_plan_are_not_on_the_board(board: pd.DataFrame) -> None:
    assert not board["fact_ids"].str.contains(r"fyp14-p1\.c1\.s1\.b1\.r\S*-1", regex=True).any()
    assert board["due"].min() == 2025


def test_paces_and_distance_of_one_target_by_hand(board: pd.DataFrame) -> None:
    rail = one(board, doc_id="plan2035", indicator="rail_share")
    assert (rail.base_value, rail.seen_value, rail.value) == (32.9, 54.0, 50.0)
    assert rail.asked == pytest.approx((50 - 32.9) / 5)
    assert rail.achieved == pytest.approx((54 - 32.9) / 4)
    assert rail.distance == pytest.approx(-4)
    assert rail.reached is True
    # Its year is past: nothing is needed any more.
    assert math.isnan(rail.needed)
    far = one(board, doc_id="plan2035", indicator="urbanization_rate", due=2035)
    assert far.needed == pytest.approx((80 - 73.02) / 10)


def test_the_metropolitan_share_is_reached_only_on_the_redrawn_area(
    data: Data, board: pd.DataFrame
) -> None:
    share = one(board, indicator="metro_population_share")
    assert (share.status, share.seen_year) == (Status.CHANGED.value, 2024)
    assert share.seen_value == pytest.approx(66.45, abs=0.005)
    assert share.other_value == 68.43
    seen = changed(
        data, "observations", "value", "metro_population_share-metro22-2024-post-census2020", 67.9
    )
    moved = one(monitor.board(seen), indicator="metro_population_share")
    assert moved.status == Status.LAST_SEEN.value


def test_a_number_reached_on_a_redrawn_area_decides_nothing(data: Data) -> None:
    n = monitor.counts(data)
    assert n.changed == 1
    said = find("overview-status").said(data, "en")
    assert f"statistics decide {n.met + n.missed}: {n.met} met, {n.missed} missed;" in said.title


def test_gdp_growth_is_the_mean_of_its_years(data: Data, board: pd.DataFrame) -> None:
    row = one(board, indicator="gdp_growth")
    whole = 1.0
    for year in range(2021, 2026):
        seen = data["observations"]
        own = seen[(seen["obs_id"] == f"gdp_growth-chongqing-{year}-first")]
        whole *= 1 + own["value"].iloc[0] / 100
    assert row.seen_value == pytest.approx(100 * (whole ** (1 / 5) - 1))
    assert row.status == Status.MISSED.value


def test_counts_add_up(data: Data, board: pd.DataFrame) -> None:
    n = monitor.counts(data)
    assert n.targets == len(board) == n.due + n.ahead_of_now + n.undated
    known = n.met + n.missed + n.changed + n.ahead + n.short + n.other + n.unobserved
    assert n.due == known
    assert n.documents == 5
    assert n.now == monitor.now(data)


def test_counts_follow_the_data(data: Data) -> None:
    before = monitor.counts(data)
    lower = changed(
        data, "observations", "value", "urbanization_rate-chongqing-2025-post-census2020", 72.9
    )
    after = monitor.counts(lower)
    assert (after.met, after.missed) == (before.met - 2, before.missed + 2)


def test_a_change_is_told_in_the_unit_beside_it(data: Data) -> None:
    exhibit = find("overview-board")
    assert exhibit.columns
    rows = exhibit.rows(data)
    (at,) = rows.index[(rows["indicator"] == "urban_population") & (rows["doc_id"] == "plan2035")]
    needed = rows.loc[at, "needed"]
    shown = {la: exhibit.columns(rows, la).loc[at] for la in LANGUAGES}
    assert shown["en"]["Asked"] == "about 28 million persons"
    assert shown["en"]["Change a year asked"] == f"+{round(needed, 2) * 1e4:,.0f}"
    assert shown["zh"]["要求"] == "2800万人左右"
    assert shown["zh"]["所需年均变化"] == f"+{needed:.2f}"


def test_the_board_says_why_the_new_districts_stay_behind(data: Data) -> None:
    rows = find("overview-board").rows(data)
    year = one(rows, place="new").seen_year
    assert year < rows["seen_year"].max()
    assert f"last published for {year}" in find("overview-board").said(data, "en").note
    assert f"最近公布到{year}年" in find("overview-board").said(data, "zh").note
    # What stands against a later one: a district's rate that is too weak to judge by.
    seen = data["observations"]
    later = seen[(seen["indicator"] == "urbanization_rate") & (seen["year"] > year)]
    own = places.members(data["members"], "new", 9999)
    assert "C" in set(later.loc[later["place"].isin(own), "confidence"])


# --- outcomes --------------------------------------------------------------


def test_outcomes_agree_with_year_and_status(data: Data) -> None:
    rows, now = overview.outcomes(data), monitor.now(data)
    assert set(rows["outcome"]) <= set(overview.OUTCOMES)
    for row in tables.records(rows):
        assert (row.outcome == "undated") == pd.isna(row.due)
        if pd.notna(row.due):
            assert (row.outcome == "open") == (row.due > now)
        if row.outcome in ("ahead", "short"):
            assert row.seen_year < row.due
            assert row.reached is (row.outcome == "ahead")
        assert (row.outcome == "changed") == (row.status == Status.CHANGED.value)


def test_statuses_count_every_target_once(data: Data, board: pd.DataFrame) -> None:
    table = overview.statuses(data)
    assert table["n"].sum() == len(board)
    assert (table["n"] > 0).all()
    for doc, rows in table.groupby("doc_id"):
        assert rows["n"].sum() == (board["doc_id"] == doc).sum()
    assert not table.duplicated(["doc_id", "attribute", "outcome"]).any()


def test_the_calendar_counts_every_target_once(data: Data, board: pd.DataFrame) -> None:
    table = overview.calendar(data)
    assert table["n"].sum() == len(board)
    assert one(table, due=2030, level="city").n == (board["due"] == 2030).sum()
    assert table["due"].isna().sum() == 2
    district = table[table["level"] == "kaizhou"]
    assert district["n"].sum() == (board["doc_id"] == "kaizhou2035").sum()


def test_the_timeline_holds_the_dated_targets_of_two_documents(
    data: Data, board: pd.DataFrame
) -> None:
    table = overview.timeline(data)
    own = board[board["doc_id"].isin(["plan2035", "action2025"]) & board["due"].notna()]
    assert len(table) == len(own)
    assert table["last"].is_monotonic_decreasing
    rate = table[(table["indicator"] == "urbanization_rate") & (table["place"] == "chongqing")]
    assert list(rate["due"]) == [2025, 2030, 2035]
    assert set(rate["last"]) == {2035}


# --- paces -----------------------------------------------------------------


def test_paces_by_hand_and_in_order(data: Data) -> None:
    table = overview.paces(data)
    assert table["share"].is_monotonic_decreasing
    air = one(table, indicator="air_good_days_ratio")
    # From 91 in 2020 to 89.9 in 2024, where 92.6 is asked for 2025.
    assert air.share == pytest.approx(100 * ((89.9 - 91) / 4) / ((92.6 - 91) / 5))
    # The Five-Year Plan's 88 lay below its base: it asked for nothing.
    assert air.doc_id == "plan2035"
    rate = table[(table["indicator"] == "urbanization_rate") & (table["due"] == 2025)]
    # One number of two documents once, as the last states it.
    assert list(rate[rate["place"] == "chongqing"]["doc_id"]) == ["plan2035"]


def test_a_falling_target_that_falls_faster_is_ahead(data: Data) -> None:
    ratio = one(overview.paces(data), indicator="income_ratio")
    assert ratio.asked < 0
    assert ratio.achieved < ratio.asked
    assert ratio.share > 100


# --- agreement -------------------------------------------------------------


def test_verdicts_are_all_counted(data: Data) -> None:
    table = overview.verdicts(data)
    assert table["n"].sum() == len(data["verdicts"])
    assert one(table, doc_a="fyp14", doc_b="plan2035", verdict="dropped").n == 22
    order = list(data["documents"]["doc_id"])
    assert [order.index(d) for d in table["doc_a"]] == sorted(
        order.index(d) for d in table["doc_a"]
    )
    assert (table["fact_ids"] != "").all()


def test_verdicts_and_register_agree_on_what_the_action_plan_drops(data: Data) -> None:
    own = data["verdicts"]
    own = own[(own["doc_a"] == "plan2035") & (own["doc_b"] == "action2025")]
    dropped = {i for ids in own.loc[own["verdict"] == "dropped", "facts_a"] for i in ids.split()}
    refs = data["conflict_refs"]
    listed = set(refs.loc[refs["conflict_id"] == "box-indicators-not-in-action2025", "ref"])
    # The register lists the table with the one it carries on, for another year.
    rest = {i for i in listed - dropped if i.startswith("plan2035")}
    assert dropped < listed
    verdict = own.set_index("indicator")["verdict"]
    assert rest == {"plan2035-c2.s3.b1.r1-2"}
    assert verdict["urbanization_rate"] == "not comparable"
    # What is kept unchanged stands in the text, as the note says.
    kept = own.loc[own["verdict"] == "equal", "facts_a"]
    assert len(kept) == 1
    assert ".b1." not in kept.iloc[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_action_plan_keeps_is_named_in_the_chapter(data: Data, language: Language) -> None:
    said = PROSE["overview"]["contradictions"](data, language)
    kept = {"en": "extension of rural land contracts", "zh": "土地承包到期后延长期"}[language]
    assert kept in said


def test_shared_targets_stand_in_two_documents_or_more(data: Data) -> None:
    table = overview.shared(data)
    order = list(data["documents"]["doc_id"])
    for _, rows in table.groupby("indicator"):
        assert rows["doc_id"].map(order.index).is_monotonic_increasing
        assert rows["verdict"].iloc[0] == ""
        assert len(set(rows["doc_id"])) > 1
    park = one(table, indicator="park_area_per_capita", doc_id="renewal2025")
    assert park.verdict == "looser"
    assert "dropped" not in set(table["verdict"])


# --- the headline numbers --------------------------------------------------


def test_the_implied_population_by_hand(data: Data) -> None:
    line = overview.headline(data)
    assert (line.rate, line.urban) == (80, 2800)
    assert line.population == pytest.approx(3500)
    assert line.rate_needed == pytest.approx(100 * 2800 / line.now)
    assert line.urban_held == pytest.approx(0.8 * line.now)
    assert line.census == pytest.approx((32_054_159 - 28_846_170) / 10 / 1e4)
    assert line.asked == pytest.approx((3500 - line.now) / (2035 - line.year))
    # 2660 of 84 percent.
    assert line.least == pytest.approx(2660 / 0.84)
    assert line.projected == pytest.approx(line.now + line.trend * (2035 - line.year))


def test_residents_times_rate_are_the_urban_residents(data: Data) -> None:
    table = overview.residents(data)
    assert table["year"].is_monotonic_increasing
    for row in tables.records(table):
        assert row.urban == pytest.approx(row.population * row.rate / 100)
    # What was published as urban residents agrees, to the rounding of its factors.
    seen = data["observations"]
    own = seen[(seen["obs_id"] == "urban_population-chongqing-2024-post-census2020")]
    assert one(table, year=2024).urban == pytest.approx(own["value"].iloc[0], abs=0.5)


def test_points_of_the_fit_lie_on_the_plan_s_numbers(data: Data) -> None:
    table = overview.fit(data)
    for row in tables.records(table):
        assert row.urban == pytest.approx(row.population * row.rate / 100), row.key
        assert row.fact_ids or row.obs_ids
    derived = table[table["key"] != "observed"].set_index("key")
    assert (derived.loc[["implied", "held", "trend"], "rate"] == 80).all()
    assert (derived.loc[["implied", "number-held"], "urban"] == 2800).all()


def test_futures_meet_the_headline(data: Data) -> None:
    line = overview.headline(data)
    still = overview.futures(data, 0)
    assert list(still["year"]) == list(range(line.year, overview.HORIZON + 1))
    assert still["population"].to_numpy() == pytest.approx(line.now)
    assert still["rate_needed"].to_numpy() == pytest.approx(line.rate_needed)
    assert still["gap"].to_numpy() == pytest.approx(2800 - line.urban_held)
    years = overview.HORIZON - line.year
    growth = 100 * ((line.population / line.now) ** (1 / years) - 1)
    met = overview.futures(data, growth).iloc[-1]
    assert met["rate_needed"] == pytest.approx(80)
    assert met["gap"] == pytest.approx(0, abs=1e-9)


# --- the plan before -------------------------------------------------------


def test_the_thirteenth_plan_is_the_first_table(data: Data) -> None:
    table = overview.thirteenth(data)
    facts = data["facts"]
    aims = facts[facts["clause"].str.startswith("p1.c1.s1.b1.") & (facts["kind"] == "target")]
    assert len(table) == len(aims) == 38
    assert set(table["attribute"]) == {"约束性", "预期性"}


def test_no_binding_target_was_missed_and_half_of_the_expected_were(data: Data) -> None:
    table = overview.thirteenth(data)
    binding = table[table["attribute"] == "约束性"]
    assert (len(binding), binding["met"].all(), binding["exact"].sum()) == (16, True, 6)
    expected = table[table["attribute"] == "预期性"]
    assert (len(expected), (~expected["met"]).sum()) == (22, 11)


def test_share_is_beyond_100_where_a_target_is_met(data: Data) -> None:
    for row in tables.records(overview.thirteenth(data)):
        # "More than 50" and 50: met by no reading, though at the number.
        strict = row.operator in ("<", ">") and row.exact
        assert row.met == (row.share >= 100 - 1e-9 and not strict), row.label_en


@pytest.mark.parametrize(
    ("indicator", "again", "move"),
    [
        ("rd_intensity", 2.5, "raised"),
        # A lower ratio asks for more.
        ("income_ratio", 2.35, "raised"),
        ("trade_total", 8000, "lowered"),
        ("gdp_growth", 6, "lowered"),
        ("fdi", 500, "same"),
        ("energy_intensity_cut", None, "deferred"),
        ("urbanization_rate_hukou", None, "none"),
        # A yearly number of jobs is no five-year total.
        ("new_urban_jobs", None, "none"),
    ],
)
def test_what_the_next_plan_asks(
    data: Data, indicator: str, again: float | None, move: str
) -> None:
    row = one(overview.thirteenth(data), indicator=indicator)
    assert row.move == move
    assert row.again == again if again is not None else math.isnan(row.again)
