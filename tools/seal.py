"""Seal the released values: which row said what when it was last published.

``tests/released.csv`` holds a digest of every fact and observation. The tests
name each row that no longer says what was released, so that no number changes
unnoticed: a meant change is listed in CHANGELOG.md, and then sealed anew with
``make seal``.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
RELEASED: Final = ROOT / "tests" / "released.csv"
#: Sealed tables, their key, and the columns that make up what a row says.
SEALED: Final = {
    "facts": (
        "fact_id",
        ("printed", "place", "indicator", "kind", "measure", "operator", "value", "upper", "unit",
         "against", "distribution", "modality", "year", "year_from", "attribute"),
    ),
    "observations": (
        "obs_id",
        ("indicator", "place", "year", "period", "period_detail", "operator", "value", "unit",
         "vintage", "definition", "source"),
    ),
}  # fmt: skip


def digests(data: Path) -> Iterator[tuple[str, str, str]]:
    """Table, key and digest of every sealed row."""
    for table, (key, columns) in SEALED.items():
        with (data / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                said = "\t".join(row[column] for column in columns)
                yield table, row[key], hashlib.sha256(said.encode()).hexdigest()[:12]


def main() -> None:
    """Write the seal."""
    rows = sorted(digests(ROOT / "data"))
    with RELEASED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("table", "key", "digest"))
        writer.writerows(rows)
    print(f"{len(rows)} rows sealed in {RELEASED.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
