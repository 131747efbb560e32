from __future__ import annotations

import filecmp
import re
import shutil
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from cqanalysis import tables
from cqanalysis.__main__ import main
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import EXHIBITS
from cqanalysis.site import build
from cqanalysis.tables import ROOT


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build.build(tmp_path_factory.mktemp("one")).parent


def pages(site: Path) -> dict[str, BeautifulSoup]:
    found = {
        str(path.relative_to(site)): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
    }
    assert len(found) >= 6
    return found


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_two_builds_are_the_same_bytes(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = build.build(tmp_path_factory.mktemp("two")).parent
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
        if name.endswith(("search.html", "genindex.html")):
            continue
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


@pytest.mark.parametrize("place", ["", "zh/"])
def test_every_exhibit_is_on_the_site_with_its_files(site: Path, place: str) -> None:
    page = pages(site)[f"{place}chapters/integration.html"]
    data = tables.load()
    for exhibit in EXHIBITS.values():
        figure = page.find("figure", id=exhibit.id)
        assert figure is not None
        links = [str(a["href"]) for a in figure.find_all("a")]
        assert any(link.endswith(f"{exhibit.id}.csv") for link in links)
        assert exhibit.id in figure.get_text()
        csv = (site / place / "_exhibits" / f"{exhibit.id}.csv").read_text(encoding="utf-8-sig")
        assert csv == exhibit.csv(data)
        if exhibit.kind == "table":
            assert figure.find("caption") is not None
            assert all(th.get("scope") for th in figure.find_all("th"))
            continue
        image = figure.find("img")
        assert image is not None
        assert image["alt"]
        assert image["width"]
        assert image["height"]
        assert image["loading"] == "lazy"
        assert any(link.endswith(f"{exhibit.id}.svg") for link in links)
        assert (site / place / "_exhibits" / f"{exhibit.id}-column.svg").exists()


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
            assert "**" not in article.get_text(), name
            assert "{{" not in article.get_text(), name


def test_a_stale_notebook_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    # Sphinx runs in a process of its own, so the staged notebook is what can be made stale.
    real = build.stage

    def stale(folder: Path, language: Language) -> Path:
        target = real(folder, language)
        notebook = target / "chapters" / "integration.ipynb"
        text = notebook.read_text(encoding="utf-8")
        notebook.write_text(text.replace("integrated household survey", "survey"), encoding="utf-8")
        return target

    monkeypatch.setattr(build, "stage", stale)
    # Pages generated from the data have no part in it.
    monkeypatch.setattr("cqanalysis.site.build.reference.write", lambda *_: [])
    failure = build._edition(tmp_path, "en")
    assert "integration-income-ratio is stale" in failure
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

    monkeypatch.setattr("cqanalysis.site.build.tables.load", partial(tables.load, broken))
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
