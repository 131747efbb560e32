"""What an exhibit is."""

from __future__ import annotations

import functools
import hashlib
import inspect
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd
from matplotlib.figure import Figure

from cqanalysis import citation
from cqanalysis.drawing.canvas import Frame, Shape, svg
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits.field import DERIVED, Fields, from_cells, rounded, to_csv
from cqanalysis.tables import Data

#: A computed paragraph.
Prose = Callable[[Data, Language], str]
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Words:
    """The words of an exhibit in one language.

    Attributes:
        title: The message, with its number.
        subtitle: What is drawn: geography, units, period.
        alt: What a reader who cannot see it needs to know, the finding's value
            with it; not the title.
        note: Definitions, breaks and gaps a reader must know.
        finding: What it shows, in one or two sentences that stand alone.

    Raises:
        ValueError: A word is missing, or the alt text says nothing of its own.
    """

    title: str
    subtitle: str
    alt: str
    note: str
    finding: str

    def __post_init__(self) -> None:
        for name in ("title", "subtitle", "alt", "note", "finding"):
            if not getattr(self, name).strip():
                msg = f"an exhibit's {name} may not be empty"
                raise ValueError(msg)
        if self.alt == self.title:
            msg = "an alt text may not repeat the title"
            raise ValueError(msg)
        if not _values(self.alt) & _values(self.finding):
            msg = f"an alt text states the finding with its value: {self.alt!r}"
            raise ValueError(msg)


def _values(text: str) -> set[str]:
    """Numbers in a text that are no years."""
    return {n for n in _NUMBER.findall(text.replace(",", "")) if not _YEAR.fullmatch(n)}


@dataclass(frozen=True, eq=False)
class Exhibit:
    """A figure or a table to be cited.

    Attributes:
        id: Never changes once published.
        theme: Theme of the book, and the first part of the id.
        table: From the data package to the rows shown, which carry
            ``fact_ids`` and ``obs_ids``, and ``clause_ids`` where it rests on
            clauses without a number.
        words: From the rows to the words.
        fields: The columns of the rows.
        draw: From rows, frame, language and shape to a figure; None for a table.
        columns: For a table: from the rows to the columns shown in a language.
    """

    id: str
    theme: str
    table: Callable[[Data], pd.DataFrame]
    words: Callable[[pd.DataFrame, Language], Words]
    fields: Fields
    draw: Callable[[pd.DataFrame, Frame, Language, Shape], Figure] | None = None
    columns: Callable[[pd.DataFrame, Language], pd.DataFrame] | None = None

    def __post_init__(self) -> None:
        if not self.id.startswith(f"{self.theme}-"):
            msg = f"exhibit {self.id!r} does not begin with its theme {self.theme!r}"
            raise ValueError(msg)
        if (self.draw is None) == (self.columns is None):
            msg = f"exhibit {self.id!r} needs a drawing or columns, not both"
            raise ValueError(msg)

    @property
    def kind(self) -> Literal["figure", "table"]:
        """A figure is drawn, a table set in the page."""
        return "table" if self.draw is None else "figure"

    def rows(self, data: Data) -> pd.DataFrame:
        """The rows shown.

        Args:
            data: The data package.

        Returns:
            The columns of `fields`, as the files hold them.

        Raises:
            ValueError: The table has other columns than `fields`.
        """
        return _rows(self, data).copy()

    def said(self, data: Data, language: Language) -> Words:
        """The words in a language.

        Args:
            data: The data package.
            language: Of the words.

        Returns:
            Words, all of them.

        Raises:
            ValueError: One is missing.
        """
        return _said(self, data, language)

    def filed(self, data: Data) -> tuple[pd.DataFrame, Fields]:
        """The rows as files hold them, with the clauses and sources behind each.

        Args:
            data: The data package.

        Returns:
            The rows, and the fields of their columns.
        """
        facts = data["facts"].set_index("fact_id")
        clause = facts["doc_id"] + " " + facts["clause"]
        source = data["observations"].set_index("obs_id")["source"]
        title = data["statistics_sources"].set_index("source")["title"]
        rows = self.rows(data)
        named = rows[citation.CLAUSES] if citation.CLAUSES in rows else [""] * len(rows)
        rows = rows.assign(
            clauses=[
                "|".join([*(clause[i] for i in _ids(cell)), *_ids(own)])
                for cell, own in zip(rows[citation.FACTS], named, strict=True)
            ],
            sources=[
                "|".join(dict.fromkeys(str(title[source[i]]) for i in _ids(cell)))
                for cell in rows[citation.OBSERVATIONS]
            ],
        )
        return rows, {**self.fields, **DERIVED}

    def csv(self, data: Data, language: Language) -> str:
        """The rows shown, with their ids, clauses and sources, as CSV.

        Args:
            data: The data package.
            language: Of the heads and of coded cells.

        Returns:
            CSV text.
        """
        return to_csv(*self.filed(data), language)

    def read(self, text: str, language: Language) -> pd.DataFrame:
        """The rows out of a CSV that `csv` wrote.

        Args:
            text: CSV text.
            language: Of the file.

        Returns:
            The same rows as `rows` gave.

        Raises:
            KeyError: A column is missing.
        """
        cells = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
        return from_cells(cells, self.fields, language)

    def figure(self, rows: pd.DataFrame, data: Data, language: Language, shape: Shape) -> Figure:
        """Rows drawn.

        Args:
            rows: Of `rows` or `read`.
            data: The data package, for the source line.
            language: Of the words.
            shape: Wide or column.

        Returns:
            A figure to be saved as SVG or PNG.

        Raises:
            TypeError: The exhibit is a table.
        """
        if self.draw is None:
            msg = f"exhibit {self.id!r} is a table: it has no picture"
            raise TypeError(msg)
        words = self.words(rows, language)
        foot = citation.source_line(rows, data, language)
        return self.draw(rows, Frame(words.title, words.subtitle, foot, self.id), language, shape)

    def picture(self, data: Data, language: Language, shape: Shape) -> str:
        """The figure as SVG.

        Args:
            data: The data package.
            language: Of its words.
            shape: Wide or column.

        Returns:
            SVG text, the same bytes for the same data.

        Raises:
            TypeError: The exhibit is a table.
        """
        return _picture(self, data, language, shape)

    def digest(self, data: Data) -> str:
        """Content hash of the rows drawn.

        Args:
            data: The data package.

        Returns:
            The first sixteen hexadecimal digits of the SHA-256 of the English `csv`.
        """
        return hashlib.sha256(self.csv(data, "en").encode()).hexdigest()[:16]

    def code(self) -> list[tuple[str, str]]:
        """The code that made it: its own functions and the analysis they call.

        Returns:
            Module and source text of each function, the analysis first.
        """
        own = [f for f in (self.table, self.draw, self.columns) if f is not None]
        called = {
            found
            for name in self.table.__code__.co_names
            for module in self.table.__globals__.values()
            if inspect.ismodule(module)
            and module.__name__.startswith("cqanalysis.")
            and inspect.isfunction(found := getattr(module, name, None))
        }
        ordered = [*sorted(called, key=lambda f: f.__name__), *own]
        return [(f.__module__, inspect.getsource(f)) for f in ordered]


# A build asks for the same rows, words and pictures on page after page.
@functools.lru_cache(maxsize=512)
def _rows(exhibit: Exhibit, data: Data) -> pd.DataFrame:
    # Files hold rows without an index.
    return rounded(exhibit.table(data), exhibit.fields).reset_index(drop=True)


@functools.lru_cache(maxsize=512)
def _said(exhibit: Exhibit, data: Data, language: Language) -> Words:
    return exhibit.words(exhibit.rows(data), language)


@functools.lru_cache(maxsize=512)
def _picture(exhibit: Exhibit, data: Data, language: Language, shape: Shape) -> str:
    return svg(exhibit.figure(exhibit.rows(data), data, language, shape))


def _ids(cell: str) -> list[str]:
    return [i for i in cell.split("|") if i]


__all__ = ["Exhibit", "Prose", "Words"]
