"""The programmes: in which document, in what volume, and whether anything was observed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cqanalysis import renewal
from cqanalysis.drawing import style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number, width, wrap
from cqanalysis.exhibits.amounts import SIGNS
from cqanalysis.exhibits.field import CLAUSE_IDS, RESTS, YEAR, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.exhibits.renewal.names import (
    DOCUMENT,
    DOCUMENTS,
    PROGRAMME,
    PROGRAMMES,
    UNIT_EN,
    amount,
    rate,
    with_units,
)
from cqanalysis.tables import Data, records

#: Fill of a cell and colour of its words.
Cell = tuple[str, str, str]
_LIGHT: Final = "#E9ECEF"
_CHANGED: Final = "#F0BCA9"


def _grid(
    frame: Frame,
    language: Language,
    shape: Shape,
    heads: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Cell]]],
    first: float = 1.0,
) -> Figure:
    """Rows of cells with their words, a head above each; the first column of its own width."""
    wide, en = shape == "wide", language == "en"
    left = (146 if en else 104) if wide else (112 if en else 76)
    edges = [0.0, *(first + n for n in range(len(heads)))]
    with canvas(
        frame, language, shape, height=None if wide else 9.0, left=left, right=14, bottom=0
    ) as sheet:
        axes = sheet.axes
        axes.set_axis_off()
        size = sheet.small * (0.92 if wide else 0.86 if en else 0.82)
        points = axes.get_position().width * 72 * sheet.figure.get_size_inches()[0] / edges[-1]
        for down, (name, cells) in enumerate(rows):
            axes.text(-0.05, down, name, ha="right", va="center", fontsize=size)
            for low, high, (text, fill, ink) in zip(edges, edges[1:], cells, strict=False):
                if fill != style.PAPER:
                    corner = (low + 0.01, down - 0.44)
                    axes.add_patch(Rectangle(corner, high - low - 0.02, 0.88, facecolor=fill))
                room = (high - low) * points - 4
                axes.text(
                    (low + high) / 2, down, text if wide else _fitted(text, room, size),
                    ha="center", va="center", fontsize=size, color=ink, linespacing=1.05,
                )  # fmt: skip
        for low, high, head in zip(edges, edges[1:], heads, strict=False):
            axes.text(
                (low + high) / 2, -0.75, head, ha="center", va="bottom", fontsize=size,
                weight="bold", color=style.GREY,
            )  # fmt: skip
        axes.set_xlim(0, edges[-1])
        axes.set_ylim(len(rows) - 0.45, -2.6 if any("\n" in h for h in heads) else -1.8)
        return sheet.figure


def _fitted(text: str, room: float, size: float) -> str:
    """Words of a narrow cell: on two lines where one is too short, the unit below."""
    if width(text, size) <= room:
        return text
    if "平方米" in text:
        return text.replace("平方米", "\n平方米")
    lines = wrap(text, room, size)
    # A unit does not stand alone below its number.
    return text.replace(" ", "\n", 1) if len(lines[-1]) < 3 else "\n".join(lines)


# --- In which document -----------------------------------------------------

_STATES: Final = {
    "number": ("number", "有数量"), "named": ("named, no number", "提及而无数量"),
    "absent": ("not found", "未见"),
}  # fmt: skip
_RELATIONS: Final = {
    "first": ("first number", "首次提出数量"), "equal": ("equal", "一致"),
    "different": ("different", "不一致"), "number lost": ("number lost", "数量不再"), "": ("", ""),
}  # fmt: skip
_OPERATORS: Final = {
    "=": ("as printed", "所载"), ">=": ("at least", "不少于"), "~": ("about", "约"), "": ("", ""),
}  # fmt: skip
_DISTRIBUTIONS: Final = {
    "whole": ("over the period", "整个规划期"), "each": ("each year", "每年"), "": ("", ""),
}  # fmt: skip
_PROGRAMME_FIELDS: Final = {
    "programme": PROGRAMME,
    "doc_id": DOCUMENT,
    "state": Field("In the document", "文件中", codes=_STATES),
    "value": Field("Volume", "数量", "number"),
    "unit": Field("Unit as printed", "单位"),
    "unit_en": UNIT_EN,
    "operator": Field("Qualifier", "限定", codes=_OPERATORS),
    "distribution": Field("Spread", "分布", codes=_DISTRIBUTIONS),
    "against": Field(
        "Compared with", "对照文件", codes={**DOCUMENTS, "": ("", "")}
    ),
    "relation": Field("Against it", "与之相比", codes=_RELATIONS),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip


def _programme_table(data: Data) -> pd.DataFrame:
    return with_units(renewal.programmes(data["facts"], data["verdicts"]), data)


def _count(table: pd.DataFrame, doc: str, column: str, *values: str) -> int:
    return int(((table["doc_id"] == doc) & table[column].isin(values)).sum())


def _programme_words(table: pd.DataFrame, language: Language) -> Words:
    n = table["programme"].nunique()
    stated = {doc: _count(table, doc, "state", "number") for doc in DOCUMENTS}
    of_plan = table[(table["doc_id"] == "plan2035") & (table["state"] == "number")]["programme"]
    after = table[(table["doc_id"] == "renewal2025") & table["programme"].isin(of_plan)]
    equal, other = (int((after["relation"] == r).sum()) for r in ("equal", "different"))
    named, gone = (int((after["state"] == s).sum()) for s in ("named", "absent"))
    before = {r: _count(table, "plan2035", "relation", r) for r in ("equal", "different")}
    lost = int(
        (
            (table["doc_id"] == "plan2035")
            & (table["relation"] == "number lost")
            & (table["against"] == "fyp14")
        ).sum()
    )
    last = _count(table, "action2025", "state", "named")
    plan = stated["plan2035"]
    if language == "en":
        return Words(
            title=f"Of {plan} programmes with a volume in the Urbanization Plan, the Renewal Action Plan for the same years "
            f"repeats {equal} unchanged",
            subtitle="Works of renewal with a printed volume, all due by 2025. Blue: a volume, new or the same as before; red: another "
            "volume; grey: named without one",
            alt=f"A grid of {n} programmes and four documents. The Five-Year Plan gives a volume for {stated['fyp14']}, the Urbanization Plan "
            f"for {plan}, the Renewal Action Plan for {stated['renewal2025']}, the action plan of 2025 for none. Of the Urbanization Plan's "
            f"{plan}, the Renewal Action Plan has {equal} unchanged, {other} on another count, {named} without a number and "
            f"does not mention {gone}.",
            note=f"Programmes are the {plan} of the Urbanization Plan's box on renewal and {n - plan} volumes of city works that only "
            "another document prints. Whether two volumes are equal is taken from the register of verdicts where both are in it, otherwise from number, unit, "
            "qualifier and area: a length with “about” differs from the same length without, and bank upgraded from public space completed. "
            "Different volumes include pairs in other units or areas, such as sewage treatment capacity against a number of plants, or green space of the central urban area against that of the whole city. "
            "Named: a clause names the works themselves. Not found: neither the works nor a synonym was found by reading, which is "
            "no proof of absence. The years of the Five-Year Plan's volumes follow from its period. Walkways: first lengths to build, then a length to reach.",
            finding=f"The Five-Year Plan and the Urbanization Plan agree on the volume of "
            f"{before['equal']} programmes and differ on {before['different']}{f', and the later prints none for {lost} more' if lost else ''}. Of the latter's {plan}, the Renewal Action Plan, for the same years, repeats "
            f"{equal} unchanged, counts {other} in another way and names {named} without a volume. The action plan of 2025 has no volume and names {last}.",
        )
    return Words(
        title=f"城镇化规划给出数量的{plan}项更新工程，同期的城市更新提升行动计划只有{equal}项数量相同",
        subtitle="载有数量的更新工程，均以2025年为期：蓝色为首次提出数量或与前一文件一致，红色为不一致，灰色为提及而无数量",
        alt=f"{n}项工程、四份文件的矩阵。给出数量的，“十四五”规划纲要{stated['fyp14']}项，城镇化规划{plan}项，城市更新提升行动计划"
        f"{stated['renewal2025']}项，2025年五年行动计划没有。城镇化规划的{plan}项中，城市更新提升行动计划一致{equal}项，口径不同{other}项，"
        f"提及而无数量{named}项，未提及{gone}项。",
        note=f"工程包括城镇化规划更新专栏的{plan}项，以及只见于其他文件的{n - plan}项城市工程。两份文件都在对照表中的，以对照表判断是否一致，"
        "其余比较数量、单位、限定词和范围：长度相同的，带“约”与不带“约”、治理岸线与建成公共空间，都算不一致；单位或范围不同的也算，如污水处理能力与污水处理厂座数、中心城区绿地与全市绿地。“提及”指条款写到工程本身；"
        f"“未见”指通读后既未见其名也未见同义说法，不能证明确无。“十四五”规划纲要的年限按规划期推定。步道一项，前者为建设长度，后者为达到的总长度。",
        finding=f"“十四五”规划纲要与城镇化规划的工程数量一致{before['equal']}项、不一致{before['different']}项"
        f"{f'，另有{lost}项后者不再给出数量' if lost else ''}；后者的{plan}项中，期限相同的城市更新提升行动计划数量相同{equal}项，口径不同{other}项，"
        f"提及而无数量{named}项；2025年五年行动计划没有数量，提及{last}项。",
    )


def _programme_cell(row: Any, language: Language) -> Cell:
    if row.state == "absent":
        return "—", style.PAPER, style.GREY
    if row.state == "named":
        return {"en": "named", "zh": "提及"}[language], _LIGHT, style.GREY
    about = {"en": "about ", "zh": "约"}[language] if row.operator == "~" else ""
    text = about + SIGNS.get(row.operator, "") + amount(row.value, row.unit, row.unit_en, language)
    if row.distribution == "each":
        text = {"en": f"{text} a year", "zh": f"每年{text}"}[language]
    if row.relation == "different":
        return text, _CHANGED, style.INK
    return text, style.CONTRAST, style.PAPER


def _programme_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    fold: Callable[[str], str] = (
        (lambda head: head) if shape == "wide" else lambda head: _folded(head, language)
    )
    rows = [
        (
            PROGRAMMES[str(name)][language == "zh"],
            [_programme_cell(row, language) for row in records(own)],
        )
        for name, own in table.groupby("programme", sort=False)
    ]
    heads = [fold(own[language == "zh"]) for own in DOCUMENTS.values()]
    return _grid(frame, language, shape, heads, rows)


def _folded(head: str, language: Language) -> str:
    """A document's name on two lines."""
    if language == "en":
        first, _, rest = head.partition(" ")
        return f"{first}\n{rest}"
    last = 4 if head.endswith(("行动计划", "规划纲要")) else 2
    return f"{head[:-last]}\n{head[-last:]}"


# --- Scale -----------------------------------------------------------------

_PLACES: Final = {"chongqing": ("the city", "全市"), "core": ("central urban area", "中心城区")}
_SCALE_FIELDS: Final = {
    "programme": PROGRAMME,
    "place": Field("Area", "范围", codes=_PLACES),
    "value": Field("Volume", "数量", "number"),
    "unit": Field("Unit", "单位"),
    "unit_en": UNIT_EN,
    "operator": Field("Qualifier", "限定", codes=_OPERATORS),
    "years": Field("Years of the period", "规划期年数", "integer"),
    "per_year": Field("A year", "年均数量", "number"),
    "urban": Field("Urban residents 2020, 10,000", "2020年城镇常住人口（万人）", "number"),
    "per_100k": Field("For 100,000 urban residents", "每10万城镇常住人口数量", "number"),
    "ratio": Field("Against another volume", "与另一数量之比", "number"),
    **RESTS,
}  # fmt: skip
#: A volume over another, in words.
_RATIOS: Final[dict[str, tuple[str, str]]] = {
    "clear-waters": ("{} km a river", "每条河{}公里"),
    "parks": ("{} ha a park", "每个公园{}公顷"),
    "walkways": ("{} km of riverside walkway a km of bank", "每公里岸线{}公里滨江步道"),
    "footpaths": ("{} km a km of road", "每公里道路{}公里"),
    "road-surface": ("{} m² a km of road", "每公里道路{}平方米"),
}


def _scale_table(data: Data) -> pd.DataFrame:
    table = renewal.scale(data["facts"], data["observations"])
    ratios = renewal.ratios(data["facts"]).set_index("programme")
    # A ratio rests on the other volume as well.
    more = table["programme"].map(ratios["fact_ids"]).fillna("")
    ids = [
        "|".join(dict.fromkeys(i for cell in pair for i in cell.split("|") if i))
        for pair in zip(table["fact_ids"], more, strict=True)
    ]
    ratio = table["programme"].map(ratios["value"])
    return with_units(table.assign(ratio=ratio, fact_ids=ids), data)


def _scale_words(table: pd.DataFrame, language: Language) -> Words:
    at = table.set_index("programme")
    floor = at.loc["compounds", "per_100k"] / 10
    green = at.loc["green-space", "per_100k"] / 10
    walk, river, park = (
        number(at.loc[key, "ratio"], 1) for key in ("walkways", "clear-waters", "parks")
    )
    toilets = number(at.loc["toilets", "per_100k"], 0)
    bank = number(at.loc["riverbank", "per_100k"], 1)
    urban = {
        place: number(rows["urban"].iloc[0], 0, language="zh")
        for place, rows in table.groupby("place")
    }
    each = number(floor, 1)
    if language == "en":
        return Words(
            title=f"The old compounds to be renewed come to {each} m² per urban resident",
            subtitle="Volumes due by 2025, divided evenly over five years and by the urban residents of the area they are printed for",
            alt=f"A table of {len(table)} programmes. For each urban resident {each} m² of old compounds and {number(green, 1)} m² of "
            f"green space; for 100,000 of them {toilets} public toilets and, in the central urban area, {bank} km of riverbank. A Clear Waters river "
            f"is {river} km long on average, a park {park} ha; {walk} km of riverside walkway are planned for a kilometre of bank.",
            note=f"Volumes of the Urbanization Plan, else of the first document that prints one. Urban residents of the 2020 census: "
            f"{number(float(at.loc['compounds', 'urban']) / 100, 2)} million in the city, {number(float(at.loc['riverbank', 'urban']) / 100, 2)} million in the "
            "central urban area, whose works are divided by its own residents. A year: an even division, which no document prints. Whether the area "
            "of compounds is floor or site is not printed. The riverside walkways are those of the core section and others, an open list, compared with "
            "the whole length of bank; roads are those that the centre is to have in 2025. A ratio does not show need.",
            finding=f"Renewal means {each} m² of old compounds and {number(green, 1)} m² of new or rebuilt green space "
            f"per urban resident by 2025, and {walk} km of riverside walkway for each kilometre of bank.",
        )
    return Words(
        title=f"待改造的老旧小区，折合每位城镇居民{each}平方米",
        subtitle="以2025年为期的数量，按五年平均，并按所载范围的城镇常住人口折算",
        alt=f"{len(table)}项工程的表。每位城镇常住人口折合老旧小区{each}平方米、城市绿地{number(green, 1)}平方米；每10万人公厕{toilets}座，"
        f"中心城区每10万人岸线{bank}公里。“清水绿岸”平均每条河{river}公里，公园平均每个{park}公顷；每公里岸线规划滨江步道{walk}公里。",
        note=f"取城镇化规划的数量，没有的取首先给出数量的文件。2020年普查城镇常住人口：全市{urban['chongqing']}万人，中心城区{urban['core']}万人；"
        "中心城区的工程按中心城区人口折算。年均为平均分摊，文件没有载明分年数。老旧小区面积是建筑面积还是用地面积，文件未载。"
        "滨江步道为核心段等，属开放列举，与岸线总长相比；道路为中心城区2025年要达到的总长。折算数不等于需求。",
        finding=f"按人口折算，到2025年每位城镇常住人口折合改造老旧小区{each}平方米、建设绿地{number(green, 1)}平方米；"
        f"每公里岸线配滨江步道{walk}公里。",
    )


def _scale_columns(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    zh = language == "zh"
    names = [PROGRAMMES[name][zh] for name in table["programme"]]
    about = {"en": "about ", "zh": "约"}[language]
    volumes, yearly, people, ratios = [], [], [], []
    for row in records(table):
        sign = about if row.operator == "~" else SIGNS[row.operator]
        volumes.append(sign + amount(row.value, row.unit, row.unit_en, language))
        yearly.append(rate(row.per_year, row.unit, row.unit_en, language))
        people.append(rate(row.per_100k, row.unit, row.unit_en, language))
        digits = 1 if row.ratio < 100 else 0
        ratios.append(
            ""
            if pd.isna(row.ratio)
            else _RATIOS[row.programme][zh].format(number(row.ratio, digits, language=language))
        )
    heads = {
        "en": ("Programme", "By 2025", "A year", "For 100,000 urban residents", "Set against"),
        "zh": ("工程", "到2025年", "年均", "每10万城镇常住人口", "与其他数量相比"),
    }[language]
    columns = (names, volumes, yearly, people, ratios)
    return pd.DataFrame(dict(zip(heads, columns, strict=True)))


# --- What was observed -----------------------------------------------------

_SEEN: Final = {
    "same": ("observed on the same count", "同口径观测"),
    "other": ("another count only", "仅有其他口径"),
    "none": ("not in this collection", "本资料集无观测值"),
}
_SEEN_FIELDS: Final = {
    "programme": PROGRAMME,
    "year": YEAR,
    "asked": Field("Asked a year", "年均要求", "number"),
    "unit": Field("Unit", "单位"),
    "unit_en": UNIT_EN,
    "seen": Field("Observed", "观测情况", codes=_SEEN),
    "value": Field("Value on the same count", "同口径数值", "number"),
    **RESTS,
}  # fmt: skip


def _seen_table(data: Data) -> pd.DataFrame:
    return with_units(renewal.observed_years(data["facts"], data["observations"]), data)


def _seen_words(table: pd.DataFrame, language: Language) -> Words:
    n, cells = table["programme"].nunique(), len(table)
    same = table[table["seen"] == "same"]
    other = table[table["seen"] == "other"]
    empty = int((table["seen"] == "none").sum())
    one = same.iloc[0]
    name = PROGRAMMES[one["programme"]]
    got, asked = (
        amount(one[key], one["unit"], one["unit_en"], language) for key in ("value", "asked")
    )
    near = PROGRAMMES[other["programme"].iloc[0]]
    none = table.groupby("programme")["seen"].agg(lambda s: (s == "none").all()).sum()
    first, last = int(table["year"].min()), int(table["year"].max())
    if language == "en":
        return Words(
            title=f"Of {cells} yearly volumes implied by the targets for 2025, {len(same)} was observed on the same count",
            subtitle=f"{n} programmes by year, {first}–{last}: what an even division asks for each year, and what this collection holds on the "
            "same count, area and whole year",
            alt=f"A grid of {n} programmes and five years. {len(same)} cell holds an observation: {name[0].lower()} in {one['year']}, {got} against "
            f"{asked} asked. {len(other)} cells, all of {near[0].lower()}, have another count only. {empty} are empty.",
            note="The documents print volumes for the period and no yearly parts; the even division is this book's. Another count: areas planned "
            "or started, some since 2018, do not show areas renewed. Observations of part of a year, of another area or in another unit are "
            "not used. Empty means that nothing was found by the date of the data, not that nothing was built: yearly reports of the departments may hold more.",
            finding=f"Of the {n} programmes due in 2025, {none} have no observation in this collection in any year. {name[0]} has one: {got} in "
            f"{one['year']}, {_against(one, 'en')}. {near[0]} are reported as planned and started, not as renewed.",
        )
    return Words(
        title=f"2025年的目标折合{cells}个分年数量，其中{len(same)}个有同口径观测值",
        subtitle=f"{n}项工程，{first}—{last}年：平均每年要求的数量，以及本资料集中口径、范围相同且覆盖全年的观测值",
        alt=f"{n}项工程、五个年份的矩阵。有观测值的{len(same)}格：{one['year']}年{name[1]}{got}，要求{asked}。{len(other)}格只有其他口径，"
        f"都属于{near[1]}。其余{empty}格为空。",
        note="文件只载规划期总量，没有分年数；平均分摊是本书的算法。其他口径：计划或启动的面积，有的自2018年起算，不能说明改造完成的面积。"
        "不足一年的、其他范围或其他单位的观测值不采用。空格表示到数据截止日没有查到，不表示没有建设；部门年度总结中可能还有数据。",
        finding=f"以2025年为期的{n}项工程中，{none}项在本资料集没有任何年份的观测值。{name[1]}有一个：{one['year']}年{got}，{_against(one, 'zh')}。"
        f"{near[1]}只有计划和启动的面积，没有改造完成的面积。",
    )


def _against(row: pd.Series, language: Language) -> str:
    """A yearly volume against what an even division asks."""
    part = row["value"] / row["asked"]
    if abs(part - 1) < 0.005:
        return {"en": "as much as an even division asks", "zh": "与年均要求相同"}[language]
    told = number(100 * part, 0)
    return {"en": f"{told}% of what an even division asks", "zh": f"相当于年均要求的{told}%"}[
        language
    ]


def _seen_cell(row: Any, language: Language, shape: Shape) -> Cell:
    if row.seen == "same":
        # The narrow cell leaves the unit to what is asked, in the same row.
        english = row.unit_en if shape == "wide" else row.unit_en.partition(" ")[0]
        text = amount(row.value, row.unit, english, language)
        return text, style.CONTRAST, style.PAPER
    if row.seen == "other":
        return {"en": "another count", "zh": "其他口径"}[language], _CHANGED, style.INK
    return "", _LIGHT, style.GREY


def _seen_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    zh = language == "zh"
    rows = []
    for name, own in table.groupby("programme", sort=False):
        asked = own.iloc[0]
        text = rate(asked["asked"], asked["unit"], asked["unit_en"], language)
        cells = [_seen_cell(row, language, shape) for row in records(own)]
        rows.append((PROGRAMMES[str(name)][zh], [(text, style.PAPER, style.TARGET), *cells]))
    heads = [{"en": "asked a year", "zh": "年均要求"}[language]]
    heads += [str(year) for year in sorted(table["year"].unique())]
    return _grid(frame, language, shape, heads, rows, first=1.0 if shape == "wide" else 1.6)


EXHIBITS: Final = (
    Exhibit(
        "renewal-programmes", "renewal", _programme_table, _programme_words, _PROGRAMME_FIELDS,
        _programme_draw,
    ),
    Exhibit(
        "renewal-scale", "renewal", _scale_table, _scale_words, _SCALE_FIELDS,
        columns=_scale_columns,
    ),
)  # fmt: skip
OBSERVED: Final = Exhibit(
    "renewal-observed-years", "renewal", _seen_table, _seen_words, _SEEN_FIELDS, _seen_draw
)
