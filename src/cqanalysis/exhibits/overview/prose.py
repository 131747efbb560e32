"""Computed paragraphs of the overview.

A sentence of the chapter that holds a number stands here, so that a new row of
data changes it. Each key has both languages side by side.
"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from cqanalysis import monitor, overview, pace
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.overview import thirteenth
from cqanalysis.exhibits.overview.fit import people
from cqanalysis.exhibits.overview.names import lower
from cqanalysis.exhibits.record import Prose
from cqanalysis.tables import Data, records


def counts(data: Data, language: Language) -> str:
    """The board in a few sentences."""
    n = monitor.counts(data)
    decided = n.met + n.missed + n.changed
    if language == "en":
        return (
            f"The board holds {n.targets} quantified targets of {n.documents} documents. {n.due} were due by {n.now}: "
            f"**{n.met} met, {n.missed} missed, {n.changed} reached only on a redrawn area**. {n.ahead} more were last seen "
            f"beyond their number in an earlier year and {n.short} short of it, {n.other} were observed in nothing that "
            f"compares, and for {n.unobserved} no observation was found. {n.ahead_of_now} are due later, {n.on_pace} of "
            f"them on pace; {n.undated} carry no year. So {decided} of {n.due} can be decided."
        )
    return (
        f"目标总表收{n.documents}份文件的{n.targets}项量化目标，其中{n.due}项已于{n.now}年到期：**达到{n.met}项，未达到{n.missed}项，"
        f"仅按调整后的范围达到{n.changed}项**。另有{n.ahead}项在此前年份已过目标数，{n.short}项尚未到，{n.other}项的观测值不可比，"
        f"{n.unobserved}项没有找到观测值。尚未到期的{n.ahead_of_now}项，其中{n.on_pace}项进度相符；{n.undated}项未定年限。"
        f"能够判定的，是{n.due}项中的{decided}项。"
    )


def decided(data: Data, language: Language) -> str:
    """The few targets with an outcome, and how sure each is."""
    rows = overview.outcomes(data)
    rate = rows[(rows["outcome"] == "met") & (rows["doc_id"] == "plan2035")].iloc[0]
    share = rows[rows["indicator"] == "metro_population_share"].iloc[0]
    growth = rows[(rows["indicator"] == "gdp_growth")].iloc[0]
    allowed = number(growth["value"] * (1 - pace.ABOUT), 1)
    over = number(-rate["distance"], 2)
    level, wide = number(share["seen_value"], 2), number(share["other_value"], 2)
    got = number(growth["seen_value"], 1)
    if language == "en":
        return (
            f"All the outcomes are narrow. The urbanization rate passed its number by {over} points. The metropolitan share "
            f"stood at {level}% in {share['seen_year']} on the {_units(data, 'metro')} districts the plan lists, and at {wide}% "
            f"on the {_units(data, 'metro22')} it has been reported on since 2024; only the second reaches about "
            f"{number(share['value'], 0)}. Mean growth of GDP came to {got}% a year on first figures against about "
            f"{number(growth['value'], 0)}: missed, since this book lets “about” reach down to {allowed}, and met for a reader "
            "who lets it reach further."
        )
    return (
        f"有结论的几项，差距都很小。城镇化率比目标数高{over}个百分点。主城都市区人口占比{share['seen_year']}年按规划所列"
        f"{_units(data, 'metro')}个区县为{level}%，按2024年以来公布所用的{_units(data, 'metro22')}个区县为{wide}%，只有后者达到"
        f"{number(share['value'], 0)}%左右。地区生产总值按初步核算数年均增长{got}%，目标为{number(growth['value'], 0)}%左右："
        f"本书把“左右”放宽到{allowed}%，故计为未达到；放得更宽的读者会说达到。"
    )


def _units(data: Data, group: str) -> int:
    members = data["members"]
    return int(members.loc[members["group"] == group, "place"].nunique())


def unseen(data: Data, language: Language) -> str:
    """Where the board is dark."""
    rows = overview.outcomes(data)
    due = rows[~rows["outcome"].isin(["open", "undated"])]
    dark = due[due["outcome"] == "unobserved"]
    by_document = dark["doc_id"].value_counts()
    renewal = int(by_document["renewal2025"]), int((due["doc_id"] == "renewal2025").sum())
    listed = dark["attribute"] != ""
    table = int(listed.sum()), int((due["attribute"] != "").sum())
    plan = due[(due["doc_id"] == "plan2035") & (due["attribute"] != "")]
    known = int((plan["outcome"].isin(["met", "missed", "changed", "ahead", "short"])).sum())
    once = int((dark["indicator"] == "").sum())
    if language == "en":
        return (
            f"Which targets stay dark follows a pattern. The Urbanization Plan's own table of indicators can mostly be followed: "
            f"{known} of {len(plan)} have an observation that compares. The renewal plan states {renewal[1]} targets and "
            f"{renewal[0]} of them are unobserved. Of all {len(dark)} unobserved ones {once} are stated by one document only "
            f"and belong to no standing indicator; {table[0]} of the {table[1]} due targets from tables of indicators are "
            "among them. Whether these were reached cannot be told from the public statistics gathered here."
        )
    return (
        f"哪些目标没有观测值，有规律可循。城镇化规划自己的指标表大多可以跟踪：{len(plan)}项中有{known}项观测值可比。城市更新行动计划提出"
        f"{renewal[1]}项目标，{renewal[0]}项没有观测值。没有观测值的{len(dark)}项中，{once}项只见于一份文件，没有对应的常设指标；"
        f"指标表中已到期的{table[1]}项里，也有{table[0]}项没有观测值。这些目标是否达到，从这里所收的公开统计中看不出来。"
    )


def bases(data: Data, language: Language) -> str:
    """How the base of the urbanization rate moved the ambition of its target."""
    rows = monitor.board(data)
    rate = rows[(rows["indicator"] == "urbanization_rate") & (rows["place"] == "chongqing")]
    old, new = (
        rate[(rate["doc_id"] == d) & (rate["due"] == 2025)].iloc[0] for d in ("fyp14", "plan2035")
    )
    lost = 100 * (1 - float(new["asked"]) / float(old["asked"]))
    gained = float(new["base_value"]) - float(old["base_value"])
    whole = float(old["value"]) - float(old["base_value"])
    if language == "en":
        return (
            f"The rate keeps to its line partly because the line was lowered under it. The Five-Year Plan starts from "
            f"{number(old['base_value'], 0)}% in 2020 and asks for {number(old['value'], 0)}%; the Urbanization Plan, after the "
            f"census, starts from {number(new['base_value'], 2)}% and asks for the same. {number(gained, 2)} of the "
            f"{number(whole, 0)} points had been there all along, and the pace asked fell from {number(old['asked'], 2)} to "
            f"{number(new['asked'], 2)} points a year, by {number(lost, 0)}%. The number was not revised with its base."
        )
    return (
        f"城镇化率贴着直线走，一部分原因是直线本身变平了。五年规划从2020年的{number(old['base_value'], 0)}%起步，目标"
        f"{number(old['value'], 0)}%；城镇化规划在普查之后从{number(new['base_value'], 2)}%起步，目标相同。{number(whole, 0)}个百分点中，"
        f"有{number(gained, 2)}个本来就在；所需进度由每年{number(old['asked'], 2)}个百分点降为{number(new['asked'], 2)}个，少了"
        f"{number(lost, 0)}%。基数改了，目标数没有随之修订。"
    )


def binding(data: Data, language: Language) -> str:
    """The binding targets of today, and where they stand."""
    rows = overview.outcomes(data)
    bound = rows[rows["attribute"] == "约束性"]
    city = bound[bound["doc_id"] == "plan2035"]
    dark = int((bound["outcome"] == "unobserved").sum())
    air = city.iloc[0]
    loose = bound[(bound["indicator"] == air["indicator"]) & (bound["doc_id"] == "fyp14")].iloc[0]
    values = number(air["base_value"], 1), number(air["seen_value"], 1), number(air["value"], 1)
    floor = number(loose["value"], 0)
    forest = bound[bound["indicator"] == "forest_coverage"].iloc[0]
    trees = number(forest["seen_value"], 2), number(forest["value"], 0)
    met = int((bound["outcome"] == "met").sum())
    if language == "en":
        return (
            f"{len(bound)} targets on the board bind, and {len(city)} of them stands in the Urbanization Plan: the share of days "
            f"with good air. It went from {values[0]}% to {values[1]}% in {air['seen_year']}; the plan asks for {values[2]}. "
            f"The Five-Year Plan binds the city to at least {floor}% for the same year, a number below its own base, "
            f"so that one was reached before it began. Forest coverage stood at {trees[0]}% in {forest['seen_year']} against "
            f"{trees[1]}. The other {dark} have no observation here. Of the {len(bound)} targets that must not be missed, "
            f"{met or 'none'} can be shown to have been met in its year."
        )
    return (
        f"总表中约束性目标共{len(bound)}项，城镇化规划只有{len(city)}项：空气质量优良天数比率。它由{values[0]}%变为"
        f"{air['seen_year']}年的{values[1]}%，而规划要求{values[2]}%。五年规划对同一年的约束是不低于{floor}%，低于自己的基数，起步时就已达到。"
        f"森林覆盖率{forest['seen_year']}年为{trees[0]}%，目标{trees[1]}%。其余{dark}项没有观测值。必须完成的{len(bound)}项中，能证明到期年"
        f"已达到的{f'有{met}项' if met else '一项也没有'}。"
    )


def fit(data: Data, language: Language) -> str:
    """Which of rate, number and population has to give."""
    line = overview.headline(data)
    seen = overview.residents(data).set_index("year")
    top = int(seen["population"].idxmax())
    asked, census = number(line.asked, 1), number(line.census, 1)
    trend = number(line.trend, 1, sign=True)
    held, gap = people(line.urban_held, language), people(line.urban - line.urban_held, language)
    if language == "en":
        asked, census, trend = (
            number(v * 10, 0, sign=True) + ",000" for v in (line.asked, line.census, line.trend)
        )
        return (
            f"One of three has to give. **The population:** to reach {people(line.population, 'en')} residents the city would have "
            f"to change by {asked} a year until {overview.HORIZON}. Between the censuses of 2010 and 2020 it was {census}, over the last five years "
            f"{trend}; the peak was {top}. **The number:** with the residents of {line.year} and "
            f"{number(line.rate, 0)}% the city has {held} urban residents, {gap} fewer than planned. **The rate:** to hold the number it "
            f"would have to be {number(line.rate_needed, 1)}%. Read as “about” within a twentieth, both can stand together from "
            f"{people(line.least, 'en', 2)} residents on, which is just below the residents of {line.year} and above the "
            f"{people(line.projected, 'en', 2)} to which the latest trend leads. The plan prints no population, so it "
            "does not say which it expects; with the rate on its line and the residents on theirs, it is the number that gives."
        )
    return (
        f"三者之中必有一项要让步。**人口**：要达到{people(line.population, 'zh')}常住人口，到{overview.HORIZON}年每年须增加{asked}万；"
        f"2010年至2020年两次普查之间每年增加{census}万，近五年每年变化为{trend}万，峰值在{top}年。**城镇人口**：按{line.year}年的常住人口和"
        f"{number(line.rate, 0)}%计，城镇人口为{held}，比规划数少{gap}。**城镇化率**：要保住城镇人口，须达到{number(line.rate_needed, 1)}%。"
        f"若把两个“左右”都理解为上下二十分之一，常住人口在{people(line.least, 'zh')}以上时两者尚可并存；这一数字略低于{line.year}年的常住人口，"
        f"却高于近年趋势所指的{people(line.projected, 'zh')}。规划没有写常住人口，也就没有说明指望哪一项；城镇化率贴着直线，人口沿着近年趋势，守不住的便是城镇人口数。"
    )


def contradictions(data: Data, language: Language) -> str:
    """Numbers that disagree, from the register."""
    kinds = data["conflicts"]["kind"].value_counts()
    target, base, wording = (int(kinds.get(k, 0)) for k in ("target", "base", "wording"))
    reached, total = int(kinds.get("reached", 0)), int(kinds.sum())
    rows = monitor.board(data)
    park = rows[rows["indicator"] == "park_area_per_capita"].sort_values("value")
    low, high = park.iloc[0], park.iloc[-1]
    if language == "en":
        return (
            f"Where documents of one government ask different numbers of the same thing, a department can choose. The "
            f"[register of conflicts](../reference/conflicts.html) holds {total} disagreements of all kinds: {target} times two numbers "
            f"for one target, {wording} times one number worded once firmly and once softly, {base} times two bases, and "
            f"{reached} targets that stood no further than their own base. Park space per head is an example: "
            f"{number(high['value'], 0)} m² in the Urbanization Plan, {number(low['value'], 0)} m² in the renewal plan of the same "
            "year, both for 2025."
        )
    return (
        f"同一级政府的文件对同一事项给出不同的数字，部门便有了选择余地。[不一致登记](../reference/conflicts.html)共收{total}处：同一目标两个数字"
        f"{target}处，同一数字一硬一软{wording}处，基数不一{base}处，目标没有超出自身基数{reached}处。人均公园绿地面积即是一例："
        f"城镇化规划为{number(high['value'], 0)}平方米，同年的城市更新行动计划为{number(low['value'], 0)}平方米，都是2025年。"
    )


def missed(data: Data, language: Language) -> str:
    """What became of the expected targets that the 13th plan missed."""
    rows = overview.thirteenth(data)
    lost = rows[~rows["met"]]
    names: dict[str, list[str]] = {
        move: [_within(row, language) for row in records(lost[lost["move"] == move])]
        for move in ("raised", "lowered", "none")
    }
    trade = rows[rows["indicator"] == "trade_total"].iloc[0]
    if language == "en":
        return (
            f"What the next plan did with the {len(lost)} missed targets says how they were read. It raised "
            f"{_and(names['raised'])}; lowered {_and(names['lowered'])}; and asks no number any more of {_and(names['none'])}. "
            f"Imports and exports were asked to reach {number(trade['target'] / 10, 0)} billion yuan and reached "
            f"{number(trade['result'] / 10, 0)} billion; the new target, {number(trade['again'] / 10, 0)} billion five years later, "
            "stays below the one missed. The registered share of the urban population, closest of all to the people the "
            "Urbanization Plan is about, left the table without a successor."
        )
    return (
        f"下一个规划如何处理未达到的{len(lost)}项，可见当时如何看待它们：提高的是{'、'.join(names['raised'])}；降低的是"
        f"{'、'.join(names['lowered'])}；不再提出数字的是{'、'.join(names['none'])}。进出口总额目标{number(trade['target'], 0, language='zh')}亿元，"
        f"实际{number(trade['result'], 0, language='zh')}亿元，五年后的新目标{number(trade['again'], 0, language='zh')}亿元仍低于当初未达到的数。"
        "与城镇化规划所关心的人最直接相关的户籍人口城镇化率，退出了指标表，也没有接替的指标。"
    )


def _within(row: Any, language: Language) -> str:
    """A short name within a sentence."""
    own = thirteenth.name(row, language)
    return lower(own) if language == "en" else own


def _and(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names) or "none"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def quantities(data: Data, language: Language) -> str:
    """Quantities of projects and works, which the board leaves apart."""
    facts = data["facts"]
    rows = facts[(facts["kind"] == "quantity") & facts["value"].notna()]
    dated = int(rows["year"].notna().sum())
    projects = data["projects"]
    sized = int(projects["quantity"].notna().sum())
    total = pd.Series({"rows": len(rows), "projects": len(projects)})
    if language == "en":
        return (
            f"Quantities of works are kept apart: {total['rows']} numbers of the kind “build so many kilometres”, {dated} of them "
            f"with a year, and {total['projects']} listed projects, {sized} with a quantity. They say what is to be built; the "
            "targets say what is to be reached. The [register of projects](../reference/projects.html) holds them, and the "
            "chapters count them."
        )
    return (
        f"项目和工程的数量另计：“建设若干公里”一类的数字{total['rows']}个，{dated}个有年份；列名项目{total['projects']}个，{sized}个有数量。"
        "它们说的是要建什么，目标说的是要达到什么。详见[项目登记](../reference/projects.html)和各章。"
    )


def calendar(data: Data, language: Language) -> str:
    """In which years the targets are due, of the city and of the district."""
    table = overview.calendar(data)
    n = {(row.due, row.level): int(row.n) for row in records(table.dropna(subset=["due"]))}
    bare = {row.level: int(row.n) for row in records(table[table["due"].isna()])}
    dated, undated = sum(n.values()), sum(bare.values())
    years = sorted({year for year, _ in n})
    first, last = years[0], years[-1]
    of = {year: sum(count for (due, _), count in n.items() if due == year) for year in years}
    between = [year for year in years if first < year < last]
    if language == "en":
        rest = ", ".join(f"{of[year]} in {year}" for year in between)
        return (
            f"Of all {dated} dated targets of the five documents {of[first]} are due in {first}. What follows is thin: {rest}, and "
            f"{of[last]} in {last}, {n[last, 'kaizhou']} of them Kaizhou's. The city itself has {n[last, 'city']} for {last}. Another "
            f"{undated} carry no year, {bare['kaizhou']} of them Kaizhou's."
        )
    rest = "、".join(f"{year}年{of[year]}项" for year in between)
    return (
        f"五份文件有年限的目标共{dated}项，其中{of[first]}项到{first}年为止。此后寥寥：{rest}，{last}年{of[last]}项，后者有"
        f"{n[last, 'kaizhou']}项属于开州，全市只有{n[last, 'city']}项。另有{undated}项没有年限，其中开州{bare['kaizhou']}项。"
    )


PROSE: Final[dict[str, Prose]] = {
    "bases": bases,
    "binding": binding,
    "calendar": calendar,
    "contradictions": contradictions,
    "counts": counts,
    "decided": decided,
    "fit": fit,
    "missed": missed,
    "quantities": quantities,
    "unseen": unseen,
}
