"""Computed paragraphs of the chapter on urban-rural integration.

A sentence of the chapter that holds a number stands here, so that a new row of
data changes it. Each key has both languages side by side.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from cqanalysis import integration, pace, places
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.record import Prose
from cqanalysis.exhibits.units import GROUP_NAMES
from cqanalysis.tables import Data


def _part_year(data: Data) -> pd.DataFrame:
    rows = data["observations"]
    chosen: pd.DataFrame = rows[
        (rows["indicator"] == "income_ratio")
        & (rows["place"] == "chongqing")
        & rows["period_detail"].str.endswith("Q1-Q3")
    ].sort_values("year")
    return chosen


def target_status(data: Data, language: Language) -> str:
    """Whether the 2025 target is met, and how that is known."""
    observed = integration.income_ratios(data["observations"])
    printed = integration.ratio_facts(data["facts"])
    plan = printed[(printed["doc_id"] == "plan2035") & (printed["kind"] == "target")].iloc[0]
    due, value = int(plan["year"]), float(plan["value"])
    seen = observed[(observed["survey"] == "integrated") & (observed["year"] <= due)].iloc[-1]
    target = pace.Target(value, "=", "lower", due)
    outcome = pace.status(target, (int(seen["year"]), float(seen["ratio"])), None, due)
    if outcome in (pace.Status.MET, pace.Status.MISSED):
        met = outcome is pace.Status.MET
        level, asked = number(seen["ratio"], 2), number(value, 2)
        if language == "en":
            how = "met" if met else "missed"
            return (
                f"The target of {asked} for {due} was **{how}: the ratio of the year was {level}**."
            )
        return f"{due}年的目标{asked}**{'已实现' if met else '未实现'}，当年收入比为{level}**。"
    last = seen
    part = _part_year(data)
    early, late = part.iloc[0], part.iloc[-1]
    rows = data["observations"]
    town = rows[
        (rows["indicator"] == "income_urban")
        & (rows["place"] == "chongqing")
        & (rows["period"] == "year")
        & (rows["year"] == plan["year"])
    ].iloc[0]
    floor = town["value"] / plan["value"]
    if language == "en":
        return (
            f"For {plan['year']} itself this collection has no pair of annual incomes: the target of "
            f"{number(plan['value'], 2)} was **last seen in {last['year']}, at "
            f"{number(last['ratio'], 2)}**, {number(plan['value'] - last['ratio'], 2)} below the "
            f"ceiling. Part-year figures point the same way. January to September gave "
            f"{number(early['value'], 2)} in {early['year']} and {number(late['value'], 2)} in "
            f"{late['year']}; they run above the year's ratio, so only like periods may be compared. Of the incomes of "
            f"{plan['year']} only the urban one is here ({number(town['value'])} yuan, one secondary "
            f"source). With it the target holds as long as rural income did not fall below "
            f"{number(floor)} yuan; in {last['year']} it was {number(last['rural'])}."
        )
    return (
        f"本资料集没有{plan['year']}年全年的成对收入，因此目标{number(plan['value'], 2)}的状态是"
        f"“**最近一次见于{last['year']}年，为{number(last['ratio'], 2)}**”，比目标上限低"
        f"{number(plan['value'] - last['ratio'], 2)}。季度累计数的方向一致：前三季度累计收入比"
        f"{early['year']}年为{number(early['value'], 2)}，{late['year']}年为{number(late['value'], 2)}。"
        f"累计数通常高于全年，只宜同期相比。{plan['year']}年的两项收入中，本资料集只有城镇一侧"
        f"（{number(town['value'], language='zh')}元，单一转录来源）；据此，农村居民收入只要不低于"
        f"{number(floor, language='zh')}元，目标即可实现，而{last['year']}年已为"
        f"{number(last['rural'], language='zh')}元。"
    )


def binding(data: Data, language: Language) -> str:
    """Which documents set a ratio, and with what force."""
    facts = data["facts"]
    targets = facts[(facts["indicator"] == "income_ratio") & (facts["kind"] == "target")]
    rows = targets[targets["year"] == targets["year"].max()]
    names = data["documents"].set_index("doc_id")
    with_target = [doc for doc in names.index if doc in set(rows["doc_id"])]
    without = [doc for doc in names.index if doc not in with_target]
    listed = [d for d in with_target if "预期性" in set(rows[rows["doc_id"] == d]["attribute"])]
    bare = [doc for doc in with_target if doc not in listed]
    assert "约束性" not in set(rows["attribute"])
    year = int(rows["year"].iloc[0])
    if language == "en":
        return (
            f"{len(with_target)} of the {len(names)} documents set the ratio for {year}. It is an "
            f"expected indicator (预期性) in the tables of the {' and the '.join(names.loc[listed, 'short_en'])}; "
            f"the {', '.join(names.loc[bare, 'short_en'])} states it in its text without an attribute; "
            f"nowhere is it binding. The {' and the '.join(names.loc[without, 'short_en'])}, the latter "
            "abridged in the text read here, print none."
        )
    return (
        f"{len(names)}份文件中有{len(with_target)}份为{year}年设定了城乡收入比："
        f"{'和'.join(names.loc[listed, 'short_zh'])}在指标表中列为预期性，"
        f"{'、'.join(names.loc[bare, 'short_zh'])}在正文提出而未注明属性，均未列为约束性。"
        f"{'和'.join(names.loc[without, 'short_zh'])}（后者所据为删减本）中未见这一指标。"
    )


def kaizhou(data: Data, language: Language) -> str:
    """Kaizhou's two promises about income, set against each other."""
    facts = data["facts"]
    printed = integration.ratio_facts(facts)
    own = printed[printed["doc_id"] == "kaizhou2035"].set_index("kind")
    growth = facts[
        (facts["doc_id"] == "kaizhou2035") & (facts["indicator"] == "income_growth")
    ].iloc[0]
    gap = integration.growth_gaps(data["observations"], facts).set_index("key").loc["asked-kaizhou"]
    incomes = integration.district_incomes(data["observations"], data["members"])
    panel = incomes[(incomes["place"] == "kaizhou") & (incomes["year"] == gap["start"])].iloc[0]
    base, target = own.loc["baseline", "value"], own.loc["target", "value"]
    if language == "en":
        return (
            f"Kaizhou's plan promises two things at once: urban and rural incomes that grow by at least "
            f"{number(growth['value'], 0)}% a year, read here as both, and a ratio that falls from "
            f"{number(base, 2)} to {number(target, 2)} by {own.loc['target', 'year']}. The two fit only "
            f"if rural incomes outgrow urban ones by {number(gap['gap'], 1)}% a year on top. Its printed "
            f"base is close to, but not the same as, the {number(panel['ratio'], 2)} that the district "
            f"data give for {gap['start']}. No observed district ratio after {incomes['year'].max()} is "
            "in this collection, so this target cannot be judged here."
        )
    return (
        f"开州区规划同时作出两项承诺：城乡居民人均可支配收入年均增长{number(growth['value'], 0)}%以上（本书理解为两者均是），"
        f"城乡收入比由{number(base, 2)}降到{own.loc['target', 'year']}年的{number(target, 2)}。"
        f"两者要同时成立，农村居民收入还须相对城镇每年再多增长{number(gap['gap'], 1)}%。"
        f"规划所载基数与区县数据中{gap['start']}年的{number(panel['ratio'], 2)}相近但不相同。"
        f"{incomes['year'].max()}年以后的区县收入比未收入本资料集，这一目标本书无从判断。"
    )


def districts(data: Data, language: Language) -> str:
    """Between which groups the districts differ."""
    incomes = integration.district_incomes(data["observations"], data["members"])
    table = integration.change(incomes, *integration.SPAN)
    means = table.groupby("group")[["ratio_start", "ratio_end"]].mean()
    fall = (means["ratio_start"] - means["ratio_end"]).sort_values()
    low, high = means["ratio_end"].idxmin(), means["ratio_end"].idxmax()
    names: dict[str, dict[Language, str]] = {
        group: {"en": f"the {own['en'].lower()}", "zh": own["zh"]}
        for group, own in GROUP_NAMES.items()
    }
    start, end = integration.SPAN
    if language == "en":
        return (
            f"Taken as plain means of districts, the ratio of {end} was lowest in {names[low]['en']} "
            f"({number(means.loc[low, 'ratio_end'], 2)}) and highest in {names[high]['en']} "
            f"({number(means.loc[high, 'ratio_end'], 2)}). The fall since {start} ranged from "
            f"{number(fall.iloc[0], 2)} in {names[str(fall.index[0])]['en']} to "
            f"{number(fall.iloc[-1], 2)} in {names[str(fall.index[-1])]['en']}. The city's ratio can "
            "fall for another reason too: people who move from a county with a wide gap to a district "
            "with a narrow one change the weights, not the incomes."
        )
    return (
        f"按区县简单平均，{end}年城乡收入比最低的是{names[low]['zh']}（{number(means.loc[low, 'ratio_end'], 2)}），"
        f"最高的是{names[high]['zh']}（{number(means.loc[high, 'ratio_end'], 2)}）。与{start}年相比，降幅从"
        f"{names[str(fall.index[0])]['zh']}的{number(fall.iloc[0], 2)}到{names[str(fall.index[-1])]['zh']}的"
        f"{number(fall.iloc[-1], 2)}不等。全市收入比下降还可能另有原因：人口从差距大的县迁往差距小的区，"
        "改变的是权重，而不是收入。"
    )


def convergence(data: Data, language: Language) -> str:
    """What β and σ say together."""
    start, end = integration.SPAN
    incomes = integration.district_incomes(data["observations"], data["members"])
    table = integration.change(incomes, *integration.SPAN)
    rural, urban = (integration.beta(table, name, end - start) for name in ("rural", "urban"))
    if language == "en":
        return (
            f"Across {rural.n} districts the slope for rural incomes is {number(rural.slope, 2)} points "
            f"of yearly growth for each log unit (standard error {number(rural.error, 2)}), that for urban "
            f"incomes {number(urban.slope, 2, sign=True)} ({number(urban.error, 2)}). The speed of rural "
            f"convergence, {number(100 * rural.speed, 1)}% a year, means that half of the gap of {end} would "
            f"still be there after {number(rural.half_life, 0)} years. A falling slope alone proves little: "
            "chance in the first year produces one. That the spread itself shrank is the stronger sign."
        )
    return (
        f"在{rural.n}个区县中，农村居民收入的斜率为{number(rural.slope, 2)}（标准误{number(rural.error, 2)}），"
        f"即起点每高一个对数单位，年均增速低这么多个百分点；城镇居民收入的斜率为"
        f"{number(urban.slope, 2, sign=True)}（标准误{number(urban.error, 2)}）。农村居民收入每年"
        f"{number(100 * rural.speed, 1)}%的收敛速度意味着，{end}年的差距要{number(rural.half_life, 0)}年才减半。"
        "单凭负斜率说明不了多少：起始年的偶然偏差也会造成负斜率；离散程度本身缩小，才是更可靠的证据。"
    )


def zones(data: Data, language: Language) -> str:
    """What the two zones are, in land and people."""
    table = integration.reform_zones(data["facts"], data["observations"], data["members"])
    at = table.set_index(["zone", "measure"])
    n, m = "zone-national", "zone-municipal"
    area = {z: at.loc[(z, "area")] for z in (n, m)}
    west = places.members(data["members"], n, 2022)
    new = places.members(data["members"], "new", 2022)
    core = [place for place in west if place not in new]
    named = data["places"].set_index("place").loc[core, f"name_{language}"]
    if language == "en":
        printed, listed = (
            {z: number(area[z][column] * 1e4, 0) for z in (n, m)} for column in ("printed", "value")
        )
        return (
            f"The national pilot zone takes in {' and '.join(named)} in the central urban area and "
            f"{len(west) - len(core)} of the {len(new)} new metropolitan districts; the municipal zone's "
            f"{area[m]['members']} units lie in all four groups. Their printed sizes agree with the "
            f"outlines of the districts: {printed[n]} km² against {listed[n]}, and {printed[m]} against "
            f"{listed[m]}. Both lists of experiments name the movement of people, voluntary paid exit from "
            "rural rights, the renewal of urban villages and shared platforms of industry. The sale of "
            "collective construction land stands on the national list only; finance, technology, the value "
            "of ecological products and farmers' incomes on the municipal one only. The plan attaches no "
            "number to any of them, so what the zones achieve cannot be read from it."
        )
    return (
        f"国家城乡融合发展试验区重庆西部片区包括中心城区的{'、'.join(named)}和{len(new)}个主城新区单元中的"
        f"{len(west) - len(core)}个；市级城乡融合发展先行示范区的{area[m]['members']}个单元分布在中心城区、"
        f"主城新区和“两群”（渝东北、渝东南两个城镇群）。规划所载面积与区县轮廓大体相符："
        f"{number(area[n]['printed'], 1)}万对{number(area[n]['value'], 2)}万平方公里，"
        f"{number(area[m]['printed'], 1)}万对{number(area[m]['value'], 2)}万平方公里。两张试验清单都有人口迁徙、"
        "农村权益退出、城中村改造和产业协同平台；集体经营性建设用地入市只见于国家清单，金融服务、"
        "科技成果转化、生态产品价值和农民增收只见于市级清单。规划没有为其中任何一项给出数字，"
        "试验区成效如何，无法从规划中读出。"
    )


def proof(data: Data, language: Language) -> str:
    """How much of this chapter's theme stands in which document, as numbers."""
    facts = data["facts"]
    rows = facts[facts["theme"] == "integration"]
    counts = rows.groupby("doc_id")["statement"].nunique()
    names = data["documents"].set_index("doc_id")
    ordered = [doc for doc in names.index if doc in counts.index]
    total = int(counts.sum())
    most = str(counts.idxmax())
    plan = int(counts.get("plan2035", 0))
    if language == "en":
        listed = ", ".join(f"{names.loc[doc, 'short_en']} {counts[doc]}" for doc in ordered)
        return (
            f"Of {total} quantified statements on this theme ({listed}), {counts[most]} stand in the "
            f"{names.loc[most, 'short_en']}; the urbanization plan itself has {plan}."
        )
    listed = "，".join(f"{names.loc[doc, 'short_zh']}{counts[doc]}条" for doc in ordered)
    return (
        f"本主题共有{total}条量化表述（{listed}），其中{counts[most]}条在{names.loc[most, 'short_zh']}；"
        f"城镇化规划本身只有{plan}条。"
    )


PROSE: Final[dict[str, Prose]] = {
    "binding": binding,
    "convergence": convergence,
    "districts": districts,
    "kaizhou": kaizhou,
    "proof": proof,
    "target-status": target_status,
    "zones": zones,
}
