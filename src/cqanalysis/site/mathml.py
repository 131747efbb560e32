"""Mathematics as MathML, written at build time: the page needs no script for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LOG = logging.getLogger(__name__)
_CONVERTER = LatexToMathML()


def _mathml(tex: str, node: nodes.Node, *, block: bool) -> str:
    """LaTeX to MathML; what cannot be converted is a warning, and so an error."""
    try:
        return str(_CONVERTER.convert_with_local_state(tex, displaystyle=block))
    except LatexError as error:
        _LOG.warning("mathematics: %s", error, location=node, type="cq", subtype="math")
        return ""


def _inline(translator: Any, node: nodes.Element) -> None:
    translator.body.append(_mathml(node.astext(), node, block=False))
    raise nodes.SkipNode


def _display(translator: Any, node: nodes.Element) -> None:
    # The theme wraps it in a container, which carries the anchor.
    # It may scroll, and a numbered one holds a link that takes the focus.
    focus = "" if node["number"] else ' tabindex="0"'
    translator.body.append(f'<div class="cq-math"{focus}>')
    translator.body.append(_mathml(node.astext().strip(), node, block=True))
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Offer the renderer as ``html_math_renderer: mathml``."""
    app.add_html_math_renderer("mathml", (_inline, None), (_display, None))
