"""The board: what became of every target, and the targets that an observation speaks to."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from cqanalysis import overview
from cqanalysis.drawing import style
from cqanalysis.drawing.canvas import Canvas, Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits import amounts
from cqanalysis.exhibits.field import PLACE, RESTS, Field
from cqanalysis.exhibits.overview.names import ASKED, ATTRIBUTES, OUTCOMES, STATUS, named
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.pace import ABOUT, Status
from cqanalysis.tables import Data, records

# --- What became of every target -------------------------------------------

_STATUS_FIELDS: Final = {
    "doc_id": Field("Document (key)", "文件标识"),
    "document_en": Field("Document", "文件英文简称"),
    "document_zh": Field("Document in Chinese", "文件"),
    "attribute": Field("Marked as", "指标属性", codes=ATTRIBUTES),
    "outcome": Field("Outcome", "结果", codes={
        key: (own["en"], own["zh"]) for key, own in OUTCOMES.items()
    }),
    "n": Field("Targets", "目标数", "integer"),
    "now": Field("Last full year", "最近全年", "integer"),
    **RESTS,
}  # fmt: skip
#: Outcomes that decide a due target.
_DECIDED: Final = ("met", "missed")
_LATER: Final = ("open", "undated")
#: Fill, other half, edge: decided full, known light, otherwise known half, unknown empty.
_LOOKS: Final[dict[str, tuple[str, str, str]]] = {
    "met": (style.CONTRAST, style.CONTRAST, style.CONTRAST),
    "missed": (style.ACCENT, style.ACCENT, style.ACCENT),
    "changed": (style.ACCENT, style.PAPER, style.ACCENT),
    "ahead": ("#A9C3DC", "#A9C3DC", style.CONTRAST),
    "short": ("#F0BCA9", "#F0BCA9", style.ACCENT),
    "other": ("#8A939C", style.PAPER, "#8A939C"),
    "unobserved": (style.PAPER, style.PAPER, "#8A939C"),
    "open": ("#D9DEE3", "#D9DEE3", "#D9DEE3"),
    "undated": ("#D9DEE3", style.PAPER, "#D9DEE3"),
}
#: Squares of a document stand in columns of this many.
_DEEP: Final = 4


def _status_table(data: Data) -> pd.DataFrame:
    return named(overview.statuses(data), data)


def _status_words(table: pd.DataFrame, language: Language) -> Words:
    n = table.groupby("outcome")["n"].sum().reindex(overview.OUTCOMES, fill_value=0)
    due = int(n.drop(list(_LATER)).sum())
    decided = int(n[list(_DECIDED)].sum())
    total, docs = int(n.sum()), table["doc_id"].nunique()
    binding = int(table.loc[table["attribute"] == "约束性", "n"].sum())
    about, now = number(100 * ABOUT, 0), int(table["now"].max())
    if language == "en":
        was = "was" if n["changed"] == 1 else "were"
        return Words(
            title=f"Of {due} targets due by {now}, statistics decide {decided}: {n['met']} met, "
            f"{n['missed']} missed; {n['changed']} more {was} reached only on a redrawn area",
            subtitle=f"Quantified targets of {docs} planning documents, once per document. One square is one "
            f"target; a dot marks the {binding} binding ones",
            alt=f"Squares for {total} targets in {docs} documents. Of {due} that are due, {decided} are "
            f"decided; {n['ahead']} had reached their number when last seen in an earlier year and {n['short']} had not, "
            f"{n['other']} have only observations that do not compare and {n['unobserved']} are "
            f"not in this collection. {n['open']} are due later, {n['undated']} have no year.",
            note="A target is judged by an observation of its own year and area, of confidence A or B; one reached only on a redrawn "
            "area is not counted as decided. “About” "
            f"is read as within {about}% of the number; where the base is already within {about}%, the number itself has to be reached. A target that two "
            "documents state, such as the urbanization rate for 2025, counts in each. Targets whose year had passed when the "
            "document was issued belong to the 13th five-year plan and are not counted here, nor are quantities of projects and "
            "works. “Not in this collection” means searched for and not found.",
            finding=f"Of {due} targets due by {now}, public statistics in this collection decide {decided}: "
            f"{n['met']} met, {n['missed']} missed; {n['changed']} more {was} reached only on a redrawn area. For "
            f"{n['unobserved']} no observation was found.",
        )
    return Words(
        title=f"{due}项目标已于{now}年到期，统计能判定{decided}项：达到{n['met']}项，未达到{n['missed']}项；"
        f"另有{n['changed']}项仅按调整后范围达到",
        subtitle=f"{docs}份规划文件的量化目标，同一文件内不重复计。一格为一项目标，带点的{binding}项为约束性",
        alt=f"图中共有{docs}份文件的{total}格。到期的{due}项中{decided}项可以判定；{n['ahead']}项在此前年份已达到目标数，"
        f"{n['short']}项当时未达到，{n['other']}项的观测值不可比，{n['unobserved']}项在本资料集中没有观测值。"
        f"另有{n['open']}项尚未到期，{n['undated']}项未定年限。",
        note=f"目标以当年、同一地域、可信度A或B的观测值判定。“左右”理解为上下{about}%以内；基数已在{about}%以内的，须达到目标数本身。"
        "两份文件都有的目标，如2025年的常住人口城镇化率，各计一次。文件印发时年限已过的目标属于“十三五”规划，"
        "不计入本图；项目和工程的数量也不计入。“本资料集无观测值”指查找而未得。",
        finding=f"到{now}年已到期的{due}项目标中，本资料集所收的公开统计能判定{decided}项：达到{n['met']}项，未达到{n['missed']}项；"
        f"另有{n['changed']}项仅按调整后范围达到；{n['unobserved']}项没有找到观测值。",
    )


def _squares(
    sheet: Canvas, places: list[tuple[float, float]], side: float, outcome: str, *, dots: int = 0
) -> None:
    """Squares of one outcome by their centres, a dot on the first of them."""
    fill, half, edge = _LOOKS[outcome]
    across, up = [place[0] for place in places], [place[1] for place in places]
    sheet.axes.plot(
        across, up, linestyle="none", marker="s", markersize=0.8 * side,
        fillstyle="full" if fill == half else "left",
        markerfacecolor=fill, markerfacecoloralt=half, markeredgecolor=edge, markeredgewidth=0.9,
    )  # fmt: skip
    color = style.PAPER if fill in (style.CONTRAST, style.ACCENT) else style.INK
    sheet.axes.plot(
        across[:dots], up[:dots], linestyle="none", marker="o", markersize=0.32 * side,
        color=color, zorder=3,
    )  # fmt: skip


def _status_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide = shape == "wide"
    page = (
        canvas(frame, language, shape, left=14, bottom=0)
        if wide
        else canvas(frame, language, shape, height=8.4, left=14, bottom=0)
    )
    with page as sheet:
        axes = sheet.axes
        box, size = axes.get_position(), sheet.figure.get_size_inches() * 72
        width, height = box.width * size[0], box.height * size[1]
        # One unit is one point.
        axes.set_xlim(0, width)
        axes.set_ylim(0, height)
        axes.set_axis_off()
        left = 132.0 if wide else 0.0
        head = 0.0 if wide else 15.0
        documents = list(dict.fromkeys(table["doc_id"]))
        key = 0.0 if wide else 13.5 * len(OUTCOMES) + 8
        between = 10.0 if wide else 6.0
        side = ((height - key + between) / len(documents) - head - between) / _DEEP
        longest = max(-(-int(rows["n"].sum()) // _DEEP) for _, rows in table.groupby("doc_id"))
        side = min(side, (width - left - (216 if wide else 0)) / longest)
        step = side * _DEEP + head + between
        top = height
        for doc in documents:
            rows = table[table["doc_id"] == doc]
            name, total = rows[f"document_{language}"].iloc[0], int(rows["n"].sum())
            where = (0, top - side * _DEEP / 2) if wide else (0, top - 6)
            told = f"{name}\n{total}" if wide else f"{name}  {total}"
            axes.text(*where, told, va="center", fontsize=sheet.label, linespacing=1.35)
            index = 0
            for outcome, same in rows.groupby("outcome", sort=False):
                total = int(same["n"].sum())
                binding = int(same.loc[same["attribute"] == "约束性", "n"].sum())
                spots = [
                    (left + (n // _DEEP + 0.5) * side, top - head - (n % _DEEP + 0.5) * side)
                    for n in range(index, index + total)
                ]
                _squares(sheet, spots, side, str(outcome), dots=binding)
                index += total
            top -= step
        counts = table.groupby("outcome")["n"].sum()
        x, y = (width - 196, height - 4) if wide else (0.0, key - 6)
        gap = height / len(OUTCOMES) if wide else 13.5
        for index, outcome in enumerate(OUTCOMES):
            n = int(counts.get(outcome, 0))
            y_key = y - index * gap
            _squares(sheet, [(x + 5.5, y_key - 5.5)], 12, outcome)
            bold = "bold" if outcome in _DECIDED else "normal"
            axes.text(
                x + 40,
                y_key - 5.5,
                str(n),
                ha="right",
                va="center",
                fontsize=sheet.label,
                weight=bold,
            )
            axes.text(x + 46, y_key - 5.5, OUTCOMES[outcome][language], va="center",
                      fontsize=sheet.small, weight=bold)  # fmt: skip
        return sheet.figure


# --- The targets that an observation speaks to -----------------------------

_BOARD_FIELDS: Final = {
    "label_en": Field("Target", "英文名"),
    "label_zh": Field("Chinese name", "目标"),
    "indicator": Field("Indicator (key)", "指标标识"),
    "place": PLACE,
    "place_en": Field("Place", "地区英文名"),
    "place_zh": Field("Place in Chinese", "地区"),
    "doc_id": Field("Document (key)", "文件标识"),
    "document_en": Field("Document", "文件英文简称"),
    "document_zh": Field("Document in Chinese", "文件"),
    **ASKED,
    "base_year": Field("Year of the base", "基年", "integer"),
    "base_value": Field("Base", "基数", "number"),
    "seen_year": Field("Last observed", "最近观测年份", "integer"),
    "seen_value": Field("Observed value", "观测值", "number"),
    "distance": Field("Target minus observed", "目标减观测值", "number"),
    "achieved": Field("Change a year since the base", "基年以来年均变化", "number"),
    "asked": Field("Change a year asked from the base", "自基年起每年所需变化", "number"),
    "needed": Field("Change a year needed from now", "今后每年所需变化", "number"),
    "other_en": Field("What was observed otherwise", "其他口径的指标英文名"),
    "other_zh": Field("The same in Chinese", "其他口径的指标"),
    "other_year": Field("Observed on another definition", "其他口径的观测年份", "integer"),
    "other_value": Field("Value on another definition", "其他口径的观测值", "number"),
    "status": Field("Status", "状态", codes={
        status.value: (own["en"], own["zh"]) for status, own in STATUS.items()
    }),
    "outcome": Field("Outcome", "结果", codes={
        key: (own["en"], own["zh"]) for key, own in OUTCOMES.items()
    }),
    **RESTS,
}  # fmt: skip


def _board_table(data: Data) -> pd.DataFrame:
    rows = overview.outcomes(data)
    rows = rows[rows["seen_year"].notna() | (rows["other_ids"] != "")]
    places = data["places"].set_index("place")
    rows = named(rows, data).assign(
        unit_en=rows["unit"].map(data["units"].set_index("unit")["name_en"]),
        place_en=rows["place"].map(places["name_en"]),
        place_zh=rows["place"].map(places["name_zh"]),
        other_en=_others(rows, data, "en"),
        other_zh=_others(rows, data, "zh"),
        rank=rows["outcome"].map(overview.OUTCOMES.index),
    )
    ordered: pd.DataFrame = rows.sort_values("rank", kind="stable", ignore_index=True)
    chosen: pd.DataFrame = ordered[list(_BOARD_FIELDS)]
    return chosen


def _others(rows: pd.DataFrame, data: Data, language: Language) -> list[str]:
    """What was observed where nothing compares: a neighbouring series, or the same otherwise."""
    indicator = data["observations"].set_index("obs_id")["indicator"]
    names = data["indicators"].set_index("indicator")[f"name_{language}"]
    same = {"en": "other unit, prices or period", "zh": "单位、价格或时段不同"}[language]
    found = []
    for row in records(rows):
        seen = indicator[row.other_ids.split("|")[0]] if row.other_ids else ""
        found.append(names[seen] if seen not in ("", row.indicator) else same if seen else "")
    return found


def told(row: Any, language: Language) -> str:
    """Where a target stands, in words: with the year it was last seen, and the distance.

    Args:
        row: A row of the board with its outcome.
        language: Of the words.

    Returns:
        A few words.
    """
    status = Status(row.status)
    words = STATUS[status][language]
    year = row.seen_year
    if status is Status.LAST_SEEN:
        beyond = row.outcome == "ahead"
        side = {
            "en": ("number not reached", "number reached"), "zh": ("未达到目标数", "已达到目标数"),
        }[language][beyond]  # fmt: skip
        return {"en": f"last seen {year}, {side}", "zh": f"最近见于{year}年，{side}"}[language]
    return words


def _cell(value: float, row: Any, language: Language, digits: int | None = None) -> str:
    shown = float(value) if digits is None else round(float(value), digits)
    if abs(shown) >= 1000:
        shown = round(shown)
    unit, english = row.unit, row.unit_en
    return amounts.amount(shown, unit, english, language)


def _stays(table: pd.DataFrame, language: Language) -> str:
    """Why a group is seen in an early year: a sentence for the new districts."""
    own = table[table["place"] == "new"]["seen_year"].dropna()
    if own.empty or int(own.max()) == int(table["seen_year"].max()):
        return ""
    year = int(own.max())
    if language == "en":
        return (
            f"The rate of the new metropolitan districts was last published for {year}; a later one can be added up only "
            "with a district's rate of confidence C, which does not judge a target. "
        )
    return f"主城新区的城镇化率最近公布到{year}年；此后要由各区加总，其中有区的数据可信度为C，不用于判定。"


def _board_columns(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    en = language == "en"
    shown = []
    for row in records(table):
        place = getattr(row, f"place_{language}")
        label = getattr(row, f"label_{language}")
        # Other labels name their area.
        if row.place == "kaizhou":
            label = f"{label}, {place}" if en else f"{label}（{place}）"
        base = "—"
        if pd.notna(row.base_year):
            value = _cell(row.base_value, row, language)
            base = f"{value} ({row.base_year})" if en else f"{value}（{row.base_year}年）"
        seen = "—"
        if pd.notna(row.seen_year):
            value = _cell(row.seen_value, row, language, 2)
            seen = f"{value} ({row.seen_year})" if en else f"{value}（{row.seen_year}年）"
        elif pd.notna(row.other_year):
            name, year = getattr(row, f"other_{language}"), row.other_year
            seen = f"{name} ({year})" if en else f"{name}（{year}年）"
        if row.outcome == "changed":
            value = _cell(row.other_value, row, language, 2)
            seen += f"; redrawn {value}" if en else f"；调整后{value}"
        so_far = amounts.change(row.achieved, row.unit_en, language)
        line = row.asked if pd.isna(row.needed) else row.needed
        if row.status == Status.ON_PACE.value and pd.isna(row.base_year):
            # Reached already: nothing more is asked.
            line = float("nan")
        asked = amounts.change(line, row.unit_en, language)
        undated = "none" if en else "未载"
        shown.append((
            label, getattr(row, f"document_{language}"), ATTRIBUTES[row.attribute][not en], base, seen,
            amounts.qualified(row, row.unit_en, language),
            undated if pd.isna(row.due) else str(row.due), so_far, asked, told(row, language),
        ))  # fmt: skip
    heads = {
        "en": ["Target", "Document", "Marked as", "Base", "Last observed", "Asked", "Due",
               "Change a year so far", "Change a year asked", "Status"],
        "zh": ["目标", "文件", "指标属性", "基数", "最近观测值", "要求", "到期", "至今年均变化",
               "所需年均变化", "状态"],
    }[language]  # fmt: skip
    return pd.DataFrame(shown, columns=heads)


def _board_words(table: pd.DataFrame, language: Language) -> Words:
    n = table["outcome"].value_counts()
    total, compared = len(table), int(table["seen_year"].notna().sum())
    ahead, short = int(n.get("ahead", 0)), int(n.get("short", 0))
    last = int(table["seen_year"].max())
    if language == "en":
        return Words(
            title=f"{total} targets have an observation, {compared} a comparable one; {ahead} had reached their number when last "
            f"seen, {short} had not",
            subtitle="Targets with an observation: base, latest value, target, pace so far and pace asked, status. "
            "Changes a year are in the unit of the target; for percentages, in points",
            alt=f"A table of {total} targets. {compared} have an observation that compares; "
            f"{int(n.get('met', 0))} are met, {int(n.get('missed', 0))} missed.",
            note="The pace asked runs from the base to the target; for a target still open it runs from the last "
            "observation. Where nothing is comparable, the table names what was observed instead. "
            f"Groups without a published figure are added up from their districts. {_stays(table, 'en')}"
            "2030 is inferred from “after five years” in a document of 2025. "
            f"The latest year with whole-year data is {last}. All targets, with or without an "
            "observation, are on the board among the reference pages.",
            finding=f"{total} targets have an observation of any kind, {compared} a comparable one. Of those due but last seen in an "
            f"earlier year, {ahead} had reached their number and {short} had not.",
        )
    return Words(
        title=f"{total}项目标有观测值，其中{compared}项可比；{ahead}项在此前年份已达到目标数，{short}项未达到",
        subtitle="有观测值的目标：基数、最近观测值、目标、至今进度与所需进度、状态。年均变化的单位与目标相同，比率为百分点",
        alt=f"表中列{total}项目标，{compared}项有可比的观测值；达到{int(n.get('met', 0))}项，"
        f"未达到{int(n.get('missed', 0))}项。",
        note="所需年均变化自基数算至目标，尚未到期的自最近观测值算起。没有可比观测值的，列出观测到的是哪项指标。"
        f"没有公布数的分组由各区县加总。{_stays(table, 'zh')}2030年由2025年文件的“经过5年”推定。"
        f"全年数据最近到{last}年。连同没有观测值的目标在内，全部目标见查阅部分的目标总表。",
        finding=f"有观测值的目标共{total}项，其中可比的{compared}项；已到期而只有此前年份观测值的，{ahead}项当时已达到目标数，"
        f"{short}项未达到。",
    )


EXHIBITS: Final = (
    Exhibit(
        "overview-status", "overview", _status_table, _status_words, _STATUS_FIELDS, _status_draw
    ),
    Exhibit(
        "overview-board", "overview", _board_table, _board_words, _BOARD_FIELDS,
        columns=_board_columns,
    ),
)  # fmt: skip
