"""A Word briefing of some exhibits that a clerk can go on editing.

Each exhibit becomes a heading that is its message, one finding, the figure or a real
table, a source line and a note; what is cited stands once in a numbered list, which
the text refers to by fields.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from cqanalysis import citation, exports, tables
from cqanalysis.briefing import word
from cqanalysis.briefing.layout import FIGURE, LAYOUTS, Layout
from cqanalysis.citation import Item, formats
from cqanalysis.drawing.canvas import png
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import THEMES, Exhibit, Words, number
from cqanalysis.tables import Data

__all__ = ["brief"]

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "Monitoring Chongqing's New Urbanization Plan",
        "titled": "{title}: {theme}",
        "byline": "{author}, {date}",
        "lead": "Taken from “{book}”, version {version}, data as of {as_of}: {what}. The findings are "
        "computed from the plans' own numbers and from published statistics; this is no official assessment.",
        "figure": "{} figure", "figures": "{} figures", "table": "{} table", "tables": "{} tables",
        "and": " and ",
        "see": " ({})", "stop": ".", "caption": ". ",
        "figure label": "Figure", "table label": "Table", "between": " ",
        "source": "Source: {number} of the book (id {id}); ",
        "clauses": "clauses: ", "statistics": "statistics: ", "join": "; ",
        "note": "Note: ", "to": "–", "references": "References",
    },
    "zh": {
        "title": "重庆新型城镇化规划监测简报",
        "titled": "{title}：{theme}",
        "byline": "{author}　{date}",
        "lead": "本简报选自《{book}》{version}版，收入{what}，数据截至{as_of}。"
        "结论均由规划所载数字和已公布的统计资料计算得出，不代表官方评估。",
        "figure": "{}幅图", "figures": "{}幅图", "table": "{}张表", "tables": "{}张表",
        "and": "、",
        "see": "（{}）", "stop": "。", "caption": "　",
        "figure label": "图", "table label": "表", "between": "",
        "source": "资料来源：本书{number}（标识{id}）；",
        "clauses": "规划条款：", "statistics": "统计资料：", "join": "；",
        "note": "注：", "to": "—", "references": "参考文献",
    },
}  # fmt: skip


def brief(
    exhibits: Iterable[Exhibit],
    data: Data,
    language: Language,
    *,
    date: datetime.date,
    title: str = "",
) -> bytes:
    """Write a briefing.

    Args:
        exhibits: What it shows, in this order; at least one.
        data: The data package.
        language: Of its words.
        date: The day it bears.
        title: Its title; one that names the theme they share by default.

    Returns:
        A .docx file: the same bytes for the same arguments.

    Raises:
        ValueError: No exhibit.
    """
    layout = LAYOUTS[language]
    made = word.document(layout)
    written = _Briefing(made, layout, data, language)
    # The head names what follows, and references are numbered as they are met.
    title_at, byline_at, lead_at = (
        word.add(made, layout.styles[name]) for name in ("title", "byline", "body")
    )
    shown = []
    for exhibit in exhibits:
        written.exhibit(exhibit)
        shown.append(exhibit)
    if not shown:
        msg = "a briefing needs an exhibit"
        raise ValueError(msg)
    written.list_references()
    title = title or _title(shown, language)
    author = str(citation.edition(language)["author"])
    title_at.add_run(title)
    words = _WORDS[language]
    byline_at.add_run(words["byline"].format(author=author, date=_day(date, language)))
    lead_at.add_run(_lead(shown, language))
    word.properties(
        made, title=title, author=author, subject=citation.book_title(language),
        language=citation.TAG[language], on=date,
    )  # fmt: skip
    return word.packed(made, east=language == "zh")


def _title(exhibits: list[Exhibit], language: Language) -> str:
    words = _WORDS[language]
    themes = {exhibit.theme for exhibit in exhibits}
    if len(themes) > 1:
        return words["title"]
    return words["titled"].format(title=words["title"], theme=THEMES[themes.pop()][language])


def _lead(exhibits: list[Exhibit], language: Language) -> str:
    """What the reader holds: computed, so that it cannot go stale."""
    words = _WORDS[language]
    counts = {kind: sum(e.kind == kind for e in exhibits) for kind in ("figure", "table")}
    what = words["and"].join(
        words[kind if count == 1 else f"{kind}s"].format(_counted(count, language))
        for kind, count in counts.items()
        if count
    )
    return words["lead"].format(
        book=citation.book_title(language), version=citation.metadata()["version"],
        as_of=_day(datetime.date.fromisoformat(tables.as_of()), language), what=what,
    )  # fmt: skip


def _counted(count: int, language: Language) -> str:
    small = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return small[count - 1] if language == "en" and count <= len(small) else str(count)


def _day(date: datetime.date, language: Language) -> str:
    if language == "zh":
        return f"{date.year}年{date.month}月{date.day}日"
    return f"{date.day} {date:%B} {date.year}"


@dataclass
class _Briefing:
    """A briefing being written: what it has shown and cited so far."""

    made: Any
    layout: Layout
    data: Data
    language: Language
    cited: dict[str, Item] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)
    marks: int = 0

    def exhibit(self, exhibit: Exhibit) -> None:
        """Write one exhibit."""
        styles, words = self.layout.styles, _WORDS[self.language]
        said = exhibit.said(self.data, self.language)
        own, *sources = exports.references(exhibit, self.data, self.language)
        place = self._cite(own)
        self.shown[exhibit.kind] = self.shown.get(exhibit.kind, 0) + 1
        label = self._label(exhibit)
        mark = f"_Ref{exhibit.kind.title()}{self.shown[exhibit.kind]}"
        word.add(self.made, styles["heading"], said.title.removesuffix("。"))
        self._finding(said, label, mark, place)
        if exhibit.kind == "figure":
            rows = exhibit.rows(self.data)
            drawn = png(exhibit.figure(rows, self.data, self.language, "wide"))
            at = word.add(self.made, styles["figure"])
            word.picture(at, drawn, FIGURE, exhibit.id, said.alt)
            self._caption(exhibit, label, mark, said.subtitle)
        else:
            self._caption(exhibit, label, mark, said.subtitle, above=True)
            self._table(exhibit, said)
        self._source(exhibit, sources)
        word.add(self.made, styles["note"], words["note"] + said.note)

    def list_references(self) -> None:
        """Write the list of all that was cited."""
        styles = self.layout.styles
        word.add(self.made, styles["plain heading"], _WORDS[self.language]["references"])
        for place, entry in enumerate(formats.gb([*self.cited.values()]), start=1):
            self._mark(word.add(self.made, styles["reference"], entry), word.reference_mark(place))

    def _finding(self, said: Words, label: str, mark: str, place: int) -> None:
        words = _WORDS[self.language]
        before, after = words["see"].split("{}")
        at = word.add(self.made, self.layout.styles["body"])
        at.paragraph_format.keep_with_next = True
        at.add_run(said.finding.removesuffix(words["stop"]) + before)
        word.field(at, f"REF {mark} \\h", label)
        # A mark stands before a Chinese full stop and behind an English one.
        at.add_run(after + (words["stop"] if self.language == "en" else ""))
        word.references(at, [place], words["to"], raised=True)
        if self.language == "zh":
            at.add_run(words["stop"])

    def _caption(
        self, exhibit: Exhibit, label: str, mark: str, text: str, *, above: bool = False
    ) -> None:
        words = _WORDS[self.language]
        name = words[f"{exhibit.kind} label"]
        at = word.add(self.made, self.layout.styles["caption"])
        at.paragraph_format.keep_with_next = True if above else None
        at.add_run(name + words["between"])
        word.field(at, f"SEQ {name} \\* ARABIC", label.removeprefix(name).strip())
        self._mark(at, mark)
        at.add_run(words["caption"] + text)

    def _table(self, exhibit: Exhibit, said: Words) -> None:
        assert exhibit.columns is not None
        cells = exhibit.columns(exhibit.rows(self.data), self.language)
        rows = [[str(cell) for cell in row] for row in cells.itertuples(index=False)]
        heads = [str(name) for name in cells.columns]
        word.table(self.made, heads, rows, self.layout, said.title, said.alt)

    def _source(self, exhibit: Exhibit, sources: list[Item]) -> None:
        """Where it comes from: the exhibit, the clauses, the statistics."""
        words, rows = _WORDS[self.language], exhibit.rows(self.data)
        clauses = citation.clauses(rows, self.data, self.language)
        places = {item["id"]: self._cite(item) for item in sources}
        at = word.add(self.made, self.layout.styles["note"])
        shown = number(exhibit, self.language)
        at.add_run(words["source"].format(number=shown, id=exhibit.id))
        for nth, (document, text) in enumerate(clauses.items()):
            at.add_run((words["join"] if nth else words["clauses"]) + text)
            word.references(at, [places[document]], words["to"])
        others = [place for key, place in places.items() if key not in clauses]
        if others:
            at.add_run((words["join"] if clauses else "") + words["statistics"])
            word.references(at, others, words["to"])
        at.add_run(words["stop"])

    def _label(self, exhibit: Exhibit) -> str:
        words = _WORDS[self.language]
        name = words[f"{exhibit.kind} label"]
        return f"{name}{words['between']}{self.shown[exhibit.kind]}"

    def _cite(self, item: Item) -> int:
        """The number of an entry; each stands in the list once."""
        self.cited.setdefault(item["id"], item)
        return list(self.cited).index(item["id"]) + 1

    def _mark(self, paragraph: Any, name: str) -> None:
        self.marks += 1
        word.marked(paragraph, name, self.marks)
