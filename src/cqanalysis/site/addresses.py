"""What a web server wants beside the pages: a page for a missing address, a map, robots.txt."""

from __future__ import annotations

import base64
import hashlib
import html
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from cqanalysis import citation
from cqanalysis.drawing.text import LANGUAGES, Language

_STYLE: Final = (
    "body{max-width:34em;margin:4em auto;padding:0 1em;font:1.0625rem/1.6 system-ui,sans-serif}"
    "h1,h2{font-size:1.5rem}a{color:inherit}section{margin-bottom:3em}"
)
_MISSING: Final[dict[Language, tuple[str, str, str]]] = {
    "en": (
        "There is no page at this address",
        "The address may be misspelt, or the page has moved. Begin at the cover:",
        "If that leads nowhere, delete the end of the address, up to the folder of the book.",
    ),
    "zh": (
        "此处没有页面",
        "网址可能有误，或页面已经移动。请从封面进入：",
        "如仍无法打开，请删去网址末尾部分，只保留到本书所在的目录。",
    ),
}
_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{english}
{chinese}
</main>
</body>
</html>
"""
_MAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LINK: Final = "{http://www.w3.org/1999/xhtml}link"


def write(site: Path) -> None:
    """Write the page for a missing address and, where one is configured, what names addresses.

    Args:
        site: The built site.
    """
    (site / "404.html").write_text(missing(), encoding="utf-8")
    if citation.site():
        pages = [
            str(path.relative_to(site / "zh")) for path in sorted((site / "zh").rglob("*.html"))
        ]
        (site / "sitemap.xml").write_bytes(
            sitemap([name for name in pages if name != "search.html"])
        )
        (site / "robots.txt").write_text(
            f"User-agent: *\nAllow: /\nSitemap: {citation.site()}sitemap.xml\n", encoding="utf-8"
        )


def missing() -> str:
    """The page that a server shows for a missing address, whatever its depth.

    It can name no file beside it, so its style stands in it, allowed by its hash. Its links are
    whole addresses where one is configured; else they lead on from the top of the site only, and
    the page says what else to do.

    Returns:
        The page, in both languages.
    """
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    return _PAGE.format(
        policy=f"default-src 'none'; style-src 'sha256-{digest}'",
        title=_MISSING["en"][0],
        style=_STYLE,
        english=_section("en", "h1", "index.html"),
        chinese=_section("zh", "h2", "zh/index.html"),
    )


def _section(language: Language, heading: str, beside: str) -> str:
    title, lead, otherwise = _MISSING[language]
    cover = citation.address("index.html", language)
    link = f'<a href="{cover or beside}">{html.escape(citation.book_title(language))}</a>'
    rest = "" if cover else f"<p>{otherwise}</p>\n"
    return (
        f'<section lang="{citation.TAG[language]}">\n<{heading}>{title}</{heading}>\n'
        f"<p>{lead} {link}</p>\n{rest}</section>"
    )


def sitemap(pages: list[str]) -> bytes:
    """The map of the site, each page with its other edition.

    Args:
        pages: Paths from an edition's root.

    Returns:
        The XML file.
    """
    ElementTree.register_namespace("", _MAP)
    ElementTree.register_namespace("xhtml", "http://www.w3.org/1999/xhtml")
    root = ElementTree.Element(f"{{{_MAP}}}urlset")
    for page in pages:
        where = {language: citation.address(page, language) for language in LANGUAGES}
        for address in where.values():
            entry = ElementTree.SubElement(root, f"{{{_MAP}}}url")
            ElementTree.SubElement(entry, f"{{{_MAP}}}loc").text = address
            for language, other in where.items():
                ElementTree.SubElement(
                    entry, _LINK, rel="alternate", hreflang=citation.TAG[language], href=other
                )
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
