"""One page an exhibit, for good: picture, data, sources, code, downloads, citation."""

from __future__ import annotations

import re
from typing import Any, Final

import pandas as pd

from cqanalysis import citation, exports, tables
from cqanalysis.chapter import table_html
from cqanalysis.drawing.canvas import SMALL, small
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits import EXHIBITS, RETIRED, THEMES, Exhibit, Retired, part
from cqanalysis.exhibits.field import PLACE, RESTS
from cqanalysis.site.reference import cite
from cqanalysis.site.reference.lookup import Lookup
from cqanalysis.site.reference.markup import Cell, Html, Page, code, escape, join, link
from cqanalysis.tables import Data, records

#: Rows of observations named in a cell of the data; the files name all.
_NAMED: Final = 4
_SIZE: Final = re.compile(r'<svg width="([\d.]+)pt" height="([\d.]+)pt"')
#: Behind the id, in the name of its picture among many.
_SMALL: Final = "-small.webp"
#: Screens that get the column shape.
NARROW: Final = "(max-width: 40em)"
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "index": "Figures and tables",
        "lead": "All figures and tables of the book, in its order. Each has a page with its data, its sources, "
        "the code that made it, files to take along and its citation.",
        "theme": "Theme", "kind": "Kind", "all": "all", "figure": "figures", "table": "tables",
        "count": "{} shown", "filter": "Filter",
        "discussed": "Discussed in the chapter {}.", "note": "Note.",
        "identity": "Id {id} · version {version}, {date} · data as of {as_of} · SHA-256 of the data {digest}",
        "data": "Data", "data_lead": "The rows shown, {n} in all. The files above hold every column and name every row "
        "they rest on.",
        "rests": "Rests on", "more": "and {} more", "none": "—",
        "clauses": "Clauses", "sources": "Statistical sources", "no_clauses": "No number of a plan is used here.",
        "no_sources": "No statistics are used here.",
        "code": "Code", "code_lead": "The rows come from the data package by these functions. In a clone of the "
        "repository `cqanalysis data {id}` prints them, and `cqanalysis export {id}` makes "
        "the files.",
        "function": "{name}, in {module}",
        "downloads": "Downloads", "cite": "How to cite",
        "retired": "This exhibit was retired", "retired_text": "The exhibit {id} is no longer part of the book since "
        "version {version}. {why} Look at {new} instead.",
        "caption": "{title}: the rows shown",
        "wide": "16:9", "column": "column", "colon": ": ", "comma": ", ",
    },
    "zh": {
        "index": "图表索引",
        "lead": "本书全部图表，按书中顺序排列。每幅图表各有一页，载有数据、来源、生成代码、可下载的文件和引用格式。",
        "theme": "主题", "kind": "类型", "all": "全部", "figure": "图", "table": "表",
        "count": "共显示{}幅", "filter": "筛选",
        "discussed": "正文论述见{}一章。", "note": "注：",
        "identity": "标识 {id} · 版本{version}，{date} · 数据截至{as_of} · 数据SHA-256 {digest}",
        "data": "数据", "data_lead": "图表所用数据共{n}行。上列文件中有全部各列，并逐行注明所据数据。",
        "rests": "所据数据", "more": "等，另有{}项", "none": "—",
        "clauses": "规划条款", "sources": "统计资料来源", "no_clauses": "未使用规划中的数字。",
        "no_sources": "未使用统计数据。",
        "code": "代码", "code_lead": "数据由下列函数从数据包算出。在代码库中运行`cqanalysis data {id}`可打印这些数据，"
        "运行`cqanalysis export {id}`可生成全部文件。",
        "function": "{name}，见{module}",
        "downloads": "下载", "cite": "引用格式",
        "retired": "本图表已撤下", "retired_text": "自版本{version}起，{id}不再是本书的图表。{why}请改看{new}。",
        "caption": "{title}：图表所用数据",
        "wide": "16∶9", "column": "单栏", "colon": "：", "comma": "，",
    },
}  # fmt: skip


def pages(lookup: Lookup) -> list[Page]:
    """A page an exhibit, one for each retired id, and the index of all.

    Args:
        lookup: The edition's names and cross-references.

    Returns:
        The index first.
    """
    return [
        _index(lookup),
        *(_page(exhibit, lookup) for exhibit in EXHIBITS.values()),
        *(_retired(key, gone, lookup) for key, gone in RETIRED.items()),
    ]


def picture(exhibit: Exhibit, alt: str, base: str, svgs: dict[str, str], *, lazy: bool) -> str:
    """An exhibit's picture, in the shape that fits the screen.

    Args:
        exhibit: The exhibit.
        alt: Its alt text.
        base: Where its files lie, relative to the page.
        svgs: Its pictures by file name.
        lazy: Load it only when it comes into view.

    Returns:
        Markup with width and height, so that the page does not jump.

    Raises:
        ValueError: A picture has no size.
    """
    wide, narrow = f"{exhibit.id}.svg", f"{exhibit.id}-column.svg"
    loading = ' loading="lazy" decoding="async"' if lazy else ""
    return (
        f'<picture><source media="{NARROW}" srcset="{base}{narrow}" {_size(svgs[narrow])}>'
        f'<img src="{base}{wide}" alt="{escape(alt)}"{loading} {_size(svgs[wide])}></picture>'
    )


def _size(drawing: str) -> str:
    found = _SIZE.match(drawing)
    if found is None:
        msg = f"no size in the picture: {drawing[:80]}"
        raise ValueError(msg)
    width, height = (round(float(points) * 4 / 3) for points in found.groups())
    return f'width="{width}" height="{height}"'


def _page(exhibit: Exhibit, lookup: Lookup) -> Page:
    words, language, data = _WORDS[lookup.language], lookup.language, lookup.data
    own, said = part(exhibit, data, language), exhibit.said(data, language)
    files = exports.export(exhibit, data, language)
    page = Page(f"exhibits/{exhibit.id}", f"{own.number} {own.title}", language)
    page.downloads = {f"exhibits/{name}": content for name, content in files.items()}
    page.text(said.finding)
    if exhibit.kind == "figure":
        page.downloads[f"exhibits/{exhibit.id}{_SMALL}"] = small(files[f"{exhibit.id}.png"])
        svgs = {name: text.decode() for name, text in files.items() if name.endswith(".svg")}
        body = picture(exhibit, said.alt, "", svgs, lazy=False)
    else:
        assert exhibit.columns is not None
        body = table_html(exhibit.columns(exhibit.rows(data), language), said, language)
    page.raw(f'<figure class="cq-exhibit cq-large">\n{body}\n</figure>')
    page.raw(f'<p class="cq-note"><b>{words["note"]}</b> {escape(said.note)}</p>')
    chapter = link(
        f"{lookup.up}chapters/{exhibit.theme}.html#{exhibit.id}", THEMES[exhibit.theme][language]
    )
    page.raw(f"<p>{words['discussed'].format(chapter)}</p>")
    book = citation.metadata()
    page.raw(
        '<p class="cq-identity">'
        + words["identity"].format(
            id=f"<code>{exhibit.id}</code>", version=book["version"], date=book["date-released"],
            as_of=tables.as_of(), digest=f"<code>{exhibit.digest(data)}…</code>",
        )
        + "</p>"
    )  # fmt: skip
    page.heading("downloads", words["downloads"])
    page.bullets([_offer(kind, files, exhibit, lookup) for kind in exports.formats_of(exhibit)])
    page.heading("data", words["data"])
    _data(page, exhibit, lookup)
    page.heading("clauses", words["clauses"])
    rows = exhibit.rows(data)
    order = list(lookup.short)
    clauses = sorted(
        citation.cited(rows, data).itertuples(index=False, name=None),
        key=lambda clause: order.index(clause[0]),
    )
    if clauses:
        page.bullets([
            join([lookup.clause(doc, path), citation.steps(path, language)]) for doc, path in clauses
        ])  # fmt: skip
    else:
        page.text(words["no_clauses"])
    page.heading("sources", words["sources"])
    seen = [lookup.observations[key] for key in citation.ids(rows, citation.OBSERVATIONS)]
    sources = dict.fromkeys(row.source for row in seen)
    if sources:
        page.bullets([lookup.source(key) for key in sources])
    else:
        page.text(words["no_sources"])
    page.heading("cite", words["cite"])
    cite.blocks(
        page, exports.references(exhibit, data, language), exports.cited(exhibit, data, language)
    )
    page.heading("code", words["code"])
    page.text(words["code_lead"].format(id=exhibit.id))
    for module, source in exhibit.code():
        name = source.partition("def ")[2].partition("(")[0]
        title = words["function"].format(name=code(name), module=code(module))
        page.raw(f"<details><summary>{title}</summary>")
        page.text(f"```python\n{source.rstrip()}\n```")
        page.raw("</details>")
    return page


def _offer(kind: str, files: exports.Files, exhibit: Exhibit, lookup: Lookup) -> Html:
    """A format with what it holds and its files, a picture in two shapes."""
    words, language = _WORDS[lookup.language], lookup.language
    links = []
    for shape, suffix in exports.SUFFIX.items():
        name = f"{exhibit.id}{suffix}.{kind}"
        if name in files:
            pictured = kind in ("svg", "png")
            shown = words[shape] if pictured else name
            links.append(join([link(name, shown), f"({len(files[name]) / 1000:.0f} kB)"]))
        if kind not in ("svg", "png"):
            break
    label = Html(f"<b>{exports.label(kind)}</b> {escape(exports.described(kind, language))}")
    return Html(label + words["colon"] + join(links, words["comma"]))


def _data(page: Page, exhibit: Exhibit, lookup: Lookup) -> None:
    """The rows as a table that is read in the page: names in its language, sources linked."""
    words, language = _WORDS[lookup.language], lookup.language
    rows = exhibit.rows(lookup.data)
    other = "_zh" if language == "en" else "_en"
    own = (f"_{language}", "")
    shown = {
        name: field for name, field in exhibit.fields.items()
        if name not in (*RESTS, citation.CLAUSES)
        and not (name.endswith(other) and any(name.removesuffix(other) + e in exhibit.fields for e in own))
    }  # fmt: skip
    # What names the row stands first: its name, or its year.
    order = sorted(shown, key=lambda name: (not name.endswith(f"_{language}"), name != "year"))
    cells: list[list[str | Cell]] = [
        [*(_cell(getattr(row, name), shown[name], language) for name in order), _rests(row, lookup)]
        for row in records(rows)
    ]
    page.text(words["data_lead"].format(n=len(rows)))
    heads = [*(getattr(shown[name], language) for name in order), words["rests"]]
    page.table("rows", words["caption"].format(title=page.title), heads, cells, file=False)


def _cell(value: Any, field: Any, language: Language) -> str | Cell:
    if field is PLACE or field.en.endswith(("(key)", "(keys)")):
        return code(value)
    if field.kind == "text":
        return field.word(value, language) or "—"
    if pd.isna(value):
        return "—"
    if field.kind == "integer":
        return str(value)
    text = f"{value:.6g}"
    digits = 0 if "e" in text else len(text.partition(".")[2])
    return Cell(number(value, digits, language=language), float(value))


def _rests(row: Any, lookup: Lookup) -> Html:
    """Links to what a row rests on."""
    words = _WORDS[lookup.language]
    facts = [lookup.facts[key] for key in row.fact_ids.split("|") if key]
    own = [key.split() for key in getattr(row, citation.CLAUSES, "").split("|") if key]
    # The first few of a long list; the files have all.
    named: list[str] = [lookup.clause(fact.doc_id, fact.clause) for fact in facts]
    named += [lookup.clause(doc, clause) for doc, clause in own[:_NAMED]]
    if len(own) > _NAMED:
        named.append(words["more"].format(len(own) - _NAMED))
    seen = [key for key in row.obs_ids.split("|") if key]
    named += [lookup.reference("observations", key) for key in seen[:_NAMED]]
    if len(seen) > _NAMED:
        named.append(words["more"].format(len(seen) - _NAMED))
    return join(named, "; " if lookup.language == "en" else "；") or Html(words["none"])


def _index(lookup: Lookup) -> Page:
    words, language, data = _WORDS[lookup.language], lookup.language, lookup.data
    page = Page("exhibits/index", words["index"], language)
    page.text(words["lead"])
    themes = [t for t in THEMES if any(e.theme == t for e in EXHIBITS.values())]
    page.raw(
        f'<form class="cq-filter" hidden aria-label="{words["filter"]}">\n'
        + _select("theme", words["theme"], words["all"], {t: THEMES[t][language] for t in themes})
        + _select("kind", words["kind"], words["all"], {k: words[k] for k in ("figure", "table")})
        + f'<span role="status" data-count="{words["count"]}"></span>\n</form>'
    )
    cards = []
    for exhibit in EXHIBITS.values():
        own = part(exhibit, data, language)
        thumb = thumbnail(exhibit, data, language, "")
        cards.append(
            f'<li data-theme="{exhibit.theme}" data-kind="{exhibit.kind}">'
            f'<a href="{exhibit.id}.html">{thumb}<span><b>{own.number}</b> {escape(own.title)}</span></a>'
            f"<small>{THEMES[exhibit.theme][language]} · <code>{exhibit.id}</code></small></li>"
        )
    page.raw('<ul class="cq-gallery">\n' + "\n".join(cards) + "\n</ul>")
    return page


def _select(name: str, label: str, every: str, choices: dict[str, str]) -> str:
    options = "".join(
        f'<option value="{key}">{escape(word)}</option>' for key, word in choices.items()
    )
    return f'<label>{label} <select name="{name}"><option value="">{every}</option>{options}</select></label>\n'


def thumbnail(exhibit: Exhibit, data: Data, language: Language, base: str) -> str:
    """A small picture of an exhibit: the figure itself, or the head of the table.

    Args:
        exhibit: The exhibit.
        data: The data package.
        language: Of its words.
        base: Where its files lie, relative to the page.

    Returns:
        Markup; words stand beside it, so that the picture needs none.
    """
    if exhibit.kind == "figure":
        # The figure itself would keep a phone busy for a tenth of a second, each.
        return (
            f'<img src="{base}{exhibit.id}{_SMALL}" alt="" loading="lazy" decoding="async" '
            f'width="{SMALL}" height="{SMALL * 9 // 16}">'
        )
    assert exhibit.columns is not None
    shown = exhibit.columns(exhibit.rows(data), language).iloc[:6, :2]
    lines = "".join(
        f"<span>{escape(str(first))}</span><span>{escape(str(second))}</span>"
        for first, second in shown.itertuples(index=False)
    )
    return f'<span class="cq-thumb" aria-hidden="true">{lines}</span>'


def _retired(key: str, gone: Retired, lookup: Lookup) -> Page:
    words = _WORDS[lookup.language]
    page = Page(f"exhibits/{key}", words["retired"], lookup.language)
    text = words["retired_text"].format(
        id=f"<code>{key}</code>", version=gone.version, why=escape(gone.why[lookup.language]),
        new=lookup.exhibit(gone.replaced_by),
    )  # fmt: skip
    page.raw(f"<p>{text}</p>")
    return page
