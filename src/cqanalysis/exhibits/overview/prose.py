"""Computed paragraphs of the overview.

A sentence of the chapter that holds a number stands here, so that a new row of
data changes it. Each key has both languages side by side.
"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from cqanalysis import monitor, overview, pace
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits import amounts
from cqanalysis.exhibits.overview import thirteenth
from cqanalysis.exhibits.overview.fit import people
from cqanalysis.exhibits.overview.names import SHORT, lower, short
from cqanalysis.exhibits.record import Prose
from cqanalysis.tables import Data, records


def counts(data: Data, language: Language) -> str:
    """The board in a few sentences."""
    n = monitor.counts(data)
    decided = n.met + n.missed
    rows = overview.outcomes(data)
    later = rows.loc[rows["outcome"] == "open", "status"]
    behind, bare = (
        int((later == s.value).sum()) for s in (pace.Status.BEHIND, pace.Status.NO_BASE)
    )
    rest = n.ahead_of_now - n.on_pace - behind - bare
    short = data["documents"].set_index("doc_id")[f"short_{language}"]
    size = rows["doc_id"].value_counts()
    told = [
        f"{short[doc]}{' ' if language == 'en' else ''}{size[doc]}"
        for doc in short.index
        if doc in size
    ]
    listed = ", ".join(told) if language == "en" else "、".join(f"{one}项" for one in told)
    if language == "en":
        return (
            f"The board holds {n.targets} quantified targets of {n.documents} documents. {n.due} were due by {n.now}: "
            f"**{n.met} met, {n.missed} missed**. {n.changed} more {'was' if n.changed == 1 else 'were'} reached only on a redrawn area. Another {n.ahead} had reached their "
            f"number when last seen in an earlier year and {n.short} had not; {n.other} have only observations that do not "
            f"compare, and for {n.unobserved} no observation was found. So {decided} of {n.due} can be decided. {n.ahead_of_now} are "
            f"due later: {n.on_pace} of them are on pace, {behind or 'none'} behind, {bare} are not yet reached and have no base to judge "
            f"the pace by, and the other {rest} have no comparable observation. {n.undated} carry no year. By document: {listed}."
        )
    return (
        f"目标总表收{n.documents}份文件的{n.targets}项量化目标，其中{n.due}项已于{n.now}年到期：**达到{n.met}项，未达到{n.missed}项**；"
        f"{n.changed}项仅按调整后的范围达到。另有{n.ahead}项在此前年份已达到目标数，{n.short}项当时未达到，{n.other}项的观测值不可比，"
        f"{n.unobserved}项没有找到观测值。也就是说，{n.due}项中能够判定的只有{decided}项。尚未到期的{n.ahead_of_now}项中，进度相符{n.on_pace}项，"
        f"{f'落后{behind}项' if behind else '没有落后的'}，{bare}项尚未达到而没有基数、无从判断进度，其余{rest}项没有可比的观测值；{n.undated}项未定年限。"
        f"按文件分：{listed}。"
    )


def decided(data: Data, language: Language) -> str:
    """The few targets with an outcome, and how sure each is."""
    rows = overview.outcomes(data)
    rate = rows[(rows["outcome"] == "met") & (rows["doc_id"] == "plan2035")].iloc[0]
    share = rows[rows["indicator"] == "metro_population_share"].iloc[0]
    growth = rows[(rows["indicator"] == "gdp_growth")].iloc[0]
    allowed = number(growth["value"] * (1 - pace.ABOUT), 1)
    about, over = number(100 * pace.ABOUT, 0), number(-rate["distance"], 2)
    level, wide = number(share["seen_value"], 2), number(share["other_value"], 2)
    got = number(growth["seen_value"], 1)
    if language == "en":
        return (
            f"Where there is an outcome, the margin is small. The urbanization rate passed its number by {over} points. The metropolitan share, "
            f"not observed in its own year, stood at {level}% in {share['seen_year']} on the {_units(data, 'metro')} districts the plan lists, and at {wide}% "
            f"on the {_units(data, 'metro22')} it has been reported on since 2024; only the second reaches about "
            f"{number(share['value'], 0)}%. Mean growth of GDP came to {got}% a year on first figures against about "
            f"{number(growth['value'], 0)}%: missed, since this book reads “about” as within {about}%, that is down to {allowed}%; a "
            f"wider reading would count it as met. {_earlier(rows, data, language)}"
        )
    return (
        f"有结论的几项，与目标数相差都很小。城镇化率比目标数高{over}个百分点。主城都市区人口占比没有到期当年的观测值，{share['seen_year']}年按规划所列"
        f"{_units(data, 'metro')}个区县为{level}%，按2024年以来公布所用的{_units(data, 'metro22')}个区县为{wide}%，只有后者达到"
        f"{number(share['value'], 0)}%左右。地区生产总值按初步核算数年均增长{got}%，目标为{number(growth['value'], 0)}%左右："
        f"本书把“左右”理解为上下{about}%以内，即不低于{allowed}%，故计为未达到；如理解得更宽，则为达到。{_earlier(rows, data, language)}"
    )


def _earlier(rows: pd.DataFrame, data: Data, language: Language) -> str:
    """Targets last seen before their year, each once, with the distance from the number."""
    seen = rows[rows["outcome"].isin(["ahead", "short"])]
    seen = seen.drop_duplicates(["indicator", "place", "value"])
    seen = seen.assign(unit_en=seen["unit"].map(data["units"].set_index("unit")["name_en"]))
    told: dict[str, list[str]] = {"ahead": [], "short": []}
    for row in records(seen):
        told[row.outcome].append(_away(row, language))
    if language == "en":
        return (
            f"Targets last seen in an earlier year had reached their number for {'; '.join(told['ahead'])}. They had not for "
            f"{'; '.join(told['short'])}."
        )
    return f"只有此前年份观测值的，当时已达到目标数的有：{'；'.join(told['ahead'])}。未达到的有：{'；'.join(told['short'])}。"


def _away(row: Any, language: Language) -> str:
    """One target: its short name, and by how much it had passed or missed its number."""
    gap, year = abs(float(row.distance)), row.seen_year
    name = short(row.indicator, row.place, language)
    asked = amounts.qualified(row._replace(modality=""), row.unit_en, language)
    asked = asked.removesuffix(" persons")
    if language == "zh":
        unit = "个百分点" if row.unit == "%" else "" if row.unit == "∶1" else row.unit
        return f"{name}（要求{asked}，{year}年相差{_trimmed(gap)}{unit}）"
    if row.unit == "万人":
        return f"{lower(name)} (asked {asked}; {number(gap * 1e4, 0)} away in {year})"
    unit = " points" if row.unit == "%" else ""
    return f"{lower(name)} (asked {asked}; {_trimmed(gap)}{unit} away in {year})"


def _trimmed(value: float) -> str:
    """Two decimals at most, no idle zeros."""
    return f"{round(value, 2):g}"


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
            f"The targets without an observation follow a pattern. Most of the Urbanization Plan's own table of indicators can be followed: "
            f"{known} of {len(plan)} have a comparable observation. The renewal plan states {renewal[1]} targets and "
            f"{renewal[0]} of them have no observation. Of all {len(dark)} without one, {once} are stated by one document only "
            f"and have no indicator in this collection; {table[0]} come from the {table[1]} due targets in tables of indicators. "
            "Whether these were reached cannot be told from the public statistics gathered here."
        )
    return (
        f"没有观测值的目标有规律可循。城镇化规划指标表大多可以跟踪：{len(plan)}项中有{known}项观测值可比。城市更新提升行动计划提出"
        f"{renewal[1]}项目标，{renewal[0]}项没有观测值。没有观测值的{len(dark)}项中，{once}项只见于一份文件，本资料集没有对应的指标；"
        f"指标表中已到期的{table[1]}项里，也有{table[0]}项没有观测值。从本资料集所收的公开统计看不出这些目标是否达到。"
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
            f"The rate kept the pace asked partly because that pace was lowered. The Five-Year Plan starts from "
            f"{number(old['base_value'], 0)}% in 2020 and asks for {number(old['value'], 0)}%; the Urbanization Plan, after the "
            f"census, starts from {number(new['base_value'], 2)}% and asks for the same. {number(gained, 2)} of the "
            f"{number(whole, 0)} points came with the new base, and the pace asked fell from {number(old['asked'], 2)} to "
            f"{number(new['asked'], 2)} points a year, {number(lost, 0)}% less. The base was revised, the target was not."
        )
    return (
        f"城镇化率与所需进度相当，部分原因是所需进度本身降低了。“十四五”规划纲要以2020年的{number(old['base_value'], 0)}%为基数，目标"
        f"{number(old['value'], 0)}%；城镇化规划以普查后的{number(new['base_value'], 2)}%为基数，目标相同。{number(whole, 0)}个百分点中，"
        f"有{number(gained, 2)}个来自基数调整；所需进度由每年{number(old['asked'], 2)}个百分点降为{number(new['asked'], 2)}个，少了"
        f"{number(lost, 0)}%。基数作了修订，目标数没有随之修订。"
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
            f"{len(bound)} targets on the board are binding, and {len(city)} of them is in the Urbanization Plan: the share of days "
            f"with good air. It went from {values[0]}% to {values[1]}% in {air['seen_year']}; the plan asks for {values[2]}%. "
            f"The Five-Year Plan binds the city to at least {floor}% for the same year, which is below its own base and so "
            f"was met from the start. Forest coverage stood at {trees[0]}% in {forest['seen_year']} against "
            f"{trees[1]}%. The other {dark} have no observation here. So {met or 'none'} of the {len(bound)} binding targets "
            "can be shown to have been met in its due year."
        )
    return (
        f"总表中约束性目标共{len(bound)}项，城镇化规划只有{len(city)}项：空气质量优良天数比率。该比率由{values[0]}%变为"
        f"{air['seen_year']}年的{values[1]}%，规划要求{values[2]}%。“十四五”规划纲要要求同一年不低于{floor}%，低于其基数，一开始就已达到。"
        f"森林覆盖率{forest['seen_year']}年为{trees[0]}%，目标{trees[1]}%。其余{dark}项没有观测值。{len(bound)}项约束性目标中，能证明到期年"
        f"已达到的{f'有{met}项' if met else '一项也没有'}。"
    )


def fit(data: Data, language: Language) -> str:
    """Which of rate, number and population has to give."""
    line = overview.headline(data)
    seen = overview.residents(data).set_index("year")
    top = int(seen["population"].idxmax())
    asked, census = number(line.asked, 1), number(line.census, 1)
    about = number(100 * pace.ABOUT, 0)
    trend = number(abs(line.trend), 1)
    held, gap = people(line.urban_held, language), people(line.urban - line.urban_held, language)
    if language == "en":
        asked, census, trend = (
            number(v * 10, 0, sign=True) + ",000" for v in (line.asked, line.census, line.trend)
        )
        return (
            f"Read exactly, the two numbers do not fit the residents of {line.year}: one of three would have to change. **The population:** to reach {people(line.population, 'en')} residents the change "
            f"would have to be {asked} a year until {overview.HORIZON}. Between the censuses of 2010 and 2020 it was {census}, over the last five years "
            f"{trend}; the peak was {top}. **The number:** with the residents of {line.year} and "
            f"{number(line.rate, 0)}% the city has {held} urban residents, {gap} fewer than planned. **The rate:** to reach the number it "
            f"would have to be {number(line.rate_needed, 1)}%. With “about” read as within {about}%, both can hold from "
            f"{people(line.least, 'en', 2)} residents on, which is just below the residents of {line.year} and above the "
            f"{people(line.projected, 'en', 2)} to which the latest trend leads. The plan prints no population, so it "
            "does not say which of the three it relies on. If the rate keeps its pace and the residents their latest trend, the number of "
            "urban residents will not be reached."
        )
    return (
        f"按原数理解，两个规划数与{line.year}年的常住人口不相容，三项中至少有一项须变。**常住人口**：要达到{people(line.population, 'zh')}，到{overview.HORIZON}年每年须增加{asked}万；"
        f"2010年至2020年两次普查之间每年增加{census}万，近五年每年{'减少' if line.trend < 0 else '增加'}{trend}万，{top}年最多。**城镇人口**：按{line.year}年的常住人口和"
        f"{number(line.rate, 0)}%计，城镇人口为{held}，比规划数少{gap}。**城镇化率**：要达到规划的城镇人口，须为{number(line.rate_needed, 1)}%。"
        f"“左右”按上下{about}%以内理解，常住人口在{people(line.least, 'zh')}以上时，两个数可以同时成立；这一人口略低于{line.year}年的常住人口，"
        f"但高于按近年趋势推算的{people(line.projected, 'zh')}。规划没有写常住人口，因此没有说明以哪一项为准；如果城镇化率保持目前进度、常住人口延续近年趋势，达不到的将是城镇人口数。"
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
            f"{_taken_over(data, language)} Where documents of one government ask for different numbers of the same thing, a department can choose between them. The "
            f"[register of conflicts](../reference/conflicts.html) holds {total} disagreements of all kinds: in {target} cases two numbers "
            f"for one target, in {wording} one number with a firm and a softened wording, in {base} two bases, and in "
            f"{reached} a target no higher than its own base. Park space per head is an example: "
            f"{number(high['value'], 0)} m² in the Urbanization Plan, {number(low['value'], 0)} m² in the renewal plan of the same "
            "year, both for 2025."
        )
    return (
        f"{_taken_over(data, language)}同一级政府的文件对同一事项给出不同的数字，部门执行时可以选择其一。[冲突登记](../reference/conflicts.html)共收{total}处：同一目标两个数字"
        f"{target}处，同一数字措辞松紧不一{wording}处，基数不一{base}处，目标没有超出自身基数{reached}处。人均公园绿地面积即是一例："
        f"城镇化规划为{number(high['value'], 0)}平方米，同年的城市更新提升行动计划为{number(low['value'], 0)}平方米，都是2025年。"
    )


def _taken_over(data: Data, language: Language) -> str:
    """What the action plan of 2025 makes of the Urbanization Plan's indicators, by name."""
    table = data["verdicts"]
    own = table[(table["doc_a"] == "plan2035") & (table["doc_b"] == "action2025")]
    en = language == "en"
    names = data["indicators"].set_index("indicator")[f"name_{language}"]

    # The name a figure has for it, of the first place that has one.
    brief = {i: own_names[language] for (i, _), own_names in reversed(SHORT.items())}

    def those(verdict: str) -> str:
        found = [brief.get(i, names[i]) for i in own.loc[own["verdict"] == verdict, "indicator"]]
        return _and([lower(name) for name in found]) if en else "、".join(found)

    if en:
        return (
            f"The action plan of 2025 could have taken over {len(own)} indicators of the Urbanization Plan. It keeps unchanged the "
            f"{those('equal')}. It drops {those('dropped')}. Not comparable, since the years differ or one number has none, are "
            f"{those('not comparable')}; differently defined are {those('differently defined')}."
        )
    return (
        f"城镇化规划可供2025年五年行动计划沿用的指标共{len(own)}项。原样沿用的是{those('equal')}；不再提出的是{those('dropped')}；"
        f"年份不同或一方未载年份、无法比较的是{those('not comparable')}；口径不同的是{those('differently defined')}。"
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
            f"The next plan treated the {len(lost)} missed targets in three ways. It raised "
            f"{_and(names['raised'])}; lowered {_and(names['lowered'])}; and sets no number any more for {_and(names['none'])}. "
            f"Imports and exports were to reach {number(trade['target'] / 10, 0)} billion yuan and reached "
            f"{number(trade['result'] / 10, 0)} billion; the new target, {number(trade['again'] / 10, 0)} billion five years later, "
            "stays below the one missed. The urbanization rate of the hukou population, the indicator that bears most directly on the "
            "migrants whom the Urbanization Plan is to make citizens, left the table and was not replaced."
        )
    return (
        f"对未达到的{len(lost)}项，下一个规划有三种处理：目标提高的是{'、'.join(names['raised'])}；目标降低的是"
        f"{'、'.join(names['lowered'])}；不再提出数字的是{'、'.join(names['none'])}。进出口总额目标{_yuan(trade['target'])}，"
        f"实际{_yuan(trade['result'])}，五年后的新目标{_yuan(trade['again'])}，仍低于当初未达到的目标。"
        "与农业转移人口市民化关系最直接的户籍人口城镇化率退出了指标表，也没有指标接替。"
    )


def _yuan(value: float) -> str:
    """亿元 as a Chinese sentence says it."""
    if value >= 1e4:
        return f"{amounts.plain(float(value) / 1e4, 'zh')}万亿元"
    return f"{amounts.plain(float(value), 'zh')}亿元"


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
            f"Quantities of works are counted apart: {total['rows']} numbers of the kind “build so many kilometres”, {dated} of them "
            f"with a year, and {total['projects']} listed projects, {sized} with a quantity. They say what is to be built; the "
            "targets say what is to be reached. They are listed in the [register of projects](../reference/projects.html) and "
            "used in the chapters."
        )
    return (
        f"项目和工程的数量另计：“建设若干公里”一类的数字{total['rows']}个，{dated}个有年份；列名项目{total['projects']}个，{sized}个有数量。"
        "数量说明建什么，目标说明达到什么。详见[项目登记](../reference/projects.html)和各章。"
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
            f"Of all {dated} dated targets of the five documents {of[first]} are due in {first}. Few follow: {rest}, and "
            f"{of[last]} in {last}, {n[last, 'kaizhou']} of these Kaizhou's and only {n[last, 'city']} the city's. Another "
            f"{undated} carry no year, {bare['kaizhou']} of them Kaizhou's."
        )
    rest = "、".join(f"{year}年{of[year]}项" for year in between)
    return (
        f"五份文件有年限的目标共{dated}项，其中{of[first]}项到{first}年为止。此后的很少：{rest}、{last}年{of[last]}项，{last}年的有"
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
