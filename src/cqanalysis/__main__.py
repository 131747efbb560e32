"""The command line: ``cqanalysis``, or ``python -m cqanalysis``."""

from __future__ import annotations

import argparse
import csv
import dataclasses
import datetime
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

from rich.console import Console
from rich.progress import track

from cqanalysis import archive, citation, exports, tables
from cqanalysis.briefing import brief
from cqanalysis.citation import formats
from cqanalysis.drawing.text import LANGUAGES, Language
from cqanalysis.exhibits import EXHIBITS, THEMES, Exhibit, find, part
from cqanalysis.tables import Data, DataError
from cqanalysis.verify import read, verify
from cqanalysis.verify.reuse import Shared, compare_all

_T = TypeVar("_T")
_STYLES: Final[dict[str, Callable[[list[citation.Item]], str]]] = {
    "gbt": lambda items: _numbered(formats.gb(items)),
    "gbt2015": lambda items: _numbered(formats.gb(items, "2015")),
    "bibtex": formats.bibtex,
    "ris": formats.ris,
    "csl": formats.csl,
}
_BUILT: Final = tables.ROOT / "_build"
_ID: Final = "an exhibit's id, as «list» prints it"
_FOLDER: Final = "folder of datapackage.json (default: the book's own)"
_EXAMPLES: Final = """examples:
  cqanalysis list --theme integration
  cqanalysis data integration-income-ratio --lang zh
  cqanalysis cite integration-income-ratio --style bibtex
  cqanalysis export integration-income-ratio --format svg,csv --lang zh,en --out figures
  cqanalysis brief integration-income-ratio integration-growth-gap --lang zh --out briefing.docx
"""


class _UsageError(Exception):
    """What was asked for does not exist, or cannot be written; the message says what does."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: As typed; those of the process by default.

    Returns:
        0 when all went well, 1 when something failed, 2 for wrong usage.
    """
    chosen = _parser().parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except DataError as error:
        print(f"{len(error.problems)} problem(s) in the data package:", file=sys.stderr)
        print(error, file=sys.stderr)
        return 1
    except _UsageError as error:
        print(f"cqanalysis: {error}", file=sys.stderr)
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cqanalysis",
        description="The book's data, figures and citations from the command line.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace], int], what: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
        added.set_defaults(run=run)
        return added

    def language(added: argparse.ArgumentParser, default: Language = "en") -> None:
        added.add_argument(
            "--lang", choices=LANGUAGES, default=default, help=f"language (default: {default})"
        )

    def theme(added: argparse.ArgumentParser) -> None:
        added.add_argument("--theme", choices=tuple(THEMES), help="only exhibits of this theme")

    listing = command("list", _list, "list the exhibits: number, id, title")
    theme(listing)
    listing.add_argument("--kind", choices=("figure", "table"), help="only exhibits of this kind")
    language(listing)
    data = command("data", _data, "print the rows of an exhibit")
    data.add_argument("exhibit", metavar="ID", help=_ID)
    data.add_argument(
        "--format", choices=("csv", "json"), default="csv",
        help="csv: the rows; json: the whole record (default: csv)",
    )  # fmt: skip
    language(data)
    cite = command("cite", _cite, "print how to cite an exhibit and its sources, or the book")
    cite.add_argument("exhibit", metavar="ID", nargs="?", help=f"{_ID}; none: the book")
    cite.add_argument(
        "--style", choices=("plain", *_STYLES), default="plain",
        help="gbt is GB/T 7714—2025, in force; gbt2015 the edition before (default: plain)",
    )  # fmt: skip
    language(cite)
    export = command("export", _export, "write the files of exhibits into a folder")
    export.add_argument("exhibits", metavar="ID", nargs="*", help=f"{_ID}; none: all")
    theme(export)
    export.add_argument(
        "--format", default="", metavar="A,B",
        help=f"of {', '.join(exports.FORMATS)} (default: all)",
    )  # fmt: skip
    export.add_argument("--lang", default="en", metavar="A,B", help="of en, zh (default: en)")
    export.add_argument(
        "--out", type=Path, default=Path("exhibits"), metavar="DIR",
        help="folder to write to, one folder a language in it (default: exhibits)",
    )  # fmt: skip
    briefing = command("brief", _brief, "write a Word briefing of some exhibits")
    briefing.add_argument("exhibits", metavar="ID", nargs="*", help=_ID)
    theme(briefing)
    language(briefing, "zh")
    briefing.add_argument("--title", default="", help="title of the briefing")
    briefing.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the .docx to write"
    )
    check = command("check", _check, "check the data package against its schema")
    prove = command("verify", _verify, "prove the facts against the official texts")
    measure = command("reuse", _reuse, "measure the wording that documents have in common")
    for added in (prove, measure):
        added.add_argument(
            "texts", type=Path, metavar="DIR", help="folder with one DOC_ID.txt a document"
        )
    for added in (check, prove, measure):
        added.add_argument("--data", type=Path, default=tables.DATA, help=_FOLDER)
    command("site", _site, "build both editions of the site into _build/html")
    command("pdf", _pdf, "print one PDF of each edition of the built site into _build/pdf")
    command("archive", _archive, "pack the built site into one ZIP in _build")
    return parser


# --- Exhibits --------------------------------------------------------------


def _list(chosen: argparse.Namespace) -> int:
    data = _loaded()
    for exhibit in EXHIBITS.values():
        if chosen.theme in (None, exhibit.theme) and chosen.kind in (None, exhibit.kind):
            own = part(exhibit, data, chosen.lang)
            print(f"{own.number}\t{own.id}\t{own.title}")
    return 0


def _data(chosen: argparse.Namespace) -> int:
    exhibit, data = _found([chosen.exhibit])[0], _loaded()
    if chosen.format == "csv":
        print(exhibit.csv(data, chosen.lang), end="")
    else:
        print(json.dumps(exports.record(exhibit, data, chosen.lang), ensure_ascii=False, indent=1))
    return 0


def _cite(chosen: argparse.Namespace) -> int:
    language: Language = chosen.lang
    if chosen.exhibit is None:
        items = [citation.book_item(language)]
        line = formats.plain(items[0], language)
    else:
        exhibit, data = _found([chosen.exhibit])[0], _loaded()
        items = exports.references(exhibit, data, language)
        line = exports.cited(exhibit, data, language)
    text = line if chosen.style == "plain" else _STYLES[chosen.style](items)
    print(text.rstrip("\n"))
    return 0


def _export(chosen: argparse.Namespace) -> int:
    languages = _named(chosen.lang, LANGUAGES, "language")
    wanted = _named(chosen.format, exports.FORMATS, "format") or list(exports.FORMATS)
    some = _found(chosen.exhibits, chosen.theme) or list(EXHIBITS.values())
    data = _loaded()
    jobs = [(exhibit, language) for language in languages for exhibit in some]
    written = 0
    for exhibit, language in _tracked(jobs, "Drawing and writing"):
        folder = chosen.out / language
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in exports.export(exhibit, data, language, wanted).items():
                (folder / name).write_bytes(content)
                written += 1
        except OSError as error:
            msg = f"cannot write to {folder}: {error.strerror}"
            raise _UsageError(msg) from error
    print(f"{written} files of {_counted(some)} in {chosen.out}")
    return 0


def _brief(chosen: argparse.Namespace) -> int:
    some = _found(chosen.exhibits, chosen.theme)
    if not some:
        what = f"the theme {chosen.theme!r} has no exhibit" if chosen.theme else "no exhibit named"
        msg = f"{what}; there are: {', '.join(EXHIBITS)}"
        raise _UsageError(msg)
    out: Path = chosen.out
    # Known before the work is done, not after it.
    if out.is_dir() or not out.parent.is_dir():
        msg = f"cannot write {out}: {'it is a folder' if out.is_dir() else 'no such folder'}"
        raise _UsageError(msg)
    today = datetime.date.today()
    content = brief(
        _tracked(some, "Drawing"), _loaded(), chosen.lang, title=chosen.title, date=today
    )
    try:
        out.write_bytes(content)
    except OSError as error:
        msg = f"cannot write {out}: {error.strerror}"
        raise _UsageError(msg) from error
    print(f"The briefing with {_counted(some)} is at {out}")
    return 0


def _found(ids: Sequence[str], theme: str | None = None) -> list[Exhibit]:
    """Exhibits by their ids and their theme."""
    try:
        named = [find(key) for key in dict.fromkeys(ids)]
    except KeyError as error:
        raise _UsageError(str(error.args[0])) from error
    if theme is None:
        return named
    return [e for e in named or EXHIBITS.values() if e.theme == theme]


def _named(text: str, known: Sequence[_T], what: str) -> list[_T]:
    """A list with commas between, of what exists."""
    by_name = {str(name): name for name in known}
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in by_name:
            msg = f"no {what} {name!r}; there are: {', '.join(by_name)}"
            raise _UsageError(msg)
    return [by_name[name] for name in dict.fromkeys(names)]


def _tracked(jobs: Sequence[_T], what: str) -> Iterator[_T]:
    """Some work, with a bar for those who watch."""
    console = Console(stderr=True)
    return iter(track(jobs, what, console=console, transient=True, disable=not console.is_terminal))


def _counted(some: Sequence[Exhibit]) -> str:
    return f"{len(some)} exhibit{'' if len(some) == 1 else 's'}"


def _loaded(folder: Path = tables.DATA) -> Data:
    """The data package; reading it takes seconds."""
    with Console(stderr=True).status("Checking the data package …"):
        return tables.load(folder)


def _numbered(lines: list[str]) -> str:
    return "\n".join(f"[{n}] {line}" for n, line in enumerate(lines, start=1))


# --- Data and site ---------------------------------------------------------


def _check(chosen: argparse.Namespace) -> int:
    data = _loaded(chosen.data.resolve())
    rows = sum(len(table) for table in data.tables.values())
    print(f"{len(data.tables)} tables with {rows:,} rows hold to the schema.")
    return 0


def _verify(chosen: argparse.Namespace) -> int:
    data = _loaded(chosen.data.resolve())
    with Console(stderr=True).status("Reading the official texts …"):
        proof = verify(chosen.texts, data)
    for doc_id, clauses in proof.clauses.items():
        print(f"{doc_id}: {proof.rows[doc_id]} rows proven, {clauses} clauses walked")
    how = ", ".join(f"{count} by {name}" for name, count in sorted(proof.numerals.items()))
    print(f"{sum(proof.rows.values())} of {len(data['facts'])} rows proven; "
          f"{sum(proof.numerals.values())} numerals accounted for ({how})")  # fmt: skip
    others = ", ".join(f"{name} {count}" for name, count in proof.tables.items())
    print(f"{sum(proof.tables.values())} rows of other tables proven: {others}")
    for failure in proof.failures:
        print(failure, file=sys.stderr)
    if proof.failures or not proof.rows:
        print(f"{len(proof.failures)} failure(s)", file=sys.stderr)
        return 1
    return 0


def _reuse(chosen: argparse.Namespace) -> int:
    documents = _loaded(chosen.data.resolve())["documents"]
    texts, failures = read(chosen.texts, documents)
    for failure in failures:
        print(failure, file=sys.stderr)
    if failures:
        return 1
    with Console(stderr=True).status("Comparing …"):
        found = list(compare_all(list(documents["doc_id"]), texts))
    path = chosen.data / "text_reuse.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in dataclasses.fields(Shared))
        writer.writerows(dataclasses.astuple(row) for row in found)
    print(f"{len(found)} clauses compared; written to {path}")
    return 0


def _site(_: argparse.Namespace) -> int:
    # Sphinx is slow to import; only building needs it.
    from cqanalysis.site.build import BuildError, build

    try:
        page = build()
    except BuildError as error:
        print(f"The site was not built: {error}", file=sys.stderr)
        return 1
    print(f"The site is at {page}")
    return 0


def _pdf(_: argparse.Namespace) -> int:
    # So is what drives a browser.
    from cqanalysis import pdf

    try:
        files = pdf.write(_BUILT / "html", _BUILT / "pdf")
    except pdf.PDFError as error:
        print(f"No PDF was printed: {error}", file=sys.stderr)
        return 1
    for file in files:
        print(f"Printed {file}")
    return 0


def _archive(_: argparse.Namespace) -> int:
    try:
        content = archive.pack(_BUILT / "html")
    except FileNotFoundError as error:
        print(f"Nothing was packed: {error}", file=sys.stderr)
        return 1
    file = _BUILT / f"{archive.name()}.zip"
    file.write_bytes(content)
    print(f"The archive is at {file} ({len(content):,} bytes)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
