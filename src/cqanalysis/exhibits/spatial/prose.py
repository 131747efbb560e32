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
            f"The two documents list units of different tiers. Of the {size['northeast']} units of the northeast cluster the Urbanization "
            f"Plan lists {early['northeast']} and the 2025 Action Plan {late['northeast']}; of the {size['pivot']} pivot cities {early['pivot']} "
            f"and {late['pivot']}; of the {size['vanguard']} vanguard districts {early['vanguard']} and {late['vanguard']}; of the "
            f"{size['southeast']} units of the southeast cluster {early['southeast']} and {late['southeast']}. The first lists say "
            f"where reforms are tried, the second where urbanization is to be raised. Together they cover {listed}% of the city's "
            f"residents. Of the {len(both)} units on both, {inner} are new districts, with all bridgehead cities in the west; the two "
            "largest regional centres are on neither."
        )
    return (
        f"两份文件所列区县属于不同的层级。渝东北{size['northeast']}个区县中，城镇化规划列入{early['northeast']}个，2025年五年行动计划列入{late['northeast']}个；"
        f"{size['pivot']}个支点城市先后为{early['pivot']}个和{late['pivot']}个，{size['vanguard']}个同城化发展先行区为{early['vanguard']}个和"
        f"{late['vanguard']}个，渝东南{size['southeast']}个区县为{early['southeast']}个和{late['southeast']}个。前者说明在哪里试行改革，后者说明哪里的"
        f"城镇化水平有待提升。两份名单合计涉及的区县占全市常住人口的{listed}%。两份都列入的{len(both)}个单元中有{inner}个在主城新区，"
        "包括西部全部桥头堡城市；最大的两个区域中心两份都未列入。"
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
            f"Only a small part of the rise in the city's rate comes from shifts of residents between districts. Of the {total} "
            f"points gained between the censuses of {years[0]} and {years[1]}, shifts account for {number(between, 1)}, "
            f"or {share}%, and rates that rose within districts for {number(within, 1)}; from {years[1]} to {years[2]} "
            f"shifts account for {number(between2, 1)} of {total2} points ({share2}%). Most urbanization happens where "
            "people already live. A larger metropolitan share and a higher rate for the city are therefore "
            "separate targets; reaching the first does little for the second."
        )
    return (
        f"全市城镇化率的提高，只有一小部分来自人口在区县之间的分布变化。{years[0]}—{years[1]}年两次普查之间提高的{total}个百分点中，"
        f"来自这种变化的为{number(between, 1)}个，占{share}%；来自各区县自身城镇化率提高的为{number(within, 1)}个。"
        f"{years[1]}—{years[2]}年提高的{total2}个百分点中，前者为{number(between2, 1)}个（{share2}%）。城镇化主要发生在人们原来居住的区县。"
        "因此，主城都市区比重和全市城镇化率是两个不同的目标，实现前者对后者帮助不大。"
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
        note = (
            f" (the figures of {end} are computed from a rounded rate; confidence C)"
            if weak
            else ""
        )
        return (
            f"From {start} to {end} the city gained {sizes['u']} urban residents and lost {sizes['r']} rural ones{note}. "
            f"In all it has {sizes['n']} residents fewer: rural areas lost more than towns gained. The total has "
            f"fallen since {peak}, so part of the later rise of the rate reflects a smaller total, not more urban residents."
        )
    note = f"（{end}年数由保留两位小数的城镇化率推算，可信度C）" if weak else ""
    return (
        f"{start}—{end}年，全市城镇人口增加{sizes['u']}，乡村人口减少{sizes['r']}{note}，常住人口合计减少{sizes['n']}，"
        f"原因是乡村人口的减少多于城镇人口的增加。{peak}年以后常住人口逐年减少，此后城镇化率的提高，有一部分是由于总人口减少，而不是城镇人口增加。"
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
            f"Concentration has risen at every count. The central urban area held {said} of all residents; it had {lead[years[0]]} times as "
            f"many as the next largest unit in {years[0]} and {lead[years[-1]]} times in {years[-1]}. Districts do not show this: counted "
            f'one by one, the largest "city" of {years[-1]} would be {name}, with {people(first["size"], "en")} urban '
            f"residents, the exponent {number(fit.exponent, 2)} instead of near one, and the Herfindahl index of "
            f"residents {number(apart.herfindahl, 3)} instead of {number(found[years[-1]].herfindahl, 3)}. A ranking of districts is not "
            "a ranking of cities."
        )
    said = "、".join(f"{y}年{top[y]}%" for y in years)
    return (
        f"人口集中程度逐次上升。中心城区占全市常住人口的比重为{said}；与次大单元相比，{years[0]}年为{lead[years[0]]}倍，{years[-1]}年为"
        f"{lead[years[-1]]}倍。按行政单元统计看不出这一点：若把九个区分开计算，{years[-1]}年最大的“城市”是{name}，城镇人口"
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
    observed = data["observations"]
    whole_group = observed[
        (observed["indicator"] == "urbanization_rate") & (observed["place"] == "new")
    ].sort_values("year")
    printed = whole_group.iloc[-1]
    last, level = int(printed["year"]), number(printed["value"], 2)
    if language == "en":
        return (
            f"As a whole the new districts are {rise['new']} points short and the mountain and reservoir area "
            f"{rise['mountain-reservoir']}. (The city last published the new districts' rate for {last}, {level}%; that of {year} "
            f"is added up from districts.) By {due}, an inferred year, that means {people(need[1], 'en', 1)} more urban residents "
            f"a year; if every unit must reach its rate, {people(need[0], 'en', 1)}. From {start} to {year} these {len(table)} units together gained "
            f"{people(had, 'en', 1)} a year. The target needs {times[1]} times that pace if the groups "
            f"must reach it, {times[0]} times if every unit must. {shrinking} units that fall short have lost residents since {start}."
        )
    return (
        f"按整体计算，主城新区差{rise['new']}个百分点，山区库区差{rise['mountain-reservoir']}个百分点"
        f"（主城新区整体城镇化率最近一次公布的是{last}年，为{level}%；{year}年的整体数由各区县相加得出）。到{due}年（推定），平均每年须增加城镇人口{people(need[1], 'zh', 1)}；若每个区县都须达到，则为{people(need[0], 'zh', 1)}。{start}—{year}年，"
        f"这{len(table)}个单元合计每年增加{people(had, 'zh', 1)}。目标的难度取决于如何理解：若整体达到即可，年增量须为近年的{times[1]}倍；"
        f"若每个区县都须达到，须为{times[0]}倍。尚未达到的{len(late)}个单元中，有{shrinking}个{start}年以来常住人口减少。"
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
            f"The documents print {number(early['value'], 2)} at a date that is not given, {number(base['ratio'], 2)} in {base['year']} against a "
            f"target of {number(first['ratio'], 2)}, and a target of {number(last['ratio'], 1)} for {last['year']}. Only the "
            f"{' and the '.join(listed)} sets targets, as an expected indicator; the Urbanization Plan prints past values only, and the "
            f"2025 Action Plan, abridged in the text read, prints none. If both sides grew at the same rate from now on, the ratio would "
            f"still be {number(held, 2)} in 2035. A target for that year has to say which residents it counts."
        )
    return (
        f"文件所载数值为：{number(early['value'], 2)}（未注明年份），{base['year']}年{number(base['ratio'], 2)}（当时目标"
        f"{number(first['ratio'], 2)}），{last['year']}年目标{number(last['ratio'], 1)}。只有{'和'.join(listed)}设定了目标，且为预期性；"
        f"城镇化规划只列已有数值，没有目标；2025年五年行动计划（所据为删减本）未列。若今后两边增速相同，2035年比值仍为{number(held, 2)}。"
        "为2035年设定目标时，应当说明按哪一种人口计算。"
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
            f"Travel times are promised in hours: {said}. Municipal documents agree on the hours of a trip, not on "
            f"years. {'None' if dated.empty else len(dated)} of the {statements} statements prints a year: those of the 14th Five-Year Plan and "
            f"the Renewal Action Plan follow from the end of their period, all {undated} of the Urbanization Plan are undated and "
            f"cannot be found late. None says whether door to door or station to station. The Kaizhou Plan promises "
            f"{number(kaizhou['value'], 0)} hours to Beijing, Shanghai and Guangzhou, the municipal documents {number(city['value'], 0)}. No document "
            "gives present times; observed ones are not in this collection."
        )
    said = "，".join(f"{name}{number(h, 0)}{hour}" for name, h, _ in listed)
    return (
        f"文件以小时数承诺通行时间：{said}。市级文件写到同一行程的，小时数都一致，差别在于年份。{statements}条表述中，{'没有一条' if dated.empty else str(len(dated)) + '条'}直接载明年份："
        f"“十四五”规划纲要和城市更新提升行动计划的年份由规划期推定，城镇化规划的{undated}条都没有年份，无法判断是否逾期。各文件均未说明是门到门还是"
        f"站到站。到北上广，开州城镇化规划为{number(kaizhou['value'], 0)}小时，市级文件为{number(city['value'], 0)}小时。各文件都没有给出现状时间，"
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
            f"Kilometres are counted in different ways and cannot be added. When the Urbanization Plan was written, {n['open']} km of urban rail "
            f"were open and {n['building']} km under construction, {n['have']} together. The 14th Five-Year Plan wants more than {n['both']} km "
            f"open and under construction by {both['year']}; the 2025 Action Plan strives for {n['late']} km open, by a year that must be "
            "inferred. The first target can be met by starting construction, the second only by completing it. High-speed rail is counted in "
            f"the first way: more than {n['fast']} km."
        )
    return (
        f"各项里程口径不同，不能相加。城市轨道交通，城镇化规划编制时运营{n['open']}公里、在建{n['building']}公里，合计{n['have']}公里；“十四五”规划纲要要求到"
        f"{both['year']}年运营和在建里程超过{n['both']}公里；2025年五年行动计划力争运营里程达到{n['late']}公里，年份只能推定。前一个目标开工即可实现，"
        f"后一个目标必须建成才能实现。高速铁路也按前一种口径，超过{n['fast']}公里。"
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
            f"All of the planned increase goes to the city. It covers {counted['city']} streets and towns and grows from {c[2020]} people in 2020 to {c[2025]} "
            f"in 2025 and {c[2035]} in 2035: {growth[0]}% a year, then {growth[1]}%. The whole district had "
            f"{people(own[2010], 'en')}, {people(own[2020], 'en')} and {people(own.iloc[-1], 'en')} residents at the last three counts. The "
            f"{counted['key']} key towns and {counted['general']} general ones, most often given the function {first}, hold "
            f"{number(key['low'] * scale, 0)} to {number(key['high'] * scale, 0)} and {number(general['low'] * scale, 0)} to "
            f"{number(general['high'] * scale, 0)} in the ranges of 2025, {number(float(later['key']) * scale, 0)} and "
            f"{number(float(later['general']) * scale, 0)} in the figures of 2035: below the range or near its lower end; "
            f"the plan does not relate the two measures. Land is {land} m² a head at every date, under the ceiling "
            f"of {number(ceiling['value'], 0)} in the Urbanization Plan. But it follows the planned number of people: if fewer than "
            f"{people(enough, 'en')} live there in 2035, the same area exceeds the ceiling."
        )
    return (
        f"规划的人口增量都在城区。城区含{counted['city']}个街镇，由2020年的{city[2020]}万人增至2025年的{city[2025]}万人和2035年的{city[2035]}万人，年均增长先后为"
        f"{growth[0]}%和{growth[1]}%；最近三次统计的全区常住人口为{people(own[2010], 'zh', 1)}、{people(own[2020], 'zh', 1)}和{people(own.iloc[-1], 'zh', 1)}。"
        f"{counted['key']}个区域重点镇和{counted['general']}个一般乡镇（职能以{first}最多）2025年分别为{number(key['low'], 1)}—{number(key['high'], 1)}万人和"
        f"{number(general['low'], 1)}—{number(general['high'], 1)}万人，2035年为{later['key']}万人和{later['general']}万人，低于前者或接近其下限，"
        f"规划没有说明两种口径的关系。用地与人口同比例增加，各时点均为人均{land}平方米，低于城镇化规划人均{number(ceiling['value'], 0)}平方米的上限。"
        f"但用地是按规划人口安排的：2035年城区人口若不足{people(enough, 'zh')}，同样的面积就会突破上限。"
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
            f"central urban area {people(core, 'en')}, {number(100 * core / all_, 0)}% of that; the other groups gained or lost, {people(all_ - core, 'en')} more in all."
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
            f"The kinds of project differ. Of {of['railway']} comparisons of railways, {on['railway']} are further in the later document and "
            f"{back['railway']} less far; of {of['expressway']} of expressways, {on['expressway']} and {back['expressway']}, with "
            f"{n.get(('expressway', 'open'), 0)} open because the 14th Five-Year Plan prints two stages for a whole group; of {of['airport']} of airports, "
            f"{on['airport']} and {back['airport']}. The Kaizhou Plan places {behind} of the {len(plan)} projects that it shares with the "
            "Urbanization Plan less far than that plan does."
        )
    return (
        f"不同类型的项目情况不同。铁路{of['railway']}对比较中，后一文件推进的{on['railway']}对、后退的{back['railway']}对；高速公路{of['expressway']}对中分别为"
        f"{on['expressway']}对和{back['expressway']}对，另有{n.get(('expressway', 'open'), 0)}对因“十四五”规划纲要对整组项目写了两个阶段而不能判断；"
        f"机场{of['airport']}对中分别为{on['airport']}对和{back['airport']}对。开州城镇化规划与城镇化规划都列有的{len(plan)}个项目中，前者所列阶段落后于后者的有{behind}个。"
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
            f"The roles of the {len(table)} units cover {len(counts)} subjects, {number(len(table['tags'].str.split('|').explode()) / len(table), 1)} for a unit on average. "
            f"Subjects given to half of the units or more: {half}; to one unit alone: {rare}. The roles of {names[own['place']]} are the most "
            f"distinctive: on average {number(own['commonness'], 0)}% of the units have its subjects. Those of {names[common['place']]} are the most "
            f"common, with {number(common['commonness'], 0)}%."
        )
    return (
        f"{len(table)}个单元共有{len(counts)}个定位主题，平均每个单元{number(len(table['tags'].str.split('|').explode()) / len(table), 1)}个。"
        f"半数以上单元都有的主题有{half}个，只有一个单元有的为{rare}个。定位最独特的是{names[own['place']]}，平均有"
        f"{number(own['commonness'], 0)}%的单元具有与其相同的主题；最普遍的是{names[common['place']]}，为{number(common['commonness'], 0)}%。"
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
