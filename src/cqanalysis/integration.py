"""Urban-rural integration: incomes, their ratio, convergence.

Tables in, tables out. Every table returned says with ``fact_ids`` and
``obs_ids`` ("|" between) which rows of the data package each of its rows was
computed from.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from cqanalysis import pace, places
from cqanalysis.tables import keyed, records

#: The years that the district incomes cover.
SPAN: Final = (2015, 2020)
#: The four groups of districts on the plan's geography.
GROUPS: Final = ("core", "new", "northeast", "southeast")
#: Survey definitions that pair: an urban and a rural income of one kind.
_SURVEYS: Final = {
    "integrated": ("income_urban", "integrated survey", "income_rural", "integrated survey"),
    "old": ("income_urban", "urban household survey", "income_rural_net", "net income"),
}
_RANK: Final = {"A": 0, "B": 1, "C": 2}
_VARIABLES: Final = ("rural", "urban", "ratio")
#: Years back from the latest pair of incomes that count as recent growth.
_RECENT: Final = 10
#: Decimals of the income ratio in the plans: a level is held to a target at that precision.
RATIO_DECIMALS: Final = 2


def income_ratios(observations: pd.DataFrame, place: str = "chongqing") -> pd.DataFrame:
    """Urban-rural income ratio by year, on one survey definition at a time.

    A year has a ratio where both incomes of one survey are at hand; where only
    a published ratio is, that one is taken. Cumulative figures of part of a
    year are left out: they run above the ratio of the year.

    Args:
        observations: ``observations.csv``.
        place: Whose incomes.

    Returns:
        Columns survey ("old", "integrated"), year, urban and rural (yuan a
        person, NaN for a published ratio), ratio, basis ("computed",
        "published"), confidence (the weaker of the two), fact_ids, obs_ids;
        sorted by year.
    """
    yearly = observations[
        (observations["place"] == place)
        & (observations["period"] == "year")
        & (observations["vintage"] == "published")
    ]
    rows = []
    for survey, (urban_id, urban_kind, rural_id, rural_kind) in _SURVEYS.items():
        urban = _series(yearly, urban_id, urban_kind)
        rural = _series(yearly, rural_id, rural_kind)
        for year in urban.index.intersection(rural.index):
            u, r = urban.loc[year], rural.loc[year]
            rows.append(
                {
                    "survey": survey,
                    "year": int(year),
                    "urban": u["value"],
                    "rural": r["value"],
                    "ratio": u["value"] / r["value"],
                    "basis": "computed",
                    "confidence": max(u["confidence"], r["confidence"], key=_RANK.__getitem__),
                    "fact_ids": "",
                    "obs_ids": f"{u['obs_id']}|{r['obs_id']}",
                }
            )
    known = {(row["survey"], row["year"]) for row in rows}
    published = yearly[yearly["indicator"] == "income_ratio"]
    for row in records(published):
        survey = "integrated" if row.definition == "integrated survey" else "old"
        if (survey, int(row.year)) not in known:
            rows.append(
                {
                    "survey": survey,
                    "year": int(row.year),
                    "urban": np.nan,
                    "rural": np.nan,
                    "ratio": row.value,
                    "basis": "published",
                    "confidence": row.confidence,
                    "fact_ids": "",
                    "obs_ids": row.obs_id,
                }
            )
    table: pd.DataFrame = pd.DataFrame(rows).sort_values(["year", "survey"], ignore_index=True)
    return table


def _series(yearly: pd.DataFrame, indicator: str, definition: str) -> pd.DataFrame:
    rows = yearly[(yearly["indicator"] == indicator) & (yearly["definition"] == definition)]
    return keyed(rows, ["year"])


def ratio_facts(facts: pd.DataFrame) -> pd.DataFrame:
    """What the documents print of the income ratio: bases and targets.

    Statements printed more than once count once; their clauses stay together.

    Args:
        facts: ``facts.csv``.

    Returns:
        Columns doc_id, place, kind, year, value, operator, fact_ids, obs_ids;
        one row a statement, sorted by place, year, document.
    """
    rows = facts[facts["indicator"] == "income_ratio"].dropna(subset=["year"])
    keys = ["doc_id", "statement", "place", "kind", "year", "value", "operator"]
    grouped = rows.groupby(keys, sort=False)["fact_id"].agg("|".join).reset_index()
    table = grouped.rename(columns={"fact_id": "fact_ids"}).drop(columns="statement")
    table = table.assign(obs_ids="", year=table["year"].astype(int))
    ordered: pd.DataFrame = table.sort_values(["place", "year", "doc_id"], ignore_index=True)
    return ordered


def growth_gaps(observations: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """How much faster rural income must grow than urban income, and did.

    Args:
        observations: ``observations.csv``.
        facts: ``facts.csv``.

    Returns:
        Columns key ("asked-chongqing", "asked-kaizhou", "achieved-…", and
        "asked-now" while the city's target is still ahead of the data), place,
        kind ("asked", "achieved"), start, end (years),
        ratio_start, ratio_end, gap (percent a year, positive where rural
        income grows faster), fact_ids, obs_ids.
    """
    printed = ratio_facts(facts).rename(columns={"value": "ratio"})
    observed = income_ratios(observations)
    integrated = observed[observed["survey"] == "integrated"]
    rows = []
    for place in ("chongqing", "kaizhou"):
        doc = {"chongqing": "plan2035", "kaizhou": "kaizhou2035"}[place]
        own = printed[(printed["place"] == place) & (printed["doc_id"] == doc)]
        base = own[own["kind"] == "baseline"].iloc[0]
        target = own[own["kind"] == "target"].iloc[0]
        rows.append(_gap(f"asked-{place}", place, "asked", base, target))
    plan = printed[(printed["place"] == "chongqing") & (printed["doc_id"] == "plan2035")]
    base = plan[plan["kind"] == "baseline"].iloc[0]
    first, last = integrated.iloc[0], integrated.iloc[-1]
    rows.append(_gap("achieved-whole", "chongqing", "achieved", first, last))
    rows.append(_gap("achieved-before", "chongqing", "achieved", first, base))
    rows.append(_gap("achieved-since", "chongqing", "achieved", base, last))
    target = plan[plan["kind"] == "target"].iloc[0]
    if int(target["year"]) > int(last["year"]):
        rows.append(_gap("asked-now", "chongqing", "asked", last, target))
    return pd.DataFrame(rows)


def _gap(
    key: str, place: str, kind: str, start: pd.Series, end: pd.Series
) -> dict[str, str | int | float]:
    begin, finish = float(start["ratio"]), float(end["ratio"])
    years = int(end["year"]) - int(start["year"])
    return {
        "key": key,
        "place": place,
        "kind": kind,
        "start": int(start["year"]),
        "end": int(end["year"]),
        "ratio_start": begin,
        "ratio_end": finish,
        "gap": 100 * pace.ratio_growth_gap(begin, finish, years),
        "fact_ids": "|".join(i for i in (start["fact_ids"], end["fact_ids"]) if i),
        "obs_ids": "|".join(i for i in (start["obs_ids"], end["obs_ids"]) if i),
    }


def ratio_paths(observations: pd.DataFrame, facts: pd.DataFrame, until: int = 2035) -> pd.DataFrame:
    """Where the ratio leads to, under growth gaps that were asked or achieved.

    Not a forecast: the latest observed ratio, carried on at a constant gap.

    Args:
        observations: ``observations.csv``.
        facts: ``facts.csv``.
        until: Last year.

    Returns:
        Columns path ("equal", "asked", "achieved"), gap (percent a year),
        since (first year of the period the gap was taken from; NA for "equal"),
        year, ratio, fact_ids, obs_ids; from the latest observed year on.
    """
    gaps = growth_gaps(observations, facts).set_index("key")
    observed = income_ratios(observations)
    last = observed[observed["survey"] == "integrated"].iloc[-1]
    chosen = {"equal": None, "asked": "asked-chongqing", "achieved": "achieved-whole"}
    rows = []
    for path, key in chosen.items():
        gap = 0.0 if key is None else float(gaps.loc[key, "gap"])
        fact_ids = "" if key is None else gaps.loc[key, "fact_ids"]
        obs_ids = (
            last["obs_ids"] if key is None else f"{last['obs_ids']}|{gaps.loc[key, 'obs_ids']}"
        )
        for year in range(int(last["year"]), until + 1):
            ratio = carried(float(last["ratio"]), gap, year - int(last["year"]))
            rows.append(
                {
                    "path": path,
                    "gap": gap,
                    "since": pd.NA if key is None else int(gaps.loc[key, "start"]),
                    "year": year,
                    "ratio": ratio,
                    "fact_ids": fact_ids,
                    "obs_ids": "|".join(dict.fromkeys(i for i in obs_ids.split("|") if i)),
                }
            )
    return pd.DataFrame(rows)


def carried(ratio: float, lead: float, years: int) -> float:
    """A ratio carried on at a constant growth lead of its denominator.

    Args:
        ratio: The ratio at the start.
        lead: Rural growth over urban growth, percent a year.
        years: Length of the period.

    Returns:
        ``ratio / (1 + lead) ** years``.
    """
    return float(ratio / (1 + lead / 100) ** years)


def income_pairs(observations: pd.DataFrame) -> pd.DataFrame:
    """The years of the integrated survey for which both incomes are at hand.

    Args:
        observations: ``observations.csv``.

    Returns:
        Rows of `income_ratios`, sorted by year.
    """
    table = income_ratios(observations)
    chosen: pd.DataFrame = table[
        (table["survey"] == "integrated") & table["urban"].notna()
    ].reset_index(drop=True)
    return chosen


def recent_growth(observations: pd.DataFrame) -> pd.DataFrame:
    """Growth of both incomes between neighbouring pairs of the last ten years.

    Args:
        observations: ``observations.csv``.

    Returns:
        Columns start, end (years), urban, rural (mean growth, percent a year),
        fact_ids, obs_ids; sorted by year.
    """
    pairs = income_pairs(observations)
    recent = pairs[pairs["year"] >= pairs["year"].iloc[-1] - _RECENT]
    rows = []
    for one, two in itertools.pairwise(records(recent)):
        years = two.year - one.year
        rows.append(
            {
                "start": one.year,
                "end": two.year,
                "urban": 100 * pace.compound_growth(one.urban, two.urban, years),
                "rural": 100 * pace.compound_growth(one.rural, two.rural, years),
                "fact_ids": "",
                "obs_ids": f"{one.obs_ids}|{two.obs_ids}",
            }
        )
    return pd.DataFrame(rows)


def ratio_outlook(pair: pd.Series, urban: float, rural: float, until: int = 2035) -> pd.DataFrame:
    """Where the ratio leads to if two incomes grow at constant rates.

    Args:
        pair: Where they start: a row of `income_pairs`.
        urban: Growth of urban income, percent a year.
        rural: Growth of rural income, percent a year.
        until: Last year.

    Returns:
        Columns year, ratio, fact_ids, obs_ids; from the year of the pair on.
    """
    start = int(pair["year"])
    lead = 100 * ((1 + rural / 100) / (1 + urban / 100) - 1)
    rows = [
        {
            "year": year,
            "ratio": carried(float(pair["ratio"]), lead, year - start),
            "fact_ids": "",
            "obs_ids": pair["obs_ids"],
        }
        for year in range(start, until + 1)
    ]
    return pd.DataFrame(rows)


def latest_target(facts: pd.DataFrame) -> pd.Series:
    """The city's target for the income ratio that is due last.

    Args:
        facts: ``facts.csv``.

    Returns:
        Year, value, operator and attribute ("" where none is printed); fact_ids
        of every clause that prints it.

    Raises:
        ValueError: Two documents print different values for that year.
    """
    printed = ratio_facts(facts)
    rows = printed[(printed["place"] == "chongqing") & (printed["kind"] == "target")]
    rows = rows[rows["year"] == rows["year"].max()]
    if rows[["value", "operator"]].drop_duplicates().shape[0] > 1:
        msg = f"the documents differ on the income ratio of {rows['year'].iloc[0]}"
        raise ValueError(msg)
    fact_ids = "|".join(rows["fact_ids"])
    attributes = facts.set_index("fact_id").loc[fact_ids.split("|"), "attribute"].dropna()
    first = rows.iloc[0]
    return pd.Series(
        {
            "year": int(first["year"]),
            "value": float(first["value"]),
            "operator": first["operator"],
            "attribute": next((a for a in attributes if a), ""),
            "fact_ids": fact_ids,
            "obs_ids": "",
        }
    )


def passing(path: pd.DataFrame, target: pace.Target) -> tuple[bool, int | None]:
    """Whether a path starts at or past a target, and when that changes.

    Args:
        path: From `ratio_outlook`.
        target: What is asked.

    Returns:
        Whether the first year holds to the target, at the precision that the
        plans print; and the first year that does otherwise, None where none does.
    """
    holds = [target.reached(round(ratio, RATIO_DECIMALS)) for ratio in path["ratio"]]
    changed = [int(y) for y, h in zip(path["year"], holds, strict=True) if h != holds[0]]
    return holds[0], changed[0] if changed else None


def district_incomes(observations: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Urban and rural incomes of the districts, and their ratio, by year.

    Args:
        observations: ``observations.csv``.
        members: ``members.csv``.

    Returns:
        Columns place, group, year, urban, rural (yuan a person), ratio,
        fact_ids, obs_ids; only districts that have both incomes in a year.
    """
    group = places.group_of(members, GROUPS, 2021)
    rows = observations[
        observations["indicator"].isin(["income_urban", "income_rural"])
        & observations["place"].isin(group)
        & (observations["period"] == "year")
    ]
    wide = rows.pivot(index=["place", "year"], columns="indicator", values=["value", "obs_id"])
    wide = wide.dropna()
    table = pd.DataFrame(
        {
            "urban": wide[("value", "income_urban")].astype(float),
            "rural": wide[("value", "income_rural")].astype(float),
            "obs_ids": wide[("obs_id", "income_urban")] + "|" + wide[("obs_id", "income_rural")],
        }
    ).reset_index()
    table["ratio"] = table["urban"] / table["rural"]
    table["group"] = table["place"].map(group)
    table["fact_ids"] = ""
    table["year"] = table["year"].astype(int)
    columns = ["place", "group", "year", "urban", "rural", "ratio", "fact_ids", "obs_ids"]
    ordered: pd.DataFrame = table[columns].sort_values(["place", "year"], ignore_index=True)
    return ordered


def change(incomes: pd.DataFrame, start: int, end: int) -> pd.DataFrame:
    """Each district's change between two years.

    Args:
        incomes: From `district_incomes`.
        start: First year.
        end: Last year.

    Returns:
        Columns place, group, and for each of rural, urban, ratio the level at
        the start (``rural_start``), at the end, and the mean yearly change of
        its logarithm in percent (``rural_growth``); fact_ids, obs_ids.

    Raises:
        ValueError: A district lacks one of the years.
    """
    first = incomes[incomes["year"] == start].set_index("place")
    last = incomes[incomes["year"] == end].set_index("place")
    if set(first.index) != set(last.index) or first.empty:
        odd = sorted(set(first.index) ^ set(last.index))
        msg = f"districts with only one of {start} and {end}: {odd or 'all'}"
        raise ValueError(msg)
    table = first[["group"]].copy()
    for name in _VARIABLES:
        table[f"{name}_start"] = first[name]
        table[f"{name}_end"] = last[name]
        growth = np.log(last[name] / first[name]) / (end - start)
        table[f"{name}_growth"] = 100 * growth
    table["fact_ids"] = ""
    table["obs_ids"] = first["obs_ids"] + "|" + last["obs_ids"]
    indexed: pd.DataFrame = table.reset_index()
    return indexed


@dataclass(frozen=True)
class Convergence:
    """Result of a convergence regression.

    Attributes:
        slope: Percentage points of yearly growth by which a place grows
            faster (−: slower) for each log unit it starts higher.
        error: Standard error of the slope.
        intercept: Of the regression.
        r2: Share of variance explained.
        n: Observations.
        speed: β, the yearly rate at which a gap closes; negative where gaps widen.
        half_life: Years in which half a gap closes; infinity where none does.
        half_life_range: The same for a slope two standard errors steeper and flatter.
        p: Two-sided p value of a slope of zero.
    """

    slope: float
    error: float
    intercept: float
    r2: float
    n: int
    speed: float
    half_life: float
    half_life_range: tuple[float, float]
    p: float


def beta(table: pd.DataFrame, name: str, years: int) -> Convergence:
    r"""Unconditional β-convergence over one period.

    Mean yearly log growth is regressed on the log of the level at the start by
    ordinary least squares; the speed follows from
    ``slope = -(1 - exp(-β T)) / T`` (Barro and Sala-i-Martin 1992,
    *Convergence*, Journal of Political Economy 100, 223-251).

    Args:
        table: From `change`.
        name: "rural", "urban" or "ratio".
        years: Length of the period.

    Returns:
        The regression.
    """
    x, y = np.log(table[f"{name}_start"]), table[f"{name}_growth"]
    fit = stats.linregress(x, y)

    def speed(slope: float) -> float:
        shrink = 1 + slope / 100 * years
        return float(-np.log(shrink) / years) if shrink > 0 else np.inf

    def half_life(slope: float) -> float:
        return float(np.log(2) / speed(slope)) if speed(slope) > 0 else np.inf

    slope, error = float(fit.slope), float(fit.stderr)
    return Convergence(
        slope=slope,
        error=error,
        intercept=float(fit.intercept),
        r2=float(fit.rvalue**2),
        n=len(table),
        speed=speed(slope),
        half_life=half_life(slope),
        half_life_range=(half_life(slope - 2 * error), half_life(slope + 2 * error)),
        p=float(fit.pvalue),
    )


def sigma(incomes: pd.DataFrame) -> pd.DataFrame:
    """σ-convergence: spread of logs between districts, by year.

    Args:
        incomes: From `district_incomes`.

    Returns:
        Columns variable ("rural", "urban", "ratio"), year, sigma (standard
        deviation of logs, districts unweighted, divisor n), index (100 in the
        first year; NaN where all were equal in it), n, fact_ids, obs_ids.
    """
    rows = []
    for name in _VARIABLES:
        logs = np.log(incomes[name]).groupby(incomes["year"]).agg(lambda x: x.std(ddof=0))
        for year, value in logs.items():
            of_year = incomes[incomes["year"] == year]
            rows.append(
                {
                    "variable": name,
                    "year": year,
                    "sigma": float(value),
                    "index": float(100 * value / logs.iloc[0]) if logs.iloc[0] else np.nan,
                    "n": len(of_year),
                    "fact_ids": "",
                    "obs_ids": "|".join(of_year["obs_ids"]),
                }
            )
    return pd.DataFrame(rows)
