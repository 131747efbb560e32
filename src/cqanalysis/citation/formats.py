"""Citations in the forms that readers and their programs ask for."""

from __future__ import annotations

import json
from typing import Final

from cqanalysis.citation import gbt
from cqanalysis.citation.gbt import Standard
from cqanalysis.citation.items import Item
from cqanalysis.drawing.text import Language

#: Type of a record in BibTeX and in RIS.
_BIBTEX: Final = {
    "chapter": "incollection", "dataset": "misc", "report": "techreport",
    "webpage": "misc", "document": "misc",
}  # fmt: skip
_RIS: Final = {
    "chapter": "CHAP", "dataset": "DATA", "report": "RPRT",
    "webpage": "ELEC", "document": "GEN",
}  # fmt: skip
#: Characters that LaTeX would read as its own.
_LATEX: Final = str.maketrans({
    **{char: f"\\{char}" for char in "{}$&#%_"},
    "\\": r"{\textbackslash}", "^": r"{\textasciicircum}", "~": r"{\textasciitilde}",
})  # fmt: skip


def names(item: Item) -> list[str]:
    """The authors of a record, as they are written."""
    return [str(name["literal"]) for name in item.get("author", [])]


def date(item: Item, between: str = "-") -> str:
    """The date of a record, as far as it is known.

    Args:
        item: A CSL-JSON item.
        between: What stands between year, month and day.

    Returns:
        Such as "2026-11-24", "2022" or "".
    """
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    return between.join(f"{part:02d}" for part in parts)


def plain(item: Item, language: Language, rests: str = "") -> str:
    """One line to copy.

    Args:
        item: The book's record or an exhibit's.
        language: Of the line.
        rests: The source line of the exhibit, where it is one.

    Returns:
        The work, the exhibit with its id, version, date, licence, the address
        where one is configured, and the sources of the data.
    """
    author = "".join(names(item))
    part = item["title"] if item["type"] == "chapter" else ""
    work = item["container-title"] if part else item["title"]
    version, when = item["version"], date(item)
    where = item.get("URL", "")
    licence = item["license"].replace("CC-BY-4.0", "CC BY 4.0")
    if language == "zh":
        of = f"{part}（{item['id']}），载" if part else ""
        line = f"{author}：{of}《{work}》，版本{version}，{when}。{licence}。"
        return line + (f"{where}。" if where else "") + rests
    of = f" {part} ({item['id']}). In" if part else ""
    line = f"{author}.{of} {work}. Version {version}, {when}. {licence}."
    return " ".join(filter(None, (line, f"{where}." if where else "", rests)))


def bibtex(items: list[Item]) -> str:
    """Records as BibTeX.

    Args:
        items: CSL-JSON items.

    Returns:
        One entry a record, in the order given, UTF-8.
    """
    entries = []
    for item in items:
        kind = _BIBTEX[item["type"]]
        authors = [name.translate(_LATEX) for name in names(item)]
        title, host, number, version, note = (
            str(item.get(key, "")).translate(_LATEX)
            for key in ("title", "container-title", "number", "version", "note")
        )
        # Braces keep an organisation's name whole and a title as it is written.
        fields = {
            "author": " and ".join(f"{{{author}}}" for author in authors),
            "title": f"{{{title}}}",
            "booktitle": f"{{{host}}}" if host else "",
            "institution": " and ".join(authors) if kind == "techreport" else "",
            "number": number,
            "version": version,
            "year": date(item)[:4],
            "date": date(item),
            # Styles read an address as it stands; pybtex would escape it, too.
            "url": item.get("URL", ""),
            "language": item["language"],
            "note": note,
        }
        lines = "".join(f",\n    {key} = {{{value}}}" for key, value in fields.items() if value)
        entries.append(f"@{kind}{{{item['id']}{lines}\n}}\n")
    return "\n".join(entries)


def ris(items: list[Item]) -> str:
    """Records as RIS.

    Args:
        items: CSL-JSON items.

    Returns:
        One entry a record, in the order given.
    """
    lines = []
    for item in items:
        number = item.get("number", "")
        lines += [
            ("TY", _RIS[item["type"]]),
            ("ID", item["id"]),
            *(("AU", name) for name in names(item)),
            ("TI", item["title"]),
            ("T2", item.get("container-title", "")),
            ("PY", date(item)[:4]),
            ("DA", date(item, "/")),
            ("ET", item.get("version", "")),
            # Where reference managers look for the number of a report.
            ("SN", number),
            ("UR", item.get("URL", "")),
            ("LA", item["language"]),
            ("N1", item.get("note", "")),
            ("ER", None),
        ]
    kept = [(tag, value) for tag, value in lines if value is None or value]
    # The format ends a tag with a space, that of the last line, too.
    return "".join(f"{tag}  - {value or ''}\r\n" for tag, value in kept)


def csl(items: list[Item]) -> str:
    """Records as CSL-JSON.

    Args:
        items: CSL-JSON items.

    Returns:
        JSON, readable.
    """
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def gb(items: list[Item], standard: Standard = "2025") -> list[str]:
    """Records by China's standard for references.

    Args:
        items: CSL-JSON items.
        standard: GB/T 7714 of that year.

    Returns:
        One line a record, without its number in the list.
    """
    return gbt.references(
        [i | ({"version": f"V{i['version']}"} if "version" in i else {}) for i in items], standard
    )
