"""The clause index: a document's contents, and what this book drew from each clause."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from cqanalysis import citation
from cqanalysis.drawing.text import Language, number
from cqanalysis.site.reference.lookup import Lookup
from cqanalysis.site.reference.markup import Html, Page, escape, join, link
from cqanalysis.tables import records

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "Clauses of the {}",
        "lead": "The contents of the {title}, and at each clause what this book drew from it: "
        "{facts} numbers, {tasks} numbered tasks, {projects} projects and {measures} measures. "
        "Titles and numbers only; the sentences of the document are not reproduced. "
        "A clause is a path: {steps}. Each has an address of its own.",
        "partly": " The document is covered in part: {}.",
        "numbers": "Numbers",
        "tasks": "Tasks",
        "projects": "Projects",
        "measures": "Measures",
        "roles": "Roles",
        "members": "Members",
        "conflicts": "Conflicts",
        "exhibits": "Exhibits",
        "nothing": "Nothing drawn from:",
    },
    "zh": {
        "title": "条款索引：{}",
        "lead": "本页列出《{title}》的目录，以及本书从各条款中取得的内容：数字{facts}个，"
        "编号任务{tasks}项，项目{projects}个，政策措施{measures}条。只列标题和数字，不转载原文语句。"
        "条款以路径表示：{steps}。每一条款都有单独的地址。",
        "partly": "本文件收录部分篇章：{}。",
        "numbers": "数字",
        "tasks": "任务",
        "projects": "项目",
        "measures": "措施",
        "roles": "功能定位",
        "members": "所属范围",
        "conflicts": "不一致之处",
        "exhibits": "图表",
        "nothing": "未取内容：",
    },
}
_STEPS: Final[dict[Language, str]] = {
    "en": "n notice, p part, c chapter, s section, i item, t task, g paragraph, b box, r row, l sub-row",
    "zh": "n印发通知，p篇（部分），c章，s节，i项，t任务，g段，b专栏，r行，l子行",
}


def pages(lookup: Lookup) -> list[Page]:
    """One page a document.

    Args:
        lookup: The edition's names and cross-references.

    Returns:
        The pages, in the order of the documents.
    """
    return [_page(row, lookup) for row in records(lookup.data["documents"])]


def _page(document: Any, lookup: Lookup) -> Page:
    words, language = _WORDS[lookup.language], lookup.language
    holdings = _holdings(document.doc_id, lookup)
    titles = {
        row.clause: str(getattr(row, f"title_{language}"))
        for row in records(lookup.data["clauses"])
        if row.doc_id == document.doc_id
    }
    page = Page(
        f"clauses/{document.doc_id}", words["title"].format(lookup.short[document.doc_id]), language
    )
    counts = {
        name: number(sum(len(h.get(name, [])) for h in holdings.values()), language=language)
        for name in ("numbers", "tasks", "projects", "measures")
    }
    lead = words["lead"].format(
        title=getattr(document, f"title_{language}"), steps=_STEPS[language],
        facts=counts["numbers"], tasks=counts["tasks"],
        projects=counts["projects"], measures=counts["measures"],
    )  # fmt: skip
    if document.coverage != "*":
        between = {"en": ", ", "zh": "、"}[language]
        lead += words["partly"].format(between.join(document.coverage.split()))
    page.text(lead)
    page.raw("\n".join(_entries(titles, holdings, lookup)))
    return page


def _entries(
    titles: dict[str, str], holdings: dict[str, dict[str, list[Html]]], lookup: Lookup
) -> Iterator[str]:
    """Every clause has an anchor; those with nothing to show share a line."""
    words = _WORDS[lookup.language]
    for empty, group in itertools.groupby(titles, lambda p: not titles[p] and p not in holdings):
        if empty:
            codes = " ".join(f'<code id="{path}">{path}</code>' for path in group)
            yield f'<p class="cq-empty">{words["nothing"]} {codes}</p>'
        else:
            yield from (_entry(p, titles[p], holdings.get(p, {}), lookup) for p in group)


def _holdings(doc_id: str, lookup: Lookup) -> dict[str, dict[str, list[Html]]]:
    """By clause and kind, what this book drew from it."""
    data, language = lookup.data, lookup.language
    found: dict[str, dict[str, list[Html]]] = defaultdict(lambda: defaultdict(list))

    def rows(table: str) -> Any:
        return (row for row in records(data[table]) if row.doc_id == doc_id)

    for fact in rows("facts"):
        name = lookup.indicator(fact.indicator) if fact.indicator else lookup.label(fact)
        value = join(
            [lookup.printed(fact), "" if lookup.years(fact) == "—" else lookup.years(fact)]
        )
        colon = {"en": ": ", "zh": "："}[language]
        entry = Html(
            f'<span id="{fact.fact_id}">{escape(name)}</span>{colon}<b>{escape(value)}</b>'
        )
        found[fact.clause]["numbers"].append(entry)
        found[fact.clause]["exhibits"] += [
            lookup.exhibit(key) for key in lookup.uses.get(fact.fact_id, [])
        ]
    for task in rows("tasks"):
        title = str(getattr(task, f"title_{language}"))
        target = f"../reference/tasks.html#{task.task_id}"
        found[task.clause]["tasks"].append(link(target, f"{task.number}. {title}"))
    for project in rows("projects"):
        found[project.clause]["projects"].append(Html(escape(lookup.name(project))))
    for measure in rows("measures"):
        if measure.instrument != "none":
            short = str(getattr(measure, f"measure_{language}"))
            found[measure.clause]["measures"].append(Html(escape(short)))
    for role in rows("roles"):
        entry = join(
            [lookup.place(role.place), str(getattr(role, f"role_{language}"))],
            {"en": ": ", "zh": "："}[language],
        )
        found[role.clause]["roles"].append(entry)
    for member in rows("members"):
        entry = join([lookup.place(member.place), lookup.place_names[member.group]], " → ")
        found[member.clause]["members"].append(entry)
    for (named, path), exhibits in lookup.names.items():
        if named == doc_id:
            found[path]["exhibits"] += [lookup.exhibit(key) for key in exhibits]
    for (table, key), conflicts in lookup.disputes.items():
        clause = _clause_of(table, key, doc_id, lookup)
        if clause:
            found[clause]["conflicts"] += [lookup.conflict(c) for c in conflicts]
    return {
        path: {k: list(dict.fromkeys(v)) for k, v in held.items()} for path, held in found.items()
    }


def _clause_of(table: str, key: str, doc_id: str, lookup: Lookup) -> str:
    if table == "facts":
        fact = lookup.facts[key]
        return str(fact.clause) if fact.doc_id == doc_id else ""
    if table in ("projects", "tasks", "roles") and key.startswith(f"{doc_id}-"):
        return key.removeprefix(f"{doc_id}-").rpartition("-")[0] or key.removeprefix(f"{doc_id}-")
    if table == "clauses" and key.startswith(f"{doc_id}/"):
        return key.partition("/")[2]
    return ""


def _entry(path: str, title: str, held: dict[str, list[Html]], lookup: Lookup) -> str:
    """A clause: its anchor, its title or address, and what it holds."""
    words = _WORDS[lookup.language]
    name = escape(title) if title else escape(citation.steps(path, lookup.language))
    # A paragraph has no title: its address heads nothing.
    level = "h2" if "." not in path else "h3" if title else "p"
    head = (
        f'<{level} class="cq-clause" id="{path}">{name} '
        f'<a class="cq-path" href="#{path}"><code>{path}</code></a></{level}>'
    )
    lines = []
    for kind in (
        "tasks",
        "numbers",
        "projects",
        "measures",
        "roles",
        "members",
        "conflicts",
        "exhibits",
    ):
        entries = held.get(kind)
        if entries:
            between = {"en": "; ", "zh": "；"}[lookup.language]
            lines.append(f"<dt>{words[kind]}</dt><dd>{join(list(entries), between)}</dd>")
    body = f'<dl class="cq-held">{"".join(lines)}</dl>' if lines else ""
    return head + body
