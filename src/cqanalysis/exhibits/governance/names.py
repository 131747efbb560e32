"""Short names of bodies, chapters and themes on the figures of governance."""

from __future__ import annotations

from typing import Final

from cqanalysis.drawing.text import Language
from cqanalysis.exhibits.field import Field

#: By key: the printed short form, and as few English words as tell it apart.
_BODIES: Final[dict[str, tuple[str, str]]] = {
    "agriculture-rural": ("Agriculture", "市农业农村委"),
    "banking-insurance-regulator": ("Banking regulator", "重庆银保监局"),
    "central-bank-branch": ("Central bank", "人行重庆市分行"),
    "central-bank-operations": ("Central bank office", "人行重庆营管部"),
    "city-management": ("City management", "市城市管理局"),
    "civil-affairs": ("Civil affairs", "市民政局"),
    "civil-air-defence": ("Civil air defence", "市人民防空办"),
    "commerce": ("Commerce", "市商务委"),
    "communications": ("Communications", "市通信管理局"),
    "culture-tourism": ("Culture and tourism", "市文化旅游委"),
    "data-bureau": ("Big data", "市大数据发展局"),
    "development-reform": ("Development and reform", "市发展改革委"),
    "disabled-persons-federation": ("Disabled persons", "市残联"),
    "districts": ("Districts and counties", "各区县政府"),
    "districts-all": ("All districts and counties", "各区县政府"),
    "districts-concerned": ("Districts concerned", "相关区政府"),
    "districts-core": ("Central districts", "中心城区各区政府"),
    "districts-core-concerned": ("Some central districts", "中心城区有关区政府"),
    "districts-metro": ("Metropolitan districts", "主城都市区各区政府"),
    "districts-northeast": ("Northeast districts", "渝东北各区县政府"),
    "districts-southeast": ("Southeast districts", "渝东南各区县政府"),
    "earthquake": ("Earthquake agency", "市地震局"),
    "ecology-environment": ("Ecology and environment", "市生态环境局"),
    "economic-zone-committee": ("Economic zone", "重庆经开区管委会"),
    "economy-information": ("Economy and information", "市经济信息委"),
    "education": ("Education", "市教委"),
    "emergency": ("Emergency management", "市应急局"),
    "energy": ("Energy", "市能源局"),
    "finance": ("Finance", "市财政局"),
    "financial-regulator": ("Financial regulator", "重庆金融监管局"),
    "fire-rescue": ("Fire and rescue", "市消防救援总队"),
    "forestry": ("Forestry", "市林业局"),
    "government-inspection": ("Inspection office", "市政府督查办"),
    "guangyang-island-company": ("Guangyang Island company", "广阳岛绿色发展公司"),
    "health": ("Health", "市卫生健康委"),
    "healthcare-security": ("Healthcare security", "市医保局"),
    "high-tech-committee": ("High-Tech Zone", "重庆高新区管委会"),
    "housing": ("Housing and construction", "市住房城乡建委"),
    "human-resources": ("Human resources", "市人力社保局"),
    "industry-commerce-federation": ("Industry federation", "市工商联"),
    "institutional-organization": ("Institutional organization", "市委编办"),
    "intellectual-property": ("Intellectual property", "市知识产权局"),
    "investment-promotion": ("Investment promotion", "市招商投资局"),
    "justice": ("Justice", "市司法局"),
    "liangjiang-committee": ("Liangjiang New Area", "两江新区管委会"),
    "local-finance": ("Local financial supervision", "市金融监管局"),
    "market-regulation": ("Market regulation", "市市场监管局"),
    "medical-products": ("Medical products", "市药监局"),
    "meteorology": ("Meteorology", "市气象局"),
    "party-finance-office": ("Party financial office", "市委金融办"),
    "planning-resources": ("Planning and resources", "市规划自然资源局"),
    "port-logistics": ("Ports and logistics", "市政府口岸物流办"),
    "public-security": ("Public security", "市公安局"),
    "publicity": ("Publicity", "市委宣传部"),
    "rural-revitalization": ("Rural revitalization", "市乡村振兴局"),
    "science-technology": ("Science and technology", "市科技局"),
    "sports": ("Sports", "市体育局"),
    "state-assets": ("State assets", "市国资委"),
    "statistics": ("Statistics", "市统计局"),
    "transport": ("Transport bureau", "市交通局"),
    "transport-commission": ("Transport commission", "市交通运输委"),
    "wansheng-committee": ("Wansheng zone", "万盛经开区管委会"),
    "water": ("Water resources", "市水利局"),
    "youth-league": ("Youth League", "团市委"),
    "departments-concerned": ("Departments concerned", "市级有关部门"),
    "departments-unnamed": ("Others, not named", "等部门"),
}  # fmt: skip
BODY: Final = Field("Body", "机构", codes=_BODIES)
THEMES: Final = {
    "spatial": ("spatial pattern", "空间格局"),
    "migrants": ("migrants becoming citizens", "农业转移人口市民化"),
    "renewal": ("urban renewal", "城市更新"),
    "governance": ("governance", "城市治理"),
    "integration": ("urban-rural integration", "城乡融合"),
    "context": ("context", "综合背景"),
}
THEME: Final = Field("Theme", "主题", codes=THEMES)


def body(key: str, language: Language) -> str:
    """The short name of a body.

    Args:
        key: Its key.
        language: Of the name.

    Returns:
        A few words.
    """
    return _BODIES[key][language == "zh"]


def sentence(key: str, language: Language) -> str:
    """The short name of a body within a sentence.

    Args:
        key: Its key.
        language: Of the name.

    Returns:
        In English a common noun in lower case.
    """
    name = body(key, language)
    proper = ("Liangjiang", "Guangyang", "High-Tech", "Wansheng", "Party", "Youth")
    return name if language == "zh" or name.startswith(proper) else name[:1].lower() + name[1:]


def theme(key: str, language: Language) -> str:
    """The name of a theme.

    Args:
        key: Its key.
        language: Of the name.

    Returns:
        As it stands within a sentence.
    """
    return THEMES[key][language == "zh"]
