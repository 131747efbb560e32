"""Distance between the tiers: product per head, and the works that bring them nearer."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from cqanalysis import pace, places, spatial
from cqanalysis.tables import joined, records

#: Years of district products, and the count of residents each is divided by.
_PRODUCTS: Final = {
    "2018-before": (2018, "resident_population", "pre-census2020", 1.0),
    "2020-census": (2020, "resident_population_census", "census", 1e-4),
    "2024-after": (2024, "resident_population", "post-census2020", 1.0),
}


def gdp_ratios(
    observations: pd.DataFrame, members: pd.DataFrame, facts: pd.DataFrame
) -> pd.DataFrame:
    """Product per head of the metropolitan area over that of the two clusters.

    Args:
        observations: ``observations.csv``.
        members: ``members.csv``.
        facts: ``facts.csv``.

    Returns:
        Columns key ("printed-…", or "2018-before", "2020-census", "2024-after": the
        year, and whether residents were counted before, at or after the census
        of 2020), kind ("computed", "base", "target"), year, ratio, confidence (""
        for printed ones), fact_ids, obs_ids; on the plan's 21 units.
    """
    group = places.group_of(members, spatial.GROUPS, 2021)
    metro = places.members(members, "metro", 2021)
    rows = [
        {
            "key": f"printed-{fact.kind}-{int(fact.year)}",
            "kind": {"baseline": "base", "target": "target"}[fact.kind],
            "year": int(fact.year),
            "ratio": fact.value,
            "confidence": "",
            "fact_ids": fact.fact_ids,
            "obs_ids": "",
        }
        for fact in records(_ratio_facts(facts))
    ]
    for key, (year, indicator, vintage, scale) in _PRODUCTS.items():
        product = spatial.units(observations, "gdp", year, "first", group)
        people = spatial.units(observations, indicator, year, vintage, group)
        if set(product.index) != set(group) or set(people.index) != set(group):
            msg = f"not all units have a product and residents in {year}"
            raise ValueError(msg)
        sides = {
            inside: float(product.loc[chosen, "value"].sum())
            / float(people.loc[chosen, "value"].sum() * scale)
            for inside, chosen in (
                (True, metro),
                (False, [place for place in group if place not in metro]),
            )
        }
        rows.append(
            {
                "key": key,
                "kind": "computed",
                "year": year,
                "ratio": sides[True] / sides[False],
                "confidence": spatial.weakest([*product["confidence"], *people["confidence"]]),
                "fact_ids": "",
                "obs_ids": joined([*product["obs_id"], *people["obs_id"]]),
            }
        )
    return pd.DataFrame(rows)


def _ratio_facts(facts: pd.DataFrame) -> pd.DataFrame:
    """Bases and targets with a year; what several documents print alike is one row."""
    rows = facts[
        (facts["indicator"] == "gdp_per_capita_ratio")
        & (facts["against"] == "clusters")
        & facts["kind"].isin(["baseline", "target"])
    ].dropna(subset=["year"])
    grouped = rows.groupby(["kind", "year", "value"], sort=True)["fact_id"].agg("|".join)
    table: pd.DataFrame = grouped.reset_index().rename(columns={"fact_id": "fact_ids"})
    return table


def gdp_gaps(ratios: pd.DataFrame) -> pd.DataFrame:
    """How much faster the clusters' product per head must grow, and did.

    Args:
        ratios: From `gdp_ratios`.

    Returns:
        Columns key ("asked-printed": from the printed base, "asked-census": from
        the same year on census residents, "asked-now": from the latest ratio,
        while the target is ahead; "achieved": 2020 to the latest), start, end
        (years), ratio_start, ratio_end, gap (percent a year, negative where the
        metropolitan area may grow faster), fact_ids, obs_ids.
    """
    at = ratios.set_index("key")
    target = at[at["kind"] == "target"].sort_values("year").iloc[-1]
    printed = at[at["kind"] == "base"].iloc[-1]
    computed = at[at["kind"] == "computed"].sort_values("year")
    census, last = computed.loc["2020-census"], computed.iloc[-1]
    pairs = {
        "asked-printed": (printed, target),
        "asked-census": (census, target),
        "achieved": (census, last),
    }
    if target["year"] > last["year"]:
        pairs["asked-now"] = (last, target)
    rows = [
        {
            "key": key,
            "start": int(start["year"]),
            "end": int(end["year"]),
            "ratio_start": float(start["ratio"]),
            "ratio_end": float(end["ratio"]),
            "gap": 100
            * pace.ratio_growth_gap(
                float(start["ratio"]), float(end["ratio"]), int(end["year"] - start["year"])
            ),
            "fact_ids": joined([start["fact_ids"], end["fact_ids"]]),
            "obs_ids": joined([start["obs_ids"], end["obs_ids"]]),
        }
        for key, (start, end) in pairs.items()
    ]
    return pd.DataFrame(rows)


def gdp_outlook(
    ratios: pd.DataFrame, gap: float, until: Sequence[int] = (2025, 2035)
) -> pd.DataFrame:
    """Where a growth difference leads the ratio: the reader's assumption carried on.

    Args:
        ratios: From `gdp_ratios`.
        gap: Percent a year by which the clusters' product per head outgrows
            the metropolitan area's; negative the other way.
        until: Years wanted, after every base.

    Returns:
        Columns base ("printed", "census", "latest"), start, ratio_start, year,
        ratio, target (of that year or NaN), reached (against the target where
        there is one, else the latest target), fact_ids, obs_ids.
    """
    at = ratios.set_index("key")
    computed = at[at["kind"] == "computed"].sort_values("year")
    bases = {
        "printed": at[at["kind"] == "base"].iloc[-1],
        "census": computed.loc["2020-census"],
        "latest": computed.iloc[-1],
    }
    targets = at[at["kind"] == "target"].sort_values("year")
    rows = []
    for base, start in bases.items():
        for year in until:
            ratio = float(start["ratio"]) / (1 + gap / 100) ** (year - int(start["year"]))
            due = targets[targets["year"] == year]
            asked = float(due["ratio"].iloc[-1]) if len(due) else np.nan
            rows.append(
                {
                    "base": base,
                    "start": int(start["year"]),
                    "ratio_start": float(start["ratio"]),
                    "year": year,
                    "ratio": ratio,
                    "target": asked,
                    "reached": ratio <= float(targets["ratio"].iloc[-1]),
                    "fact_ids": joined([start["fact_ids"], *targets["fact_ids"]]),
                    "obs_ids": start["obs_ids"],
                }
            )
    return pd.DataFrame(rows)


# --- Transport ------------------------------------------------------------


#: How far a project is to get, from an idea to its completion.
STAGES: Final = (
    "study",
    "preliminary",
    "strive-to-start",
    "start",
    "continue",
    "strive-to-finish",
    "completed",
)
#: Lines and airports; hubs, ports and town roads are seldom named twice.
_MODES: Final = ("railway", "expressway", "airport")
#: One project under two names that no rule joins.
ALIASES: Final = {
    "枢纽西环线": "铁路枢纽西环线",
    "万州经石柱至黔江高铁": "万州黔江高铁",
    "万开安铁路": "万州—开州—安康货运铁路",
    "巫云开高速": "巫溪—云阳—开州高速",
    "开梁高速": "开州—梁平高速",
    "开城高速": "开州—城口高速",
    "渝赤叙高速": "重庆—赤水—叙永高速",
    "通江宣开高速": "开州—宣汉—通江高速",
    "渝东北旅游环线": "渝东北旅游环线铁路",
    "达开巫兴高铁": "达州—开州—巫溪—兴山高铁",
    "达开巫襄铁路": "达州开州巫溪襄阳铁路",
    "达开万铁路扩能改造项目": "达开万铁路扩能改造",
}


def project_name(name: str) -> str:
    """A project's name without what documents write differently.

    Args:
        name: As ``projects.csv`` has it.

    Returns:
        高速铁路 as 高铁, 高速公路 as 高速, 至 between places as a dash, no brackets
        around parts of short names.
    """
    short = name.replace("高速铁路", "高铁").replace("高速公路", "高速")
    short = re.sub(r"[（）]", "", short)
    short = re.sub(r"(?<=\w)至(?=\w)", "—", short) if "经" not in short else short
    return ALIASES.get(short, short)


def project_stages(projects: pd.DataFrame) -> pd.DataFrame:
    """Railways, expressways and airports that two documents list, and their stages.

    Stages are what a document plans for its period, not reports of progress. A
    group printed as continued and newly started does not say which: its stage
    reaches from the one to the other.

    Args:
        projects: ``projects.csv``.

    Returns:
        One row a project and pair of documents that follow each other: name (as
        joined), name_zh, name_en (of the later document), type, doc_a, doc_b,
        stage_a, stage_b, low_a (lower end of the first stage), move ("further",
        "same", "less far", "open" where the first reaches over the second),
        fact_ids, obs_ids, clause_ids.
    """
    rows = projects[projects["type"].isin(_MODES) & projects["stage"].isin(STAGES)]
    # Corridors of flights stand among the airports, but nothing is built.
    rows = rows[~rows["name_zh"].str.contains("中转通道")]
    rows = rows.assign(
        name=[project_name(name) for name in rows["name_zh"]],
        open=rows["note"].str.contains("continued and newly started"),
        order=rows["doc_id"].map({"fyp14": 0, "plan2035": 1, "kaizhou2035": 2}),
    )
    found = []
    for name, own in rows.sort_values("order").groupby("name"):
        for first, second in itertools.pairwise(own.itertuples(index=False)):
            if first.doc_id == second.doc_id:
                continue
            high = STAGES.index(first.stage)
            low = STAGES.index("start") if first.open else high
            then = STAGES.index(second.stage)
            move = "further" if then > high else "less far" if then < low else "same"
            if move == "same" and low < high:
                move = "open"
            found.append(
                {
                    "name": name,
                    "name_zh": second.name_zh,
                    "name_en": second.name_en,
                    "type": first.type,
                    "doc_a": first.doc_id,
                    "doc_b": second.doc_id,
                    "stage_a": first.stage,
                    "stage_b": second.stage,
                    "low_a": STAGES[low],
                    "move": move,
                    "fact_ids": "",
                    "obs_ids": "",
                    "clause_ids": f"{first.doc_id} {first.clause}|{second.doc_id} {second.clause}",
                }
            )
    return pd.DataFrame(found)
