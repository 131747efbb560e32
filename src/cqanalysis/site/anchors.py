"""Anchors of sections, the same in both editions: a heading's words differ, its place does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The notebook reader counts the lines of its cells from multiples of this, one for the first.
_CELL: Final = 10_000


class Anchors(SphinxTransform):
    """Name sections by their cell in a notebook, by their target elsewhere, the first "title"."""

    # Behind the library's own, which pass targets on to sections.
    default_priority = 700

    def apply(self) -> None:
        """Rename the sections of one page."""
        source = Path(self.env.doc2path(self.env.docname))
        cells = (
            [str(cell["id"]) for cell in json.loads(source.read_text(encoding="utf-8"))["cells"]]
            if source.suffix == ".ipynb"
            else []
        )
        for section in self.document.findall(nodes.section):
            if section.parent is self.document:
                section["ids"] = ["title"]
            elif cells:
                section["ids"] = [cells[(section.line or 0) // _CELL - 1]]
            else:
                written = [name for name in section["names"] if self.document.nametypes[name]]
                targets = [self.document.nameids[name] for name in written]
                # Without one the heading's own remains, and the editions differ: a test says so.
                section["ids"] = targets or section["ids"]


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(Anchors)
