from __future__ import annotations

import math
import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqanalysis.agreement import SEED, SHARE, cohen, draw

CODES = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1)


def square(yes: int, yes_no: int, no_yes: int, no: int) -> tuple[list[str], list[str]]:
    """Codings of two coders from their table: both yes, first only, second only, both no."""
    first = ["yes"] * (yes + yes_no) + ["no"] * (no_yes + no)
    second = ["yes"] * yes + ["no"] * yes_no + ["yes"] * no_yes + ["no"] * no
    return first, second


@pytest.mark.parametrize(
    ("table", "observed", "expected", "kappa"),
    [
        # 35 of 50 the same; by chance 0.5 * 0.6 + 0.5 * 0.4.
        ((20, 5, 10, 15), 0.7, 0.5, 0.4),
        # 60 of 100 the same, by chance 0.7 * 0.6 + 0.3 * 0.4 and 0.7 * 0.3 + 0.3 * 0.7.
        ((45, 15, 25, 15), 0.6, 0.54, 0.06 / 0.46),
        ((25, 35, 5, 35), 0.6, 0.46, 0.14 / 0.54),
        ((3, 0, 0, 1), 1, 0.625, 1),
        # Exactly what chance gives: each cell is the product of its margins.
        ((4, 4, 4, 4), 0.5, 0.5, 0),
        ((6, 3, 2, 1), 7 / 12, 7 / 12, 0),
        # Worse than chance: never the same code.
        ((0, 5, 5, 0), 0, 0.5, -1),
        ((0, 7, 0, 0), 0, 0, 0),
    ],
)
def test_cohen_by_hand(
    table: tuple[int, int, int, int], observed: float, expected: float, kappa: float
) -> None:
    found = cohen(*square(*table))
    assert found.units == sum(table)
    assert found.observed == pytest.approx(observed)
    assert found.expected == pytest.approx(expected)
    assert found.kappa == pytest.approx(kappa, abs=1e-12)


def test_cohen_of_three_codes_by_hand() -> None:
    # Same in 4 of 6; by chance (3 * 2 + 2 * 2 + 1 * 2) / 36.
    found = cohen(list("aaabbc"), list("aabbcc"))
    assert (found.units, found.observed, found.expected) == (6, 4 / 6, 12 / 36)
    assert found.kappa == pytest.approx(0.5)


def test_a_code_that_only_one_coder_uses_agrees_with_nothing() -> None:
    found = cohen(["a", "b", "c"], ["a", "b", "d"])
    assert found.observed == pytest.approx(2 / 3)
    assert found.expected == pytest.approx(2 / 9)
    assert found.kappa == pytest.approx(4 / 7)


def test_codes_are_compared_in_their_order() -> None:
    assert cohen(["a", "b"], ["a", "b"]).kappa == 1
    assert cohen(["a", "b"], ["b", "a"]).kappa == -1


@given(CODES)
def test_kappa_is_at_most_one_and_the_same_from_both_sides(pairs: list[tuple[str, str]]) -> None:
    first, second = [one for one, _ in pairs], [two for _, two in pairs]
    if {*first} == {*second} and len({*first}) == 1:
        with pytest.raises(ValueError, match="one code"):
            cohen(first, second)
        return
    found, mirrored = cohen(first, second), cohen(second, first)
    assert found == mirrored
    assert -1 - 1e-9 <= found.kappa <= 1
    assert 0 <= found.observed <= 1
    assert 0 <= found.expected < 1
    assert (found.kappa == 1) == (first == second)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ([], [], "0 and 0 units"),
        (["a"], [], "1 and 0 units"),
        ([], ["a"], "0 and 1 units"),
        (["a", "b"], ["a", "b", "a"], "2 and 3 units"),
        (["a"], ["a"], "one code"),
        (["a", "a", "a"], ["a", "a", "a"], "one code"),
    ],
)
def test_what_cannot_be_compared_is_refused(first: list[str], second: list[str], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        cohen(first, second)


# --- draw ------------------------------------------------------------------

KEYS = [f"plan/c{i}.g1/{n}" for i in range(20) for n in range(5)]


@pytest.mark.parametrize(
    ("units", "share", "size"),
    [
        (0, 0.1, 0),
        (1, 0.1, 1),
        (9, 0.1, 1),
        (10, 0.1, 1),
        (11, 0.1, 2),
        (30, 0.1, 3),
        (70, 0.1, 7),
        (71, 0.1, 8),
        (100, 0.1, 10),
        (7, 0.5, 4),
        (8, 0.5, 4),
        (5, 0, 0),
        (5, 1, 5),
        (100, 0.29, 29),
        # In binary, 100 * 0.07 is a little more than 7.
        (100, 0.07, 7),
    ],
)
def test_the_size_of_a_draw_is_rounded_up(units: int, share: float, size: int) -> None:
    assert len(draw(KEYS[:units], share)) == size


@pytest.mark.parametrize("units", range(1, 101))
def test_a_tenth_is_drawn_unless_told_otherwise(units: int) -> None:
    assert SHARE == 0.1
    assert len(draw(KEYS[:units])) == math.ceil(units / 10)


def test_the_same_units_give_the_same_draw() -> None:
    assert draw(KEYS) == draw(KEYS) == draw(tuple(KEYS), 0.1, SEED)


def test_the_order_of_the_units_does_not_matter() -> None:
    shuffled = KEYS.copy()
    random.Random(7).shuffle(shuffled)
    assert shuffled != KEYS
    assert draw(shuffled) == draw(KEYS) == draw(KEYS[::-1])


def test_another_seed_draws_other_units() -> None:
    assert draw(KEYS, seed="one") != draw(KEYS, seed="two")
    assert draw(KEYS, seed="one") != draw(KEYS)


def test_a_draw_is_the_same_on_every_machine() -> None:
    # sha256 of "s:f" begins with 18, of "s:h" with 5b, of "s:g" with 6f: the three lowest.
    assert draw(list("abcdefgh"), 0.25, "s") == ["f", "h"]
    assert draw(list("abcdefgh"), 0.26, "s") == ["f", "g", "h"]


@given(st.sets(st.text(string.ascii_lowercase, max_size=3)), st.floats(0, 1), st.text(max_size=3))
def test_a_draw_is_a_sorted_part(units: set[str], share: float, seed: str) -> None:
    drawn = draw(list(units), share, seed)
    assert drawn == sorted(drawn)
    assert set(drawn) <= units
    assert len(drawn) == len({*drawn})


@given(st.sets(st.text(max_size=3)), st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_holds_the_smaller(units: set[str], one: float, two: float) -> None:
    small, large = sorted((one, two))
    assert set(draw(list(units), small)) <= set(draw(list(units), large))
