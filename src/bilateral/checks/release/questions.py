"""Checks of the questions: engines agree, plain SPARQL 1.1, and what they leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.checks.context import Finding
from bilateral.errors import BilateralError, DataError, Issue, Location
from bilateral.rdf.terms import KNOWN
from bilateral.rdf.vocabulary import spaces

if TYPE_CHECKING:
    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context
    from bilateral.questions.header import NamedQuery

_COMPETENCY = 40
# Statements of sources that the slower engine is asked about.
_MAX_STATEMENTS = 800


def _queries(context: Context) -> list[NamedQuery]:
    from bilateral.questions.library import Library

    return list(Library.from_folder(context.root / "queries").values())


def _with_examples(store: ox.Store, query: NamedQuery) -> str:
    """Return the text of *query* with the examples in the place of what it cannot do without."""
    from bilateral.find.resolve import resolve
    from bilateral.questions.bind import substitute
    from bilateral.questions.parameters import bind
    from bilateral.questions.scan import Scan

    examples = {
        parameter.name: parameter.example or ""
        for parameter in query.parameters
        if parameter.required
    }
    try:
        bindings = bind(query, examples, lambda name: resolve(store, name))
        return substitute(Scan(query.text), bindings).text
    except BilateralError:
        # A dataset that lacks the example: the tests of the queries name it.
        return query.text


def _solutions(store: ox.Store, text: str) -> ox.QuerySolutions | None:
    answer = store.query(text, prefixes=spaces().prefixes)
    return answer if isinstance(answer, ox.QuerySolutions) else None


def _issue(check: Check, context: Context, query: NamedQuery, fault: str) -> Issue:
    location = Location(f"queries/{query.name}.rq", 1, 1)
    return context.issue(check, f"{query.name}{fault}", at=location)


def _two_engines(check: Check, context: Context) -> Finding:
    import rdflib

    context.require_valid()
    context.require_slow()
    store = _small(context)
    other = rdflib.Dataset()
    data = ox.serialize(store, format=ox.RdfFormat.N_QUADS) or b""
    other.parse(data=data.decode("utf-8"), format="nquads")
    issues = []
    queries = _queries(context)
    for query in queries:
        text = _with_examples(store, query)
        solutions = _solutions(store, text)
        if solutions is None:
            continue
        names = solutions.variables
        ours = sorted(tuple(_text(row[name]) for name in names) for row in solutions)
        answer: Any = other.query(text, initNs=spaces().prefixes)
        theirs = sorted(tuple(_text(term) for term in row) for row in answer)
        if ours != theirs:
            fault = f": {len(ours)} rows here, {len(theirs)} other rows in rdflib"
            issues.append(_issue(check, context, query, fault))
    return Finding.share(len(queries), issues)


def _small(context: Context) -> ox.Store:
    """Return the finished dataset of the smaller sources alone.

    Whether engines agree is a matter of the queries; the second one takes hours where the
    first takes seconds.
    """
    from bilateral.compile.infer import infer
    from bilateral.compile.merge import merge

    sources = context.project.of_kind("source")
    sources.sort(key=lambda file: (len(file.statements), file.path))
    remaining = _MAX_STATEMENTS
    selected: set[str] = set()
    for file in sources:
        remaining -= len(file.statements)
        if remaining >= 0 or not selected:
            selected.add(file.path)
    files = [
        file for file in context.project.files if file.kind != "source" or file.path in selected
    ]
    store = merge(context.project._replace(files=files))
    infer(store, context.root / "ontology" / "rules")
    return store


def _text(term: Any) -> str:
    """Return a term's text; numbers in one form, because engines write them differently."""
    if term is None:
        return ""
    # rdflib's Literal.value is a Python value, or nothing where it knows no datatype.
    ours = isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode)
    text = term.value if ours else str(term)
    try:
        return f"{float(text):.9g}"
    except ValueError:
        return text


def _answered(check: Check, context: Context) -> Finding:
    answered: set[int] = set()
    store = context.dataset
    for query in _queries(context):
        solutions = _solutions(store, _with_examples(store, query))
        if solutions is not None and next(iter(solutions), None) is not None:
            answered.update(query.competency)
    unanswered = sorted(set(range(1, _COMPETENCY + 1)) - answered)
    issues = []
    if unanswered:
        listed = ", ".join(map(str, unanswered))
        message = f"no question answers competency question {listed}"
        issues.append(context.issue(check, message, at=Location("queries")))
    return Finding(f"{_COMPETENCY - len(unanswered)} of {_COMPETENCY}", issues)


def _empty(check: Check, context: Context) -> Finding:
    store = context.dataset
    issues = []
    for query in _queries(context):
        if query.must_be_empty:
            rows = sum(1 for _ in _solutions(store, query.text) or ())
            if rows:
                issues.append(_issue(check, context, query, f" has {rows} rows and must have none"))
    return Finding.of(issues)


def _plain(check: Check, context: Context) -> Finding:
    """Parse with a strict SPARQL 1.1 grammar, so that no engine's own words slip in."""
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in spaces().prefixes.items())
    try:
        queries = _queries(context)
    except DataError as error:
        return Finding.of(
            [context.issue(check, issue.message, at=issue.location) for issue in error.issues]
        )
    issues: list[Issue] = []
    for query in queries:
        try:
            translateQuery(parseQuery(declared + query.text))
        except Exception as error:  # noqa: BLE001 - the parser raises many kinds of errors
            fault = f": {str(error).splitlines()[0][:200]}"
            issues.append(_issue(check, context, query, fault))
    return Finding.of(issues)


def _import(check: Check, context: Context) -> Finding:
    """Read the known triples as JSON-LD and Turtle with rdflib, and compare."""
    import rdflib
    from rdflib.compare import to_canonical_graph

    from bilateral.rdf.serialize import serialize

    quads = context.dataset.quads_for_pattern(None, None, None, KNOWN)
    known = [quad.triple for quad in quads]
    issues = []
    graphs = []
    for fmt, name in (("turtle", "turtle"), ("jsonld", "json-ld")):
        graph = rdflib.Graph().parse(data=serialize(known, fmt), format=name)
        graphs.append(graph)
        if len(graph) != len(known):
            message = f"{fmt}: {len(graph)} of {len(known)} triples come back"
            issues.append(context.issue(check, message, at=Location("graph")))
    if not issues and set(to_canonical_graph(graphs[0])) != set(to_canonical_graph(graphs[1])):
        issues.append(context.issue(check, "Turtle and JSON-LD differ", at=Location("graph")))
    return Finding(f"{len(known)} triples", issues)


DECIDERS = {"G5": _two_engines, "G6": _answered, "G7": _empty, "G8": _plain, "G9": _import}
