"""Cut an official text into clauses that a program and a reader can both find.

A clause is a path (``c3.s2.g4``) and the text that stands there. The three
styles of the documents differ only in their markers; `STYLES` names them.

Path parts: ``p`` part, ``c`` chapter, ``s`` section, ``i`` numbered item,
``t`` task, ``g`` paragraph, ``b`` box, ``r`` row of a box, ``l`` sub-row
(printed without a number), ``k`` heading row, ``head`` column heads,
``note`` a box's note. Chapter 0, part 0 and ``n0`` are what stands before the
first of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

_DIGITS: Final = "零一二三四五六七八九"
_NUMBER: Final = "[一二三四五六七八九十]+"
#: A box row that opens with its own name and a colon ("铁路：…").
_NAMED_ROW: Final = re.compile(r"[^。，；：]{1,24}：")
_ROW_GROUP: Final = re.compile(_NUMBER + "、")
_BOX: Final = re.compile(r"专栏\s*(\d+)\s*(.*)")
#: Fewer tab-led cells than this and a box is prose rows, not a table.
_TABLE_CELLS: Final = 8
#: The bracket at the end of a task that names who leads and who is responsible.
_BODIES: Final = re.compile(r"[（(〔](?:牵头|责任)单位.*[）)〕]$")
#: A cell continued after a blank line is short (a head, or 国家 / 下达).
_SHORT: Final = 12


@dataclass(frozen=True)
class Clause:
    """One addressable piece of a document.

    Attributes:
        path: The address within the document.
        text: What is printed there, its marker removed; cells joined by tabs.
        box: Path of the box the clause belongs to, or "".
        cells: The cells of a table row, else ().
        heads: The column heads of that table, else ().
    """

    path: str
    text: str
    box: str = ""
    cells: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Marker:
    letter: str
    depth: int
    pattern: re.Pattern[str]


def _marker(letter: str, depth: int, pattern: str) -> _Marker:
    return _Marker(letter, depth, re.compile(pattern))


_BOOK: Final = (
    _marker("c", 1, rf"第({_NUMBER})章\s*(.*)"),
    _marker("s", 2, rf"第({_NUMBER})节\s*(.*)"),
)
_OUTLINE: Final = (_marker("p", 0, rf"第({_NUMBER})篇\s*(.*)"), *_BOOK)
_NOTICE: Final = (
    _marker("p", 0, rf"({_NUMBER})、(.*)"),
    _marker("s", 1, rf"（({_NUMBER})）(.*)"),
    _marker("i", 2, r"(\d+)．(.*)"),
)
_TASKS: Final = (
    _marker("p", 0, rf"({_NUMBER})、(.*)"),
    _marker("t", 0, rf"\(({_NUMBER})\)(.*)"),
)
#: Style of a document: its markers, from the outermost in, and the path of
#: what stands before the first marker.
STYLES: Final[dict[str, tuple[tuple[_Marker, ...], str]]] = {
    "plan2035": (_BOOK, "c0"),
    "kaizhou2035": (_BOOK, "c0"),
    "fyp14": (_OUTLINE, "p0"),
    "renewal2025": (_NOTICE, "p0"),
    "action2025": (_TASKS, "n0"),
}
#: `action2025` prints its general requirements and its closing part as parts;
#: their paths continue the numbering of the 26 tasks.
_ACTION_PARTS: Final = {"p1": "t0", "p6": "t27"}


def number(text: str) -> int:
    """Value of a Chinese or Arabic counting number below one hundred.

    Args:
        text: Such as ``十三``, ``二十一`` or ``7``.

    Returns:
        The integer.
    """
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.index(text)
    return 10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0)


def cut(doc_id: str, text: str) -> dict[str, Clause]:
    """Cut a document into its clauses.

    Args:
        doc_id: A key of `STYLES`.
        text: The official text, Simplified characters.

    Returns:
        Clauses by path, in the order of the document.

    Raises:
        KeyError: The document has no style.
        ValueError: Two clauses would have the same path.
    """
    markers, front = STYLES[doc_id]
    lines = [line.rstrip(" ") for line in text.replace("\ufeff", "").splitlines()]
    clauses: dict[str, Clause] = {}
    for clause in _walk(lines, markers, front):
        if doc_id == "action2025":
            clause = _renumber(clause)
        if clause.path in clauses:
            msg = f"{doc_id}: two clauses have the path {clause.path}"
            raise ValueError(msg)
        clauses[clause.path] = clause
    return clauses


def _renumber(clause: Clause) -> Clause:
    first, dot, rest = clause.path.partition(".")
    return replace(clause, path=_ACTION_PARTS.get(first, first) + dot + rest)


def _walk(lines: list[str], markers: tuple[_Marker, ...], front: str) -> Iterator[Clause]:
    open_parts: list[tuple[int, str]] = []
    paragraph, at = 0, 0
    while at < len(lines):
        line = lines[at].strip()
        at += 1
        if not line:
            continue
        path = ".".join(part for _, part in open_parts) or front
        found = next(((m, hit) for m in markers if (hit := m.pattern.fullmatch(line))), None)
        box = _BOX.fullmatch(line)
        if found:
            marker, hit = found
            open_parts = [part for part in open_parts if part[0] < marker.depth]
            open_parts.append((marker.depth, f"{marker.letter}{number(hit[1])}"))
            paragraph = 0
            heading = hit[2].strip()
            if marker.letter in "pcs" and line.startswith("第"):
                heading, at = _whole_heading(heading, lines, at, markers)
            yield Clause(".".join(part for _, part in open_parts), heading)
        elif box:
            base = f"{path}.b{box[1]}"
            end = _box_end(lines, at, markers)
            yield Clause(base, box[2].strip(), base)
            yield from _box(base, lines[at:end])
            at = end
        else:
            paragraph += 1
            yield Clause(f"{path}.g{paragraph}", line)


def _is_marker(line: str, markers: tuple[_Marker, ...]) -> bool:
    line = line.strip()
    return bool(_BOX.fullmatch(line)) or any(m.pattern.fullmatch(line) for m in markers)


def _whole_heading(
    heading: str, lines: list[str], at: int, markers: tuple[_Marker, ...]
) -> tuple[str, int]:
    """Join a heading that the page broke: short lines that end no sentence."""
    while True:
        following = next((i for i in range(at, len(lines)) if lines[i].strip()), None)
        if following is None:
            return heading, at
        line = lines[following].strip()
        if len(line) > 2 * _SHORT or line[-1] in "。；：" or _is_marker(line, markers):
            return heading, at
        heading, at = heading + line, following + 1


def _box_end(lines: list[str], at: int, markers: tuple[_Marker, ...]) -> int:
    """Index of the first line after the box that begins at `at`."""
    stop = next((i for i in range(at, len(lines)) if _is_marker_of_text(lines[i], markers)), None)
    stop = len(lines) if stop is None else stop
    cells = [i for i in range(at, stop) if lines[i].startswith("\t")]
    if len(cells) >= _TABLE_CELLS:
        end = cells[-1] + 1
        # The last cell may run on; a note may close the box.
        while end < stop and lines[end].strip() and len(lines[end].strip()) <= _SHORT:
            end += 1
        note = next((i for i in range(end, stop) if lines[i].strip()), None)
        return note + 1 if note is not None and lines[note].startswith("备注") else end
    rows = [i for i in range(at, stop) if lines[i].strip()]
    first = lines[rows[0]].strip() if rows else ""
    if _NAMED_ROW.match(first) or _ROW_GROUP.match(first):
        for i in rows:
            line = lines[i].strip()
            if not _NAMED_ROW.match(line) and not _ROW_GROUP.match(line):
                return i
    return stop


def _is_marker_of_text(line: str, markers: tuple[_Marker, ...]) -> bool:
    return _is_marker(line, markers) and not line.startswith("\t")


def _box(base: str, lines: list[str]) -> Iterator[Clause]:
    if sum(line.startswith("\t") for line in lines) >= _TABLE_CELLS:
        yield from _table(base, lines)
        return
    for row, line in enumerate((line.strip() for line in lines if line.strip()), start=1):
        yield Clause(f"{base}.r{row}", line, base)


def _table(base: str, lines: list[str]) -> Iterator[Clause]:
    """Rows of a table printed one cell a line, rows parted by a blank line."""
    rows: list[list[str]] = [[]]
    notes: list[str] = []
    blank = False
    for line in lines:
        if not line:
            blank = True
            continue
        if line.startswith("备注"):
            notes.append(line.strip())
            continue
        # A line of a single tab is an empty cell, not the end of a row.
        if line.startswith("\t"):
            if blank and rows[-1]:
                rows.append([])
            rows[-1].append(line.strip())
        else:
            rows[-1][-1] += line.strip()
        blank = False
    heads = tuple(rows[0])
    yield Clause(f"{base}.head", "\t".join(heads), base, heads)
    numbered = heads[0] == "序号"
    row = sub = group = 0
    for cells in rows[1:]:
        first = cells[0]
        if numbered and first.isdecimal():
            row, sub = int(first), 0
            path = f"{base}.r{row}"
        elif numbered and not first:
            sub += 1
            path = f"{base}.r{row}.l{sub}"
        elif numbered:
            group += 1
            path = f"{base}.k{group}"
        else:
            row += 1
            path = f"{base}.r{row}"
        shown = cells[1:] if numbered and len(cells) > 1 else cells
        yield Clause(path, "\t".join(shown), base, tuple(cells), heads)
    for note in notes:
        yield Clause(f"{base}.note", note, base)


def units(text: str) -> tuple[str, ...]:
    """Cut a paragraph into the units in which measures are coded.

    A unit ends at 。 or ； outside brackets. The bracket that names the bodies
    responsible for a task belongs to no unit.

    Args:
        text: A paragraph.

    Returns:
        Its units, punctuation kept; joined they give the paragraph.
    """
    found, unit, depth = [], "", 0
    for character in _BODIES.sub("", text):
        unit += character
        depth += {"（": 1, "(": 1, "）": -1, ")": -1}.get(character, 0)
        if character in "。；;" and depth <= 0:
            found.append(unit)
            unit = ""
    return (*found, unit) if unit.strip() else tuple(found)


def bodies(text: str) -> list[tuple[str, str]]:
    """Bodies that lead a task or are responsible for it.

    Args:
        text: A clause that ends in a bracket with 牵头单位 or 责任单位.

    Returns:
        Role ("lead" or "responsible") and name as printed, in the printed
        order; empty where no bracket stands. 等部门 is a name of its own.
    """
    bracket = _BODIES.search(text)
    if bracket is None:
        return []
    # Said once in each document: all tasks are the districts', and the name for them.
    content = re.sub("[；;]所有任务.*|（以下统称.*?）", "", bracket[0][1:-1])
    found = []
    for role, names in re.findall("(牵头|责任)单位[：:](.*?)(?=[；;]责任单位|$)", content):
        key = {"牵头": "lead", "责任": "responsible"}[role]
        found += [(key, name) for name in re.split("[、，,；;和]|(?=等部门)", names)]
    return found
