"""Write docs/queries.md, the catalogue of named questions, from queries/*.rq.

Run it with ``make docs``; with ``--check`` it writes nothing and fails if the page is
not what it would write.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.files import write_atomic
from bilateral.questions.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bilateral.questions.header import NamedQuery

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "queries.md"

INTRODUCTION = """\
# The questions

Written by `make docs` from the headers of `queries/*.rq`; change it there.

Run one with `bilateral query NAME --param KEY=VALUE`. A parameter that is a thing takes a
name, an alias in any script, or an IRI. `--cite` adds the sentences behind every row, and
`bilateral queries show NAME` prints the SPARQL. The Japanese and Urdu titles are machine
translations that no native reader has reviewed yet; `bilateral ask` understands their words.
"""


def cell(text: str) -> str:
    """Return *text* so that it cannot end a table cell."""
    return " ".join(text.split()).replace("|", "\\|")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return a Markdown table as lines, with an empty line after it."""
    lines = [head, tuple("---" for _ in head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines] + [""]


def section(query: NamedQuery) -> list[str]:
    """Return one question as Markdown lines."""
    lines = [f"### `{query.name}`: {query.title}", ""]
    if query.titles:
        titles = [
            f'<span lang="{tag}" dir="auto">{query.titles[tag]}</span>' for tag in query.titles
        ]
        lines += [" · ".join(titles), ""]
    if query.question:
        lines += [f"*{query.question.strip()}*", ""]
    if query.description:
        lines += [query.description.strip(), ""]
    if query.parameters:
        parameters = [
            (
                f"`{one.name}`",
                one.type,
                "needed" if one.required else (f"`{one.default}`" if one.default else ""),
                f"`{cell(one.example)}`" if one.example else "",
                cell(one.description),
            )
            for one in query.parameters
        ]
        lines += table(("Parameter", "Type", "Default", "Example", "Meaning"), parameters)
    if query.columns:
        columns = [(f"`{one.name}`", cell(one.description)) for one in query.columns]
        lines += table(("Column", "Meaning"), columns)
    return [*lines, "```", command(query), "```", ""]


def command(query: NamedQuery) -> str:
    """Return a command line that asks *query* with its examples."""
    given = [
        f" --param {one.name}={quoted(one.example)}"
        for one in query.parameters
        if one.example and (one.required or len(query.parameters) == 1)
    ]
    return f"bilateral query {query.name}{''.join(given)}"


def quoted(text: str) -> str:
    """Return *text* in quotes where a shell would split it."""
    return f"'{text}'" if any(not (ch.isalnum() or ch in "-_.:") for ch in text) else text


def catalogue(library: Mapping[str, NamedQuery]) -> str:
    """Return the whole page."""
    ordered = sorted(library.values(), key=lambda one: (one.group, one.name))
    lines = [INTRODUCTION]
    for group, found in groupby(ordered, key=lambda one: one.group):
        lines += [f"## {group[:1].upper()}{group[1:]}", ""]
        for query in found:
            lines += section(query)
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Write the page, or with ``--check`` compare it."""
    page = catalogue(Library.from_folder(ROOT / "queries"))
    if "--check" in sys.argv[1:]:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page:
            return 0
        sys.stderr.write("docs/queries.md is not up to date\n    next: run: make docs\n")
        return 1
    write_atomic(PAGE, page.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
