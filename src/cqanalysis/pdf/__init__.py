"""The book proper as one PDF of an edition, printed by the machine's Chromium.

The built pages are put together into one document (`assemble`), which is
printed twice: where things stand is known after the first time, and the second
writes it into the contents.
"""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, Playwright, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    BooleanObject,
    Destination,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from cqanalysis import citation
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.pdf.document import assemble

#: Where the browser may be found, and the first version that sets page numbers in the margin.
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_OLDEST: Final = 131
_FONTCONFIG: Final = Path(__file__).parent / "fonts.conf"


class PDFError(RuntimeError):
    """The PDFs cannot be printed on this machine, or from this site."""


def write(site: Path, folder: Path) -> list[Path]:
    """Print each edition's book.

    Args:
        site: The built site.
        folder: Where to; made if it does not exist.

    Returns:
        The files, named after the book and the edition.

    Raises:
        PDFError: The site is not built, or there is no Chromium that is new enough.
    """
    if not (site / "index.html").exists():
        msg = f"there is no site in {site}; «make book» builds it"
        raise PDFError(msg)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    with sync_playwright() as driver:
        browser = launch(driver)
        for language in LANGUAGES:
            files.append(folder / f"{citation.BOOK}-{language}.pdf")
            files[-1].write_bytes(book(site, language, browser))
        browser.close()
    return files


def book(site: Path, language: Language, browser: Browser) -> bytes:
    """Print one edition.

    Args:
        site: The built site.
        language: Of the edition.
        browser: That prints.

    Returns:
        The PDF, tagged, with bookmarks.

    Raises:
        ValueError: A character that the bundled typeface lacks.
    """
    first = PdfReader(io.BytesIO(_printed(browser, assemble(site, language))))
    numbers = {
        str(name).removeprefix("/"): number + 1
        for name, where in first.named_destinations.items()
        if isinstance(where, Destination)
        and (number := first.get_destination_page_number(where)) is not None
    }
    return _described(_printed(browser, assemble(site, language, numbers)), language)


def launch(driver: Playwright, *arguments: str) -> Browser:
    """Open the machine's Chromium, with the bundled typefaces for all it knows.

    Without any typeface it sets no text at all, not even in those a page brings along;
    with those of the machine, text would look different elsewhere.

    Args:
        driver: Playwright.
        arguments: For Chromium.

    Returns:
        The browser, which the caller closes.

    Raises:
        PDFError: There is no Chromium, or none that is new enough.
    """
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        msg = f"no Chromium is installed (looked for {', '.join(_NAMES)})"
        raise PDFError(msg)
    browser = driver.chromium.launch(
        executable_path=path,
        # A container's user may be root, which the sandbox refuses.
        args=["--no-sandbox", *arguments],
        env={**os.environ, "FONTCONFIG_FILE": str(_FONTCONFIG)},
    )
    if int(browser.version.split(".")[0]) < _OLDEST:
        msg = f"Chromium {_OLDEST} or newer is needed for page numbers, not {browser.version}"
        raise PDFError(msg)
    return browser


def _printed(browser: Browser, document: str) -> bytes:
    # From a file: only such a page may ask for the site's files.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.html"
        path.write_text(document, encoding="utf-8")
        page = browser.new_page()
        page.goto(path.as_uri(), wait_until="load")
        printed = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
        page.close()
    return printed


def _described(printed: bytes, language: Language) -> bytes:
    """With the book's metadata, and dated by its release rather than by the clock."""
    writer = PdfWriter(clone_from=io.BytesIO(printed))
    work, edition = citation.metadata(), citation.edition(language)
    released = f"D:{str(work['date-released']).replace('-', '')}000000Z"
    writer.metadata = {
        "/Title": citation.book_title(language),
        "/Author": str(edition["author"]),
        "/Subject": str(edition["description"]).strip(),
        "/Keywords": ", ".join(work["keywords"]),
        "/CreationDate": released,
        "/ModDate": released,
    }
    writer.root_object[NameObject("/Lang")] = TextStringObject(citation.TAG[language])
    # Readers show the title rather than the file's name.
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    writer.pdf_header = PdfReader(io.BytesIO(printed)).pdf_header
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
