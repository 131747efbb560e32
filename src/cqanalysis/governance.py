"""Governance: what can fail, what can be watched, what binds, what is passed on.

Tables in, tables out. Every table returned says with ``fact_ids`` and
``obs_ids`` ("|" between), or with ``clause_ids`` ("plan2035 c6.s4.g4"), which
rows of the data package each of its rows was computed from. Who is to act is
in `cqanalysis.network`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy import stats

from cqanalysis import agreement, monitor, network, overview
from cqanalysis.tables import Data, joined, records

#: What a promise needs to be able to fail, and for somebody to answer for it.
NEEDS: Final = ("number", "unit", "year", "base", "body")
THEMES: Final = ("spatial", "migrants", "renewal", "governance", "integration", "context")
#: What is known of a target from public data.
SEEN: Final = ("seen", "near", "none")
#: The plan that was passed on, and the one that took it up.
CITY: Final = "plan2035"
DISTRICT: Final = "kaizhou2035"
INSTRUMENTS: Final = (
    "regulation", "service", "infrastructure", "finance", "land", "institution", "data",
)  # fmt: skip
#: Documents whose measures were coded.
CODED: Final = ("plan2035", "kaizhou2035", "action2025")
#: Groups of the table that reviews the 13th plan, by the first row of each. The
#: first two rows stand above the headings.
_GROUPS: Final = ((1, "economy"), (3, "innovation"), (8, "coordination"), (12, "green"),
                  (20, "opening"), (24, "sharing"))  # fmt: skip
GROUPS: Final = tuple(name for _, name in _GROUPS)
_THEME: Final = "governance"
#: A clause that is long enough to tell, and how much of it in common makes it the same.
_LONG: Final = 40
_MOST: Final = 0.9
#: Columns of the board that `safety` keeps.
_SAFETY: Final = (
    "doc_id", "label_en", "label_zh", "indicator", "operator", "value", "upper", "unit",
    "modality", "due", "attribute", "base_value",
)  # fmt: skip


# --- Promises that cannot fail -------------------------------------------------


def needs(data: Data) -> pd.DataFrame:
    """What each target has of what it needs to be able to fail.

    A base counts whichever of the five documents prints it; a body where the
    target, or the same statement elsewhere in its document, stands in a task
    that names bodies. A year that is inferred is told apart: whoever missed it
    may say that it was never printed.

    Args:
        data: The data package.

    Returns:
        Columns doc_id, theme, label_en, label_zh, number, unit, base, body
        (whether it has one), year ("printed", "inferred", "none"), missing
        (how many of `NEEDS` it lacks; an inferred year is a year), fact_ids,
        obs_ids; one row a target of the board, and those without a number.
    """
    facts = data["facts"].set_index("fact_id", drop=False)
    held = network.owners(data)
    rows = []
    for row in records(monitor.board(data)):
        own = [i for i in row.fact_ids.split("|") if _is_target(facts.loc[i], row.doc_id)]
        rows.append(_need(row, own, held, base=pd.notna(row.base_value), due=row.due))
    bare = facts[(facts["kind"] == "target") & facts["value"].isna()]
    rows += [
        _need(row, [row.fact_id], held, base=False, due=row.year, ids=row.fact_id)
        for row in records(bare)
    ]
    order = {doc: i for i, doc in enumerate(data["documents"]["doc_id"])}
    table = pd.DataFrame(rows)
    table = table.assign(rank=table["doc_id"].map(order)).sort_values("rank", kind="stable")
    ordered: pd.DataFrame = table.drop(columns="rank").reset_index(drop=True)
    return ordered


def _is_target(fact: pd.Series, doc_id: str) -> bool:
    return bool(fact["doc_id"] == doc_id and fact["kind"] == "target")


def _need(
    row: Any, own: list[str], held: dict[str, str], *, base: bool, due: Any, ids: str = ""
) -> dict[str, Any]:
    """One row of `needs`."""
    has = {
        "number": pd.notna(row.value),
        "unit": row.unit != "",
        "year": pd.notna(due),
        "base": bool(base),
        "body": any(fact in held for fact in own),
    }
    basis = {"box heading": "printed"}.get(row.year_basis, row.year_basis)
    return {
        **{name: getattr(row, name) for name in ("doc_id", "theme", "label_en", "label_zh")},
        **has, "year": basis if has["year"] else "none",
        "missing": sum(not has[name] for name in NEEDS),
        "fact_ids": ids or row.fact_ids, "obs_ids": "",
    }  # fmt: skip


def by_document(table: pd.DataFrame) -> pd.DataFrame:
    """How many targets of each document have each of what they need.

    Args:
        table: From `needs`.

    Returns:
        Columns doc_id, need (of `NEEDS`), n, inferred (years only: how many of
        n are inferred), targets, fact_ids, obs_ids; documents in order.
    """
    found = []
    for doc, rows in table.groupby("doc_id", sort=False):
        for need in NEEDS:
            has = rows["year"].ne("none") if need == "year" else rows[need]
            inferred = int(rows["year"].eq("inferred").sum()) if need == "year" else 0
            ids = joined(rows["fact_ids"])
            found.append((doc, need, int(has.sum()), inferred, len(rows), ids, ""))
    columns = ["doc_id", "need", "n", "inferred", "targets", "fact_ids", "obs_ids"]
    return pd.DataFrame(found, columns=columns)


# --- What public data can watch ------------------------------------------------


def monitored(data: Data) -> pd.DataFrame:
    """Every quantified target, and whether public data speak to it.

    Args:
        data: The data package.

    Returns:
        Columns doc_id, theme, label_en, label_zh, operator, value, upper, unit,
        modality, due, attribute, seen ("seen" where an observation since the
        base can be held against the number, "near" where only another
        definition was observed, "none"), year (of the observation), fact_ids,
        obs_ids; in the order of the board.
    """
    rows = monitor.board(data)
    found = rows["seen_value"].notna()
    near = ~found & rows["other_value"].notna()
    year = rows["seen_year"].where(found, rows["other_year"])
    table: pd.DataFrame = rows.assign(
        seen=np.select([found, near], ["seen", "near"], "none"), year=year
    )[
        [
            "doc_id", "theme", "label_en", "label_zh", "operator", "value", "upper", "unit",
            "modality", "due", "attribute", "seen", "year", "fact_ids", "obs_ids",
        ]
    ]  # fmt: skip
    return table


def monitoring_index(table: pd.DataFrame) -> pd.DataFrame:
    """The share of targets that public data can judge, by theme.

    Args:
        table: From `monitored`.

    Returns:
        Indexed by theme, the highest index first: seen, near, none, targets,
        index (percent of targets that are seen).
    """
    counts = pd.crosstab(table["theme"], table["seen"])
    counts = counts.reindex(columns=list(SEEN), fill_value=0)
    counts = counts.assign(targets=counts.sum(axis=1))
    counts = counts.assign(index=100 * counts["seen"] / counts["targets"])
    ordered: pd.DataFrame = counts.sort_values(["index", "near"], ascending=False, kind="stable")
    return ordered


# --- What binds ----------------------------------------------------------------


def ended(data: Data) -> pd.DataFrame:
    """How the targets of the 13th plan ended, with the group they stand in.

    Args:
        data: The data package.

    Returns:
        Rows of `overview.thirteenth` with group (of `GROUPS`).
    """
    table = overview.thirteenth(data)
    clause = data["facts"].set_index("fact_id")["clause"]
    row = (
        table["fact_ids"].str.split("|").str[0].map(clause).str.extract(r"\.r(\d+)")[0].astype(int)
    )
    starts = [first for first, _ in _GROUPS]
    return table.assign(group=[GROUPS[int(np.searchsorted(starts, n, "right")) - 1] for n in row])


def exact(tables: Sequence[tuple[int, int, int, int]]) -> float:
    """Chance of tables at least as unlikely, were the two rows alike within each.

    The exact conditional test of several two-by-two tables with one odds ratio
    (J. J. Gart 1970, "Point and interval estimation of the common odds ratio in
    the combination of 2 × 2 tables with fixed marginals", Biometrika 57,
    471-475); of one table it is R. A. Fisher's.

    Args:
        tables: Of each stratum: met and missed of the one kind, met and missed
            of the other.

    Returns:
        Two-sided p, by the probability of the sum; 1 where the margins leave
        nothing to compare.
    """
    chances, least, seen = np.ones(1), 0, 0
    for a, b, c, d in tables:
        total, kind, met = a + b + c + d, a + b, a + c
        if not total:
            continue
        low, high = max(0, kind + met - total), min(kind, met)
        own = stats.hypergeom.pmf(np.arange(low, high + 1), total, kind, met)
        chances = np.convolve(chances, own)
        least, seen = least + low, seen + a
    # Ties in probability count, whatever their last bits.
    return float(min(1.0, chances[chances <= chances[seen - least] * (1 + 1e-9)].sum()))


@dataclass(frozen=True)
class Binding:
    """Whether targets that bind ended otherwise than expected ones.

    Attributes:
        binding: Binding targets, and those met.
        expected: Expected targets, and those met.
        p: Chance of so uneven an outcome, all targets taken as one.
        p_within: The same, only compared within groups of the table.
        mixed: Groups that hold both kinds.
        compared: Targets in them.
    """

    binding: tuple[int, int]
    expected: tuple[int, int]
    p: float
    p_within: float
    mixed: tuple[str, ...]
    compared: int


def binding(table: pd.DataFrame) -> Binding:
    """Whether targets that bind ended otherwise than expected ones.

    Args:
        table: From `ended`.

    Returns:
        Counts and the exact test, without and with regard to what the targets
        are about.
    """
    strata = {str(group): _cells(rows) for group, rows in table.groupby("group", sort=False)}
    mixed = tuple(group for group, (a, b, c, d) in strata.items() if a + b and c + d)
    a, b, c, d = _cells(table)
    return Binding(
        binding=(a + b, a),
        expected=(c + d, c),
        p=exact([(a, b, c, d)]),
        p_within=exact(list(strata.values())),
        mixed=mixed,
        compared=sum(sum(strata[group]) for group in mixed),
    )


def _cells(rows: pd.DataFrame) -> tuple[int, int, int, int]:
    """Met and missed of the binding targets, met and missed of the expected ones."""
    counts = [
        int(((rows["attribute"] == attribute) & (rows["met"] == met)).sum())
        for attribute in ("约束性", "预期性")
        for met in (True, False)
    ]
    return counts[0], counts[1], counts[2], counts[3]


# --- What is passed on to a district -------------------------------------------


def reused(data: Data) -> pd.DataFrame:
    """How much of each chapter of Kaizhou's plan stands in the city's plan as well.

    Args:
        data: The data package.

    Returns:
        Columns chapter ("c5"), title_en, title_zh, characters, shared (those in
        runs of ten or more in common), share (percent), source (the chapter of
        the city's plan that gives most), whole (clauses of 40 characters or
        more with nine tenths in common), fact_ids, obs_ids, clause_ids (with
        text in common).
    """
    rows = data["text_reuse"]
    rows = rows[(rows["doc_a"] == CITY) & (rows["doc_b"] == DISTRICT)]
    rows = rows.assign(chapter=rows["clause"].str.split(".").str[0])
    titles = data["clauses"].set_index(["doc_id", "clause"])
    found = []
    for chapter, own in rows.groupby("chapter", sort=False):
        if (DISTRICT, chapter) not in titles.index:
            continue
        title = titles.loc[(DISTRICT, chapter)]
        common = own[own["shared"] > 0]
        given = common.groupby(common["source"].str.split(".").str[0])["shared"].sum()
        long = own[own["characters"] >= _LONG]
        found.append(
            {
                "chapter": chapter,
                "title_en": title["title_en"], "title_zh": title["title_zh"],
                "characters": int(own["characters"].sum()), "shared": int(own["shared"].sum()),
                "share": 100 * float(own["shared"].sum() / own["characters"].sum()),
                "source": str(given.idxmax()),
                "whole": int((long["shared"] >= _MOST * long["characters"]).sum()),
                "fact_ids": "", "obs_ids": "",
                "clause_ids": "|".join(f"{DISTRICT} {clause}" for clause in common["clause"]),
            }
        )  # fmt: skip
    return pd.DataFrame(found)


def taken_up(data: Data) -> pd.DataFrame:
    """What Kaizhou's plan does with each target of the city's plan.

    Args:
        data: The data package.

    Returns:
        Columns indicator, verdict (of `overview.VERDICTS`), chapter (of
        Kaizhou's plan; of a target that it drops, the chapter that takes most
        of its text from where the target stands), fact_ids, obs_ids.
    """
    rows = data["verdicts"]
    rows = rows[(rows["doc_a"] == CITY) & (rows["doc_b"] == DISTRICT)]
    clause = data["facts"].set_index("fact_id")["clause"]
    # The chapter with most of a source's text stands for it.
    most = reused(data).sort_values("shared", kind="stable").drop_duplicates("source", keep="last")
    heirs = most.set_index("source")["chapter"]
    found = []
    for row in records(rows):
        own = row.facts_b.split()
        there = clause[(own or row.facts_a.split())[0]].split(".")[0]
        ids = "|".join([*row.facts_a.split(), *own])
        chapter = there if own else heirs[there]
        found.append((row.indicator, row.verdict, chapter, ids, ""))
    columns = ["indicator", "verdict", "chapter", "fact_ids", "obs_ids"]
    return pd.DataFrame(found, columns=columns)


# --- Instruments ---------------------------------------------------------------


def instruments(data: Data) -> pd.DataFrame:
    """Measures by document, theme and instrument.

    Args:
        data: The data package.

    Returns:
        Columns doc_id, theme, instrument, n, fact_ids, obs_ids, clause_ids; no
        empty rows; sentences that state no measure are left out.
    """
    rows = data["measures"]
    rows = rows[rows["instrument"] != "none"]
    found = []
    for doc in CODED:
        for theme in THEMES:
            for instrument in INSTRUMENTS:
                same = rows[
                    (rows["doc_id"] == doc)
                    & (rows["theme"] == theme)
                    & (rows["instrument"] == instrument)
                ]
                if len(same):
                    ids = joined(same["doc_id"] + " " + same["clause"])
                    found.append((doc, theme, instrument, len(same), "", "", ids))
    columns = ["doc_id", "theme", "instrument", "n", "fact_ids", "obs_ids", "clause_ids"]
    return pd.DataFrame(found, columns=columns)


def shares(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Instruments in percent of the measures of each document or theme.

    Args:
        table: From `instruments`.
        by: The column to add up over ("doc_id", "theme").

    Returns:
        Indexed by it, columns in the order of `INSTRUMENTS`; rows add up to 100.
    """
    counts = table.groupby([by, "instrument"])["n"].sum().unstack(fill_value=0)
    counts = counts.reindex(columns=list(INSTRUMENTS), fill_value=0)
    percent: pd.DataFrame = 100 * counts.div(counts.sum(axis=1), axis=0)
    return percent


def dissimilarity(one: pd.Series, two: pd.Series) -> float:
    """Share that would have to change its place for two distributions to be alike.

    O. D. Duncan and B. Duncan 1955, "A methodological analysis of segregation
    indexes", American Sociological Review 20, 210-217.

    Args:
        one: A distribution in percent.
        two: Another over the same places.

    Returns:
        Percent: nought where they are alike, 100 where they share no place.
    """
    return float((one - two).abs().sum() / 2)


def coders(data: Data) -> dict[str, agreement.Agreement]:
    """How far the second coder agrees with the first, on what both coded.

    Args:
        data: The data package.

    Returns:
        The agreement on instrument (none included) and on theme.
    """
    both = data["measures_second"].merge(
        data["measures"], on=["doc_id", "clause", "nth"], suffixes=("_second", "")
    )
    return {
        name: agreement.cohen(list(both[name]), list(both[f"{name}_second"]))
        for name in ("instrument", "theme")
    }


# --- Safety, resilience, digital government ------------------------------------


def safety(data: Data) -> pd.DataFrame:
    """Targets of the theme with base, lead body, observation and conflict.

    Args:
        data: The data package.

    Returns:
        Rows of the board: doc_id, label_en, label_zh, indicator, operator,
        value, upper, unit, modality, due, attribute, base_value, leads (keys of
        the bodies that lead the task it stands in, "|" between; "" for none),
        conflicts (ids that name one of its facts), seen (of `SEEN`), fact_ids,
        obs_ids. A base may be another document's.
    """
    rows = monitor.board(data)
    rows = rows[rows["theme"] == _THEME]
    facts = data["facts"].set_index("fact_id", drop=False)
    held, refs = network.owners(data), data["conflict_refs"]
    named = refs[refs["table"] == "facts"].groupby("ref")["conflict_id"].agg(list)
    bodies = network.mentions(data)
    bodies = bodies[bodies["role"] == "lead"].groupby("task_id")["agency"].agg(list)
    seen = monitored(data).set_index("fact_ids")["seen"]
    found = []
    for row in records(rows):
        own = [i for i in row.fact_ids.split("|") if _is_target(facts.loc[i], row.doc_id)]
        tasks = dict.fromkeys(held[fact] for fact in own if fact in held)
        leads = joined(agency for task in tasks for agency in bodies.get(task, []))
        conflicts = joined(conflict for fact in own for conflict in named.get(fact, []))
        found.append(
            {
                **{name: getattr(row, name) for name in _SAFETY},
                "leads": leads, "conflicts": conflicts, "seen": seen[row.fact_ids],
                "fact_ids": row.fact_ids, "obs_ids": row.obs_ids,
            }
        )  # fmt: skip
    return pd.DataFrame(found)
