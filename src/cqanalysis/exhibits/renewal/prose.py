"""Computed paragraphs of the chapter on urban renewal: no number is typed by hand."""

from __future__ import annotations

from typing import Final

from cqanalysis import commitments, renewal
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.amounts import qualified
from cqanalysis.exhibits.record import Prose
from cqanalysis.exhibits.renewal.names import DOCUMENTS, GOALS, PROGRAMMES, rate, with_units
from cqanalysis.exhibits.renewal.tasks import PARTS
from cqanalysis.exhibits.renewal.works import CLASSES
from cqanalysis.tables import Data, records


def _listed(names: list[str], language: Language) -> str:
    """Names in a sentence."""
    if language == "zh":
        return "、".join(names)
    low = [
        n if n.startswith(("Clear", "Two Rivers", "5G")) else n[:1].lower() + n[1:] for n in names
    ]
    # A name with a comma of its own asks for semicolons.
    between = "; " if any("," in name for name in low) else ", "
    return f"{between.join(low[:-1])} and {low[-1]}" if len(low) > 1 else "".join(low)


def statements(data: Data, language: Language) -> str:
    """How much of this chapter's theme stands in which document, as numbers."""
    facts = data["facts"]
    rows = facts[(facts["theme"] == "renewal") & facts["value"].notna()]
    counts = rows.groupby("doc_id")["statement"].nunique()
    total = int(counts.sum())
    inner = rows[rows["kind"] == "baseline"]["doc_id"].value_counts()
    own, plan = int(counts.get("renewal2025", 0)), int(counts.get("plan2035", 0))
    bases = int(inner.get("renewal2025", 0))
    last = int(counts.get("action2025", 0))
    if language == "en":
        listed = ", ".join(f"{DOCUMENTS[d][0]} {counts.get(d, 0)}" for d in DOCUMENTS)
        return (
            f"The five documents hold {total} quantified statements on renewal and the urban environment: {listed}, Kaizhou Plan {counts['kaizhou2035']}. "
            f"The plan that has renewal in its title has {own}, the Urbanization Plan {plan}. The Renewal Action Plan "
            f"prints {bases or 'no'} base value on this theme, the action plan of 2025 {last or 'no'} number at all."
        )
    listed = "，".join(f"{DOCUMENTS[d][1]}{counts.get(d, 0)}条" for d in DOCUMENTS)
    return (
        f"五份文件关于城市更新和城市环境的量化表述共{total}条：{listed}，开州城镇化规划{counts['kaizhou2035']}条。以更新提升为名的行动计划有{own}条，"
        f"城镇化规划有{plan}条。城市更新提升行动计划在这一主题上{f'载有{bases}个基数' if bases else '没有载明基数'}，"
        f"2025年五年行动计划{f'有{last}个数' if last else '没有数字'}。"
    )


def same_programmes(data: Data, language: Language) -> str:
    """Which programmes the three plans state equally, differently or not."""
    table = renewal.programmes(data["facts"], data["verdicts"])
    zh = language == "zh"

    def those(doc: str, relation: str, state: str = "") -> list[str]:
        rows = table[(table["doc_id"] == doc) & (table["relation"] == relation)]
        rows = rows[rows["state"] == state] if state else rows
        return [PROGRAMMES[key][zh] for key in rows["programme"]]

    equal, other = (_listed(those("plan2035", r), language) for r in ("equal", "different"))
    lost = _listed(those("plan2035", "number lost"), language)
    kept, changed = (_listed(those("renewal2025", r), language) for r in ("equal", "different"))
    silent = _listed(those("renewal2025", "number lost", "absent"), language)
    first = _listed(those("renewal2025", "first"), language)
    if language == "en":
        return (
            f"Between the Five-Year Plan and the Urbanization Plan the volumes are equal for {equal}. They differ for {other}. "
            f"The later plan prints none for {lost}. The Renewal Action Plan, issued in the same year as the Urbanization Plan, "
            f"has the same volume for {kept} only, a different one for {changed}, and is the first to give one for {first}. It does not mention {silent}."
        )
    return (
        f"“十四五”规划纲要与城镇化规划数量一致的有{equal}；不一致的有{other}；后者不再给出数量的有{lost}。与城镇化规划同年印发的城市更新提升行动计划，"
        f"数量相同的只有{kept}，口径不同的有{changed}，首次提出数量的有{first}；没有提及的有{silent}。"
    )


def households(data: Data, language: Language) -> str:
    """How many households and people the old compounds come to, by the ratio of those started."""
    observations = data["observations"]

    def value(indicator: str) -> float:
        rows = observations[
            (observations["indicator"] == indicator)
            & (observations["period_detail"] == "2018-2024")
            & (observations["place"] == "chongqing")
        ]
        return float(rows["value"].iloc[0])

    area, homes, sites = (
        value(f"old_housing_{key}") for key in ("started", "households", "communities")
    )
    scale = renewal.scale(data["facts"], observations).set_index("programme")
    asked = float(scale.loc["compounds", "value"])
    implied = asked * homes / area
    bank = float(scale.loc["riverbank", "value"])
    urban = float(scale.loc["riverbank", "urban"])
    # Kilometres over tens of thousands of people, in centimetres a person.
    each = number(bank * 1e5 / (urban * 1e4), 1)
    floor, size = number(area / homes, 0), number(homes * 1e4 / sites, 0)
    if language == "en":
        return (
            f"On average, the compounds on which work has started since 2018 have {floor} m² per household and {size} households per compound. At that ratio the area due by 2025 holds about "
            f"{number(implied / 100, 2)} million households. The {number(bank, 0)} km of riverbank come to {each} cm per urban resident of the central urban area. "
            "For a riverbank, access matters more than length per head, and on access the documents print no number."
        )
    return (
        f"2018年以来启动改造的小区，平均每户{floor}平方米、每个小区{size}户。按这一比例，2025年前应改造的面积约合{number(implied, 0, language='zh')}万户。"
        f"{number(bank, 0)}公里岸线折合中心城区每位城镇居民{each}厘米。对岸线来说，能否方便到达比人均长度更重要，而各文件对此没有数字。"
    )


#: Programmes whose yearly volume a sentence tells.
_TOLD: Final = ("compounds", "green-space", "riverbank", "water-pipes", "sewage-pipes")


def _yearly(data: Data, language: Language) -> str:
    """What an even division asks a year, of the programmes a reader asks about first."""
    scale = with_units(renewal.scale(data["facts"], data["observations"]), data)
    rows = scale.set_index("programme").loc[list(_TOLD)]
    told = [
        (PROGRAMMES[str(key)], rate(row["per_year"], row["unit"], row["unit_en"], language))
        for key, row in rows.iterrows()
    ]
    if language == "zh":
        return "、".join(f"{name[1]}{text}" for name, text in told)
    names = [f"{text} of {_listed([name[0]], 'en')}" for name, text in told]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def comparable(data: Data, language: Language) -> str:
    """What was observed on a comparable count and period, and what only near it."""
    years = renewal.observed_years(data["facts"], data["observations"])
    same = years[years["seen"] == "same"]
    n = years["programme"].nunique()
    bounds = renewal.started_since(renewal.compounds(data["facts"], data["observations"]))
    per = number(100 * len(same) / len(years), 1)
    low, high = (number(100 * v / bounds.asked, 1) for v in (bounds.low, bounds.high))
    listed = _yearly(data, language)
    goals = commitments.goals(data)
    near = [
        GOALS["g" + str(goal).rpartition("g")[2]][language == "zh"]
        for goal in goals.loc[goals["seen"] == "near", "goal"]
    ]
    if language == "en":
        return (
            f"Divided evenly, the volumes due by 2025 ask each year for, among others, {listed}. A comparable observation has the count, the area and the year of the plan. In this collection {len(same)} of {len(years)} "
            f"programme-years has one ({per}%), and none of the {n} programmes has all five. The area of old compounds on which work started within 2021–{bounds.end} is "
            f"between {low}% and {high}% of the volume due; the lower bound rests on a difference of cumulated figures, weak evidence (confidence C). The area completed is not in this collection. For the goals {_listed(near, language)} "
            "there are figures on another unit, area or count, which decide nothing."
        )
    return (
        f"按年平均，以2025年为期的数量折合每年{listed}等。可比的观测值必须与规划口径、范围、年份都相同。本资料集{len(years)}个工程年份中这样的有{len(same)}个（{per}%），{n}项工程没有一项五年俱全。"
        f"老旧小区2021—{bounds.end}年启动的面积相当于应改造总量的{low}%至{high}%，其中下限来自两个累计数之差，证据较弱（可信度C）；完成的面积本资料集没有数据。总体目标中，{_listed(near, language)}"
        "只有单位、范围或口径不同的数字，不足以判断。"
    )


def owners(data: Data, language: Language) -> str:
    """Which goals have a base or a measured task, and who leads most of them."""
    goals = commitments.goals(data)
    zh = language == "zh"
    names = [GOALS["g" + str(goal).rpartition("g")[2]][zh] for goal in goals["goal"]]
    goals = goals.assign(name=names)
    based = _listed(list(goals.loc[goals["base"] != "none", "name"]), language)
    measured = _listed(list(goals.loc[goals["task"] == "measured", "name"]), language)
    alone = _listed(list(goals.loc[goals["task"] == "none", "name"]), language)
    led = goals["agencies"].str.split("|").explode()
    counts = led[led != ""].value_counts()
    agencies = data["agencies"].set_index("agency")
    top, most = str(counts.index[0]), int(counts.iloc[0])
    shared, led_goals = int((goals["leads"] > 1).sum()), int((goals["leads"] > 0).sum())
    if language == "en":
        return (
            f"A base is printed in another document for {based}. The number is repeated in a task for {measured}; {alone} is a goal that no task names. Through the tasks "
            f"{led_goals} of {len(goals)} goals have a lead agency. {agencies.loc[top, 'name_en']} leads on {most}, more than any other body. {shared} goals belong to tasks that several bodies lead "
            "together, and no text says which of them answers for the number."
        )
    return (
        f"基数见于其他文件的有{based}。数字在任务中重复写明的有{measured}；{alone}没有任务提及。按任务对应，{len(goals)}个目标中{led_goals}个有牵头单位，其中{agencies.loc[top, 'name_zh']}牵头{most}个，最多；"
        f"{shared}个目标所在的任务由几家共同牵头，文件没有写明数字由哪一家负责。"
    )


def parts(data: Data, language: Language) -> str:
    """Where the measurable tasks are, and how far the goals' numbers reach them."""
    table = commitments.measurable(data)
    soft = table[table["kind"] == "soft"]
    titles = data["tasks"].set_index("task_id")
    firm = table[table["kind"] == "firm"]
    own = data["tasks"][data["tasks"]["theme"] == "renewal"]["task_id"]
    here, soft_here, whole = (int(t["task_id"].isin(own).sum()) for t in (firm, soft, table))
    by_part = {p: int((firm["part"] == p).sum()) for p in PARTS}
    names = [str(titles.loc[i, f"title_{language}"]) for i in soft["task_id"]]
    if language == "en":
        listed = "; ".join(names)
        spread = ", ".join(f"{PARTS[p][0].lower()} {n}" for p, n in by_part.items() if n)
        bare = _listed([PARTS[p][0] for p, n in by_part.items() if not n], "en")
        return (
            f"By part of the plan, the {len(firm)} tasks with a firm number are: {spread}; {bare} have none. Another {len(soft)} of the {len(table)} tasks hold a softened number: {listed}. "
            f"Of the {whole} tasks that this book counts as renewal proper, {here} hold a firm number, {soft_here} a softened one and {whole - here - soft_here} none. "
            "The largest programme, the old compounds, is among the softened: its number is firm in the goals, while the task that is to carry it out says “about” and “basically”."
        )
    listed = "；".join(names)
    spread = "、".join(f"{PARTS[p][1]}{n}项" for p, n in by_part.items() if n)
    bare = "、".join(PARTS[p][1] for p, n in by_part.items() if not n)
    return (
        f"按部分看，有确定数字的{len(firm)}项任务分布为：{spread}；{bare}没有。全部{len(table)}项任务中，另有{len(soft)}项的数字有弹性：{listed}。"
        f"本书归为城市更新的任务共{whole}项，有确定数字的{here}项，数字有弹性的{soft_here}项，没有数字的{whole - here - soft_here}项。"
        "规模最大的老旧小区改造属于数字有弹性的：总体目标是确定的数，落实的任务写“约”和“基本”。"
    )


def kaizhou(data: Data, language: Language) -> str:
    """Kaizhou's works: what has a quantity, what has a place, and the rest of its projects."""
    table = commitments.works(data["projects"])
    projects = data["projects"]
    every = projects[projects["doc_id"] == "kaizhou2035"]
    counted = int(every["quantity"].notna().sum())
    own = table[table["counted"] == "yes"].sort_values("project")
    units = data["units"].set_index("unit")["name_en"]
    facts = data["facts"].set_index("fact_id")
    names = []
    for row in records(own):
        name = str(getattr(row, f"name_{language}"))
        fact = next(records(facts.loc[[row.fact_ids.split("|")[0]]]))
        told = qualified(fact, units.get(fact.unit, ""), language)
        # Some names hold their number.
        if not any(c.isdigit() for c in name) and "seven" not in name:
            name += f" ({told})" if language == "en" else f"（{told}）"
        names.append(name)
    town = int((table["located"] == "town").sum())
    by_kind = table["kind"].value_counts()
    kinds = [(CLASSES[str(k)], int(n)) for k, n in by_kind.items()]
    open_stage = int((table["stage"] == "unstated").sum())
    belts = table["area"].isin(["lakeside", "puli"]).sum()
    if language == "en":
        return (
            f"By type, the {len(table)} works are: {'; '.join(f'{k[0].lower()} {n}' for k, n in kinds)}. {belts} of them are in the boxes of the two belts, around Hanfeng Lake and at Puli; "
            f"{town} name a street, town or township. The {len(own)} with a quantity are: {'; '.join(names)}. "
            f"{open_stage} have no stage. Renewal is no exception: of all {len(every)} projects listed for Kaizhou, {counted} have a quantity."
        )
    return (
        f"{len(table)}项按类型分：{'、'.join(f'{k[1]}{n}项' for k, n in kinds)}。其中{belts}项列在环汉丰湖和浦里两条城市带的专栏，写明街道或乡镇的{town}项。"
        f"有数量的{len(own)}项是：{'；'.join(names)}。未写明阶段的{open_stage}项。更新类并非例外：开州城镇化规划列出的{len(every)}个项目中，有数量的共{counted}个。"
    )


def _lowered(names: list[str]) -> str:
    """English names within a sentence, each beginning in lower case unless it is an acronym."""
    return "; ".join(n if n[:2].isupper() else n[:1].lower() + n[1:] for n in names)


def _within(names: list[str], most: int = 3) -> str:
    """A few names as examples."""
    return _lowered(names[:most])


def turn(data: Data, language: Language) -> str:
    """What the plan of 2025 keeps, changes and adds, and by which instruments."""
    table = commitments.successors(data["measures"])
    plan = data["measures"]
    plan = plan[
        (plan["doc_id"] == "plan2035")
        & (plan["theme"] == "renewal")
        & (plan["instrument"] != "none")
    ]
    zh = language == "zh"
    column = f"measure_{language}"
    new, recast, kept, lost = (
        [str(name) for name in table.loc[table["fate"] == f, column]]
        for f in ("new", "recast", "kept", "number gone")
    )
    states = renewal.programmes(data["facts"], data["verdicts"])
    gone = states[(states["doc_id"] == "action2025") & (states["state"] == "absent")]
    left = _listed([PROGRAMMES[key][zh] for key in gone["programme"]], language)
    works = {
        key: number(100 * float((rows["instrument"] == "infrastructure").mean()), 0)
        for key, rows in (("plan", plan), ("action", table))
    }
    money = {
        key: int(rows["instrument"].isin(["finance", "land"]).sum())
        for key, rows in (("plan", plan), ("action", table))
    }
    rules = {
        key: int((rows["instrument"] == "regulation").sum())
        for key, rows in (("plan", plan), ("action", table))
    }
    if not zh:
        return (
            f"The action plan of 2025 keeps {len(lost)} measures without their number (among them {_within(lost)}) and {len(kept)} in words as before (among them {_within(kept)}). It changes {len(recast)}: {_lowered(recast)}. "
            f"{len(new)} are new: {_lowered(new)}. Of the {states['programme'].nunique()} programmes with a volume it leaves out {len(gone)}: {left}. By instrument, works are {works['plan']}% of the Urbanization Plan's {len(plan)} measures on renewal and "
            f"{works['action']}% of the {len(table)} of 2025; measures of finance and land went from {money['plan']} to {money['action']}, of regulation from {rules['plan']} to {rules['action']}. So the action plan of 2025 "
            "is not made of procedures only: most of its measures are still works, and their share is larger, since the earlier plan has more measures on the environment. What is missing is the volume."
        )
    return (
        f"2025年五年行动计划保留而不再有数量的措施{len(lost)}项，如{'、'.join(lost[:3])}；照旧只有文字的{len(kept)}项，如{'、'.join(kept[:3])}；改变用途或范围的{len(recast)}项：{'、'.join(recast)}；"
        f"新提出的{len(new)}项：{'、'.join(new)}。{states['programme'].nunique()}项有数量的工程中，未再提及的{len(gone)}项：{left}。按政策工具，建设类占城镇化规划{len(plan)}项更新措施的{works['plan']}%，占2025年{len(table)}项的{works['action']}%；"
        f"资金和土地类由{money['plan']}项变为{money['action']}项，规制类由{rules['plan']}项变为{rules['action']}项。可见2025年五年行动计划并非只讲程序：建设类仍占多数，占比更高（此前规划涉及环境治理的措施较多）；没有的是数量。"
    )


PROSE: Final[dict[str, Prose]] = {
    "comparable": comparable,
    "households": households,
    "kaizhou": kaizhou,
    "owners": owners,
    "parts": parts,
    "same-programmes": same_programmes,
    "statements": statements,
    "turn": turn,
}
