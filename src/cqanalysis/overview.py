"""The plan as a whole: where its targets stand, whether they agree, whether they fit.

Tables in, tables out. Every table returned says with ``fact_ids`` and
``obs_ids`` ("|" between) which rows of the data package each of its rows was
computed from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

import pandas as pd

from cqanalysis import monitor
from cqanalysis.pace import ABOUT, Status, pace_achieved
from cqanalysis.tables import Data, joined, keyed, records

#: What became of a target: the due first, from the decided to the unknown.
OUTCOMES: Final = (
    "met", "missed", "changed", "ahead", "short", "other", "unobserved", "open", "undated",
)  # fmt: skip
#: How the tables of indicators mark a target; most stand in no such table.
ATTRIBUTES: Final = ("约束性", "预期性", "")
#: Outcomes of due targets that the status alone tells.
_DUE: Final = {
    Status.MET.value: "met",
    Status.MISSED.value: "missed",
    Status.CHANGED.value: "changed",
    Status.NOT_COMPARABLE.value: "other",
    Status.UNOBSERVED.value: "unobserved",
}
#: The series that the headline numbers are set against.
_VINTAGE: Final = "post-census2020"
#: The year of the plan's headline numbers.
HORIZON: Final = 2035
#: Years of the population's latest trend.
_TREND: Final = 5
#: The table of targets that the 14th five-year plan sets.
_NEXT_TABLE: Final = "p1.c2.s3.b2"
#: Printed as a class of water: the lower, the better.
_CLASS: Final = "类"
#: What a document does with a target of an earlier one.
VERDICTS: Final = (
    "equal", "tighter", "looser", "dropped", "differently defined", "not comparable",
)  # fmt: skip


def outcomes(data: Data) -> pd.DataFrame:
    """Every target of the board with its outcome.

    Args:
        data: The data package.

    Returns:
        The board with a column outcome (one of `OUTCOMES`): due targets that
        were met, missed, reached only on a changed definition, last seen beyond
        ("ahead") or short of their number in an earlier year, observed in
        nothing that compares ("other"), unobserved; those still open; those
        without a year.
    """
    rows, now = monitor.board(data), monitor.now(data)
    found = []
    for row in records(rows):
        if pd.isna(row.due):
            found.append("undated")
        elif row.due > now:
            found.append("open")
        elif row.status == Status.LAST_SEEN.value:
            found.append("ahead" if row.reached else "short")
        else:
            found.append(_DUE[row.status])
    return rows.assign(outcome=found)


def statuses(data: Data) -> pd.DataFrame:
    """Targets counted by document, attribute and outcome.

    Args:
        data: The data package.

    Returns:
        Columns doc_id, attribute, outcome, n, now (the last full year),
        fact_ids, obs_ids; documents in their order, outcomes in that of
        `OUTCOMES`; no empty rows.
    """
    rows, now = outcomes(data), monitor.now(data)
    counted = []
    for doc in data["documents"]["doc_id"]:
        for outcome in OUTCOMES:
            for attribute in ATTRIBUTES:
                same = rows[
                    (rows["doc_id"] == doc)
                    & (rows["outcome"] == outcome)
                    & (rows["attribute"] == attribute)
                ]
                if len(same):
                    ids = joined(same["fact_ids"]), joined(same["obs_ids"])
                    counted.append((doc, attribute, outcome, len(same), now, *ids))
    columns = ["doc_id", "attribute", "outcome", "n", "now", "fact_ids", "obs_ids"]
    return pd.DataFrame(counted, columns=columns)


def paces(data: Data) -> pd.DataFrame:
    """Change a year since the base, against the change that each target asked for.

    One target once, as the last document that states it; those that their base
    had reached already ask for nothing and are left out.

    Args:
        data: The data package.

    Returns:
        Rows of the board with a base and an observation since, and a column
        share: the change achieved in percent of the change asked (100 is on the
        line, below 0 the wrong way); the highest first.
    """
    rows = monitor.board(data)
    rows = rows[rows["asked"].notna() & rows["achieved"].notna()]
    better = data["indicators"].set_index("indicator")["better"]
    facts = data["facts"].set_index("fact_id")
    ahead = []
    for row in records(rows):
        fact = next(records(facts.loc[[row.fact_ids.split("|")[0]]]))
        aim = monitor.target(fact, str(better[row.indicator]))
        ahead.append(not aim.firm(float(row.base_value)).reached(float(row.base_value)))
    rows = rows[ahead]
    rows = rows.drop_duplicates(["indicator", "place", "due", "value"], keep="last")
    rows = rows.assign(share=100 * rows["achieved"] / rows["asked"])
    ordered: pd.DataFrame = rows.sort_values("share", ascending=False, ignore_index=True)
    return ordered


def calendar(data: Data) -> pd.DataFrame:
    """How many targets are due in which year, of the city and of the district.

    Args:
        data: The data package.

    Returns:
        Columns due (NA for none), level ("city", "kaizhou"), n, fact_ids,
        obs_ids; sorted.
    """
    rows = monitor.board(data)
    level = rows["doc_id"].eq("kaizhou2035").map({True: "kaizhou", False: "city"})
    keyed_rows = rows.assign(level=level, when=rows["due"].fillna(9999)).sort_values(
        ["when", "level"], kind="stable"
    )
    counted = []
    for (when, name), same in _groups(keyed_rows, ["when", "level"]):
        due = pd.NA if when == 9999 else when
        counted.append((due, name, len(same), joined(same["fact_ids"]), ""))
    columns = ["due", "level", "n", "fact_ids", "obs_ids"]
    return pd.DataFrame(counted, columns=columns).astype({"due": "Int64"})


def _groups(table: pd.DataFrame, keys: list[str]) -> Iterator[tuple[Any, pd.DataFrame]]:
    """Rows by key, in the order of the keys."""
    for key, rows in table.groupby(keys):
        yield cast("Any", key), rows


def verdicts(data: Data) -> pd.DataFrame:
    """What each document did with the targets of each earlier one, counted.

    Args:
        data: The data package.

    Returns:
        Columns doc_a, doc_b, verdict, n, fact_ids, obs_ids, in the order of the
        documents and of `VERDICTS`.
    """
    order = {doc: i for i, doc in enumerate(data["documents"]["doc_id"])}
    table = data["verdicts"]
    table = table.assign(
        a=table["doc_a"].map(order),
        b=table["doc_b"].map(order),
        v=table["verdict"].map(VERDICTS.index),
        ids=(table["facts_a"] + " " + table["facts_b"]).str.strip().str.replace(" ", "|"),
    )
    found = [
        (*key[3:], len(same), joined(same["ids"]), "")
        for key, same in _groups(table, ["a", "b", "v", "doc_a", "doc_b", "verdict"])
    ]
    return pd.DataFrame(found, columns=["doc_a", "doc_b", "verdict", "n", "fact_ids", "obs_ids"])


def timeline(data: Data) -> pd.DataFrame:
    """The dated targets of the two documents on urbanization, in time.

    Args:
        data: The data package.

    Returns:
        Rows of the board from the Urbanization Plan and the action plan of
        2025 that have a year, with last: the last year that any of them asks of
        the same indicator and place; the farthest first.
    """
    rows = outcomes(data)
    rows = rows[rows["doc_id"].isin(["plan2035", "action2025"]) & rows["due"].notna()]
    last = rows.groupby(["indicator", "place"])["due"].transform("max")
    rows = rows.assign(last=last, order=range(len(rows)))
    first = rows.groupby(["indicator", "place"])["order"].transform("min")
    rows = rows.assign(first=first).sort_values(
        ["last", "first", "due"], ascending=[False, True, True], ignore_index=True
    )
    ordered: pd.DataFrame = rows.drop(columns=["order", "first"])
    return ordered


def shared(data: Data) -> pd.DataFrame:
    """Indicators that more than one document sets a target for, and what each asks.

    Args:
        data: The data package.

    Returns:
        Rows of the board for those indicators, with verdict: how the document
        stands to the latest earlier one that it was compared with ("" for the
        first); by indicator, document and year.
    """
    rows = monitor.board(data)
    rows = rows[rows["indicator"] != ""]
    several = rows.groupby("indicator")["doc_id"].nunique()
    rows = rows[rows["indicator"].isin(several[several > 1].index)]
    order = {doc: i for i, doc in enumerate(data["documents"]["doc_id"])}
    said = data["verdicts"].assign(rank=data["verdicts"]["doc_a"].map(order))
    said = said[said["verdict"] != "dropped"].sort_values("rank", kind="stable")
    last = said.drop_duplicates(["indicator", "doc_b"], keep="last")
    verdict = last.set_index(["indicator", "doc_b"])["verdict"].to_dict()
    keys = zip(rows["indicator"], rows["doc_id"], strict=True)
    rows = rows.assign(
        verdict=[verdict.get(key, "") for key in keys],
        rank=rows["doc_id"].map(order),
        when=rows["due"].fillna(9999),
    )
    ordered: pd.DataFrame = rows.sort_values(["indicator", "rank", "when"], ignore_index=True)
    return ordered.drop(columns=["rank", "when"])


@dataclass(frozen=True)
class Headline:
    """The two numbers of 2035, and the population they ask for.

    Attributes:
        rate: Share of residents who live in towns, percent.
        urban: Urban residents, 10,000.
        population: Residents that the two imply, 10,000.
        year: The last year observed.
        now: Residents in it.
        trend: Their change a year over the last five years.
        asked: Change a year that leads from now to the implied population.
        census: Change a year between the last two censuses.
        projected: Residents in 2035 at the trend.
        rate_needed: Rate at which the residents of now hold the urban number.
        urban_held: Urban residents if the rate is met and residents stay as now.
        urban_trend: Urban residents if the rate is met and residents follow the trend.
        least: Fewest residents with which both numbers are still "about" met.
    """

    rate: float
    urban: float
    population: float
    year: int
    now: float
    trend: float
    asked: float
    census: float
    projected: float
    rate_needed: float
    urban_held: float
    urban_trend: float
    least: float


def residents(data: Data) -> pd.DataFrame:
    """Residents, their urban share and urban residents since the last census revision.

    Args:
        data: The data package.

    Returns:
        Columns year, population (10,000), rate (percent), urban (10,000, their
        product), fact_ids, obs_ids; one vintage, confidence A or B.
    """
    seen = data["observations"]
    seen = seen[
        (seen["place"] == "chongqing")
        & (seen["vintage"] == _VINTAGE)
        & (seen["period"] == "year-end")
        & seen["confidence"].isin(["A", "B"])
    ]
    people = keyed(seen[seen["indicator"] == "resident_population"], ["year"])
    rates = keyed(seen[seen["indicator"] == "urbanization_rate"], ["year"])
    years = sorted(people.index.intersection(rates.index))
    people, rates = people.loc[years], rates.loc[years]
    table = pd.DataFrame(
        {
            "year": [int(year) for year in years],
            "population": people["value"].to_numpy(),
            "rate": rates["value"].to_numpy(),
            "fact_ids": "",
            "obs_ids": (people["obs_id"] + "|" + rates["obs_id"]).to_numpy(),
        }
    )
    return table.assign(urban=table["population"] * table["rate"] / 100)


def headline(data: Data) -> Headline:
    """Whether the plan's two numbers for 2035 fit the residents there are.

    Args:
        data: The data package.

    Returns:
        The arithmetic, in 10,000 residents and percent.
    """
    numbers = _numbers(data)
    rate, urban = (
        float(numbers["urbanization_rate"].value),
        float(numbers["urban_population"].value),
    )
    seen = residents(data).set_index("year")
    year = int(seen.index[-1])
    now = float(seen.loc[year, "population"])
    before = float(seen.loc[year - _TREND, "population"])
    trend = pace_achieved(before, year - _TREND, now, year)
    first, last = (float(row.value) for row in _censuses(data))
    implied = 100 * urban / rate
    projected = now + trend * (HORIZON - year)
    return Headline(
        rate=rate, urban=urban, population=implied, year=year, now=now, trend=trend,
        asked=(implied - now) / (HORIZON - year), census=(last - first) / 10 / 1e4,
        projected=projected, rate_needed=100 * urban / now, urban_held=now * rate / 100,
        urban_trend=projected * rate / 100,
        least=100 * urban * (1 - ABOUT) / (rate * (1 + ABOUT)),
    )  # fmt: skip


def _numbers(data: Data) -> dict[str, Any]:
    """The plan's two headline facts of 2035 by indicator."""
    facts = data["facts"]
    rows = facts[
        (facts["doc_id"] == "plan2035")
        & (facts["place"] == "chongqing")
        & (facts["year"] == HORIZON)
        & (facts["kind"] == "target")
        & facts["indicator"].isin(["urbanization_rate", "urban_population"])
    ]
    return {row.indicator: row for row in records(rows)}


def _censuses(data: Data) -> list[Any]:
    """The city's residents in the last two censuses."""
    seen = data["observations"]
    rows = seen[
        (seen["indicator"] == "resident_population_census")
        & (seen["place"] == "chongqing")
        & seen["year"].isin([2010, 2020])
    ]
    return list(records(rows.sort_values("year")))


def fit(data: Data) -> pd.DataFrame:
    """Residents, urban share and urban residents: as observed, as asked, as they would have to be.

    Args:
        data: The data package.

    Returns:
        Columns key ("observed"; "implied", both numbers as printed; "held",
        "number-held", the residents of now with the rate, with the number;
        "trend", the residents of 2035 at the trend with the rate), year,
        population (10,000), rate (percent), urban (10,000), fact_ids, obs_ids.
    """
    seen, line = residents(data), headline(data)
    numbers = _numbers(data)
    rate_id, urban_id = (numbers[i].fact_id for i in ("urbanization_rate", "urban_population"))
    now = str(seen["obs_ids"].iloc[-1])
    then = str(seen.set_index("year").loc[line.year - _TREND, "obs_ids"])
    rows = [
        ("implied", line.population, line.rate, line.urban, f"{rate_id}|{urban_id}", ""),
        ("held", line.now, line.rate, line.urban_held, rate_id, now),
        ("number-held", line.now, line.rate_needed, line.urban, urban_id, now),
        ("trend", line.projected, line.rate, line.urban_trend, rate_id, f"{then}|{now}"),
    ]
    columns = ["key", "population", "rate", "urban", "fact_ids", "obs_ids"]
    derived = pd.DataFrame(rows, columns=columns).assign(year=HORIZON)
    table: pd.DataFrame = pd.concat([seen.assign(key="observed"), derived], ignore_index=True)
    ordered: pd.DataFrame = table[["key", "year", *columns[1:]]]
    return ordered


def futures(data: Data, growth: float) -> pd.DataFrame:
    """The plan's two numbers of 2035 set against residents that grow at one rate.

    Args:
        data: The data package.
        growth: Yearly growth of residents from the last year observed, percent.

    Returns:
        Columns year (from the last observed to 2035), population (10,000),
        rate_needed (percent) at which these residents hold the plan's urban
        number, urban (10,000) at the plan's rate, gap (10,000) of that to the
        plan's number, fact_ids, obs_ids.
    """
    line, numbers = headline(data), _numbers(data)
    fact_ids = "|".join(numbers[i].fact_id for i in ("urbanization_rate", "urban_population"))
    table = pd.DataFrame({"year": range(line.year, HORIZON + 1)})
    population = line.now * (1 + growth / 100) ** (table["year"] - line.year)
    urban = population * line.rate / 100
    return table.assign(
        population=population,
        rate_needed=100 * line.urban / population,
        urban=urban,
        gap=line.urban - urban,
        fact_ids=fact_ids,
        obs_ids=str(residents(data)["obs_ids"].iloc[-1]),
    )


def thirteenth(data: Data) -> pd.DataFrame:
    """How the targets of the 13th five-year plan ended, as the 14th reviews them.

    Args:
        data: The data package.

    Returns:
        Columns label_en, label_zh, indicator, attribute, operator, target,
        result, unit, met, exact (the result is the number itself), share (the
        result in percent of the target, the other way round where less is
        better: 100 is the number, above it better), again (what the 14th plan
        asks of it by 2025, NaN where it asks nothing in numbers), move
        ("raised", "lowered", "same", "deferred", "none"), fact_ids, obs_ids; in
        the order of the table.
    """
    facts = data["facts"].set_index("fact_id", drop=False)
    better = data["indicators"].set_index("indicator")["better"]
    checks = data["restatements"]
    checks = checks[(checks["kind"] == "outcome") & (checks["doc_id"] == "fyp14")]
    rows = []
    for check in records(checks):
        result, aim = facts.loc[check.whole], facts.loc[check.parts]
        wish = str(better[aim["indicator"]]) if aim["indicator"] else "higher"
        less = wish == "lower" or aim["operator"] in ("<", "<=") or aim["unit"] == _CLASS
        share = float(result["value"] / aim["value"])
        later = _again(aim, facts)
        rows.append(
            {
                "label_en": aim["label_en"], "label_zh": aim["label_zh"],
                "indicator": aim["indicator"], "attribute": aim["attribute"],
                "operator": aim["operator"], "target": float(aim["value"]),
                "result": float(result["value"]), "unit": aim["unit"],
                "met": check.holds == "yes", "exact": bool(result["value"] == aim["value"]),
                "share": 100 / share if less else 100 * share,
                "again": float("nan") if later is None else float(later["value"]),
                "move": _move(aim, later, less=less),
                "fact_ids": "|".join(
                    [aim["fact_id"], result["fact_id"]]
                    + ([] if later is None else [later["fact_id"]])
                ),
                "obs_ids": "",
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _again(aim: pd.Series, facts: pd.DataFrame) -> pd.Series | None:
    """What the 14th plan asks of the same: its table before its text."""
    if not aim["indicator"]:
        return None
    same = facts[
        (facts["doc_id"] == "fyp14")
        & (facts["indicator"] == aim["indicator"])
        & (facts["place"] == aim["place"])
        & (facts["kind"] == "target")
        & (facts["year"] > aim["year"])
    ]
    table = same["clause"].str.startswith(_NEXT_TABLE)
    ordered = pd.concat([same[table], same[~table]])
    # A mean growth, a total and a level are three things.
    alike = ordered[(ordered["measure"] == aim["measure"]) | (ordered["measure"] == "deferred")]
    return None if alike.empty else alike.iloc[0]


def _move(aim: pd.Series, later: pd.Series | None, *, less: bool) -> str:
    if later is None:
        return "none"
    if pd.isna(later["value"]):
        return "deferred"
    further = (float(later["value"]) - float(aim["value"])) * (-1 if less else 1)
    return "same" if further == 0 else "raised" if further > 0 else "lowered"
