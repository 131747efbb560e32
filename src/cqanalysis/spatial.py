"""Spatial pattern: groups and pilots, people, thresholds.

Tables in, tables out. Every table returned says with ``fact_ids`` and
``obs_ids`` ("|" between), or with ``clause_ids`` ("plan2035 c3.s5.g1"), which
rows of the data package each of its rows was computed from. People are counted
in 10,000 (万人).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from cqanalysis import agreement, places
from cqanalysis.tables import joined, keyed, records

#: The four groups of districts on the plan's geography.
GROUPS: Final = ("core", "new", "northeast", "southeast")
#: What the plan calls the new districts, by their task.
KINDS: Final = ("core", "vanguard", "pivot", "bridgehead", "northeast", "southeast")
#: Lists of pilots, demonstrations and key areas, by the year they are printed.
LISTS: Final = {
    2021: ("zone-national", "zone-municipal", "county-demo"),
    2025: ("potential", "potential-pilots"),
}
CENSUSES: Final = (2000, 2010, 2020)
#: A census counts on 1 November, a year's figure holds at its end.
_CENSUS_TO_YEAR_END: Final = 1 / 6
_RANK: Final = {"A": 0, "B": 1, "C": 2}
#: The central urban area as one city.
CORE: Final = "core"


def weakest(cells: Iterable[str]) -> str:
    """The confidence of what rests on several values.

    Args:
        cells: Confidences, A to C.

    Returns:
        The lowest.
    """
    return max(cells, key=_RANK.__getitem__)


# --- Groups and pilots -------------------------------------------------------


def designations(members: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Which units the lists of pilots and key areas of 2021 and 2025 name.

    Args:
        members: ``members.csv``.
        observations: ``observations.csv``.

    Returns:
        One row a unit: place, group, kind (of `KINDS`), lists_2021, lists_2025 (keys of
        the lists, "|" between), status ("both", "2021", "2025", "none"), residents
        (10,000, the latest year), fact_ids, obs_ids, clause_ids (of its group and lists).
    """
    group = places.group_of(members, GROUPS, 2021)
    kind = places.group_of(members, KINDS, 2021)
    people = residents(observations, members)
    latest = people[people["year"] == people["year"].max()].set_index("place")
    rows = []
    for place in sorted(group):
        own = members[members["place"] == place]
        on = {
            year: [name for name in names if name in set(own["group"])]
            for year, names in LISTS.items()
        }
        used = own[own["group"].isin([kind[place], *on[2021], *on[2025]]) & (own["clause"] != "")]
        status = {(True, True): "both", (True, False): "2021", (False, True): "2025"}
        rows.append(
            {
                "place": place,
                "group": group[place],
                "kind": kind[place],
                "lists_2021": "|".join(on[2021]),
                "lists_2025": "|".join(on[2025]),
                "status": status.get((bool(on[2021]), bool(on[2025])), "none"),
                "residents": latest.loc[place, "residents"],
                "fact_ids": "",
                "obs_ids": latest.loc[place, "obs_ids"],
                "clause_ids": joined(used["doc_id"] + " " + used["clause"]),
            }
        )
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class Overlap:
    """How far two lists of units name the same ones.

    Attributes:
        first: Units on the first.
        second: Units on the second.
        both: Units on both.
        expected: Units on both if the second were drawn by lot.
        p: Chance of at least so many on both, drawn by lot (hypergeometric).
        jaccard: Both, as a share of all named at least once.
        kappa: Cohen's κ.
    """

    first: int
    second: int
    both: int
    expected: float
    p: float
    jaccard: float
    kappa: float


def overlap(table: pd.DataFrame) -> Overlap:
    """Whether the lists of 2021 and 2025 name the same units.

    Args:
        table: From `designations`.

    Returns:
        Counts and measures of agreement.
    """
    first, second = table["lists_2021"] != "", table["lists_2025"] != ""
    both, n = int((first & second).sum()), len(table)
    coded = [["on" if on else "off" for on in column] for column in (first, second)]
    return Overlap(
        first=int(first.sum()),
        second=int(second.sum()),
        both=both,
        expected=float(first.sum() * second.sum() / n),
        p=float(stats.hypergeom.sf(both - 1, n, int(first.sum()), int(second.sum()))),
        jaccard=both / int((first | second).sum()),
        kappa=agreement.cohen(*coded).kappa,
    )


# --- People ------------------------------------------------------------------


def units(
    observations: pd.DataFrame, indicator: str, year: int, vintage: str, group: dict[str, str]
) -> pd.DataFrame:
    """One indicator of the units of some groups in one year.

    Args:
        observations: ``observations.csv``.
        indicator: Its key.
        year: Of the values.
        vintage: Of the values.
        group: Group by unit.

    Returns:
        The rows, by place.

    Raises:
        ValueError: A unit has two.
    """
    rows = observations[
        (observations["indicator"] == indicator)
        & (observations["year"] == year)
        & (observations["vintage"] == vintage)
        & observations["place"].isin(group)
    ]
    return keyed(rows, ["place"])


def _latest(observations: pd.DataFrame, indicator: str, group: dict[str, str]) -> int:
    """The latest year in which every unit has a value after the census of 2020."""
    rows = observations[
        (observations["indicator"] == indicator)
        & (observations["vintage"] == "post-census2020")
        & observations["place"].isin(group)
    ]
    counts = rows.groupby("year")["place"].nunique()
    return int(counts[counts == len(group)].index.max())


def residents(observations: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Residents of every unit at each census and in the latest year that all have.

    Args:
        observations: ``observations.csv``.
        members: ``members.csv``.

    Returns:
        Columns place, group, year, residents (10,000), confidence, fact_ids, obs_ids.
    """
    group = places.group_of(members, GROUPS, 2021)
    latest = _latest(observations, "resident_population", group)
    parts = [
        (year, units(observations, "resident_population_census", year, "census", group), 1e-4)
        for year in CENSUSES
    ]
    parts.append(
        (latest, units(observations, "resident_population", latest, "post-census2020", group), 1.0)
    )
    tables = [
        pd.DataFrame(
            {
                "place": rows.index,
                "group": [group[place] for place in rows.index],
                "year": year,
                "residents": rows["value"].to_numpy() * scale,
                "confidence": rows["confidence"].to_numpy(),
                "fact_ids": "",
                "obs_ids": rows["obs_id"].to_numpy(),
            }
        ).sort_values("place")
        for year, rows, scale in parts
    ]
    return pd.concat(tables, ignore_index=True)


def span(start: int, end: int) -> float:
    """Years between two counts, of censuses (1 November) or at a year's end.

    Args:
        start: Year of the first.
        end: Year of the second.

    Returns:
        Years.
    """
    late = [0.0 if year in CENSUSES else _CENSUS_TO_YEAR_END for year in (start, end)]
    return end - start + late[1] - late[0]


def changes(people: pd.DataFrame) -> pd.DataFrame:
    """Each unit's change of residents between counts that follow each other.

    Args:
        people: From `residents`.

    Returns:
        Columns place, group, start, end, people (10,000), growth (percent a
        year, of the logarithm), fact_ids, obs_ids.
    """
    years = sorted(people["year"].unique())
    tables = []
    for start, end in itertools.pairwise(years):
        first = people[people["year"] == start].set_index("place")
        last = people[people["year"] == end].set_index("place").loc[first.index]
        ratio = np.log(last["residents"] / first["residents"])
        tables.append(
            pd.DataFrame(
                {
                    "place": first.index,
                    "group": first["group"].to_numpy(),
                    "start": start,
                    "end": end,
                    "people": (last["residents"] - first["residents"]).to_numpy(),
                    "growth": 100 * ratio.to_numpy() / span(start, end),
                    "fact_ids": "",
                    "obs_ids": (first["obs_ids"] + "|" + last["obs_ids"]).to_numpy(),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def urbanization(observations: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Urban residents of every unit, 2010, 2020 and the latest year.

    The census of 2000 has urban residents of some units only. Yuzhong has no
    rate for 2010: its urban residents are what the others leave of the central
    urban area's.

    Args:
        observations: ``observations.csv``.
        members: ``members.csv``.

    Returns:
        Columns place, group, year, residents, urban (10,000), rate (percent),
        confidence (the weakest), fact_ids, obs_ids.
    """
    group = places.group_of(members, GROUPS, 2021)
    people = residents(observations, members)
    latest = int(people["year"].max())
    tables = []
    for year in (*CENSUSES[1:], latest):
        base = people[people["year"] == year].set_index("place")
        census = year in CENSUSES
        rates = units(
            observations,
            "urbanization_rate_census" if census else "urbanization_rate",
            year,
            "census" if census else "post-census2020",
            group,
        )
        known = base.index.intersection(rates.index)
        table = base.loc[known].assign(
            rate=rates.loc[known, "value"],
            urban=base.loc[known, "residents"] * rates.loc[known, "value"] / 100,
            confidence=[
                weakest(pair)
                for pair in zip(
                    base.loc[known, "confidence"], rates.loc[known, "confidence"], strict=True
                )
            ],
            obs_ids=base.loc[known, "obs_ids"] + "|" + rates.loc[known, "obs_id"],
        )
        rest = [place for place in base.index if place not in rates.index]
        if rest:
            table = pd.concat([table, _remainder(base, table, rest, observations, year)])
        tables.append(table.sort_index().reset_index())
    columns = ["place", "group", "year", "residents", "urban", "rate", "confidence"]
    whole: pd.DataFrame = pd.concat(tables, ignore_index=True)[[*columns, "fact_ids", "obs_ids"]]
    return whole


def _remainder(
    base: pd.DataFrame, table: pd.DataFrame, rest: list[str], observations: pd.DataFrame, year: int
) -> pd.DataFrame:
    """The one unit without a rate, from its group's urban residents."""
    (place,) = rest
    group = base.loc[place, "group"]
    total = keyed(observations, ["obs_id"]).loc[f"urban_population_census-{group}-{year}-census"]
    others = table[table["group"] == group]
    urban = total["value"] / 1e4 - others["urban"].sum()
    own = base.loc[[place]]
    row: pd.DataFrame = own.assign(
        urban=urban,
        rate=100 * urban / own["residents"],
        confidence=weakest([*others["confidence"], own["confidence"].iloc[0]]),
        obs_ids=joined([own["obs_ids"].iloc[0], total.name, *others["obs_ids"]]),
    )
    return row


def kitagawa(urban: pd.DataFrame, start: int, end: int) -> pd.DataFrame:
    r"""The change of the city's urbanization rate, in its two components.

    With shares of residents s and rates r of the units,
    ``ΔR = Σ mean(s) Δr + Σ mean(r) Δs``: rates that rise within units, and
    residents who move to units with another rate (E. M. Kitagawa 1955,
    "Components of a difference between two rates", Journal of the American
    Statistical Association 50, 1168-1194).

    Args:
        urban: From `urbanization`.
        start: First year.
        end: Last year.

    Returns:
        One row a unit: place, group, within, between (percentage points; the
        latter against the mean rate of the city, so that a unit that grows
        while less urban than the city lowers the rate), fact_ids, obs_ids. The
        sum of both columns is the change of the rate.
    """
    first = urban[urban["year"] == start].set_index("place")
    last = urban[urban["year"] == end].set_index("place").loc[first.index]
    shares = [rows["residents"] / rows["residents"].sum() for rows in (first, last)]
    city = [
        float((share * rows["rate"]).sum())
        for share, rows in zip(shares, (first, last), strict=True)
    ]
    mean = sum(city) / 2
    within = (shares[0] + shares[1]) / 2 * (last["rate"] - first["rate"])
    between = ((first["rate"] + last["rate"]) / 2 - mean) * (shares[1] - shares[0])
    table = pd.DataFrame(
        {
            "group": first["group"],
            "within": within,
            "between": between,
            "fact_ids": "",
            "obs_ids": first["obs_ids"] + "|" + last["obs_ids"],
        }
    )
    indexed: pd.DataFrame = table.reset_index()
    return indexed


def urban_rural(observations: pd.DataFrame, since: int = 2020) -> pd.DataFrame:
    """Urban and rural residents of the city by year, on the series revised after 2020.

    Args:
        observations: ``observations.csv``.
        since: First year.

    Returns:
        Columns year, urban, rural (10,000), confidence, fact_ids, obs_ids.
    """
    own = observations[
        (observations["place"] == "chongqing")
        & (observations["vintage"] == "post-census2020")
        & (observations["period"] == "year-end")
        & (observations["year"] >= since)
    ]
    total = keyed(own[own["indicator"] == "resident_population"], ["year"])
    urban = keyed(own[own["indicator"] == "urban_population"], ["year"])
    rows = [
        {
            "year": int(year),
            "urban": urban.loc[year, "value"],
            "rural": total.loc[year, "value"] - urban.loc[year, "value"],
            "confidence": weakest([urban.loc[year, "confidence"], total.loc[year, "confidence"]]),
            "fact_ids": "",
            "obs_ids": f"{total.loc[year, 'obs_id']}|{urban.loc[year, 'obs_id']}",
        }
        for year in sorted(total.index.intersection(urban.index))
    ]
    return pd.DataFrame(rows)


def metro_share(
    observations: pd.DataFrame, members: pd.DataFrame, facts: pd.DataFrame
) -> pd.DataFrame:
    """Share of the metropolitan area in the city's residents, like with like.

    Args:
        observations: ``observations.csv``.
        members: ``members.csv``.
        facts: ``facts.csv``.

    Returns:
        Columns geography ("metro": the plan's units, "metro22": those reported
        since 2024), kind ("computed" from the units, "base", "target"), year,
        units (number), people (10,000; NaN for printed ones), share (percent),
        fact_ids, obs_ids.
    """
    people = residents(observations, members)
    rows = []
    for geography in ("metro", "metro22"):
        inside = places.members(members, geography, 2024)
        for year in people["year"].unique():
            of_year = people[people["year"] == year]
            own = of_year[of_year["place"].isin(inside)]
            rows.append(
                {
                    "geography": geography,
                    "kind": "computed",
                    "year": int(year),
                    "units": len(own),
                    "people": own["residents"].sum(),
                    "share": 100 * own["residents"].sum() / of_year["residents"].sum(),
                    "fact_ids": "",
                    "obs_ids": joined(of_year["obs_ids"]),
                }
            )
    printed = facts[facts["indicator"] == "metro_population_share"]
    rows += [
        {
            "geography": "metro",
            "kind": {"baseline": "base", "target": "target"}[fact.kind],
            "year": int(fact.year),
            "units": len(places.members(members, "metro", 2021)),
            "people": np.nan,
            "share": fact.value,
            "fact_ids": fact.fact_id,
            "obs_ids": "",
        }
        for fact in records(printed)
    ]
    return pd.DataFrame(rows)


# --- Thresholds --------------------------------------------------------------


def thresholds(
    observations: pd.DataFrame, members: pd.DataFrame, facts: pd.DataFrame
) -> pd.DataFrame:
    """Which units pass the urbanization rate that the plan of 2025 sets for their group.

    The groups are those of 2024: the new districts are the metropolitan area
    as reported since then without its central urban area.

    Args:
        observations: ``observations.csv``.
        members: ``members.csv``.
        facts: ``facts.csv``.

    Returns:
        Columns place, area ("new", "mountain-reservoir"), year, residents, urban
        (10,000), rate, asked (percent), missing (10,000 residents who would have
        to be urban at an unchanged total, 0 where it is passed), confidence,
        fact_ids, obs_ids; sorted by area and rate.
    """
    urban = urbanization(observations, members)
    latest = urban[urban["year"] == urban["year"].max()].set_index("place")
    core = places.members(members, CORE, 2021)
    inside = {
        "new": [p for p in places.members(members, "metro22", 2024) if p not in core],
        "mountain-reservoir": places.members(members, "mountain-reservoir", 2024),
    }
    asked = facts[
        (facts["doc_id"] == "action2025")
        & (facts["indicator"] == "urbanization_rate")
        & facts["place"].isin(inside)
    ]
    tables = []
    for target in records(asked):
        rows = latest.loc[inside[target.place]]
        tables.append(
            rows.assign(
                area=target.place,
                asked=target.value,
                missing=((target.value - rows["rate"]) / 100 * rows["residents"]).clip(lower=0),
                fact_ids=target.fact_id,
            ).sort_values("rate", ascending=False)
        )
    columns = ["place", "area", "year", "residents", "urban", "rate", "asked", "missing"]
    joined = pd.concat(tables).reset_index()
    table: pd.DataFrame = joined[[*columns, "confidence", "fact_ids", "obs_ids"]]
    return table


def readings(table: pd.DataFrame) -> pd.DataFrame:
    """The two readings of a threshold: every unit, or the group as a whole.

    Args:
        table: From `thresholds`.

    Returns:
        By area: units, passed (number), asked, rate (of the group, percent),
        missing_each and missing_whole (10,000, in place), moved_each and
        moved_whole (10,000, if they moved in from outside the unit or group).
    """
    rows = {}
    for area, own in table.groupby("area", sort=False):
        asked = float(own["asked"].iloc[0])
        total = float(own["residents"].sum())
        rate = 100 * float(own["urban"].sum()) / total
        each = float(own["missing"].sum())
        whole = max(0.0, (asked - rate) / 100 * total)
        # A newcomer adds to the total as well: m / (1 - asked).
        rows[str(area)] = {
            "units": len(own),
            "passed": int((own["rate"] >= own["asked"]).sum()),
            "asked": asked,
            "rate": rate,
            "missing_each": each,
            "missing_whole": whole,
            "moved_each": each / (1 - asked / 100),
            "moved_whole": whole / (1 - asked / 100),
        }
    return pd.DataFrame.from_dict(rows, orient="index")
