"""The catalogue of named queries."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bilateral.errors import UnknownNameError
from bilateral.queries.header import Column, NamedQuery, Parameter, parse_query_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Library(Mapping[str, NamedQuery]):
    """Named queries by name; an unknown name is answered with the nearest ones."""

    def __init__(self, queries: Iterable[NamedQuery]) -> None:
        self._queries = {query.name: query for query in sorted(queries)}

    @classmethod
    def from_folder(cls, folder: Path) -> Library:
        """Return the queries of the ``.rq`` files in *folder*.

        Raises:
            DataError: a file has a wrong header.
            ToolError: a file cannot be read.
        """
        return cls(parse_query_file(path) for path in sorted(folder.glob("*.rq")))

    def __getitem__(self, name: str) -> NamedQuery:
        try:
            return self._queries[name]
        except KeyError:
            from difflib import get_close_matches

            raise UnknownNameError(
                "query",
                name,
                get_close_matches(name, self._queries, n=3, cutoff=0.5),
                next_step="`bilateral queries` lists all of them",
            ) from None

    def __contains__(self, name: object) -> bool:
        return name in self._queries

    def __iter__(self) -> Iterator[str]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)

    def to_json(self) -> str:
        """Return the catalogue as JSON, so that a snapshot can hold it."""
        return json.dumps([list(query) for query in self._queries.values()], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Library:
        """Return the catalogue that :meth:`to_json` wrote."""
        queries = []
        for fields in json.loads(text):
            given = dict(zip(NamedQuery._fields, fields, strict=True))
            given["competency"] = tuple(given["competency"])
            given["parameters"] = tuple(Parameter(*one) for one in given["parameters"])
            given["columns"] = tuple(Column(*one) for one in given["columns"])
            queries.append(NamedQuery(**given))
        return cls(queries)
