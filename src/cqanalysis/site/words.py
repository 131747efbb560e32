"""The words of the frame: what stands around the text of every page, in both languages."""

from __future__ import annotations

from typing import Final

from cqanalysis.drawing.text import Language

WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "skip": "Skip to the text",
        "search": "Search",
        "search_book": "Search the book",
        "theme": "Theme: ",
        "auto": "auto",
        "light": "light",
        "dark": "dark",
        "language": "Language",
        "other": "中文",
        "other_lang": "zh-CN",
        "contents": "Contents",
        "here": "On this page",
        "close": "Close",
        "pages": "Page before and after",
        "top": "Back to top",
        "status": "Not an official publication. Data as of {date}; version {version}.",
        "revisions": "How numbers are revised",
        "changes": "What has changed",
        "contact_label": "Contact:",
        "notebook": "Download this notebook",
        "data": "The data:",
        "licence": "Text, data and figures CC BY 4.0, code MIT.",
        "cite": "How to cite",
    },
    "zh": {
        "skip": "跳到正文",
        "search": "搜索",
        "search_book": "在书中搜索",
        "theme": "外观：",
        "auto": "自动",
        "light": "浅色",
        "dark": "深色",
        "language": "语言",
        "other": "English",
        "other_lang": "en",
        "contents": "目录",
        "here": "本页内容",
        "close": "关闭",
        "pages": "上一页、下一页",
        "top": "回到顶部",
        "status": "本书不是官方出版物。数据截至{date}，版本{version}。",
        "revisions": "数字如何修订",
        "changes": "更新日志",
        "contact_label": "联系：",
        "notebook": "下载本章笔记本",
        "data": "数据：",
        "licence": "文字、数据和图采用 CC BY 4.0，代码采用 MIT 许可。",
        "cite": "如何引用",
    },
}
