"""Checks by SHACL: the shapes of the ontology over the known triples and the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from bilateral.checks.context import Finding, UndecidedError
from bilateral.errors import Issue
from bilateral.rdf.terms import KNOWN, provenance
from bilateral.rdf.vocabulary import XSD, compact

if TYPE_CHECKING:
    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context

SHAPES = "ontology/shapes.ttl"
_NEEDS = "needs pySHACL: pip install 'bilateral[quality]'"
_SH = "http://www.w3.org/ns/shacl#"
_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "info"}
_CLOSED = "ClosedConstraintComponent"
_Node = ox.NamedNode | ox.Literal | None


class _Result(NamedTuple):
    """One result of the validation: where, which constraint, how bad, in what words."""

    focus: _Node
    path: _Node
    value: _Node
    component: str
    severity: str
    message: str


def _conforms(check: Check, context: Context) -> Finding:
    issues = {
        _issue(check, context, result)
        for result in _results(context)
        if (_CLOSED in result.component) == (check.id == "E4")
    }
    return Finding.of(sorted(issues, key=lambda issue: (issue.location, issue.message)))


def _results(context: Context) -> list[_Result]:
    # Two checks share one validation, which takes seconds.
    results: list[_Result] | None = context.__dict__.get("_shacl")
    if results is None:
        results = _validated(context)
        context.__dict__["_shacl"] = results
    return results


def _validated(context: Context) -> list[_Result]:
    try:
        import pyshacl
    except ImportError as error:
        raise UndecidedError(_NEEDS) from error
    import rdflib
    from rdflib.namespace import RDF, SH

    dataset = context.dataset
    if not (context.root / SHAPES).is_file():
        raise UndecidedError(f"there is no {SHAPES}")
    triples = [
        quad.triple
        for graph in (KNOWN, provenance())
        for quad in dataset.quads_for_pattern(None, None, None, graph)
    ]
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    data = rdflib.Graph().parse(data=text.decode("utf-8"), format="nt")
    shapes = rdflib.Graph().parse(context.root / SHAPES, format="turtle")
    # Entailment was done by the build; the engine must not do it again, nor fetch anything.
    _, report, _ = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", advanced=True, do_owl_imports=False
    )
    if not isinstance(report, rdflib.Graph):
        raise TypeError("pySHACL gave no report graph")
    return [_result(report, node) for node in report.subjects(RDF.type, SH.ValidationResult)]


def _result(report: Any, node: Any) -> _Result:
    from rdflib.namespace import SH

    messages = [str(message) for message in report.objects(node, SH.resultMessage)]
    return _Result(
        focus=_node(report.value(node, SH.focusNode)),
        path=_node(report.value(node, SH.resultPath)),
        value=_node(report.value(node, SH.value)),
        component=str(report.value(node, SH.sourceConstraintComponent)),
        severity=str(report.value(node, SH.resultSeverity)).removeprefix(_SH),
        message=min(messages, default="does not conform to its shape"),
    )


def _issue(check: Check, context: Context, result: _Result) -> Issue:
    focus, path = result.focus, result.path
    name = compact(focus.value) if isinstance(focus, ox.NamedNode) else str(focus)
    if isinstance(path, ox.NamedNode):
        name += f" {compact(path.value)}"
    message, _, fix = result.message.partition(" Fix: ")
    return Issue(
        check.codes[0],
        _LEVELS.get(result.severity, "error"),
        f"{name}: {message}",
        fix or check.next_step,
        context.place(focus, path, result.value),
    )


def _node(term: Any) -> _Node:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD + "string")))
    return None


DECIDERS = {"E1": _conforms, "E4": _conforms}
