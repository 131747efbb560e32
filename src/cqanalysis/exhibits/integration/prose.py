"""Computed paragraphs of the chapter on urban-rural integration.

A sentence of the chapter that holds a number stands here, so that a new row of
data changes it. Each key has both languages side by side.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from cqanalysis import countryside, integration, pace, places
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
            f"ceiling. Part-year figures are also below it. January to September gave "
            f"{number(early['value'], 2)} in {early['year']} and {number(late['value'], 2)} in "
            f"{late['year']}; they run above the year's ratio, so only like periods may be compared. Of the incomes of "
            f"{plan['year']} only the urban one is here ({number(town['value'])} yuan, one secondary "
            f"source). The target is then met if rural income was not below "
            f"{number(floor)} yuan; in {last['year']} it was {number(last['rural'])}."
        )
    return (
        f"本资料集没有同时收录{plan['year']}年全年的城镇和农村居民收入，因此目标{number(plan['value'], 2)}的状态是"
        f"“**最近一次见于{last['year']}年，为{number(last['ratio'], 2)}**”，比目标上限低"
        f"{number(plan['value'] - last['ratio'], 2)}。前三季度累计数也低于目标：累计收入比"
        f"{early['year']}年为{number(early['value'], 2)}，{late['year']}年为{number(late['value'], 2)}。"
        f"累计数通常高于全年，只宜同期相比。{plan['year']}年的两项收入中，本资料集只有城镇居民收入"
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
            f"The Kaizhou Plan makes two promises: urban and rural incomes grow by at least "
            f"{number(growth['value'], 0)}% a year, read here as both, and the ratio falls from "
            f"{number(base, 2)} to {number(target, 2)} by {own.loc['target', 'year']}. Both can hold only "
            f"if rural incomes also grow {number(gap['gap'], 1)}% a year faster than urban ones. Its printed "
            f"base is close to, but not the same as, the {number(panel['ratio'], 2)} that the district "
            f"data give for {gap['start']}. No observed district ratio after {incomes['year'].max()} is "
            "in this collection, so this target cannot be judged here."
        )
    return (
        f"开州城镇化规划同时作出两项承诺：城乡居民人均可支配收入年均增长{number(growth['value'], 0)}%以上（本书理解为两者均是），"
        f"城乡收入比由{number(base, 2)}降到{own.loc['target', 'year']}年的{number(target, 2)}。"
        f"两者要同时成立，农村居民收入每年还须比城镇多增长{number(gap['gap'], 1)}%。"
        f"规划所载基数与区县数据中{gap['start']}年的{number(panel['ratio'], 2)}相近但不相同。"
        f"{incomes['year'].max()}年以后的区县收入比未收入本资料集，本书无法判断这一目标。"
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
        "改变的是权重，不是收入。"
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
            f"still be there after {number(rural.half_life, 0)} years. A negative slope alone proves little: "
            "errors in the first year also produce one. That the spread itself shrank is stronger evidence."
        )
    return (
        f"在{rural.n}个区县中，农村居民收入的斜率为{number(rural.slope, 2)}（标准误{number(rural.error, 2)}），"
        f"即起点每高一个对数单位，年均增速低{number(-rural.slope, 2)}个百分点；城镇居民收入的斜率为"
        f"{number(urban.slope, 2, sign=True)}（标准误{number(urban.error, 2)}）。农村居民收入每年"
        f"{number(100 * rural.speed, 1)}%的收敛速度意味着，{end}年的差距要{number(rural.half_life, 0)}年才减半。"
        "仅凭负斜率不足以下结论：起始年的误差也会造成负斜率；离散程度本身缩小，是更可靠的证据。"
    )


_REFORMS: Final[dict[str, dict[Language, str]]] = {
    "migration": {"en": "the movement of people", "zh": "人口迁徙"},
    "withdrawal": {"en": "voluntary paid withdrawal from rural rights", "zh": "农村权益退出"},
    "land-market": {"en": "the sale of collective construction land", "zh": "集体经营性建设用地入市"},
    "urban-villages": {"en": "the renewal of urban villages", "zh": "城中村改造"},
    "industry": {"en": "shared platforms of industry", "zh": "城乡产业协同平台"},
    "finance": {"en": "finance", "zh": "金融服务"},
    "technology": {"en": "technology for villages", "zh": "科技成果入乡转化"},
    "ecology": {"en": "the value of ecological products", "zh": "生态产品价值实现"},
    "incomes": {"en": "farmers' incomes", "zh": "农民持续增收"},
    "schools": {"en": "senior high schools", "zh": "普通高中"},
    "hospitals": {"en": "hospitals", "zh": "区县医院"},
    "compounds": {"en": "old residential compounds", "zh": "老旧小区"},
    "pipes": {"en": "old pipes", "zh": "老化管网"},
}  # fmt: skip


def _listed(keys: list[str], language: Language) -> str:
    words = [_REFORMS[key][language] for key in keys]
    if language == "zh":
        return "、".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


def zones(data: Data, language: Language) -> str:
    """What the two zones are to try, and where and what the list of 2025 adds."""
    units = countryside.zone_units(data["facts"], data["observations"], data["members"])
    at = countryside.zone_shares(units).set_index("list")
    n, m = countryside.ZONES
    one, two = countryside.MENUS[n], countryside.MENUS[m]
    both = [key for key in one if key in two]
    alone = {n: [key for key in one if key not in two], m: [key for key in two if key not in one]}
    later = list(countryside.MENUS["potential"])
    assert not set(later) & (set(one) | set(two))
    core = units[(units["zone"] == n) & (units["group"] == "core")]["place"]
    names = places.units(data["places"])[f"name_{language}"]
    named = names.loc[list(core)]
    pilots = units[(units["listed"] == "potential-pilots") & (units["zone"] != "")]["place"]
    members = {key: int(at.loc[key, "members"]) for key in at.index}
    again = {key: int(at.loc[key, "again"]) for key in (n, m)}
    total = {key: int((units["listed"] == key).sum()) for key in countryside.AREAS}[
        "potential-pilots"
    ]
    if language == "en":
        people = {key: number(at.loc[key, "people"] / 100, 1) for key in (n, m, "potential")}
        return (
            f"The national zone has {members[n]} units and {people[n]} million residents: {' and '.join(named)} in the central urban area "
            f"and {members[n] - len(core)} new metropolitan districts; the municipal zone's {members[m]} units and {people[m]} million lie in "
            f"all four groups. {len(both)} experiments are on both lists: {_listed(both, 'en')}. Only the national list has "
            f"{_listed(alone[n], 'en')}; only the municipal one has {_listed(alone[m], 'en')}. The {members['potential']} areas of 2025, with "
            f"{people['potential']} million residents, take in {again[n]} units of the national zone and {again[m]} of the municipal one; of the "
            f"{total} with a national pilot, {' and '.join(names[p] for p in pilots)} are among these. Their list of tasks differs: {_listed(later, 'en')}. It shares "
            "no item with those of the zones, which try reforms of rights and markets, while the areas of 2025 are to build schools, "
            "hospitals and pipes. No experiment has a number, so the plans do not show what the zones achieve."
        )
    people = {key: number(at.loc[key, "people"], 0, language="zh") for key in (n, m, "potential")}
    return (
        f"国家试验区有{members[n]}个单元、{people[n]}万常住人口，包括中心城区的{'、'.join(named)}和主城新区的{members[n] - len(core)}个单元；"
        f"市级示范区有{members[m]}个单元、{people[m]}万常住人口，分布在四个分组。两份清单共有的试验有{len(both)}项：{_listed(both, 'zh')}；"
        f"{_listed(alone[n], 'zh')}只见于国家清单，{_listed(alone[m], 'zh')}只见于市级清单。2025年的{members['potential']}个潜力地区有"
        f"{people['potential']}万常住人口，含国家试验区的{again[n]}个、市级示范区的{again[m]}个单元；{total}个国家试点中在试验区内的是"
        f"{'、'.join(names[p] for p in pilots)}。潜力地区的任务清单不同：{_listed(later, 'zh')}，与试验区的清单没有一项相同。"
        "试验区试行权益和市场方面的改革，潜力地区建设学校、医院和管网。各项试验都没有数字，从规划中看不出试验区的成效。"
    )


def flows(data: Data, language: Language) -> str:
    """Which instrument moves which factor, and what became of it in the other documents."""
    table = countryside.factor_flows(data["measures"])
    own = table[table["plan2035"] == "yes"]
    passed = int((own["kaizhou2035"] == "yes").sum())
    late = table[table["action2025"] == "yes"]
    again = late[late["plan2035"] == "yes"]
    rights, added = int((again["factor"] == "land").sum()), late[late["plan2035"] == ""]
    land = table[table["factor"] == "land"]
    out, stays = (int((land["direction"] == way).sum()) for way in ("out", "neither"))
    n = table["factor"].value_counts()
    most = {
        factor: int(((table["factor"] == factor) & (table["instrument"] == kind)).sum())
        for factor, kind in (
            ("money", "finance"), ("talent", "institution"), ("technology", "institution"),
        )
    }  # fmt: skip
    # The words name what is left; another coding would need others.
    assert list(added["factor"]) == ["money"]
    assert set(again["factor"]) == {"land", "talent"}
    if language == "en":
        return (
            f"Measures on land set rules on rights: {out} of {n['land']} let it be sold, traded as a quota or given up, {stays} settle or protect "
            f"who holds it. Measures on money mostly use finance ({most['money']} of {n['money']}); those on technology and half of those on talent "
            f"use institutions ({most['technology']} of {n['technology']} and {most['talent']} of {n['talent']}), such as channels, services and rights "
            f"in results. The Kaizhou Plan repeats {passed} of the {len(own)} measures. The 2025 Action Plan, abridged in the text read, states {len(again)} of the "
            f"{len(own)} again, {rights} on land and the others on people who return, and adds {len(added)} that brings capital to collective assets; technology for "
            "villages is not in it. Where the value of land goes once it is sold, none of these measures says; the 14th Five-Year Plan wants a "
            "larger share of it for the countryside, without a number."
        )
    return (
        f"土地类措施规定权利规则：{n['land']}项中有{out}项允许入市、交易指标或退出，{stays}项明确或保护权利归属。资金类措施主要使用资金类工具"
        f"（{n['money']}项中的{most['money']}项），技术类措施和半数人才类措施依靠机制类工具（{n['technology']}项中的{most['technology']}项、{n['talent']}项中的"
        f"{most['talent']}项），如通道、服务和成果权益。开州城镇化规划重复了{len(own)}项中的{passed}项。2025年五年行动计划（所据为删减本）再次载明{len(own)}项中的"
        f"{len(again)}项，{rights}项关于土地，其余关于返乡人员；另增{len(added)}项，引导社会资本盘活集体资产；没有技术入乡的内容。土地出让后的收益归谁，"
        "这些措施都没有写明；“十四五”规划纲要要求提高土地出让收入用于乡村的比例，没有写出数字。"
    )


_WORKS: Final[dict[str, dict[Language, str]]] = {
    "roads": {"en": "rural roads", "zh": "农村公路"},
    "reservoirs": {"en": "reservoirs and irrigation", "zh": "水库和灌区"},
    "supply": {"en": "water supply", "zh": "供水"},
    "drainage": {"en": "drainage", "zh": "排水"},
    "floods": {"en": "flood control", "zh": "防洪"},
    "energy": {"en": "energy", "zh": "能源"},
    "sanitation": {"en": "sanitation", "zh": "环卫"},
}


def kaizhou_works(data: Data, language: Language) -> str:
    """What Kaizhou's works for town and country are, and for whom."""
    table = countryside.works(data["projects"]).set_index("kind")
    total, rural = int(table["n"].sum()), int(table["rural"].sum())
    counted, done = int(table["quantified"].sum()), int(table["completed"].sum())
    energy, waste = table.loc["energy"], table.loc["sanitation"]
    serves = ["roads", "reservoirs", "supply", "drainage"]
    assert table.loc[serves, "rural"].equals(table.loc[serves, "n"])
    facts = data["facts"]
    road = facts[facts["fact_id"] == "kaizhou2035-c4.s2.b4.r6-1"].iloc[0]
    if language == "en":
        listed = ", ".join(
            f"{_WORKS[str(kind)]['en']} {row['n']}" for kind, row in table.iterrows()
        )
        return (
            f"The Kaizhou Plan lists {total} works for town and country ({listed}). {counted} have a quantity, such as {number(road['value'], 0)} km of "
            f"rural road; {done} are to be completed, the others started, carried on or studied; none has a year. In the coding of this book "
            f"{rural} serve the countryside, among them all of the roads, reservoirs, supply and drainage. Of {energy['n']} works in energy "
            f"{energy['rural']} does, gas pipes in towns and townships; the others are mostly gas wells, substations, solar and wind plants. Of {waste['n']} in sanitation "
            f"{'none' if not waste['rural'] else waste['rural']} is for villages."
        )
    listed = "、".join(f"{_WORKS[str(kind)]['zh']}{row['n']}项" for kind, row in table.iterrows())
    return (
        f"开州城镇化规划列有城乡基础设施工程{total}项（{listed}）。其中{counted}项有数量，如农村公路{number(road['value'], 0)}公里；{done}项要求建成，"
        f"其余为开工、续建或研究；没有一项写明年份。按本书编码，{rural}项服务于乡村，道路、水库、供水和排水都在其中。能源{energy['n']}项中只有"
        f"{energy['rural']}项，即乡镇燃气管网，其余多为气井、变电站、光伏和风电；环卫{waste['n']}项中面向乡村的"
        f"{'一项也没有' if not waste['rural'] else str(waste['rural']) + '项'}。"
    )


def services(data: Data, language: Language) -> str:
    """At which level services for the countryside are promised."""
    table = countryside.promises(data["facts"], data["observations"])
    table = table[table["kind"] == "service"]
    at = table.set_index("fact_ids")
    level = table["level"].value_counts()
    points, homes, centres, staff = (
        at.loc[f"fyp14-{key}"]
        for key in (
            "p11.c42.s2.b20.r5-4", "p11.c42.s2.b20.r5-2", "p11.c42.s2.b20.r5-3",
            "p6.c18.s3.b13.r4-7",
        )
    )  # fmt: skip
    water = at.loc["fyp14-p4.c12.s4.g1-2"]
    # Places are counted in 个 and 所; events, staff and shares are not places.
    assert points["value"] == table.loc[table["unit"].isin(["个", "所"]), "value"].max()
    if language == "en":
        return (
            f"{len(table)} services have a number, all in the 14th Five-Year Plan: {level['village']} by village, {level['township']} by township, one "
            f"by household (tap water, {number(water['value'], 0)}% by {water['year']}), {level['unstated']} without a level. Care for the elderly has the "
            f"most facilities: {number(points['value'], 0)} village points, or {number(points['per_10k'], 1)} for 10,000 rural residents, and "
            f"{number(homes['value'] + centres['value'], 0)} homes and centres in townships. Townships are to get {number(staff['value'], 0)} "
            "staff in short supply. Rural schools have no number at any level; the Urbanization Plan wants one standard for town and "
            "country and does not print it."
        )
    return (
        f"有数字的服务共{len(table)}项，都在“十四五”规划纲要：以村为单位的{level['village']}项，以乡镇为单位的{level['township']}项，以户为单位的一项"
        f"（自来水，{water['year']}年{number(water['value'], 0)}%），未写明层级的{level['unstated']}项。设施数量最多的是养老服务：村级互助点{number(points['value'], 0, language='zh')}个，"
        f"每万乡村常住人口{number(points['per_10k'], 1)}个；乡镇敬老院和养老服务中心{number(homes['value'] + centres['value'], 0, language='zh')}所。"
        f"乡镇事业单位招聘紧缺人才{number(staff['value'], 0, language='zh')}名。乡村学校在哪一级都没有数字；城镇化规划要求城乡标准统一，没有写出具体标准。"
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
            f"{names.loc[most, 'short_en']}; the Urbanization Plan itself has {plan}."
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
    "flows": flows,
    "kaizhou": kaizhou,
    "kaizhou-works": kaizhou_works,
    "proof": proof,
    "services": services,
    "target-status": target_status,
    "zones": zones,
}
