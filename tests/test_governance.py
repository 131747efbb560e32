from __future__ import annotations

import math
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cqanalysis import governance, monitor, network, sizes, tables
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import find, find_explorer
from cqanalysis.exhibits.governance import names
from cqanalysis.tables import Data

DATA = tables.load()


def changed(**frames: pd.DataFrame) -> Data:
    return Data({**DATA.tables, **frames})


# --- the network, on a made-up plan ----------------------------------------

AGENCIES = pd.DataFrame(
    [
        ("a", "municipal department", ""),
        ("b", "municipal department", ""),
        ("c", "municipal department", ""),
        ("heir", "municipal department", "c"),
        ("d-all", "district governments", ""),
        ("d-core", "district governments", ""),
        ("others", "unnamed", ""),
    ],
    columns=["agency", "kind", "predecessor"],
)
TASKS = pd.DataFrame(
    [
        ("r1", "renewal2025", "p2.s1", "renewal", "no"),
        ("r2", "renewal2025", "p2.s2", "renewal", "yes"),
        ("r3", "renewal2025", "p2.s3", "spatial", "no"),
        ("n1", "action2025", "t1", "renewal", "no"),
        ("n2", "action2025", "t2", "spatial", "no"),
    ],
    columns=["task_id", "doc_id", "clause", "theme", "strict"],
)
NAMED = pd.DataFrame(
    [
        ("r1", "lead", "a", "no"),
        ("r1", "responsible", "b", "no"),
        ("r1", "responsible", "d-all", "no"),
        ("r1", "responsible", "others", "no"),
        ("r2", "lead", "a", "no"),
        ("r2", "lead", "b", "no"),
        ("r2", "responsible", "c", "no"),
        ("r2", "responsible", "d-core", "no"),
        ("r3", "lead", "c", "no"),
        ("r3", "responsible", "d-all", "no"),
        ("n1", "responsible", "a", "no"),
        ("n1", "responsible", "heir", "no"),
        ("n1", "responsible", "d-all", "yes"),
        ("n2", "responsible", "b", "no"),
    ],
    columns=["task_id", "role", "agency", "implied"],
)
FACTS = pd.DataFrame(
    [
        ("f1", "renewal2025", "p2.s2.i1", "target", 5.0),
        ("f2", "renewal2025", "p2.s20", "target", 5.0),
        ("f3", "renewal2025", "p2.s2", "baseline", 5.0),
        ("f4", "renewal2025", "p2.s2", "target", float("nan")),
    ],
    columns=["fact_id", "doc_id", "clause", "kind", "value"],
)
SMALL = Data({"agencies": AGENCIES, "tasks": TASKS, "task_agencies": NAMED, "facts": FACTS})


def test_leads_of_a_shared_task_are_fractions() -> None:
    table = network.leaders(SMALL).set_index("agency")
    assert table.loc["a", ["alone", "joint", "responsible", "weight"]].tolist() == [1, 1, 0, 1.5]
    assert table.loc["b", ["alone", "joint", "responsible", "weight"]].tolist() == [0, 1, 1, 0.5]
    assert table.loc["c", ["alone", "joint", "responsible", "weight"]].tolist() == [1, 0, 1, 1.0]
    assert table.loc["a", "share"] == pytest.approx(50)
    assert table.loc["heir", "later"] == 1
    # What is said once for all tasks is no mention.
    assert table.loc["d-all", "later"] == 0
    assert table.loc["a", "clause_ids"] == "renewal2025 p2.s1|renewal2025 p2.s2|action2025 t1"
    assert list(network.leaders(SMALL)["agency"])[:3] == ["a", "c", "b"]


def test_leads_add_up_to_the_tasks() -> None:
    table, found = network.leaders(DATA), network.spread(DATA)
    assert table["weight"].sum() == pytest.approx(found.tasks)
    assert table["share"].sum() == pytest.approx(100)
    assert found.tasks == 96
    assert table["alone"].sum() == found.tasks - found.joint


def test_spread_by_hand() -> None:
    found = network.spread(SMALL)
    assert (found.tasks, found.bodies, found.leading, found.joint) == (3, 5, 3, 1)
    # Halves, a third and a sixth: 9/36 + 4/36 + 1/36.
    assert found.concentration == pytest.approx(14 / 36)
    # a leads 1.5 of 3.
    assert found.half == 1


def test_concentration_of_equal_holders_is_one_over_their_number() -> None:
    assert sizes.herfindahl([3, 3, 3, 3]) == pytest.approx(1 / 4)
    assert sizes.herfindahl([7]) == 1
    assert sizes.herfindahl([2, 1, 1]) == pytest.approx(6 / 16)
    with pytest.raises(ValueError, match="nobody holds"):
        sizes.herfindahl([0, 0])


@given(st.lists(st.floats(0.1, 100), min_size=1, max_size=20), st.floats(0.1, 10))
def test_concentration_knows_no_unit(weights: list[float], scale: float) -> None:
    one, two = sizes.herfindahl(weights), sizes.herfindahl([scale * w for w in weights])
    assert one == pytest.approx(two)
    assert 1 / len(weights) - 1e-9 <= one <= 1 + 1e-9


def test_a_long_list_ties_no_more_than_a_short_one() -> None:
    graph = network.projection(SMALL)
    assert set(graph) == {"a", "b", "c"}
    # r1 ties a and b by 1, r2 each pair of three by a half.
    assert graph["a"]["b"]["weight"] == pytest.approx(1.5)
    assert graph["a"]["c"]["weight"] == pytest.approx(0.5)
    assert graph["a"]["b"]["tasks"] == 2
    assert graph["a"]["b"]["distance"] == pytest.approx(1 / 1.5)
    assert graph.nodes["c"]["tasks"] == 2
    # The ties of a body add up to its tasks with others.
    whole = network.projection(SMALL, districts=True)
    for node in whole:
        assert whole.degree(node, weight="weight") == pytest.approx(whole.nodes[node]["tasks"])


def test_the_middle_of_a_chain_lies_between() -> None:
    named = pd.DataFrame(
        [(task, "responsible", agency, "no") for task, agency in
         (("r1", "a"), ("r1", "b"), ("r2", "b"), ("r2", "c"))],
        columns=list(NAMED.columns),
    )  # fmt: skip
    table = network.centrality(
        network.projection(Data({"agencies": AGENCIES, "tasks": TASKS, "task_agencies": named}))
    ).set_index("node")
    assert table["between"].to_dict() == {"b": 100, "a": 0, "c": 0}
    assert table["partners"].to_dict() == {"b": 2, "a": 1, "c": 1}


def test_ties_stand_both_ways_and_count_tasks() -> None:
    table = network.ties(SMALL, 3).set_index(["one", "two"])["tasks"]
    assert table["a", "b"] == table["b", "a"] == 2
    assert table["a", "a"] == 2
    assert ("a", "c") in table
    whole = network.ties(DATA, 12)
    pairs = whole.set_index(["one", "two"])["tasks"]
    assert all(pairs[one, two] == pairs[two, one] for one, two in pairs.index)
    assert all(
        n == len(set(ids.split("|")))
        for n, ids in zip(whole["tasks"], whole["clause_ids"], strict=True)
    )


def test_change_is_of_renewal_tasks_and_follows_successors() -> None:
    table = network.renewal_change(SMALL).set_index("node")
    assert set(table.index) == {"a", "b", "c"}
    assert table.loc["a", ["first", "later", "first_all", "later_all"]].tolist() == [2, 1, 2, 1]
    # The heir of 2025 is the body of 2022; n2 is no renewal task.
    assert table.loc["c", ["first", "later"]].tolist() == [1, 1]
    assert table.loc["b", "later"] == 0
    # One of one: the exact interval starts at the 2.5 % point of Beta(1, 1).
    assert table.loc["a", "later_low"] == pytest.approx(2.5)
    assert table.loc["a", "later_high"] == 100
    assert table.loc["b", "p"] == pytest.approx(1 / 3)


def test_absences_by_hand() -> None:
    found = network.absences(SMALL)
    assert found.gone == ()
    assert found.new == ()
    assert found.never == ()
    rest = NAMED[
        ~((NAMED["task_id"] == "n2") | ((NAMED["agency"] == "c") & (NAMED["role"] == "lead")))
    ]
    found = network.absences(Data({**SMALL.tables, "task_agencies": rest}))
    assert found.gone == ("b",)
    assert found.never == ("c",)


def test_a_fact_belongs_to_the_task_it_stands_in() -> None:
    # p2.s20 does not stand in p2.s2.
    assert network.owners(SMALL) == {"f1": "r2", "f3": "r2", "f4": "r2"}


def test_a_dossier_by_hand() -> None:
    found = network.dossier(SMALL, "b")
    assert (found.led, found.alone, found.responsible, found.later) == (1, 0, 1, 1)
    assert found.partners == (("a", 2), ("districts", 2), ("c", 1))
    # The measurable task first.
    assert list(found.tasks["task_id"]) == ["r2", "r1", "n2"]
    assert found.targets == ("f1",)
    with pytest.raises(KeyError, match="nobody"):
        network.dossier(SMALL, "nobody")


# --- what can fail ---------------------------------------------------------


def test_every_target_of_the_board_is_asked_and_those_without_a_number() -> None:
    table = governance.needs(DATA)
    bare = DATA["facts"][(DATA["facts"]["kind"] == "target") & DATA["facts"]["value"].isna()]
    assert len(table) == len(monitor.board(DATA)) + len(bare)
    assert (~table["number"]).sum() == len(bare)
    counts = governance.by_document(table)
    assert (counts["n"] <= counts["targets"]).all()
    assert counts.drop_duplicates("doc_id")["targets"].sum() == len(table)


def test_a_year_that_is_taken_away_is_missing() -> None:
    facts = DATA["facts"].copy()
    chosen = facts["fact_id"] == "renewal2025-p10.s2.i2-4"
    before = governance.needs(DATA).set_index("fact_ids").loc["renewal2025-p10.s2.i2-4"]
    assert before["body"]
    assert not before["base"]
    assert (before["missing"], before["year"]) == (1, "printed")
    facts.loc[chosen, "year"] = pd.NA
    facts.loc[chosen, "year_basis"] = "none"
    after = governance.needs(changed(facts=facts)).set_index("fact_ids")
    assert after.loc["renewal2025-p10.s2.i2-4", ["missing", "year"]].tolist() == [2, "none"]


def test_a_target_gets_a_body_when_its_clause_becomes_a_task() -> None:
    tasks = DATA["tasks"].copy()
    tasks.loc[tasks["task_id"] == "renewal2025-p10.s2.i2", "clause"] = "p10.s2.i99"
    table = governance.needs(changed(tasks=tasks)).set_index("fact_ids")
    assert not table.loc["renewal2025-p10.s2.i2-4", "body"]


def test_the_index_counts_what_is_seen() -> None:
    table = pd.DataFrame(
        {
            "theme": ["a", "a", "a", "a", "b", "b"],
            "seen": ["seen", "near", "none", "seen", "none", "near"],
        }
    )
    index = governance.monitoring_index(table)
    assert list(index.index) == ["a", "b"]
    assert index["index"].tolist() == [50, 0]
    assert index.loc["a", ["seen", "near", "none", "targets"]].tolist() == [2, 1, 1, 4]
    whole = governance.monitoring_index(governance.monitored(DATA))
    assert whole["targets"].sum() == len(monitor.board(DATA))


def test_a_new_observation_makes_a_target_seen() -> None:
    before = governance.monitored(DATA)
    key = "plan2035-c2.s3.b1.r8-2|plan2035-c2.s3.b1.r8-1"
    assert before.set_index("fact_ids").loc[key, "seen"] == "none"
    seen = DATA["observations"]
    row = seen[seen["indicator"] == "unemployment_surveyed"].iloc[[-1]]
    row = row.assign(
        obs_id="new", indicator="online_services_rate", place="chongqing", year=2024, period="year",
        vintage="published", operator="=", value=91.0, unit="%", confidence="A",
    )  # fmt: skip
    after = governance.monitored(changed(observations=pd.concat([seen, row])))
    assert after.set_index("fact_ids")["seen"].get(key) == "seen"


# --- what binds ------------------------------------------------------------


@given(*(st.integers(0, 8) for _ in range(4)))
def test_of_one_table_the_test_is_fishers(a: int, b: int, c: int, d: int) -> None:
    own = governance.exact([(a, b, c, d)])
    if a + b and c + d and a + c and b + d:
        assert own == pytest.approx(stats.fisher_exact([[a, b], [c, d]]).pvalue, rel=1e-6)
    else:
        assert own == pytest.approx(1)


def test_the_exact_test_by_hand() -> None:
    # 2 of 2 against 0 of 2: of the six ways to place two met, two are as uneven.
    assert governance.exact([(2, 0, 0, 2)]) == pytest.approx(1 / 3)
    # Twice the same: the sums 0 and 4 of 36 ways.
    assert governance.exact([(2, 0, 0, 2), (2, 0, 0, 2)]) == pytest.approx(2 / 36)
    # A group of one kind, or in which all were met, says nothing.
    assert governance.exact([(5, 0, 0, 0), (3, 0, 2, 0)]) == pytest.approx(1)
    assert governance.exact([(2, 0, 0, 2), (5, 1, 0, 0)]) == pytest.approx(1 / 3)


def test_the_groups_are_those_of_the_printed_table() -> None:
    table = governance.ended(DATA)
    found = table.groupby("group", sort=False).size()
    assert list(found.index) == list(governance.GROUPS)
    named = table.set_index("label_en")["group"]
    assert named["GDP growth"] == "economy"
    assert named["Internet penetration rate"] == "innovation"
    assert named["Cultural industry value added as share of GDP"] == "coordination"
    assert named["Forest coverage"] == "green"
    assert named["Total imports and exports"] == "opening"
    assert named["Life expectancy"] == "sharing"


def test_binding_compares_within_groups() -> None:
    rows = [("x", "约束性", True)] * 4 + [("y", "预期性", False)] * 4
    rows += [("z", "约束性", True), ("z", "预期性", True)]
    found = governance.binding(pd.DataFrame(rows, columns=["group", "attribute", "met"]))
    assert found.binding == (5, 5)
    assert found.expected == (5, 1)
    assert found.p == pytest.approx(stats.fisher_exact([[5, 0], [1, 4]]).pvalue)
    assert found.p_within == pytest.approx(1)
    assert (found.mixed, found.compared) == (("z",), 2)


# --- what is passed on -----------------------------------------------------

REUSE = pd.DataFrame(
    [
        ("plan2035", "kaizhou2035", "c1.g1", 100, 95, "c1.g1"),
        ("plan2035", "kaizhou2035", "c1.g2", 100, 5, "c2.g1"),
        ("plan2035", "kaizhou2035", "c2.g1", 30, 30, "c2.g1"),
        ("plan2035", "kaizhou2035", "c2.g2", 70, 0, ""),
        ("fyp14", "kaizhou2035", "c2.g2", 70, 70, "p1"),
    ],
    columns=["doc_a", "doc_b", "clause", "characters", "shared", "source"],
)


def test_text_in_common_by_chapter() -> None:
    table = governance.reused(changed(text_reuse=REUSE)).set_index("chapter")
    assert table["share"].to_dict() == {"c1": 50, "c2": 30}
    assert table["source"].to_dict() == {"c1": "c1", "c2": "c2"}
    # A short clause tells nothing, however much it has in common.
    assert table["whole"].to_dict() == {"c1": 1, "c2": 0}
    assert table.loc["c2", "clause_ids"] == "kaizhou2035 c2.g1"


def test_chapters_add_up_to_the_plan() -> None:
    table = governance.reused(DATA)
    rows = DATA["text_reuse"]
    own = rows[(rows["doc_a"] == "plan2035") & (rows["doc_b"] == "kaizhou2035")]
    before = own[own["clause"].str.startswith("c0")]
    assert table["shared"].sum() == own["shared"].sum() - before["shared"].sum()


def test_every_verdict_finds_its_chapter() -> None:
    table = governance.taken_up(DATA)
    rows = DATA["verdicts"]
    own = rows[(rows["doc_a"] == "plan2035") & (rows["doc_b"] == "kaizhou2035")]
    assert sorted(table["verdict"]) == sorted(own["verdict"])
    assert set(table["chapter"]) <= set(governance.reused(DATA)["chapter"])
    # Kaizhou's circles stand in its fourth chapter, the city's in its fifth.
    found = table.set_index("indicator")["chapter"]
    assert found["service_circle_street"] == "c4"
    assert found["pension_coverage"] == "c5"


# --- instruments -----------------------------------------------------------


def test_shares_of_instruments_add_up() -> None:
    table = governance.instruments(DATA)
    assert table["n"].sum() == (DATA["measures"]["instrument"] != "none").sum()
    for by in ("doc_id", "theme"):
        assert governance.shares(table, by).sum(axis=1).tolist() == pytest.approx(
            [100] * table[by].nunique()
        )


def test_dissimilarity_by_hand() -> None:
    one, two = pd.Series([50.0, 50.0, 0.0]), pd.Series([20.0, 50.0, 30.0])
    assert governance.dissimilarity(one, two) == pytest.approx(30)
    assert governance.dissimilarity(one, one) == 0
    assert governance.dissimilarity(pd.Series([100.0, 0.0]), pd.Series([0.0, 100.0])) == 100


def test_the_second_coder_is_compared_unit_by_unit() -> None:
    second = DATA["measures_second"]
    found = governance.coders(DATA)
    assert found["instrument"].units == found["theme"].units == len(second)
    # A second coding that is the first's own agrees wholly.
    first = second[["doc_id", "clause", "nth"]].merge(
        DATA["measures"], on=["doc_id", "clause", "nth"]
    )[list(second.columns)]
    same = governance.coders(changed(measures_second=first))
    assert same["instrument"].kappa == pytest.approx(1)
    assert found["instrument"].kappa < 1
    assert not math.isnan(found["theme"].kappa)


# --- safety ----------------------------------------------------------------


def test_safety_names_lead_base_and_conflict() -> None:
    table = governance.safety(DATA).set_index("fact_ids")
    board = monitor.board(DATA)
    assert len(table) == (board["theme"] == "governance").sum()
    warned = table.loc["renewal2025-p10.s2.i2-4"]
    assert warned["leads"] == "emergency"
    assert warned["conflicts"] == ""
    dikes = table.loc["plan2035-c6.s4.g4-1"]
    assert dikes["leads"] == ""
    assert dikes["conflicts"] == "dike-88-copied"


# --- the explorer ----------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_of_the_explorer_is_what_the_tables_say(language: Language) -> None:
    scene = find_explorer("governance-agency").scene(DATA, language)
    named = DATA["task_agencies"][DATA["task_agencies"]["implied"] == "no"]
    named = named.assign(doc=named["task_id"].str.split("-").str[0])
    title = DATA["tasks"].set_index("task_id")[f"title_{language}"]
    agencies = DATA["agencies"]
    known = set(agencies.loc[agencies["kind"] != "unnamed", "agency"])
    assert {values[0] for values in scene.settings()} == known
    for (key,) in scene.settings():
        own = named[named["agency"] == key]
        first = own[own["doc"] == "renewal2025"]
        led = set(first.loc[first["role"] == "lead", "task_id"])
        others = named[(named["role"] == "lead") & (named["agency"] != key)]
        shared = led & set(others["task_id"])
        state = scene.state((key,))
        counts = [int(row[1]) for row in state.rows]
        assert counts[:4] == [
            len(led - shared), len(shared), len(set(first["task_id"]) - led),
            own.loc[own["doc"] == "action2025", "task_id"].nunique(),
        ]  # fmt: skip
        if len(led - shared) == 1:
            (task,) = led - shared
            assert state.rows[0][2] == title[task]
        for place, n in enumerate(counts[:4]):
            assert state.marks[f"n{place}"].endswith(f" · {n}")
            assert float(state.marks[f"b{place}@width"].rstrip("%")) == pytest.approx(
                100 * n / 96, abs=0.1
            )


def test_a_link_to_a_body_needs_no_comma() -> None:
    scene = find_explorer("governance-agency").scene(DATA, "en")
    assert all(re.fullmatch(r"[a-z-]+", values[0]) for values in scene.settings())
    names = [choice.shown for choice in scene.controls[0].choices]
    assert len(set(names)) == len(names)


# --- words -----------------------------------------------------------------


def test_every_body_has_a_short_name_of_its_own() -> None:
    keys = [*DATA["agencies"]["agency"], network.DISTRICTS]
    for language in LANGUAGES:
        assert all(names.body(key, language) for key in keys)
    english = [names.body(key, "en") for key in keys]
    assert len(set(english)) == len(english)


def test_a_conflict_that_is_new_asks_for_words() -> None:
    # The table tells conflicts in a few words: each of them has some.
    found = governance.safety(DATA)["conflicts"]
    keys = {key for cell in found for key in cell.split("|") if key}
    shown = find("governance-safety-digital")
    assert shown.columns is not None
    table = shown.columns(shown.rows(DATA), "en")
    assert (table["Conflict"] != "—").sum() == (found != "").sum()
    assert keys <= set(DATA["conflicts"]["conflict_id"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_findings_follow_the_data(language: Language) -> None:
    # Were one binding target of 2020 missed, the words would say so.
    checks = DATA["restatements"].copy()
    facts = DATA["facts"].set_index("fact_id")
    outcome = checks["kind"].eq("outcome") & checks["doc_id"].eq("fyp14")
    bound = checks["parts"].map(facts["attribute"]).eq("约束性")
    first = checks[outcome & bound].index[0]
    checks.loc[first, "holds"] = "no"
    exhibit = find("governance-binding-outcome")
    before = exhibit.said(DATA, language).title
    after = exhibit.said(changed(restatements=checks), language).title
    assert "16" in before
    assert "15" in after
