"""Named questions ranked by the words of a text."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from bilateral.folding import fold

if TYPE_CHECKING:
    from bilateral.queries.library import Library

# What a word is worth in the title, question, description, columns and topic.
_WEIGHTS = (6.0, 5.0, 1.5, 1.0, 2.0)
# More words than this are no question.
_MOST_WORDS = 64
_COMMON = (
    "a an the of in on at to for from by with and or is are was were did do does has have had "
    "who what which when where how many much long there any all me show list give tell about "
    "between since until before after pakistan japan pakistani japanese"
)
#: Words that every question has.
COMMON = frozenset(_COMMON.split())


def ranking(library: Library, text: str) -> dict[str, float]:
    """Return the names of the questions that share a word with *text*, with their scores.

    SQLite's full-text index ranks them: BM25 over stems of English words. The best
    comes first; equals stand in the order of their names.
    """
    wanted = " OR ".join(_quoted(word) for word in _words(text)[:_MOST_WORDS])
    if not wanted:
        return {}
    index = sqlite3.connect(":memory:")
    try:
        index.execute(
            "CREATE VIRTUAL TABLE q USING fts5"
            "(name UNINDEXED, title, question, description, columns, topic, tokenize='porter')"
        )
        for name, query in library.items():
            columns = " ".join(f"{one.name} {one.description}" for one in query.columns)
            row = (query.title, query.question, query.description, columns)
            topic = f"{query.group} {name.replace('-', ' ')}"
            index.execute("INSERT INTO q VALUES (?, ?, ?, ?, ?, ?)", (name, *row, topic))
        marks = ", ".join(str(weight) for weight in (0.0, *_WEIGHTS))
        rows = index.execute(
            f"SELECT name, -bm25(q, {marks}) FROM q WHERE q MATCH ? ORDER BY 2 DESC, 1",  # noqa: S608
            (wanted,),
        )
        return dict(rows.fetchall())
    finally:
        index.close()


def _quoted(word: str) -> str:
    # A quoted word has no meaning of its own in the language of the index.
    return '"' + word.replace('"', '""') + '"'


def _words(text: str) -> list[str]:
    return [word for word in fold(text).split() if word not in COMMON and not word.isdigit()]
