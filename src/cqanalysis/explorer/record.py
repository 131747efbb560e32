"""What an explorer is."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from cqanalysis.drawing.text import Language
from cqanalysis.tables import Data


@dataclass(frozen=True)
class Choice:
    """One position of a control.

    Attributes:
        value: What the analysis and a link to the state are told; the same in
            every language.
        shown: Its words.
    """

    value: str
    shown: str


@dataclass(frozen=True)
class Control:
    """One assumption that a reader moves.

    Attributes:
        key: Its name in a link.
        label: Its words.
        kind: A range for what has an order, a select for what has names.
        choices: Its positions.
        first: The position shown first, counted from nought.
    """

    key: str
    label: str
    kind: Literal["range", "select"]
    choices: tuple[Choice, ...]
    first: int

    def __post_init__(self) -> None:
        if not 0 <= self.first < len(self.choices):
            msg = f"control {self.key!r} has {len(self.choices)} positions, and no {self.first}"
            raise ValueError(msg)


@dataclass(frozen=True)
class State:
    """What one setting of the controls gives.

    Attributes:
        words: The finding, in sentences that stand alone.
        rows: Its values as a table; the first cell heads the row.
        marks: What the picture changes: by the name of an element its text, by
            ``name@attribute`` that attribute.
    """

    words: str
    rows: tuple[tuple[str, ...], ...]
    marks: Mapping[str, str]

    def parts(self) -> dict[str, str]:
        """Everything that may change, by the name of the element it stands in.

        Returns:
            The words under "words", a cell under "row.column", and the marks.
        """
        cells = {f"{r}.{c}": cell for r, row in enumerate(self.rows) for c, cell in enumerate(row)}
        return {"words": self.words, **cells, **self.marks}


@dataclass(frozen=True)
class Scene:
    """An explorer opened on the data in one language.

    Attributes:
        title: What it asks; no number, since every number moves.
        subtitle: What is drawn: geography, units, period.
        note: Definitions, the range of the controls, gaps.
        heads: Columns of the states' table.
        controls: What a reader moves.
        state: From the values of the controls to the state.
        draw: From the parts of a state to the picture. An element that changes
            carries its name as ``data-part``.
        rests: Rows with ``fact_ids`` and ``obs_ids`` that it was computed from.
    """

    title: str
    subtitle: str
    note: str
    heads: tuple[str, ...]
    controls: tuple[Control, ...]
    state: Callable[[tuple[str, ...]], State]
    draw: Callable[[Mapping[str, str]], str]
    rests: pd.DataFrame

    @property
    def first(self) -> tuple[str, ...]:
        """The values of the controls that are shown first."""
        return tuple(control.choices[control.first].value for control in self.controls)

    def settings(self) -> list[tuple[str, ...]]:
        """Every setting of the controls, the last control moving fastest."""
        values = [[choice.value for choice in control.choices] for control in self.controls]
        return list(itertools.product(*values))


@dataclass(frozen=True)
class Explorer:
    """An explorer of a theme.

    Attributes:
        id: Never changes once published.
        theme: Theme of the book, and the first part of the id.
        scene: Opens it.
    """

    id: str
    theme: str
    scene: Callable[[Data, Language], Scene]

    def __post_init__(self) -> None:
        if not self.id.startswith(f"{self.theme}-"):
            msg = f"explorer {self.id!r} does not begin with its theme {self.theme!r}"
            raise ValueError(msg)
