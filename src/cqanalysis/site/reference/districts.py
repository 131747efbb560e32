"""One page for each district and county: what the plans say of it, what was observed."""

from __future__ import annotations

import statistics
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from cqanalysis import places, profiles
from cqanalysis.drawing.panels import Line, Panel, panels
from cqanalysis.drawing.text import Language, number
from cqanalysis.site.reference.lookup import FACT_HEADS, Lookup
from cqanalysis.site.reference.markup import Cell, Html, Page, escape, link
from cqanalysis.site.reference.words import STAGES
from cqanalysis.tables import WHOLE_YEAR, records

_GROUPS: Final = ("core", "new", "northeast", "southeast")
#: What the panels draw: title's indicators in order, the census first.
_PANELS: Final = (
    ("urbanization_rate_census", "urbanization_rate"),
    ("resident_population_census", "resident_population"),
    ("gdp_per_capita",),
    ("income_rural",),
)
#: Observations of a district that are the same statistic of another source.
_SKIPPED: Final = ("area",)
#: Units whose boundary changed in November 2025, and what became of them.
_REDRAWN: Final = {
    "jiangbei": "liangjiang-2025",
    "yubei": "liangjiang-2025",
    "beibei": "beibei-2025",
}
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "index": "Districts and counties",
        "index_lead": "The 38 districts and counties on the boundaries before November 2025, each with a page: "
        "its groups and roles in each document, pilots, numbers and projects, its statistics over time beside "
        "its group and the city, its rank, and what is not known.",
        "lead": "{name} ({zh}) belongs to the {group}{sub}. {people}",
        "sub": " and, within it, to the {}",
        "people": "At the end of {year} it had {value} residents, {rank} of {n} by population.",
        "rate": " {share} of them lived in urban areas, {rank} of {m}.",
        "redrawn": "In November 2025 the boundaries were redrawn: {what}. All statistics on this page are on the "
        "boundary before.",
        "new": "Jiangbei and Yubei became the Liangjiang New Area as an administrative district, without the five "
        "northern towns of Yubei, which went to Beibei",
        "wansheng": "The plan names Qijiang and Wansheng together; Wansheng, an economic zone within the boundary of "
        "Qijiang, is counted apart in some statistics, and where it is, this page does not add it.",
        "metro": "The municipality counts it to the metropolitan area since 2024; the plan does not. Shares of the "
        "metropolitan area are on the plan's geography unless they say otherwise.",
        "panels": "drawing, scrolls sideways on a narrow screen",
        "chart": "{}: observed series beside the median of its group and the city",
        "median": "median of its group",
        "city": "city",
        "panel_urban": "Urbanization rate",
        "panel_people": "Resident population",
        "panel_gdp": "GDP per head (first-published)",
        "panel_income": "Rural disposable income",
        "groups": "Groups, zones and pilots",
        "roles": "Prescribed roles",
        "no_roles": "None of the five documents lists roles for it by name. The plan names the functions of the nine "
        "districts of the central urban area only together.",
        "stats": "Statistics",
        "stats_lead": "The latest value of each statistic in this collection. The median is that of the "
        "group's districts with a value of the same year and vintage, unweighted; the rank counts from the largest.",
        "facts": "Numbers in the documents",
        "projects": "Projects",
        "conflicts": "Conflicts",
        "unknown": "What is not known",
        "no_facts": "No document prints a number of its own for it.",
        "no_projects": "None of the project boxes names it as a place of works.",
        "u_missing": "No observation in this collection: {}.",
        "u_old": "Last observed earlier than other districts have values for: {}.",
        "u_target": "No document of the five sets it a numeric target of its own by name; targets of its groups "
        "stand on the pages of the indicators.",
        "u_weak": "Weak evidence only (confidence C): {}.",
    },
    "zh": {
        "index": "区县",
        "index_lead": "按2025年11月前的区划，全市38个区县各有一页：在各文件中的分组与功能定位、试点、数字和项目，"
        "历年统计与所在组、全市的对照，位次，以及尚不掌握的情况。",
        "lead": "{name}属于{group}{sub}。{people}",
        "sub": "，在其中属于{}",
        "people": "{year}年末常住人口{value}，在{n}个区县中由多到少居第{rank}位",
        "rate": "；常住人口城镇化率{share}，居{m}个区县第{rank}位",
        "redrawn": "2025年11月区划调整：{what}。本页统计均按调整前的区划。",
        "new": "江北区、渝北区撤销，设立两江新区（行政区），原渝北区北部五镇划入北碚区",
        "wansheng": "规划把綦江与万盛并列；万盛经开区在綦江区范围内，部分统计单列，单列时本页不作合并。",
        "metro": "2024年起本市统计把该县计入主城都市区，规划则没有；除另有说明外，主城都市区占比均按规划范围计算。",
        "panels": "图，窄屏可左右滚动",
        "chart": "{}：历年观测值与所在组中位数、全市的对照",
        "median": "所在组中位数",
        "city": "全市",
        "panel_urban": "常住人口城镇化率",
        "panel_people": "常住人口",
        "panel_gdp": "人均地区生产总值（初步核算数）",
        "panel_income": "农村居民人均可支配收入",
        "groups": "所属分组、试验区与试点",
        "roles": "功能定位",
        "no_roles": "五份文件均未逐一列出其功能定位；规划对中心城区九区的功能只作总体表述。",
        "stats": "统计数据",
        "stats_lead": "下表为本资料集中各项统计的最近数值。中位数取所在组各区县同年、同版本数值，不加权；位次由大到小。",
        "facts": "文件中的数字",
        "projects": "项目",
        "conflicts": "不一致之处",
        "unknown": "尚不掌握的情况",
        "no_facts": "各文件没有单独针对该区县的数字。",
        "no_projects": "各项目专栏均未以其为项目所在地。",
        "u_missing": "本资料集没有观测值：{}。",
        "u_old": "最近一次观测早于其他区县的最近年份：{}。",
        "u_target": "五份文件没有点名为其设定数量目标；所在各组的目标见指标各页。",
        "u_weak": "可信度较低（C）：{}。",
    },
}
_HEADS: Final[dict[str, dict[Language, list[str]]]] = {
    "index": {
        "en": ["Unit", "Group", "Residents 2024 (10,000)", "Urbanization rate 2024 (%)", "Roles", "Projects", "Numbers"],
        "zh": ["区县", "所在组", "2024年常住人口（万人）", "2024年城镇化率（%）", "功能定位（项）", "项目（个）", "文件中的数字（个）"],
    },
    "groups": {
        "en": ["Group", "Since", "Source"],
        "zh": ["分组", "自", "依据"],
    },
    "roles": {
        "en": ["Role", "As printed", "Tags", "Clause"],
        "zh": ["功能定位", "类别", "条款"],
    },
    "stats": {
        "en": ["Statistic", "Year", "Value", "Median of the group", "City", "Rank", "Confidence", "Source"],
        "zh": ["统计指标", "年份", "数值", "所在组中位数", "全市", "位次", "可信度", "来源"],
    },
    "projects": {
        "en": ["Project", "As printed", "Stage", "Quantity", "Clause"],
        "zh": ["项目", "原文", "阶段", "数量", "条款"],
    },
}  # fmt: skip


@dataclass(frozen=True)
class _Place:
    """A unit with what all its sections need."""

    key: str
    group: str
    peers: tuple[str, ...]
    seen: list[Any]


def pages(lookup: Lookup) -> list[Page]:
    """A page a unit, and the list of all.

    Args:
        lookup: The edition's names and cross-references.

    Returns:
        The list first.
    """
    members = lookup.data["members"]
    group_of = places.group_of(members, _GROUPS, 2021)
    units = [
        _Place(
            key,
            group_of[key],
            tuple(places.members(members, group_of[key], 2021)),
            [obs for obs in lookup.by_place[key] if obs.indicator not in _SKIPPED],
        )
        for key in lookup.districts
    ]
    return [_index(units, lookup), *(_page(unit, lookup) for unit in units)]


def _index(units: list[_Place], lookup: Lookup) -> Page:
    words, language, data = _WORDS[lookup.language], lookup.language, lookup.data
    page = Page("districts/index", words["index"], language)
    page.text(words["index_lead"])
    rows: list[list[str | Cell]] = []
    for unit in units:
        people = profiles.latest(unit.seen, "resident_population")
        rate = profiles.latest(unit.seen, "urbanization_rate")
        counts = [
            int((data["roles"]["place"] == unit.key).sum()),
            len(_projects(unit.key, lookup)),
            int((data["facts"]["place"] == unit.key).sum()),
        ]
        rows.append([
            link(f"{unit.key}.html", lookup.place_names[unit.key]), lookup.place_names[unit.group],
            Cell(number(people.value, 2, language=language), people.value),
            Cell(number(rate.value, 2), rate.value),
            *(Cell(str(count), count) for count in counts),
        ])  # fmt: skip
    page.table("list", words["index"], _HEADS["index"][language], rows)
    return page


def _page(unit: _Place, lookup: Lookup) -> Page:
    words, language, data = _WORDS[lookup.language], lookup.language, lookup.data
    name = lookup.place_names[unit.key]
    page = Page(f"districts/{unit.key}", name, language)
    page.text(_lead(unit, lookup))
    if unit.key in _REDRAWN:
        page.text(words["redrawn"].format(what=words["new"]))
    if unit.key == "qijiang":
        page.text(words["wansheng"])
    if unit.key == "dianjiang":
        page.text(words["metro"])
    page.picture(_chart(unit, lookup), words["panels"])
    page.heading("groups", words["groups"])
    page.table(
        "group-table", words["groups"], _HEADS["groups"][language], _memberships(unit.key, lookup)
    )
    page.heading("roles", words["roles"])
    roles = [row for row in records(data["roles"]) if row.place == unit.key]
    tags = data["role_tags"].set_index("tag")[f"name_{language}"]
    comma = {"en": ", ", "zh": "、"}[language]
    if roles:
        cells: list[list[str | Cell]] = [
            [
                # In Chinese the role is what is printed.
                *([row.role_en] if language == "en" else []), row.role_zh,
                comma.join(str(tags[tag]) for tag in row.tags.split()), lookup.clause(row.doc_id, row.clause),
            ]
            for row in roles
        ]  # fmt: skip
        page.table("role-table", words["roles"], _HEADS["roles"][language], cells)
    else:
        page.text(words["no_roles"])
    page.heading("statistics", words["stats"])
    page.text(words["stats_lead"])
    page.table(
        "statistics-table", words["stats"], _HEADS["stats"][language], _statistics(unit, lookup)
    )
    facts = [fact for fact in lookup.facts.values() if fact.place == unit.key]
    page.heading("numbers", words["facts"])
    if facts:
        page.table(
            "facts", words["facts"], FACT_HEADS[language], [lookup.fact_row(f) for f in facts]
        )
    else:
        page.text(words["no_facts"])
    page.heading("projects", words["projects"])
    projects = _projects(unit.key, lookup)
    if projects:
        page.table(
            "project-table",
            words["projects"],
            _HEADS["projects"][language],
            [_project(p, lookup) for p in projects],
        )
    else:
        page.text(words["no_projects"])
    refs = [("facts", f.fact_id) for f in facts] + [("projects", p.project) for p in projects]
    refs += [("observations", obs.obs_id) for obs in unit.seen]
    refs += [("roles", role.role_id) for role in roles]
    refs += [
        ("places", place)
        for place in data["places"].loc[data["places"]["parent"] == unit.key, "place"]
    ]
    page.heading("conflicts", words["conflicts"])
    page.bullets(lookup.disputed(refs))
    page.heading("unknown", words["unknown"])
    page.bullets(_unknown(unit, facts, lookup))
    return page


def _values(lookup: Lookup, obs: Any) -> dict[str, float]:
    """All districts' values of the same indicator, year, vintage and definition."""
    return lookup.across[obs.indicator, obs.year, obs.vintage, obs.definition]


def _lead(unit: _Place, lookup: Lookup) -> str:
    words, language = _WORDS[lookup.language], lookup.language
    members = lookup.data["members"]
    subs = [
        lookup.place_names[group]
        for group in ("vanguard", "pivot", "bridgehead")
        if unit.key in set(members.loc[members["group"] == group, "place"])
    ]
    obs = profiles.latest(unit.seen, "resident_population")
    values = _values(lookup, obs)
    people = words["people"].format(
        value=_people(obs.value, language),
        year=obs.year,
        rank=_place_of(profiles.rank(values, unit.key), language),
        n=len(values),
    )
    rate = profiles.latest(unit.seen, "urbanization_rate")
    if rate is not None and rate.year == obs.year:
        rates = _values(lookup, rate)
        people += words["rate"].format(
            share=lookup.amount(rate.value, rate.unit),
            rank=_place_of(profiles.rank(rates, unit.key), language),
            m=len(rates),
        )
    zh = lookup.data["places"].set_index("place").loc[unit.key, "name_zh"]
    return words["lead"].format(
        name=lookup.place_names[unit.key], zh=escape(str(zh)), group=lookup.place_names[unit.group],
        sub=words["sub"].format(subs[0]) if subs else "",
        people=people + ("。" if language == "zh" else ""),
    ).replace("。。", "。")  # fmt: skip


def _place_of(rank: int, language: Language) -> str:
    """A rank as it is spoken of."""
    if language == "zh":
        return str(rank)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{'th' if rank % 100 in (11, 12, 13) else ending}"


def _people(value: float, language: Language) -> str:
    """So many 10,000 persons, as each language counts them."""
    if language == "zh":
        return f"{number(value, 2, language=language)}万人"
    return number(value * 10_000)


def _chart(unit: _Place, lookup: Lookup) -> str:
    words = _WORDS[lookup.language]
    titles = ("panel_urban", "panel_people", "panel_gdp", "panel_income")
    plots = []
    for key, indicators in zip(titles, _PANELS, strict=True):
        own = profiles.series(unit.seen, indicators)
        if own is None:
            continue
        lines = [Line(lookup.place_names[unit.key], own.points, own.breaks)]
        if key != "panel_people":
            years = {year for year, _, _ in own.points}
            peers = [
                line
                for place in unit.peers
                if (line := profiles.series(lookup.by_place[place], indicators))
            ]
            middle = profiles.median(peers, years)
            lines.append(Line(words["median"], middle, own.breaks))
            # District incomes do not average to the municipal survey: no city line there.
            city = (
                None
                if key == "panel_income"
                else profiles.series(lookup.by_place["chongqing"], indicators)
            )
            if city is not None:
                within = [point for point in city.points if point[0] in years]
                lines.append(Line(words["city"], within, own.breaks))
        unit_name = next(obs.unit for obs in unit.seen if obs.indicator == indicators[-1])
        plots.append(Panel(words[key], lookup.unit(unit_name), lines))
    title = words["chart"].format(lookup.place_names[unit.key])
    return panels(f"district-{unit.key}", title, plots)


def _memberships(key: str, lookup: Lookup) -> list[list[str | Cell]]:
    rows: list[list[str | Cell]] = []
    for row in records(lookup.data["members"]):
        if row.place == key:
            word = (
                lookup.clause(row.doc_id, row.clause)
                if row.doc_id
                else lookup.source(row.source)
                if row.source
                else Html("—")
            )
            rows.append([lookup.place_names[row.group], Cell(str(row.year), float(row.year)), word])
    return rows


def _statistics(unit: _Place, lookup: Lookup) -> list[list[str | Cell]]:
    rows: list[list[str | Cell]] = []
    city = [obs for obs in lookup.by_place["chongqing"] if obs.period in WHOLE_YEAR]
    held = {obs.indicator for obs in unit.seen}
    for indicator in sorted(held, key=lambda k: lookup.indicator_names[k]):
        obs = profiles.latest(unit.seen, indicator)
        values = _values(lookup, obs)
        near = [values[place] for place in unit.peers if place in values]
        key = (indicator, obs.year, obs.unit)
        whole = min(
            (c for c in city if (c.indicator, c.year, c.unit) == key),
            key=lambda c: c.confidence, default=None,
        )  # fmt: skip
        full = len(near) == len(unit.peers)
        rows.append([
            lookup.indicator(indicator), Cell(str(obs.year), float(obs.year)),
            Cell(lookup.amount(obs.value, obs.unit), obs.value),
            Cell(lookup.amount(round(statistics.median(near), 2), obs.unit), statistics.median(near)) if full else "—",
            "—" if whole is None else lookup.amount(float(whole.value), obs.unit),
            Cell(f"{profiles.rank(values, unit.key)} / {len(values)}", profiles.rank(values, unit.key)) if len(values) > len(lookup.districts) // 2 else "—",
            obs.confidence, lookup.source(obs.source),
        ])  # fmt: skip
    return rows


def _projects(key: str, lookup: Lookup) -> list[Any]:
    """Projects in a unit, Kaizhou's towns among it."""
    within = lookup.within(key)
    return [p for p in lookup.projects if p.place in within or p.place_to in within]


def _project(row: Any, lookup: Lookup) -> list[str | Cell]:
    amount = "—" if pd.isna(row.quantity) else lookup.amount(row.quantity, row.unit)
    return [
        lookup.name(row), row.printed, STAGES[row.stage][lookup.language], amount,
        lookup.clause(row.doc_id, row.clause),
    ]  # fmt: skip


def _unknown(unit: _Place, facts: list[Any], lookup: Lookup) -> list[str]:
    words, language = _WORDS[lookup.language], lookup.language
    comma = {"en": ", ", "zh": "、"}[language]
    seen: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for place in lookup.districts:
        for obs in lookup.by_place[place]:
            seen[obs.indicator][place].add(int(obs.year))
    common = [
        key
        for key, held in seen.items()
        if len(held) > len(lookup.districts) // 2 and key not in _SKIPPED
    ]
    # A yearly statistic is missed where others have a later year; a census is of its year.
    yearly = {key for key in common if len(set().union(*seen[key].values())) > 1}
    yearly = {key for key in yearly if not key.endswith("_census")}
    newest = max(max(years) for key in yearly for years in seen[key].values())
    names = lookup.indicator_names
    year_of = {"en": "{} ({})", "zh": "{}（{}年）"}[language]
    missing = [names[key] for key in common if unit.key not in seen[key]]
    old = [
        year_of.format(names[key], max(seen[key][unit.key]))
        for key in common
        if key in yearly and unit.key in seen[key] and max(seen[key][unit.key]) < newest
    ]
    weak = [
        year_of.format(names[obs.indicator], obs.year) for obs in unit.seen if obs.confidence == "C"
    ]
    lines = []
    if missing:
        lines.append(words["u_missing"].format(comma.join(missing)))
    if old:
        lines.append(words["u_old"].format(comma.join(old)))
    if weak:
        lines.append(words["u_weak"].format(comma.join(dict.fromkeys(weak))))
    if not any(fact.kind == "target" for fact in facts):
        lines.append(words["u_target"])
    return lines
