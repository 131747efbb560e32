"""Computed paragraphs of the chapter on the spatial pattern.

A sentence of the chapter that holds a number stands here, so that a new row of
data changes it. Each key has both languages side by side.
"""

from __future__ import annotations

import itertools
from typing import Final

import pandas as pd

from cqanalysis import distance, places, roles, sizes, spatial, towns
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.record import Prose
from cqanalysis.exhibits.units import GROUP_NAMES, people
from cqanalysis.tables import Data


def hierarchy(data: Data, language: Language) -> str:
    """Where on the ladder of cities the lists fall."""
    table = spatial.designations(data["members"], data["observations"])
    on = {
        year: table.assign(on=table[f"lists_{year}"] != "").groupby("kind")["on"].sum()
        for year in spatial.LISTS
    }
    size = table.groupby("kind").size()
    early, late = on[2021], on[2025]
    people_of = table.groupby("status")["residents"].sum()
    listed = number(100 * (1 - people_of["none"] / people_of.sum()), 0)
    both = table[table["status"] == "both"]
    inner = int((both["group"] == "new").sum())
    if language == "en":
        return (
            f"The two lists sit on different rungs. Of the {size['northeast']} units of the northeast cluster the plan named "
            f"{early['northeast']}, the action plan names {late['northeast']}; of the {size['pivot']} pivot cities {early['pivot']} "
            f"and then {late['pivot']}; of the {size['vanguard']} vanguard districts {early['vanguard']} and {late['vanguard']}; of the "
            f"{size['southeast']} units of the southeast cluster {early['southeast']} and {late['southeast']}. The first lists mark "
            "where reforms are tried, the second where urbanization is to be raised. Together they reach units with "
            f"{listed}% of the city's residents. Of the {len(both)} on both, {inner} are new districts, all bridgehead cities "
            "among them: the west gets both, the two largest regional centres neither."
        )
    return (
        f"两次名单落在不同的层级。渝东北{size['northeast']}个区县中，规划列入{early['northeast']}个，五年行动方案列入{late['northeast']}个；"
        f"{size['pivot']}个支点城市先后为{early['pivot']}个和{late['pivot']}个，{size['vanguard']}个同城化发展先行区为{early['vanguard']}个和"
        f"{late['vanguard']}个，渝东南{size['southeast']}个区县为{early['southeast']}个和{late['southeast']}个。前者标出改革在哪里试，后者标出哪里的"
        f"城镇化水平有待提升。两次名单合计覆盖全市{listed}%的常住人口。两次都列入的{len(both)}个中有{inner}个在主城新区，包括全部桥头堡城市："
        "西部两者兼得，最大的两个区域中心两者皆无。"
    )


def components(data: Data, language: Language) -> str:
    """The change of the rate in its two components."""
    urban = spatial.urbanization(data["observations"], data["members"])
    years = sorted(int(year) for year in urban["year"].unique())
    sums = {}
    for start, end in itertools.pairwise(years):
        parts = spatial.kitagawa(urban, start, end)
        sums[start] = (float(parts["within"].sum()), float(parts["between"].sum()))
    (within, between), (within2, between2) = sums[years[0]], sums[years[1]]
    share = number(100 * between / (within + between), 0)
    share2 = number(100 * between2 / (within2 + between2), 0)
    total, total2 = number(within + between, 1), number(within2 + between2, 1)
    if language == "en":
        return (
            f"Did the city become urban because people moved to its centre? Only in part. Of the {total} points by which "
            f"the rate rose between the censuses of {years[0]} and {years[1]}, {number(between, 1)} come from residents "
            f"shifting between districts, {share}% of the whole; {number(within, 1)} come from rates that rose within "
            f"districts. From {years[1]} to {years[2]} it was {number(between2, 1)} of {total2} points ({share2}%). Most "
            "urbanization happens where people already live. A larger share for the metropolitan area and a higher rate "
            "for the city are therefore two targets, and the one does little for the other."
        )
    return (
        f"全市城镇化率提高，是因为人口向中心迁移吗？只占一小部分。{years[0]}—{years[1]}年两次普查之间提高的{total}个百分点中，"
        f"来自人口在区县之间转移的为{number(between, 1)}个，占{share}%；来自各区县自身城镇化率提高的为{number(within, 1)}个。"
        f"{years[1]}—{years[2]}年，{total2}个百分点中前者为{number(between2, 1)}个（{share2}%）。城镇化大多发生在人们原来居住的区县。"
        "因此，主城都市区比重和全市城镇化率是两个目标，实现前者对后者帮助不大。"
    )


def urban_rural(data: Data, language: Language) -> str:
    """Urban residents gained and rural residents lost since the census."""
    table = spatial.urban_rural(data["observations"])
    first, last = table.iloc[0], table.iloc[-1]
    urban, rural = last["urban"] - first["urban"], first["rural"] - last["rural"]
    net = rural - urban
    peak = int(table.loc[(table["urban"] + table["rural"]).idxmax(), "year"])
    weak = last["confidence"] == "C"
    start, end = int(first["year"]), int(last["year"])
    sizes = {
        key: people(value, language, 1) for key, value in (("u", urban), ("r", rural), ("n", net))
    }
    if language == "en":
        note = f" (the figure of {end} is computed from a rounded rate)" if weak else ""
        return (
            f"From {start} to {end} the city gained {sizes['u']} urban residents and lost {sizes['r']} rural ones{note}. "
            f"In all it has {sizes['n']} residents fewer: the countryside empties faster than the towns fill. Since {peak} the total "
            "has fallen, so part of each further rise of the rate is subtraction."
        )
    note = f"（{end}年数由保留两位小数的城镇化率推算）" if weak else ""
    return (
        f"{start}—{end}年，全市城镇人口增加{sizes['u']}，乡村人口减少{sizes['r']}{note}，常住人口合计减少{sizes['n']}："
        f"乡村减少得比城镇增加得快。{peak}年以后常住人口逐年减少，城镇化率此后的提高，有一部分来自分母。"
    )


def concentration(data: Data, language: Language) -> str:
    """Concentration of residents over three censuses, and what units hide."""
    counts = spatial.residents(data["observations"], data["members"])
    one = sizes.cities(counts, "residents", one_core=True)
    nine = sizes.cities(counts, "residents", one_core=False)
    years = sorted(int(year) for year in one["year"].unique())
    found = {y: sizes.concentration(list(one.loc[one["year"] == y, "size"])) for y in years}
    apart = sizes.concentration(list(nine.loc[nine["year"] == years[-1], "size"]))
    urban = spatial.urbanization(data["observations"], data["members"])
    split = sizes.cities(urban[urban["year"] == years[-1]], "urban", one_core=False)
    first = split.iloc[0]
    name = data["places"].set_index("place").loc[first["place"], f"name_{language}"]
    fit = sizes.rank_size(list(split["size"]))
    top = {y: number(100 * found[y].top, 1) for y in years}
    lead = {y: number(found[y].primacy, 1) for y in years}
    if language == "en":
        said = ", ".join(f"{top[y]}% in {y}" for y in years)
        return (
            f"Over three censuses the concentration only went up. The central urban area held {said} of all residents, and "
            f"{lead[years[0]]}, then {lead[years[-1]]} times as many as the next unit. Units hide this: with the nine districts "
            f"counted one by one the largest city of {years[-1]} would be {name}, with {people(first['size'], 'en')} urban "
            f"residents, the exponent {number(fit.exponent, 2)} instead of one near one, and the Herfindahl index of residents "
            f"{number(apart.herfindahl, 3)} instead of {number(found[years[-1]].herfindahl, 3)}. A ranking of districts is not "
            "a ranking of cities."
        )
    said = "、".join(f"{y}年{top[y]}%" for y in years)
    return (
        f"三次普查以来，集中程度一路上升。中心城区占全市常住人口的比重为{said}，相当于次大单元的倍数由{lead[years[0]]}倍升到"
        f"{lead[years[-1]]}倍。按行政单元统计会掩盖这一点：若把九个区分开计算，{years[-1]}年最大的“城市”是{name}，城镇人口"
        f"{people(first['size'], 'zh')}，位序—规模指数为{number(fit.exponent, 2)}而不是接近1，常住人口的赫芬达尔指数为{number(apart.herfindahl, 3)}"
        f"而不是{number(found[years[-1]].herfindahl, 3)}。区县的排名不等于城市的排名。"
    )


def threshold_people(data: Data, language: Language) -> str:
    """What the two readings ask for, a year."""
    table = spatial.thresholds(data["observations"], data["members"], data["facts"])
    both = spatial.readings(table)
    year = int(table["year"].iloc[0])
    asked = data["facts"][
        (data["facts"]["doc_id"] == "action2025")
        & (data["facts"]["indicator"] == "urbanization_rate")
    ]
    due = int(asked["year"].max())
    each, whole = float(both["missing_each"].sum()), float(both["missing_whole"].sum())
    past = spatial.urbanization(data["observations"], data["members"])
    own = past[past["place"].isin(table["place"])].groupby("year")["urban"].sum()
    start = int(own.index[-2])
    had = float(own.iloc[-1] - own.iloc[-2]) / spatial.span(start, year)
    need = [value / (due - year) for value in (each, whole)]
    times = [number(value / had, 1) for value in need]
    moves = spatial.changes(spatial.residents(data["observations"], data["members"]))
    short = table.loc[table["missing"] > 0, "place"]
    late = moves[(moves["start"] == start) & moves["place"].isin(short)]
    shrinking = (
        f"{int((late['people'] < 0).sum())} of {len(late)}"
        if language == "en"
        else str(int((late["people"] < 0).sum()))
    )
    rise = {area: number(row["asked"] - row["rate"], 1) for area, row in both.iterrows()}
    if language == "en":
        return (
            f"As an average the new districts lack {rise['new']} points and the mountain and reservoir area "
            f"{rise['mountain-reservoir']}. By {due}, a year inferred, that means {people(need[1], 'en', 1)} more urban residents "
            f"a year; unit by unit, {people(need[0], 'en', 1)}. From {start} to {year} these {len(table)} units together gained "
            f"{people(had, 'en', 1)} a year. The reading decides how hard the target is: {times[1]} times that pace as an "
            f"average, {times[0]} times as a duty of each. {shrinking} units that fall short have lost residents since {start}."
        )
    return (
        f"按整体平均，主城新区差{rise['new']}个百分点，山区库区差{rise['mountain-reservoir']}个百分点。到{due}年（推定），"
        f"平均每年须增加城镇人口{people(need[1], 'zh', 1)}；若每个区县都须达到，则为{people(need[0], 'zh', 1)}。{start}—{year}年，"
        f"这{len(table)}个单元合计每年增加{people(had, 'zh', 1)}。读法决定目标的难度：作为平均数，需要近年速度的{times[1]}倍；作为对每个区县的要求，"
        f"需要{times[0]}倍；尚未达到的{len(late)}个单元中，有{shrinking}个{start}年以来常住人口在减少。"
    )


def ratio_targets(data: Data, language: Language) -> str:
    """The target path of the ratio, and what has become of it."""
    ratios = distance.gdp_ratios(data["observations"], data["members"], data["facts"])
    targets = ratios[ratios["kind"] == "target"].sort_values("year")
    first, last = targets.iloc[0], targets.iloc[-1]
    base = ratios[ratios["kind"] == "base"].iloc[-1]
    facts = data["facts"]
    early = facts[facts["fact_id"] == "plan2035-c1.g1-5"].iloc[0]
    outlook = distance.gdp_outlook(ratios, 0.0).set_index(["base", "year"])
    with_target = set(
        facts[(facts["indicator"] == "gdp_per_capita_ratio") & (facts["kind"] == "target")][
            "doc_id"
        ]
    )
    names = data["documents"].set_index("doc_id")[f"short_{language}"]
    listed = [str(names[doc]) for doc in names.index if doc in with_target]
    held = outlook.loc[("latest", 2035), "ratio"]
    if language == "en":
        return (
            f"The path is printed step by step: {number(early['value'], 2)} at a date the plan does not give, "
            f"{number(base['ratio'], 2)} in {base['year']} against a target of {number(first['ratio'], 2)}, and "
            f"{number(last['ratio'], 1)} for {last['year']}. Only the {' and the '.join(listed)} sets it, as an expected "
            f"indicator; the urbanization plan prints the past values and no aim, the action plan of 2025, abridged in the text "
            f"read, none. If both sides grew alike from now on, {number(held, 2)} would stand in 2035 too: a target for that "
            "year would have to say on which count of residents."
        )
    return (
        f"目标路径是逐段写出的：先是未注明年份的{number(early['value'], 2)}，{base['year']}年{number(base['ratio'], 2)}（当时目标"
        f"{number(first['ratio'], 2)}），{last['year']}年目标{number(last['ratio'], 1)}。只有{'和'.join(listed)}设定了这一目标，且为预期性；"
        f"城镇化规划只写已有数值，没有目标，2025年的实施方案（所据为删减本）未见。若今后两边增速相同，2035年仍将是{number(held, 2)}；"
        "届时若设目标，应当说明按哪一种人口计算。"
    )


#: Indicators of time, in the order told.
_TIMES: Final = (
    "commute_circle_hours",
    "travel_time_metro_clusters",
    "travel_time_southeast",
    "travel_time_chengdu",
    "travel_time_capitals",
    "travel_time_megacities",
)
_TIME_NAMES: Final[dict[str, tuple[str, str]]] = {
    "commute_circle_hours": ("to commute within the circle around the centre", "中心城区通勤圈"),
    "travel_time_metro_clusters": (
        "between the metropolitan area and the clusters",
        "主城都市区与“两群”之间",
    ),
    "travel_time_southeast": ("between the towns of the southeast", "渝东南主要城镇之间"),
    "travel_time_chengdu": ("to Chengdu", "到成都"),
    "travel_time_capitals": ("to the neighbouring capitals", "到周边省会"),
    "travel_time_megacities": ("to Beijing, Shanghai, Guangzhou and Shenzhen", "到北上广深"),
}


def travel_times(data: Data, language: Language) -> str:
    """What is promised in hours, by which documents, and with what year."""
    facts = data["facts"]
    rows = facts[facts["indicator"].isin(_TIMES) & (facts["doc_id"] != "kaizhou2035")]
    own = facts[facts["indicator"].isin(_TIMES) & (facts["doc_id"] == "kaizhou2035")]
    listed = []
    for indicator in _TIMES:
        chosen = rows[rows["indicator"] == indicator]
        hours = sorted({float(value) for value in chosen["value"]})
        assert len(hours) == 1, indicator
        listed.append(
            (_TIME_NAMES[indicator][language == "zh"], hours[0], chosen["doc_id"].nunique())
        )
    dated = rows[rows["year_basis"] == "printed"]
    plan = rows[rows["doc_id"] == "plan2035"]
    undated = int(plan["year"].isna().sum())
    hour = {"en": "hours", "zh": "小时"}[language]
    statements = rows["statement"].nunique()
    kaizhou = own[own["indicator"] == "travel_time_megacities"].iloc[0]
    city = rows[rows["indicator"] == "travel_time_megacities"].iloc[0]
    if language == "en":
        said = ", ".join(
            f"{number(h, 0)} {'hour' if h == 1 else hour} {name}" for name, h, _ in listed
        )
        return (
            f"Distance is promised in hours: {said}. The hours agree wherever two documents name the same trip; what differs is "
            f"the year. {'None' if dated.empty else len(dated)} of the {statements} statements prints one: the five-year plan's and the renewal "
            f"plan's follow from the end of their period, and all {undated} of the urbanization plan are undated, so they "
            f"cannot be late. None says from door to door or from station to station. Kaizhou's plan promises "
            f"{number(kaizhou['value'], 0)} hours to the coastal cities where the city promises {number(city['value'], 0)}. No document "
            "gives the present times, and no observed times are in this collection."
        )
    said = "，".join(f"{name}{number(h, 0)}{hour}" for name, h, _ in listed)
    return (
        f"距离是以小时承诺的：{said}。两份文件说到同一行程时，小时数都一致，不同的是年份。{statements}条表述中，{'没有一条' if dated.empty else str(len(dated)) + '条'}直接载明年份："
        f"五年规划和更新行动计划的年份由规划期推定，城镇化规划的{undated}条都没有年份，也就无从逾期。文件均未说明是门到门还是站到站。"
        f"开州区规划到沿海城市为{number(kaizhou['value'], 0)}小时，全市规划为{number(city['value'], 0)}小时。没有一份文件给出现状时间，"
        "实际时间也未收入本资料集。"
    )


def rail_kilometres(data: Data, language: Language) -> str:
    """Kilometres of urban rail, whose counts may not be added."""
    facts = data["facts"]
    open_now = facts[(facts["indicator"] == "rail_length") & (facts["doc_id"] == "plan2035")].iloc[
        0
    ]
    building = facts[facts["fact_id"] == "plan2035-c1.g1-8"].iloc[0]
    both = facts[
        (facts["indicator"] == "rail_length_operating_building") & (facts["doc_id"] == "fyp14")
    ].iloc[0]
    late = facts[(facts["indicator"] == "rail_length") & (facts["doc_id"] == "action2025")].iloc[0]
    fast = facts[facts["indicator"] == "highspeed_rail_length"].iloc[0]
    have = open_now["value"] + building["value"]
    n = {key: number(value, 0, language=language) for key, value in {
        "open": open_now["value"], "building": building["value"], "have": have, "both": both["value"],
        "late": late["value"], "fast": fast["value"],
    }.items()}  # fmt: skip
    if language == "en":
        return (
            f"Kilometres are counted in ways that do not add. Of urban rail the plan had {n['open']} km open and {n['building']} km "
            f"under construction, {n['have']} together; the five-year plan wants more than {n['both']} km open and under construction "
            f"by {both['year']}; the action plan strives for {n['late']} km open, by a year that must be inferred. The first target is "
            "met by starting, the last only by finishing. High-speed rail is counted in the first way as well, with more "
            f"than {n['fast']} km open and under construction."
        )
    return (
        f"公里数的口径彼此不能相加。城市轨道交通，规划编制时运营{n['open']}公里、在建{n['building']}公里，合计{n['have']}公里；五年规划要求到"
        f"{both['year']}年运营和在建超过{n['both']}公里；五年行动方案力争运营{n['late']}公里，年份只能推定。前一个目标开工即可实现，后一个必须建成。"
        f"高速铁路也按前一种口径，运营和在建超过{n['fast']}公里。"
    )


def kaizhou_city(data: Data, language: Language) -> str:
    """Growth, density and tiers of Kaizhou's towns."""
    facts, observations = data["facts"], data["observations"]
    system = towns.town_system(data["places"], facts, observations)
    found = towns.implied(system, facts, observations, data["members"])
    at = system.set_index(["tier", "year"])
    city = {year: number(float(at.loc[("city", year), "high"]), 0) for year in (2020, 2025, 2035)}
    key, general = at.loc[("key", 2025)], at.loc[("general", 2025)]
    later = {tier: number(float(at.loc[(tier, 2035), "high"]), 0) for tier in ("key", "general")}
    ceiling = facts[facts["fact_id"] == "plan2035-c2.s3.g7-3"].iloc[0]
    land = number(1e6 / found.density[-1], 0)
    # Built-up area is taken as construction land: km² over m² a head, in 10,000.
    enough = (
        float(at.loc[("city", 2035), "high"]) / found.density[-1] * 1e6 / float(ceiling["value"])
    )
    counts = spatial.residents(observations, data["members"])
    own = counts[counts["place"] == "kaizhou"].set_index("year")["residents"]
    growth = [number(rate, 1) for rate in found.growth]
    functions = data["places"][
        data["places"]["parent"].isin(["kaizhou-key-towns", "kaizhou-general-towns"])
    ]
    top = functions[f"function_{language}"].value_counts()
    first = str(top.index[0]) if language == "zh" else str(top.index[0]).lower()
    counted = {tier: int(at.loc[(tier, 2025), "towns"]) for tier in ("city", "key", "general")}
    if language == "en":
        scale = 1e4
        c = {
            year: number(float(at.loc[("city", year), "high"]) * scale, 0)
            for year in (2020, 2025, 2035)
        }
        return (
            f"The city is to take it all. It spreads over {counted['city']} streets and towns and goes from {c[2020]} people in 2020 to {c[2025]} "
            f"in 2025 and {c[2035]} in 2035: {growth[0]}% a year, then {growth[1]}%, in a district whose residents went from "
            f"{people(own[2010], 'en')} to {people(own[2020], 'en')} and {people(own.iloc[-1], 'en')} at the last three counts. The "
            f"{counted['key']} key towns and {counted['general']} general ones, most often given the function {first}, hold "
            f"{number(key['low'] * scale, 0)} to {number(key['high'] * scale, 0)} and {number(general['low'] * scale, 0)} to "
            f"{number(general['high'] * scale, 0)} in the ranges of 2025, {number(float(later['key']) * scale, 0)} and "
            f"{number(float(later['general']) * scale, 0)} in the figures of 2035: lower or at the low end, on measures "
            f"the plan does not relate. Land follows people one for one, {land} m² a head at every date, under the ceiling "
            f"of {number(ceiling['value'], 0)} in the urbanization plan. But the land is laid out first: if fewer than "
            f"{people(enough, 'en')} people live there in 2035, the same area breaks the ceiling."
        )
    return (
        f"增量都归城区。城区含{counted['city']}个街镇，由2020年的{city[2020]}万人增至2025年的{city[2025]}万人和2035年的{city[2035]}万人，年均增长先后为"
        f"{growth[0]}%和{growth[1]}%；而最近三次统计的全区常住人口为{people(own[2010], 'zh', 1)}、{people(own[2020], 'zh', 1)}和{people(own.iloc[-1], 'zh', 1)}。"
        f"{counted['key']}个区域重点镇和{counted['general']}个一般乡镇（职能以{first}最多）2025年分别为{number(key['low'], 1)}—{number(key['high'], 1)}万人和"
        f"{number(general['low'], 1)}—{number(general['high'], 1)}万人，2035年为{later['key']}万人和{later['general']}万人，低于前者或接近下限，"
        f"规划没有说明两种口径的关系。用地与人口同步，各时点均为人均{land}平方米，低于城镇化规划人均{number(ceiling['value'], 0)}平方米的上限。"
        f"但用地先行：2035年城区人口若不足{people(enough, 'zh')}，同样的面积就会突破上限。"
    )


def groups(data: Data, language: Language) -> str:
    """Residents by group at each count."""
    counts = spatial.residents(data["observations"], data["members"])
    table: pd.DataFrame = counts.groupby(["group", "year"])["residents"].sum().unstack()
    years = [int(year) for year in table.columns]
    said = []
    for group in GROUP_NAMES:
        values = [number(float(v), 0, language=language) for v in table.loc[group]]
        name = GROUP_NAMES[group][language]
        said.append(
            f"{name} {', '.join(values)}" if language == "en" else f"{name}{'、'.join(values)}"
        )
    unit = {
        "en": f"Residents in 10,000 at the counts of {', '.join(map(str, years))}: ",
        "zh": f"{'、'.join(map(str, years))}年常住人口（万人）：",
    }[language]
    core = float(table.loc["core", years[2]] - table.loc["core", years[1]])
    all_ = float(table[years[2]].sum() - table[years[1]].sum())
    if language == "en":
        return (
            f"{unit}{'; '.join(said)}. Between {years[1]} and {years[2]} the city gained {people(all_, 'en')} residents and its "
            f"central urban area {people(core, 'en')}, {number(100 * core / all_, 0)}% of that; what the other groups won and lost left them {people(all_ - core, 'en')} more."
        )
    return (
        f"{unit}{'；'.join(said)}。{years[1]}—{years[2]}年全市增加{people(all_, 'zh')}，中心城区增加{people(core, 'zh')}，相当于全市增量的"
        f"{number(100 * core / all_, 0)}%；其余三组有增有减，合计增加{people(all_ - core, 'zh')}。"
    )


def stages(data: Data, language: Language) -> str:
    """Which kinds of project move, and between which documents."""
    table = distance.project_stages(data["projects"])
    n = table.groupby(["type", "move"]).size().to_dict()
    of = {kind: int((table["type"] == kind).sum()) for kind in ("railway", "expressway", "airport")}
    back = {kind: n.get((kind, "less far"), 0) for kind in of}
    on = {kind: n.get((kind, "further"), 0) for kind in of}
    kaizhou = table[table["doc_b"] == "kaizhou2035"]
    plan = kaizhou[kaizhou["doc_a"] == "plan2035"]
    behind = int((plan["move"] == "less far").sum())
    if language == "en":
        return (
            f"The kinds of project differ. Of {of['railway']} comparisons of railways {on['railway']} are further in the later document and "
            f"{back['railway']} less far; of {of['expressway']} of expressways {on['expressway']} and {back['expressway']}, with "
            f"{n.get(('expressway', 'open'), 0)} open because the five-year plan prints two stages for a whole group; of {of['airport']} of airports "
            f"{on['airport']} and {back['airport']}. Kaizhou's plan places {behind} of the {len(plan)} projects that it shares with the "
            "urbanization plan less far than that plan does."
        )
    return (
        f"各类项目并不相同。铁路{of['railway']}对比较中，后一文件推进的{on['railway']}对、后退的{back['railway']}对；高速公路{of['expressway']}对中分别为"
        f"{on['expressway']}对和{back['expressway']}对，另有{n.get(('expressway', 'open'), 0)}对因五年规划对整组项目写了两个阶段而不能判断；"
        f"机场{of['airport']}对中分别为{on['airport']}对和{back['airport']}对。开州区规划与城镇化规划共有的{len(plan)}个项目中，阶段落后于城镇化规划所列的有{behind}个。"
    )


def role_lists(data: Data, language: Language) -> str:
    """Which roles are given to nearly all, and whose are their own."""
    table = roles.role_profiles(data["roles"], data["members"])
    names = places.units(data["places"])[f"name_{language}"]
    order = table.sort_values("commonness", ignore_index=True)
    own, common = order.iloc[0], order.iloc[-1]
    counts = table["tags"].str.split("|").explode().value_counts()
    rare = int((counts == 1).sum())
    half = int((counts >= len(table) / 2).sum())
    if language == "en":
        return (
            f"The {len(table)} units have {len(counts)} subjects between them, {number(len(table['tags'].str.split('|').explode()) / len(table), 1)} each. "
            f"Subjects given to half of the units or more: {half}; to one unit alone: {rare}. The role most of its own is that of "
            f"{names[own['place']]}, whose subjects {number(own['commonness'], 0)}% of the units have on average; the most common that of "
            f"{names[common['place']]}, with {number(common['commonness'], 0)}%."
        )
    return (
        f"{len(table)}个单元共有{len(counts)}个定位主题，平均每个单元{number(len(table['tags'].str.split('|').explode()) / len(table), 1)}个。"
        f"半数以上单元都有的主题有{half}个，只给一个单元的有{rare}个。定位最有个性的是{names[own['place']]}，其主题平均为"
        f"{number(own['commonness'], 0)}%的单元所有；最常见的是{names[common['place']]}，为{number(common['commonness'], 0)}%。"
    )


PROSE: Final[dict[str, Prose]] = {
    "components": components,
    "concentration": concentration,
    "groups": groups,
    "hierarchy": hierarchy,
    "kaizhou-city": kaizhou_city,
    "rail-kilometres": rail_kilometres,
    "ratio-targets": ratio_targets,
    "roles": role_lists,
    "stages": stages,
    "threshold-people": threshold_people,
    "travel-times": travel_times,
    "urban-rural": urban_rural,
}
