"""Whether a query file does what its header says: its parameters and its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import DataError, Issue, Location
from bilateral.questions.scan import Scan
from bilateral.rdf.vocabulary import spaces

if TYPE_CHECKING:
    from bilateral.questions.header import NamedQuery

#: The check that reports a query file.
CODE = "query-header"


def verify(query: NamedQuery) -> None:
    """Refuse a query whose SPARQL and header differ.

    Raises:
        DataError: the SPARQL does not parse, a declared parameter has no place in it,
            a place is not declared, or the columns are not those of ``SELECT``.
    """
    location = Location(query.path)
    declared = {parameter.name for parameter in query.parameters}
    used = {place.name for place in Scan(query.text).placeholders}
    for name in sorted(declared - used):
        raise invalid(
            location,
            f"the parameter {name!r} is declared and not used",
            f"write VALUES ?{name} {{ UNDEF }} where its value belongs",
        )
    for name in sorted(used - declared):
        raise invalid(
            location,
            f"VALUES ?{name} {{ UNDEF }} stands for a parameter that the header lacks",
            "declare it under parameters:",
        )
    try:
        # An empty store answers at once, with the names of the columns.
        solutions = ox.Store().query(query.text, prefixes=spaces().prefixes)
    except SyntaxError as error:
        message = f"the SPARQL does not parse: {error.msg or error}"
        raise invalid(location, message, "correct it") from error
    columns = [column.name for column in query.columns]
    if isinstance(solutions, ox.QuerySolutions):
        selected = [variable.value for variable in solutions.variables]
        if selected != columns:
            raise invalid(
                location,
                f"the columns are {', '.join(selected)}, the header lists {', '.join(columns)}",
                "list them under columns: in the order of SELECT",
            )


def invalid(location: Location, message: str, next_step: str) -> DataError:
    """Return an error about a query file, with one issue."""
    issue = Issue(CODE, "error", message, next_step, location)
    return DataError(message, next_step=next_step, location=location, issues=[issue])
