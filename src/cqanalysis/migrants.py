"""Migrants becoming citizens: two rates, origins, ages, promises, and what follows people.

Tables in, tables out. Every table returned says with ``fact_ids`` and
``obs_ids`` ("|" between), or with ``clause_ids`` ("plan2035 c4.s4.g1"), which
rows of the data package each of its rows was computed from. People are counted
in 10,000 (万人).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from cqanalysis import overview, pace, places, spatial, trajectories
from cqanalysis.tables import Data, joined, keyed, records

#: Years of the recent straight line: since the last census.
SINCE: Final = 2020
#: Origins of residents, by where they are registered.
ORIGINS: Final = {
    "same": "reg_elsewhere_same_county_share",
    "other": "reg_elsewhere_same_province_share",
    "outside": "reg_other_province_share",
}
#: What the chapter's targets are about, most of citizenship first.
SUBJECTS: Final = (
    "urbanization_rate",
    "urbanization_rate_hukou",
    "new_hukou_settlers",
    "secured_rental_coverage",
    "rental_housing_secured",
    "housing_security_coverage",
    "pension_coverage",
    "new_urban_jobs",
    "unemployment_surveyed",
    "schooling_years",
    "nursery_places",
)
#: Clauses on a service: the plan's and, four years on, the action plan's.
TOPICS: Final = {
    "jobs": ("c4.s2.g2", "t3.g1"),
    "schools": ("c4.s2.g3", "t4.g1"),
    "insurance": ("c4.s2.g4", "t6.g1"),
    "housing": ("c4.s2.g5", "t5.g1"),
}
#: What follows whom, read clause by clause: a flow, a document, a measure of people.
#: "settled" are those whose registration moved, "residents" all who live there,
#: "growth" is their increase, "pupils" residents of school age, "flows" the
#: movement of pupils; "named" is a link announced without saying to whom.
LINKS: Final = (
    ("package", "fyp14", "named", "p6.c17.s3.g1"),
    ("reward", "plan2035", "settled", "c4.s4.g1"),
    ("reward", "kaizhou2035", "settled", "c5.s4.g1"),
    ("reward", "action2025", "settled", "t7.g1"),
    ("transfers", "plan2035", "residents", "c4.s4.g1"),
    ("transfers", "kaizhou2035", "residents", "c5.s4.g1"),
    ("works", "plan2035", "settled", "c4.s4.g2"),
    ("works", "kaizhou2035", "settled", "c5.s4.g2"),
    ("works", "action2025", "settled", "t7.g1"),
    ("land", "plan2035", "settled", "c4.s4.g3"),
    ("land", "kaizhou2035", "settled", "c5.s4.g3"),
    ("land", "action2025", "growth", "t7.g1"),
    ("teachers", "plan2035", "pupils", "c4.s2.g3"),
    ("teachers", "kaizhou2035", "residents", "c5.s2.g3"),
    ("teachers", "action2025", "flows", "t4.g1"),
    ("services", "fyp14", "residents", "p6.c17.s3.g1"),
    ("services", "plan2035", "residents", "c4.s2.g1"),
    ("services", "kaizhou2035", "residents", "c5.s2.g1"),
    ("services", "action2025", "residents", "t2.g1"),
)
FLOWS: Final = ("package", "reward", "transfers", "works", "land", "teachers", "services")
#: Facts of the five documents that promise something to the old.
CARE: Final = (
    "fyp14-p11.c42.s2.g1-1",
    "fyp14-p11.c42.s2.b20.r5-2",
    "fyp14-p11.c42.s2.b20.r5-3",
    "fyp14-p11.c42.s2.b20.r5-4",
    "renewal2025-p1.s3.g1-4",
)


# --- Two rates -------------------------------------------------------------------


def registered(data: Data) -> pd.DataFrame:
    """Registered people of the municipality, between bounds where it is not printed.

    Its districts add up to it but for Yuzhong, which is known for 2024 and, as
    what the others leave of the printed total, for 2015: in between, it is taken
    to lie between the two.

    Args:
        data: The data package.

    Returns:
        Columns year, low, high (10,000; equal where the total is printed), fact_ids,
        obs_ids; the years 2015 to 2020.
    """
    seen = data["observations"]
    seen = seen[(seen["indicator"] == "hukou_population") & (seen["vintage"] == "published")]
    group = places.group_of(data["members"], spatial.GROUPS, 2021)
    units = seen[seen["place"].isin(group)]
    others = units[units["place"] != "yuzhong"]
    whole = seen[(seen["place"] == "chongqing") & (seen["year"] == 2015)].iloc[0]
    last = units[(units["place"] == "yuzhong")].sort_values("year").iloc[-1]
    sums = others.groupby("year")["value"].sum()
    ends = sorted([float(whole["value"] - sums[whole["year"]]), float(last["value"])])
    rows = []
    for year in range(2015, 2021):
        of_year = others[others["year"] == year]
        printed = year == whole["year"]
        rest = [float(whole["value"] - sums[year])] * 2 if printed else ends
        used = (
            [whole["obs_id"]] if printed else [*of_year["obs_id"], whole["obs_id"], last["obs_id"]]
        )
        rows.append((year, sums[year] + rest[0], sums[year] + rest[1], "", "|".join(used)))
    return pd.DataFrame(rows, columns=["year", "low", "high", "fact_ids", "obs_ids"])


def gap(data: Data) -> pd.DataFrame:
    """The rate of residents against the rate of the registered, and what lies between.

    Each rate has a denominator of its own, so the people between them are the
    difference of two products and not points times residents.

    Args:
        data: The data package.

    Returns:
        Columns year, rate, rate_hukou (percent), points, urban, urban_hukou (10,000;
        the middle of its bounds), low, high (of the people between, 10,000), naive
        (points on the residents, 10,000), fact_ids, obs_ids; the
        years of which a rate of the registered is known.
    """
    people = overview.residents(data).set_index("year")
    holders = registered(data).set_index("year")
    seen = data["observations"]
    rates = seen[(seen["indicator"] == "urbanization_rate_hukou") & (seen["place"] == "chongqing")]
    facts = data["facts"]
    printed = facts[
        (facts["indicator"] == "urbanization_rate_hukou")
        & (facts["kind"] == "baseline")
        & (facts["doc_id"] == "plan2035")
    ]
    known = [(int(row.year), float(row.value), "", row.obs_id) for row in records(rates)]
    known += [(int(row.year), float(row.value), row.fact_id, "") for row in records(printed)]
    rows = []
    for year, rate, fact, obs in sorted(known):
        base = people.loc[year]
        low, high = (float(holders.loc[year, end]) * rate / 100 for end in ("low", "high"))
        rows.append(
            {
                "year": year,
                "rate": float(base["rate"]),
                "rate_hukou": rate,
                "points": float(base["rate"]) - rate,
                "urban": float(base["urban"]),
                "urban_hukou": (low + high) / 2,
                "low": float(base["urban"]) - high,
                "high": float(base["urban"]) - low,
                "naive": (float(base["rate"]) - rate) * float(base["population"]) / 100,
                "fact_ids": fact,
                "obs_ids": joined([base["obs_ids"], obs, str(holders.loc[year, "obs_ids"])]),
            }
        )
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class Closing:
    """How long the gap of the last year would take to close (people in 10,000).

    Attributes:
        year: Of the gap.
        people: Between the two rates, the middle of its bounds.
        volume: People a year who settled, printed as a floor.
        still: Years at that volume if the towns gained no resident.
        stock: Change a year of the registered urban people over the years of the gap.
        by_stock: Years at the change of the stock, if the towns gained no resident.
        gain: Change a year of urban residents since.
        net: Years at that volume against that gain; None where it never closes.
        fact_ids: Rows it rests on.
    """

    year: int
    people: float
    volume: float
    still: float
    stock: float
    by_stock: float
    gain: float
    net: float | None
    fact_ids: str


def closing(table: pd.DataFrame, data: Data) -> Closing:
    """How long the yearly volume of the 13th plan would need to close the gap.

    Args:
        table: From `gap`.
        data: The data package.

    Returns:
        The figures.
    """
    facts = data["facts"]
    floor = facts[
        (facts["indicator"] == "new_hukou_settlers") & (facts["place"] == "chongqing")
    ].iloc[0]
    first, last = table.iloc[0], table.iloc[-1]
    people = float(last["low"] + last["high"]) / 2
    volume = float(floor["value"])
    stock = pace.pace_achieved(
        float(first["urban_hukou"]),
        int(first["year"]),
        float(last["urban_hukou"]),
        int(last["year"]),
    )
    seen = overview.residents(data).set_index("year")["urban"]
    start, end = int(last["year"]), int(seen.index[-1])
    gain = pace.pace_achieved(float(seen[start]), start, float(seen[end]), end)
    return Closing(
        year=start, people=people, volume=volume, still=people / volume, stock=stock,
        by_stock=people / stock, gain=gain,
        net=people / (volume - gain) if volume > gain else None, fact_ids=floor["fact_id"],
    )  # fmt: skip


# --- The path --------------------------------------------------------------------


def asked(data: Data) -> pd.DataFrame:
    """The points a year that each target asks for, from where it was set.

    Args:
        data: The data package.

    Returns:
        Columns doc_id ("observed" between years seen), start, end, share_start,
        share_end (percent), points (a year), fact_ids, obs_ids: first the changes
        observed year by year, then the two targets of 2025 from the base each
        document prints, that of 2030 from the last year observed, that of 2035
        from the target of 2030.
    """
    seen = overview.residents(data)
    rows = [
        ("observed", one.year, two.year, one.rate, two.rate, "", f"{one.obs_ids}|{two.obs_ids}")
        for one, two in itertools.pairwise(records(seen))
    ]
    facts = data["facts"]
    own = facts[(facts["indicator"] == "urbanization_rate") & (facts["place"] == "chongqing")]
    due = own[own["kind"] == "target"].drop_duplicates(["doc_id", "year"], keep="last")
    base = own[own["kind"] == "baseline"].drop_duplicates("doc_id", keep="last")
    base = base.set_index("doc_id")
    last = next(records(seen.tail(1)))
    aims = {(row.doc_id, int(row.year)): row for row in records(due)}
    for doc in ("fyp14", "plan2035"):
        aim, from_ = aims[doc, 2025], base.loc[doc]
        ids = f"{from_['fact_id']}|{aim.fact_id}"
        rows.append((doc, int(from_["year"]), 2025, from_["value"], aim.value, ids, ""))
    mid, end = aims["action2025", 2030], aims["plan2035", 2035]
    rows.append(("action2025", last.year, 2030, last.rate, mid.value, mid.fact_id, last.obs_ids))
    rows.append(("plan2035", 2030, 2035, mid.value, end.value, f"{mid.fact_id}|{end.fact_id}", ""))
    columns = ["doc_id", "start", "end", "share_start", "share_end", "fact_ids", "obs_ids"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(
        points=(table["share_end"] - table["share_start"]) / (table["end"] - table["start"])
    )


def scenarios(data: Data, until: int = overview.HORIZON) -> pd.DataFrame:
    """The observed path, and curves fitted to it and carried on.

    Args:
        data: The data package.
        until: Last year.

    Returns:
        Columns curve ("observed", "recent" for the line since `SINCE`, "line" for
        that of all years, "80" … for S-curves by ceiling), year, share, low, high
        (percent; NaN where observed), meets (the year that the curve meets 80, NaN
        for never), fact_ids, obs_ids.
    """
    seen = overview.residents(data)
    years, shares = seen["year"].tolist(), seen["rate"].tolist()
    observed = pd.DataFrame({"year": years, "share": shares, "curve": "observed"})
    tables = [observed.assign(obs_ids=seen["obs_ids"].to_numpy())]
    late = years.index(SINCE)
    fits = {
        "recent": (trajectories.fit(years[late:], shares[late:]), late),
        "line": (trajectories.fit(years, shares), 0),
    }
    fits |= {
        f"{ceiling:g}": (trajectories.fit(years, shares, ceiling), 0)
        for ceiling in trajectories.CEILINGS
    }
    for name, (curve, first) in fits.items():
        ahead = trajectories.carried(curve, range(years[-1], until + 1))
        when = trajectories.reached(curve, 80.0)
        tables.append(
            ahead.assign(
                curve=name,
                meets=np.nan if when is None else when,
                obs_ids=joined(seen["obs_ids"].iloc[first:]),
            )
        )
    every: pd.DataFrame = pd.concat(tables, ignore_index=True).assign(fact_ids="")
    return every


def held(data: Data) -> pd.DataFrame:
    """How often the curves' intervals held the years that followed.

    Args:
        data: The data package.

    Returns:
        By curve ("line", "80" …): n (forecasts), held (percent), error (mean,
        points), worst (largest absolute error), first
        (earliest origin), last (latest year forecast), fact_ids, obs_ids.
    """
    seen = overview.residents(data)
    tests = trajectories.backtest(
        seen["year"].tolist(), seen["rate"].tolist(), [None, *trajectories.CEILINGS]
    )
    tests["curve"] = ["line" if np.isnan(c) else f"{c:g}" for c in tests["ceiling"]]
    rows = [
        {
            "curve": curve,
            "n": len(own),
            "held": 100 * float(own["held"].mean()),
            "error": float(own["error"].mean()),
            "worst": float(own["error"].abs().max()),
            "first": int(own["origin"].min()),
            "last": int(own["year"].max()),
            "fact_ids": "",
            "obs_ids": joined(seen["obs_ids"]),
        }
        for curve, own in tests.groupby("curve", sort=False)
    ]
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class Arrival:
    """Where a path of the rate leads.

    Attributes:
        reached: First year-end at which the rate is 80 or more; None before `until`.
        rate: In 2035, percent.
        population: Residents in 2035, 10,000.
        urban: Urban residents in 2035, 10,000.
        short: The plan's urban number less that, 10,000.
    """

    reached: int | None
    rate: float
    population: float
    urban: float
    short: float


def arrival(data: Data, path: pd.DataFrame, growth: float, level: float = 80.0) -> Arrival:
    """What a path of the rate and a growth of residents give by 2035.

    Args:
        data: The data package.
        path: Columns year, share (percent), to 2035 at least.
        growth: Residents, percent a year.
        level: The rate asked for.

    Returns:
        The figures.
    """
    there = path[path["share"].round(2) >= level]["year"]
    rate = float(path.set_index("year").loc[overview.HORIZON, "share"])
    population = float(overview.futures(data, growth)["population"].iloc[-1])
    urban = population * rate / 100
    return Arrival(
        int(there.min()) if len(there) else None, rate, population, urban,
        overview.headline(data).urban - urban,
    )  # fmt: skip


# --- Registered elsewhere ----------------------------------------------------------


def elsewhere(data: Data) -> pd.DataFrame:
    """Residents of each unit who are registered elsewhere, by origin, census 2020.

    The three origins exclude each other. None of them is the floating
    population (流动人口), whose definitions differ from place to place.

    Args:
        data: The data package.

    Returns:
        One row a unit and origin of `ORIGINS`: place, group, origin, share (percent of
        residents), people (10,000), fact_ids, obs_ids.
    """
    group = places.group_of(data["members"], spatial.GROUPS, 2021)
    people = _census(data, "resident_population_census", group)
    tables = []
    for origin, indicator in ORIGINS.items():
        shares = _census(data, indicator, group)
        base = people.loc[shares.index]
        tables.append(
            pd.DataFrame(
                {
                    "place": shares.index,
                    "group": [group[place] for place in shares.index],
                    "origin": origin,
                    "share": shares["value"].to_numpy(),
                    "people": (base["value"] * shares["value"] / 1e6).to_numpy(),
                    "fact_ids": "",
                    "obs_ids": (base["obs_id"] + "|" + shares["obs_id"]).to_numpy(),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def _census(data: Data, indicator: str, group: dict[str, str]) -> pd.DataFrame:
    seen = data["observations"]
    rows = seen[
        (seen["indicator"] == indicator) & (seen["year"] == 2020) & seen["place"].isin(group)
    ]
    return keyed(rows, ["place"]).sort_index()


# --- Where urban residents came from -----------------------------------------------


def sources(data: Data) -> pd.DataFrame:
    """Growth of urban residents 2010-2020, and how much of it must have been rural people.

    In every area the urban gain is the change of all residents plus the fall of
    rural ones, whatever moved, was born or was reclassified. Let the villages'
    own balance (births less deaths, arrivals less departures over the area's
    border) be nought or more: then at least their fall has become urban within
    the area, by moving or by a new boundary. At most all of the gain has, less the
    people who came from elsewhere.

    Args:
        data: The data package.

    Returns:
        By group and "chongqing": gain (urban), change (all residents), fall (of rural
        residents), least, most (10,000 who became urban within the area), share
        (least, percent of the gain), fact_ids, obs_ids.
    """
    people = spatial.urbanization(data["observations"], data["members"])
    people = people.assign(rural=people["residents"] - people["urban"])
    rows = []
    for area in (*spatial.GROUPS, "chongqing"):
        own = people if area == "chongqing" else people[people["group"] == area]
        sums = own.groupby("year")[["residents", "urban", "rural"]].sum()
        moved = sums.loc[2020] - sums.loc[2010]
        gain, fall = float(moved["urban"]), -float(moved["rural"])
        rows.append(
            {
                "area": area,
                "gain": gain,
                "change": float(moved["residents"]),
                "fall": fall,
                "least": min(fall, gain),
                "most": gain,
                "share": 100 * min(fall, gain) / gain,
                "fact_ids": "",
                "obs_ids": joined(own[own["year"].isin([2010, 2020])]["obs_ids"]),
            }
        )
    return pd.DataFrame(rows)


# --- Ages ----------------------------------------------------------------------------


def ages(data: Data) -> pd.DataFrame:
    """The old of every unit, against those who came from another one.

    Args:
        data: The data package.

    Returns:
        One row a unit: place, group, old (percent aged 65 and over), people (10,000
        of them), came (percent of residents registered outside the unit), fact_ids,
        obs_ids.
    """
    group = places.group_of(data["members"], spatial.GROUPS, 2021)
    old = _census(data, "age_65plus_share", group)
    people = _census(data, "resident_population_census", group).loc[old.index]
    by_origin = elsewhere(data).set_index(["origin", "place"])
    came = [by_origin.loc[origin].loc[old.index] for origin in ("other", "outside")]
    return pd.DataFrame(
        {
            "place": old.index,
            "group": [group[place] for place in old.index],
            "old": old["value"].to_numpy(),
            "people": (people["value"] * old["value"] / 1e6).to_numpy(),
            "came": sum(part["share"] for part in came).to_numpy(),
            "fact_ids": "",
            "obs_ids": [
                joined(cells)
                for cells in zip(old["obs_id"], *(part["obs_ids"] for part in came), strict=True)
            ],
        }
    )


def rank_correlation(table: pd.DataFrame, one: str, two: str) -> float:
    """Spearman's rank correlation (C. Spearman 1904, American Journal of Psychology 15).

    Args:
        table: Rows.
        one: A column.
        two: Another.

    Returns:
        From −1 to 1.
    """
    return float(stats.spearmanr(table[one], table[two]).statistic)


# --- Targets and promises ----------------------------------------------------------------


def presence(data: Data) -> pd.DataFrame:
    """Which document sets a number for what, and which only looks back.

    Args:
        data: The data package.

    Returns:
        One row a subject of `SUBJECTS` and document that prints a number of it for
        its own place: indicator, doc_id, state ("target" for one still ahead when
        printed, "past" for a target of the plan before, "outcome" for a base or
        result only), value, unit, operator, year, fact_ids, obs_ids.
    """
    facts = data["facts"]
    issued = pd.to_numeric(data["documents"].set_index("doc_id")["date"].str[:4])
    rows = []
    for indicator in SUBJECTS:
        for doc in data["documents"]["doc_id"]:
            place = "kaizhou" if doc == "kaizhou2035" else "chongqing"
            own = facts[
                (facts["indicator"] == indicator)
                & (facts["doc_id"] == doc)
                & (facts["place"] == place)
                & facts["value"].notna()
            ]
            if own.empty:
                continue
            aims = own[own["kind"] == "target"]
            old = (aims["year"] < issued.get(doc, 0)).fillna(value=False)
            ahead = aims[~old]
            state = "target" if len(ahead) else "past" if len(aims) else "outcome"
            shown = ahead if len(ahead) else aims if len(aims) else own
            row = shown.sort_values("year").iloc[-1]
            rows.append(
                {
                    "indicator": indicator,
                    "doc_id": doc,
                    "state": state,
                    "value": float(row["value"]),
                    "unit": row["unit"],
                    "operator": row["operator"],
                    "year": row["year"],
                    "fact_ids": "|".join(shown["fact_id"]),
                    "obs_ids": "",
                }
            )
    return pd.DataFrame(rows)


def jobs(data: Data) -> pd.DataFrame:
    """New urban jobs a year, observed and asked.

    Args:
        data: The data package.

    Returns:
        Columns kind ("observed", "target"), doc_id, year (of a target the last of its
        period), value (10,000), confidence, fact_ids, obs_ids; one value a year,
        printed before rounded.
    """
    seen = data["observations"]
    rows = seen[
        (seen["indicator"] == "new_urban_jobs")
        & (seen["place"] == "chongqing")
        & (seen["period"] == "year")
        & (seen["vintage"] == "published")
    ].sort_values("year")
    observed = pd.DataFrame(
        {
            "kind": "observed",
            "doc_id": "",
            "year": rows["year"].to_numpy(),
            "value": rows["value"].to_numpy(),
            "confidence": rows["confidence"].to_numpy(),
            "fact_ids": "",
            "obs_ids": rows["obs_id"].to_numpy(),
        }
    )
    facts = data["facts"]
    aims = facts[
        (facts["indicator"] == "new_urban_jobs")
        & (facts["kind"] == "target")
        & facts["doc_id"].isin(["fyp14", "action2025"])
        & (facts["year"] >= 2025)
    ]
    asked_for = pd.DataFrame(
        {
            "kind": "target",
            "doc_id": aims["doc_id"].to_numpy(),
            "year": aims["year"].to_numpy(),
            "value": aims["value"].to_numpy(),
            "confidence": "",
            "fact_ids": aims["fact_id"].to_numpy(),
            "obs_ids": "",
        }
    )
    both: pd.DataFrame = pd.concat([observed, asked_for], ignore_index=True)
    return both.astype({"year": "int64"})


def instruments(data: Data) -> pd.DataFrame:
    """Measures for jobs, schools, insurance and housing by instrument, 2021 against 2025.

    Args:
        data: The data package.

    Returns:
        One row a topic of `TOPICS` and document: topic, doc_id, measures (number), one
        column of counts for each instrument, numbers (quantities printed in the
        clause), fact_ids, obs_ids, clause_ids.
    """
    coded, facts = data["measures"], data["facts"]
    kinds = sorted(set(coded["instrument"]) - {"none"})
    rows = []
    for topic, clauses in TOPICS.items():
        for doc, clause in zip(("plan2035", "action2025"), clauses, strict=True):
            own = coded[(coded["doc_id"] == doc) & (coded["clause"] == clause)]
            counts = own["instrument"].value_counts()
            printed = facts[(facts["doc_id"] == doc) & (facts["clause"] == clause)]
            rows.append(
                {
                    "topic": topic,
                    "doc_id": doc,
                    "measures": int((own["instrument"] != "none").sum()),
                    **{kind: int(counts.get(kind, 0)) for kind in kinds},
                    "numbers": len(printed),
                    "fact_ids": "|".join(printed["fact_id"]),
                    "obs_ids": "",
                    "clause_ids": f"{doc} {clause}",
                }
            )
    return pd.DataFrame(rows)


def linkage() -> pd.DataFrame:
    """Whom money, land and posts follow, in each document.

    Returns:
        The rows of `LINKS`: flow, doc_id, follows, fact_ids, obs_ids, clause_ids.
    """
    return pd.DataFrame(
        [
            {
                "flow": flow,
                "doc_id": doc,
                "follows": whom,
                "fact_ids": "",
                "obs_ids": "",
                "clause_ids": f"{doc} {clause}",
            }
            for flow, doc, whom, clause in LINKS
        ]
    )


def care(data: Data) -> pd.DataFrame:
    """What the documents promise the old in numbers, for 10,000 people aged 65 and over.

    Args:
        data: The data package.

    Returns:
        Columns doc_id, label_en, label_zh, value, unit, year, per_10k (NaN for a share),
        fact_ids, obs_ids.
    """
    chosen = data["facts"].set_index("fact_id", drop=False).loc[list(CARE)]
    people = ages(data)["people"].sum()
    counted = chosen["unit"] != "%"
    table = chosen[["doc_id", "label_en", "label_zh", "value", "unit", "year"]].assign(
        per_10k=(chosen["value"] / people).where(counted),
        fact_ids=chosen["fact_id"],
        obs_ids=joined(ages(data)["obs_ids"]),
    )
    promised: pd.DataFrame = table.reset_index(drop=True)
    return promised
