"""The checks of pages find what they look for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from watch import Watch

PAGE = '<html lang="{lang}"><body><article><h1>{lang}</h1>{body}</article></body></html>'


def found(browser: Browser, lang: str, body: str) -> list[str]:
    context = browser.new_context()
    watch = Watch(context, "about:")
    watch.page.goto("about:blank")
    empty = PAGE.format(lang=lang, body="")
    watch.page.set_content(empty)
    told = watch.check("markup", PAGE.format(lang=lang, body=body))
    context.close()
    return told


TABLE = '<table><caption>a</caption><tr><th scope="col">b</th></tr></table>'
BOX = '<div tabindex="0" role="region" aria-label="a">{}</div>'


@pytest.mark.parametrize(
    ("lang", "body", "wrong"),
    [
        ("en", "<p>重庆</p>", "Chinese not marked: 重庆"),
        ("en", '<p aria-label="重庆">a</p>', "Chinese not marked: 重庆"),
        ("en", '<button lang="zh">复制</button>', "Chinese interface: 复制"),
        ("zh", "<p>重庆 is said in four words</p>", "English not marked: 重庆 is said"),
        ("en", "<h3>too deep</h3>", "a level is left out before: too deep"),
        ("en", "<h1>again</h1>", "not one h1"),
        ("en", TABLE, "no box to scroll in"),
        ("en", BOX.format(TABLE.replace(' scope="col"', "")), "no scope"),
        ("en", BOX.format(TABLE.replace(">b<", "><")), "empty head"),
        ("en", BOX.format("<table><tr><td>1</td></tr></table>"), "no caption"),
        ("en", '<img src="a.svg" alt="" width="1" height="1" loading="lazy">', "no words"),
        ("zh", '<img src="a.svg" alt="in English" width="1">', "words in another language"),
        ("en", '<img src="a.svg" alt="a" loading="lazy">', "no size"),
        ("en", '<img src="a.svg" alt="a" width="1" height="1">', "loads at the wrong time"),
        ("en", "<svg></svg>", "a picture without a role"),
        ("en", '<figure class="cq-exhibit"></figure>', "no link to its data"),
        ("en", '<button class="cq-copy">a</button>', "not loaded: copy.js"),
        ("en", '<script src="../_scripts/tables.js?v=1"></script>', "loaded in vain: tables.js"),
    ],
)
def test_what_is_wrong_is_found(browser: Browser, lang: str, body: str, wrong: str) -> None:
    told = found(browser, lang, body)
    assert any(line.startswith(wrong) for line in told), told


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("en", '<p>A name, <span lang="zh-CN">重庆</span></p><h2>a</h2><h3>b</h3><h2>c</h2>'),
        ("zh", '<p>按GDP计，见<cite lang="en">a title of four words</cite></p>'),
        ("zh", "<pre>a line of code in English</pre>"),
        ("en", BOX.format(TABLE)),
    ],
)
def test_what_is_right_is_left_alone(browser: Browser, lang: str, body: str) -> None:
    assert found(browser, lang, body) == []
