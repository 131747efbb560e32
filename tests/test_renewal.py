"""The chapter on urban renewal: cases worked by hand, and identities."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from cqanalysis import commitments, renewal, tables
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import EXPLORERS, PROSE, amounts, field, find

DATA = tables.load()
FACTS, OBSERVATIONS = DATA["facts"], DATA["observations"]
STATES = renewal.programmes(FACTS, DATA["verdicts"])
SCALE = renewal.scale(FACTS, OBSERVATIONS).set_index("programme")


def at(programme: str, doc: str) -> pd.Series:
    rows = STATES[(STATES["programme"] == programme) & (STATES["doc_id"] == doc)]
    assert len(rows) == 1
    row: pd.Series = rows.iloc[0]
    return row


# --- programmes ------------------------------------------------------------


def test_every_number_of_the_box_belongs_to_one_programme() -> None:
    box = FACTS[FACTS["clause"].str.startswith("c5.s4.b8.") & (FACTS["doc_id"] == "plan2035")]
    stated = [i for p in renewal.PROGRAMMES for i in p.facts.get("plan2035", ())]
    assert sorted(stated) == sorted(box["fact_id"])


def test_a_programme_names_clauses_and_facts_of_their_document() -> None:
    known = set(DATA["clauses"]["doc_id"] + " " + DATA["clauses"]["clause"])
    docs = FACTS.set_index("fact_id")["doc_id"]
    for programme in renewal.PROGRAMMES:
        # A number and a mention without one exclude each other.
        assert not set(programme.facts) & set(programme.named)
        for doc, clause in programme.named.items():
            assert f"{doc} {clause}" in known, (programme.key, clause)
        for doc, ids in programme.facts.items():
            assert all(docs[i] == doc for i in ids)


def test_the_register_of_conflicts_knows_the_same_uncounted_works() -> None:
    # The register was read by others: where it says that the renewal plan
    # names works without a number, so must the programmes.
    refs = DATA["conflict_refs"]
    chosen = refs[
        refs["conflict_id"].isin(
            ["clear-waters-build-or-keep", "greenways-not-counted", "parks-not-counted",
             "sewage-plants-not-counted", "shantytowns-not-counted", "waste-facilities-not-counted"]
        )
    ]  # fmt: skip
    by_fact = {i: p for p in renewal.PROGRAMMES for ids in p.facts.values() for i in ids}
    compared = 0
    for _, rows in chosen.groupby("conflict_id"):
        clause = rows.loc[rows["table"] == "clauses", "ref"].iloc[0].replace("/", " ")
        for fact in rows.loc[rows["table"] == "facts", "ref"]:
            state = at(by_fact[fact].key, "renewal2025")
            assert state["state"] == "named"
            assert state["clause_ids"] == clause
            compared += 1
    assert compared >= 12


def test_relations_follow_the_register_and_else_the_numbers() -> None:
    # Equal in the register; 109 km twice, but of two things; about added to a number.
    assert at("compounds", "renewal2025")["relation"] == "equal"
    assert at("riverbank", "renewal2025")["relation"] == "different"
    assert at("water-pipes", "plan2035")["relation"] == "different"
    # No indicator joins these: 49 = 17 + 32; 267 + 201 + 260 against 900.
    assert at("waterworks", "plan2035")["relation"] == "equal"
    assert at("walkways", "plan2035")["value"] == 728
    assert at("walkways", "renewal2025")["relation"] == "different"
    assert at("toilets", "plan2035")["relation"] == "first"
    assert at("toilets", "renewal2025")["relation"] == "number lost"
    assert at("toilets", "fyp14")["relation"] == ""


def test_the_plan_of_2025_prints_no_number_on_renewal() -> None:
    own = FACTS[(FACTS["doc_id"] == "action2025") & FACTS["value"].notna()]
    assert not own["clause"].str.match(r"t2[1-6]\b").any()
    assert not ((STATES["doc_id"] == "action2025") & (STATES["state"] == "number")).any()


def test_a_verdict_decides_against_equal_numbers() -> None:
    verdicts = DATA["verdicts"].copy()
    one = (verdicts["indicator"] == "shanty_households") & (verdicts["doc_b"] == "plan2035")
    verdicts.loc[one, "verdict"] = "differently defined"
    table = renewal.programmes(FACTS, verdicts)
    row = table[(table["programme"] == "shanties") & (table["doc_id"] == "plan2035")].iloc[0]
    assert row["relation"] == "different"
    assert at("shanties", "plan2035")["relation"] == "equal"


# --- words -----------------------------------------------------------------


def test_documents_have_the_names_of_their_table() -> None:
    short = DATA["documents"].set_index("doc_id")[["short_en", "short_zh"]]
    for doc, own in field.DOCUMENTS.items():
        assert tuple(short.loc[doc]) == own


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (10_000.0, "万平方米", "1亿平方米"), (19_200.0, "万平方米", "1.92亿平方米"),
        (9_999.0, "万平方米", "9999万平方米"), (12_000.0, "万亿元", "12000万亿元"),
        (10_000.0, "公里", "10000公里"),
    ],
)  # fmt: skip
def test_a_hundred_million_is_said_in_its_own_unit(value: float, unit: str, said: str) -> None:
    assert amounts.amount(value, unit, None, "zh") == said


def test_firm_and_softened_tasks_are_counted_on_one_footing() -> None:
    table = commitments.measurable(DATA)
    own = set(DATA["tasks"].loc[DATA["tasks"]["theme"] == "renewal", "task_id"])
    kinds = table[table["task_id"].isin(own)]["kind"].value_counts()
    said = PROSE["renewal"]["parts"](DATA, "en")
    assert f"Of the {kinds.sum()} tasks that this book counts as renewal proper, " in said
    firm, soft, none = (kinds[kind] for kind in ("firm", "soft", "none"))
    assert f"{firm} hold a firm number, {soft} a softened one and {none} none." in said


def test_every_task_names_its_part_in_words() -> None:
    rows = find("renewal-measurable-tasks").rows(DATA)
    assert rows[["part", "part_en", "part_zh"]].drop_duplicates()["part"].is_unique
    assert not rows["part_en"].str.contains(r"\d").any()
    assert (rows["part_zh"] != "").all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_rests_on_weak_evidence_says_so(language: Language) -> None:
    words = find("renewal-old-compounds").said(DATA, language)
    weak = {"en": "weak evidence", "zh": "证据较弱"}[language]
    for text in (
        words.title,
        words.finding,
        words.note,
        PROSE["renewal"]["comparable"](DATA, language),
    ):
        assert weak in text


# --- scale -----------------------------------------------------------------


def test_volumes_by_year_and_people() -> None:
    # 100 million m² in five years; 22,264,028 urban residents in 2020.
    assert SCALE.loc["compounds", "per_year"] == 2000
    assert SCALE.loc["compounds", "per_100k"] == pytest.approx(10_000 / 222.64028)
    # 5 million m² a year are printed, 75 million in five years is what the plan has.
    assert SCALE.loc["green-space", "per_year"] == 1500
    # The central urban area has its own people: 9,580,819.
    assert SCALE.loc["riverbank", "per_100k"] == pytest.approx(109 / 95.80819)


def test_volumes_one_over_the_other() -> None:
    found = renewal.ratios(FACTS).set_index("programme")["value"]
    assert found["clear-waters"] == pytest.approx(427 / 20)
    assert found["parks"] == pytest.approx(845 / 120)
    assert found["walkways"] == pytest.approx(267 / 109)
    assert found["footpaths"] == pytest.approx(2500 / 7000)
    assert found["road-surface"] == pytest.approx(5_000_000 / 7000)


# --- observed --------------------------------------------------------------


def test_one_year_of_one_programme_was_observed() -> None:
    table = renewal.observed_years(FACTS, OBSERVATIONS)
    assert len(table) == 5 * len(renewal.PROGRAMMES)
    same = table[table["seen"] == "same"]
    assert list(zip(same["programme"], same["year"], strict=True)) == [("green-space", 2023)]
    assert same["value"].iloc[0] == same["asked"].iloc[0] == 1500
    assert set(table.loc[table["seen"] == "other", "programme"]) == {"compounds"}


def test_a_count_of_part_of_a_year_or_another_place_is_none() -> None:
    for column, value in (("period", "month"), ("place", "core"), ("unit", "公顷")):
        seen = OBSERVATIONS.copy()
        seen.loc[seen["indicator"] == "green_space_added", column] = value
        table = renewal.observed_years(FACTS, seen)
        assert not (table["seen"] == "same").any(), column


@pytest.mark.parametrize(
    ("detail", "years"),
    [("2018-2022", range(2018, 2023)), ("", range(2021, 2022)), ("2023Q1", range(2021, 2022))],
)
def test_the_years_that_an_observation_covers(detail: str, years: range) -> None:
    assert renewal._covered(detail, 2021) == years


# --- old compounds ---------------------------------------------------------


def test_bounds_of_what_was_started_within_the_period() -> None:
    table = pd.DataFrame(
        [
            ("asked", 2021, 2025, 100.0, ""),
            ("started", 2018, 2022, 90.0, "a"),
            ("started", 2018, 2024, 190.0, "b"),
            ("started", 2023, 2024, 99.0, "c"),
        ],
        columns=["kind", "start", "end", "area", "obs_ids"],
    )
    found = renewal.started_since(table)
    assert (found.low, found.high, found.asked, found.end) == (100, 190, 100, 2024)
    assert found.obs_ids == "a|b"


def test_the_printed_difference_is_the_computed_one() -> None:
    table = renewal.compounds(FACTS, OBSERVATIONS)
    between = table[(table["kind"] == "started") & (table["start"] == 2023)].iloc[0]
    assert between["area"] == renewal.started_since(table).low == 19_200 - 9_227
    assert between["confidence"] == "C"
    assert between["per_year"] == pytest.approx(4986.5)


# --- completion ------------------------------------------------------------


@pytest.mark.parametrize(
    ("volume", "yearly", "year"),
    [(100, 20, 2025), (100, 20.1, 2025), (100, 19.9, 2026), (427, 85.4, 2025), (9, 100, 2021),
     (100, 10, 2030), (7, 0.7, 2030), (21, 1.4, 2035)],
)  # fmt: skip
def test_the_year_of_completion(volume: float, yearly: float, year: int) -> None:
    assert renewal.completion(volume, yearly) == year
    done = renewal.progress(volume, yearly, year)
    assert math.isclose(done[-1], volume)
    assert done[-2] < volume
    assert done[0] == 0


def test_nothing_a_year_completes_nothing() -> None:
    with pytest.raises(ValueError, match="completes nothing"):
        renewal.completion(100, 0)


# --- goals -----------------------------------------------------------------


GOALS = commitments.goals(DATA)


def test_the_goals_are_the_numbers_of_six_paragraphs() -> None:
    assert list(GOALS.groupby("dimension").size()) == [4, 7, 6, 3, 3, 4]


def test_a_goal_with_a_task_is_found_by_its_number_not_by_reading() -> None:
    measured = GOALS[GOALS["task"] == "measured"]
    assert set(measured["clause_ids"]) == {
        f"renewal2025 {c}" for c in ("p7.s2.i1", "p5.s3.i1", "p4.s2.i1", "p7.s3.i1", "p7.s3.i2")
    }
    for row in tables.records(measured):
        # Read where a number is found: one of the two is wrong.
        assert row.goal.removeprefix("renewal2025-p1.s3.") not in commitments._NAMED


def test_what_was_read_are_tasks_and_goals_without_a_number() -> None:
    tasks = set(DATA["tasks"]["task_id"])
    goals = {i.removeprefix("renewal2025-p1.s3.") for i in GOALS["goal"]}
    assert set(commitments._NAMED) <= goals
    assert {f"renewal2025-{c}" for c in commitments._NAMED.values()} <= tasks
    assert (GOALS.loc[GOALS["task"] != "none", "leads"] > 0).all()


def test_bases_stand_elsewhere() -> None:
    based = GOALS[GOALS["base"] != "none"]
    assert list(based["label_en"]) == [
        "Green coverage of urban built-up areas",
        "Work-safety accident deaths per 100 million yuan of GDP",
    ]
    assert set(based["base"]) == {"elsewhere"}


def test_a_base_in_the_plan_itself_is_here() -> None:
    facts = FACTS.copy()
    goal = facts[facts["fact_id"] == "renewal2025-p1.s3.g1-2"]
    base = goal.assign(fact_id="renewal2025-p1.s3.g1-9", kind="baseline", year=2020, value=11.0)
    data = tables.Data({**DATA.tables, "facts": pd.concat([facts, base], ignore_index=True)})
    found = commitments.goals(data).set_index("goal")
    assert found.loc["renewal2025-p1.s3.g1-2", "base"] == "here"


# --- tasks -----------------------------------------------------------------


def test_firm_tasks_are_the_strict_ones_by_part() -> None:
    table = commitments.measurable(DATA)
    tasks = DATA["tasks"][DATA["tasks"]["doc_id"] == "renewal2025"]
    assert len(table) == len(tasks) == 96
    assert (table["kind"] == "firm").sum() == (tasks["strict"] == "yes").sum()
    assert sorted(table["part"].unique()) == list(range(2, 12))
    soft = set(table.loc[table["kind"] == "soft", "task_id"])
    assert soft == {
        "renewal2025-p5.s4.i3", "renewal2025-p7.s2.i1", "renewal2025-p10.s1.i2",
        "renewal2025-p10.s3.i1",
    }  # fmt: skip


# --- Kaizhou ---------------------------------------------------------------


def test_a_part_of_another_work_is_not_counted_twice() -> None:
    table = commitments.works(DATA["projects"])
    own = DATA["projects"]
    own = own[(own["doc_id"] == "kaizhou2035") & (own["theme"] == "renewal")]
    parts = own["note"].str.startswith("part of ").sum()
    assert parts > 0
    assert len(table) == len(own) - parts
    # The 31 compounds stand, the three that are named among them do not.
    assert (table["project"] == "kaizhou2035-c4.s3.b7.r1-4").sum() == 1
    assert not (table["project"] == "kaizhou2035-c4.s3.b7.r1-1").any()
    assert set(table.loc[table["counted"] == "yes", "quantity"]) == {5, 7, 10, 31, 100, 200, 600}


def test_a_new_box_or_type_asks_for_a_class() -> None:
    for column, value in (("type", "spaceport"), ("clause", "c9.s9.b9.r1")):
        own = DATA["projects"].copy()
        own.loc[own["project"] == "kaizhou2035-c4.s3.b7.r1-4", column] = value
        with pytest.raises(KeyError):
            commitments.works(own)


# --- procedures ------------------------------------------------------------


def test_every_measure_of_2025_was_read_once() -> None:
    table = commitments.successors(DATA["measures"])
    assert set(zip(table["clause"], table["nth"], strict=True)) == set(commitments.EARLIER)
    known = set(DATA["clauses"]["doc_id"] + " " + DATA["clauses"]["clause"])
    facts = FACTS.set_index("fact_id")
    for row in commitments.EARLIER.values():
        assert set(row.clauses) <= known
        assert facts.loc[list(row.facts), "value"].notna().all()


def test_the_fate_of_a_measure() -> None:
    assert commitments.Earlier().fate == "new"
    assert commitments.Earlier(("a",)).fate == "kept"
    assert commitments.Earlier(("a",), recast=True).fate == "recast"
    assert commitments.Earlier(("a",), ("f",), recast=True).fate == "number gone"


def test_an_unread_measure_stops() -> None:
    more = DATA["measures"][DATA["measures"]["clause"] == "t26.g1"].iloc[:1].assign(nth=9)
    with pytest.raises(KeyError):
        commitments.successors(pd.concat([DATA["measures"], more]))


# --- the explorer ----------------------------------------------------------

#: Programmes with their volume in the unit the explorer tells.
VOLUMES = {
    "green-space": 7500, "compounds": 10_000, "shanties": 100_000, "parks": 120,
    "clear-waters": 427, "riverbank": 109, "water-pipes": 2300, "footpaths": 2500,
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_is_what_adding_up_year_by_year_gives(language: Language) -> None:
    scene = EXPLORERS["renewal-completion"].scene(DATA, language)
    compared = 0
    for values in scene.settings():
        state, volume, pace = scene.state(values), VOLUMES[values[0]], int(values[1])
        done, finish = 0.0, 0
        for nth, (year, told, part) in enumerate(state.rows, start=2021):
            # A fifth of the volume is what one year asks.
            done = min(volume, done + volume / 5 * pace / 100)
            assert int(year) == nth
            assert float(told) == pytest.approx(done, abs=0.051)
            assert float(part) == pytest.approx(100 * done / volume, abs=0.501)
            if not finish and math.isclose(done, volume, rel_tol=1e-9):
                finish = nth
        assert finish
        assert state.marks["level"] == str(finish)
        assert str(finish) in state.words
        late = {"en": "and all in", "zh": "全部完成在"}[language]
        assert (late in state.words) == (finish > 2025)
        compared += 1
    assert compared == len(VOLUMES) * len(scene.controls[1].choices) > 150


def test_the_explorer_begins_at_what_was_observed_and_reaches_what_was_started() -> None:
    scene = EXPLORERS["renewal-completion"].scene(DATA, "en")
    assert scene.first == ("green-space", "100")
    # 49.9 million m² a year were started against 20 asked.
    assert scene.controls[1].choices[-1].value == "250"
