"""Words that readers type for a page that uses others: usage, short names, other spellings."""

from __future__ import annotations

from typing import Final

from cqanalysis.drawing.text import Language

_OLD_HOUSING: Final[dict[Language, list[str]]] = {
    "en": ["old neighbourhoods", "old neighborhoods", "dilapidated housing"],
    "zh": ["旧改", "老小区", "老旧社区"],
}
_RENTAL: Final[dict[Language, list[str]]] = {
    "en": ["affordable rental housing", "public rental"],
    "zh": ["保租房", "公租房"],
}
_SOCIAL: Final[dict[Language, list[str]]] = {"en": ["social security"], "zh": ["社保"]}
_METRO: Final[dict[Language, list[str]]] = {"en": ["metro", "subway"], "zh": ["地铁", "轻轨"]}
_AIR: Final[dict[Language, list[str]]] = {"en": ["air pollution"], "zh": ["空气污染", "雾霾"]}

#: By page.
KEYWORDS: Final[dict[str, dict[Language, list[str]]]] = {
    "chapters/integration": {"en": ["urban-rural income gap"], "zh": ["城乡收入差距"]},
    "clauses/action2025": {
        "en": ["five-year action plan", "people-centred urbanization"],
        "zh": ["以人为本的新型城镇化", "五年行动计划"],
    },
    "clauses/fyp14": {"en": ["five-year plan outline"], "zh": ["十四五规划"]},
    "clauses/kaizhou2035": {"en": ["Kaizhou plan"], "zh": ["开州规划"]},
    "clauses/plan2035": {"en": ["contents of the plan"], "zh": ["新型城镇化规划"]},
    "clauses/renewal2025": {"en": ["urban renewal plan"], "zh": ["城市更新行动计划"]},
    "districts/index": {"en": ["list of districts"], "zh": ["各区县", "区", "县"]},
    "exhibits/index": {"en": ["charts", "downloads"], "zh": ["图片", "下载"]},
    "exhibits/integration-reform-zones": {
        "en": ["rural reform pilot zones"],
        "zh": ["城乡融合发展试验区"],
    },
    "indicators/air_good_days_ratio": _AIR,
    "indicators/floating_population_census": {"en": ["migrants"], "zh": ["外来人口"]},
    "indicators/gdp": {"en": ["economic output"], "zh": ["GDP"]},
    "indicators/gdp_growth": {"en": ["economic growth"], "zh": ["GDP增速", "经济增长"]},
    "indicators/gdp_per_capita": {"en": ["GDP per capita"], "zh": ["人均GDP"]},
    "indicators/hukou_population": {
        "en": ["registered population", "household registration"],
        "zh": ["户口"],
    },
    "indicators/income_ratio": {
        "en": ["urban-rural income gap", "income inequality"],
        "zh": ["城乡收入差距", "城乡差距"],
    },
    "indicators/medical_insured": {"en": ["health insurance"], "zh": ["医保"]},
    "indicators/migrant_workers_total": {"en": ["migrants"], "zh": ["进城务工人员"]},
    "indicators/new_hukou_settlers": {
        "en": ["household registration reform"],
        "zh": ["户籍改革", "市民化"],
    },
    "indicators/new_urban_jobs": {"en": ["employment"], "zh": ["就业"]},
    "indicators/nursery_places": {"en": ["childcare"], "zh": ["托育", "托儿所"]},
    "indicators/old_housing_communities": _OLD_HOUSING,
    "indicators/old_housing_renewed": _OLD_HOUSING,
    "indicators/old_housing_started": _OLD_HOUSING,
    "indicators/pension_coverage": _SOCIAL,
    "indicators/pension_insured": _SOCIAL,
    "indicators/physicians": {"en": ["doctors"], "zh": ["医生"]},
    "indicators/pm25_cut": _AIR,
    "indicators/rail_length": _METRO,
    "indicators/rail_ridership": _METRO,
    "indicators/rd_intensity": {"en": ["research and development"], "zh": ["研发投入"]},
    "indicators/rental_housing_secured": _RENTAL,
    "indicators/resident_population": {"en": ["population"], "zh": ["人口", "总人口"]},
    "indicators/secured_rental_coverage": _RENTAL,
    "indicators/service_circle_community": {"en": ["15-minute city"], "zh": ["15分钟生活圈"]},
    "indicators/shanty_households": {"en": ["slums"], "zh": ["棚改"]},
    "indicators/urbanization_rate": {"en": ["urban share"], "zh": ["城市化率", "城镇化水平"]},
    "indicators/urbanization_rate_hukou": {
        "en": ["registered urbanization"],
        "zh": ["户籍城镇化率"],
    },
    "indicators/water_supply_coverage": {"en": ["tap water"], "zh": ["自来水"]},
    "reference/agencies": {
        "en": ["lead agency", "departments", "bureaus"],
        "zh": ["牵头单位", "责任单位", "部门"],
    },
    "reference/cite": {"en": ["citation", "reference style"], "zh": ["引文", "参考文献格式"]},
    "reference/conflicts": {
        "en": ["contradictions", "inconsistencies", "discrepancies"],
        "zh": ["矛盾", "冲突", "出入"],
    },
    "reference/dictionary": {"en": ["variables", "schema"], "zh": ["变量", "字段"]},
    "reference/measures": {"en": ["policies"], "zh": ["政策", "举措"]},
    "reference/projects": {"en": ["key projects"], "zh": ["重点项目", "重大工程"]},
    "reference/sources": {"en": ["bibliography", "yearbooks"], "zh": ["数据来源", "参考文献"]},
    "reference/tasks": {
        "en": ["lead agency", "division of work"],
        "zh": ["牵头单位", "责任单位", "分工"],
    },
    "reference/text-in-common": {"en": ["copied text", "similarity"], "zh": ["雷同", "照搬"]},
    "reference/verdicts": {"en": ["targets compared"], "zh": ["目标对比", "规划衔接"]},
}
