"""What leaves the screen: pages on paper, the book as a PDF, the site as an archive."""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader
from pypdf.generic import Destination

from cqanalysis import archive, citation, pdf, tables
from cqanalysis.__main__ import main
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import EXHIBITS, THEMES, Exhibit, number
from cqanalysis.pdf.document import assemble

DATA = tables.load()
PLACE: dict[Language, str] = {"en": "", "zh": "zh/"}
#: Points; Chromium rounds to pixels.
A4 = pytest.approx((595.3, 841.9), abs=0.5)
ACROSS = pytest.approx((841.9, 595.3), abs=0.5)


def squeezed(text: str) -> str:
    """Without blanks and breaks, which a PDF sets as it likes."""
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Printed:
    """A PDF and its pages' text, which takes long to read."""

    language: Language
    reader: PdfReader
    lines: list[list[str]]

    @property
    def sheets(self) -> list[str]:
        return [squeezed("".join(lines)) for lines in self.lines]

    @property
    def text(self) -> str:
        return "".join(self.sheets)


def printed(content: bytes, language: Language) -> Printed:
    reader = PdfReader(io.BytesIO(content))
    return Printed(language, reader, [p.extract_text().splitlines() for p in reader.pages])


def fonts(reader: PdfReader) -> dict[str, bool]:
    """Names of the typefaces, and whether they are in the file."""
    found: dict[str, bool] = {}
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            # A slanted letter is drawn into the file: a typeface without descendants.
            for one in font.get_object().get("/DescendantFonts", [font]):
                letters = one.get_object()
                descriptor = letters["/FontDescriptor"].get_object()
                name = str(descriptor["/FontName"]).split("+")[-1]
                inside = any(f"/FontFile{n}" in descriptor for n in ("", "2", "3"))
                found[name] = found.get(name, True) and (inside or "/CharProcs" in letters)
    return found


def size(page: PageObject) -> tuple[float, float]:
    return float(page.mediabox.width), float(page.mediabox.height)


def assert_numbered(text: str, language: Language, exhibits: Iterable[Exhibit]) -> None:
    """Each exhibit's number stands before its note, in the order of the book."""
    notes = [
        text.find(squeezed(number(exhibit, language) + exhibit.said(DATA, language).note))
        for exhibit in exhibits
    ]
    assert min(notes) > 0
    assert notes == sorted(notes)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chapter_prints_as_text_and_figures_alone(
    site: Path, page: Page, language: Language, theme: str
) -> None:
    own = [exhibit for exhibit in EXHIBITS.values() if exhibit.theme == theme]
    page.goto((site / PLACE[language] / "chapters" / f"{theme}.html").as_uri())
    shown = squeezed(page.locator("article").inner_text())
    paper = printed(page.pdf(prefer_css_page_size=True), language)
    text = paper.text
    # The board lies across a sheet of its own.
    assert {tuple(sorted(size(sheet))) == A4 for sheet in paper.reader.pages} == {True}
    assert_numbered(text, language, own)
    # What is clicked on the screen is not on paper.
    click = {
        "en": ("Data(CSV)", "PageofFigure", "facts.csv", "中文"),
        "zh": ("数据（CSV）", "专页：下载", "facts.csv", "English"),
    }[language]
    assert click[0] in shown
    assert [word for word in click if word in text] == []
    assert [lines[0] for lines in paper.lines] == [str(n + 1) for n in range(len(paper.lines))]
    # Figures that nobody has scrolled to are drawn too.
    pictures = page.locator("figure.cq-exhibit img")
    assert pictures.count() == sum(exhibit.kind == "figure" for exhibit in own)
    assert pictures.evaluate_all("all => all.every(i => i.complete && i.naturalWidth > 0)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_table_prints_whole_and_under_its_head(
    site: Path, page: Page, language: Language
) -> None:
    page.goto((site / PLACE[language] / "reference" / "agencies.html").as_uri())
    rows = page.locator("table.cq-table tbody tr")
    on_screen = rows.count()
    paper = printed(page.pdf(prefer_css_page_size=True), language)
    names = DATA["agencies"][f"name_{language}"]
    assert len(names) > on_screen
    assert [name for name in names if squeezed(str(name)) not in paper.text] == []
    head = squeezed(page.locator("table.cq-table thead th").first.inner_text())
    assert len(paper.sheets) > 1
    assert [sheet for sheet in paper.sheets if head not in sheet] == []
    # The screen has its pages again.
    assert rows.count() == on_screen


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_prints_on_one_sheet_and_the_whole_of_it_across(
    site: Path, page: Page, language: Language
) -> None:
    page.goto((site / PLACE[language] / "chapters" / "overview.html").as_uri())
    paper = printed(page.pdf(prefer_css_page_size=True), language)
    (sheet,) = [n for n, one in enumerate(paper.reader.pages) if size(one) == ACROSS]
    board = EXHIBITS["overview-board"]
    assert board.columns is not None
    for target in board.columns(board.rows(DATA), language).iloc[:, 0]:
        assert squeezed(target) in paper.sheets[sheet]
    assert squeezed(board.said(DATA, language).note) in paper.sheets[sheet]
    page.goto((site / PLACE[language] / "reference" / "board.html").as_uri())
    whole = printed(page.pdf(prefer_css_page_size=True), language)
    assert {size(one) == ACROSS for one in whole.reader.pages} == {True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_paper(site: Path, browser: Browser, language: Language) -> None:
    # 174 mm between the margins.
    page = browser.new_page(viewport={"width": 658, "height": 1000})
    page.emulate_media(media="print")
    for name in (
        "index", "chapters/integration", "districts/kaizhou", "exhibits/integration-income-ratio",
        "indicators/index", "reference/conflicts", "reference/verdicts", "reference/sources",
    ):  # fmt: skip
        page.goto((site / PLACE[language] / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 658, name
    page.close()


@pytest.fixture(scope="module", params=LANGUAGES)
def book(site: Path, browser: Browser, request: pytest.FixtureRequest) -> Printed:
    """Each edition's book."""
    return printed(pdf.book(site, request.param, browser), request.param)


def test_the_book_is_set_in_its_own_typefaces(book: Printed) -> None:
    # A character set in a typeface of the machine would name it here.
    assert fonts(book.reader) == {
        "CQSans-Regular": True, "CQSans-Bold": True, "STIXGeneral-Regular": True,
    }  # fmt: skip


def test_the_book_can_be_read_by_machines(book: Printed) -> None:
    language, reader, text = book.language, book.reader, book.text
    assert_numbered(text, language, EXHIBITS.values())
    about = reader.metadata
    assert about is not None
    assert about.title == citation.book_title(language)
    assert about.author == citation.edition(language)["author"]
    assert str(about.creation_date).startswith(str(citation.metadata()["date-released"]))
    root: Any = reader.root_object
    assert root["/Lang"] == citation.TAG[language]
    assert root["/MarkInfo"]["/Marked"]
    # Alternative texts of the figures.
    structure = str([o.get_object() for o in _elements(root["/StructTreeRoot"])])
    for exhibit in EXHIBITS.values():
        if exhibit.kind == "figure":
            assert exhibit.said(DATA, language).alt[:40] in structure


def _elements(node: Any) -> list[Any]:
    """Every element of the structure."""
    node = node.get_object()
    if isinstance(node, list):
        return [found for one in node for found in _elements(one)]
    if not hasattr(node, "get") or "/K" not in node:
        return []
    return [node, *_elements(node["/K"])]


def test_the_cover_says_what_the_book_is(book: Printed) -> None:
    language, cover = book.language, book.sheets[0]
    work = citation.metadata()
    for said in (
        citation.book_title(language), str(work["version"]), str(work["date-released"]),
        tables.as_of(), {"en": "Not an official publication", "zh": "不是官方出版物"}[language],
    ):  # fmt: skip
        assert squeezed(said) in cover


def test_contents_bookmarks_and_page_numbers_agree(book: Printed) -> None:
    marks = _marks(book.reader.outline)
    # Behind the cover the contents, on as many pages as they take.
    first = book.reader.get_destination_page_number(marks[1])
    assert first is not None
    contents = "".join(book.sheets[1:first])
    chapter = {"en": "Urban-rural integration", "zh": "城乡融合"}[book.language]
    assert chapter in [str(mark.title) for mark in marks]
    title, running = citation.book_title(book.language), ""
    chapters = {
        book.reader.get_destination_page_number(mark): str(mark.title)
        for mark in book.reader.outline
        if isinstance(mark, Destination)
    }
    for number_of, lines in enumerate(book.lines[first:], start=first + 1):
        running = chapters.get(number_of - 1, running)
        assert squeezed(lines[0]) == squeezed(title + running)
        assert lines[1] == str(number_of)
    # The first is that of the contents themselves.
    for mark in marks[1:]:
        place = book.reader.get_destination_page_number(mark)
        assert place is not None
        assert squeezed(str(mark.title)) in book.sheets[place]
        assert f"{squeezed(str(mark.title))}{place + 1}" in contents


def _marks(outline: Any) -> list[Destination]:
    """Bookmarks of chapters and of their sections."""
    chapters = [mark for mark in outline if not isinstance(mark, list)]
    below = [mark for some in outline if isinstance(some, list) for mark in some]
    return chapters + [mark for mark in below if not isinstance(mark, list)]


def test_links_of_the_book_lead_within_it_or_to_other_hosts(book: Printed) -> None:
    within = 0
    for page in book.reader.pages:
        for reference in page.get("/Annots", []):
            link = reference.get_object()
            if "/Dest" in link:
                assert str(link["/Dest"]) in book.reader.named_destinations
                within += 1
            else:
                assert str(link["/A"]["/URI"]).startswith("http")
    assert within > 20


def small(folder: Path, chapter: str) -> Path:
    """A site of a few words."""
    pages = {
        "index": '<h1>Book</h1><p id="a"><a href="chapters/integration.html#a">in</a> '
        '<a href="reference/tasks.html">out</a></p>',
        **{f"chapters/{theme}": f'<h1>Chapter</h1><p id="a">{chapter}</p>' for theme in THEMES},
        "reference/sources": '<h1>Sources</h1><p><a href="https://example.org/">far</a></p>',
    }
    for name, body in pages.items():
        path = folder / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<main><article>{body}</article></main>", encoding="utf-8")
    return folder


def test_pages_put_together_keep_their_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = small(tmp_path, "text")
    document = BeautifulSoup(assemble(site, "en"), "html.parser")
    ids = [str(tag["id"]) for tag in document.find_all(id=True)]
    assert len(ids) == len(set(ids))
    index = document.select("main > article")[0]
    # A page that is not in the book is only named, unless the site has an address.
    (link,) = index.find_all("a")
    target = document.find(id=str(link["href"]).removeprefix("#"))
    assert target is not None
    assert target.get_text() == "text"
    assert "out" in index.get_text()
    monkeypatch.setattr("cqanalysis.citation.work.site", lambda: "https://example.org/book/")
    document = BeautifulSoup(assemble(site, "en"), "html.parser")
    links = [str(a["href"]) for a in document.select("main > article a")]
    assert links[1:] == ["https://example.org/book/reference/tasks.html", "https://example.org/"]


def test_a_character_without_a_glyph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="龘; run «make fonts»"):
        assemble(small(tmp_path, "龘"), "en")


def test_the_commands_say_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("cqanalysis.__main__._BUILT", tmp_path)
    assert (main(["pdf"]), main(["archive"])) == (1, 1)
    assert capsys.readouterr().err.count("«make book» builds it") == 2


def test_a_machine_without_chromium_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody: Any = None
    monkeypatch.setattr("cqanalysis.pdf._NAMES", ("no-such-browser",))
    with pytest.raises(pdf.PDFError, match="no Chromium is installed"):
        pdf.launch(nobody)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_archive_opens_from_another_folder(
    site: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory, language: Language
) -> None:
    folder = tmp_path_factory.getbasetemp() / "某处 elsewhere"
    if not folder.exists():
        zipfile.ZipFile(io.BytesIO(archive.pack(site))).extractall(folder)
    root = folder / archive.name()
    assert {p.name for p in folder.iterdir()} == {root.name}
    readme = (root / archive.README).read_text(encoding="utf-8-sig")
    assert "index.html" in readme
    assert "解压" in readme
    assert str(citation.metadata()["version"]) in readme
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("requestfailed", lambda request: told.append(request.url))
    page.on("pageerror", lambda error: told.append(str(error)))
    for name in ("index", "chapters/integration", "reference/agencies", "search"):
        page.goto((root / PLACE[language] / f"{name}.html").as_uri())
        page.wait_for_load_state("networkidle")
    page.close()
    assert told == []


def test_two_archives_are_the_same_bytes(tmp_path: Path) -> None:
    one = small(tmp_path / "one", "text")
    other = tmp_path / "other"
    shutil.copytree(one, other)
    for path in other.rglob("*.html"):
        os.utime(path, (0, 0))
        path.chmod(0o600)
    assert archive.pack(one) == archive.pack(other)
    (other / "index.html").write_text("another", encoding="utf-8")
    assert archive.pack(one) != archive.pack(other)
