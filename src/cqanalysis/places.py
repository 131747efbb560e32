"""Groups of places in time: who belongs to what, and sums over members."""

from __future__ import annotations

from typing import Final

import pandas as pd

#: Letters of a short English name on a tile, at least.
_LETTERS: Final = 3
_NATIONALITIES: Final = "土家族苗族|苗族土家族|土家族|自治"


def units(table: pd.DataFrame) -> pd.DataFrame:
    """The 38 districts and counties with their short names and tiles.

    A tile's English name is cut to the fewest letters, three at least, that no
    other unit begins with; a Chinese one drops 区 or 县 where two characters stay.

    Args:
        table: ``places.csv``.

    Returns:
        Indexed by place, columns name_en, name_zh ("Shizhu", "石柱县"), tile_en,
        tile_zh ("Shiz", "石柱"), row, column; sorted by place.
    """
    rows = table[table["tile_row"].notna()].set_index("place").sort_index()
    english = rows["name_en"].str.split().str[0]
    chinese = rows["name_zh"].str.replace(_NATIONALITIES, "", regex=True)
    return pd.DataFrame(
        {
            "name_en": english,
            "name_zh": chinese,
            "tile_en": [_prefix(name, list(english)) for name in english],
            "tile_zh": chinese.str.replace(r"(?<=..)[区县]$", "", regex=True),
            "row": rows["tile_row"].astype(int),
            "column": rows["tile_col"].astype(int),
        }
    )


def _prefix(name: str, names: list[str]) -> str:
    others = [other for other in names if other != name]
    for length in range(_LETTERS, len(name)):
        start = name[:length].rstrip("'")
        if not any(other.startswith(start) for other in others):
            return start
    return name


def members(table: pd.DataFrame, group: str, year: int) -> list[str]:
    """Members of a group on the geography of a year.

    Args:
        table: ``members.csv``: group, place, year.
        group: A group's key.
        year: Members from this year or before.

    Returns:
        Place keys, sorted.

    Raises:
        KeyError: The group has no member by that year.
    """
    rows = table[(table["group"] == group) & (table["year"] <= year)]
    if rows.empty:
        msg = f"group {group!r} has no member in members.csv by {year}"
        raise KeyError(msg)
    return sorted(set(rows["place"]))


def group_of(table: pd.DataFrame, groups: tuple[str, ...], year: int) -> dict[str, str]:
    """Which of several disjoint groups each place belongs to.

    Args:
        table: ``members.csv``.
        groups: Keys of groups that share no member.
        year: Geography of this year.

    Returns:
        Group by place.

    Raises:
        ValueError: A place belongs to two of them.
    """
    found: dict[str, str] = {}
    for group in groups:
        for place in members(table, group, year):
            if place in found:
                msg = f"{place} belongs to {found[place]} and to {group}"
                raise ValueError(msg)
            found[place] = group
    return found


def total(values: pd.DataFrame, places: list[str]) -> float:
    """Sum of a value over places, all of them present.

    Args:
        values: Columns place, value; one row a place.
        places: The places to add up.

    Returns:
        The sum.

    Raises:
        ValueError: A place has no value, or more than one.
    """
    chosen = values[values["place"].isin(places)]
    counts = chosen["place"].value_counts()
    absent = sorted(set(places) - set(chosen.loc[chosen["value"].notna(), "place"]))
    double = sorted(counts[counts > 1].index)
    if absent or double:
        msg = f"cannot add up: no value for {absent}, several for {double}"
        raise ValueError(msg)
    return float(chosen["value"].sum())
