"""What an exhibit is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from cqanalysis import citation
from cqanalysis.drawing.canvas import Frame, Shape
from cqanalysis.drawing.text import Language
from cqanalysis.tables import Data

#: A computed paragraph.
Prose = Callable[[Data, Language], str]


@dataclass(frozen=True)
class Words:
    """The words of an exhibit in one language.

    Attributes:
        title: The message, with its number.
        subtitle: What is drawn: geography, units, period.
        alt: What a reader who cannot see it needs to know; not the title.
        note: Definitions, breaks and gaps a reader must know.
        finding: One sentence for the head of the chapter.
    """

    title: str
    subtitle: str
    alt: str
    note: str
    finding: str = ""

    def __post_init__(self) -> None:
        for name in ("title", "subtitle", "alt", "note"):
            if not getattr(self, name).strip():
                msg = f"an exhibit's {name} may not be empty"
                raise ValueError(msg)
        if self.alt == self.title:
            msg = "an alt text may not repeat the title"
            raise ValueError(msg)


@dataclass(frozen=True)
class Exhibit:
    """A figure or a table to be cited.

    Attributes:
        id: Never changes once published.
        theme: Theme of the book, and the first part of the id.
        table: From the data package to the rows shown, which carry
            ``fact_ids`` and ``obs_ids``.
        words: From the rows to the words.
        draw: From rows, frame, language and shape to a figure's SVG; None for
            a table.
        columns: For a table: column of the rows to its head in each language.
    """

    id: str
    theme: str
    table: Callable[[Data], pd.DataFrame]
    words: Callable[[pd.DataFrame, Language], Words]
    draw: Callable[[pd.DataFrame, Frame, Language, Shape], str] | None = None
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

    def csv(self, data: Data) -> str:
        """The rows drawn, with their ids, clauses and sources, as CSV.

        Args:
            data: The data package.

        Returns:
            CSV text; numbers to ten significant digits, so that the last bit
            of an arithmetic is no change.
        """
        table = self.table(data)
        clauses = data["facts"].set_index("fact_id")["clause"]
        documents = data["facts"].set_index("fact_id")["doc_id"]
        source = data["observations"].set_index("obs_id")["source"]
        title = data["statistics_sources"].set_index("source")["title"]
        table = table.assign(
            clauses=[
                "|".join(f"{documents[i]} {clauses[i]}" for i in cell.split("|") if i)
                for cell in table[citation.FACTS]
            ],
            sources=[
                "|".join(dict.fromkeys(str(title[source[i]]) for i in cell.split("|") if i))
                for cell in table[citation.OBSERVATIONS]
            ],
        )
        return str(table.to_csv(index=False, lineterminator="\n", float_format="%.10g"))

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
        if self.draw is None:
            msg = f"exhibit {self.id!r} is a table: it has no picture"
            raise TypeError(msg)
        table = self.table(data)
        words = self.words(table, language)
        foot = citation.source_line(table, data, language)
        frame = Frame(words.title, words.subtitle, foot, self.id)
        return self.draw(table, frame, language, shape)

    def digest(self, data: Data) -> str:
        """Content hash of the rows drawn.

        Args:
            data: The data package.

        Returns:
            The first sixteen hexadecimal digits of the SHA-256 of `csv`.
        """
        return hashlib.sha256(self.csv(data).encode()).hexdigest()[:16]


__all__ = ["Exhibit", "Prose", "Words"]
