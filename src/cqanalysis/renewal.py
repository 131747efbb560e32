"""Urban renewal: the programmes, what they amount to, what was observed of them.

Tables in, tables out. Every table returned says with ``fact_ids``, ``obs_ids``
("|" between) or ``clause_ids`` ("renewal2025 p4.s1.i2") which rows of the data
package each of its rows was computed from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from cqanalysis import pace
from cqanalysis.tables import joined, keyed, records

#: The city's documents that state programmes of renewal, in the order of issue.
DOCUMENTS: Final = ("fyp14", "plan2035", "renewal2025", "action2025")
#: The period that the volumes are printed for.
PERIOD: Final = (2021, 2025)
#: Observed on another count than the programme: what was planned or started.
_OTHER_COUNTS: Final = {"compounds": ("old_housing_started", "old_housing_planned")}
_PEOPLE: Final = "urban_population_census"
_CENSUS: Final = 2020


@dataclass(frozen=True)
class Programme:
    """A volume of renewal works, and where each document states or names it.

    Attributes:
        key: Its name in this book.
        facts: Facts by document. Those with the unit of the first add up to
            its volume, the others describe it.
        named: The clause that names the works without a number, by document; read.
    """

    key: str
    facts: Mapping[str, tuple[str, ...]]
    named: Mapping[str, str] = field(default_factory=dict)


def _ids(clause: str, *numbers: int) -> tuple[str, ...]:
    return tuple(f"{clause}-{n}" for n in numbers)


_FYP_RENEWAL: Final = "fyp14-p6.c17.s1.g1"
_FYP_WATER: Final = "fyp14-p4.c12.s4.b10.r3"
_FYP_WORKS: Final = "fyp14-p10.c33.s3.b17"
_BOX: Final = "plan2035-c5.s4.b8"
#: Works on the fabric of the city with a printed volume, in the order of the
#: plan's box. A document that neither prints a volume nor names the works has
#: no entry: read by the works' own noun and its synonyms.
PROGRAMMES: Final = (
    Programme(
        "green-space",
        {"fyp14": ("fyp14-p6.c17.s2.g2-1",), "plan2035": _ids(f"{_BOX}.r1", 1)},
        {"renewal2025": "p4.s1.i2"},
    ),
    Programme(
        "parks",
        {"plan2035": _ids(f"{_BOX}.r1", 2, 3)},
        {"fyp14": "p6.c17.s2.g2", "renewal2025": "p4.s1.i2"},
    ),
    Programme(
        "greenways",
        {"plan2035": _ids(f"{_BOX}.r1", 4)},
        {"fyp14": "p6.c17.s2.g2", "renewal2025": "p8.s3.i3"},
    ),
    Programme(
        "clear-waters",
        {"fyp14": _ids(_FYP_RENEWAL, 3, 2), "plan2035": _ids(f"{_BOX}.r1", 6, 5)},
        {"renewal2025": "p2.s3.i3"},
    ),
    Programme(
        "riverbank",
        {
            "fyp14": _ids(_FYP_RENEWAL, 1),
            "plan2035": _ids(f"{_BOX}.r1", 7),
            "renewal2025": ("renewal2025-p8.s1.i2-1",),
        },
    ),
    Programme(
        "compounds",
        {
            "fyp14": _ids(_FYP_RENEWAL, 4),
            "plan2035": _ids(f"{_BOX}.r2", 1),
            "renewal2025": ("renewal2025-p1.s3.g1-3",),
        },
        {"action2025": "t21.g1"},
    ),
    Programme(
        "shanties",
        {"fyp14": _ids(_FYP_RENEWAL, 5), "plan2035": _ids(f"{_BOX}.r2", 2)},
        {"renewal2025": "p7.s2.i2"},
    ),
    Programme("toilets", {"plan2035": _ids(f"{_BOX}.r2", 3, 4)}),
    Programme(
        "walkways",
        {
            "plan2035": _ids(f"{_BOX}.r3", 1, 2, 3),
            "renewal2025": ("renewal2025-p1.s3.g2-6",),
        },
        {"fyp14": "p6.c17.s2.g2"},
    ),
    Programme("cycle-lanes", {"plan2035": _ids(f"{_BOX}.r3", 4)}),
    Programme("road-surface", {"fyp14": _ids(_FYP_RENEWAL, 6)}, {"renewal2025": "p4.s1.i1"}),
    Programme("footpaths", {"fyp14": _ids(_FYP_RENEWAL, 7)}, {"renewal2025": "p4.s1.i1"}),
    Programme(
        "waterworks", {"fyp14": _ids(_FYP_WATER, 1), "plan2035": _ids(f"{_BOX}.r4", 1, 2)}
    ),
    Programme(
        "works-upgraded", {"plan2035": _ids(f"{_BOX}.r4", 3)}, {"fyp14": "p4.c12.s4.g2"}
    ),
    Programme(
        "water-pipes",
        {"fyp14": _ids(_FYP_WATER, 2), "plan2035": _ids(f"{_BOX}.r4", 4)},
        {"renewal2025": "p10.s1.i1", "action2025": "t24.g1"},
    ),
    Programme(
        "emergency-mains",
        {"plan2035": _ids(f"{_BOX}.r4", 5)},
        {"fyp14": "p4.c12.s4.g2", "action2025": "t24.g1"},
    ),
    Programme(
        "sewage-plants",
        {"fyp14": _ids(f"{_FYP_WORKS}.r5", 1), "plan2035": _ids(f"{_BOX}.r5", 1, 2, 3)},
        {"renewal2025": "p8.s2.i1", "action2025": "t25.g1"},
    ),
    Programme(
        "sewage-pipes",
        {"fyp14": _ids(f"{_FYP_WORKS}.r5", 2)},
        {"plan2035": "c5.s2.g4", "renewal2025": "p8.s2.i1", "action2025": "t23.g1"},
    ),
    Programme(
        "incinerators",
        {"fyp14": _ids(f"{_FYP_WORKS}.r7", 3), "plan2035": _ids(f"{_BOX}.r6", 1)},
        {"renewal2025": "p4.s2.i1"},
    ),
    Programme(
        "kitchen-waste",
        {"fyp14": _ids(f"{_FYP_WORKS}.r7", 4), "plan2035": _ids(f"{_BOX}.r6", 2)},
        {"renewal2025": "p4.s2.i1"},
    ),
    Programme("landfills", {"plan2035": _ids(f"{_BOX}.r6", 3)}, {"renewal2025": "p4.s2.i1"}),
    Programme(
        "green-communities",
        {"renewal2025": ("renewal2025-p1.s3.g3-4",)},
        {"plan2035": "c5.s4.g5"},
    ),
)  # fmt: skip


def _volume(rows: pd.DataFrame) -> tuple[float, str]:
    """What facts of one document add up to, in the unit of the first."""
    unit = str(rows["unit"].iloc[0])
    return float(rows.loc[rows["unit"] == unit, "value"].sum()), unit


def programmes(facts: pd.DataFrame, verdicts: pd.DataFrame) -> pd.DataFrame:
    """Each programme in each document, and against the document before it.

    Args:
        facts: ``facts.csv``.
        verdicts: ``verdicts.csv``.

    Returns:
        One row a programme and document: programme, doc_id, state ("number",
        "named", "absent"), value (the sum in the unit of the first fact; NaN
        without a number), unit, operator (of the first fact), distribution, against
        (the latest earlier document that prints a number, or ""), relation
        ("first", "equal", "different", "number lost", "still none" after a
        loss, "" before any number), fact_ids, obs_ids, clause_ids. Where the
        register of verdicts compares the two documents, it decides between
        equal and different; else value, unit, operator and place do.
    """
    known = facts.set_index("fact_id", drop=False)
    judged = keyed(verdicts, ["indicator", "doc_a", "doc_b"])["verdict"]
    rows = []
    for programme in PROGRAMMES:
        before = ""
        last = pd.DataFrame()
        for doc in DOCUMENTS:
            own = known.loc[list(programme.facts.get(doc, ()))]
            clause = programme.named.get(doc, "")
            state = "number" if len(own) else "named" if clause else "absent"
            value, unit = _volume(own) if len(own) else (float("nan"), "")
            rows.append(
                {
                    "programme": programme.key,
                    "doc_id": doc,
                    "state": state,
                    "value": value,
                    "unit": unit,
                    "operator": own["operator"].iloc[0] if len(own) else "",
                    "distribution": own["distribution"].iloc[0] if len(own) else "",
                    "against": before,
                    "relation": _relation(own, last, (before, doc), judged),
                    "fact_ids": "|".join(own["fact_id"]),
                    "obs_ids": "",
                    "clause_ids": f"{doc} {clause}" if clause else "",
                }
            )
            if len(own):
                before, last = doc, own
    table = pd.DataFrame(rows)
    # What is not in a document rests on the programme as another states it.
    stated = table[table["fact_ids"] != ""].groupby("programme")["fact_ids"].first()
    absent = table["state"] == "absent"
    table.loc[absent, "fact_ids"] = table.loc[absent, "programme"].map(stated)
    return table


def _relation(
    own: pd.DataFrame, last: pd.DataFrame, documents: tuple[str, str], judged: pd.Series
) -> str:
    if not len(last):
        return "first" if len(own) else ""
    if not len(own):
        return "number lost"
    key = (own["indicator"].iloc[0], *documents)
    if key in judged.index:
        return "equal" if judged[key] == "equal" else "different"
    one, two = ((*_volume(rows), *rows[["operator", "place"]].iloc[0]) for rows in (own, last))
    return "equal" if one == two else "different"


# --- Scale -----------------------------------------------------------------


def scale(facts: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """What each programme's volume comes to for a year and for the people there.

    The volume is that of the Urbanization Plan where it prints one, else that of the
    first document that does. People are the urban residents of the census of
    2020 in the area the volume is printed for.

    Args:
        facts: ``facts.csv``.
        observations: ``observations.csv``.

    Returns:
        One row a programme: programme, place ("chongqing", "core"), value, unit (亿 as
        万), operator, years (of the period), per_year, urban (10,000 people), per_100k (for
        100,000 of them), fact_ids, obs_ids.
    """
    known = facts.set_index("fact_id", drop=False)
    people = observations[
        (observations["indicator"] == _PEOPLE) & (observations["year"] == _CENSUS)
    ]
    urban = keyed(people, ["place"])
    years = PERIOD[1] - PERIOD[0] + 1
    rows = []
    for programme in PROGRAMMES:
        doc = "plan2035" if "plan2035" in programme.facts else next(iter(programme.facts))
        own = known.loc[list(programme.facts[doc])]
        value, unit = _volume(own)
        # The statistics count in tens of thousands what the plans print in hundred millions.
        if unit.startswith("亿"):
            value, unit = value * 1e4, f"万{unit[1:]}"
        place = str(own["place"].iloc[0])
        residents = float(urban.loc[place, "value"])
        rows.append(
            {
                "programme": programme.key,
                "place": place,
                "value": value,
                "unit": unit,
                "operator": own["operator"].iloc[0],
                "years": years,
                "per_year": value / years,
                "urban": residents / 1e4,
                "per_100k": value / residents * 1e5,
                "fact_ids": "|".join(own["fact_id"]),
                "obs_ids": urban.loc[place, "obs_id"],
            }
        )
    return pd.DataFrame(rows)


#: Two volumes, one over the other: facts above, facts below, and a factor to the unit told.
_RATIOS: Final = {
    # Kilometres of river, for each river.
    "clear-waters": ((f"{_BOX}.r1-6",), (f"{_BOX}.r1-5",), 1.0),
    # Hectares, for each park.
    "parks": ((f"{_BOX}.r1-3",), (f"{_BOX}.r1-2",), 100.0),
    # Kilometres of riverside walkway, for each kilometre of bank.
    "walkways": ((f"{_BOX}.r3-1",), (f"{_BOX}.r1-7",), 1.0),
    # Kilometres of footpath, for each kilometre of road that 2025 is to have.
    "footpaths": ((f"{_FYP_RENEWAL}-7",), ("fyp14-p4.c12.s2.g1-2",), 1.0),
    # Square metres of surface, for each kilometre of the same roads.
    "road-surface": ((f"{_FYP_RENEWAL}-6",), ("fyp14-p4.c12.s2.g1-2",), 1e4),
}


def ratios(facts: pd.DataFrame) -> pd.DataFrame:
    """Volumes for each river, park, kilometre of bank or of road.

    Args:
        facts: ``facts.csv``.

    Returns:
        Columns programme (the key of the volume above), value, fact_ids, obs_ids.
    """
    values = facts.set_index("fact_id")["value"]
    rows = [
        {
            "programme": key,
            "value": factor * float(values[list(above)].sum() / values[list(below)].sum()),
            "fact_ids": "|".join((*above, *below)),
            "obs_ids": "",
        }
        for key, (above, below, factor) in _RATIOS.items()
    ]
    return pd.DataFrame(rows)


# --- What was observed -------------------------------------------------------


def observed_years(facts: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Which years of the period were observed, programme by programme.

    Args:
        facts: ``facts.csv``.
        observations: ``observations.csv``.

    Returns:
        One row a programme and year: programme, year, asked (the volume spread
        evenly), unit, seen ("same" count, place and a whole year; "other" count
        that covers the year; "none"), value (of the same count, else NaN),
        fact_ids, obs_ids.
    """
    known = facts.set_index("fact_id")
    rows = []
    for row in records(scale(facts, observations)):
        indicator = known.loc[row.fact_ids.split("|")[0], "indicator"]
        there = observations[observations["place"] == row.place]
        same = there[
            (there["indicator"] == indicator)
            & (there["unit"] == row.unit)
            & (there["period"] == "year")
        ].set_index("year")
        near = there[there["indicator"].isin(_OTHER_COUNTS.get(row.programme, ()))]
        for year in range(PERIOD[0], PERIOD[1] + 1):
            hit = indicator != "" and year in same.index
            other = [o.obs_id for o in records(near) if year in _covered(o.period_detail, o.year)]
            rows.append(
                {
                    "programme": row.programme,
                    "year": year,
                    "asked": row.per_year,
                    "unit": row.unit,
                    "seen": "same" if hit else "other" if other else "none",
                    "value": float(same.loc[year, "value"]) if hit else float("nan"),
                    "fact_ids": row.fact_ids,
                    "obs_ids": str(same.loc[year, "obs_id"]) if hit else "|".join(other),
                }
            )
    return pd.DataFrame(rows)


def _covered(detail: str, year: int) -> range:
    """Years that an observation speaks of: "2018-2022", or its own."""
    first, _, last = str(detail).partition("-")
    if first.isdigit() and last.isdigit():
        return range(int(first), int(last) + 1)
    return range(year, year + 1)


# --- Old compounds -----------------------------------------------------------


def compounds(facts: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Old residential compounds: what is asked, planned and started.

    Args:
        facts: ``facts.csv``.
        observations: ``observations.csv``.

    Returns:
        Columns kind ("asked" for the period, "planned" for a year, "started"
        over several years), start, end (years), area (10,000 m²), per_year,
        confidence ("" for what is asked), fact_ids, obs_ids. Areas started and
        asked are not one count: see `started_since`.
    """
    asked = scale(facts, observations).set_index("programme").loc["compounds"]
    rows = [("asked", *PERIOD, float(asked["value"]), "", asked["fact_ids"], "")]
    for kind, indicator in (("planned", "old_housing_planned"), ("started", "old_housing_started")):
        own = observations[
            (observations["indicator"] == indicator)
            & observations["period"].isin(["year", "multi-year"])
        ]
        for row in records(own.sort_values(["year", "obs_id"])):
            years = _covered(row.period_detail, int(row.year))
            rows.append((kind, years[0], years[-1], row.value, row.confidence, "", row.obs_id))
    columns = ["kind", "start", "end", "area", "confidence", "fact_ids", "obs_ids"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(per_year=table["area"] / (table["end"] - table["start"] + 1))


@dataclass(frozen=True)
class Started:
    """What of the area started since 2018 can fall into the period of the plan.

    Attributes:
        low: At least, 10,000 m²: what was started after the period's second year.
        high: At most: all that was started since 2018.
        asked: The plan's volume.
        end: The last year counted.
        obs_ids: Observations it rests on.
    """

    low: float
    high: float
    asked: float
    end: int
    obs_ids: str


def started_since(table: pd.DataFrame) -> Started:
    """Bounds of the area started within the plan's period.

    The count runs from 2018 and is printed at two ends. The difference lies
    within the period for sure; what lies before the first end may or may not.
    No assumption is made on how it was spread over the years.

    Args:
        table: From `compounds`.

    Returns:
        The bounds.
    """
    begun = table[table["kind"] == "started"]
    since = begun[begun["start"] == begun["start"].min()].sort_values("end")
    first, last = since.iloc[0], since.iloc[-1]
    return Started(
        low=float(last["area"] - first["area"]),
        high=float(last["area"]),
        asked=float(table.loc[table["kind"] == "asked", "area"].iloc[0]),
        end=int(last["end"]),
        obs_ids=joined([first["obs_ids"], last["obs_ids"]]),
    )


# --- Completion --------------------------------------------------------------


def completion(volume: float, yearly: float, start: int = PERIOD[0] - 1) -> int:
    """The year in which a constant yearly volume completes a programme.

    Args:
        volume: What is to be done.
        yearly: Done each year, positive.
        start: The year at whose end nothing is done.

    Returns:
        The year.

    Raises:
        ValueError: Nothing is done.
    """
    if yearly <= 0:
        msg = f"a yearly volume of {yearly} completes nothing"
        raise ValueError(msg)
    years = pace.years_to_reach(0.0, pace.Target(volume), yearly)
    # A fifth done five times is all: rounding may not add a year.
    return start + -int(-(years - 1e-9) // 1)


def progress(volume: float, yearly: float, until: int, start: int = PERIOD[0] - 1) -> list[float]:
    """How much is done at the end of each year, no more than all.

    Args:
        volume: What is to be done.
        yearly: Done each year.
        until: The last year.
        start: The year at whose end nothing is done.

    Returns:
        Volumes from `start` to `until`.
    """
    return [min(volume, yearly * n) for n in range(until - start + 1)]
