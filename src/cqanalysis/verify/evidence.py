"""Prove the tables that name a clause but hold more than numbers.

Tasks and who carries them, projects, measures, roles, members, lists and text
in common: what a row says stands in the clause it names, and, the other way,
every body, every item of a listed box and every unit of a theme chapter has
its row.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from cqanalysis.verify import clauses as cutting
from cqanalysis.verify import numerals, reuse
from cqanalysis.verify.clauses import Clause
from cqanalysis.verify.proof import Failure, Row

Texts = Mapping[str, Mapping[str, Clause]]
Tables = Mapping[str, list[Row]]

#: Chapters whose paragraphs are cut into units and coded as measures.
MEASURED: Final = {
    "plan2035": re.compile(r"c[3-8](\.s\d+)?\.g\d+"),
    "kaizhou2035": re.compile(r"c[3-8](\.s\d+)?\.g\d+"),
    "action2025": re.compile(r"t([1-9]|1\d|2[0-6])\.g\d+"),
}
#: Paths of headings: parts, chapters, sections, items, tasks, boxes.
_HEADING: Final = re.compile(r"(?!n0)(.+\.)?[pcsitb]\d+")
#: Part of a short name's characters that its unit must have.
_OWN: Final = 2 / 3
_PIECES: Final = re.compile("[、，；。：:;,]")
#: Between the roles of one place: verbs of making, and the words that lead in.
_LEAD_IN: Final = re.compile("建设|打造|建成|加快[^，。；]*一体化[^，。；]*发展|[、，；。：和及]")


def prove_tables(tables: Tables, texts: Texts) -> tuple[Counter[str], list[Failure]]:
    """Prove every row of the tables beside the facts.

    Args:
        tables: Rows of tasks, task_agencies, agencies, boxes, projects,
            measures, roles, members, places, restatements, conflict_refs,
            documents (in the order of issue), facts and text_reuse, as strings.
        texts: Clauses by document and path.

    Returns:
        Rows proven by table, and what could not be proven.
    """
    counts: Counter[str] = Counter()
    failures: list[Failure] = []
    for name, check in _CHECKS.items():
        found = list(check(tables, texts))
        failures += found
        wrong = {(failure.row, failure.clause) for failure in found}
        counts[name] = max(0, sum(_in_clause(row) for row in tables[name]) - len(wrong))
    return counts, failures


def _clauses(tables: Tables, texts: Texts) -> Iterator[Failure]:
    """Every clause has its row; a heading has its title, nothing else has one."""
    file = "data/clauses.csv"
    coded = {(row["doc_id"], row["clause"]): row for row in tables["clauses"]}
    for doc, document in texts.items():
        for path, clause in document.items():
            # Sections, items and tasks run on into their text.
            heading = " ".join(re.split("[。；]", clause.text)[0].split())
            title = heading if _HEADING.fullmatch(path) else ""
            expected = (title, str(len(reuse.normalise(clause.text))))
            row = coded.pop((doc, path), None)
            found = (row["title_zh"], row["characters"]) if row else "no row"
            if found != expected:
                yield Failure(file, doc, path, f"{found}, expected {expected}")
    for doc, path in coded:
        if doc in texts:
            yield Failure(file, doc, path, "no such clause")


def _in_clause(row: Row) -> bool:
    """Rows that rest on a document: the others have a statistical source."""
    return bool(row.get("clause") or row.get("task_id") or row.get("table") == "clauses")


def _find(texts: Texts, doc: str, path: str) -> Clause | None:
    return texts.get(doc, {}).get(path)


def _located(
    name: str, key: Callable[[Row], str], rows: Iterable[Row], texts: Texts
) -> Iterator[tuple[Row, Clause | Failure]]:
    """Rows with their clause, or with the failure that there is none."""
    for row in rows:
        clause = _find(texts, row["doc_id"], row["clause"])
        if clause is None:
            reason = f"no such clause in {row['doc_id']}"
            yield row, Failure(f"data/{name}.csv", key(row), row["clause"], reason)
        else:
            yield row, clause


def _bracket(doc: str, path: str, texts: Texts) -> list[tuple[str, str]]:
    """Bodies of a task; in `action2025` they stand below its heading."""
    clause = _find(texts, doc, f"{path}.g1" if doc == "action2025" else path)
    return cutting.bodies(clause.text) if clause else []


def _tasks(tables: Tables, texts: Texts) -> Iterator[Failure]:
    file = "data/tasks.csv"
    for row, clause in _located("tasks", lambda r: r["task_id"], tables["tasks"], texts):
        if isinstance(clause, Failure):
            yield clause
            continue
        title = re.split("[。；]", clause.text)[0]
        if title != row["title_zh"]:
            reason = f"title «{row['title_zh']}», expected «{title}»"
            yield Failure(file, row["task_id"], row["clause"], reason)
    known = {(row["doc_id"], row["clause"]) for row in tables["tasks"]}
    for doc, document in texts.items():
        for path, clause in document.items():
            task = path.partition(".g")[0] if doc == "action2025" else path
            if cutting.bodies(clause.text) and (doc, task) not in known:
                yield Failure(file, "-", path, f"{doc}: bodies are named, but it is no task")


def _task_agencies(tables: Tables, texts: Texts) -> Iterator[Failure]:
    file = "data/task_agencies.csv"
    aliases = {row["agency"]: row["aliases"].split("|") for row in tables["agencies"]}
    named: dict[str, list[Row]] = defaultdict(list)
    for row in tables["task_agencies"]:
        named[row["task_id"]].append(row)
        if row["implied"] == "no" and row["printed_name"] not in aliases[row["agency"]]:
            reason = f"«{row['printed_name']}» is no printed form of {row['agency']}"
            yield Failure(file, row["task_id"], "-", reason)
    for task in tables["tasks"]:
        rows = sorted(
            (r for r in named[task["task_id"]] if r["implied"] == "no"),
            key=lambda r: (r["role"], int(r["position"])),
        )
        coded = [(row["role"], row["printed_name"]) for row in rows]
        printed = _bracket(task["doc_id"], task["clause"], texts)
        for role in ("lead", "responsible"):
            ours = [name for kind, name in coded if kind == role]
            theirs = [name for kind, name in printed if kind == role]
            if ours != theirs:
                reason = f"{role}: {'、'.join(ours)}, expected {'、'.join(theirs)}"
                yield Failure(file, task["task_id"], task["clause"], reason)


def _projects(tables: Tables, texts: Texts) -> Iterator[Failure]:
    file = "data/projects.csv"
    facts = {row["fact_id"]: row for row in tables["facts"]}
    titles = {(row["doc_id"], row["clause"]): row["title_zh"] for row in tables["boxes"]}
    at: dict[tuple[str, str], int] = {}
    for row, clause in _located("projects", lambda r: r["project"], tables["projects"], texts):
        if isinstance(clause, Failure):
            yield clause
            continue

        def failure(reason: str, row: Row = row) -> Failure:
            return Failure(file, row["project"], row["clause"], reason)

        where = (row["doc_id"], row["clause"])
        start = clause.text.find(row["printed"], at.get(where, 0))
        if start < 0:
            yield failure(f"«{row['printed']}» does not stand there, behind the row before")
        else:
            at[where] = start + len(row["printed"])
        if row["stage_printed"] not in clause.text:
            yield failure(f"stage «{row['stage_printed']}» does not stand there")
        if (row["stage"] == "unstated") != (not row["stage_printed"]):
            yield failure(f"stage «{row['stage']}», but «{row['stage_printed']}» as printed")
        strange = (
            set(row["name_zh"]) - set(clause.text) - set(titles.get((where[0], clause.box), ""))
        )
        if strange:
            yield failure(f"name «{row['name_zh']}»: {''.join(sorted(strange))} stands not there")
        if row["fact_id"]:
            fact = facts[row["fact_id"]]
            if (fact["value"], fact["unit"]) != (row["quantity"], row["unit"]):
                told = f"{fact['value']} {fact['unit']}"
                yield failure(f"quantity {row['quantity']} {row['unit']}, but its fact says {told}")
        elif row["quantity"] and not re.search(
            rf"(?<![\d.]){re.escape(row['quantity'])}(?![\d.])", clause.text
        ):
            yield failure(f"quantity {row['quantity']} does not stand there")


def _boxes(tables: Tables, texts: Texts) -> Iterator[Failure]:
    file = "data/boxes.csv"
    printed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in tables["projects"]:
        printed[row["doc_id"], row["clause"]].append(row["printed"])
    boxes = {(row["doc_id"], row["clause"]): row for row in tables["boxes"]}
    for row, clause in _located("boxes", lambda r: r["clause"], tables["boxes"], texts):
        if isinstance(clause, Failure):
            yield clause
            continue
        where = (row["doc_id"], row["clause"])
        if row["title_zh"] and row["title_zh"] not in clause.text:
            yield Failure(file, where[0], where[1], f"title «{row['title_zh']}» stands not there")
        if row["mode"] == "box":
            # Every row of a covered box is covered.
            for path, below in texts[where[0]].items():
                if below.box == clause.path != path and (where[0], path) not in boxes:
                    yield Failure(file, where[0], path, "a row of the box has no row here")
            continue
        if int(row["items"]) != len(printed[where]):
            reason = f"items {row['items']}, but projects.csv has {len(printed[where])}"
            yield Failure(file, where[0], where[1], reason)
        if row["mode"] == "items":
            # The row's own title opens it and is no item; elsewhere it would be.
            body = clause.text.removeprefix(row["title_zh"])
            known = [*printed[where], *row["not_items"].split("|")]
            yield from _uncovered(file, where, body, [k for k in known if k])
    for where in printed.keys() - boxes.keys():
        yield Failure(file, where[0], where[1], "projects stand in a clause that is in no box")


def _uncovered(file: str, where: tuple[str, str], text: str, known: list[str]) -> Iterator[Failure]:
    """Pieces of a list that no item and no listed remark touches."""
    touched = [False] * len(text)
    for part in known:
        for start in (m.start() for m in re.finditer(re.escape(part), text)):
            touched[start : start + len(part)] = [True] * len(part)
    start = 0
    for piece in _PIECES.split(text):
        if piece.strip() and not any(touched[start : start + len(piece)]):
            yield Failure(file, where[0], where[1], f"«{piece}» is neither item nor remark")
        start += len(piece) + 1


def _measures(tables: Tables, texts: Texts) -> Iterator[Failure]:
    file = "data/measures.csv"
    coded = {(r["doc_id"], r["clause"], int(r["nth"])): r for r in tables["measures"]}
    standing = set()
    for doc, pattern in MEASURED.items():
        for path, clause in texts.get(doc, {}).items():
            if not pattern.fullmatch(path):
                continue
            for nth, unit in enumerate(cutting.units(clause.text), start=1):
                standing.add((doc, path, nth))
                row = coded.get((doc, path, nth))
                if row is None:
                    yield Failure(file, f"{doc}/{nth}", path, "the unit is not coded")
                    continue
                name = row["measure_zh"]
                if (row["instrument"] == "none") == bool(name):
                    yield Failure(file, f"{doc}/{nth}", path, f"{row['instrument']} named «{name}»")
                elif name and sum(c in unit for c in name) < _OWN * len(name):
                    reason = f"«{name}»: less than two thirds of it stands in the unit"
                    yield Failure(file, f"{doc}/{nth}", path, reason)
    for doc, path, nth in sorted(coded.keys() - standing):
        if doc in texts:
            yield Failure(file, f"{doc}/{nth}", path, "no such unit")


def _short(name: str) -> str:
    """A place's name as lists print it: 巫溪 for 巫溪县, 石柱 for 石柱土家族自治县."""
    short = re.sub("(土家族|苗族)*自治县$|街道$|[区县]$|（.*）$", "", name)
    return short if len(short) > 1 else name


def _roles(tables: Tables, texts: Texts) -> Iterator[Failure]:
    file = "data/roles.csv"
    names = {row["place"]: row["name_zh"] for row in tables["places"]}
    tags = {row["tag"] for row in tables["role_tags"]}
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row, clause in _located("roles", lambda r: r["role_id"], tables["roles"], texts):
        if isinstance(clause, Failure):
            yield clause
            continue
        said[row["doc_id"], row["clause"]].append(row["role_zh"])
        if row["role_zh"] not in clause.text:
            reason = f"role «{row['role_zh']}» does not stand there"
            yield Failure(file, row["role_id"], row["clause"], reason)
        if _short(names[row["place"]]) not in clause.text:
            reason = f"{names[row['place']]} is not named there"
            yield Failure(file, row["role_id"], row["clause"], reason)
        strange = set(row["tags"].split()) - tags
        if strange:
            yield Failure(file, row["role_id"], row["clause"], f"no such tags: {sorted(strange)}")
    for (doc, path), roles in said.items():
        if doc != "plan2035":
            continue
        text = texts[doc][path].text
        rest = text.partition("：")[2] or text
        for role in sorted(roles, key=len, reverse=True):
            rest = rest.replace(role, "、")
        left = _LEAD_IN.sub("", rest)
        if left:
            yield Failure(file, "-", path, f"{doc}: «{left}» is part of no role")


def _members(tables: Tables, texts: Texts) -> Iterator[Failure]:
    names = {row["place"]: row["name_zh"] for row in tables["places"]}
    rows = [row for row in tables["members"] if row["clause"]]

    def key(row: Row) -> str:
        return f"{row['group']}/{row['place']}"

    for row, clause in _located("members", key, rows, texts):
        if isinstance(clause, Failure):
            yield clause
        elif _short(names[row["place"]]) not in clause.text:
            reason = f"{names[row['place']]} is not named there"
            yield Failure("data/members.csv", key(row), row["clause"], reason)


def _places(tables: Tables, texts: Texts) -> Iterator[Failure]:
    """A town's name, function and planned people stand in one of its clauses."""
    document = texts.get("kaizhou2035", {})
    for row in tables["places"]:
        paths = [path for path in row["clause"].split("|") if path]
        text = "\n".join(document[path].text for path in paths if path in document)

        def failure(reason: str, row: Row = row) -> Failure:
            return Failure("data/places.csv", row["place"], row["clause"], reason)

        for path in paths:
            if path not in document:
                yield failure(f"no clause {path} in kaizhou2035")
        if not paths:
            continue
        if _short(row["name_zh"]) not in text and row["kind"] != "group":
            yield failure(f"{row['name_zh']} is not named there")
        if row["function_zh"] not in text:
            yield failure(f"function «{row['function_zh']}» does not stand there")
        for column in ("pop2025_low", "pop2025_high", "pop2035_low", "pop2035_high"):
            if row[column] and not numerals.occurrences(text, row[column]):
                yield failure(f"{column} {row[column]} does not stand there")


def _restatements(tables: Tables, texts: Texts) -> Iterator[Failure]:
    """Every name of a list stands in one of the clauses that it cites."""
    file = "data/restatements.csv"
    for row in tables["restatements"]:
        paths = row["clause"].split()
        found = [_find(texts, row["doc_id"], path) for path in paths]
        for path, clause in zip(paths, found, strict=True):
            if clause is None:
                yield Failure(file, row["check_id"], path, f"no such clause in {row['doc_id']}")
        text = "\n".join(clause.text for clause in found if clause)
        for part in row["parts"].split("|") if row["kind"] == "list" and paths else ():
            if part not in text:
                yield Failure(file, row["check_id"], row["clause"], f"«{part}» stands not there")


def _conflict_refs(tables: Tables, texts: Texts) -> Iterator[Failure]:
    for row in tables["conflict_refs"]:
        if row["table"] != "clauses":
            continue
        doc, _, path = row["ref"].partition("/")
        clause = _find(texts, doc, path)
        if clause is None or row["said"] not in clause.text:
            found = "no such clause" if clause is None else f"«{row['said']}» does not stand there"
            yield Failure("data/conflict_refs.csv", row["conflict_id"], row["ref"], found)


def _text_reuse(tables: Tables, texts: Texts) -> Iterator[Failure]:
    file = "data/text_reuse.csv"
    ours = {
        (r["doc_a"], r["doc_b"], r["clause"]): (r["characters"], r["shared"], r["source"])
        for r in tables["text_reuse"]
    }
    order = [row["doc_id"] for row in tables["documents"] if row["doc_id"] in texts]
    for found in reuse.compare_all(order, texts):
        key = (found.doc_a, found.doc_b, found.clause)
        measured = (str(found.characters), str(found.shared), found.source)
        coded = ours.pop(key, None)
        if coded != measured:
            reason = f"{coded or 'no row'}, expected {measured}"
            yield Failure(file, f"{key[0]}/{key[1]}", key[2], reason)
    for doc_a, doc_b, path in ours:
        if {doc_a, doc_b} <= texts.keys():
            yield Failure(file, f"{doc_a}/{doc_b}", path, "no such clause or pair")


_CHECKS: Final[dict[str, Callable[[Tables, Texts], Iterator[Failure]]]] = {
    "clauses": _clauses,
    "tasks": _tasks,
    "task_agencies": _task_agencies,
    "boxes": _boxes,
    "projects": _projects,
    "measures": _measures,
    "roles": _roles,
    "members": _members,
    "places": _places,
    "restatements": _restatements,
    "conflict_refs": _conflict_refs,
    "text_reuse": _text_reuse,
}
