from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from cqanalysis import tables
from cqanalysis.tables import ROOT


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in names.split("\0") if name]


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    version = project["version"]
    assert citation["version"] == version
    assert tables.schema()["version"] == version
    assert re.search(rf"^## {re.escape(version)} ", changes, re.MULTILINE)


def test_every_requirement_says_why() -> None:
    for line in (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines():
        if line.startswith(("ipykernel", "ipywidgets", "nbclient", "nbformat", "numpy", "pandas")):
            continue
        if line and not line.startswith("#") and "==" not in line:
            assert "#" in line or line in ("mypy", "setuptools", "types-PyYAML", "wheel"), line


def test_the_lock_is_hashed() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^[A-Za-z0-9_.-]+(?:\[[^\]]+\])?==\S+", lock, re.MULTILINE)
    assert len(pinned) > 100
    assert lock.count("--hash=sha256:") >= len(pinned)


def test_no_official_sentence_is_in_the_repository() -> None:
    # Facts carry over, sentences do not: where the texts are at hand, no text
    # file of the project shares a run of characters as long as a sentence.
    texts = sorted((ROOT.parent / "shared" / "sources").glob("*.txt"))
    if not texts:
        pytest.skip("the official texts are not beside the checkout: nothing was compared")
    run = 24
    clean = re.compile(r"[^\u4e00-\u9fff]")
    known = set()
    for text in texts:
        characters = clean.sub("", text.read_text(encoding="utf-8"))
        known |= {characters[i : i + run] for i in range(len(characters) - run)}
    # A title or heading is a name, and may be longer than a run: a character no text
    # has stands for it.
    data = tables.load()
    titles = [*data["documents"]["title_zh"], *data["clauses"]["title_zh"]]
    titles = sorted((t for t in titles if len(clean.sub("", t)) >= run), key=len, reverse=True)
    # So is a body: a list of them, in whatever order, is no sentence either.
    bodies = data["agencies"]
    names = {name for cell in [*bodies["name_zh"], *bodies["aliases"]] for name in cell.split("|")}
    titles += sorted(names - {""}, key=len, reverse=True)
    compared = 0
    for path in tracked():
        if path.suffix not in (".py", ".md", ".csv", ".ipynb", ".yml", ".json", ".html", ".po"):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            # A list of names is no sentence: a name ends at its bar.
            line = line.replace("|", "龘")
            for title in titles if len(line) >= run else ():
                line = line.replace(title, "龘")
            characters = clean.sub("", line)
            compared += len(characters)
            for i in range(len(characters) - run):
                assert characters[i : i + run] not in known, (
                    f"{path.name}: {characters[i : i + run]}"
                )
    print(f"{compared} characters compared with {len(known)} runs", file=sys.stderr)
    assert compared > 10_000
