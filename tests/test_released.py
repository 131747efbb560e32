from __future__ import annotations

import csv
import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from cqanalysis.tables import DATA, ROOT


def load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("seal", ROOT / "tools" / "seal.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


seal = load_tool()


def changed(data: Path) -> list[str]:
    """Rows that no longer say what was released, or are gone."""
    with (ROOT / "tests" / "released.csv").open(encoding="utf-8", newline="") as file:
        released = {(r["table"], r["key"]): r["digest"] for r in csv.DictReader(file)}
    assert len(released) > 3000
    now = {(table, key): digest for table, key, digest in seal.digests(data)}
    return [
        f"data/{t}.csv: {k}" for (t, k), digest in released.items() if now.get((t, k)) != digest
    ]


def test_no_released_value_changed_unnoticed() -> None:
    rows = changed(DATA)
    advice = "list the change in CHANGELOG.md, then «make seal»"
    assert not rows, f"{advice}: {', '.join(rows)}"


@pytest.mark.parametrize(
    ("table", "key", "column"),
    [("observations", "obs_id", "value"), ("facts", "fact_id", "value")],
)
def test_any_one_changed_value_names_its_row(
    tmp_path: Path, table: str, key: str, column: str
) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(r for r in reversed(rows) if r[column])
    row[column] = str(float(row[column]) + 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    assert changed(folder) == [f"data/{table}.csv: {row[key]}"]
