"""The data package: read, check and type its tables.

``data/datapackage.json`` holds the schema, once. `load` validates every table
against it (with Frictionless) and raises `DataError`, which names the file,
row, column, what was found and what was expected, before anything is built.
"""

from __future__ import annotations

import csv
import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

#: The checkout that this package belongs to, and its data.
ROOT: Final = Path(__file__).resolve().parents[2]
DATA: Final = ROOT / "data"
#: Periods whose value speaks for a whole year.
WHOLE_YEAR: Final = ("year", "year-end", "census")
_PACKAGE: Final = "datapackage.json"
_ODD_ROWS: Final = ("missing-cell", "extra-cell", "blank-row")
_DIGITS: Final = re.compile(r"-?\d+(\.\d+)?")


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


@dataclass(frozen=True, eq=False)
class Data:
    """Validated, typed tables by name (the file name without its ending).

    Two are the same only if they are one, so that what is computed of one can
    be kept by it.

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


def joined(cells: Iterable[str]) -> str:
    """Ids of several cells in one, as a table's rows name what they rest on.

    Args:
        cells: Ids, "|" between where a cell holds several.

    Returns:
        Each id once, in the order met.
    """
    return "|".join(dict.fromkeys(i for cell in cells for i in str(cell).split("|") if i))


def keyed(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """A frame indexed by a key.

    Args:
        frame: Any frame.
        columns: The key's columns.

    Returns:
        The frame with those columns as index.

    Raises:
        ValueError: Two rows have the same key; the message names it.
    """
    indexed: pd.DataFrame = frame.set_index(columns if len(columns) > 1 else columns[0])
    if not indexed.index.is_unique:
        double = indexed.index[indexed.index.duplicated()][0]
        msg = f"two rows have the key {double!r} in {', '.join(columns)}"
        raise ValueError(msg)
    return indexed


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
    tabular = [r for r in schema(folder)["resources"] if "schema" in r]
    return Data({r["name"]: _typed(folder, r) for r in tabular})


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
    if not isinstance(descriptor, dict) or not descriptor.get("resources"):
        problem = Problem(_name(folder, _PACKAGE), "", "", "no resources", "at least one table")
        raise DataError([problem])
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

    What would make everything after it wrong is reported alone: an unreadable
    file before headers, headers before cells.

    Args:
        folder: Where ``datapackage.json`` lies.

    Yields:
        Problems, one for each thing wrong; none when the package is sound.
    """
    everything = schema(folder)["resources"]
    # Outlines have no columns: that they can be read is all there is to check here.
    resources = [r for r in everything if "schema" in r]
    for step, chosen in ((_unreadable, everything), (_headers, resources)):
        problems = [*step(folder, chosen)]
        yield from problems
        if problems:
            return
    # Frictionless is slow to import; only validation needs it.
    from frictionless import FrictionlessException, Package

    try:
        package = Package.from_descriptor(schema(folder), basepath=str(folder))
    except FrictionlessException as error:
        for reason in error.reasons or [error.error]:
            yield Problem(_name(folder, _PACKAGE), "", "", reason.note, "a valid data package")
        return
    sound = True
    for task in package.validate().tasks:
        sound = sound and not task.errors
        keys = package.get_resource(task.name).schema.primary_key
        # A row with too few or too many cells is wrong in every column: say it once.
        odd = {e.row_number for e in task.errors if e.type in _ODD_ROWS}
        said: set[int] = set()
        for wrong in task.errors:
            row = int(getattr(wrong, "row_number", 0))
            if row in odd and (wrong.type not in _ODD_ROWS or row in said):
                continue
            said.add(row)
            yield _problem(_name(folder, str(task.place)), wrong, keys, package, task.name)
    if sound:
        yield from _digits(folder, resources)


def _problem(file: str, error: Any, keys: list[str], package: Any, resource: str) -> Problem:
    """A Frictionless error in the words of this book."""
    column = str(getattr(error, "field_name", "") or "")
    row = str(getattr(error, "row_number", "") or "")
    cells = list(getattr(error, "cells", []))
    names = package.get_resource(resource).schema.field_names
    if error.type in _ODD_ROWS:
        return Problem(file, row, "", f"{len(cells)} cells", "as many cells as columns")
    if error.type == "primary-key":
        key = ", ".join(f"«{dict(zip(names, cells, strict=False)).get(k, '')}»" for k in keys)
        return Problem(file, row, ", ".join(keys), key, f"a key of its own, not {error.note}")
    if error.type == "foreign-key":
        missing = ", ".join(f"«{value}»" for value in error.field_cells)
        table = error.reference_name or resource
        known = f"a key of {table}.csv ({', '.join(error.reference_field_names)})"
        return Problem(file, row, ", ".join(error.field_names), missing, known)
    found = f"«{getattr(error, 'cell', '')}»"
    return Problem(file, row, column, found, error.note or error.title)


def _headers(folder: Path, resources: list[Any]) -> Iterator[Problem]:
    for resource in resources:
        expected = [field["name"] for field in resource["schema"]["fields"]]
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            found = next(csv.reader(file), [])
        if found != expected:
            odd = [c for c in expected if c not in found] or [c for c in found if c not in expected]
            column = ", ".join(odd) or "order"
            name = _name(folder, resource["path"])
            yield Problem(name, "1", column, ", ".join(found) or "no header", ", ".join(expected))


def _digits(folder: Path, resources: list[Any]) -> Iterator[Problem]:
    """Numbers in plain digits: Frictionless also takes NaN and INF, Python 1_300."""
    for resource in resources:
        kinds = {f["name"]: f["type"] for f in resource["schema"]["fields"]}
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            for row, cells in enumerate(csv.DictReader(file), start=2):
                for column, cell in cells.items():
                    if cell and kinds.get(column) == "number" and not _DIGITS.fullmatch(cell):
                        name = _name(folder, resource["path"])
                        yield Problem(
                            name, str(row), column, f"«{cell}»", "a number in plain digits"
                        )


def _unreadable(folder: Path, resources: list[Any]) -> Iterator[Problem]:
    for resource in resources:
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
