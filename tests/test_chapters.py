from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from markdown_it import MarkdownIt

from cqanalysis import tables
from cqanalysis.chapter import Chapter
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import EXHIBITS, PROSE
from cqanalysis.tables import ROOT

DATA = tables.load()

ENGLISH = sorted((ROOT / "chapters").glob("*.ipynb"))
CHINESE = sorted((ROOT / "chapters" / "zh").glob("*.ipynb"))
MARKDOWN = [ROOT / "index.md", ROOT / "chapters" / "zh" / "index.md"]

#: What a sentence may hold without a row behind it: a year or month, a formula, a name
#: with a number in it, a licence.
ALLOWED = re.compile(
    r"\$\$.*?\$\$|\$[^$]+\$|\((?:growth|beta)-[a-z]+\)|\{eq\}`[^`]+`|\{\{[^}]+\}\}"
    r"|(?:19|20)\d\d(?:年\d{1,2}月|[–—-](?:19|20)\d\d)?s?|1[34]th|GB/T 7714"
    r"|Attribution 4\.0|署名 4\.0|\]\([^)]*\)",
    re.DOTALL,
)


def read(path: Path) -> Any:
    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]


def test_there_are_chapters_in_both_languages() -> None:
    assert ENGLISH
    assert [p.name for p in ENGLISH] == [p.name for p in CHINESE]


@pytest.mark.parametrize(("english", "chinese"), list(zip(ENGLISH, CHINESE, strict=True)))
def test_both_editions_have_the_same_cells(english: Path, chinese: Path) -> None:
    one, two = read(english).cells, read(chinese).cells
    assert [(c.id, c.cell_type) for c in one] == [(c.id, c.cell_type) for c in two]
    assert len({c.id for c in one}) == len(one)
    for a, b in zip(one, two, strict=True):
        if a.cell_type == "code":
            assert a.source.replace('language="en"', 'language="zh"') == b.source
        else:
            assert a.source != b.source


@pytest.mark.parametrize("path", [*ENGLISH, *CHINESE], ids=lambda p: str(p.relative_to(ROOT)))
def test_a_code_cell_is_one_line_and_was_executed(path: Path) -> None:
    for cell in read(path).cells:
        if cell.cell_type != "code":
            continue
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= 2, cell.source
        assert cell.execution_count
        assert cell.id == "setup" or cell.outputs
        # The page shows what the code makes, not the code.
        assert cell.metadata == {"tags": ["remove-input"]}
        assert all(o.output_type == "execute_result" for o in cell.outputs)


@pytest.mark.parametrize("path", [*ENGLISH, *CHINESE], ids=lambda p: str(p.relative_to(ROOT)))
def test_a_chapter_shows_every_exhibit_of_its_theme(path: Path) -> None:
    source = "\n".join(c.source for c in read(path).cells if c.cell_type == "code")
    shown = re.findall(r'book\.show\("([^"]+)"\)', source)
    assert sorted(shown) == sorted(e.id for e in EXHIBITS.values() if e.theme == path.stem)
    assert 6 <= len(shown) <= 9
    assert source.count("book.explore(") == 1
    said = set(re.findall(r'book\.say\("([^"]+)"\)', source))
    assert said == set(PROSE[path.stem])
    assert len(re.findall(r'"([^"]+)"', re.findall(r"book\.findings\(([^)]*)\)", source)[0])) == 3


def prose(path: Path) -> str:
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    return "\n\n".join(c.source for c in read(path).cells if c.cell_type == "markdown")


@pytest.mark.parametrize(
    "path", [*ENGLISH, *CHINESE, *MARKDOWN], ids=lambda p: str(p.relative_to(ROOT))
)
def test_prose_holds_no_typed_number(path: Path) -> None:
    left = ALLOWED.sub(" ", prose(path))
    found = [line.strip() for line in left.splitlines() if re.search(r"\d", line)]
    assert not found


#: Words, or Chinese characters, that a reader takes in a minute.
SPEED: dict[Language, int] = {"en": 230, "zh": 400}


@pytest.mark.parametrize("path", [*ENGLISH, *CHINESE], ids=lambda p: str(p.relative_to(ROOT)))
def test_a_chapter_is_read_in_a_quarter_of_an_hour(path: Path) -> None:
    language: Language = "zh" if path in CHINESE else "en"
    said = [paragraph(DATA, language) for paragraph in PROSE[path.stem].values()]
    for exhibit in EXHIBITS.values():
        if exhibit.theme == path.stem:
            words = exhibit.said(DATA, language)
            said += [words.title, words.subtitle, words.note]
    text = " ".join([re.sub(r"\$\$.*?\$\$", " ", prose(path), flags=re.DOTALL), *said])
    unit = r"[\u4e00-\u9fff]|[A-Za-z0-9.,%]+" if language == "zh" else r"\S+"
    minutes = len(re.findall(unit, text)) / SPEED[language]
    assert 5 < minutes < 15


def test_the_number_rule_finds_a_typed_number() -> None:
    assert re.search(r"\d", ALLOWED.sub(" ", "In 2025 the ratio was 2.35."))
    assert not re.search(r"\d", ALLOWED.sub(" ", "In 2025 the ratio fell; $R_0$."))


@pytest.mark.parametrize("path", [*CHINESE, MARKDOWN[1]], ids=lambda p: str(p.relative_to(ROOT)))
def test_chinese_markdown_has_no_trap(path: Path) -> None:
    computed = [said(DATA, "zh") for said in PROSE.get(path.stem, {}).values()]
    text = "\n\n".join([prose(path), *computed])
    # A line break between two Chinese characters becomes a blank on the page.
    assert not re.search(r"[\u4e00-\u9fff，。；：、]\n[\u4e00-\u9fff]", text)
    # Emphasis that ends at full-width punctuation stays literal.
    assert "**" not in MarkdownIt("commonmark").render(text)
    # Half-width commas and stops belong to English.
    assert not re.search(r"[\u4e00-\u9fff][,;:?!]", text)


def test_an_unknown_chapter_or_paragraph_lists_those_that_exist() -> None:
    with pytest.raises(KeyError, match="integration"):
        Chapter("economy", language="en")
    with pytest.raises(KeyError, match="target-status"):
        Chapter("integration", language="en").say("targets")
