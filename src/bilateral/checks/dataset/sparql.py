"""Checks that are SPARQL queries: every row is a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.context import Finding
from bilateral.rdf.vocabulary import compact, spaces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context
    from bilateral.errors import Issue

_OBO = "http://purl.obolibrary.org/obo/"


def decide(check: Check, context: Context) -> Finding:
    """Return what the queries of *check* find.

    Pitfalls of OOPS! that need a person or the Web are not among them; nor are those that
    other checks decide: P03 D8, P06 D3, P10 D4, P11 and P19 D2, P25 and P26 D5, P40 D9.
    """
    stores: list[ox.Store] = []
    if check.over in ("ontology", "both"):
        stores.append(context.ontology)
    if check.over in ("dataset", "both"):
        stores.append(context.dataset)
    issues = {
        issue
        for path in check.queries
        for store in stores
        for issue in _issues(check, context, path, store)
    }
    return Finding.of(sorted(issues, key=lambda issue: (issue.location, issue.message)))


def _issues(check: Check, context: Context, path: Path, store: ox.Store) -> Iterator[Issue]:
    text = path.read_text(encoding="utf-8")
    solutions = store.query(text, prefixes=spaces().prefixes | {"obo": _OBO})
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError(f"{path.name} is not a SELECT query")
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        terms = {name: solution[name] for name in names}
        texts = {name: _text(term) for name, term in terms.items()}
        message = check.message.format(query=path.stem, **texts)
        place = [terms.get(name) for name in ("focus", "predicate", "value")]
        yield context.issue(check, message, *place)


def _text(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return compact(term.value)
    if term is None:
        return ""
    return term.value if isinstance(term, ox.Literal) else str(term)
