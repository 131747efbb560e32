"""What changed between releases: each edition's change log as a page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from cqanalysis.drawing.text import Language
from cqanalysis.site.reference.lookup import Lookup
from cqanalysis.site.reference.markup import Page
from cqanalysis.tables import ROOT

LOGS: Final[dict[Language, Path]] = {
    "en": ROOT / "CHANGELOG.md",
    "zh": ROOT / "chapters/zh/CHANGELOG.md",
}
_RELEASE: Final = re.compile(r"^## (\d+\.\d+\.\d+)(.*)$", re.MULTILINE)


def page(lookup: Lookup) -> Page:
    """The page of changes.

    Args:
        lookup: The edition's names and cross-references.

    Returns:
        One page, with a section for each release.
    """
    text = LOGS[lookup.language].read_text(encoding="utf-8")
    # What stands before the first release, then version, date and text of each.
    opening, *releases = _RELEASE.split(text)
    title, lead = opening.removeprefix("# ").split("\n", 1)
    made = Page("reference/changes", title, lookup.language)
    made.text(lead.strip())
    for version, date, said in zip(releases[::3], releases[1::3], releases[2::3], strict=True):
        made.heading(f"v{version.replace('.', '-')}", f"{version}{date}")
        made.text(said.strip())
    return made
