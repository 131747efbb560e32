"""What holds of each type of page: on a phone and a desk, in light and dark, from a folder."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from watch import TYPES, Watch

from cqanalysis.drawing import style
from cqanalysis.exhibits import THEMES

WIDTHS: Final = (360, 768, 1440)
MODES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
PAGES: Final = [f"{place}{name}" for place in ("", "zh/") for name in TYPES.values()]
CHAPTERS: Final = [f"{place}chapters/{theme}.html" for place in ("", "zh/") for theme in THEMES]
PIXEL: Final = 4 / 3


@pytest.fixture
def watch(browser: Browser, served: str) -> Iterator[Watch]:
    context = browser.new_context()
    yield Watch(context, served)
    context.close()


def sized(watch: Watch, width: int) -> None:
    watch.page.set_viewport_size({"width": width, "height": 800})


@pytest.mark.parametrize("name", PAGES)
def test_each_type_is_sound_at_each_width_in_light_and_dark(watch: Watch, name: str) -> None:
    watch.visit(name)
    wrong = []
    for mode in MODES:
        watch.page.emulate_media(color_scheme=mode)
        for width in WIDTHS:
            sized(watch, width)
            found = [*watch.check("axe"), *watch.check("overflow"), *watch.wrong()]
            wrong += [f"{mode} {width}: {line}" for line in found]
    assert wrong == [], "\n".join(wrong)


def test_each_type_opens_from_a_folder(
    site: Path, browser: Browser, record_property: Callable[[str, object], None]
) -> None:
    context = browser.new_context()
    watch = Watch(context, f"{site.as_uri()}/")
    wrong = []
    for name in PAGES:
        watch.visit(name)
        wrong += [f"{name}: {line}" for line in watch.wrong()]
    context.close()
    record_property(
        "told", f"opened from a folder: {len(PAGES)} pages, {len(watch.requests)} files"
    )
    assert len(watch.requests) > len(PAGES)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_is_light(site: Path, watch: Watch, name: str, width: int) -> None:
    sized(watch, width)
    watch.page.goto(watch.home + name)
    # By what the page says, not by what is shown: one that has just been asked for is not yet.
    waiting = watch.page.eval_on_selector_all(
        "picture:has(img[loading=lazy]) > *, img[loading=lazy]",
        "all => all.map(one => new URL(one.srcset || one.src, document.baseURI).href)",
    )
    asked = set(watch.requests)
    files = [site / urlsplit(url).path.removeprefix("/") for url in asked - set(waiting)]
    raw = sum(file.stat().st_size for file in files)
    packed = sum(min(file.stat().st_size, len(gzip.compress(file.read_bytes()))) for file in files)
    mathematics = any(file.suffix == ".woff2" for file in files)
    assert len(files) > 5
    assert raw <= 500_000
    assert packed <= (250_000 if mathematics else 150_000)


@pytest.mark.parametrize("name", CHAPTERS)
def test_figures_can_be_read_on_a_phone(watch: Watch, name: str) -> None:
    sized(watch, 360)
    watch.page.goto(watch.home + name)
    figures = watch.page.locator("figure.cq-exhibit img")
    assert figures.count() >= 6
    for figure in figures.all():
        figure.scroll_into_view_if_needed()
        figure.evaluate("image => image.decode()")
        address, scale = figure.evaluate("i => [i.currentSrc, i.clientWidth / i.naturalWidth]")
        assert address.endswith("-column.svg")
        assert scale * style.LABEL * PIXEL >= 9


@pytest.mark.parametrize("name", [TYPES["district"], TYPES["indicator"]])
def test_drawings_in_a_page_can_be_read_on_a_phone(watch: Watch, name: str) -> None:
    sized(watch, 360)
    watch.page.goto(watch.home + name)
    sizes = watch.page.eval_on_selector_all(
        ".cq-drawn text",
        "texts => texts.map(t => t.getScreenCTM().a * parseFloat(getComputedStyle(t).fontSize))",
    )
    assert len(sizes) > 10
    assert min(sizes) >= 9
