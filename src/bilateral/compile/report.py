"""The build in figures: what is known, how much of it is evidenced, and how."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.evidence.classes import classes, classes_of
from bilateral.evidence.labels import label
from bilateral.evidence.places import places_of
from bilateral.rdf import graph as rdf
from bilateral.rdf.terms import ASSERTION_GRAPH, KNOWN, RDF_TYPE, provenance
from bilateral.rdf.vocabulary import BIL, spaces
from bilateral.text import markdown, terminal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bilateral.errors import Issue

_COVERED = """
SELECT ?doc ?total (COUNT(DISTINCT ?passage) AS ?covered) WHERE {
  GRAPH g:provenance {
    ?doc a ev:SourceDocument ; ev:sentences ?total .
    OPTIONAL {
      ?passage oa:hasSource ?doc ; ev:paragraph ?paragraph ; ev:sentence ?sentence .
      FILTER(EXISTS { ?graph prov:wasDerivedFrom ?passage }
          || EXISTS { ?passage ev:nothingToState ?reason })
    }
  }
} GROUP BY ?doc ?total ORDER BY ?doc
"""


class BuildReport(NamedTuple):
    """What a build made.

    ``known`` counts the triples of the default graph, ``quads`` all statements of
    the dataset, ``sentences_by_source`` gives (covered, total) by source slug.
    A sentence is covered when a graph derives from it or a curator says why it
    states nothing. ``citations_by_precision`` counts stated triples by whether
    their graph leads to a sentence or to a whole document.
    """

    known: int
    quads: int
    entities_by_class: dict[str, int]
    sentences_by_source: dict[str, tuple[int, int]]
    citations_by_precision: dict[str, int]
    inferred: dict[str, int]
    warnings: tuple[Issue, ...]

    @property
    def sentences_total(self) -> int:
        """Return the number of sentences of all sources."""
        return sum(total for _, total in self.sentences_by_source.values())

    @property
    def sentences_covered(self) -> int:
        """Return the number of sentences that a curator has dealt with."""
        return sum(covered for covered, _ in self.sentences_by_source.values())

    def text(self) -> str:
        """Return the report for a terminal."""
        lines = [
            f"{self.known:,} known triples, {self.quads:,} statements in all",
            f"{self.sentences_covered}/{self.sentences_total} sentences covered",
        ]
        for title, rows in self._tables():
            width = max((len(name) for name, _ in rows), default=0)
            lines += ["", title, *(f"  {name:<{width}}  {value:>7}" for name, value in rows)]
        lines += ["", f"Warnings: {len(self.warnings)}", *map(str, self.warnings)]
        return terminal("\n".join(lines)) + "\n"

    def markdown(self) -> str:
        """Return the report as Markdown."""
        summary = (
            f"{self.known:,} known triples, {self.quads:,} statements in all, "
            f"{self.sentences_covered} of {self.sentences_total} sentences covered."
        )
        lines = ["# Build report", "", summary]
        for title, rows in self._tables():
            lines += ["", f"## {title}", "", "| | |", "|---|---:|"]
            lines += [f"| {markdown(name)} | {value} |" for name, value in rows]
        lines += ["", "## Warnings", ""]
        warnings = [" ".join(str(warning).split()) for warning in self.warnings]
        lines += [f"- {markdown(warning)}" for warning in warnings] or ["None."]
        return "\n".join(lines) + "\n"

    def _tables(self) -> Iterable[tuple[str, list[tuple[str, str]]]]:
        yield "Things by class", _rows(self.entities_by_class)
        covered = self.sentences_by_source
        yield (
            "Sentences covered by source",
            [(slug, f"{done}/{total}") for slug, (done, total) in sorted(covered.items())],
        )
        yield "Stated triples by precision of their source", _rows(self.citations_by_precision)
        yield "Inferred triples by rule", _rows(self.inferred)


def _rows(counts: dict[str, int]) -> list[tuple[str, str]]:
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return [(name, f"{count:,}") for name, count in ordered]


def describe(store: ox.Store, inferred: dict[str, int], warnings: Iterable[Issue]) -> BuildReport:
    """Return the report on the finished dataset *store*."""
    return BuildReport(
        known=sum(1 for _ in store.quads_for_pattern(None, None, None, KNOWN)),
        quads=len(store),
        entities_by_class=_entities(store),
        sentences_by_source=_sentences(store),
        citations_by_precision=_precision(store),
        inferred=dict(sorted(inferred.items())),
        warnings=tuple(warnings),
    )


def _entities(store: ox.Store) -> dict[str, int]:
    things = [iri for iri, name in classes(store).items() if name.startswith(BIL)]
    counts = Counter(name for iri in things for name in classes_of(store, iri))
    return {label(store, iri): count for iri, count in sorted(counts.items())}


def _sentences(store: ox.Store) -> dict[str, tuple[int, int]]:
    rows = store.query(_COVERED, prefixes=spaces().prefixes)
    by_slug: dict[str, tuple[int, int]] = {}
    for row in rows if isinstance(rows, ox.QuerySolutions) else ():
        document, total, covered = row["doc"], row["total"], row["covered"]
        if isinstance(document, ox.NamedNode) and isinstance(total, ox.Literal):
            if total.value == "0":  # only the address was kept: nothing to cover
                continue
            count = int(covered.value) if isinstance(covered, ox.Literal) else 0
            by_slug[document.value.removeprefix(spaces().source)] = (count, int(total.value))
    return by_slug


def _precision(store: ox.Store) -> dict[str, int]:
    counts = {"sentence": 0, "document": 0}
    for graph in rdf.subjects(store, RDF_TYPE, ASSERTION_GRAPH, provenance()):
        from_sentence = any(place.paragraph for place in places_of(store, graph))
        size = sum(1 for _ in store.quads_for_pattern(None, None, None, graph))
        counts["sentence" if from_sentence else "document"] += size
    return counts
