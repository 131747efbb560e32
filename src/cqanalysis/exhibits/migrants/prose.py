"""Computed paragraphs of the chapter on migrants becoming citizens."""

from __future__ import annotations

from typing import Final

from cqanalysis import migrants, overview
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.amounts import plain
from cqanalysis.exhibits.record import Prose
from cqanalysis.exhibits.units import people
from cqanalysis.tables import Data, records


def closing(data: Data, language: Language) -> str:
    """How long the volume of the 13th plan would need to close the gap."""
    found = migrants.closing(migrants.gap(data), data)
    gap, volume, gain = (people(v, language, 1) for v in (found.people, found.volume, found.gain))
    lead = found.volume - found.gain
    still, stock = number(found.still, 0), people(found.stock, language)
    fast = number(found.by_stock, 0)
    last = overview.residents(data)["year"].iloc[-1]
    if language == "en":
        net = (
            f"the settling volume exceeds this by only {people(lead, 'en', 1)} a year, too little to close the gap"
            if lead > 0
            else "the settling volume is smaller, and the gap grows"
        )
        return (
            f"The Urbanization Plan reports that {volume} people or more settled in towns in each year of the 13th plan. At that "
            f"minimum the {gap} people of {found.year} would take **{still} years, provided that the towns gained nobody else**. "
            f"In fact urban residents grew by {gain} a year from {found.year} to {last}; {net}. The number of urban "
            f"people on the register itself rose faster, by {stock} a year, which under the same condition would close the gap in "
            f"{fast} years; that number also includes births, villages turned into neighbourhoods and moves above the minimum. No rate of the "
            f"registered later than {found.year} is in this collection."
        )
    net = (
        f"每年落户只多出{people(lead, 'zh', 1)}，差距几乎不会缩小"
        if lead > 0
        else "落户少于这一增量，差距还会扩大"
    )
    return (
        f"城镇化规划称，“十三五”期间每年新增落户城镇人口均在{volume}以上。按这一下限，{found.year}年的{gap}差距需要"
        f"**{still}年才能消化，前提是城镇不再增加其他人口**。而{found.year}—{last}年城镇常住人口年均增加{gain}，{net}。"
        f"城镇户籍人口本身增长更快，年均{stock}，在同样前提下{fast}年即可补足，但其中还包括出生、村改居以及高于下限的落户。"
        f"{found.year}年以后的户籍人口城镇化率未收入本资料集。"
    )


def headline(data: Data, language: Language) -> str:
    """The rate of 2035 against the people it is to hold."""
    line = overview.headline(data)
    asked, held = people(line.urban, language), people(line.urban_held, language)
    short = people(line.urban - line.urban_held, language)
    rate, whole = number(line.rate, 0), people(line.population, language)
    if language == "en":
        return (
            f"The rate alone does not set the number of people. {rate}% with {asked} urban residents implies {whole} residents; with the residents of {line.year} "
            f"the same rate gives **{held}, {short} fewer than the plan prints**. Whether both numbers can be met depends on the "
            "number of residents, not on the rate of urbanization."
        )
    return (
        f"城镇化率达标，不等于城镇人口数达标。{rate}%与城镇人口{asked}同时成立，意味着常住人口为{whole}；按{line.year}年的常住人口，"
        f"同样的率只对应**{held}，比规划所载少{short}**。两个数能否同时实现，取决于常住人口规模，而不取决于城镇化率。"
    )


def inflow(data: Data, language: Language) -> str:
    """What people from other provinces can account for."""
    city = migrants.sources(data).set_index("area").loc["chongqing"]
    seen = data["observations"]
    more = float(
        seen[
            (seen["indicator"] == "interprovincial_inflow_increase")
            & (seen["place"] == "chongqing")
        ]["value"].iloc[0]
    )
    share = number(100 * more / city["gain"], 0)
    rest = number(100 * (city["gain"] - city["fall"] - more) / city["gain"], 0)
    if language == "en":
        return (
            f"Residents registered in other provinces rose by {people(more, 'en')} in the same decade. Even if all of them live in "
            f"towns, they are **{share}% of the urban gain**. With the fall of the rural population that leaves {rest}% (shares are rounded) for births in towns, "
            "people who returned, and more rural people than the bound counts. Births, deaths and boundary changes by "
            "town are not in this collection, so the bounds cannot be narrowed."
        )
    return (
        f"同期户口在外省的常住人口增加{people(more, 'zh')}。即使他们全部住在城镇，也只占**城镇人口增量的{share}%**。"
        f"除去这一部分和乡村人口减量，余下{rest}%（各项比重经四舍五入）来自城镇自然增长、外出人口返回，以及下限之外由乡村转入的人口。"
        "分城乡的出生、死亡和区划变动未收入本资料集，上下限无法再收窄。"
    )


def care(data: Data, language: Language) -> str:
    """What the old are promised in numbers."""
    rows = migrants.care(data)
    total = migrants.ages(data)["people"].sum()
    units = {row.unit: row for row in records(rows[rows["per_10k"].notna()])}
    most = units["个"]
    docs = rows["doc_id"].nunique()
    homes = rows[rows["unit"] == "所"]["value"].tolist()
    if language == "en":
        return (
            f"For {people(total, 'en')} residents aged 65 and over there are {len(rows)} numbers in {docs} documents, none of them in the Urbanization "
            f"Plan or the 2025 Action Plan. The 14th Five-Year Plan counts {number(homes[0], 0)} township homes to be upgraded, {number(homes[1], 0)} township "
            f"centres and {number(most.value, 0)} village points of mutual care, **{number(most.per_10k, 1)} points for 10,000 older residents**, all of them in "
            "townships and villages. Most older residents, however, live in the metropolitan districts, for which the only number is the share of "
            "new housing estates with facilities up to standard. No number is set by district or by need of care."
        )
    return (
        f"65岁及以上常住人口共{people(total, 'zh')}，有数字的养老承诺只有{len(rows)}项，分布在{docs}份文件，城镇化规划和2025年五年行动计划一项也没有。"
        f"“十四五”规划纲要列出升级改造乡镇敬老院{number(homes[0], 0)}所、乡镇养老服务中心{number(homes[1], 0)}所、村级互助养老点{number(most.value, 0, language='zh')}个，"
        f"**每万名老人{number(most.per_10k, 1)}个互助点**，都在乡镇和村；而多数老人住在主城都市区，"
        "针对那里的只有新建居住区养老设施达标率一个数字。没有一项按区县或照护需求设定。"
    )


def jobs(data: Data, language: Language) -> str:
    """Jobs and unemployment observed against target."""
    rows = migrants.jobs(data)
    seen, aims = (
        rows[rows["kind"] == "observed"],
        rows[rows["kind"] == "target"].set_index("doc_id"),
    )
    low = seen.loc[seen["value"].idxmin()]
    old, new = (float(aims.loc[doc, "value"]) for doc in ("fyp14", "action2025"))
    facts = data["facts"]
    aim = facts[
        (facts["indicator"] == "unemployment_surveyed")
        & (facts["doc_id"] == "plan2035")
        & (facts["kind"] == "target")
    ].iloc[0]
    rates = data["observations"]
    rates = rates[
        (rates["indicator"] == "unemployment_surveyed")
        & (rates["place"] == "chongqing")
        & (rates["period"] == "year")
    ].sort_values("year")
    rate = rates.iloc[-1]
    start, end = int(seen["year"].min()), int(seen["year"].max())
    weak = [str(year) for year in seen.loc[seen["confidence"] == "C", "year"]]
    if language == "en":
        computed = f" ({', '.join(weak)} computed back from a later report)" if weak else ""
        return (
            f"New urban jobs are to be kept at {people(old, 'en')} a year in the 14th Five-Year Plan and at {people(new, 'en')} in the 2025 Action Plan. In every year "
            f"from {start} to {end}{computed} there were more than either; **the lowest was {people(low['value'], 'en', 2)}, in {low['year']}**. The raised target is still below "
            f"every observed year. Surveyed urban unemployment was to be below {number(aim['value'], 1)}% in {aim['year']}; the last observation is that of "
            f"{rate['year']}, {number(rate['value'], 1)}%. The 2025 Action Plan prints no such rate. Neither figure tells migrants from others. "
            "New jobs are gross: jobs lost are not deducted."
        )
    computed = f"（{'、'.join(weak)}年为据后一年公报倒算）" if weak else ""
    return (
        f"城镇新增就业，“十四五”规划纲要要求每年稳定在{people(old, 'zh')}以上，2025年五年行动计划要求{people(new, 'zh')}。{start}—{end}年{computed}每一年都高于这两个数，"
        f"**最低为{low['year']}年的{people(low['value'], 'zh', 2)}**：提高后的目标仍低于历年观测值。城镇调查失业率{aim['year']}年目标为低于{number(aim['value'], 1)}%，"
        f"最近一次观测值为{rate['year']}年的{number(rate['value'], 1)}%；2025年五年行动计划未载这一指标。两项数字都不区分农业转移人口。新增就业为总量，未扣减失去的岗位。"
    )


def pace(data: Data, language: Language) -> str:
    """The pace each target asks for, against the pace there was."""
    table = migrants.asked(data)
    seen = table[table["doc_id"] == "observed"]
    plans = table[table["doc_id"] != "observed"]
    first, second, mid, last = (row for _, row in plans.iterrows())
    since = seen["start"] >= migrants.SINCE
    mean, before = (number(seen[part]["points"].mean(), 2) for part in (since, ~since))
    a, b, m, e = (number(row["points"], 2) for row in (first, second, mid, last))
    low, high = (plain(row["share_start"], language) for row in (first, second))
    if language == "en":
        return (
            f"**The targets ask for a faster pace after {mid['end']} than before it.** Since {migrants.SINCE} the rate rose by {mean} points a "
            f"year on average, after {before} before; part of that slowdown may be method, since the revision between two censuses "
            f"ends in {migrants.SINCE} and yearly estimates begin. The target of {second['end']} asked {a} points a year from the "
            f"printed base of {low} and {b} from that of {high}. The target of {mid['end']} (a year that is inferred: “after five years”) asks {m} a "
            f"year from the last year observed, less than was achieved; the target of {last['end']} then asks {e}, a rise of pace where an S-curve slows."
        )
    return (
        f"**{mid['end']}年以后要求的速度快于此前**：{migrants.SINCE}年以来年均提高{mean}个百分点，此前为{before}个；普查间修订数到{migrants.SINCE}年为止，"
        f"此后为年度推算数，放缓可能部分出于方法。{second['end']}年的目标，从所载基数{low}算起每年要求{a}个，从{high}算起为{b}个。"
        f"从最近观测年起，{mid['end']}年目标（年份按“经过5年努力”推定）每年只需{m}个，低于近年；{last['end']}年目标此后却要{e}个，即在S曲线应当放缓之处反而提速。"
    )


PROSE: Final[dict[str, Prose]] = {
    "care": care,
    "closing": closing,
    "headline": headline,
    "inflow": inflow,
    "jobs": jobs,
    "pace": pace,
}
