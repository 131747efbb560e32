"""Build both editions into one site: English at the root, Chinese under ``zh/``.

Each edition's sources are staged in a folder of their own, so that both have
the same page names. The site is built beside the old one and takes its place
only when everything has succeeded: bad input leaves no half-written site.
"""

from __future__ import annotations

import copy
import importlib.resources
import multiprocessing
import os
import shutil
from pathlib import Path
from typing import Any, Final

import yaml

from cqanalysis import citation, pace, tables
from cqanalysis.citation import formats
from cqanalysis.drawing.text import LANGUAGES, Language, number
from cqanalysis.site import addresses, cover, reference, searchindex
from cqanalysis.site.pages import LIBRARY, SCRIPTS
from cqanalysis.tables import ROOT

_HERE: Final = Path(__file__).parent
#: Where each edition keeps its sources, and where it stands in the site.
_SOURCES: Final[dict[Language, str]] = {"en": "chapters", "zh": "chapters/zh"}
_INDEX: Final[dict[Language, str]] = {"en": "index.md", "zh": "chapters/zh/index.md"}
_PLACE: Final[dict[Language, str]] = {"en": "", "zh": "zh"}
#: Of Jupyter Book's extensions those this book uses; the others add scripts.
_EXTENSIONS: Final = ("myst_nb", "jupyter_book", "sphinx_external_toc", "cqanalysis.site")


class BuildError(RuntimeError):
    """An edition could not be built."""


def build(folder: Path = ROOT / "_build") -> Path:
    """Build the site.

    Args:
        folder: Where to work; the site will be its ``html``.

    Returns:
        The site's start page.

    Raises:
        DataError: The data package breaks its schema; nothing is built.
        BuildError: Sphinx warned or failed; the site before stays as it was.
    """
    print("Checking the data package …", flush=True)
    data = tables.load()
    print(f"  {len(data.tables)} tables, {len(data['facts'])} facts, "
          f"{len(data['observations'])} observations", flush=True)  # fmt: skip
    fresh, site = folder / "html.new", folder / "html"
    for old in (fresh, folder / "stage", folder / "doctrees"):
        shutil.rmtree(old, ignore_errors=True)
    print("Building the English and the Chinese edition …", flush=True)
    # Two processes: Sphinx keeps global state, and each edition takes seconds.
    with multiprocessing.get_context("spawn").Pool(len(LANGUAGES)) as pool:
        failures = [f for f in pool.starmap(_edition, [(folder, la) for la in LANGUAGES]) if f]
    if failures:
        shutil.rmtree(fresh, ignore_errors=True)
        msg = "; ".join(failures)
        raise BuildError(msg)
    searchindex.write(fresh, fresh / "zh", "en")
    searchindex.write(fresh / "zh", fresh, "zh")
    # A reader of the site follows an id to its row without the repository.
    shutil.copytree(tables.DATA, fresh / "data")
    scripts(fresh / SCRIPTS)
    addresses.write(fresh)
    for edition in _PLACE.values():
        _tidy(fresh / edition)
    shutil.rmtree(site, ignore_errors=True)
    fresh.rename(site)
    pages = sorted(site.rglob("*.html"))
    size = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
    print(f"  {len(pages)} pages, {size:,} bytes", flush=True)
    return site / "index.html"


def stage(folder: Path, language: Language) -> Path:
    """Lay out one edition's sources as Sphinx wants them.

    Args:
        folder: The build folder.
        language: Of the edition.

    Returns:
        The staged folder, with ``_config.yml``, ``_toc.yml`` and the pages.
    """
    target = folder / "stage" / language
    (target / "chapters").mkdir(parents=True)
    shutil.copyfile(ROOT / _INDEX[language], target / "index.md")
    for notebook in sorted((ROOT / _SOURCES[language]).glob("*.ipynb")):
        shutil.copyfile(notebook, target / "chapters" / notebook.name)
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    chapters = {"caption": reference.captions(language), "chapters": toc.pop("chapters")}
    toc["parts"] = [chapters, *reference.write(target, target / "_extra", language)]
    (target / "_toc.yml").write_text(yaml.safe_dump(toc, allow_unicode=True), encoding="utf-8")
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    if language == "zh":
        edition = yaml.safe_load((ROOT / "chapters/zh/edition.yml").read_text(encoding="utf-8"))
        config = merge(config, edition)
    (target / "_config.yml").write_text(
        yaml.safe_dump(config, allow_unicode=True), encoding="utf-8"
    )
    return target


def scripts(folder: Path) -> None:
    """Put the scripts of long tables beside the pages that ask for them.

    Args:
        folder: Where to; made new.

    Raises:
        BuildError: The package that carries the library no longer holds a file.
    """
    folder.mkdir()
    library = importlib.resources.files("great_tables") / "js"
    for name in LIBRARY:
        try:
            content = (library / name).read_bytes()
        except OSError as error:
            msg = f"great_tables no longer carries {name}: {error}"
            raise BuildError(msg) from error
        (folder / name).write_bytes(content)
    for own in (_HERE / "assets").glob("*.js"):
        shutil.copyfile(own, folder / own.name)


def _tidy(edition: Path) -> None:
    """Take away what the libraries leave behind: working files, and assets that nothing names."""
    shutil.rmtree(edition / "jupyter_execute", ignore_errors=True)
    for left in ("objects.inv", ".buildinfo"):
        (edition / left).unlink()
    pages = "".join(path.read_text(encoding="utf-8") for path in edition.rglob("*.html"))
    assets = {path for path in (edition / "_static").rglob("*.*") if path.is_file()}
    used = {path for path in assets if path.name in pages}
    texts = [path for path in used if path.suffix in {".css", ".js"}]
    inner = "".join(path.read_text(encoding="utf-8") for path in texts)
    for path in assets - used:
        if path.name not in inner:
            path.unlink()


def numbers(language: Language) -> dict[str, str]:
    """What the cover computes instead of typing it.

    Args:
        language: Of the edition.

    Returns:
        Substitutions by name.
    """
    data = tables.load()
    return {
        "facts": number(len(data["facts"]), language=language),
        "tasks": number(len(data["tasks"])),
        "projects": number(len(data["projects"]), language=language),
        "measures": number(int((data["measures"]["instrument"] != "none").sum())),
        "conflicts": number(len(data["conflicts"])),
        "observations": number(len(data["observations"]), language=language),
        "about": number(100 * pace.ABOUT),
        "created": tables.as_of(),
        "citation": formats.plain(citation.book_item(language), language),
        "track": cover.track(data, language),
        "headlines": cover.findings(data, language),
        "counts": cover.counts(data, language),
    }


def merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """One mapping over another, level by level.

    Args:
        base: What holds where `over` says nothing.
        over: What is changed.

    Returns:
        A new mapping.
    """
    merged = copy.deepcopy(base)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            merged[key] = merge(below, value)
        else:
            merged[key] = copy.deepcopy(value)
    return merged


def _edition(folder: Path, language: Language) -> str:
    """Build one edition in this process; returns what failed, or ""."""
    from jupyter_book.sphinx import build_sphinx

    source = stage(folder, language)
    # Sphinx stamps some files with the time of the build unless it is given one.
    os.environ["SOURCE_DATE_EPOCH"] = "1767225600"
    result = build_sphinx(
        source,
        folder / "html.new" / _PLACE[language],
        path_config=source / "_config.yml",
        noconfig=True,
        doctreedir=folder / "doctrees" / language,
        confoverrides={
            "extensions": list(_EXTENSIONS),
            "latex_individualpages": False,
            "html_use_index": False,
            "templates_path": [str(_HERE / "templates")],
            "html_static_path": [str(_HERE / "assets" / "static")],
            "html_extra_path": ["_extra"],
            "locale_dirs": [str(_HERE / "locale")],
            "myst_substitutions": numbers(language),
        },
        quiet=True,
        warningiserror=True,
        keep_going=True,
    )
    if isinstance(result, int):
        return f"the {language} edition has warnings" if result else ""
    return f"the {language} edition failed: {result}"
