"""The frame of every page: policy, head, weight, words, anchors, footer, use by keyboard."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cqanalysis import citation, tables
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.site import addresses, pages
from cqanalysis.site.reference.changes import LOGS

EDITIONS: list[tuple[str, Language]] = [("", "en"), ("zh/", "zh")]
CHAPTER = "chapters/integration.html"
#: One page of each type.
TYPES = (
    "index.html",
    CHAPTER,
    "exhibits/index.html",
    "exhibits/integration-income-ratio.html",
    "districts/wanzhou.html",
    "indicators/income_ratio.html",
    "clauses/action2025.html",
    "reference/projects.html",
    "reference/changes.html",
    "search.html",
)
CJK = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2,}")
#: Words of the Latin script that are right on a Chinese page: names of files, licences, formats.
ALLOWED = re.compile(
    r"\b(facts\.csv|observations\.csv|statistics_sources\.csv|datapackage\.json|CC BY|MIT)\b"
)


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, BeautifulSoup]:
    """All pages of both editions."""
    found = {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"
    }
    assert len(found) > 400
    return found


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return found[0]


def language(name: str) -> Language:
    return "zh" if name.startswith("zh/") else "en"


def policy(page: BeautifulSoup) -> dict[str, list[str]]:
    content = str(one(page, 'head > meta[http-equiv="Content-Security-Policy"]')["content"])
    return {words[0]: words[1:] for words in map(str.split, content.split(";"))}


# The policy ------------------------------------------------------------------------------------


def test_scripts_and_styles_come_from_the_site_alone(read: dict[str, BeautifulSoup]) -> None:
    for name, page in read.items():
        rules = policy(page)
        assert rules["default-src"] == ["'none'"], name
        assert rules["script-src"] == rules["style-src"] == ["'self'"], name
        assert rules["connect-src"] == ["'self'"], name
        # Nothing that the policy governs stands before it.
        assert page.head is not None
        assert [tag.name for tag in page.head.find_all(True)][:2] == ["meta", "meta"]
        for script in page.find_all("script"):
            inert = script.get("type") in ("application/ld+json", "application/json")
            assert inert or (script.get("src") and not script.get_text()), name
        assert page.find("style") is None, name
        for tag in page.find_all(True):
            assert "style" not in tag.attrs, f"{name}: {tag.name}"
            assert not [key for key in tag.attrs if key.startswith("on")], name
            assert not str(tag.get("href", "")).startswith("javascript:"), name


def test_nothing_is_addressed_from_the_root_of_a_server(
    site: Path, read: dict[str, BeautifulSoup]
) -> None:
    for name, page in read.items():
        for tag in page.find_all(["a", "link", "script", "img", "source", "form"]):
            for key in ("href", "src", "srcset", "action"):
                assert not str(tag.get(key) or "").startswith("/"), f"{name}: {tag}"
    sheets = list(site.rglob("*.css"))
    assert len(sheets) >= 4
    for sheet in sheets:
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", sheet.read_text("utf-8")):
            assert address.startswith("data:") or not re.match(r"/|https?:", address), address


# The head --------------------------------------------------------------------------------------


def test_every_head_says_what_the_page_is_and_nothing_twice(
    site: Path, read: dict[str, BeautifulSoup]
) -> None:
    titles: Counter[tuple[Language, str]] = Counter()
    for name, page in read.items():
        assert page.head is not None
        one(page, 'meta[name="viewport"]')
        titles[language(name), one(page, "head > title").get_text()] += 1
        description = str(one(page, 'meta[name="description"]')["content"])
        script = CJK if language(name) == "zh" else LATIN
        assert script.search(description), f"{name}: {description}"
        assert {"en": 20, "zh": 8}[language(name)] <= len(description) <= 160, name
        icons = page.select('link[rel="icon"]')
        assert {str(icon["type"]) for icon in icons} == {"image/png", "image/svg+xml"}
        # No address is configured: nothing claims one.
        assert not page.select('link[rel="canonical"], link[rel="alternate"]')
        assert "<!--" not in (site / name).read_text("utf-8"), name
    assert [title for title, count in titles.items() if count > 1] == []


@pytest.mark.parametrize("own", LANGUAGES)
def test_a_configured_address_names_both_editions(
    own: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqanalysis.citation.work.site", lambda: "https://example.org/book/")
    monkeypatch.setattr("cqanalysis.citation.site", lambda: "https://example.org/book/")
    english = "https://example.org/book/reference/tasks.html"
    chinese = "https://example.org/book/zh/reference/tasks.html"
    assert pages._addresses("reference/tasks", own) == [
        ("canonical", "", {"en": english, "zh": chinese}[own]),
        ("alternate", "en", english),
        ("alternate", "zh-CN", chinese),
    ]


@pytest.mark.parametrize(
    ("body", "own", "wanted"),
    [
        (
            "<h1>T</h1><p class='a'>Files</p><p>A <b>rate</b> &amp; more.</p><p>Next.</p>",
            "en",
            "A rate & more.",
        ),
        (f"<p>{'word ' * 60}</p>", "en", f"{('word ' * 31).strip()} …"),
        (f"<p>{'城镇化率，' * 40}</p>", "zh", f"{'城镇化率，' * 16}"[:-1] + " …"),
        ("<h1>T</h1>", "zh", str(citation.edition("zh")["description"])),
    ],
)
def test_a_description_is_the_first_paragraph_cut_between_words(
    body: str, own: Language, wanted: str
) -> None:
    assert pages._description(body, own) == wanted


# The weight ------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["", "zh/"])
def test_a_chapter_is_light(
    site: Path,
    read: dict[str, BeautifulSoup],
    place: str,
    record_property: Callable[[str, object], None],
) -> None:
    name = f"{place}{CHAPTER}"
    page = read[name]
    files = {site / name}
    for tag in page.select(
        "link[rel=stylesheet], link[rel=icon], script[src], img:not([loading=lazy])"
    ):
        address = str(tag.get("href") or tag.get("src")).split("?")[0]
        files.add(((site / name).parent / address).resolve())
    assert len(files) >= 5
    contents = [path.read_bytes() for path in files]
    raw, packed = sum(map(len, contents)), sum(len(gzip.compress(text)) for text in contents)
    assert raw <= 500_000
    assert packed <= 150_000
    record_property("told", f"{name}: {len(files)} files, {raw:,} bytes, {packed:,} gzipped")


def test_no_page_is_heavy(site: Path, read: dict[str, BeautifulSoup]) -> None:
    for name in read:
        assert (site / name).stat().st_size <= 400_000, name


def test_a_page_takes_only_what_it_uses(site: Path, read: dict[str, BeautifulSoup]) -> None:
    uses = {
        "tables.js": "table.cq-table",
        "dataTables.min.js": "table.cq-table",
        "copy.js": "button.cq-copy",
        "filter.js": "form.cq-filter",
        "pygments.css": "div.highlight",
    }
    seen: Counter[str] = Counter()
    for name, page in read.items():
        taken = {
            str(tag.get("src") or tag.get("href")).split("?")[0].rsplit("/", 1)[-1]
            for tag in page.select("script[src], link[rel=stylesheet]")
        }
        for asset, selector in uses.items():
            assert (asset in taken) == (page.select_one(selector) is not None), f"{name}: {asset}"
        seen.update(taken)
    assert all(seen[asset] for asset in uses)
    left = [path.name for path in site.rglob("*") if path.name in {"genindex.html", "objects.inv"}]
    assert left == []


# The words -------------------------------------------------------------------------------------


def spoken(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """What the frame says, with the language it says it in: texts, and words in attributes."""
    assert page.html is not None
    for tag in page.html.find_all(True):
        # Headings of the page and its neighbours are words of the text.
        if tag.find_parent("article") or tag.find_parent(class_=["toc-tree", "cq-pages"]):
            continue
        if tag.name in {"article", "script", "meta"} or tag.find_parent("head"):
            continue
        marked = tag if tag.get("lang") else tag.find_parent(lang=True)
        assert marked is not None
        keys = ("aria-label", "title", "placeholder", "alt", "data-auto", "data-light", "data-dark")
        for text in (*tag.find_all(string=True, recursive=False), *(tag.get(key) for key in keys)):
            if text and str(text).strip():
                yield str(marked["lang"]), str(text).strip()


def test_the_frame_speaks_one_language(read: dict[str, BeautifulSoup]) -> None:
    heard: Counter[str] = Counter()
    for name, page in read.items():
        own = {"en": "en", "zh": "zh-CN"}[language(name)]
        for tongue, text in spoken(page):
            heard[tongue] += 1
            if tongue == "en":
                assert not CJK.search(text), f"{name}: {text}"
            else:
                assert not LATIN.search(ALLOWED.sub("", text)), f"{name}: {text}"
            if tongue != own:
                assert text in {"English", "中文"}, f"{name}: {text}"
    assert min(heard.values()) > 2000


def test_what_the_libraries_add_to_the_text_is_in_its_language(
    read: dict[str, BeautifulSoup],
) -> None:
    counted = 0
    for name, page in read.items():
        for link in page.select("a.headerlink"):
            counted += 1
            assert bool(CJK.search(str(link["title"]))) == (language(name) == "zh"), name
    assert counted > 1000


# The other edition -----------------------------------------------------------------------------


def test_both_editions_have_the_same_anchors(read: dict[str, BeautifulSoup]) -> None:
    compared = 0
    for name, page in read.items():
        ids = [str(tag["id"]) for tag in page.find_all(id=True)]
        assert [key for key, count in Counter(ids).items() if count > 1] == [], name
        if language(name) == "en":
            other = {str(tag["id"]) for tag in read[f"zh/{name}"].find_all(id=True)}
            assert set(ids) ^ other == set(), name
            compared += len(ids)
    assert compared > 5000


# The structure ---------------------------------------------------------------------------------


def test_landmarks_are_named_and_the_text_has_one_title(read: dict[str, BeautifulSoup]) -> None:
    for name, page in read.items():
        one(page, "h1")
        one(page, "main#cq-main > article")
        one(page, "body > header")
        one(page, "body > footer")
        first = page.select_one("body a")
        assert first is not None
        assert first["href"] == "#cq-main", name
        names = [str(tag.get("aria-label")) for tag in page.select("nav, aside, [role=search]")]
        assert len(names) >= 3
        assert "None" not in names, name
        assert len(set(names)) == len(names), f"{name}: {names}"
        assert len(page.select('#cq-contents [aria-current="page"]')) <= 1, name
    assert read[CHAPTER].select('#cq-contents [aria-current="page"]')


def test_every_footer_says_what_the_book_is_not_and_how_it_changes(
    read: dict[str, BeautifulSoup],
) -> None:
    denied = {"en": "Not an official publication", "zh": "不是官方出版物"}
    for name, page in read.items():
        foot = one(page, "body > footer")
        text = foot.get_text(" ", strip=True)
        for part in (denied[language(name)], tables.as_of(), str(citation.metadata()["version"])):
            assert part in text, name
        here = f"https://example.org/{name}"
        targets = {urljoin(here, str(link["href"])).rstrip("#") for link in foot.select("a")}
        top = "https://example.org/" + ("zh/" if language(name) == "zh" else "")
        wanted = ("index.html#revisions", "reference/changes.html", "reference/cite.html")
        assert {f"{top}{page}" for page in wanted} <= targets, name
        # None is configured: none is invented.
        assert "mailto:" not in str(foot)
    for place in ("", "zh/"):
        assert read[f"{place}index.html"].find(id="revisions") is not None


@pytest.mark.parametrize(
    ("contact", "wanted"),
    [
        ([{"name": "A", "email": "a@example.org"}], ("mailto:a@example.org", "a@example.org")),
        ([{"name": "A"}, {"website": "https://example.org"}], ("https://example.org",) * 2),
    ],
)
def test_a_configured_contact_is_shown(
    contact: list[dict[str, str]], wanted: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqanalysis.citation.metadata", lambda: {"contact": contact})
    assert tuple(pages._contact().values()) == wanted


# Beside the pages ------------------------------------------------------------------------------


def test_a_missing_address_is_answered_from_any_depth(site: Path) -> None:
    page = BeautifulSoup((site / "404.html").read_text("utf-8"), "html.parser")
    assert not page.select("link, script, img")
    style = one(page, "style").get_text()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy(page) == {"default-src": ["'none'"], "style-src": [f"'sha256-{digest}'"]}
    for place, own in EDITIONS:
        section = one(page, f'section[lang="{citation.TAG[own]}"]')
        assert one(section, "a")["href"] == f"{place}index.html"
        assert bool(CJK.search(section.get_text())) == (own == "zh")


def test_a_configured_address_leads_from_a_missing_one_and_is_mapped(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not (site / "sitemap.xml").exists()
    assert not (site / "robots.txt").exists()
    monkeypatch.setattr("cqanalysis.citation.work.site", lambda: "https://example.org/book/")
    monkeypatch.setattr("cqanalysis.citation.site", lambda: "https://example.org/book/")
    names = ["index.html", "search.html", "reference/tasks.html"]
    for name in (*names, *(f"zh/{name}" for name in names)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    addresses.write(tmp_path)
    base = "https://example.org/book"
    missing = (tmp_path / "404.html").read_text("utf-8")
    assert f'href="{base}/index.html"' in missing
    assert f'href="{base}/zh/index.html"' in missing
    entries = ElementTree.parse(tmp_path / "sitemap.xml").getroot()
    places = {entry[0].text: [other.get("href") for other in entry[1:]] for entry in entries}
    pair = [f"{base}/reference/tasks.html", f"{base}/zh/reference/tasks.html"]
    assert places == {
        f"{base}/index.html": [f"{base}/index.html", f"{base}/zh/index.html"],
        f"{base}/zh/index.html": [f"{base}/index.html", f"{base}/zh/index.html"],
        pair[0]: pair,
        pair[1]: pair,
    }
    assert f"Sitemap: {base}/sitemap.xml" in (tmp_path / "robots.txt").read_text("utf-8")


def test_both_change_logs_tell_the_same_releases(read: dict[str, BeautifulSoup]) -> None:
    releases = {}
    for place, own in EDITIONS:
        text = LOGS[own].read_text("utf-8")
        parts = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
        releases[own] = [
            (re.findall(r"\d+\.\d+\.\d+|\d{4}-\d\d-\d\d", part)[:2], part.count("\n- "))
            for part in parts
        ]
        article = one(read[f"{place}reference/changes.html"], "article")
        shown = [str(section["id"]) for section in article.select("section section")]
        versions = [found[0].replace(".", "-") for found, _ in releases[own]]
        assert shown == [f"reference-changes-v{version}" for version in versions]
    assert releases["en"] == releases["zh"]
    assert releases["en"][0][0][0] == citation.metadata()["version"]


# In the browser --------------------------------------------------------------------------------


@pytest.fixture(params=["folder", "server"])
def root(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    """Where the site begins: opened from a folder, and from a server."""
    return {"folder": f"{site.as_uri()}/", "server": served}[request.param]


@pytest.fixture
def visit(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser; what it says in its console fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    yield context
    context.close()
    assert said == []


def test_no_page_has_anything_to_say_in_the_console(
    root: str, visit: BrowserContext, record_property: Callable[[str, object], None]
) -> None:
    names = [f"{place}{name}" for place, _ in EDITIONS for name in TYPES] + ["404.html"]
    page = visit.new_page()
    for name in names:
        assert page.goto(root + name) is not None
        page.wait_for_load_state("networkidle")
        page.mouse.wheel(0, 20_000)
    record_property("told", f"{len(names)} pages without a word in the console ({root[:5]})")


def test_the_policy_is_in_force(root: str, browser: Browser) -> None:
    page = browser.new_page()
    for name in ("index.html", f"zh/{CHAPTER}"):
        page.goto(root + name)
        page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "window.ran = true";
              document.body.append(script);
              document.body.setAttribute("style", "color: rgb(1, 2, 3)");
            }"""
        )
        assert page.evaluate("window.ran") is None
        assert page.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
    page.close()


@pytest.mark.parametrize(("here", "there"), [("", "zh/"), ("zh/", "")])
def test_the_switch_keeps_page_and_anchor(
    root: str, visit: BrowserContext, here: str, there: str
) -> None:
    page = visit.new_page()
    page.goto(f"{root}{here}{CHAPTER}#zone-head")
    page.locator(".cq-edition").press("Enter")
    page.wait_for_url(f"{root}{there}{CHAPTER}#zone-head")
    assert page.locator("#zone-head").is_visible()
    # Without an anchor in the address: the section in view.
    page.goto(f"{root}{here}{CHAPTER}")
    page.evaluate("document.getElementById('conv-head').scrollIntoView({behavior: 'instant'})")
    page.locator(".cq-edition").click()
    page.wait_for_url(f"{root}{there}{CHAPTER}#conv-head")
    # At the top: the page alone.
    page.goto(f"{root}{here}{CHAPTER}")
    page.locator(".cq-edition").click()
    page.wait_for_url(f"{root}{there}{CHAPTER}")


def test_the_chosen_edition_is_remembered_at_the_front_door_only(
    root: str, visit: BrowserContext
) -> None:
    page = visit.new_page()
    page.goto(f"{root}index.html")
    page.locator(".cq-edition").click()
    page.wait_for_url(f"{root}zh/index.html")
    # A new visit by the front door.
    page = visit.new_page()
    page.goto(f"{root}index.html")
    page.wait_for_url(f"{root}zh/index.html")
    # Any other address is what it says, and so is the cover from there on.
    page = visit.new_page()
    page.goto(root + CHAPTER)
    page.locator(".cq-title").click()
    page.wait_for_url(f"{root}index.html")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    # Choosing English again is remembered too.
    page.goto(f"{root}zh/index.html")
    page.locator(".cq-edition").click()
    page.wait_for_url(f"{root}index.html")
    page = visit.new_page()
    page.goto(f"{root}index.html")
    page.wait_for_timeout(300)
    assert page.url == f"{root}index.html"


def test_the_frame_works_where_nothing_can_be_stored(site: Path, visit: BrowserContext) -> None:
    visit.add_init_script(
        """for (const store of ["localStorage", "sessionStorage"])
          Object.defineProperty(window, store, {
            get() { throw new DOMException("no", "SecurityError"); },
          });"""
    )
    page = visit.new_page()
    page.goto((site / CHAPTER).as_uri())
    page.locator(".cq-theme").click()
    expect(page.locator("body")).to_have_attribute("data-theme", "light")
    page.locator(".cq-edition").click()
    page.wait_for_url((site / "zh" / CHAPTER).as_uri())


@pytest.mark.parametrize(
    ("place", "states"),
    [("", ["auto", "light", "dark", "auto"]), ("zh/", ["自动", "浅色", "深色", "自动"])],
)
def test_the_theme_is_said_in_words_and_remembered(
    root: str, visit: BrowserContext, place: str, states: list[str]
) -> None:
    page = visit.new_page()
    page.goto(f"{root}{place}{CHAPTER}")
    button, shades = page.locator(".cq-theme"), []
    for state in states:
        assert button.inner_text().endswith(state)
        shades.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        if state in {"dark", "深色"}:
            other = visit.new_page()
            other.goto(f"{root}{place}index.html")
            assert other.locator(".cq-theme").inner_text().endswith(state)
            other.close()
        button.press("Enter")
    assert shades[1] != shades[2]


def focused(page: Page, selector: str) -> bool:
    return bool(page.evaluate("s => document.activeElement.closest(s) !== null", selector))


@pytest.mark.parametrize("place", ["", "zh/"])
def test_the_contents_open_on_a_narrow_screen_by_keyboard(
    site: Path, visit: BrowserContext, place: str
) -> None:
    page = visit.new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto((site / place / CHAPTER).as_uri())
    contents = page.locator("#cq-contents")
    opener = page.locator('[data-opens="cq-contents"]')
    assert not contents.is_visible()
    opener.press("Enter")
    assert contents.is_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        assert not focused(page, "main, header, footer")
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    expect(opener).to_be_focused()
    # The sections of the page: following one closes the list.
    page.locator('[data-opens="cq-here"]').press("Space")
    page.locator("#cq-here a[href='#watch']").press("Enter")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator("#watch")).to_be_in_viewport()
    # Both are back where a wide screen shows them.
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(contents).to_be_visible()
    expect(page.locator("#cq-here")).to_be_visible()


def test_the_first_key_offers_to_skip_to_the_text(site: Path, visit: BrowserContext) -> None:
    page = visit.new_page()
    page.goto((site / CHAPTER).as_uri())
    page.keyboard.press("Tab")
    skip = page.locator(".skip-to-content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page, "main")


def test_every_control_shows_its_focus(site: Path, visit: BrowserContext) -> None:
    page = visit.new_page()
    page.goto((site / CHAPTER).as_uri())
    seen = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        shown, name = page.evaluate(
            """() => {
              const element = document.activeElement, style = getComputedStyle(element);
              const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
              return [drawn, element.className || element.tagName];
            }"""
        )
        assert shown, name
        seen.add(name)
    assert {"cq-title", "cq-theme", "cq-edition"} <= seen


def test_without_scripts_the_frame_still_leads_everywhere(site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto((site / CHAPTER).as_uri())
    assert page.locator("#cq-contents").is_visible()
    # A button that could do nothing is not shown.
    assert page.locator(".cq-theme, .cq-opener").locator("visible=true").count() == 0
    page.locator(".cq-edition").click()
    page.wait_for_url((site / "zh" / CHAPTER).as_uri())
    context.close()


@pytest.mark.parametrize("place", ["", "zh/"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_frame_fits_its_screen(
    site: Path, visit: BrowserContext, place: str, width: int
) -> None:
    page = visit.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    for name in TYPES:
        page.goto((site / place / name).as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name}: {wide}"
        box = page.locator(".cq-edition").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width, name
