"""Reform zones, and what is promised to the countryside."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from cqanalysis import integration
from cqanalysis.drawing import marks, style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number, share
from cqanalysis.exhibits.field import PLACE, RESTS, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

# --- Reform zones ----------------------------------------------------------


_ZONES: Final[dict[str, dict[Language, str]]] = {
    "zone-national": {"en": "National pilot zone", "zh": "国家城乡融合发展试验区"},
    "zone-municipal": {"en": "Municipal demonstration zone", "zh": "市级先行示范区"},
}
_ZONE_FIELDS: Final = {
    "zone": Field("Zone", "试验区", codes={
        zone: (own["en"], own["zh"]) for zone, own in _ZONES.items()
    }),
    "members": Field("Districts and counties", "区县数", "integer"),
    "measure": Field("Measure", "指标", codes={
        "area": ("land, 10,000 km²", "土地（万平方公里）"),
        "people": ("residents, 10,000", "常住人口（万人）"),
        "rural": ("rural residents, 10,000", "乡村常住人口（万人）"),
    }),
    "value": Field("In the zone", "试验区内数值", "number"),
    "city": Field("In the city", "全市数值", "number"),
    "share": Field("Share of the city, %", "占全市比重（%）", "number"),
    "printed": Field("As the plan prints it", "规划所载", "number"),
    **RESTS,
}  # fmt: skip


def _zone_table(data: Data) -> pd.DataFrame:
    table = integration.reform_zones(data["facts"], data["observations"], data["members"])
    # A share rests on the city's rows as well.
    both = table["obs_ids"] + "|" + table["city_obs_ids"]
    whole = ["|".join(dict.fromkeys(cell.split("|"))) for cell in both]
    return table.drop(columns="city_obs_ids").assign(obs_ids=whole)


def _zone_words(table: pd.DataFrame, language: Language) -> Words:
    at = table.set_index(["zone", "measure"])
    n, m = "zone-national", "zone-municipal"
    share = {
        (z, k): number(at.loc[(z, k), "share"], 0)
        for z in (n, m)
        for k in ("area", "people", "rural")
    }
    scale, digits = (100, 1) if language == "en" else (1, 0)
    people = {z: number(at.loc[(z, "people"), "value"] / scale, digits) for z in (n, m)}
    area = {z: number(at.loc[(z, "area"), "value"], 2) for z in (n, m)}
    printed = {z: number(at.loc[(z, "area"), "printed"], 1) for z in (n, m)}
    both = number(at.loc[(n, "rural"), "share"] + at.loc[(m, "rural"), "share"], 0)
    members = {z: int(at.loc[(z, "area"), "members"]) for z in (n, m)}
    if language == "en":
        return Words(
            title=f"The two reform zones are home to {both}% of the city's rural residents",
            subtitle="Share of Chongqing's land, residents and rural residents in each zone, percent; "
            "census of 2020",
            alt=f"The national zone has {share[n, 'area']} percent of the land, {share[n, 'people']} of "
            f"the residents and {share[n, 'rural']} of the rural residents; the municipal zone "
            f"{share[m, 'area']}, {share[m, 'people']} and {share[m, 'rural']}. Together they hold {both} percent of "
            "the rural residents.",
            note=f"The plan prints {printed[n]} and {printed[m]} (10,000 km²); the outlines of the "
            f"{members[n]} and {members[m]} units give {area[n]} and {area[m]}. The plan adds the area of "
            "the Three Gorges Heart scheme to Zhongxian; it is not counted apart. Qijiang–Wansheng counts "
            "as one unit. Whole districts are counted, as the plan lists them; parts that no reform has "
            "reached cannot be told apart. Rural residents live outside towns; they need not be "
            "registered there.",
            finding=f"The two reform zones hold {both}% of the city's rural residents: "
            f"{people[n]} million residents live in the national zone, {people[m]} million in the "
            "municipal one.",
        )
    return Words(
        title=f"两类改革试验区覆盖全市{both}%的乡村常住人口",
        subtitle="各试验区占全市土地、常住人口和乡村常住人口的比重，%；2020年人口普查",
        alt=f"国家试验区占全市土地的{share[n, 'area']}%、常住人口的{share[n, 'people']}%、乡村常住人口的"
        f"{share[n, 'rural']}%；市级示范区分别为{share[m, 'area']}%、{share[m, 'people']}%和"
        f"{share[m, 'rural']}%。两者合计占乡村常住人口的{both}%。",
        note=f"规划所载面积为{printed[n]}万和{printed[m]}万平方公里，按{members[n]}个和{members[m]}个单元的"
        f"轮廓计算为{area[n]}万和{area[m]}万平方公里。綦江—万盛计为一个单元，忠县所含“三峡库心·长江盆景”规划区域未单独计算。按规划所列以整区县计算，"
        "区县内改革尚未触及的部分无法区分。乡村常住人口指居住在城镇以外的人口，户籍未必在当地。",
        finding=f"两类改革试验区共有全市{both}%的乡村常住人口：国家试验区常住人口{people[n]}万人，"
        f"市级示范区{people[m]}万人。",
    )


def _zone_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    names = {
        "en": {"area": "land", "people": "residents", "rural": "rural residents"},
        "zh": {"area": "土地", "people": "常住人口", "rural": "乡村常住人口"},
    }[language]
    with canvas(
        frame, language, shape, left=112 if language == "en" else 92, right=44, bottom=10
    ) as sheet:
        axes = sheet.axes
        heights = {"zone-national": (7.2, 6.2, 5.2), "zone-municipal": (2.6, 1.6, 0.6)}
        colors = {"zone-national": style.CONTRAST, "zone-municipal": style.GROUPS["southeast"][0]}
        for zone, rows in table.groupby("zone", sort=False):
            color = colors[str(zone)]
            for y, row in zip(heights[str(zone)], records(rows), strict=True):
                axes.barh(y, row.share, height=0.62, color=color)
                axes.annotate(
                    f"{number(row.share, 1)}", (row.share, y), xytext=(5, 0), va="center",
                    textcoords="offset points", fontsize=sheet.label, weight="bold", color=color,
                )  # fmt: skip
                axes.annotate(
                    names[row.measure], (0, y), xytext=(-6, 0), textcoords="offset points",
                    ha="right", va="center", fontsize=sheet.label,
                )  # fmt: skip
            axes.annotate(
                _ZONES[str(zone)][language], (0, heights[str(zone)][0] + 0.78), xytext=(6, 0),
                textcoords="offset points", fontsize=sheet.label + 1, weight="bold", color=color, va="center",
            )  # fmt: skip
        marks.zero_line(sheet, vertical=True)
        axes.set_ylim(0.1, 8.4)
        axes.set_xlim(0, float(table["share"].max()) * 1.06)
        axes.yaxis.set_major_locator(NullLocator())
        axes.xaxis.set_major_locator(NullLocator())
        axes.spines["bottom"].set_visible(False)
        return sheet.figure


# --- What is promised to the countryside -----------------------------------

_PROMISE_FIELDS: Final = {
    "label_en": Field("Work", "英文名"),
    "label_zh": Field("Chinese name", "工程"),
    "operator": Field("Qualifier", "限定", codes={
        "=": ("as printed", "所载"), ">=": ("at least", "不少于"), ">": ("more than", "多于"),
    }),
    "value": Field("Promised", "数量", "number"),
    "unit": Field("Unit as printed", "单位"),
    "unit_en": Field("Unit", "英文单位"),
    "year": Field("Due", "完成年份", "integer"),
    "year_basis": Field("Basis of the year", "年份依据", codes={
        "printed": ("printed", "文件所载"), "inferred": ("inferred", "推定"), "none": ("none", "未载明"),
        "box heading": ("heading of the box", "专栏标题"),
    }),
    "place": PLACE,
    "rural": Field("Rural residents 2020, 10,000", "2020年乡村常住人口（万人）", "number"),
    "per_10k": Field("For 10,000 rural residents", "每万乡村常住人口数量", "number"),
    "doc_id": Field("Document (key)", "文件标识"),
    "document_en": Field("Document", "文件英文简称"),
    "document_zh": Field("Document in Chinese", "文件"),
    "clause": Field("Clause", "条款号"),
    **RESTS,
}  # fmt: skip


def _promise_table(data: Data) -> pd.DataFrame:
    table = integration.promises(data["facts"], data["observations"])
    units = data["units"].set_index("unit")["name_en"]
    documents = data["documents"].set_index("doc_id")
    return table.assign(
        unit_en=table["unit"].map(units),
        document_en=table["doc_id"].map(documents["short_en"]),
        document_zh=table["doc_id"].map(documents["short_zh"]),
    )


def _road(table: pd.DataFrame, place: str) -> float:
    roads = table[(table["place"] == place) & table["label_zh"].str.contains("四好农村路")]
    return float(roads["per_10k"].iloc[0])


def _promise_words(table: pd.DataFrame, language: Language) -> Words:
    city, own = number(_road(table, "chongqing"), 1), number(_road(table, "kaizhou"), 1)
    undated = int(table["year"].isna().sum())
    kaizhou = int((table["place"] == "kaizhou").sum())
    rural = {
        p: float(table[table["place"] == p]["rural"].iloc[0]) for p in ("chongqing", "kaizhou")
    }
    if language == "en":
        return Words(
            title=f"Counted for 10,000 rural residents, the city plans {city} km of rural road by 2025, "
            f"Kaizhou {own} km without a year",
            subtitle="Roads, sanitation and water works with a printed number, and that number for "
            "10,000 rural residents of 2020",
            alt=f"{len(table)} works with a printed number; {share(undated, kaizhou, 'en')} of Kaizhou's carry no "
            f"year. Rural roads come to {city} km for 10,000 rural residents in the city and {own} km in Kaizhou.",
            note="Works of the five-year plan's box on rural construction and of the Kaizhou plan's boxes on "
            "roads, water supply and drainage; the city's urbanization plan prints no quantity of this "
            f"kind. Services, training and culture in the same boxes are left out. An asterisk: 2025 is "
            f"the end of the five-year plan, inferred from its title; the Kaizhou plan runs to 2035 and "
            f"its boxes name no period. Rural residents of the 2020 census: {number(rural['chongqing'] * 1e4, 0)} in the city, "
            f"{number(rural['kaizhou'] * 1e4, 0)} in Kaizhou. A ratio says nothing of need: terrain and "
            "what stands already differ.",
            finding=f"What is promised to the countryside in numbers stands in the five-year plan and in "
            f"Kaizhou's plan, not in the city's urbanization plan; {share(undated, kaizhou, 'en')} of "
            "Kaizhou's quantities carry no year.",
        )
    return Words(
        title=f"按每万乡村常住人口计，全市到2025年新改建农村公路{city}公里，开州区{own}公里但未载年限",
        subtitle="载有数量的乡村道路、环卫和供排水工程，以及按2020年每万乡村常住人口折算的数量",
        alt=f"共列{len(table)}项载有数量的工程，开州区{share(undated, kaizhou, 'zh', counter='项')}没有年限。"
        f"按每万乡村常住人口折算的农村公路，全市为{city}公里，开州区为{own}公里。",
        note="取自五年规划乡村建设专栏和开州区规划的交通、供水、排水专栏；全市城镇化规划中没有这类数量；专栏中的服务、培训和文化项目未列入。"
        "带*的2025年按五年规划的规划期推定；开州区规划期至2035年，专栏未写期限，故不推定。"
        f"2020年普查乡村常住人口：全市{number(rural['chongqing'], 0)}万人，开州区"
        f"{number(rural['kaizhou'], 1)}万人。人均数量不等于需求：地形和既有设施各不相同。",
        finding=f"对乡村的数量承诺写在五年规划和开州区规划里，全市城镇化规划中没有；开州区的数量"
        f"{share(undated, kaizhou, 'zh', counter='项')}没有年限。",
    )


def _promise_columns(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    printed = [
        f"{'≥' if row.operator in ('>=', '>') else ''}{number(row.value, 0 if row.value == int(row.value) else 1, language=language)}"
        for row in records(table)
    ]
    undated = {"en": "none", "zh": "未载明"}[language]
    years = [
        undated if pd.isna(row.year) else f"{row.year}{'*' if row.year_basis == 'inferred' else ''}"
        for row in records(table)
    ]
    rates = [number(v, 1 if v >= 1 else 2, language=language) for v in table["per_10k"]]
    if language == "en":
        # 万户 is shown as so many thousand households: English has no word for 万.
        whole = [
            number(row.value * (1e4 if row.unit.startswith("万") else 1), 0)
            for row in records(table)
        ]
        names = table["unit_en"].str.removeprefix("10,000").str.strip()
        floor = ["≥ " if row.operator in (">=", ">") else "" for row in records(table)]
        columns = {
            "Work": table["label_en"],
            "Promised": [
                f"{f}{w} {u}".strip() for f, w, u in zip(floor, whole, names, strict=True)
            ],
            "Due": years,
            "For 10,000 rural residents, same unit": rates,
            "Document and clause": table["document_en"] + ", " + table["clause"],
        }
    else:
        columns = {
            "工程": table["label_zh"],
            "数量": [f"{p}{u}" for p, u in zip(printed, table["unit"], strict=True)],
            "完成时限": years,
            "每万乡村常住人口（同单位）": rates,
            "文件与条款": table["document_zh"] + " " + table["clause"],
        }
    return pd.DataFrame(columns)


EXHIBITS: Final = (
    Exhibit(
        "integration-reform-zones", "integration", _zone_table, _zone_words, _ZONE_FIELDS,
        _zone_draw,
    ),
    Exhibit(
        "integration-rural-promises", "integration", _promise_table, _promise_words,
        _PROMISE_FIELDS, columns=_promise_columns,
    ),
)  # fmt: skip
