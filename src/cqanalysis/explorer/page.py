"""An explorer as HTML: the first state, and the table of all states for the script."""

from __future__ import annotations

import html
import json
from typing import Final

from cqanalysis.drawing.text import Language
from cqanalysis.explorer.record import Control, Scene

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {"reset": "Reset", "values": "Table of values"},
    "zh": {"reset": "还原", "values": "数值表"},
}


def stage(scene: Scene, key: str, values: tuple[str, ...], language: Language) -> str:
    """One state: words, picture, table.

    Args:
        scene: The explorer.
        key: Its id.
        values: Of the controls.
        language: Of the words.

    Returns:
        HTML; elements that another state changes carry their name as ``data-part``.
    """
    state = scene.state(values)
    parts = state.parts()
    heads = "".join(f'<th scope="col">{_escape(head)}</th>' for head in scene.heads)
    rows = []
    for r, row in enumerate(state.rows):
        first, *rest = (f'data-part="{r}.{c}">{_escape(cell)}' for c, cell in enumerate(row))
        cells = "".join(f"<td {cell}</td>" for cell in rest)
        rows.append(f'<tr><th scope="row" {first}</th>{cells}</tr>')
    named = _WORDS[language]["values"]
    return (
        f'<p class="cq-words" id="{key}-words" data-part="words" aria-live="polite">'
        f"{_escape(state.words)}</p>\n"
        f'<div class="cq-picture" role="img" aria-labelledby="{key}-words">'
        f"{scene.draw(parts)}</div>\n"
        f'<details class="cq-values"><summary>{named}</summary>\n'
        f'<div class="cq-scroll" tabindex="0" role="region" aria-label="{named}">\n'
        f"<table><caption>{_escape(scene.subtitle)}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody></table>\n"
        "</div>\n</details>"
    )


def panel(scene: Scene, key: str, language: Language) -> str:
    """The explorer: title, controls, first state, table of all states.

    The controls are hidden until the script that moves them is there.

    Args:
        scene: The explorer.
        key: Its id.
        language: Of the words.

    Returns:
        HTML.
    """
    controls = "\n".join(_control(control, key) for control in scene.controls)
    return (
        f'<p class="cq-head" id="{key}-title"><b>{_escape(scene.title)}</b><br>'
        f"{_escape(scene.subtitle)}</p>\n"
        f'<div class="cq-controls" role="group" aria-labelledby="{key}-title" hidden>\n'
        f'{controls}\n<button type="button">{_WORDS[language]["reset"]}</button>\n</div>\n'
        f"{stage(scene, key, scene.first, language)}\n"
        f'<script type="application/json">{table(scene)}</script>'
    )


def table(scene: Scene) -> str:
    """All states, for the script to look up.

    Args:
        scene: The explorer.

    Returns:
        JSON that can stand in a script element: the controls with their
        positions, the names of the parts that differ between states, and the
        content of those parts by state, in the order of `Scene.settings`.

    Raises:
        ValueError: Two states have different parts.
    """
    states = [scene.state(values).parts() for values in scene.settings()]
    if any(state.keys() != states[0].keys() for state in states):
        msg = "the states of an explorer change the same parts"
        raise ValueError(msg)
    moving = [name for name in states[0] if len({state[name] for state in states}) > 1]
    controls = [
        {
            "key": control.key,
            "first": control.first,
            "values": [choice.value for choice in control.choices],
            "shown": [choice.shown for choice in control.choices],
        }
        for control in scene.controls
    ]
    lines = ",\n".join(_json([state[name] for name in moving]) for state in states)
    return f'{{"controls":{_json(controls)},\n"parts":{_json(moving)},\n"states":[\n{lines}\n]}}'


def _control(control: Control, key: str) -> str:
    name = f'id="{key}-{control.key}" name="{control.key}"'
    shown = control.choices[control.first].shown
    label = f'<label for="{key}-{control.key}">{_escape(control.label)}</label>'
    if control.kind == "range":
        # What is shown beside it is its value text: heard once.
        return (
            f'<p>{label} <span class="cq-value" aria-hidden="true">{_escape(shown)}</span>\n'
            f'<input type="range" {name} min="0" max="{len(control.choices) - 1}" '
            f'value="{control.first}" aria-valuetext="{html.escape(shown)}"></p>'
        )
    options = "".join(
        f'<option value="{n}"{" selected" if n == control.first else ""}>'
        f"{_escape(choice.shown)}</option>"
        for n, choice in enumerate(control.choices)
    )
    return f"<p>{label} <select {name}>{options}</select></p>"


def _json(content: object) -> str:
    # "<" could end the script element.
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _escape(text: str) -> str:
    return html.escape(text, quote=False)
