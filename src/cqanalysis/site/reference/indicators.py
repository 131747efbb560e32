"""One page an indicator: its definition, every target, every observation, where it stands."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from cqanalysis import monitor
from cqanalysis.drawing.panels import Line, Panel, panels
from cqanalysis.drawing.text import Language
from cqanalysis.pace import Status
from cqanalysis.site.reference.lookup import FACT_HEADS, Lookup
from cqanalysis.site.reference.markup import Cell, Page, code, link
from cqanalysis.site.reference.words import STATUS, THEMES, VERDICTS, VINTAGES
from cqanalysis.tables import WHOLE_YEAR, records

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "index": "Indicators",
        "index_lead": "Every indicator that recurs in the documents, stands in a table of indicators or has "
        "been observed: {n} in all. Each has a page with its definition, every target in every document, the "
        "observations by vintage, the conflicts and where its targets stand.",
        "theme": "Theme: {}. Unit: {}. {}",
        "better_higher": "The plans want it higher.",
        "better_lower": "The plans want it lower.",
        "better_neither": "The plans want it neither higher nor lower.",
        "stands": "Where its targets stand",
        "stands_lead": "By a written rule. A due target has an outcome only if it was observed in its "
        "year; else it was last seen in an earlier one. An open target is on pace if the observed "
        "value has gone as far as the straight line from its base; without a base, one not yet reached is not "
        "judged. Observations of confidence A or B count, on the target's own place: a group of which only the districts "
        "are observed has none of its own here.",
        "due": "Targets",
        "printed": "In the documents",
        "seen": "Observed",
        "latest": "Observed: the latest of each district",
        "verdicts": "From document to document",
        "conflicts": "Conflicts",
        "exhibits": "Exhibits",
        "panels": "drawing, scrolls sideways on a narrow screen",
        "chart": "{} in Chongqing: observed values by vintage, and what the documents ask",
        "asked": "asked for",
        "no_facts": "No document of the five prints a number of it.",
        "no_obs": "No observation in this collection. Searched until {}.",
        "districts": "{n} observations of districts and counties; the latest of each stands below.",
        "in": "{} ({})",
        "comma": ", ",
        "computed": "computed from several observations",
        "plain_date": "{} to {}",
    },
    "zh": {
        "index": "指标",
        "index_lead": "凡在文件中反复出现、列入指标表或有观测值的指标，共{n}个，各有一页：定义、各文件的全部目标、"
        "分版本的观测值、不一致之处和目标的进展。",
        "theme": "主题：{}。单位：{}。{}",
        "better_higher": "规划方向：上升。",
        "better_lower": "规划方向：下降。",
        "better_neither": "规划未定方向。",
        "stands": "目标进展",
        "stands_lead": "按成文规则判定：到期目标，只有当年有观测值才有结论，否则写明最近一次见于何年；未到期目标，"
        "实际值达到自基数起的直线进度即为“进度相符”，没有基数而尚未达到的不判断进度。只采用可信度为A、B且地域与目标一致的观测值；只有区县数据的分组，本表不作合成。",
        "due": "目标",
        "printed": "文件中的数字",
        "seen": "观测值",
        "latest": "各区县最近的观测值",
        "verdicts": "文件之间",
        "conflicts": "不一致之处",
        "exhibits": "图表",
        "panels": "图，窄屏可左右滚动",
        "chart": "重庆市{}：各版本观测值与文件要求",
        "asked": "文件要求",
        "no_facts": "五份文件均未载有该指标的数字。",
        "no_obs": "本资料集没有观测值，检索截至{}。",
        "districts": "区县观测值共{n}个，下表列出各区县最近一个。",
        "in": "{}（{}）",
        "comma": "，",
        "computed": "由多个观测值计算",
        "plain_date": "{}—{}",
    },
}
_SEEN_HEADS: Final[dict[Language, list[str]]] = {
    "en": ["Place", "Year", "Value", "Vintage", "Definition", "Confidence", "Source"],
    "zh": ["地区", "年份", "数值", "版本", "口径", "可信度", "来源"],
}
_STAND_HEADS: Final[dict[Language, list[str]]] = {
    "en": ["Place", "Target", "Due", "Base", "Observed", "Outcome printed", "Status", "Clause"],
    "zh": ["地区", "目标", "到期", "基数", "观测值", "文件所载实绩", "状态", "条款"],
}
_VERDICT_HEADS: Final[dict[Language, list[str]]] = {
    "en": ["Earlier document", "Later document", "The later is", "Why"],
    "zh": ["较早文件", "较晚文件", "后者相对前者", "说明"],
}


def pages(lookup: Lookup, created: str) -> list[Page]:
    """A page an indicator, and the list of all.

    Args:
        lookup: The edition's names and cross-references.
        created: Date of the data.

    Returns:
        The list first.
    """
    standing = monitor.standing(lookup.data)
    return [
        _index(lookup),
        *(_page(row, lookup, standing, created) for row in records(lookup.data["indicators"])),
    ]


def _index(lookup: Lookup) -> Page:
    words, language = _WORDS[lookup.language], lookup.language
    data = lookup.data
    page = Page("indicators/index", words["index"], language)
    rows: list[list[str | Cell]] = []
    targets = data["facts"][data["facts"]["kind"] == "target"]
    for row in records(data["indicators"]):
        documents = set(data["facts"].loc[data["facts"]["indicator"] == row.indicator, "doc_id"])
        seen = data["observations"][data["observations"]["indicator"] == row.indicator]
        rows.append([
            link(f"{row.indicator}.html", lookup.name(row)),
            THEMES[row.theme][language],
            lookup.unit(row.unit),
            Cell(str(len(documents)), len(documents)),
            Cell(str((targets["indicator"] == row.indicator).sum()), float((targets["indicator"] == row.indicator).sum())),
            Cell(str(len(seen)), len(seen)),
            Cell("—" if seen.empty else str(seen["year"].max()), 0 if seen.empty else float(seen["year"].max())),
            code(row.indicator),
        ])  # fmt: skip
    page.text(words["index_lead"].format(n=len(rows)))
    heads = {
        "en": [
            "Indicator",
            "Theme",
            "Unit",
            "Documents",
            "Targets",
            "Observations",
            "Latest",
            "Key",
        ],
        "zh": ["指标", "主题", "单位", "文件数", "目标数", "观测值数", "最近年份", "编码"],
    }[language]
    page.table("list", words["index"], heads, rows)
    return page


def _page(row: Any, lookup: Lookup, standing: Any, created: str) -> Page:
    words, language, data = _WORDS[lookup.language], lookup.language, lookup.data
    page = Page(f"indicators/{row.indicator}", lookup.name(row), language)
    page.text(str(getattr(row, f"definition_{language}")))
    wish = words[f"better_{row.better}"]
    page.text(words["theme"].format(THEMES[row.theme][language], lookup.unit(row.unit), wish))
    facts = [f for f in lookup.facts.values() if f.indicator == row.indicator]
    seen = data["observations"][data["observations"]["indicator"] == row.indicator]
    districts = seen[seen["place"].isin(lookup.districts)]
    city = seen[~seen["place"].isin(lookup.districts)]
    chart = _chart(row, lookup, city, facts)
    if chart:
        page.picture(chart, words["panels"])
    _stands(page, lookup, standing[standing["indicator"] == row.indicator])
    page.heading("printed", words["printed"])
    if facts:
        page.table(
            "facts",
            words["printed"],
            FACT_HEADS[language],
            [lookup.fact_row(f, linked=False) for f in facts],
        )
    else:
        page.text(words["no_facts"])
    verdicts = data["verdicts"][data["verdicts"]["indicator"] == row.indicator]
    if not verdicts.empty:
        page.heading("verdicts", words["verdicts"])
        cells: list[list[str | Cell]] = [
            [
                lookup.short[v.doc_a], lookup.short[v.doc_b], VERDICTS[v.verdict][language],
                str(getattr(v, f"note_{language}")),
            ]
            for v in records(verdicts)
        ]  # fmt: skip
        page.table("verdict-table", words["verdicts"], _VERDICT_HEADS[language], cells)
    page.heading("observed", words["seen"])
    if seen.empty:
        page.text(words["no_obs"].format(created))
    if not city.empty:
        page.table(
            "observations",
            words["seen"],
            _SEEN_HEADS[language],
            [_seen(o, lookup) for o in records(city)],
        )
    if not districts.empty:
        page.text(words["districts"].format(n=len(districts)))
        last = districts.sort_values(["place", "year", "confidence"], ascending=[True, False, True])
        last = last.drop_duplicates("place")
        page.table(
            "districts",
            words["latest"],
            _SEEN_HEADS[language],
            [_seen(o, lookup) for o in records(last)],
        )
    refs = [("facts", f.fact_id) for f in facts] + [("observations", o) for o in seen["obs_id"]]
    page.heading("conflicts", words["conflicts"])
    page.bullets(lookup.disputed(refs))
    used = [k for f in facts for k in lookup.uses.get(f.fact_id, [])]
    used += [k for o in seen["obs_id"] for k in lookup.shows.get(o, [])]
    page.heading("exhibits", words["exhibits"])
    page.bullets([lookup.exhibit(k) for k in dict.fromkeys(used)])
    return page


def _stands(page: Page, lookup: Lookup, rows: Any) -> None:
    words, language = _WORDS[lookup.language], lookup.language
    if rows.empty:
        return
    page.heading("stands", words["stands"])
    page.text(words["stands_lead"])
    cells: list[list[str | Cell]] = []
    for row in records(rows):
        fact = lookup.facts[row.fact_id]
        base = "—"
        if row.base_id:
            known = lookup.facts[row.base_id]
            told = [lookup.years(known)]
            if known.doc_id != fact.doc_id:
                told.append(lookup.short[known.doc_id])
            base = words["in"].format(lookup.printed(known), words["comma"].join(told))
        seen = "—"
        if row.obs_ids:
            told = [str(row.year)]
            if "|" in row.obs_ids:
                told.append(words["computed"])
            seen = words["in"].format(
                lookup.amount(round(row.value, 2), fact.unit), words["comma"].join(told)
            )
        printed = [
            lookup.printed(f)
            for f in lookup.facts.values()
            if f.kind in ("baseline", "achieved") and f.indicator == fact.indicator
            and (f.place, f.unit, f.against) == (fact.place, fact.unit, fact.against)
            and pd.notna(f.year) and pd.notna(fact.year) and f.year == fact.year
        ]  # fmt: skip
        cells.append([
            lookup.place(fact.place), lookup.printed(fact), lookup.years(fact), base, seen, " / ".join(dict.fromkeys(printed)) or "—",
            STATUS[Status(row.status)][language], lookup.clause(fact.doc_id, fact.clause),
        ])  # fmt: skip
    page.table("standing", words["due"], _STAND_HEADS[language], cells)


def _seen(obs: Any, lookup: Lookup) -> list[str | Cell]:
    source = lookup.source(obs.source)
    sign = "" if obs.operator == "=" else obs.operator + " "
    year = f"{obs.year} {obs.period_detail}".strip()
    return [
        lookup.place(obs.place), Cell(year, float(obs.year)),
        Cell(sign + lookup.amount(obs.value, obs.unit), float(obs.value)),
        VINTAGES[obs.vintage][lookup.language], lookup.definition(obs.definition), obs.confidence, source,
    ]  # fmt: skip


def _chart(row: Any, lookup: Lookup, city: Any, facts: list[Any]) -> str:
    """The city's series by vintage, with what the documents ask; "" for less than three points."""
    words, language = _WORDS[lookup.language], lookup.language
    own = city[(city["place"] == "chongqing") & city["period"].isin(WHOLE_YEAR)]
    own = own[own["unit"] == row.unit]
    if len(own) < 3 or own["year"].nunique() < 3:
        return ""
    lines = [
        Line(
            " · ".join(filter(None, [VINTAGES[key[0]][language], lookup.definition(str(key[1]))])),
            [
                (int(o.year), float(o.value), o.confidence == "C")
                for o in records(same.sort_values("year"))
            ],
        )
        for key, same in own.groupby(["vintage", "definition"], sort=False)
    ]
    # The series that goes on comes first, and has the colour of what a page is about.
    lines.sort(key=lambda line: (-line.points[-1][0], -len(line.points)))
    asked = [
        (int(f.year), float(f.value))
        for f in facts
        if f.kind == "target" and f.place == "chongqing" and pd.notna(f.year) and pd.notna(f.value)
        and f.unit == row.unit and f.measure in ("level", "ratio")
    ]  # fmt: skip
    title = words["chart"].format(lookup.name(row))
    return panels(
        f"indicator-{row.indicator}", title,
        [Panel(lookup.name(row), lookup.unit(row.unit), lines, sorted(set(asked)), words["asked"])],
    )  # fmt: skip
