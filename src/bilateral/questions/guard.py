"""What a query must not do: reach outside the dataset, or change it.

The words of a query are looked at after strings, IRIs, prefixed names, variables
and comments are taken out, so that a keyword in a label is no reason to refuse a
query and no label can hide a keyword.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.errors import ForbiddenQueryError
from bilateral.rdf.vocabulary import EVIDENCE_GRAPH, ONTOLOGY_GRAPH, spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.questions.scan import Scan, Token

_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"})
_SILENT = frozenset({"string", "variable", "lang"})


def refuse_outside(scan: Scan) -> None:
    """Refuse a query that would reach outside the dataset or change it.

    Raises:
        ForbiddenQueryError: it uses ``SERVICE``, ``LOAD`` or another word of SPARQL
            Update, or ``FROM`` with a graph that the dataset does not have.
    """
    for token in scan.tokens:
        _check_word(token)
    iris = {name.token: name.iri for name in scan.names}
    for token in _graphs(scan):
        iri = iris.get(token) or ""
        if not (iri.startswith(spaces().graph) or iri in (ONTOLOGY_GRAPH, EVIDENCE_GRAPH)):
            raise ForbiddenQueryError(
                f"the query reads a graph that is not in the dataset: FROM {token.text[:80]}",
                next_step="leave FROM out, or name a graph of the dataset such as g:provenance",
            )


def _check_word(token: Token) -> None:
    if token.kind == "escape":
        raise ForbiddenQueryError(
            "the query has a backslash outside a text", next_step="write the character itself"
        )
    if token.keyword == "SERVICE":
        raise ForbiddenQueryError(
            "the query asks another server (SERVICE)",
            next_step="leave SERVICE out; `bilateral export` takes the data elsewhere",
        )
    if token.keyword in _UPDATES:
        raise ForbiddenQueryError(
            f"the query would change or load data ({token.keyword})",
            next_step="use SELECT, ASK, CONSTRUCT or DESCRIBE; change data in graph/",
        )


def _graphs(scan: Scan) -> Iterator[Token]:
    """Yield what follows ``FROM`` or ``FROM NAMED``, whatever it is."""
    expected = False
    for token in scan.tokens:
        if token.kind in _SILENT:
            continue
        if expected and token.keyword != "NAMED":
            yield token
        expected = token.keyword == "FROM" or (expected and token.keyword == "NAMED")
