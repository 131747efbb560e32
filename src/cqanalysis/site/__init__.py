"""The site: a Sphinx extension for both editions, and the program that builds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqanalysis.site import anchors, figures, languages, mathml, pages, search, terms

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension's parts with Sphinx."""
    anchors.setup(app)
    figures.setup(app)
    languages.setup(app)
    mathml.setup(app)
    pages.setup(app)
    search.setup(app)
    terms.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
