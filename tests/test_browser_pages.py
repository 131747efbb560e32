"""What holds of every page of both editions: each is opened once in the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser
from watch import Watch

#: Folders of the site; a page in another one fails a test of its own.
FOLDERS: Final = [
    f"{place}{folder}"
    for place in ("", "zh/")
    for folder in ("", "chapters", "clauses", "districts", "exhibits", "indicators", "reference")
]


def pages(site: Path, folder: str) -> list[str]:
    return sorted(str(path.relative_to(site)) for path in (site / folder).glob("*.html"))


def test_no_page_is_left_out(site: Path) -> None:
    walked = [name for folder in FOLDERS for name in pages(site, folder)]
    assert sorted(walked) == sorted(str(path.relative_to(site)) for path in site.rglob("*.html"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_page_is_quiet_and_sound(
    site: Path,
    served: str,
    browser: Browser,
    record_property: Callable[[str, object], None],
    folder: str,
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    watch = Watch(context, served)
    names = pages(site, folder)
    wrong = []
    for name in names:
        watch.visit(name)
        source = (site / name).read_text(encoding="utf-8")
        found = [*watch.check("axe"), *watch.check("markup", source), *watch.wrong()]
        wrong += [f"{name}: {line}" for line in found]
    context.close()
    assert names
    assert watch.requests
    told = f"{len(names)} pages in {folder or '/'}, {len(watch.requests)} requests"
    record_property("told", f"opened in the browser: {told}")
    assert wrong == [], "\n".join(wrong)
