"""Exhibits: figures and tables to be cited, and explorers, one module a theme.

An exhibit joins an id that never changes, words in both languages, a table and
a drawing. The book, the site, the downloads, the citations and the briefing
all come from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cqanalysis.citation import Part
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import governance, integration, migrants, overview, renewal, spatial
from cqanalysis.exhibits.record import Exhibit, Prose, Words
from cqanalysis.explorer import Explorer
from cqanalysis.tables import Data

__all__ = [
    "EXHIBITS",
    "EXPLORERS",
    "HEADLINES",
    "PROSE",
    "RETIRED",
    "THEMES",
    "Exhibit",
    "Words",
    "find",
    "find_explorer",
    "number",
    "part",
]

#: Themes of the book, in its order; the first is chapter 0.
THEMES: Final[dict[str, dict[Language, str]]] = {
    "overview": {"en": "Overview", "zh": "总览"},
    "spatial": {"en": "Spatial pattern", "zh": "空间格局"},
    "migrants": {"en": "Migrants becoming citizens", "zh": "农业转移人口市民化"},
    "renewal": {"en": "Urban renewal", "zh": "城市更新"},
    "governance": {"en": "Governance", "zh": "城市治理"},
    "integration": {"en": "Urban-rural integration", "zh": "城乡融合"},
}
#: All exhibits by id, in the order of the book.
EXHIBITS: Final[dict[str, Exhibit]] = {
    e.id: e
    for e in (
        *overview.EXHIBITS,
        *spatial.EXHIBITS,
        *migrants.EXHIBITS,
        *renewal.EXHIBITS,
        *governance.EXHIBITS,
        *integration.EXHIBITS,
    )
}
#: All explorers by id; an id is no exhibit's.
EXPLORERS: Final[dict[str, Explorer]] = {
    e.id: e
    for e in (
        *overview.EXPLORERS,
        *spatial.EXPLORERS,
        *migrants.EXPLORERS,
        *renewal.EXPLORERS,
        *governance.EXPLORERS,
        *integration.EXPLORERS,
    )
}
#: Those on the cover: what a reader who sees nothing else should know.
HEADLINES: Final = (
    "overview-status",
    "spatial-metro-share",
    "migrants-registration-gap",
    "renewal-programmes",
    "governance-can-fail",
    "integration-income-ratio",
)
#: Computed paragraphs by chapter and key.
PROSE: Final[dict[str, dict[str, Prose]]] = {
    "overview": overview.PROSE,
    "spatial": spatial.PROSE,
    "migrants": migrants.PROSE,
    "renewal": renewal.PROSE,
    "governance": governance.PROSE,
    "integration": integration.PROSE,
}
_KINDS: Final[dict[str, dict[Language, str]]] = {
    "figure": {"en": "Figure {}.{}", "zh": "图{}-{}"},
    "table": {"en": "Table {}.{}", "zh": "表{}-{}"},
}


@dataclass(frozen=True)
class Retired:
    """An id that was published and is no more; its page stays.

    Attributes:
        replaced_by: The exhibit to look at instead.
        version: The release that retired it.
        why: The reason, in both languages.
    """

    replaced_by: str
    version: str
    why: dict[Language, str]


#: Ids that were published once. A published id is in `EXHIBITS` or here.
RETIRED: Final[dict[str, Retired]] = {}


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


def find_explorer(explorer: str) -> Explorer:
    """An explorer by its id.

    Args:
        explorer: Such as ``integration-income-growth``.

    Returns:
        The explorer.

    Raises:
        KeyError: No such id; the message lists those that exist.
    """
    if explorer not in EXPLORERS:
        msg = f"no explorer {explorer!r}; there are: {', '.join(EXPLORERS)}"
        raise KeyError(msg)
    return EXPLORERS[explorer]


def number(exhibit: Exhibit, language: Language) -> str:
    """An exhibit's number: its chapter, and its place among those of its kind there.

    Args:
        exhibit: The exhibit.
        language: Of the words.

    Returns:
        "Figure 5.1", "图5-1", "Table 5.1", "表5-1".
    """
    peers = [e.id for e in EXHIBITS.values() if (e.theme, e.kind) == (exhibit.theme, exhibit.kind)]
    chapter = list(THEMES).index(exhibit.theme)
    return _KINDS[exhibit.kind][language].format(chapter, peers.index(exhibit.id) + 1)


def part(exhibit: Exhibit, data: Data, language: Language) -> Part:
    """An exhibit as a part of the book that is cited.

    Args:
        exhibit: The exhibit.
        data: The data package.
        language: Of the edition.

    Returns:
        Its id, number and title.
    """
    title = exhibit.said(data, language).title
    return Part(exhibit.id, number(exhibit, language), title)
