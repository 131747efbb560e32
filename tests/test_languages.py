from __future__ import annotations

import pytest

from cqanalysis.site.languages import mark


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        (
            "<p>Wanzhou (万州) &amp; more</p>",
            '<p>Wanzhou (<span lang="zh-CN">万州</span>) &amp; more</p>',
        ),
        # One title is one run, with the figures and the marks in it.
        (
            "《重庆市“十四五”规划》, 2013年公报(第1号) read",
            '<span lang="zh-CN">《重庆市“十四五”规划》, 2013年公报(第1号</span>) read',
        ),
        # What is said to be Chinese is left alone, and English in it is not the page's.
        ('<i lang="zh-CN">重<b>庆</b></i>', '<i lang="zh-CN">重<b>庆</b></i>'),
        ('<i lang="zh">重</i>庆', '<i lang="zh">重</i><span lang="zh-CN">庆</span>'),
        # No element may stand there.
        ("<option>重庆</option><svg><text>重庆</text></svg>", None),
        ("<br>重<img alt='重庆'>", "<br><span lang=\"zh-CN\">重</span><img alt='重庆'>"),
        ("<p>Nothing &#8212; <!-- 无 --> 5 % here</p>", None),
    ],
)
def test_chinese_is_marked_on_an_english_page(written: str, marked: str | None) -> None:
    assert mark(written, "en") == (marked or written)


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        (
            "<li>见Census by County (tabulation), 2020表。</li>",
            '<li>见<span lang="en">Census by County (tabulation), 2020</span>表。</li>',
        ),
        # Names, units and addresses are taken in by Chinese text.
        ("<p>按GDP计，见Tudigong CSV，https://example.org/a/b。</p>", None),
        ('<p lang="en">a whole English sentence</p>', None),
    ],
)
def test_english_is_marked_on_a_chinese_page(written: str, marked: str | None) -> None:
    assert mark(written, "zh") == (marked or written)
