"""Where the units are, which lists name them, and what roles they are given."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FixedLocator

from cqanalysis import roles, spatial
from cqanalysis.drawing import maps, style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import CLAUSE_IDS, PLACE, RESTS, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.exhibits.units import GROUP, GROUP_NAMES, NAMES, named, tile_page
from cqanalysis.tables import Data

# --- Lists of pilots -------------------------------------------------------

_LISTS: Final = {
    "zone-national": ("national pilot zone", "国家城乡融合发展试验区"),
    "zone-municipal": ("municipal demonstration zone", "市级先行示范区"),
    "county-demo": ("county-seat demonstration", "县城新型城镇化建设示范县"),
    "potential": ("potential area", "潜力地区"),
    "potential-pilots": ("national pilot of potential areas", "国家潜力地区城镇化建设试点"),
}
#: Every combination of lists that occurs is one cell of the data.
_COMBINED: Final = {
    "|".join(keys): (
        " + ".join(_LISTS[key][0] for key in keys), "、".join(_LISTS[key][1] for key in keys)
    )
    for keys in (
        ("zone-national",), ("zone-municipal",), ("county-demo",), ("potential",),
        ("zone-municipal", "county-demo"), ("potential", "potential-pilots"),
    )
}  # fmt: skip
_KINDS: Final = {
    "core": ("central urban area", "中心城区"),
    "vanguard": ("vanguard district", "同城化发展先行区"),
    "pivot": ("pivot city", "支点城市"),
    "bridgehead": ("bridgehead city", "桥头堡城市"),
    "northeast": ("northeast cluster", "渝东北三峡库区城镇群"),
    "southeast": ("southeast cluster", "渝东南武陵山区城镇群"),
}
_STATUS: Final = {
    "both": ("by both plans", "两份都列入"),
    "2021": ("Urbanization Plan only", "仅城镇化规划"),
    "2025": ("2025 Action Plan only", "仅2025年五年行动计划"),
    "none": ("by neither", "两份都未列入"),
}
#: Dark to light, so that it reads in grey print.
_FILLS: Final = {
    "both": style.SEQUENTIAL[-1],
    "2025": style.ACCENT,
    "2021": style.SEQUENTIAL[1],
    "none": "#EEF0F2",
}
_DESIGNATION_FIELDS: Final = {
    "place": PLACE,
    **NAMES,
    "group": GROUP,
    "kind": Field("Place in the hierarchy", "层级", codes=_KINDS),
    "lists_2021": Field("Lists of the Urbanization Plan", "城镇化规划所列名单", codes=_COMBINED),
    "lists_2025": Field("Lists of the 2025 Action Plan", "2025年五年行动计划所列名单", codes=_COMBINED),
    "status": Field("Named by", "列入名单的文件", codes=_STATUS),
    "residents": Field("Residents, 10,000", "常住人口（万人）", "number"),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip


def _designation_table(data: Data) -> pd.DataFrame:
    return named(spatial.designations(data["members"], data["observations"]), data)


def _designation_words(table: pd.DataFrame, language: Language) -> Words:
    found = spatial.overlap(table)
    kinds = table.groupby("kind")["status"].agg(list)
    bridge, core = kinds["bridgehead"], kinds["core"]
    of_core = sum(status in ("2021", "both") for status in core)
    late = sum(status in ("2025", "both") for status in core)
    # The two largest outside the central urban area that no list names.
    outside = table[(table["group"] != "core") & (table["status"] == "none")]
    large = outside.sort_values("residents", ascending=False)[f"name_{language}"].head(2).tolist()
    chance, expected = number(100 * found.p, 0), number(found.expected, 1)
    kappa = number(found.kappa, 2)
    pilots = int(table["lists_2025"].str.contains("pilots").sum())
    tiles = maps.TILES_NOTE[language].format("spatial-designations")
    if language == "en":
        return Words(
            title=f"{found.both} of the {found.first} units with a pilot in the Urbanization Plan are on the 2025 Action Plan's list; "
            f"{' and '.join(large)} are on neither",
            subtitle="Units on the lists of pilots, demonstrations and key areas in the two plans",
            alt=f"The Urbanization Plan's lists name {found.first} of {len(table)} units, the 2025 Action Plan's {found.second}; "
            f"{found.both} are on both. All {len(bridge)} bridgehead cities in the west are on both; of the "
            f"{len(core)} central districts the Urbanization Plan names {of_core} and the 2025 Action Plan {late or 'none'}.",
            note=f"{maps.NOTE['en']} {tiles} Urbanization Plan: the two reform zones and the county-seat demonstrations; 2025 Action Plan: the "
            f"potential areas, with the {pilots} pilots among them. If both lists were drawn by lot, {expected} units would be on both; "
            f"{found.both} or more in {chance} of 100 draws (hypergeometric). Cohen's kappa is {kappa}. "
            "The lists differ in purpose: a second naming says nothing of what came of the first "
            "pilot. Zones are counted as whole units.",
            finding=f"The two documents list different places: of {found.first} units with a pilot in the Urbanization Plan, {found.both} are "
            f"named again in the 2025 Action Plan, not clearly more than the {expected} that chance would give. {large[0]} and {large[1]} "
            "are the largest units outside the central urban area that no list names.",
        )
    return Words(
        title=f"城镇化规划中有试点的{found.first}个单元，{found.both}个列入2025年五年行动计划名单，{'和'.join(large)}均未列入",
        subtitle="城镇化规划与2025年五年行动计划的试点、示范和重点地区名单所列单元",
        alt=f"{len(table)}个区县中，城镇化规划名单列有{found.first}个，2025年五年行动计划列有{found.second}个，两份都列入的{found.both}个。"
        f"西部{len(bridge)}个桥头堡城市两份全部列入；中心城区{len(core)}个区，城镇化规划列入{of_core}个，2025年五年行动计划{late}个。",
        note=f"{maps.NOTE['zh']}{tiles}城镇化规划：两类城乡融合改革试验区和县城新型城镇化建设示范县；2025年五年行动计划：潜力地区及其中{pilots}个试点。"
        f"如果两份名单都随机抽取，两份都列入的期望值为{expected}个，达到{found.both}个以上的概率为{chance}%（超几何分布），"
        f"科恩Kappa系数为{kappa}。各名单目的不同，再次列入并不说明前一次试点的成效。试验区按整区县计。",
        finding=f"前后两份文件所列区县不同：城镇化规划中有试点的{found.first}个单元，2025年五年行动计划再次列入{found.both}个，"
        f"并不明显多于随机情况下的{expected}个；中心城区以外两份都未列入的单元中，人口最多的是{large[0]}和{large[1]}。",
    )


def _status_key(table: pd.DataFrame, language: Language) -> list[maps.Class]:
    counts = table["status"].value_counts()
    mark = {"en": "{} ({})", "zh": "{}（{}）"}[language]
    return [
        maps.Class(_FILLS[status], mark.format(words[language == "zh"], counts.get(status, 0)))
        for status, words in _STATUS.items()
    ]


_KEY_HEADS: Final[dict[Language, str]] = {
    "en": "Named by a list\n(number of units)",
    "zh": "列入名单的文件\n（单元数）",
}


def _designation_draw(
    table: pd.DataFrame, frame: Frame, language: Language, shape: Shape
) -> Figure:
    by = table.set_index("place")
    fills, groups = by["status"].map(_FILLS).to_dict(), by["group"].to_dict()
    entries = _status_key(table, language)
    with canvas(
        frame, language, shape, height=None if shape == "wide" else 6.4, left=14, bottom=0
    ) as sheet:
        if not sheet.wide:
            tile_page(sheet, fills, groups)
            maps.key(sheet, _KEY_HEADS[language], entries, x=0, y=1)
            return sheet.figure
        outside = by[(by["group"] != "core") & (by["status"] == "none")]
        unnamed = outside.sort_values("residents", ascending=False).index[:2]
        labels = by.loc[[*unnamed, *by.index[by["status"] == "both"]], f"name_{language}"]
        maps.outline_map(
            sheet, fills, groups=groups, labels=labels.to_dict(),
            names={group: _broken(own[language]) for group, own in GROUP_NAMES.items()},
        )  # fmt: skip
        maps.key(sheet, _KEY_HEADS[language], entries, x=0, y=1)
        return sheet.figure


def _broken(name: str) -> str:
    """The long names of groups on two lines."""
    return (
        name.replace(" districts", "\ndistricts")
        .replace("三峡", "\n三峡")
        .replace("武陵", "\n武陵")
    )


# --- Roles -----------------------------------------------------------------

_TAGS: Final = {
    "agriculture": ("agriculture", "农业"),
    "back-garden": ("back garden", "都市后花园"),
    "culture-heritage": ("culture and heritage", "文化与遗产"),
    "ecology": ("ecology", "生态与绿色"),
    "education": ("education", "教育"),
    "gateway-cooperation": ("gateway, cooperation", "门户与合作"),
    "health-wellness": ("health and wellness", "健康康养"),
    "high-tech": ("high technology", "高新技术"),
    "industry": ("industry", "工业制造"),
    "landscape": ("landscape", "山水景观"),
    "livable-city": ("livable city", "宜居城市"),
    "logistics-trade": ("trade, logistics", "商贸物流"),
    "processing": ("processing", "加工"),
    "regional-centre": ("regional centre", "区域中心"),
    "revival": ("transition, revival", "转型振兴"),
    "services": ("area services", "公共服务"),
    "strategic-link": ("strategic link", "战略节点"),
    "tourism-leisure": ("tourism, leisure", "旅游休闲"),
    "transport-hub": ("transport hub", "交通枢纽"),
    "urban-rural": ("urban-rural", "城乡融合"),
}
_ROLE_FIELDS: Final = {
    "place": PLACE,
    **NAMES,
    "group": GROUP,
    "tag": Field("Subject of a role", "角色主题", codes=_TAGS),
    "roles": Field("Roles of the unit", "该单元角色数", "integer"),
    "similarity": Field("Mean likeness with all others (Jaccard)", "与其余各单元的平均相似度（Jaccard）", "number"),
    "inside": Field("Mean likeness within its group", "组内平均相似度", "number"),
    "nearest": Field("Most similar unit (key)", "最相似单元标识"),
    "likeness": Field("Likeness with it", "与其相似度", "number"),
    "commonness": Field("Mean share of units with its subjects, %", "其主题的平均普及率（%）", "number"),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}  # fmt: skip


def _role_table(data: Data) -> pd.DataFrame:
    profiles = roles.role_profiles(data["roles"], data["members"])
    long = profiles.assign(tag=profiles["tags"].str.split("|")).explode("tag")
    return named(long.drop(columns="tags"), data)


def _role_words(table: pd.DataFrame, language: Language) -> Words:
    counts = table["tag"].value_counts()
    units = table.drop_duplicates("place")
    tags = {str(place): frozenset(rows["tag"]) for place, rows in table.groupby("place")}
    groups = units.set_index("place")["group"].to_dict()
    alike = roles.group_likeness(tags, groups)
    percent = {group: number(100 * alike.loc[group, "likeness"], 0) for group in alike.index}
    most = alike.drop("all")["likeness"].idxmax()
    others = [group for group in GROUP_NAMES if group in alike.index and group != most]
    n, first = len(units), counts.index[0]
    rare = int((counts <= 3).sum())
    pair = units.sort_values(["likeness", "place"], ascending=[False, True]).iloc[0]
    twin = units.set_index("place").loc[pair["nearest"], f"name_{language}"]
    same = number(100 * pair["likeness"], 0)
    nearest = number(100 * units["likeness"].mean(), 0)
    chance = number(100 * alike.loc[others, "p"].min(), 0)
    rarely = number(100 * alike.loc[most, "p"], 2)
    top, word = GROUP_NAMES[most][language], _TAGS[first][language == "zh"]
    if language == "en":
        rest = " and ".join(
            f"{percent[group]}% in the {GROUP_NAMES[group]['en'].lower()}" for group in others
        )
        return Words(
            title=f"Roles are most alike in the {top.lower()}: two of its units share {percent[most]}% of their "
            f"subjects on average, any two units {percent['all']}%",
            subtitle="Subjects of the roles that the plan prescribes to the units outside the central urban area",
            alt=f"A grid of {len(counts)} subjects and {n} units. {counts[first]} units have {word}; {rare} subjects "
            f"stand in three units or fewer. Two units share {percent['all']} percent of their subjects on average, "
            f"two of the {top.lower()} {percent[most]}; a unit and the one most like it {nearest}.",
            note=f"Subjects are read from the wording of each role by a list of {len(_TAGS)}; a role may have several. Likeness "
            "is the Jaccard index: subjects shared, of those that either unit has. Groups of the same size drawn by "
            f"lot are as alike as the {top.lower()} in {rarely} of 100 draws, as alike as the others in {chance} or more. No location quotient is given: it compares amounts, such as jobs, and a "
            "role has no amount. Shared subjects are not wrong: a region may need many industrial towns. The "
            "plan lists no roles for the nine central districts.",
            finding=f"Outside the central urban area {counts[first]} of {n} units are given a role in {word.replace(', ', ' and ')}. In two "
            f"groups roles are about as alike as between any two units ({rest}; any two units {percent['all']}%); in the "
            f"{top.lower()} they are more alike: two units share {percent[most]}%, {pair['name_en']} and {twin} {same}%.",
        )
    rest = "、".join(f"{GROUP_NAMES[group]['zh']}{percent[group]}%" for group in others)
    return Words(
        title=f"{top}功能定位最为相近：组内两个单元平均{percent[most]}%的主题相同，任意两个单元为{percent['all']}%",
        subtitle="规划赋予中心城区以外各单元的功能定位，按主题分列",
        alt=f"{len(counts)}个主题、{n}个单元的矩阵。{word}见于{counts[first]}个单元，{rare}个主题只见于三个以内的单元。"
        f"两个单元平均有{percent['all']}%的主题相同，{top}内为{percent[most]}%；各单元与最相似的单元为{nearest}%。",
        note=f"主题按{len(_TAGS)}个主题的清单从各项定位的文字判读，一项定位可含多个主题。相似度为Jaccard指数，即共有主题占两者全部主题的比重。"
        f"随机抽取单元数相同的组，与{top}同样相近的占{rarely}%，与其余两组同样相近的占{chance}%以上。"
        "本书不计算区位商：区位商比较的是就业等数量，而功能定位没有数量。许多单元同有一个主题并不等于定位失当，"
        "一个区域可能正需要许多工业城镇。规划没有逐一列出中心城区九个区的定位。",
        finding=f"中心城区以外{n}个单元中，{counts[first]}个的定位涉及{word}。另两组的相近程度与任意两个单元接近（{rest}；"
        f"任意两个单元{percent['all']}%），{top}更为相近，组内平均{percent[most]}%，其中{pair['name_zh']}与{twin}为{same}%。",
    )


def _role_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, english = shape == "wide", language == "en"
    counts = table["tag"].value_counts()
    tags = sorted(counts.index, key=lambda tag: (-counts[tag], tag))
    order = [group for group in GROUP_NAMES if group in set(table["group"])]
    units = table.drop_duplicates("place")
    units = units.assign(rank=units["group"].map(order.index)).sort_values(["rank", "place"])
    spots = {
        place: nth + (0.7 if wide else 1.3) * rank
        for nth, (place, rank) in enumerate(zip(units["place"], units["rank"], strict=True))
    }
    if wide:
        page = canvas(
            frame,
            language,
            shape,
            left=116 if english else 76,
            right=26,
            bottom=60 if english else 50,
        )
    else:
        left, bottom = (62, 92) if english else (56, 58)
        page = canvas(frame, language, shape, height=9.2, left=left, right=12, bottom=bottom)
    with page as sheet:
        axes = sheet.axes
        for group, rows in table.groupby("group"):
            across, along = rows["place"].map(spots), rows["tag"].map(tags.index)
            axes.plot(
                *((across, along) if wide else (along, across)), "s", linestyle="none",
                color=style.GROUPS[str(group)][0], markersize=6.2 if wide else 6.6,
            )  # fmt: skip
        unit_names = list(units[f"name_{language}"])
        tag_names = [_TAGS[tag][language == "zh"] for tag in tags]
        if not english:
            upright = ["\n".join(name) for name in (unit_names if wide else tag_names)]
            unit_names, tag_names = (upright, tag_names) if wide else (unit_names, upright)
        unit_axis, tag_axis = (axes.xaxis, axes.yaxis) if wide else (axes.yaxis, axes.xaxis)
        unit_axis.set_major_locator(FixedLocator(list(spots.values())))
        unit_axis.set_major_formatter(FixedFormatter(unit_names))
        tag_axis.set_major_locator(FixedLocator(list(range(len(tags)))))
        tag_axis.set_major_formatter(FixedFormatter(tag_names))
        axes.tick_params(
            axis="x", length=0, labelcolor=style.INK, labelrotation=90 if english else 0
        )
        axes.tick_params(axis="y", length=0, labelcolor=style.INK)
        tag_axis.grid(True)
        axes.spines["bottom"].set_visible(False)
        end = max(spots.values())
        if wide:
            axes.set_xlim(-0.6, end + 0.6)
            axes.set_ylim(len(tags) - 0.4, -1.5)
        else:
            axes.set_xlim(-0.6, len(tags) - 0.4)
            axes.set_ylim(end + 0.6, -2.7)
        for along, tag in enumerate(tags):
            axes.annotate(
                str(counts[tag]), (end + 0.6, along) if wide else (along, -2.2),
                xytext=(6, 0) if wide else (0, 0), textcoords="offset points", va="center",
                ha="left" if wide else "center", fontsize=sheet.small, weight="bold",
                annotation_clip=False,
            )  # fmt: skip
        for group in order:
            own = [spots[place] for place in units.loc[units["group"] == group, "place"]]
            if wide:
                axes.annotate(
                    GROUP_NAMES[group][language], ((own[0] + own[-1]) / 2, -1.1), ha="center",
                    va="center", fontsize=sheet.small, weight="bold", color=style.GROUPS[group][0],
                )  # fmt: skip
            else:
                # In the gap above its units, from the edge of the sheet.
                axes.annotate(
                    GROUP_NAMES[group][language], (0, own[0] - 1.05), xytext=(14 - left, 0),
                    xycoords=("axes fraction", "data"), textcoords="offset points", va="center",
                    fontsize=sheet.small, weight="bold", color=style.GROUPS[group][0],
                    annotation_clip=False,
                )  # fmt: skip
        return sheet.figure


EXHIBITS: Final = (
    Exhibit(
        "spatial-designations", "spatial", _designation_table, _designation_words,
        _DESIGNATION_FIELDS, _designation_draw,
    ),
)  # fmt: skip
ROLES: Final = Exhibit(
    "spatial-role-likeness", "spatial", _role_table, _role_words, _ROLE_FIELDS, _role_draw
)
