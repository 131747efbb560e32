"""Exhibits stored in notebooks become links to the files and the page of the exhibit.

The notebook carries picture and data as data URIs. The site puts in their
place the files that lie beside the exhibit's page, and refuses an output that
is not what the exhibit draws from today's data: a stale figure is not published.
An explorer stays as it is stored, and is held to the data in the same way.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform

from cqanalysis import tables
from cqanalysis.chapter import explorer_html, figure_html
from cqanalysis.drawing.canvas import SHAPES
from cqanalysis.drawing.plot import PAPER
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import Exhibit, find, find_explorer, number
from cqanalysis.exports import SUFFIX
from cqanalysis.site.reference.exhibits import picture

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FIGURE: Final = re.compile(r'<figure class="cq-exhibit" id="([a-z0-9-]+)">')
_EXPLORER: Final = re.compile(r'<figure class="cq-explorer" id="([a-z0-9-]+)"')
_IMAGE: Final = re.compile(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="([^"]*)"[^>]*>')
_CSV: Final = re.compile(r'href="data:text/csv;base64,[^"]+"')
_PAGE: Final[dict[Language, str]] = {
    "en": "Page of {}: downloads, data, citation",
    "zh": "{}专页：下载、数据、引用",
}


class Publish(SphinxPostTransform):
    """Replace the data URIs of exhibits by links."""

    # After myst-nb has chosen what each cell shows (4).
    default_priority = 10
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Transform one page."""
        language: Language = "zh" if str(self.config.language).startswith("zh") else "en"
        depth = self.app.builder.get_target_uri(self.env.docname).count("/")
        for node in self.document.findall(nodes.raw):
            stored = node.astext()
            if found := _FIGURE.search(stored):
                page = self._publish(find(found[1]), stored, language, "../" * depth)
                node[:] = [nodes.Text(page)]
            elif found := _EXPLORER.search(stored):
                drawn = explorer_html(find_explorer(found[1]), tables.load(), language)
                self._hold(found[1], stored, drawn)
                # The site's policy allows no style in a page: its sheet says the same.
                node[:] = [nodes.Text(stored.replace(f' style="{PAPER}"', ""))]

    def _hold(self, key: str, stored: str, drawn: str) -> None:
        """Refuse what is not drawn from today's data."""
        if stored.strip() != drawn.strip():
            msg = f"{self.env.docname}: {key} is stale: run «make notebooks»"
            raise ExtensionError(msg)

    def _publish(self, record: Exhibit, stored: str, language: Language, up: str) -> str:
        data = tables.load()
        self._hold(record.id, stored, figure_html(record, data, language))
        base = f"{up}exhibits/"
        page = _CSV.sub(f'href="{base}{record.id}.csv"', stored)
        words = _PAGE[language].format(number(record, language))
        page = page.replace("</code> ", f'</code> <a href="{base}{record.id}.html">{words}</a> ')
        image = _IMAGE.search(page)
        if image is None:
            return page
        svgs = {
            f"{record.id}{SUFFIX[shape]}.svg": record.picture(data, language, shape)
            for shape in SHAPES
        }
        drawn = picture(record, html.unescape(image[1]), base, svgs, lazy=True)
        linked = f'<a href="{base}{record.id}.html">{drawn}</a>'
        return page[: image.start()] + linked + page[image.end() :]


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(Publish)
