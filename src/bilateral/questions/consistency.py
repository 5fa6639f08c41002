"""Whether a query file does what its header says: its parameters and its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import DataError, Issue, Location
from bilateral.questions.bind import places
from bilateral.rdf.vocabulary import spaces

if TYPE_CHECKING:
    from bilateral.questions.header import NamedQuery


def verify(query: NamedQuery) -> None:
    """Refuse a query whose SPARQL and header differ.

    Raises:
        DataError: the SPARQL does not parse, a declared parameter has no place in it,
            a place is not declared, or the columns are not those of ``SELECT``.
    """
    declared = {one.name for one in query.parameters}
    used = {name for name, _, _ in places(query.text)}
    for name in sorted(declared - used):
        raise _invalid(
            query,
            f"the parameter {name!r} is declared and not used",
            f"write VALUES ?{name} {{ UNDEF }} where the value is to be put",
        )
    for name in sorted(used - declared):
        raise _invalid(
            query,
            f"VALUES ?{name} {{ UNDEF }} stands for a parameter that the header lacks",
            "declare it under parameters:",
        )
    try:
        # On an empty store: this costs nothing and tells the columns.
        found = ox.Store().query(query.text, prefixes=spaces().prefixes)
    except SyntaxError as error:
        raise _invalid(
            query, f"the SPARQL does not parse: {error.msg or error}", "correct it"
        ) from error
    columns = [one.name for one in query.columns]
    if isinstance(found, ox.QuerySolutions):
        given = [variable.value for variable in found.variables]
        if given != columns:
            raise _invalid(
                query,
                f"the columns are {', '.join(given)}, the header tells {', '.join(columns)}",
                "list them under columns: in the order of SELECT",
            )


def _invalid(query: NamedQuery, message: str, next_step: str) -> DataError:
    location = Location(query.path)
    issue = Issue("query-header", "error", message, next_step, location)
    return DataError(message, next_step=next_step, location=location, issues=[issue])
