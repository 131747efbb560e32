"""Monitoring: each target with its base, the observation that judges it, its status.

The rule is written once, here and in `pace.status`: a due target is judged by
the observation of its own year and place, a target still open by the straight
line from its base. Only observations of confidence A or B count, neither
rounded nor expected ones, of each year the one of the best vintage, and none
that is no later than the base, or than the year the plans start from. A group
of places without a figure of its own is added up from its members where all of
them are observed. What was observed only on another definition is told apart:
it may reach the number, or not compare.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
import pandas as pd

from cqanalysis import integration, places
from cqanalysis.pace import Better, Operator, Status, Target, pace_achieved, pace_needed, status
from cqanalysis.tables import WHOLE_YEAR, Data, records

#: Vintages from the best to the least.
_VINTAGES: Final = (
    "census",
    "post-census2020",
    "revised",
    "published",
    "first",
    "pre-census2020",
)
#: The income ratio is computed from two incomes: see `integration.income_ratios`.
_RATIO: Final = "income_ratio"
#: A mean growth is judged by the growth of each of its years.
_GROWTH: Final = "mean growth"
#: Wordings that make a number an endeavour.
_EFFORT: Final = ("力争", "争取", "基本", "尽早", "鼓励", "规划研究")
#: A share of the city that follows from numbers of people: by group.
_SHARES: Final = {"metro": "metro_population_share"}
#: The area that a place has been reported on since 2024.
_REDRAWN: Final = {"metro": "metro22"}
#: Where a place has no series near a target, the area around it may have.
_WIDER: Final = {"metro": "chongqing"}
#: Series near an indicator that measure something else.
_NEIGHBOURS: Final = {
    "base_stations_5g": ("base_stations_5g_per_10k",),
    "green_coverage": ("greening_rate", "green_coverage_area_built_up"),
    "income_growth": ("income_all",),
    "old_housing_renewed": ("old_housing_communities",),
    "park_area_per_capita": ("park_green_area_city",),
    "rail_length_operating_building": ("rail_length",),
    "secured_rental_coverage": ("rental_housing_secured",),
}
#: How the note of a fact says that its money is of one year's prices.
_PRICES: Final = "At 2020 prices"
#: All five documents start from this year.
START: Final = 2020
COLUMNS: Final = [
    "fact_id", "indicator", "place", "base_id", "year", "value", "obs_ids", "other_year",
    "other_value", "other_ids", "status",
]  # fmt: skip
#: Columns of `board`.
BOARD: Final = [
    "doc_id", "theme", "place", "indicator", "label_en", "label_zh", "operator", "value", "upper",
    "unit", "modality", "due", "year_basis", "attribute", "base_year", "base_value", "seen_year",
    "seen_value", "reached", "distance", "asked", "achieved", "needed", "other_year",
    "other_value", "other_ids", "status", "fact_ids", "obs_ids",
]  # fmt: skip


def now(data: Data) -> int:
    """The last full year at the date of the data.

    Args:
        data: The data package.

    Returns:
        The latest year with an observation that speaks for a whole year.
    """
    observations = data["observations"]
    return int(observations.loc[observations["period"].isin(WHOLE_YEAR), "year"].max())


def standing(data: Data) -> pd.DataFrame:
    """Where every target of a recurring indicator stands.

    Args:
        data: The data package.

    Returns:
        One row a target that is a level, a ratio or a mean growth: fact_id,
        indicator, place, base_id (a fact, or ""), year and value of the
        observation that judges it in the target's unit (NaN where there is
        none), obs_ids ("|" between), other_year, other_value and other_ids of
        what was observed on another definition only, status (a value of
        `pace.Status`). Targets without a number have no row.
    """
    facts = data["facts"]
    better = data["indicators"].set_index("indicator")["better"]
    levels = facts[
        (facts["indicator"] != "")
        & facts["value"].notna()
        & facts["measure"].isin(["level", "ratio", _GROWTH])
    ]
    order = {doc: i for i, doc in enumerate(data["documents"]["doc_id"])}
    levels = levels.assign(rank=levels["doc_id"].map(order))
    usable = _scaled(_usable(data), data)
    seen, nothing = _by_indicator(usable), usable.iloc[:0]
    loose = _loose(data["observations"])
    by_indicator = _by_indicator(levels)
    units = data["units"].set_index("unit")
    year = now(data)
    rows = []
    for fact in records(levels[levels["kind"] == "target"]):
        same = by_indicator[fact.indicator]
        same = same[
            (same["place"] == fact.place)
            & (same["unit"] == fact.unit)
            & (same["against"] == fact.against)
        ]
        own = seen.get(fact.indicator, nothing)
        scale = _factor(fact.unit, units)
        base = _base(fact, same)
        since = _since(fact, base)
        start = None if base is None else (int(base.year), float(base.value))
        aim = target(fact, str(better[fact.indicator]))
        obs = _judging(fact, own, scale, since)
        found = status(aim, obs and obs[:2], start, year)
        other = None
        if found not in (Status.MET, Status.ON_PACE, Status.UNDATED):
            other = _redrawn(fact, own, scale, since)
            if other and aim.firm(start and start[1]).reached(other[1]):
                found = Status.CHANGED
            elif found is Status.UNOBSERVED:
                other = other or _neighbour(fact, loose)
                found = Status.NOT_COMPARABLE if other else found
        none = (None, None, "")
        rows.append(
            (
                fact.fact_id, fact.indicator, fact.place, "" if base is None else base.fact_id,
                *(obs or none), *(other or none), found.value,
            )
        )  # fmt: skip
    kinds = {"year": "Int64", "value": "float64", "other_year": "Int64", "other_value": "float64"}
    return pd.DataFrame(rows, columns=COLUMNS).astype(kinds)


def target(fact: Any, better: str) -> Target:
    """A fact as a target.

    Args:
        fact: A row of ``facts.csv``.
        better: The direction the plans want, of its indicator.

    Returns:
        The target, in the fact's unit.
    """
    upper = None if pd.isna(fact.upper) else float(fact.upper)
    due = None if pd.isna(fact.year) else int(fact.year)
    return Target(
        float(fact.value), cast("Operator", fact.operator), cast("Better", better), due, upper
    )


@functools.lru_cache(maxsize=4)
def board(data: Data) -> pd.DataFrame:
    """Every quantified target of the documents, once a document.

    What a document says twice of one subject is one target; the wording of the
    table of indicators, which says whether it binds, stands for it. Targets
    that were past when the document was issued are another plan's, reviewed.

    Args:
        data: The data package.

    Returns:
        Columns of `BOARD`, in the order of the documents: the target (value,
        upper, operator, unit, modality, due year, how the year is known,
        attribute), its base, what was seen last, whether that reaches it, the
        distance left (target minus value), the changes a year that were asked
        for from the base, achieved since, and are needed from now on, what was
        observed on another definition, status; fact_ids, obs_ids. Values are in
        the target's unit. The table is kept: change a copy.
    """
    facts = data["facts"].set_index("fact_id", drop=False)
    better = data["indicators"].set_index("indicator")["better"]
    stands = standing(data).set_index("fact_id")
    issued = pd.to_numeric(data["documents"].set_index("doc_id")["date"].str[:4])
    aims = facts[(facts["kind"] == "target") & facts["value"].notna()]
    aims = aims[~(aims["year"] < aims["doc_id"].map(issued)).fillna(value=False)]
    subject = aims["indicator"].where(aims["indicator"] != "", aims["label_zh"])
    keys = ["statement", "subject", "place", "against", "measure", "year"]
    order = {doc: i for i, doc in enumerate(data["documents"]["doc_id"])}
    year = now(data)
    aims = aims.assign(subject=subject, rank=aims["doc_id"].map(order))
    aims = aims.sort_values("rank", kind="stable")
    rows = []
    for _, same in aims.groupby(keys, sort=False, dropna=False):
        fact = next(records(same.sort_values("attribute", key=lambda a: a == "", kind="stable")))
        found = stands.loc[fact.fact_id] if fact.fact_id in stands.index else None
        base = None if found is None or not found["base_id"] else facts.loc[found["base_id"]]
        aim = target(fact, "higher" if found is None else str(better[fact.indicator]))
        row = _row(fact, list(same["fact_id"]), aim, found, base)
        # What is due is past: no pace can be asked of it any more.
        rows.append(row if aim.due is not None and aim.due > year else row | {"needed": None})
    whole = dict.fromkeys(("due", "base_year", "seen_year", "other_year"), "Int64")
    real = ("base_value", "seen_value", "distance", "asked", "achieved", "needed", "other_value")
    return pd.DataFrame(rows, columns=BOARD).astype(whole | dict.fromkeys(real, "float64"))


def _row(
    fact: Any, same: list[str], aim: Target, found: pd.Series | None, base: pd.Series | None
) -> dict[str, Any]:
    """One row of the board."""
    row: dict[str, Any] = {name: getattr(fact, name, None) for name in BOARD}
    ids = [*same, *([] if base is None else [str(base["fact_id"])])]
    row |= {
        "due": fact.year, "fact_ids": "|".join(ids), "obs_ids": "", "other_ids": "",
        "status": (Status.UNDATED if aim.due is None else Status.UNOBSERVED).value,
    }  # fmt: skip
    if found is None:
        return row
    row |= {name: found[name] for name in ("other_year", "other_value", "other_ids", "status")}
    ids = [str(found[name]) for name in ("obs_ids", "other_ids") if found[name]]
    row["obs_ids"] = "|".join(ids)
    if base is not None:
        row |= {"base_year": base["year"], "base_value": base["value"]}
        if aim.due is not None:
            row["asked"] = pace_needed(float(base["value"]), aim, int(base["year"]))
    if pd.notna(found["value"]):
        year, value = int(found["year"]), float(found["value"])
        firm = aim.firm(None if base is None else float(base["value"]))
        row |= {
            "seen_year": year, "seen_value": value, "reached": firm.reached(value),
            "distance": aim.distance(value),
            "needed": pace_needed(value, aim, year),
        }  # fmt: skip
        if base is not None:
            row["achieved"] = pace_achieved(float(base["value"]), int(base["year"]), value, year)
    return row


@dataclass(frozen=True)
class Counts:
    """What the board holds, counted.

    Attributes:
        targets: Quantified targets, each once a document.
        documents: Documents that set them.
        now: The last full year.
        due: Targets whose year is past.
        met: Due and reached in their year.
        changed: Due and reached only on another definition, in any year: not decided.
        missed: Due and not reached in their year.
        ahead: Due and last seen in an earlier year, reached by then.
        short: Due and last seen in an earlier year, not reached by then.
        other: Due and observed in nothing that compares.
        unobserved: Due and not in this collection.
        ahead_of_now: Targets still open.
        on_pace: Open and on pace.
        undated: Targets without a year.
    """

    targets: int
    documents: int
    now: int
    due: int
    met: int
    changed: int
    missed: int
    ahead: int
    short: int
    other: int
    unobserved: int
    ahead_of_now: int
    on_pace: int
    undated: int


def counts(data: Data) -> Counts:
    """The board in numbers, for the cover.

    Args:
        data: The data package.

    Returns:
        The counts; due, open and undated targets add up to all.
    """
    rows, year = board(data), now(data)
    past = rows[(rows["due"] <= year).fillna(value=False)]
    later = rows[(rows["due"] > year).fillna(value=False)]
    said = past["status"].value_counts()
    last = past[past["status"] == Status.LAST_SEEN.value]["reached"].astype(bool)
    return Counts(
        targets=len(rows), documents=rows["doc_id"].nunique(), now=year, due=len(past),
        met=int(said.get(Status.MET.value, 0)), changed=int(said.get(Status.CHANGED.value, 0)),
        missed=int(said.get(Status.MISSED.value, 0)), ahead=int(last.sum()),
        short=int((~last).sum()), other=int(said.get(Status.NOT_COMPARABLE.value, 0)),
        unobserved=int(said.get(Status.UNOBSERVED.value, 0)), ahead_of_now=len(later),
        on_pace=int((later["status"] == Status.ON_PACE.value).sum()),
        undated=int(rows["due"].isna().sum()),
    )  # fmt: skip


def _usable(data: Data) -> pd.DataFrame:
    """Observations that may judge a target: one a year, the best vintage."""
    observations = data["observations"]
    chosen = observations[
        observations["confidence"].isin(["A", "B"])
        & observations["period"].isin(WHOLE_YEAR)
        & observations["vintage"].isin(_VINTAGES)
        & (observations["operator"] == "=")
        & (observations["indicator"] != _RATIO)
    ]
    rank = {vintage: i for i, vintage in enumerate(_VINTAGES)}
    order = chosen.assign(rank=chosen["vintage"].map(rank), obs_ids=chosen["obs_id"]).sort_values(
        ["indicator", "place", "year", "rank", "confidence", "obs_id"], kind="stable"
    )
    first = order.drop_duplicates(["indicator", "place", "year", "unit"])
    ratios = integration.income_ratios(observations)
    ratios = ratios[(ratios["survey"] == "integrated") & ratios["confidence"].isin(["A", "B"])]
    ratios = ratios.assign(indicator=_RATIO, place="chongqing", unit="∶1", value=ratios["ratio"])
    columns = ["indicator", "place", "unit", "year", "value", "obs_ids"]
    summed = _added_up(first, data["members"])
    both: pd.DataFrame = pd.concat([first[columns], ratios[columns], summed], ignore_index=True)
    # Its own figure stands before one that is added up.
    return both.drop_duplicates(["indicator", "place", "year", "unit"])


def _added_up(seen: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Urbanization rates and shares of groups whose members are all observed in a year.

    A rate is the mean of the members' rates weighted by their people; the
    people and the rates are of one vintage.
    """
    columns = ["indicator", "place", "unit", "year", "value", "obs_ids"]
    people = seen[(seen["indicator"] == "resident_population") & (seen["unit"] == "万人")]
    rates = seen[(seen["indicator"] == "urbanization_rate") & (seen["unit"] == "%")]
    both = people.merge(rates, on=["place", "year", "vintage"], suffixes=("", "_rate"))
    rows = []
    for group in sorted(set(members["group"])):
        own = places.members(members, group, 9999)
        for (year, _), there in both[both["place"].isin(own)].groupby(["year", "vintage"]):
            if len(own) == len(there):
                rate = float(np.average(there["value_rate"], weights=there["value"]))
                ids = "|".join([*there["obs_ids"], *there["obs_ids_rate"]])
                rows.append(("urbanization_rate", group, "%", year, rate, ids))
        if group not in _SHARES:
            continue
        for (year, vintage), there in people[people["place"].isin(own)].groupby(
            ["year", "vintage"]
        ):
            city = people[
                (people["place"] == "chongqing")
                & (people["year"] == year)
                & (people["vintage"] == vintage)
            ]
            if len(own) == len(there) and len(city):
                share = 100 * float(there["value"].sum() / city["value"].iloc[0])
                ids = "|".join([*there["obs_ids"], *city["obs_ids"]])
                rows.append((_SHARES[group], group, "%", year, share, ids))
    return pd.DataFrame(rows, columns=columns).astype({"year": "Int64", "value": "float64"})


def _loose(observations: pd.DataFrame) -> pd.DataFrame:
    """Observations that may be near a target without judging it."""
    chosen = observations[
        observations["confidence"].isin(["A", "B"])
        & (observations["vintage"] != "expected")
        & (observations["year"] > START)
    ]
    loose: pd.DataFrame = chosen.assign(obs_ids=chosen["obs_id"])
    return loose.sort_values(["year", "obs_id"], kind="stable")


def _scaled(seen: pd.DataFrame, data: Data) -> pd.DataFrame:
    """Values in the unit that their dimension is counted in."""
    units = data["units"].set_index("unit")
    scale = seen["unit"].map(units["factor"]).fillna(1.0)
    dimension = seen["unit"].map(units["dimension"]).fillna(seen["unit"])
    scaled: pd.DataFrame = seen.assign(scaled=seen["value"] * scale, dimension=dimension)
    return scaled


def _by_indicator(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Rows of each indicator."""
    return {str(name): rows for name, rows in table.groupby("indicator", sort=False)}


def _factor(unit: str, units: pd.DataFrame) -> tuple[str, float]:
    """Dimension and factor of a unit."""
    if unit not in units.index:
        return unit, 1.0
    return str(units.loc[unit, "dimension"]), float(units.loc[unit, "factor"])


def _base(fact: Any, same: pd.DataFrame) -> Any | None:
    """The base of the target's own document, else of the latest before it, else of one after it."""
    due = 9999 if pd.isna(fact.year) else fact.year
    bases = same[
        same["kind"].isin(["baseline", "achieved"])
        & (same["measure"] != _GROWTH)
        & same["year"].notna()
        & (same["year"] < due)
    ]
    # A growth has no level to start from.
    if bases.empty or fact.measure == _GROWTH:
        return None
    known = bases[bases["rank"] <= fact.rank]
    order = (known if not known.empty else bases).sort_values(["rank", "year"], kind="stable")
    return next(records(order.iloc[-1:]))


def _since(fact: Any, base: Any | None) -> int:
    """The year whose observations are no news: that of the base, else the plans' start."""
    if base is not None:
        return int(base.year)
    return START if pd.isna(fact.year) or fact.year > START else -1


def _judging(
    fact: Any, seen: pd.DataFrame, scale: tuple[str, float], since: int
) -> tuple[int, float, str] | None:
    """Year, value and ids of the observation nearest to the due year from below."""
    if _PRICES in fact.note:
        return None
    rows = seen[
        (seen["place"] == fact.place) & (seen["dimension"] == scale[0]) & (seen["year"] > since)
    ]
    if not pd.isna(fact.year):
        rows = rows[rows["year"] <= fact.year]
    if fact.measure == _GROWTH:
        return _mean_growth(fact, rows)
    if rows.empty:
        return None
    last = rows.sort_values("year", kind="stable").iloc[-1]
    value = float(last["value"]) if last["unit"] == fact.unit else last["scaled"] / scale[1]
    return int(last["year"]), float(value), str(last["obs_ids"])


def _mean_growth(fact: Any, rows: pd.DataFrame) -> tuple[int, float, str] | None:
    """Mean yearly growth, where each year of the period is observed."""
    if pd.isna(fact.year) or pd.isna(fact.year_from):
        return None
    rows = rows[rows["year"] >= fact.year_from].sort_values("year", kind="stable")
    if list(rows["year"]) != list(range(int(fact.year_from), int(fact.year) + 1)):
        return None
    mean = 100 * float(np.expm1(np.log1p(rows["value"] / 100).mean()))
    return int(fact.year), mean, "|".join(rows["obs_ids"])


def _redrawn(
    fact: Any, seen: pd.DataFrame, scale: tuple[str, float], since: int
) -> tuple[int, float, str] | None:
    """The same on the area that the place is reported on since it was redrawn."""
    if fact.place not in _REDRAWN:
        return None
    return _judging(fact._replace(place=_REDRAWN[fact.place]), seen, scale, since)


def _neighbour(fact: Any, loose: pd.DataFrame) -> tuple[int, float, str] | None:
    """The latest observation near the target: another unit, count, price or part of a year."""
    near, there = _NEIGHBOURS.get(fact.indicator, ()), [fact.place, _WIDER.get(fact.place)]
    rows = loose[
        ((loose["indicator"] == fact.indicator) & (loose["place"] == fact.place))
        | (loose["indicator"].isin(near) & loose["place"].isin(there))
    ]
    if not pd.isna(fact.year):
        rows = rows[rows["year"] <= fact.year]
    if rows.empty:
        return None
    last = rows.iloc[-1]
    return int(last["year"]), float(last["value"]), str(last["obs_ids"])


def strict(facts: pd.DataFrame) -> pd.DataFrame:
    """Facts that bind: a number to be reached by a year, said without softening.

    Args:
        facts: ``facts.csv``.

    Returns:
        Targets and quantities with a value and a year, neither about (左右, 约)
        nor an effort (力争, 争取, 基本, 尽早, 鼓励, 规划研究).
    """
    chosen: pd.DataFrame = facts[
        facts["kind"].isin(["target", "quantity"])
        & facts["value"].notna()
        & facts["year"].notna()
        & (facts["operator"] != "~")
        & ~facts["modality"].isin(_EFFORT)
    ]
    return chosen
