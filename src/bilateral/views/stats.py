"""The dataset in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.compile.report import describe
from bilateral.rdf.terms import provenance
from bilateral.rdf.vocabulary import DCTERMS, EV, RDF, SKOS, spaces

if TYPE_CHECKING:
    from collections.abc import Iterable

_TYPE = ox.NamedNode(RDF + "type")
_DEFAULT = ox.DefaultGraph()
_DOCUMENT = ox.NamedNode(EV + "SourceDocument")
_ISSUED = ox.NamedNode(DCTERMS + "issued")


def stats(store: ox.Store) -> dict[str, object]:
    """Return the figures of *store*, the whole dataset, as plain data for JSON.

    The figures are those of the build's report: known triples, statements in all,
    things by class, sentences covered by source, stated triples by precision of
    their source, inferred triples by rule; also sources, graphs and concepts.
    """
    inferred: dict[str, int] = {}
    graphs = 0
    for graph in store.named_graphs():
        if isinstance(graph, ox.NamedNode) and graph.value.startswith(spaces().inferred):
            rule = graph.value.removeprefix(spaces().inferred)
            inferred[rule] = _count(store.quads_for_pattern(None, None, None, graph))
        elif isinstance(graph, ox.NamedNode) and graph.value.startswith(spaces().graph):
            graphs += 1
    report = describe(store, inferred, ())
    concept = ox.NamedNode(SKOS + "Concept")
    return {
        "known_triples": report.known,
        "statements": report.quads,
        "named_graphs": graphs,
        "concepts": _count(store.quads_for_pattern(None, _TYPE, concept, _DEFAULT)),
        "sources": dated_sources(store)[0],
        "sentences_covered": report.sentences_covered,
        "sentences_total": report.sentences_total,
        "things_by_class": report.entities_by_class,
        "sentences_by_source": {
            slug: {"covered": done, "total": total}
            for slug, (done, total) in sorted(report.sentences_by_source.items())
        },
        "stated_by_precision": report.citations_by_precision,
        "inferred_by_rule": report.inferred,
    }


def dated_sources(store: ox.Store) -> tuple[int, int]:
    """Return the number of source documents, and how many of them have a date of issue."""
    documents = list(store.quads_for_pattern(None, _TYPE, _DOCUMENT, provenance()))
    dated = [
        one
        for one in documents
        if any(store.quads_for_pattern(one.subject, _ISSUED, None, provenance()))
    ]
    return len(documents), len(dated)


def _count(quads: Iterable[ox.Quad]) -> int:
    return sum(1 for _ in quads)
