"""Safety, resilience and digital government: targets, who leads, conflicts, observations."""

from __future__ import annotations

from typing import Final

import pandas as pd

from cqanalysis import governance
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits import amounts
from cqanalysis.exhibits.field import RESTS, Field
from cqanalysis.exhibits.governance.names import BODY, body, sentence
from cqanalysis.exhibits.overview.names import ATTRIBUTES, named
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

#: The unit of two targets, both the magnitude of an earthquake; elsewhere it is a grade.
_GRADE: Final = "级"
#: Conflicts that name a target of the theme, in a few words.
_CONFLICTS: Final = {
    "box-indicators-not-in-action2025": (
        "no target in the 2025 Action Plan",
        "2025年五年行动计划未列目标",
    ),
    "dike-88-copied": ("same number for city and district", "市区两级同一数值"),
    "online-services-95-copied": ("same number for city and district", "市区两级同一数值"),
}
_FIELDS: Final = {
    "doc_id": Field("Document (key)", "文件标识"),
    "document_en": Field("Document", "文件英文简称"),
    "document_zh": Field("Document in Chinese", "文件"),
    "label_en": Field("Target", "英文名"),
    "label_zh": Field("Chinese name", "目标"),
    "indicator": Field("Indicator (key)", "指标标识"),
    "operator": Field("Qualifier", "限定", codes={
        "=": ("as printed", "所载"), ">=": ("at least", "不少于"), ">": ("more than", "多于"),
        "<=": ("at most", "不多于"), "<": ("less than", "少于"),
    }),
    "value": Field("Target value", "目标值", "number"),
    "upper": Field("Upper end of a range", "区间上限", "number"),
    "unit": Field("Unit as printed", "单位"),
    "unit_en": Field("Unit", "英文单位"),
    "modality": Field("Wording", "措辞"),
    "due": Field("Due", "到期年份", "integer"),
    "attribute": Field("Marked as", "指标属性", codes=ATTRIBUTES),
    "base_value": Field("Base", "基数", "number"),
    "leads": Field("Lead body of the task", "任务牵头单位", codes=BODY.codes),
    "conflicts": Field("Conflicts in the register", "冲突登记编号"),
    "seen": Field("Observed", "有可比观测", codes={
        "seen": ("yes", "有"), "near": ("on another definition", "口径不同"), "none": ("no", "无"),
    }),
    **RESTS,
}  # fmt: skip


def _table(data: Data) -> pd.DataFrame:
    rows = named(governance.safety(data), data)
    units = data["units"].set_index("unit")["name_en"]
    english = rows["unit"].map(units).mask(rows["unit"] == _GRADE, "magnitude")
    chosen: pd.DataFrame = rows.assign(unit_en=english)[list(_FIELDS)]
    return chosen


def _magnitude(value: float, language: Language) -> str:
    """The magnitude of an earthquake, with the place that the document prints."""
    grade = number(value, 1)
    return f"magnitude {grade}" if language == "en" else f"{grade}级"


def _words(table: pd.DataFrame, language: Language) -> Words:
    total, due = len(table), int(table["due"].max())
    led = table[table["leads"] != ""]
    based, seen = int(table["base_value"].notna().sum()), int((table["seen"] == "seen").sum())
    against = int((table["conflicts"] != "").sum())
    who = list(dict.fromkeys(led["leads"]))
    plain = [body(key, "zh") for key in who]
    several = int(table["indicator"].ne("").sum())
    bound = int((table["attribute"] == "约束性").sum())
    if language == "en":
        return Words(
            title=f"All {total} numbers for safety and digital government were due by {due}; public data can check {seen or 'none'}, {len(led)} have a lead body",
            subtitle="Quantified targets of the theme governance in the five documents",
            alt=f"A table of {total} targets. {based} have a base, {len(led)} stand in a task with a lead, {against} in the register of conflicts, {seen or 'none'} "
            f"in public statistics. {bound} is marked as binding.",
            note=f"{several} of the rows are of indicators that recur between documents. A base may be printed by another document than the target. A lead is that of the task in "
            "which the target stands. Earthquake monitoring is set as the magnitude that the network can detect: the lower, the better the network. Digital government is observed "
            "for January 2026, in numbers that no target asks for: items, daily users and "
            "bundled services of the platform Yukuaiban. Conflicts about works and wordings of the theme stand in the register.",
            finding=f"All {total} numbers for safety, resilience and digital government were due by {due}, and public data can check {seen or 'none'} of them. {len(led)} "
            f"have a lead body, always {', '.join(sentence(key, 'en') for key in who)}; {based} have a base, {against} are in conflict with another row.",
        )
    return Words(
        title=f"安全韧性与数字政务的{total}个数字到{due}年已全部到期，公开数据能核对的{f'有{seen}个' if seen else '一个也没有'}，有牵头单位的{len(led)}个",
        subtitle="五份文件“城市治理”主题的量化目标",
        alt=f"表中列{total}项目标：有基数的{based}项，所在任务有牵头单位的{len(led)}项，见于冲突登记的{against}项，有公开统计可对照的{seen}项，标为约束性的{bound}项。",
        note=f"其中{several}行为在几份文件中重复出现的指标。基数可能由另一份文件所载。牵头单位指目标所在任务的牵头单位。地震监测能力指台网能够测到的最小震级，数值越小，能力越强。"
        "数字政务有2026年1月的观测值，即“渝快办”的事项数、日活用户和“一件事一次办”场景数，"
        "但没有目标与之对应。本主题关于工程和措辞的冲突另见冲突登记。",
        finding=f"安全、韧性与数字政务的{total}个数字到{due}年已全部到期，公开数据能够核对的{f'有{seen}个' if seen else '一个也没有'}。{len(led)}个有牵头单位，都是{'、'.join(plain)}；"
        f"{based}个有基数，{against}个与别处的数字有冲突。",
    )


def _columns(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    zh = language == "zh"
    shown = []
    for row in records(table):
        keys = dict.fromkeys(_CONFLICTS[key][zh] for key in row.conflicts.split("|") if key)
        base = "—" if pd.isna(row.base_value) else amounts.plain(row.base_value, language)
        cells = (
            row.label_zh if zh else row.label_en,
            getattr(row, f"document_{language}"),
            _magnitude(row.value, language)
            if row.unit == _GRADE
            else amounts.qualified(row, row.unit_en, language),
            str(row.due),
            base,
            body(row.leads, language) if row.leads else "—",
            ("；" if zh else "; ").join(keys) or "—",
            _FIELDS["seen"].word(row.seen, language),
        )
        shown.append(cells)
    heads = (
        ("目标", "文件", "数值", "到期", "基数", "牵头单位", "冲突", "有可比观测")
        if zh
        else ("Target", "Document", "Number", "Due", "Base", "Lead", "Conflict", "Observed")
    )
    return pd.DataFrame(shown, columns=list(heads))


EXHIBITS: Final = (
    Exhibit(
        "governance-safety-digital", "governance", _table, _words, _FIELDS, columns=_columns
    ),
)  # fmt: skip
