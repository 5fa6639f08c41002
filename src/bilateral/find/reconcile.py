"""Reconciliation: names of a table matched to things, in the shape of the W3C API 0.2.

Plain functions that take and give what the protocol sends as JSON. A service only has
to hand them over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.errors import ParameterError, UnknownNameError
from bilateral.evidence.classes import classes_of
from bilateral.evidence.labels import label
from bilateral.find.classes import classes, find_class
from bilateral.find.fold import fold
from bilateral.rdf.vocabulary import BIL, DCTERMS, ID, ONTOLOGY_GRAPH, OWL, RDF, compact, expand
from bilateral.settings import current

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bilateral.find.search import Hit
    from bilateral.kg import KnowledgeGraph

_DEFAULT = ox.DefaultGraph()
_MOST = 100
# More candidates than are wanted: properties and several types sort some of them out.
_WIDER = 4
_EXACT = 0.985
_AGREES, _DIFFERS = 0.05, -0.15
_DESCRIPTION = ox.NamedNode(DCTERMS + "description")
_PROPERTIES = tuple(ox.NamedNode(OWL + name) for name in ("ObjectProperty", "DatatypeProperty"))


def manifest(base: str = "") -> dict[str, Any]:
    """Return the description of the service; *base* is the address that it is served at."""
    found: dict[str, Any] = {
        "versions": ["0.2"],
        "name": "bilateral",
        "identifierSpace": ID,
        "schemaSpace": BIL,
        "defaultTypes": [],
        "view": {"url": f"{ID}{{{{id}}}}"},
    }
    if base:
        found["suggest"] = {
            kind: {"service_url": base, "service_path": f"/suggest/{kind}"}
            for kind in ("entity", "type", "property")
        }
        found["extend"] = {"property_settings": []}
    return found


def reconcile(
    graph: KnowledgeGraph, queries: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Return the candidates for every query, by the query's key.

    Raises:
        ParameterError: a query is not of the form that the protocol wants.
        UnknownNameError: a type is no class, or a property none of the dataset.
    """
    return {key: {"result": _candidates(graph, query)} for key, query in queries.items()}


def _candidates(graph: KnowledgeGraph, query: Mapping[str, Any]) -> list[dict[str, Any]]:
    text, limit = query.get("query"), query.get("limit", current.reconcile_limit)
    if not isinstance(text, str) or not isinstance(limit, int) or isinstance(limit, bool):
        raise ParameterError(
            "a query needs a text in `query`, and `limit` is a number",
            next_step='for example {"q0": {"query": "JICA", "limit": 3}}',
        )
    limit = max(1, min(limit, _MOST))
    given = query.get("type") or []
    types = [find_class(graph.store, one) for one in ([given] if isinstance(given, str) else given)]
    wanted = [_wanted(graph, one) for one in query.get("properties") or []]
    scored = [
        (hit, hit.score + sum(_agreement(graph, hit.iri, *one) for one in wanted))
        for hit in _hits(graph, text, types, limit * _WIDER)
    ]
    scored.sort(key=lambda one: (-one[1], one[0].iri))
    exact = [hit for hit, score in scored if hit.score >= _EXACT and score >= hit.score]
    return [
        {
            "id": hit.iri.removeprefix(ID),
            "name": hit.label,
            "description": _description(graph.store, hit.iri),
            "type": [_named(graph.store, one) for one in classes_of(graph.store, hit.iri)],
            "score": round(100 * max(0.0, min(score, 1.0)), 1),
            "match": exact == [hit],
        }
        for hit, score in scored[:limit]
    ]


def _hits(graph: KnowledgeGraph, text: str, types: list[str], limit: int) -> list[Hit]:
    found: dict[str, Hit] = {}
    kinds: list[str | None] = [*types] or [None]
    for one in kinds:
        for hit in graph.search(text, kind=one, limit=limit):
            if hit.iri.startswith(ID):
                found.setdefault(hit.iri, hit)
    return list(found.values())


def _wanted(graph: KnowledgeGraph, given: Any) -> tuple[str, set[str]]:
    """Return a property and the values that are wanted of it, folded."""
    if not isinstance(given, dict) or not isinstance(given.get("pid"), str) or "v" not in given:
        raise ParameterError(
            "a property of a query needs `pid` and `v`",
            next_step='for example {"pid": "bil:hasKind", "v": "Ministry"}',
        )
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    plain = (one.get("id", one.get("name", "")) if isinstance(one, dict) else one for one in values)
    return _property(graph, given["pid"]), {fold(str(one)) for one in plain}


def _property(graph: KnowledgeGraph, name: str) -> str:
    iri = expand(name) or BIL + name
    known = {one["id"]: one for one in suggest(graph, "", "property", limit=1_000)}
    if compact(iri) not in known:
        raise UnknownNameError(
            "property", name[:200], next_step="`bilateral ref` lists the properties"
        )
    return iri


def _agreement(graph: KnowledgeGraph, iri: str, predicate: str, wanted: set[str]) -> float:
    """Return what a value adds: more where it is the same, less where it is another."""
    held = {
        one
        for term in _values(graph.store, iri, predicate)
        for one in (fold(_text(graph.store, term)), fold(term.value), fold(_short(term.value)))
    }
    if not held:
        return 0.0
    same = any(one == two or one.startswith(f"{two}-") for one in held for two in wanted)
    return _AGREES if same else _DIFFERS


def suggest(
    graph: KnowledgeGraph, prefix: str, what: str = "entity", *, limit: int = 10
) -> list[dict[str, Any]]:
    """Return what begins like *prefix*: things (``entity``), classes (``type``), ``property``.

    Raises:
        ParameterError: *what* is none of the three.
    """
    store = graph.store
    if what == "entity":
        found = [
            {"id": hit.iri.removeprefix(ID), "name": hit.label, "description": hit.kind}
            for hit in _hits(graph, prefix, [], limit)
        ]
    elif what == "type":
        found = [_named(store, one.iri) for one in classes(store)]
    elif what == "property":
        found = sorted(
            (
                _named(store, quad.subject.value)
                for kind in _PROPERTIES
                for quad in store.quads_for_pattern(
                    None, ox.NamedNode(RDF + "type"), kind, ox.NamedNode(ONTOLOGY_GRAPH)
                )
                if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(BIL)
            ),
            key=lambda one: (one["name"], one["id"]),
        )
    else:
        raise ParameterError(
            f"{what[:40]!r} cannot be suggested", next_step="ask for entity, type or property"
        )
    if what != "entity":
        wanted = fold(prefix)
        found = [one for one in found if fold(one["name"]).startswith(wanted)]
    return found[:limit]


def extend(graph: KnowledgeGraph, ids: Iterable[str], properties: Iterable[str]) -> dict[str, Any]:
    """Return the values of properties of things, as the data extension of the protocol.

    Raises:
        UnknownNameError: a property is none of the dataset.
    """
    known = {name: _property(graph, name) for name in properties}
    meta = [{"id": name, "name": label(graph.store, iri)} for name, iri in known.items()]
    rows = {
        one: {
            name: [_value(graph.store, term) for term in _values(graph.store, ID + one, iri)]
            for name, iri in known.items()
        }
        for one in ids
    }
    return {"meta": meta, "rows": rows}


def _value(store: ox.Store, term: ox.NamedNode | ox.Literal) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode) and term.value.startswith(ID):
        return {"id": term.value.removeprefix(ID), "name": label(store, term.value)}
    return {"str": _text(store, term)}


def _values(store: ox.Store, iri: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return []
    found = {
        quad.object
        for quad in store.quads_for_pattern(node, ox.NamedNode(predicate), None, _DEFAULT)
        if isinstance(quad.object, ox.NamedNode | ox.Literal)
    }
    return sorted(found, key=str)


def _text(store: ox.Store, term: ox.NamedNode | ox.Literal) -> str:
    return label(store, term.value) if isinstance(term, ox.NamedNode) else term.value


def _short(iri: str) -> str:
    return iri.removeprefix(ID)


def _named(store: ox.Store, iri: str) -> dict[str, Any]:
    return {"id": compact(iri), "name": label(store, iri)}


def _description(store: ox.Store, iri: str) -> str:
    texts = [term.value for term in _values(store, iri, _DESCRIPTION.value)]
    return min(texts, default="")
