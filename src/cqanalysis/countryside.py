"""The countryside: where reforms are tried, what flows, what is promised.

Tables in, tables out. Every table returned says with ``fact_ids`` and
``obs_ids`` ("|" between), or with ``clause_ids`` ("plan2035 c7.s1.g1"), which
rows of the data package each of its rows was computed from.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from cqanalysis import places
from cqanalysis.tables import keyed, records

#: The four groups of districts on the plan's geography.
GROUPS: Final = ("core", "new", "northeast", "southeast")
#: The reform zones of the plan, and the areas that the action plan of 2025 names.
ZONES: Final = ("zone-national", "zone-municipal")
AREAS: Final = ("potential", "potential-pilots")
_FIRST, _SECOND = 2022, 2025
#: What a unit is measured by: sums of observations with their sign.
_MEASURES: Final = {
    "area": (("area_outline", 2024, 1),),
    "people": (("resident_population_census", 2020, 1),),
    "rural": (("resident_population_census", 2020, 1), ("urban_population_census", 2020, -1)),
}
#: What each list is to try or to build, read by hand: by its own key, a few
#: characters that the clause prints.
MENUS: Final[dict[str, dict[str, str]]] = {
    "zone-national": {
        "migration": "人口迁徙制度",
        "withdrawal": "退出农村权益制度",
        "land-market": "建设用地入市制度",
        "urban-villages": "城中村改造合作平台",
        "industry": "城乡产业协同发展平台",
    },
    "zone-municipal": {
        "migration": "人口迁徙制度",
        "withdrawal": "退出农村权益制度",
        "finance": "金融服务城乡融合发展机制",
        "technology": "科技成果入乡转化机制",
        "urban-villages": "城中村改造合作平台",
        "industry": "城乡产业协同发展平台",
        "ecology": "生态产品价值实现机制",
        "incomes": "农民持续增收体制机制",
    },
    "potential": {
        "schools": "普通高中",
        "hospitals": "医院综合能力",
        "compounds": "老旧小区",
        "pipes": "老化管网",
    },
}
#: Where a factor goes by a measure: out of the countryside, into it, or neither.
DIRECTIONS: Final = ("out", "into", "neither")
FACTORS: Final = ("land", "money", "talent", "technology")
#: The measures on factors, read by hand: factor, direction, and the unit (clause and
#: place in it) of the plan, of Kaizhou's plan and of the action plan of 2025. Those
#: of the section on flows, those on rights in land wherever they stand, and what
#: the action plan has of either.
_FLOWS: Final = (
    ("land", "neither", "c7.s1.g1 2", "c7.s1.g1 2", "t8.g1 2"),
    ("land", "neither", "c7.s1.g1 3", "c7.s1.g1 3", ""),
    ("land", "out", "c7.s1.g1 4", "c7.s1.g1 4", ""),
    ("land", "out", "c7.s1.g1 5", "c7.s1.g1 5", ""),
    ("land", "neither", "c7.s1.g1 6", "c7.s1.g1 6", ""),
    ("land", "out", "c7.s1.g1 7", "c7.s1.g1 7", ""),
    ("land", "out", "c4.s1.g2 3", "c5.s1.g2 3", "t8.g1 3"),
    ("land", "neither", "c4.s1.g2 2", "c5.s1.g2 2", "t8.g1 1"),
    *(("money", "into", f"c7.s1.g2 {n}", f"c7.s1.g2 {n}", "") for n in range(2, 8)),
    ("money", "into", "", "", "t8.g1 4"),
    ("talent", "into", "c7.s1.g3 2", "c7.s1.g3 2", ""),
    ("talent", "into", "c7.s1.g3 3", "c7.s1.g3 3", ""),
    ("talent", "into", "c7.s1.g3 4", "c7.s1.g3 4", "t3.g1 3"),
    ("talent", "into", "c7.s1.g3 5", "c7.s1.g3 5", ""),
    *(("technology", "into", f"c7.s1.g4 {n}", f"c7.s1.g4 {n}", "") for n in range(2, 5)),
    ("technology", "neither", "c7.s1.g4 5", "c7.s1.g4 5", ""),
)
#: The documents of the flows, in that order.
_PLANS: Final = ("plan2035", "kaizhou2035", "action2025")
#: Clauses with building works for the countryside (roads, sanitation, water), by
#: document; services, training and culture in the same boxes are no works.
_WORKS: Final = {
    "fyp14": r"p6\.c18\.s3\.b13\.r[13]",
    "kaizhou2035": r"c4\.s2\.b4\.r6|c7\.s2\.b8\.r[23]",
}
#: Services for the countryside with a number, and the level they are promised at.
_SERVICES: Final = {
    "fyp14-p4.c12.s4.g1-2": "household",
    "fyp14-p6.c16.s2.g3-1": "village",
    "fyp14-p6.c18.s3.b13.r2-1": "village",
    "fyp14-p11.c42.s2.b20.r5-4": "village",
    "fyp14-p6.c18.s3.b13.r5-3": "village",
    "fyp14-p6.c18.s3.b13.r5-2": "township",
    "fyp14-p11.c42.s2.b20.r5-2": "township",
    "fyp14-p11.c42.s2.b20.r5-3": "township",
    "fyp14-p6.c18.s3.b13.r4-7": "township",
    "fyp14-p6.c18.s3.b13.r5-9": "unstated",
    "fyp14-p6.c18.s3.b13.r4-8": "unstated",
    "fyp14-p6.c18.s3.b13.r4-4": "unstated",
    "fyp14-p6.c18.s3.b13.r2-2": "unstated",
}
#: Kaizhou's works for town and country, by the box row that lists them.
_KINDS: Final = {
    "c4.s2.b4.r6": "roads",
    "c7.s2.b8.r1": "reservoirs",
    "c7.s2.b8.r2": "supply",
    "c7.s2.b8.r3": "drainage",
    "c7.s2.b8.r4": "floods",
    "c7.s2.b9": "energy",
    "c7.s2.b10": "sanitation",
}


def zone_units(
    facts: pd.DataFrame, observations: pd.DataFrame, members: pd.DataFrame
) -> pd.DataFrame:
    """Each unit with the reform zone and the area of 2025 that it belongs to.

    Args:
        facts: ``facts.csv``.
        observations: ``observations.csv``.
        members: ``members.csv``.

    Returns:
        One row a unit: place, group, zone (of `ZONES`, or ""), listed (of
        `AREAS`, or ""), area (10,000 km²), people and rural (10,000 persons of
        the 2020 census), printed (the area that the plan prints for the zone,
        else NaN), fact_ids, obs_ids, clause_ids.

    Raises:
        ValueError: A unit has no value, or belongs to both zones.
    """
    group = places.group_of(members, GROUPS, _FIRST)
    zone = places.group_of(members, ZONES, _FIRST)
    areas = places.members(members, AREAS[0], _SECOND)
    pilots = places.members(members, AREAS[1], _SECOND)
    named = members[members["group"].isin([*ZONES, *AREAS]) & (members["clause"] != "")]
    of_zone = {
        key: facts[(facts["place"] == key) & (facts["unit"] == "万平方公里")].iloc[0]
        for key in ZONES
    }
    rows = []
    for place in sorted(group):
        values, used = {}, []
        for measure, signed in _MEASURES.items():
            values[measure] = 0.0
            for indicator, year, sign in signed:
                of_year = observations[
                    (observations["indicator"] == indicator) & (observations["year"] == year)
                ]
                values[measure] += sign * places.total(of_year, [place]) / 1e4
                used += of_year.loc[of_year["place"] == place, "obs_id"].tolist()
        own = zone.get(place, "")
        lists = named[named["place"] == place]
        rows.append(
            {
                "place": place,
                "group": group[place],
                "zone": own,
                "listed": AREAS[1] if place in pilots else AREAS[0] if place in areas else "",
                **values,
                "printed": float(of_zone[own]["value"]) if own else np.nan,
                "fact_ids": of_zone[own]["fact_id"] if own else "",
                "obs_ids": "|".join(dict.fromkeys(used)),
                "clause_ids": "|".join(dict.fromkeys(lists["doc_id"] + " " + lists["clause"])),
            }
        )
    return pd.DataFrame(rows)


def zone_shares(units: pd.DataFrame) -> pd.DataFrame:
    """The zones and the areas of 2025 in the city's land and people.

    Args:
        units: From `zone_units`.

    Returns:
        One row a list ("zone-national", "zone-municipal"; "potential" for the
        areas of 2025, pilots included; "again" for what is in a zone and such an
        area), with members (number), again (those of them in both), and area,
        people, rural as percent of the city (``area_share``, …) and as they are.
    """
    zoned, listed = units["zone"] != "", units["listed"] != ""
    chosen = {key: units["zone"] == key for key in ZONES}
    chosen |= {"potential": listed, "again": zoned & listed}
    rows = []
    for key, mask in chosen.items():
        row: dict[str, object] = {
            "list": key,
            "members": int(mask.sum()),
            "again": int((mask & zoned & listed).sum()),
        }
        for measure in _MEASURES:
            value = float(units.loc[mask, measure].sum())
            row[measure] = value
            row[f"{measure}_share"] = 100 * value / float(units[measure].sum())
        rows.append(row)
    return pd.DataFrame(rows)


def factor_flows(measures: pd.DataFrame) -> pd.DataFrame:
    """Which way each measure lets a factor go between town and country.

    The unit and its instrument are those of the coding (``measures.csv``); the
    direction is a reading of this book.

    Args:
        measures: ``measures.csv``.

    Returns:
        One row a measure, those that several documents print counted once:
        factor (of `FACTORS`), direction (of `DIRECTIONS`), instrument,
        measure_zh, measure_en (of the first document that has it), and a column
        a document with "yes" or ""; fact_ids, obs_ids, clause_ids.

    Raises:
        KeyError: A unit is not in the coding.
    """
    coded = keyed(measures, ["doc_id", "clause", "nth"])
    rows = []
    for factor, direction, *units in _FLOWS:
        found = {
            doc: (doc, unit.split()[0], int(unit.split()[1]))
            for doc, unit in zip(_PLANS, units, strict=True)
            if unit
        }
        first = coded.loc[next(iter(found.values()))]
        rows.append(
            {
                "factor": factor,
                "direction": direction,
                "instrument": first["instrument"],
                "measure_zh": first["measure_zh"],
                "measure_en": first["measure_en"],
                **{doc: "yes" if doc in found else "" for doc in _PLANS},
                "fact_ids": "",
                "obs_ids": "",
                "clause_ids": "|".join(f"{doc} {clause}" for doc, clause, _ in found.values()),
            }
        )
    return pd.DataFrame(rows)


def works(projects: pd.DataFrame) -> pd.DataFrame:
    """Kaizhou's works for town and country together, by kind.

    Args:
        projects: ``projects.csv``.

    Returns:
        Columns kind ("roads", "reservoirs", "supply", "drainage", "floods",
        "energy", "sanitation"), n, rural (those coded for the countryside),
        quantified, completed (to be completed), clause_ids.
    """
    own = projects[projects["doc_id"] == "kaizhou2035"]
    rows = []
    for clause, kind in _KINDS.items():
        same = own[(own["clause"] == clause) | own["clause"].str.startswith(f"{clause}.")]
        rows.append(
            {
                "kind": kind,
                "n": len(same),
                "rural": int((same["theme"] == "integration").sum()),
                "quantified": int(same["quantity"].notna().sum()),
                "completed": int((same["stage"] == "completed").sum()),
                "clause_ids": "|".join(dict.fromkeys("kaizhou2035 " + same["clause"])),
            }
        )
    return pd.DataFrame(rows)


def promises(facts: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Works and services promised to the countryside, against the people who live there.

    Args:
        facts: ``facts.csv``.
        observations: ``observations.csv``.

    Returns:
        Columns kind ("work", "service"), level ("household", "village",
        "township"; "unstated" for works and where none is named), doc_id,
        clause, place, label_zh, label_en, operator, value, upper, unit, modality, year (NA
        where none is printed or can be inferred), year_basis, rural (10,000
        residents outside towns, census 2020), per_10k (the value for 10,000 of
        them; NaN for shares and standards), fact_ids, obs_ids; works before
        services, in the order of the documents.

    Raises:
        KeyError: A service is not among the facts.
    """
    census = observations[(observations["year"] == 2020) & (observations["period"] == "census")]
    of_2020 = keyed(census, ["indicator", "place"])
    quantities = facts[
        (facts["kind"] == "quantity")
        & (facts["operator"] != "range")
        & (facts["theme"] == "integration")
    ]
    chosen = [
        quantities[(quantities["doc_id"] == doc) & quantities["clause"].str.fullmatch(pattern)]
        for doc, pattern in _WORKS.items()
    ]
    chosen.append(facts.set_index("fact_id", drop=False).loc[list(_SERVICES)])
    rows = []
    for fact in records(pd.concat(chosen)):
        place = {"fyp14": "chongqing", "kaizhou2035": "kaizhou"}[fact.doc_id]
        total = of_2020.loc[("resident_population_census", place)]
        urban = of_2020.loc[("urban_population_census", place)]
        rural = float(total["value"] - urban["value"]) / 1e4
        scale = 1e4 if fact.unit.startswith("万") else 1.0
        counted = fact.kind != "standard" and fact.unit != "%"
        rows.append(
            {
                "kind": "service" if fact.fact_id in _SERVICES else "work",
                "level": _SERVICES.get(fact.fact_id, "unstated"),
                "doc_id": fact.doc_id,
                "clause": fact.clause,
                "place": place,
                "label_zh": fact.label_zh,
                "label_en": fact.label_en,
                "operator": fact.operator,
                "value": fact.value,
                "upper": fact.upper,
                "unit": fact.unit,
                "modality": fact.modality,
                "year": fact.year,
                "year_basis": fact.year_basis,
                "rural": rural,
                "per_10k": fact.value * scale / rural if counted else np.nan,
                "fact_ids": fact.fact_id,
                "obs_ids": f"{total['obs_id']}|{urban['obs_id']}",
            }
        )
    return pd.DataFrame(rows).astype({"year": "Int64"})
