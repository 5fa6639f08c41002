"""Checks that are sets of small queries: the pitfalls of OOPS! and the rules of ROBOT."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.catalogue import SPARQL
from bilateral.checks.context import Found
from bilateral.rdf.vocabulary import compact, spaces

if TYPE_CHECKING:
    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context

# Pitfalls that need a person or the Web are not decided; those that other checks decide
# (P03 D8, P06 D3, P10 D4, P11 and P19 D2, P25 and P26 D5, P40 D9) are not repeated.
_FOLDERS = {"A11": "robot", "D16": "oops"}
_OBO = {"obo": "http://purl.obolibrary.org/obo/"}


def _decide(check: Check, context: Context) -> Found:
    issues = []
    for path in sorted((SPARQL / _FOLDERS[check.id]).glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        answer = context.ontology.query(text, prefixes=spaces().prefixes | _OBO)
        for row in answer if isinstance(answer, ox.QuerySolutions) else ():
            focus, what = row["focus"], row["value"]
            name = compact(focus.value) if isinstance(focus, ox.NamedNode) else str(focus)
            said = what.value if isinstance(what, ox.Literal) else ""
            issues.append(context.issue(check, f"{path.stem}: {name} {said}", focus))
    return Found.of(issues)


DECIDERS = {"A11": _decide, "D16": _decide}
