"""Words of the other language are marked as such: a screen reader then says them right.

Names, titles and quotations of both languages meet on every page, in prose, in
tables and in citations. They are marked in one place, when a page's body is
written, so that none is forgotten.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final

from cqanalysis.citation import TAG
from cqanalysis.drawing.text import Language

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_OTHER: Final[dict[Language, Language]] = {"en": "zh", "zh": "en"}
_RUNS: Final[dict[Language, re.Pattern[str]]] = {
    # Chinese characters with whatever stands between them that is not a Latin word.
    "zh": re.compile(
        r"[《〈“‘「『（【]?\d*[\u3400-\u9fff](?:[^A-Za-z]*[\u3400-\u9fff])?[》〉”’」』）】]*"
    ),
    # Three words or more: fewer are names, units and codes, which Chinese text takes in.
    "en": re.compile(r"[A-Za-z][\w'’.-]*(?:[,;:)]* +\(?[A-Za-z0-9][\w'’./-]*){2,}", re.ASCII),
}
#: What holds text only, and what is not read as words.
_PLAIN: Final = {"math", "option", "script", "select", "style", "svg", "textarea", "title"}


def mark(body: str, language: Language) -> str:
    """Mark runs of the other language in a page's body.

    Args:
        body: Markup.
        language: Of the page.

    Returns:
        The same markup, with ``<span lang>`` around each run that stood unmarked.
    """
    marker = _Marker(language)
    marker.feed(body)
    marker.close()
    return "".join(marker.written)


class _Marker(HTMLParser):
    """Copies markup; knows at each text in what language it is said to be."""

    def __init__(self, language: Language) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self._own = TAG[language]
        other = _OTHER[language]
        self._runs, self._tag = _RUNS[other], TAG[other]
        #: Open elements: name, language, whether marks may stand in it.
        self._open: list[tuple[str, str, bool]] = [("", self._own, True)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        _, language, marks = self._open[-1]
        said = dict(attrs).get("lang") or language
        self._open.append((tag, said, marks and tag not in _PLAIN))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag, attrs
        self.written.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.written.append(f"</{tag}>")
        # What has no end, as a line break, closes with its parent.
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at][0] == tag:
                del self._open[at:]
                break

    def handle_data(self, data: str) -> None:
        _, language, marks = self._open[-1]
        if marks and language == self._own:
            data = self._runs.sub(rf'<span lang="{self._tag}">\g<0></span>', data)
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.written.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.written.append(f"<!--{data}-->")


def _mark(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    del pagename, templatename, doctree
    if "body" in context:
        language: Language = "zh" if str(app.config.language).startswith("zh") else "en"
        context["body"] = mark(context["body"], language)


def setup(app: Sphinx) -> None:
    """Register the hook."""
    app.connect("html-page-context", _mark)
