from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqanalysis.drawing import text

#: Marks that must not begin a line, and marks that must not end one.
CLOSING = "，。、：；！？）》〉」】〕”’…%％°"
OPENING = "（《〈「【〔“‘"
HAN = "重庆市新型城镇化规划人口收入比农村居民"
WIDE = HAN + "，。、：；！？）》〉」】〕％（《〈「【〔"
SIZE = 10.0


# --- numbers ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "digits", "sign", "english", "chinese"),
    [
        (0, 0, False, "0", "0"),
        (7, 0, False, "7", "7"),
        (999, 0, False, "999", "999"),
        (1000, 0, False, "1,000", "1000"),
        (1234567.891, 2, False, "1,234,567.89", "1234567.89"),
        (-1234.5, 1, False, "−1,234.5", "−1234.5"),
        (2.45, 2, False, "2.45", "2.45"),
        (2.4, 2, False, "2.40", "2.40"),
        (999.96, 1, False, "1,000.0", "1000.0"),
        (-0.8370, 1, False, "−0.8", "−0.8"),
        # What rounds to nothing has no sign.
        (-0.04, 1, False, "0.0", "0.0"),
        (-0.0, 0, False, "0", "0"),
        (-0.4, 0, True, "0", "0"),
        (0.04, 1, True, "0.0", "0.0"),
        (0, 0, True, "0", "0"),
        (3.14159, 2, True, "+3.14", "+3.14"),
        (-3.14159, 2, True, "−3.14", "−3.14"),
        (12345, 0, True, "+12,345", "+12345"),
    ],
)
def test_number(value: float, digits: int, sign: bool, english: str, chinese: str) -> None:
    assert text.number(value, digits, sign=sign) == english
    assert text.number(value, digits, sign=sign, language="zh") == chinese


@given(st.floats(-1e9, 1e9), st.integers(0, 4), st.booleans())
def test_a_number_reads_back(value: float, digits: int, sign: bool) -> None:
    for language in text.LANGUAGES:
        printed = text.number(value, digits, sign=sign, language=language)
        assert "-" not in printed
        back = float(printed.replace("−", "-").replace(",", ""))
        assert back == pytest.approx(value, abs=0.5 * 10**-digits + 1e-6)
        assert ("−" in printed) == (back < 0)
        assert ("+" in printed) == (sign and back > 0)


@pytest.mark.parametrize(
    ("part", "english", "chinese"),
    [
        (37, "all 37", "全部37个区县"),
        (35, "35 of 37", "37个区县中有35个"),
        (1, "1 of 37", "37个区县中有1个"),
        (0, "none of 37", "37个区县中有0个"),
    ],
)
def test_share(part: int, english: str, chinese: str) -> None:
    assert text.share(part, 37, "en") == english
    assert text.share(part, 37, "zh", counter="个区县") == chinese


# --- width -----------------------------------------------------------------


def test_width_grows_with_text_and_size() -> None:
    assert text.width("", SIZE) == 0
    assert 0 < text.width("城", SIZE) < text.width("城乡", SIZE) < text.width("城乡收入", SIZE)
    assert text.width("rural", SIZE) < text.width("rural income", SIZE)
    assert text.width("rural", SIZE) < text.width("rural", 2 * SIZE)
    assert text.width("rural", 2 * SIZE) == pytest.approx(2 * text.width("rural", SIZE), rel=0.03)
    assert text.width("rural", SIZE, bold=True) > text.width("rural", SIZE)


def test_a_han_character_is_as_wide_as_the_type_is_high() -> None:
    assert text.width("重庆城乡收入比较", SIZE) == pytest.approx(8 * SIZE, rel=0.03)


@settings(deadline=None)
@given(st.text(HAN + "abcdefxyz 0123456789", max_size=20), st.sampled_from(HAN + "axz09"))
def test_more_text_is_never_narrower(line: str, more: str) -> None:
    assert text.width(line + more, SIZE) >= text.width(line, SIZE)


# --- lines -----------------------------------------------------------------


def bare(words: str) -> str:
    return "".join(words.split())


def check(words: str, points: float, lines: list[str]) -> None:
    assert bare("".join(lines)) == bare(words)
    for line in lines:
        assert line == line.strip()
        assert line
    for line in lines[1:]:
        assert line[0] not in CLOSING, lines
    for line in lines[:-1]:
        assert line[-1] not in OPENING, lines
    for line in lines:
        assert text.width(line, SIZE) <= points, lines


ENGLISH = (
    "By 2022 the ratio had fallen to 2.36, below the 2.35 that the plan asks for in 2025; "
    "“four-good” rural roads, 15,000 km."
)
CHINESE = (
    "城乡居民人均可支配收入比由2.45（2020年）降至2.35，“四好农村路”、《重庆市新型城镇化规划》，"
    "以及“渝快办”。资料：渝府发，2022年；城镇化率（％）。"
)
MIXED = "重庆（Chongqing）的GDP增长5.2%，见“Urbanization Plan”（2021—2035年）。"


def test_lines_of_an_english_sentence() -> None:
    for points in range(85, 700):
        check(ENGLISH, points, text.wrap(ENGLISH, points, SIZE))


def test_lines_of_a_chinese_sentence() -> None:
    for points in range(85, 700):
        check(CHINESE, points, text.wrap(CHINESE, points, SIZE))


def test_lines_of_a_mixed_sentence() -> None:
    for points in range(85, 700):
        check(MIXED, points, text.wrap(MIXED, points, SIZE))


def test_text_that_fits_is_one_line() -> None:
    for words in (ENGLISH, CHINESE, MIXED, "比"):
        assert text.wrap(words, text.width(words, SIZE) + 0.01, SIZE) == [words]


@pytest.mark.parametrize("words", ["", " ", "   \t "])
def test_no_text_is_no_line(words: str) -> None:
    assert text.wrap(words, 100, SIZE) == []


def test_lines_by_hand() -> None:
    # Han characters are 10 points wide at 10 points: four to a line of 42.
    assert text.wrap("重庆城乡收入比较", 42, SIZE) == ["重庆城乡", "收入比较"]
    # The comma would be the fifth: it takes its character along.
    assert text.wrap("重庆城乡，收入", 42, SIZE) == ["重庆城", "乡，收入"]
    # The opening mark would be the fourth: it goes with what it opens.
    assert text.wrap("重庆市《规划》", 42, SIZE) == ["重庆市", "《规划》"]


def test_english_breaks_at_blanks_only() -> None:
    words = "urban and rural incomes"
    room = text.width("rural incomes", SIZE) + 0.01
    assert text.wrap(words, room, SIZE) == ["urban and", "rural incomes"]
    assert text.wrap("urbanization", 10, SIZE) == ["urbanization"]


def test_bold_lines_fit_in_bold() -> None:
    for points in range(85, 400, 15):
        for line in text.wrap(ENGLISH, points, SIZE, bold=True):
            assert text.width(line, SIZE, bold=True) <= points


def test_an_opening_mark_goes_with_what_it_opens() -> None:
    # «农（» would fill the line, «农（村» not: the mark moves on with 村.
    lines = text.wrap("重庆农（村居）民", 42, SIZE)
    check("重庆农（村居）民", 42, lines)


def test_two_closing_marks_stay_together_within_the_line() -> None:
    # 比 fits with the first mark, not with both: all three move on.
    check("收入比较《规划》，", 52, text.wrap("收入比较《规划》，", 52, SIZE))
    check("《重庆规划》。收入", 62, text.wrap("《重庆规划》。收入", 62, SIZE))


@pytest.mark.parametrize("pair", ["（）", "《》", "〈〉", "「」", "【】", "〔〕"])
def test_both_marks_of_a_pair_are_bound(pair: str) -> None:
    # 渝府发〔2022〕9号 stands in the source lines.
    words = f"重庆农村{pair[0]}居民{pair[1]}收入"
    for points in range(45, 105):
        lines = text.wrap(words, points, SIZE)
        assert all(line[0] != pair[1] for line in lines), lines
        assert all(line[-1] != pair[0] for line in lines), lines


def test_a_blank_before_a_closing_mark_is_no_place_to_break() -> None:
    words = "a share of 29.7 % of all"
    for points in range(30, 120):
        lines = text.wrap(words, points, SIZE)
        assert all(not line.startswith("%") for line in lines), lines


@pytest.mark.parametrize("words", ["  leading blanks", "  重庆 "])
def test_lines_have_no_blanks_at_their_ends(words: str) -> None:
    for points in (10, 30, 200):
        lines = text.wrap(words, points, SIZE)
        assert lines == [line.strip() for line in lines]
        assert all(lines)


# Latin words and numbers, Han characters, phrases in marks, and a mark after any of them.
LATIN = st.text("abcxyz019", min_size=1, max_size=6)
CORE = st.one_of(LATIN, st.sampled_from(HAN))
QUOTED = st.tuples(
    st.sampled_from(("（）", "《》", "“”")), st.lists(st.sampled_from(HAN), min_size=1, max_size=4)
).map(lambda x: x[0][0] + "".join(x[1]) + x[0][1])
UNIT = st.tuples(st.one_of(CORE, QUOTED), st.sampled_from(("", "", "", "，", "。", "、"))).map(
    "".join
)
TEXT = st.lists(st.tuples(UNIT, st.sampled_from(("", "", " "))).map("".join), max_size=25).map(
    lambda parts: "".join(parts).strip()
)


def longest(words: str) -> float:
    """Width of the widest run that may not be broken."""
    widest, run = 0.0, ""
    for character in words:
        breakable = character.isspace() or (
            bool(run)
            and character not in CLOSING
            and run[-1] not in OPENING
            # Quotation marks belong to both scripts: beside Latin they are part of the word.
            and (character in WIDE or run[-1] in WIDE)
        )
        run = character if breakable else run + character
        widest = max(widest, text.width(run.strip(), SIZE))
    return widest


@settings(max_examples=200, deadline=None)
@given(TEXT, st.floats(0, 200))
def test_lines_of_any_text(words: str, extra: float) -> None:
    points = longest(words) + extra + 0.01
    check(words, points, text.wrap(words, points, SIZE))


@settings(deadline=None)
@given(st.text(HAN + CLOSING + OPENING + "abc 12", max_size=30), st.floats(10, 200))
def test_nothing_is_lost_whatever_the_marks(words: str, points: float) -> None:
    assert bare("".join(text.wrap(words, points, SIZE))) == bare(words)


@settings(deadline=None)
@given(TEXT, st.floats(60, 200), st.floats(0, 100))
def test_more_room_never_takes_more_lines(words: str, points: float, more: float) -> None:
    wide, narrow = text.wrap(words, points + more, SIZE), text.wrap(words, points, SIZE)
    assert len(wide) <= len(narrow)
