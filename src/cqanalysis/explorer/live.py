"""An explorer in Jupyter: widgets that call the analysis."""

from __future__ import annotations

from typing import Any

import ipywidgets

from cqanalysis.drawing.text import Language
from cqanalysis.explorer.page import stage
from cqanalysis.explorer.record import Control, Scene


def widget(scene: Scene, key: str, language: Language) -> ipywidgets.VBox:
    """The explorer as live widgets.

    Args:
        scene: The explorer.
        key: Its id.
        language: Of the words.

    Returns:
        Its title, its controls, and the state that they set.
    """
    controls = [_control(control) for control in scene.controls]
    shown = ipywidgets.HTML()

    def show(_: Any = None) -> None:
        values = tuple(control.value for control in controls)
        shown.value = stage(scene, key, values, language)

    for control in controls:
        control.observe(show, "value")
    show()
    title = ipywidgets.HTML(f"<b>{scene.title}</b><br>{scene.subtitle}")
    return ipywidgets.VBox([title, *controls, shown])


def _control(control: Control) -> Any:
    kind = ipywidgets.SelectionSlider if control.kind == "range" else ipywidgets.Dropdown
    return kind(
        options=[(choice.shown, choice.value) for choice in control.choices],
        value=control.choices[control.first].value,
        description=control.label,
        style={"description_width": "initial"},
    )
