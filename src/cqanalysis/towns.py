"""Towns: the system that the plan of Kaizhou prints, and what it implies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pandas as pd

from cqanalysis import pace, spatial
from cqanalysis.tables import joined

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
                "basis": basis, "fact_ids": joined(ids), "obs_ids": "",
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
    urban = spatial.urbanization(observations, members)
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
        fact_ids=joined([share["fact_id"], rate["fact_id"], *areas["fact_id"]]),
        obs_ids=joined([now["obs_ids"], registered["obs_id"]]),
    )
