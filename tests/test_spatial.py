from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from cqanalysis import citation, distance, pace, places, roles, sizes, spatial, tables, towns

DATA = tables.load()
OBS, MEMBERS, FACTS = DATA["observations"], DATA["members"], DATA["facts"]


# --- Groups and pilots -------------------------------------------------------


def test_overlap_by_hand() -> None:
    # Four units; two on the first list, two on the second, one on both.
    table = pd.DataFrame({"lists_2021": ["a", "a", "", ""], "lists_2025": ["b", "", "b", ""]})
    found = spatial.overlap(table)
    assert (found.first, found.second, found.both) == (2, 2, 1)
    assert found.expected == 1
    # Chance of one or two of two drawn from four with two marked: 1 - 1/6.
    assert found.p == pytest.approx(5 / 6)
    assert found.jaccard == pytest.approx(1 / 3)
    assert found.kappa == pytest.approx(0)


def test_every_unit_has_one_kind_and_its_clauses() -> None:
    table = spatial.designations(MEMBERS, OBS)
    assert len(table) == 38
    counts = table["kind"].value_counts().to_dict()
    assert counts == {
        "core": 9, "vanguard": 4, "pivot": 4, "bridgehead": 4, "northeast": 11, "southeast": 6,
    }  # fmt: skip
    at = table.set_index("place")
    assert at.loc["dianjiang", "lists_2021"] == "zone-municipal|county-demo"
    assert at.loc["dianjiang", "status"] == "both"
    assert "action2025 t13.g1" in at.loc["dianjiang", "clause_ids"]
    assert at.loc["fuling", "status"] == "none"
    assert at.loc["tongliang", "lists_2025"] == "potential|potential-pilots"
    # The plan lists the nine of the central urban area nowhere.
    assert at.loc["yuzhong", "clause_ids"] == ""
    assert len(citation.cited(table, DATA)) > 30


# --- People ------------------------------------------------------------------


def test_census_districts_add_up_to_the_city() -> None:
    people = spatial.residents(OBS, MEMBERS).groupby("year")["residents"].agg(["sum", "size"])
    assert (people["size"] == 38).all()
    exact = {2000: 30512763, 2010: 28846170, 2020: 32054159}
    assert {y: round(people.loc[y, "sum"] * 1e4) for y in exact} == exact


def test_years_between_a_census_and_a_years_end() -> None:
    assert spatial.span(2010, 2020) == 10
    assert spatial.span(2020, 2024) == pytest.approx(4 + 1 / 6)
    assert spatial.span(2023, 2024) == 1


def test_change_by_hand() -> None:
    people = pd.DataFrame(
        {
            "place": ["a", "b", "a", "b"], "group": "core", "year": [2010, 2010, 2020, 2020],
            "residents": [100.0, 50.0, 100 * math.e, 50.0], "obs_ids": ["1", "2", "3", "4"],
        }
    )  # fmt: skip
    table = spatial.changes(people).set_index("place")
    assert table.loc["a", "growth"] == pytest.approx(10)
    assert table.loc["b", "growth"] == 0
    assert table.loc["a", "people"] == pytest.approx(100 * (math.e - 1))
    assert table.loc["a", "obs_ids"] == "1|3"


def test_changes_add_up() -> None:
    people = spatial.residents(OBS, MEMBERS)
    table = spatial.changes(people)
    total = people.groupby("year")["residents"].sum()
    assert table["people"].sum() == pytest.approx(total.iloc[-1] - total.iloc[0])


def test_kitagawa_by_hand() -> None:
    # Half and half at 20 and 60 %; then a quarter and three quarters at 30 and 70.
    urban = pd.DataFrame(
        {
            "place": ["a", "b", "a", "b"], "group": "core", "year": [2010, 2010, 2020, 2020],
            "residents": [50.0, 50.0, 25.0, 75.0], "rate": [20.0, 60.0, 30.0, 70.0],
            "obs_ids": ["1", "2", "3", "4"],
        }
    )  # fmt: skip
    parts = spatial.kitagawa(urban, 2010, 2020)
    assert parts["within"].sum() == pytest.approx(10)
    assert parts["between"].sum() == pytest.approx(10)
    # a loses a quarter of all, at 25 % against a mean rate of 50.
    assert parts.set_index("place").loc["a", "between"] == pytest.approx(6.25)


@pytest.mark.parametrize(("start", "end"), [(2010, 2020), (2020, 2024)])
def test_kitagawa_adds_up_to_the_change_of_the_rate(start: int, end: int) -> None:
    urban = spatial.urbanization(OBS, MEMBERS)
    sums = urban.groupby("year")[["urban", "residents"]].sum()
    rate = 100 * sums["urban"] / sums["residents"]
    parts = spatial.kitagawa(urban, start, end)
    assert parts[["within", "between"]].to_numpy().sum() == pytest.approx(rate[end] - rate[start])


def test_urban_residents_of_the_districts_add_up() -> None:
    urban = spatial.urbanization(OBS, MEMBERS)
    sums = urban.groupby("year")["urban"].sum()
    # The published totals; rates are rounded to a hundredth of a point.
    assert sums[2010] == pytest.approx(1529.58, rel=1e-4)
    assert sums[2020] == pytest.approx(2226.40, rel=1e-4)
    assert (urban.groupby("year").size() == 38).all()
    yuzhong = urban[(urban["place"] == "yuzhong") & (urban["year"] == 2010)].iloc[0]
    assert 99 < yuzhong["rate"] <= 100
    assert "urban_population_census-core-2010-census" in yuzhong["obs_ids"]


def test_urban_and_rural_make_the_total() -> None:
    table = spatial.urban_rural(OBS).set_index("year")
    total = OBS.set_index("obs_id")["value"]
    for year, row in table.iterrows():
        own = total[f"resident_population-chongqing-{year}-post-census2020"]
        assert row["urban"] + row["rural"] == pytest.approx(own)
    assert table.loc[2025, "confidence"] == "C"


def test_the_share_agrees_with_what_is_published_on_each_geography() -> None:
    table = spatial.metro_share(OBS, MEMBERS, FACTS).set_index(["geography", "kind", "year"])
    share = table["share"]
    assert share["metro", "computed", 2020] == pytest.approx(share["metro", "base", 2020], abs=0.01)
    assert share["metro22", "computed", 2024] == pytest.approx(68.43, abs=0.005)
    assert share["metro", "computed", 2024] == pytest.approx(66.45, abs=0.005)
    assert share["metro", "target", 2025] == 68
    assert table.loc[("metro22", "computed", 2024), "units"] == 22


# --- City sizes --------------------------------------------------------------


def test_rank_size_of_an_exact_rule() -> None:
    exact = [100 / (rank - 0.5) for rank in range(1, 9)]
    found = sizes.rank_size(exact[::-1])
    assert found.exponent == pytest.approx(1)
    assert found.error == pytest.approx(0.5)
    assert found.n == 8
    assert found.r2 == pytest.approx(1)
    half = sizes.rank_size([size**2 for size in exact])
    assert half.exponent == pytest.approx(0.5)


def test_concentration_by_hand() -> None:
    found = sizes.concentration([25, 50, 25])
    assert (found.primacy, found.top) == (2, 0.5)
    assert found.herfindahl == pytest.approx(0.375)


def test_the_core_is_one_city_or_nine() -> None:
    urban = spatial.urbanization(OBS, MEMBERS)
    one = sizes.cities(urban, "urban", one_core=True)
    nine = sizes.cities(urban, "urban", one_core=False)
    assert (one.groupby("year").size() == 30).all()
    assert (nine.groupby("year").size() == 38).all()
    assert one.groupby("year")["size"].sum().to_numpy() == pytest.approx(
        nine.groupby("year")["size"].sum().to_numpy()
    )
    assert set(one[one["rank"] == 1]["place"]) == {"core"}
    assert (one.sort_values("rank").groupby("year")["size"].diff().dropna() <= 0).all()


# --- Thresholds --------------------------------------------------------------


def test_readings_by_hand() -> None:
    table = pd.DataFrame(
        {
            "area": "new", "asked": 70.0, "rate": [80.0, 60.0], "residents": [100.0, 100.0],
            "urban": [80.0, 60.0], "missing": [0.0, 10.0],
        }
    )  # fmt: skip
    found = spatial.readings(table).loc["new"]
    assert (found["units"], found["passed"], found["rate"]) == (2, 1, 70)
    assert (found["missing_each"], found["missing_whole"]) == (10, 0)
    # (60 + m) / (100 + m) = 0.7
    assert found["moved_each"] == pytest.approx(100 / 3)


def test_thresholds_cover_all_but_the_core() -> None:
    table = spatial.thresholds(OBS, MEMBERS, FACTS)
    assert table.groupby("area").size().to_dict() == {"mountain-reservoir": 16, "new": 13}
    core = set(places.members(MEMBERS, "core", 2021))
    assert not set(table["place"]) & core
    # Short of its threshold is missing people, and nothing else is.
    assert ((table["missing"] > 0) == (table["rate"] < table["asked"])).all()
    dazu = table[table["place"] == "dazu"].iloc[0]
    assert dazu["confidence"] == "C"
    assert set(table["asked"]) == {60, 70}


# --- Product per head --------------------------------------------------------


def test_a_ratio_of_products_by_hand() -> None:
    people = {"metro": 200.0, "rest": 100.0}
    observations = OBS.copy()
    metro = set(places.members(MEMBERS, "metro", 2021))
    own = observations["year"].isin([2018, 2020, 2024]) & observations["place"].isin(
        places.group_of(MEMBERS, spatial.GROUPS, 2021)
    )
    gdp = own & (observations["indicator"] == "gdp")
    observations.loc[gdp, "value"] = 10.0
    for indicator, scale in (("resident_population", 1.0), ("resident_population_census", 1e4)):
        rows = own & (observations["indicator"] == indicator)
        inside = observations["place"].isin(metro)
        observations.loc[rows & inside, "value"] = people["metro"] * scale
        observations.loc[rows & ~inside, "value"] = people["rest"] * scale
    ratios = distance.gdp_ratios(observations, MEMBERS, FACTS).set_index("key")["ratio"]
    assert ratios["2020-census"] == pytest.approx(0.5)
    assert ratios["2018-before"] == pytest.approx(0.5)
    assert ratios["2024-after"] == pytest.approx(0.5)


def test_the_target_was_passed_on_census_residents_before_it_was_set() -> None:
    ratios = distance.gdp_ratios(OBS, MEMBERS, FACTS).set_index("key")["ratio"]
    assert ratios["2020-census"] == pytest.approx(1.74, abs=0.005)
    assert ratios["printed-baseline-2020"] == 1.84
    assert ratios["printed-target-2025"] == 1.8


def test_gaps_lead_from_one_end_to_the_other() -> None:
    gaps = distance.gdp_gaps(distance.gdp_ratios(OBS, MEMBERS, FACTS)).set_index("key")
    for row in tables.records(gaps):
        reached = row.ratio_start / (1 + row.gap / 100) ** (row.end - row.start)
        assert reached == pytest.approx(row.ratio_end)
    assert gaps.loc["asked-printed", "gap"] > 0 > gaps.loc["asked-census", "gap"]


def test_the_outlook_at_the_growth_asked_meets_the_target() -> None:
    ratios = distance.gdp_ratios(OBS, MEMBERS, FACTS)
    gap = 100 * pace.ratio_growth_gap(1.84, 1.8, 5)
    table = distance.gdp_outlook(ratios, gap).set_index(["base", "year"])
    assert table.loc[("printed", 2025), "ratio"] == pytest.approx(1.8)
    assert np.isnan(table.loc[("printed", 2035), "target"])
    equal = distance.gdp_outlook(ratios, 0.0)
    assert equal["ratio"].to_numpy() == pytest.approx(equal["ratio_start"].to_numpy())
    assert not equal.set_index(["base", "year"]).loc[("printed", 2025), "reached"]
    assert equal.set_index(["base", "year"]).loc[("census", 2025), "reached"]
    worse = distance.gdp_outlook(ratios, -2.0)
    assert (worse["ratio"] > worse["ratio_start"]).all()


# --- Transport ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("郑万高速铁路", "郑万高铁"),
        ("永川至江津高速公路", "永川—江津高速"),
        ("达（州）开（州）巫（溪）襄（阳）铁路", "达州开州巫溪襄阳铁路"),
        ("巫云开高速公路", "巫溪—云阳—开州高速"),
    ],
)
def test_names_of_one_project_are_joined(printed: str, name: str) -> None:
    assert distance.project_name(printed) == name
    assert distance.project_name(name) == name


def test_stages_by_hand() -> None:
    def row(name: str, doc: str, stage: str, note: str = "") -> dict[str, str]:
        return {
            "name_zh": name, "name_en": name, "doc_id": doc, "clause": "c1", "type": "railway",
            "stage": stage, "note": note,
        }  # fmt: skip

    both = "printed for the group: continued and newly started"
    projects = pd.DataFrame(
        [
            row("甲", "fyp14", "study"), row("甲", "plan2035", "start"),
            row("乙", "fyp14", "completed"), row("乙", "plan2035", "continue"),
            row("丙", "fyp14", "continue", both), row("丙", "plan2035", "start"),
            row("丁", "fyp14", "continue", both), row("丁", "plan2035", "study"),
            row("戊", "fyp14", "start"), row("戊", "kaizhou2035", "start"),
            row("己", "fyp14", "start"),
        ]
    )  # fmt: skip
    moves = distance.project_stages(projects).set_index("name")["move"].to_dict()
    assert moves == {
        "甲": "further", "乙": "less far", "丙": "open", "丁": "less far", "戊": "same",
    }  # fmt: skip


def test_every_alias_joins_two_documents() -> None:
    # An alias that joins nothing is a slip in one of its names.
    names = {distance.project_name(name) for name in DATA["projects"]["name_zh"]}
    joined = set(distance.project_stages(DATA["projects"])["name"])
    for alias, name in distance.ALIASES.items():
        assert name in joined, alias
        assert alias not in names


# --- Kaizhou -----------------------------------------------------------------


def test_the_town_system_as_printed() -> None:
    table = towns.town_system(DATA["places"], FACTS, OBS).set_index(["tier", "year"])
    assert table.loc[("city", 2035), "high"] == 100
    assert table.loc[("key", 2025), ["low", "high"]].tolist() == [7.5, 12.5]
    assert table.loc[("key", 2035), "high"] == pytest.approx(0.8 + 1.8 + 1.6 + 1.2 + 0.6)
    assert table.loc[("general", 2035), "high"] == 6
    assert table["towns"].groupby("tier").first().to_dict() == {
        "city": 14, "general": 21, "key": 5,
    }  # fmt: skip


def test_what_kaizhou_implies() -> None:
    system = towns.town_system(DATA["places"], FACTS, OBS)
    found = towns.implied(system, FACTS, OBS, MEMBERS)
    assert found.total_2025 == pytest.approx(60 / 0.46)
    assert found.urban_2025 == pytest.approx(0.6 * 60 / 0.46)
    assert found.urban_2035 == pytest.approx(112)
    assert found.urban + found.rural == pytest.approx(found.residents)
    assert 41 * (1 + found.growth[0] / 100) ** 5 == pytest.approx(60)
    assert found.density == (10_000, 10_000, 10_000)


# --- Roles -------------------------------------------------------------------


def test_jaccard_by_hand() -> None:
    assert roles.jaccard(frozenset("ab"), frozenset("bc")) == pytest.approx(1 / 3)
    assert roles.jaccard(frozenset("a"), frozenset("b")) == 0
    assert roles.jaccard(frozenset("ab"), frozenset("ba")) == 1


def test_profiles_by_hand() -> None:
    listed = pd.DataFrame(
        [
            ("bishan", "a b", "plan2035", "c1"), ("bishan", "b", "plan2035", "c2"),
            ("changshou", "b c", "plan2035", "c1"), ("qianjiang", "d", "plan2035", "c3"),
            ("qianjiang", "a", "kaizhou2035", "c9"),
        ],
        columns=["place", "tags", "doc_id", "clause"],
    )  # fmt: skip
    members = MEMBERS[MEMBERS["place"].isin(["bishan", "changshou", "qianjiang"])]
    members = pd.concat([members, MEMBERS[MEMBERS["group"].isin(["core", "northeast"])]])
    members = pd.concat([members, MEMBERS[MEMBERS["place"].isin(["wulong"])]])
    listed = pd.concat([listed, listed.tail(2).head(1).assign(place="wulong", tags="a")])
    table = roles.role_profiles(listed, members).set_index("place")
    assert table.loc["bishan", "tags"] == "a|b"
    assert table.loc["bishan", "roles"] == 2
    assert table.loc["bishan", "inside"] == pytest.approx(1 / 3)
    assert table.loc["bishan", "similarity"] == pytest.approx((1 / 3 + 0 + 1 / 2) / 3)
    assert table.loc["bishan", "nearest"] == "wulong"
    # Both of its tags are held by two of four.
    assert table.loc["bishan", "commonness"] == pytest.approx(50)
    assert table.loc["bishan", "clause_ids"] == "plan2035 c1|plan2035 c2"


def test_all_29_units_with_roles_are_compared() -> None:
    table = roles.role_profiles(DATA["roles"], MEMBERS)
    assert len(table) == 29
    assert set(table["group"]) == {"new", "northeast", "southeast"}
    assert table["similarity"].between(0, 1).all()


def test_a_group_that_is_alike_is_told_from_lot() -> None:
    # Five that share both tags; five that share none with anyone.
    tags = {f"a{n}": frozenset("xy") for n in range(5)}
    tags |= {f"b{n}": frozenset((f"{n}", f"{n}{n}")) for n in range(5)}
    table = roles.group_likeness(tags, {name: name[0] for name in tags}, draws=500)
    assert table.loc["a", "likeness"] == 1
    assert table.loc["b", "likeness"] == 0
    # Ten of 45 pairs are the same.
    assert table.loc["all", "likeness"] == pytest.approx(10 / 45)
    # Of 252 ways to choose five, two give this split.
    assert table.loc["a", "p"] < 0.03
    assert table.loc["b", "p"] == 1
    again = roles.group_likeness(tags, {name: name[0] for name in tags}, draws=500)
    assert again["p"].drop("all").tolist() == table["p"].drop("all").tolist()
