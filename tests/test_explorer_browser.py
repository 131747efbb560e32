"""Explorers as a reader moves them: these tests drive the machine's Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from test_explorer import frames

from cqanalysis import explorer, integration, tables
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import EXPLORERS, THEMES
from cqanalysis.explorer import Scene, State

DATA = tables.load()
KEY = "integration-income-growth"
PAGE = "chapters/integration.html"
EDITIONS: list[tuple[str, Language]] = [("", "en"), ("zh/", "zh")]
SCENES: dict[Language, Scene] = {la: EXPLORERS[KEY].scene(DATA, la) for _, la in EDITIONS}
#: The end of the path, measured in the picture by the lines across it.
MEASURED = """() => {
  const sheet = document.querySelector('.cq-sheet');
  const middle = (box) => box.top + box.height / 2;
  const lines = [...sheet.querySelectorAll('line[stroke="#E6E9ED"]')];
  const named = lines.map((line) => [
    Number(line.nextElementSibling.textContent), middle(line.getBoundingClientRect())]);
  const [[a, ya], [b, yb]] = [named[0], named[named.length - 1]];
  const value = (y) => a + (y - ya) / (yb - ya) * (b - a);
  const path = sheet.querySelector('[data-part=path]');
  const matrix = path.getScreenCTM();
  const ends = [...path.points].map((point) => value(point.matrixTransform(matrix).y));
  return [ends, value(middle(sheet.querySelector('[data-part=end]').getBoundingClientRect()))];
}"""
#: Moves every control to every position, and names the states in which words
#: touch each other or leave the paper.
CROWDED = """() => {
  const figure = document.querySelector('figure.cq-explorer');
  const inputs = [...figure.querySelectorAll('input[type=range]')];
  const found = [];
  let seen = 0;
  const touch = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const [us, rs] = inputs.map((input) => Number(input.max) + 1);
  for (let n = 0; n < us * rs; n++) {
    const [u, r] = [Math.floor(n / rs), n % rs];
    inputs[0].value = u; inputs[1].value = r;
    inputs[0].dispatchEvent(new Event('input', { bubbles: true }));
    // Words above it may take another line and move it.
    const paper = figure.querySelector('.cq-sheet').getBoundingClientRect();
    const texts = [...figure.querySelectorAll('.cq-sheet text')];
    const boxes = texts.map((text) => text.getBoundingClientRect());
    boxes.forEach((box, n) => {
      if (box.left < paper.left || box.right > paper.right || box.bottom > paper.bottom ||
          box.top < paper.top) found.push([u, r, texts[n].textContent]);
      for (let m = 0; m < n; m++) {
        if (touch(box, boxes[m])) found.push([u, r, texts[n].textContent, texts[m].textContent]);
      }
    });
    seen++;
  }
  return [seen, found];
}"""


def shown(page: Page) -> State:
    """What stands in the page, as a state."""
    rows = page.locator(".cq-values tbody tr")
    return State(
        page.locator(".cq-words").inner_text(),
        tuple(
            tuple(cell.strip() for cell in row.locator("th, td").all_text_contents())
            for row in rows.all()
        ),
        {
            "path@points": page.locator("[data-part=path]").get_attribute("points") or "",
            "end@cy": page.locator("[data-part=end]").get_attribute("cy") or "",
            "level@y": page.locator("[data-part=level]").get_attribute("y") or "",
            "level": page.locator("[data-part=level]").text_content() or "",
        },
    )


def assert_shown(page: Page, values: tuple[str, ...], language: Language) -> None:
    """Words, table, picture and address are those of two growth rates."""
    state = SCENES[language].state(values)
    expect(page.locator(".cq-words")).to_have_text(state.words)
    assert shown(page) == state
    urban, rural = values
    pair = integration.income_pairs(DATA["observations"]).iloc[-1]
    path = integration.ratio_outlook(pair, float(urban), float(rural))
    points, end = page.evaluate(MEASURED)
    assert points == pytest.approx(list(path["ratio"]), abs=0.01)
    assert end == pytest.approx(path["ratio"].iloc[-1], abs=0.01)
    for key, value in (("urban", urban), ("rural", rural)):
        slider = page.locator(f"input[name={key}]")
        text = f"{float(value):.1f}%"
        assert slider.get_attribute("aria-valuetext") == text
        assert page.locator(f"p:has(> input[name={key}]) > .cq-value").inner_text() == text


@pytest.fixture(params=["folder", "server"])
def root(request: pytest.FixtureRequest, site: Path) -> str:
    """Where the site is read: from a folder, from a server."""
    if request.param == "folder":
        return site.as_uri() + "/"
    return str(request.getfixturevalue("served"))


@pytest.mark.parametrize(("place", "language"), EDITIONS)
def test_each_control_is_moved_by_keyboard(
    root: str, page: Page, place: str, language: Language
) -> None:
    page.goto(f"{root}{place}{PAGE}")
    first = SCENES[language].first
    assert_shown(page, first, language)
    choices = [[choice.value for choice in c.choices] for c in SCENES[language].controls]
    urban = page.locator("input[name=urban]")
    urban.focus()
    page.keyboard.press("ArrowRight")
    moved = choices[0][choices[0].index(first[0]) + 1]
    assert_shown(page, (moved, first[1]), language)
    assert page.evaluate("location.hash") == f"#{KEY}:urban={moved},rural={first[1]}"
    page.keyboard.press("End")
    assert_shown(page, (choices[0][-1], first[1]), language)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "rural"
    page.keyboard.press("Home")
    assert_shown(page, (choices[0][-1], choices[1][0]), language)
    page.keyboard.press("ArrowUp")
    assert_shown(page, (choices[0][-1], choices[1][1]), language)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert_shown(page, first, language)
    assert page.evaluate("location.hash") == f"#{KEY}:urban={first[0]},rural={first[1]}"


@pytest.mark.parametrize(("place", "language"), EDITIONS)
def test_a_link_opens_its_state_and_the_other_edition_keeps_it(
    root: str, page: Page, place: str, language: Language
) -> None:
    page.goto(f"{root}{place}{PAGE}#{KEY}:urban=3,rural=8.5")
    assert_shown(page, ("3", "8.5"), language)
    expect(page.locator("figure.cq-explorer")).to_be_in_viewport()
    # Another link on the same page, as a reader pastes it.
    page.evaluate(f"location.hash = '#{KEY}:urban=9,rural=2.5'")
    assert_shown(page, ("9", "2.5"), language)
    page.locator("input[name=rural]").focus()
    page.keyboard.press("ArrowRight")
    assert_shown(page, ("9", "3"), language)
    page.locator("a.cq-edition").click()
    other: Language = "en" if language == "zh" else "zh"
    expect(page.locator("html")).to_have_attribute("lang", {"en": "en", "zh": "zh-CN"}[other])
    assert page.evaluate("location.hash") == f"#{KEY}:urban=9,rural=3"
    assert_shown(page, ("9", "3"), other)


def test_a_link_to_the_first_state_is_gone_to(site: Path, page: Page) -> None:
    first = SCENES["en"].first
    page.goto((site / PAGE).as_uri() + f"#{KEY}:urban={first[0]},rural={first[1]}")
    expect(page.locator("figure.cq-explorer")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("urban=99,rural=8", ("", "8")),
        ("rural=8", ("", "8")),
        ("wages=1", ("", "")),
        ("urban=3,urban", ("3", "")),
    ],
)
def test_what_a_link_does_not_say_is_as_at_first(
    site: Path, page: Page, asked: str, given: tuple[str, str]
) -> None:
    page.goto((site / PAGE).as_uri() + f"#{KEY}:{asked}")
    values = tuple(g or f for g, f in zip(given, SCENES["en"].first, strict=True))
    assert_shown(page, values, "en")


def test_another_anchor_moves_nothing(site: Path, page: Page) -> None:
    page.goto((site / PAGE).as_uri() + f"#{KEY}:urban=3,rural=8.5")
    for anchor in ("integration-reform-zones", "100%", "other:urban=9"):
        page.evaluate(f"location.hash = '#{anchor}'")
        page.wait_for_timeout(100)
    assert_shown(page, ("3", "8.5"), "en")


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("place", ["", "zh/"])
def test_no_state_is_crowded(site: Path, page: Page, place: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((site / place / PAGE).as_uri())
    seen, found = page.evaluate(CROWDED)
    assert seen == len(SCENES["en"].settings())
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("place", "language"), EDITIONS)
def test_the_first_state_needs_no_script(
    site: Path, browser: Browser, place: str, language: Language
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / place / PAGE).as_uri())
    scene = SCENES[language]
    assert shown(page) == scene.state(scene.first)
    assert page.locator(".cq-words").is_visible()
    assert page.locator(".cq-picture svg").first.is_visible()
    # A control that could do nothing is not shown; the table opens by itself.
    assert page.locator(".cq-controls").is_hidden()
    page.locator(".cq-values summary").click()
    assert page.locator(".cq-values tbody tr").last.is_visible()
    context.close()


def test_other_pages_carry_no_explorer_script(site: Path) -> None:
    asking = [p for p in site.rglob("*.html") if "explorer.js" in p.read_text(encoding="utf-8")]
    chapters = [f"chapters/{theme}.html" for theme in THEMES]
    assert sorted(asking) == sorted(
        site / place / name for place in ("", "zh") for name in chapters
    )


def test_frames_are_chosen_under_a_strict_policy(page: Page, served: str) -> None:
    content = (
        "<!DOCTYPE html><html lang='en'><head><title>Tiny</title>"
        "<link rel='icon' href='data:,'>"
        "<script defer src='_scripts/explorer.js'></script></head><body>"
        f"<figure class='cq-explorer' id='tiny'>{explorer.panel(frames(), 'tiny', 'en')}</figure>"
    )
    policy = "default-src 'none'; script-src 'self'; img-src data:"
    headers = {"content-type": "text/html", "content-security-policy": policy}
    answer: dict[str, Any] = {"body": content, "headers": headers}
    page.route(f"{served}tiny.html", lambda route: route.fulfill(**answer))
    page.goto(f"{served}tiny.html")
    frame = page.locator("[data-part=frame]")
    expect(page.locator(".cq-controls")).to_be_visible()
    expect(frame).to_have_attribute("alt", "picture b")
    page.locator("select").focus()
    page.keyboard.press("ArrowUp")
    expect(frame).to_have_attribute("alt", "picture a")
    expect(frame).to_have_attribute("src", "data:image/svg+xml,A")
    expect(page.locator(".cq-words")).to_have_text("<a> & finding")
    assert page.evaluate("location.hash") == "#tiny:agency=a"
    page.goto(f"{served}tiny.html#tiny:agency=b")
    expect(frame).to_have_attribute("alt", "picture b")
