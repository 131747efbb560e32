"""The data package: read, check and type its tables.

``data/datapackage.json`` holds the schema, once. `load` validates every table
against it (with Frictionless) and raises `DataError`, which names the file,
row, column, what was found and what was expected, before anything is built.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

#: The checkout that this package belongs to, and its data.
ROOT: Final = Path(__file__).resolve().parents[2]
DATA: Final = ROOT / "data"
_PACKAGE: Final = "datapackage.json"
_HEADER: Final = {
    "missing-label": "a column of this name, as the schema says",
    "extra-label": "only the columns of the schema",
    "incorrect-label": "the columns of the schema, in its order",
    "blank-label": "a name over every column",
    "duplicate-label": "each column once",
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one table.

    Attributes:
        file: The file, relative to the data folder's parent.
        row: The line in the file (the header is row 1), or "".
        column: The column, or "".
        found: What stands there.
        expected: What should stand there.
    """

    file: str
    row: str
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = self.file
        place += f", row {self.row}" if self.row else ""
        place += f", column {self.column}" if self.column else ""
        return f"{place}: found {self.found}; expected {self.expected}"


class DataError(ValueError):
    """The data package does not hold what its schema says."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True)
class Data:
    """Validated, typed tables by name (the file name without its ending).

    Attributes:
        tables: Frames whose text columns hold "" where the file has nothing,
            numbers are float64 and whole numbers are nullable Int64.
    """

    tables: Mapping[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """Rows of a frame, each with its columns as attributes.

    Args:
        frame: A frame whose column names are identifiers.

    Yields:
        One named tuple a row. Their type is known only from the schema, which
        validation has enforced.
    """
    yield from frame.itertuples(index=False)


@functools.cache
def load(folder: Path = DATA) -> Data:
    """Read and validate the whole data package.

    Args:
        folder: Where ``datapackage.json`` lies.

    Returns:
        The tables. Treat them as read-only: they are cached.

    Raises:
        DataError: A table breaks its schema.
    """
    problems = [*check(folder)]
    if problems:
        raise DataError(problems)
    return Data({r["name"]: _typed(folder, r) for r in schema(folder)["resources"]})


def schema(folder: Path = DATA) -> dict[str, Any]:
    """The data package's descriptor.

    Args:
        folder: Where ``datapackage.json`` lies.

    Returns:
        The parsed JSON.

    Raises:
        DataError: The file is missing or is not JSON.
    """
    path = folder / _PACKAGE
    try:
        descriptor: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problem = Problem(_name(folder, _PACKAGE), "", "", str(error), "a JSON data package")
        raise DataError([problem]) from error
    return descriptor


def as_of(folder: Path = DATA) -> str:
    """Date of the data.

    Args:
        folder: Where ``datapackage.json`` lies.

    Returns:
        The day on which the package was made (YYYY-MM-DD).
    """
    return str(schema(folder)["created"])[:10]


def check(folder: Path = DATA) -> Iterator[Problem]:
    """Check every table against the schema.

    Args:
        folder: Where ``datapackage.json`` lies.

    Yields:
        Problems, one for each thing wrong; none when the package is sound.
    """
    unreadable = [*_unreadable(folder)]
    yield from unreadable
    if unreadable:
        return
    # Frictionless is slow to import; only validation needs it.
    from frictionless import FrictionlessException, Package

    try:
        package = Package.from_descriptor(schema(folder), basepath=str(folder))
    except FrictionlessException as error:
        for reason in error.reasons or [error.error]:
            yield Problem(_name(folder, _PACKAGE), "", "", reason.note, "a valid data package")
        return
    report = package.validate()
    for whole in report.errors:
        yield Problem(_name(folder, _PACKAGE), "", "", whole.note, "a valid data package")
    for task in report.tasks:
        file = _name(folder, str(task.place))
        # A wrong header makes every row wrong too: say it once.
        header = [e for e in task.errors if e.type in _HEADER]
        for wrong in header or task.errors:
            yield _problem(file, wrong)


def _problem(file: str, error: Any) -> Problem:
    """A Frictionless error in the words of this book."""
    column = str(getattr(error, "field_name", "") or "")
    row = str(getattr(error, "row_number", "") or "")
    cells = getattr(error, "cells", [])
    expected = error.note or error.title
    if error.type in _HEADER:
        return Problem(
            file, "1", column, f"the columns {', '.join(error.labels)}", _HEADER[error.type]
        )
    if error.type == "primary-key":
        return Problem(file, row, "", f"«{cells[0]}»", f"a key of its own: {error.note}")
    if error.type == "foreign-key":
        missing = ", ".join(f"«{value}»" for value in error.field_cells)
        known = f"a key of {error.reference_name}.csv ({', '.join(error.reference_field_names)})"
        return Problem(file, row, ", ".join(error.field_names), missing, known)
    if error.type in ("missing-cell", "extra-cell"):
        return Problem(file, row, column, f"{len(cells)} cells", "as many cells as columns")
    return Problem(file, row, column, f"«{getattr(error, 'cell', '')}»", expected)


def _unreadable(folder: Path) -> Iterator[Problem]:
    for resource in schema(folder)["resources"]:
        path = folder / resource["path"]
        name = _name(folder, resource["path"])
        try:
            raw = path.read_bytes()
            raw.decode("utf-8")
        except OSError as error:
            yield Problem(name, "", "", error.strerror or str(error), "a readable file")
        except UnicodeDecodeError as error:
            row = str(raw.count(b"\n", 0, error.start) + 1)
            yield Problem(name, row, "", f"byte {raw[error.start]:#04x}", "UTF-8 text")


def _name(folder: Path, path: str) -> str:
    return f"{folder.name}/{path}"


def _typed(folder: Path, resource: Mapping[str, Any]) -> pd.DataFrame:
    frame = pd.read_csv(
        folder / resource["path"], dtype=str, keep_default_na=False, encoding="utf-8"
    )
    for field in resource["schema"]["fields"]:
        name, kind = field["name"], field["type"]
        if kind == "number":
            frame[name] = pd.to_numeric(frame[name].replace("", None))
        elif kind in ("integer", "year"):
            frame[name] = pd.to_numeric(frame[name].replace("", None)).astype("Int64")
    return frame
