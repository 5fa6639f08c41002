"""Reconciliation: names of a table matched to things, in the shape of the W3C API 0.2.

Plain functions that take and return what the protocol sends as JSON. A service only has
to pass them on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox

from bilateral.errors import ParameterError, UnknownNameError
from bilateral.evidence.classes import classes_of
from bilateral.evidence.labels import label
from bilateral.find.classes import find_class, ontology_classes
from bilateral.find.fold import fold
from bilateral.rdf import graph as rdf
from bilateral.rdf.terms import DATATYPE_PROPERTY, DESCRIPTION, OBJECT_PROPERTY, ONTOLOGY, RDF_TYPE
from bilateral.rdf.vocabulary import BIL, ID, compact, expand
from bilateral.settings import current

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bilateral.find.search import Hit

_MAX_LIMIT = 100
# More candidates than results: some are not things, or not of the types and properties.
_CANDIDATES_PER_RESULT = 4
_EXACT_SCORE = 0.985
# What a property adds to the score of a candidate with the same and with another value.
_SAME_VALUE, _OTHER_VALUE = 0.05, -0.15


class Searchable(Protocol):
    """A dataset that can be searched, such as ``KnowledgeGraph``."""

    @property
    def store(self) -> ox.Store:
        """The whole dataset."""

    def search(self, text: str, *, kind: str | None = None, limit: int = ...) -> list[Hit]:
        """Return the things whose name is like *text*, best first."""


def manifest(base: str = "") -> dict[str, Any]:
    """Return the description of the service; *base* is the address that it is served at."""
    description: dict[str, Any] = {
        "versions": ["0.2"],
        "name": "bilateral",
        "identifierSpace": ID,
        "schemaSpace": BIL,
        "defaultTypes": [],
        "view": {"url": f"{ID}{{{{id}}}}"},
    }
    if base:
        description["suggest"] = {
            kind: {"service_url": base, "service_path": f"/suggest/{kind}"}
            for kind in ("entity", "type", "property")
        }
        description["extend"] = {"property_settings": []}
    return description


def reconcile(
    graph: Searchable, queries: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Return the candidates for every query, by the query's key.

    Raises:
        ParameterError: a query has another form than the protocol prescribes.
        UnknownNameError: a type is not a class, or a property not one of the dataset.
    """
    return {key: {"result": _candidates(graph, query)} for key, query in queries.items()}


def _candidates(graph: Searchable, query: Mapping[str, Any]) -> list[dict[str, Any]]:
    text, limit = query.get("query"), query.get("limit", current.reconcile_limit)
    if not isinstance(text, str) or not isinstance(limit, int) or isinstance(limit, bool):
        raise ParameterError(
            "`query` must be a text and `limit` a whole number",
            next_step='for example {"q0": {"query": "JICA", "limit": 3}}',
        )
    limit = max(1, min(limit, _MAX_LIMIT))
    names = query.get("type") or []
    types = [
        find_class(graph.store, name) for name in ([names] if isinstance(names, str) else names)
    ]
    conditions = [_condition(graph.store, entry) for entry in query.get("properties") or []]
    scored = [
        (hit, hit.score + sum(_agreement(graph.store, hit.iri, *entry) for entry in conditions))
        for hit in _hits(graph, text, types, limit * _CANDIDATES_PER_RESULT)
    ]
    scored.sort(key=lambda item: (-item[1], item[0].iri))
    exact = [hit for hit, score in scored if hit.score >= _EXACT_SCORE and score >= hit.score]
    return [
        {
            "id": hit.iri.removeprefix(ID),
            "name": hit.label,
            "description": rdf.text(graph.store, ox.NamedNode(hit.iri), DESCRIPTION),
            "type": [_named(graph.store, name) for name in classes_of(graph.store, hit.iri)],
            "score": round(100 * max(0.0, min(score, 1.0)), 1),
            "match": exact == [hit],
        }
        for hit, score in scored[:limit]
    ]


def _hits(graph: Searchable, text: str, types: list[str], limit: int) -> list[Hit]:
    hits: dict[str, Hit] = {}
    kinds: list[str | None] = [*types] or [None]
    for kind in kinds:
        for hit in graph.search(text, kind=kind, limit=limit):
            if hit.iri.startswith(ID):
                hits.setdefault(hit.iri, hit)
    return list(hits.values())


def _condition(store: ox.Store, entry: Any) -> tuple[str, set[str]]:
    """Return a property and the values of a query for it, folded."""
    if not isinstance(entry, dict) or not isinstance(entry.get("pid"), str) or "v" not in entry:
        raise ParameterError(
            "a property of a query needs `pid` and `v`",
            next_step='for example {"pid": "bil:hasKind", "v": "Ministry"}',
        )
    values = entry["v"] if isinstance(entry["v"], list) else [entry["v"]]
    texts = (v.get("id", v.get("name", "")) if isinstance(v, dict) else v for v in values)
    return _property(store, entry["pid"]), {fold(str(text)) for text in texts}


def _property(store: ox.Store, name: str) -> str:
    iri = expand(name) or BIL + name
    if iri not in _properties(store):
        raise UnknownNameError(
            "property", name[:200], next_step="`bilateral ref` lists the properties"
        )
    return iri


def _agreement(store: ox.Store, iri: str, predicate: str, values: set[str]) -> float:
    """Return what a property adds to a score: more for a value of *values*, less for another."""
    known = {
        fold(text)
        for term in _values(store, iri, predicate)
        for text in (_text(store, term), term.value, term.value.removeprefix(ID))
    }
    if not known:
        return 0.0
    # The year or month of a day agrees with it: folded, its hyphens are spaces.
    numbers = [f"{value} " for value in values if value.replace(" ", "").isdigit()]
    same = not known.isdisjoint(values) or any(t.startswith(n) for t in known for n in numbers)
    return _SAME_VALUE if same else _OTHER_VALUE


def suggest(
    graph: Searchable, prefix: str, what: str = "entity", *, limit: int = 10
) -> list[dict[str, Any]]:
    """Return what begins like *prefix*: things (``entity``), classes (``type``), ``property``.

    Raises:
        ParameterError: *what* is none of the three.
    """
    if what == "entity":
        return [
            {"id": hit.iri.removeprefix(ID), "name": hit.label, "description": hit.kind}
            for hit in _hits(graph, prefix, [], limit * _CANDIDATES_PER_RESULT)
        ][:limit]
    if what == "type":
        terms = [_named(graph.store, iri) for iri in ontology_classes(graph.store)]
    elif what == "property":
        terms = [_named(graph.store, iri) for iri in _properties(graph.store)]
        terms.sort(key=lambda term: (term["name"], term["id"]))
    else:
        raise ParameterError(
            f"{what[:40]!r} cannot be suggested", next_step="ask for entity, type or property"
        )
    return [term for term in terms if fold(term["name"]).startswith(fold(prefix))][:limit]


def extend(graph: Searchable, ids: Iterable[str], properties: Iterable[str]) -> dict[str, Any]:
    """Return the values of properties of things, as the data extension of the protocol.

    Raises:
        UnknownNameError: a property is not one of the dataset.
    """
    store = graph.store
    iris = {name: _property(store, name) for name in properties}
    return {
        "meta": [{"id": name, "name": label(store, iri)} for name, iri in iris.items()],
        "rows": {
            thing: {
                name: [_value(store, term) for term in _values(store, ID + thing, iri)]
                for name, iri in iris.items()
            }
            for thing in ids
        },
    }


def _properties(store: ox.Store) -> list[str]:
    """Return the properties of the ontology."""
    return [
        node.value
        for kind in (OBJECT_PROPERTY, DATATYPE_PROPERTY)
        for node in rdf.subjects(store, RDF_TYPE, kind, ONTOLOGY)
        if node.value.startswith(BIL)
    ]


def _value(store: ox.Store, term: ox.NamedNode | ox.Literal) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode) and term.value.startswith(ID):
        return {"id": term.value.removeprefix(ID), "name": label(store, term.value)}
    return {"str": _text(store, term)}


def _values(store: ox.Store, iri: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return []
    terms = rdf.values(store, node, ox.NamedNode(predicate))
    return [term for term in terms if isinstance(term, ox.NamedNode | ox.Literal)]


def _text(store: ox.Store, term: ox.NamedNode | ox.Literal) -> str:
    return label(store, term.value) if isinstance(term, ox.NamedNode) else term.value


def _named(store: ox.Store, iri: str) -> dict[str, Any]:
    return {"id": compact(iri), "name": label(store, iri)}
