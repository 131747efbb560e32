from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from cqanalysis import integration, places, tables

# --- small made-up frames --------------------------------------------------


def obs(
    indicator: str,
    year: int,
    value: float,
    *,
    place: str = "chongqing",
    definition: str = "integrated survey",
    period: str = "year",
    vintage: str = "published",
    confidence: str = "A",
) -> dict[str, object]:
    return {
        "obs_id": f"{indicator}-{place}-{year}-{definition[:3]}-{period}-{vintage}",
        "indicator": indicator,
        "place": place,
        "year": year,
        "period": period,
        "value": value,
        "vintage": vintage,
        "definition": definition,
        "confidence": confidence,
    }


def pair(
    year: int, urban: float, rural: float, *, place: str = "chongqing"
) -> list[dict[str, object]]:
    return [
        obs("income_urban", year, urban, place=place),
        obs("income_rural", year, rural, place=place),
    ]


def observations(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows)).astype({"year": "Int64"})


def fact(
    fact_id: str,
    kind: str,
    year: int | None,
    value: float,
    *,
    place: str = "chongqing",
    doc_id: str = "plan2035",
    statement: str | None = None,
    indicator: str = "income_ratio",
    **more: object,
) -> dict[str, object]:
    row: dict[str, object] = {
        "fact_id": fact_id,
        "doc_id": doc_id,
        "clause": "c1.g1",
        "statement": statement or fact_id,
        "theme": "integration",
        "place": place,
        "label_zh": "标签",
        "label_en": "label",
        "indicator": indicator,
        "kind": kind,
        "operator": "=",
        "value": value,
        "unit": "∶1",
        "year": year,
        "year_basis": "printed" if year else "none",
    }
    return row | more


def facts(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows)).astype({"year": "Int64"})


PRINTED = facts(
    fact("base", "baseline", 2020, 2.45, statement="plan/base"),
    fact("base-again", "baseline", 2020, 2.45, statement="plan/base"),
    fact("target", "target", 2025, 2.35),
    fact("kz-base", "baseline", 2020, 2.19, place="kaizhou", doc_id="kaizhou2035"),
    fact("kz-target", "target", 2025, 2.15, place="kaizhou", doc_id="kaizhou2035"),
)
#: 2.7, then 2.5, then 2.25.
OBSERVED = observations(*pair(2014, 2700, 1000), *pair(2018, 5000, 2000), *pair(2024, 9000, 4000))


# --- the ratio -------------------------------------------------------------


def test_income_ratios_pair_within_one_survey() -> None:
    table = integration.income_ratios(
        observations(
            *pair(2014, 3000, 1200),
            obs("income_urban", 2013, 2800, definition="urban household survey"),
            obs("income_rural_net", 2013, 1000, definition="net income"),
            # Urban of the old survey, rural of the new one: no pair.
            obs("income_urban", 2015, 3300, definition="urban household survey"),
            obs("income_rural", 2015, 1500),
            # And the other way round.
            obs("income_urban", 2016, 3600),
            obs("income_rural_net", 2016, 1500, definition="net income"),
        )
    )
    found = table[["survey", "year", "ratio"]].to_numpy().tolist()
    assert found == [["old", 2013, 2.8], ["integrated", 2014, 2.5]]
    assert (table["basis"] == "computed").all()


def test_both_surveys_of_a_year_stay_apart() -> None:
    table = integration.income_ratios(
        observations(
            *pair(2014, 3000, 1200),
            obs("income_urban", 2014, 3100, definition="urban household survey"),
            obs("income_rural_net", 2014, 1000, definition="net income"),
        )
    )
    assert dict(zip(table["survey"], table["ratio"], strict=True)) == {
        "integrated": 2.5,
        "old": 3.1,
    }


def test_a_published_ratio_only_where_no_pair_is() -> None:
    table = integration.income_ratios(
        observations(
            *pair(2014, 3000, 1200),
            obs("income_ratio", 2014, 2.51),
            obs("income_ratio", 2015, 2.47, confidence="B"),
            obs("income_ratio", 2011, 3.12, definition="urban household survey / net income"),
        )
    ).set_index("year")
    assert list(table.index) == [2011, 2014, 2015]
    assert list(table["ratio"]) == [3.12, 2.5, 2.47]
    assert list(table["basis"]) == ["published", "computed", "published"]
    assert list(table["survey"]) == ["old", "integrated", "integrated"]
    assert list(table["urban"].isna()) == [True, False, True]
    assert list(table["rural"].isna()) == [True, False, True]
    assert table.loc[2015, "confidence"] == "B"


def test_part_of_a_year_and_other_vintages_are_left_out() -> None:
    table = integration.income_ratios(
        observations(
            *pair(2014, 3000, 1200),
            obs("income_ratio", 2015, 2.8, period="quarter-cumulative"),
            obs("income_urban", 2016, 900, period="quarter-cumulative"),
            obs("income_rural", 2016, 300, period="quarter-cumulative"),
            obs("income_ratio", 2018, 2.5, vintage="rounded"),
        )
    )
    assert list(table["year"]) == [2014]


def test_other_places_are_left_out() -> None:
    rows = observations(*pair(2014, 3000, 1200), *pair(2014, 4000, 1000, place="chengdu"))
    assert list(integration.income_ratios(rows)["ratio"]) == [2.5]
    assert list(integration.income_ratios(rows, "chengdu")["ratio"]) == [4.0]


@pytest.mark.parametrize(
    ("urban", "rural", "weakest"),
    [("A", "A", "A"), ("A", "B", "B"), ("C", "A", "C"), ("B", "C", "C"), ("C", "B", "C")],
)
def test_the_weakest_confidence_wins(urban: str, rural: str, weakest: str) -> None:
    table = integration.income_ratios(
        observations(
            obs("income_urban", 2014, 3000, confidence=urban),
            obs("income_rural", 2014, 1200, confidence=rural),
        )
    )
    assert list(table["confidence"]) == [weakest]


def test_a_computed_ratio_names_both_incomes() -> None:
    rows = pair(2014, 3000, 1200)
    table = integration.income_ratios(observations(*rows))
    assert table.loc[0, "obs_ids"] == f"{rows[0]['obs_id']}|{rows[1]['obs_id']}"
    assert table.loc[0, "fact_ids"] == ""


def test_ratio_facts_count_a_statement_once() -> None:
    table = integration.ratio_facts(
        facts(
            fact("t2", "target", 2025, 2.35),
            fact("b1", "baseline", 2020, 2.45, statement="plan/base"),
            fact("b2", "baseline", 2020, 2.45, statement="plan/base"),
            # The same number in another document is another statement.
            fact("f1", "baseline", 2020, 2.45, doc_id="fyp14"),
            fact("undated", "baseline", None, 2.55),
            fact("other", "target", 2025, 70, indicator="urbanization_rate"),
        )
    )
    assert list(table["fact_ids"]) == ["f1", "b1|b2", "t2"]
    assert list(table["year"]) == [2020, 2020, 2025]
    assert list(table["value"]) == [2.45, 2.45, 2.35]
    assert "statement" not in table


def test_ratio_facts_are_sorted_by_place_then_year() -> None:
    table = integration.ratio_facts(PRINTED)
    assert list(zip(table["place"], table["year"], strict=True)) == [
        ("chongqing", 2020),
        ("chongqing", 2025),
        ("kaizhou", 2020),
        ("kaizhou", 2025),
    ]


# --- growth gaps -----------------------------------------------------------


def test_growth_gaps_by_hand() -> None:
    table = integration.growth_gaps(OBSERVED, PRINTED).set_index("key")
    expected = {
        "asked-chongqing": (2020, 2025, 2.45, 2.35),
        "asked-kaizhou": (2020, 2025, 2.19, 2.15),
        "achieved-whole": (2014, 2024, 2.7, 2.25),
        "achieved-before": (2014, 2020, 2.7, 2.45),
        "achieved-since": (2020, 2024, 2.45, 2.25),
        "asked-now": (2024, 2025, 2.25, 2.35),
    }
    assert set(table.index) == set(expected)
    for key, (start, end, one, two) in expected.items():
        row = table.loc[key]
        assert (row["start"], row["end"]) == (start, end)
        assert (row["ratio_start"], row["ratio_end"]) == (one, two)
        gap = 100 * ((one / two) ** (1 / (end - start)) - 1)
        assert row["gap"] == pytest.approx(gap)
        assert row["kind"] == key.split("-")[0]
    assert table.loc["asked-chongqing", "gap"] == pytest.approx(0.8370, abs=1e-4)
    # The ratio may rise again by 2025: rural income may grow slower.
    assert table.loc["asked-now", "gap"] == pytest.approx(100 * (2.25 / 2.35 - 1))


def test_growth_gaps_name_their_rows() -> None:
    table = integration.growth_gaps(OBSERVED, PRINTED).set_index("key")
    first, last = (
        "|".join(str(row["obs_id"]) for row in pair(year, 1, 1)) for year in (2014, 2024)
    )
    assert table.loc["asked-chongqing", "fact_ids"] == "base|base-again|target"
    assert table.loc["asked-chongqing", "obs_ids"] == ""
    assert table.loc["asked-kaizhou", "fact_ids"] == "kz-base|kz-target"
    assert table.loc["achieved-whole", "fact_ids"] == ""
    assert table.loc["achieved-whole", "obs_ids"] == f"{first}|{last}"
    assert table.loc["achieved-before", "fact_ids"] == "base|base-again"
    assert table.loc["achieved-before", "obs_ids"] == first
    assert table.loc["achieved-since", "obs_ids"] == last
    assert table.loc["asked-now", "fact_ids"] == "target"
    assert table.loc["asked-now", "obs_ids"] == last


def test_gaps_before_and_since_compound_to_the_whole() -> None:
    gap = integration.growth_gaps(OBSERVED, PRINTED).set_index("key")["gap"] / 100
    parts = (1 + gap["achieved-before"]) ** 6 * (1 + gap["achieved-since"]) ** 4
    assert parts == pytest.approx((1 + gap["achieved-whole"]) ** 10)


def test_ratio_paths() -> None:
    table = integration.ratio_paths(OBSERVED, PRINTED, until=2030)
    gaps = {"equal": 0.0, "asked": (2.45 / 2.35) ** 0.2 - 1, "achieved": (2.7 / 2.25) ** 0.1 - 1}
    assert set(table["path"]) == set(gaps)
    for path, gap in gaps.items():
        own = table[table["path"] == path]
        assert list(own["year"]) == list(range(2024, 2031))
        assert own["gap"].to_numpy() == pytest.approx(100 * gap)
        assert own["ratio"].iloc[0] == 2.25
        assert own["ratio"].iloc[-1] == pytest.approx(2.25 / (1 + gap) ** 6)
    assert (table.loc[table["path"] == "equal", "ratio"] == 2.25).all()


def test_ratio_paths_name_each_row_once() -> None:
    table = integration.ratio_paths(OBSERVED, PRINTED, until=2025)
    first, last = (
        "|".join(str(row["obs_id"]) for row in pair(year, 1, 1)) for year in (2014, 2024)
    )
    ids = table.drop_duplicates("path").set_index("path")
    assert dict(ids["obs_ids"]) == {"equal": last, "asked": last, "achieved": f"{last}|{first}"}
    assert dict(ids["fact_ids"]) == {"equal": "", "asked": "base|base-again|target", "achieved": ""}


# --- districts -------------------------------------------------------------

MEMBERS = pd.DataFrame(
    [
        ("core", "a", 2021),
        ("new", "b", 2021),
        ("northeast", "c", 2021),
        ("southeast", "d", 2021),
        ("zone-national", "a", 2021),
        ("zone-national", "b", 2021),
        ("zone-municipal", "d", 2021),
    ],
    columns=["group", "place", "year"],
)


def test_district_incomes_need_both() -> None:
    table = integration.district_incomes(
        observations(
            *pair(2015, 200, 100, place="b"),
            *pair(2015, 300, 100, place="a"),
            *pair(2016, 330, 120, place="a"),
            obs("income_urban", 2016, 210, place="b"),
            obs("income_rural", 2015, 90, place="c"),
            *pair(2015, 500, 100, place="chengdu"),
            obs("income_urban", 2015, 400, place="d", period="quarter-cumulative"),
            obs("income_rural", 2015, 400, place="d"),
        ),
        MEMBERS,
    )
    found = [tuple(row) for row in table[["place", "group", "year", "urban", "rural"]].to_numpy()]
    assert found == [
        ("a", "core", 2015, 300, 100),
        ("a", "core", 2016, 330, 120),
        ("b", "new", 2015, 200, 100),
    ]
    assert list(table["ratio"]) == [3, 2.75, 2]
    own = pair(2016, 1, 1, place="a")
    assert table.loc[1, "obs_ids"] == f"{own[0]['obs_id']}|{own[1]['obs_id']}"


def incomes(*rows: tuple[str, int, float, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["place", "year", "urban", "rural"])
    ids = [f"u{place}{year}|r{place}{year}" for place, year, _, _ in rows]
    return table.assign(
        group="core", ratio=table["urban"] / table["rural"], fact_ids="", obs_ids=ids
    )


def test_change_by_hand() -> None:
    table = integration.change(
        incomes(("a", 2015, 300, 100), ("a", 2017, 360, 120), ("a", 2020, 600, 300)), 2015, 2020
    )
    row = table.iloc[0]
    assert len(table) == 1
    assert (row["place"], row["group"]) == ("a", "core")
    assert (row["urban_start"], row["urban_end"]) == (300, 600)
    assert (row["rural_start"], row["rural_end"]) == (100, 300)
    assert (row["ratio_start"], row["ratio_end"]) == (3, 2)
    # Doubled in five years: ln 2 / 5 = 13.863 %; tripled: ln 3 / 5 = 21.972 %.
    assert row["urban_growth"] == pytest.approx(13.8629, abs=1e-4)
    assert row["rural_growth"] == pytest.approx(21.9722, abs=1e-4)
    assert row["ratio_growth"] == pytest.approx(13.8629 - 21.9722, abs=1e-4)
    assert row["obs_ids"] == "ua2015|ra2015|ua2020|ra2020"


def test_change_needs_both_years_of_each_district() -> None:
    table = incomes(("a", 2015, 3, 1), ("b", 2015, 3, 1), ("a", 2020, 4, 2), ("c", 2020, 4, 2))
    with pytest.raises(ValueError, match=r"2015 and 2020: \['b', 'c'\]"):
        integration.change(table, 2015, 2020)


def test_change_needs_the_years_at_all() -> None:
    with pytest.raises(ValueError, match="2011 and 2012: all"):
        integration.change(incomes(("a", 2015, 3, 1), ("a", 2020, 4, 2)), 2011, 2012)


# --- convergence -----------------------------------------------------------


def straight(slope: float, intercept: float) -> pd.DataFrame:
    start = np.array([5000.0, 8000.0, 12000.0, 20000.0, 31000.0])
    return pd.DataFrame({"rural_start": start, "rural_growth": intercept + slope * np.log(start)})


def test_beta_recovers_a_known_line() -> None:
    fit = integration.beta(straight(-2, 28), "rural", 5)
    assert fit.slope == pytest.approx(-2)
    assert fit.intercept == pytest.approx(28)
    assert fit.r2 == pytest.approx(1)
    assert fit.error == pytest.approx(0, abs=1e-6)
    assert fit.p == pytest.approx(0, abs=1e-9)
    assert fit.n == 5
    # −0.02 = −(1 − exp(−5 β)) / 5, so exp(−5 β) = 0.9.
    assert fit.speed == pytest.approx(-math.log(0.9) / 5)
    assert fit.half_life == pytest.approx(math.log(2) / fit.speed)
    assert -(1 - math.exp(-fit.speed * 5)) / 5 == pytest.approx(fit.slope / 100)


def test_beta_of_gaps_that_halve() -> None:
    # Log distances from a common path that halve in ten years: half-life 10.
    start = np.array([1.0, 2.0, 4.0, 16.0])
    growth = 100 * (0.5 * np.log(start) - np.log(start)) / 10
    fit = integration.beta(
        pd.DataFrame({"urban_start": start, "urban_growth": growth}), "urban", 10
    )
    assert fit.half_life == pytest.approx(10)
    assert fit.slope == pytest.approx(-5)


def test_beta_without_convergence_has_no_half_life() -> None:
    fit = integration.beta(straight(1.5, 3), "rural", 5)
    assert fit.speed < 0
    assert fit.speed == pytest.approx(-math.log(1.075) / 5)
    assert fit.half_life == math.inf


def test_beta_by_hand() -> None:
    # x = 0, 1, 2 and y = 1, 0, 2: slope 1/2, intercept 1/2, r² = 1/4.
    table = pd.DataFrame({"ratio_start": np.exp([0.0, 1.0, 2.0]), "ratio_growth": [1.0, 0.0, 2.0]})
    fit = integration.beta(table, "ratio", 5)
    assert fit.slope == pytest.approx(0.5)
    assert fit.intercept == pytest.approx(0.5)
    assert fit.r2 == pytest.approx(0.25)
    # Residuals ½, −1, ½: variance 1.5 / 1 over Σ(x − x̄)² = 2.
    assert fit.error == pytest.approx(math.sqrt(0.75))


def test_sigma_by_hand() -> None:
    table = integration.sigma(
        incomes(
            # Logs of 1 and e²: mean 1, deviation 1; a year later of 1 and e: one half.
            ("a", 2015, 100, 1),
            ("b", 2015, 100 * math.e, math.e**2),
            ("a", 2016, 100, 1),
            ("b", 2016, 100, math.e),
        )
    ).set_index(["variable", "year"])
    sigma, index = table["sigma"], table["index"]
    assert sigma["rural", 2015] == pytest.approx(1)
    assert sigma["rural", 2016] == pytest.approx(0.5)
    assert sigma["urban", 2015] == pytest.approx(0.5)
    assert sigma["urban", 2016] == pytest.approx(0, abs=1e-12)
    # Ratio: 100 and 100 / e, then 100 and 100 / e.
    assert sigma["ratio", 2015] == pytest.approx(0.5)
    assert sigma["ratio", 2016] == pytest.approx(0.5)
    assert index["rural", 2016] == pytest.approx(50)
    assert index["urban", 2016] == pytest.approx(0, abs=1e-9)
    assert index["ratio", 2016] == pytest.approx(100)
    for variable in ("rural", "urban", "ratio"):
        assert index[variable, 2015] == 100
    assert (table["n"] == 2).all()
    assert table.loc[("rural", 2016), "obs_ids"] == "ua2016|ra2016|ub2016|rb2016"


def test_equal_incomes_have_no_spread() -> None:
    table = integration.sigma(
        incomes(("a", 2015, 8, 4), ("b", 2015, 8, 4), ("a", 2016, 8, 4), ("b", 2016, 16, 4))
    ).set_index(["variable", "year"])
    for variable in ("rural", "urban", "ratio"):
        assert table.loc[(variable, 2015), "sigma"] == 0


def test_sigma_does_not_change_with_the_unit() -> None:
    table = incomes(("a", 2015, 300, 100), ("b", 2015, 500, 130), ("c", 2015, 350, 180))
    scaled = incomes(("a", 2015, 3, 10), ("b", 2015, 5, 13), ("c", 2015, 3.5, 18))
    one, two = integration.sigma(table)["sigma"], integration.sigma(scaled)["sigma"]
    assert one.to_numpy() == pytest.approx(two.to_numpy())


# --- the real data ---------------------------------------------------------


@pytest.fixture(scope="module")
def data() -> tables.Data:
    return tables.load()


@pytest.fixture(scope="module")
def results(data: tables.Data) -> dict[str, pd.DataFrame]:
    facts_, observations_, members = data["facts"], data["observations"], data["members"]
    districts = integration.district_incomes(observations_, members)
    years = (int(districts["year"].min()), int(districts["year"].max()))
    pairs = integration.income_pairs(observations_)
    return {
        "income_ratios": integration.income_ratios(observations_),
        "ratio_facts": integration.ratio_facts(facts_),
        "growth_gaps": integration.growth_gaps(observations_, facts_),
        "ratio_paths": integration.ratio_paths(observations_, facts_),
        "income_pairs": pairs,
        "recent_growth": integration.recent_growth(observations_),
        "ratio_outlook": integration.ratio_outlook(pairs.iloc[-1], 5, 7),
        "district_incomes": districts,
        "change": integration.change(districts, *years),
        "sigma": integration.sigma(districts),
    }


def test_every_row_comes_from_rows_of_the_data(
    data: tables.Data, results: dict[str, pd.DataFrame]
) -> None:
    known = {
        "fact_ids": set(data["facts"]["fact_id"]),
        "obs_ids": set(data["observations"]["obs_id"]),
    }
    for name, table in results.items():
        for column, keys in known.items():
            named = [key for cell in table[column] for key in cell.split("|") if key]
            assert set(named) <= keys, f"{name}.{column}"
        both = table["fact_ids"] + table["obs_ids"]
        assert (both != "").all(), f"{name}: a row from nowhere"
        for cell in [*table["fact_ids"], *table["obs_ids"]]:
            assert len(cell.split("|")) == len(set(cell.split("|"))), (
                f"{name}: {cell} names one twice"
            )


def test_the_ratio_of_2024(results: dict[str, pd.DataFrame]) -> None:
    table = results["income_ratios"].set_index(["survey", "year"])
    assert table.loc[("integrated", 2024), "ratio"] == 49778 / 22221


def test_each_year_of_a_survey_has_one_ratio(results: dict[str, pd.DataFrame]) -> None:
    assert not results["income_ratios"].duplicated(["survey", "year"]).any()


def test_computed_ratios_are_urban_over_rural(results: dict[str, pd.DataFrame]) -> None:
    table = results["income_ratios"].dropna(subset=["urban"])
    assert (table["urban"] / table["rural"]).equals(table["ratio"])


def test_thirty_seven_districts_in_every_year(
    data: tables.Data, results: dict[str, pd.DataFrame]
) -> None:
    table = results["district_incomes"]
    assert set(table.groupby("year")["place"].nunique()) == {37}
    assert not table.duplicated(["place", "year"]).any()
    # Of the 38 units on the plan's geography one has no countryside to survey.
    everywhere = set(places.group_of(data["members"], integration.GROUPS, 2021))
    assert len(everywhere) == 38
    assert everywhere - set(table["place"]) == {"yuzhong"}


def test_ratio_growth_is_urban_less_rural_growth(results: dict[str, pd.DataFrame]) -> None:
    table = results["change"]
    difference = (table["urban_growth"] - table["rural_growth"]).to_numpy()
    assert table["ratio_growth"].to_numpy() == pytest.approx(difference)


def test_mean_growth_of_logs_leads_from_start_to_end(results: dict[str, pd.DataFrame]) -> None:
    table, years = results["change"], results["district_incomes"]["year"]
    span = int(years.max()) - int(years.min())
    for name in ("rural", "urban", "ratio"):
        end = table[f"{name}_start"] * np.exp(table[f"{name}_growth"] / 100 * span)
        assert end.to_numpy() == pytest.approx(table[f"{name}_end"].to_numpy())


def test_a_spread_is_never_negative(results: dict[str, pd.DataFrame]) -> None:
    table = results["sigma"]
    assert (table["sigma"] > 0).all()
    firsts = table.groupby("variable")["index"].first()
    assert firsts.to_numpy() == pytest.approx(100)
