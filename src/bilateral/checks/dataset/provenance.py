"""Checks of who-says-so that need more than one query."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.context import Found
from bilateral.checks.files.index import iri
from bilateral.checks.files.passages import Facts, facts_of, passages
from bilateral.compile.dates import refines
from bilateral.rdf.vocabulary import BIL, EV, compact, spaces

if TYPE_CHECKING:
    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context

_NOT_VALID = "the curated files are not valid: correct them first"
_DATE = ox.NamedNode(BIL + "date")
_COMPUTED = (BIL + "notBefore", BIL + "notAfter")


def _merge_again(check: Check, context: Context) -> Found:
    """Merge with other means: by the serialised lines of the graphs, not by the store."""
    if context.dataset is None:
        return Found.skip(_NOT_VALID)
    lines = ox.serialize(context.dataset, format=ox.RdfFormat.N_QUADS) or b""
    known: set[str] = set()
    by_graph: dict[str, set[str]] = defaultdict(set)
    for line in lines.decode("utf-8").splitlines():
        triple, graph = _split(line)
        (by_graph[graph] if graph else known).add(triple)
    accepted = f" <{EV}status> <{EV}Accepted>"
    wanted: set[str] = set()
    for graph, triples in by_graph.items():
        taken = graph.startswith((spaces().inferred, spaces().reference, spaces().scheme))
        if taken or f"<{graph}>{accepted}" in by_graph[spaces().provenance]:
            wanted |= triples
    wanted -= _coarse(wanted)
    different = sorted(known ^ wanted)
    issues = [
        context.issue(check, f"one way of merging has, and the other lacks: {one[:200]}")
        for one in different
        if not any(f"<{name}>" in one for name in _COMPUTED)
    ]
    return Found(f"{len(known)} triples", issues)


def _split(line: str) -> tuple[str, str]:
    """Return the triple and the graph of an N-Quads line; IRIs hold no spaces."""
    body = line.removesuffix(" .")
    head, _, last = body.rpartition(" ")
    quad = next(iter(ox.parse(line, format=ox.RdfFormat.N_QUADS)))
    if isinstance(quad.graph_name, ox.DefaultGraph):
        return body, ""
    return head, last[1:-1]


def _coarse(triples: set[str]) -> set[str]:
    dates: dict[str, dict[str, str]] = defaultdict(dict)
    for one in triples:
        subject, predicate, value = one.split(" ", 2)
        if predicate == str(_DATE):
            dates[subject][value[1:].partition('"')[0]] = one
    return {
        line
        for found in dates.values()
        for text, line in found.items()
        if any(refines(other, text) for other in found if other != text)
    }


def _sentence_order(check: Check, context: Context) -> Found:
    issues = []
    before = None
    count = 0
    for one in passages(facts_of(context.index)):
        count += 1
        new = before is None or before.document != one.document
        expected = (
            {(1, 1)}
            if new or before is None
            else {(before.paragraph, before.sentence + 1), (before.paragraph + 1, 1)}
        )
        if (one.paragraph, one.sentence) not in expected:
            message = f"{compact(one.iri)} does not follow the passage before it"
            issues.append(context.issue(check, message, at=one.at))
        name = one.iri.rpartition(".")[2]
        if name != f"p{one.paragraph}s{one.sentence}":
            message = f"{compact(one.iri)} is named for another paragraph and sentence"
            issues.append(context.issue(check, message, at=one.at))
        before = one
    return Found(f"{count} passages", issues)


def _single_source(check: Check, context: Context) -> Found:
    """Tell the share of things that rest on one document. It is no fault, but to be known."""
    del check
    documents: dict[str, set[str]] = defaultdict(set)
    facts = facts_of(context.index)
    origin = {
        graph: {_document(one.object, facts) for one in about.get(_DERIVED, ())}
        for graph, about in facts.items()
    }
    for one in context.index.of("source"):
        if one.graph is not None and isinstance(one.subject, ox.NamedNode):
            documents[one.subject.value] |= origin.get(one.graph.value, set())
    things = {name for name in documents if name in context.index.labelled}
    alone = sum(1 for name in things if len(documents[name]) == 1)
    share = alone / len(things) if things else 0.0
    return Found(f"{share:.0%} ({alone} of {len(things)})", [])


_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
_SOURCE = "http://www.w3.org/ns/oa#hasSource"


def _document(origin: object, facts: Facts) -> str:
    name = origin.value if isinstance(origin, ox.NamedNode) else ""
    about = facts.get(name, {})
    return next((iri(one.object) for one in about.get(_SOURCE, ()) if iri(one.object)), name)


DECIDERS = {"F2": _merge_again, "F6": _sentence_order, "F12": _single_source}
