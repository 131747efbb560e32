"""From quantities to procedures: what the plan of 2025 keeps, changes, adds."""

from __future__ import annotations

from typing import Final

import pandas as pd

from cqanalysis import commitments, renewal
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import amounts
from cqanalysis.exhibits.field import CLAUSE_IDS, INSTRUMENTS, RESTS, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.exhibits.renewal.names import DOCUMENTS, PROGRAMMES
from cqanalysis.tables import Data, records

_FATES: Final[dict[str, tuple[str, str]]] = {
    "number gone": ("Kept, number gone", "保留，不再有数量"),
    "kept": ("Kept in words", "照旧保留（无数量）"),
    "recast": ("Changed", "改变用途或范围"),
    "new": ("New", "新提出"),
    "left out": ("Left out", "未再提及"),
}
#: What is left out has none.
_INSTRUMENTS: Final = {**INSTRUMENTS, "": ("", "")}
#: Measures of 2025 in a few words, by clause and number.
_SHORT: Final[dict[tuple[str, int], tuple[str, str]]] = {
    ("t21.g1", 1): ("City health check, whole quarters", "城市体检、连片更新"),
    ("t21.g1", 2): ("Dilapidated housing", "危旧房改造"),
    ("t21.g1", 3): ("Old compounds", "老旧小区改造"),
    ("t21.g1", 4): ("Care of renewed compounds", "小区长效管理"),
    ("t21.g1", 5): ("Shops and settings in communities", "社区创业消费场景"),
    ("t21.g1", 6): ("Old quarters and factories", "老旧街区厂区转换"),
    ("t21.g1", 7): ("Historic heritage", "历史文化保护"),
    ("t22.g1", 1): ("Affordable housing", "保障性住房"),
    ("t22.g1", 2): ("Urban villages", "城中村改造"),
    ("t22.g1", 3): ("Facilities for emergencies", "平急两用设施"),
    ("t23.g1", 1): ("Dikes, bank protection", "堤防护岸"),
    ("t23.g1", 2): ("Sponge city", "海绵城市"),
    ("t23.g1", 3): ("Sewers, rain apart", "排水管网、雨污分流"),
    ("t23.g1", 4): ("Drainage channels", "排涝通道"),
    ("t24.g1", 1): ("Ageing pipes, utility tunnels", "老化管道、管廊"),
    ("t24.g1", 2): ("Reserve water, linked mains", "备用水源、管网互通"),
    ("t24.g1", 3): ("Sensing of lifelines", "生命线感知"),
    ("t25.g1", 1): ("Waste, sewage, green building", "垃圾污水、绿色建材"),
    ("t25.g1", 2): ("Charging points", "充换电设施"),
    ("t25.g1", 3): ("Mobile signal, fibre", "信号升格、光网"),
    ("t25.g1", 4): ("Data platform, city operation", "数据平台、治理中心"),
    ("t26.g1", 1): ("Central funds, special bonds", "中央资金、专项债"),
    ("t26.g1", 2): ("REITs, private capital", "REITs、社会资本"),
    ("t26.g1", 3): ("Renewal law, mechanisms", "更新立法、机制"),
    ("t26.g1", 4): ("Lists for change of land use", "用地转换清单"),
}  # fmt: skip
_FIELDS: Final = {
    "item": Field("Measure or programme (key)", "措施或工程标识"),
    "fate": Field("In the action plan of 2025", "2025年五年行动计划", codes=_FATES),
    "short_en": Field("In short", "英文简称"),
    "short_zh": Field("In short, Chinese", "简称"),
    "before_en": Field("Number before, English", "此前的数量（英文）"),
    "before_zh": Field("Number before", "此前的数量"),
    "instrument": Field("Instrument", "政策工具", codes=_INSTRUMENTS),
    "numbers": Field("Numbers before", "此前数量个数", "number"),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}


def _table(data: Data) -> pd.DataFrame:
    measures = commitments.successors(data["measures"])
    rows = [
        {
            "item": f"{row.clause}-{row.nth}",
            "fate": row.fate,
            "short_en": _SHORT[row.clause, row.nth][0],
            "short_zh": _SHORT[row.clause, row.nth][1],
            "instrument": row.instrument,
            "fact_ids": row.fact_ids,
            "obs_ids": "",
            "clause_ids": row.clause_ids,
        }
        for row in records(measures)
    ]
    states = renewal.programmes(data["facts"], data["verdicts"])
    gone = states[(states["doc_id"] == "action2025") & (states["state"] == "absent")]
    # The volume as the latest document that prints one has it.
    stated = states[states["state"] == "number"].groupby("programme")["fact_ids"].last()
    rows += [
        {
            "item": row.programme,
            "fate": "left out",
            "short_en": PROGRAMMES[row.programme][0].removesuffix(", centre"),
            "short_zh": PROGRAMMES[row.programme][1],
            "instrument": "",
            "fact_ids": stated[row.programme],
            "obs_ids": "",
            "clause_ids": "",
        }
        for row in records(gone)
    ]
    table = pd.DataFrame(rows)
    table["numbers"] = [len([i for i in ids.split("|") if i]) for ids in table["fact_ids"]]
    for language in LANGUAGES:
        table[f"before_{language}"] = [_numbers(ids, data, language) for ids in table["fact_ids"]]
    order = list(_FATES)
    ordered: pd.DataFrame = table.sort_values(
        "fate", key=lambda f: f.map(order.index), kind="stable", ignore_index=True
    )
    return ordered


def _numbers(ids: str, data: Data, language: Language) -> str:
    """What facts print, with the document of each."""
    facts = data["facts"].set_index("fact_id")
    units = data["units"].set_index("unit")["name_en"]
    told = [
        (amounts.qualified(row, units.get(row.unit, ""), language), DOCUMENTS[row.doc_id])
        for row in records(facts.loc[[i for i in ids.split("|") if i]])
    ]
    if language == "zh":
        return "；".join(f"{said}（{doc[1]}）" for said, doc in told)
    return "; ".join(f"{said} ({doc[0]})" for said, doc in told)


def _words(table: pd.DataFrame, language: Language) -> Words:
    n = {fate: int((table["fate"] == fate).sum()) for fate in _FATES}
    measures = table[table["fate"] != "left out"]
    whole = len(measures)
    works = int((measures["instrument"] == "infrastructure").sum())
    others = whole - works
    counted = len(PROGRAMMES)
    if language == "en":
        return Words(
            title=f"The 2025 action plan has {whole} measures of renewal and a number for none; {n['number gone']} had one before",
            subtitle="Measures of tasks 21 to 26 of the action plan of 2025 compared with the documents of 2021 and 2022, and the programmes that it leaves out",
            alt=f"A table of measures and programmes in five groups. Of {whole} measures, {n['number gone']} are kept without the number that an earlier document prints, {n['kept']} kept in words as before, "
            f"{n['recast']} changed, {n['new']} new. {n['left out']} of {counted} programmes with a volume are no longer named.",
            note="Every measure that the book codes in these tasks, compared with what the Five-Year Plan, the Urbanization Plan and the Renewal Action Plan have on its subject, by reading. "
            "Changed: the health check becomes the start of renewal in whole quarters, urban villages with hazards come first, change of land use is by lists. New: in none "
            "of the three documents. The text of 2025 is an abridged edition. A volume that ended in 2025 need not be repeated: other volumes may be set for the years after, "
            "and the yearly lists that the plan announces may hold numbers.",
            finding=f"From 2022 to 2025 most measures of renewal stay and their volumes go: of {whole} measures {n['number gone']} lose their number, {n['kept']} are kept in words, {n['recast']} are changed and {n['new']} new; "
            f"{n['left out']} of {counted} programmes with a volume are no longer named. {works} of the measures are construction, {others} are rules, funds, land or data.",
        )
    return Words(
        title=f"2025年五年行动计划的{whole}项更新措施都没有数量，其中{n['number gone']}项此前有",
        subtitle="2025年五年行动计划任务二十一至二十六的措施，与2021年、2022年各文件对照，以及未再提及的工程",
        alt=f"措施与工程分五组的表。{whole}项措施中，保留而不再有数量的{n['number gone']}项，照旧保留的{n['kept']}项，改变用途或范围的{n['recast']}项，新提出的{n['new']}项；"
        f"{counted}项有数量的工程中，{n['left out']}项未再提及。",
        note="逐项列出本书在这些任务中编码的措施，与“十四五”规划纲要、城镇化规划和城市更新提升行动计划的同一主题对照，由人工判读。改变：城市体检成为集中连片更新的起点，"
        "城中村以安全隐患较多的为重点，用途转换改用清单。新提出：三份文件都没有。2025年文本为有删减的版本。以2025年为期的数量不必重复，此后的数量可能另有安排，文件所说的年度重点任务也可能载有数字。",
        finding=f"从2022年到2025年，城市更新的措施大多保留，数量不再列出：{whole}项措施中{n['number gone']}项不再有数量，{n['kept']}项照旧只有文字，{n['recast']}项改变用途或范围，{n['new']}项是新的；"
        f"{counted}项有数量的工程有{n['left out']}项未再提及。措施中{works}项是建设类，{others}项属于规则、资金、土地或数据。",
    )


def _columns(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    zh = language == "zh"
    heads = {
        "en": ("Measure or programme", "In 2025", "Number before", "Instrument"),
        "zh": ("措施或工程", "2025年", "此前的数量", "政策工具"),
    }[language]
    columns = (
        table[f"short_{language}"],
        [_FATES[fate][zh] for fate in table["fate"]],
        table[f"before_{language}"],
        [_INSTRUMENTS[tool][zh] for tool in table["instrument"]],
    )
    return pd.DataFrame(dict(zip(heads, columns, strict=True)))


EXHIBIT: Final = Exhibit("renewal-procedures", "renewal", _table, _words, _FIELDS, columns=_columns)
