"""What the pages say: facts of each thing and of each source, read once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx

from bilateral.evidence.labels import translations
from bilateral.network.project import knowledge, network
from bilateral.pages.explorer.data import data, useful
from bilateral.pages.site.names import file_names
from bilateral.rdf.vocabulary import BIL

if TYPE_CHECKING:
    import pyoxigraph as ox

LANGUAGES = {"ja": "ltr", "ur": "rtl"}
_DESCRIPTION = "http://purl.org/dc/terms/description"
_ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
ALSO = "also called"
_PLAIN = {_DESCRIPTION: "in short", _ALT_LABEL: ALSO}


class Cite(NamedTuple):
    """A place that says a fact: where its page is, what it is called, and its title."""

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


class Thing(NamedTuple):
    """All that a page says of a thing."""

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
    disputes: list[dict[str, Any]]


class Source(NamedTuple):
    """A document and what it says."""

    href: str
    slug: str
    title: str
    publisher: str
    date: str
    link: str
    says: list[tuple[str, str, str, str, str, str]]


class Content(NamedTuple):
    """All things by IRI, all sources by IRI, and all disagreements."""

    things: dict[str, Thing]
    sources: dict[str, Source]
    disputes: list[dict[str, Any]]
    graph: nx.MultiDiGraph


def content(store: ox.Store) -> Content:
    """Return what the pages of *store* say."""
    known = knowledge(store)
    known = known._replace(facts=useful(known.facts))
    graph = network(known, inferred=True)
    said = data(store, known.facts, known.labels, nx.get_node_attributes(graph, "kind"))
    return _Reader(said, graph, translations(store, LANGUAGES)).content()


class _Reader:
    def __init__(
        self, said: dict[str, Any], graph: nx.MultiDiGraph, translated: dict[str, dict[str, str]]
    ) -> None:
        self.said = said
        self.graph = graph
        self.translated = translated
        self.pages = {iri: f"thing/{name}.html" for iri, name in file_names(graph.nodes).items()}
        self.documents = {
            iri: f"source/{name}.html" for iri, name in file_names(said["sources"]).items()
        }
        self.by_subject: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.by_object: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for fact in said["facts"]:
            self.by_subject[fact["s"]].append(fact)
            if fact["o"] in self.pages and fact["o"] != fact["s"]:
                self.by_object[fact["o"]].append(fact)

    def content(self) -> Content:
        disputes = [self._dispute(*one) for one in self.said["disputes"]]
        about: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for one in disputes:
            for thing in one["things"]:
                about[thing["iri"]].append(one)
        things = {iri: self._thing(iri, about[iri]) for iri in sorted(self.graph.nodes)}
        return Content(things, self._sources(), disputes, self.graph)

    def _name(self, iri: str) -> str:
        if iri in self.pages:
            return str(self.graph.nodes[iri]["label"])
        return _PLAIN.get(iri) or (self.said["names"].get(iri) or [iri])[0]

    def _cites(self, places: list[int]) -> list[Cite]:
        found = []
        for number in places:
            place = self.said["places"][number]
            source = self.said["sources"][place["s"]]
            text = f"{source['slug']} {place['t']}".strip()
            found.append(Cite(self.documents[place["s"]], text, source["title"]))
        return found

    def _line(self, fact: dict[str, Any], *, incoming: bool = False) -> Line:
        other = fact["s"] if incoming else fact["o"]
        stance = self.said["stances"].get(other, "")
        return Line(
            self._name(other) if other else fact["v"],
            self.pages.get(other, ""),
            fact["n"],
            fact["inferred"],
            self._name(stance) if stance else "",
            self._cites(fact["c"]),
        )

    def _grouped(
        self, facts: list[dict[str, Any]], *, incoming: bool = False
    ) -> list[tuple[str, list[Line]]]:
        groups: dict[str, list[Line]] = defaultdict(list)
        for fact in facts:
            groups[fact["p"]].append(self._line(fact, incoming=incoming))
        order = sorted(
            groups, key=lambda one: (one != _DESCRIPTION, one != _ALT_LABEL, self._name(one))
        )
        return [(self._name(one), groups[one]) for one in order]

    def _thing(self, iri: str, disputes: list[dict[str, Any]]) -> Thing:
        held = self.graph.nodes[iri]
        stance = self.said["stances"].get(iri, "")
        near = sorted(set(self.graph.successors(iri)) | set(self.graph.predecessors(iri)) | {iri})
        dated = sorted(
            (self.graph.nodes[one]["date"], self.graph.nodes[one]["label"], self.pages[one])
            for one in near
            if self.graph.nodes[one]["date"]
        )
        return Thing(
            iri,
            self.pages[iri],
            held["label"],
            {lang: names[iri] for lang, names in self.translated.items() if iri in names},
            self._name(BIL + held["kind"]),
            held["group"],
            held["date"],
            self._name(stance) if stance else "",
            self._grouped(self.by_subject[iri]),
            self._grouped(self.by_object[iri], incoming=True),
            dated if len(dated) > 1 else [],
            disputes,
        )

    def _dispute(
        self, things: list[str], about: str, positions: list[Any], reason: str
    ) -> dict[str, Any]:
        return {
            "things": [
                {"iri": one, "label": self._name(one), "href": self.pages[one]} for one in things
            ],
            "about": self._name(about),
            "positions": [
                {"value": value, "preferred": bool(preferred), "cites": self._cites(places)}
                for value, preferred, places in positions
            ],
            "reason": reason,
        }

    def _sources(self) -> dict[str, Source]:
        says: dict[str, set[tuple[str, str, str, str, str, str]]] = defaultdict(set)
        for fact in self.said["facts"]:
            if fact["inferred"]:
                continue
            for number in fact["c"]:
                place = self.said["places"][number]
                line = self._line(fact)
                row = (place["t"], self._name(fact["s"]), self.pages[fact["s"]])
                says[place["s"]].add((*row, self._name(fact["p"]), line.text, line.href))
        return {
            iri: Source(
                self.documents[iri],
                held["slug"],
                held["title"] or held["slug"],
                held["publisher"],
                held["date"],
                held["link"],
                sorted(says[iri], key=_place),
            )
            for iri, held in sorted(self.said["sources"].items())
        }


def _place(row: tuple[str, ...]) -> tuple[list[int], tuple[str, ...]]:
    return [int(one) for one in row[0].split(".") if one], row
