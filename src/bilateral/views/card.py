"""All that is known of one thing, each line with its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.errors import UnknownNameError
from bilateral.evidence.citations import Citation, citations
from bilateral.evidence.classes import kind_of
from bilateral.evidence.labels import check_language, label
from bilateral.evidence.places import is_inferred, is_stating
from bilateral.rdf.terms import ALT_LABEL, DEFINITION, DESCRIPTION, KNOWN, PREF_LABEL, RDF_TYPE
from bilateral.rdf.vocabulary import BIL, EV, XSD, compact, spaces
from bilateral.settings import Settings
from bilateral.text import markdown, markdown_code, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bilateral.rdf.graph import Graph, Term

_NAMES = (PREF_LABEL, ALT_LABEL)
_DESCRIPTIONS = (DESCRIPTION, DEFINITION)
_ABOUT = ox.NamedNode(EV + "aboutSubject")
_NUMBERS = frozenset(
    XSD + name for name in ("integer", "decimal", "positiveInteger", "nonNegativeInteger")
)
# A longer number is not grouped: converting it would cost more than it helps.
_MAX_DIGITS = 40
# At the head of a card, so not among its facts.
_HEAD = {*_NAMES, *_DESCRIPTIONS, RDF_TYPE}
_IN_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Fact(NamedTuple):
    """One line of a card.

    ``value`` is the other end: the object, or the subject when ``incoming``.
    ``status`` is empty for what is known; else it is the status of a claim that
    does not count as known (``disputed``, ``superseded``, ``rejected``).
    """

    predicate: str
    predicate_label: str
    value: Term
    value_label: str
    incoming: bool
    inferred: bool
    status: str
    citations: tuple[Citation, ...]

    @property
    def marks(self) -> str:
        """Return the notes after the value: how it is known, and its citations."""
        notes = ["(inferred)"] if self.inferred else []
        notes += [f"({self.status})"] if self.status else []
        shorts = dict.fromkeys(citation.short for citation in self.citations)
        notes += [f"[{', '.join(shorts)}]"] if shorts else []
        return " ".join(notes)

    @property
    def line(self) -> str:
        """Return the value with its notes."""
        return f"{self.value_label} {self.marks}".rstrip()


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
        lines = [self.label, " · ".join(filter(None, (self.kind, self.iri)))]
        for paragraph in self._paragraphs():
            lines += ["", paragraph]
        for title, groups in self._sections():
            lines += ["", title] if title else [""]
            for name, facts in groups:
                lines.append(f"  {name}")
                lines += [f"    {fact.line}" for fact in facts]
        return "\n".join(map(visible, lines)) + "\n"

    def markdown(self) -> str:
        """Return the card as Markdown."""
        kind = f"{_markdown(self.kind)} · `{markdown_code(self.iri)}`"
        lines = [f"# {_markdown(self.label)}", "", kind]
        for paragraph in self._paragraphs():
            lines += ["", _markdown(paragraph)]
        for title, groups in self._sections():
            lines += ["", f"## {title or 'Facts'}", ""]
            for name, facts in groups:
                lines.append(f"- {_markdown(name)}")
                lines += [f"  - {_markdown(fact.line)}" for fact in facts]
        return "\n".join(lines) + "\n"

    def _paragraphs(self) -> list[str]:
        also = f"Also: {'; '.join(self.alt_labels)}" if self.alt_labels else ""
        return [text for text in (self.description, also) if text]

    def to_dict(self) -> dict[str, object]:
        """Return the card as plain data for JSON."""
        facts = [
            {
                **fact._asdict(),
                "value": getattr(fact.value, "value", str(fact.value)),
                "citations": [
                    {"short": entry.short, "precision": entry.precision, **entry._asdict()}
                    for entry in fact.citations
                ],
            }
            for fact in self.facts
        ]
        return {**self._asdict(), "facts": facts}

    def _sections(self) -> list[tuple[str, list[tuple[str, list[Fact]]]]]:
        known = [fact for fact in self.facts if not fact.status]
        parts = (
            ("", [fact for fact in known if not fact.incoming]),
            ("Mentioned by", [fact for fact in known if fact.incoming]),
            ("Claims that do not count as known", [fact for fact in self.facts if fact.status]),
        )
        return [(title, _grouped(facts)) for title, facts in parts if facts]


def show(store: ox.Store, iri: str, *, lang: str = Settings.language.default) -> Card:
    """Return the card of *iri*.

    Args:
        store: the whole dataset.
        iri: a thing, a concept, a source, a class or a property.
        lang: the language of labels; what has none in it is named in English.

    Raises:
        UnknownNameError: the dataset does not know *iri*, or nothing has a label in *lang*.
    """
    check_language(store, lang)
    node = ox.NamedNode(iri)
    outgoing = _by_triple(store.quads_for_pattern(node, None, None, None))
    incoming_triples = _by_triple(store.quads_for_pattern(None, None, node, None))
    if not outgoing and not incoming_triples:
        raise UnknownNameError("thing", iri, next_step="`bilateral search` finds things by name")
    facts = [
        _fact(store, triple, graphs, lang, incoming=incoming)
        for triples, incoming in ((outgoing, False), (incoming_triples, True))
        for triple, graphs in triples.items()
        if incoming or triple.predicate not in _HEAD
    ]
    name = label(store, iri, lang)
    return Card(
        iri=iri,
        label=name,
        alt_labels=_alt_labels(outgoing, name),
        kind=kind_of(store, iri),
        description=_description(outgoing),
        facts=sorted(filter(None, facts), key=_order),
    )


def _by_triple(quads: Iterable[ox.Quad]) -> dict[ox.Triple, set[Graph]]:
    graphs: dict[ox.Triple, set[Graph]] = {}
    for quad in quads:
        graphs.setdefault(quad.triple, set()).add(quad.graph_name)
    return graphs


def _fact(
    store: ox.Store, triple: ox.Triple, graphs: set[Graph], lang: str, *, incoming: bool
) -> Fact | None:
    """Return the line for *triple*, or nothing where it is not a fact about the world."""
    value = triple.subject if incoming else triple.object
    named = [graph for graph in graphs if isinstance(graph, ox.NamedNode)]
    stated = any(is_stating(graph) for graph in named)
    cited: tuple[Citation, ...] = ()
    status = ""
    if KNOWN in graphs:
        cited = citations(store, triple, accepted_only=True)
    elif stated:
        cited = citations(store, triple)
        status = cited[0].status.lower() if cited else "not accepted"
    elif incoming and triple.predicate != _ABOUT:
        # Which passages a source has, or which axioms use a class, fills pages.
        return None
    rules = {graph.value.removeprefix(spaces().inferred) for graph in named if is_inferred(graph)}
    inferred = bool(rules) and not stated
    if inferred and (rules == {"subproperty"} or (incoming and rules == {"inverse"})):
        # The triple that it follows from joins the same two ends on the same card:
        # the finer property says more, and the other direction says the same.
        return None
    if isinstance(value, ox.BlankNode):
        return None
    return Fact(
        predicate=triple.predicate.value,
        predicate_label=_predicate_label(store, triple.predicate, lang),
        value=value,
        value_label=_value_label(store, value, lang),
        incoming=incoming,
        inferred=inferred,
        citations=cited,
        status=status,
    )


def _value_label(store: ox.Store, value: Term, lang: str) -> str:
    """Return *value* as a person reads it: whole numbers with their digits grouped."""
    if isinstance(value, ox.NamedNode):
        return label(store, value.value, lang)
    if not isinstance(value, ox.Literal):
        return str(value)
    whole = value.datatype.value in _NUMBERS and value.value.lstrip("-").isdecimal()
    return f"{int(value.value):,}" if whole and len(value.value) < _MAX_DIGITS else value.value


def _predicate_label(store: ox.Store, predicate: ox.NamedNode, lang: str) -> str:
    if predicate == RDF_TYPE:
        return "is a"
    iri = predicate.value
    name = label(store, iri, lang)
    if name != compact(iri) or name == iri:
        return name
    # A property of another vocabulary has no label here: its name is read as words.
    return _IN_WORDS.sub(" ", name.partition(":")[2]).lower()


def _alt_labels(outgoing: dict[ox.Triple, set[Graph]], name: str) -> tuple[str, ...]:
    labels = {
        triple.object.value
        for triple, graphs in outgoing.items()
        if triple.predicate in _NAMES and KNOWN in graphs and isinstance(triple.object, ox.Literal)
    }
    return tuple(sorted(labels - {name}))


def _description(outgoing: dict[ox.Triple, set[Graph]]) -> str:
    for predicate in _DESCRIPTIONS:
        texts = sorted(
            (triple.object.language != "en", triple.object.value)
            for triple in outgoing
            if triple.predicate == predicate and isinstance(triple.object, ox.Literal)
        )
        if texts:
            return texts[0][1]
    return ""


def _order(fact: Fact) -> tuple[bool, bool, bool, str, str, str]:
    order = (bool(fact.status), fact.incoming, not fact.predicate.startswith(BIL))
    return *order, fact.predicate_label, fact.value_label, str(fact.value)


def _grouped(facts: list[Fact]) -> list[tuple[str, list[Fact]]]:
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.predicate_label, []).append(fact)
    return list(groups.items())


def _markdown(text: str) -> str:
    return markdown(visible(text))
