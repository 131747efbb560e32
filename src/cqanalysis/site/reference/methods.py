"""The notes on methods: each formula of the book, where it is from, and what it cannot show."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cqanalysis.drawing.text import Language
from cqanalysis.site.reference.lookup import Lookup
from cqanalysis.site.reference.markup import Page
from cqanalysis.tables import ROOT

_NOTES: Final[dict[Language, Path]] = {
    "en": ROOT / "chapters" / "methods.md",
    "zh": ROOT / "chapters" / "zh" / "methods.md",
}


def page(lookup: Lookup) -> Page:
    """The page ``reference/methods``.

    Args:
        lookup: The edition's names and cross-references.

    Returns:
        The page.
    """
    title, _, body = _NOTES[lookup.language].read_text(encoding="utf-8").partition("\n")
    found = Page("reference/methods", title.removeprefix("# "), lookup.language)
    found.text(body.strip())
    return found
