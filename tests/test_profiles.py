from __future__ import annotations

from types import SimpleNamespace

import pytest

from cqanalysis import profiles
from cqanalysis.profiles import Series


def seen(year: int, value: float, **other: str) -> SimpleNamespace:
    fields = {
        "indicator": "rate", "period": "year-end", "vintage": "revised", "confidence": "A",
        "unit": "%",
    }  # fmt: skip
    return SimpleNamespace(year=year, value=value, **(fields | other))


def test_the_latest_is_of_the_last_year_and_the_surest_of_it() -> None:
    rows = [seen(2020, 1.0), seen(2022, 2.0, confidence="C"), seen(2022, 3.0, confidence="B")]
    found = profiles.latest(rows, "rate")
    assert found is not None
    assert found.value == 3.0
    assert profiles.latest(rows, "other") is None


@pytest.mark.parametrize(("place", "expected"), [("a", 1), ("b", 2), ("c", 2), ("d", 4)])
def test_equals_share_the_better_rank(place: str, expected: int) -> None:
    assert profiles.rank({"a": 9.0, "b": 5.0, "c": 5.0, "d": 1.0}, place) == expected


def test_a_series_breaks_where_the_vintage_changes_and_the_census_speaks_in_its_year() -> None:
    rows = [
        seen(2021, 63.0, vintage="post-census2020", confidence="C"),
        seen(2019, 60.0, vintage="pre-census2020"),
        seen(2020, 61.0, vintage="post-census2020"),
        seen(2020, 62.0, vintage="census", indicator="rate_census"),
        seen(2021, 64.0, period="month"),
    ]
    found = profiles.series(rows, ("rate_census", "rate"))
    points = [(2019, 60.0, False), (2020, 62.0, False), (2021, 63.0, True)]
    assert found == Series(points, frozenset({2020}))


def test_an_early_census_and_the_yearly_series_are_two_pieces() -> None:
    rows = [seen(2010, 50.0, vintage="census"), seen(2015, 55.0), seen(2016, 56.0)]
    found = profiles.series(rows, ("rate",))
    assert found is not None
    assert found.breaks == {2015}


def test_people_are_counted_in_ten_thousands_and_one_year_is_no_series() -> None:
    rows = [seen(2010, 1_564_449.0, unit="人"), seen(2024, 153.88, unit="万人")]
    found = profiles.series(rows, ("rate",))
    assert found is not None
    assert [value for _, value, _ in found.points] == [156.4449, 153.88]
    assert profiles.series(rows[:1], ("rate",)) is None


def test_a_median_needs_all_peers() -> None:
    none: frozenset[int] = frozenset()
    peers = [
        Series([(2020, 1.0, False), (2021, 2.0, False)], none),
        Series([(2020, 5.0, False)], none),
        Series([(2020, 2.0, True), (2021, 9.0, False)], none),
    ]
    assert profiles.median(peers, {2020, 2021}) == [(2020, 2.0, False)]
