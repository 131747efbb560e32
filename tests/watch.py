"""A browser's page whose every request and complaint is kept, and the checks that run in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

#: The checks stand in a file that the browser reads; axe comes before them.
CHECKS: Final = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (AXE_FILE_PATH, Path(__file__).with_name("checks.js"))
)
#: A type of page and one page of it, by its path in either edition.
TYPES: Final = {
    "cover": "index.html",
    "chapter": "chapters/integration.html",
    "figure": "exhibits/integration-income-ratio.html",
    "table": "exhibits/integration-rural-promises.html",
    "exhibits": "exhibits/index.html",
    "districts": "districts/index.html",
    "district": "districts/chengkou.html",
    "indicators": "indicators/index.html",
    "indicator": "indicators/income_ratio.html",
    "clauses": "clauses/action2025.html",
    "board": "reference/board.html",
    "glossary": "reference/glossary.html",
    "methods": "reference/methods.html",
    "register": "reference/agencies.html",
    "conflicts": "reference/conflicts.html",
    "cite": "reference/cite.html",
    "search": "search.html",
    "found": "search.html?q=hukou",
}


class Watch:
    """A page that tells what it asked for and what went wrong.

    Args:
        context: Of the browser.
        home: Address that all requests must begin with.

    Attributes:
        page: The browser's page.
        requests: Addresses asked for.
        problems: Requests to elsewhere or failed, and what the console complained of.
    """

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.page = context.new_page()
        self.home = home
        self.requests: list[str] = []
        self.problems: list[str] = []
        self.page.add_init_script(CHECKS)
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))

    def _failed(self, request: Request) -> None:
        # What is under way when the next page opens is given up, not missing.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.url}")

    def visit(self, name: str) -> None:
        """Open a page of the site, by its path; what can be unfolded is unfolded."""
        self.page.goto(self.home + name)
        self.page.evaluate("checks.unfold()")

    def check(self, name: str, source: str = "") -> list[str]:
        """What one of the checks finds; `source` is the page as served."""
        found: list[str] = self.page.evaluate(f"source => checks.{name}(source)", source)
        return found

    def wrong(self) -> list[str]:
        """The problems since this was last asked."""
        told, self.problems = self.problems, []
        return told

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.home, "data:")):
            self.problems.append(f"asked elsewhere: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status}: {response.url}")

    def _told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"{message.type}: {message.text}")
