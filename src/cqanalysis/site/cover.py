"""The cover at a glance: what the book found, and what it holds."""

from __future__ import annotations

from typing import Final

from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits import HEADLINES, find
from cqanalysis.exhibits import number as numbered
from cqanalysis.site.reference.exhibits import thumbnail
from cqanalysis.site.reference.markup import escape
from cqanalysis.tables import Data

#: What is counted: a label, and the page that lists it.
_COUNTED: Final[dict[str, tuple[str, dict[Language, str]]]] = {
    "facts": ("indicators/index", {"en": "numbers of five plans, each with its clause", "zh": "个规划数字，逐一注明条款"}),
    "observations": ("reference/sources", {"en": "observed values with source and vintage", "zh": "个统计观测值，注明来源与版本"}),
    "tasks": ("reference/tasks", {"en": "numbered tasks and who carries them", "zh": "项编号任务及其责任单位"}),
    "conflicts": ("reference/conflicts", {"en": "places where documents disagree", "zh": "处文件间不一致"}),
}  # fmt: skip


def findings(data: Data, language: Language) -> str:
    """The headlines of the book, each with its figure.

    Args:
        data: The data package.
        language: Of the edition.

    Returns:
        A list in HTML, whose links start at the edition's root.
    """
    cards = []
    for key in HEADLINES:
        exhibit = find(key)
        said = exhibit.said(data, language)
        cards.append(
            f'<li data-theme="{exhibit.theme}"><a href="exhibits/{key}.html">'
            f"{thumbnail(exhibit, data, language, 'exhibits/')}"
            f"<small>{numbered(exhibit, language)}</small><strong>{escape(said.title)}</strong></a></li>"
        )
    return '<ul class="cq-headlines">\n' + "\n".join(cards) + "\n</ul>"


def counts(data: Data, language: Language) -> str:
    """How much evidence there is, each kind with the page that lists it.

    Args:
        data: The data package.
        language: Of the edition.

    Returns:
        A list in HTML, whose links start at the edition's root.
    """
    items = [
        f'<li><a href="{page}.html"><strong>{number(len(data[name]), language=language)}</strong> '
        f"{words[language]}</a></li>"
        for name, (page, words) in _COUNTED.items()
    ]
    return '<ul class="cq-counts">\n' + "\n".join(items) + "\n</ul>"
