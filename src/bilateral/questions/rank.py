"""Named questions ranked by the words of a text."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.find.fold import fold
from bilateral.find.japanese import JAPANESE, bigrams
from bilateral.rdf.graph import subjects, values
from bilateral.rdf.terms import PREF_LABEL, RDF_TYPE
from bilateral.rdf.vocabulary import BIL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bilateral.questions.library import Library

_RELATIONSHIP = ox.NamedNode(BIL + "BilateralRelationship")
_RELATES = ox.NamedNode(BIL + "relates")
# What a word counts in the name, title, question, description, columns and topic.
_WEIGHTS = (0.0, 6.0, 5.0, 1.5, 1.0, 2.0)
_TABLE = (
    "CREATE VIRTUAL TABLE questions USING fts5"
    "(name UNINDEXED, title, question, description, columns, topic, tokenize='porter')"
)
_RANKED = (
    f"SELECT name, -bm25(questions, {', '.join(map(str, _WEIGHTS))}) "  # noqa: S608
    "FROM questions WHERE questions MATCH ? ORDER BY 2 DESC, 1"
)
_HIRAGANA = re.compile("[\u3040-\u309f]")
# Marks that close a question in any of the three languages.
_PUNCTUATION = re.compile("[?？؟。、،!！]")
# So many words are a question, even if all are common.
_MIN_QUESTION_WORDS = 4
# More words than this are not a question.
_MAX_WORDS = 64
_COMMON = (
    "a an the of in on at to for from by with and or is are was were did do does has have had "
    "who what which when where how many much long there any all me show list give tell about "
    "between since until before after "
    "کا کی کے کو سے میں پر اور کیا کون کب کہاں کس ہے ہیں تھا تھے نے"
)
#: Words that say nothing about what is asked for, in any dataset.
COMMON = frozenset(_COMMON.split())


def common_words(store: ox.Store, demonyms: Iterable[str] = ()) -> frozenset[str]:
    """Return :data:`COMMON` and the words for the two states, which every question may hold.

    Args:
        store: the known triples; the states are those that a relationship relates.
        demonyms: further words for the states and their people.
    """
    names = [
        name.value
        for relationship in subjects(store, RDF_TYPE, _RELATIONSHIP)
        for state in values(store, relationship, _RELATES)
        if isinstance(state, ox.NamedNode)
        for name in values(store, state, PREF_LABEL)
        if isinstance(name, ox.Literal)
    ]
    return COMMON.union(*(fold(name).split() for name in (*names, *demonyms)))


def ranking(library: Library, text: str, common: frozenset[str] = COMMON) -> dict[str, float]:
    """Return the names of the questions that share a word with *text*, with their scores.

    SQLite's full-text index ranks them: BM25 over stems of English words. The best
    comes first; equals stand in the order of their names. The words of *common* are left
    out, as long as others are there.
    """
    match = _match(text, common)
    if not match:
        return {}
    index = sqlite3.connect(":memory:")
    try:
        index.execute(_TABLE)
        index.executemany("INSERT INTO questions VALUES (?, ?, ?, ?, ?, ?)", _rows(library))
        return dict(index.execute(_RANKED, (match,)).fetchall())
    finally:
        index.close()


def _match(text: str, common: frozenset[str]) -> str:
    """Return what to look for in the index: any of the words that say what is asked."""
    words = _words(text)
    specific = [word for word in words if word not in common]
    if not specific and len(words) >= _MIN_QUESTION_WORDS:
        # "What did the one state give the other" has only common words, and means something.
        specific = words
    return " OR ".join(_quoted(word) for word in specific[:_MAX_WORDS])


def _rows(library: Library) -> Iterator[tuple[str, ...]]:
    for name, query in library.items():
        titles = (query.title, *(fold(_segmented(title)) for title in query.titles.values()))
        columns = (f"{column.name} {column.description}" for column in query.columns)
        topic = f"{query.group} {name.replace('-', ' ')}"
        texts = (" ".join(titles), query.question, query.description, " ".join(columns), topic)
        yield (name, *texts)


def _quoted(word: str) -> str:
    # A quoted word has no meaning of its own in the query language of the index.
    return '"' + word.replace('"', '""') + '"'


def _words(text: str) -> list[str]:
    words = fold(_PUNCTUATION.sub(" ", _segmented(text))).split()
    return [word for word in words if not word.isdigit()]


def _segmented(text: str) -> str:
    """Return *text* with Japanese cut into pairs of characters, as it has no spaces."""
    # Before folding, which makes hiragana of the katakana of foreign words.
    return JAPANESE.sub(_segments, unicodedata.normalize("NFKC", text))


def _segments(match: re.Match[str]) -> str:
    # Hiragana holds the grammar of a question; what it asks about is in the rest.
    pairs = (pair for pair in bigrams(match[0]) if not _HIRAGANA.search(pair))
    return f" {' '.join(pairs)} "
