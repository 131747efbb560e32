from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqanalysis.__main__ import main
from cqanalysis.tables import ROOT
from cqanalysis.verify import Clause, read
from cqanalysis.verify.reuse import RUN, Shared, common, compare, compare_all, normalise, runs

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
#: Few letters, so that runs recur; punctuation that must not matter.
TEXTS = st.text("甲乙丙Aa1，。 ", max_size=60)


def document(*texts: str) -> dict[str, Clause]:
    return {f"c1.g{n}": Clause(f"c1.g{n}", text) for n, text in enumerate(texts, start=1)}


def shared(earlier: Mapping[str, Clause], later: Mapping[str, Clause]) -> list[Shared]:
    return list(compare("old", "new", {"old": earlier, "new": later}))


def one(earlier: str, later: str) -> tuple[int, int, str]:
    found = shared(document(earlier), document(later))
    assert [(s.doc_a, s.doc_b, s.clause) for s in found] == [("old", "new", "c1.g1")]
    return found[0].characters, found[0].shared, found[0].source


# --- normalise, runs, common -------------------------------------------------


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("", ""),
        ("湖滨镇", "湖滨镇"),
        ("湖 滨\t镇\n\u3000", "湖滨镇"),
        ("“湖滨”，（镇）。；、：《》—【】", "湖滨镇"),
        ("２０３５年", "2035年"),
        ("1,200.5棵", "12005棵"),
        ("ＰＭ２．５与PM2.5", "pm25与pm25"),
        ("5G、5g", "5g5g"),
        ("Ⅲ类", "iii类"),
        ("①桥", "1桥"),
        ("30㎡", "30m2"),
        ("二〇三五", "二〇三五"),
        ("90%≥*", "90"),
        ("。，！", ""),
    ],
)
def test_normalise(text: str, normal: str) -> None:
    assert normalise(text) == normal
    assert normalise(normal) == normal


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("甲乙丙丁", 3, {"甲乙丙", "乙丙丁"}),
        ("甲乙丙丁", 4, {"甲乙丙丁"}),
        ("甲乙丙丁", 5, set()),
        ("", 3, set()),
        ("甲甲甲甲", 2, {"甲甲"}),
        ("甲乙甲乙甲", 2, {"甲乙", "乙甲"}),
    ],
)
def test_runs(text: str, length: int, expected: set[str]) -> None:
    assert runs(text, length) == expected


def test_a_run_has_ten_characters() -> None:
    assert RUN == 10
    assert runs(STEMS) == {STEMS}
    assert runs(STEMS[:9]) == set()
    assert len(runs(STEMS + BRANCHES)) == 22 - 9


@pytest.mark.parametrize(
    ("text", "known", "length", "expected"),
    [
        ("甲乙丙丁戊", set(), 3, 0),
        ("", {"甲乙丙"}, 3, 0),
        ("甲乙", {"甲乙丙"}, 3, 0),
        ("甲乙丙丁戊", {"甲乙丙"}, 3, 3),
        ("甲乙丙丁戊", {"丙丁戊"}, 3, 3),
        # Two runs that overlap by one, by two; two that touch; two apart.
        ("甲乙丙丁戊", {"甲乙丙", "丙丁戊"}, 3, 5),
        ("甲乙丙丁戊", {"甲乙丙", "乙丙丁"}, 3, 4),
        ("甲乙丙丁戊己", {"甲乙丙", "丁戊己"}, 3, 6),
        ("甲乙丙丁戊己庚", {"甲乙丙", "戊己庚"}, 3, 6),
        ("甲乙丙丁戊己庚", {"甲乙丙", "乙丙丁", "戊己庚"}, 3, 7),
        # A run that overlaps itself, and one that recurs.
        ("甲甲甲甲", {"甲甲"}, 2, 4),
        ("甲乙丁甲乙", {"甲乙"}, 2, 4),
        ("甲丁乙", {"甲乙"}, 2, 0),
    ],
)
def test_common_counts_each_character_once(
    text: str, known: set[str], length: int, expected: int
) -> None:
    assert common(text, known, length) == expected
    assert common(text, dict.fromkeys(known).keys(), length) == expected


# --- compare -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("earlier", "later", "characters", "alike"),
    [
        # Nine in common do not count, ten do.
        (STEMS[:9], STEMS[:9], 9, 0),
        (STEMS[:9] + "东", STEMS[:9] + "西", 10, 0),
        (STEMS, STEMS, 10, 10),
        ("东" + STEMS + "西", "南" + STEMS + "北", 12, 10),
        (STEMS + "子", STEMS + "子", 11, 11),
        # Two runs of nine are not one of eighteen.
        (STEMS[:9] + "东" + BRANCHES[:9], STEMS[:9] + "西" + BRANCHES[:9], 19, 0),
        # One more on one side, and that side counts.
        (STEMS[:9] + "东" + BRANCHES[:10], STEMS[:9] + "西" + BRANCHES[:10], 20, 10),
        # Overlapping runs: 22 in a row are 13 runs and 22 characters.
        (STEMS + BRANCHES, "东" + STEMS + BRANCHES + "西", 24, 22),
        # Two overlapping runs from two places of the source: 甲…癸 and 己…癸子丑寅卯辰.
        (STEMS + "东" + STEMS[5:] + BRANCHES[:5], STEMS + BRANCHES[:5], 15, 15),
        # What the later text says twice is shared twice, what the source says twice once.
        (STEMS, STEMS + "东" + STEMS, 21, 20),
        (STEMS + "东" + STEMS, STEMS, 10, 10),
        # The order counts.
        (STEMS, STEMS[5:] + STEMS[:5], 10, 0),
        (STEMS, BRANCHES, 12, 0),
        ("", STEMS, 10, 0),
        ("。，", STEMS, 10, 0),
    ],
)
def test_shared_by_hand(earlier: str, later: str, characters: int, alike: int) -> None:
    assert one(earlier, later) == (characters, alike, "c1.g1" if alike else "")


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (STEMS, "甲乙，丙丁。戊己（庚辛）壬癸"),
        ("“甲乙丙丁”、戊己庚辛壬癸；", STEMS),
        (STEMS, "甲 乙 丙 丁 戊\u3000己 庚\t辛 壬\n癸"),
        ("到２０３５年修桥１２座", "到2035年，修桥12座"),
        ("建设5G基站并推广ＡＩ应用", "建设５ｇ基站，并推广ai应用"),
        ("地表水质达到Ⅲ类标准", "地表水质达到III类标准"),
    ],
)
def test_signs_blanks_width_and_case_do_not_matter(earlier: str, later: str) -> None:
    length = len(normalise(later))
    assert length >= RUN
    assert one(earlier, later) == (length, length, "c1.g1")


def test_a_digit_that_differs_does_matter() -> None:
    assert one("到2035年修桥12座", "到2035年修桥13座") == (11, 0, "")
    assert one("全镇到2035年修桥12座", "全镇到2035年修桥13座") == (13, 11, "c1.g1")


def test_a_run_does_not_cross_the_border_of_a_clause_of_the_source() -> None:
    later = document(STEMS)
    assert [s.shared for s in shared(document(STEMS[:5], STEMS[5:]), later)] == [0]
    assert [s.shared for s in shared(document(STEMS[:9], STEMS[9:]), later)] == [0]


def test_a_run_does_not_cross_the_border_of_a_clause_of_the_target() -> None:
    found = shared(document(STEMS), document(STEMS[:5], STEMS[5:]))
    assert [(s.characters, s.shared, s.source) for s in found] == [(5, 0, ""), (5, 0, "")]


def test_runs_of_several_clauses_add_up_but_the_source_is_the_one_that_shares_most() -> None:
    earlier = document(STEMS, "东西南北", BRANCHES)
    found = shared(earlier, document(STEMS + "东西" + BRANCHES))
    assert found == [Shared("old", "new", "c1.g1", 24, 22, "c1.g3")]


def test_the_first_of_equals_is_the_source() -> None:
    earlier = document("东西南北", "二" + STEMS, STEMS, BRANCHES[:10])
    found = shared(earlier, document(STEMS, BRANCHES[:10] + "东" + STEMS))
    assert [(s.shared, s.source) for s in found] == [(10, "c1.g2"), (20, "c1.g2")]


def test_the_first_of_equals_is_the_first_of_the_document_not_of_the_alphabet() -> None:
    earlier = {path: Clause(path, STEMS) for path in ("c2.g1", "c10.g1", "c1.g1")}
    assert [s.source for s in shared(earlier, document(STEMS))] == ["c2.g1"]


def test_more_in_a_later_clause_beats_less_in_an_earlier() -> None:
    earlier = document(STEMS, STEMS + "子", STEMS + "子丑")
    found = shared(earlier, document(STEMS, STEMS + "子", STEMS + "子丑寅"))
    assert [(s.shared, s.source) for s in found] == [(10, "c1.g1"), (11, "c1.g2"), (12, "c1.g3")]


def test_a_clause_without_characters_has_no_record() -> None:
    found = shared(document(STEMS), document("。，——", STEMS, "", " \t"))
    assert [(s.clause, s.characters) for s in found] == [("c1.g2", 10)]


def test_records_come_in_the_order_of_the_later_document() -> None:
    later = {path: Clause(path, "湖") for path in ("c2", "c10", "c1")}
    assert [s.clause for s in shared({}, later)] == ["c2", "c10", "c1"]
    assert shared(document(STEMS), {}) == []


def test_another_length_of_run_may_be_asked_for() -> None:
    texts = {"old": document("甲乙丙"), "new": document("甲乙丙丁")}
    assert [s.shared for s in compare("old", "new", texts, 3)] == [3]
    assert [s.shared for s in compare("old", "new", texts, 4)] == [0]


@pytest.mark.parametrize(
    ("script", "alike", "source"), [("Hant", 19, "c0.g1"), ("Hans", 0, "")], ids=["read", "raw"]
)
def test_traditional_characters_are_shared_once_read_as_simplified(
    tmp_path: Path, script: str, alike: int, source: str
) -> None:
    texts = {
        "plan2035": "推动乡镇产业发展，加强农村环境卫生与绿化。\n",
        "action2025": "推動鄉鎮產業發展，加強農村環境衛生與綠化。\n",
    }
    rows = []
    for doc, text in texts.items():
        raw = text.encode()
        (tmp_path / f"{doc}.txt").write_bytes(raw)
        digest = hashlib.sha256(raw).hexdigest()
        rows.append({"doc_id": doc, "sha256": digest, "script": "Hans"})
    rows[1]["script"] = script
    found, failures = read(tmp_path, pd.DataFrame(rows))
    assert failures == []
    assert list(compare("plan2035", "action2025", found)) == [
        Shared("plan2035", "action2025", "n0.g1", 19, alike, source)
    ]


@given(TEXTS, TEXTS)
def test_no_more_is_shared_than_stands_there(earlier: str, later: str) -> None:
    found = shared(document(earlier), document(later))
    assert len(found) == bool(normalise(later))
    for record in found:
        assert 0 <= record.shared <= record.characters == len(normalise(later))
        assert bool(record.shared) == bool(record.source)
        # One run at least, and never a run of nine.
        assert record.shared == 0 or record.shared >= RUN


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_characters_at_all_may_stand_there(earlier: str, later: str) -> None:
    for record in shared(document(earlier + later), document(later, earlier)):
        assert 0 <= record.shared <= record.characters


@given(TEXTS)
def test_a_text_shares_all_with_itself_or_is_too_short(text: str) -> None:
    for record in shared(document(text), document(text)):
        assert record.shared == (record.characters if record.characters >= RUN else 0)


@given(TEXTS, TEXTS, TEXTS)
def test_more_source_never_shares_less(first: str, second: str, later: str) -> None:
    less = shared(document(first), document(later))
    more = shared(document(first, second), document(later))
    assert all(a.shared <= b.shared for a, b in zip(less, more, strict=True))


@given(st.text("甲乙丙", max_size=20), st.sets(st.text("甲乙丙", min_size=3, max_size=3)))
def test_common_is_the_number_of_places_that_a_known_run_covers(text: str, known: set[str]) -> None:
    places = {
        start + i
        for start in range(len(text))
        if text[start : start + 3] in known
        for i in range(3)
    }
    assert common(text, known, 3) == len(places)


# --- compare_all -------------------------------------------------------------


def test_each_document_is_compared_with_every_earlier_one_only() -> None:
    texts = {doc: document(STEMS) for doc in ("b", "a", "c", "left out")}
    found = list(compare_all(["c", "a", "b"], texts))
    assert [(s.doc_a, s.doc_b) for s in found] == [("c", "a"), ("c", "b"), ("a", "b")]
    assert {(s.shared, s.source) for s in found} == {(10, "c1.g1")}


@pytest.mark.parametrize("order", [[], ["a"]])
def test_one_document_is_compared_with_nothing(order: list[str]) -> None:
    assert list(compare_all(order, {"a": document(STEMS)})) == []


def test_the_command_writes_the_table_that_ships(tmp_path: Path) -> None:
    texts = ROOT.parent / "shared" / "sources"
    if not texts.exists():
        pytest.skip("the official texts are not beside the checkout: nothing was measured")
    copy = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    table = copy / "text_reuse.csv"
    header, first = table.read_text(encoding="utf-8").splitlines()[:2]
    table.write_text(f"{header}\n{first}\n", encoding="utf-8")
    assert main(["reuse", str(texts), "--data", str(copy)]) == 0
    assert table.read_bytes() == (ROOT / "data" / "text_reuse.csv").read_bytes()
    assert main(["reuse", str(tmp_path), "--data", str(copy)]) == 1
