"""What holds of every page of both editions: each is opened once in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser
from watch import Watch

from cqanalysis import tables
from cqanalysis.tables import ROOT

#: Latin words that Chinese text takes in: forms of files, units, names.
NAMES: Final = {
    "BY", "Barro", "BibTeX", "CC", "CSL", "CSV", "DD", "DOI", "EndNote", "English", "Excel", "GB",
    "GDP", "GitHub", "Graph", "Hans", "Hant", "III", "ISBN", "JSON", "LED", "LNG", "LaTeX", "MIT",
    "MM", "Martin", "NoteExpress", "Open", "PDF", "PNG", "Pandoc", "PyPI", "Python", "RIS", "SHA",
    "Clopper", "Cohen", "Duncan", "Fisher", "Freeman", "Gabaix", "Gart", "Herfindahl", "Hirschman",
    "Ibragimov", "Jaccard", "Jefferson", "Kappa", "Kitagawa", "Lighthouse", "Manly", "Manual",
    "Nations", "Newman", "Pearson", "Physical", "REITs", "Rank", "Review", "Spearman", "Tashman",
    "United", "VIII", "delta",
    "SVG", "Sala", "TOD", "TeX", "WGS", "Word", "YYYY", "ZIP", "Zotero", "dpi", "kB", "km", "ln",
}  # fmt: skip
#: The page that explains the data's codes names them.
DICTIONARY: Final = "zh/reference/dictionary.html"
#: The page that gives each term in both languages.
GLOSSARY: Final = "zh/reference/glossary.html"
#: The page that cites works on method, which have English titles.
METHODS: Final = "zh/reference/methods.html"
#: Bytes of a page's HTML.
HEAVY: Final = 400_000
WORD: Final = re.compile(r"[A-Za-z]{2,}")
#: Names of files, addresses and keys.
KEY: Final = re.compile(r"[\w-]+[._/][\w./-]+|\b[a-z0-9]+(?:-[a-z0-9]+)+\b|\b[a-z]+\d\w*", re.ASCII)
#: Folders of the site; a page in another one fails a test of its own.
FOLDERS: Final = [
    f"{place}{folder}"
    for place in ("", "zh/")
    for folder in ("", "chapters", "clauses", "districts", "exhibits", "indicators", "reference")
]


def pages(site: Path, folder: str) -> list[str]:
    return sorted(str(path.relative_to(site)) for path in (site / folder).glob("*.html"))


def quoted() -> str:
    """Titles and publishers of statistics, which stand in the language they were published in."""
    sources = tables.load()["statistics_sources"]
    return "\n".join([*sources["title"], *sources["publisher"], *sources["published"]])


def terms() -> str:
    """Terms of the glossary in English."""
    return "\n" + "\n".join(tables.load()["glossary"]["name_en"])


def works() -> str:
    """Titles of works, and where they appeared, as the English page of methods has them."""
    text = (ROOT / "chapters/methods.md").read_text(encoding="utf-8")
    found = re.findall(r'"([^"\n]+)",|\*([^*\n]+)\*', text)
    return "\n" + "\n".join(title or journal for title, journal in found)


def codes() -> set[str]:
    """Words among the names and codes of the data package."""
    found = {"data", *tables.load()["documents"]["doc_id"]}
    for table in tables.schema()["resources"]:
        found.add(table["name"])
        for field in table.get("schema", {}).get("fields", []):
            found |= {field["name"], field["type"]}
            found |= {str(code) for code in field.get("constraints", {}).get("enum", [])}
    return set(WORD.findall(" ".join(found)))


def own_words(text: str, known: str) -> set[str]:
    """English words of a text that are neither names nor quoted from a source."""
    for line in sorted(known.splitlines(), key=len, reverse=True):
        # A year alone is no title, and stands in keys.
        text = text.replace(line, "\n") if WORD.search(line) else text
    left = [line for line in text.splitlines() if line.strip(" .,:;，。：；()") not in known]
    return set(WORD.findall(KEY.sub(" ", "\n".join(left)))) - NAMES


def test_no_page_is_left_out(site: Path) -> None:
    walked = [name for folder in FOLDERS for name in pages(site, folder)]
    assert sorted(walked) == sorted(str(path.relative_to(site)) for path in site.rglob("*.html"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_page_is_quiet_and_sound(
    site: Path,
    served: str,
    browser: Browser,
    record_property: Callable[[str, object], None],
    folder: str,
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    watch = Watch(context, served)
    names = pages(site, folder)
    wrong, known = [], quoted()
    for name in names:
        watch.visit(name)
        source = (site / name).read_text(encoding="utf-8")
        assert len(source.encode()) <= HEAVY, name
        found = [*watch.check("axe"), *watch.check("markup", source), *watch.wrong()]
        for text in watch.check("latin", source):
            named = {GLOSSARY: terms, METHODS: works}.get(name, str)()
            words = own_words(text, known + named) - (codes() if name == DICTIONARY else set())
            found += [f"English on a Chinese page: {word}" for word in sorted(words)]
        wrong += [f"{name}: {line}" for line in found]
    context.close()
    assert names
    assert watch.requests
    told = f"{len(names)} pages in {folder or '/'}, {len(watch.requests)} requests"
    record_property("told", f"opened in the browser: {told}")
    assert wrong == [], "\n".join(wrong)
