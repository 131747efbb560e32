"""The glossary: each term of the book in both languages, explained once."""

from __future__ import annotations

from typing import Any, Final

from cqanalysis.citation import TAG
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.site.reference.lookup import Lookup
from cqanalysis.site.reference.markup import Page, escape
from cqanalysis.tables import records

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "Glossary",
        "lead": "What this book's terms mean. A chapter links a term where it first uses it. Terms of the plans are given "
        "in the plans' own Chinese; the explanations are this book's.",
    },
    "zh": {
        "title": "术语表",
        "lead": "本书所用术语的含义；各章首次用到某个术语时链接至此。规划用语照录原词，解释由本书撰写。",
    },
}  # fmt: skip


def page(lookup: Lookup) -> Page:
    """The page ``reference/glossary``.

    Args:
        lookup: The edition's names and cross-references.

    Returns:
        The page; a term's key is its anchor.
    """
    words, own = _WORDS[lookup.language], lookup.language
    other = next(language for language in LANGUAGES if language != own)
    found = Page("reference/glossary", words["title"], own)
    found.text(words["lead"])
    entries = []
    for row in sorted(records(lookup.data["glossary"]), key=lambda r: _order(r, own)):
        name, foreign = getattr(row, f"name_{own}"), getattr(row, f"name_{other}")
        entries.append(
            f'<dt id="{row.term}"><b>{escape(name)}</b> <span lang="{TAG[other]}">{escape(foreign)}</span></dt>\n'
            f"<dd>{escape(getattr(row, f'definition_{own}'))}</dd>"
        )
    found.raw('<dl class="cq-glossary">\n' + "\n".join(entries) + "\n</dl>")
    return found


def _order(row: Any, language: Language) -> bytes:
    # The common characters stand in this code in the order of their sounds.
    return str(getattr(row, f"name_{language}")).casefold().encode("gb18030")
