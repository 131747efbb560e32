from __future__ import annotations

import gzip
import itertools
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from cqanalysis import distance, explorer, integration, overview, pace, tables
from cqanalysis.chapter import Chapter, explorer_html
from cqanalysis.drawing.plot import Plot
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import EXHIBITS, EXPLORERS, find_explorer
from cqanalysis.explorer import Choice, Control, Explorer, Scene, State
from cqanalysis.explorer.live import widget
from cqanalysis.tables import ROOT

DATA = tables.load()
GROWTH = "integration-income-growth"
RESIDENTS = "overview-residents"
PRODUCT = "spatial-product-growth"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def table_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    content: dict[str, Any] = json.loads(found[1])
    return content


def states_of(key: str, language: Language) -> dict[tuple[str, ...], dict[str, str]]:
    """The parts of every state, as the page's script reads them."""
    content = table_of(explorer_html(EXPLORERS[key], DATA, language))
    settings = itertools.product(*(control["values"] for control in content["controls"]))
    return {
        values: dict(zip(content["parts"], state, strict=True))
        for values, state in zip(settings, content["states"], strict=True)
    }


def alike(text: str) -> list[str]:
    """Its numbers, persons as both languages count them: 31.87 million is 3187 万."""
    text = text.replace("one-hour", "1-hour")
    text = re.sub(r"([\d.]+) million", lambda found: f"{100 * float(found[1]):.0f}", text)
    return sorted(re.findall(r"[\d.]*\d", text))


# --- the analysis ----------------------------------------------------------


def income(kind: str, year: int, value: float) -> dict[str, Any]:
    return {
        "obs_id": f"{kind}-{year}", "indicator": f"income_{kind}", "place": "chongqing",
        "year": year, "period": "year", "value": value, "vintage": "published",
        "definition": "integrated survey", "confidence": "A",
    }  # fmt: skip


def incomes(*pairs: tuple[int, float, float]) -> pd.DataFrame:
    rows = [
        income(kind, year, value)
        for year, urban, rural in pairs
        for kind, value in (("urban", urban), ("rural", rural))
    ]
    return pd.DataFrame(rows).astype({"year": "Int64"})


def test_a_ratio_is_carried_on() -> None:
    assert integration.carried(2.0, 25, 1) == pytest.approx(1.6)
    assert integration.carried(2.0, 25, 2) == pytest.approx(1.28)
    assert integration.carried(2.0, -20, 1) == pytest.approx(2.5)
    assert integration.carried(2.4, 0, 9) == 2.4


def test_growth_is_the_yearly_mean_between_neighbours_of_ten_years() -> None:
    rows = incomes((2009, 50, 40), (2010, 100, 50), (2012, 121, 72), (2020, 121, 72))
    table = integration.recent_growth(rows)
    assert list(table["start"]) == [2010, 2012]
    assert list(table["end"]) == [2012, 2020]
    assert list(table["urban"]) == pytest.approx([10, 0])
    assert list(table["rural"]) == pytest.approx([20, 0])
    assert table["obs_ids"].iloc[0] == "urban-2010|rural-2010|urban-2012|rural-2012"


def test_an_outlook_is_that_of_two_growing_incomes() -> None:
    pair = integration.income_pairs(incomes((2019, 150, 100), (2020, 200, 100))).iloc[-1]
    table = integration.ratio_outlook(pair, 10, 25, until=2022)
    assert list(table["year"]) == [2020, 2021, 2022]
    # 220 over 125, 242 over 156.25.
    assert list(table["ratio"]) == pytest.approx([2, 1.76, 1.5488])
    assert set(table["obs_ids"]) == {"urban-2020|rural-2020"}


def test_a_year_without_both_incomes_is_no_pair() -> None:
    rows = incomes((2018, 200, 100), (2019, 210, 100))
    half = rows[rows["obs_id"] != "rural-2019"]
    assert list(integration.income_pairs(half)["year"]) == [2018]


@pytest.mark.parametrize(
    ("ratios", "expected"),
    [
        ([2.24, 2.30, 2.34], (True, None)),
        ([2.24, 2.30, 2.36], (True, 2022)),
        ([2.40, 2.36, 2.35], (False, 2022)),
        ([2.40, 2.39, 2.38], (False, None)),
        # Two decimals are what the plan prints: 2.354 is 2.35, 2.356 is 2.36.
        ([2.24, 2.354, 2.356], (True, 2022)),
    ],
)
def test_when_a_target_is_passed(ratios: list[float], expected: tuple[bool, int | None]) -> None:
    path = pd.DataFrame({"year": [2020, 2021, 2022], "ratio": ratios})
    assert integration.passing(path, pace.Target(2.35, "=", "lower", 2025)) == expected


def test_the_latest_target_is_the_citys_and_names_every_clause() -> None:
    asked = integration.latest_target(DATA["facts"])
    assert (asked["year"], asked["value"], asked["operator"]) == (2025, 2.35, "=")
    assert asked["attribute"] == "预期性"
    named = asked["fact_ids"].split("|")
    assert set(named) == {"plan2035-c2.s3.b1.r9-2", "fyp14-p11.c36.s2.g1-1"}


def test_documents_that_differ_stop_the_target() -> None:
    facts = DATA["facts"].copy()
    facts.loc[facts["fact_id"] == "fyp14-p11.c36.s2.g1-1", "value"] = 2.3
    with pytest.raises(ValueError, match="differ on the income ratio of 2025"):
        integration.latest_target(facts)


# --- every explorer --------------------------------------------------------


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    chosen: Language = request.param
    return chosen


@pytest.fixture(scope="module", params=list(EXPLORERS))
def key(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_ids_are_those_published() -> None:
    assert list(EXPLORERS) == [
        RESIDENTS, PRODUCT, "migrants-rate-and-people", "renewal-completion", "governance-agency",
        GROWTH,
    ]  # fmt: skip
    assert not set(EXPLORERS) & set(EXHIBITS)
    with pytest.raises(KeyError, match=GROWTH):
        find_explorer("integration-growth")


def test_an_explorer_is_light(key: str, language: Language) -> None:
    script = ROOT / "src/cqanalysis/site/assets/explorer.js"
    added = explorer_html(EXPLORERS[key], DATA, language).encode() + script.read_bytes()
    assert len(gzip.compress(added)) < 150_000


def test_every_state_has_words_in_its_language(key: str, language: Language) -> None:
    scene = EXPLORERS[key].scene(DATA, language)
    settings = scene.settings()
    assert len(settings) > 1
    for values in settings:
        words = scene.state(values).words
        assert words.strip()
        assert bool(CHINESE.search(words)) == (language == "zh")
        assert not re.search(r"\bnan\b", words)
    for text in (scene.title, scene.subtitle, scene.note):
        assert bool(CHINESE.search(text)) == (language == "zh"), text
    assert not re.search(r"\d", scene.title)


def test_both_languages_show_the_same_numbers(key: str) -> None:
    english, chinese = (EXPLORERS[key].scene(DATA, la) for la in LANGUAGES)
    assert english.settings() == chinese.settings()
    assert english.first == chinese.first
    for values in english.settings():
        one, two = english.state(values), chinese.state(values)
        # Names differ, and a level is told in the unit of the axis; the numbers are the same.
        assert [alike(" ".join(row)) for row in one.rows] == [
            alike(" ".join(row)) for row in two.rows
        ]
        assert one.marks.keys() == two.marks.keys()
        for name, mark in one.marks.items():
            assert re.sub(r"\D", "", mark) == re.sub(r"\D", "", two.marks[name]), name
        assert alike(one.words) == alike(two.words)


def test_the_first_state_stands_in_the_page(key: str, language: Language) -> None:
    scene = EXPLORERS[key].scene(DATA, language)
    page = explorer_html(EXPLORERS[key], DATA, language)
    before = page[: page.index("<script")]
    state = scene.state(scene.first)
    assert state.words in before
    for row in state.rows:
        for cell in row:
            assert f">{cell}</t" in before
    for name, content in state.marks.items():
        assert content in before, name
    # What the script changes is there to be changed.
    for part in table_of(page)["parts"]:
        assert before.count(f'data-part="{part.split("@")[0]}"') == 1


@pytest.mark.parametrize("folder", ["chapters", "chapters/zh"])
def test_the_chapters_show_every_explorer_of_their_theme(folder: str) -> None:
    shown = []
    for path in sorted((ROOT / folder).glob("*.ipynb")):
        book = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
        source = "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")
        own = re.findall(r'book\.explore\("([^"]+)"\)', source)
        assert sorted(own) == sorted(e.id for e in EXPLORERS.values() if e.theme == path.stem)
        shown += own
        # Widgets have random ids: stored, they would change the file on every run.
        assert "widgets" not in book.metadata
        assert "widget-view" not in path.read_text(encoding="utf-8")
    assert shown


# --- the growth of incomes -------------------------------------------------


def test_every_state_of_the_table_is_what_the_analysis_gives(language: Language) -> None:
    content = table_of(explorer_html(EXPLORERS[GROWTH], DATA, language))
    pair = integration.income_pairs(DATA["observations"]).iloc[-1]
    start, until = int(pair["year"]), 2035
    urban_rates, rural_rates = (control["values"] for control in content["controls"])
    states = iter(content["states"])
    box = box_of(explorer_html(EXPLORERS[GROWTH], DATA, language))
    compared = 0
    for urban in urban_rates:
        for rural in rural_rates:
            parts = dict(zip(content["parts"], next(states), strict=True))
            # Two incomes, each grown year by year: the long way to the ratio.
            town, land, ratios = float(pair["urban"]), float(pair["rural"]), []
            for _ in range(start, until + 1):
                ratios.append(town / land)
                town *= 1 + float(urban) / 100
                land *= 1 + float(rural) / 100
            for row, ratio in enumerate(ratios[1:], start=1):
                assert parts[f"{row}.1"] == f"{ratio:.2f}"
            points = [tuple(map(float, p.split(","))) for p in parts["path@points"].split()]
            assert len(points) == len(ratios)
            for (_, y), ratio in zip(points, ratios, strict=True):
                assert box[0] + (100 - y) / 100 * (box[1] - box[0]) == pytest.approx(
                    ratio, abs=2e-3
                )
            assert parts["level"] == f"{ratios[-1]:.2f}"
            assert parts["level@y"] == parts["end@cy"] == f"{points[-1][1]:g}%"
            assert_words(parts["words"], urban, rural, ratios, start, language)
            compared += 1
    assert next(states, None) is None
    assert compared == len(urban_rates) * len(rural_rates) > 200


def box_of(page: str) -> tuple[float, float]:
    """The values at the bottom and top of the plot, by its lines across."""
    found = re.findall(r'<line x1="0" x2="100%" y1="([\d.]+)%".*?>(\d)</text>', page)
    (one, low), (two, high) = found[0], found[-1]
    step = (float(high) - float(low)) / (float(one) - float(two))
    return float(low) - step * (100 - float(one)), float(high) + step * float(two)


def assert_words(
    words: str, urban: str, rural: str, ratios: list[float], start: int, language: Language
) -> None:
    rates = [f"{float(rate):.1f}%" for rate in (urban, rural)]
    assert re.findall(r"[\d.]+%", words) == rates
    assert f"{ratios[0]:.2f}" in words
    assert f"{ratios[-1]:.2f}" in words
    way = {"en": ("falls", "stays at", "rises"), "zh": ("降至", "保持", "升至")}[language]
    moved = (float(urban) > float(rural)) - (float(urban) < float(rural))
    assert [w in words for w in way] == [moved == m for m in (-1, 0, 1)]
    above = [start + n for n, ratio in enumerate(ratios) if round(ratio, 2) > 2.35]
    turn = {"en": r"From (\d+) on it is above", "zh": r"，(\d+)年起高于"}[language]
    assert re.findall(turn, words) == [str(year) for year in above[:1]]
    keeps = {"en": "keeps within", "zh": "始终不高于"}[language]
    assert (keeps in words) == (not above)


def test_the_sliders_hold_what_was_observed_and_start_there() -> None:
    growth = integration.recent_growth(DATA["observations"])
    for control in EXPLORERS[GROWTH].scene(DATA, "en").controls:
        rates = [float(choice.value) for choice in control.choices]
        assert rates == sorted(rates)
        seen = growth[["urban", "rural"]].to_numpy()
        assert rates[0] <= seen.min() / 2 + 0.25
        assert rates[-1] >= seen.max() - 0.25
        latest = growth[control.key].iloc[-1]
        assert abs(rates[control.first] - latest) == min(abs(rate - latest) for rate in rates)


# --- the growth of residents -----------------------------------------------


def persons(value: float, language: Language) -> str:
    return f"{value / 100:.2f} million" if language == "en" else f"{value:.0f}万"


def test_every_growth_of_residents_is_carried_to_2035(language: Language) -> None:
    seen = overview.residents(DATA).iloc[-1]
    states = states_of(RESIDENTS, language)
    verdicts = set()
    for (growth,), parts in states.items():
        # Year by year, with the plan's printed numbers: the long way.
        people = [float(seen["population"])]
        for _ in range(int(seen["year"]), 2035):
            people.append(people[-1] * (1 + float(growth) / 100))
        # The year observed is the same in every state, and no part that moves.
        for row, value in enumerate(people[1:], start=1):
            assert parts[f"{row}.1"] == persons(value, language)
            assert parts[f"{row}.2"] == persons(0.8 * value, language)
            assert parts[f"{row}.3"] == f"{280_000 / value:.1f}%"
        assert persons(people[-1], language) in parts["words"]
        assert persons(abs(2800 - 0.8 * people[-1]), language) in parts["words"]
        kind = (people[-1] >= 3500, people[-1] >= 280_000 * 0.95 / (80 * 1.05))
        said = {
            "en": ("Both numbers hold.", "Both hold only if", "even if"),
            "zh": ("两个规划数可以同时成立", "只有两个“左右”", "即使两个“左右”"),
        }[language]
        assert [word in parts["words"] for word in said] == [
            kind == (True, True), kind == (False, True), kind == (False, False),
        ]  # fmt: skip
        verdicts.add(kind)
        points = [tuple(map(float, p.split(","))) for p in parts["path@points"].split()]
        assert len(points) == len(people)
        assert parts["end@cy"] == parts["level@y"] == f"{points[-1][1]:g}%"
        assert parts["level"] == persons(people[-1], language).rstrip("万").removesuffix(" million")
    assert len(verdicts) == 3


def test_the_slider_of_residents_holds_what_was_seen_and_asked() -> None:
    (control,) = EXPLORERS[RESIDENTS].scene(DATA, "en").controls
    rates = [float(choice.value) for choice in control.choices]
    changes = 100 * overview.residents(DATA)["population"].pct_change().dropna()
    assert rates[0] <= changes.min() < rates[1]
    last = {rate: overview.futures(DATA, rate).iloc[-1]["gap"] for rate in rates[-2:]}
    assert last[rates[-1]] <= 0 < last[rates[-2]]
    line = overview.headline(DATA)
    trend = 100 * ((line.projected / line.now) ** (1 / (2035 - line.year)) - 1)
    assert abs(rates[control.first] - trend) == min(abs(rate - trend) for rate in rates)


# --- the growth of product per head ----------------------------------------


def test_every_lead_in_product_is_carried_to_2035(language: Language) -> None:
    ratios = distance.gdp_ratios(DATA["observations"], DATA["members"], DATA["facts"])
    at = ratios.set_index("key")
    keys = {"printed": "printed-baseline-2020", "census": "2020-census", "latest": "2024-after"}
    outcomes = set()
    for (base, lead), parts in states_of(PRODUCT, language).items():
        year, ratio = int(at.loc[keys[base], "year"]), float(at.loc[keys[base], "ratio"])
        path = {year: ratio}
        for later in range(year + 1, 2036):
            # Both sides grow, the metropolitan area by nothing: only the lead matters.
            path[later] = path[later - 1] / (1 + float(lead) / 100)
        for row, later in enumerate(range(2025, 2036)):
            assert parts[f"{row}.1"] == f"{path[later]:.2f}"
        points = [tuple(map(float, p.split(","))) for p in parts["path@points"].split()]
        assert len(points) == (12 if base == "latest" else 1 + 2035 - 2024)
        assert parts["level"] == f"{path[2035]:.2f}"
        assert parts["end@cy"] == parts["level@y"] == f"{points[-1][1]:g}%"
        words = parts["words"]
        told = [f"{path[when]:.2f}" for when in (year, 2025, 2035)]
        assert all(level in words for level in told)
        within = path[2025] <= 1.8, path[2035] <= 1.8
        said = {
            "en": {
                (True, True): "Both are within", (True, False): "The first is within",
                (False, True): "The first is above", (False, False): "Both are above",
            },
            "zh": {
                (True, True): "两者都不高于", (True, False): "前者不高于",
                (False, True): "前者高于", (False, False): "两者都高于",
            },
        }[language]  # fmt: skip
        assert [key for key, text in said.items() if text in words] == [within]
        way = {"en": ("faster", "equally", "slower"), "zh": ("年均快", "相同", "年均慢")}[language]
        signs = [float(lead) > 0, float(lead) == 0, float(lead) < 0]
        assert [word in words for word in way] == signs
        outcomes.add(within)
    assert len(outcomes) == 4


def test_the_slider_of_product_reaches_as_far_down_as_up() -> None:
    ratios = distance.gdp_ratios(DATA["observations"], DATA["members"], DATA["facts"])
    gaps = distance.gdp_gaps(ratios).set_index("key")["gap"]
    base, lead = EXPLORERS[PRODUCT].scene(DATA, "en").controls
    leads = [float(choice.value) for choice in lead.choices]
    assert leads == [-value for value in reversed(leads)]
    for key in ("achieved", "asked-printed", "asked-census"):
        assert leads[0] <= gaps[key] <= leads[-1]
    # What is shown first is the latest ratio, at the lead that was achieved.
    assert base.choices[base.first].value == "latest"
    assert abs(leads[lead.first] - gaps["achieved"]) == min(
        abs(x - gaps["achieved"]) for x in leads
    )


# --- the machinery ---------------------------------------------------------


def frames(*, odd: bool = False) -> Scene:
    """A small explorer of few states, each a drawing of its own."""
    pictures = {"a": "data:image/svg+xml,A", "b": "data:image/svg+xml,B"}

    def state(values: tuple[str, ...]) -> State:
        marks = {"frame@src": pictures[values[0]], "frame@alt": f"picture {values[0]}"}
        if odd and values == ("b",):
            marks["more"] = "of one state only"
        return State(f"<{values[0]}> & finding", (("same", values[0]),), marks)

    def draw(parts: Mapping[str, str]) -> str:
        return f'<img data-part="frame" src="{parts["frame@src"]}" alt="{parts["frame@alt"]}">'

    choices = (Choice("a", "Agency A"), Choice("b", "Agency B"))
    control = Control("agency", "Agency", "select", choices, 1)
    rests = pd.DataFrame({"fact_ids": [""], "obs_ids": [""]})
    return Scene("Which?", "Of whom", "Note.", ("What", "Who"), (control,), state, draw, rests)


def test_frames_are_states_as_well() -> None:
    content = table_of(explorer.panel(frames(), "tiny", "en"))
    # What is the same in every state does not travel.
    assert content["parts"] == ["words", "0.1", "frame@src", "frame@alt"]
    assert content["states"] == [
        ["<a> & finding", "a", "data:image/svg+xml,A", "picture a"],
        ["<b> & finding", "b", "data:image/svg+xml,B", "picture b"],
    ]
    page = explorer.panel(frames(), "tiny", "en")
    assert '<option value="1" selected>Agency B</option>' in page
    assert "&lt;b&gt; &amp; finding" in page
    assert "<b> &" not in page


def test_states_with_different_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="change the same parts"):
        explorer.panel(frames(odd=True), "tiny", "en")


def test_a_control_starts_at_one_of_its_positions() -> None:
    with pytest.raises(ValueError, match="1 positions, and no 1"):
        Control("u", "U", "range", (Choice("1", "1%"),), 1)


def test_an_id_begins_with_its_theme() -> None:
    with pytest.raises(ValueError, match="does not begin"):
        Explorer("growth", "integration", lambda *_: frames())


def test_the_last_control_moves_fastest() -> None:
    scene = EXPLORERS[GROWTH].scene(DATA, "en")
    first, second = scene.settings()[:2]
    assert first[0] == second[0]
    assert first[1] != second[1]


def test_a_plot_places_values_in_percent() -> None:
    box = Plot((2020, 2030), (1, 5))
    assert (box.x(2020), box.x(2025), box.x(2030)) == ("0", "50", "100")
    assert (box.y(1), box.y(4), box.y(5)) == ("100", "25", "0")
    assert box.points([(2020, 1), (2025, 4)]) == "0,100 50,25"


# --- in Jupyter ------------------------------------------------------------


def test_a_widget_calls_the_analysis(language: Language) -> None:
    scene = EXPLORERS[GROWTH].scene(DATA, language)
    box = widget(scene, GROWTH, language)
    _, urban, rural, shown = box.children
    assert (urban.value, rural.value) == scene.first
    assert scene.state(scene.first).words in shown.value
    urban.value, rural.value = "8", "3.5"
    assert shown.value == explorer.stage(scene, GROWTH, ("8", "3.5"), language)
    assert scene.state(("8", "3.5")).words in shown.value


def test_a_select_is_a_dropdown_in_jupyter() -> None:
    _, agency, shown = widget(frames(), "tiny", "en").children
    assert agency.value == "b"
    agency.value = "a"
    assert "picture a" in shown.value


def test_one_cell_has_two_faces(monkeypatch: pytest.MonkeyPatch) -> None:
    view = "application/vnd.jupyter.widget-view+json"
    cell = Chapter("integration", language="en").explore(GROWTH)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    stored = cell._repr_mimebundle_()
    assert set(stored) == {"text/html", "text/plain"}
    assert stored["text/html"] == explorer_html(EXPLORERS[GROWTH], DATA, "en")
    monkeypatch.setenv("JPY_SESSION_NAME", "integration.ipynb")
    live = cell._repr_mimebundle_()
    assert live["text/html"] == stored["text/html"]
    assert live[view]["model_id"]


def test_the_script_builds_no_sentence() -> None:
    # Words and numbers come from the table: none stands in the script's strings.
    script = Path(ROOT / "src/cqanalysis/site/assets/explorer.js").read_text(encoding="utf-8")
    code = "\n".join(line for line in script.splitlines() if not line.lstrip().startswith("//"))
    assert not CHINESE.search(code)
    assert "innerHTML" not in code
    assert "toFixed" not in code
