"""A Word document in our layout: styles, numbers, fields, tables, a file without a clock.

python-docx makes the document; what it has no call for is WordprocessingML
(ECMA-376, part 1), whose elements must stand in the order of its schema.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from cqanalysis.briefing.layout import FALLBACKS, PAPER, Layout, Style

#: Before this no archive can be dated; every file in one is dated so.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
#: Styles of the empty document that stay: what every document needs.
_KEPT: Final = ("Default Paragraph Font", "Normal Table", "No List")
#: Parts of the empty document that say nothing of ours.
_DROPPED: Final = ("stylesWithEffects", "webSettings", "customXml", "thumbnail")
_LISTS: Final = {"headings": 1, "references": 2}
#: Twentieths of a point, the unit of lengths; half points, the unit of sizes.
_TWIPS: Final = 20
_MM: Final = 1440 / 25.4
#: Twips between a cell's text and its sides.
_PADDING: Final = 57


def document(layout: Layout) -> Any:
    """An empty document.

    Args:
        layout: Its layout.

    Returns:
        python-docx's document, with the layout's styles.
    """
    made = Document()
    for held in (made.part.package, made.part):
        for key in [k for k, r in held.rels.items() if r.reltype.endswith(_DROPPED)]:
            del held.rels[key]
    _styles(made, layout)
    _numbering(made, layout)
    _fonts(made, layout)
    _settings(made)
    _page(made.sections[0], layout)
    return made


def _styles(made: Any, layout: Layout) -> None:
    root = made.styles.element
    for style in root.findall(qn("w:style")):
        if style.find(qn("w:name")).get(qn("w:val")) not in _KEPT:
            root.remove(style)
    root.replace(
        root.find(qn("w:docDefaults")),
        _xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
            # That of Latin letters and of Chinese characters, each its own.
            '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
            "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        ),
    )
    for style in layout.styles.values():
        root.append(_style(style))


def _style(style: Style) -> Any:
    """A paragraph style; the children of pPr and rPr stand in the schema's order."""
    normal = style.name == "Normal"
    paragraph = ["<w:keepNext/>"] if style.keep else []
    if style.numbers:
        paragraph.append(f'<w:numPr><w:numId w:val="{_LISTS[style.numbers]}"/></w:numPr>')
    # Said even where it is single: an exact line, inherited, would cut a picture.
    line, rule = (_twips(style.line), "exact") if style.line else (240, "auto")
    paragraph.append(
        f'<w:spacing w:before="{_twips(style.before)}" w:after="{_twips(style.after)}" '
        f'w:line="{line}" w:lineRule="{rule}"/>'
    )
    if style.indent:
        width = _twips(style.indent * style.size)
        paragraph.append(f'<w:ind w:firstLineChars="{style.indent * 100}" w:firstLine="{width}"/>')
    paragraph.append(f'<w:jc w:val="{style.align}"/>')
    if style.outline is not None:
        paragraph.append(f'<w:outlineLvl w:val="{style.outline}"/>')
    size = round(style.size * 2)
    runs = [
        f'<w:rFonts w:ascii="{style.latin}" w:hAnsi="{style.latin}" w:eastAsia="{style.east}" '
        f'w:cs="{style.latin}"/>',
        "<w:b/><w:bCs/>" if style.bold else "",
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
    ]
    kind = ' w:default="1"' if normal else ""
    kind += ' w:customStyle="1"' if style.own else ""
    based = "" if normal else '<w:basedOn w:val="Normal"/>'
    return _xml(
        f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{_key(style)}"{kind}>'
        f'<w:name w:val="{style.name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{''.join(paragraph)}</w:pPr><w:rPr>{''.join(runs)}</w:rPr></w:style>"
    )


def _numbering(made: Any, layout: Layout) -> None:
    """Real lists: a clerk who moves a paragraph sees the numbers follow."""
    root = made.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    form, text = layout.heading
    by_use = {style.numbers: style for style in layout.styles.values()}
    heading, reference = by_use["headings"], by_use["references"]
    hang = _twips(reference.size * 2.4)
    levels = {
        "headings": (
            form, text, heading, "nothing" if layout.sides else "space",
            f'<w:ind w:firstLineChars="{heading.indent * 100}" '
            f'w:firstLine="{_twips(heading.indent * heading.size)}"/>',
        ),
        "references": (
            "decimal", "[%1]", reference, "tab",
            f'<w:tabs><w:tab w:val="num" w:pos="{hang}"/></w:tabs>'
            f'<w:ind w:left="{hang}" w:hanging="{hang}"/>',
        ),
    }  # fmt: skip
    for name, (numbers, shown, style, behind, indent) in levels.items():
        root.append(
            _xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LISTS[name]}">'
                '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                f'<w:numFmt w:val="{numbers}"/><w:pStyle w:val="{_key(style)}"/>'
                f'<w:suff w:val="{behind}"/><w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
                f"<w:pPr>{indent}</w:pPr></w:lvl></w:abstractNum>"
            )
        )
    for number in _LISTS.values():
        root.append(
            _xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="{number}"/></w:num>'
            )
        )


def _fonts(made: Any, layout: Layout) -> None:
    """The typefaces, each with the names of those that stand in for it."""
    used = {font for style in layout.styles.values() for font in (style.east, style.latin)}
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(FALLBACKS[name])}"/>'
        f'<w:charset w:val="{"86" if name != "Times New Roman" else "00"}"/>'
        f'<w:family w:val="{"auto" if name != "Times New Roman" else "roman"}"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name in sorted(used)
    )
    part = next(r.target_part for r in made.part.rels.values() if r.reltype.endswith("fontTable"))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    part._blob = f"{head}<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()


def _settings(made: Any) -> None:
    root = made.settings.element
    for child in list(root):
        root.remove(child)
    names = {
        "compatibilityMode": 15, "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1, "doNotFlipMirrorIndents": 1,
    }  # fmt: skip
    of_word = "http://schemas.microsoft.com/office/word"
    modes = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{of_word}" w:val="{value}"/>'
        for name, value in names.items()
    )
    for text in (
        '<w:zoom {} w:percent="100"/>',
        '<w:defaultTabStop {} w:val="420"/>',
        '<w:characterSpacingControl {} w:val="compressPunctuation"/>',
        f"<w:compat {{}}>{modes}</w:compat>",
        '<w:themeFontLang {} w:val="en-GB" w:eastAsia="zh-CN"/>',
        '<w:decimalSymbol {} w:val="."/>',
        '<w:listSeparator {} w:val=","/>',
    ):
        root.append(_xml(text.format(nsdecls("w"))))


def _page(section: Any, layout: Layout) -> None:
    section.page_width, section.page_height = (Mm(length) for length in PAPER)
    top, right, bottom, left = layout.margins
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.header_distance, section.footer_distance = Mm(15), Mm(layout.footer)
    if layout.sides:
        section.part.document.settings.odd_and_even_pages_header_footer = True
        _foot(section.footer, layout, "right", 'w:rightChars="100" w:right="280"')
        _foot(section.even_page_footer, layout, "left", 'w:leftChars="100" w:left="280"')
    else:
        _foot(section.footer, layout, "center", 'w:left="0"')


def _foot(footer: Any, layout: Layout, side: str, indent: str) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    style(paragraph, layout.styles["footer"])
    properties = paragraph._p.get_or_add_pPr()
    properties.append(_xml(f"<w:ind {nsdecls('w')} {indent}/>"))
    properties.append(_xml(f'<w:jc {nsdecls("w")} w:val="{side}"/>'))
    paragraph.add_run(layout.page)
    field(paragraph, "PAGE", "1")
    paragraph.add_run(layout.page[::-1])


# --- Paragraphs ------------------------------------------------------------


def style(paragraph: Paragraph, own: Style) -> None:
    """Give a paragraph its style."""
    paragraph._p.style = _key(own)


def add(made: Any, own: Style, text: str = "") -> Paragraph:
    """Add a paragraph.

    Args:
        made: The document, or a cell of a table.
        own: Its style.
        text: Its text.

    Returns:
        The paragraph.
    """
    paragraph: Paragraph = made.add_paragraph(text)
    style(paragraph, own)
    return paragraph


def field(paragraph: Paragraph, code: str, shown: str, *, raised: bool = False) -> None:
    r"""Add a field, which Word computes anew when asked.

    Args:
        paragraph: Where.
        code: Its instruction, such as ``REF ref1 \r \h``.
        shown: What it shows until then.
        raised: Whether it stands as a superscript.
    """
    steps: list[Any] = []
    for kind in ("begin", "separate", "end"):
        step = OxmlElement("w:fldChar")
        step.set(qn("w:fldCharType"), kind)
        steps.append(step)
    told = OxmlElement("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {code} "
    for child in (steps[0], told, steps[1], None, steps[2]):
        run = paragraph.add_run(shown if child is None else None)
        if raised:
            run.font.superscript = True
        if child is not None:
            run._r.append(child)


def references(
    paragraph: Paragraph, places: Iterable[int], to: str, *, raised: bool = False
) -> None:
    """Add cross-references to entries of the reference list: [2]–[5][8].

    Args:
        paragraph: Where.
        places: Numbers of the entries.
        to: What stands between the first and the last of a run.
        raised: Whether they stand as superscripts.
    """
    for first, last in _runs(sorted(set(places))):
        field(paragraph, f"REF {reference_mark(first)} \\r \\h", f"[{first}]", raised=raised)
        if last == first:
            continue
        if last > first + 1:
            paragraph.add_run(to).font.superscript = raised or None
        field(paragraph, f"REF {reference_mark(last)} \\r \\h", f"[{last}]", raised=raised)


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of numbers without a gap."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def reference_mark(place: int) -> str:
    """The bookmark of an entry of the reference list."""
    return f"_RefEntry{place}"


def marked(paragraph: Paragraph, name: str, key: int) -> None:
    """Bookmark all that a paragraph holds so far.

    Args:
        paragraph: The paragraph.
        name: The bookmark's name, of its own in the document.
        key: Its number, likewise.
    """
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(key))
    start.set(qn("w:name"), name)
    runs = paragraph._p.findall(qn("w:r"))
    runs[0].addprevious(start)
    runs[-1].addnext(end)


def picture(paragraph: Paragraph, content: bytes, width: float, name: str, alt: str) -> None:
    """Add a picture with its alternative text.

    Args:
        paragraph: Where.
        content: A PNG.
        width: Millimetres.
        name: Its name.
        alt: What a reader who cannot see it is told.
    """
    inline = paragraph.add_run().add_picture(io.BytesIO(content), width=Mm(width))._inline
    described: list[Any] = [inline.docPr, inline.graphic.graphicData.pic.nvPicPr.cNvPr]
    for properties in described:
        properties.set("name", name)
        properties.set("descr", alt)


def table(
    made: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], layout: Layout,
    title: str, alt: str,
) -> None:  # fmt: skip
    """Add a table with three lines, its head repeated on each page.

    Args:
        made: The document.
        heads: Of the columns.
        rows: Cells.
        layout: The layout.
        title: Its title, for a reader who cannot see it.
        alt: What it says, for the same.
    """
    widths = _widths(heads, rows, layout)
    built = made.add_table(rows=0, cols=len(heads))
    built.autofit = False
    properties = built._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    padding = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in zip(
            ("top", "left", "bottom", "right"), (_PADDING // 2, _PADDING) * 2, strict=True
        )
    )
    line = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="auto"/>'.format
    for text in (
        f'<w:tblW {{}} w:w="{sum(widths)}" w:type="dxa"/>',
        f"<w:tblBorders {{}}>{line('top', 12)}{line('bottom', 12)}</w:tblBorders>",
        '<w:tblLayout {} w:type="fixed"/>',
        f"<w:tblCellMar {{}}>{padding}</w:tblCellMar>",
        '<w:tblLook {} w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>',
        f"<w:tblCaption {{}} w:val={_quoted(title)}/>",
        f"<w:tblDescription {{}} w:val={_quoted(alt)}/>",
    ):
        properties.append(_xml(text.replace("{}", nsdecls("w"), 1)))
    for column, width in zip(built._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(width))
    for place, cells in enumerate([heads, *rows]):
        row = built.add_row()
        behaviour = row._tr.get_or_add_trPr()
        behaviour.append(OxmlElement("w:cantSplit"))
        if place == 0:
            behaviour.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            own = cell._tc.get_or_add_tcPr()
            for child in list(own):
                own.remove(child)
            own.append(_xml(f'<w:tcW {nsdecls("w")} w:w="{width}" w:type="dxa"/>'))
            if place == 0:
                border = line("bottom", 6)
                own.append(_xml(f"<w:tcBorders {nsdecls('w')}>{border}</w:tcBorders>"))
            own.append(_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text)
            style(paragraph, layout.styles["head" if place == 0 else "cell"])


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]], layout: Layout) -> list[int]:
    """Widths of columns, in twips: short texts stay on one line, long ones share the rest."""
    _, right, _, left = layout.margins
    whole = round((PAPER[0] - left - right) * _MM)
    half = _twips(layout.styles["cell"].size) / 2
    wanted = []
    for place, head in enumerate(heads):
        longest = max(_width(row[place]) for row in rows)
        # A head may break; a third of it should fit, and so should a short word.
        wanted.append((max(longest, _width(head) / 3, 6) + 1) * half + 2 * _PADDING)
    long = [width for width in wanted if width > whole / 5]
    rest = whole - (sum(wanted) - sum(long))
    if not long or rest <= 0:
        return [round(width * whole / sum(wanted)) for width in wanted]
    return [round(w * rest / sum(long)) if w > whole / 5 else round(w) for w in wanted]


def _width(text: str) -> int:
    """Half a Chinese character wide, each."""
    return sum(2 if "\u2e80" <= character <= "\uffef" else 1 for character in text)


# --- The file --------------------------------------------------------------


def properties(
    made: Any, *, title: str, author: str, subject: str, language: str, on: date
) -> None:
    """Set what the file says of itself.

    Args:
        made: The document.
        title: Its title.
        author: Its author.
        subject: What it was made from.
        language: Its language's tag.
        on: The day it is dated.
    """
    core = made.core_properties
    core.title, core.author, core.subject, core.language = title, author, subject, language
    core.last_modified_by, core.comments, core.keywords = author, "", ""
    core.created = core.modified = datetime(on.year, on.month, on.day)
    core.revision = 1


def packed(made: Any, *, east: bool) -> bytes:
    """A document as a file, the same bytes for the same document.

    Args:
        made: The document.
        east: Whether marks that both scripts share, such as “ ” and —, are Chinese.

    Returns:
        The file.
    """
    if east:
        for run in made.element.body.iter(qn("w:r")):
            run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    saved, out = io.BytesIO(), io.BytesIO()
    made.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()


def _key(own: Style) -> str:
    return own.name.title().replace(" ", "")


def _twips(points: float) -> int:
    return round(points * _TWIPS)


def _quoted(text: str) -> str:
    return quoteattr(text)


def _xml(text: str) -> Any:
    return parse_xml(text)
