"""Spatial pattern: groups and pilots, people, city sizes, thresholds, distances, roles.

Tables in, tables out. Every table returned says with ``fact_ids`` and
``obs_ids`` ("|" between), or with ``clause_ids`` ("plan2035 c3.s5.g1"), which
rows of the data package each of its rows was computed from. People are counted
in 10,000 (万人).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from cqanalysis import agreement, pace, places
from cqanalysis.tables import keyed, records

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


def _joined(cells: Iterable[str]) -> str:
    """Ids of several cells, each once."""
    return "|".join(dict.fromkeys(i for cell in cells for i in str(cell).split("|") if i))


def _weakest(cells: Iterable[str]) -> str:
    return max(cells, key=_RANK.__getitem__)


# --- Groups and pilots ---------------------------------------------------------


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
                "clause_ids": _joined(used["doc_id"] + " " + used["clause"]),
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


# --- People ----------------------------------------------------------------------


def _units(
    observations: pd.DataFrame, indicator: str, year: int, vintage: str, group: dict[str, str]
) -> pd.DataFrame:
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
        (year, _units(observations, "resident_population_census", year, "census", group), 1e-4)
        for year in CENSUSES
    ]
    parts.append(
        (latest, _units(observations, "resident_population", latest, "post-census2020", group), 1.0)
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
        rates = _units(
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
                _weakest(pair)
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
        confidence=_weakest([*others["confidence"], own["confidence"].iloc[0]]),
        obs_ids=_joined([own["obs_ids"].iloc[0], total.name, *others["obs_ids"]]),
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
            "confidence": _weakest([urban.loc[year, "confidence"], total.loc[year, "confidence"]]),
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
                    "obs_ids": _joined(of_year["obs_ids"]),
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


# --- City sizes --------------------------------------------------------------------


@dataclass(frozen=True)
class RankSize:
    """Result of a rank-size regression.

    Attributes:
        exponent: Pareto exponent; 1 is Zipf's rule, less is more uneven.
        error: Its standard error, exponent × √(2/n).
        n: Cities.
        r2: Share of variance explained.
    """

    exponent: float
    error: float
    n: int
    r2: float


def rank_size(sizes: Sequence[float]) -> RankSize:
    """Rank-size exponent with the correction for small samples.

    ``ln(rank − 1/2) = a − b ln(size)`` by least squares; the standard error is
    b √(2/n), not that of the regression (X. Gabaix and R. Ibragimov 2011,
    "Rank − 1/2: a simple way to improve the OLS estimation of tail exponents",
    Journal of Business & Economic Statistics 29, 24-39).

    Args:
        sizes: Sizes, positive.

    Returns:
        The regression.
    """
    ordered = np.sort(np.asarray(sizes, dtype=float))[::-1]
    n = len(ordered)
    fit = stats.linregress(np.log(ordered), np.log(np.arange(1, n + 1) - 0.5))
    exponent = -float(fit.slope)
    return RankSize(exponent, exponent * float(np.sqrt(2 / n)), n, float(fit.rvalue**2))


def cities(table: pd.DataFrame, value: str, *, one_core: bool) -> pd.DataFrame:
    """Units by rank, the central urban area as one city or as nine.

    Args:
        table: From `residents` or `urbanization`.
        value: Column to rank by.
        one_core: Count the central urban area as one.

    Returns:
        Columns place, group, year, size, rank (from 1), fact_ids, obs_ids.
    """
    named = table.assign(city=table["place"])
    if one_core:
        named["city"] = named["place"].where(named["group"] != CORE, CORE)
    grouped = named.groupby(["year", "city"], sort=True)
    sizes = grouped.agg(group=("group", "first"), size=(value, "sum"), obs_ids=("obs_ids", _joined))
    sizes = sizes.reset_index().rename(columns={"city": "place"})
    sizes["rank"] = sizes.groupby("year")["size"].rank(ascending=False, method="first").astype(int)
    sizes["fact_ids"] = ""
    columns = ["place", "group", "year", "size", "rank", "fact_ids", "obs_ids"]
    ordered: pd.DataFrame = sizes[columns].sort_values(["year", "rank"], ignore_index=True)
    return ordered


@dataclass(frozen=True)
class Concentration:
    """How concentrated sizes are.

    Attributes:
        primacy: The largest over the second.
        top: Share of the largest.
        herfindahl: Sum of squared shares.
    """

    primacy: float
    top: float
    herfindahl: float


def concentration(sizes: Sequence[float]) -> Concentration:
    """Primacy (M. Jefferson 1939, Geographical Review 29, 226-232) and Herfindahl index.

    Args:
        sizes: Sizes, positive, two at least.

    Returns:
        The measures.
    """
    ordered = sorted(sizes, reverse=True)
    shares = np.array(ordered) / sum(ordered)
    return Concentration(ordered[0] / ordered[1], float(shares[0]), float((shares**2).sum()))


# --- Thresholds ----------------------------------------------------------------------


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


# --- Product per head --------------------------------------------------------------


#: Years of district products, and the count of residents each is divided by.
_PRODUCTS: Final = {
    "2018-before": (2018, "resident_population", "pre-census2020", 1.0),
    "2020-census": (2020, "resident_population_census", "census", 1e-4),
    "2024-after": (2024, "resident_population", "post-census2020", 1.0),
}


def gdp_ratios(
    observations: pd.DataFrame, members: pd.DataFrame, facts: pd.DataFrame
) -> pd.DataFrame:
    """Product per head of the metropolitan area over that of the two clusters.

    Args:
        observations: ``observations.csv``.
        members: ``members.csv``.
        facts: ``facts.csv``.

    Returns:
        Columns key ("printed-…", or "2018-before", "2020-census", "2024-after": the
        year, and whether residents were counted before, at or after the census
        of 2020), kind ("computed", "base", "target"), year, ratio, confidence (""
        for printed ones), fact_ids, obs_ids; on the plan's 21 units.
    """
    group = places.group_of(members, GROUPS, 2021)
    metro = places.members(members, "metro", 2021)
    rows = [
        {
            "key": f"printed-{fact.kind}-{int(fact.year)}",
            "kind": {"baseline": "base", "target": "target"}[fact.kind],
            "year": int(fact.year),
            "ratio": fact.value,
            "confidence": "",
            "fact_ids": fact.fact_ids,
            "obs_ids": "",
        }
        for fact in records(_ratio_facts(facts))
    ]
    for key, (year, indicator, vintage, scale) in _PRODUCTS.items():
        product = _units(observations, "gdp", year, "first", group)
        people = _units(observations, indicator, year, vintage, group)
        if set(product.index) != set(group) or set(people.index) != set(group):
            msg = f"not all units have a product and residents in {year}"
            raise ValueError(msg)
        sides = {
            inside: float(product.loc[chosen, "value"].sum())
            / float(people.loc[chosen, "value"].sum() * scale)
            for inside, chosen in (
                (True, metro),
                (False, [place for place in group if place not in metro]),
            )
        }
        rows.append(
            {
                "key": key,
                "kind": "computed",
                "year": year,
                "ratio": sides[True] / sides[False],
                "confidence": _weakest([*product["confidence"], *people["confidence"]]),
                "fact_ids": "",
                "obs_ids": _joined([*product["obs_id"], *people["obs_id"]]),
            }
        )
    return pd.DataFrame(rows)


def _ratio_facts(facts: pd.DataFrame) -> pd.DataFrame:
    """Bases and targets with a year; what several documents print alike is one row."""
    rows = facts[
        (facts["indicator"] == "gdp_per_capita_ratio")
        & (facts["against"] == "clusters")
        & facts["kind"].isin(["baseline", "target"])
    ].dropna(subset=["year"])
    grouped = rows.groupby(["kind", "year", "value"], sort=True)["fact_id"].agg("|".join)
    table: pd.DataFrame = grouped.reset_index().rename(columns={"fact_id": "fact_ids"})
    return table


def gdp_gaps(ratios: pd.DataFrame) -> pd.DataFrame:
    """How much faster the clusters' product per head must grow, and did.

    Args:
        ratios: From `gdp_ratios`.

    Returns:
        Columns key ("asked-printed": from the printed base, "asked-census": from
        the same year on census residents, "asked-now": from the latest ratio,
        while the target is ahead; "achieved": 2020 to the latest), start, end
        (years), ratio_start, ratio_end, gap (percent a year, negative where the
        metropolitan area may grow faster), fact_ids, obs_ids.
    """
    at = ratios.set_index("key")
    target = at[at["kind"] == "target"].sort_values("year").iloc[-1]
    printed = at[at["kind"] == "base"].iloc[-1]
    computed = at[at["kind"] == "computed"].sort_values("year")
    census, last = computed.loc["2020-census"], computed.iloc[-1]
    pairs = {
        "asked-printed": (printed, target),
        "asked-census": (census, target),
        "achieved": (census, last),
    }
    if target["year"] > last["year"]:
        pairs["asked-now"] = (last, target)
    rows = [
        {
            "key": key,
            "start": int(start["year"]),
            "end": int(end["year"]),
            "ratio_start": float(start["ratio"]),
            "ratio_end": float(end["ratio"]),
            "gap": 100
            * pace.ratio_growth_gap(
                float(start["ratio"]), float(end["ratio"]), int(end["year"] - start["year"])
            ),
            "fact_ids": _joined([start["fact_ids"], end["fact_ids"]]),
            "obs_ids": _joined([start["obs_ids"], end["obs_ids"]]),
        }
        for key, (start, end) in pairs.items()
    ]
    return pd.DataFrame(rows)


def gdp_outlook(
    ratios: pd.DataFrame, gap: float, until: Sequence[int] = (2025, 2035)
) -> pd.DataFrame:
    """Where a growth difference leads the ratio: the reader's assumption carried on.

    Args:
        ratios: From `gdp_ratios`.
        gap: Percent a year by which the clusters' product per head outgrows
            the metropolitan area's; negative the other way.
        until: Years wanted, after every base.

    Returns:
        Columns base ("printed", "census", "latest"), start, ratio_start, year,
        ratio, target (of that year or NaN), reached (against the target where
        there is one, else the latest target), fact_ids, obs_ids.
    """
    at = ratios.set_index("key")
    computed = at[at["kind"] == "computed"].sort_values("year")
    bases = {
        "printed": at[at["kind"] == "base"].iloc[-1],
        "census": computed.loc["2020-census"],
        "latest": computed.iloc[-1],
    }
    targets = at[at["kind"] == "target"].sort_values("year")
    rows = []
    for base, start in bases.items():
        for year in until:
            ratio = float(start["ratio"]) / (1 + gap / 100) ** (year - int(start["year"]))
            due = targets[targets["year"] == year]
            asked = float(due["ratio"].iloc[-1]) if len(due) else np.nan
            rows.append(
                {
                    "base": base,
                    "start": int(start["year"]),
                    "ratio_start": float(start["ratio"]),
                    "year": year,
                    "ratio": ratio,
                    "target": asked,
                    "reached": ratio <= float(targets["ratio"].iloc[-1]),
                    "fact_ids": _joined([start["fact_ids"], *targets["fact_ids"]]),
                    "obs_ids": start["obs_ids"],
                }
            )
    return pd.DataFrame(rows)


# --- Transport -----------------------------------------------------------------------


#: How far a project is to get, from an idea to its completion.
STAGES: Final = (
    "study",
    "preliminary",
    "strive-to-start",
    "start",
    "continue",
    "strive-to-finish",
    "completed",
)
#: Lines and airports; hubs, ports and town roads are seldom named twice.
_MODES: Final = ("railway", "expressway", "airport")
#: One project under two names that no rule joins.
_ALIASES: Final = {
    "枢纽西环线": "铁路枢纽西环线",
    "万州经石柱至黔江高铁": "万州黔江高铁",
    "万开安铁路": "万州—开州—安康货运铁路",
    "巫云开高速": "巫溪—云阳—开州高速",
    "开梁高速": "开州—梁平高速",
    "开城高速": "开州—城口高速",
    "渝赤叙高速": "重庆—赤水—叙永高速",
    "通江宣开高速": "开州—宣汉—通江高速",
    "渝东北旅游环线": "渝东北旅游环线铁路",
    "达开巫兴高铁": "达州—开州—巫溪—兴山高铁",
    "达开巫襄铁路": "达州开州巫溪襄阳铁路",
    "达开万铁路扩能改造项目": "达开万铁路扩能改造",
}


def project_name(name: str) -> str:
    """A project's name without what documents write differently.

    Args:
        name: As ``projects.csv`` has it.

    Returns:
        高速铁路 as 高铁, 高速公路 as 高速, 至 between places as a dash, no brackets
        around parts of short names.
    """
    short = name.replace("高速铁路", "高铁").replace("高速公路", "高速")
    short = re.sub(r"[（）]", "", short)
    short = re.sub(r"(?<=\w)至(?=\w)", "—", short) if "经" not in short else short
    return _ALIASES.get(short, short)


def project_stages(projects: pd.DataFrame) -> pd.DataFrame:
    """Railways, expressways and airports that two documents list, and their stages.

    Stages are what a document plans for its period, not reports of progress. A
    group printed as continued and newly started does not say which: its stage
    reaches from the one to the other.

    Args:
        projects: ``projects.csv``.

    Returns:
        One row a project and pair of documents that follow each other: name (as
        joined), name_zh, name_en (of the later document), type, doc_a, doc_b,
        stage_a, stage_b, low_a (lower end of the first stage), move ("further",
        "same", "less far", "open" where the first reaches over the second),
        fact_ids, obs_ids, clause_ids.
    """
    rows = projects[projects["type"].isin(_MODES) & projects["stage"].isin(STAGES)]
    # Corridors of flights stand among the airports, but nothing is built.
    rows = rows[~rows["name_zh"].str.contains("中转通道")]
    rows = rows.assign(
        name=[project_name(name) for name in rows["name_zh"]],
        open=rows["note"].str.contains("continued and newly started"),
        order=rows["doc_id"].map({"fyp14": 0, "plan2035": 1, "kaizhou2035": 2}),
    )
    found = []
    for name, own in rows.sort_values("order").groupby("name"):
        for first, second in itertools.pairwise(own.itertuples(index=False)):
            if first.doc_id == second.doc_id:
                continue
            high = STAGES.index(first.stage)
            low = STAGES.index("start") if first.open else high
            then = STAGES.index(second.stage)
            move = "further" if then > high else "less far" if then < low else "same"
            if move == "same" and low < high:
                move = "open"
            found.append(
                {
                    "name": name,
                    "name_zh": second.name_zh,
                    "name_en": second.name_en,
                    "type": first.type,
                    "doc_a": first.doc_id,
                    "doc_b": second.doc_id,
                    "stage_a": first.stage,
                    "stage_b": second.stage,
                    "low_a": STAGES[low],
                    "move": move,
                    "fact_ids": "",
                    "obs_ids": "",
                    "clause_ids": f"{first.doc_id} {first.clause}|{second.doc_id} {second.clause}",
                }
            )
    return pd.DataFrame(found)


# --- Kaizhou ---------------------------------------------------------------------------


_TIERS: Final = {
    "city": "kaizhou-city",
    "key": "kaizhou-key-towns",
    "general": "kaizhou-general-towns",
}


def town_system(
    table: pd.DataFrame, facts: pd.DataFrame, observations: pd.DataFrame
) -> pd.DataFrame:
    """Kaizhou's towns as planned: people of each tier in 2020, 2025 and 2035.

    Args:
        table: ``places.csv``.
        facts: ``facts.csv``.
        observations: ``observations.csv``.

    Returns:
        Columns tier ("city", "key", "general"), year, towns (number), low, high
        (10,000, equal for a single figure; NaN where none is printed), basis
        ("printed" for the tier, "summed" over its towns), fact_ids, obs_ids.
        The general towns' total of 2035 is printed; Yuexi, which stands in two
        tiers, is counted among the city's only.
    """
    own = facts[facts["doc_id"] == "kaizhou2035"]
    population = own[own["indicator"].isin(["city_population", "town_population"])]
    seen = observations[observations["indicator"] == "city_population"].iloc[0]
    rows = []

    def add(tier: str, year: int, low: float, high: float, basis: str, ids: Iterable[str]) -> None:
        towns = int((table["parent"] == _TIERS[tier]).sum())
        rows.append(
            {
                "tier": tier, "year": year, "towns": towns, "low": low, "high": high,
                "basis": basis, "fact_ids": _joined(ids), "obs_ids": "",
            }
        )  # fmt: skip

    add("city", int(seen["year"]), seen["value"], seen["value"], "observed", [])
    rows[-1]["obs_ids"] = seen["obs_id"]
    city = population[population["indicator"] == "city_population"]
    for year in (2025, 2035):
        due = city[(city["year"] == year) & (city["kind"] == "target")]
        add("city", year, due["value"].min(), due["value"].max(), "printed", due["fact_id"])
    towns = population[population["place"] != _TIERS["city"]]
    for tier in ("key", "general"):
        each = towns[(towns["place"] == _TIERS[tier]) & (towns["year"] == 2025)].iloc[0]
        count = int((table["parent"] == _TIERS[tier]).sum())
        add(tier, 2025, count * each["value"], count * each["upper"], "summed", [each["fact_id"]])
    key = table.loc[table["parent"] == _TIERS["key"], "place"]
    seats = population[population["place"].isin(key) & (population["year"] == 2035)]
    each_seat = seats.drop_duplicates("place")["value"].sum()
    add("key", 2035, each_seat, each_seat, "summed", seats["fact_id"])
    # The tier's total is the figure given to it as a whole.
    due = own[(own["place"] == _TIERS["general"]) & (own["year"] == 2035)]
    whole = due[due["distribution"] == "whole"].iloc[0]
    add("general", 2035, whole["value"], whole["value"], "printed", [whole["fact_id"]])
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class Implied:
    """What Kaizhou's figures imply, against what was observed (10,000 people).

    Attributes:
        total_2025: Residents at which the city's people are its printed share.
        urban_2025: Urban residents at the printed rate of that total.
        urban_2035: People of all tiers in 2035.
        residents: Observed, in the latest year.
        urban: Urban residents observed.
        rural: Rural residents observed.
        away: Registered in Kaizhou and not resident there.
        year: Of the observations.
        growth: Percent a year that the city needs: 2020 to 2025, 2025 to 2035.
        density: People for each km², 2020, 2025 and 2035.
        fact_ids: Rows it rests on.
        obs_ids: Rows it rests on.
    """

    total_2025: float
    urban_2025: float
    urban_2035: float
    residents: float
    urban: float
    rural: float
    away: float
    year: int
    growth: tuple[float, float]
    density: tuple[float, float, float]
    fact_ids: str
    obs_ids: str


def implied(
    system: pd.DataFrame, facts: pd.DataFrame, observations: pd.DataFrame, members: pd.DataFrame
) -> Implied:
    """What total Kaizhou's figures imply, and from where its people could come.

    Args:
        system: From `town_system`.
        facts: ``facts.csv``.
        observations: ``observations.csv``.
        members: ``members.csv``.

    Returns:
        The figures.
    """
    own = facts[facts["doc_id"] == "kaizhou2035"]
    share = own[own["indicator"] == "city_population_share"].iloc[0]
    rate = own[(own["indicator"] == "urbanization_rate") & (own["kind"] == "target")].iloc[0]
    areas = own[own["indicator"] == "built_up_area"]
    city = system[system["tier"] == "city"].set_index("year")["high"]
    total = float(city[2025]) / (share["value"] / 100)
    urban = urbanization(observations, members)
    now = urban[(urban["place"] == "kaizhou") & (urban["year"] == urban["year"].max())].iloc[0]
    registered = observations[
        (observations["indicator"] == "hukou_population")
        & (observations["place"] == "kaizhou")
        & (observations["year"] == now["year"])
    ].iloc[0]
    area = areas.groupby("year")["value"].first()

    def per_km2(year: int) -> float:
        return 1e4 * float(city[year]) / float(area[year])

    return Implied(
        total_2025=total,
        urban_2025=total * rate["value"] / 100,
        urban_2035=float(system[system["year"] == 2035]["high"].sum()),
        residents=float(now["residents"]),
        urban=float(now["urban"]),
        rural=float(now["residents"] - now["urban"]),
        away=float(registered["value"] - now["residents"]),
        year=int(now["year"]),
        growth=(
            100 * pace.compound_growth(city[2020], city[2025], 5),
            100 * pace.compound_growth(city[2025], city[2035], 10),
        ),
        density=(per_km2(2020), per_km2(2025), per_km2(2035)),
        fact_ids=_joined([share["fact_id"], rate["fact_id"], *areas["fact_id"]]),
        obs_ids=_joined([now["obs_ids"], registered["obs_id"]]),
    )


# --- Roles -----------------------------------------------------------------------------


def role_profiles(roles: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """How specialised the roles are that the city plan prescribes.

    Every unit's roles carry tags. Two units are as similar as the tags they
    share among those that either has (P. Jaccard 1912, New Phytologist 11,
    37-50). A location quotient needs quantities (jobs, output) to compare
    with; a role is a word that is there or not.

    Args:
        roles: ``roles.csv``.
        members: ``members.csv``.

    Returns:
        One row a unit with roles: place, group, roles (number), tags ("|" between,
        sorted), similarity (mean Jaccard index with the others), inside (the same
        with units of its own group), nearest (the most similar unit), likeness
        (its index), commonness (mean share of units that have its tags, percent),
        fact_ids, obs_ids, clause_ids.
    """
    group = places.group_of(members, GROUPS, 2021)
    own = roles[(roles["doc_id"] == "plan2035") & roles["place"].isin(group)]
    tags = {
        place: frozenset(tag for cell in rows["tags"] for tag in cell.split())
        for place, rows in own.groupby("place")
    }
    holders = {
        tag: sum(tag in held for held in tags.values()) for held in tags.values() for tag in held
    }
    rows = []
    for place, held in tags.items():
        scores = {other: jaccard(held, tags[other]) for other in tags if other != place}
        peers = [score for other, score in scores.items() if group[other] == group[str(place)]]
        nearest = max(scores, key=lambda other: (scores[other], other))
        printed = own[own["place"] == place]
        rows.append(
            {
                "place": place,
                "group": group[str(place)],
                "roles": len(printed),
                "tags": "|".join(sorted(held)),
                "similarity": float(np.mean([*scores.values()])),
                "inside": float(np.mean(peers)),
                "nearest": nearest,
                "likeness": scores[nearest],
                "commonness": 100 * float(np.mean([holders[tag] for tag in held])) / len(tags),
                "fact_ids": "",
                "obs_ids": "",
                "clause_ids": _joined(printed["doc_id"] + " " + printed["clause"]),
            }
        )
    return pd.DataFrame(rows)


def group_likeness(
    tags: Mapping[str, frozenset[str]],
    group: Mapping[str, str],
    draws: int = 2000,
    seed: int = 2035,
) -> pd.DataFrame:
    """Whether units of one group are given roles more alike than units at large.

    A permutation test: groups of the same sizes are drawn by lot (B. F. J.
    Manly 2007, "Randomization, Bootstrap and Monte Carlo Methods in Biology",
    third edition, chapter 6).

    Args:
        tags: Tags by place.
        group: Group by place.
        draws: How often the groups are drawn.
        seed: Of the draws.

    Returns:
        By group: units, likeness (mean Jaccard index of its pairs), p (share of
        draws that are as alike or more), and the same for "all" pairs without p.
    """
    names = list(tags)
    matrix = np.array([[jaccard(tags[a], tags[b]) for b in names] for a in names])
    belongs = np.array([group[name] for name in names])

    def inside(labels: np.ndarray, key: str) -> float:
        chosen = np.flatnonzero(labels == key)
        pairs = matrix[np.ix_(chosen, chosen)]
        return float(pairs[np.triu_indices(len(chosen), 1)].mean())

    lot = np.random.default_rng(seed)
    shuffled = [lot.permutation(belongs) for _ in range(draws)]
    rows = {
        key: {
            "units": int((belongs == key).sum()),
            "likeness": (own := inside(belongs, key)),
            # The draw observed is one of those possible.
            "p": (1 + sum(inside(labels, key) >= own for labels in shuffled)) / (1 + draws),
        }
        for key in dict.fromkeys(belongs.tolist())
    }
    every = matrix[np.triu_indices(len(names), 1)]
    rows["all"] = {"units": len(names), "likeness": float(every.mean()), "p": np.nan}
    return pd.DataFrame.from_dict(rows, orient="index")


def jaccard(one: frozenset[str], two: frozenset[str]) -> float:
    """Shared elements, as a share of all.

    Args:
        one: A set.
        two: Another; not both empty.

    Returns:
        From 0 (nothing in common) to 1 (the same).
    """
    return len(one & two) / len(one | two)
