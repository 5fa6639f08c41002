"""What is known, one fact a triple, with its sentences, read in one pass.

Asking the store for the citations of each triple costs a query a triple; a page or
a projection needs all of them, so here every assertion graph is read once.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.rdf.vocabulary import BIL, ONTOLOGY_GRAPH, RDF, RDFS, SKOS, compact, spaces

if TYPE_CHECKING:
    from collections.abc import Mapping

# Prefixed names, so that the graph is that of the dataset at hand.
_PASSAGES = """
SELECT ?graph ?source ?paragraph ?sentence WHERE {
  GRAPH g:provenance {
    ?graph ev:status ev:Accepted ; prov:wasDerivedFrom ?from .
    OPTIONAL { ?from oa:hasSource ?document ; ev:paragraph ?paragraph ; ev:sentence ?sentence }
    BIND(COALESCE(?document, ?from) AS ?source)
  }
  FILTER NOT EXISTS {
    GRAPH g:provenance { ?graph ev:status ?other FILTER(?other != ev:Accepted) }
  }
}"""
_HAS_HELD = BIL + "hasHeldPost"
_TYPE = RDF + "type"


class Mention(NamedTuple):
    """A place in a source: the document's IRI, and counts from 1 where known."""

    source: str
    paragraph: int = 0
    sentence: int = 0

    @property
    def short(self) -> str:
        """Return ``slug paragraph.sentence``, or the slug alone."""
        slug = self.source.rpartition("/")[2]
        return f"{slug} {self.paragraph}.{self.sentence}" if self.paragraph else slug


class Fact(NamedTuple):
    """A known triple. ``note`` says what was contracted into it, such as a date."""

    subject: str
    predicate: str
    value: ox.NamedNode | ox.Literal
    mentions: tuple[Mention, ...] = ()
    inferred: bool = False
    note: str = ""

    @property
    def target(self) -> str:
        """Return the IRI of the value, or "" for a literal."""
        return self.value.value if isinstance(self.value, ox.NamedNode) else ""


def facts(store: ox.Store) -> list[Fact]:
    """Return every known triple of *store* with the sentences that state it, sorted."""
    places = _mentions(store)
    stated: dict[ox.Triple, set[Mention]] = defaultdict(set)
    backed: set[ox.Triple] = set()
    for name in sorted(map(_iri, store.named_graphs())):
        if name in (spaces().provenance, ONTOLOGY_GRAPH) or name.startswith(spaces().inferred):
            continue
        reference = name.startswith((spaces().reference, spaces().scheme))
        if name not in places and not reference:
            continue
        for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(name)):
            backed.add(quad.triple)
            stated[quad.triple].update(places.get(name, ()))
    found = [
        Fact(
            quad.subject.value,
            quad.predicate.value,
            quad.object,
            tuple(sorted(stated.get(quad.triple, ()))),
            quad.triple not in backed,
        )
        for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode | ox.Literal)
    ]
    return sorted(found, key=_order)


def labels(store: ox.Store) -> dict[str, str]:
    """Return the English name of every thing, concept, class and property that has one."""
    found: dict[str, str] = {}
    for predicate in (RDFS + "label", SKOS + "prefLabel"):
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                name = quad.subject.value
                if quad.object.language in ("en", None):
                    held = found.get(name)
                    # The smallest of several names: the answer must not depend on their order.
                    found[name] = min(held, quad.object.value) if held else quad.object.value
    return found


def kinds(found: list[Fact], store: ox.Store) -> dict[str, str]:
    """Return the most specific class of every thing, as the local name of a ``bil:`` class."""
    broader = defaultdict(set)
    for quad in store.quads_for_pattern(
        None, ox.NamedNode(RDFS + "subClassOf"), None, ox.NamedNode(ONTOLOGY_GRAPH)
    ):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            broader[quad.subject.value].add(quad.object.value)
    types: dict[str, set[str]] = defaultdict(set)
    for fact in found:
        if fact.predicate == _TYPE and (
            fact.target.startswith(BIL) or compact(fact.target) == "schema:MonetaryAmount"
        ):
            types[fact.subject].add(fact.target)
    chosen = {}
    for subject, classes in types.items():
        specific = [one for one in classes if not any(one in broader[other] for other in classes)]
        chosen[subject] = min(specific or classes).rpartition("#")[2].rpartition("/")[2]
    return chosen


def contract(found: list[Fact], kind: Mapping[str, str], names: Mapping[str, str]) -> list[Fact]:
    """Return *found* with tenures, agreement actions and amounts put into what they qualify.

    A tenure becomes a fact of its person, an action's participants and date become
    facts of its agreement, an amount becomes a value of what it is the amount of.
    """
    about: dict[str, list[Fact]] = defaultdict(list)
    for fact in found:
        if kind.get(fact.subject) in ("Tenure", "AgreementAction", "MonetaryAmount"):
            about[fact.subject].append(fact)
    amounts = {
        node: _amount(rows) for node, rows in about.items() if kind[node] == "MonetaryAmount"
    }
    kept = [
        fact._replace(value=ox.Literal(amounts[fact.target])) if fact.target in amounts else fact
        for fact in found
        if fact.subject not in about and (fact.target not in about or fact.target in amounts)
    ]
    for node, rows in about.items():
        if kind[node] == "Tenure":
            kept.extend(_contracted_tenure(rows))
        elif kind[node] == "AgreementAction":
            kept.extend(_contracted_action(rows, names))
    return _merged(kept)


def _contracted_tenure(rows: list[Fact]) -> list[Fact]:
    person = _targets(rows, BIL + "heldBy")
    post = _targets(rows, BIL + "ofPost")
    dates = [
        f"{word}{fact.value.value}"
        for name, word in (
            ("attestedDate", "attested "),
            ("startDate", "from "),
            ("endDate", "to "),
        )
        for fact in rows
        if fact.predicate == BIL + name
    ]
    mentions = tuple(sorted({one for fact in rows for one in fact.mentions}))
    return [
        Fact(who, _HAS_HELD, ox.NamedNode(what), mentions, note=", ".join(dates))
        for who in person
        for what in post
    ]


def _contracted_action(rows: list[Fact], names: Mapping[str, str]) -> list[Fact]:
    named = [names.get(one, compact(one)) for one in _targets(rows, BIL + "hasKind")]
    note = ", ".join(named) or "action"
    return [
        fact._replace(subject=agreement, note=note)
        for agreement in _targets(rows, BIL + "actionOn")
        for fact in rows
        if fact.predicate.startswith(BIL)
        and not fact.inferred
        and fact.predicate not in (BIL + "actionOn", BIL + "hasKind")
        and fact.target != agreement
    ]


def _merged(found: list[Fact]) -> list[Fact]:
    """Join facts that contraction made equal, and drop inferred copies of stated ones."""
    same: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in found:
        same[fact.subject, fact.predicate, str(fact.value)].append(fact)
    joined = []
    for rows in same.values():
        notes = sorted({row.note for row in rows if row.note})
        mentions = tuple(sorted({one for row in rows for one in row.mentions}))
        inferred = all(row.inferred for row in rows)
        joined.append(rows[0]._replace(mentions=mentions, note="; ".join(notes), inferred=inferred))
    return sorted(joined, key=_order)


def _amount(rows: list[Fact]) -> str:
    value = next((row.value.value for row in rows if row.predicate.endswith("/value")), "?")
    currency = next((row.value.value for row in rows if row.predicate.endswith("/currency")), "")
    with suppress(InvalidOperation):  # An amount that is no number is shown as it stands.
        value = f"{Decimal(value):,.2f}".removesuffix(".00")
    return f"{value} {currency}".strip()


def _targets(rows: list[Fact], predicate: str) -> list[str]:
    return sorted({row.target for row in rows if row.predicate == predicate and row.target})


def _mentions(store: ox.Store) -> dict[str, set[Mention]]:
    places: dict[str, set[Mention]] = defaultdict(set)
    rows = store.query(_PASSAGES, prefixes=spaces().prefixes)
    if not isinstance(rows, ox.QuerySolutions):  # pragma: no cover - it is a SELECT
        return places
    for row in rows:
        graph, source = row["graph"], row["source"]
        if isinstance(graph, ox.NamedNode) and isinstance(source, ox.NamedNode):
            at = (row["paragraph"], row["sentence"])
            counts = [int(one.value) if isinstance(one, ox.Literal) else 0 for one in at]
            places[graph.value].add(Mention(source.value, *counts))
    return places


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _order(fact: Fact) -> tuple[str, str, str, str]:
    return (fact.subject, fact.predicate, str(fact.value), fact.note)
