"""What is promised to the countryside in numbers."""

from __future__ import annotations

from typing import Final

import pandas as pd

from cqanalysis import countryside
from cqanalysis.drawing.text import Language, number, share
from cqanalysis.exhibits import amounts
from cqanalysis.exhibits.field import PLACE, RESTS, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.tables import Data, records

_LEVELS: Final = {
    "household": ("household", "户"),
    "village": ("village", "村"),
    "township": ("township", "乡镇"),
    "unstated": ("not named", "未写明"),
}
_PROMISE_FIELDS: Final = {
    "kind": Field("Kind", "类别", codes={"work": ("work", "工程"), "service": ("service", "服务")}),
    "level": Field("Level of a service", "服务所在层级", codes=_LEVELS),
    "label_en": Field("Work or service", "英文名"),
    "label_zh": Field("Chinese name", "工程或服务"),
    "operator": Field("Qualifier", "限定", codes={
        "=": ("as printed", "所载"), ">=": ("at least", "不少于"), ">": ("more than", "多于"),
        "range": ("from … to", "区间"),
    }),
    "value": Field("Promised", "数量", "number"),
    "upper": Field("Upper end of a range", "区间上限", "number"),
    "modality": Field("Wording around the number", "数字前后的措辞"),
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
    table = countryside.promises(data["facts"], data["observations"])
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
    of_kaizhou, services = table[table["place"] == "kaizhou"], table[table["kind"] == "service"]
    undated, kaizhou = int(of_kaizhou["year"].isna().sum()), len(of_kaizhou)
    level = services["level"].value_counts()
    village, township = int(level["village"]), int(level["township"])
    works, served = len(table) - len(services), len(services)
    assert set(services["doc_id"]) == {"fyp14"}
    rural = {
        p: float(table[table["place"] == p]["rural"].iloc[0]) for p in ("chongqing", "kaizhou")
    }
    if language == "en":
        return Words(
            title=f"Per 10,000 rural residents the city plans {city} km of rural road by 2025, "
            f"Kaizhou {own} km without a year",
            subtitle="Works and services for the countryside with a printed number, and that number for 10,000 rural "
            "residents of 2020",
            alt=f"{works} works and {served} services with a printed number. Rural roads come to {city} km for 10,000 rural "
            f"residents in the city and {own} km in Kaizhou; {share(undated, kaizhou, 'en')} of Kaizhou's works carry no year. "
            f"{village} services are promised by village, {township} by township.",
            note="Works of the 14th Five-Year Plan's box on rural construction and of the Kaizhou Plan's boxes on roads, water supply "
            "and drainage; services of the 14th Five-Year Plan that name the countryside; the Urbanization Plan prints none of this kind. A "
            "service is counted where it is to be given, as printed. A dash: a share or a standard, which cannot be divided. An asterisk: "
            "2025 is the end of the 14th Five-Year Plan, inferred from its title; the Kaizhou Plan runs to 2035 and its boxes name no "
            f"period. Rural residents of the 2020 census: {number(rural['chongqing'] * 1e4, 0)} in the city, "
            f"{number(rural['kaizhou'] * 1e4, 0)} in Kaizhou. The ratio does not measure need: terrain and existing facilities differ.",
            finding=f"Promises to the countryside in numbers are in the 14th Five-Year Plan and the Kaizhou Plan, not in the "
            f"Urbanization Plan; {share(undated, kaizhou, 'en')} of Kaizhou's quantities carry no year, and all {served} services are in the "
            "14th Five-Year Plan.",
        )
    return Words(
        title=f"按每万乡村常住人口计，全市到2025年新改建农村公路{city}公里，开州区{own}公里但未载年限",
        subtitle="载有数字的乡村工程和服务，以及按2020年每万乡村常住人口折算的数量",
        alt=f"共列工程{works}项、服务{served}项。按每万乡村常住人口折算的农村公路，全市为{city}公里，开州区为{own}公里；"
        f"开州区的工程{share(undated, kaizhou, 'zh', counter='项')}没有年限。服务以村为单位的{village}项，以乡镇为单位的{township}项。",
        note="工程取自“十四五”规划纲要乡村建设专栏和开州城镇化规划的交通、供水、排水专栏，服务取自“十四五”规划纲要中写明面向乡村的内容；城镇化规划中没有这类数字。"
        "服务的层级按原文写明的提供之处。“—”表示比例或标准，无法折算。"
        "带*的2025年按“十四五”规划纲要的规划期推定；开州城镇化规划期至2035年，专栏未写期限，故不推定。"
        f"2020年普查乡村常住人口：全市{number(rural['chongqing'], 0)}万人，开州区"
        f"{number(rural['kaizhou'], 1)}万人。人均数量不等于需求：地形和既有设施各不相同。",
        finding=f"对乡村的数量承诺见于“十四五”规划纲要和开州城镇化规划，城镇化规划中没有；开州区的数量"
        f"{share(undated, kaizhou, 'zh', counter='项')}没有年限，{served}项服务都出自“十四五”规划纲要。",
    )


def _promise_columns(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    undated = {"en": "none", "zh": "未载明"}[language]
    cells = []
    for row in records(table):
        inferred = "*" if row.year_basis == "inferred" else ""
        each = "—" if pd.isna(row.per_10k) else _each(row.per_10k, language)
        level = _LEVELS[row.level][language == "zh"]
        where = {"en": f"service, {level}", "zh": f"服务（{level}）"}[language]
        cells.append(
            (
                getattr(row, f"label_{language}"),
                {"en": "work", "zh": "工程"}[language] if row.kind == "work" else where,
                amounts.qualified(row, row.unit_en, language),
                undated if pd.isna(row.year) else f"{row.year}{inferred}",
                each,
                {"en": f"{row.document_en}, {row.clause}", "zh": f"{row.document_zh} {row.clause}"}[
                    language
                ],
            )
        )
    heads = {
        "en": [
            "Work or service", "Kind and level", "Promised", "Due",
            "For 10,000 rural residents", "Document and clause",
        ],
        "zh": ["工程或服务", "类别与层级", "数量", "完成时限", "每万乡村常住人口", "文件与条款"],
    }[language]  # fmt: skip
    return pd.DataFrame(cells, columns=heads)


def _each(value: float, language: Language) -> str:
    return number(value, 1 if value >= 1 else 2, language=language)


EXHIBITS: Final = (
    Exhibit(
        "integration-rural-promises", "integration", _promise_table, _promise_words,
        _PROMISE_FIELDS, columns=_promise_columns,
    ),
)  # fmt: skip
