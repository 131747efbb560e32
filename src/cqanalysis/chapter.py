"""What a notebook shows: one object a chapter, one line a cell.

    book = Chapter("integration", language="en")
    book.show("integration-income-ratio")
    book.explore("integration-income-growth")

Outputs are plain text, Markdown and HTML, byte for byte the same on every run,
so that strict nbval compares what a reader sees.
"""

from __future__ import annotations

import base64
import hashlib
import html
import os
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from cqanalysis import citation, explorer, exports
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import EXHIBITS, PROSE, Exhibit, Words, find, find_explorer, number
from cqanalysis.explorer import Explorer
from cqanalysis.tables import Data, load

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "csv": "Data (CSV)",
        "cite": "How to cite this",
        "sources": "Sources",
        "scroll": "table, scrolls sideways",
    },
    "zh": {
        "csv": "数据（CSV）",
        "cite": "引用格式",
        "sources": "资料来源",
        "scroll": "表格，可左右滚动",
    },
}


@dataclass(frozen=True)
class Shown:
    """A cell's output: the same content for the page and for a terminal."""

    bundle: dict[str, str]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return self.bundle


@dataclass(frozen=True)
class Live:
    """An explorer's output: for the page as `Shown`, in a notebook that someone has open live.

    A kernel that a Jupyter server started for a session is told its name; one
    that executes a notebook to be published is not, and stores no widget, whose
    random ids would change the file on every run.
    """

    shown: Shown
    explorer: Explorer
    data: Data
    language: Language

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        if "JPY_SESSION_NAME" not in os.environ:
            return self.shown.bundle
        # Widgets take a while to import, and only here is anyone to move them.
        from cqanalysis.explorer.live import widget

        scene = self.explorer.scene(self.data, self.language)
        box = widget(scene, self.explorer.id, self.language)
        return {**self.shown.bundle, **box._repr_mimebundle_()}


class Chapter:
    """The exhibits and computed sentences of one chapter in one language.

    Args:
        name: The chapter's name, such as "integration".
        language: Of the edition.

    Raises:
        KeyError: No such chapter.
        DataError: The data package breaks its schema.
    """

    def __init__(self, name: str, *, language: Language) -> None:
        if name not in PROSE:
            msg = f"no chapter {name!r}; there are: {', '.join(PROSE)}"
            raise KeyError(msg)
        self.name = name
        self.language = language
        self.data: Data = load()

    def show(self, exhibit: str) -> Shown:
        """An exhibit with its note, sources, downloads and citation.

        Args:
            exhibit: The exhibit's id.

        Returns:
            What the cell displays.

        Raises:
            KeyError: No such exhibit.
        """
        record = find(exhibit)
        page = figure_html(record, self.data, self.language)
        rows = len(record.rows(self.data))
        digest = record.digest(self.data)
        plain = f"<{record.kind} {record.id} rows={rows} sha256={digest}>"
        return Shown({"text/html": page, "text/plain": plain})

    def explore(self, key: str) -> Live:
        """An explorer: live in Jupyter, moved by the page's script on the site.

        Args:
            key: The explorer's id.

        Returns:
            What the cell displays.

        Raises:
            KeyError: No such explorer.
        """
        found = find_explorer(key)
        page = explorer_html(found, self.data, self.language)
        digest = hashlib.sha256(page.encode()).hexdigest()[:16]
        shown = Shown({"text/html": page, "text/plain": f"<explorer {key} sha256={digest}>"})
        return Live(shown, found, self.data, self.language)

    def say(self, key: str) -> Shown:
        """A computed paragraph.

        Args:
            key: Its key among the chapter's prose.

        Returns:
            What the cell displays.

        Raises:
            KeyError: No such paragraph.
        """
        sentences = PROSE[self.name]
        if key not in sentences:
            msg = f"no paragraph {key!r}; there are: {', '.join(sentences)}"
            raise KeyError(msg)
        return _markdown(sentences[key](self.data, self.language))

    def findings(self, *exhibits: str) -> Shown:
        """The chapter's findings, each with a link to its exhibit.

        Args:
            exhibits: Ids of the exhibits that prove them.

        Returns:
            What the cell displays.
        """
        lines = []
        for place, exhibit in enumerate(exhibits, start=1):
            record = find(exhibit)
            finding = record.said(self.data, self.language).finding
            lines.append(f'{place}. <a href="#{record.id}">{_escape(finding)}</a>')
        return _markdown("\n".join(lines))

    def cite(self) -> Shown:
        """How to cite this chapter's exhibits, by the first of them."""
        first = next(e for e in EXHIBITS.values() if e.theme == self.name)
        return _markdown("> " + exports.cited(first, self.data, self.language))


def _markdown(text: str) -> Shown:
    return Shown({"text/markdown": text, "text/plain": text})


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def data_uri(content: str, kind: str) -> str:
    """Content as a data URI, so that a notebook carries it.

    Args:
        content: Text.
        kind: Its media type.

    Returns:
        ``data:…;base64,…``.
    """
    return f"data:{kind};base64,{base64.b64encode(content.encode()).decode()}"


def figure_html(record: Exhibit, data: Data, language: Language) -> str:
    """An exhibit as HTML that stands alone: no link leaves it.

    Args:
        record: The exhibit.
        data: The data package.
        language: Of the words.

    Returns:
        A ``<figure>`` whose picture and downloads are data URIs; the site
        turns them into files.
    """
    table, words, labels = record.rows(data), record.said(data, language), _WORDS[language]
    # Chinese Excel reads UTF-8 only behind a byte-order mark.
    csv = data_uri("\ufeff" + record.csv(data, language), "text/csv")
    taken = f'<a href="{csv}" download="{record.id}.csv">{labels["csv"]}</a>'
    if record.kind == "figure":
        picture = data_uri(record.picture(data, language, "wide"), "image/svg+xml")
        body = f'<img src="{picture}" alt="{html.escape(words.alt)}" data-exhibit="{record.id}">'
    else:
        assert record.columns is not None
        body = table_html(record.columns(table, language), words, language)
    quoted = _escape(exports.cited(record, data, language))
    named = number(record, language)
    return (
        f'<figure class="cq-exhibit" id="{record.id}">\n{body}\n<figcaption>\n'
        f'<p class="cq-note"><b>{named}</b> {_escape(words.note)}</p>\n'
        f"{_sources(table, data, language)}\n"
        f'<details class="cq-cite"><summary>{labels["cite"]}</summary><p>{quoted}</p></details>\n'
        f'<p class="cq-links"><code>{record.id}</code> {taken}</p>\n'
        "</figcaption>\n</figure>"
    )


def explorer_html(record: Explorer, data: Data, language: Language) -> str:
    """An explorer as HTML that stands alone: its first state needs no script.

    Args:
        record: The explorer.
        data: The data package.
        language: Of the words.

    Returns:
        A ``<figure>`` with controls, state and the table of all states.
    """
    scene = record.scene(data, language)
    return (
        f'<figure class="cq-explorer" id="{record.id}" aria-labelledby="{record.id}-title">\n'
        f"{explorer.panel(scene, record.id, language)}\n<figcaption>\n"
        f'<p class="cq-note">{_escape(scene.note)}</p>\n'
        f"{_sources(scene.rests, data, language)}\n"
        f'<p class="cq-links"><code>{record.id}</code></p>\n'
        "</figcaption>\n</figure>"
    )


def _sources(table: pd.DataFrame, data: Data, language: Language) -> str:
    entries = []
    for source in citation.sources(table, data, language):
        words = _escape(source.text)
        link = f'<a href="{html.escape(source.url)}">{words}</a>' if source.url else words
        entries.append(f"<li>{link}</li>")
    return (
        f'<details class="cq-sources"><summary>{_WORDS[language]["sources"]}</summary>'
        f"<ul>{''.join(entries)}</ul></details>"
    )


def table_html(shown: pd.DataFrame, words: Words, language: Language) -> str:
    """A table exhibit as it is set in a page.

    Args:
        shown: Its columns in that language; the first heads the rows.
        words: Its words.
        language: Of the words.

    Returns:
        A ``<table>`` with caption and scopes, in a box that scrolls sideways.
    """
    heads = "".join(f'<th scope="col">{_escape(str(name))}</th>' for name in shown.columns)
    rows = []
    for row in shown.itertuples(index=False):
        first, *rest = (_escape(str(cell)) for cell in row)
        cells = "".join(f"<td>{cell}</td>" for cell in rest)
        rows.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
    title, subtitle = _escape(words.title), _escape(words.subtitle)
    # Regions of a page have names of their own.
    label = f"{title}: {_WORDS[language]['scroll']}"
    return (
        f'<div class="cq-scroll" tabindex="0" role="region" aria-label="{label}">\n'
        f"<table>\n<caption><span><b>{title}</b><br>{subtitle}</span></caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody>\n</table>\n</div>"
    )
