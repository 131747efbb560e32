"""Groups of places in time: who belongs to what, and sums over members."""

from __future__ import annotations

import pandas as pd


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
