from __future__ import annotations

import itertools
import re
from typing import Any, Final, get_args

import pytest

from cqanalysis.citation.gbt import Standard, references

OTHERS: Final = {"literal": "他人"}
STANDARDS: Final[tuple[Standard, ...]] = get_args(Standard)
BOOK: Final = {"literal": "重庆新型城镇化数据书项目"}
FIGURE: Final[dict[str, Any]] = {
    "type": "chapter",
    "language": "zh-CN",
    "author": [BOOK],
    "title": "图5-1 2023年城乡收入比已降至2.28",
    "container-author": [BOOK],
    "container-title": "数据里的重庆新型城镇化规划",
    "version": "V0.2.0",
    "issued": {"date-parts": [[2026, 11, 24]]},
}
WILDFIRE: Final = (
    "A comparative risk assessment framework for wildland fire management: "
    "the 2010 cohesive strategy science report"
)


def person(family: str, given: str, suffix: str = "") -> dict[str, str]:
    return {"family": family, "given": given, "suffix": suffix}


def date(*parts: int) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(parts)]}


def entry(item: dict[str, Any], standard: Standard = "2025") -> str:
    (line,) = references([item], standard)
    return line


SAMPLES_2025: Final[list[tuple[dict[str, Any], str]]] = [
    (
        {
            "type": "dataset",
            "language": "zh-CN",
            "author": [person("周", "壮"), person("李", "盛阳"), person("吴", "薇"), OTHERS],
            "title": "天宫二号遥感图像自然景物分类科学数据",
            "version": "V1.0",
            "publisher": "国家基础学科公共科学数据中心",
            "issued": date(2023, 9, 10),
            "accessed": date(2025, 7, 15),
            "URL": "https://www.nbsdc.cn/general/dataLinks/CSTR:16666.11.nbsdc.tfpbwtqf",
        },
        "周壮，李盛阳，吴薇，等. 天宫二号遥感图像自然景物分类科学数据[DS/OL]. V1.0. "
        "国家基础学科公共科学数据中心（2023-09-10）[2025-07-15]. "
        "https://www.nbsdc.cn/general/dataLinks/CSTR:16666.11.nbsdc.tfpbwtqf.",
    ),
    (
        {
            "type": "dataset",
            "language": "en",
            "author": [{"literal": "IHME"}],
            "title": "Global burden of disease study 2019 (GBD 2019) data resources",
            "publisher": "Global Health Data Exchange",
            "issued": date(2021),
            "accessed": date(2025, 7, 15),
            "URL": "https://ghdx.healthdata.org/gbd-2019",
        },
        "IHME. Global burden of disease study 2019 (GBD 2019) data resources[DS/OL]. "
        "Global Health Data Exchange (2021)[2025-07-15]. https://ghdx.healthdata.org/gbd-2019.",
    ),
    (
        {
            "type": "report",
            "language": "zh-CN",
            "author": [
                {"literal": "中国信息通信研究院"},
                {"literal": "中国电信股份有限公司研究院"},
                {"literal": "中国移动通信研究院"},
                OTHERS,
            ],
            "title": "电信业发展白皮书：2023：新时代高质量发展探索",
            "issued": date(2023, 12, 28),
            "accessed": date(2025, 7, 15),
            "URL": "http://www.caict.ac.cn/kxyj/qwfb/bps/202312/P020240326615399026294.pdf",
        },
        "中国信息通信研究院，中国电信股份有限公司研究院，中国移动通信研究院，等. "
        "电信业发展白皮书：2023：新时代高质量发展探索[R/OL]. 2023-12-28. "
        "http://www.caict.ac.cn/kxyj/qwfb/bps/202312/P020240326615399026294.pdf.",
    ),
    (
        {
            "type": "report",
            "language": "en-US",
            "author": [
                person("Calkin", "D. E."),
                person("Ager", "A. A."),
                person("Thompson", "Matthew P."),
                OTHERS,
            ],
            "title": WILDFIRE,
            "number": "RMRS-GTR-262",
            "issued": date(2011),
            "page": "8-9",
            "URL": "https://www.fs.usda.gov/rm/pubs/rmrs_gtr262.pdf",
        },
        f"Calkin D E, Ager A A, Thompson M P, et al. {WILDFIRE}: RMRS-GTR-262[R/OL]. "
        "2011: 8-9. https://www.fs.usda.gov/rm/pubs/rmrs_gtr262.pdf.",
    ),
    (
        {
            "type": "report",
            "author": [
                {"literal": "U.S. Department of Transportation Federal Highway Administration"}
            ],
            "title": "Guidelines for handling excavated acid-producing materials",
            "number": "PB 91-194001",
            "publisher": "U.S. Department of Commerce National Information Service",
            "publisher-place": "Springfield",
            "issued": date(1990),
            "page": "25",
        },
        "U.S. Department of Transportation Federal Highway Administration. Guidelines for "
        "handling excavated acid-producing materials: PB 91-194001[R]. Springfield: "
        "U.S. Department of Commerce National Information Service, 1990: 25.",
    ),
    (
        {
            "type": "webpage",
            "language": "zh-CN",
            "author": [{"literal": "高等教育文献保障系统"}],
            "title": "馆际互借与文献传递服务",
            "accessed": date(2025, 6, 21),
            "URL": "http://home.calis.edu.cn/pages/list.html"
            "?id=4101e184-7f64-4798-a5e1-8e37aa6994fc",
        },
        "高等教育文献保障系统. 馆际互借与文献传递服务[EB/OL]. [2025-06-21]. "
        "http://home.calis.edu.cn/pages/list.html?id=4101e184-7f64-4798-a5e1-8e37aa6994fc.",
    ),
    (
        {
            "type": "webpage",
            "language": "zh-CN",
            "title": "中国国家博物馆",
            "accessed": date(2025, 5, 6),
            "URL": "https://www.chnmuseum.cn/",
        },
        "中国国家博物馆[EB/OL]. [2025-05-06]. https://www.chnmuseum.cn/.",
    ),
    (
        {
            "type": "webpage",
            "language": "en",
            "title": "Library of Congress",
            "accessed": date(2020, 6, 12),
            "URL": "https://www.loc.gov",
        },
        "Library of Congress[EB/OL]. [2020-06-12]. https://www.loc.gov.",
    ),
    (
        {
            "type": "chapter",
            "language": "en",
            "author": [person("Weinstein", "L"), person("Swartz", "M N")],
            "title": "Pathogenic properties of invading microorganisms",
            "container-author": [person("Sodeman", "W A", "Jr"), person("Sodeman", "W A")],
            "container-title": "Pathologic physiology",
            "edition": "5th ed",
            "publisher": "Saunders",
            "publisher-place": "Philadelphia",
            "issued": date(1974),
            "page": "457-472",
        },
        "Weinstein L, Swartz M N. Pathogenic properties of invading microorganisms[M]//"
        "Sodeman W A Jr, Sodeman W A. Pathologic physiology. 5th ed. "
        "Philadelphia: Saunders, 1974: 457-472.",
    ),
    (
        {
            "type": "chapter",
            "language": "zh-CN",
            "title": "周易外传：卷5",
            "container-author": [person("王", "夫之")],
            "container-title": "船山全书：第1册",
            "edition": "修订版",
            "publisher": "岳麓书社",
            "publisher-place": "长沙",
            "issued": date(2011),
            "page": "983-1029",
        },
        "周易外传：卷5[M]//王夫之. 船山全书：第1册. 修订版. 长沙：岳麓书社，2011：983-1029.",
    ),
    (
        {
            "type": "dataset",
            "title": "T",
            "version": "V2",
            "issued": date(2012, 3, 18),
            "accessed": date(2020, 6, 24),
            "URL": "https://example.org/t",
        },
        "T[DS/OL]. V2. (2012-03-18)[2020-06-24]. https://example.org/t.",
    ),
    (
        FIGURE,
        "重庆新型城镇化数据书项目. 图5-1 2023年城乡收入比已降至2.28[DS]//"
        "重庆新型城镇化数据书项目. 数据里的重庆新型城镇化规划. V0.2.0. （2026-11-24）.",
    ),
    (
        FIGURE
        | {
            "URL": "https://example.org/zh/exhibits/a.html",
            "accessed": date(2026, 11, 30),
        },
        "重庆新型城镇化数据书项目. 图5-1 2023年城乡收入比已降至2.28[DS/OL]//"
        "重庆新型城镇化数据书项目. 数据里的重庆新型城镇化规划. V0.2.0. "
        "（2026-11-24）[2026-11-30]. https://example.org/zh/exhibits/a.html.",
    ),
    (
        {
            "type": "report",
            "language": "zh-CN",
            "author": [{"literal": "重庆市人民政府"}],
            "title": "重庆市新型城镇化规划（2021—2035年）",
            "number": "渝府发〔2022〕9号",
            "issued": date(2022),
        },
        "重庆市人民政府. 重庆市新型城镇化规划（2021—2035年）：渝府发〔2022〕9号[R]. 2022.",
    ),
    (
        {
            "type": "document",
            "language": "zh-CN",
            "author": [{"literal": "重庆市人民政府"}],
            "title": "通知",
            "issued": date(2022, 9),
        },
        "重庆市人民政府. 通知[Z]. 2022-09.",
    ),
]

SAMPLES_2015: Final[list[tuple[dict[str, Any], str]]] = [
    (
        {
            "type": "report",
            "language": "zh-CN",
            "author": [person("汤", "万金"), person("杨", "跃翔"), person("刘", "文"), OTHERS],
            "title": "人体安全重要技术标准研制最终报告",
            "number": "7178999X-2006BAK04A10/10.2013",
            "issued": date(2013, 9, 30),
            "accessed": date(2014, 6, 24),
            "URL": "http://www.nstrs.cn/xiangxiBG.aspx?id=41707",
        },
        "汤万金, 杨跃翔, 刘文, 等. 人体安全重要技术标准研制最终报告: "
        "7178999X-2006BAK04A10/10.2013[R/OL]. (2013-09-30)[2014-06-24]. "
        "http://www.nstrs.cn/xiangxiBG.aspx?id=41707.",
    ),
    (
        {
            "type": "report",
            "language": "en",
            "author": [person("Calkin", "D"), person("Ager", "A"), person("Thompson", "M")],
            "title": WILDFIRE,
            "number": "RMRS-GTR-262",
            "issued": date(2011, 8),
            "page": "8-9",
        },
        f"CALKIN D, AGER A, THOMPSON M. {WILDFIRE}: RMRS-GTR-262[R]. 2011: 8-9.",
    ),
    (
        FIGURE,
        "重庆新型城镇化数据书项目. 图5-1 2023年城乡收入比已降至2.28[DS]//"
        "重庆新型城镇化数据书项目. 数据里的重庆新型城镇化规划. V0.2.0. (2026-11-24).",
    ),
    (
        {"type": "report", "author": [{"literal": "World Bank"}], "title": "T",
         "publisher": "WB", "publisher-place": "Washington", "issued": date(2014, 3, 25)},
        "World Bank. T[R]. Washington: WB, 2014.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("item", "line"), SAMPLES_2025)
def test_the_samples_of_2025(item: dict[str, Any], line: str) -> None:
    assert entry(item) == line


@pytest.mark.parametrize(("item", "line"), SAMPLES_2015)
def test_the_samples_of_2015(item: dict[str, Any], line: str) -> None:
    assert entry(item, "2015") == line


def test_entries_keep_the_order_and_need_no_id_of_their_own() -> None:
    items = [{"type": "document", "id": "Same", "title": title} for title in ("B", "A", "B")]
    items[1]["language"] = "zh"
    assert references(items) == ["B[Z].", "A[Z].", "B[Z]."]
    assert references([]) == []


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(
    "title",
    [
        "“十四五”规划（2021—2035年）《纲要》",
        "Growth of 5% – 'so-called' \"new\" <type> & iPhone's a&amp;b of U.S. towns etc.",
        "What is a city? An answer: <5 & >3 ... of THE kind",
        "$title ${url} {0} %s \\n",
    ],
)
def test_a_title_is_printed_as_given(title: str, language: str, standard: Standard) -> None:
    item = {"type": "webpage", "language": language, "title": title}
    assert entry(item, standard) == f"{title}[EB]."
    host = {"type": "chapter", "language": language, "title": "T", "container-title": title}
    assert entry(host, standard) == f"T[M]//{title.removesuffix('.')}."


def test_a_period_that_ends_a_name_is_not_doubled() -> None:
    item = {"type": "report", "author": [{"literal": "Acme Inc."}], "title": "T"}
    assert entry(item) == "Acme Inc. T[R]."


@pytest.mark.parametrize("standard", STANDARDS)
def test_an_organisation_is_printed_whole(standard: Standard) -> None:
    authors = [{"literal": "McKinsey & Company, Inc"}, person("van Dijk", "Jan-Willem")]
    item = {"type": "report", "author": authors, "title": "T"}
    family = {"2025": "van Dijk", "2015": "VAN DIJK"}[standard]
    assert entry(item, standard) == f"McKinsey & Company, Inc, {family} J W. T[R]."


def test_a_full_date_stands_before_the_page_only_without_publisher() -> None:
    item = {"type": "report", "language": "zh", "title": "T", "page": "5",
            "issued": date(2023, 1, 2)}  # fmt: skip
    assert entry(item) == "T[R]. 2023-01-02：5."
    assert entry(item | {"publisher": "P"}) == "T[R]. P，2023：5."


def test_what_is_published_and_online_has_its_access_in_2015_only() -> None:
    item = {"type": "report", "title": "T", "publisher": "P", "issued": date(2013, 9, 30),
            "accessed": date(2014, 6, 24), "URL": "https://e.org"}  # fmt: skip
    assert entry(item) == "T[R/OL]. P, 2013. https://e.org."
    assert entry(item, "2015") == "T[R/OL]. P, 2013[2014-06-24]. https://e.org."


def test_fields_that_are_empty_or_unknown_change_nothing() -> None:
    more = {"note": "n", "id": "AbC", "keyword": ["k"], "abstract": "a", "license": "CC0",
            "original-title": "o", "publisher-place": "p", "editor": [{"name": "e"}],
            "event-date": {"raw": "2020"}, "custom": {}}  # fmt: skip
    empty: dict[str, Any] = {"URL": "", "publisher": None, "accessed": {}, "page": ""}
    author = {"author": [BOOK | {"ORCID": "0", "affiliation": "x"}]}
    assert entry(FIGURE | more | empty | author) == entry(FIGURE)


@pytest.mark.parametrize("standard", STANDARDS)
def test_an_unknown_type_is_named(standard: Standard) -> None:
    with pytest.raises(ValueError, match=r"'song'.*chapter, dataset, document, report, webpage"):
        references([{"type": "song", "title": "T"}], standard)


GIVEN: Final[dict[str, tuple[Any, str]]] = {
    "author": ([{"literal": "Body"}], "Body"),
    "number": ("N-7", "N-7"),
    "version": ("V9.9", "V9.9"),
    "publisher": ("Platform", "Platform"),
    "issued": (date(2024, 5, 6), "2024"),
    "accessed": (date(2025, 8, 9), "2025-08-09"),
    "URL": ("https://example.org/x", "https://example.org/x"),
    "page": ("31-32", "31-32"),
}
#: What a type prints; the other fields are given, too, and left out.
PRINTED: Final = {
    "dataset": {"author", "version", "publisher", "issued", "accessed", "URL"},
    "chapter": {"author", "version", "publisher", "issued", "accessed", "URL", "page"},
    "report": {"author", "number", "publisher", "issued", "accessed", "URL", "page"},
    "webpage": {"author", "issued", "accessed", "URL"},
    "document": {"author", "issued", "URL", "page"},
}
WRONG: Final = re.compile(
    r"\.\.|\. \.|，，|, ,|  |\(\)|（）|\[\]"  # doubled or empty
    r"|[,，:：/(（\[] ?[.,，:：)）\]]"  # dangling
    r"|[.,，：(（] ?$|^\W"  # before the end, at the beginning
)


def shown(kind: str, fields: set[str], standard: Standard) -> set[str]:
    result = fields & PRINTED[kind]
    component = kind == "chapter" and "version" not in fields
    if kind == "chapter" and not component:
        result -= {"page"}
    if (component or kind == "report") and (standard == "2025" or "URL" not in fields):
        result -= {"accessed"}
    return result


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("kind", PRINTED)
def test_any_fields_may_be_missing(kind: str, language: str, standard: Standard) -> None:
    always = GIVEN.keys() - PRINTED[kind]
    for chosen in itertools.product([True, False], repeat=len(PRINTED[kind])):
        fields = always | set(itertools.compress(sorted(PRINTED[kind]), chosen))
        item: dict[str, Any] = {"type": kind, "language": language, "title": "Title"}
        if kind == "chapter":
            item["container-title"] = "Whole"
        item |= {field: GIVEN[field][0] for field in fields}
        line = entry(item, standard)
        assert line.endswith(".")
        assert not WRONG.search(line.removesuffix(".")), line
        expected = shown(kind, fields, standard)
        assert {field for field, (_, text) in GIVEN.items() if text in line} == expected, line
        assert ("/OL]" in line) == ("URL" in fields)
        full_width = set(line) & set("，：（）")
        assert not full_width or (language, standard) == ("zh-CN", "2025"), line
        if (language, standard) == ("zh-CN", "2025"):
            assert not re.search(r"[,()]|: ", line), line
