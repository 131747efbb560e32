from __future__ import annotations

import csv
import functools
import gzip
import io
import json
import re
import struct
import zipfile
from pathlib import Path
from typing import Any, Final

import openpyxl
import pandas as pd
import pytest
import yaml

from cqanalysis import citation, exports, tables
from cqanalysis.drawing.canvas import SHAPES, svg
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import EXHIBITS, THEMES, Exhibit, find, number
from cqanalysis.tables import ROOT

DATA = tables.load()
ALL = list(EXHIBITS.values())
FIGURES = [e for e in ALL if e.kind == "figure"]
CHINESE: Final = re.compile("[\u4e00-\u9fff]")
DATE: Final = re.compile(r"(?<!\d)(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)")
#: A table has no pictures.
DRAWN: Final = ("{}.svg", "{}-column.svg", "{}.png", "{}-column.png")
WRITTEN: Final = ("{}.csv", "{}.xlsx", "{}.json", "{}.bib", "{}.ris", "{}.csl.json", "{}.txt")

every_exhibit = pytest.mark.parametrize("exhibit", ALL, ids=lambda e: e.id)
every_figure = pytest.mark.parametrize("exhibit", FIGURES, ids=lambda e: e.id)
both_languages = pytest.mark.parametrize("language", LANGUAGES)


class Published:
    """The files of an exhibit as they lie in the built site, by their endings."""

    def __init__(self, folder: Path, exhibit: Exhibit) -> None:
        self.id = exhibit.id
        self.files = {name: (folder / name).read_bytes() for name in names(exhibit)}

    def __getitem__(self, ending: str) -> bytes:
        return self.files[f"{self.id}{ending}"]

    def text(self, ending: str) -> str:
        return self[ending].decode("utf-8-sig")

    def rows(self) -> list[list[str]]:
        """The cells of the CSV, its heads first."""
        return list(csv.reader(io.StringIO(self.text(".csv"))))

    def archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self[".zip"]))

    def workbook(self) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(self[".xlsx"]))


def names(exhibit: Exhibit) -> list[str]:
    forms = [*(DRAWN if exhibit.kind == "figure" else ()), *WRITTEN, "{}.zip"]
    return [form.format(exhibit.id) for form in forms]


def place(site: Path, language: Language) -> Path:
    return site / {"en": "", "zh": "zh"}[language] / "exhibits"


@pytest.fixture
def published(site: Path, exhibit: Exhibit, language: Language) -> Published:
    return Published(place(site, language), exhibit)


@functools.cache
def raw(name: str) -> list[dict[str, str]]:
    """A table as it lies in the repository, not as the package reads it."""
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def chunks(png: bytes) -> list[tuple[str, bytes]]:
    """Type and content of a PNG's chunks."""
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append((png[at + 4 : at + 8].decode(), png[at + 8 : at + 8 + length]))
        at += length + 12
    return found


def as_shown(value: Any, kind: str) -> Any:
    """A cell of a CSV as a workbook or a record holds it."""
    if value == "":
        return None
    return value if kind == "text" else float(value)


@both_languages
def test_an_exhibit_has_all_its_files_and_no_other(site: Path, language: Language) -> None:
    files = [f for f in place(site, language).iterdir() if f.suffix != ".html"]
    small = [f"{figure.id}-small.webp" for figure in FIGURES]
    assert sorted(f.name for f in files) == sorted([*small, *(n for e in ALL for n in names(e))])
    assert all(file.stat().st_size for file in files)


@every_figure
@both_languages
def test_the_csv_redraws_the_picture(
    exhibit: Exhibit, language: Language, published: Published
) -> None:
    read = exhibit.read(published.text(".csv"), language)
    for shape, suffix in exports.SUFFIX.items():
        # Drawn by another process than the site was, it is the same to the byte.
        drawn = svg(exhibit.figure(read, DATA, language, shape)).encode()
        assert drawn == published[f"{suffix}.svg"], shape
        assert drawn.startswith(b"<svg ")
        # Half of what the first load of a chapter may weigh.
        assert len(gzip.compress(drawn)) <= 75_000
    assert set(exports.SUFFIX) == set(SHAPES)


@every_exhibit
@both_languages
def test_the_csv_holds_the_rows_in_its_language(
    exhibit: Exhibit, language: Language, published: Published
) -> None:
    content = published[".csv"]
    # Excel in Chinese takes what has no mark for another encoding.
    assert content.startswith(b"\xef\xbb\xbf")
    read = exhibit.read(content.decode("utf-8-sig"), language)
    pd.testing.assert_frame_equal(read, exhibit.rows(DATA))
    heads, *cells = published.rows()
    assert all(bool(CHINESE.search(head)) == (language == "zh") for head in heads), heads
    assert len(set(heads)) == len(heads)
    for place, (name, field) in enumerate(exhibit.fields.items()):
        if not field.codes:
            continue
        words = {field.word(code, language) for code in field.codes}
        allowed = words if language == "zh" else set(field.codes)
        # A missing value has no word.
        assert {row[place] for row in cells} <= allowed | {""}, name


@every_exhibit
@both_languages
def test_every_row_names_what_it_rests_on(
    exhibit: Exhibit, language: Language, published: Published
) -> None:
    facts = {row["fact_id"]: row for row in raw("facts")}
    observations = {row["obs_id"]: row for row in raw("observations")}
    titles = {row["source"]: row["title"] for row in raw("statistics_sources")}
    heads_shown, *cells = published.rows()
    # A row without a number names its clauses itself, in a column before those derived.
    own_column = citation.CLAUSES in exhibit.fields
    kept = [n for n in range(len(heads_shown)) if not (own_column and n == len(heads_shown) - 3)]
    facts_named, seen, clauses, sources = [heads_shown[n] for n in kept][-4:]
    heads = {
        "en": ["fact_ids", "obs_ids", "clauses", "sources"],
        "zh": ["所据规划数据行号", "所据统计数据行号", "条款", "统计资料来源"],
    }
    assert [facts_named, seen, clauses, sources] == heads[language]
    shown = exhibit.rows(DATA)
    own = shown[citation.CLAUSES] if citation.CLAUSES in shown else [""] * len(shown)
    for cell, itself in zip(cells, own, strict=True):
        fact_ids, obs_ids, named, cited = [cell[n] for n in kept][-4:]
        assert fact_ids or obs_ids or itself
        rests = [facts[i] for i in fact_ids.split("|") if i]
        stated = [f"{row['doc_id']} {row['clause']}" for row in rests]
        assert named == "|".join([*stated, *filter(None, itself.split("|"))])
        used = [titles[observations[i]["source"]] for i in obs_ids.split("|") if i]
        assert cited == "|".join(dict.fromkeys(used))


@every_exhibit
@both_languages
def test_the_workbook_holds_the_cells_of_the_csv(
    exhibit: Exhibit, language: Language, published: Published
) -> None:
    book = published.workbook()
    assert book.sheetnames == {"en": ["data", "about"], "zh": ["数据", "说明"]}[language]
    heads, *cells = published.rows()
    sheet = list(book.worksheets[0].iter_rows(values_only=True))
    assert list(sheet[0]) == heads
    kinds = [field.kind for field in exhibit.filed(DATA)[1].values()]
    assert "text" in kinds
    for shown, row in zip(sheet[1:], cells, strict=True):
        for value, cell, kind in zip(shown, row, kinds, strict=True):
            # In Python a 2 equals a 2.0, but no "2".
            assert value == as_shown(cell, kind), (value, cell)
    assert not any(c.data_type == "f" for row in book.worksheets[0] for c in row)


@every_exhibit
@both_languages
def test_the_workbook_says_what_it_is(
    exhibit: Exhibit, language: Language, published: Published
) -> None:
    book = published.workbook()
    about = {row[0]: row[1] for row in book.worksheets[1].iter_rows(values_only=True)}
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    said = exhibit.said(DATA, language)
    labels = {
        "en": ("Title", "Finding", "How to cite", "Version", "Released", "Licence"),
        "zh": ("标题", "主要结论", "引用格式", "版本", "发布日期", "许可"),
    }[language]
    assert [about[label] for label in labels] == [
        said.title, said.finding, exports.cited(exhibit, DATA, language),
        cff["version"], cff["date-released"], "CC BY 4.0",
    ]  # fmt: skip
    assert exhibit.digest(DATA) in about[{"en": "Hash of the data", "zh": "数据哈希值"}[language]]
    heads, *cells = published.rows()
    sources = about[{"en": "Sources", "zh": "资料来源"}[language]]
    assert all(title in sources for row in cells for title in row[-1].split("|"))
    assert set(heads) <= set(about)


@every_figure
@both_languages
def test_the_pictures_are_fit_for_print(published: Published) -> None:
    for suffix in exports.SUFFIX.values():
        content = dict(chunks(published[f"{suffix}.png"]))
        width, height = struct.unpack(">II", content["IHDR"][:8])
        # Dots a metre, both ways: 300 an inch, of the size that the vector has in points.
        assert struct.unpack(">IIB", content["pHYs"]) == (11811, 11811, 1)
        size = re.match(rb'<svg width="([\d.]+)pt" height="([\d.]+)pt"', published[f"{suffix}.svg"])
        assert size is not None
        assert (width, height) == tuple(round(float(n) * 300 / 72) for n in size.groups())
        if not suffix:
            assert width * 9 == height * 16
        else:
            assert width == 1320
            assert height > width


def no_number(name: str) -> None:
    pytest.fail(f"{name} is no JSON")


@every_exhibit
@both_languages
def test_the_record_is_whole(exhibit: Exhibit, language: Language, published: Published) -> None:
    known = json.loads(published.text(".json"), parse_constant=no_number)
    said = exhibit.said(DATA, language)
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    expected = {
        "id": exhibit.id, "number": number(exhibit, language), "kind": exhibit.kind,
        "theme": THEMES[exhibit.theme][language],
        "language": {"en": "en", "zh": "zh-CN"}[language],
        "title": said.title, "subtitle": said.subtitle, "finding": said.finding,
        "alt": said.alt, "note": said.note,
        "version": cff["version"], "released": cff["date-released"], "licence": cff["license"],
        "data_sha256": exhibit.digest(DATA),
        "citation": exports.cited(exhibit, DATA, language),
        "references": json.loads(published.text(".csl.json")),
    }  # fmt: skip
    assert {name: known[name] for name in expected} == expected
    assert known["data_as_of"]
    assert known["sources"]
    assert CHINESE.search(known["book"]) is not None or language == "en"


@every_exhibit
@both_languages
def test_the_record_explains_its_rows(language: Language, published: Published) -> None:
    # By its own columns, a record's rows become the cells of the CSV.
    known = json.loads(published.text(".json"))
    heads, *cells = published.rows()
    columns = known["columns"]
    assert [column["title" if language == "zh" else "name"] for column in columns] == heads
    for row, line in zip(known["rows"], cells, strict=True):
        assert list(row) == [column["name"] for column in columns]
        for column, cell in zip(columns, line, strict=True):
            value = row[column["name"]]
            if column["type"] != "text":
                assert value == as_shown(cell, column["type"])
            else:
                codes = column.get("codes", {}) if language == "zh" else {}
                assert codes.get(value, value) == cell


@every_exhibit
@both_languages
def test_the_archive_holds_every_file_and_names_it(
    exhibit: Exhibit, language: Language, published: Published
) -> None:
    files = dict(published.files)
    del files[f"{exhibit.id}.zip"]
    with published.archive() as opened:
        assert opened.testzip() is None
        held = {name: opened.read(name) for name in opened.namelist()}
    readme = held.pop(f"{exhibit.id}/README.txt").decode("utf-8-sig")
    assert held == {f"{exhibit.id}/{name}": content for name, content in files.items()}
    colon = {"en": ": ", "zh": "："}[language]
    listed = [line.strip().split(colon)[0] for line in readme.splitlines()]
    assert set(files) <= set(listed)
    assert set(published.rows()[0]) <= set(listed)
    said = exhibit.said(DATA, language)
    for part in (said.title, said.note, exports.cited(exhibit, DATA, language), "CC BY 4.0",
                 f"cqanalysis export {exhibit.id} --lang {language}"):  # fmt: skip
        assert part in readme


@pytest.mark.parametrize("key", [FIGURES[0].id, next(e.id for e in ALL if e.kind == "table")])
def test_an_export_is_what_the_site_holds(site: Path, key: str) -> None:
    first = Published(place(site, "zh"), find(key)).files
    assert exports.export(find(key), DATA, "zh") == first


@every_exhibit
@both_languages
def test_no_file_says_when_it_was_made(exhibit: Exhibit, published: Published) -> None:
    known = json.loads(published.text(".json"))
    dated = [known["released"], known["data_as_of"]]
    keys = ("published", "title", "url")
    dated += [row[key] for row in raw("statistics_sources") for key in keys]
    dated += [row["date"] for row in raw("documents")]
    outer = published.archive()
    book = zipfile.ZipFile(io.BytesIO(published[".xlsx"]))
    for entry in (*outer.infolist(), *book.infolist()):
        assert entry.date_time == (1980, 1, 1, 0, 0, 0), entry.filename
    texts = [book.read(name) for name in book.namelist()]
    texts.append(outer.read(f"{exhibit.id}/README.txt"))
    for name, content in published.files.items():
        if name.endswith(".svg"):
            assert b"<metadata" not in content
        elif name.endswith(".png"):
            assert {kind for kind, _ in chunks(content)} == {
                "IHDR", "PLTE", "pHYs", "IDAT", "IEND",
            }  # fmt: skip
        elif not name.endswith((".zip", ".xlsx")):
            texts.append(content)
    named = {"-".join(parts) for t in texts for parts in DATE.findall(t.decode())}
    assert known["released"] in named
    assert named <= {"-".join(p) for date in dated for p in DATE.findall(date)}


def test_an_unknown_format_lists_those_that_exist() -> None:
    listed = "svg, png, csv, xlsx, json, bib, ris, csl.json, txt, zip"
    with pytest.raises(KeyError, match=re.escape(f"no format 'docx'; there are: {listed}")):
        exports.export(ALL[0], DATA, "en", ["csv", "docx"])
