from __future__ import annotations

import csv
import io
import re

import pandas as pd
import pytest

from cqanalysis import citation, tables
from cqanalysis.drawing.canvas import SHAPES
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import EXHIBITS, PROSE, RETIRED, Exhibit, find
from cqanalysis.exhibits.record import Words

DATA = tables.load()
ALL = list(EXHIBITS.values())
FIGURES = [e for e in ALL if e.kind == "figure"]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def words(exhibit: Exhibit, language: Language) -> Words:
    return exhibit.said(DATA, language)


def numbers(text: str) -> list[str]:
    # "for 10,000 residents" is 每万名 in Chinese.
    plain = text.replace(",", "").replace("每万", "每10000")
    return sorted(re.findall(r"\d+(?:\.\d+)?", plain))


def test_there_are_at_least_six() -> None:
    assert len(ALL) >= 6


def test_the_ids_are_those_published() -> None:
    # An id never changes: adding one here is a decision, losing one a defect.
    assert list(EXHIBITS) == [
        "overview-status",
        "overview-board",
        "overview-pace",
        "overview-timeline",
        "overview-headline-fit",
        "overview-verdicts",
        "overview-shared-targets",
        "overview-thirteenth-plan",
        "spatial-designations",
        "spatial-population-change",
        "spatial-metro-share",
        "spatial-rank-size",
        "spatial-thresholds",
        "spatial-gdp-ratio",
        "spatial-project-stages",
        "spatial-kaizhou-towns",
        "spatial-role-likeness",
        "migrants-registration-gap",
        "migrants-path",
        "migrants-backtest",
        "migrants-targets",
        "migrants-registered-elsewhere",
        "migrants-urban-sources",
        "migrants-ages",
        "migrants-instruments",
        "migrants-linkage",
        "renewal-programmes",
        "renewal-scale",
        "renewal-observed-years",
        "renewal-old-compounds",
        "renewal-goals",
        "renewal-measurable-tasks",
        "renewal-kaizhou-works",
        "renewal-procedures",
        "governance-leads",
        "governance-partners",
        "governance-renewal-roles",
        "governance-binding-outcome",
        "governance-can-fail",
        "governance-monitoring-index",
        "governance-passed-on",
        "governance-instruments",
        "governance-safety-digital",
        "integration-income-ratio",
        "integration-growth-gap",
        "integration-ratio-2035",
        "integration-district-ratio",
        "integration-beta-convergence",
        "integration-sigma-convergence",
        "integration-reform-zones",
        "integration-factor-flows",
        "integration-rural-promises",
    ]


@pytest.mark.parametrize("exhibit", ALL, ids=lambda e: e.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_whole_and_state_a_number(exhibit: Exhibit, language: Language) -> None:
    own = words(exhibit, language)
    assert own.finding
    for text in (own.title, own.alt, own.finding):
        assert re.search(r"\d", text), text
    assert len({own.title, own.alt, own.note, own.finding}) == 4
    for text in (own.title, own.subtitle, own.alt, own.note, own.finding):
        assert bool(CHINESE.search(text)) == (language == "zh"), text
        assert "nan" not in text.lower().split()
        assert "  " not in text
        # A brace is a number that was meant to be computed.
        assert "{" not in text, text


@pytest.mark.parametrize("exhibit", ALL, ids=lambda e: e.id)
def test_both_languages_state_the_same_numbers_in_the_title(exhibit: Exhibit) -> None:
    assert numbers(words(exhibit, "en").title) == numbers(words(exhibit, "zh").title)


@pytest.mark.parametrize("exhibit", ALL, ids=lambda e: e.id)
def test_every_row_says_what_it_rests_on(exhibit: Exhibit) -> None:
    table = exhibit.rows(DATA)
    assert len(table)
    assert set(citation.ids(table, citation.FACTS)) <= set(DATA["facts"]["fact_id"])
    assert set(citation.ids(table, citation.OBSERVATIONS)) <= set(DATA["observations"]["obs_id"])
    assert not citation.cited(table, DATA).empty or citation.ids(table, citation.OBSERVATIONS)
    for row in tables.records(table):
        assert row.fact_ids or row.obs_ids or getattr(row, citation.CLAUSES, ""), row


@pytest.mark.parametrize("exhibit", ALL, ids=lambda e: e.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sources_name_every_document_and_statistic(
    exhibit: Exhibit, language: Language
) -> None:
    table = exhibit.rows(DATA)
    facts = citation.cited(table, DATA)
    entries = citation.sources(table, DATA, language)
    joined = " ".join(source.text for source in entries)
    for title in (
        DATA["documents"].set_index("doc_id").loc[facts["doc_id"].unique()][f"title_{language}"]
    ):
        assert title in joined
    for clause in facts["clause"].unique():
        assert clause in joined
    assert entries


def test_a_clause_without_a_number_is_cited_like_one_with() -> None:
    table = pd.DataFrame(
        {
            "fact_ids": ["plan2035-c2.s3.b1.r9-2", ""],
            "obs_ids": "",
            "clause_ids": ["plan2035 c2.s3.b1.r9", "plan2035 c3.s5.g1|action2025 t13.g1"],
        }
    )
    named = citation.cited(table, DATA)
    assert list(named["doc_id"] + " " + named["clause"]) == [
        "plan2035 c2.s3.b1.r9", "plan2035 c3.s5.g1", "action2025 t13.g1",
    ]  # fmt: skip
    plan, action = citation.sources(table, DATA, "en")
    assert "c2.s3.b1.r9" in plan.text
    assert "c3.s5.g1" in plan.text
    assert "t13.g1" in action.text
    assert "t13.g1" in citation.source_line(table, DATA, "zh")
    assert "c3.s5.g1" in citation.source_items(table, DATA, "en")[0]["note"]
    with pytest.raises(KeyError, match="c99"):
        citation.cited(table.assign(clause_ids="plan2035 c99"), DATA)


@pytest.mark.parametrize("exhibit", ALL, ids=lambda e: e.id)
def test_the_csv_holds_the_rows_drawn(exhibit: Exhibit) -> None:
    rows = list(csv.DictReader(io.StringIO(exhibit.csv(DATA, "en"))))
    assert len(rows) == len(exhibit.rows(DATA))
    assert {"fact_ids", "obs_ids"} <= set(rows[0])


def test_a_changed_observation_changes_the_exhibit() -> None:
    # What proves a figure: nbval compares the outputs, and they move with the data.
    exhibit = find("integration-income-ratio")
    observations = DATA["observations"].copy()
    chosen = observations["obs_id"] == "income_rural-chongqing-2024-published"
    assert chosen.sum() == 1
    observations.loc[chosen, "value"] += 100
    changed = tables.Data({**DATA.tables, "observations": observations})
    assert exhibit.digest(changed) != exhibit.digest(DATA)
    assert exhibit.picture(changed, "en", "wide") != exhibit.picture(DATA, "en", "wide")


def test_a_changed_fact_changes_the_exhibit() -> None:
    exhibit = find("integration-growth-gap")
    facts = DATA["facts"].copy()
    chosen = (facts["doc_id"] == "plan2035") & (facts["statement"] == "plan2035/income-ratio-2025")
    assert chosen.sum() == 1
    facts.loc[chosen, "value"] = 2.30
    changed = tables.Data({**DATA.tables, "facts": facts})
    new, old = (exhibit.said(d, "en").title for d in (changed, DATA))
    assert new != old


def test_the_next_year_of_incomes_can_be_added() -> None:
    # What the maintainer does first: the rural income that completes the pair of 2025.
    observations = DATA["observations"]
    row = observations[observations["obs_id"] == "income_rural-chongqing-2024-published"]
    row = row.assign(obs_id="income_rural-chongqing-2025-published", year=2025, value=23500.0)
    added = tables.Data({**DATA.tables, "observations": pd.concat([observations, row])})
    moved = [exhibit for exhibit in ALL if exhibit.digest(added) != exhibit.digest(DATA)]
    assert {"integration-income-ratio", "overview-board"} <= {exhibit.id for exhibit in moved}
    for exhibit in moved:
        table = exhibit.rows(added)
        for language in LANGUAGES:
            assert exhibit.words(table, language).title
            if exhibit.kind == "figure":
                for shape in SHAPES:
                    assert exhibit.picture(added, language, shape).startswith("<svg ")
    for paragraphs in PROSE.values():
        for sentence in paragraphs.values():
            for language in LANGUAGES:
                assert "{" not in sentence(added, language)
                assert "{" not in sentence(DATA, language)
    status = PROSE["integration"]["target-status"]
    assert "met: the ratio of the year was 2.21" in status(added, "en")
    assert "已实现，当年收入比为2.21" in status(added, "zh")
    assert "last seen in 2024" in status(DATA, "en")


def test_an_unknown_id_lists_those_that_exist() -> None:
    with pytest.raises(KeyError, match="integration-income-ratio"):
        find("integration-incomes")


@pytest.mark.parametrize("missing", ["title", "subtitle", "alt", "note", "finding"])
def test_no_word_may_be_missing(missing: str) -> None:
    whole = {"title": "a", "subtitle": "b", "alt": "c 2.5", "note": "d", "finding": "e 2.5"}
    Words(**whole)
    with pytest.raises(ValueError, match=missing):
        Words(**{**whole, missing: " "})


def test_an_alt_text_is_not_the_title_and_states_the_finding() -> None:
    with pytest.raises(ValueError, match="repeat the title"):
        Words(title="a 1.5", subtitle="b", alt="a 1.5", note="d", finding="e 1.5")
    # A year is no value.
    with pytest.raises(ValueError, match="with its value"):
        Words(title="a", subtitle="b", alt="c 2025", note="d", finding="e 1.5 in 2025")


def test_a_retired_id_names_what_replaced_it() -> None:
    for key, gone in RETIRED.items():
        assert key not in EXHIBITS
        assert gone.replaced_by in EXHIBITS
        assert set(gone.why) == set(LANGUAGES)
