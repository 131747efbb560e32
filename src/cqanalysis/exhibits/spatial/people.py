"""How people moved, and what share of them the metropolitan area has."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MultipleLocator

from cqanalysis import pace, spatial
from cqanalysis.drawing import maps, style
from cqanalysis.drawing.canvas import Frame, Shape, canvas
from cqanalysis.drawing.text import Language, number
from cqanalysis.exhibits.field import PLACE, RESTS, YEAR, Field
from cqanalysis.exhibits.record import Exhibit, Words
from cqanalysis.exhibits.units import GROUP, NAMES, named, people, tile_map
from cqanalysis.tables import Data

# --- Three periods ---------------------------------------------------------

#: Percent a year, on both sides of no change.
_LIMITS: Final = (-1.5, -0.5, 0.0, 0.5, 1.5)
_CHANGE_FIELDS: Final = {
    "place": PLACE,
    **NAMES,
    "group": GROUP,
    "start": Field("First year", "起始年", "integer"),
    "end": Field("Last year", "终止年", "integer"),
    "people": Field("Change of residents, 10,000", "常住人口增减（万人）", "number"),
    "growth": Field("Growth, % a year (log)", "年均增长（对数，%）", "number"),
    **RESTS,
}  # fmt: skip


def _change_table(data: Data) -> pd.DataFrame:
    counts = spatial.residents(data["observations"], data["members"])
    return named(spatial.changes(counts), data)


def _change_words(table: pd.DataFrame, language: Language) -> Words:
    periods = [rows for _, rows in table.groupby("start")]
    lost = [int((rows["people"] < 0).sum()) for rows in periods]
    n = len(periods[0])
    years = [(int(rows["start"].iloc[0]), int(rows["end"].iloc[0])) for rows in periods]
    totals = table.groupby(["start", "group"])["people"].sum()
    start = years[-1][0]
    core = [people(totals[y[0], "core"], language) for y in years]
    rest = totals[start].drop("core")
    best = [rows.loc[rows["growth"].idxmax()] for rows in periods]
    gone = people(-float(rest.sum()), language)
    new, before = totals[start, "new"], totals[years[1][0], "new"]
    if language == "en":
        return Words(
            title=f"Most units have lost residents since {start}: {lost[2]} of {n}, against {lost[1]} in the decade "
            f"before",
            subtitle="Growth of residents by district and county, percent a year: two decades between censuses, and "
            f"{years[2][0]}–{years[2][1]}",
            alt=f"Three tile grids. {lost[0]} of {n} units lost residents in {years[0][0]}–{years[0][1]}, {lost[1]} in "
            f"{years[1][0]}–{years[1][1]}, {lost[2]} in {years[2][0]}–{years[2][1]}. The central urban area gained "
            f"{core[0]}, {core[1]} and {core[2]}; the fastest were {best[0]['name_en']}, {best[1]['name_en']} and "
            f"{best[2]['name_en']} ({number(best[2]['growth'], 1)} percent a year).",
            note=f"Each unit is a square near its place on the map, with its name shortened; heavy lines separate the four groups. Censuses of "
            f"1 November and residents at the end of {years[2][1]} (four years and two months later, another "
            "count: yearly figures are estimates between censuses). Growth is the change of the logarithm, by year. "
            "Residents include those registered elsewhere.",
            finding=f"The growth outside the centre did not last. From {start} to {years[2][1]} the central urban area "
            f"gained {core[2]} residents and the other groups together lost {gone}; the new districts went from "
            f"{number(round(before, 0) * 1e4, 0, sign=True)} in the decade before to {number(round(new, 0) * 1e4, 0, sign=True)}.",
        )
    return Words(
        title=f"{start}年以来多数区县人口再度减少：{n}个区县中{lost[2]}个减少，此前十年为{lost[1]}个",
        subtitle=f"各区县常住人口年均增长，%：两次普查间的两个十年，以及{years[2][0]}—{years[2][1]}年",
        alt=f"三幅方格图。{n}个区县中常住人口减少的，{years[0][0]}—{years[0][1]}年{lost[0]}个，{years[1][0]}—{years[1][1]}年"
        f"{lost[1]}个，{years[2][0]}—{years[2][1]}年{lost[2]}个。中心城区先后增加{core[0]}、{core[1]}和{core[2]}；"
        f"各期增长最快的是{best[0]['name_zh']}、{best[1]['name_zh']}和{best[2]['name_zh']}（年均{number(best[2]['growth'], 1)}%）。",
        note=f"每个区县为一方格，大致保持方位；粗线为四个分组的界线。普查时点为11月1日，{years[2][1]}年为年末常住人口，"
        "相隔四年零两个月，且统计方法不同：普查之间的年度数为推算数。增长为对数变化除以年数。"
        "常住人口含户籍在外地者。",
        finding=f"中心城区以外的增长没有持续。{start}—{years[2][1]}年，中心城区常住人口增加{core[2]}，其余三组合计减少{gone}；"
        f"主城新区由此前十年的{number(before, 0, sign=True)}万人转为{number(new, 0, sign=True)}万人。",
    )


def _change_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    height = None if shape == "wide" else 12.6
    with canvas(frame, language, shape, height=height, left=14, right=14, bottom=0) as sheet:
        sheet.axes.set_axis_off()
        periods = [rows.set_index("place") for _, rows in table.groupby("start")]
        box = sheet.axes.get_position()
        mark = {"en": "–", "zh": "—"}[language]
        for nth, rows in enumerate(periods):
            start, end = rows["start"].iloc[0], rows["end"].iloc[0]
            if sheet.wide:
                step = box.width / len(periods)
                where = (box.x0 + nth * step, box.y0, step * 0.96, 0.86 * box.height)
            else:
                step = 0.93 * box.height / len(periods)
                where = (box.x0, box.y0 + (len(periods) - 1 - nth) * step, box.width, 0.96 * step)
            axes = sheet.figure.add_axes(where)
            colors = maps.fills(rows["growth"].to_dict(), _LIMITS, style.DIVERGING)
            tile_map(axes, colors, rows["group"].to_dict(), sheet, 6.4 if sheet.wide else 7.8)
            lost = int((rows["people"] < 0).sum())
            name = f"{start}{mark}{end}"
            said = {
                "en": f"{name}\n{lost} of {len(rows)}\nlost people",
                "zh": f"{name}年\n{len(rows)}个中\n{lost}个减少",
            }[language]
            axes.text(
                0.02, 0.97, said, transform=axes.transAxes, va="top", fontsize=sheet.label,
                weight="bold", linespacing=1.35,
            )  # fmt: skip
        limits = [number(limit, 1, sign=True) for limit in _LIMITS]
        unit = {"en": "% a year", "zh": "年均，%"}[language]
        maps.scale(sheet, style.DIVERGING, limits, unit, side=46.0 if sheet.wide else 42.0)
        return sheet.figure


# --- The share of the metropolitan area ------------------------------------

_SHARE_FIELDS: Final = {
    "geography": Field("Geography", "口径", codes={
        "metro": ("the plan's units", "规划口径"), "metro22": ("reported since 2024", "2024年起公布口径"),
    }),
    "kind": Field("What the row is", "性质", codes={
        "computed": ("computed", "计算"), "base": ("printed base", "规划基数"), "target": ("target", "目标"),
    }),
    "year": YEAR,
    "units": Field("Districts and counties", "区县数", "integer"),
    "people": Field("Residents in the area, 10,000", "区域常住人口（万人）", "number"),
    "share": Field("Share of the city's residents, %", "占全市常住人口比重（%）", "number"),
    **RESTS,
}  # fmt: skip


def _share_table(data: Data) -> pd.DataFrame:
    return spatial.metro_share(data["observations"], data["members"], data["facts"])


def _share_words(table: pd.DataFrame, language: Language) -> Words:
    own = table[(table["geography"] == "metro") & (table["kind"] == "computed")].set_index("year")
    wide = table[(table["geography"] == "metro22") & (table["kind"] == "computed")].set_index(
        "year"
    )
    target = table[table["kind"] == "target"].iloc[0]
    base = table[table["kind"] == "base"].iloc[0]
    last, since = int(own.index.max()), int(base["year"])
    decade = own.loc[since, "share"] - own.loc[since - 10, "share"]
    gained = own.loc[last, "share"] - own.loc[since, "share"]
    gained_wide = wide.loc[last, "share"] - wide.loc[since, "share"]
    asked = target["share"] - base["share"]
    city = own.loc[last, "people"] / own.loc[last, "share"] * 100
    short = target["share"] / 100 * city - own.loc[last, "people"]
    extra = wide.loc[last, "share"] - own.loc[last, "share"]
    need = pace.pace_achieved(base["share"], since, target["share"], int(target["year"]))
    had = gained / spatial.span(since, last)
    s = {key: number(value, 2) for key, value in {
        "own": own.loc[last, "share"], "wide": wide.loc[last, "share"], "decade": decade, "gained": gained,
        "gained_wide": gained_wide, "asked": asked, "extra": extra, "need": need, "had": had, "base": own.loc[since, "share"],
        "wide_base": wide.loc[since, "share"], "printed": base["share"],
    }.items()}  # fmt: skip
    aim, units, more = (
        number(target["share"], 0),
        int(own["units"].iloc[0]),
        int(wide["units"].iloc[0]),
    )
    slack = number(100 * pace.ABOUT, 0)
    if language == "en":
        return Words(
            title=f"On the plan's own {units} units the share was {s['own']}% in {last}; the {s['wide']}% reported "
            f"counts {more}",
            subtitle="Metropolitan area, share of the city's residents, percent, on two geographies; censuses and "
            f"the end of {last}",
            alt=f"Two lines that run side by side. On the plan's {units} units the share rose from {s['base']} percent in "
            f"{since} to {s['own']} in {last}, by {s['gained']} points; on the {more} units reported since 2024 from "
            f"{s['wide_base']} to {s['wide']}. The target is about {aim} in {target['year']}.",
            note=f"Both lines add up the same districts. Dianjiang, counted in "
            f"since 2024, adds {s['extra']} points. The printed base ({s['printed']}) and the census agree. "
            f'The plan does not say what "about" allows. As on the board of the overview, it allows {slack}% on the worse side, but nothing '
            f"where, as here, the base is within that already: the target counts as {aim}%. For {target['year']} "
            "itself this collection has no residents by district, and the boundaries changed in November 2025. "
            "A share can rise while the area loses people, if the rest loses more.",
            finding=f"Read as {aim}%, the target asks for {s['asked']} points in five years; the plan's own {units} units gained "
            f"{s['gained']} by {last}, after {s['decade']} in the decade before, and were {people(short, 'en')} residents "
            f"short. The published {s['wide']}% reaches the number only because it counts one county more.",
        )
    return Words(
        title=f"按规划所列{units}个单元，{last}年比重为{s['own']}%；公布的{s['wide']}%按{more}个单元计算",
        subtitle=f"主城都市区常住人口占全市比重，%，两种口径；普查年及{last}年末",
        alt=f"两条并行的线。按规划的{units}个单元，比重由{since}年的{s['base']}%升至{last}年的{s['own']}%，提高{s['gained']}个百分点；"
        f"按2024年起公布的{more}个单元，由{s['wide_base']}%升至{s['wide']}%。{target['year']}年目标为{aim}%左右。",
        note=f"两条线都由同一套区县数据相加得出，口径前后一致。2024年起计入的垫江县占{s['extra']}个百分点。"
        f"规划所载基数（{s['printed']}%）与普查相符。规划没有说明“左右”的幅度；与总览的目标总表一致，“左右”在不利一侧允许{slack}%，"
        f"基数已在此范围内的不予放宽，这里即属此种情况，目标按{aim}%计。"
        f"{target['year']}年分区县常住人口未收入本资料集，且2025年11月区划有调整。即使主城都市区人口减少，只要其余地区减少更多，比重仍会上升。",
        finding=f"目标按{aim}%计，要求五年提高{s['asked']}个百分点；规划口径的{units}个单元到{last}年提高了{s['gained']}个，此前十年为{s['decade']}个，"
        f"尚差{people(short, 'zh')}。公布的{s['wide']}%在数值上达到目标，只是因为多计了一个县。",
    )


def _share_draw(table: pd.DataFrame, frame: Frame, language: Language, shape: Shape) -> Figure:
    with canvas(frame, language, shape, left=34, right=96 if shape == "wide" else 78) as sheet:
        axes = sheet.axes
        target = table[table["kind"] == "target"].iloc[0]
        looks = {"metro": (style.CONTRAST, "-", "o"), "metro22": (style.GREY, "--", "s")}
        computed = table[table["kind"] == "computed"]
        for geography, rows in computed.groupby("geography", sort=False):
            color, dash, marker = looks[str(geography)]
            axes.plot(rows["year"], rows["share"], dash, color=color, marker=marker, zorder=3)
            mark = {"en": "{} units", "zh": "{}个单元"}[language].format(rows["units"].iloc[0])
            final = rows.iloc[-1]
            axes.annotate(
                f"{number(final['share'], 2)}\n{mark}", (final["year"], final["share"]),
                xytext=(22 if sheet.wide else 18, -3 if geography == "metro" else 7),
                textcoords="offset points", va="top" if geography == "metro" else "bottom",
                fontsize=sheet.label, weight="bold", color=color, linespacing=1.2,
            )  # fmt: skip
            for nth, row in enumerate(rows.iloc[:-1].itertuples()):
                below = geography == "metro"
                # In a column the lines are steep: the words stand beside them.
                aside = 0 if sheet.wide or nth == 0 else 9 if below else -9
                axes.annotate(
                    number(row.share, 2), (row.year, row.share), textcoords="offset points",
                    xytext=(aside, -15 if below else 8), ha="center", fontsize=sheet.small,
                    color=color,
                )  # fmt: skip
        due, aim = int(target["year"]), float(target["share"])
        asked = {"en": f"about {aim:g}\n({due})", "zh": f"目标{aim:g}左右\n（{due}年）"}[language]
        axes.plot([due - 1.1, due + 1.1], [aim, aim], color=style.TARGET, linewidth=3.2, zorder=4,
                  solid_capstyle="butt")  # fmt: skip
        axes.annotate(
            asked, (due + 1.1, aim), xytext=(5, 0), textcoords="offset points", va="center",
            fontsize=sheet.small, color=style.TARGET, linespacing=1.2,
        )  # fmt: skip
        axes.set_ylim(float(table["share"].min()) - 1.6, float(table["share"].max()) + 2.2)
        axes.set_xlim(float(table["year"].min()) - 1.4, due + 1.2)
        axes.yaxis.set_major_locator(MultipleLocator(2))
        axes.yaxis.grid(True)
        axes.xaxis.set_major_locator(FixedLocator(sorted({*computed["year"]})))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda year, _: f"{year:.0f}"))
        return sheet.figure


EXHIBITS: Final = (
    Exhibit(
        "spatial-population-change", "spatial", _change_table, _change_words, _CHANGE_FIELDS, _change_draw
    ),
    Exhibit(
        "spatial-metro-share", "spatial", _share_table, _share_words, _SHARE_FIELDS, _share_draw
    ),
)  # fmt: skip
