"""Checks by SHACL: the shapes of the ontology over the known triples and the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.checks.context import Found
from bilateral.errors import Issue
from bilateral.rdf.vocabulary import compact, spaces

if TYPE_CHECKING:
    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context

SHAPES = "ontology/shapes.ttl"
_NEEDS = "needs pySHACL: pip install 'bilateral[quality]'"
_SH = "http://www.w3.org/ns/shacl#"
_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "info"}
_CLOSED = "ClosedConstraintComponent"


def _decide(check: Check, context: Context) -> Found:
    try:
        import pyshacl  # noqa: F401
    except ImportError:
        return Found.skip(_NEEDS)
    if context.dataset is None:
        return Found.skip("the curated files are not valid: correct them first")
    if not (context.root / SHAPES).is_file():
        return Found.skip(f"there is no {SHAPES}")
    results = _results(context)
    mine = [one for one in results if (_CLOSED in one["component"]) == (check.id == "E4")]
    issues = [_issue(check, context, one) for one in mine]
    return Found.of(sorted(set(issues), key=lambda one: (one.location, one.message)))


def _results(context: Context) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] | None = context.__dict__.get("_shacl")
    if kept is None:
        kept = list(_validated(context))
        context.__dict__["_shacl"] = kept
    return kept


def _validated(context: Context) -> list[dict[str, Any]]:
    import pyshacl
    import rdflib
    from rdflib.namespace import RDF, SH

    data = rdflib.Graph()
    quads = [
        quad.triple
        for graph in (ox.DefaultGraph(), ox.NamedNode(spaces().provenance))
        for quad in (context.dataset or ox.Store()).quads_for_pattern(None, None, None, graph)
    ]
    text = ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b""
    data.parse(data=text.decode("utf-8"), format="nt")
    shapes = rdflib.Graph().parse(context.root / SHAPES, format="turtle")
    # Entailment was done by the build; the engine must not do it again, nor fetch anything.
    _, report, _ = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", advanced=True, do_owl_imports=False
    )
    if not isinstance(report, rdflib.Graph):
        raise TypeError("pySHACL gave no report graph")
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        messages = [str(one) for one in report.objects(result, SH.resultMessage)]
        found.append(
            {
                "focus": report.value(result, SH.focusNode),
                "path": report.value(result, SH.resultPath),
                "value": report.value(result, SH.value),
                "component": str(report.value(result, SH.sourceConstraintComponent)),
                "severity": str(report.value(result, SH.resultSeverity)).removeprefix(_SH),
                "message": min(messages, default="does not conform to its shape"),
            }
        )
    return found


def _issue(check: Check, context: Context, result: dict[str, Any]) -> Issue:
    focus, path, value = (_node(result[name]) for name in ("focus", "path", "value"))
    name = compact(focus.value) if isinstance(focus, ox.NamedNode) else str(focus)
    message, _, fix = result["message"].partition(" Fix: ")
    if path is not None:
        name += f" {compact(path.value)}" if isinstance(path, ox.NamedNode) else ""
    return Issue(
        check.codes[0],
        _LEVELS.get(result["severity"], "error"),
        f"{name}: {message}",
        fix or check.next_step,
        context.place(focus, path, value),
    )


def _node(term: Any) -> ox.NamedNode | ox.Literal | None:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(
            str(term),
            datatype=ox.NamedNode(str(term.datatype or "http://www.w3.org/2001/XMLSchema#string")),
        )
    return None


DECIDERS = {"E1": _decide, "E4": _decide}
