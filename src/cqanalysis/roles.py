"""Roles that the plan prescribes to districts: how alike, how common."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cqanalysis import places, spatial
from cqanalysis.tables import joined


def role_profiles(roles: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """How specialised the roles are that the city plan prescribes.

    Every unit's roles carry tags. Two units are as similar as the tags they
    share among those that either has (P. Jaccard 1912, New Phytologist 11,
    37-50). A location quotient needs quantities (jobs, output) to compare
    with; a role is a word that is there or not.

    Args:
        roles: ``roles.csv``.
        members: ``members.csv``.

    Returns:
        One row a unit with roles: place, group, roles (number), tags ("|" between,
        sorted), similarity (mean Jaccard index with the others), inside (the same
        with units of its own group), nearest (the most similar unit), likeness
        (its index), commonness (mean share of units that have its tags, percent),
        fact_ids, obs_ids, clause_ids.
    """
    group = places.group_of(members, spatial.GROUPS, 2021)
    own = roles[(roles["doc_id"] == "plan2035") & roles["place"].isin(group)]
    tags = {
        place: frozenset(tag for cell in rows["tags"] for tag in cell.split())
        for place, rows in own.groupby("place")
    }
    holders = {
        tag: sum(tag in held for held in tags.values()) for held in tags.values() for tag in held
    }
    rows = []
    for place, held in tags.items():
        scores = {other: jaccard(held, tags[other]) for other in tags if other != place}
        peers = [score for other, score in scores.items() if group[other] == group[str(place)]]
        nearest = max(scores, key=lambda other: (scores[other], other))
        printed = own[own["place"] == place]
        rows.append(
            {
                "place": place,
                "group": group[str(place)],
                "roles": len(printed),
                "tags": "|".join(sorted(held)),
                "similarity": float(np.mean([*scores.values()])),
                "inside": float(np.mean(peers)),
                "nearest": nearest,
                "likeness": scores[nearest],
                "commonness": 100 * float(np.mean([holders[tag] for tag in held])) / len(tags),
                "fact_ids": "",
                "obs_ids": "",
                "clause_ids": joined(printed["doc_id"] + " " + printed["clause"]),
            }
        )
    return pd.DataFrame(rows)


def group_likeness(
    tags: Mapping[str, frozenset[str]],
    group: Mapping[str, str],
    draws: int = 2000,
    seed: int = 2035,
) -> pd.DataFrame:
    """Whether units of one group are given roles more alike than units at large.

    A permutation test: groups of the same sizes are drawn by lot (B. F. J.
    Manly 2007, "Randomization, Bootstrap and Monte Carlo Methods in Biology",
    third edition, chapter 6).

    Args:
        tags: Tags by place.
        group: Group by place.
        draws: How often the groups are drawn.
        seed: Of the draws.

    Returns:
        By group: units, likeness (mean Jaccard index of its pairs), p (share of
        draws that are as alike or more), and the same for "all" pairs without p.
    """
    names = list(tags)
    matrix = np.array([[jaccard(tags[a], tags[b]) for b in names] for a in names])
    belongs = np.array([group[name] for name in names])

    def inside(labels: np.ndarray, key: str) -> float:
        chosen = np.flatnonzero(labels == key)
        pairs = matrix[np.ix_(chosen, chosen)]
        return float(pairs[np.triu_indices(len(chosen), 1)].mean())

    lot = np.random.default_rng(seed)
    shuffled = [lot.permutation(belongs) for _ in range(draws)]
    rows = {
        key: {
            "units": int((belongs == key).sum()),
            "likeness": (own := inside(belongs, key)),
            # The draw observed is one of those possible.
            "p": (1 + sum(inside(labels, key) >= own for labels in shuffled)) / (1 + draws),
        }
        for key in dict.fromkeys(belongs.tolist())
    }
    every = matrix[np.triu_indices(len(names), 1)]
    rows["all"] = {"units": len(names), "likeness": float(every.mean()), "p": np.nan}
    return pd.DataFrame.from_dict(rows, orient="index")


def jaccard(one: frozenset[str], two: frozenset[str]) -> float:
    """Shared elements, as a share of all.

    Args:
        one: A set.
        two: Another; not both empty.

    Returns:
        From 0 (nothing in common) to 1 (the same).
    """
    return len(one & two) / len(one | two)
