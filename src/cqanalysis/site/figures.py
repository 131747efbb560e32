"""Exhibits stored in notebooks become files of the site.

The notebook carries picture and data as data URIs. The site writes them as
files, adds the column shape for narrow screens, and refuses an output that is
not what the exhibit draws from today's data: a stale figure is not published.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform

from cqanalysis import tables
from cqanalysis.chapter import figure_html
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import Exhibit, find

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER: Final = "_exhibits"
#: Screens that get the column shape.
_NARROW: Final = "(max-width: 40em)"
_FIGURE: Final = re.compile(r'<figure class="cq-exhibit" id="([a-z0-9-]+)">')
_IMAGE: Final = re.compile(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="([^"]*)"[^>]*>')
_CSV: Final = re.compile(r'href="data:text/csv;base64,[^"]+" download="[^"]+"')
_SIZE: Final = re.compile(r'<svg width="([\d.]+)pt" height="([\d.]+)pt"')


class Publish(SphinxPostTransform):
    """Replace the data URIs of exhibits by links to files."""

    # After myst-nb has chosen what each cell shows (4).
    default_priority = 10
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Transform one page."""
        language: Language = "zh" if str(self.config.language).startswith("zh") else "en"
        depth = self.app.builder.get_target_uri(self.env.docname).count("/")
        for node in self.document.findall(nodes.raw):
            found = _FIGURE.search(node.astext())
            if found:
                record = find(found[1])
                page = self._publish(record, node.astext(), language, "../" * depth)
                node.children[:] = [nodes.Text(page)]

    def _publish(self, record: Exhibit, stored: str, language: Language, up: str) -> str:
        data = tables.load()
        if stored.strip() != figure_html(record, data, language).strip():
            msg = f"{self.env.docname}: {record.id} is stale: run «make notebooks»"
            raise ExtensionError(msg)
        folder = Path(self.app.outdir) / FOLDER
        folder.mkdir(exist_ok=True)
        # The byte-order mark is for Chinese Excel.
        (folder / f"{record.id}.csv").write_text("\ufeff" + record.csv(data), encoding="utf-8")
        base = f"{up}{FOLDER}/{record.id}"
        page = _CSV.sub(f'href="{base}.csv" download="{record.id}.csv"', stored)
        if record.kind == "table":
            return page
        wide, column = (record.picture(data, language, shape) for shape in ("wide", "column"))
        (folder / f"{record.id}.svg").write_text(wide, encoding="utf-8")
        (folder / f"{record.id}-column.svg").write_text(column, encoding="utf-8")
        image = _IMAGE.search(page)
        if image is None:
            msg = f"{self.env.docname}: {record.id} holds no picture"
            raise ExtensionError(msg)
        picture = (
            f'<picture><source media="{_NARROW}" srcset="{base}-column.svg" {_size(column)}>'
            f'<img src="{base}.svg" alt="{image[1]}" loading="lazy" decoding="async" {_size(wide)}>'
            "</picture>"
        )
        page = page[: image.start()] + picture + page[image.end() :]
        names = {"en": ("SVG", "SVG, narrow"), "zh": ("SVG图", "SVG图（窄幅）")}[language]
        links = "".join(
            f'<a href="{base}{suffix}.svg" download="{record.id}{suffix}.svg">{name}</a> '
            for suffix, name in zip(("", "-column"), names, strict=True)
        )
        return page.replace("</code> ", f"</code> {links}")


def _size(svg: str) -> str:
    """Width and height in CSS pixels, so that the page does not jump."""
    found = _SIZE.match(svg)
    if found is None:
        msg = f"no size in the picture: {svg[:80]}"
        raise ExtensionError(msg)
    width, height = (round(float(points) * 4 / 3) for points in found.groups())
    return f'width="{width}" height="{height}"'


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(Publish)
