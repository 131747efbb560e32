"""Words for the codes of the data, in both languages."""

from __future__ import annotations

from typing import Final

from cqanalysis import exhibits
from cqanalysis.drawing.text import Language
from cqanalysis.exhibits.overview import names

Words = dict[str, dict[Language, str]]

THEMES: Final[Words] = exhibits.THEMES | {"context": {"en": "Context", "zh": "综合背景"}}
STATUS: Final = names.STATUS
VERDICTS: Final[Words] = names.VERDICTS
VINTAGES: Final[Words] = {
    "published": {"en": "as published", "zh": "公布数"},
    "first": {"en": "first published", "zh": "初步核算数"},
    "revised": {"en": "revised", "zh": "修订数"},
    "census": {"en": "census", "zh": "普查数"},
    "pre-census2020": {"en": "before the 2020 census", "zh": "2020年普查前口径"},
    "post-census2020": {"en": "since the 2020 census", "zh": "2020年普查后口径"},
    "interim": {"en": "interim", "zh": "过渡数"},
    "expected": {"en": "expected", "zh": "预计数"},
    "rounded": {"en": "rounded", "zh": "概数"},
}
KINDS: Final[Words] = {
    "base": {"en": "different base", "zh": "基数不同"},
    "target": {"en": "different number", "zh": "数字不同"},
    "wording": {"en": "different wording", "zh": "措辞不同"},
    "copied": {"en": "number copied to another subject", "zh": "同一数字用于不同对象"},
    "sum": {"en": "does not add up", "zh": "加总或推算不符"},
    "list": {"en": "list and count differ", "zh": "所列与所计不符"},
    "tier": {"en": "assigned to two tiers", "zh": "层级归属重复"},
    "order": {"en": "lower than an earlier one", "zh": "后期低于前期"},
    "reached": {"en": "already reached at the start", "zh": "起步时已达到"},
    "observed": {"en": "not what was observed", "zh": "与观测值不符"},
    "scope": {"en": "different scope", "zh": "范围或口径不同"},
    "stage": {"en": "different stage", "zh": "阶段不一"},
    "name": {"en": "different name", "zh": "名称不一"},
    "count": {"en": "promise not specified", "zh": "承诺未载数量或期限"},
}
INSTRUMENTS: Final[Words] = {
    "regulation": {"en": "Regulation", "zh": "规制"},
    "service": {"en": "Service", "zh": "服务"},
    "infrastructure": {"en": "Infrastructure", "zh": "建设"},
    "finance": {"en": "Finance", "zh": "资金"},
    "land": {"en": "Land", "zh": "土地"},
    "institution": {"en": "Institution", "zh": "机制"},
    "data": {"en": "Data", "zh": "数据"},
    "none": {"en": "No measure", "zh": "非措施"},
}
STAGES: Final[Words] = {
    "study": {"en": "to be studied", "zh": "研究论证"},
    "preliminary": {"en": "preliminary work", "zh": "前期工作"},
    "strive-to-start": {"en": "strive to start", "zh": "力争开工"},
    "start": {"en": "start", "zh": "开工、实施"},
    "continue": {"en": "continue", "zh": "续建、推进"},
    "strive-to-finish": {"en": "strive to finish", "zh": "力争建成"},
    "completed": {"en": "finish", "zh": "建成、完成"},
    "unstated": {"en": "not stated", "zh": "未写明"},
}
AGENCIES: Final[Words] = {
    "municipal department": {"en": "municipal department", "zh": "市级部门"},
    "party organ": {"en": "party organ", "zh": "党委部门"},
    "central agency": {"en": "field office of a national body", "zh": "中央驻渝机构"},
    "mass organization": {"en": "mass organization", "zh": "群团组织"},
    "district governments": {"en": "district governments", "zh": "区县政府"},
    "zone committee": {"en": "zone committee", "zh": "开发区管委会"},
    "enterprise": {"en": "enterprise", "zh": "企业"},
    "unnamed": {"en": "unnamed", "zh": "未列名"},
}
CHECKS: Final[Words] = {
    "restated": {"en": "stated again", "zh": "前后重述"},
    "sum": {"en": "sum", "zh": "加总"},
    "list": {"en": "list", "zh": "列举"},
    "outcome": {"en": "outcome against target", "zh": "目标与结果"},
    "derived": {"en": "implied", "zh": "推算"},
}
HOLDS: Final[Words] = {
    "yes": {"en": "holds", "zh": "相符"},
    "no": {"en": "does not hold", "zh": "不符"},
    "partial": {"en": "list is open", "zh": "未全部列出"},
    "implied": {"en": "implied", "zh": "推算所得"},
}
REASONS: Final[Words] = {
    "heading": {"en": "heading", "zh": "标题句"},
    "aim": {"en": "aim", "zh": "目标"},
    "principle": {"en": "principle", "zh": "原则"},
    "fact": {"en": "fact", "zh": "事实"},
}
#: Definitions and surveys of observations; the code itself is the English.
DEFINITIONS: Final[dict[str, str]] = {
    "integrated survey": "城乡一体化住户调查",
    "before economic census 2018": "第四次经济普查前",
    "after economic census 2018": "第四次经济普查后",
    "after economic census 2023": "第五次经济普查后",
    "after economic census 2018, population before census 2020": "第四次经济普查后，人口为2020年普查前口径",
    "listed": "按来源所列",
    "urban household survey": "城镇住户调查",
    "urban household survey / net income": "城镇住户调查、农村纯收入",
    "net income": "农村居民人均纯收入",
    "since 2019": "2019年起口径",
    "not stated": "来源未说明",
    "association count": "行业协会统计",
    "zone boundary of 2013": "2013年功能区范围",
    "zone boundary of 2015": "2015年功能区范围",
    "main urban districts": "主城区",
    "with suburban line": "含市域线",
    "operating group's system": "运营集团口径",
    "secured": "已筹集",
    "recognised": "已认定",
    "definition of 1997": "1997年口径",
}
ACCESS: Final[Words] = {
    "official": {"en": "official", "zh": "官方发布"},
    "press": {"en": "press", "zh": "新闻报道"},
    "dataset": {"en": "data set", "zh": "数据集"},
    "package": {"en": "software package", "zh": "软件包"},
    "plan text": {"en": "plan text", "zh": "规划文本"},
    "reprint": {"en": "reprint", "zh": "转载"},
    "extract": {"en": "extract", "zh": "第三方摘录"},
    "unlinked": {"en": "unlinked", "zh": "无链接"},
}
