"""Write docs/findings.md, the story of the dataset in ten questions, and its pictures.

Run it with ``make docs``; with ``--check`` it writes nothing and fails if the page is
not what it would write.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

import bilateral
from bilateral.draw import draw
from bilateral.files import write_atomic

if TYPE_CHECKING:
    from bilateral.kg import KnowledgeGraph
    from bilateral.questions.results import Result

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "findings.md"
PICTURES = ROOT / "docs" / "pictures"
# A table longer than this hides the story; the command below it gives the rest.
MOST = 14
# No cell of a page needs more sources than these; `--cite` gives all.
CITED = 4


INTRODUCTION = (
    "The story in ten questions. Every row names its sources: a slug is a page that was read "
    "as a whole, `founding 6.2` is paragraph 6, sentence 2 of the founding article. "
    "`bilateral show SLUG` gives its title and address. What no source that was read says "
    "is not here: an empty year is not a year without aid."
)


class Part(NamedTuple):
    """One question of the story."""

    title: str
    text: str
    query: str
    columns: tuple[str, ...]
    params: dict[str, str] = {}  # noqa: RUF012 - a NamedTuple copies nothing, and nobody writes
    picture: str = ""
    last: bool = False


STORY = (
    Part(
        "How did it begin?",
        "A peace conference in 1951, diplomatic relations in 1952: the first twelve years.",
        "events",
        ("event", "kind", "date"),
        {"from": "1951-01-01", "to": "1963-12-31"},
    ),
    Part(
        "What have the two states agreed on?",
        "Treaties, which bind in law, with the step on which their beginning rests. Without "
        "the parameter the question also lists memoranda, exchanges of notes and contracts.",
        "in-force",
        ("agreement", "since", "basis"),
        {"legal": "bil:Treaty"},
    ),
    Part(
        "Who visited whom?",
        "Visits of heads of state and government; the picture counts visits of all kinds.",
        "leaders-visits",
        ("visit", "visitor", "date", "place"),
        picture="visits",
    ),
    Part(
        "In which dialogues do they meet?",
        "Standing dialogues, and which of them have had no round for three years.",
        "dialogues-lapsed",
        (),
        {"day": "2026-11-24"},
        picture="dialogues",
    ),
    Part(
        "How much help was given?",
        "Reported totals differ by date, exchange rate and scope: compare the columns first.",
        "aid-figures",
        ("figure", "asOf", "amount", "currency"),
        picture="aid",
    ),
    Part(
        "What broke in 1998, and when did it mend?",
        "Nuclear tests, protests, measures, and their end.",
        "sanctions",
        ("event", "kind", "date"),
    ),
    Part(
        "Who works on both security and aid?",
        "People who appear on both tracks, with the number of events on each. The picture "
        "shows the actors who take part in the same things most often.",
        "both-tracks",
        (),
        picture="network",
    ),
    Part(
        "What did Pakistan give?",
        "Help was not one-way: gifts, relief and support from Pakistan.",
        "given-by-pakistan",
        ("thing", "giver", "receiver", "date"),
    ),
    Part(
        "How many people live in the other country?",
        "Counts of residents by year.",
        "residents",
        ("measure", "date", "bound", "amount"),
    ),
    Part(
        "Where do the sources disagree?",
        "Each position with its value; where the curators prefer one, the column says so.",
        "rival-values",
        ("disagreement", "value", "position", "preferred"),
    ),
)


def cell(text: str) -> str:
    """Return *text* so that it cannot end a table cell or begin markup."""
    for sign in "\\|<>[]*_`":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def shown(result: Result, term: object) -> str:
    """Return a term as people read it."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return cell(result.labels.get(term.value, term.value))
    text = term.value if isinstance(term, ox.Literal) else str(term)
    digits = text.lstrip("-")
    return f"{int(text):,}" if digits.isdigit() and len(digits) > 4 else cell(text)


def table(result: Result, part: Part) -> list[str]:
    """Return the rows of an answer as Markdown, each with its sources."""
    columns = part.columns or result.columns
    places = [result.columns.index(one) for one in columns]
    # Rows that differ in hidden columns only are one row to the reader.
    rows: dict[tuple[str, ...], set[str]] = {}
    for row, citations in zip(result.rows, result.citations or [], strict=True):
        texts = tuple(shown(result, row[place]) for place in places)
        rows.setdefault(texts, set()).update(one.short for one in citations)
    listed = list(rows.items())
    kept = listed[-MOST:] if part.last else listed[:MOST]
    head = (*columns, "source")
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for texts, sources in kept:
        names = sorted(sources)
        more = f" and {len(names) - CITED} more" if len(names) > CITED else ""
        lines.append("| " + " | ".join((*texts, cell("; ".join(names[:CITED])) + more)) + " |")
    given = "".join(f" --param {key}={_quoted(value)}" for key, value in part.params.items())
    left = len(listed) - len(kept)
    rest = f"{left} more rows: " if left else "The same at the command line: "
    return [*lines, "", f"{rest}`bilateral query {part.query}{given} --cite`", ""]


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def page(kg: KnowledgeGraph) -> str:
    """Return the whole page."""
    lines = [
        "# Findings",
        "",
        "<!-- Written by docs/make_findings.py. -->",
        "",
        INTRODUCTION,
        "",
    ]
    for number, part in enumerate(STORY, start=1):
        lines += [f"## {number}. {part.title}", "", part.text, ""]
        if part.picture:
            lines += [f"![{part.title}](pictures/{part.picture}.svg)", ""]
        lines += table(kg.query(part.query, part.params, cite=True), part)
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Write the page and its pictures, or with ``--check`` compare them."""
    kg = bilateral.load(ROOT)
    files = {PAGE: page(kg).encode("utf-8")}
    for name in sorted({part.picture for part in STORY} - {""}):
        files[PICTURES / f"{name}.svg"] = draw(kg, name)
    if "--check" in arguments:
        stale = [path for path, data in files.items() if path.read_bytes() != data]
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not up to date: run `make docs`")
        return bool(stale)
    PICTURES.mkdir(exist_ok=True)
    for path, data in files.items():
        write_atomic(path, data)
    print(f"wrote {PAGE.relative_to(ROOT)} ({len(STORY)} questions)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
