"""The catalogue of named queries, read from a folder or from a snapshot."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from bilateral.errors import DataError, UnknownNameError
from bilateral.questions.header import Column, NamedQuery, Parameter, parse_query_file
from bilateral.text import closest

if TYPE_CHECKING:
    from pathlib import Path


class UnknownQueryError(UnknownNameError, KeyError):
    """No query has that name. Also a ``KeyError``, so that ``in`` and ``get`` work."""


class Library(Mapping[str, NamedQuery]):
    """Named queries by name, in the order of their names."""

    def __init__(self, queries: Iterable[NamedQuery]) -> None:
        self._queries = {query.name: query for query in sorted(queries, key=lambda q: q.name)}

    @classmethod
    def from_folder(cls, folder: Path) -> Library:
        """Return the queries in the ``.rq`` files of *folder*.

        Raises:
            DataError: a file is not valid; ``issues`` holds one problem a file.
        """
        queries: list[NamedQuery] = []
        errors: list[DataError] = []
        for path in sorted(folder.glob("*.rq")):
            try:
                queries.append(parse_query_file(path))
            except DataError as error:
                errors.append(error)
        if len(errors) == 1:
            raise errors[0]
        if errors:
            issues = [issue for error in errors for issue in error.issues]
            listed = "\n".join(str(issue) for issue in issues)
            raise DataError(f"{len(errors)} query files are not valid\n{listed}", issues=issues)
        return cls(queries)

    @classmethod
    def from_json(cls, text: str) -> Library:
        """Return the catalogue that :meth:`to_json` wrote."""
        return cls(
            NamedQuery(
                **{
                    **entry,
                    "competency": tuple(entry["competency"]),
                    "parameters": tuple(Parameter(**values) for values in entry["parameters"]),
                    "columns": tuple(Column(**values) for values in entry["columns"]),
                }
            )
            for entry in json.loads(text)
        )

    def to_json(self) -> str:
        """Return the whole catalogue as JSON, so that a start needs no YAML."""
        entries = [
            {
                **query._asdict(),
                "parameters": [parameter._asdict() for parameter in query.parameters],
                "columns": [column._asdict() for column in query.columns],
            }
            for query in self._queries.values()
        ]
        return json.dumps(entries, ensure_ascii=False)

    def matching(self, words: str, common: frozenset[str] | None = None) -> list[str]:
        """Return the names of the questions that share a word with *words*, best first.

        Args:
            words: what is looked for.
            common: words that do not count, see :meth:`KnowledgeGraph.common_words`.
        """
        from bilateral.questions.rank import COMMON, ranking

        return list(ranking(self, words, COMMON if common is None else common))

    def __getitem__(self, name: str) -> NamedQuery:
        try:
            return self._queries[name]
        except KeyError:
            raise UnknownQueryError(
                "query",
                name,
                closest(name, self._queries),
                next_step="`bilateral queries` lists all queries",
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)
