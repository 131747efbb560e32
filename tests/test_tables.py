from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from cqanalysis import tables
from cqanalysis.__main__ import main
from cqanalysis.tables import DataError, Problem

Rows = list[list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(tables.DATA, tmp_path / "data"))


def rewrite(path: Path, change: Callable[[Rows], Rows]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(change(rows))


def put(folder: Path, table: str, row: int, column: str, value: str) -> None:
    def change(rows: Rows) -> Rows:
        rows[row - 1][rows[0].index(column)] = value
        return rows

    rewrite(folder / table, change)


def drop_column(folder: Path, table: str, column: str) -> None:
    def change(rows: Rows) -> Rows:
        at = rows[0].index(column)
        return [row[:at] + row[at + 1 :] for row in rows]

    rewrite(folder / table, change)


def only_problem(folder: Path) -> Problem:
    with pytest.raises(DataError) as caught:
        tables.load(folder)
    problems = caught.value.problems
    shown = "\n".join(str(problem) for problem in problems[:5])
    assert len(problems) == 1, f"{len(problems)} problems:\n{shown}"
    assert problems[0].found
    assert problems[0].expected
    return problems[0]


def test_every_table_of_the_real_package_loads_with_rows() -> None:
    data = tables.load()
    names = [resource["name"] for resource in tables.schema()["resources"] if "schema" in resource]
    assert list(data.tables) == names
    assert {name: len(data[name]) for name in names if not len(data[name])} == {}
    assert names


def test_columns_have_the_type_the_schema_says() -> None:
    data = tables.load()
    for resource in tables.schema()["resources"]:
        if "schema" not in resource:
            continue
        frame = data[resource["name"]]
        assert list(frame.columns) == [field["name"] for field in resource["schema"]["fields"]]
        for field in resource["schema"]["fields"]:
            column = frame[field["name"]]
            if field["type"] == "string":
                assert column.map(lambda cell: isinstance(cell, str)).all()
            else:
                kind = {"number": "float64", "integer": "Int64", "year": "Int64"}[field["type"]]
                assert str(column.dtype) == kind
    # An empty cell of a text column is text, one of a number column is no number.
    assert (data["facts"]["printed"] == "").any()
    assert pd.isna(data["facts"]["value"]).any()


def test_tables_are_sorted_by_key() -> None:
    for name in ("members", "observations", "places", "indicators", "units"):
        resource = next(r for r in tables.schema()["resources"] if r["name"] == name)
        keys = list(tables.load()[name][resource["schema"]["primaryKey"]].itertuples(index=False))
        assert keys == sorted(keys), name


def test_the_command_checks_the_real_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    rows = sum(len(table) for table in tables.load().tables.values())
    assert f"{rows:,} rows" in capsys.readouterr().out


def test_as_of_is_a_day() -> None:
    assert str(pd.Timestamp(tables.as_of()).date()) == tables.as_of()


def test_a_copy_is_as_sound_as_the_original(folder: Path) -> None:
    assert list(tables.check(folder)) == []


@pytest.mark.parametrize("column", ["dimension", "factor", "unit"], ids=["middle", "last", "key"])
def test_a_missing_column_is_one_problem(folder: Path, column: str) -> None:
    drop_column(folder, "units.csv", column)
    problem = only_problem(folder)
    assert (problem.file, problem.row) == ("data/units.csv", "1")
    assert column in problem.column + problem.expected


def test_a_missing_column_of_a_long_table_is_said_once(folder: Path) -> None:
    drop_column(folder, "observations.csv", "unit")
    problem = only_problem(folder)
    assert (problem.file, problem.row) == ("data/observations.csv", "1")
    assert "unit" in problem.column + problem.expected


def test_a_renamed_column(folder: Path) -> None:
    put(folder, "observations.csv", 1, "value", "amount")
    problem = only_problem(folder)
    assert (problem.file, problem.row) == ("data/observations.csv", "1")
    assert problem.column == "value"
    assert "amount" in problem.found


def test_a_column_too_many(folder: Path) -> None:
    rewrite(folder / "units.csv", lambda rows: [[*row, "x"] for row in rows])
    problem = only_problem(folder)
    assert (problem.file, problem.row) == ("data/units.csv", "1")
    assert "x" in problem.found


def test_an_empty_file_is_one_problem(folder: Path) -> None:
    (folder / "units.csv").write_bytes(b"")
    assert only_problem(folder).file == "data/units.csv"


@pytest.mark.parametrize(
    ("table", "column", "value", "known"),
    [
        ("observations.csv", "indicator", "no_such_indicator", "indicators.csv (indicator)"),
        ("facts.csv", "indicator", "no_such_indicator", "indicators.csv (indicator)"),
        ("observations.csv", "place", "atlantis", "places.csv (place)"),
        ("facts.csv", "place", "atlantis", "places.csv (place)"),
        ("observations.csv", "unit", "furlong", "units.csv (unit)"),
        ("observations.csv", "source", "hearsay", "statistics_sources.csv (source)"),
        ("places.csv", "parent", "atlantis", "places.csv (place)"),
    ],
)
def test_an_unknown_key(folder: Path, table: str, column: str, value: str, known: str) -> None:
    put(folder, table, 3, column, value)
    problem = only_problem(folder)
    assert (problem.file, problem.row, problem.column) == (f"data/{table}", "3", column)
    assert problem.found == f"«{value}»"
    assert f"a key of {known}" in problem.expected


def test_a_duplicate_key(folder: Path) -> None:
    rewrite(folder / "units.csv", lambda rows: [*rows[:4], rows[3], *rows[4:]])
    problem = only_problem(folder)
    assert (problem.file, problem.row) == ("data/units.csv", "5")
    assert str(tables.load()["units"]["unit"][2]) in problem.found
    assert "4" in problem.expected


def test_a_duplicate_key_of_several_columns_is_shown_whole(folder: Path) -> None:
    rewrite(folder / "members.csv", lambda rows: [*rows[:4], rows[3], *rows[4:]])
    problem = only_problem(folder)
    member = tables.load()["members"].iloc[2]
    assert (problem.file, problem.row) == ("data/members.csv", "5")
    for part in (member["group"], member["place"], str(member["year"])):
        assert part in problem.found


# Python's own numbers include the last three.
@pytest.mark.parametrize("value", ["many", "1,200", "12%", "NaN", "INF", "1_300"])
def test_a_non_number(folder: Path, value: str) -> None:
    put(folder, "observations.csv", 3, "value", value)
    problem = only_problem(folder)
    assert (problem.file, problem.row) == ("data/observations.csv", "3")
    assert problem.column == "value"
    assert problem.found == f"«{value}»"
    assert "number" in problem.expected


def test_a_year_that_is_no_whole_number(folder: Path) -> None:
    put(folder, "observations.csv", 3, "year", "2020.5")
    problem = only_problem(folder)
    assert (problem.row, problem.column, problem.found) == ("3", "year", "«2020.5»")
    assert "integer" in problem.expected


def test_a_value_outside_an_enum(folder: Path) -> None:
    put(folder, "facts.csv", 3, "operator", "≥")
    problem = only_problem(folder)
    assert (problem.file, problem.row) == ("data/facts.csv", "3")
    assert problem.column == "operator"
    assert problem.found == "«≥»"
    assert ">=" in problem.expected


def test_an_empty_cell_that_must_be_filled(folder: Path) -> None:
    put(folder, "observations.csv", 3, "value", "")
    problem = only_problem(folder)
    assert (problem.file, problem.row) == ("data/observations.csv", "3")
    assert problem.column == "value"


def test_a_broken_byte(folder: Path) -> None:
    path = folder / "places.csv"
    lines = path.read_bytes().split(b"\n")
    lines[2] = lines[2][:3] + b"\xff" + lines[2][3:]
    path.write_bytes(b"\n".join(lines))
    problem = only_problem(folder)
    assert (problem.file, problem.row) == ("data/places.csv", "3")
    assert problem.found == "byte 0xff"
    assert "UTF-8" in problem.expected


def test_a_missing_file(folder: Path) -> None:
    (folder / "units.csv").unlink()
    problem = only_problem(folder)
    assert problem.file == "data/units.csv"
    assert "No such file" in problem.found


@pytest.mark.parametrize("text", ["{", "{}", "[]", '{"resources": []}'])
def test_a_broken_descriptor(folder: Path, text: str) -> None:
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    assert only_problem(folder).file == "data/datapackage.json"


def test_a_descriptor_with_an_unknown_type(folder: Path) -> None:
    descriptor = tables.schema(folder)
    descriptor["resources"][2]["schema"]["fields"][-1]["type"] = "nummer"
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    problem = only_problem(folder)
    assert problem.file == "data/datapackage.json"
    assert "nummer" in problem.found


@pytest.mark.parametrize("missing", [1, 2, 10])
def test_a_short_row(folder: Path, missing: int) -> None:
    rewrite(folder / "places.csv", lambda rows: [*rows[:3], rows[3][:-missing], *rows[4:]])
    problem = only_problem(folder)
    assert (problem.file, problem.row) == ("data/places.csv", "4")
    cells = len(tables.load()["places"].columns)
    assert problem.found == f"{cells - missing} cells"
    assert "as many cells as columns" in problem.expected


def test_a_short_row_whose_missing_cell_is_required(folder: Path) -> None:
    rewrite(folder / "units.csv", lambda rows: [*rows[:3], rows[3][:-1], *rows[4:]])
    problem = only_problem(folder)
    assert (problem.file, problem.row, problem.found) == ("data/units.csv", "4", "3 cells")


def test_a_long_row(folder: Path) -> None:
    rewrite(folder / "units.csv", lambda rows: [*rows[:3], [*rows[3], "x"], *rows[4:]])
    problem = only_problem(folder)
    assert (problem.file, problem.row, problem.found) == ("data/units.csv", "4", "5 cells")


def test_a_blank_row(folder: Path) -> None:
    rewrite(folder / "units.csv", lambda rows: [*rows[:3], [], *rows[3:]])
    problem = only_problem(folder)
    assert (problem.file, problem.row) == ("data/units.csv", "4")


def test_two_things_wrong_are_two_problems(folder: Path) -> None:
    put(folder, "observations.csv", 3, "value", "many")
    put(folder, "facts.csv", 4, "kind", "wish")
    problems = list(tables.check(folder))
    assert {(problem.file, problem.row) for problem in problems} == {
        ("data/observations.csv", "3"),
        ("data/facts.csv", "4"),
    }


def test_the_command_names_what_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, "observations.csv", 3, "indicator", "no_such_indicator")
    assert main(["check", "--data", str(folder)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    first, second = said.err.splitlines()
    assert first.startswith("1 problem")
    assert second == (
        "data/observations.csv, row 3, column indicator: found «no_such_indicator»; "
        "expected a key of indicators.csv (indicator)"
    )


def test_the_command_says_that_there_is_no_package(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--data", str(tmp_path / "nowhere")]) == 1
    assert "nowhere/datapackage.json" in capsys.readouterr().err


def test_nothing_is_proven_on_bad_data(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, "facts.csv", 3, "nth", "first")
    assert main(["verify", str(folder), "--data", str(folder)]) == 1
    said = capsys.readouterr()
    assert "proven" not in said.out
    assert "column nth" in said.err
