from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cqanalysis import pace
from cqanalysis.pace import Better, Operator, Status, Target

LEVELS = st.floats(0.01, 1e6)
AMOUNTS = st.floats(-1e6, 1e6)
SPANS = st.integers(1, 30)


# --- Target ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("operator", "better", "below", "at", "above"),
    [
        (">=", "higher", False, True, True),
        (">", "higher", False, False, True),
        ("<=", "lower", True, True, False),
        ("<", "lower", True, False, False),
        # The operator binds, whatever the indicator's direction.
        (">=", "lower", False, True, True),
        ("<=", "higher", True, True, False),
        ("=", "higher", False, True, True),
        ("=", "lower", True, True, False),
        ("=", "neither", False, True, False),
    ],
)
def test_each_operator_below_at_and_above(
    operator: Operator, better: Better, below: bool, at: bool, above: bool
) -> None:
    target = Target(70, operator, better)
    assert [target.reached(value) for value in (69.9, 70.0, 70.1)] == [below, at, above]


@pytest.mark.parametrize(
    ("better", "reached"),
    [
        # A twentieth of 200 is 10: worse than that is too little.
        ("higher", {189: False, 190: True, 200: True, 210: True, 211: True}),
        ("lower", {189: True, 190: True, 200: True, 210: True, 211: False}),
        ("neither", {189: False, 190: True, 200: True, 210: True, 211: False}),
    ],
)
def test_about_allows_a_twentieth_on_the_worse_side(
    better: Better, reached: dict[int, bool]
) -> None:
    target = Target(200, "~", better)
    assert {value: target.reached(value) for value in reached} == reached


def test_range_holds_its_ends() -> None:
    target = Target(20, "range", upper=30)
    found = [target.reached(value) for value in (19.9, 20, 25, 30, 30.1)]
    assert found == [False, True, True, True, False]


def test_negative_target_about() -> None:
    target = Target(-200, "~", "neither")
    assert [target.reached(v) for v in (-211, -210, -190, -189)] == [False, True, True, False]


@pytest.mark.parametrize("operator", ["=", ">=", "<=", "~"])
def test_float_noise_at_the_edge_is_no_miss(operator: Operator) -> None:
    # 0.1 + 0.2 is a hair more than 0.3 in binary, 0.7 - 0.4 a hair less.
    for value in (0.1 + 0.2, 0.7 - 0.4):
        assert Target(0.3, operator, "neither").reached(value)
    assert Target(0.1 + 0.2, "range", upper=0.5).reached(0.3)
    assert Target(0.1, "range", upper=0.3).reached(0.1 + 0.2)


@pytest.mark.parametrize(("operator", "noisy"), [(">", 0.1 + 0.2), ("<", 0.7 - 0.4)])
def test_float_noise_at_the_edge_is_no_excess(operator: Operator, noisy: float) -> None:
    # Both are 0.3 in decimal arithmetic, and 0.3 neither exceeds nor undercuts 0.3.
    assert noisy != 0.3
    assert not Target(0.3, operator).reached(noisy)


@given(LEVELS, LEVELS, st.sampled_from(("higher", "lower", "neither")))
def test_about_is_never_stricter_than_plain(value: float, number: float, better: Better) -> None:
    if Target(number, "=", better).reached(value):
        assert Target(number, "~", better).reached(value)


@given(LEVELS, LEVELS)
def test_strict_implies_weak_and_one_side_holds(value: float, number: float) -> None:
    over, under = Target(number, ">").reached(value), Target(number, "<").reached(value)
    assert not (over and under)
    assert Target(number, ">=").reached(value) or under
    assert Target(number, "<=").reached(value) or over
    if over:
        assert Target(number, ">=").reached(value)
    if under:
        assert Target(number, "<=").reached(value)


@given(LEVELS, LEVELS, LEVELS)
def test_range_is_both_bounds(value: float, one: float, two: float) -> None:
    low, high = sorted((one, two))
    both = Target(low, ">=").reached(value) and Target(high, "<=").reached(value)
    assert Target(low, "range", upper=high).reached(value) == both


@pytest.mark.parametrize(("operator", "upper"), [("range", None), ("=", 3.0), ("~", 3.0)])
def test_only_a_range_has_an_upper_end(operator: Operator, upper: float | None) -> None:
    with pytest.raises(ValueError, match="range"):
        Target(2, operator, upper=upper)


# --- distance --------------------------------------------------------------


def test_distance_is_what_must_be_added() -> None:
    assert Target(70).distance(66) == 4
    assert Target(2.35, "<=", "lower").distance(2.45) == pytest.approx(-0.1)
    assert Target(70).distance(72) == -2
    between = Target(20, "range", upper=30)
    assert [between.distance(v) for v in (12, 20, 25, 30, 37)] == [8, 0, 0, 0, -7]


@given(AMOUNTS, AMOUNTS)
def test_value_plus_distance_is_the_target(value: float, number: float) -> None:
    target = Target(number)
    assert value + target.distance(value) == pytest.approx(number, abs=1e-6)


@given(LEVELS, LEVELS, LEVELS)
def test_value_plus_distance_lies_in_the_range(value: float, one: float, two: float) -> None:
    low, high = sorted((one, two))
    target = Target(low, "range", upper=high)
    arrived = value + target.distance(value)
    assert low - 1e-6 <= arrived <= high + 1e-6
    if low <= value <= high:
        assert target.distance(value) == 0


# --- growth and pace -------------------------------------------------------


@given(LEVELS, LEVELS, st.integers(1, 40))
def test_compound_growth_leads_from_start_to_end(start: float, end: float, years: int) -> None:
    growth = pace.compound_growth(start, end, years)
    assert start * (1 + growth) ** years == pytest.approx(end, rel=1e-6)


def test_compound_growth_by_hand() -> None:
    # 1.1 ** 2 = 1.21; halving in a year is −50 %; half a year at +44 % is 1.2.
    assert pace.compound_growth(100, 121, 2) == pytest.approx(0.1)
    assert pace.compound_growth(8, 4, 1) == pytest.approx(-0.5)
    assert pace.compound_growth(1, 1.2, 0.5) == pytest.approx(0.44)
    assert pace.compound_growth(7, 7, 3) == 0


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [(0, 1, 1), (-1, 1, 1), (1, 0, 1), (1, -1, 1), (1, 2, 0), (1, 2, -3)],
)
def test_compound_growth_is_undefined(start: float, end: float, years: float) -> None:
    with pytest.raises(ValueError, match="not defined"):
        pace.compound_growth(start, end, years)
    with pytest.raises(ValueError, match="not defined"):
        pace.ratio_growth_gap(start, end, years)


def test_pace_needed_by_hand() -> None:
    # 66 to 70 in four years is one a year.
    assert pace.pace_needed(66, Target(70, due=2025), 2021) == 1
    # A ratio that must fall from 2.45 to 2.35 in five years.
    ratio = Target(2.35, better="lower", due=2025)
    assert pace.pace_needed(2.45, ratio, 2020) == pytest.approx(-0.02)
    # Already past: two points could be given up in four years.
    assert pace.pace_needed(72, Target(70, due=2025), 2021) == -0.5
    # A range asks for its nearer end, and nothing inside.
    between = Target(20, "range", due=2025, upper=30)
    assert pace.pace_needed(12, between, 2023) == 4
    assert pace.pace_needed(36, between, 2023) == -3
    assert pace.pace_needed(25, between, 2023) == 0


@pytest.mark.parametrize(("due", "year"), [(None, 2020), (2025, 2025), (2025, 2026)])
def test_no_pace_is_needed_without_time(due: int | None, year: int) -> None:
    assert pace.pace_needed(60, Target(70, due=due), year) is None


@given(LEVELS, LEVELS, SPANS)
def test_pace_needed_arrives_in_the_due_year(value: float, number: float, span: int) -> None:
    needed = pace.pace_needed(value, Target(number, due=2020 + span), 2020)
    assert needed is not None
    assert value + needed * span == pytest.approx(number, abs=1e-6)


def test_pace_achieved_by_hand() -> None:
    assert pace.pace_achieved(60, 2015, 70, 2020) == 2
    assert pace.pace_achieved(2.65, 2014, 2.24, 2024) == pytest.approx(-0.041)


@pytest.mark.parametrize("end_year", [2019, 2020])
def test_pace_achieved_needs_a_period(end_year: int) -> None:
    with pytest.raises(ValueError, match="not defined"):
        pace.pace_achieved(60, 2020, 70, end_year)


@given(AMOUNTS, AMOUNTS, SPANS)
def test_needed_then_achieved_is_the_same_pace(value: float, number: float, span: int) -> None:
    needed = pace.pace_needed(value, Target(number, due=2000 + span), 2000)
    assert needed == pytest.approx(pace.pace_achieved(value, 2000, number, 2000 + span), abs=1e-6)


def test_years_to_reach_by_hand() -> None:
    assert pace.years_to_reach(66, Target(70), 0.5) == 8
    assert pace.years_to_reach(2.45, Target(2.35, better="lower"), -0.02) == pytest.approx(5)
    between = Target(20, "range", upper=30)
    assert pace.years_to_reach(12, between, 2) == 4
    assert pace.years_to_reach(36, between, -3) == 2


@pytest.mark.parametrize("rate", [-1.0, 0.0, 1.0])
def test_a_reached_target_takes_no_years(rate: float) -> None:
    assert pace.years_to_reach(70, Target(70), rate) == 0
    assert pace.years_to_reach(72, Target(70), rate) == 0
    assert pace.years_to_reach(2.2, Target(2.35, "<="), rate) == 0
    assert pace.years_to_reach(25, Target(20, "range", upper=30), rate) == 0


def test_a_pace_that_leads_away_never_arrives() -> None:
    assert pace.years_to_reach(66, Target(70), -0.5) == math.inf
    assert pace.years_to_reach(66, Target(70), 0) == math.inf
    assert pace.years_to_reach(2.45, Target(2.35, better="lower"), 0.01) == math.inf


@pytest.mark.parametrize(("operator", "rate"), [(">", -1.0), ("<", 1.0)])
def test_standing_on_a_strict_target_and_leaving_it_never_arrives(
    operator: Operator, rate: float
) -> None:
    # 70 is not more than 70, and from there downward nothing ever is.
    assert pace.years_to_reach(70, Target(70, operator), rate) == math.inf


def test_about_is_reached_where_it_allows() -> None:
    # "About 100" holds from 95 on: from 90 at one a year that takes five years.
    target = Target(100, "~")
    assert target.reached(95)
    assert not target.reached(94.9)
    assert pace.years_to_reach(90, target, 1) == pytest.approx(5)


@given(
    LEVELS,
    LEVELS,
    st.floats(0.01, 1e3),
    st.sampled_from(
        (("=", "higher", 1), (">=", "higher", 1), ("=", "lower", -1), ("<=", "lower", -1))
    ),
)
def test_the_years_to_reach_end_on_the_target(
    value: float, number: float, rate: float, kind: tuple[Operator, Better, int]
) -> None:
    operator, better, sign = kind
    target = Target(number, operator, better)
    years = pace.years_to_reach(value, target, sign * rate)
    assert math.isfinite(years)
    if target.reached(value):
        assert years == 0
    else:
        assert years > 0
        assert value + sign * rate * years == pytest.approx(number, rel=1e-9, abs=1e-6)
        assert pace.years_to_reach(value, target, -sign * rate) == math.inf
        assert pace.years_to_reach(value, target, sign * rate * 2) == pytest.approx(years / 2)


def test_ratio_growth_gap_by_hand() -> None:
    # (2.45 / 2.35) ** (1 / 5) = 1.0083694: 0.837 percentage points of 100 a year.
    assert 100 * pace.ratio_growth_gap(2.45, 2.35, 5) == pytest.approx(0.8370, abs=1e-4)
    # Urban +10 %, rural +21 %: the ratio falls from 2.2 to 2 in a year.
    assert pace.ratio_growth_gap(2.2, 2.0, 1) == pytest.approx(1.21 / 1.10 - 1)
    assert pace.ratio_growth_gap(2.0, 2.2, 1) < 0
    assert pace.ratio_growth_gap(2.2, 2.2, 7) == 0


@given(st.floats(0.5, 20), st.floats(0.5, 20), SPANS)
def test_the_gap_leads_the_ratio_to_its_target(ratio: float, target: float, years: int) -> None:
    gap = pace.ratio_growth_gap(ratio, target, years)
    assert ratio / (1 + gap) ** years == pytest.approx(target, rel=1e-9)
    back = pace.ratio_growth_gap(target, ratio, years)
    assert (1 + gap) * (1 + back) == pytest.approx(1, rel=1e-9)


@given(st.floats(1.01, 10), st.floats(-0.2, 0.3), st.floats(-0.2, 0.3), SPANS)
def test_the_gap_is_the_relative_growth_of_the_denominator(
    ratio: float, urban: float, rural: float, years: int
) -> None:
    end = ratio * ((1 + urban) / (1 + rural)) ** years
    expected = (1 + rural) / (1 + urban) - 1
    assert pace.ratio_growth_gap(ratio, end, years) == pytest.approx(expected, abs=1e-9)


# --- status ----------------------------------------------------------------

RATE = Target(70, due=2025)
RATIO = Target(2.35, better="lower", due=2025)


@pytest.mark.parametrize(
    ("target", "observed", "expected"),
    [
        (RATE, (2025, 70.0), Status.MET),
        (RATE, (2025, 71.3), Status.MET),
        (RATE, (2025, 69.9), Status.MISSED),
        (RATIO, (2025, 2.30), Status.MET),
        (RATIO, (2025, 2.35), Status.MET),
        (RATIO, (2025, 2.36), Status.MISSED),
        (Target(20, "range", due=2025, upper=30), (2025, 31.0), Status.MISSED),
        (Target(20, "range", due=2025, upper=30), (2025, 30.0), Status.MET),
        (Target(100, "~", due=2025), (2025, 95.0), Status.MET),
        (Target(100, "~", due=2025), (2025, 94.0), Status.MISSED),
        # An earlier year decides nothing, in either direction.
        (RATE, (2024, 75.0), Status.LAST_SEEN),
        (RATE, (2024, 60.0), Status.LAST_SEEN),
        # Nor does a later one.
        (RATE, (2026, 75.0), Status.UNOBSERVED),
        (RATE, None, Status.UNOBSERVED),
    ],
)
@pytest.mark.parametrize("now", [2025, 2027])
@pytest.mark.parametrize("base", [None, (2020, 66.0)])
def test_a_due_target_has_an_outcome(
    target: Target,
    observed: tuple[int, float] | None,
    expected: Status,
    now: int,
    base: tuple[int, float] | None,
) -> None:
    assert pace.status(target, observed, base, now) is expected


@pytest.mark.parametrize("observed", [None, (2024, 80.0)])
def test_a_target_without_a_year_is_undated(observed: tuple[int, float] | None) -> None:
    assert pace.status(Target(70), observed, (2020, 60), 2024) is Status.UNDATED


def test_an_open_target_may_be_unobserved() -> None:
    assert pace.status(RATE, None, (2020, 60), 2024) is Status.UNOBSERVED


@pytest.mark.parametrize(
    ("target", "base", "value", "expected"),
    [
        # 60 in 2020 to 70 in 2025: the line stands at 64 in 2022.
        (RATE, 60, 65, Status.ON_PACE),
        (RATE, 60, 64, Status.ON_PACE),
        (RATE, 60, 63.9, Status.BEHIND),
        (RATE, 60, 59, Status.BEHIND),
        (RATE, 60, 70, Status.ON_PACE),
        # 2.45 in 2020 to 2.35 in 2025: the line stands at 2.41 in 2022.
        (RATIO, 2.45, 2.40, Status.ON_PACE),
        (RATIO, 2.45, 2.42, Status.BEHIND),
        (RATIO, 2.45, 2.50, Status.BEHIND),
        (RATIO, 2.45, 2.30, Status.ON_PACE),
        # Into a range from below: 10 to 20, 14 in 2022; from above: 40 to 30, 36.
        (Target(20, "range", due=2025, upper=30), 10, 14, Status.ON_PACE),
        (Target(20, "range", due=2025, upper=30), 10, 13, Status.BEHIND),
        (Target(20, "range", due=2025, upper=30), 40, 36, Status.ON_PACE),
        (Target(20, "range", due=2025, upper=30), 40, 37, Status.BEHIND),
    ],
)
def test_an_open_target_has_a_pace(
    target: Target, base: float, value: float, expected: Status
) -> None:
    assert pace.status(target, (2022, value), (2020, base), 2022) is expected


def test_a_target_already_passed_is_on_pace() -> None:
    assert pace.status(RATE, (2022, 71), (2020, 60), 2022) is Status.ON_PACE
    # Passed at the base, and held since.
    assert pace.status(RATE, (2022, 71), (2020, 72), 2022) is Status.ON_PACE
    assert pace.status(RATIO, (2024, 2.24), (2020, 2.45), 2024) is Status.ON_PACE
    assert pace.status(RATIO, (2022, 2.30), (2020, 2.28), 2022) is Status.ON_PACE


@pytest.mark.parametrize(
    ("target", "base", "value"),
    [
        # Above 70 at the base, fallen below it: worse than any line to the target.
        (RATE, 72, 65),
        # Exactly on the target at the base, off it since.
        (RATE, 70, 69),
        # The same for a ratio that should be low.
        (RATIO, 2.30, 2.40),
        (RATIO, 2.35, 2.40),
    ],
)
def test_a_target_passed_once_and_lost_again_is_behind(
    target: Target, base: float, value: float
) -> None:
    assert not target.reached(value)
    assert pace.status(target, (2022, value), (2020, base), 2022) is Status.BEHIND


@pytest.mark.parametrize("base", [None, (2022, 60.0), (2023, 60.0)])
def test_without_a_base_only_a_reached_target_is_on_pace(base: tuple[int, float] | None) -> None:
    assert pace.status(RATE, (2022, 71), base, 2022) is Status.ON_PACE
    assert pace.status(RATE, (2022, 69), base, 2022) is Status.NO_BASE


@given(st.integers(1, 10_000), st.integers(-100, 100), st.integers(2, 15), st.data())
def test_a_value_on_the_line_is_on_pace(
    base: int, step: int, span: int, data: st.DataObject
) -> None:
    # Hundredths, as the tables print them: the same step every year is the line.
    assume(step != 0 and base + step * span > 0)
    gone = data.draw(st.integers(1, span - 1))
    target = Target(
        (base + step * span) / 100, better="higher" if step > 0 else "lower", due=2000 + span
    )
    observed = (2000 + gone, (base + step * gone) / 100)
    assert pace.status(target, observed, (2000, base / 100), observed[0]) is Status.ON_PACE


@pytest.mark.parametrize(
    ("base", "number", "span", "gone", "value"),
    [
        # 2.45 to 2.35 in five years is 0.02 a year.
        (2.45, 2.35, 5, 1, 2.43),
        (2.45, 2.35, 5, 2, 2.41),
        (2.45, 2.35, 5, 3, 2.39),
        (2.45, 2.35, 5, 4, 2.37),
        # 0.10 a year upward, 0.05 a year downward.
        (35.06, 35.46, 4, 1, 35.16),
        (3.69, 3.19, 10, 4, 3.49),
    ],
)
def test_a_decimal_value_on_the_line_is_on_pace(
    base: float, number: float, span: int, gone: int, value: float
) -> None:
    better: Better = "higher" if number > base else "lower"
    target = Target(number, better=better, due=2000 + span)
    found = pace.status(target, (2000 + gone, value), (2000, base), 2000 + gone)
    assert found is Status.ON_PACE


@given(LEVELS, LEVELS, LEVELS, st.integers(1, 9))
def test_better_is_never_further_behind(
    base: float, number: float, value: float, gone: int
) -> None:
    assume(base < number)
    target = Target(number, due=2010)
    year = 2000 + gone
    if pace.status(target, (year, value), (2000, base), year) is Status.ON_PACE:
        more = pace.status(target, (year, value * 1.01), (2000, base), year)
        assert more is Status.ON_PACE
