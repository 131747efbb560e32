"""The countryside: zones, flows, works and services."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

from cqanalysis import countryside, places, tables

DATA = tables.load()
SOURCES = tables.ROOT.parent / "shared" / "sources"
AREA, PEOPLE, URBAN = "area_outline", "resident_population_census", "urban_population_census"


def obs(indicator: str, year: int, value: float, place: str) -> dict[str, Any]:
    return {
        "obs_id": f"{indicator}-{place}-{year}", "indicator": indicator, "place": place,
        "year": year, "period": "census", "value": value,
    }  # fmt: skip


def member(group: str, place: str, year: int, doc_id: str = "", clause: str = "") -> dict[str, Any]:
    return {"group": group, "place": place, "year": year, "doc_id": doc_id, "clause": clause}


MEMBERS = pd.DataFrame(
    [
        *(member(g, p, 2021) for g, p in zip(countryside.GROUPS, "abcd", strict=True)),
        member("zone-national", "a", 2021, "plan2035", "z1"),
        member("zone-national", "b", 2021, "plan2035", "z1"),
        member("zone-municipal", "d", 2021, "plan2035", "z2"),
        member("potential", "b", 2025, "action2025", "t13"),
        member("potential", "c", 2025, "action2025", "t13"),
        member("potential-pilots", "b", 2025, "action2025", "t13"),
    ]
)


def observed() -> list[dict[str, Any]]:
    table = zip("abcd", (1, 2, 3, 4), (10, 20, 30, 40), (9, 11, 15, 25), strict=True)
    rows = [
        row
        for place, area, people, urban in table
        for row in (
            obs(AREA, 2024, area * 1e4, place),
            obs(PEOPLE, 2020, people * 1e4, place),
            obs(URBAN, 2020, urban * 1e4, place),
        )
    ]
    # Neither another year nor a place that is in no group counts.
    return [*rows, obs(PEOPLE, 2010, 1e9, "a"), obs(PEOPLE, 2020, 1e9, "chongqing")]


def printed() -> pd.DataFrame:
    rows = [
        ("zn-other", "zone-national", 9.0, "个"),
        ("zn", "zone-national", 3.1, "万平方公里"),
        ("zm", "zone-municipal", 4.1, "万平方公里"),
    ]
    return pd.DataFrame(rows, columns=["fact_id", "place", "value", "unit"])


def test_zone_units_by_hand() -> None:
    table = countryside.zone_units(printed(), pd.DataFrame(observed()), MEMBERS).set_index("place")
    assert table["zone"].to_dict() == {
        "a": "zone-national", "b": "zone-national", "c": "", "d": "zone-municipal",
    }  # fmt: skip
    assert table["listed"].to_dict() == {
        "a": "",
        "b": "potential-pilots",
        "c": "potential",
        "d": "",
    }
    assert list(table["rural"]) == [1, 9, 15, 15]
    assert list(table["area"]) == [1, 2, 3, 4]
    assert table["printed"].fillna(0).to_list() == [3.1, 3.1, 0, 4.1]
    assert table["fact_ids"].to_dict() == {"a": "zn", "b": "zn", "c": "", "d": "zm"}
    assert table.loc["b", "clause_ids"] == "plan2035 z1|action2025 t13"
    assert table.loc["c", "obs_ids"] == f"{AREA}-c-2024|{PEOPLE}-c-2020|{URBAN}-c-2020"


def test_zone_shares_by_hand() -> None:
    units = countryside.zone_units(printed(), pd.DataFrame(observed()), MEMBERS)
    table = countryside.zone_shares(units).set_index("list")
    assert table["members"].to_dict() == {
        "zone-national": 2, "zone-municipal": 1, "potential": 2, "again": 1,
    }  # fmt: skip
    assert list(table["again"]) == [1, 0, 1, 1]
    assert list(table["area_share"]) == pytest.approx([30, 40, 50, 20])
    assert list(table["people_share"]) == pytest.approx([30, 40, 50, 20])
    # 40 live outside towns: 10 in the national zone, 15 in the municipal one.
    assert list(table["rural_share"]) == pytest.approx([25, 37.5, 60, 22.5])


def test_a_unit_that_is_not_counted_is_an_error() -> None:
    rows = [row for row in observed() if row["obs_id"] != f"{AREA}-b-2024"]
    with pytest.raises(ValueError, match=r"no value for \['b'\]"):
        countryside.zone_units(printed(), pd.DataFrame(rows), MEMBERS)


def test_a_unit_in_both_zones_is_an_error() -> None:
    double = pd.concat([MEMBERS, pd.DataFrame([member("zone-municipal", "a", 2021)])])
    with pytest.raises(ValueError, match="a belongs to zone-national and to zone-municipal"):
        countryside.zone_units(printed(), pd.DataFrame(observed()), double)


def test_zones_are_parts_of_the_city() -> None:
    units = countryside.zone_units(DATA["facts"], DATA["observations"], DATA["members"])
    assert len(units) == 38
    # The census of the units is that of the city.
    seen = DATA["observations"]
    whole = {
        indicator: places.total(
            seen[(seen["indicator"] == indicator) & (seen["year"] == 2020)], ["chongqing"]
        )
        for indicator in (PEOPLE, URBAN)
    }
    assert units["people"].sum() * 1e4 == pytest.approx(whole[PEOPLE])
    # Urban residents of the units are a hundred or so off those of the city.
    assert units["rural"].sum() * 1e4 == pytest.approx(whole[PEOPLE] - whole[URBAN], abs=200)
    shares = countryside.zone_shares(units).set_index("list")
    assert shares["members"].to_dict() == {
        "zone-national": 9, "zone-municipal": 7, "potential": 15, "again": 9,
    }  # fmt: skip
    for zone in countryside.ZONES:
        area = units.loc[units["zone"] == zone, "printed"].iloc[0]
        assert shares.loc[zone, "area"] == pytest.approx(area, rel=0.05)


# --- menus -------------------------------------------------------------------


@pytest.mark.skipif(not SOURCES.exists(), reason="the official texts are not beside the checkout")
def test_menus_stand_in_the_texts() -> None:
    plan = (SOURCES / "plan2035.txt").read_text(encoding="utf-8").splitlines()
    heads = {
        "zone-national": "国家城乡融合发展试验区重庆",
        "zone-municipal": "市级城乡融合发展先行",
    }
    lines = {zone: next(x for x in plan if x.startswith(head)) for zone, head in heads.items()}
    for zone, line in lines.items():
        menu = countryside.MENUS[zone]
        trials = line.split("试验重点：")[1].rstrip("。").split("、")
        assert len(trials) == len(menu)
        assert all(word in trial for word, trial in zip(menu.values(), trials, strict=True))
    # An item of one list only is not on the other, under any key.
    one, two = (countryside.MENUS[zone] for zone in countryside.ZONES)
    for key in set(one) ^ set(two):
        other = lines["zone-municipal" if key in one else "zone-national"]
        assert (one | two)[key] not in other


# --- flows -------------------------------------------------------------------


def test_a_measure_of_several_documents_is_one_row() -> None:
    table = countryside.factor_flows(DATA["measures"])
    assert not table["measure_en"].duplicated().any()
    assert set(table["factor"]) == set(countryside.FACTORS)
    assert set(table["direction"]) == set(countryside.DIRECTIONS)
    withdrawal = table[table["measure_zh"] == "扩大农村权益退出试点"].iloc[0]
    assert withdrawal["direction"] == "out"
    assert withdrawal["clause_ids"] == "plan2035 c4.s1.g2|kaizhou2035 c5.s1.g2|action2025 t8.g1"
    late = table[table["plan2035"] == ""]
    assert list(late["clause_ids"]) == ["action2025 t8.g1"]


def test_every_measure_of_the_section_on_flows_is_read() -> None:
    """A measure coded anew in that section asks for a direction."""
    table, measures = countryside.factor_flows(DATA["measures"]), DATA["measures"]
    for doc in ("plan2035", "kaizhou2035"):
        coded = measures[
            (measures["doc_id"] == doc)
            & measures["clause"].str.startswith("c7.s1.")
            & (measures["instrument"] != "none")
        ]
        used = table.loc[table[doc] == "yes", "clause_ids"]
        within = sum(f"{doc} c7.s1." in cell for cell in used)
        assert within == len(coded)
    paired = table[(table["plan2035"] == "yes") & (table["kaizhou2035"] == "yes")]
    assert len(paired) == 22


def test_a_measure_that_is_not_coded_is_an_error() -> None:
    measures = DATA["measures"]
    gone = measures[(measures["clause"] != "t8.g1") | (measures["nth"] != 4)]
    with pytest.raises(KeyError):
        countryside.factor_flows(gone)


# --- works -------------------------------------------------------------------


def test_works_by_hand() -> None:
    def project(clause: str, theme: str, stage: str, quantity: float) -> dict[str, Any]:
        return {
            "doc_id": "kaizhou2035", "clause": clause, "theme": theme, "stage": stage,
            "quantity": quantity,
        }  # fmt: skip

    table = pd.DataFrame(
        [
            project("c7.s2.b9.r1", "context", "start", math.nan),
            project("c7.s2.b9.r2", "integration", "completed", 3),
            # Row 10 is not row 1, nor another document's box Kaizhou's.
            project("c7.s2.b8.r10", "integration", "start", math.nan),
            project("c7.s2.b10.r1", "renewal", "completed", 600),
            project("c7.s2.b9.r2", "integration", "completed", 3) | {"doc_id": "fyp14"},
        ]
    )
    found = countryside.works(table).set_index("kind")
    columns = ["n", "rural", "quantified", "completed"]
    assert list(found.loc["energy", columns]) == [2, 1, 1, 1]
    assert list(found.loc["sanitation", columns]) == [1, 0, 1, 1]
    assert found.loc["energy", "clause_ids"] == "kaizhou2035 c7.s2.b9.r1|kaizhou2035 c7.s2.b9.r2"
    assert found.loc["reservoirs", "n"] == 0


def test_no_work_of_kaizhou_has_a_year() -> None:
    # The chapter says so.
    clauses = {
        cell.split()[1]
        for row in countryside.works(DATA["projects"])["clause_ids"]
        for cell in row.split("|")
    }
    facts = DATA["facts"]
    own = facts[(facts["doc_id"] == "kaizhou2035") & facts["clause"].isin(clauses)]
    assert len(own) > 10
    assert own["year"].isna().all()


# --- promises ----------------------------------------------------------------

_SERVICE = "fyp14-p11.c42.s2.b20.r5-4"


def fact(fact_id: str, clause: str, value: float, unit: str, **other: object) -> dict[str, object]:
    return {
        "fact_id": fact_id, "doc_id": "fyp14", "clause": clause, "kind": "quantity",
        "operator": "=", "theme": "integration", "value": value, "upper": math.nan, "unit": unit,
        "modality": "", "year": pd.NA, "year_basis": "none", "label_en": fact_id,
        "label_zh": fact_id,
    } | other  # fmt: skip


def test_promises_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    # 1,000 万 rural residents in the city, 50 万 in Kaizhou.
    census = pd.DataFrame(
        [
            obs(PEOPLE, 2020, 3000e4, "chongqing"),
            obs(URBAN, 2020, 2000e4, "chongqing"),
            obs(PEOPLE, 2020, 120e4, "kaizhou"),
            obs(URBAN, 2020, 70e4, "kaizhou"),
        ]
    )
    services = {"points": "village", "share": "household", "doctors": "village"}
    monkeypatch.setattr(countryside, "_SERVICES", services)
    box = "p6.c18.s3.b13"
    facts = pd.DataFrame(
        [
            fact("roads", f"{box}.r1", 1.5, "万公里"),
            fact("plants", f"{box}.r3", 300, "座"),
            fact("kz-roads", "c4.s2.b4.r6", 700, "公里", doc_id="kaizhou2035"),
            fact("points", "p11.x", 8000, "个", theme="migrants"),
            fact("share", "p4.x", 85, "%", kind="target"),
            fact("doctors", f"{box}.r2", 1, "名", kind="standard", operator="range", upper=2),
            fact("row-30", f"{box}.r30", 1, "座"),
            fact("range", f"{box}.r3", 1, "座", operator="range"),
            fact("target", f"{box}.r3", 1, "座", kind="target"),
            fact("theme", f"{box}.r3", 1, "座", theme="migrants"),
            fact("elsewhere", "c4.s2.b4.r6", 1, "座"),
        ]
    )
    table = countryside.promises(facts, census).set_index("fact_ids")
    assert list(table.index) == ["roads", "plants", "kz-roads", "points", "share", "doctors"]
    assert list(table["kind"]) == ["work"] * 3 + ["service"] * 3
    assert list(table["level"][3:]) == ["village", "household", "village"]
    assert list(table["rural"]) == [1000, 1000, 50, 1000, 1000, 1000]
    # 15,000 km for 1,000 × 10,000 people; 300 for them; 700 km for 50 × 10,000.
    assert list(table["per_10k"][:4]) == pytest.approx([15, 0.3, 14, 8])
    # A share or a standard is not divided.
    assert table["per_10k"][4:].isna().all()
    assert table.loc["kz-roads", "obs_ids"] == f"{PEOPLE}-kaizhou-2020|{URBAN}-kaizhou-2020"


def test_every_service_is_a_fact_and_no_work() -> None:
    table = countryside.promises(DATA["facts"], DATA["observations"])
    assert not table["fact_ids"].duplicated().any()
    services = table[table["kind"] == "service"]
    assert _SERVICE in set(services["fact_ids"])
    assert set(services["level"]) == {"household", "village", "township", "unstated"}
    # What is said to be promised by village or township says so by name.
    for row in tables.records(services[services["level"].isin(["village", "township"])]):
        assert {"village": "村", "township": "乡镇"}[row.level] in row.label_zh, row.label_zh
    assert 0 < table["rural"].min() < table["rural"].max() < 3300


def test_every_row_comes_from_rows_of_the_data() -> None:
    members, facts, seen = DATA["members"], DATA["facts"], DATA["observations"]
    clauses = set(DATA["clauses"]["doc_id"] + " " + DATA["clauses"]["clause"])
    for table in (
        countryside.zone_units(facts, seen, members),
        countryside.factor_flows(DATA["measures"]),
        countryside.works(DATA["projects"]),
        countryside.promises(facts, seen),
    ):
        for column, known in (
            ("fact_ids", set(facts["fact_id"])), ("obs_ids", set(seen["obs_id"])),
            ("clause_ids", clauses),
        ):  # fmt: skip
            if column in table:
                named = [key for cell in table[column] for key in cell.split("|") if key]
                assert set(named) <= known
