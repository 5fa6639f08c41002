"""Evaluation: a query with its values in place, what the engine answers, and the labels."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import UsageError
from bilateral.questions.results import Result
from bilateral.rdf.vocabulary import spaces

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bilateral.questions.header import NamedQuery
    from bilateral.questions.scan import Scan


def with_values(
    template: Scan,
    named: NamedQuery | None,
    params: Mapping[str, str],
    resolve: Callable[[str], str],
) -> Scan:
    """Return a query with its parameters bound.

    Raises:
        UsageError: there are values, but the query has no header.
        ParameterError: a parameter is unknown, missing or of the wrong type.
    """
    if named and (params or named.parameters):
        from bilateral.questions.bind import substitute
        from bilateral.questions.parameters import bind

        return substitute(template, bind(named, params, resolve))
    if params:
        raise UsageError(
            "parameters need a named query or a file with a header",
            next_step="write the values into the query, or give it a #+ header",
        )
    return template


def evaluate(store: ox.Store, text: str, max_rows: int | None) -> Result:
    """Return the answer of the engine, at most *max_rows* rows or triples.

    Raises:
        QuerySyntaxError: the query does not parse.
    """
    # One more than is wanted tells whether there is more; the engine works as it is asked.
    limit = None if max_rows is None else max_rows + 1
    try:
        answer = store.query(text, prefixes=spaces().prefixes)
        if isinstance(answer, ox.QueryBoolean):
            return Result.of_boolean(bool(answer))
        if isinstance(answer, ox.QuerySolutions):
            columns = tuple(variable.value for variable in answer.variables)
            rows = [tuple(solution[name] for name in columns) for solution in islice(answer, limit)]
            result = Result.of_rows(columns, rows)
        else:
            result = Result.of_triples(islice(answer, limit))
    except SyntaxError as error:
        from bilateral.questions.hints import syntax_error

        raise syntax_error(text, error.msg or str(error)) from error
    for content in (result.rows, result.triples):
        if max_rows is not None and len(content) > max_rows:
            del content[max_rows:]
            result.truncated = True
    return result


def labels_of(store: ox.Store, result: Result, lang: str) -> dict[str, str]:
    """Return the label of each IRI among the rows."""
    from bilateral.evidence.labels import label

    iris = {term.value for row in result.rows for term in row if isinstance(term, ox.NamedNode)}
    return {iri: label(store, iri, lang) for iri in sorted(iris)}
