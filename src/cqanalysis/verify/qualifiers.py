"""Words beside a number that change what it promises: 以上, 左右, 约, ≥, 力争."""

from __future__ import annotations

import re
from typing import Final

#: Markers that stand right before a number, longest first, and their operator.
_BEFORE: Final = (
    ("不低于", ">="),
    ("不少于", ">="),
    ("不小于", ">="),
    ("至少", ">="),
    ("≥", ">="),
    ("不超过", "<="),
    ("不高于", "<="),
    ("不大于", "<="),
    ("≤", "<="),
    ("超过", ">"),
    ("突破", ">"),
    ("大于", ">"),
    ("高于", ">"),
    ("＞", ">"),
    ("低于", "<"),
    ("小于", "<"),
    ("少于", "<"),
    ("＜", "<"),
    ("大约", "~"),
    ("约", "~"),
    ("近", "~"),
)
#: Markers that follow a number and its unit before the phrase ends.
_AFTER: Final = (("以上", ">="), ("以内", "<="), ("以下", "<="), ("左右", "~"))
#: A number so qualified is more than it says: 100余个, 9.3万余户.
_AND_MORE: Final = re.compile(r"[百千万亿]?[余多]")
_PHRASE: Final = re.compile(r"[^，。；、：（）()\d]{0,10}")
#: Wordings of effort that may never be dropped from a fact.
EFFORT: Final = ("力争", "争取", "稳定在")


def operators(text: str, start: int, end: int) -> set[str]:
    """Operators that the words beside a number express.

    Args:
        text: The clause.
        start: Where the printed number starts.
        end: Where it ends.

    Returns:
        A subset of ``{">=", "<=", ">", "<", "~"}``; empty for a plain number.
    """
    before, after = text[:start].rstrip("【了"), text[end:].lstrip("】*")
    found = {op for marker, op in _BEFORE[:1] if before.endswith(marker)}
    for marker, op in _BEFORE:
        if before.endswith(marker):
            found = {op}
            break
    tail = _PHRASE.match(after)
    phrase = tail[0] if tail else ""
    found |= {op for marker, op in _AFTER if marker in phrase}
    if _AND_MORE.match(after):
        found.add(">")
    return found


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around a position; a table row is one sentence.

    Args:
        text: The clause.
        start: Where the printed number starts.
        end: Where it ends.

    Returns:
        The text between the marks 。 and ； on either side.
    """
    left = max(text.rfind(mark, 0, start) for mark in "。；") + 1
    rights = [at for mark in "。；" if (at := text.find(mark, end)) >= 0]
    return text[left : min(rights, default=len(text))]


def phrase(text: str, start: int, end: int) -> str:
    """The phrase around a position: what stands between commas.

    Args:
        text: The clause.
        start: Where the printed number starts.
        end: Where it ends.

    Returns:
        The text between ，。；： and tabs on either side.
    """
    marks = "，。；：\t"
    left = max(text.rfind(mark, 0, start) for mark in marks) + 1
    rights = [at for mark in marks if (at := text.find(mark, end)) >= 0]
    return text[left : min(rights, default=len(text))]
