"""Who leads, who is responsible, with whom: the bodies of the two action plans.

A network of two modes, tasks and bodies. Tables in, tables out; every row says
with ``clause_ids`` ("renewal2025 p2.s1", "|" between) which tasks it was counted
from. What a document says once for all tasks is not counted as a mention.
"""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass
from typing import Final

import networkx as nx
import pandas as pd
from scipy import stats

from cqanalysis import sizes
from cqanalysis.tables import Data, joined, records

#: The plan that prints who leads, and the one that prints responsible bodies only.
PLAN: Final = "renewal2025"
LATER: Final = "action2025"
#: The governments of districts stand in eight printed forms: one node.
DISTRICTS: Final = "districts"
#: Confidence of the intervals.
_LEVEL: Final = 0.95


@functools.lru_cache(maxsize=4)
def mentions(data: Data) -> pd.DataFrame:
    """Every printed mention of a body in a task.

    Args:
        data: The data package.

    Returns:
        Columns task_id, doc_id, theme, clause_id, role, agency, kind, node (the
        body; the districts' governments as one; "" for bodies not named),
        leads (bodies that lead the task). The table is kept: change a copy.
    """
    tasks = data["tasks"][["task_id", "doc_id", "theme", "clause"]]
    kinds = data["agencies"][["agency", "kind"]]
    rows = data["task_agencies"]
    rows = rows[rows["implied"] == "no"].merge(tasks, on="task_id").merge(kinds, on="agency")
    node = rows["agency"].where(rows["kind"] != "district governments", DISTRICTS)
    leads = rows["role"].eq("lead").groupby(rows["task_id"]).transform("sum")
    rows = rows.assign(
        clause_id=rows["doc_id"] + " " + rows["clause"],
        node=node.where(rows["kind"] != "unnamed", ""),
        leads=leads,
    )
    table: pd.DataFrame = rows[
        ["task_id", "doc_id", "theme", "clause_id", "role", "agency", "kind", "node", "leads"]
    ]
    return table


def leaders(data: Data) -> pd.DataFrame:
    """What each body does in the tasks of the plan that prints who leads.

    A task with several leads counts for each with its fraction, so that the
    shares of all bodies add up to the tasks.

    Args:
        data: The data package.

    Returns:
        Columns agency, alone, joint, responsible (tasks led alone, led with
        others, not led), weight (led tasks, by fractions), share (of all tasks,
        percent), later (tasks of the plan of 2025 that name it), fact_ids,
        obs_ids, clause_ids; one row a body named in either plan, the highest
        weight first.
    """
    rows = mentions(data)
    own, later = rows[rows["doc_id"] == PLAN], rows[rows["doc_id"] == LATER]
    total = own["task_id"].nunique()
    found = []
    for agency in data["agencies"]["agency"]:
        mine = own[own["agency"] == agency]
        led = mine[mine["role"] == "lead"]
        rest = set(mine["task_id"]) - set(led["task_id"])
        weight = float((1 / led["leads"]).sum())
        then = later[later["agency"] == agency]
        found.append(
            {
                "agency": agency,
                "alone": int((led["leads"] == 1).sum()),
                "joint": int((led["leads"] > 1).sum()),
                "responsible": len(rest),
                "weight": weight,
                "share": 100 * weight / total,
                "later": then["task_id"].nunique(),
                "fact_ids": "",
                "obs_ids": "",
                "clause_ids": joined([*mine["clause_id"], *then["clause_id"]]),
            }
        )
    table = pd.DataFrame(found)
    whole = table["alone"] + table["joint"] + table["responsible"]
    ordered: pd.DataFrame = table.assign(whole=whole).sort_values(
        ["weight", "whole", "later", "agency"], ascending=[False, False, False, True],
        ignore_index=True,
    )  # fmt: skip
    return ordered.drop(columns="whole")


@dataclass(frozen=True)
class Leads:
    """How the lead of tasks is spread.

    Attributes:
        tasks: Tasks of the plan.
        bodies: Bodies named in it.
        leading: Those of them that lead at least one task.
        joint: Tasks led by more than one.
        concentration: `sizes.herfindahl` of the leads.
        half: Fewest bodies that together lead half the tasks, by fractions.
    """

    tasks: int
    bodies: int
    leading: int
    joint: int
    concentration: float
    half: int


def spread(data: Data) -> Leads:
    """How the lead of tasks is spread.

    Args:
        data: The data package.

    Returns:
        Counts and the index.
    """
    rows = mentions(data)
    own = rows[rows["doc_id"] == PLAN]
    weights = leaders(data)["weight"]
    led = weights[weights > 0].sort_values(ascending=False)
    named = own[own["kind"] != "unnamed"]
    return Leads(
        tasks=own["task_id"].nunique(),
        bodies=named["agency"].nunique(),
        leading=named.loc[named["role"] == "lead", "agency"].nunique(),
        joint=own.loc[own["leads"] > 1, "task_id"].nunique(),
        concentration=sizes.herfindahl(led),
        half=int((led.cumsum() < own["task_id"].nunique() / 2).sum()) + 1,
    )


def projection(data: Data, doc_id: str = PLAN, *, districts: bool = False) -> nx.Graph:
    """The bodies of one plan, tied by the tasks that name them together.

    A task of n bodies adds 1 / (n − 1) to each of its ties, so that a long list
    of bodies ties no more than a short one (M. E. J. Newman 2001, "Scientific
    collaboration networks. II", Physical Review E 64, 016132).

    Args:
        data: The data package.
        doc_id: The plan.
        districts: Whether the districts' governments, which stand in almost
            every task, are a node.

    Returns:
        Nodes with tasks; edges with tasks (in common), weight and distance
        (its inverse).
    """
    rows = mentions(data)
    rows = rows[(rows["doc_id"] == doc_id) & (rows["node"] != "")]
    rows = rows if districts else rows[rows["node"] != DISTRICTS]
    graph = nx.Graph()
    for _, task in rows.groupby("task_id"):
        nodes = sorted(set(task["node"]))
        for node in nodes:
            graph.add_node(node, tasks=graph.nodes.get(node, {}).get("tasks", 0) + 1)
        for one, two in itertools.combinations(nodes, 2):
            tie = graph.get_edge_data(one, two, {"tasks": 0, "weight": 0.0})
            weight = tie["weight"] + 1 / (len(nodes) - 1)
            graph.add_edge(one, two, tasks=tie["tasks"] + 1, weight=weight, distance=1 / weight)
    return graph


def centrality(graph: nx.Graph) -> pd.DataFrame:
    """How each body stands in the network.

    Args:
        graph: From `projection`.

    Returns:
        Columns node, tasks, partners, between (share of the shortest paths
        between two others that pass through it, percent; L. C. Freeman 1977,
        "A set of measures of centrality based on betweenness", Sociometry 40,
        35-41); the most tasks first.
    """
    between = nx.betweenness_centrality(graph, weight="distance")
    rows = [
        (node, graph.nodes[node]["tasks"], graph.degree(node), 100 * between[node])
        for node in graph
    ]
    table = pd.DataFrame(rows, columns=["node", "tasks", "partners", "between"])
    ordered: pd.DataFrame = table.sort_values(
        ["tasks", "between", "node"], ascending=[False, False, True], ignore_index=True
    )
    return ordered


def ties(data: Data, most: int) -> pd.DataFrame:
    """Tasks in common of the bodies with the most tasks, pair by pair.

    Args:
        data: The data package.
        most: How many bodies.

    Returns:
        Columns one, two, tasks (in common; of a body with itself, all its
        own), between (of ``one``), partners (of ``one``), fact_ids, obs_ids,
        clause_ids; every pair both ways, bodies in the order of `centrality`;
        pairs without a task are left out.
    """
    stands = centrality(projection(data)).head(most).set_index("node")
    rows = mentions(data)
    rows = rows[rows["doc_id"] == PLAN]
    clauses = rows.groupby("node")["clause_id"].agg(lambda own: list(dict.fromkeys(own)))
    found = []
    for one, two in itertools.product(stands.index, repeat=2):
        common = [clause for clause in clauses[one] if clause in set(clauses[two])]
        if common:
            row = stands.loc[one]
            found.append(
                (one, two, len(common), row["between"], row["partners"], "", "", "|".join(common))
            )
    columns = ["one", "two", "tasks", "between", "partners", "fact_ids", "obs_ids", "clause_ids"]
    return pd.DataFrame(found, columns=columns)


def renewal_change(data: Data) -> pd.DataFrame:
    """Bodies named in tasks on urban renewal, in 2022 and in 2025.

    Only the tasks of the theme, since the plan of 2025 is wider than that of
    2022; roles merged, since it prints responsible bodies only. A body that
    took over another's role counts as that one. The governments of districts
    are left out: the plan of 2025 names them once for all tasks.

    Args:
        data: The data package.

    Returns:
        Columns node, first, later (tasks that name it), first_all, later_all
        (tasks), first_share, later_share (percent), first_low, first_high,
        later_low, later_high (percent, 95 % interval; C. J. Clopper and E. S.
        Pearson 1934, Biometrika 26, 404-413, as if the tasks were a draw from
        tasks of their kind), p (that the shares differ, R. A. Fisher's exact
        test), fact_ids, obs_ids, clause_ids; the most named in 2022 first.
    """
    rows = mentions(data)
    rows = rows[(rows["theme"] == "renewal") & ~rows["node"].isin(["", DISTRICTS])]
    heirs = data["agencies"].set_index("agency")["predecessor"]
    heirs = heirs[heirs != ""]
    rows = rows.assign(node=rows["node"].replace(heirs.to_dict()))
    whole = mentions(data)
    whole = whole[whole["theme"] == "renewal"].groupby("doc_id")["task_id"].nunique()
    one, two = int(whole[PLAN]), int(whole[LATER])
    found = []
    for node, own in rows.groupby("node"):
        a, b = (own.loc[own["doc_id"] == doc, "task_id"].nunique() for doc in (PLAN, LATER))
        first, later = _interval(a, one), _interval(b, two)
        p = float(stats.fisher_exact([[a, one - a], [b, two - b]]).pvalue)
        found.append(
            (
                node, a, b, one, two, 100 * a / one, 100 * b / two, *first, *later, p, "", "",
                joined(own["clause_id"]),
            )
        )  # fmt: skip
    columns = [
        "node", "first", "later", "first_all", "later_all", "first_share", "later_share",
        "first_low", "first_high", "later_low", "later_high", "p", "fact_ids", "obs_ids",
        "clause_ids",
    ]  # fmt: skip
    table: pd.DataFrame = pd.DataFrame(found, columns=columns).sort_values(
        ["first", "later", "node"], ascending=[False, False, True], ignore_index=True
    )
    return table


def _interval(part: int, whole: int) -> tuple[float, float]:
    """Exact interval of a share, percent."""
    found = stats.binomtest(part, whole).proportion_ci(_LEVEL, method="exact")
    return 100 * float(found.low), 100 * float(found.high)


@dataclass(frozen=True)
class Absences:
    """Who stands in one plan and not in the other.

    Attributes:
        gone: Bodies of 2022 that no task of 2025 names, nor their successors.
        new: Bodies of 2025 that no task of 2022 named, nor their predecessors.
        never: Bodies of 2022 that lead no task.
    """

    gone: tuple[str, ...]
    new: tuple[str, ...]
    never: tuple[str, ...]


def absences(data: Data) -> Absences:
    """Who is named in one plan only, and who never leads.

    Args:
        data: The data package.

    Returns:
        Keys of bodies, the districts' governments and bodies not named left out.
    """
    heirs = data["agencies"].set_index("agency")["predecessor"]
    heirs = heirs[heirs != ""].to_dict()
    rows = mentions(data)
    rows = rows[~rows["node"].isin(["", DISTRICTS])]
    rows = rows.assign(node=rows["node"].replace(heirs))
    one, two = (set(rows.loc[rows["doc_id"] == doc, "node"]) for doc in (PLAN, LATER))
    leading = set(rows.loc[rows["role"] == "lead", "node"])
    return Absences(
        gone=tuple(sorted(one - two)),
        new=tuple(sorted(two - one)),
        never=tuple(sorted(one - leading)),
    )


@dataclass(frozen=True)
class Dossier:
    """One body: its tasks, partners and measurable targets.

    Attributes:
        led: Tasks of 2022 that it leads, alone or with others.
        alone: Those that it leads alone.
        responsible: Tasks of 2022 in which it is responsible only.
        later: Tasks of 2025 that name it.
        partners: Bodies with tasks in common, and how many: the most first.
        tasks: Its tasks: task_id, role, strict (the task holds a number with a year).
        targets: Numbers of targets in its tasks, as ids of facts.
    """

    led: int
    alone: int
    responsible: int
    later: int
    partners: tuple[tuple[str, int], ...]
    tasks: pd.DataFrame
    targets: tuple[str, ...]


def dossier(data: Data, agency: str) -> Dossier:
    """What the two plans give one body to do.

    Args:
        data: The data package.
        agency: Its key.

    Returns:
        Its tasks in the order of the documents; those of a number first.

    Raises:
        KeyError: No task names it.
    """
    rows = mentions(data)
    own = rows[rows["agency"] == agency]
    if own.empty:
        msg = f"no task names {agency!r}"
        raise KeyError(msg)
    beside = rows[
        rows["task_id"].isin(own["task_id"]) & ~rows["node"].isin(["", own["node"].iloc[0]])
    ]
    counts = beside.groupby("node")["task_id"].nunique()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    led = own[own["role"] == "lead"]
    tasks = data["tasks"].set_index("task_id")
    mine = own.drop_duplicates("task_id")[["task_id", "role"]]
    mine = mine.assign(strict=mine["task_id"].map(tasks["strict"]).eq("yes"))
    mine = mine.assign(place=mine["task_id"].map({task: n for n, task in enumerate(tasks.index)}))
    mine = mine.sort_values(["strict", "place"], ascending=[False, True], ignore_index=True)
    held = owners(data)
    targets = data["facts"]
    targets = targets[targets["kind"].eq("target") & targets["value"].notna()]
    return Dossier(
        led=led["task_id"].nunique(),
        alone=int((led["leads"] == 1).sum()),
        responsible=own.loc[own["doc_id"] == PLAN, "task_id"].nunique() - led["task_id"].nunique(),
        later=own.loc[own["doc_id"] == LATER, "task_id"].nunique(),
        partners=tuple((str(node), int(n)) for node, n in ordered),
        tasks=mine.drop(columns="place"),
        targets=tuple(fact for fact in targets["fact_id"] if held.get(fact) in set(own["task_id"])),
    )


@functools.lru_cache(maxsize=4)
def owners(data: Data) -> dict[str, str]:
    """The task that a fact stands in, where bodies are named for it.

    Args:
        data: The data package.

    Returns:
        Task by fact; facts outside tasks are left out. It is kept: change a copy.
    """
    tasks = {(row.doc_id, row.clause): row.task_id for row in records(data["tasks"])}
    found = {}
    for fact in records(data["facts"]):
        steps = fact.clause.split(".")
        for end in range(len(steps), 0, -1):
            task = tasks.get((fact.doc_id, ".".join(steps[:end])))
            if task:
                found[fact.fact_id] = task
                break
    return found
