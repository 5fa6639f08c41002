"""All that is known of one thing, each line with its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.errors import UnknownNameError
from bilateral.evidence.citations import Citation, citations
from bilateral.evidence.classes import kind_of
from bilateral.evidence.labels import check_language, label
from bilateral.rdf.terms import provenance
from bilateral.rdf.vocabulary import (
    BIL,
    DCTERMS,
    EV,
    EVIDENCE_GRAPH,
    ONTOLOGY_GRAPH,
    RDF,
    SKOS,
    XSD,
    compact,
    spaces,
)
from bilateral.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEFAULT = ox.DefaultGraph()
_ONTOLOGIES = (ox.NamedNode(ONTOLOGY_GRAPH), ox.NamedNode(EVIDENCE_GRAPH))
_NAMES = (ox.NamedNode(SKOS + "prefLabel"), ox.NamedNode(SKOS + "altLabel"))
_DESCRIPTIONS = (ox.NamedNode(DCTERMS + "description"), ox.NamedNode(SKOS + "definition"))
_TYPE = ox.NamedNode(RDF + "type")
_ABOUT = ox.NamedNode(EV + "aboutSubject")
_NUMBERS = frozenset(
    XSD + name for name in ("integer", "decimal", "positiveInteger", "nonNegativeInteger")
)
# Told at the head of a card, so not again as facts.
_HEAD = {node.value for node in (*_NAMES, *_DESCRIPTIONS, _TYPE)}
_MARKDOWN = str.maketrans({ch: "\\" + ch for ch in "\\`*_[]|<>#"})


class Fact(NamedTuple):
    """One line of a card.

    ``value`` is the other end: the object, or the subject when ``incoming``.
    ``status`` is empty for what is known; else it is the status of a claim that
    does not count as known (``disputed``, ``superseded``, ``rejected``).
    """

    predicate: str
    predicate_label: str
    value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    value_label: str
    incoming: bool
    inferred: bool
    citations: tuple[Citation, ...]
    status: str = ""

    @property
    def marks(self) -> str:
        """Return what stands behind the value: how it is known and who says it."""
        notes = ["(inferred)"] if self.inferred else []
        notes += [f"({self.status})"] if self.status else []
        shorts = dict.fromkeys(one.short for one in self.citations)
        notes += [f"[{', '.join(shorts)}]"] if shorts else []
        return " ".join(notes)


class Card(NamedTuple):
    """A thing with its names, its kind, its description and its facts."""

    iri: str
    label: str
    alt_labels: tuple[str, ...]
    kind: str
    description: str
    facts: list[Fact]

    def text(self) -> str:
        """Return the card for a terminal."""
        lines = [visible(self.label), visible(" · ".join(filter(None, (self.kind, self.iri))))]
        if self.description:
            lines += ["", visible(self.description)]
        if self.alt_labels:
            lines += ["", visible(f"Also: {'; '.join(self.alt_labels)}")]
        for title, groups in self._sections():
            lines += ["", title] if title else [""]
            for name, facts in groups:
                lines.append(f"  {visible(name)}")
                lines += [
                    visible(f"    {fact.value_label} {fact.marks}".rstrip()) for fact in facts
                ]
        return "\n".join(lines) + "\n"

    def markdown(self) -> str:
        """Return the card as Markdown."""
        lines = [f"# {_escaped(self.label)}", "", f"{_escaped(self.kind)} · `{_code(self.iri)}`"]
        if self.description:
            lines += ["", _escaped(self.description)]
        if self.alt_labels:
            lines += ["", _escaped(f"Also: {'; '.join(self.alt_labels)}")]
        for title, groups in self._sections():
            lines += ["", f"## {title or 'Facts'}", ""]
            for name, facts in groups:
                lines.append(f"- {_escaped(name)}")
                for fact in facts:
                    lines.append(f"  - {_escaped(f'{fact.value_label} {fact.marks}'.rstrip())}")
        return "\n".join(lines) + "\n"

    def to_dict(self) -> dict[str, object]:
        """Return the card as plain data for JSON."""
        return {
            "iri": self.iri,
            "label": self.label,
            "alt_labels": list(self.alt_labels),
            "kind": self.kind,
            "description": self.description,
            "facts": [
                {
                    "predicate": fact.predicate,
                    "predicate_label": fact.predicate_label,
                    "value": getattr(fact.value, "value", str(fact.value)),
                    "value_label": fact.value_label,
                    "incoming": fact.incoming,
                    "inferred": fact.inferred,
                    "status": fact.status,
                    "citations": [
                        {"short": one.short, "precision": one.precision, **one._asdict()}
                        for one in fact.citations
                    ],
                }
                for fact in self.facts
            ],
        }

    def _sections(self) -> list[tuple[str, list[tuple[str, list[Fact]]]]]:
        known = [fact for fact in self.facts if not fact.status]
        parts = (
            ("", [fact for fact in known if not fact.incoming]),
            ("Mentioned by", [fact for fact in known if fact.incoming]),
            ("Claims that do not count as known", [fact for fact in self.facts if fact.status]),
        )
        return [(title, _grouped(facts)) for title, facts in parts if facts]


def show(store: ox.Store, iri: str, *, lang: str = "en") -> Card:
    """Return the card of *iri*.

    Args:
        store: the whole dataset.
        iri: a thing, a concept, a source, a class or a property.
        lang: the language of names; what has none in it is named in English.

    Raises:
        UnknownNameError: the dataset does not know *iri*, or nothing has a name in *lang*.
    """
    check_language(store, lang)
    node = ox.NamedNode(iri)
    outgoing = _by_triple(store.quads_for_pattern(node, None, None, None))
    incoming = _by_triple(store.quads_for_pattern(None, None, node, None))
    if not outgoing and not incoming:
        raise UnknownNameError("thing", iri, next_step="`bilateral search` finds things by name")
    facts = []
    for triple, graphs in outgoing.items():
        if triple.predicate.value not in _HEAD:
            facts += _fact(store, triple, graphs, lang, incoming=False)
    for triple, graphs in incoming.items():
        facts += _fact(store, triple, graphs, lang, incoming=True)
    return Card(
        iri,
        label(store, iri, lang),
        _alt_labels(outgoing, label(store, iri, lang)),
        kind_of(store, iri),
        _description(outgoing),
        sorted(facts, key=_order),
    )


_Graphs = set[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]


def _by_triple(quads: Iterable[ox.Quad]) -> dict[ox.Triple, _Graphs]:
    found: dict[ox.Triple, _Graphs] = {}
    for quad in quads:
        found.setdefault(quad.triple, set()).add(quad.graph_name)
    return found


def _fact(
    store: ox.Store, triple: ox.Triple, graphs: _Graphs, lang: str, *, incoming: bool
) -> list[Fact]:
    """Return the line for *triple*, or nothing where it is no fact about the world."""
    value = triple.subject if incoming else triple.object
    sources = [graph for graph in graphs if _states(graph)]
    who: tuple[Citation, ...] = ()
    status = ""
    if _DEFAULT in graphs:
        who = citations(store, triple, accepted_only=True)
    elif sources:
        who = citations(store, triple)
        status = who[0].status.lower() if who else "not accepted"
    elif incoming and triple.predicate != _ABOUT:
        # Which passages a source has, or which axioms use a class, fills pages.
        return []
    rules = {
        graph.value.removeprefix(spaces().inferred)
        for graph in graphs
        if isinstance(graph, ox.NamedNode) and graph.value.startswith(spaces().inferred)
    }
    inferred = bool(rules) and not sources
    if inferred and (rules == {"subproperty"} or (incoming and rules == {"inverse"})):
        # The triple that it follows from joins the same two ends on the same card:
        # the finer property says more, and the other direction says the same.
        return []
    if isinstance(value, ox.BlankNode):
        return []
    text = label(store, value.value, lang) if isinstance(value, ox.NamedNode) else _shown(value)
    predicate = triple.predicate.value
    name = _predicate_label(store, predicate, lang)
    return [Fact(predicate, name, value, text, incoming, inferred, who, status)]


def _shown(value: ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """Return *value* as a person reads it: whole numbers with their digits grouped."""
    if not isinstance(value, ox.Literal):
        return str(value)
    whole = value.datatype.value in _NUMBERS and value.value.lstrip("-").isdecimal()
    return f"{int(value.value):,}" if whole and len(value.value) < 40 else value.value


def _states(graph: object) -> bool:
    """Whether *graph* holds statements about the world: a source, a reference or a scheme."""
    return (
        isinstance(graph, ox.NamedNode)
        and graph != provenance()
        and graph not in _ONTOLOGIES
        and graph.value.startswith((spaces().graph, spaces().reference, spaces().scheme))
        and not graph.value.startswith(spaces().inferred)
    )


def _predicate_label(store: ox.Store, iri: str, lang: str) -> str:
    if iri == _TYPE.value:
        return "is a"
    name = label(store, iri, lang)
    if name != compact(iri) or name == iri:
        return name
    # A property of another vocabulary has no label here: its name is read as words.
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.partition(":")[2]).lower()


def _alt_labels(outgoing: dict[ox.Triple, _Graphs], name: str) -> tuple[str, ...]:
    found = {
        triple.object.value
        for triple, graphs in outgoing.items()
        if triple.predicate in _NAMES
        and _DEFAULT in graphs
        and isinstance(triple.object, ox.Literal)
    }
    return tuple(sorted(found - {name}))


def _description(outgoing: dict[ox.Triple, _Graphs]) -> str:
    for predicate in _DESCRIPTIONS:
        found = sorted(
            (triple.object.language != "en", triple.object.value)
            for triple in outgoing
            if triple.predicate == predicate and isinstance(triple.object, ox.Literal)
        )
        if found:
            return found[0][1]
    return ""


def _order(fact: Fact) -> tuple[bool, bool, bool, str, str, str]:
    ours = fact.predicate.startswith(BIL)
    return (
        bool(fact.status),
        fact.incoming,
        not ours,
        fact.predicate_label,
        fact.value_label,
        str(fact.value),
    )


def _grouped(facts: list[Fact]) -> list[tuple[str, list[Fact]]]:
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.predicate_label, []).append(fact)
    return list(groups.items())


def _escaped(text: str) -> str:
    return visible(text).replace("&", "&amp;").translate(_MARKDOWN)


def _code(text: str) -> str:
    return visible(text).replace("`", "%60")
