"""Checks of the questions: engines agree, plain SPARQL 1.1, and what they leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.checks.context import Found
from bilateral.errors import BilateralError, DataError, Issue, Location
from bilateral.rdf.vocabulary import spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context
    from bilateral.questions.header import NamedQuery

_NOT_VALID = "the curated files are not valid: correct them first"
_COMPETENCY = 40
# Statements of sources that the slower engine is asked about.
_MOST = 800


def _queries(context: Context) -> Iterator[NamedQuery]:
    from bilateral.questions.library import Library

    yield from Library.from_folder(context.root / "queries").values()


def _asked(store: ox.Store, query: NamedQuery) -> str:
    """Return the text of *query* with the examples in the place of what it cannot do without."""
    from bilateral.find.search import resolve
    from bilateral.questions.bind import substitute
    from bilateral.questions.parameters import bind
    from bilateral.questions.scan import Scan

    needed = {one.name: one.example or "" for one in query.parameters if one.required}
    try:
        bindings = bind(query, needed, lambda name: resolve(store, name))
        return substitute(Scan(query.text), bindings).text
    except BilateralError:
        # A dataset that lacks the example: the tests of the queries name it.
        return query.text


def _at(context: Context, query: NamedQuery) -> Location:
    del context
    return Location(f"queries/{query.name}.rq", 1, 1)


def _two_engines(check: Check, context: Context) -> Found:
    import rdflib

    if context.dataset is None:
        return Found.skip(_NOT_VALID)
    if not context.slow:
        return Found.skip("takes long: run `bilateral check --all`")
    store = _small(context)
    other = rdflib.Dataset()
    data = ox.serialize(store, format=ox.RdfFormat.N_QUADS) or b""
    other.parse(data=data.decode("utf-8"), format="nquads")
    issues = []
    count = 0
    for query in _queries(context):
        count += 1
        text = _asked(store, query)
        answer = store.query(text, prefixes=spaces().prefixes)
        if not isinstance(answer, ox.QuerySolutions):
            continue
        ours = sorted(
            tuple(_text(row[variable]) for variable in answer.variables) for row in answer
        )
        found: Any = other.query(text, initNs=spaces().prefixes)
        theirs = sorted(tuple(_text(term) for term in row) for row in found)
        if ours != theirs:
            message = f"{query.name}: {len(ours)} rows here, {len(theirs)} other rows in rdflib"
            issues.append(context.issue(check, message, at=_at(context, query)))
    return Found(f"{count - len(issues)} of {count}", issues)


def _small(context: Context) -> ox.Store:
    """Return the finished dataset of the smaller sources alone.

    Whether engines agree is a matter of the queries; the second one takes hours where the
    first takes seconds.
    """
    from bilateral.compile.infer import infer
    from bilateral.compile.merge import merge

    sources = [file for file in context.project.files if file.kind == "source"]
    sources.sort(key=lambda file: (len(file.statements), file.path))
    left = _MOST
    taken: set[str] = set()
    for file in sources:
        left -= len(file.statements)
        if left >= 0 or not taken:
            taken.add(file.path)
    files = [one for one in context.project.files if one.kind != "source" or one.path in taken]
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


def _answered(check: Check, context: Context) -> Found:
    if context.dataset is None:
        return Found.skip(_NOT_VALID)
    answered: set[int] = set()
    for query in _queries(context):
        text = _asked(context.dataset, query)
        answer = context.dataset.query(text, prefixes=spaces().prefixes)
        if isinstance(answer, ox.QuerySolutions) and next(iter(answer), None) is not None:
            answered.update(query.competency)
    open_ones = sorted(set(range(1, _COMPETENCY + 1)) - answered)
    issues = []
    if open_ones:
        listed = ", ".join(map(str, open_ones))
        message = f"no question answers competency question {listed}"
        issues.append(context.issue(check, message, at=Location("queries")))
    return Found(f"{_COMPETENCY - len(open_ones)} of {_COMPETENCY}", issues)


def _empty(check: Check, context: Context) -> Found:
    if context.dataset is None:
        return Found.skip(_NOT_VALID)
    issues = []
    for query in _queries(context):
        if query.must_be_empty:
            answer = context.dataset.query(query.text, prefixes=spaces().prefixes)
            rows = sum(1 for _ in answer) if isinstance(answer, ox.QuerySolutions) else 0
            if rows:
                message = f"{query.name} has {rows} rows and must have none"
                issues.append(context.issue(check, message, at=_at(context, query)))
    return Found.of(issues)


def _plain(check: Check, context: Context) -> Found:
    """Parse with a strict SPARQL 1.1 grammar, so that no engine's own words slip in."""
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in spaces().prefixes.items())
    issues: list[Issue] = []
    try:
        queries = list(_queries(context))
    except DataError as error:
        return Found.of(
            [context.issue(check, one.message, at=one.location) for one in error.issues]
        )
    for query in queries:
        try:
            translateQuery(parseQuery(declared + query.text))
        except Exception as error:  # noqa: BLE001 - the parser raises many kinds of errors
            message = f"{query.name}: {str(error).splitlines()[0][:200]}"
            issues.append(context.issue(check, message, at=_at(context, query)))
    return Found.of(issues)


def _import(check: Check, context: Context) -> Found:
    """Read the known triples as JSON-LD and Turtle with rdflib, and compare."""
    import rdflib
    from rdflib.compare import to_canonical_graph

    from bilateral.rdf.serialize import serialize

    if context.dataset is None:
        return Found.skip(_NOT_VALID)
    known = [
        quad.triple
        for quad in context.dataset.quads_for_pattern(None, None, None, ox.DefaultGraph())
    ]
    issues = []
    graphs = []
    for fmt, name in (("turtle", "turtle"), ("jsonld", "json-ld")):
        graph = rdflib.Graph()
        graph.parse(data=serialize(known, fmt), format=name)
        graphs.append(graph)
        if len(graph) != len(known):
            message = f"{fmt}: {len(graph)} of {len(known)} triples come back"
            issues.append(context.issue(check, message, at=Location("graph")))
    if not issues and set(to_canonical_graph(graphs[0])) != set(to_canonical_graph(graphs[1])):
        issues.append(context.issue(check, "Turtle and JSON-LD differ", at=Location("graph")))
    return Found(f"{len(known)} triples", issues)


DECIDERS = {"G5": _two_engines, "G6": _answered, "G7": _empty, "G8": _plain, "G9": _import}
