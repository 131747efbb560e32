"""The search index of a book in two scripts: Chinese words and stemmed English ones."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from sphinx.search.zh import SearchChinese

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Shorter than this a stem is no longer the word: an acronym stays whole.
_SHORT = 3


class SearchBoth(SearchChinese):
    """Sphinx's Chinese search, with a stemmer that does not slow down with the book.

    The library looks up each word in a list of all English words met so far,
    which takes a minute for some two hundred pages; the answer is the same.
    """

    def split(self, input: str) -> list[str]:  # noqa: A002 - the library's name
        """Words of a text: Chinese ones and English ones."""
        words = super().split(input)
        self.latin_terms.clear()
        return words

    def stem(self, word: str) -> str:
        """A word's stem; English only."""
        return self._stem(word.lower())

    @functools.cache  # noqa: B019 - one index an edition, for the length of a build
    def _stem(self, word: str) -> str:
        stem: str = self.stemmer.stemWord(word)
        latin = self.latin1_letters.fullmatch(word) is not None
        return word if latin and len(word) >= _SHORT > len(stem) else stem


def setup(app: Sphinx) -> None:
    """Take the place of the library's Chinese search."""
    app.add_search_language(SearchBoth)
