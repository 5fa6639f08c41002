"""The dataset in figures."""

from __future__ import annotations

import pyoxigraph as ox

from bilateral.compile.report import describe
from bilateral.evidence.places import is_inferred
from bilateral.rdf.graph import subjects, values
from bilateral.rdf.terms import ISSUED, RDF_TYPE, provenance
from bilateral.rdf.vocabulary import EV, SKOS, spaces

_CONCEPT = ox.NamedNode(SKOS + "Concept")
_DOCUMENT = ox.NamedNode(EV + "SourceDocument")


def stats(store: ox.Store) -> dict[str, object]:
    """Return the figures of *store*, the whole dataset, as plain data for JSON.

    The figures are those of the build's report: known triples, statements in all,
    things by class, sentences covered by source, stated triples by precision of
    their source, inferred triples by rule; also sources, graphs and concepts.
    """
    inferred: dict[str, int] = {}
    stating = 0
    for graph in store.named_graphs():
        if isinstance(graph, ox.NamedNode) and is_inferred(graph):
            rule = graph.value.removeprefix(spaces().inferred)
            inferred[rule] = sum(1 for _ in store.quads_for_pattern(None, None, None, graph))
        elif isinstance(graph, ox.NamedNode) and graph.value.startswith(spaces().graph):
            stating += 1
    report = describe(store, inferred, ())
    return {
        "known_triples": report.known,
        "statements": report.quads,
        "named_graphs": stating,
        "concepts": len(subjects(store, RDF_TYPE, _CONCEPT)),
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
    documents = subjects(store, RDF_TYPE, _DOCUMENT, provenance())
    dated = [node for node in documents if values(store, node, ISSUED, provenance())]
    return len(documents), len(dated)
