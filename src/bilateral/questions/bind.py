"""Substituting parameter values in a query: as RDF terms, at a place the query names.

A query declares where a parameter enters by ``VALUES ?name { UNDEF }``: valid
SPARQL on every engine, and "no restriction" as it stands. A value replaces the
word ``UNDEF`` as a serialised RDF term, which is read back and compared first.

The engine's own substitution was tried and refused: in Oxigraph 0.5.13 it works
only for projected variables and a ``FILTER`` does not see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import ParameterError
from bilateral.questions.scan import Scan

if TYPE_CHECKING:
    from collections.abc import Mapping

    Bindings = Mapping[ox.Variable, ox.NamedNode | ox.Literal]

_NEXT_STEP = "give a plain text, a number, a date or an IRI without spaces"


def serialized(term: ox.NamedNode | ox.Literal) -> str:
    """Return *term* in N-Triples syntax, sure to be read back as the same term.

    Raises:
        ParameterError: the term cannot be written (it is not a valid IRI or text).
    """
    try:
        line = f"<urn:s> <urn:p> {term} ."
        parsed = [triple.object for triple in ox.parse(line, format=ox.RdfFormat.N_TRIPLES)]
    except (SyntaxError, ValueError) as error:
        raise ParameterError(
            f"a value cannot be written as an RDF term: {error}", next_step=_NEXT_STEP
        ) from error
    if parsed != [term]:
        raise ParameterError("a value would not stay one RDF term", next_step=_NEXT_STEP)
    return str(term)


def substitute(scan: Scan, bindings: Bindings) -> Scan:
    """Return the query with the values of *bindings* at the places it names.

    Raises:
        ParameterError: the query names no place for a value.
    """
    terms = {variable.value: term for variable, term in bindings.items()}
    for name in sorted(set(terms) - {place.name for place in scan.placeholders}):
        raise ParameterError(
            f"the query has no place for the parameter {name!r}",
            next_step=f"write VALUES ?{name} {{ UNDEF }} where the value is to be used",
        )
    if not terms:
        return scan
    text = scan.text
    # From the end, so that the places before a value stay where they are.
    for place in reversed(scan.placeholders):
        if place.name in terms:
            text = text[: place.start] + serialized(terms[place.name]) + text[place.end :]
    return Scan(text)
