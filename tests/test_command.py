from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from docx import Document

from cqanalysis import citation, exports, tables
from cqanalysis.__main__ import main
from cqanalysis.citation import formats
from cqanalysis.exhibits import EXHIBITS, find, number

DATA = tables.load()
KEY = "integration-income-ratio"
Captured = pytest.CaptureFixture[str]


def test_help_names_every_command_with_examples(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    shown = capsys.readouterr().out
    for name in ("list", "data", "cite", "export", "brief", "check", "verify", "reuse", "site"):
        assert f"    {name} " in shown
        with pytest.raises(SystemExit) as stopped:
            main([name, "--help"])
        assert stopped.value.code == 0
    assert "cqanalysis brief integration-income-ratio" in shown


def test_the_list_names_each_exhibit_in_its_language(capsys: Captured) -> None:
    assert main(["list", "--lang", "zh"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [line[1] for line in lines] == list(EXHIBITS)
    for (shown, key, title), exhibit in zip(lines, EXHIBITS.values(), strict=True):
        assert (shown, key) == (number(exhibit, "zh"), exhibit.id)
        assert title == exhibit.said(DATA, "zh").title


def test_the_list_can_be_narrowed(capsys: Captured) -> None:
    assert main(["list", "--kind", "table"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == sum(
        e.kind == "table" for e in EXHIBITS.values()
    )
    assert main(["list", "--theme", "governance"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == sum(
        e.theme == "governance" for e in EXHIBITS.values()
    )


def test_data_prints_the_rows_or_the_record(capsys: Captured) -> None:
    assert main(["data", KEY]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == len(find(KEY).rows(DATA))
    assert main(["data", KEY, "--lang", "zh", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == exports.record(find(KEY), DATA, "zh")


@pytest.mark.parametrize("style", ["plain", "gbt", "gbt2015", "bibtex", "ris", "csl"])
def test_cite_prints_each_form(style: str, capsys: Captured) -> None:
    assert main(["cite", KEY, "--style", style, "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert citation.book_title("zh") in shown
    assert main(["cite", "--style", style]) == 0
    assert citation.book_title("en") in capsys.readouterr().out
    if style == "gbt":
        main(["cite", KEY, "--style", "gbt"])
        entries = formats.gb(exports.references(find(KEY), DATA, "en"))
        lines = [f"[{n}] {entry}" for n, entry in enumerate(entries, start=1)]
        assert capsys.readouterr().out.splitlines() == lines


def test_export_writes_the_formats_asked_for(tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "some" / "folder"
    arguments = ["export", KEY, "--format", "svg,csv", "--lang", "zh,en", "--out", str(out)]
    assert main(arguments) == 0
    assert "6 files of 1 exhibit " in capsys.readouterr().out
    for language in ("en", "zh"):
        names = {path.name for path in (out / language).iterdir()}
        assert names == {f"{KEY}.svg", f"{KEY}-column.svg", f"{KEY}.csv"}
    written = (out / "zh" / f"{KEY}.csv").read_text(encoding="utf-8-sig")
    assert written == find(KEY).csv(DATA, "zh")


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["data", "integration-incomes"], "no exhibit 'integration-incomes'; there are: "),
        (["cite", "integration-incomes"], "no exhibit"),
        (["export", KEY, "--format", "gif"], "no format 'gif'; there are: svg, png, csv"),
        (["export", KEY, "--lang", "en,fr"], "no language 'fr'; there are: en, zh"),
        (["brief", "nothing", "--out", "a.docx"], KEY),
        (["brief", "--out", "a.docx"], "no exhibit named; there are: "),
        (["brief", KEY, "--out", "/no/such/folder/a.docx"], "no such folder"),
    ],
)
def test_a_wrong_use_says_what_there_is(
    arguments: list[str], found: str, capsys: Captured, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("cqanalysis: ")
    assert found in said
    assert list(tmp_path.iterdir()) == []


def test_a_language_or_theme_that_is_none_is_refused(capsys: Captured) -> None:
    for arguments in (["data", KEY, "--lang", "fr"], ["list", "--theme", "weather"]):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2
        assert "invalid choice" in capsys.readouterr().err


def test_what_cannot_be_written_is_said(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "a").write_text("a file, no folder", encoding="utf-8")
    assert main(["export", KEY, "--format", "csv", "--out", str(tmp_path / "a")]) == 2
    assert f"cannot write to {tmp_path / 'a'}" in capsys.readouterr().err
    assert main(["brief", KEY, "--out", str(tmp_path)]) == 2
    assert "it is a folder" in capsys.readouterr().err


def test_a_briefing_can_be_made_by_theme(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "briefing.docx"
    own = [exhibit for exhibit in EXHIBITS.values() if exhibit.theme == "integration"]
    assert main(["brief", "--theme", "integration", "--lang", "en", "--out", str(out)]) == 0
    assert f"with {len(own)} exhibits" in capsys.readouterr().out
    text = "\n".join(paragraph.text for paragraph in Document(str(out)).paragraphs)
    for exhibit in own:
        # Behind it stands a reference to the figure, then the full stop.
        assert exhibit.said(DATA, "en").finding.removesuffix(".") in text
    # Another mapping: what is taken out of one and put back stands at its end.
    left = {key: exhibit for key, exhibit in EXHIBITS.items() if exhibit.theme != "governance"}
    monkeypatch.setattr("cqanalysis.__main__.EXHIBITS", left)
    assert main(["brief", "--theme", "governance", "--out", str(out)]) == 2
    assert "the theme 'governance' has no exhibit" in capsys.readouterr().err
