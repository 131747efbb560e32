"""What machines read of a page: schema.org records, and cards for pasted links."""

from __future__ import annotations

import functools
import json
from typing import Any, Final

from cqanalysis import citation, exports, tables
from cqanalysis.citation import TAG
from cqanalysis.drawing.canvas import DPI
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import EXHIBITS, THEMES, Exhibit
from cqanalysis.tables import Data

_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_LOCALES: Final[dict[Language, str]] = {"en": "en_GB", "zh": "zh_CN"}
_TYPES: Final = {
    "svg": "image/svg+xml", "png": "image/png", "csv": "text/csv", "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}  # fmt: skip
#: Pixels of a picture in 16:9, as it is published.
_CARD: Final = (round(9.6 * DPI), round(5.4 * DPI))


def record(page: str, data: Data, language: Language) -> str:
    """A page's schema.org record.

    Args:
        page: Path of the page without its ending.
        data: The data package.
        language: Of the edition.

    Returns:
        JSON-LD that can stand in a script element; "" for a page that has none.
    """
    exhibit = _exhibit(page)
    if exhibit is not None:
        content = _part(exhibit, data, language)
    elif page == "index":
        content = _book(language)
    else:
        return ""
    linked = {"@context": "https://schema.org", **content}
    # "<" could end the script element.
    return json.dumps(linked, ensure_ascii=False).replace("<", "\\u003c")


def card(page: str, data: Data, language: Language) -> dict[str, str]:
    """What a pasted link to an exhibit shows, in Open Graph's terms.

    Args:
        page: Path of the page without its ending.
        data: The data package.
        language: Of the edition.

    Returns:
        Content by property; nothing where no site address is configured, since
        a picture must be named by its whole address.
    """
    exhibit, where = _exhibit(page), citation.address(f"{page}.html", language)
    if exhibit is None or not where:
        return {}
    said = exhibit.said(data, language)
    tags = {
        "og:type": "article",
        "og:site_name": citation.book_title(language),
        "og:title": said.title,
        "og:description": said.finding,
        "og:url": where,
        "og:locale": _LOCALES[language],
    }
    if exhibit.kind == "figure":
        tags |= {
            "og:image": citation.address(f"exhibits/{exhibit.id}.png", language),
            "og:image:type": "image/png",
            "og:image:width": str(_CARD[0]),
            "og:image:height": str(_CARD[1]),
            "og:image:alt": said.alt,
            "twitter:card": "summary_large_image",
        }
    return tags


def _exhibit(page: str) -> Exhibit | None:
    return EXHIBITS.get(page.removeprefix("exhibits/")) if page.startswith("exhibits/") else None


@functools.cache
def _book(language: Language) -> dict[str, Any]:
    own = citation.metadata()
    return {
        "@type": ["Book", "Dataset"],
        "name": citation.book_title(language),
        "description": citation.edition(language)["description"],
        # The data stand once, at the root of the site.
        "distribution": [
            _file(f"{'../' * (language == 'zh')}data/datapackage.json", "application/json")
        ],
        "keywords": own["keywords"],
    } | _shared("index.html", language)


def _shared(page: str, language: Language) -> dict[str, Any]:
    """What every record of this book says."""
    own = citation.metadata()
    where = citation.address(page, language)
    author = str(citation.edition(language)["author"])
    return {
        "inLanguage": TAG[language],
        "creator": {"@type": "Organization", "name": author},
        "version": str(own["version"]),
        "datePublished": str(own["date-released"]),
        "dateModified": tables.as_of(),
        "license": _LICENCE,
        "isAccessibleForFree": True,
    } | ({"url": where} if where else {})


def _part(exhibit: Exhibit, data: Data, language: Language) -> dict[str, Any]:
    known = exports.record(exhibit, data, language)
    files = [
        _file(f"{exhibit.id}.{ending}", kind)
        for ending, kind in _TYPES.items()
        if ending in exports.formats_of(exhibit)
    ]
    return {
        "@type": "Dataset",
        "name": f"{known['number']} {known['title']}",
        "identifier": [exhibit.id, f"sha256:{known['data_sha256']}"],
        "description": known["finding"],
        "disambiguatingDescription": known["subtitle"],
        "about": THEMES[exhibit.theme][language],
        "variableMeasured": [column["title"] for column in known["columns"]],
        "isPartOf": {"@type": "CreativeWork", "name": citation.book_title(language)},
        "isBasedOn": [
            {"@type": "CreativeWork", "name": item["title"]}
            | ({"url": item["URL"]} if "URL" in item else {})
            for item in known["references"][1:]
        ],
        "citation": known["citation"],
        "distribution": files,
    } | _shared(f"exhibits/{exhibit.id}.html", language)


def _file(path: str, kind: str) -> dict[str, str]:
    """A file by its address relative to the page, which is its base."""
    return {"@type": "DataDownload", "contentUrl": path, "encodingFormat": kind}
