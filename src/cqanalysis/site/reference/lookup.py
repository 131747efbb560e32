"""What stands where: names, values and cross-references for the generated pages."""

from __future__ import annotations

import functools
from collections import defaultdict
from typing import Any, Final

import pandas as pd

from cqanalysis import citation
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import EXHIBITS, amounts, part
from cqanalysis.site.reference.markup import Cell, Html, code, join, link
from cqanalysis.site.reference.words import DEFINITIONS
from cqanalysis.tables import Data, records

_KINDS: Final[dict[str, dict[Language, str]]] = {
    "baseline": {"en": "base", "zh": "基数"},
    "achieved": {"en": "outcome", "zh": "已实现"},
    "target": {"en": "target", "zh": "目标"},
    "standard": {"en": "standard", "zh": "标准"},
    "quantity": {"en": "quantity", "zh": "工作量"},
    "label": {"en": "slogan", "zh": "提法"},
}


class Lookup:
    """Names and cross-references of one edition.

    Args:
        data: The data package.
        language: Of the edition.
    """

    def __init__(self, data: Data, language: Language) -> None:
        self.data = data
        self.language: Language = language
        self.up = "../"
        name = f"name_{language}"
        self.place_names: dict[str, str] = dict(data["places"].set_index("place")[name])
        self.indicator_names: dict[str, str] = dict(data["indicators"].set_index("indicator")[name])
        self.agency_names: dict[str, str] = dict(data["agencies"].set_index("agency")[name])
        self.short: dict[str, str] = dict(
            data["documents"].set_index("doc_id")[f"short_{language}"]
        )
        self._units: dict[str, Any] = {row.unit: row for row in records(data["units"])}
        self.facts: dict[str, Any] = {row.fact_id: row for row in records(data["facts"])}
        self.observations: dict[str, Any] = {
            row.obs_id: row for row in records(data["observations"])
        }
        self.projects: list[Any] = list(records(data["projects"]))
        self.districts: list[str] = sorted(
            data["places"].loc[
                data["places"]["kind"].isin(["district", "county", "autonomous county"]), "place"
            ]
        )

    # --- Words -------------------------------------------------------------

    def amount(self, value: float, unit: str) -> str:
        """A value with its unit, as the edition writes it."""
        return amounts.amount(value, unit, self.english(unit), self.language)

    def english(self, unit: str) -> str | None:
        """A unit in English, with its scale; None where the data have none."""
        row = self._units.get(unit)
        return None if row is None else str(row.name_en)

    def printed(self, fact: Any) -> str:
        """A fact's value with its qualifiers."""
        if pd.isna(fact.value):
            deferred = {"en": "set by the state", "zh": "国家下达"}[self.language]
            return deferred if fact.measure == "deferred" else str(fact.printed) or "—"
        return amounts.qualified(fact, self.english(fact.unit), self.language)

    def kind(self, fact: Any) -> str:
        """What kind of number a fact is."""
        return _KINDS[fact.kind][self.language]

    @staticmethod
    def years(fact: Any) -> str:
        """The year or years of a fact."""
        if pd.isna(fact.year):
            return "—"
        return str(fact.year) if pd.isna(fact.year_from) else f"{fact.year_from}–{fact.year}"

    def unit(self, unit: str) -> str:
        """A unit as the edition writes it, over a column or an axis."""
        row = self._units.get(unit)
        return str(row.name_en) if self.language == "en" and row is not None else unit

    def definition(self, code: str) -> str:
        """The definition or survey of an observation."""
        return code if self.language == "en" or not code else DEFINITIONS[code]

    def source(self, key: str) -> Html:
        """A statistical source, linked to the list of sources."""
        row = self._row("statistics_sources", "source", key)
        return link(f"{self.up}reference/sources.html#{key}", str(row.title))

    def label(self, fact: Any) -> str:
        """What a fact is about."""
        return str(getattr(fact, f"label_{self.language}"))

    def name(self, row: Any) -> str:
        """A row's name."""
        return str(getattr(row, f"name_{self.language}"))

    # --- Links -------------------------------------------------------------

    def clause(self, doc_id: str, path: str) -> Html:
        """A clause, linked to the clause index."""
        target = f"{self.up}clauses/{doc_id}.html#{path}"
        return link(target, f"{self.short[doc_id]} {path}")

    def indicator(self, key: str) -> Html:
        """An indicator, linked to its page."""
        return link(f"{self.up}indicators/{key}.html", self.indicator_names[key])

    def place(self, key: str) -> Html:
        """A place, linked to its page where it has one."""
        if key in self.districts:
            return link(f"{self.up}districts/{key}.html", self.place_names[key])
        return Html(self.place_names.get(key, key))

    def exhibit(self, key: str) -> Html:
        """An exhibit, linked to its page."""
        own = part(EXHIBITS[key], self.data, self.language)
        return join([link(f"{self.up}exhibits/{key}.html", f"{own.number} {own.title}"), code(key)])

    def conflict(self, key: str) -> Html:
        """A conflict, linked to the register."""
        return link(f"{self.up}reference/conflicts.html#{key}", code(key))

    def reference(self, table: str, key: str) -> Html:
        """A row that a conflict names."""
        if table == "facts":
            fact = self.facts[key]
            return join(
                [self.clause(fact.doc_id, fact.clause), self.printed(fact), self.years(fact)]
            )
        if table == "observations":
            row = self.observations[key]
            return join(
                [self.indicator(row.indicator), self.amount(row.value, row.unit), str(row.year)]
            )
        if table == "clauses":
            return self.clause(*key.split("/", 1))
        if table in ("projects", "tasks", "roles"):
            column = {"projects": "project", "tasks": "task_id", "roles": "role_id"}[table]
            row = self._row(table, column, key)
            named = "role" if table == "roles" else "title" if table == "tasks" else "name"
            words = str(getattr(row, f"{named}_{self.language}"))
            return join([self.clause(row.doc_id, row.clause), words])
        return Html(self.place_names[key if table == "places" else key.split("/")[1]])

    @functools.cache  # noqa: B019 - one lookup an edition, for the length of a build
    def _rows(self, table: str, column: str) -> dict[str, Any]:
        return {getattr(row, column): row for row in records(self.data[table])}

    def _row(self, table: str, column: str, key: str) -> Any:
        return self._rows(table, column)[key]

    def within(self, place: str) -> set[str]:
        """A place and all that lies in it."""
        places = self.data["places"]
        found, below = {place}, {place}
        while below:
            below = set(places.loc[places["parent"].isin(below), "place"]) - found
            found |= below
        return found

    @functools.cached_property
    def by_place(self) -> dict[str, list[Any]]:
        """Observations by place."""
        found: dict[str, list[Any]] = defaultdict(list)
        for row in records(self.data["observations"]):
            found[row.place].append(row)
        return found

    @functools.cached_property
    def across(self) -> dict[tuple[str, int, str, str], dict[str, float]]:
        """Values of all districts by indicator, year, vintage and definition."""
        found: dict[tuple[str, int, str, str], dict[str, float]] = defaultdict(dict)
        districts = set(self.districts)
        for row in records(self.data["observations"]):
            if row.place in districts:
                found[row.indicator, row.year, row.vintage, row.definition][row.place] = row.value
        return found

    # --- Cross-references --------------------------------------------------

    @functools.cached_property
    def uses(self) -> dict[str, list[str]]:
        """Exhibits by the fact that they use."""
        found: dict[str, list[str]] = defaultdict(list)
        for key, record in EXHIBITS.items():
            for fact in citation.ids(record.rows(self.data), citation.FACTS):
                found[fact].append(key)
        return found

    @functools.cached_property
    def names(self) -> dict[tuple[str, str], list[str]]:
        """Exhibits by the document and clause that they name themselves."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, record in EXHIBITS.items():
            for clause in citation.ids(record.rows(self.data), citation.CLAUSES):
                doc_id, _, path = clause.partition(" ")
                found[doc_id, path].append(key)
        return found

    @functools.cached_property
    def shows(self) -> dict[str, list[str]]:
        """Exhibits by the observation that they use."""
        found: dict[str, list[str]] = defaultdict(list)
        for key, record in EXHIBITS.items():
            for obs in citation.ids(record.rows(self.data), citation.OBSERVATIONS):
                found[obs].append(key)
        return found

    @functools.cached_property
    def disputes(self) -> dict[tuple[str, str], list[str]]:
        """Conflicts by the table and key of a row that they name."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in records(self.data["conflict_refs"]):
            found[row.table, row.ref].append(row.conflict_id)
        return found

    def disputed(self, refs: list[tuple[str, str]]) -> list[str]:
        """Conflicts that name any of some rows, each once, with what disagrees."""
        found = dict.fromkeys(c for ref in refs for c in self.disputes.get(ref, []))
        return [join([self.conflict(key), self._finding(key)]) for key in found]

    def _finding(self, conflict: str) -> str:
        return str(
            getattr(self._row("conflicts", "conflict_id", conflict), f"finding_{self.language}")
        )

    def fact_row(self, fact: Any, *, linked: bool = True) -> list[str | Cell]:
        """The cells of a fact: what (linked to its indicator), value, years, kind, clause, id."""
        what = self.label(fact)
        if fact.indicator and linked:
            what = link(f"{self.up}indicators/{fact.indicator}.html", what)
        return [
            what,
            Cell(self.printed(fact), None if pd.isna(fact.value) else float(fact.value)),
            self.years(fact),
            self.kind(fact),
            self.clause(fact.doc_id, fact.clause),
            code(fact.fact_id),
        ]


#: Heads of `Lookup.fact_row`.
FACT_HEADS: Final[dict[Language, list[str]]] = {
    "en": ["What", "Number", "Year", "Kind", "Clause", "Row"],
    "zh": ["内容", "数字", "年份", "性质", "条款", "行号"],
}
