"""Terms of the glossary become links where a chapter first uses them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from cqanalysis import tables
from cqanalysis.drawing.text import Language
from cqanalysis.tables import Data, records

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The page of the glossary, seen from a chapter.
_PAGE: Final = "../reference/glossary.html"
#: Where no link is put: in links, headings, formulas and code.
_CLOSED: Final = (nodes.reference, nodes.title, nodes.math, nodes.math_block, nodes.literal)


def forms(data: Data, language: Language) -> dict[str, str]:
    """The words that mean each term.

    Args:
        data: The data package.
        language: Of the words.

    Returns:
        Key of the term by word, the longest word first, so that it is found before its parts.
    """
    found = {
        word: row.term
        for row in records(data["glossary"])
        for word in (
            getattr(row, f"name_{language}"),
            *getattr(row, f"forms_{language}").split("|"),
        )
        if word
    }
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


class Terms(SphinxPostTransform):
    """Link each term once a chapter."""

    # Behind the references, whose texts are links already.
    default_priority = 20
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Transform one page."""
        if not self.env.docname.startswith("chapters/"):
            return
        language: Language = "zh" if str(self.config.language).startswith("zh") else "en"
        known = forms(tables.load(), language)
        # English words end where letters end; Chinese is written without spaces.
        edge = r"\b" if language == "en" else ""
        words = "|".join(re.escape(word) for word in known)
        pattern = re.compile(f"{edge}(?:{words}){edge}", re.IGNORECASE)
        keys = {word.lower(): key for word, key in known.items()}
        linked: set[str] = set()
        for text in list(self.document.findall(nodes.Text)):
            if not _closed(text):
                _link(text, pattern, keys, linked)


def _closed(node: nodes.Node) -> bool:
    above = node.parent
    # A link written as markup opens in one sibling and closes in another.
    for before in reversed(above.children[: above.index(node)]):
        if isinstance(before, nodes.raw) and re.match("</?a\\b", before.astext()):
            if before.astext().startswith("<a"):
                return True
            break
    while above is not None:
        if isinstance(above, (*_CLOSED, nodes.raw)):
            return True
        above = above.parent
    return False


def _link(
    text: nodes.Text, pattern: re.Pattern[str], keys: dict[str, str], linked: set[str]
) -> None:
    """Put links into one text; `linked` are the terms that have theirs, and grows."""
    whole, at, parts = text.astext(), 0, []
    for found in pattern.finditer(whole):
        key = keys[found[0].lower()]
        if key in linked:
            continue
        linked.add(key)
        parts.append(nodes.Text(whole[at : found.start()]))
        target = f"{_PAGE}#{key}"
        parts.append(
            nodes.reference("", found[0], internal=True, refuri=target, classes=["cq-term"])
        )
        at = found.end()
    if parts:
        parent = text.parent
        place = parent.index(text)
        parent[place : place + 1] = [
            part for part in (*parts, nodes.Text(whole[at:])) if part.astext()
        ]


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(Terms)
