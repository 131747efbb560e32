"""What only a browser can tell: these tests drive the machine's Chromium."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cqanalysis import exports, tables
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import EXHIBITS

DATA = tables.load()
KEY = "integration-income-ratio"
EDITIONS: list[tuple[str, Language]] = [("", "en"), ("zh/", "zh")]


def pasted(page: Page) -> str:
    """What a reader gets who pastes."""
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<textarea id=pasted></textarea>')"
    )
    page.locator("#pasted").focus()
    page.keyboard.press("Control+V")
    return page.locator("#pasted").input_value()


@pytest.mark.parametrize(("place", "language"), EDITIONS)
@pytest.mark.parametrize("clipboard", [True, False], ids=["asked", "selected"])
def test_a_citation_is_copied_by_keyboard_from_a_folder(
    site: Path, page: Page, place: str, language: Language, clipboard: bool
) -> None:
    if not clipboard:
        # As in a browser that keeps the clipboard from pages opened from a folder.
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto((site / place / "exhibits" / f"{KEY}.html").as_uri())
    button = page.locator("button.cq-copy").first
    button.focus()
    page.keyboard.press("Enter")
    told = {"en": "Copied", "zh": "已复制"}[language]
    expect(page.locator(".cq-copied").first).to_have_text(told)
    assert pasted(page).strip() == exports.cited(EXHIBITS[KEY], DATA, language)


@pytest.mark.parametrize("place", ["", "zh/"])
def test_every_copy_button_copies_its_own_text(site: Path, page: Page, place: str) -> None:
    page.goto((site / place / "exhibits" / f"{KEY}.html").as_uri())
    page.evaluate("document.querySelectorAll('.cq-citations details').forEach(d => d.open = true)")
    buttons = page.locator("button.cq-copy")
    assert buttons.count() == 6
    for place_of in range(buttons.count()):
        button = buttons.nth(place_of)
        button.click()
        wanted = page.locator(f"#{button.get_attribute('data-copy')}").text_content()
        page.wait_for_function(
            "n => document.querySelectorAll('.cq-copied')[n].textContent", arg=place_of
        )
        assert page.evaluate("navigator.clipboard.readText()") == wanted


@pytest.mark.parametrize("place", ["", "zh/"])
def test_the_index_of_figures_is_filtered_by_keyboard(site: Path, page: Page, place: str) -> None:
    page.goto((site / place / "exhibits" / "index.html").as_uri())
    cards = page.locator("ul.cq-gallery > li")
    assert cards.count() == len(EXHIBITS)
    page.locator("select[name=kind]").focus()
    page.keyboard.press("End")
    tables_shown = sum(e.kind == "table" for e in EXHIBITS.values())
    assert page.locator("ul.cq-gallery > li:not([hidden])").count() == tables_shown
    assert str(tables_shown) in page.locator(".cq-filter [role=status]").inner_text()


@pytest.mark.parametrize(
    ("place", "find", "pages"), [("", "Find in table", "Pages"), ("zh/", "在表中查找", "翻页")]
)
def test_a_long_table_is_searched_sorted_and_turned_by_keyboard(
    served: str, page: Page, place: str, find: str, pages: str
) -> None:
    page.goto(f"{served}{place}reference/agencies.html")
    rows = page.locator("table#agencies tbody tr")
    first = rows.first.inner_text()
    assert rows.count() == 50
    following = page.get_by_role("navigation", name=re.compile(pages)).locator(".next")
    following.focus()
    page.keyboard.press("Enter")
    expect(rows.first).not_to_have_text(first)
    head = page.locator("table#agencies thead th").nth(2)
    head.focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", re.compile("ending"))
    page.get_by_role("searchbox", name=re.compile(find)).focus()
    page.keyboard.type("agriculture-rural")
    expect(rows).to_have_count(1)


def test_without_scripts_everything_is_there(site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "exhibits" / f"{KEY}.html").as_uri())
    # A button that could do nothing is not shown; the text is.
    assert page.locator("button.cq-copy").first.is_hidden()
    assert page.locator(".cq-citations pre").first.is_visible()
    page.goto((site / "exhibits" / "index.html").as_uri())
    assert page.locator("form.cq-filter").is_hidden()
    assert page.locator("ul.cq-gallery > li").count() == len(EXHIBITS)
    context.close()
