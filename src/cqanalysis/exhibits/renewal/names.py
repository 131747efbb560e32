"""Names that the exhibits of renewal share: programmes, goals, and their amounts."""

from __future__ import annotations

from typing import Final

import pandas as pd

from cqanalysis.drawing.text import Language
from cqanalysis.exhibits import amounts, field
from cqanalysis.exhibits.field import Field
from cqanalysis.tables import Data

#: Programmes, English and Chinese.
PROGRAMMES: Final[dict[str, tuple[str, str]]] = {
    "green-space": ("Urban green space", "城市绿地"),
    "parks": ("City parks", "城市公园"),
    "greenways": ("Mountain-city greenways", "山城绿道"),
    "clear-waters": ("Clear Waters, Green Banks", "清水绿岸"),
    "riverbank": ("Two Rivers Four Banks", "“两江四岸”"),
    "compounds": ("Old residential compounds", "老旧小区"),
    "shanties": ("Shantytown households", "棚户区"),
    "toilets": ("Public toilets", "公共厕所"),
    "walkways": ("Walkways", "步道"),
    "cycle-lanes": ("Cycle lanes", "自行车道"),
    "road-surface": ("Road surface, centre", "中心城区路面"),
    "footpaths": ("Footpaths, centre", "中心城区人行道"),
    "waterworks": ("Urban waterworks", "城市水厂"),
    "works-upgraded": ("Waterworks upgraded", "水厂工艺改造"),
    "water-pipes": ("Water supply pipes", "供水管道"),
    "emergency-mains": ("Emergency mains, centre", "应急供水管道"),
    "sewage-plants": ("Sewage treatment plants", "污水处理厂"),
    "sewage-pipes": ("Sewage pipes", "污水管网"),
    "incinerators": ("Waste incineration", "垃圾焚烧设施"),
    "kitchen-waste": ("Kitchen waste treatment", "厨余垃圾设施"),
    "landfills": ("Emergency landfills", "应急填埋场"),
    "green-communities": ("Green communities", "绿色示范社区"),
}
PROGRAMME: Final = Field("Programme", "工程", codes=PROGRAMMES)
#: The documents of the city, in the order of issue.
DOCUMENTS: Final = {doc: names for doc, names in field.DOCUMENTS.items() if doc != "kaizhou2035"}
DOCUMENT: Final = Field("Document", "文件", codes=DOCUMENTS)
#: Dimensions of the renewal plan's goals, by the paragraph.
DIMENSIONS: Final[dict[int, tuple[str, str]]] = {
    1: ("Liveable", "生态宜居"),
    2: ("Infrastructure", "基础设施"),
    3: ("Green and low-carbon", "绿色低碳"),
    4: ("Safe and resilient", "安全韧性"),
    5: ("Smart", "智慧城市"),
    6: ("Cultural", "城市人文"),
}
#: Short names of the goals, by the number of the fact.
GOALS: Final[dict[str, tuple[str, str]]] = {
    "g1-1": ("Green coverage", "绿化覆盖率"),
    "g1-2": ("Park space per head", "人均公园绿地"),
    "g1-3": ("Old compounds renewed", "老旧小区改造"),
    "g1-4": ("Elderly care, new estates", "小区养老设施"),
    "g2-1": ("High-speed rail, with works", "高铁里程"),
    "g2-2": ("Expressways started", "高速公路开工"),
    "g2-3": ("Expressways completed", "高速公路建成"),
    "g2-4": ("Urban rail, with works", "轨道里程"),
    "g2-5": ("City roads, centre", "城市道路"),
    "g2-6": ("Walkways, centre", "山城步道"),
    "g2-7": ("5G base stations", "5G基站"),
    "g3-1": ("Non-fossil energy", "非化石能源"),
    "g3-2": ("Public transport share", "公交分担率"),
    "g3-3": ("Green new buildings", "绿色建筑"),
    "g3-4": ("Green communities", "绿色社区"),
    "g3-5": ("Waste recycled", "垃圾回收率"),
    "g3-6": ("Water-saving cities", "节水型城市"),
    "g4-1": ("Fire stations", "消防救援站"),
    "g4-2": ("Shelters in basements", "人员掩蔽工程"),
    "g4-3": ("Accident death rate", "事故死亡率"),
    "g5-1": ("Smart-campus schools", "智慧校园"),
    "g5-2": ("Smart hospitals", "智慧医院"),
    "g5-3": ("Digital economy, core", "数字经济"),
    "g6-1": ("Heritage sites open", "文物开放率"),
    "g6-2": ("Cultural floor space", "文化设施面积"),
    "g6-3": ("Library books per head", "人均藏书"),
    "g6-4": ("Digital culture", "数字文化覆盖"),
}
UNIT_EN: Final = Field("Unit", "英文单位")


def with_units(table: pd.DataFrame, data: Data) -> pd.DataFrame:
    """A table with the English word of its unit.

    Args:
        table: With a column unit.
        data: The data package.

    Returns:
        The table with unit_en, "" where there is none.
    """
    words = data["units"].set_index("unit")["name_en"]
    return table.assign(unit_en=table["unit"].map(words).fillna(""))


def amount(value: float, unit: str, english: str, language: Language, digits: int = 6) -> str:
    """A value with its unit, to so many significant digits.

    Args:
        value: The number.
        unit: As printed.
        english: The unit in English, "" for a bare count.
        language: Of the reader.
        digits: Significant digits.

    Returns:
        "75 million m²", "7500万平方米"; a tenth of 万户 becomes 1000户.
    """
    if language == "zh" and unit.startswith("万") and abs(value) < 1:
        value, unit = value * 1e4, unit[1:]
    rounded = float(f"{value:.{digits}g}")
    return amounts.amount(rounded, unit, english, language)


def rate(value: float, unit: str, english: str, language: Language) -> str:
    """A value for a year or for so many people, to two or three significant digits.

    Args:
        value: The number.
        unit: As printed.
        english: The unit in English.
        language: Of the reader.

    Returns:
        "33.7 km", "0.54".
    """
    return amount(value, unit, english, language, 3 if value >= 1 else 2)
