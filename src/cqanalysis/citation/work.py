"""The book as a work: its metadata, its title in each edition, its address."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

from cqanalysis.drawing.text import Language
from cqanalysis.tables import ROOT


@functools.cache
def metadata(path: Path = ROOT / "CITATION.cff") -> dict[str, Any]:
    """The book's metadata.

    Args:
        path: A CITATION.cff file.

    Returns:
        Its content.
    """
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


@functools.cache
def edition(language: Language) -> dict[str, Any]:
    """An edition's configuration.

    Args:
        language: Of the edition.

    Returns:
        The content of its file.
    """
    path = {"en": "_config.yml", "zh": "chapters/zh/edition.yml"}[language]
    content: dict[str, Any] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return content


def book_title(language: Language) -> str:
    """The book's title.

    Args:
        language: Of the edition.

    Returns:
        The title that the edition's configuration holds.
    """
    return str(edition(language)["title"])


def site() -> str:
    """The address that the site is published under.

    Returns:
        ``html: baseurl`` of the configuration, with a slash behind it, or ""
        where none is configured.
    """
    configured = str(edition("en")["html"].get("baseurl") or "")
    return f"{configured.rstrip('/')}/" if configured else ""


def address(page: str, language: Language) -> str:
    """Where a page of an edition is found.

    Args:
        page: Path from the edition's root, such as ``exhibits/a.html``; "" for its start.
        language: Of the edition.

    Returns:
        The whole address, or "" where no site address is configured.
    """
    base = site()
    return f"{base}{'zh/' if language == 'zh' else ''}{page}" if base else ""
