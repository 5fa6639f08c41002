"""Checks of who-says-so that need more than one query."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.context import Finding
from bilateral.checks.files.counts import documents_by_graph
from bilateral.checks.files.index import iri
from bilateral.checks.files.passages import facts_of, passages
from bilateral.compile.dates import refines
from bilateral.rdf.terms import DATE, NOT_AFTER, NOT_BEFORE
from bilateral.rdf.vocabulary import EV, compact, spaces

if TYPE_CHECKING:
    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context

_COMPUTED = (str(NOT_BEFORE), str(NOT_AFTER))


def _merge_again(check: Check, context: Context) -> Finding:
    """Merge with other means: by the serialised lines of the graphs, not by the store."""
    lines = ox.serialize(context.dataset, format=ox.RdfFormat.N_QUADS) or b""
    known: set[str] = set()
    by_graph: dict[str, set[str]] = defaultdict(set)
    for line in lines.decode("utf-8").splitlines():
        triple, graph = _split(line)
        (by_graph[graph] if graph else known).add(triple)
    accepted = f" <{EV}status> <{EV}Accepted>"
    expected: set[str] = set()
    for graph, triples in by_graph.items():
        trusted = graph.startswith((spaces().inferred, spaces().reference, spaces().scheme))
        if trusted or f"<{graph}>{accepted}" in by_graph[spaces().provenance]:
            expected |= triples
    expected -= _coarse(expected)
    issues = [
        context.issue(check, f"one way of merging has, and the other lacks: {triple[:200]}")
        for triple in sorted(known ^ expected)
        if not any(predicate in triple for predicate in _COMPUTED)
    ]
    return Finding(f"{len(known)} triples", issues)


def _split(line: str) -> tuple[str, str]:
    """Return the triple and the graph of an N-Quads line; IRIs hold no spaces."""
    body = line.removesuffix(" .")
    head, _, last = body.rpartition(" ")
    quad = next(iter(ox.parse(line, format=ox.RdfFormat.N_QUADS)))
    if isinstance(quad.graph_name, ox.DefaultGraph):
        return body, ""
    return head, last[1:-1]


def _coarse(triples: set[str]) -> set[str]:
    """Return the triples with a date that another date of the same thing refines."""
    dates: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in triples:
        subject, predicate, value = triple.split(" ", 2)
        if predicate == str(DATE):
            dates[subject][value[1:].partition('"')[0]] = triple
    return {
        triple
        for by_date in dates.values()
        for date, triple in by_date.items()
        if any(refines(other, date) for other in by_date if other != date)
    }


def _sentence_order(check: Check, context: Context) -> Finding:
    issues = []
    previous = None
    ordered = passages(facts_of(context.index))
    for passage in ordered:
        if previous is None or previous.document != passage.document:
            expected = {(1, 1)}
        else:
            paragraph, sentence = previous.paragraph, previous.sentence
            expected = {(paragraph, sentence + 1), (paragraph + 1, 1)}
        if (passage.paragraph, passage.sentence) not in expected:
            message = f"{compact(passage.iri)} does not follow the passage before it"
            issues.append(context.issue(check, message, at=passage.at))
        if passage.iri.rpartition(".")[2] != f"p{passage.paragraph}s{passage.sentence}":
            message = f"{compact(passage.iri)} is named for another paragraph and sentence"
            issues.append(context.issue(check, message, at=passage.at))
        previous = passage
    return Finding(f"{len(ordered)} passages", issues)


def _single_source(check: Check, context: Context) -> Finding:
    """Give the share of things that rest on one document; it is not a fault, but worth knowing."""
    del check
    by_graph = documents_by_graph(context.index)
    documents: dict[str, set[str]] = defaultdict(set)
    for statement in context.index.of("source"):
        if statement.graph is not None and isinstance(statement.subject, ox.NamedNode):
            documents[statement.subject.value] |= by_graph.get(iri(statement.graph), set())
    things = {name for name in documents if name in context.index.labels}
    single = sum(1 for name in things if len(documents[name]) == 1)
    share = single / len(things) if things else 0.0
    return Finding(f"{share:.0%} ({single} of {len(things)})", [])


DECIDERS = {"F2": _merge_again, "F6": _sentence_order, "F12": _single_source}
