"""Putting parameter values into a query: as RDF terms, at a place the query names.

A query declares where a parameter enters by ``VALUES ?name { UNDEF }``: valid
SPARQL on every engine, and "no restriction" as it stands. A value replaces the
word ``UNDEF`` as a serialised RDF term, which is read back and compared first.

The engine's own substitution was tried and refused: in Oxigraph 0.5.13 it works
only for projected variables and a ``FILTER`` does not see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from bilateral.errors import ParameterError
from bilateral.questions.scan import tokens

Bindings = Mapping[ox.Variable, ox.NamedNode | ox.Literal]
_PATTERN = ("VALUES", None, "{", "UNDEF", "}")


def written(term: ox.NamedNode | ox.Literal) -> str:
    """Return *term* in N-Triples syntax, sure to be read back as the same term.

    Raises:
        ParameterError: the term cannot be written (it is no valid IRI or text).
    """
    try:
        line = f"<urn:s> <urn:p> {term} ."
        back = [triple.object for triple in ox.parse(line, format=ox.RdfFormat.N_TRIPLES)]
    except (SyntaxError, ValueError) as error:
        raise ParameterError(
            f"a value cannot be written as an RDF term: {error}",
            next_step="give a plain text, a number, a date or an IRI without spaces",
        ) from error
    if back != [term]:
        raise ParameterError(
            "a value would not stay one RDF term",
            next_step="give a plain text, a number, a date or an IRI without spaces",
        )
    return str(term)


def places(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the parameters of *text*: name, start and end of its word ``UNDEF``."""
    found = tokens(text)
    for index in range(len(found) - len(_PATTERN) + 1):
        window = found[index : index + len(_PATTERN)]
        fits = all(
            want is None or token.text.upper() == want
            for want, token in zip(_PATTERN, window, strict=True)
        )
        if fits and window[1].kind == "variable":
            yield window[1].text[1:], window[3].start, window[3].end


def put(text: str, bindings: Bindings) -> str:
    """Return *text* with the values of *bindings* at the places it names.

    Raises:
        ParameterError: *text* names no place for a value.
    """
    wanted = {variable.value: term for variable, term in bindings.items()}
    marks = list(places(text))
    for name in sorted(set(wanted) - {name for name, _, _ in marks}):
        raise ParameterError(
            f"the query has no place for the parameter {name!r}",
            next_step=f"write VALUES ?{name} {{ UNDEF }} where the value is to be used",
        )
    for name, start, end in sorted(marks, key=lambda mark: -mark[1]):
        if name in wanted:
            text = text[:start] + written(wanted[name]) + text[end:]
    return text
