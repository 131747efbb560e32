"""The glossary, and the chapters' links to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from cqanalysis import tables
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import EXHIBITS, THEMES
from cqanalysis.site import terms

DATA = tables.load()
EDITION: dict[Language, str] = {"en": "", "zh": "zh/"}


def links(site: Path, language: Language, theme: str) -> list[str]:
    """Terms that a chapter links, in order."""
    page = site / f"{EDITION[language]}chapters/{theme}.html"
    found = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").select("a.cq-term")
    for link in found:
        assert link.find_parent(["h1", "h2", "h3", "a", "math"]) is None
    return [str(link["href"]).partition("#")[2] for link in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_longer_word_is_found_before_its_part(language: Language) -> None:
    words = list(terms.forms(DATA, language))
    for at, word in enumerate(words):
        assert not any(earlier in word and earlier != word for earlier in words[:at])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_means_two_terms(language: Language) -> None:
    every = [
        word.lower()
        for row in tables.records(DATA["glossary"])
        for word in [
            getattr(row, f"name_{language}"),
            *getattr(row, f"forms_{language}").split("|"),
        ]
        if word
    ]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chapter_links_a_term_once_and_every_term_is_used(site: Path, language: Language) -> None:
    known = terms.forms(DATA, language)
    used: set[str] = set()
    for theme in THEMES:
        found = links(site, language, theme)
        assert len(found) == len(set(found)) >= 3, theme
        page = site / f"{EDITION[language]}chapters/{theme}.html"
        text = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").get_text(" ").lower()
        used |= {key for word, key in known.items() if word.lower() in text}
    # In the prose a term is linked; in the words of a figure it may only be used.
    assert used == set(DATA["glossary"]["term"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_explains_every_term_in_both_languages(site: Path, language: Language) -> None:
    page = site / f"{EDITION[language]}reference/glossary.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    entries = soup.select("dl.cq-glossary dt")
    assert {str(entry["id"]) for entry in entries} == set(DATA["glossary"]["term"])
    for entry in entries:
        text = entry.get_text()
        assert re.search(r"[\u4e00-\u9fff]", text)
        assert re.search(r"[A-Za-z]{3}", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_is_one_link(site: Path, language: Language) -> None:
    for theme in THEMES:
        page = site / f"{EDITION[language]}chapters/{theme}.html"
        links_of = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").select("article ol li a")
        told = {str(link["href"]).removeprefix("#"): link.get_text() for link in links_of}
        assert len(told) == 3, theme
        for key, text in told.items():
            # The site sets typographic quotes.
            assert text.replace("’", "'") == EXHIBITS[key].said(DATA, language).finding.replace(
                "’", "'"
            )
