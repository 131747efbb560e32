"""What stands behind a figure, and how it is cited."""

from __future__ import annotations

from cqanalysis.citation.items import BOOK, TAG, Item, Part, book_item, part_item, source_items
from cqanalysis.citation.sources import (
    CLAUSES,
    FACTS,
    OBSERVATIONS,
    Source,
    cited,
    clauses,
    ids,
    locator,
    source_line,
    sources,
    steps,
)
from cqanalysis.citation.work import address, book_title, edition, metadata, site

__all__ = [
    "BOOK",
    "CLAUSES",
    "FACTS",
    "OBSERVATIONS",
    "TAG",
    "Item",
    "Part",
    "Source",
    "address",
    "book_item",
    "book_title",
    "cited",
    "clauses",
    "edition",
    "ids",
    "locator",
    "metadata",
    "part_item",
    "site",
    "source_items",
    "source_line",
    "sources",
    "steps",
]
