"""Files of an exhibit to take along: pictures, data, record, citations, all in one archive.

The same exhibit gives the same bytes: no file carries the time it was made.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import pandas as pd
import xlsxwriter

from cqanalysis import citation, tables
from cqanalysis.citation import formats
from cqanalysis.citation.gbt import Standard
from cqanalysis.drawing.canvas import SHAPES, Shape, png
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import THEMES, number, part
from cqanalysis.exhibits.record import Exhibit
from cqanalysis.tables import Data

Files = dict[str, bytes]

#: Editions of GB/T 7714: the one in force, and the one that templates still ask for.
STANDARDS: Final[tuple[Standard, ...]] = ("2025", "2015")

#: Chinese Excel reads UTF-8 only behind a byte-order mark.
_MARK: Final = "\ufeff"
#: Before this no archive can be dated; every file in one is dated so.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
#: Behind the id, in the name of a picture.
SUFFIX: Final[dict[Shape, str]] = {"wide": "", "column": "-column"}
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "data": "data", "about": "about", "title": "Title", "subtitle": "Shown", "finding": "Finding",
        "alt": "In words", "note": "Note", "source": "Sources", "cite": "How to cite",
        "version": "Version", "released": "Released", "as_of": "Data as of", "digest": "Hash of the data",
        "licence": "Licence", "number": "Number", "id": "Id", "columns": "Columns of the data",
        "files": "Files", "slim": "for one column of text",
        "again": "To make these files again, in a clone of the book's repository",
        "colon": ": ", "comma": ", ", "stop": "; ", "code": "{} ({})",
    },
    "zh": {
        "data": "数据", "about": "说明", "title": "标题", "subtitle": "图表内容", "finding": "主要结论",
        "alt": "文字描述", "note": "注", "source": "资料来源", "cite": "引用格式",
        "version": "版本", "released": "发布日期", "as_of": "数据截至", "digest": "数据哈希值",
        "licence": "许可", "number": "编号", "id": "标识", "columns": "各列说明（附英文版列名和代码）",
        "files": "文件清单", "slim": "单栏版",
        "again": "在本书代码库中重新生成以上文件",
        "colon": "：", "comma": "，", "stop": "；", "code": "{}（{}）",
    },
}  # fmt: skip
_FILES: Final[dict[str, dict[Language, str]]] = {
    "svg": {"en": "figure, vector", "zh": "矢量图"},
    "png": {"en": "figure at 300 dpi", "zh": "位图，300 dpi"},
    "csv": {"en": "the rows shown, with their sources", "zh": "图表数据，逐行注明来源"},
    "xlsx": {"en": "the same rows, with a sheet about them", "zh": "同样的数据，另附说明"},
    "json": {"en": "the whole record, for programs", "zh": "供程序读取的完整记录"},
    "bib": {"en": "references, for LaTeX", "zh": "参考文献，供LaTeX使用"},
    "ris": {"en": "references, for EndNote, NoteExpress, Zotero", "zh": "参考文献，供NoteExpress、EndNote、Zotero导入"},
    "csl.json": {"en": "references, for Zotero and Pandoc", "zh": "参考文献，供Zotero、Pandoc使用"},
    "txt": {"en": "references by both editions of the standard", "zh": "参考文献，按标准的新旧两版著录"},
    "zip": {"en": "all of these and a README", "zh": "以上全部文件及说明"},
}  # fmt: skip


def references(exhibit: Exhibit, data: Data, language: Language) -> list[citation.Item]:
    """What is cited with an exhibit: itself, and the sources of its data.

    Args:
        exhibit: The exhibit.
        data: The data package.
        language: Of the edition.

    Returns:
        CSL-JSON items, the exhibit first.
    """
    own = citation.part_item(part(exhibit, data, language), language)
    return [own, *citation.source_items(exhibit.rows(data), data, language)]


def cited(exhibit: Exhibit, data: Data, language: Language) -> str:
    """An exhibit's citation in one line, with the sources of its data.

    Args:
        exhibit: The exhibit.
        data: The data package.
        language: Of the line.

    Returns:
        One line.
    """
    own = citation.part_item(part(exhibit, data, language), language)
    return formats.plain(own, language, citation.source_line(exhibit.rows(data), data, language))


def record(exhibit: Exhibit, data: Data, language: Language) -> dict[str, Any]:
    """All that is known of an exhibit, in one edition's language.

    Args:
        exhibit: The exhibit.
        data: The data package.
        language: Of the words.

    Returns:
        Words, versions, columns, rows, sources and citations, fit for JSON.
    """
    said = exhibit.said(data, language)
    rows, fields = exhibit.filed(data)
    book = citation.metadata()
    items = references(exhibit, data, language)
    where = citation.address(f"exhibits/{exhibit.id}.html", language)
    content: dict[str, Any] = {
        "id": exhibit.id,
        "number": number(exhibit, language),
        "kind": exhibit.kind,
        "theme": THEMES[exhibit.theme][language],
        "language": citation.TAG[language],
        "title": said.title,
        "subtitle": said.subtitle,
        "finding": said.finding,
        "alt": said.alt,
        "note": said.note,
        "book": citation.book_title(language),
        "version": str(book["version"]),
        "released": str(book["date-released"]),
        "data_as_of": tables.as_of(),
        "data_sha256": exhibit.digest(data),
        "licence": str(book["license"]),
        "columns": [_column(name, field, language) for name, field in fields.items()],
        "rows": _rows(rows),
        "sources": [source.text for source in citation.sources(rows, data, language)],
        "citation": cited(exhibit, data, language),
        "references": items,
    }
    return content | ({"address": where} if where else {})


def _rows(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows fit for JSON: a missing number is null."""
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in rows.astype("object").to_dict("records")
    ]


def _column(name: str, field: Any, language: Language) -> dict[str, Any]:
    codes = {code: field.word(code, language) for code in field.codes}
    own = {"name": name, "title": getattr(field, language), "type": field.kind}
    return own | ({"codes": codes} if codes else {})


_LABELS: Final = {
    "xlsx": "Excel", "bib": "BibTeX", "csl.json": "CSL-JSON", "txt": "GB/T 7714",
}  # fmt: skip
#: Formats by name, in the order they are offered.
FORMATS: Final = tuple(_FILES)


def formats_of(exhibit: Exhibit) -> list[str]:
    """Formats that an exhibit can be had in: a table has no picture."""
    return [name for name in _FILES if exhibit.kind == "figure" or name not in ("svg", "png")]


def label(name: str) -> str:
    """A format's own name, as it is known to those who ask for it."""
    return _LABELS.get(name, name.upper())


def described(name: str, language: Language) -> str:
    """What a format holds, in words."""
    return _FILES[name][language]


def export(
    exhibit: Exhibit, data: Data, language: Language, wanted: list[str] | None = None
) -> Files:
    """Files of an exhibit.

    Args:
        exhibit: The exhibit.
        data: The data package.
        language: Of the words in them.
        wanted: Formats; all that the exhibit has by default.

    Returns:
        Content by file name.

    Raises:
        KeyError: No such format; the message lists those that exist.
    """
    wanted = formats_of(exhibit) if wanted is None else wanted
    for name in wanted:
        if name not in _FILES:
            msg = f"no format {name!r}; there are: {', '.join(_FILES)}"
            raise KeyError(msg)
    # The archive holds all the others, so each is made once.
    needed = formats_of(exhibit) if "zip" in wanted else wanted
    known = record(exhibit, data, language)
    made = {name: _text(name, exhibit, data, known, language) for name in needed}
    if exhibit.kind == "figure" and {"svg", "png"} & set(needed):
        made |= _pictures(exhibit, data, language, needed)
    files = {name: content for kind in wanted for name, content in made.get(kind, {}).items()}
    if "zip" in wanted:
        files[f"{exhibit.id}.zip"] = _archive(exhibit, known, language, made)
    return files


def _text(
    kind: str, exhibit: Exhibit, data: Data, known: dict[str, Any], language: Language
) -> Files:
    """Every file but the pictures and the archive."""
    items = known["references"]
    makers: dict[str, Callable[[], str | bytes]] = {
        "csv": lambda: _MARK + exhibit.csv(data, language),
        "xlsx": lambda: _workbook(exhibit, data, known, language),
        "json": lambda: json.dumps(known, ensure_ascii=False, indent=1) + "\n",
        "bib": lambda: formats.bibtex(items),
        "ris": lambda: formats.ris(items),
        "csl.json": lambda: formats.csl(items),
        "txt": lambda: _listed(items),
    }
    if kind not in makers:
        return {}
    content = makers[kind]()
    return {f"{exhibit.id}.{kind}": content.encode() if isinstance(content, str) else content}


def _pictures(
    exhibit: Exhibit, data: Data, language: Language, wanted: list[str]
) -> dict[str, Files]:
    rows = exhibit.rows(data)
    made: dict[str, Files] = {kind: {} for kind in ("svg", "png") if kind in wanted}
    for shape in SHAPES:
        stem = f"{exhibit.id}{SUFFIX[shape]}"
        if "svg" in made:
            made["svg"][f"{stem}.svg"] = exhibit.picture(data, language, shape).encode()
        if "png" in made:
            made["png"][f"{stem}.png"] = png(exhibit.figure(rows, data, language, shape))
    return made


def _listed(items: list[citation.Item]) -> str:
    """References by both editions of the standard, numbered."""
    blocks = []
    for standard in STANDARDS:
        lines = [f"[{n}] {line}" for n, line in enumerate(formats.gb(items, standard), start=1)]
        blocks.append("\n".join([f"GB/T 7714—{standard}", "", *lines]))
    return _MARK + "\n\n".join(blocks) + "\n"


def _about(known: dict[str, Any], language: Language) -> list[tuple[str, str]]:
    """What a reader of the files must know, label and text."""
    words = _WORDS[language]
    same = ("number", "title", "subtitle", "finding", "alt", "note", "id", "version", "released")
    return [
        *((words[name], known[name]) for name in same),
        (words["source"], "\n".join(known["sources"])),
        (words["cite"], known["citation"]),
        (words["as_of"], known["data_as_of"]),
        (words["digest"], f"SHA-256 {known['data_sha256']}…"),
        (words["licence"], known["licence"].replace("CC-BY-4.0", "CC BY 4.0")),
    ]


def _columns(known: dict[str, Any], language: Language) -> list[tuple[str, str]]:
    """The head of each column, and what it holds."""
    words, lines = _WORDS[language], []
    for column in known["columns"]:
        name, title = column["name"], column["title"]
        head, holds = (title, name) if language == "zh" else (name, title)
        # Such a cell holds the word in a Chinese file, the code in an English one.
        codes = [
            words["code"].format(*((word, code) if language == "zh" else (code, word)))
            for code, word in column.get("codes", {}).items()
        ]
        lines.append((head, words["stop"].join([holds, *codes])))
    return lines


def _workbook(exhibit: Exhibit, data: Data, known: dict[str, Any], language: Language) -> bytes:
    rows, fields = exhibit.filed(data)
    words, buffer = _WORDS[language], io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    released = datetime.fromisoformat(known["released"])
    book.set_properties({
        "title": known["title"], "created": released.replace(tzinfo=UTC),
        "author": str(citation.edition(language)["author"]),
    })  # fmt: skip
    wrapped = {"text_wrap": True, "valign": "top"}
    head, wrap = book.add_format({"bold": True, **wrapped}), book.add_format(wrapped)
    sheet = book.add_worksheet(words["data"])
    sheet.freeze_panes(1, 0)
    for column, ((name, field), (title, _)) in enumerate(
        zip(fields.items(), _columns(known, language), strict=True)
    ):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, 12 if field.kind != "text" else 18)
        for row, value in enumerate(rows[name], start=1):
            if pd.isna(value):
                continue
            if field.kind == "text":
                shown = field.word(value, "zh") if language == "zh" else value
                # A text of no length is no cell, or a count of the filled ones counts it.
                if shown:
                    sheet.write_string(row, column, shown)
            else:
                sheet.write_number(row, column, value)
    about = book.add_worksheet(words["about"])
    about.set_column(0, 0, 30)
    about.set_column(1, 1, 90)
    lines = [*_about(known, language), ("", ""), (words["columns"], ""), *_columns(known, language)]
    for row, (label, text) in enumerate(lines):
        about.write_string(row, 0, label, head)
        about.write_string(row, 1, text, wrap)
    book.close()
    return buffer.getvalue()


def _archive(
    exhibit: Exhibit, known: dict[str, Any], language: Language, made: dict[str, Files]
) -> bytes:
    words = _WORDS[language]
    colon, comma = words["colon"], words["comma"]
    # What has more lines than one goes on indented.
    lines = [
        f"{label}{colon}{text}".replace("\n", "\n  ") for label, text in _about(known, language)
    ]
    lines += ["", words["columns"]]
    lines += [f"  {head}{colon}{holds}" for head, holds in _columns(known, language)]
    lines += ["", words["files"]]
    for kind, files in made.items():
        for name in files:
            slim = [words["slim"]] if name == f"{exhibit.id}{SUFFIX['column']}.{kind}" else []
            lines.append(f"  {name}{colon}{comma.join([described(kind, language), *slim])}")
    again = f"cqanalysis export {exhibit.id} --lang {language}"
    lines += ["", f"{words['again']}{colon}{again}"]
    contents = {"README.txt": (_MARK + "\n".join(lines) + "\n").encode()}
    for files in made.values():
        contents |= files
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(f"{exhibit.id}/{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
