from __future__ import annotations

import itertools
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, Final, cast

import frictionless
import pandas as pd
import pytest

from cqanalysis import agreement, places, tables
from cqanalysis.pace import Better, Operator, Target
from cqanalysis.tables import Data

#: The groups that part the 38 units.
PARTS: Final = {"core": 9, "new": 12, "northeast": 11, "southeast": 6}
#: What two statements of one thing must have in common.
SAME: Final = ("value", "upper", "operator", "unit", "year", "modality")
UNIT_KINDS: Final = ("district", "county", "autonomous county")
#: Targets of no indicator of this book where less is better; of all others more is.
LESS: Final = {"fyp14-p1.c1.s1.b1.r13-1": "water of class II is cleaner than of class III"}


@pytest.fixture(scope="module")
def data() -> Data:
    return tables.load()


@pytest.fixture(scope="module")
def facts(data: Data) -> dict[str, Any]:
    """Facts by key, with their number in the base unit of its dimension."""
    rows = data["facts"]
    scale = rows["unit"].map(data["units"].set_index("unit")["factor"]).fillna(1.0)
    scaled = rows.assign(scaled=(rows["value"] * scale).round(9))
    return {row.fact_id: row for row in tables.records(scaled)}


def members(data: Data, group: str) -> set[str]:
    return set(places.members(data["members"], group, 2025))


def keys(frame: pd.DataFrame, *columns: str) -> Counter[tuple[Any, ...]]:
    return Counter(frame[list(columns)].itertuples(index=False, name=None))


# --- tasks and agencies ----------------------------------------------------


def test_the_tasks_of_each_document_are_numbered(data: Data) -> None:
    numbers = data["tasks"].groupby("doc_id")["number"].apply(list).to_dict()
    assert numbers == {"renewal2025": [*range(1, 97)], "action2025": [*range(1, 27)]}


def test_a_task_is_named_by_document_and_clause(data: Data) -> None:
    tasks = data["tasks"]
    assert list(tasks["task_id"]) == list(tasks["doc_id"] + "-" + tasks["clause"])
    assert tasks["title_zh"].ne("").all()


def test_every_task_is_led_or_left_to_the_districts(data: Data) -> None:
    carried = data["task_agencies"]
    leads = Counter(carried.loc[carried["role"] == "lead", "task_id"])
    tasks = data["tasks"].groupby("doc_id")["task_id"].apply(list).to_dict()
    assert [task for task in tasks["renewal2025"] if not leads[task]] == []
    assert [task for task in tasks["action2025"] if leads[task]] == []
    assert set(carried["task_id"]) == set(data["tasks"]["task_id"])


def test_the_districts_carry_every_task_of_2025(data: Data) -> None:
    carried = data["task_agencies"]
    of_2025 = carried[carried["task_id"].str.startswith("action2025-")]
    districts = of_2025[of_2025["agency"] == "districts-all"]
    tasks = data["tasks"]
    wanted = tasks.loc[tasks["doc_id"] == "action2025", "task_id"]
    assert sorted(districts["task_id"]) == sorted(wanted)
    assert len(wanted) == 26
    assert Counter(districts["implied"]) == {"yes": 25, "no": 1}
    # Nothing else is implied anywhere.
    assert (carried["implied"] == "yes").sum() == 25


def test_what_is_implied_is_not_printed(data: Data) -> None:
    carried = data["task_agencies"]
    assert ((carried["implied"] == "yes") == (carried["printed_name"] == "")).all()


def test_bodies_stand_in_an_order_without_gap(data: Data) -> None:
    for key, rows in data["task_agencies"].groupby(["task_id", "role"]):
        assert sorted(rows["position"]) == list(range(1, len(rows) + 1)), key


def test_a_task_names_a_body_once(data: Data) -> None:
    counts = keys(data["task_agencies"], "task_id", "role", "agency")
    assert [key for key, n in counts.items() if n > 1] == []


def test_a_printed_form_belongs_to_one_body(data: Data) -> None:
    aliases = [
        alias for row in tables.records(data["agencies"]) for alias in row.aliases.split("|")
    ]
    assert "" not in aliases
    assert [alias for alias, n in Counter(aliases).items() if n > 1] == []
    printed = {name for name in data["task_agencies"]["printed_name"] if name}
    assert printed == set(aliases)


def test_every_body_carries_a_task(data: Data) -> None:
    assert set(data["agencies"]["agency"]) == set(data["task_agencies"]["agency"])


def test_a_predecessor_is_another_body(data: Data) -> None:
    agencies = data["agencies"]
    followed = agencies[agencies["predecessor"] != ""]
    assert len(followed)
    assert (followed["predecessor"] != followed["agency"]).all()


# --- places ----------------------------------------------------------------


def test_thirty_eight_units_have_a_code_and_one_group(data: Data) -> None:
    table = data["places"]
    coded = table[table["adcode"] != ""]
    kinds = table["kind"].isin(UNIT_KINDS)
    codes = table.loc[kinds, "adcode"]
    assert codes.str.fullmatch(r"500[12]\d\d").all()
    # The city itself and its comparators are the only others with a code.
    others = coded[~coded["kind"].isin(UNIT_KINDS)]
    assert set(others["kind"]) <= {"municipality", "comparator"}
    assert kinds.sum() == 38
    assert coded["adcode"].is_unique
    groups = {name: members(data, name) for name in PARTS}
    assert {name: len(group) for name, group in groups.items()} == PARTS
    # As many as the groups together: none is in two.
    assert set().union(*groups.values()) == set(table.loc[kinds, "place"])
    assert sum(PARTS.values()) == 38


def test_kaizhou_has_forty_streets_and_towns(data: Data) -> None:
    table = data["places"]
    towns = table[table["kind"].isin(["street", "town", "township"])]
    assert Counter(towns["kind"]) == {"street": 8, "town": 27, "township": 5}
    assert Counter(towns["tier"]) == {"city": 14, "key": 5, "general": 21}
    tiers = {"city": "kaizhou-city", "key": "kaizhou-key-towns", "general": "kaizhou-general-towns"}
    for tier, group in tiers.items():
        assert set(towns.loc[towns["tier"] == tier, "place"]) == members(data, group)
        # A group of towns has the tier of its towns.
        assert set(table.loc[table["place"] == group, "tier"]) <= {tier, ""}
    others = table[~table["place"].isin(towns["place"]) & (table["tier"] != "")]
    assert set(others["place"]) <= set(tiers.values())


def test_planned_people_of_a_town_have_two_ends_in_order(data: Data) -> None:
    table = data["places"]
    for year in (2025, 2035):
        low, high = table[f"pop{year}_low"], table[f"pop{year}_high"]
        assert low.notna().any()
        assert (low.dropna() <= high[low.notna()]).all()
        assert (high.dropna() > 0).all()


@pytest.mark.parametrize(
    ("group", "size"),
    [
        ("zone-national", 9),
        ("zone-municipal", 7),
        ("potential", 15),
        ("potential-pilots", 5),
    ],
)
def test_size_of_a_named_group(data: Data, group: str, size: int) -> None:
    assert len(members(data, group)) == size


def test_pilots_are_potential_areas_and_zones_are_apart(data: Data) -> None:
    assert members(data, "potential-pilots") < members(data, "potential")
    assert members(data, "zone-national").isdisjoint(members(data, "zone-municipal"))


def test_each_unit_has_a_tile_of_its_own(data: Data) -> None:
    table = data["places"]
    tiles = table[table["tile_row"].notna() | table["tile_col"].notna()]
    kinds = table["kind"].isin(UNIT_KINDS)
    assert set(tiles["place"]) == set(table.loc[kinds, "place"])
    assert len(keys(tiles, "tile_row", "tile_col")) == len(tiles) == 38
    assert (tiles["tile_row"].min(), tiles["tile_col"].min()) == (1, 1)
    assert tiles["tile_row"].max() <= 8
    assert tiles["tile_col"].max() <= 9


def rings(geometry: Any) -> Iterator[list[list[float]]]:
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    else:
        assert geometry["type"] == "MultiPolygon"
    for polygon in polygons:
        yield from polygon


def test_outlines_are_those_of_the_38_units(data: Data) -> None:
    path = tables.DATA / "boundaries.geojson"
    assert path.stat().st_size < 120_000
    outlines = json.loads(path.read_text(encoding="utf-8"))
    assert "schematic" in outlines["note"].lower()
    assert outlines["provenance"]
    table = data["places"]
    units = table[table["kind"].isin(UNIT_KINDS)]
    found = Counter(
        (feature["properties"]["place"], feature["properties"]["adcode"])
        for feature in outlines["features"]
    )
    assert found == keys(units, "place", "adcode")
    assert found.total() == 38
    for feature in outlines["features"]:
        count = 0
        for ring in rings(feature["geometry"]):
            count += 1
            assert ring[0] == ring[-1], feature["properties"]
            # Three corners at least, none twice in a row.
            assert len({tuple(point) for point in ring}) >= 3, feature["properties"]
            assert all(one != two for one, two in itertools.pairwise(ring)), feature["properties"]
            assert all(105 < lon < 111 and 28 < lat < 33 for lon, lat in ring)
        assert count


# --- boxes and projects ----------------------------------------------------


def test_a_box_counts_its_projects(data: Data) -> None:
    counts = keys(data["projects"], "doc_id", "clause")
    boxes = {(row.doc_id, row.clause): row for row in tables.records(data["boxes"])}
    wrong = {}
    for where, row in boxes.items():
        expected = 0 if row.mode == "box" and pd.isna(row.items) else row.items
        if pd.isna(expected) or counts[where] != expected:
            wrong[where] = (row.mode, row.items, counts[where])
    assert wrong == {}
    assert sum(counts.values()) == len(data["projects"]) > 0


def test_every_project_stands_in_a_box(data: Data) -> None:
    assert set(keys(data["projects"], "doc_id", "clause")) <= set(
        keys(data["boxes"], "doc_id", "clause")
    )


def test_every_row_of_a_box_has_its_box(data: Data) -> None:
    boxes = {(row.doc_id, row.clause): row.mode for row in tables.records(data["boxes"])}
    for (doc, clause), mode in boxes.items():
        stem, _, last = clause.rpartition(".")
        if mode != "box" and last.startswith(("r", "l")):
            while (doc, stem) not in boxes and stem.rpartition(".")[2].startswith("r"):
                stem = stem.rpartition(".")[0]
            assert boxes.get((doc, stem)) == "box", clause


def test_a_quantity_has_a_unit_and_a_stage_its_verb(data: Data) -> None:
    projects = data["projects"]
    assert (
        list(projects.loc[projects["quantity"].notna() & (projects["unit"] == ""), "project"]) == []
    )
    assert (
        list(projects.loc[projects["quantity"].isna() & (projects["unit"] != ""), "project"]) == []
    )
    silent = (projects["stage"] == "unstated") != (projects["stage_printed"] == "")
    assert list(projects.loc[silent, "project"]) == []


def test_a_project_says_the_number_of_its_fact(data: Data, facts: dict[str, Any]) -> None:
    rows = data["projects"]
    named = rows[rows["fact_id"] != ""]
    assert len(named)
    wrong = []
    for row in tables.records(named):
        fact = facts[row.fact_id]
        same = (fact.value, fact.unit, fact.doc_id, fact.clause)
        if same != (row.quantity, row.unit, row.doc_id, row.clause):
            wrong.append(f"{row.project}: {row.quantity} {row.unit}, {row.fact_id}: {same}")
    assert wrong == []


def test_a_project_key_is_document_clause_and_a_number(data: Data) -> None:
    at: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in tables.records(data["projects"]):
        stem = f"{row.doc_id}-{row.clause}-"
        assert row.project.startswith(stem), row.project
        at[row.doc_id, row.clause].append(int(row.project.removeprefix(stem)))
    assert {where: n for where, n in at.items() if n != [*range(1, len(n) + 1)]} == {}


# --- measures --------------------------------------------------------------


def test_a_measure_has_names_and_no_reason(data: Data) -> None:
    measures = data["measures"]
    coded = measures[measures["instrument"] != "none"]
    assert len(coded)
    assert coded[["measure_zh", "measure_en"]].ne("").all(axis=None)
    assert coded["reason"].eq("").all()
    rest = measures[measures["instrument"] == "none"]
    assert len(rest)
    assert rest[["measure_zh", "measure_en"]].eq("").all(axis=None)
    assert rest["reason"].ne("").all()


def test_units_of_a_clause_are_counted_without_gap(data: Data) -> None:
    for key, rows in data["measures"].groupby(["doc_id", "clause"]):
        assert sorted(rows["nth"]) == list(range(1, len(rows) + 1)), key


def test_the_second_coder_had_the_drawn_tenth(data: Data) -> None:
    def units(table: str) -> list[str]:
        rows = data[table]
        return list(rows["doc_id"] + "/" + rows["clause"] + "/" + rows["nth"].astype(str))

    first, second = units("measures"), units("measures_second")
    drawn = agreement.draw(first)
    assert sorted(second) == drawn
    assert len(second) == len(set(second)) == math.ceil(len(first) / 10)
    # The codings can be compared: neither coder used one code alone.
    both = data["measures_second"].merge(
        data["measures"], on=["doc_id", "clause", "nth"], suffixes=("_second", "")
    )
    assert len(both) == len(second)
    for column in ("instrument", "theme"):
        found = agreement.cohen(list(both[column]), list(both[f"{column}_second"]))
        assert 0 < found.kappa < 1, column


# --- roles -----------------------------------------------------------------


def test_the_units_outside_the_centre_have_roles(data: Data) -> None:
    table, roles = data["places"], data["roles"]
    units = set(table.loc[table["kind"].isin(UNIT_KINDS), "place"])
    holders = set(roles["place"])
    assert holders & units == units - members(data, "core")
    assert len(holders & units) == 29
    # The city's plan speaks of all of them, Kaizhou's of itself and its towns.
    assert set(roles.loc[roles["doc_id"] == "plan2035", "place"]) == holders & units
    towns = set(table.loc[table["parent"].str.startswith("kaizhou"), "place"])
    assert set(roles.loc[roles["doc_id"] == "kaizhou2035", "place"]) <= towns | {"kaizhou"}


def test_roles_of_a_clause_are_counted_without_gap(data: Data) -> None:
    for key, rows in data["roles"].groupby(["doc_id", "clause", "place"]):
        assert sorted(rows["position"]) == list(range(1, len(rows) + 1)), key


def test_every_tag_is_known_and_used(data: Data) -> None:
    lists = data["roles"]["tags"].str.split()
    assert lists.map(lambda tags: len(set(tags)) == len(tags) > 0).all()
    assert {tag for tags in lists for tag in tags} == set(data["role_tags"]["tag"])


# --- verdicts --------------------------------------------------------------


def test_each_pair_of_documents_that_state_an_indicator_has_a_verdict(data: Data) -> None:
    rows = data["facts"]
    order = list(data["documents"]["doc_id"])
    stated = rows[rows["indicator"] != ""].groupby("indicator")["doc_id"].agg(set)
    wanted = {
        (str(indicator), *pair)
        for indicator, docs in stated.items()
        for pair in itertools.combinations([doc for doc in order if doc in docs], 2)
    }
    coded = keys(data["verdicts"], "indicator", "doc_a", "doc_b")
    assert wanted
    assert [key for key, n in coded.items() if n > 1] == []
    assert sorted(wanted - coded.keys()) == []
    verdicts = {
        (row.indicator, row.doc_a, row.doc_b): row for row in tables.records(data["verdicts"])
    }
    # Beyond those there is only what a later document leaves out.
    for key in coded.keys() - wanted:
        row = verdicts[key]
        assert (row.verdict, row.facts_b) == ("dropped", ""), key
        assert row.doc_a in stated[row.indicator], key
        assert row.doc_b not in stated[row.indicator], key


def test_the_earlier_document_stands_first(data: Data) -> None:
    rank = {doc: i for i, doc in enumerate(data["documents"]["doc_id"])}
    verdicts = data["verdicts"]
    assert (verdicts["doc_a"].map(rank) < verdicts["doc_b"].map(rank)).all()


def test_a_verdict_rests_on_facts_of_its_documents(data: Data, facts: dict[str, Any]) -> None:
    wrong = []
    for row in tables.records(data["verdicts"]):
        for doc, cell in ((row.doc_a, row.facts_a), (row.doc_b, row.facts_b)):
            named = cell.split()
            for fact_id in named:
                fact = facts.get(fact_id)
                if fact is None or (fact.doc_id, fact.indicator) != (doc, row.indicator):
                    wrong.append(f"{row.indicator} {row.doc_a} {row.doc_b}: {fact_id}")
            if len(set(named)) != len(named):
                wrong.append(f"{row.indicator} {row.doc_a} {row.doc_b}: twice in {cell}")
        if not row.facts_a or (not row.facts_b and row.verdict != "dropped"):
            wrong.append(f"{row.indicator} {row.doc_a} {row.doc_b}: no facts")
    assert wrong == []


def said(rows: list[Any]) -> set[tuple[Any, ...]]:
    """What facts ask: number, operator, modality and year."""
    return {
        (
            row.scaled,
            None if pd.isna(row.upper) else row.upper,
            row.operator,
            row.modality,
            None if pd.isna(row.year) else int(row.year),
        )
        for row in rows
    }


def ruled(data: Data, facts: dict[str, Any], *verdicts: str) -> Iterator[tuple[str, Any, Any, Any]]:
    rows = data["verdicts"]
    chosen = rows[(rows["basis"] == "rule") & rows["verdict"].isin(verdicts)]
    assert set(chosen["verdict"]) == set(verdicts)
    for row in tables.records(chosen):
        one, two = ([facts[f] for f in cell.split()] for cell in (row.facts_a, row.facts_b))
        yield f"{row.indicator} {row.doc_a} {row.doc_b}", row, one, two


def test_equal_by_rule_is_equal(data: Data, facts: dict[str, Any]) -> None:
    wrong = [
        f"{name}: {said(one)}, {said(two)}"
        for name, _, one, two in ruled(data, facts, "equal")
        if said(one) != said(two)
    ]
    assert wrong == []


def test_tighter_or_looser_by_rule_differs(data: Data, facts: dict[str, Any]) -> None:
    wrong = [
        f"{name}: {said(one)}"
        for name, _, one, two in ruled(data, facts, "tighter", "looser")
        if said(one) == said(two)
    ]
    assert wrong == []


def test_another_number_is_tighter_or_looser_as_the_indicator_wants(
    data: Data, facts: dict[str, Any]
) -> None:
    better = data["indicators"].set_index("indicator")["better"]
    wrong = []
    compared = 0
    for name, row, one, two in ruled(data, facts, "tighter", "looser"):
        sign = {"higher": 1, "lower": -1, "neither": 0}[better[row.indicator]]
        gain = sign * (two[0].scaled - one[0].scaled)
        if len(one) == len(two) == 1 and gain:
            compared += 1
            if row.verdict != ("tighter" if gain > 0 else "looser"):
                wrong.append(f"{name}: {row.verdict}, {one[0].value}, {two[0].value}")
            # Of two years no rule can tell which asks more.
            if one[0].year is not pd.NA and one[0].year != two[0].year:
                wrong.append(f"{name}: {one[0].year}, {two[0].year}")
    assert compared
    assert wrong == []


def test_equal_numbers_are_never_called_tighter_for_a_softer_word(
    data: Data, facts: dict[str, Any]
) -> None:
    wrong = []
    for name, row, one, two in ruled(data, facts, "tighter", "looser"):
        first, last = one[0], two[0]
        if len(one) == len(two) == 1 and first.scaled == last.scaled:
            softer = (last.operator == "~" and first.operator != "~") or (
                last.modality != "" and first.modality == ""
            )
            harder = (first.operator == "~" and last.operator != "~") or (
                first.modality != "" and last.modality == ""
            )
            if (row.verdict == "tighter" and softer) or (row.verdict == "looser" and harder):
                wrong.append(f"{name}: {row.verdict}")
    assert wrong == []


def test_a_verdict_by_reading_says_what_decided(data: Data) -> None:
    verdicts = data["verdicts"]
    read = verdicts[verdicts["basis"] == "reading"]
    assert len(read)
    for column in ("note_en", "note_zh"):
        assert list(read.loc[read[column] == "", "indicator"]) == []


# --- restatements ----------------------------------------------------------


def checks(data: Data, kind: str) -> list[Any]:
    rows = data["restatements"]
    chosen = list(tables.records(rows[rows["kind"] == kind]))
    assert chosen
    return chosen


def test_what_is_checked_exists(data: Data, facts: dict[str, Any]) -> None:
    wrong = []
    for row in tables.records(data["restatements"]):
        named = [row.whole, *(() if row.kind == "list" else row.parts.split())]
        wrong += [f"{row.check_id}: {fact}" for fact in named if fact and fact not in facts]
        if row.whole and row.kind in ("restated", "outcome", "list"):
            wrong += [row.check_id] * (facts[row.whole].doc_id != row.doc_id)
        if not (row.whole or row.parts or row.clause):
            wrong.append(f"{row.check_id}: nothing")
    assert wrong == []


def test_a_restatement_holds_if_nothing_differs(data: Data, facts: dict[str, Any]) -> None:
    wrong = []
    for row in checks(data, "restated"):
        rows = [facts[row.whole], *(facts[part] for part in row.parts.split())]
        differing = [
            column for column in SAME if len({str(getattr(one, column)) for one in rows}) > 1
        ]
        assert len(rows) > 1, row.check_id
        assert row.holds in ("yes", "no"), row.check_id
        if (row.holds == "yes") == bool(differing):
            wrong.append(f"{row.check_id}: {row.holds}, but {differing} differ")
    assert wrong == []


def test_a_sum_holds_if_it_adds_up(data: Data, facts: dict[str, Any]) -> None:
    wrong = []
    added = 0
    for row in checks(data, "sum"):
        parts = [facts[part] for part in row.parts.split()]
        rows = [*([facts[row.whole]] if row.whole else []), *parts]
        assert len(parts) > 1, row.check_id
        if not row.whole or any(one.operator != "=" or pd.isna(one.value) for one in rows):
            continue
        added += 1
        assert len({one.unit for one in rows}) == 1, row.check_id
        closes = math.isclose(math.fsum(part.scaled for part in parts), rows[0].scaled)
        if row.holds != ("yes" if closes else "no"):
            wrong.append(f"{row.check_id}: {row.holds}, {[one.value for one in rows]}")
    assert added >= 3
    assert wrong == []


def test_an_outcome_holds_if_its_target_was_reached(data: Data, facts: dict[str, Any]) -> None:
    better = data["indicators"].set_index("indicator")["better"]
    wrong = []
    for row in checks(data, "outcome"):
        outcome, aim = facts[row.whole], facts[row.parts]
        assert (outcome.kind, aim.kind) in (("achieved", "target"), ("baseline", "target"))
        assert outcome.indicator == aim.indicator, row.check_id
        assert outcome.unit == aim.unit, row.check_id
        unlisted = "lower" if aim.fact_id in LESS else "higher"
        target = Target(
            aim.value,
            cast("Operator", aim.operator),
            cast("Better", better[aim.indicator] if aim.indicator else unlisted),
            upper=None if pd.isna(aim.upper) else aim.upper,
        )
        if row.holds != ("yes" if target.reached(outcome.value) else "no"):
            wrong.append(
                f"{row.check_id}: {row.holds}, {outcome.value} for {aim.operator}{aim.value}"
            )
    assert wrong == []


def test_every_missed_target_says_by_how_much(data: Data) -> None:
    for row in checks(data, "outcome"):
        assert (row.holds == "no") == (row.finding_en != "") == (row.finding_zh != ""), row.check_id


def test_a_list_names_as_many_as_are_counted(data: Data, facts: dict[str, Any]) -> None:
    wrong = []
    for row in checks(data, "list"):
        names = row.parts.split("|")
        if len(set(names)) != len(names) or "" in names:
            wrong.append(f"{row.check_id}: {row.parts}")
        if not row.whole:
            continue
        count = facts[row.whole].value
        good = {
            # More than counted, or another number of lists, is told.
            "yes": len(names) == count or (len(names) > count and row.finding_en != ""),
            "partial": len(names) < count,
            "no": len(names) != count,
        }
        if not good.get(row.holds, False):
            wrong.append(f"{row.check_id}: {row.holds}, {len(names)} names of {count:g}")
    assert wrong == []


def test_what_does_not_hold_is_told_in_both_languages(data: Data) -> None:
    rows = data["restatements"]
    told = (rows["finding_en"] != "") & (rows["finding_zh"] != "")
    silent = (rows["finding_en"] == "") & (rows["finding_zh"] == "")
    assert list(rows.loc[~told & ~silent, "check_id"]) == []
    assert list(rows.loc[(rows["holds"] != "yes") & silent, "check_id"]) == []


# --- text in common --------------------------------------------------------


def test_shared_characters_are_a_part_of_the_characters(data: Data) -> None:
    rows = data["text_reuse"]
    assert len(rows)
    assert (rows["characters"] > 0).all()
    assert rows["shared"].between(0, rows["characters"]).all()
    assert ((rows["shared"] == 0) == (rows["source"] == "")).all()
    # A run has ten characters.
    assert (rows.loc[rows["shared"] > 0, "shared"] >= 10).all()


def test_a_clause_has_the_same_length_against_every_document(data: Data) -> None:
    lengths = data["text_reuse"].groupby(["doc_b", "clause"])["characters"].nunique()
    assert list(lengths[lengths > 1].index) == []


def test_every_pair_of_documents_is_compared_clause_by_clause(data: Data) -> None:
    order = list(data["documents"]["doc_id"])
    rows = data["text_reuse"]
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in tables.records(rows):
        pairs[row.doc_a, row.doc_b].add(row.clause)
    assert set(pairs) == set(itertools.combinations(order, 2))
    for later in order[1:]:
        clauses = [its for (_, doc), its in pairs.items() if doc == later]
        assert all(its == clauses[0] for its in clauses), later


# --- the package -----------------------------------------------------------


def test_frictionless_finds_no_error() -> None:
    report = frictionless.validate(str(tables.DATA / "datapackage.json"))
    problems = [f"{task.name}: {e.message}" for task in report.tasks for e in task.errors]
    assert [error.message for error in report.errors] + problems == []
    assert report.valid
    assert report.stats["tasks"] == len(tables.schema()["resources"])
