"""Whether a query file does what its header says: its parameters and its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import DataError, Location
from bilateral.questions.header import invalid
from bilateral.questions.scan import Scan
from bilateral.rdf.vocabulary import spaces

if TYPE_CHECKING:
    from bilateral.questions.header import NamedQuery


def verify(query: NamedQuery) -> None:
    """Refuse a query whose SPARQL and header differ.

    Raises:
        DataError: the SPARQL does not parse, a declared parameter has no place in it,
            a place is not declared, or the columns are not those of ``SELECT``.
    """
    declared = {parameter.name for parameter in query.parameters}
    used = {place.name for place in Scan(query.text).placeholders}
    for name in sorted(declared - used):
        raise _error(
            query,
            f"the parameter {name!r} is declared and not used",
            f"write VALUES ?{name} {{ UNDEF }} where its value belongs",
        )
    for name in sorted(used - declared):
        raise _error(
            query,
            f"VALUES ?{name} {{ UNDEF }} stands for a parameter that the header lacks",
            "declare it under parameters:",
        )
    selected = _selected(query)
    columns = [column.name for column in query.columns]
    if selected is not None and selected != columns:
        raise _error(
            query,
            f"the columns are {', '.join(selected)}, the header lists {', '.join(columns)}",
            "list them under columns: in the order of SELECT",
        )


def _selected(query: NamedQuery) -> list[str] | None:
    """Return the columns of a ``SELECT`` query, ``None`` for a query of another form."""
    try:
        # An empty store answers at once, with the names of the columns.
        solutions = ox.Store().query(query.text, prefixes=spaces().prefixes)
    except SyntaxError as error:
        raise _error(
            query, f"the SPARQL does not parse: {error.msg or error}", "correct it"
        ) from error
    if not isinstance(solutions, ox.QuerySolutions):
        return None
    return [variable.value for variable in solutions.variables]


def _error(query: NamedQuery, message: str, next_step: str) -> DataError:
    return invalid(Location(query.path), message, next_step)
