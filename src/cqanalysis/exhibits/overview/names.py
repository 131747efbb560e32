"""Names that the exhibits of the overview share: targets, documents, outcomes, statuses."""

from __future__ import annotations

from typing import Final

import pandas as pd

from cqanalysis.drawing.text import Language
from cqanalysis.exhibits.field import Field, Fields
from cqanalysis.pace import Status
from cqanalysis.tables import Data

#: Short names of targets on a figure, by indicator and place.
SHORT: Final[dict[tuple[str, str], dict[Language, str]]] = {
    ("air_good_days_ratio", "chongqing"): {"en": "Days of good air", "zh": "空气优良天数比率"},
    ("base_stations_5g", "chongqing"): {"en": "5G base stations", "zh": "5G基站"},
    ("dike_compliance", "chongqing"): {"en": "Dikes up to standard", "zh": "江河堤防达标率"},
    ("forest_coverage", "chongqing"): {"en": "Forest coverage", "zh": "森林覆盖率"},
    ("green_coverage", "chongqing"): {"en": "Green coverage of built-up area", "zh": "建成区绿化覆盖率"},
    ("income_ratio", "chongqing"): {"en": "Urban-rural income ratio", "zh": "城乡居民收入比"},
    ("metro_population_share", "metro"): {
        "en": "Metropolitan share of residents", "zh": "主城都市区常住人口占比",
    },
    ("new_urban_jobs", "chongqing"): {"en": "New urban jobs a year", "zh": "每年城镇新增就业"},
    ("online_services_rate", "chongqing"): {"en": "Services fully online", "zh": "政务服务全程网办率"},
    ("park_area_per_capita", "chongqing"): {"en": "Park space per head", "zh": "人均公园绿地面积"},
    ("rail_length", "chongqing"): {"en": "Urban rail in operation", "zh": "城市轨道运营里程"},
    ("rail_share", "core"): {"en": "Rail share of public transport", "zh": "轨道占公共交通出行比例"},
    ("secured_rental_coverage", "chongqing"): {
        "en": "Subsidised rental coverage", "zh": "保障性租赁住房覆盖率",
    },
    ("unemployment_surveyed", "chongqing"): {"en": "Surveyed unemployment", "zh": "城镇调查失业率"},
    ("urban_population", "chongqing"): {"en": "Urban residents", "zh": "城镇人口"},
    ("urbanization_rate", "chongqing"): {"en": "Urbanization rate", "zh": "常住人口城镇化率"},
    ("urbanization_rate", "kaizhou"): {"en": "Kaizhou's urbanization rate", "zh": "开州区城镇化率"},
    ("urbanization_rate", "mountain-reservoir"): {
        "en": "Rate, mountains and reservoir", "zh": "山区库区城镇化率",
    },
    ("urbanization_rate", "new"): {"en": "Rate, new metropolitan districts", "zh": "主城新区城镇化率"},
}  # fmt: skip
#: Statuses in words, wherever a target's is told.
STATUS: Final[dict[Status, dict[Language, str]]] = {
    Status.MET: {"en": "met", "zh": "已达到"},
    Status.MISSED: {"en": "missed", "zh": "未达到"},
    Status.CHANGED: {
        "en": "reached only on a changed definition",
        "zh": "仅按变动后的口径达到",
    },
    Status.LAST_SEEN: {
        "en": "due, last seen in an earlier year",
        "zh": "已到期，仅有此前年份的观测值",
    },
    Status.ON_PACE: {"en": "on pace", "zh": "进度相符"},
    Status.BEHIND: {"en": "behind", "zh": "落后于进度"},
    Status.NO_BASE: {
        "en": "not yet reached; no base, pace not judged",
        "zh": "尚未达到（无基数，不判断进度）",
    },
    Status.UNDATED: {"en": "undated", "zh": "未定年限"},
    Status.NOT_COMPARABLE: {"en": "not comparable", "zh": "观测口径不可比"},
    Status.UNOBSERVED: {"en": "not in this collection", "zh": "本资料集无观测值"},
}
#: What became of a target, as a key beside a figure says it.
OUTCOMES: Final[dict[str, dict[Language, str]]] = {
    "met": {"en": "met in its year", "zh": "到期年已达到"},
    "missed": {"en": "missed in its year", "zh": "到期年未达到"},
    "changed": {"en": "reached only on a redrawn area", "zh": "仅按调整后的范围达到"},
    "ahead": {"en": "last seen earlier, reached", "zh": "此前年份已达到目标数"},
    "short": {"en": "last seen earlier, not reached", "zh": "此前年份未达到目标数"},
    "other": {"en": "observed, not comparable", "zh": "有观测值但不可比"},
    "unobserved": {"en": "not in this collection", "zh": "本资料集无观测值"},
    "open": {"en": "due later", "zh": "尚未到期"},
    "undated": {"en": "without a year", "zh": "未定年限"},
}
ATTRIBUTES: Final = {
    "约束性": ("binding", "约束性"),
    "预期性": ("expected", "预期性"),
    "": ("not marked", "未标注"),
}
#: What a target asks for, as columns of the files.
ASKED: Final[Fields] = {
    "attribute": Field("Marked as", "指标属性", codes=ATTRIBUTES),
    "modality": Field("Wording", "措辞"),
    "operator": Field("Qualifier", "限定", codes={
        "=": ("as printed", "所载"), ">=": ("at least", "不少于"), ">": ("more than", "多于"),
        "<=": ("at most", "不多于"), "<": ("less than", "少于"), "~": ("about", "左右"),
        "range": ("range", "区间"),
    }),
    "value": Field("Target value", "目标值", "number"),
    "upper": Field("Upper end of a range", "区间上限", "number"),
    "unit": Field("Unit as printed", "单位"),
    "unit_en": Field("Unit", "英文单位"),
    "due": Field("Due", "到期年份", "integer"),
}  # fmt: skip
VERDICTS: Final[dict[str, dict[Language, str]]] = {
    "equal": {"en": "equal", "zh": "一致"},
    "tighter": {"en": "tighter", "zh": "从严"},
    "looser": {"en": "looser", "zh": "放宽"},
    "dropped": {"en": "dropped", "zh": "不再提出"},
    "differently defined": {"en": "differently defined", "zh": "口径不同"},
    "not comparable": {"en": "not comparable", "zh": "不可比"},
}


def short(indicator: str, place: str, language: Language) -> str:
    """The short name of a target on a figure.

    Args:
        indicator: Its indicator.
        place: Its place.
        language: Of the name.

    Returns:
        A few words.

    Raises:
        KeyError: It has none: a figure that shows it needs one.
    """
    return SHORT[indicator, place][language]


def lower(name: str) -> str:
    """A short English name within a sentence.

    Args:
        name: As it stands alone.

    Returns:
        The name, a common noun in lower case.
    """
    proper = name.startswith(("Kaizhou", "5G", "GDP", "R&D"))
    return name if proper else name[:1].lower() + name[1:]


def named(table: pd.DataFrame, data: Data, column: str = "doc_id") -> pd.DataFrame:
    """A table with the short names of its documents.

    Args:
        table: Rows with a column of document keys.
        data: The data package.
        column: Which column.

    Returns:
        The table with ``document_en`` and ``document_zh``.
    """
    names = data["documents"].set_index("doc_id")
    return table.assign(
        document_en=table[column].map(names["short_en"]),
        document_zh=table[column].map(names["short_zh"]),
    )
