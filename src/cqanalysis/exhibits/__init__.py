"""Exhibits: figures and tables to be cited, one module a theme.

An exhibit joins an id that never changes, words in both languages, a table and
a drawing. The book, the site and the downloads all come from it.
"""

from __future__ import annotations

from typing import Final

from cqanalysis.exhibits import integration
from cqanalysis.exhibits.record import Exhibit, Prose

__all__ = ["EXHIBITS", "PROSE", "Exhibit", "find"]

#: All exhibits by id, in the order of the book.
EXHIBITS: Final[dict[str, Exhibit]] = {e.id: e for e in integration.EXHIBITS}
#: Computed paragraphs by chapter and key.
PROSE: Final[dict[str, dict[str, Prose]]] = {"integration": integration.PROSE}


def find(exhibit: str) -> Exhibit:
    """An exhibit by its id.

    Args:
        exhibit: Such as ``integration-income-ratio``.

    Returns:
        The exhibit.

    Raises:
        KeyError: No such id; the message lists those that exist.
    """
    if exhibit not in EXHIBITS:
        msg = f"no exhibit {exhibit!r}; there are: {', '.join(EXHIBITS)}"
        raise KeyError(msg)
    return EXHIBITS[exhibit]
