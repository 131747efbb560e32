"""Computed paragraphs of the chapter on urban renewal: no number is typed by hand."""

from __future__ import annotations

from typing import Final

from cqanalysis import commitments, renewal
from cqanalysis.drawing.text import Language, number, share
from cqanalysis.exhibits.record import Prose
from cqanalysis.exhibits.renewal.names import DOCUMENTS, GOALS, PROGRAMMES
from cqanalysis.tables import Data


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
            f"Of {total} quantified statements on renewal and the urban environment ({listed}, Kaizhou Plan {counts['kaizhou2035']}), "
            f"{own} stand in the plan that has renewal in its title and {plan} in the Urbanization Plan. The Renewal Action Plan "
            f"prints {bases or 'no'} base value on this theme, the plan of 2025 {last or 'no'} number at all."
        )
    listed = "，".join(f"{DOCUMENTS[d][1]}{counts.get(d, 0)}条" for d in DOCUMENTS)
    return (
        f"关于城市更新和城市环境的量化表述共{total}条（{listed}，开州区规划{counts['kaizhou2035']}条）；以更新提升为名的行动计划有{own}条，"
        f"城镇化规划有{plan}条。更新提升行动计划在这一主题上{f'载有{bases}个基数' if bases else '没有载明任何基数'}，"
        f"2025年行动计划{f'有{last}个数' if last else '一个数也没有'}。"
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
            f"Between the Five-Year Plan and the Urbanization Plan the volumes are equal for {equal}; they differ for {other}; "
            f"the later plan prints none for {lost}. The Renewal Action Plan, issued in the same year as the Urbanization Plan, "
            f"has the same volume for {kept} only, another count for {changed}, and a first one for {first}. It does not mention {silent}."
        )
    return (
        f"五年规划与城镇化规划数量一致的有{equal}；不一致的有{other}；后者不再给出数量的有{lost}。与城镇化规划同年印发的更新提升行动计划，"
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
            f"The compounds started since 2018 have {floor} m² to a household and {size} households to a compound, on average. At that ratio the volume due by 2025 is home to about "
            f"{number(implied / 100, 2)} million households. The {number(bank, 0)} km of riverbank come to {each} cm for each urban resident of the central urban area: "
            "what counts there is not the length a person has but whether one can get to it, and of that the documents print nothing."
        )
    return (
        f"2018年以来启动改造的小区，平均每户{floor}平方米、每个小区{size}户。按这一比例，2025年前应改造的面积约合{number(implied, 0, language='zh')}万户。"
        f"{number(bank, 0)}公里岸线折合中心城区每位城镇居民{each}厘米：岸线要紧的不是人均长度，而是能否走到，对此各文件没有数字。"
    )


def comparable(data: Data, language: Language) -> str:
    """What was observed on a comparable count and period, and what only near it."""
    years = renewal.observed_years(data["facts"], data["observations"])
    same = years[years["seen"] == "same"]
    n = years["programme"].nunique()
    bounds = renewal.started_since(renewal.compounds(data["facts"], data["observations"]))
    per = number(100 * len(same) / len(years), 1)
    low, high = (number(100 * v / bounds.asked, 1) for v in (bounds.low, bounds.high))
    goals = commitments.goals(data)
    near = [
        GOALS["g" + str(goal).rpartition("g")[2]][language == "zh"]
        for goal in goals.loc[goals["seen"] == "near", "goal"]
    ]
    if language == "en":
        return (
            f"An observation that compares must have the count, the area and the years of the plan. In this collection {len(same)} of {len(years)} "
            f"programme-years has one ({per}%), and no programme of {n} has all five. Of old compounds the area started within 2021–{bounds.end} lies "
            f"between {low}% and {high}% of the volume due; the area finished is not in this collection. Of the goals, {_listed(near, language)} "
            "have figures near them, on another unit, area or count, that decide nothing."
        )
    return (
        f"可比的观测值必须与规划口径、范围、年份都相同。本资料集{len(years)}个工程年份中这样的有{len(same)}个（{per}%），{n}项工程没有一项五年俱全。"
        f"老旧小区2021—{bounds.end}年启动的面积相当于应改造总量的{low}%至{high}%，完成的面积不在本资料集中。总体目标中，{_listed(near, language)}"
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
    shared = int((goals["leads"] > 1).sum())
    if language == "en":
        return (
            f"A base stands in another document for {based}. The number returns in a task for {measured}; {alone} is a goal that no task names. Through the tasks, "
            f"{agencies.loc[top, 'name_en']} leads on {most} goals, more than any other body; {shared} goals lie in tasks that several bodies lead "
            "together, where no text says which of them answers for the number."
        )
    return (
        f"基数见于其他文件的有{based}。数字在任务中重现的有{measured}；{alone}没有任务提及。经由任务，{agencies.loc[top, 'name_zh']}牵头{most}个目标，为各单位之首；"
        f"{shared}个目标所在的任务由几家共同牵头，没有条文写明数字由哪一家负责。"
    )


def parts(data: Data, language: Language) -> str:
    """Where the measurable tasks are, and how far the goals' numbers reach them."""
    table = commitments.measurable(data)
    soft = table[table["kind"] == "soft"]
    titles = data["tasks"].set_index("task_id")
    firm = table[table["kind"] == "firm"]
    own = data["tasks"][data["tasks"]["theme"] == "renewal"]["task_id"]
    here = firm["task_id"].isin(own).sum()
    whole = table["task_id"].isin(own).sum()
    names = [str(titles.loc[i, f"title_{language}"]) for i in soft["task_id"]]
    if language == "en":
        listed = "; ".join(names)
        return (
            f"Of the {whole} tasks that this book counts as renewal proper, {share(int(here), int(whole), 'en').split(' ')[0]} hold a firm number. The softened ones are: {listed}. "
            "The largest programme of all, the old compounds, is among them: a firm number in the goals, about and basically in the task that is to bring it about."
        )
    listed = "；".join(names)
    return (
        f"本书归为城市更新的{whole}项任务中，有确定数字的{here}项。数字有弹性的是：{listed}。其中就有规模最大的老旧小区改造：总体目标是确定的数，"
        "落实的任务写“约”和“基本”。"
    )


def kaizhou(data: Data, language: Language) -> str:
    """Kaizhou's works: what has a quantity, what has a place, and the rest of its projects."""
    table = commitments.works(data["projects"])
    projects = data["projects"]
    every = projects[projects["doc_id"] == "kaizhou2035"]
    counted = int(every["quantity"].notna().sum())
    own = table[table["counted"] == "yes"].sort_values("project")
    names = list(own[f"name_{language}"])
    open_stage = int((table["stage"] == "unstated").sum())
    belts = table["area"].isin(["lakeside", "puli"]).sum()
    if language == "en":
        return (
            f"The {len(own)} with a quantity are: {'; '.join(names)}. {belts} of the {len(table)} works stand in the boxes of the two belts, around Hanfeng Lake and at Puli; "
            f"{open_stage} have no stage. Renewal is no exception: of all {len(every)} projects listed for Kaizhou, {counted} have a quantity."
        )
    return (
        f"有数量的{len(own)}项是：{'；'.join(names)}。{len(table)}项中有{belts}项列在环汉丰湖和浦里两条城市带的专栏，{open_stage}项未写明阶段。"
        f"更新类并非例外：开州区规划列出的{len(every)}个项目中，有数量的共{counted}个。"
    )


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
    new, recast = (list(table.loc[table["fate"] == f, column]) for f in ("new", "recast"))
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
            f"New are: {'; '.join(new)}. Recast are: {'; '.join(recast)}. By instrument, works are {works['plan']}% of the Urbanization Plan's {len(plan)} measures on renewal and "
            f"{works['action']}% of the {len(table)} of 2025; finance and land {money['plan']} against {money['action']}, regulation {rules['plan']} against {rules['action']}. The plan of 2025 "
            "is thus not made of procedures: it has works still, and relatively more of them, since the earlier plan's measures reach further into the environment. What is gone is their size."
        )
    return (
        f"新提出的有：{'；'.join(new)}。改换的有：{'；'.join(recast)}。按政策工具，建设类占城镇化规划{len(plan)}项更新举措的{works['plan']}%，占2025年{len(table)}项的{works['action']}%；"
        f"财政金融和土地类为{money['plan']}项对{money['action']}项，规制类为{rules['plan']}项对{rules['action']}项。可见2025年的文件并非只讲程序：建设类仍在，占比更高（此前规划的举措还涉及较多环境治理）；不再有的是规模。"
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
