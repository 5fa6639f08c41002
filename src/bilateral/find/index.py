"""The index of names: candidates for a search, found without looking at every name.

An SQLite file beside the snapshot of the dataset. It only proposes names; which of
them fit, and how well, is decided in :mod:`bilateral.find.search`, the same with and without
an index.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from typing import TYPE_CHECKING

from bilateral.find.fold import sounded, sounds
from bilateral.find.search import DESCRIPTION, Name, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

# Part of the file's name: another number where tables, folding or sounding change.
_VERSION = 1
# Candidates of each sort of match; the best of them are among these, or nobody reads on.
_MOST = 400
_ENOUGH = 50
# Names that a look for near misses reads, and trigrams that it needs at least.
_READ, _FEWEST = 50_000, 3
_LAST = "\U0010ffff"
_PAIRS = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff]+")
_TRIGRAM = 3
_TABLES = """
CREATE TABLE names (id INTEGER PRIMARY KEY, iri TEXT, text TEXT, folded TEXT, place INTEGER);
CREATE TABLE classes (iri TEXT, class TEXT, PRIMARY KEY (class, iri)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
  folded, sound, pairs, content='', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3');
CREATE VIRTUAL TABLE grams USING fts5(folded, content='', tokenize='trigram', detail='none');
CREATE VIRTUAL TABLE gram_counts USING fts5vocab(grams, row);
"""
_FOUND = "SELECT n.iri, n.text, n.folded, n.place FROM names n "
_BY_GRAM = "JOIN grams g ON g.rowid = n.id WHERE grams MATCH ?"
_ALIKE = f"{_BY_GRAM} AND n.place < {DESCRIPTION} ORDER BY g.rank, n.id"
_OF_CLASS = " AND n.iri IN (SELECT iri FROM classes WHERE class = ?)"


class SearchIndex:
    """Names by exact form, beginning, words, parts and sound.

    Args:
        connection: a database that :func:`build` has filled.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def candidates(self, wanted: str, class_iri: str | None = None) -> list[Name]:
        """Return names that may fit the folded text *wanted*, in no order of merit.

        Args:
            wanted: what is looked for, folded.
            class_iri: only names of things of this class.
        """
        found: dict[Name, None] = {}
        for condition, value in _conditions(wanted):
            self._look(found, condition, value, class_iri)
        # Near misses take the longest; who has found enough does not need them.
        telling = self._telling(wanted) if len(found) < _ENOUGH else []
        if telling:
            self._look(found, _ALIKE, (" OR ".join(map(_quoted, telling)),), class_iri)
        return list(found)

    def _look(
        self,
        found: dict[Name, None],
        condition: str,
        values: tuple[str, ...],
        class_iri: str | None,
    ) -> None:
        before, order, after = condition.partition(" ORDER BY ")
        of_class = _OF_CLASS if class_iri else ""
        given = (*values, class_iri) if class_iri else values
        rows = self._connection.execute(
            f"{_FOUND}{before}{of_class}{order}{after} LIMIT {_MOST}", given
        )
        found |= dict.fromkeys(Name(*row) for row in rows)

    def _telling(self, wanted: str) -> list[str]:
        """Return the trigrams of *wanted* that the fewest names have.

        A slip of the pen spoils three of them, and most of the others stand. Those that
        half of the names have would only cost time.
        """
        counts = {
            gram: count
            for gram in dict.fromkeys(_grams(wanted))
            for (count,) in self._connection.execute(
                "SELECT doc FROM gram_counts WHERE term = ?", (gram,)
            )
        }
        kept: list[str] = []
        total = 0
        for gram in sorted(counts, key=lambda one: (counts[one], one)):
            total += counts[gram]
            if len(kept) >= _FEWEST and total > _READ:
                break
            kept.append(gram)
        return kept

    def exact(self, wanted: str) -> list[Name]:
        """Return the names that are *wanted* when folded."""
        rows = self._connection.execute(
            f"{_FOUND}WHERE n.folded = ? AND n.place < ?", (wanted, DESCRIPTION)
        )
        return [Name(*row) for row in rows]


def _conditions(wanted: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the ways in which a name may fit, each as SQL with its values."""
    by_word = "JOIN words w ON w.rowid = n.id WHERE words MATCH ?"
    yield "WHERE n.folded = ?", (wanted,)
    yield "WHERE n.folded >= ? AND n.folded < ?", (wanted, wanted + _LAST)
    parts = wanted.split()[:16]
    for column, words in (("folded", parts), ("sound", sounded(wanted).split()[:16])):
        if words:
            yield by_word, (f"{column} : ({' AND '.join(f'{_quoted(one)}*' for one in words)})",)
    pairs = _pairs(wanted)
    if pairs:
        yield by_word, (f"pairs : ({' AND '.join(map(_quoted, pairs))})",)
    grams = _grams(wanted)
    if grams:
        yield _BY_GRAM, (" AND ".join(map(_quoted, grams)),)


def _grams(text: str) -> list[str]:
    return [text[at : at + _TRIGRAM] for at in range(len(text) - _TRIGRAM + 1)][:60]


def _quoted(text: str) -> str:
    # What is looked for is never read as the language of the index.
    return '"' + text.replace('"', '""').replace("\0", " ") + '"'


def _pairs(text: str) -> list[str]:
    """Return the Japanese in *text* as single characters and pairs, as it has no spaces."""
    found: list[str] = []
    for run in _PAIRS.findall(text):
        found += [run[at : at + 2] for at in range(len(run) - 1)] or [run]
    return found


def build(store: ox.Store, path: str = ":memory:") -> sqlite3.Connection:
    """Return a database with the names of *store*, in the file *path* or in memory.

    Raises:
        sqlite3.Error: this SQLite has no full-text index with trigrams, or the file
            cannot be written.
    """
    from bilateral.evidence.classes import types_of_all

    connection = sqlite3.connect(path, check_same_thread=False)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
    with connection:
        rows = sorted(names(store))
        connection.executemany(
            "INSERT INTO names VALUES (?, ?, ?, ?, ?)",
            ((at, *one) for at, one in enumerate(rows)),
        )
        connection.executemany(
            "INSERT INTO words (rowid, folded, sound, pairs) VALUES (?, ?, ?, ?)",
            (
                (at, one.folded, sounds(one.folded), _singles(one.folded))
                for at, one in enumerate(rows)
            ),
        )
        connection.executemany(
            "INSERT INTO grams (rowid, folded) VALUES (?, ?)",
            ((at, one.folded) for at, one in enumerate(rows)),
        )
        connection.executemany("INSERT INTO classes VALUES (?, ?)", sorted(types_of_all(store)))
        connection.execute("CREATE INDEX names_folded ON names (folded)")
    return connection


def _singles(text: str) -> str:
    return " ".join((*_pairs(text), *(ch for run in _PAIRS.findall(text) for ch in run)))


def open_index(store: ox.Store, folder: str) -> SearchIndex | None:
    """Return the index in the snapshot *folder*, made there from *store* if it is missing.

    A folder that cannot be written, or a damaged file, costs time only: the index is
    then made in memory. ``None`` where this SQLite has no full-text index with trigrams.
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
    # A file that is cut short, or no database, fails here and not in a search.
    connection.execute("SELECT count(*) FROM classes").fetchone()
    connection.execute("SELECT max(id) FROM names").fetchone()
    return SearchIndex(connection)


def _write(store: ox.Store, path: str) -> None:
    """Make the index beside its place and rename it into it as a whole."""
    import tempfile

    handle, fresh = tempfile.mkstemp(prefix=".names-", dir=os.path.dirname(path))
    os.close(handle)
    try:
        with contextlib.closing(build(store, fresh)):
            pass
        os.replace(fresh, path)
    finally:
        if os.path.exists(fresh):
            os.remove(fresh)
