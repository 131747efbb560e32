"""Prove the data against the official texts, which do not ship with the book.

`verify` reads the texts in a folder, cuts them into clauses
(`cqanalysis.verify.clauses`) and proves each row of ``facts.csv``
(`cqanalysis.verify.proof`) and of every other table that names a clause
(`cqanalysis.verify.evidence`), forward and backward. `cqanalysis.verify.reuse`
measures the wording that two documents have in common.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import cast

import opencc
import pandas as pd

from cqanalysis.tables import Data, records
from cqanalysis.verify.clauses import Clause, cut
from cqanalysis.verify.evidence import prove_tables
from cqanalysis.verify.proof import Failure, Proof, Row, prove

__all__ = ["Clause", "Failure", "Proof", "read", "verify"]


def read(
    folder: Path, documents: pd.DataFrame
) -> tuple[dict[str, dict[str, Clause]], list[Failure]]:
    """Read and cut the official texts.

    Args:
        folder: Holds one ``<doc_id>.txt`` a document.
        documents: ``documents.csv``: doc_id, script, sha256.

    Returns:
        Clauses by document and path (Traditional text converted to Simplified),
        and a failure for each text that is missing, is no UTF-8 or is not the
        one the facts were read from.
    """
    texts: dict[str, dict[str, Clause]] = {}
    failures = []
    simplify = opencc.OpenCC("t2s").convert
    for document in records(documents):
        path = folder / f"{document.doc_id}.txt"
        try:
            raw = path.read_bytes()
            text = raw.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            failures.append(Failure(path.name, "-", "-", f"cannot be read: {error}"))
            continue
        found = hashlib.sha256(raw).hexdigest()
        if found != document.sha256:
            reason = f"sha256 {found[:12]}…, expected {str(document.sha256)[:12]}…: another text"
            failures.append(Failure(path.name, "-", "-", reason))
        doc_id = str(document.doc_id)
        texts[doc_id] = cut(doc_id, simplify(text) if document.script == "Hant" else text)
    return texts, failures


def verify(folder: Path, data: Data) -> Proof:
    """Prove every row of the data package that names a clause.

    Args:
        folder: Holds the official texts.
        data: The data package.

    Returns:
        The proof. `Proof.failures` is empty when every row and every numeral
        of a covered clause holds.
    """
    documents = data["documents"]
    texts, failures = read(folder, documents)
    coverage = {d.doc_id: tuple(d.coverage.split()) for d in records(documents)}
    units = set(data["units"]["unit"])
    proof = prove(_rows(data["facts"]), _rows(data["exclusions"]), texts, coverage, units=units)
    proof.failures[:0] = failures
    proof.tables, more = prove_tables({n: _rows(t) for n, t in data.tables.items()}, texts)
    proof.failures += more
    return proof


def _rows(frame: pd.DataFrame) -> list[Row]:
    """Rows as the strings of the file: a number prints as it was written."""
    text = frame.copy()
    for column in text.columns:
        if text[column].dtype == "float64":
            text[column] = [f"{v:.15g}" if pd.notna(v) else "" for v in text[column]]
        else:
            text[column] = [str(v) if pd.notna(v) else "" for v in text[column]]
    return cast("list[Row]", text.to_dict("records"))
