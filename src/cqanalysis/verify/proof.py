"""Prove facts against the official texts, in both directions.

Forward: what a row says stands in the clause it names. Backward: every numeral
of a covered clause belongs to a row, or to an exclusion that says why not.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from cqanalysis.verify import numerals, qualifiers
from cqanalysis.verify.clauses import Clause

#: One row of a table of the data package, as strings.
Row = Mapping[str, str]

#: Start, end, row and statement of each claimed numeral, by document and clause.
Claims = dict[tuple[str, str], list[tuple[int, int, str, str]]]

_ABSENT: Final = ("deferred", "none")


@dataclass(frozen=True)
class Failure:
    """One thing that could not be proven."""

    file: str
    row: str
    clause: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: row {self.row}: clause {self.clause}: {self.reason}"


@dataclass
class Proof:
    """What was looked at and what failed.

    Attributes:
        rows: Rows proven, by document.
        numerals: Numerals accounted for, by how ("fact", "year", "exclusion").
        clauses: Clauses walked, by document.
        tables: Rows of the other tables proven, by table.
        failures: All that could not be proven.
    """

    rows: Counter[str] = field(default_factory=Counter)
    numerals: Counter[str] = field(default_factory=Counter)
    clauses: Counter[str] = field(default_factory=Counter)
    tables: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)


def prove(
    facts: Iterable[Row],
    exclusions: Iterable[Row],
    texts: Mapping[str, Mapping[str, Clause]],
    coverage: Mapping[str, tuple[str, ...]],
    *,
    units: Collection[str] = (),
    file: str = "data/facts.csv",
    exclusions_file: str = "data/exclusions.csv",
) -> Proof:
    """Prove every fact and account for every numeral.

    Args:
        facts: Rows with the columns of ``facts.csv``.
        exclusions: Rows with the columns of ``exclusions.csv``.
        texts: Clauses by document and path.
        coverage: For each document the clause prefixes that are covered;
            ``("*",)`` is the whole document.
        units: All units that may stand behind a number.
        file: Name of the facts' file in messages.
        exclusions_file: Name of the exclusions' file in messages.

    Returns:
        The proof; `Proof.failures` is empty when everything holds.
    """
    proof = Proof()
    claimed: Claims = {}
    years: dict[tuple[str, str], set[int]] = {}
    for fact in facts:
        doc, path = fact["doc_id"], fact["clause"]
        clause = texts.get(doc, {}).get(path)
        if clause is None:
            reason = f"no such clause in {doc}" if doc in texts else f"no text of {doc}"
            proof.failures.append(Failure(file, fact["fact_id"], path, reason))
            continue
        reasons, span = _check(fact, clause, texts[doc], units)
        proof.failures += [Failure(file, fact["fact_id"], path, reason) for reason in reasons]
        proof.rows[doc] += not reasons
        if span:
            claim = (*span, fact["fact_id"], fact["statement"])
            claimed.setdefault((doc, path), []).append(claim)
        for where in {path, f"{clause.box}.head", clause.box}:
            named = {int(fact[c]) for c in ("year", "year_from") if fact[c]}
            years.setdefault((doc, where), set()).update(named)
    proof.failures += _overlaps(claimed, file)
    _account(proof, list(exclusions), texts, coverage, claimed, years, file, exclusions_file)
    return proof


def covered(path: str, prefixes: tuple[str, ...]) -> bool:
    """Whether a clause lies under one of the covered prefixes.

    Args:
        path: A clause path.
        prefixes: Clause prefixes, or ``("*",)``.

    Returns:
        True for the prefix itself and everything below it.
    """
    return "*" in prefixes or any(path == p or path.startswith(p + ".") for p in prefixes)


def _check(
    fact: Row, clause: Clause, document: Mapping[str, Clause], units: Collection[str]
) -> tuple[list[str], tuple[int, int] | None]:
    printed, text = fact["printed"], clause.text
    if not printed:
        empty = fact["measure"] in _ABSENT and "" in clause.cells
        return ([] if empty else ["printed is empty, expected a cell left empty"]), None
    starts = numerals.occurrences(text, printed)
    nth = int(fact["nth"])
    if len(starts) < nth:
        return [f"«{printed}» stands there {len(starts)} times, expected at least {nth}"], None
    start = starts[nth - 1]
    span = (start, start + len(printed))
    reasons = [
        *_value(fact),
        *_unit(fact, clause, span, units),
        *_operator(fact, text, span),
        *_modality(fact, text, span),
        *_marks(fact, clause, span),
        *_year(fact, clause, span, document),
    ]
    attribute = fact["attribute"]
    if attribute and not any(cell and attribute.startswith(cell) for cell in clause.cells):
        reasons.append(f"attribute «{attribute}» is not a cell of the row")
    if fact["distribution"] == "each" and not re.search(
        "[每各均]", qualifiers.sentence(text, *span)
    ):
        reasons.append("distribution «each», but the sentence says neither 每, 各 nor 均")
    return reasons, span


def _value(fact: Row) -> Iterator[str]:
    found, value, upper = numerals.values(fact["printed"]), fact["value"], fact["upper"]
    if not value:
        if fact["measure"] not in _ABSENT:
            yield f"value is empty, expected the number of «{fact['printed']}»"
        return
    wanted = float(value)
    if upper:
        if found != [wanted, float(upper)]:
            yield f"range {value} to {upper}, expected {found}"
    elif len(found) == 2 and re.search("[:：∶]", fact["printed"]):
        ratios = (found[0] / found[1], found[1] / found[0])
        if not any(abs(wanted - ratio) < 1e-9 for ratio in ratios):
            yield f"value {value} is neither way round of «{fact['printed']}»"
    elif found != [wanted]:
        yield f"value {value}, expected {found} from «{fact['printed']}»"


def _unit(
    fact: Row, clause: Clause, span: tuple[int, int], units: Collection[str]
) -> Iterator[str]:
    """The unit stands right behind the number, in the number, or in the row's label."""
    unit, printed = fact["unit"], fact["printed"]
    if not unit or fact["unit_basis"] == "inferred":
        if fact["unit_basis"] == "inferred" and not fact["note"]:
            yield "unit is inferred: note must say from what"
        return
    label = clause.cells[1] if len(clause.cells) > 1 else ""
    if unit == "∶1":
        if not re.search("[∶：:]", printed) and "比" not in label:
            yield "unit is a ratio, but the number has no colon and the label no 比"
        return
    after = clause.text[span[1] :].lstrip("】*余多几").removeprefix("左右").lstrip()
    # 人 is not the unit of 20人次: the longest unit that stands there counts.
    behind = max((u for u in {unit, *units} if after.startswith(u)), key=len, default="")
    in_label = re.search(rf"（{re.escape(unit)}[，）]", label)
    in_token = unit in printed and not in_label
    if behind != unit and not in_label and not in_token:
        yield f"unit «{unit}» does not stand beside «{printed}»"


def _operator(fact: Row, text: str, span: tuple[int, int]) -> Iterator[str]:
    found, operator = qualifiers.operators(text, *span), fact["operator"]
    if operator == "range":
        if not fact["upper"]:
            yield "operator «range» needs upper"
        return
    if fact["upper"]:
        yield f"upper {fact['upper']}, expected operator «range»"
    if operator == "=":
        if found:
            yield f"operator «=», but {sorted(found)} is printed beside «{fact['printed']}»"
    elif operator not in found:
        yield f"operator «{operator}», but {sorted(found) or 'nothing'} is printed beside it"


def _modality(fact: Row, text: str, span: tuple[int, int]) -> Iterator[str]:
    modality = fact["modality"]
    if modality and modality not in qualifiers.sentence(text, *span):
        yield f"modality «{modality}» does not stand in the sentence"
    for effort in qualifiers.EFFORT:
        if effort in qualifiers.phrase(text, *span) and effort not in modality:
            yield f"modality «{modality}», but «{effort}» is printed in the phrase"


def _marks(fact: Row, clause: Clause, span: tuple[int, int]) -> Iterator[str]:
    """【】 is a five-year total and * a five-year mean growth, and only they."""
    text = clause.text
    total = text[: span[0]].endswith("【") and text[span[1] :].startswith("】")
    growth = text[span[1] :].removeprefix("左右").startswith("*")
    if total and fact["measure"] != "total":
        yield f"measure «{fact['measure']}», expected «total»: the number stands in 【】"
    if growth and fact["measure"] != "mean growth":
        yield f"measure «{fact['measure']}», expected «mean growth»: the number carries *"


def _year(
    fact: Row, clause: Clause, span: tuple[int, int], document: Mapping[str, Clause]
) -> Iterator[str]:
    basis = fact["year_basis"]
    named = {int(fact[column]) for column in ("year", "year_from") if fact[column]}
    if basis == "none":
        if named:
            yield f"year_basis «none», but a year is given: {sorted(named)}"
        return
    if not named:
        yield f"year_basis «{basis}», but no year is given"
    if basis == "inferred":
        if not fact["note"]:
            yield "year is inferred: note must say from what"
        return
    if basis == "printed":
        missing = named - numerals.years(clause.text)
        if missing:
            yield f"year {sorted(missing)} is not printed in the clause"
        return
    if not clause.box:
        yield f"year_basis «{basis}», but the clause is in no box"
        return
    head = document.get(f"{clause.box}.head")
    above = document[clause.box].text + (head.text if head else "")
    missing = named - numerals.years(above)
    if missing:
        yield f"year {sorted(missing)} is not in the heading of the box"
    column = _column(clause, span)
    if column and (own := numerals.years(column)) and not own & named:
        yield f"year {sorted(named)}, but the column is headed «{column}»"


def _column(clause: Clause, span: tuple[int, int]) -> str:
    if not clause.cells or len(clause.heads) != len(clause.cells):
        return ""
    shown = len(clause.cells) - clause.text.count("\t") - 1
    return clause.heads[shown + clause.text[: span[0]].count("\t")]


def _overlaps(claimed: Claims, file: str) -> Iterator[Failure]:
    """A numeral belongs to one row, unless it says one thing of two subjects (均)."""
    for (_, path), spans in claimed.items():
        ordered = sorted(spans)
        for one, two in itertools.pairwise(ordered):
            shared = one[:2] == two[:2] and one[3] == two[3]
            if two[0] < one[1] and not shared:
                yield Failure(file, two[2], path, f"the same numeral belongs to {one[2]}")


def _account(
    proof: Proof,
    exclusions: list[Row],
    texts: Mapping[str, Mapping[str, Clause]],
    coverage: Mapping[str, tuple[str, ...]],
    claimed: Claims,
    years: Mapping[tuple[str, str], set[int]],
    file: str,
    exclusions_file: str,
) -> None:
    used = [0] * len(exclusions)
    for doc, clauses in texts.items():
        for path, clause in clauses.items():
            if not covered(path, coverage[doc]):
                continue
            proof.clauses[doc] += 1
            spans = claimed.get((doc, path), [])
            excluded = [
                (start, start + len(row["context"]), i)
                for i, row in enumerate(exclusions)
                if row["doc_id"] in ("*", doc) and covered(path, (row["clause"],))
                for start in _all(clause.text, row["context"])
            ]
            for numeral in numerals.walk(clause.text):
                inside = [s for s in spans if s[0] <= numeral.start and numeral.end <= s[1]]
                out = [s for s in excluded if s[0] <= numeral.start and numeral.end <= s[1]]
                for _, _, i in out:
                    used[i] += 1
                if inside and out and exclusions[out[0][2]]["clause"] != "*":
                    reason = f"«{numeral.text}» is excluded and belongs to {inside[0][2]}"
                    proof.failures.append(
                        Failure(exclusions_file, str(out[0][2] + 2), path, reason)
                    )
                elif inside:
                    proof.numerals["fact"] += 1
                elif out:
                    proof.numerals["exclusion"] += 1
                elif _is_year(clause.text, numeral) and int(numeral.text) in years.get(
                    (doc, path), set()
                ):
                    proof.numerals["year"] += 1
                else:
                    near = clause.text[max(0, numeral.start - 8) : numeral.end + 8]
                    reason = (
                        f"{doc}: «{numeral.text}» in «{near}» belongs to no fact and no exclusion"
                    )
                    proof.failures.append(Failure(file, "-", path, reason))
    for i, (row, times) in enumerate(zip(exclusions, used, strict=True)):
        if not times and row["doc_id"] in ("*", *texts):
            reason = f"«{row['context']}» excludes no numeral"
            proof.failures.append(Failure(exclusions_file, str(i + 2), row["clause"], reason))


def _all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _is_year(text: str, numeral: numerals.Numeral) -> bool:
    return any(m.start(1 if m[1] else 2) == numeral.start for m in numerals.YEAR.finditer(text))
