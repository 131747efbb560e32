"""The search page. Its index is made from the built pages; Sphinx's own search is off.

Sphinx's index glues the cells of a table into one word, needs a list of Chinese
words that the browser has not, and fetches pages for its excerpts, which a page
opened from a folder may not do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from cqanalysis.drawing.text import Language
from cqanalysis.site.pages import SCRIPTS, language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "Search",
        "label": "Words, a place, an indicator or an id",
        "button": "Search",
        "one": "1 page for “{query}”.",
        "many": "{count} pages for “{query}”.",
        "best": "The best {shown} of {count} pages for “{query}”.",
        "none": "No page for “{query}”.",
        "broken": "The search index is missing. The lists below lead to every page.",
        "hint": "Try fewer or other words, such as the name of an indicator, a district or an "
        "agency, in English or Chinese. These lists lead to every page:",
        "noscript": "Search needs a script, and scripts are off. These lists lead to every page:",
        "lists": "Lists of pages",
        "exhibits": "Figures and tables",
        "districts": "Districts and counties",
        "indicators": "Indicators",
        "tasks": "Tasks",
        "projects": "Projects",
        "clauses": "Clauses of the Urbanization Plan",
    },
    "zh": {
        "title": "搜索",
        "label": "词语、区县、指标或编号",
        "button": "搜索",
        "one": "“{query}”：找到1页。",
        "many": "“{query}”：找到{count}页。",
        "best": "“{query}”：找到{count}页，列出最相关的{shown}页。",
        "none": "没有找到与“{query}”有关的页面。",
        "broken": "缺少搜索索引。可由下列索引查到全部页面。",
        "hint": "可减少字数或换一种说法，例如指标、区县或单位的名称，中英文均可。"
        "也可由下列索引查到全部页面：",
        "noscript": "搜索需要运行脚本，而浏览器已停用脚本。可由下列索引查到全部页面：",
        "lists": "页面索引",
        "exhibits": "图表索引",
        "districts": "区县",
        "indicators": "指标",
        "tasks": "任务",
        "projects": "项目",
        "clauses": "条款索引：城镇化规划",
    },
}


def _off(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def _page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    language = language_of(app)
    up = "../" if language == "zh" else ""
    context = {
        "title": _WORDS[language]["title"],
        "words": _WORDS[language],
        "search_scripts": ("searchindex.js", f"{up}{SCRIPTS}/search.js"),
    }
    yield "search", context, "search.html"


def setup(app: Sphinx) -> None:
    """Put this search in the place of Sphinx's."""
    app.connect("builder-inited", _off)
    app.connect("html-collect-pages", _page)
