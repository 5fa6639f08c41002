"""Checks that are SPARQL queries: every row is a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.catalogue import SPARQL
from bilateral.checks.context import Found
from bilateral.rdf.vocabulary import compact, spaces

if TYPE_CHECKING:
    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context
    from bilateral.errors import Issue

_OBO = {"obo": "http://purl.obolibrary.org/obo/"}


def decide(check: Check, context: Context) -> Found:
    """Return what the query of *check* finds."""
    text = (SPARQL / f"{check.codes[0]}.rq").read_text(encoding="utf-8")
    stores: list[ox.Store] = []
    if check.over in ("ontology", "both"):
        stores.append(context.ontology)
    if check.over in ("dataset", "both"):
        if context.dataset is None:
            return Found.skip("the curated files are not valid: correct them first")
        stores.append(context.dataset)
    issues: list[Issue] = []
    for store in stores:
        answer = store.query(text, prefixes=spaces().prefixes | _OBO)
        if not isinstance(answer, ox.QuerySolutions):
            raise TypeError(f"{check.codes[0]}.rq is no SELECT query")
        names = [variable.value for variable in answer.variables]
        for row in answer:
            terms = {name: row[name] for name in names}
            message = check.message.format(**{name: _shown(term) for name, term in terms.items()})
            place = [terms.get(name) for name in ("focus", "predicate", "value")]
            one = context.issue(check, message, *place)
            if one not in issues:
                issues.append(one)
    return Found.of(sorted(issues, key=lambda one: (one.location, one.message)))


def _shown(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return compact(term.value)
    return term.value if isinstance(term, ox.Literal) else str(term)
