"""Named questions ranked by the words of a text."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.find.fold import fold
from bilateral.rdf.graph import subjects, values
from bilateral.rdf.terms import PREF_LABEL, RDF_TYPE
from bilateral.rdf.vocabulary import BIL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bilateral.questions.library import Library

_RELATIONSHIP = ox.NamedNode(BIL + "BilateralRelationship")
_RELATES = ox.NamedNode(BIL + "relates")
# What a word is worth in the title, question, description, columns and topic.
_WEIGHTS = (6.0, 5.0, 1.5, 1.0, 2.0)
_JAPANESE = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff]+")
_HIRAGANA = re.compile("[\u3040-\u309f]")
# Marks that close a question in any of the three languages.
_PUNCTUATION = re.compile("[?？؟。、،!！]")
# So many words are a question, even if all are common.
_SENTENCE = 4
# More words than this are no question.
_MOST_WORDS = 64
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
    words = _words(text)
    told = [word for word in words if word not in common]
    if not told and len(words) >= _SENTENCE:
        # "What did the one state give the other" has nothing but common words, and means something.
        told = words
    wanted = " OR ".join(_quoted(word) for word in told[:_MOST_WORDS])
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
            titles = " ".join(fold(_parted(one)) for one in query.titles.values())
            row = (f"{query.title} {titles}", query.question, query.description, columns)
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
    words = fold(_PUNCTUATION.sub(" ", _parted(text))).split()
    return [word for word in words if not word.isdigit()]


def _parted(text: str) -> str:
    """Return *text* with Japanese cut into pairs of characters, as it has no spaces."""
    # Before folding, which makes hiragana of the katakana of foreign words.
    return _JAPANESE.sub(_pairs, unicodedata.normalize("NFKC", text))


def _pairs(match: re.Match[str]) -> str:
    # Hiragana holds the grammar of a question; what it asks about is in the rest.
    run = match[0]
    pairs = [run[at : at + 2] for at in range(max(len(run) - 1, 1))]
    told = [one for one in pairs if not _HIRAGANA.search(one)]
    return f" {' '.join(told)} "
