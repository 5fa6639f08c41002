"""The index of names: candidates for a search, found without comparing every name.

An SQLite file beside the snapshot of the dataset. It only proposes names; which of
them match, and how well, is decided in :mod:`bilateral.find.search`, the same with and
without an index.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

from bilateral.find.fold import sounded, sounds
from bilateral.find.japanese import JAPANESE, bigrams
from bilateral.find.names import Name, Role, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

# Part of the file's name: another number where tables, folding or sounding change.
_VERSION = 2
# Cap per kind of match; the best candidates fall well within it.
_MAX_CANDIDATES = 400
# With as many candidates, near misses are not worth their time.
_ENOUGH_CANDIDATES = 50
# Near misses: how many names may be read, and how many trigrams are compared at least.
_MAX_NAMES_READ, _MIN_TRIGRAMS = 50_000, 3
_MAX_TRIGRAMS, _MAX_WORDS = 60, 16
_LAST_CHARACTER = "\U0010ffff"
_TRIGRAM = 3
_TABLES = """
CREATE TABLE names (id INTEGER PRIMARY KEY, iri TEXT, text TEXT, folded TEXT, role INTEGER);
CREATE TABLE classes (iri TEXT, class TEXT, PRIMARY KEY (class, iri)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
  folded, sound, pairs, content='', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3');
CREATE VIRTUAL TABLE trigrams USING fts5(folded, content='', tokenize='trigram', detail='none');
CREATE VIRTUAL TABLE trigram_counts USING fts5vocab(trigrams, row);
"""
_SELECT = "SELECT n.iri, n.text, n.folded, n.role FROM names n"
_IS_NAME = f"n.role < {Role.DESCRIPTION.value}"
_EXACT = "WHERE n.folded = ?"
_PREFIX = "WHERE n.folded >= ? AND n.folded < ?"
_WORDS = "JOIN words w ON w.rowid = n.id WHERE words MATCH ?"
_TRIGRAMS = "JOIN trigrams t ON t.rowid = n.id WHERE trigrams MATCH ?"
_SIMILAR = f"{_TRIGRAMS} AND {_IS_NAME}"
_BY_SIMILARITY = " ORDER BY t.rank, n.id"
_OF_CLASS = " AND n.iri IN (SELECT iri FROM classes WHERE class = ?)"


class SearchIndex:
    """Names by exact form, beginning, words, substrings and sound.

    Args:
        connection: a database that :func:`build` has filled.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def candidates(self, query: str, class_iri: str | None = None) -> list[Name]:
        """Return names that may match, in no particular order.

        Args:
            query: what to look for, folded.
            class_iri: only names of things of this class.
        """
        candidates: dict[Name, None] = {}
        for condition, values in _conditions(query):
            candidates |= dict.fromkeys(self._select(condition, values, class_iri))
        if len(candidates) < _ENOUGH_CANDIDATES:
            trigrams = self._rarest_trigrams(query)
            if trigrams:
                values = (" OR ".join(map(_quoted, trigrams)),)
                similar = self._select(_SIMILAR, values, class_iri, order=_BY_SIMILARITY)
                candidates |= dict.fromkeys(similar)
        return list(candidates)

    def exact(self, query: str) -> list[Name]:
        """Return the names whose folded form is *query*; descriptions are not among them."""
        rows = self._connection.execute(f"{_SELECT} {_EXACT} AND {_IS_NAME}", (query,))
        return [Name(*row) for row in rows]

    def _select(
        self, condition: str, values: tuple[str, ...], class_iri: str | None, *, order: str = ""
    ) -> list[Name]:
        if class_iri:
            condition, values = condition + _OF_CLASS, (*values, class_iri)
        rows = self._connection.execute(
            f"{_SELECT} {condition}{order} LIMIT {_MAX_CANDIDATES}", values
        )
        return [Name(*row) for row in rows]

    def _rarest_trigrams(self, query: str) -> list[str]:
        """Return the trigrams of *query* that the fewest names have.

        A typing error spoils three of them, and most of the others stay. Those that
        half of the names have would only cost time.
        """
        counts = {
            trigram: count
            for trigram in dict.fromkeys(_trigrams(query))
            for (count,) in self._connection.execute(
                "SELECT doc FROM trigram_counts WHERE term = ?", (trigram,)
            )
        }
        rarest: list[str] = []
        total = 0
        for trigram in sorted(counts, key=lambda trigram: (counts[trigram], trigram)):
            total += counts[trigram]
            if len(rarest) >= _MIN_TRIGRAMS and total > _MAX_NAMES_READ:
                break
            rarest.append(trigram)
        return rarest


def _conditions(query: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the kinds of match, each as SQL with its values."""
    yield _EXACT, (query,)
    yield _PREFIX, (query, query + _LAST_CHARACTER)
    for column, text in (("folded", query), ("sound", sounded(query))):
        words = text.split()[:_MAX_WORDS]
        if words:
            yield _WORDS, (f"{column} : ({' AND '.join(f'{_quoted(word)}*' for word in words)})",)
    pairs = _pairs(query)
    if pairs:
        yield _WORDS, (f"pairs : ({' AND '.join(map(_quoted, pairs))})",)
    trigrams = _trigrams(query)
    if trigrams:
        yield _TRIGRAMS, (" AND ".join(map(_quoted, trigrams)),)


def _quoted(text: str) -> str:
    # What is looked for is never read as the query language of the index.
    return '"' + text.replace('"', '""').replace("\0", " ") + '"'


def _trigrams(text: str) -> list[str]:
    return [text[at : at + _TRIGRAM] for at in range(len(text) - _TRIGRAM + 1)][:_MAX_TRIGRAMS]


def _pairs(text: str) -> list[str]:
    """Return the Japanese in *text* as pairs of characters, as it has no spaces."""
    return [pair for run in JAPANESE.findall(text) for pair in bigrams(run)]


def _pairs_and_characters(text: str) -> str:
    characters = (character for run in JAPANESE.findall(text) for character in run)
    return " ".join((*_pairs(text), *characters))


def build(store: ox.Store, path: str = ":memory:") -> sqlite3.Connection:
    """Return a database with the names of *store*, in the file *path* or in memory.

    Raises:
        sqlite3.Error: this SQLite has no full-text index with trigrams, or the file
            cannot be written.
    """
    from bilateral.evidence.classes import types_of_all

    connection = sqlite3.connect(path, check_same_thread=False)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
    rows = list(enumerate(sorted(names(store))))
    with connection:
        connection.executemany(
            "INSERT INTO names VALUES (?, ?, ?, ?, ?)", ((number, *name) for number, name in rows)
        )
        connection.executemany(
            "INSERT INTO words (rowid, folded, sound, pairs) VALUES (?, ?, ?, ?)",
            (
                (number, name.folded, sounds(name.folded), _pairs_and_characters(name.folded))
                for number, name in rows
            ),
        )
        connection.executemany(
            "INSERT INTO trigrams (rowid, folded) VALUES (?, ?)",
            ((number, name.folded) for number, name in rows),
        )
        connection.executemany("INSERT INTO classes VALUES (?, ?)", sorted(types_of_all(store)))
        connection.execute("CREATE INDEX names_folded ON names (folded)")
    return connection


def open_index(store: ox.Store, folder: str) -> SearchIndex | None:
    """Return the index in the snapshot *folder*, built there from *store* if it is missing.

    A folder that cannot be written, or a damaged file, costs time only: the index is
    then built in memory. ``None`` where this SQLite has no full-text index with trigrams.
    """
    path = os.path.join(folder, f"names-{_VERSION}.sqlite")
    with contextlib.suppress(sqlite3.Error):
        return _read(path)
    with contextlib.suppress(OSError, sqlite3.Error):
        _write(store, path)
        return _read(path)
    with contextlib.suppress(sqlite3.Error):
        return SearchIndex(build(store))
    return None


def _read(path: str) -> SearchIndex:
    from urllib.parse import quote

    address = f"file:{quote(path)}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    # A truncated file, or one that is not a database, fails here and not in a search.
    connection.execute("SELECT count(*) FROM classes").fetchone()
    connection.execute("SELECT max(id) FROM names").fetchone()
    return SearchIndex(connection)


def _write(store: ox.Store, path: str) -> None:
    """Build the index beside its place and rename it into it as a whole."""
    import tempfile

    handle, temporary = tempfile.mkstemp(prefix=".names-", dir=os.path.dirname(path))
    os.close(handle)
    try:
        build(store, temporary).close()
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)
