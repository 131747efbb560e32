"""Kaizhou's renewal works: by type and place, with quantities or without."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from cqanalysis import commitments
from cqanalysis.drawing import style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number, wrap
from cqanalysis.exhibits.field import CLAUSE_IDS, RESTS, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.exhibits.renewal.names import UNIT_EN, with_units
from cqanalysis.tables import Data, records

_AREAS: Final[dict[str, tuple[str, str]]] = {
    "lakeside": ("Lakeside belt", "环湖城市带"),
    "puli": ("Puli belt", "浦里城市带"),
    "renewal-box": ("Renewal box", "更新专栏"),
    "utilities": ("Energy, sanitation", "能源环卫"),
}
CLASSES: Final[dict[str, tuple[str, str]]] = {
    "green-water": ("Parks, rivers, ecology", "公园河道生态"),
    "energy": ("Energy", "能源"),
    "water-waste": ("Water, sewage, waste", "供排水和垃圾"),
    "culture": ("Culture and sport", "文化体育"),
    "commerce": ("Commerce", "商业"),
    "housing-areas": ("Housing, renewal areas", "住房和更新片区"),
    "streets": ("Streets, walking, cycling", "街道和慢行"),
    "other": ("Other", "其他"),
    "schools-clinics": ("Schools, health", "教育卫生"),
}
_LOCATED: Final = {
    "town": ("street, town or township named", "写明街道或乡镇"),
    "district": ("none named", "未写明"),
}  # fmt: skip
_YES: Final = {"yes": ("yes", "有"), "no": ("no", "无")}
_STAGES: Final = {
    "completed": ("complete", "完成"), "start": ("start", "开工或实施"), "continue": ("carry on", "续建"),
    "preliminary": ("prepare", "前期工作"), "study": ("study", "研究"), "unstated": ("none", "未写明"),
}  # fmt: skip
_FIELDS: Final = {
    "project": Field("Project (key)", "项目标识"),
    "name_en": Field("Project", "英文名"),
    "name_zh": Field("Chinese name", "项目"),
    "area": Field("Box", "专栏", codes=_AREAS),
    "kind": Field("Type", "类型", codes=CLASSES),
    "located": Field("Place within the district", "区内地点", codes=_LOCATED),
    "counted": Field("With a quantity", "数量", codes=_YES),
    "quantity": Field("Quantity", "数值", "number"),
    "unit": Field("Unit as printed", "单位"),
    "unit_en": UNIT_EN,
    "stage": Field("Stage planned", "阶段", codes=_STAGES),
    **RESTS,
    "clause_ids": CLAUSE_IDS,
}


def _table(data: Data) -> pd.DataFrame:
    return with_units(commitments.works(data["projects"]), data)


def _words(table: pd.DataFrame, language: Language) -> Words:
    n, zh = len(table), language == "zh"
    counted = int((table["counted"] == "yes").sum())
    town = int((table["located"] == "town").sum())
    by_kind = table.groupby("kind").size()
    by_area = table.groupby("area").size()
    most, where = by_kind.idxmax(), by_area.idxmax()
    top, name = int(by_kind.max()), CLASSES[str(most)][zh]
    box = _AREAS[str(where)][zh]
    share = number(100 * counted / n, 0)
    own = int(by_area["renewal-box"])
    started = int((table["stage"] == "start").sum())
    done = int((table["stage"] == "completed").sum())
    if language == "en":
        return Words(
            title=f"{counted} of Kaizhou's {n} renewal works have a quantity, {town} name a street or town",
            subtitle="Works of renewal in the boxes of the Kaizhou Plan by type and box, one square each; red: with a quantity, "
            "filled: a street, town or township is named",
            alt=f"Squares in a grid of {len(by_kind)} types and {len(by_area)} boxes. {n} works, {counted} of them ({share} percent) with a quantity and {town} with a "
            f"named town. {name} are the largest type with {top}; the {box.lower()} has {int(by_area.max())} works, the box named after renewal {own}.",
            note="Projects coded as renewal by what they build; roads and bridges are coded as spatial pattern, rural works as integration. A work that is part "
            "of another is counted with the whole, as are compounds named among those counted. Where a slogan sums up parks, halls and centres, its works are counted one by one. "
            "The two belts are places themselves; most of their works name an area of the city that is not an administrative unit. No box prints a year, a cost or an agency.",
            finding=f"The Kaizhou Plan lists {n} works of renewal and gives {counted} of them a quantity; {town} name a street or town. {done} are to be completed and {started} "
            f"started, none by a printed year. The largest type is {name.lower()} ({top}); the box that bears the name of renewal has {own}.",
        )
    return Words(
        title=f"开州区{n}项更新类工程，{counted}项有数量，{town}项写明街道或乡镇",
        subtitle="开州城镇化规划各专栏的更新类工程，按类型和专栏，一格一项；红色为有数量，实心为写明街道或乡镇",
        alt=f"{len(by_kind)}个类型、{len(by_area)}类专栏的方格图。共{n}项，有数量的{counted}项（{share}%），写明街道或乡镇的{town}项。{name}最多，{top}项；"
        f"{box}{int(by_area.max())}项，以城市更新为名的专栏{own}项。",
        note="按建设内容归为更新类的项目；道路桥梁归空间格局，乡村工程归城乡融合，不在此列。属于另一项目组成部分的，随整体计一次，如若干老旧小区中写明名称的几个。"
        "以园、馆、中心的个数概括的提法，按所列项目逐项计。两条城市带本身就是地点，其中多数项目写的是城区片区，而非行政单元。各专栏均未载年份、投资和责任单位。",
        finding=f"开州城镇化规划列有{n}项更新类工程，{counted}项给出数量，{town}项写明街道或乡镇；要求完成的{done}项，开工或实施的{started}项，都没有年份。"
        f"最多的类型是{name}（{top}项），以城市更新为名的专栏只有{own}项。",
    )


def _draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    wide, zh = shape == "wide", language == "zh"
    counts = table.groupby("kind").size()
    kinds = sorted(CLASSES, key=lambda kind: -counts[kind])
    # Squares of a box stand in rows of so many.
    across = {"lakeside": 9, "puli": 6, "renewal-box": 3, "utilities": 9}
    if not wide:
        across = {"lakeside": 6, "puli": 4, "renewal-box": 3, "utilities": 6}
    left = (132 if not zh else 92) if wide else (92 if not zh else 86)
    with canvas(
        frame, language, shape, height=None if wide else 7.2, left=left, right=12, bottom=2
    ) as sheet:
        axes = sheet.axes
        spots = []
        edge, bounds = 0.0, []
        for area, columns in across.items():
            for y, kind in enumerate(kinds):
                own = table[(table["area"] == area) & (table["kind"] == kind)]
                own = own.sort_values(
                    ["counted", "located", "project"], ascending=[False, False, True]
                )
                lines = -(-len(own) // columns)
                for nth, row in enumerate(records(own)):
                    down = y + ((nth // columns) - (lines - 1) / 2) * (0.4 if wide else 0.31)
                    spots.append((edge + nth % columns, down, row.counted, row.located))
            bounds.append((edge, edge + columns))
            edge += columns + (1.1 if wide else 1.5 if zh else 2.2)
        for counted, color in (("no", style.CONTRAST), ("yes", style.ACCENT)):
            for located, fill in (("district", style.PAPER), ("town", color)):
                own_spots = [(x, y) for x, y, c, p in spots if (c, p) == (counted, located)]
                if own_spots:
                    axes.plot(
                        *zip(*own_spots, strict=True), "s", color=color, markerfacecolor=fill,
                        markersize=6.6 if wide else 5.4, markeredgewidth=1.3,
                    )  # fmt: skip
        for (low, _), area in zip(bounds, across, strict=True):
            total = int((table["area"] == area).sum())
            name = _AREAS[area][zh]
            if not wide:
                name = f"{name[:2]}\n{name[2:]}" if zh else name.replace(" ", "\n")
            # Line by line: a descender would lift a block of lines above its neighbours.
            for up, line in enumerate(reversed(f"{name}\n{total}".split("\n"))):
                axes.annotate(
                    line, (low - 0.4, -0.75), xytext=(0, 3 + up * 1.28 * sheet.small), va="baseline",
                    textcoords="offset points", fontsize=sheet.small, weight="bold", color=style.GREY,
                )  # fmt: skip
        axes.set_ylim(len(kinds) - 0.4, -1.9 if wide else -2.2)
        axes.set_xlim(-0.8, edge - 0.8)
        axes.yaxis.set_major_locator(FixedLocator(range(len(kinds))))
        axes.yaxis.set_major_formatter(
            FixedFormatter(
                [
                    "\n".join(wrap(f"{CLASSES[k][zh]}  {counts[k]}", left - 14, sheet.small))
                    for k in kinds
                ]
            )
        )
        axes.tick_params(axis="y", labelcolor=style.INK, labelsize=sheet.small)
        axes.xaxis.set_major_locator(NullLocator())
        axes.spines["bottom"].set_visible(False)
        for y in range(len(kinds) - 1):
            axes.axhline(y + 0.5, color="#E6E9ED", linewidth=0.8, zorder=0)
        return sheet.figure


EXHIBIT: Final = Exhibit("renewal-kaizhou-works", "renewal", _table, _words, _FIELDS, _draw)
