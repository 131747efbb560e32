"""The cover at a glance: whether the plan is on track, what the book found, what it holds."""

from __future__ import annotations

from typing import Final

from cqanalysis import monitor, overview
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits import HEADLINES, find
from cqanalysis.exhibits import number as numbered
from cqanalysis.exhibits.overview.names import OUTCOMES
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
#: Outcomes of due targets, in the order they are told.
_DUE: Final = ("met", "missed", "changed", "ahead", "short", "other", "unobserved")
_TRACK: Final[dict[Language, str]] = {
    "en": "Of {targets} quantified targets {due} were due by {now}. What became of them:",
    "zh": "量化目标共{targets}项，其中{due}项已于{now}年到期，结果如下：",
}


def track(data: Data, language: Language) -> str:
    """What became of the targets that are due.

    Args:
        data: The data package.
        language: Of the edition.

    Returns:
        A paragraph and a list in HTML, whose links start at the edition's root.
    """
    known = monitor.counts(data)
    lead = _TRACK[language].format(targets=known.targets, due=known.due, now=known.now)
    found = overview.outcomes(data)["outcome"].value_counts()
    items = [
        f'<li><a href="reference/board.html"><strong>{int(found.get(key, 0))}</strong> '
        f"{OUTCOMES[key][language]}</a></li>"
        for key in _DUE
    ]
    return f"<p>{lead}</p>\n" + '<ul class="cq-counts cq-track">\n' + "\n".join(items) + "\n</ul>"


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
