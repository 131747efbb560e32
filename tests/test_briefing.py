"""The Word briefing, read back as Word reads it."""

from __future__ import annotations

import datetime
import functools
import io
import re
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from cqanalysis import citation, exports, tables
from cqanalysis.briefing import brief
from cqanalysis.briefing.layout import FALLBACKS, LAYOUTS
from cqanalysis.citation import formats
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import EXHIBITS, find

DATA = tables.load()
#: Two figures and a table that share sources.
SHOWN = ("integration-income-ratio", "integration-growth-gap", "integration-rural-promises")
DAY = datetime.date(2026, 3, 5)


@functools.cache
def content(language: Language) -> bytes:
    return brief([find(key) for key in SHOWN], DATA, language, date=DAY)


def opened(language: Language) -> Any:
    return Document(io.BytesIO(content(language)))


def texts(language: Language, style: str) -> list[str]:
    return [p.text for p in opened(language).paragraphs if p.style.name == style]


def references(language: Language) -> list[Any]:
    """What is cited, each once, in the order met."""
    met: dict[str, Any] = {}
    for key in SHOWN:
        for item in exports.references(find(key), DATA, language):
            met.setdefault(item["id"], item)
    return list(met.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_briefing_is_the_same_bytes(language: Language) -> None:
    assert brief([find(key) for key in SHOWN], DATA, language, date=DAY) == content(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_exhibit_has_its_message_one_finding_and_its_note(language: Language) -> None:
    stop = {"en": ".", "zh": "。"}[language]
    said = [find(key).said(DATA, language) for key in SHOWN]
    assert texts(language, "Heading 1") == [own.title.removesuffix("。") for own in said]
    lead, *findings = texts(language, "Body Text")
    assert citation.book_title(language) in lead
    assert str(citation.metadata()["version"]) in lead
    for paragraph, own in zip(findings, said, strict=True):
        assert paragraph.startswith(own.finding.removesuffix(stop))
    notes = "\n".join(texts(language, "Source and Note"))
    for own, key in zip(said, SHOWN, strict=True):
        assert own.note in notes
        assert key in notes


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_the_day_and_the_file_say_what_it_is(language: Language) -> None:
    title = texts(language, "Title")[0]
    theme = {"en": "Urban-rural integration", "zh": "城乡融合"}[language]
    assert title.endswith(theme)
    assert {"en": "5 March 2026", "zh": "2026年3月5日"}[language] in texts(language, "Subtitle")[0]
    core = opened(language).core_properties
    assert core.title == title
    assert core.language == citation.TAG[language]
    assert core.created.date() == DAY
    given = brief([find(SHOWN[0])], DATA, language, date=DAY, title="A 题")
    assert Document(io.BytesIO(given)).core_properties.title == "A 题"


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_pictures_at_print_quality_with_alt_text(language: Language) -> None:
    figures = [find(key) for key in SHOWN if find(key).kind == "figure"]
    shapes = opened(language).inline_shapes
    assert len(shapes) == len(figures)
    for shape, exhibit in zip(shapes, figures, strict=True):
        described = shape._inline.docPr
        assert described.get("descr") == exhibit.said(DATA, language).alt
        part = opened(language).part.related_parts[
            shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        ]
        pixels = struct.unpack(">I", part.blob[16:20])[0]
        assert pixels / shape.width.inches >= 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_is_a_table_not_a_picture_of_text(language: Language) -> None:
    exhibit = find("integration-rural-promises")
    assert exhibit.columns is not None
    wanted = exhibit.columns(exhibit.rows(DATA), language)
    (table,) = opened(language).tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == list(wanted.columns)
    assert cells[1:] == [[str(v) for v in row] for row in wanted.itertuples(index=False)]
    # Repeated on each page, and told to a reader who cannot see it.
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    described = table._tbl.tblPr.find(qn("w:tblDescription"))
    assert described.get(qn("w:val")) == exhibit.said(DATA, language).alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_list_is_the_edition_s_standard_each_source_once(language: Language) -> None:
    listed = texts(language, "Bibliography")
    items = references(language)
    assert listed == formats.gb(items)
    assert len(set(listed)) == len(listed)
    assert items[0]["id"] == SHOWN[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_leads_to_the_entry_it_names(language: Language) -> None:
    body = opened(language).element.body
    anchors = {str(mark.get(qn("w:name"))) for mark in body.iter(qn("w:bookmarkStart"))}
    codes = [str(code.text) for code in body.iter(qn("w:instrText"))]
    named = [match[1] for code in codes if (match := re.match(r" REF (\S+) ", code))]
    # Of a run such as [4]–[8] only the ends are marks.
    assert set(named) <= anchors
    assert len(set(named)) > 2 * len(SHOWN)
    keys = [str(mark.get(qn("w:id"))) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(keys) == len(set(keys))
    # What a mark shows until Word computes it is what Word will compute.
    shown = re.findall(r"\[(\d+)\]", "\n".join(texts(language, "Body Text")))
    own = [i["id"] for i in references(language)]
    assert [own[int(n) - 1] for n in shown] == list(SHOWN)
    # A caption counts by itself, and the text refers to it.
    assert sum(code.startswith(" SEQ ") for code in codes) == len(SHOWN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_of_an_exhibit_is_referred_to(language: Language) -> None:
    number = {item["id"]: place for place, item in enumerate(references(language), start=1)}
    lines = [line for line in texts(language, "Source and Note") if "id" in line or "标识" in line]
    lines = [line for line in lines if any(key in line for key in SHOWN)]
    for line, key in zip(lines, SHOWN, strict=True):
        told = set()
        for first, last in re.findall(r"\[(\d+)\](?:[–—]\[(\d+)\])?", line):
            told |= set(range(int(first), int(last or first) + 1))
        _, *sources = exports.references(find(key), DATA, language)
        assert told == {number[item["id"]] for item in sources}


def test_the_chinese_page_is_that_of_the_official_format() -> None:
    # GB/T 9704—2012: A4, 37 mm above, 28 mm left, a type area of 156 by 225 mm,
    # titles in 小标宋 of 22 points, text in 仿宋 of 16, heads in 黑体.
    section = opened("zh").sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert section.top_margin.mm == pytest.approx(37, abs=0.1)
    assert section.left_margin.mm == pytest.approx(28, abs=0.1)
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert (width / 36000, height / 36000) == pytest.approx((156, 225), abs=0.2)
    for name, font, size in (
        ("Title", "方正小标宋简体", 22),
        ("Body Text", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
    ):
        style = opened("zh").styles[name]
        assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == font
        assert style.font.size.pt == size


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_typeface_names_what_stands_in_for_it(language: Language) -> None:
    with zipfile.ZipFile(io.BytesIO(content(language))) as archive:
        table = archive.read("word/fontTable.xml").decode()
    for style in LAYOUTS[language].styles.values():
        for font in (style.east, style.latin):
            assert (
                f'<w:font w:name="{font}"><w:altName w:val="{",".join(FALLBACKS[font])}"/>' in table
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paragraph_has_a_style_of_the_layout(language: Language) -> None:
    own = {style.name.title() for style in LAYOUTS[language].styles.values()}
    used = {p.style.name.title() for p in opened(language).paragraphs}
    assert used <= own
    # Nothing of the template's own is left for a clerk to stumble on.
    kept = {s.name.title() for s in opened(language).styles if s.type == 1}
    assert kept == own


def test_exhibits_of_several_themes_share_no_theme_s_title() -> None:
    # An exhibit of another theme, until there is one.
    exhibit = find(SHOWN[0])
    other = type(exhibit)(**{**vars(exhibit), "id": "renewal-made-up", "theme": "renewal"})
    EXHIBITS["renewal-made-up"] = other
    try:
        made = brief([exhibit, other], DATA, "en", date=DAY)
    finally:
        del EXHIBITS["renewal-made-up"]
    assert Document(io.BytesIO(made)).core_properties.title.endswith("Plan")


def test_a_briefing_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="needs an exhibit"):
        brief([], DATA, "en", date=DAY)


def test_word_and_libreoffice_need_every_part_they_are_told_of() -> None:
    # A relation to a part that is not there makes Word offer a repair.
    with zipfile.ZipFile(io.BytesIO(content("zh"))) as archive:
        names = set(archive.namelist())
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        relations = [name for name in names if name.endswith(".rels")]
        followed = 0
        for name in relations:
            base = Path(name).parent.parent
            for target in re.findall(r'Target="([^"]+)"', archive.read(name).decode()):
                if not target.startswith("http"):
                    followed += 1
                    assert str(base / target).lstrip("/") in names, target
        types = archive.read("[Content_Types].xml").decode()
        for part in re.findall(r'PartName="/([^"]+)"', types):
            assert part in names
    assert followed >= 5
