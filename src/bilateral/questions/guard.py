"""What a query must not do: reach outside the dataset, or change it.

The words of a query are looked at after strings, IRIs, prefixed names, variables
and comments are taken out, so that a keyword in a label is no reason to refuse a
query and no label can hide a keyword.
"""

from __future__ import annotations

from bilateral.errors import ForbiddenQueryError
from bilateral.questions.scan import tokens
from bilateral.rdf.vocabulary import EVIDENCE_GRAPH, ONTOLOGY_GRAPH, spaces

_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"})
_GRAPH_WORDS = frozenset({"GRAPH", "FROM"})
_SILENT = frozenset({"string", "variable", "lang"})


def refuse_outside(text: str) -> None:
    """Refuse a query that would reach outside the dataset or change it.

    Raises:
        ForbiddenQueryError: *text* uses ``SERVICE``, ``LOAD`` or another word of
            SPARQL Update, or ``FROM`` with a graph that the dataset does not have.
    """
    prefixes = dict(spaces().prefixes)
    previous = ("", "")
    declared: str | None = None
    expect_graph = False
    for kind, token, _, _ in tokens(text):
        if kind in _SILENT:
            continue
        word = token.upper() if kind == "word" else ""
        if kind == "escape":
            raise ForbiddenQueryError(
                "the query has a backslash outside a text",
                next_step="write the character itself",
            )
        if word == "SERVICE":
            raise ForbiddenQueryError(
                "the query asks another server (SERVICE)",
                next_step="leave SERVICE out; `bilateral export` takes the data elsewhere",
            )
        if word in _UPDATES:
            raise ForbiddenQueryError(
                f"the query would change or load data ({word})",
                next_step="use SELECT, ASK, CONSTRUCT or DESCRIBE; change data in graph/",
            )
        if kind == "name" and previous == ("word", "PREFIX"):
            declared = token[:-1]
        elif kind == "iri" and declared is not None:
            prefixes[declared] = token[1:-1]
            declared = None
        elif expect_graph and word != "NAMED":
            _check_graph(kind, token, prefixes)
        expect_graph = word == "FROM" or (expect_graph and word == "NAMED")
        previous = (kind, word)


def mentions_named_graphs(text: str) -> bool:
    """Return whether *text* may look into named graphs: the word ``spaces().graph`` or ``FROM``."""
    return any(one.kind == "word" and one.text.upper() in _GRAPH_WORDS for one in tokens(text))


def _check_graph(kind: str, token: str, prefixes: dict[str, str]) -> None:
    iri = ""
    if kind == "iri":
        iri = token[1:-1]
    elif kind == "name":
        prefix, _, local = token.partition(":")
        iri = prefixes.get(prefix, "") + local
    if not (iri.startswith(spaces().graph) or iri in (ONTOLOGY_GRAPH, EVIDENCE_GRAPH)):
        raise ForbiddenQueryError(
            f"the query reads a graph that is not in the dataset: FROM {token[:80]}",
            next_step="leave FROM out, or name a graph of the dataset such as g:provenance",
        )
