"""Text in common: how much of one text stands, word for word, in another.

A character of a text is shared if it lies in a run of ten or more characters
that the other text has as well. Both are normalised first: compatibility forms
folded (NFKC), letters in lower case, everything but letters, digits and Chinese
characters dropped. Traditional characters are converted to Simplified when the
texts are read. A run never crosses the border of a clause.

The measure counts wording, not meaning: two texts may say the same in other
words and share nothing, and set phrases of the state are shared by all.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from cqanalysis.verify.clauses import Clause

#: Shortest run in common that counts.
RUN: Final = 10


@dataclass(frozen=True)
class Shared:
    """What one clause shares with another document.

    Attributes:
        doc_a: The earlier document.
        doc_b: The later document.
        clause: A clause of the later document.
        characters: Its length after normalising.
        shared: How many of them stand in runs in common.
        source: The clause of the earlier document that shares most of them
            (the first of several), or "".
    """

    doc_a: str
    doc_b: str
    clause: str
    characters: int
    shared: int
    source: str


def normalise(text: str) -> str:
    """Letters, digits and Chinese characters of a text, in lower case.

    Args:
        text: Any text.

    Returns:
        The text without punctuation, spaces and marks.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LN")


def runs(text: str, length: int = RUN) -> set[str]:
    """Every run of a length in a normalised text.

    Args:
        text: A normalised text.
        length: Characters a run.

    Returns:
        The distinct runs; none where the text is shorter.
    """
    return {text[i : i + length] for i in range(len(text) - length + 1)}


def common(text: str, known: Collection[str], length: int = RUN) -> int:
    """Characters of a normalised text that lie in known runs.

    Args:
        text: A normalised text.
        known: Runs of the other text (a set, or keys).
        length: Characters a run.

    Returns:
        Their number, each character counted once.
    """
    covered = end = 0
    for start in range(len(text) - length + 1):
        if text[start : start + length] in known:
            covered += start + length - max(start, end)
            end = start + length
    return covered


def compare(
    doc_a: str, doc_b: str, texts: Mapping[str, Mapping[str, Clause]], length: int = RUN
) -> Iterator[Shared]:
    """Wording of a later document that an earlier one has as well.

    Args:
        doc_a: The earlier document.
        doc_b: The later document.
        texts: Clauses by document and path.
        length: Characters a run.

    Yields:
        One record a clause of `doc_b` that has any characters, in its order.
    """
    by_clause = {
        path: runs(normalise(clause.text), length) for path, clause in texts[doc_a].items()
    }
    holders: dict[str, list[str]] = {}
    for path, its_runs in by_clause.items():
        for run in its_runs:
            holders.setdefault(run, []).append(path)
    for path, clause in texts[doc_b].items():
        text = normalise(clause.text)
        if not text:
            continue
        shared = common(text, holders.keys(), length)
        own = runs(text, length)
        near = {path for run in own & holders.keys() for path in holders[run]}
        # max keeps the first of equals: the earliest clause.
        source = max(
            (path for path in by_clause if path in near),
            key=lambda path: common(text, by_clause[path], length),
            default="",
        )
        yield Shared(doc_a, doc_b, path, len(text), shared, source)


def compare_all(order: list[str], texts: Mapping[str, Mapping[str, Clause]]) -> Iterator[Shared]:
    """Compare every pair of documents, the earlier as the source.

    Args:
        order: Documents, the earliest first.
        texts: Clauses by document and path.

    Yields:
        Records, pair by pair.
    """
    for doc_a, doc_b in itertools.combinations(order, 2):
        yield from compare(doc_a, doc_b, texts)
