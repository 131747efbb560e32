"""Computed paragraphs of the chapter on governance.

A sentence of the chapter that holds a number stands here, so that a new row of
data changes it. Each key has both languages side by side.
"""

from __future__ import annotations

from typing import Final

from cqanalysis import distance, governance, monitor, network
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.governance.names import THEMES, body, sentence, theme
from cqanalysis.exhibits.overview.names import lower
from cqanalysis.exhibits.record import Prose
from cqanalysis.tables import Data


def _listed(names: list[str], language: Language) -> str:
    """Names in a sentence."""
    if language == "zh":
        return "、".join(names)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def everywhere(data: Data, language: Language) -> str:
    """Who stands in every task, who leads nothing, who is not there."""
    rows = network.mentions(data)
    own = rows[rows["doc_id"] == network.PLAN]
    tasks = own["task_id"].nunique()
    districts = own[own["node"] == network.DISTRICTS]
    there, forms = districts["task_id"].nunique(), districts["agency"].nunique()
    led = districts[districts["role"] == "lead"]["task_id"].nunique()
    open_ended = own[own["kind"] == "unnamed"]["task_id"].nunique()
    found = network.spread(data)
    named_ones = own[own["kind"] != "unnamed"]
    idle = set(named_ones["agency"]) - set(named_ones.loc[named_ones["role"] == "lead", "agency"])
    unled = len(idle & set(districts["agency"]))
    leads = network.leaders(data).set_index("agency")
    money = leads.loc["finance"]
    named, then = int(money[["alone", "joint", "responsible"]].sum()), int(money["later"])
    later = rows[rows["doc_id"] == network.LATER]["task_id"].nunique()
    statistics = int(leads.loc["statistics", ["alone", "joint", "responsible"]].sum())
    counted = int(leads.loc["statistics", "later"])
    if language == "en":
        return (
            f"District governments are named in {'all' if there == tasks else there} of the {tasks} tasks, in {forms} different forms, and lead {led} of them. "
            f"{open_ended} tasks close their list with departments that are not named. The plan prints {found.bodies} names of bodies. {found.leading} of them "
            f"lead at least once; of the {len(idle)} that never lead, {unled} are forms for district governments and {len(idle) - unled} are municipal departments, central "
            f"agencies and other bodies. Two departments are rarely named: the finance bureau in {named} of {tasks} tasks of 2022 and in {then} of {later} of 2025, the "
            f"statistics bureau in {statistics or 'none'} and in {counted}."
        )
    return (
        f"区县政府在{f'全部{tasks}' if there == tasks else f'{tasks}项中的{there}'}项任务中列名，写法有{forms}种，牵头的有{led}项。{open_ended}项任务的名单以未具名的部门收尾。"
        f"文件所列机构名称共{found.bodies}种，其中{found.leading}种至少牵头一次；从不牵头的{len(idle)}种中，{unled}种是区县政府的写法，{len(idle) - unled}种是市级部门、中央驻渝机构等。"
        f"有两个部门很少列名：市财政局在2022年{tasks}项任务中列名{named}项，在2025年{later}项中列名{then}项；市统计局分别为{statistics}项和{counted}项。"
    )


def together(data: Data, language: Language) -> str:
    """Who leads alone and who never does."""
    table = network.leaders(data)
    found = network.spread(data)
    shared = table[(table["alone"] == 0)].sort_values("joint", ascending=False).iloc[0]
    alone = table[(table["joint"] == 0)].sort_values("alone", ascending=False).iloc[0]
    rows = network.mentions(data)
    own = rows[(rows["doc_id"] == network.PLAN) & (rows["role"] == "lead")]
    sizes = own.drop_duplicates("task_id")["leads"]
    three = int((sizes >= 3).sum())
    most = int(sizes.max())
    if language == "en":
        return (
            f"Shared leads are common: {found.joint} of {found.tasks} tasks have more than one, {three} have three or more, and one has {most}. The "
            f"{sentence(shared['agency'], 'en')} leads {shared['joint']} tasks and none of them alone; {sentence(alone['agency'], 'en')} leads "
            f"{alone['alone']} and all of them alone. If a task led alone goes wrong, it is clear who answers for it; with a shared lead this first has to "
            "be established."
        )
    return (
        f"共同牵头很常见：{found.tasks}项任务中有{found.joint}项，其中三家以上的{three}项，最多的一项有{most}家。{body(shared['agency'], 'zh')}牵头{shared['joint']}项，没有一项单独牵头；"
        f"{body(alone['agency'], 'zh')}牵头{alone['alone']}项，全部单独牵头。单独牵头的任务出了问题，责任在谁十分清楚；共同牵头的则要先弄清由谁负责。"
    )


def successors(data: Data, language: Language) -> str:
    """Which bodies are gone and which are new."""
    found = network.absences(data)
    leads = network.leaders(data).set_index("agency")
    whole = leads[["alone", "joint", "responsible"]].sum(axis=1)
    top = sorted(found.gone, key=lambda key: (-whole[key], key))[:3]
    fresh = sorted(found.new, key=lambda key: (-leads.loc[key, "later"], key))[:3]
    counts = [int(whole[key]) for key in top]
    heirs = int((data["agencies"]["predecessor"] != "").sum())
    if language == "en":
        return (
            f"Over all tasks, whatever their theme, {len(found.gone)} bodies of 2022 are in no task of 2025, {_listed([sentence(k, 'en') for k in top], 'en')} "
            f"among them (with {_listed([str(c) for c in counts], 'en')} tasks); {len(found.new)} are new, first {_listed([sentence(k, 'en') for k in fresh], 'en')}. {heirs} others only "
            "changed their name in the reforms of 2023 and 2024 and count as the same. Most of this follows from the subject: the later plan is about people and land "
            "as well as buildings. Only a body that goes missing from tasks on the same subject would be a finding, and such tasks are too few."
        )
    return (
        f"不分主题，2022年列名而2025年任务中不再出现的机构有{len(found.gone)}个，任务较多的是{_listed([body(k, 'zh') for k in top], 'zh')}（{_listed([str(c) for c in counts], 'zh')}项）；"
        f"新出现的{len(found.new)}个，如{_listed([body(k, 'zh') for k in fresh], 'zh')}。另有{heirs}个只是在2023、2024年机构改革中更名或职责划转，按同一机构计。这主要是内容不同所致："
        "后一份文件除建设外，还涉及人口和土地。只有在同类任务中不再列名，才能算作变化，而这样的任务太少。"
    )


def marked(data: Data, language: Language) -> str:
    """What is marked as binding and as expected now."""
    rows = governance.monitored(data)
    now = monitor.now(data)
    at = {name: rows[rows["attribute"] == name] for name in ("约束性", "预期性", "")}
    facts = data["facts"]
    bare = facts[
        (facts["kind"] == "target") & facts["value"].isna() & (facts["attribute"] == "约束性")
    ]
    bound, asked, rest = (len(at[name]) for name in ("约束性", "预期性", ""))
    seen = {name: int((own["seen"] == "seen").sum()) for name, own in at.items()}
    due = int((at["约束性"]["due"] <= now).sum())
    compared = f"有{seen['约束性']}项" if seen["约束性"] else "一项也没有"
    if language == "en":
        return (
            f"Which targets bind now? Of {len(rows)} quantified targets {bound} are marked as binding and {asked} as expected; {rest} stand outside the tables of "
            f"indicators and carry no mark. {len(bare)} more binding indicators have no number, since the state was to assign it. Of the binding "
            f"ones {due} were due by {now}; {seen['约束性'] or 'none'} of them can be compared with an observation, and {seen['预期性']} of the expected ones: too few to see "
            "whether the pattern of the 13th plan repeats itself."
        )
    return (
        f"现有目标中，哪些是约束性的？{len(rows)}项量化目标中，标为约束性的{bound}项，标为预期性的{asked}项，另有{rest}项不在指标表内，没有标注。还有{len(bare)}项约束性指标没有数值，"
        f"由国家下达。约束性目标到{now}年已到期{due}项，其中有可比观测值的{compared}，预期性的有{seen['预期性']}项：数量太少，看不出“十三五”的情形是否再次出现。"
    )


def cannot_fail(data: Data, language: Language) -> str:
    """Where the targets without a year or number stand, and tasks without one."""
    table = governance.needs(data)
    names = data["documents"].set_index("doc_id")[f"short_{language}"]
    undated = table[table["year"] == "none"]
    by = undated["doc_id"].value_counts()
    subjects = undated["theme"].value_counts()
    bare = table[~table["number"]]
    top = [(theme(str(key), language), n) for key, n in subjects.head(2).items()]
    tasks = data["tasks"]
    loose = tasks[tasks["strict"] == "no"].groupby("doc_id").size()
    all_of = tasks.groupby("doc_id").size()
    own = table[table["base"]]["doc_id"].nunique()
    bodies = list(dict.fromkeys(table[table["body"]]["doc_id"]))
    if language == "en":
        where = _listed([f"{n} in the {names[doc]}" for doc, n in by.items()], "en")
        return (
            f"Where are they? {len(undated)} targets have no year, {where}; by theme {_listed([f'{n} on {name}' for name, n in top], 'en')} are the largest groups. "
            f"{len(bare)} have no number. Every number has its unit. The documents differ in the other two: in all {own} some targets have a base, printed there or in another document, "
            f"but bodies are named only in the {_listed([names[doc] for doc in bodies], 'en')}, and there for tasks, not beside a base. Most tasks can be checked no better: {loose[network.PLAN]} of {all_of[network.PLAN]} of 2022 and "
            f"{loose[network.LATER]} of {all_of[network.LATER]} of 2025 hold no number that has a year and stands without “about” or “strive for”."
        )
    where = "、".join(f"{names[doc]}{n}项" for doc, n in by.items())
    return (
        f"无法检验的目标在哪里？没有年份的{len(undated)}项：{where}；按主题，{_listed([f'{name}{n}项' for name, n in top], 'zh')}最多。没有数值的{len(bare)}项。凡有数值都有单位。"
        f"各文件的差别在另两项：{own}份文件都有部分目标具备基数（本文件或其他文件所载），责任机构却只见于{_listed([names[doc] for doc in bodies], 'zh')}，而且是随任务写的，不与基数并列。多数任务同样难以检验："
        f"2022年{all_of[network.PLAN]}项中的{loose[network.PLAN]}项、2025年{all_of[network.LATER]}项中的{loose[network.LATER]}项，没有一个带年份且不加“左右”“力争”的数。"
    )


def missing(data: Data, language: Language) -> str:
    """The marked targets without any observation, theme by theme, and the one that a figure computes."""
    rows = governance.monitored(data)
    gone = rows[(rows["seen"] == "none") & (rows["attribute"] != "")]
    district = gone["doc_id"] == governance.DISTRICT
    mark = {"en": " (Kaizhou)", "zh": "（开州）"}[language]
    gone = gone.assign(name=gone[f"label_{language}"] + district.map({True: mark, False: ""}))
    parts = []
    for key in THEMES:
        own = list(dict.fromkeys(gone.loc[gone["theme"] == key, "name"]))
        if own and language == "en":
            parts.append(f"*{theme(key, 'en')}*: {', '.join(lower(name) for name in own)}")
        elif own:
            parts.append(f"**{theme(key, 'zh')}**：{'、'.join(own)}")
    said = ("; " if language == "en" else "；").join(parts)
    unmarked = int(((rows["seen"] == "none") & (rows["attribute"] == "")).sum())
    ratios = distance.gdp_ratios(data["observations"], data["members"], data["facts"])
    ratio = ratios[ratios["kind"] == "computed"].sort_values("year").iloc[-1]
    worked, when = number(ratio["ratio"], 2), int(ratio["year"])
    if language == "en":
        return (
            f"What is missing? The tables of indicators alone hold {len(gone)} targets without any observation. By theme, {said}. Another {unmarked} stand outside "
            "those tables; the data of the figure list them one by one. Of the ratio of GDP per head no published value is in this collection. "
            f"The figure on it in the chapter on the spatial pattern computes {worked} for {when} from district accounts (confidence {ratio['confidence']}), too weak to decide the target."
        )
    return (
        f"缺哪些数据？仅指标表内就有{len(gone)}项目标没有任何观测值。按主题，{said}。另有{unmarked}项不在指标表内，见该图所附数据的逐项清单。"
        f"“一区”与“两群”人均地区生产总值比值，本资料集未收入公布数；空间格局一章的比值图由区县地区生产总值算得{when}年为{worked}（可信度{ratio['confidence']}），不足以判定目标是否达到。"
    )


def taken_over(data: Data, language: Language) -> str:
    """What of the text and the targets is the district's own."""
    table = governance.reused(data).set_index("chapter")
    targets = governance.taken_up(data)
    whole = number(100 * table["shared"].sum() / table["characters"].sum(), 0)
    clauses = int(table.loc["c6", "whole"])
    names = data["indicators"].set_index("indicator")[f"name_{language}"]
    at = {
        verdict: [
            str(names[key]) for key in targets.loc[targets["verdict"] == verdict, "indicator"]
        ]
        for verdict in ("tighter", "dropped")
    }
    facts = data["facts"].set_index("fact_id")
    dike = facts.loc["kaizhou2035-c6.s4.g4-1", "value"]
    if language == "en":
        up = _listed([lower(name) for name in at["tighter"]], "en")
        # A name of these holds a comma.
        off = "; ".join(lower(name) for name in at["dropped"])
        return (
            f"Over the whole Kaizhou Plan {whole}% of the text is also in the Urbanization Plan. Written anew are mainly the two chapters about the district itself, on "
            f"spatial pattern and the park city. {clauses} clauses on governance repeat the Urbanization Plan almost word for word, a number among them: {number(dike, 0)}% of dikes up to "
            f"standard, of rivers in the city's plan, of rivers and lakes in the district's. Tightened are {up}. "
            f"Dropped are {off}. The first two of these concern the metropolitan area, in which Kaizhou does not lie; the third, rental housing, does not."
        )
    return (
        f"就整部规划而言，开州城镇化规划有{whole}%的文字与城镇化规划相同；主要由开州自行编写的，是涉及本区地域的两章：空间格局和山水公园城市。城市治理一章有{clauses}个条款与城镇化规划几乎逐字相同，其中包括一个数字：堤防达标率{number(dike, 0)}%，"
        f"全市指江河，开州指河湖。从严的有{'、'.join(at['tighter'])}。不再提出的有{'、'.join(at['dropped'])}：前两项针对主城都市区，开州不在其中；第三项保障性租赁住房则不是。"
    )


def tools(data: Data, language: Language) -> str:
    """Whether the fall of regulation follows from the subjects, and who coded alike."""
    table = governance.instruments(data)
    said = []
    for key in ("migrants", "renewal"):
        shares = governance.shares(table[table["theme"] == key], "doc_id")["regulation"]
        said.append((key, number(shares["plan2035"], 0), number(shares["action2025"], 0)))
    near = {}
    for key in governance.THEMES:
        own = governance.shares(table[table["theme"] == key], "doc_id")
        near[key] = governance.dissimilarity(own.loc["plan2035"], own.loc["kaizhou2035"])
    least, most = min(near, key=lambda k: near[k]), max(near, key=lambda k: near[k])
    low, high = number(near[least], 1), number(near[most], 0)
    found = governance.coders(data)
    kappa = {name: number(own.kappa, 2) for name, own in found.items()}
    units = found["instrument"].units
    few = int(
        table[(table["doc_id"] == "action2025") & (table["theme"] == "governance")]["n"].sum()
    )
    if language == "en":
        within = _listed([f"from {a}% to {b}% in {theme(key, 'en')}" for key, a, b in said], "en")
        return (
            f"The fall of regulation is not only due to other subjects: within themes it goes {within}. Only {few} measures of 2025 are on governance, too few for a "
            f"share. Between the Urbanization Plan and the Kaizhou Plan the instruments differ least in {theme(least, 'en')} (dissimilarity {low}%) and most in {theme(most, 'en')} "
            f"({high}%). Two coders largely agree: over the {units} units coded twice kappa is {kappa['instrument']} for the instrument and {kappa['theme']} for the theme."
        )
    within = "，".join(f"{theme(key, 'zh')}由{a}%降到{b}%" for key, a, b in said)
    return (
        f"规制类占比下降不只是因为内容不同，在同一主题内也是如此：{within}。2025年五年行动计划中城市治理的措施只有{few}项，不足以计算比重。城镇化规划与开州城镇化规划相比，工具分布差别最小的是{theme(least, 'zh')}（相异指数{low}%），"
        f"最大的是{theme(most, 'zh')}（{high}%）。两人编码基本一致：在双重编码的{units}个单元上，工具的Kappa系数为{kappa['instrument']}，主题为{kappa['theme']}。"
    )


def watched(data: Data, language: Language) -> str:
    """Conflicts of the theme, and what is observed of digital government."""
    conflicts = data["conflicts"]
    own = conflicts[conflicts["theme"] == "governance"]
    kinds = own["kind"].value_counts()
    seen = data["observations"].set_index("indicator")
    items, users, bundles = (
        float(seen.loc[key, "value"])
        for key in ("yukuaiban_items", "yukuaiban_dau", "one_thing_scenarios")
    )
    when = str(seen.loc["yukuaiban_items", "period_detail"])[:4]
    words = conflicts.set_index("conflict_id").loc[
        "waterlogging-zero-or-basic", f"finding_{language}"
    ]
    asked = data["facts"].set_index("fact_id").loc["plan2035-c2.s3.b1.r8-2", "value"]
    if language == "en":
        return (
            f"The register holds {len(own)} conflicts of this theme, {kinds.get('count', 0) + kinds.get('list', 0)} of them about what is counted or listed. One is about "
            f"wording: {str(words)[0].lower()}{str(words)[1:-1]}. On digital government the target, {number(asked, 0)}% of items fully online, is not observed; the platform "
            f"reports other numbers: in early {when}, {number(items, 0)} items, {number(1e4 * users, 0)} users a day and {number(bundles, 0)} bundled services. None of "
            "them tells what share of items can be handled fully online."
        )
    return (
        f"冲突登记中属于本主题的有{len(own)}条，其中{kinds.get('count', 0) + kinds.get('list', 0)}条关于计数或清单。有一条关于措辞：{str(words)[:-1]}。数字政务方面，目标是全网通办率{number(asked, 0)}%，"
        f"没有观测值；平台公布的是另外一些数：{when}年初事项{number(items, 0, language='zh')}项、日活用户{number(users, 1)}万人、“一件事一次办”场景{number(bundles, 0)}个。这些数都不能说明有多大比例的事项可以全程网办。"
    )


PROSE: Final[dict[str, Prose]] = {
    "cannot-fail": cannot_fail,
    "everywhere": everywhere,
    "marked": marked,
    "missing": missing,
    "successors": successors,
    "taken-over": taken_over,
    "together": together,
    "tools": tools,
    "watched": watched,
}
