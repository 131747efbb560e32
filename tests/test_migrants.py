from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from cqanalysis import migrants, overview, tables, trajectories
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import find_explorer

DATA = tables.load()
YEARS = list(range(2010, 2020))


# --- curves ------------------------------------------------------------------


def test_a_line_is_found_again_and_crosses_a_level_where_it_must() -> None:
    curve = trajectories.fit(YEARS, [50 + 2.0 * (year - 2010) for year in YEARS])
    assert trajectories.carried(curve, [2025])["share"].iloc[0] == pytest.approx(80)
    assert trajectories.reached(curve, 70) == pytest.approx(2020)


def test_an_s_curve_is_found_again_and_never_passes_its_ceiling() -> None:
    shares = [90 / (1 + math.exp(-0.1 * (year - 2005))) for year in YEARS]
    curve = trajectories.fit(YEARS, shares, 90)
    assert trajectories.reached(curve, 45) == pytest.approx(2005)
    assert trajectories.reached(curve, 90) is None
    assert trajectories.carried(curve, [2400])["share"].iloc[0] == pytest.approx(90)


def test_an_interval_of_a_line_is_the_textbook_one() -> None:
    # Seber and Lee 2003, "Linear Regression Analysis": s²(1 + 1/n + (x−x̄)²/Sxx).
    rng = np.random.default_rng(1)
    shares = [
        50 + year - 2010 + noise for year, noise in zip(YEARS, rng.normal(0, 1, 10), strict=True)
    ]
    curve = trajectories.fit(YEARS, shares)
    row = trajectories.carried(curve, [2025]).iloc[0]
    x = np.array(YEARS)
    factor = 1 + 1 / 10 + (2025 - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum()
    assert row["high"] - row["share"] == pytest.approx(1.8595 * curve.error * factor**0.5, rel=1e-3)


def test_too_few_years_and_a_low_ceiling_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        trajectories.fit(YEARS[:4], [1.0, 2, 3, 4])
    with pytest.raises(ValueError, match="not below"):
        trajectories.fit(YEARS, [*range(71, 81)], 80)


def test_a_back_test_sees_only_the_years_before_its_origin() -> None:
    straight = [50.0 + year - 2010 + 0.01 * (year % 2) for year in YEARS]
    bent = [*straight[:7], 40.0, 40.0, 40.0]
    kept = trajectories.backtest(YEARS, bent, [None])
    first = kept[kept["origin"] == 2014]
    assert list(first["year"]) == [2015, 2016, 2017, 2018, 2019]
    assert list(first["held"]) == [True, True, False, False, False]
    assert first["error"].iloc[-1] == pytest.approx(59 - 40, abs=0.1)


# --- two rates -----------------------------------------------------------------


def test_each_rate_has_its_own_denominator() -> None:
    row = migrants.gap(DATA).set_index("year").loc[2015]
    # 61.47 % of 30.7002 million residents, 41.25 % of 33.7184 million registered.
    assert row["low"] == row["high"] == pytest.approx(1887.141 - 1390.884, abs=0.01)
    assert row["naive"] == pytest.approx(20.22 * 30.7002, abs=0.01)


def test_the_printed_urban_register_agrees_with_its_rate() -> None:
    seen = DATA["observations"]
    printed = seen[seen["indicator"] == "hukou_urban_population"]["value"].iloc[0]
    assert migrants.gap(DATA).set_index("year").loc[2015, "urban_hukou"] == pytest.approx(
        printed, rel=1e-3
    )


def test_closing_is_the_gap_over_the_volume() -> None:
    found = migrants.closing(migrants.gap(DATA), DATA)
    assert found.still == pytest.approx(549.05 / 20, abs=0.01)
    assert found.stock == pytest.approx((1679.92 - 1390.88) / 5, abs=0.01)


# --- pace, origins, sources ------------------------------------------------------


def test_the_pace_asked_runs_from_each_documents_own_base() -> None:
    table = migrants.asked(DATA)
    plans = table[table["doc_id"] != "observed"]
    assert plans["points"].tolist() == pytest.approx([1.0, 0.708, 0.596, 0.8])


def test_the_observed_gains_add_up_to_the_whole_way() -> None:
    table = migrants.asked(DATA)
    gains = table[table["doc_id"] == "observed"]["points"].sum()
    rates = overview.residents(DATA)["rate"]
    assert gains == pytest.approx(rates.iloc[-1] - rates.iloc[0])


def test_people_registered_outside_agree_with_the_census() -> None:
    table = migrants.elsewhere(DATA)
    outside = table[table["origin"] == "outside"]
    seen = DATA["observations"]
    printed = seen[seen["indicator"] == "inflow_other_province"]["value"].sum()
    assert len(outside) == 38
    assert outside["people"].sum() == pytest.approx(printed / 1e4, rel=1e-3)


def test_outside_the_centre_moves_within_the_unit_outnumber_the_others() -> None:
    sums = migrants.elsewhere(DATA).groupby(["group", "origin"])["people"].sum().unstack()
    rest = sums.drop("core")
    assert (rest["same"] > rest["other"] + rest["outside"]).all()


def test_urban_gain_is_change_of_all_plus_fall_of_rural() -> None:
    table = migrants.sources(DATA).set_index("area")
    assert table["gain"].tolist() == pytest.approx((table["change"] + table["fall"]).tolist())
    groups = table.drop("chongqing")[["gain", "change", "fall"]].sum()
    for column in ("gain", "change", "fall"):
        assert groups[column] == pytest.approx(table.loc["chongqing", column])
    # The census's own totals, two ways to the same number.
    assert table.loc["chongqing", "gain"] == pytest.approx((22264028 - 15295803) / 1e4, rel=1e-3)


# --- documents -------------------------------------------------------------------


def test_the_register_has_a_target_behind_and_none_ahead() -> None:
    states = migrants.presence(DATA).set_index(["indicator", "doc_id"])["state"]
    assert states["urbanization_rate_hukou", "fyp14"] == "past"
    assert states["urbanization_rate_hukou", "plan2035"] == "outcome"
    assert set(states["new_hukou_settlers"]) == {"outcome"}


def test_links_and_topics_stand_on_clauses_that_exist() -> None:
    clauses = set(DATA["clauses"]["doc_id"] + " " + DATA["clauses"]["clause"])
    assert set(migrants.linkage()["clause_ids"]) <= clauses
    assert set(migrants.instruments(DATA)["clause_ids"]) <= clauses


def test_instruments_add_up_to_measures() -> None:
    table = migrants.instruments(DATA)
    kinds = sorted(set(DATA["measures"]["instrument"]) - {"none"})
    assert (table[kinds].sum(axis=1) == table["measures"]).all()
    assert (table["measures"] > 0).all()


# --- explorer ----------------------------------------------------------------------


def test_an_arrival_is_rate_times_residents() -> None:
    path = pd.DataFrame({"year": [2025, 2033, 2035], "share": [73.0, 80.0, 82.0]})
    end = migrants.arrival(DATA, path, 0.0)
    now = overview.headline(DATA).now
    assert end.reached == 2033
    assert end.urban == pytest.approx(0.82 * now)
    assert end.short == pytest.approx(2800 - 0.82 * now)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_says_the_year_of_its_path(language: Language) -> None:
    scene = find_explorer("migrants-rate-and-people").scene(DATA, language)
    assert len(scene.settings()) <= 300
    # 73.02 + 7 × 1.0 = 80.02 in 2032.
    assert "2032" in scene.state(("1", "0")).words
    assert "2060" in scene.state(("s80", "0")).words
    # 83.02 % of the residents of the last year, unchanged.
    row = scene.state(("1", "0")).rows[-1]
    assert row == ("2035", "83.0", str(round(0.8302 * overview.headline(DATA).now)))
