"""The page of the whole board, and the choices above its table."""

from __future__ import annotations

import functools

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page as Browser

from cqanalysis import monitor, overview, tables
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import find
from cqanalysis.exhibits.overview.names import STATUS
from cqanalysis.pace import Status
from cqanalysis.site.reference import board
from cqanalysis.site.reference.lookup import Lookup

DATA = tables.load()


@functools.cache
def soup(language: Language) -> BeautifulSoup:
    page = board.page(Lookup(DATA, language))
    return BeautifulSoup("\n".join(page.parts), "html.parser")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_board_stands_in_the_page(language: Language) -> None:
    rows = soup(language).select("table#board tbody tr")
    targets = monitor.board(DATA)
    assert len(rows) == len(targets) > 200
    first = rows[0].get_text(" ")
    assert str(targets.iloc[0][f"label_{language}"]) in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_theme_document_attribute_year_and_status_can_be_chosen(language: Language) -> None:
    heads = soup(language).select("table#board thead th")
    chosen = [head.get_text() for head in heads if head.has_attr("data-choice")]
    assert len(chosen) == 5
    # What is chosen has few values.
    for index, head in enumerate(heads):
        values = {
            row.find_all(["th", "td"])[index].get_text()
            for row in soup(language).select("table#board tbody tr")
        }
        if head.has_attr("data-choice"):
            assert 2 <= len(values) <= 20, head.get_text()


def test_a_target_last_seen_says_when_and_on_which_side() -> None:
    told = {
        row.find_all(["th", "td"])[11].get_text() for row in soup("en").select("#board tbody tr")
    }
    assert {"last seen 2024, number reached", "last seen 2024, number not reached"} <= told


def test_every_status_has_words_in_both_languages() -> None:
    assert set(STATUS) == set(Status)
    for words in STATUS.values():
        assert set(words) == set(LANGUAGES)
        assert all(words.values())


def test_the_board_in_the_chapter_holds_what_was_observed() -> None:
    rows = find("overview-board").rows(DATA)
    whole = overview.outcomes(DATA)
    seen = whole[whole["seen_year"].notna() | (whole["other_ids"] != "")]
    assert len(rows) == len(seen)
    assert set(rows["outcome"]) >= {"met", "missed", "changed", "ahead", "short", "other"}


@pytest.mark.parametrize(("prefix", "status"), [("", "missed"), ("zh/", "未达到")])
def test_a_choice_leaves_the_rows_that_have_it(
    served: str, page: Browser, prefix: str, status: str
) -> None:
    page.goto(f"{served}{prefix}reference/board.html")
    box = page.locator("form.cq-filter select").last
    rows = page.locator("table#board tbody tr")
    whole = rows.count()
    box.select_option(status)
    assert rows.count() == 1
    assert status in rows.first.inner_text()
    # "missed" is not what stands within another word.
    assert page.locator("form.cq-filter select").count() == 5
    box.select_option("")
    assert rows.count() == whole


def test_choices_add_up(served: str, page: Browser) -> None:
    page.goto(f"{served}reference/board.html")
    boxes = page.locator("form.cq-filter select")
    boxes.nth(1).select_option("Urbanization Plan")
    boxes.nth(2).select_option("binding")
    rows = page.locator("table#board tbody tr")
    assert rows.count() == 1
    assert "good air" in rows.first.inner_text()
