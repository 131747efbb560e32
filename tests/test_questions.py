"""The questions each chapter must answer, and what answers them."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from cqanalysis.exhibits import EXHIBITS, EXPLORERS, PROSE, THEMES
from cqanalysis.tables import ROOT

QUESTIONS = Path(__file__).parent / "questions"


def asked(theme: str) -> list[dict[str, str]]:
    with (QUESTIONS / f"{theme}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(theme: str) -> tuple[set[str], set[str]]:
    """Ids that a chapter shows, and paragraphs that it says."""
    path = ROOT / "chapters" / f"{theme}.ipynb"
    notebook: Any = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    ids = set(re.findall(r'book\.(?:show|explore)\("([^"]+)"\)', code))
    return ids, set(re.findall(r'book\.say\("([^"]+)"\)', code))


def test_every_chapter_has_its_questions() -> None:
    assert {path.stem for path in QUESTIONS.glob("*.csv")} == set(THEMES)


@pytest.mark.parametrize("theme", THEMES)
def test_every_question_has_an_exhibit_and_a_computed_sentence(theme: str) -> None:
    questions = asked(theme)
    ids, said = shown(theme)
    assert len(questions) >= 5
    assert len({row["question"] for row in questions}) == len(questions)
    for row in questions:
        exhibits, prose = row["exhibits"].split(), row["prose"].split()
        assert exhibits, row["question"]
        assert prose, row["question"]
        assert set(exhibits) <= ids, row["question"]
        assert set(exhibits) <= set(EXHIBITS) | set(EXPLORERS)
        # The sentence is a paragraph of the chapter, or the finding of one of its exhibits.
        assert set(prose) <= (said & set(PROSE[theme])) | (ids & set(EXHIBITS)), row["question"]


@pytest.mark.parametrize("theme", THEMES)
def test_no_exhibit_answers_nothing(theme: str) -> None:
    answering = {key for row in asked(theme) for key in row["exhibits"].split()}
    ids, _ = shown(theme)
    assert ids <= answering
