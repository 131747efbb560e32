"""Where the documents disagree with themselves, with each other, with what was observed.

A rule is a function from the data package to what it finds. The register
(``conflicts.csv``, ``conflict_refs.csv``) puts each finding into words; tests
hold the two together in both directions. What no rule can see is registered by
reading, and says what each row said then, so that it is read anew when a row
changes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

import pandas as pd

from cqanalysis.pace import Better, Operator, Target
from cqanalysis.tables import WHOLE_YEAR, Data, records

#: Kinds of facts that state what is, and what shall be.
_BASES: Final = ("baseline", "achieved")
_TARGETS: Final = ("target", "quantity", "label")
#: Stages of a project, from the earliest to the latest.
STAGES: Final = (
    "study",
    "preliminary",
    "strive-to-start",
    "start",
    "continue",
    "strive-to-finish",
    "completed",
)
#: Vintages that were printed as such; the others are estimates or roundings.
_FIRM: Final = ("published", "first", "revised", "census", "post-census2020", "pre-census2020")


@dataclass(frozen=True)
class Found:
    """One disagreement.

    Attributes:
        rule: The rule that found it.
        refs: Table and key of each row, in the order of the documents.
    """

    rule: str
    refs: tuple[tuple[str, str], ...]


def find(data: Data) -> list[Found]:
    """Everything that the rules find.

    Args:
        data: The data package.

    Returns:
        Findings, rule by rule, none twice: what the rules before found is not
        repeated as a restatement that does not close.
    """
    found: list[Found] = []
    for rule in RULES:
        known = {ref for other in found for ref in other.refs}
        for one in rule(data):
            within = set(one.refs) <= known if one.rule == "restated" else False
            if not within and not any(set(one.refs) <= set(other.refs) for other in found):
                found.append(one)
    return found


def said(table: str, row: Any) -> str:
    """What a row says, in a few signs of no language.

    Args:
        table: Its table.
        row: The row, columns as attributes.

    Returns:
        Such as ``力争 chongqing >=70 % 2025``: what must be read anew when it changes.
    """
    if table == "facts":
        value = f"{row.operator}{row.value:.15g}" if pd.notna(row.value) else row.printed
        upper = f"–{row.upper:.15g}" if pd.notna(row.upper) else ""
        year = "" if pd.isna(row.year) else str(row.year)
        parts = [row.modality, row.place, value + upper, row.unit, year]
    elif table == "observations":
        parts = [row.place, f"{row.value:.15g}", row.unit, str(row.year), row.vintage]
    elif table == "projects":
        parts = [row.stage, "" if pd.isna(row.quantity) else f"{row.quantity:.15g}", row.unit]
    elif table == "places":
        ends = (row.pop2025_low, row.pop2025_high, row.pop2035_low, row.pop2035_high)
        parts = [row.tier, *("" if pd.isna(v) else f"{v:.15g}" for v in ends)]
    elif table == "members":
        parts = [row.group, row.place, str(row.year)]
    elif table == "roles":
        parts = [row.role_zh]
    else:
        parts = [row.title_zh]
    return " ".join(part for part in parts if part)


def _facts(data: Data, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Facts of some kinds with a number of a recurring indicator, by document."""
    facts = data["facts"]
    order = {doc: i for i, doc in enumerate(data["documents"]["doc_id"])}
    chosen = facts[facts["kind"].isin(kinds) & (facts["indicator"] != "") & facts["value"].notna()]
    units = data["units"].set_index("unit")
    scale = chosen["unit"].map(units["factor"]).fillna(1.0)
    found: pd.DataFrame = chosen.assign(
        scaled=(chosen["value"] * scale).round(9),
        scaled_upper=(chosen["upper"] * scale).round(9),
        dimension=chosen["unit"].map(units["dimension"]).fillna(""),
        rank=chosen["doc_id"].map(order),
        when=chosen["year"].fillna(0),
        since=chosen["year_from"].fillna(0),
    ).sort_values(["rank", "fact_id"], kind="stable")
    return found


def _refs(rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    return tuple(("facts", str(fact)) for fact in rows["fact_id"])


def _clauses(rows: pd.DataFrame) -> int:
    """How many clauses some facts stand in."""
    return len(set(zip(rows["doc_id"], rows["clause"], strict=True)))


def bases(data: Data) -> Iterator[Found]:
    """Two bases, or two outcomes, of one indicator, place and year differ."""
    keys = ["indicator", "place", "against", "when", "since", "measure", "dimension"]
    for _, rows in _facts(data, _BASES).groupby(keys, sort=False):
        if len(set(rows["scaled"])) > 1:
            yield Found("bases", _refs(rows))


def targets(data: Data) -> Iterator[Found]:
    """Two targets of one indicator, place and year ask different numbers."""
    keys = ["indicator", "place", "against", "when", "measure", "distribution", "dimension"]
    for _, rows in _facts(data, _TARGETS).groupby(keys, sort=False):
        numbers = set(zip(rows["scaled"], rows["scaled_upper"].fillna(-1), strict=True))
        # Numbers of one clause are parts of one list, not two statements.
        if len(numbers) > 1 and _clauses(rows) > 1:
            yield Found("targets", _refs(rows))


def wording(data: Data) -> Iterator[Found]:
    """The same number for the same thing, once firm and once softened or bounded."""
    keys = ["indicator", "place", "against", "when", "measure", "dimension", "scaled"]
    for _, rows in _facts(data, _TARGETS).groupby(keys, sort=False):
        wordings = set(zip(rows["operator"], rows["modality"], strict=True))
        if len(wordings) > 1 and _clauses(rows) > 1:
            yield Found("wording", _refs(rows))


def copied(data: Data) -> Iterator[Found]:
    """A number printed for the city and for a district, of the same indicator and year.

    Shares and ratios only: that two places share one is a copy or a chance,
    and either way what a reader must know.
    """
    rows = _facts(data, (*_BASES, *_TARGETS))
    rows = rows[rows["unit"].isin(["%", "∶1"])]
    for _, group in rows.groupby(["indicator", "when", "scaled"], sort=False):
        district = group[group["doc_id"] == "kaizhou2035"]
        city = group[group["doc_id"] != "kaizhou2035"]
        if district.empty or city.empty:
            continue
        subject = set(zip(district["place"], district["against"], strict=True))
        if not subject & set(zip(city["place"], city["against"], strict=True)):
            yield Found("copied", _refs(group))


def reached(data: Data) -> Iterator[Found]:
    """A target no further than the base that the same document, or an earlier, prints.

    "About" is left out: the plans define no tolerance, and this book's own would decide.
    """
    better = data["indicators"].set_index("indicator")["better"]
    keys = ["indicator", "place", "against", "dimension", "measure"]
    starts = dict(iter(_facts(data, _BASES).groupby(keys, sort=False)))
    aims = _facts(data, ("target",))
    aims = aims[aims["operator"] != "~"]
    aims = aims.assign(end=aims["scaled_upper"].fillna(-1))
    for key, rows in aims.groupby([*keys, "when", "scaled", "end", "operator"], sort=False):
        wish = cast("Better", better[key[0]])
        # The last document that states the target may print a base of its own.
        aim = rows.iloc[-1]
        if key[:5] not in starts or wish == "neither":
            continue
        base = starts[key[:5]]
        base = base[(base["rank"] <= aim["rank"]) & (base["when"] < aim["when"])]
        upper = None if pd.isna(aim["scaled_upper"]) else float(aim["scaled_upper"])
        target = Target(aim["scaled"], cast("Operator", aim["operator"]), wish, upper=upper)
        past = base[[target.reached(value) for value in base["scaled"]]]
        if not past.empty:
            yield Found("reached", _refs(pd.concat([past, rows])))


def order(data: Data) -> Iterator[Found]:
    """A later target of one document stands behind its own earlier one."""
    better = data["indicators"].set_index("indicator")["better"]
    keys = ["doc_id", "indicator", "place", "against", "measure", "dimension"]
    for _, rows in _facts(data, ("target",)).groupby(keys, sort=False):
        wish = str(better[rows["indicator"].iloc[0]])
        sign = {"higher": 1.0, "lower": -1.0}.get(wish, 0.0)
        steps = [group for when, group in rows.groupby("when") if when]
        for first, last in itertools.pairwise(steps):
            ends = (sign * last["scaled"]).max(), (sign * first["scaled"]).min()
            if ends[0] < ends[1]:
                yield Found("order", _refs(pd.concat([first, last])))


def shrinking(data: Data) -> Iterator[Found]:
    """Towns whose planned people of 2035 are fewer than those of 2025, by tier."""
    places = data["places"]
    fewer = (places["pop2035_low"] < places["pop2025_low"]) | (
        places["pop2035_high"] < places["pop2025_high"]
    )
    for _, towns in places[fewer].groupby("tier", sort=False):
        yield Found("shrinking", tuple(("places", str(p)) for p in towns["place"]))


def observed(data: Data) -> Iterator[Found]:
    """A printed base that no statistic of its year confirms, to the digits both print."""
    observations = data["observations"]
    seen = observations[
        observations["confidence"].isin(["A", "B"])
        & observations["vintage"].isin(_FIRM)
        & observations["period"].isin(WHOLE_YEAR)
    ]
    by_key = dict(iter(seen.groupby(["indicator", "place", "year", "unit"], sort=False)))
    facts = _facts(data, _BASES)
    facts = facts[
        facts["year"].notna()
        & facts["measure"].isin(["level", "ratio"])
        & (facts["operator"] == "=")
    ]
    keys = ["indicator", "place", "year", "unit"]
    for key, same in facts.groupby([*keys, "value"], sort=False):
        rows = by_key.get(key[:4])
        if rows is None:
            continue
        numbers = [*same["printed"], *(f"{value:.10g}" for value in rows["value"])]
        digits = min(_digits(text) for text in numbers)
        slack = 0.5000001 * 10**-digits
        if ((rows["value"] - key[4]).abs() > slack).all():
            refs = tuple(("observations", str(obs)) for obs in rows["obs_id"])
            yield Found("observed", _refs(same) + refs)


def _digits(text: str) -> int:
    """Digits behind the point of the number in a text."""
    found = re.search(r"\.\s*(\d+)", text)
    return len(found[1]) if found else 0


def restated(data: Data) -> Iterator[Found]:
    """Sums, lists and restatements that do not close."""
    rows = data["restatements"]
    for row in records(rows[(rows["holds"] == "no") & (rows["kind"] != "outcome")]):
        facts = [row.whole, *(row.parts.split() if row.kind != "list" else ())]
        refs = [("facts", fact) for fact in facts if fact]
        refs += [("clauses", f"{row.doc_id}/{path}") for path in row.clause.split()]
        yield Found("restated", tuple(refs))


def stages(data: Data) -> Iterator[Found]:
    """A project that a later document puts at an earlier stage."""
    rank = {doc: i for i, doc in enumerate(data["documents"]["doc_id"])}
    projects = data["projects"]
    # "Continued and newly started" is printed for a group: its members are not told apart.
    rows = projects[projects["stage"].isin(STAGES) & ~projects["stage_printed"].str.contains("和")]
    for _, same in rows.groupby("name_zh", sort=False):
        ordered = sorted(records(same), key=lambda r: rank[r.doc_id])
        for one, two in itertools.combinations(ordered, 2):
            fell = STAGES.index(two.stage) < STAGES.index(one.stage)
            if one.doc_id != two.doc_id and fell:
                yield Found("stages", (("projects", one.project), ("projects", two.project)))


#: The rules, the more telling first.
RULES: Final[tuple[Callable[[Data], Iterable[Found]], ...]] = (
    bases,
    targets,
    wording,
    copied,
    reached,
    order,
    shrinking,
    observed,
    stages,
    restated,
)
