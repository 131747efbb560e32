from __future__ import annotations

import csv
import functools
import io
import itertools
import math
import re
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cqanalysis import agreement, citation, tables
from cqanalysis.drawing.panels import Line, Panel, _runs, panels
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import amounts
from cqanalysis.site.build import scripts
from cqanalysis.site.pages import LIBRARY
from cqanalysis.site.reference import board, clauses, districts, indicators, registers, words
from cqanalysis.site.reference.lookup import Lookup
from cqanalysis.site.reference.markup import Cell, Html, Page, code, join, link

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@functools.cache
def lookup(language: Language) -> Lookup:
    return Lookup(tables.load(), language)


@functools.cache
def generated(language: Language) -> dict[str, Page]:
    look = lookup(language)
    found = [
        *districts.pages(look),
        *indicators.pages(look, tables.as_of()),
        *clauses.pages(look),
        board.page(look),
        *registers.pages(look),
    ]
    assert len({page.name for page in found}) == len(found)
    return {page.name: page for page in found}


@functools.cache
def soup(language: Language, name: str) -> BeautifulSoup:
    return BeautifulSoup("\n".join(generated(language)[name].parts), "html.parser")


# --- Markup --------------------------------------------------------------------


def test_text_is_escaped_once_and_markup_not_at_all() -> None:
    assert join(["a<b", Html("<b>c</b>")], " & ") == "a&lt;b &amp; <b>c</b>"
    assert link("x?a=1&b=2", "<q>") == '<a href="x?a=1&amp;b=2">&lt;q&gt;</a>'
    assert code("a<b") == "<code>a&lt;b</code>"


def page_of(rows: int) -> Page:
    page = Page("there/here", "Here", "en")
    cells: list[list[str | Cell]] = [
        [Html(f'<a href="#x">n{i}</a>'), Cell("10 & more", 10.0), Cell("x", None, "plain")]
        for i in range(rows)
    ]
    page.table("t", "Some rows", ["Name", "Size", "Word"], cells)
    return page


@pytest.mark.parametrize(("rows", "long"), [(1, False), (8, False), (9, True)])
def test_a_table_is_whole_without_a_script_and_asks_for_one_only_if_long(
    rows: int, long: bool
) -> None:
    page = page_of(rows)
    table = BeautifulSoup(page.parts[0], "html.parser").find("table")
    assert table is not None
    assert (table.get("class") == ["cq-table"]) is long
    assert table.find("caption") is not None
    assert [th["scope"] for th in table.find_all("th")] == ["col"] * 3 + ["row"] * rows
    assert len(table.find_all("td", attrs={"data-order": "10"})) == rows


def test_the_csv_of_a_table_holds_its_rows_as_text() -> None:
    page = page_of(2)
    assert list(page.files) == ["_tables/there-here-t.csv"]
    content = page.files["_tables/there-here-t.csv"]
    assert content.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(content[1:])))
    assert read == [["Name", "Size", "Word"], *[[f"n{i}", "10 & more", "plain"] for i in range(2)]]
    assert 'href="../_tables/there-here-t.csv"' in page.parts[1]


def test_an_empty_table_is_a_word() -> None:
    page = page_of(0)
    assert page.parts == ["None."]
    assert not page.files


def test_scripts_come_from_the_library_with_their_licence(tmp_path: Path) -> None:
    scripts(tmp_path / "s")
    assert {path.name for path in (tmp_path / "s").iterdir()} >= {*LIBRARY, "tables.js"}
    for name in LIBRARY:
        assert "/*!" in (tmp_path / "s" / name).read_text(encoding="utf-8")[:10]


# --- Pages -----------------------------------------------------------------------


def anchors(page: Page) -> list[str]:
    """Anchors of a page; the names within a picture are its own."""
    text = re.sub("<svg.*?</svg>", "", "\n".join(page.parts), flags=re.DOTALL)
    return [one or two for one, two in re.findall(r'id="([^"]+)"|^\((.*)\)=$', text, re.MULTILINE)]


def test_both_editions_have_the_same_pages_tables_and_anchors() -> None:
    assert list(generated("en")) == list(generated("zh"))
    for name, page in generated("en").items():
        other = generated("zh")[name]
        assert anchors(page) == anchors(other), name
        assert list(page.files) == list(other.files), name
        for file, content in page.files.items():
            assert content.count("\n") == other.files[file].count("\n"), file


def test_there_is_a_page_for_each_district_indicator_and_document() -> None:
    data = tables.load()
    names = set(generated("en"))
    units = data["places"][data["places"]["kind"].isin(["district", "county", "autonomous county"])]
    assert len(units) == 38
    assert {f"districts/{place}" for place in units["place"]} <= names
    assert {f"indicators/{key}" for key in data["indicators"]["indicator"]} <= names
    assert {f"clauses/{doc}" for doc in data["documents"]["doc_id"]} <= names


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clause_is_an_anchor_and_every_fact_stands_at_its_clause(language: Language) -> None:
    data = tables.load()
    for doc, rows in data["clauses"].groupby("doc_id"):
        page = soup(language, f"clauses/{doc}")
        ids = [str(tag["id"]) for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids))
        assert set(rows["clause"]) <= set(ids)
        facts = set(data["facts"].loc[data["facts"]["doc_id"] == doc, "fact_id"])
        assert facts <= set(ids)
        # A fact follows the heading of its own clause.
        last, seen = "", 0
        for tag in page.find_all(id=True):
            if "cq-clause" in (tag.get("class") or []):
                last = str(tag["id"])
            elif str(tag["id"]) in facts:
                seen += 1
                assert str(tag["id"]).removeprefix(f"{doc}-").rpartition("-")[0] == last
        assert seen == len(facts)


def test_registers_hold_a_row_for_each_row_of_their_table() -> None:
    data = tables.load()
    for name, table, count in (
        ("conflicts", "conflicts", len(data["conflicts"])),
        ("conflicts", "checks", len(data["restatements"])),
        ("verdicts", "verdicts", len(data["verdicts"])),
        ("tasks", "tasks", len(data["tasks"])),
        ("agencies", "agencies", len(data["agencies"])),
        ("projects", "projects", len(data["projects"])),
        ("measures", "measures", int((data["measures"]["instrument"] != "none").sum())),
        ("sources", "statistics-table", len(data["statistics_sources"])),
    ):
        for language in LANGUAGES:
            page = generated(language)[f"reference/{name}"]
            content = page.files[f"_tables/reference-{name}-{table}.csv"]
            assert len(list(csv.reader(io.StringIO(content)))) == count + 1, (name, table)


def test_the_dictionary_describes_every_column_in_both_languages() -> None:
    described = 0
    for resource in tables.schema()["resources"]:
        for key in ("title_zh", "description_zh"):
            assert _CHINESE.search(resource[key]), resource["name"]
        for field in resource.get("schema", {}).get("fields", []):
            described += 1
            assert field["description"], field["name"]
            assert _CHINESE.search(field["description_zh"]), field["name"]
            assert field["name"] in soup("zh", "reference/dictionary").get_text()
    assert described > 200


def test_kappa_on_the_page_is_that_of_the_two_codings() -> None:
    data = tables.load()
    keys = ["doc_id", "clause", "nth"]
    both = data["measures_second"].merge(data["measures"], on=keys, suffixes=("_2", "_1"))
    found = agreement.cohen(list(both["instrument_1"]), list(both["instrument_2"]))
    content = generated("en")["reference/measures"].files["_tables/reference-measures-kappa.csv"]
    rows = list(csv.reader(io.StringIO(content)))
    assert rows[2][1:] == [
        str(found.units), f"{100 * found.observed:.1f}%", f"{100 * found.expected:.1f}%",
        f"{found.kappa:.2f}",
    ]  # fmt: skip


def test_a_district_is_ranked_among_those_with_a_value() -> None:
    page = generated("en")["districts/wanzhou"]
    rows = {
        row[0]: row
        for row in csv.reader(
            io.StringIO(page.files["_tables/districts-wanzhou-statistics-table.csv"])
        )
    }
    people = rows["Resident population"]
    observations = tables.load()["observations"]
    same = observations[
        (observations["indicator"] == "resident_population") & (observations["year"] == 2024)
        & observations["place"].isin(lookup("en").districts)
    ].set_index("place")["value"]  # fmt: skip
    rank = int((same > same["wanzhou"]).sum()) + 1
    assert people[1] == "2024"
    assert people[5] == f"{rank} / {len(same)}"


@pytest.mark.parametrize("place", ["jiangbei", "yubei", "beibei"])
def test_redrawn_districts_say_so(place: str) -> None:
    for language, word in (("en", "November 2025"), ("zh", "2025年11月")):
        text = "\n".join(generated(language)[f"districts/{place}"].parts)
        assert f"{word}" in text
    assert "November 2025" not in "\n".join(generated("en")["districts/wanzhou"].parts)


def test_core_districts_say_that_no_role_is_printed() -> None:
    look = lookup("en")
    for place in ("yuzhong", "nanan"):
        assert "None of the five documents lists roles" in "\n".join(
            generated("en")[f"districts/{place}"].parts
        )
    assert look.place_names["core"] in "\n".join(generated("en")["districts/yuzhong"].parts)


def test_an_indicator_without_observation_says_until_when_was_searched() -> None:
    data = tables.load()
    seen = set(data["observations"]["indicator"])
    absent = [key for key in data["indicators"]["indicator"] if key not in seen]
    assert len(absent) > 10
    for key in absent:
        assert f"Searched until {tables.as_of()}" in "\n".join(
            generated("en")[f"indicators/{key}"].parts
        )


def test_no_page_holds_a_run_of_english_in_chinese_or_an_empty_link() -> None:
    for name, page in generated("zh").items():
        assert not _CHINESE.search(generated("en")[name].title), name
        assert _CHINESE.search(page.title), name
        for part in page.parts:
            assert not re.search("<a [^>]*></a>", part), name


def test_every_code_of_the_data_has_words() -> None:
    data = tables.load()
    for table, column, known in (
        ("observations", "vintage", words.VINTAGES),
        ("conflicts", "kind", words.KINDS),
        ("verdicts", "verdict", words.VERDICTS),
        ("projects", "stage", words.STAGES),
        ("measures", "instrument", words.INSTRUMENTS),
        ("agencies", "kind", words.AGENCIES),
        ("restatements", "kind", words.CHECKS),
        ("restatements", "holds", words.HOLDS),
        ("statistics_sources", "access", words.ACCESS),
    ):
        assert set(data[table][column]) == set(known), (table, column)
    assert set(data["observations"]["definition"]) - {""} == set(words.DEFINITIONS)


# --- Amounts ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "en", "zh"),
    [
        (2800.0, "万人", "28 million persons", "2800万人"),
        (1.0, "亿平方米", "100 million m²", "1亿平方米"),
        (60.0, "万人", "600,000 persons", "60万人"),
        (73.02, "%", "73.02%", "73.02%"),
        (1.84, "∶1", "1.84 to 1", "1.84∶1"),
        (25000.0, "亿元", "2,500 billion yuan", "25000亿元"),
    ],
)
def test_amounts_are_written_as_each_language_counts(
    value: float, unit: str, en: str, zh: str
) -> None:
    assert lookup("en").amount(value, unit) == en
    assert lookup("zh").amount(value, unit) == zh


@pytest.mark.parametrize(
    ("value", "unit", "en", "zh"),
    [
        (0.71, "%", "+0.71", "+0.71"),
        # Minus 1.1 over four years, whatever a division leaves behind it.
        ((89.9 - 91) / 4, "%", "−0.28", "−0.28"),
        (-0.46, "万元", "−4,600", "−0.46"),
        (45.32, "万人", "+453,200", "+45.32"),
        (300.0, "亿元", "+30 billion", "+300.00"),
        (math.nan, "%", "—", "—"),
    ],
)
def test_a_change_is_told_in_the_unit_of_its_amount(
    value: float, unit: str, en: str, zh: str
) -> None:
    assert amounts.change(value, lookup("en").english(unit), "en") == en
    assert amounts.change(value, lookup("zh").english(unit), "zh") == zh


def test_both_ends_of_a_range_have_one_scale() -> None:
    row = pd.Series({
        "value": 1.5, "upper": 2.5, "operator": "range", "unit": "万人", "modality": "",
    })  # fmt: skip
    assert amounts.qualified(row, "10,000 persons", "en") == "15,000–25,000 persons"
    assert amounts.qualified(row, "10,000 persons", "zh") == "1.5–2.5万人"


# --- Panels ------------------------------------------------------------------------


def test_a_line_is_broken_at_a_new_vintage_and_dotted_over_a_gap() -> None:
    points = [
        (2015, 1.0, False),
        (2016, 2.0, False),
        (2018, 3.0, False),
        (2019, 9.0, False),
        (2020, 9.5, False),
    ]
    runs = _runs(Line("x", points, frozenset({2019})))
    told = [([year for year, _, _ in run], whole) for run, whole in runs]
    assert told == [([2015, 2016], True), ([2016, 2018], False), ([2019, 2020], True)]


@given(st.lists(st.integers(2000, 2030), min_size=1, max_size=12, unique=True))
def test_runs_cover_each_step_once(years: list[int]) -> None:
    years = sorted(years)
    runs = _runs(Line("x", [(year, 0.0, False) for year in years]))
    steps = [(run[i][0], run[i + 1][0]) for run, _ in runs for i in range(len(run) - 1)]
    assert sorted(steps) == list(itertools.pairwise(years))


def test_a_panel_is_named_and_the_same_on_every_run() -> None:
    plot = Panel(
        "Rate", "%", [Line("city", [(2020, 1.0, False), (2021, 2.0, True)])], [(2025, 3.0)], "asked"
    )
    drawn = panels("one", 'Rate & "more"', [plot])
    assert drawn == panels("one", 'Rate & "more"', [plot])
    svg = BeautifulSoup(drawn, "html.parser").find("svg")
    assert svg is not None
    assert svg["aria-label"] == 'Rate & "more"'
    assert {"Rate", "%", "city", "asked"} <= {
        text.get_text().strip() for text in svg.find_all("text")
    }
    assert "CQ Sans" not in drawn
    # The site's policy would drop what a style says.
    assert not [
        tag for tag in (svg, *svg.find_all(True)) if tag.name == "style" or tag.get("style")
    ]
    assert {line.get("stroke") for line in svg.find_all("path")} > {None}


@pytest.mark.parametrize(
    ("clause", "en", "zh"),
    [
        ("c2.s3.b1.r9", "chapter 2, section 3, box 1, row 9", "第2章第3节专栏1第9行"),
        ("t13.g1", "task 13, paragraph 1", "任务13第1段"),
        ("t0.g2", "general requirements, paragraph 2", "总体要求第2段"),
        ("t27", "implementation", "实施机制"),
        ("n0.g5", "notice, paragraph 5", "印发通知第5段"),
    ],
)
def test_what_is_no_task_is_not_called_one(clause: str, en: str, zh: str) -> None:
    assert citation.locator(clause, "en") == f"{en} ({clause})"
    assert citation.locator(clause, "zh") == f"{zh}（{clause}）"
