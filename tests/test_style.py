from __future__ import annotations

import itertools
from typing import Final

import numpy as np
import numpy.typing as npt
import pytest
from matplotlib import font_manager
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties, findfont, get_font

from cqanalysis.drawing import style

Vector = npt.NDArray[np.float64]
GROUPS: Final = {name: color for name, (color, _) in style.GROUPS.items()}
TEXT: Final = {
    "GREY": style.GREY,
    "INK": style.INK,
    "TARGET": style.TARGET,
    "CONTRAST": style.CONTRAST,
    "ACCENT": style.ACCENT,
}
PAIRS: Final = list(itertools.combinations(GROUPS, 2))
#: Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
MACHADO: Final = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}
#: Linear sRGB to CIE XYZ, D65 (IEC 61966-2-1), and its white.
XYZ: Final = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE: Final = XYZ.sum(axis=1)


def linear(color: str) -> Vector:
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def luminance(color: str) -> float:
    return float(XYZ[1] @ linear(color))


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: Vector) -> Vector:
    """CIE L*a*b* of a linear sRGB colour."""
    ratio = XYZ @ rgb / WHITE
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def seen(color: str, eye: str) -> Vector:
    return np.clip(np.array(MACHADO[eye]) @ linear(color), 0.0, 1.0)


def test_the_measures_measure() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    # The best-known grey at the threshold of WCAG AA.
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert lab(linear("#FFFFFF")) == pytest.approx([100, 0, 0], abs=1e-3)
    assert lab(linear("#FF0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.02)
    assert lab(linear("#777777"))[0] == pytest.approx(50.03, abs=0.02)
    for eye in MACHADO:
        # Grey looks grey to every eye.
        assert seen("#777777", eye) == pytest.approx(linear("#777777"), abs=1e-5)


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_stands_out_from_the_paper(name: str) -> None:
    assert contrast(GROUPS[name], style.PAPER) >= 3


@pytest.mark.parametrize("name", TEXT)
def test_a_colour_of_text_can_be_read(name: str) -> None:
    assert contrast(TEXT[name], style.PAPER) >= 4.5


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_groups_differ_in_grey_print(one: str, two: str) -> None:
    lightness = [float(lab(linear(GROUPS[name]))[0]) for name in (one, two)]
    assert abs(lightness[0] - lightness[1]) >= 8


def test_groups_are_listed_from_dark_to_light() -> None:
    lightness = [float(lab(linear(color))[0]) for color in GROUPS.values()]
    assert lightness == sorted(lightness)


@pytest.mark.parametrize("eye", MACHADO)
@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_groups_differ_to_the_colour_blind(one: str, two: str, eye: str) -> None:
    apart = lab(seen(GROUPS[one], eye)) - lab(seen(GROUPS[two], eye))
    assert float(np.linalg.norm(apart)) >= 15


@pytest.mark.parametrize("eye", MACHADO)
def test_accent_and_contrast_differ_to_the_colour_blind(eye: str) -> None:
    apart = lab(seen(style.ACCENT, eye)) - lab(seen(style.CONTRAST, eye))
    assert float(np.linalg.norm(apart)) >= 15


def test_each_group_has_its_own_marker_and_colour() -> None:
    assert len({marker for _, marker in style.GROUPS.values()}) == len(style.GROUPS) == 4
    assert len(set(GROUPS.values())) == 4


@pytest.mark.parametrize("eye", [None, *MACHADO])
@pytest.mark.parametrize("ramp", ["SEQUENTIAL", "DIVERGING"])
def test_neighbouring_classes_of_a_map_differ(ramp: str, eye: str | None) -> None:
    colors = [linear(color) if eye is None else seen(color, eye) for color in getattr(style, ramp)]
    steps = [float(np.linalg.norm(lab(one) - lab(two))) for one, two in itertools.pairwise(colors)]
    assert min(steps) >= 10


def test_classes_of_a_map_read_in_grey_print() -> None:
    much = [float(lab(linear(color))[0]) for color in style.SEQUENTIAL]
    assert all(one - two >= 10 for one, two in itertools.pairwise(much))
    change = [float(lab(linear(color))[0]) for color in style.DIVERGING]
    half = len(change) // 2
    assert change[:half] == sorted(change[:half])
    assert change[half:] == sorted(change[half:], reverse=True)


def test_a_target_has_a_colour_of_its_own() -> None:
    assert style.TARGET not in {*GROUPS.values(), style.ACCENT, style.CONTRAST}


# --- the typeface ----------------------------------------------------------


def test_both_weights_are_bundled_with_their_licence() -> None:
    assert {path.name for path in style.FONTS.iterdir()} >= {
        "CQSans-Regular.ttf",
        "CQSans-Bold.ttf",
        "OFL.txt",
    }
    licence = (style.FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_both_weights_have_the_same_characters() -> None:
    regular, bold = (
        set(get_font(style.FONTS / f"CQSans-{weight}.ttf").get_charmap())
        for weight in ("Regular", "Bold")
    )
    assert regular == bold


@pytest.mark.parametrize(("weight", "file"), [("normal", "Regular"), ("bold", "Bold")])
def test_register_makes_the_family_known(weight: str, file: str) -> None:
    style.register()
    found = findfont(FontProperties(family=style.FAMILY, weight=weight), fallback_to_default=False)
    assert str(found).endswith(f"CQSans-{file}.ttf")


def test_register_does_so_once() -> None:
    style.register()
    before = len(font_manager.fontManager.ttflist)
    style.register()
    assert len(font_manager.fontManager.ttflist) == before
    own = [font for font in font_manager.fontManager.ttflist if font.name == style.FAMILY]
    assert len(own) == 2


def test_settings_are_for_this_typeface_and_paths() -> None:
    settings = style.rc()
    assert settings["font.family"] == [style.FAMILY]
    assert settings["svg.fonttype"] == "path"
