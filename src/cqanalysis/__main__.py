"""The command line: ``python -m cqanalysis``."""

from __future__ import annotations

import argparse
import csv
import dataclasses
import sys
from pathlib import Path

from cqanalysis import tables
from cqanalysis.tables import DataError
from cqanalysis.verify import read, verify
from cqanalysis.verify.reuse import Shared, compare_all


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: As typed; those of the process by default.

    Returns:
        0 when all went well, 1 when something failed, 2 for wrong usage.
    """
    parser = argparse.ArgumentParser(prog="python -m cqanalysis", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check the data package against its schema")
    check.add_argument("--data", type=Path, default=tables.DATA, help="folder of datapackage.json")
    prove = commands.add_parser("verify", help="prove the facts against the official texts")
    prove.add_argument(
        "texts", type=Path, metavar="DIR", help="folder with one DOC_ID.txt a document"
    )
    prove.add_argument("--data", type=Path, default=tables.DATA, help="folder of datapackage.json")
    measure = commands.add_parser("reuse", help="measure the wording that documents have in common")
    measure.add_argument(
        "texts", type=Path, metavar="DIR", help="folder with one DOC_ID.txt a document"
    )
    measure.add_argument("--data", type=Path, default=tables.DATA, help="folder to write to")
    commands.add_parser("site", help="build both editions of the site into _build/html")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "site":
            return _site()
        data = tables.load(chosen.data.resolve())
    except DataError as error:
        print(f"{len(error.problems)} problem(s) in the data package:", file=sys.stderr)
        print(error, file=sys.stderr)
        return 1
    if chosen.command == "verify":
        return _verify(chosen.texts, data)
    if chosen.command == "reuse":
        return _reuse(chosen.texts, data, chosen.data / "text_reuse.csv")
    rows = sum(len(table) for table in data.tables.values())
    print(f"{len(data.tables)} tables with {rows:,} rows hold to the schema.")
    return 0


def _verify(folder: Path, data: tables.Data) -> int:
    proof = verify(folder, data)
    for doc_id, clauses in proof.clauses.items():
        print(f"{doc_id}: {proof.rows[doc_id]} rows proven, {clauses} clauses walked")
    how = ", ".join(f"{count} by {name}" for name, count in sorted(proof.numerals.items()))
    print(f"{sum(proof.rows.values())} of {len(data['facts'])} rows proven; "
          f"{sum(proof.numerals.values())} numerals accounted for ({how})")  # fmt: skip
    others = ", ".join(f"{name} {count}" for name, count in proof.tables.items())
    print(f"{sum(proof.tables.values())} rows of other tables proven: {others}")
    for failure in proof.failures:
        print(failure, file=sys.stderr)
    if proof.failures or not proof.rows:
        print(f"{len(proof.failures)} failure(s)", file=sys.stderr)
        return 1
    return 0


def _reuse(folder: Path, data: tables.Data, path: Path) -> int:
    documents = data["documents"]
    texts, failures = read(folder, documents)
    for failure in failures:
        print(failure, file=sys.stderr)
    if failures:
        return 1
    found = list(compare_all(list(documents["doc_id"]), texts))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in dataclasses.fields(Shared))
        writer.writerows(dataclasses.astuple(row) for row in found)
    print(f"{len(found)} clauses compared; written to {path}")
    return 0


def _site() -> int:
    # Sphinx is slow to import; only building needs it.
    from cqanalysis.site.build import BuildError, build

    try:
        page = build()
    except BuildError as error:
        print(f"The site was not built: {error}", file=sys.stderr)
        return 1
    print(f"The site is at {page}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
