"""What the pages of the site say: the entries of each thing and of each source."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from bilateral.pages.site.names import file_names
from bilateral.rdf.vocabulary import BIL, DCTERMS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from bilateral.evidence.facts import Fact
    from bilateral.evidence.places import Place
    from bilateral.pages.shared.content import Model
    from bilateral.pages.shared.records import Disagreement

_DESCRIPTION = DCTERMS + "description"
_ALT_LABEL = SKOS + "altLabel"
ALSO = "also called"
# Properties that read better under another label; they stand first, in this order.
_PLAIN = {_DESCRIPTION: "in short", _ALT_LABEL: ALSO}


class Cite(NamedTuple):
    """A place that says a fact: where its page is, its short form, and its title."""

    href: str
    text: str
    title: str


class Line(NamedTuple):
    """One value of a property. ``href`` is empty where the value has no page."""

    text: str
    href: str
    note: str
    inferred: bool
    stance: str
    cites: list[Cite]


class Link(NamedTuple):
    """A thing by its label and its page."""

    label: str
    href: str


class Position(NamedTuple):
    """One value in a dispute, with the places that say it."""

    value: str
    preferred: bool
    cites: list[Cite]


class Dispute(NamedTuple):
    """A property on which sources disagree."""

    things: list[Link]
    about: str
    positions: list[Position]
    reason: str


class Thing(NamedTuple):
    """All that a page says of a thing; lines are grouped by the label of their property."""

    iri: str
    href: str
    label: str
    names: dict[str, str]
    kind: str
    field: str
    date: str
    stance: str
    facts: list[tuple[str, list[Line]]]
    linked_from: list[tuple[str, list[Line]]]
    dated: list[tuple[str, str, str]]
    disputes: list[Dispute]


class Row(NamedTuple):
    """A statement in the table of its source; ``href`` and ``target`` are pages."""

    place: str
    label: str
    href: str
    about: str
    text: str
    target: str


class Source(NamedTuple):
    """A document and what it says."""

    href: str
    slug: str
    title: str
    publisher: str
    date: str
    link: str
    says: list[Row]


class Site(NamedTuple):
    """All things by IRI, all sources by IRI, and all disputes."""

    things: dict[str, Thing]
    sources: dict[str, Source]
    disputes: list[Dispute]
    graph: nx.MultiDiGraph


def site_of(model: Model) -> Site:
    """Return what the pages of a dataset say."""
    return _Reader(model).site()


class _Reader:
    def __init__(self, model: Model) -> None:
        self.content = model.content
        self.graph = model.graph
        self.translations = model.translations
        self.pages = {iri: f"thing/{name}.html" for iri, name in file_names(self.graph).items()}
        self.documents = {
            iri: f"source/{name}.html" for iri, name in file_names(self.content.sources).items()
        }
        self.by_subject: dict[str, list[Fact]] = defaultdict(list)
        self.by_target: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.content.facts:
            self.by_subject[fact.subject].append(fact)
            if fact.target in self.pages and fact.target != fact.subject:
                self.by_target[fact.target].append(fact)

    def site(self) -> Site:
        disputes: list[Dispute] = []
        about: dict[str, list[Dispute]] = defaultdict(list)
        for disagreement in self.content.disagreements:
            dispute = self._dispute(disagreement)
            disputes.append(dispute)
            for iri in disagreement.things:
                about[iri].append(dispute)
        things = {iri: self._thing(iri, about[iri]) for iri in sorted(self.graph.nodes)}
        return Site(things, self._sources(), disputes, self.graph)

    def _label(self, iri: str) -> str:
        if iri in self.pages:
            return str(self.graph.nodes[iri]["label"])
        return _PLAIN.get(iri) or self.content.labels.get(iri, {}).get("en", iri)

    def _stance(self, iri: str) -> str:
        stance = self.content.stances.get(iri)
        return self._label(stance) if stance else ""

    def _cites(self, places: Iterable[Place]) -> list[Cite]:
        return [
            Cite(
                self.documents[place.source], place.short, self.content.sources[place.source].title
            )
            for place in places
        ]

    def _line(self, fact: Fact, *, incoming: bool = False) -> Line:
        other = fact.subject if incoming else fact.target
        return Line(
            text=self._label(other) if other else fact.value.value,
            href=self.pages.get(other, ""),
            note=fact.note,
            inferred=fact.inferred,
            stance=self._stance(other),
            cites=self._cites(fact.places),
        )

    def _grouped(
        self, facts: Iterable[Fact], *, incoming: bool = False
    ) -> list[tuple[str, list[Line]]]:
        groups: dict[str, list[Line]] = defaultdict(list)
        for fact in facts:
            groups[fact.predicate].append(self._line(fact, incoming=incoming))
        order = sorted(
            groups, key=lambda iri: (iri != _DESCRIPTION, iri != _ALT_LABEL, self._label(iri))
        )
        return [(self._label(iri), groups[iri]) for iri in order]

    def _thing(self, iri: str, disputes: list[Dispute]) -> Thing:
        attributes = self.graph.nodes[iri]
        return Thing(
            iri=iri,
            href=self.pages[iri],
            label=attributes["label"],
            names={
                lang: labels[iri] for lang, labels in self.translations.items() if iri in labels
            },
            kind=self._label(BIL + attributes["kind"]),
            field=attributes["group"],
            date=attributes["date"],
            stance=self._stance(iri),
            facts=self._grouped(self.by_subject[iri]),
            linked_from=self._grouped(self.by_target[iri], incoming=True),
            dated=self._dated(iri),
            disputes=disputes,
        )

    def _dated(self, iri: str) -> list[tuple[str, str, str]]:
        """Return a thing and its neighbours in time: date, label and page of each."""
        near = {iri, *self.graph.successors(iri), *self.graph.predecessors(iri)}
        nodes = self.graph.nodes
        dated = sorted(
            (nodes[node]["date"], nodes[node]["label"], self.pages[node])
            for node in near
            if nodes[node]["date"]
        )
        return dated if len(dated) > 1 else []

    def _dispute(self, disagreement: Disagreement) -> Dispute:
        return Dispute(
            things=[Link(self._label(iri), self.pages[iri]) for iri in disagreement.things],
            about=self._label(disagreement.predicate),
            positions=[
                Position(value.text, value.preferred, self._cites(value.places))
                for value in disagreement.values
            ],
            reason=disagreement.reason,
        )

    def _sources(self) -> dict[str, Source]:
        says: dict[str, set[Row]] = defaultdict(set)
        for fact in self.content.facts:
            if fact.inferred:
                continue
            line = self._line(fact)
            for place in fact.places:
                says[place.source].add(
                    Row(
                        place=place.position,
                        label=self._label(fact.subject),
                        href=self.pages[fact.subject],
                        about=self._label(fact.predicate),
                        text=line.text,
                        target=line.href,
                    )
                )
        return {
            iri: Source(
                href=self.documents[iri],
                slug=source.slug,
                title=source.title or source.slug,
                publisher=source.publisher,
                date=source.date,
                link=source.link,
                says=sorted(says[iri], key=_in_document),
            )
            for iri, source in self.content.sources.items()
        }


def _in_document(row: Row) -> tuple[list[int], Row]:
    return [int(number) for number in row.place.split(".") if number], row
