"""The renewal plan's goals and tasks, Kaizhou's works, and what 2025 makes of them.

Tables in, tables out. Every table returned says with ``fact_ids``, ``obs_ids``
("|" between) or ``clause_ids`` ("renewal2025 p4.s1.i2") which rows of the data
package each of its rows was computed from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from cqanalysis import monitor
from cqanalysis.pace import Status
from cqanalysis.tables import Data, records

PLAN: Final = "renewal2025"
#: The clauses of the overall goals: one paragraph a dimension.
_GOALS: Final = "p1.s3."
#: Where a task names the subject of a goal without its number; read. A goal
#: that no task names has no entry.
_NAMED: Final = {
    "g1-1": "p4.s1.i2",
    "g1-2": "p4.s1.i2",
    "g1-4": "p7.s3.i3",
    "g2-1": "p5.s2.i2",
    "g2-2": "p5.s2.i3",
    "g2-3": "p5.s2.i3",
    "g2-5": "p5.s4.i1",
    "g2-6": "p5.s4.i2",
    "g2-7": "p10.s1.i1",
    "g3-1": "p8.s3.i1",
    "g3-2": "p8.s3.i3",
    "g3-3": "p3.s3.i2",
    "g3-4": "p7.s2.i2",
    "g4-1": "p10.s1.i1",
    "g4-2": "p10.s1.i1",
    "g4-3": "p10.s2.i3",
    "g5-3": "p6.s2.i2",
    "g6-1": "p9.s1.i2",
    "g6-2": "p9.s2.i1",
    "g6-3": "p9.s2.i1",
    "g6-4": "p9.s2.i1",
}
_BASES: Final = ("baseline", "achieved")
#: What was counted near a goal that is a total; the monitor compares levels only.
_NEAR: Final = {"old_housing_renewed": "old_housing_started"}


def goals(data: Data) -> pd.DataFrame:
    """The goals of the renewal plan: base, measured task, lead, observation.

    Args:
        data: The data package.

    Returns:
        One row a goal, in the order printed: goal (its fact), dimension (1 to
        6), label_en, label_zh, operator, value, unit, base ("here", "elsewhere", "none":
        a printed base of the same indicator and place), task ("measured": a
        task prints the number; "named": one names the subject; "none"),
        leads (number of lead agencies of that task), agencies ("|" between),
        seen ("judged": observed on its own definition since the plans' start;
        "near": on another one; "none"), fact_ids, obs_ids, clause_ids.
    """
    facts, observations = data["facts"], data["observations"]
    own = facts[facts["doc_id"] == PLAN]
    bodies = own[~own["clause"].str.startswith("p1.")]
    aims = own[own["clause"].str.startswith(_GOALS) & own["value"].notna()]
    leads = data["task_agencies"]
    leads = leads[leads["role"] == "lead"].groupby("task_id")["agency"].agg(list)
    board = monitor.board(data).set_index("fact_ids", drop=False)
    stands = {i: row for cell, row in board.iterrows() for i in str(cell).split("|")}
    rows = []
    for aim in records(aims):
        alike = bodies[
            ((bodies["indicator"] == aim.indicator) & (aim.indicator != ""))
            | (bodies["label_zh"] == aim.label_zh)
        ]
        base = facts[
            facts["kind"].isin(_BASES)
            & (facts["indicator"] == aim.indicator)
            & (facts["place"] == aim.place)
            & facts["year"].notna()
            & (aim.indicator != "")
        ]
        named = _NAMED.get(aim.fact_id.removeprefix(f"{PLAN}-{_GOALS}"), "")
        clause = alike["clause"].iloc[0] if len(alike) else named
        agencies = leads.get(f"{PLAN}-{clause}", []) if clause else []
        stand = stands[aim.fact_id]
        near = str(stand["obs_ids"])
        if aim.indicator in _NEAR:
            there = observations[observations["indicator"] == _NEAR[aim.indicator]]
            near = "|".join(there.loc[there["place"] == aim.place, "obs_id"])
        rows.append(
            {
                "goal": aim.fact_id,
                "dimension": int(aim.clause.rpartition("g")[2]),
                "label_en": aim.label_en,
                "label_zh": aim.label_zh,
                "operator": aim.operator,
                "value": aim.value,
                "unit": aim.unit,
                "base": _where(base),
                "task": "measured" if len(alike) else "named" if named else "none",
                "leads": len(agencies),
                "agencies": "|".join(agencies),
                "seen": "judged" if pd.notna(stand["seen_value"]) else "near" if near else "none",
                "fact_ids": "|".join([aim.fact_id, *alike["fact_id"], *base["fact_id"]]),
                "obs_ids": near,
                "clause_ids": f"{PLAN} {clause}" if clause else "",
            }
        )
    return pd.DataFrame(rows)


def _where(base: pd.DataFrame) -> str:
    if base.empty:
        return "none"
    return "here" if (base["doc_id"] == PLAN).any() else "elsewhere"


def measurable(data: Data) -> pd.DataFrame:
    """Which tasks of the renewal plan can be measured, by part.

    Args:
        data: The data package.

    Returns:
        One row a task: task_id, part (2 to 11), kind ("firm": a target or
        quantity with a number and a year, said without softening; "soft": a
        number that is about, an endeavour, a standard or a name; "none"),
        numbers (printed in its clause), observed (whether any of them was
        observed since the plans' start in a way that judges it), fact_ids, obs_ids, clause_ids.
    """
    facts = data["facts"]
    own = facts[(facts["doc_id"] == PLAN) & facts["value"].notna()]
    board = monitor.board(data)
    judged = board[board["seen_value"].notna() | (board["status"] == Status.CHANGED.value)]
    seen = {i: row.obs_ids for row in records(judged) for i in row.fact_ids.split("|")}
    tasks = data["tasks"]
    rows = []
    for task in records(tasks[tasks["doc_id"] == PLAN]):
        inside = own["clause"].str.startswith(f"{task.clause}.")
        there = own[(own["clause"] == task.clause) | inside]
        found = [seen[i] for i in there["fact_id"] if i in seen]
        rows.append(
            {
                "task_id": task.task_id,
                "part": int(task.clause.split(".")[0].removeprefix("p")),
                "kind": "firm" if task.strict == "yes" else "soft" if len(there) else "none",
                "numbers": len(there),
                "observed": "yes" if found else "no",
                "fact_ids": "|".join(there["fact_id"]),
                "obs_ids": "|".join(dict.fromkeys(i for cell in found for i in cell.split("|"))),
                "clause_ids": f"{PLAN} {task.clause}",
            }
        )
    return pd.DataFrame(rows)


# --- Kaizhou -------------------------------------------------------------------

#: Areas that Kaizhou's boxes of renewal works are printed for.
AREAS: Final = {
    "c4.s3.b5": "lakeside",
    "c4.s3.b6": "puli",
    "c4.s3.b7": "renewal-box",
    "c7.s2.b9": "utilities",
    "c7.s2.b10": "utilities",
}
#: Types of works, put together to classes that a reader can hold.
CLASSES: Final = {
    "green-water": ("park-green", "river-restoration", "ecology", "water-resources"),
    "energy": ("energy",),
    "housing-areas": ("housing", "renewal-area"),
    "commerce": ("commercial-area", "tourism"),
    "culture": ("culture-sport",),
    "schools-clinics": ("education", "health"),
    "water-waste": ("water-supply", "wastewater", "waste", "flood-control"),
    "streets": ("road", "parking-walking-cycling"),
    "other": ("other", "digital"),
}
#: Places of the data that are no more exact than the district, or than its city.
_VAGUE: Final = ("kaizhou", "kaizhou-city")


def works(projects: pd.DataFrame) -> pd.DataFrame:
    """Kaizhou's renewal works, each once.

    A work that the data mark as part of another is left out: its quantity
    stands with the whole.

    Args:
        projects: ``projects.csv``.

    Returns:
        One row a work: project, name_en, name_zh, area (of `AREAS`), kind (of
        `CLASSES`), located ("town": a street, town or township is named;
        "district": none is), counted ("yes": with a quantity), quantity, unit,
        stage, fact_ids, obs_ids, clause_ids.

    Raises:
        KeyError: A type or a box that no class or area has.
    """
    own = projects[(projects["doc_id"] == "kaizhou2035") & (projects["theme"] == "renewal")]
    own = own[~own["note"].str.startswith("part of ")]
    kinds = {kind: name for name, group in CLASSES.items() for kind in group}
    box = own["clause"].str.rsplit(".", n=1).str[0]
    return pd.DataFrame(
        {
            "project": own["project"],
            "name_en": own["name_en"],
            "name_zh": own["name_zh"],
            "area": [AREAS[b] for b in box],
            "kind": [kinds[t] for t in own["type"]],
            "located": ["district" if p in _VAGUE else "town" for p in own["place"]],
            "counted": ["yes" if pd.notna(q) else "no" for q in own["quantity"]],
            "quantity": own["quantity"],
            "unit": own["unit"],
            "stage": own["stage"],
            "fact_ids": own["fact_id"],
            "obs_ids": "",
            "clause_ids": "kaizhou2035 " + own["clause"],
        }
    ).reset_index(drop=True)


# --- From quantities to procedures ---------------------------------------------


@dataclass(frozen=True)
class Earlier:
    """What an earlier document has on the subject of a measure of 2025; read.

    Attributes:
        clauses: Clauses that name it ("plan2035 c5.s4.g5").
        facts: Numbers that they print on it.
        recast: Whether the same subject is put to another use or scope in 2025.
    """

    clauses: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    recast: bool = False

    @property
    def fate(self) -> str:
        """What became of it, as `successors` tells."""
        if self.facts:
            return "number gone"
        if self.recast:
            return "recast"
        return "kept" if self.clauses else "new"


_RENEWAL: Final = "plan2035 c5.s4.g5"
_FLOODS: Final = "plan2035 c6.s4.g4"
_DIGITAL: Final = "plan2035 c5.s3.g2"
_FUNDS: Final = ("plan2035 c8.s2.g1", "renewal2025 p11.s4")
#: By clause and number of the measure in ``measures.csv``.
EARLIER: Final[dict[tuple[str, int], Earlier]] = {
    ("t21.g1", 1): Earlier(("renewal2025 p11.s3",), recast=True),
    ("t21.g1", 2): Earlier(),
    ("t21.g1", 3): Earlier(
        (_RENEWAL, "renewal2025 p7.s2.i1"), ("plan2035-c5.s4.b8.r2-1", "renewal2025-p7.s2.i1-1")
    ),
    ("t21.g1", 4): Earlier(("renewal2025 p7.s2.i3",)),
    ("t21.g1", 5): Earlier(),
    ("t21.g1", 6): Earlier((_RENEWAL,)),
    ("t21.g1", 7): Earlier(("plan2035 c5.s4.g2", "renewal2025 p9.s1.i1")),
    ("t22.g1", 1): Earlier(
        ("plan2035 c4.s2.g5", "renewal2025 p7.s1.i1"), ("renewal2025-p7.s1.i1-1",)
    ),
    ("t22.g1", 2): Earlier((_RENEWAL,), recast=True),
    ("t22.g1", 3): Earlier(),
    ("t23.g1", 1): Earlier((_FLOODS,), ("plan2035-c6.s4.g4-1",)),
    ("t23.g1", 2): Earlier((_FLOODS, "renewal2025 p10.s1.i3")),
    ("t23.g1", 3): Earlier(("renewal2025 p8.s2.i1",), ("fyp14-p10.c33.s3.b17.r5-2",)),
    ("t23.g1", 4): Earlier((_FLOODS,)),
    ("t24.g1", 1): Earlier(
        ("renewal2025 p10.s1.i1", "renewal2025 p10.s1.i2"), ("renewal2025-p10.s1.i2-1",)
    ),
    ("t24.g1", 2): Earlier(("plan2035 c5.s4.b8.r4",), ("plan2035-c5.s4.b8.r4-5",)),
    ("t24.g1", 3): Earlier((_DIGITAL,)),
    ("t25.g1", 1): Earlier(
        ("plan2035 c5.s2.g4", "renewal2025 p4.s2.i1", "renewal2025 p8.s2.i1"),
        ("plan2035-c5.s4.b8.r5-1", "renewal2025-p4.s2.i1-1", "renewal2025-p8.s2.i1-1"),
    ),
    ("t25.g1", 2): Earlier(("fyp14 p10.c33.s3.b17.r4",), ("fyp14-p10.c33.s3.b17.r4-5",)),
    ("t25.g1", 3): Earlier(
        (_DIGITAL, "renewal2025 p10.s1.i1"), ("plan2035-c5.s3.g2-1", "renewal2025-p1.s3.g2-7")
    ),
    ("t25.g1", 4): Earlier(("plan2035 c5.s3.g3", "renewal2025 p4.s3.i3")),
    ("t26.g1", 1): Earlier(_FUNDS),
    ("t26.g1", 2): Earlier(_FUNDS),
    ("t26.g1", 3): Earlier((_RENEWAL, "renewal2025 p11.s3")),
    ("t26.g1", 4): Earlier((_RENEWAL,), recast=True),
}


def successors(measures: pd.DataFrame) -> pd.DataFrame:
    """The measures on renewal and safety of the plan of 2025, against the documents before.

    Args:
        measures: ``measures.csv``.

    Returns:
        One row a measure: clause, nth, measure_en, measure_zh, instrument, fate
        ("number gone": an earlier document printed one and 2025 none; "recast";
        "kept" in words; "new"), fact_ids, obs_ids, clause_ids.

    Raises:
        KeyError: A measure that was not read.
    """
    own = measures[
        (measures["doc_id"] == "action2025")
        & measures["clause"].str.fullmatch(r"t2[1-6]\.g1")
        & (measures["instrument"] != "none")
    ]
    rows = []
    for row in records(own):
        before = EARLIER[row.clause, int(row.nth)]
        rows.append(
            {
                "clause": row.clause,
                "nth": int(row.nth),
                "measure_en": row.measure_en,
                "measure_zh": row.measure_zh,
                "instrument": row.instrument,
                "fate": before.fate,
                "fact_ids": "|".join(before.facts),
                "obs_ids": "",
                "clause_ids": "|".join((f"action2025 {row.clause}", *before.clauses)),
            }
        )
    return pd.DataFrame(rows)
