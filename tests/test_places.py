from __future__ import annotations

import math

import pandas as pd
import pytest

from cqanalysis import places, tables

MEMBERS = pd.DataFrame(
    [
        ("north", "b", 2021),
        ("north", "a", 2021),
        ("north", "c", 2024),
        ("south", "d", 2021),
        ("south", "d", 2022),
        ("mixed", "a", 2021),
        ("late", "c", 2022),
    ],
    columns=["group", "place", "year"],
)


def test_members_are_those_by_the_year() -> None:
    assert places.members(MEMBERS, "north", 2021) == ["a", "b"]
    assert places.members(MEMBERS, "north", 2023) == ["a", "b"]
    assert places.members(MEMBERS, "north", 2024) == ["a", "b", "c"]


def test_a_place_named_twice_is_one_member() -> None:
    assert places.members(MEMBERS, "south", 2022) == ["d"]


@pytest.mark.parametrize(("group", "year"), [("north", 2020), ("nowhere", 2024)])
def test_a_group_without_members_is_an_error(group: str, year: int) -> None:
    with pytest.raises(KeyError, match=f"{group}.*{year}"):
        places.members(MEMBERS, group, year)


def test_group_of_each_place() -> None:
    found = places.group_of(MEMBERS, ("north", "south"), 2021)
    assert found == {"a": "north", "b": "north", "d": "south"}


def test_groups_must_be_disjoint() -> None:
    with pytest.raises(ValueError, match="a belongs to north and to mixed"):
        places.group_of(MEMBERS, ("north", "mixed"), 2021)


def test_groups_are_disjoint_or_not_in_a_year() -> None:
    assert places.group_of(MEMBERS, ("north", "late"), 2022)["c"] == "late"
    with pytest.raises(ValueError, match="c belongs to"):
        places.group_of(MEMBERS, ("north", "late"), 2024)


def values(*rows: tuple[str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["place", "value"])


def test_total_adds_the_places_asked_for() -> None:
    table = values(("a", 1.5), ("b", 2.0), ("c", 100.0))
    assert places.total(table, ["b", "a"]) == 3.5
    assert places.total(table, ["c"]) == 100


def test_total_does_not_mind_other_places() -> None:
    table = values(("a", 1.5), ("b", math.nan), ("c", 1.0), ("c", 1.0))
    assert places.total(table, ["a"]) == 1.5


def test_total_names_a_missing_place() -> None:
    with pytest.raises(ValueError, match=r"no value for \['b', 'z'\]"):
        places.total(values(("a", 1.0)), ["z", "a", "b"])


def test_total_names_a_place_with_two_values() -> None:
    with pytest.raises(ValueError, match=r"several for \['a'\]"):
        places.total(values(("a", 1.0), ("a", 1.0), ("b", 2.0)), ["a", "b"])


def test_total_refuses_a_value_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="cannot add up"):
        places.total(values(("a", 1.0), ("b", math.nan)), ["a", "b"])


def test_total_names_the_place_whose_value_is_not_there() -> None:
    with pytest.raises(ValueError, match=r"no value for \['b'\]"):
        places.total(values(("a", 1.0), ("b", math.nan)), ["a", "b"])


def test_short_names_are_told_apart() -> None:
    table = pd.DataFrame(
        {
            "place": ["b", "a", "c", "d", "group"],
            "name_en": ["Jiangbei District", "Jiangjin District", "Zhongxian County",
                        "Youyang Autonomous County", "A group"],
            "name_zh": ["江北区", "江津区", "忠县", "酉阳土家族苗族自治县", "一组"],
            "tile_row": [1.0, 2.0, 3.0, 4.0, math.nan],
            "tile_col": [1.0, 1.0, 1.0, 1.0, math.nan],
        }
    )  # fmt: skip
    units = places.units(table)
    assert list(units.index) == ["a", "b", "c", "d"]
    assert list(units["tile_en"]) == ["Jiangj", "Jiangb", "Zho", "You"]
    assert list(units["tile_zh"]) == ["江津", "江北", "忠县", "酉阳"]
    assert list(units["name_zh"]) == ["江津区", "江北区", "忠县", "酉阳县"]


def test_the_tiles_of_the_38_units_are_told_apart() -> None:
    units = places.units(tables.load()["places"])
    assert units["tile_en"].is_unique
    assert units["tile_zh"].is_unique
    assert units["tile_en"].str.len().max() <= 6
