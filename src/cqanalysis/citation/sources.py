"""What a figure rests on, in words: computed from the rows drawn, so it cannot go stale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from cqanalysis.drawing.text import Language
from cqanalysis.tables import Data

#: Columns of an exhibit's table that name where a row comes from, "|" between.
FACTS: Final = "fact_ids"
OBSERVATIONS: Final = "obs_ids"
#: A column of tables that rest on clauses without a number: lists, roles, projects.
CLAUSES: Final = "clause_ids"
_SHOWN_CLAUSES: Final = 4
_STEPS_EN: Final = {
    "p": "part {}", "c": "chapter {}", "s": "section {}", "i": "item {}", "t": "task {}",
    "g": "paragraph {}", "b": "box {}", "r": "row {}", "l": "sub-row {}", "k": "group {}",
}  # fmt: skip
_STEPS_ZH: Final = {
    "p": "第{}部分", "c": "第{}章", "s": "第{}节", "i": "第{}条", "t": "任务{}",
    "g": "第{}段", "b": "专栏{}", "r": "第{}行", "l": "第{}子行", "k": "第{}组",
}  # fmt: skip
#: Parts of the plan of 2025 that are no task: what stands before and behind the tasks.
_NAMED: Final[dict[str, dict[Language, str]]] = {
    "n0": {"en": "notice", "zh": "印发通知"},
    "t0": {"en": "general requirements", "zh": "总体要求"},
    "t27": {"en": "implementation", "zh": "实施机制"},
}


def ids(table: pd.DataFrame, column: str) -> list[str]:
    """Ids that a table's rows were computed from.

    Args:
        table: An exhibit's table.
        column: `FACTS`, `OBSERVATIONS` or `CLAUSES`.

    Returns:
        Each id once, in the order met.
    """
    if column not in table:
        return []
    return list(dict.fromkeys(i for cell in table[column] for i in str(cell).split("|") if i))


def cited(table: pd.DataFrame, data: Data) -> pd.DataFrame:
    """The clauses that a table's rows rest on, by their facts or named themselves.

    Args:
        table: An exhibit's table.
        data: The data package.

    Returns:
        Columns doc_id, clause; each clause once, those of facts first.

    Raises:
        KeyError: A fact or a clause that is in no table.
    """
    facts = data["facts"].set_index("fact_id").loc[ids(table, FACTS), ["doc_id", "clause"]]
    clauses = data["clauses"][["doc_id", "clause"]]
    named = clauses.set_index(clauses["doc_id"] + " " + clauses["clause"]).loc[ids(table, CLAUSES)]
    both: pd.DataFrame = pd.concat([facts, named], ignore_index=True).drop_duplicates()
    return both


@dataclass(frozen=True)
class Source:
    """One thing a table rests on.

    Attributes:
        text: Its title, with the clauses or the publisher.
        url: Where it can be seen, or "".
    """

    text: str
    url: str = ""


def steps(clause: str, language: Language) -> str:
    """A clause path in words.

    Args:
        clause: Such as ``c2.s3.b1.r9``.
        language: Of the words.

    Returns:
        "chapter 2, section 3, box 1, row 9", "第2章第3节专栏1第9行".
    """
    names, between = {"en": (_STEPS_EN, ", "), "zh": (_STEPS_ZH, "")}[language]
    words = [
        _NAMED[step][language] if step in _NAMED else names[step[0]].format(step[1:])
        for step in clause.split(".")
        if step[1:].isdigit()
    ]
    return between.join(words)


def locator(clause: str, language: Language) -> str:
    """A clause path in words, with the path itself behind it.

    Args:
        clause: Such as ``c2.s3.b1.r9``.
        language: Of the words.

    Returns:
        "chapter 2, section 3, box 1, row 9 (c2.s3.b1.r9)", "第2章第3节专栏1第9行（…）".
    """
    words = steps(clause, language)
    return f"{words}（{clause}）" if language == "zh" else f"{words} ({clause})"


def sources(table: pd.DataFrame, data: Data, language: Language) -> list[Source]:
    """Everything a table rests on.

    A reprint is named by the official title where the data know it, and marked
    as quoted after another; it is not linked.

    Args:
        table: An exhibit's table with `FACTS` and `OBSERVATIONS` columns, perhaps `CLAUSES`.
        data: The data package.
        language: Of the words.

    Returns:
        One entry a document (with its clauses) and one a statistical source,
        documents first.

    Raises:
        KeyError: An id that is in no table.
    """
    entries = []
    comma, quoted = {"en": (", ", " (as quoted)"), "zh": ("、", "（转引）")}[language]
    documents = data["documents"].set_index("doc_id")
    for doc_id, rows in cited(table, data).groupby("doc_id", sort=False):
        title = documents.loc[doc_id, f"title_{language}"]
        clauses = comma.join(locator(c, language) for c in rows["clause"])
        text = f"《{title}》{clauses}" if language == "zh" else f"{title}: {clauses}"
        entries.append(Source(text, str(documents.loc[doc_id, "url"])))
    observations = data["observations"].set_index("obs_id").loc[ids(table, OBSERVATIONS)]
    catalogue = data["statistics_sources"].set_index("source")
    for source in dict.fromkeys(observations["source"]):
        row = catalogue.loc[source]
        join = "：" if language == "zh" else ", "
        text = f"{row['publisher']}{join}{row['title']}" if row["publisher"] else row["title"]
        entries.append(Source(text + (quoted if row["access"] == "reprint" else ""), row["url"]))
    return entries


def clauses(table: pd.DataFrame, data: Data, language: Language) -> dict[str, str]:
    """The documents a table rests on, each by its short name with its clauses.

    Args:
        table: An exhibit's table.
        data: The data package.
        language: Of the words.

    Returns:
        By document, up to four clauses and how many more there are.
    """
    names = data["documents"].set_index("doc_id")[f"short_{language}"]
    named = {}
    for doc_id, rows in cited(table, data).groupby("doc_id", sort=False):
        paths = list(rows["clause"])
        more = len(paths) - _SHOWN_CLAUSES
        shown = ", ".join(paths[:_SHOWN_CLAUSES])
        clause = "clause" if more == 1 else "clauses"
        extra = {"en": f" and {more} more {clause}", "zh": f"等{len(paths)}条"}[language]
        named[str(doc_id)] = f"{names[doc_id]} {shown}{extra if more > 0 else ''}"
    return named


def source_line(table: pd.DataFrame, data: Data, language: Language) -> str:
    """The short source line that stands in a figure.

    Args:
        table: An exhibit's table.
        data: The data package.
        language: Of the words.

    Returns:
        Documents with up to four clauses each, and the number of statistical
        sources; the full list stands in the caption and the data.
    """
    parts = list(clauses(table, data, language).values())
    observed = data["observations"].set_index("obs_id").loc[ids(table, OBSERVATIONS), "source"]
    count = observed.nunique()
    if count == 1:
        source = data["statistics_sources"].set_index("source").loc[observed.iloc[0]]
        parts.append(str(source["title"]))
    elif count:
        many = f"{count} statistical sources, listed with the data"
        parts.append({"en": many, "zh": f"统计资料{count}种，见所附数据"}[language])
    head, joint, stop = {"en": ("Source: ", "; ", "."), "zh": ("资料来源：", "；", "。")}[language]
    return head + joint.join(parts) + stop
