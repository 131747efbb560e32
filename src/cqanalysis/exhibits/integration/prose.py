"""Computed paragraphs of the chapter on urban-rural integration.

A sentence of the chapter that holds a number stands here, so that a new row of
data changes it. Each key has both languages side by side.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from cqanalysis import integration
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.record import Prose
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
    last = observed[observed["survey"] == "integrated"].iloc[-1]
    printed = integration.ratio_facts(data["facts"])
    plan = printed[(printed["doc_id"] == "plan2035") & (printed["kind"] == "target")].iloc[0]
    part = _part_year(data)
    early, late = part.iloc[0], part.iloc[-1]
    if language == "en":
        return (
            f"For {plan['year']} itself no pair of annual incomes is in this collection: the target of "
            f"{number(plan['value'], 2)} was **last seen in {last['year']}, at "
            f"{number(last['ratio'], 2)}**, {number(plan['value'] - last['ratio'], 2)} below the "
            f"ceiling. Part-year figures point the same way. January to September gave "
            f"{number(early['value'], 2)} in {early['year']} and {number(late['value'], 2)} in "
            f"{late['year']}; they run above the year's ratio, so only like periods may be compared."
        )
    return (
        f"{plan['year']}年全年的城乡收入尚未收入本资料集，因此目标{number(plan['value'], 2)}的状态是"
        f"“**最近一次见于{last['year']}年，为{number(last['ratio'], 2)}**”，比目标上限低"
        f"{number(plan['value'] - last['ratio'], 2)}。季度累计数的方向一致：前三季度累计收入比"
        f"{early['year']}年为{number(early['value'], 2)}，{late['year']}年为{number(late['value'], 2)}。"
        "累计数通常高于全年，只宜同期相比。"
    )


def binding(data: Data, language: Language) -> str:
    """Which documents set a ratio, and with what force."""
    facts = data["facts"]
    rows = facts[(facts["indicator"] == "income_ratio") & (facts["kind"] == "target")]
    names = data["documents"].set_index("doc_id")
    with_target = list(dict.fromkeys(rows["doc_id"]))
    without = [doc for doc in names.index if doc not in with_target]
    forces = set(rows["attribute"]) - {""}
    if language == "en":
        force = "expected, none of them binding" if forces == {"预期性"} else "of mixed force"
        return (
            f"{len(with_target)} of the {len(names)} documents set the ratio "
            f"({', '.join(names.loc[with_target, 'short_en'])}), always as {force}. "
            f"{' and '.join(names.loc[without, 'short_en'])} print none: a headline target of "
            "integration is not carried into the plan that follows."
        )
    force = "预期性指标，没有约束力" if forces == {"预期性"} else "性质不一"
    return (
        f"{len(names)}份文件中有{len(with_target)}份设定了城乡收入比"
        f"（{'、'.join(names.loc[with_target, 'short_zh'])}），均为{force}。"
        f"{'和'.join(names.loc[without, 'short_zh'])}没有设定：城乡融合的首要指标没有延续到后一轮计划中。"
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
            f"Kaizhou's plan promises two things at once: urban and rural incomes that both grow by at "
            f"least {number(growth['value'], 0)}% a year, and a ratio that falls from "
            f"{number(base, 2)} to {number(target, 2)} by {own.loc['target', 'year']}. The two fit only "
            f"if rural incomes outgrow urban ones by {number(gap['gap'], 1)}% a year on top. Its printed "
            f"base is close to, but not the same as, the {number(panel['ratio'], 2)} that the district "
            f"data give for {gap['start']}. No observed district ratio after {incomes['year'].max()} is "
            "in this collection, so this target cannot be judged."
        )
    return (
        f"开州区规划同时作出两项承诺：城乡居民人均可支配收入年均都增长{number(growth['value'], 0)}%以上，"
        f"城乡收入比由{number(base, 2)}降到{own.loc['target', 'year']}年的{number(target, 2)}。"
        f"两者要同时成立，农村居民收入增速还须每年再领先{number(gap['gap'], 1)}%。"
        f"规划所记基数与区县数据中{gap['start']}年的{number(panel['ratio'], 2)}相近但不相同。"
        f"{incomes['year'].max()}年以后的区县收入比未收入本资料集，这一目标目前无从判断。"
    )


def districts(data: Data, language: Language) -> str:
    """Between which groups the districts differ."""
    incomes = integration.district_incomes(data["observations"], data["members"])
    table = integration.change(incomes, 2015, 2020)
    means = table.groupby("group")[["ratio_start", "ratio_end"]].mean()
    fall = (means["ratio_start"] - means["ratio_end"]).sort_values()
    low, high = means["ratio_end"].idxmin(), means["ratio_end"].idxmax()
    names: dict[str, dict[Language, str]] = {
        "core": {"en": "the central urban area", "zh": "中心城区"},
        "new": {"en": "the new metropolitan districts", "zh": "主城新区"},
        "northeast": {"en": "the northeast cluster", "zh": "渝东北三峡库区城镇群"},
        "southeast": {"en": "the southeast cluster", "zh": "渝东南武陵山区城镇群"},
    }
    if language == "en":
        return (
            f"Taken as plain means of districts, the ratio of 2020 was lowest in {names[low]['en']} "
            f"({number(means.loc[low, 'ratio_end'], 2)}) and highest in {names[high]['en']} "
            f"({number(means.loc[high, 'ratio_end'], 2)}). The fall since 2015 ranged from "
            f"{number(fall.iloc[0], 2)} in {names[str(fall.index[0])]['en']} to "
            f"{number(fall.iloc[-1], 2)} in {names[str(fall.index[-1])]['en']}. The city's ratio can "
            "fall for another reason too: people who move from a county with a wide gap to a district "
            "with a narrow one change the weights, not the incomes."
        )
    return (
        f"按区县简单平均，2020年城乡收入比最低的是{names[low]['zh']}（{number(means.loc[low, 'ratio_end'], 2)}），"
        f"最高的是{names[high]['zh']}（{number(means.loc[high, 'ratio_end'], 2)}）。与2015年相比，降幅从"
        f"{names[str(fall.index[0])]['zh']}的{number(fall.iloc[0], 2)}到{names[str(fall.index[-1])]['zh']}的"
        f"{number(fall.iloc[-1], 2)}不等。全市收入比下降还可能另有原因：人口从差距大的县迁往差距小的区，"
        "改变的是权重，而不是收入。"
    )


def convergence(data: Data, language: Language) -> str:
    """What β and σ say together."""
    incomes = integration.district_incomes(data["observations"], data["members"])
    table = integration.change(incomes, 2015, 2020)
    rural, urban = (integration.beta(table, name, 5) for name in ("rural", "urban"))
    if language == "en":
        return (
            f"Across {rural.n} districts the slope for rural incomes is {number(rural.slope, 2)} points "
            f"of yearly growth for each log unit (standard error {number(rural.error, 2)}), that for urban "
            f"incomes {number(urban.slope, 2, sign=True)} ({number(urban.error, 2)}). The speed of rural "
            f"convergence, {number(100 * rural.speed, 1)}% a year, means that half of today's gap would "
            f"still be there in {number(rural.half_life, 0)} years. A falling slope alone proves little: "
            "chance in the first year produces one. That the spread itself shrank is the stronger sign."
        )
    return (
        f"在{rural.n}个区县中，农村居民收入的斜率为{number(rural.slope, 2)}（标准误{number(rural.error, 2)}），"
        f"即起点每高一个对数单位，年均增速低这么多个百分点；城镇居民收入的斜率为"
        f"{number(urban.slope, 2, sign=True)}（标准误{number(urban.error, 2)}）。农村居民收入每年"
        f"{number(100 * rural.speed, 1)}%的收敛速度意味着，{number(rural.half_life, 0)}年以后差距仍剩一半。"
        "单凭负斜率说明不了多少：起始年的偶然偏差也会造成负斜率；离散程度本身缩小，才是更可靠的证据。"
    )


def zones(data: Data, language: Language) -> str:
    """What the two zones are, in land and people."""
    table = integration.reform_zones(data["facts"], data["observations"], data["members"])
    at = table.set_index(["zone", "measure"])
    n, m = "zone-national", "zone-municipal"
    area = {z: at.loc[(z, "area")] for z in (n, m)}
    if language == "en":
        return (
            f"The national pilot zone takes in {area[n]['members']} districts, Banan and others of the new "
            f"metropolitan districts in the west; the municipal zone {area[m]['members']} units spread over all four groups. "
            f"Their printed sizes hold against the districts' outlines: {number(area[n]['printed'], 1)} "
            f"against {number(area[n]['value'], 2)}, and {number(area[m]['printed'], 1)} against "
            f"{number(area[m]['value'], 2)}, in 10,000 km². The reforms listed for them concern land, "
            "hukou, credit and the farmers' rights; the plan attaches no number to any of them, so what "
            "the zones achieve cannot be read from it."
        )
    return (
        f"国家试验区包括{area[n]['members']}个区，即中心城区的巴南和主城新区西部各区；"
        f"市级示范区的{area[m]['members']}个单元分布在中心城区、主城新区和“两群”。规划所记面积与区县轮廓大体相符：{number(area[n]['printed'], 1)}万对"
        f"{number(area[n]['value'], 2)}万平方公里，{number(area[m]['printed'], 1)}万对"
        f"{number(area[m]['value'], 2)}万平方公里。所列改革涉及土地、户籍、金融和农民权益，"
        "规划没有为其中任何一项给出数字，试验区做成了多少，无法从规划中读出。"
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
