from __future__ import annotations

import csv
import functools
import json
import re
from typing import Any, Final

import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors

from cqanalysis import citation, exports, tables
from cqanalysis.citation import Item, formats
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import EXHIBITS, Exhibit, find, number
from cqanalysis.tables import ROOT

DATA = tables.load()
ALL = list(EXHIBITS.values())
ROWS = {exhibit.id: exhibit.rows(DATA) for exhibit in ALL}
KEY: Final = "integration-income-ratio"
SITE: Final = "https://example.org/a_b/"
ADDRESS: Final = re.compile(r'https?://[^\s"}。]+')
#: Of CSL 1.0.2: the types and variables that a record here may have.
TYPES: Final = {"chapter", "dataset", "document", "report", "webpage"}
VARIABLES: Final = {
    "id", "type", "title", "author", "container-title", "container-author", "issued", "version",
    "number", "language", "license", "URL", "note",
}  # fmt: skip
#: What RIS calls the types.
RIS_TYPES: Final = {
    "CHAP": "chapter", "DATA": "dataset", "GEN": "document", "RPRT": "report", "ELEC": "webpage",
}  # fmt: skip

both_languages = pytest.mark.parametrize("language", LANGUAGES)
#: Each exhibit, and the book as None.
every_work = pytest.mark.parametrize(
    "work", [None, *ALL], ids=lambda work: work.id if work else "book"
)


@pytest.fixture(autouse=True)
def _rows_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each exhibit's rows are computed once: what is tested here are words."""
    monkeypatch.setattr(Exhibit, "rows", lambda exhibit, _: ROWS[exhibit.id])


def known(item: Item) -> dict[str, Any]:
    """What every form of a record holds, with "" for what the record lacks."""
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    texts = ("id", "title", "container-title", "version", "number", "language", "URL", "note")
    return {key: item.get(key, "") for key in texts} | {
        "author": [name["literal"] for name in item.get("author", [])],
        "date": "-".join(f"{part:02d}" for part in parts),
        "year": f"{parts[0]}" if parts else "",
    }


def entries(text: str, *middleware: Any) -> list[dict[str, Any]]:
    """The fields of a BibTeX file's entries, with the key as id."""
    library = parse_string(text, append_middleware=list(middleware))
    assert not library.failed_blocks
    return [
        {"id": entry.key} | {key: field.value for key, field in entry.fields_dict.items()}
        for entry in library.entries
    ]


def unbraced(name: str) -> str:
    # Without braces a comma in a name would turn it around.
    assert name[0] + name[-1] == "{}", name
    return name[1:-1]


def from_bibtex(text: str) -> list[dict[str, Any]]:
    """Records out of BibTeX, as `known` has them."""
    names = {
        "id": "id", "title": "title", "container-title": "booktitle", "version": "version",
        "number": "number", "language": "language", "note": "note", "date": "date", "year": "year",
    }  # fmt: skip
    # Styles print an address as it stands: it is not decoded.
    raw = entries(text)
    decoded = entries(text, LatexDecodingMiddleware(keep_braced_groups=False))
    people = entries(text, LatexDecodingMiddleware(keep_braced_groups=True), SeparateCoAuthors())
    return [
        {key: whole.get(name, "") for key, name in names.items()}
        | {
            "author": [unbraced(name) for name in by.get("author", [])],
            "URL": plain.get("url", ""),
        }
        for plain, whole, by in zip(raw, decoded, people, strict=True)
    ]


def from_ris(text: str) -> list[dict[str, Any]]:
    """Records out of RIS, as `known` has them."""
    names = {
        "id": "id", "title": "title", "container-title": "secondary_title", "version": "edition",
        "number": "issn", "language": "language", "year": "year",
    }  # fmt: skip
    return [
        {key: entry.get(name, "") for key, name in names.items()}
        | {
            "author": entry.get("authors", []),
            "date": entry.get("date", "").replace("/", "-"),
            "URL": "".join(entry.get("urls", [])),
            "note": "".join(entry.get("notes", [])),
        }
        for entry in rispy.loads(text)
    ]


def records(work: Exhibit | None, language: Language) -> list[Item]:
    """What is cited: the work first, then the sources of its data."""
    if work is None:
        return [citation.book_item(language)]
    return exports.references(work, DATA, language)


def forms(work: Exhibit | None, language: Language) -> dict[str, str]:
    """Every form of a work's citation."""
    items = records(work, language)
    if work is None:
        line = formats.plain(items[0], language)
    else:
        line = exports.cited(work, DATA, language)
    standards = {f"gbt{s}": "\n".join(formats.gb(items, s)) for s in exports.STANDARDS}
    return standards | {
        "plain": line, "bibtex": formats.bibtex(items), "ris": formats.ris(items),
        "csl": formats.csl(items),
    }  # fmt: skip


@functools.cache
def cff() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return content


@functools.cache
def edition(language: Language) -> dict[str, Any]:
    path = {"en": "_config.yml", "zh": "chapters/zh/edition.yml"}[language]
    content: dict[str, Any] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return content


def raw(name: str, key: str) -> dict[str, dict[str, str]]:
    """A table as it lies in the repository, by its key."""
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


@every_work
@both_languages
def test_a_record_says_what_the_metadata_say(work: Exhibit | None, language: Language) -> None:
    own = records(work, language)[0]
    author = [{"literal": edition(language)["author"]}]
    title = edition(language)["title"]
    expected: Item = {
        "author": author, "version": cff()["version"], "license": cff()["license"],
        "issued": {"date-parts": [[int(n) for n in cff()["date-released"].split("-")]]},
        "language": {"en": "en", "zh": "zh-CN"}[language],
    }  # fmt: skip
    if work is None:
        expected |= {"type": "dataset", "title": title}
    else:
        said = work.said(DATA, language).title.removesuffix("。")
        expected |= {
            "id": work.id, "type": "chapter", "title": f"{number(work, language)} {said}",
            "container-title": title, "container-author": author,
        }  # fmt: skip
    assert {key: own[key] for key in expected} == expected


@pytest.mark.parametrize("exhibit", ALL, ids=lambda e: e.id)
@both_languages
def test_the_sources_of_the_data_are_cited(exhibit: Exhibit, language: Language) -> None:
    facts, seen = raw("facts", "fact_id"), raw("observations", "obs_id")
    documents, sources = raw("documents", "doc_id"), raw("statistics_sources", "source")
    rows = exhibit.rows(DATA)
    used = [facts[i] for i in citation.ids(rows, citation.FACTS)]
    clauses = [(row["doc_id"], row["clause"]) for row in used]
    # A row without a number names its clauses itself.
    named = (name.split() for name in citation.ids(rows, citation.CLAUSES))
    clauses += [(doc, clause) for doc, clause in named]
    titles = {doc: documents[doc]["title_zh"] for doc, _ in clauses}
    observed = [seen[i]["source"] for i in citation.ids(rows, citation.OBSERVATIONS)]
    titles |= {source: sources[source]["title"] for source in observed}
    own, *others = records(exhibit, language)
    assert own["id"] == exhibit.id
    assert {item["id"]: item["title"] for item in others} == titles
    notes = {item["id"]: item.get("note", "") for item in others}
    for doc, clause in clauses:
        assert f"{clause}{'）' if language == 'zh' else ')'}" in notes[doc]
    for source in observed:
        quoted = {"en": "as quoted elsewhere", "zh": "转引"}[language]
        assert notes[source] == (quoted if sources[source]["access"] == "reprint" else "")


@every_work
@both_languages
def test_bibtex_and_ris_say_what_the_record_says(work: Exhibit | None, language: Language) -> None:
    items = records(work, language)
    expected = [known(item) for item in items]
    made = forms(work, language)
    assert from_bibtex(made["bibtex"]) == expected
    assert from_ris(made["ris"]) == expected
    kinds = [RIS_TYPES[entry["type_of_reference"]] for entry in rispy.loads(made["ris"])]
    assert kinds == [item["type"] for item in items]


@every_work
@both_languages
def test_the_records_are_csl(work: Exhibit | None, language: Language) -> None:
    items = json.loads(forms(work, language)["csl"])
    assert items == records(work, language)
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        # The id is the key in BibTeX, too.
        assert re.fullmatch(r"[A-Za-z0-9_-]+", item["id"])
        assert item["type"] in TYPES
        assert item["title"]
        assert item["language"] in ("en", "zh-CN")
        assert item.keys() <= VARIABLES
        assert all(item.values())
        for name in item.get("author", []):
            assert name.keys() == {"literal"}
            assert name["literal"].strip()


@pytest.mark.parametrize("exhibit", ALL, ids=lambda e: e.id)
@both_languages
def test_the_files_are_the_forms(exhibit: Exhibit, language: Language) -> None:
    files = exports.export(exhibit, DATA, language, ["bib", "ris", "csl.json", "txt"])
    texts = {name.removeprefix(f"{exhibit.id}."): files[name].decode("utf-8-sig") for name in files}
    made = forms(exhibit, language)
    assert texts["bib"] == made["bibtex"]
    assert texts["ris"] == made["ris"]
    assert texts["csl.json"] == made["csl"]
    # Both editions of the standard, each numbered from one.
    blocks = re.split(r"^GB/T 7714—(\d{4})$", texts["txt"], flags=re.MULTILINE)[1:]
    assert blocks[::2] == ["2025", "2015"]
    for standard, block in zip(("2025", "2015"), blocks[1::2], strict=True):
        lines = made[f"gbt{standard}"].splitlines()
        assert block.strip().splitlines() == [f"[{n}] {x}" for n, x in enumerate(lines, start=1)]
        for line, item in zip(lines, records(exhibit, language), strict=True):
            assert item["title"] in line


@every_work
@both_languages
def test_one_line_names_it_all(work: Exhibit | None, language: Language) -> None:
    line = forms(work, language)["plain"]
    assert "\n" not in line
    parts = [edition(language)["author"], edition(language)["title"], cff()["version"],
             cff()["date-released"], "CC BY 4.0"]  # fmt: skip
    if work is not None:
        rests = citation.source_line(work.rows(DATA), DATA, language)
        assert line.endswith(rests)
        parts += [number(work, language), work.said(DATA, language).title.rstrip("。"), work.id]
        parts += citation.clauses(work.rows(DATA), DATA, language).values()
    for part in parts:
        assert part in line
    assert not re.search(r"  |\.\.|。。|，，", line)


@every_work
@both_languages
def test_no_address_is_named_where_none_is_configured(
    work: Exhibit | None, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqanalysis.citation.work.site", lambda: "")
    own, *others = records(work, language)
    assert "URL" not in own
    allowed = {item["URL"] for item in others if "URL" in item}
    for name, form in forms(work, language).items():
        found = {address.rstrip(".") for address in ADDRESS.findall(form)}
        assert found == (set() if name == "plain" else allowed), name
    assert formats.gb([own])[0].count("[DS]") == 1


@every_work
@both_languages
def test_a_configured_address_is_in_each_form(
    work: Exhibit | None, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqanalysis.citation.work.site", lambda: SITE)
    page = f"exhibits/{work.id}.html" if work else ""
    where = f"{SITE}{'zh/' if language == 'zh' else ''}{page}"
    for name, form in forms(work, language).items():
        assert where in {address.removesuffix(".") for address in ADDRESS.findall(form)}, name
    own = records(work, language)
    assert from_bibtex(formats.bibtex(own)) == from_ris(formats.ris(own)) == list(map(known, own))
    assert "[DS/OL]" in formats.gb(own)[0]


WHOLE: Final[Item] = {
    "id": "a-b_1",
    "type": "chapter",
    "title": "R&D: 58.52% of a_b {C} \\ #1 ~ $5 – “so-called” 'new' \"x\"",
    "author": [{"literal": "Acme & Sons, Inc."}, {"literal": "Tom and Jerry"}],
    "container-title": "《城镇化_规划》——50%与{纲要}（2021—2035年）",
    "issued": {"date-parts": [[2026, 3, 4]]},
    "version": "1.0_b&c",
    "number": "渝府发〔2022〕9号 #1",
    "language": "zh-CN",
    "URL": "https://example.org/a_b/c%20d?e=f&g={h}#i~j",
    "note": "《 100% of a_b & {c} 》；第1章 (c1.g1)",
}
#: Another value of each field.
OTHER: Final[Item] = {
    "id": "other",
    "title": WHOLE["title"].replace("_", ""),
    "author": [{"literal": "Acme & Sons, Inc. and Tom and Jerry"}],
    "container-title": WHOLE["container-title"].replace("《", ""),
    "issued": {"date-parts": [[2026, 3]]},
    "version": "1.0_b",
    "number": "渝府发〔2022〕9号",
    "language": "en",
    "URL": "https://example.org/",
    "note": "",
}
READ_BACK: Final = [(formats.bibtex, from_bibtex), (formats.ris, from_ris)]


@pytest.mark.parametrize(("write", "read"), READ_BACK, ids=["bibtex", "ris"])
@pytest.mark.parametrize("kind", sorted(TYPES))
def test_special_characters_come_back(kind: str, write: Any, read: Any) -> None:
    items = [WHOLE | {"type": kind}, WHOLE | {"type": kind, "id": "second", "title": "《“x”》"}]
    assert read(write(items)) == [known(item) for item in items]


@pytest.mark.parametrize(("write", "read"), READ_BACK, ids=["bibtex", "ris"])
@pytest.mark.parametrize("field", OTHER)
def test_a_field_that_changed_is_noticed(field: str, write: Any, read: Any) -> None:
    # What makes the comparisons above worth something.
    changed = WHOLE | {field: OTHER[field]}
    assert read(write([changed])) != [known(WHOLE)]
    assert read(write([changed])) == [known(changed)]


@pytest.mark.parametrize(("write", "read"), READ_BACK, ids=["bibtex", "ris"])
def test_a_record_with_little_is_written(write: Any, read: Any) -> None:
    little: Item = {"id": "a", "type": "document", "title": "通知", "language": "zh-CN"}
    assert read(write([little])) == [known(little)]


def test_a_circumflex_is_no_exponent() -> None:
    # Read back it is another character, so its writing is what is tested.
    assert r"{\textasciicircum}" in formats.bibtex([WHOLE | {"title": "a^b"}])


def test_each_line_of_ris_begins_with_its_tag() -> None:
    text = formats.ris([WHOLE])
    assert text.endswith("ER  - \r\n")
    for line in text.removesuffix("\r\n").split("\r\n"):
        assert re.match(r"[A-Z][A-Z0-9]  - ", line), line


@pytest.mark.parametrize("work", [None, find(KEY)], ids=["book", "exhibit"])
@both_languages
@pytest.mark.parametrize(
    ("source", "field", "value"),
    [
        ("metadata", "version", "9.8.7"),
        ("metadata", "date-released", "2031-02-03"),
        ("edition", "author", "Somebody & Co"),
    ],
)
def test_metadata_stand_in_one_place(
    work: Exhibit | None, language: Language, source: str, field: str, value: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    content = {"metadata": cff(), "edition": edition(language)}[source]
    target = f"cqanalysis.citation.items.{source}"
    monkeypatch.setattr(target, lambda *_: content | {field: value})
    key = {"version": "version", "date-released": "date", "author": "author"}[field]
    held = [value] if key == "author" else value
    made = forms(work, language)
    for read in (from_bibtex(made["bibtex"]), from_ris(made["ris"]),
                 [known(item) for item in json.loads(made["csl"])]):  # fmt: skip
        assert read[0][key] == held
    for name in ("plain", "gbt2025", "gbt2015"):
        assert value in made[name]
        assert content[field] not in made[name].splitlines()[0]


@pytest.mark.parametrize("field", ["version", "date-released", "license"])
@both_languages
def test_nothing_is_cited_without_its_metadata(
    field: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = {key: value for key, value in cff().items() if key != field}
    monkeypatch.setattr("cqanalysis.citation.items.metadata", lambda: left)
    with pytest.raises(KeyError, match=field):
        records(None, language)
    with pytest.raises(KeyError, match=field):
        records(find(KEY), language)
