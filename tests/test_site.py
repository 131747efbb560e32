from __future__ import annotations

import filecmp
import functools
import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from cqanalysis import citation, exports, tables
from cqanalysis.__main__ import main
from cqanalysis.citation import formats
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import EXHIBITS, Exhibit, Retired, number
from cqanalysis.site import build, metadata
from cqanalysis.site.reference import exhibits as exhibit_pages
from cqanalysis.site.reference.lookup import Lookup
from cqanalysis.tables import ROOT

DATA = tables.load()
EDITIONS: list[tuple[str, Language]] = [("", "en"), ("zh/", "zh")]


def opened(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@functools.cache
def pages(site: Path) -> dict[str, BeautifulSoup]:
    found = {
        str(path.relative_to(site)): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
        # Shown for a missing address, it belongs to no edition.
        if path.name != "404.html"
    }
    assert len(found) >= 6
    return found


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another build of the same sources: that of «make book» if it is of them, or a new one."""
    sources = [
        path
        for folder in ("chapters", "data", "src")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".mo"}
    ]
    sources += [path for path in ROOT.iterdir() if path.is_file()]
    cover = ROOT / "_build/html/index.html"
    newest = max(path.stat().st_mtime for path in sources)
    if cover.exists() and cover.stat().st_mtime > newest:
        return cover.parent
    return build.build(tmp_path_factory.mktemp("two")).parent


def test_two_builds_are_the_same_bytes(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = built(tmp_path_factory)
    names = files(site)
    assert names == files(again)
    same, different, errors = filecmp.cmpfiles(site, again, names, shallow=False)
    assert (different, errors) == ([], [])
    assert len(same) > 50


def test_both_editions_have_the_same_pages(site: Path) -> None:
    names = {name for name in pages(site) if not name.startswith("zh/")}
    assert names == {name.removeprefix("zh/") for name in pages(site) if name.startswith("zh/")}


def test_every_page_says_its_language_and_leads_to_the_same_page_of_the_other(site: Path) -> None:
    for name, page in pages(site).items():
        chinese = name.startswith("zh/")
        assert page.html is not None
        assert str(page.html["lang"]).replace("_", "-") == ("zh-CN" if chinese else "en")
        switch = page.select_one("a.cq-edition")
        assert switch is not None, name
        target = (site / name).parent / str(switch["href"])
        other = name.removeprefix("zh/") if chinese else f"zh/{name}"
        assert target.resolve() == (site / other).resolve()
        assert switch["lang"] == ("en" if chinese else "zh-CN")


def test_no_page_asks_another_host_for_anything(site: Path) -> None:
    asked = 0
    for name, page in pages(site).items():
        for tag in page.find_all(["script", "link", "img", "source", "iframe"]):
            for key in ("src", "href", "srcset"):
                address = str(tag.get(key) or "")
                asked += bool(address)
                assert not re.match(r"(https?:)?//", address), f"{name}: {address}"
    assert asked > 50


def test_every_internal_link_leads_somewhere(site: Path) -> None:
    read = pages(site)
    anchors = {name: {str(t["id"]) for t in page.find_all(id=True)} for name, page in read.items()}
    known: dict[Path, str] = {}
    followed = 0
    for name, page in read.items():
        for tag in page.find_all(["a", "img", "link", "script", "source"]):
            address = str(tag.get("href") or tag.get("src") or tag.get("srcset") or "")
            parts = urlsplit(address)
            if not address or parts.scheme:
                continue
            target = (site / name).parent / unquote(parts.path) if parts.path else site / name
            if target not in known:
                assert target.exists(), f"{name}: {address}"
                known[target] = str(target.resolve().relative_to(site.resolve()))
            followed += 1
            if parts.fragment and known[target] in read:
                assert unquote(parts.fragment) in anchors[known[target]], f"{name}: {address}"
    assert followed > 10_000


@pytest.mark.parametrize(("place", "language"), EDITIONS)
def test_every_exhibit_is_in_its_chapter_and_leads_to_its_page(
    site: Path, place: str, language: Language
) -> None:
    for exhibit in EXHIBITS.values():
        page = opened(site / place / "chapters" / f"{exhibit.theme}.html")
        figure = page.find("figure", id=exhibit.id)
        assert figure is not None
        links = [str(a["href"]) for a in figure.find_all("a")]
        assert f"../exhibits/{exhibit.id}.html" in links
        assert f"../exhibits/{exhibit.id}.csv" in links
        assert number(exhibit, language) in figure.get_text()
        assert exhibit.id in figure.get_text()
        if exhibit.kind == "table":
            assert figure.find("caption") is not None
            assert all(th.get("scope") for th in figure.find_all("th"))
            continue
        image = figure.find("img")
        assert image is not None
        assert image["alt"] == exhibit.said(DATA, language).alt
        assert image["width"]
        assert image["height"]
        assert image["loading"] == "lazy"


@pytest.mark.parametrize("exhibit", EXHIBITS.values(), ids=lambda e: e.id)
@pytest.mark.parametrize(("place", "language"), EDITIONS)
def test_every_exhibit_has_a_page_of_its_own(
    site: Path, place: str, language: Language, exhibit: Exhibit
) -> None:
    folder = site / place / "exhibits"
    said, rows = exhibit.said(DATA, language), exhibit.rows(DATA)
    article = opened(folder / f"{exhibit.id}.html").find("article")
    assert article is not None
    # Sphinx sets a typographic apostrophe in a paragraph.
    text = article.get_text().replace("’", "'")
    links = {str(a["href"]) for a in article.find_all("a", href=True)}
    version = str(citation.metadata()["version"])
    for part in (number(exhibit, language), said.title, said.finding, said.note, exhibit.id,
                 exhibit.digest(DATA), version):  # fmt: skip
        assert part.replace("’", "'") in text, part
    assert f"../chapters/{exhibit.theme}.html#{exhibit.id}" in links
    facts = DATA["facts"].set_index("fact_id").loc[citation.ids(rows, citation.FACTS)]
    for fact in tables.records(facts):
        assert f"../clauses/{fact.doc_id}.html#{fact.clause}" in links
    seen = DATA["observations"].set_index("obs_id").loc[citation.ids(rows, citation.OBSERVATIONS)]
    for source in seen["source"].unique():
        assert f"../reference/sources.html#{source}" in links
    table = article.find("table", id="rows")
    assert table is not None
    assert len(table.select("tbody tr")) == len(rows)
    assert table.find("caption") is not None
    assert all(th.get("scope") for th in table.find_all("th"))
    # The code shown is that of the rows.
    assert f"def {exhibit.table.__name__}" in text
    if exhibit.kind == "figure":
        image = article.select_one("figure.cq-large img")
        assert image is not None
        assert image["alt"] == said.alt
        assert image["src"] == f"{exhibit.id}.svg"


@pytest.mark.parametrize("exhibit", EXHIBITS.values(), ids=lambda e: e.id)
@pytest.mark.parametrize(("place", "language"), EDITIONS)
def test_an_exhibit_can_be_taken_along_and_cited(
    site: Path, place: str, language: Language, exhibit: Exhibit
) -> None:
    folder = site / place / "exhibits"
    article = opened(folder / f"{exhibit.id}.html").find("article")
    assert article is not None
    links = {str(a["href"]) for a in article.find_all("a", href=True)}
    light = ["csv", "xlsx", "json", "bib", "ris", "csl.json", "txt"]
    for name, content in exports.export(exhibit, DATA, language, light).items():
        assert (folder / name).read_bytes() == content
    for kind in exports.formats_of(exhibit):
        assert f"{exhibit.id}.{kind}" in links
        assert (folder / f"{exhibit.id}.{kind}").stat().st_size > 0
    # The texts that the buttons copy are the citations.
    quoted = [pre.get_text() for pre in article.select(".cq-citations pre")]
    items = exports.references(exhibit, DATA, language)
    assert quoted[0].strip() == exports.cited(exhibit, DATA, language)
    for standard, shown in zip(exports.STANDARDS, quoted[1:3], strict=True):
        assert all(entry in shown for entry in formats.gb(items, standard))
    assert json.loads(quoted[-1]) == items
    buttons = article.select("button.cq-copy")
    assert len(buttons) == len(quoted)
    for button in buttons:
        assert article.find(id=str(button["data-copy"])) is not None


@pytest.mark.parametrize(("place", "language"), EDITIONS)
def test_the_book_can_be_cited(site: Path, place: str, language: Language) -> None:
    item = citation.book_item(language)
    quoted = [p.get_text() for p in opened(site / place / "reference/cite.html").select("pre")]
    assert quoted[0].strip() == formats.plain(item, language)
    assert quoted[1].strip() == formats.gb([item])[0]
    assert json.loads(quoted[-1]) == [item]


@pytest.mark.parametrize("place", ["", "zh/"])
def test_the_index_of_figures_lists_all(site: Path, place: str) -> None:
    page = opened(site / place / "exhibits" / "index.html")
    cards = page.select("ul.cq-gallery > li")
    for card, exhibit in zip(cards, EXHIBITS.values(), strict=True):
        assert card.a is not None
        assert card.a["href"] == f"{exhibit.id}.html"
        assert (card["data-theme"], card["data-kind"]) == (exhibit.theme, exhibit.kind)
        assert (card.find("img") is None) == (exhibit.kind == "table")
    choices = {str(o["value"]) for o in page.select("form.cq-filter option")} - {""}
    assert choices == {e.theme for e in EXHIBITS.values()} | {"figure", "table"}


@pytest.mark.parametrize(("place", "language"), EDITIONS)
def test_machines_can_read_what_a_page_is(site: Path, place: str, language: Language) -> None:
    for key in EXHIBITS:
        page = opened(site / place / "exhibits" / f"{key}.html")
        script = page.find("script", type="application/ld+json")
        assert script is not None
        record = json.loads(script.get_text())
        assert record["@type"] == "Dataset"
        assert record["identifier"][0] == key
        assert record["inLanguage"] == citation.TAG[language]
        assert record["distribution"]
        for file in record["distribution"]:
            assert (site / place / "exhibits" / file["contentUrl"]).exists()
        # No address is configured: nothing names one.
        assert "url" not in record
        assert not page.select('meta[property^="og:"]')
    script = opened(site / place / "index.html").find("script", type="application/ld+json")
    assert script is not None
    book = json.loads(script.get_text())
    assert "Dataset" in book["@type"]
    for file in book["distribution"]:
        assert (site / place / file["contentUrl"]).exists()
    tasks = opened(site / place / "reference" / "tasks.html")
    assert tasks.find("script", type="application/ld+json") is None


@pytest.mark.parametrize(("place", "language"), EDITIONS)
def test_a_configured_address_is_named(
    place: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqanalysis.citation.work.site", lambda: "https://example.org/book/")
    key = "integration-income-ratio"
    where = f"https://example.org/book/{place}exhibits/{key}"
    tags = metadata.card(f"exhibits/{key}", DATA, language)
    assert tags["og:image"] == f"{where}.png"
    assert tags["og:url"] == f"{where}.html"
    assert tags["og:image:alt"] == EXHIBITS[key].said(DATA, language).alt
    record = json.loads(metadata.record(f"exhibits/{key}", DATA, language))
    assert record["url"] == f"{where}.html"
    assert f"{where}.html" in record["citation"]
    assert metadata.card("reference/tasks", DATA, language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_retired_id_leaves_a_page(
    tmp_path: Path, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    why: dict[Language, str] = {"en": "Two were one.", "zh": "两图合并。"}
    gone = Retired("integration-income-ratio", "0.3.0", why)
    monkeypatch.setattr(exhibit_pages, "EXHIBITS", {})
    monkeypatch.setattr(exhibit_pages, "RETIRED", {"integration-old": gone})
    *_, page = exhibit_pages.pages(Lookup(DATA, language))
    page.write(tmp_path, tmp_path)
    text = (tmp_path / "exhibits" / "integration-old.md").read_text(encoding="utf-8")
    for part in ("integration-old", "0.3.0", why[language]):
        assert part in text
    assert 'href="../exhibits/integration-income-ratio.html"' in text


def test_mathematics_is_mathml_and_no_data_uri_is_left(site: Path) -> None:
    for name, page in pages(site).items():
        if name.endswith("chapters/integration.html"):
            assert len(page.find_all("math")) >= 3
            assert page.find("span", class_="eqno") is not None
        written = (site / name).read_text(encoding="utf-8")
        assert "data:image/svg" not in written
        assert "data:text/csv" not in written


def test_markdown_emphasis_was_understood(site: Path) -> None:
    for name, page in pages(site).items():
        article = page.find("article")
        if article is not None:
            # Two stars mean something else in code.
            words = "".join(t for t in article.find_all(string=True) if not t.find_parent("pre"))
            assert "**" not in words, name
            assert "{{" not in words, name


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("integration-income-ratio", "come from the integrated household survey"),
        ("integration-income-growth", "With urban incomes growing by 10.0%"),
    ],
)
def test_a_stale_notebook_is_not_published(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    key: str,
    words: str,
) -> None:
    # Sphinx runs in a process of its own, so the staged notebook is what can be made stale.
    real = build.stage

    def stale(folder: Path, language: Language) -> Path:
        target = real(folder, language)
        notebook = target / "chapters" / "integration.ipynb"
        text = notebook.read_text(encoding="utf-8")
        assert words in text
        notebook.write_text(text.replace(words, "…"), encoding="utf-8")
        return target

    monkeypatch.setattr(build, "stage", stale)
    # Pages generated from the data have no part in it.
    monkeypatch.setattr("cqanalysis.site.build.reference.write", lambda *_: [])
    failure = build._edition(tmp_path, "en")
    assert f"{key} is stale" in failure
    assert "make notebooks" in capfd.readouterr().err


def test_bad_data_leaves_the_old_site_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "data"
    shutil.copytree(ROOT / "data", broken)
    facts = broken / "facts.csv"
    facts.write_text(facts.read_text("utf-8").replace(",chongqing,", ",atlantis,", 1), "utf-8")
    old = tmp_path / "build" / "html"
    old.mkdir(parents=True)
    (old / "index.html").write_text("the old site", encoding="utf-8")

    monkeypatch.setattr("cqanalysis.site.build.tables.load", functools.partial(tables.load, broken))
    with pytest.raises(tables.DataError, match="atlantis"):
        build.build(tmp_path / "build")
    assert files(old) == ["index.html"]
    assert not (tmp_path / "build" / "html.new").exists()


def test_the_command_says_what_is_wrong_with_the_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "data"
    shutil.copytree(ROOT / "data", broken)
    (broken / "units.csv").write_bytes(b"unit,name_en\n\xff\n")
    assert main(["check", "--data", str(broken)]) == 1
    assert "data/units.csv, row 2: found byte 0xff; expected UTF-8 text" in capsys.readouterr().err
