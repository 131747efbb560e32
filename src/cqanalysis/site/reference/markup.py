"""Markup of generated pages: cells, tables, links, pages."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cqanalysis.drawing.text import Language

#: Tables with more rows than this can be searched and sorted.
LONG: Final = 8
_TAG: Final = re.compile("<[^>]+>")
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {"csv": "This table as CSV", "scroll": "table, scrolls sideways", "none": "None."},
    "zh": {"csv": "下载本表（CSV）", "scroll": "表格，可左右滚动", "none": "无。"},
}


class Html(str):
    """Text that is markup already; any other string is escaped."""

    __slots__ = ()


@dataclass(frozen=True)
class Cell:
    """A cell that sorts by a number or shows markup.

    Attributes:
        shown: What stands in the cell.
        order: What it sorts by, where that is not the text.
        plain: What the CSV holds, where that is not the text.
    """

    shown: str
    order: float | None = None
    plain: str | None = None


@dataclass
class Page:
    """One generated page.

    Attributes:
        name: Path without ending, such as ``districts/wanzhou``.
        title: Its heading.
        language: Of the edition.
        parts: Markdown blocks, in order.
        files: Tables beside the page, by path from the site's root.
        downloads: Other files beside it, by path from the site's root.
    """

    name: str
    title: str
    language: Language
    parts: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    downloads: dict[str, bytes] = field(default_factory=dict)

    def heading(self, anchor: str, text: str) -> None:
        """Begin a section; its anchor is the same in both editions, and no other page's."""
        self.parts.append(f"({self.name.replace('/', '-')}-{anchor})=\n## {text}")

    def text(self, paragraph: str) -> None:
        """Add a paragraph, or any other block of Markdown."""
        self.parts.append(paragraph)

    def raw(self, markup: str) -> None:
        """Add markup as it is."""
        self.parts.append("```{raw} html\n" + markup + "\n```")

    def picture(self, drawing: str, label: str) -> None:
        """Add a drawing; on a narrow screen it scrolls rather than shrinks."""
        self.raw(
            f'<div class="cq-drawn" tabindex="0" role="region" aria-label="{escape(label)}">\n'
            f"{drawing}\n</div>"
        )

    def bullets(self, entries: list[str]) -> None:
        """Add a list of texts or markup; a word where it is empty."""
        if not entries:
            self.parts.append(_WORDS[self.language]["none"])
            return
        items = "\n".join(f"<li>{escape(entry)}</li>" for entry in entries)
        self.raw(f"<ul>\n{items}\n</ul>")

    def table(
        self,
        name: str,
        caption: str,
        heads: list[str],
        rows: list[list[str | Cell]],
        *,
        file: bool = True,
        choices: Sequence[str] = (),
    ) -> None:
        """Add a table, with a CSV of it; nothing but a word where it is empty.

        Args:
            name: Its anchor, unique on the page.
            caption: What it shows.
            heads: Column heads.
            rows: Cells; the first of each row is its head.
            file: Offer the CSV; not where the page offers the data itself.
            choices: Heads of columns that a reader can choose a value of.
        """
        words = _WORDS[self.language]
        if not rows:
            self.parts.append(words["none"])
            return
        kind = ' class="cq-table"' if len(rows) > LONG else ""
        body = "\n".join(_row(row) for row in rows)
        columns = "".join(
            f'<th scope="col"{" data-choice" if head in choices else ""}>{escape(head)}</th>'
            for head in heads
        )
        self.raw(
            f'<div class="cq-scroll cq-lookup" tabindex="0" role="region" '
            f'aria-label="{escape(caption)}: {words["scroll"]}">\n'
            f'<table{kind} id="{name}">\n<caption><span>{escape(caption)}</span></caption>\n'
            f"<thead><tr>{columns}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
        )
        if file:
            path = f"_tables/{self.name.replace('/', '-')}-{name}.csv"
            up = "../" * self.name.count("/")
            self.raw(f'<p class="cq-links"><a href="{up}{path}" download>{words["csv"]}</a></p>')
            self.files[path] = _csv(heads, rows)

    def write(self, folder: Path, extra: Path) -> None:
        """Write the page's source and the files beside it.

        Args:
            folder: The staged sources of the edition.
            extra: What is copied to the root of the edition as it is.
        """
        path = folder / f"{self.name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join([f"# {self.title}", *self.parts]) + "\n", encoding="utf-8")
        texts = {name: text.encode() for name, text in self.files.items()}
        for name, content in (texts | self.downloads).items():
            target = extra / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def escape(text: str) -> str:
    """Text as markup; what is markup stays.

    Args:
        text: Any text, or `Html`.

    Returns:
        Markup.
    """
    return text if isinstance(text, Html) else html.escape(str(text))


def link(target: str, text: str) -> Html:
    """A link.

    Args:
        target: Address, relative to the page.
        text: What is shown.

    Returns:
        Markup.
    """
    return Html(f'<a href="{html.escape(target)}">{escape(text)}</a>')


def join(parts: Sequence[str], between: str = " ") -> Html:
    """Markup of several parts.

    Args:
        parts: Texts or markup.
        between: What stands between them.

    Returns:
        Markup.
    """
    return Html(escape(between).join(escape(part) for part in parts if part))


def code(key: str) -> Html:
    """A key of the data, which is no word of any language.

    Args:
        key: Such as ``income_ratio``.

    Returns:
        Markup.
    """
    return Html(f"<code>{escape(key)}</code>")


def _row(row: list[str | Cell]) -> str:
    cells = []
    for position, cell in enumerate(row):
        shown, order = (cell.shown, cell.order) if isinstance(cell, Cell) else (cell, None)
        tag = 'th scope="row"' if position == 0 else "td"
        sort = "" if order is None else f' data-order="{order:.10g}"'
        cells.append(f"<{tag}{sort}>{escape(shown)}</{tag[:2]}>")
    return f"<tr>{''.join(cells)}</tr>"


def _csv(heads: list[str], rows: list[list[str | Cell]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    # Chinese Excel reads UTF-8 only behind a byte-order mark.
    return "\ufeff" + buffer.getvalue()


def _plain(cell: str | Cell) -> str:
    if isinstance(cell, Cell) and cell.plain is not None:
        return cell.plain
    shown = cell.shown if isinstance(cell, Cell) else cell
    return html.unescape(_TAG.sub("", shown)) if isinstance(shown, Html) else str(shown)
