"""Measure the built site with Lighthouse, as on a phone, and record it in docs/lighthouse.md.

    npm install --prefix _build/lighthouse lighthouse@12.8.2
    python tools/lighthouse.py

By hand, since it needs Node; the environment variable CHROME_PATH names the
browser where Lighthouse does not find it. Pages are served packed, as a web
server does.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import mimetypes
import subprocess
import threading
from pathlib import Path
from typing import Any, Final

from rich.progress import track

from cqanalysis.tables import ROOT, as_of

PROGRAM: Final = ROOT / "_build/lighthouse/node_modules/.bin/lighthouse"
RECORD: Final = ROOT / "docs/lighthouse.md"
#: A type of page, and one page of it.
PAGES: Final = {
    "cover": "index.html",
    "chapter": "chapters/integration.html",
    "exhibit": "exhibits/integration-income-ratio.html",
    "district": "districts/wanzhou.html",
    "indicator": "indicators/income_ratio.html",
    "index": "exhibits/index.html",
    "search": "search.html",
}
#: Lighthouse's categories, and what each page must reach.
ASKED: Final = {"performance": 98, "accessibility": 100, "best-practices": 95, "seo": 95}
#: What is told beside them: its name in a report, and its head in the record.
MEASURES: Final = {
    "largest-contentful-paint": "largest paint, ms",
    "total-blocking-time": "blocked, ms",
    "total-byte-weight": "weight, bytes",
}


class Packed(http.server.SimpleHTTPRequestHandler):
    """Serves files gzipped where that is shorter."""

    def do_GET(self) -> None:
        """Answer with a file's bytes."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        packed = gzip.compress(content)
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "text/plain")
        self.send_header("Cache-Control", "max-age=31536000")
        if len(packed) < len(content):
            self.send_header("Content-Encoding", "gzip")
            content = packed
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        # A browser that has seen enough hangs up.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Keep no log."""


def report(address: str) -> dict[str, Any]:
    """Lighthouse's report of a page, with the mobile preset, which is its default.

    Args:
        address: Of the page.

    Returns:
        The report.
    """
    command = [
        str(PROGRAM),
        address,
        "--output=json",
        "--quiet",
        "--chrome-flags=--headless --no-sandbox",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def row(name: str, found: dict[str, Any]) -> str:
    """A line of the record: the scores, what misses its mark in bold, and the measures.

    Args:
        name: Of the page.
        found: Its report.

    Returns:
        A row of a Markdown table.
    """
    scores = []
    for category, asked in ASKED.items():
        score = round(100 * found["categories"][category]["score"])
        scores.append(str(score) if score >= asked else f"**{score}**")
    measures = [f"{found['audits'][audit]['numericValue']:,.0f}" for audit in MEASURES]
    return f"| {' | '.join([name, *scores, *measures])} |"


def missed(name: str, found: dict[str, Any]) -> list[str]:
    """What takes points from a page.

    Args:
        name: Of the page.
        found: Its report.

    Returns:
        Lines of a Markdown list.
    """
    return [
        f"- {name}, {category}: {found['audits'][reference['id']]['title']}"
        for category, asked in ASKED.items()
        if round(100 * found["categories"][category]["score"]) < asked
        for reference in found["categories"][category]["auditRefs"]
        if reference["weight"] and (found["audits"][reference["id"]]["score"] or 0) < 0.9
    ]


def main() -> None:
    """Measure every page and write the record."""
    handler = functools.partial(Packed, directory=str(ROOT / "_build/html"))
    names = [f"{place}{name}" for place in ("", "zh/") for name in PAGES.values()]
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}/"
        found = {name: report(home + name) for name in track(names, "Measuring")}
        server.shutdown()
    version = next(iter(found.values()))["lighthouseVersion"]
    heads = ["page", *ASKED, *MEASURES.values()]
    asked = [f"≥ {mark}" for mark in ASKED.values()]
    lines = [
        "# Lighthouse",
        "",
        f"Lighthouse {version}, mobile preset, one page of each type in both editions, served "
        "gzipped by `tools/lighthouse.py`, whose first lines say how to run it. "
        f"Data as of {as_of()}. Bold: below the mark.",
        "",
        f"| {' | '.join(heads)} |",
        f"|{'---|' * len(heads)}",
        f"| {' | '.join(['asked', *asked, *([''] * len(MEASURES))])} |",
        *(row(name, page) for name, page in found.items()),
        "",
        *(line for name, page in found.items() for line in missed(name, page)),
    ]
    RECORD.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
