"""Monitoring: each target with its base, the observation that judges it, its status.

The rule is written once, here and in `pace.status`: a due target is judged by
the observation of its own year and place, a target still open by the straight
line from its base. Only observations of confidence A or B count, neither
rounded nor expected ones, and of each year the one of the best vintage.
"""

from __future__ import annotations

from typing import Any, Final, cast

import pandas as pd

from cqanalysis import integration
from cqanalysis.pace import Better, Operator, Target, status
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
#: Wordings that make a number an endeavour.
_EFFORT: Final = ("力争", "争取", "基本", "尽早", "鼓励", "规划研究")
COLUMNS: Final = [
    "fact_id", "indicator", "place", "base_id", "year", "value", "obs_ids", "status",
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
        One row a target that is a level or a ratio: fact_id, indicator, place,
        base_id (a fact, or ""), year and value of the observation that judges
        it (NaN where there is none), obs_ids ("|" between), status (a value of
        `pace.Status`). Targets without a number have no row.
    """
    facts = data["facts"]
    better = data["indicators"].set_index("indicator")["better"]
    levels = facts[
        (facts["indicator"] != "")
        & facts["value"].notna()
        & facts["measure"].isin(["level", "ratio"])
    ]
    order = {doc: i for i, doc in enumerate(data["documents"]["doc_id"])}
    levels = levels.assign(rank=levels["doc_id"].map(order))
    seen = _usable(data)
    year = now(data)
    rows = []
    for fact in records(levels[levels["kind"] == "target"]):
        same = levels[
            (levels["indicator"] == fact.indicator)
            & (levels["place"] == fact.place)
            & (levels["unit"] == fact.unit)
            & (levels["against"] == fact.against)
        ]
        base = _base(fact, same)
        obs = _judging(fact, seen)
        upper = None if pd.isna(fact.upper) else float(fact.upper)
        due = None if pd.isna(fact.year) else int(fact.year)
        wish = cast("Better", better[fact.indicator])
        target = Target(float(fact.value), cast("Operator", fact.operator), wish, due, upper)
        found = status(
            target,
            obs and obs[:2],
            None if base is None else (int(base.year), float(base.value)),
            year,
        )
        rows.append(
            (
                fact.fact_id, fact.indicator, fact.place,
                "" if base is None else base.fact_id, *(obs or (None, None, "")), found.value,
            )
        )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS).astype({"year": "Int64", "value": "float64"})


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
    both: pd.DataFrame = pd.concat([first[columns], ratios[columns]], ignore_index=True)
    return both


def _base(fact: Any, same: pd.DataFrame) -> Any | None:
    """The base of the target's own document, else of the latest before it, else of one after it."""
    due = 9999 if pd.isna(fact.year) else fact.year
    bases = same[
        same["kind"].isin(["baseline", "achieved"]) & same["year"].notna() & (same["year"] < due)
    ]
    if bases.empty:
        return None
    known = bases[bases["rank"] <= fact.rank]
    order = (known if not known.empty else bases).sort_values(["rank", "year"], kind="stable")
    return next(records(order.iloc[-1:]))


def _judging(fact: Any, seen: pd.DataFrame) -> tuple[int, float, str] | None:
    """Year, value and ids of the observation nearest to the due year from below."""
    rows = seen[
        (seen["indicator"] == fact.indicator)
        & (seen["place"] == fact.place)
        & (seen["unit"] == fact.unit)
    ]
    if not pd.isna(fact.year):
        rows = rows[rows["year"] <= fact.year]
    if rows.empty:
        return None
    last = rows.sort_values("year", kind="stable").iloc[-1]
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
