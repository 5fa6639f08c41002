"""From triples to a typed network of things.

Nodes are things, edges are the properties between them. Concepts (topics, kinds,
stances) are not nodes: a topic that thirty things share would join all of them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import pyoxigraph as ox

from bilateral.evidence.classes import class_names
from bilateral.evidence.contraction import contract as contracted
from bilateral.evidence.facts import facts
from bilateral.evidence.labels import labels
from bilateral.rdf.vocabulary import BIL, CONCEPT, DCTERMS, ID, SKOS, compact

if TYPE_CHECKING:
    from bilateral.evidence.facts import Fact

AGREEMENTS = "Agreements"
VISITS = "Visits & meetings"
DIALOGUES = "Dialogues & security"
AID = "Aid & projects"
CULTURE = "Culture & education"
PEOPLE = "People & posts"
HISTORY = "History & events"
STATES = "States"
ORGANIZATIONS = "Organizations"
OTHER = "More"

_BY_KIND = {
    "State": STATES,
    "Agreement": AGREEMENTS,
    "Treaty": AGREEMENTS,
    "PoliticalCommitment": AGREEMENTS,
    "AgreementAction": AGREEMENTS,
    "Visit": VISITS,
    "DialogueMechanism": DIALOGUES,
    "Project": AID,
    "AidFlow": AID,
    "Observation": AID,
    "Person": PEOPLE,
    "Post": PEOPLE,
    "Tenure": PEOPLE,
    "DiplomaticMission": PEOPLE,
    "PublicStatement": VISITS,
}
_SECURITY = {"topic.security", "topic.defence"}
_CULTURE = {"topic.culture", "topic.education", "topic.literature", "topic.people-to-people"}
_AID_LINKS = {BIL + name for name in ("fundedBy", "implementedBy", "hasProvider", "resultedIn")}


class Knowledge(NamedTuple):
    """All known facts, the class of each thing and the English name of everything."""

    facts: list[Fact]
    classes: dict[str, str]
    labels: dict[str, str]


def knowledge(store: ox.Store, *, contract: bool = True) -> Knowledge:
    """Return what is known in *store*, read in one pass.

    Args:
        store: the whole dataset.
        contract: put tenures, agreement actions and amounts into what they qualify.
    """
    known = Knowledge(facts(store), class_names(store), labels(store))
    return known._replace(facts=contracted(*known)) if contract else known


def project(store: ox.Store, *, contract: bool = True) -> nx.MultiDiGraph:
    """Return the things of *store* and the links that sources state; see :func:`network`.

    Args:
        store: the whole dataset.
        contract: put tenures, agreement actions and amounts into what they qualify;
            otherwise they are nodes.
    """
    return network(knowledge(store, contract=contract))


def network(known: Knowledge, *, inferred: bool = False) -> nx.MultiDiGraph:
    """Return the things of *known* and the links between them.

    Nodes are keyed by IRI and carry ``label``, ``kind`` (class local name),
    ``kind_label``, ``group``, ``description``, ``date``, ``aliases`` and ``topics``
    (labels of concepts). Edges are keyed by the predicate's IRI and carry
    ``predicate``, ``label``, ``note``, ``citations`` (short strings) and ``inferred``.
    """
    graph = nx.MultiDiGraph()
    names = known.labels
    literals: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    topics: dict[str, list[str]] = defaultdict(list)
    for fact in known.facts:
        if isinstance(fact.value, ox.Literal):
            literals[fact.subject][fact.predicate].append(fact.value.value)
        elif fact.predicate == BIL + "hasTopic":
            topics[fact.subject].append(fact.target)
    things = {fact.subject for fact in known.facts if fact.subject.startswith(ID)}
    for iri in sorted(things & known.classes.keys()):
        texts, kind = literals[iri], known.classes[iri]
        graph.add_node(
            iri,
            label=names.get(iri, compact(iri)),
            kind=kind,
            kind_label=names.get(BIL + kind, kind),
            group=OTHER,
            description=" ".join(texts[DCTERMS + "description"]),
            date=_dates({*texts[BIL + "date"], *texts[BIL + "attestedDate"]}),
            aliases=sorted({*texts[SKOS + "altLabel"], *texts[SKOS + "prefLabel"]}),
            topics=sorted({names.get(topic, compact(topic)) for topic in topics[iri]}),
        )
    for fact in known.facts:
        if fact.target in graph and fact.subject in graph and (inferred or not fact.inferred):
            graph.add_edge(
                fact.subject,
                fact.target,
                key=fact.predicate,
                predicate=fact.predicate,
                label=names.get(fact.predicate, compact(fact.predicate)),
                note=fact.note,
                citations=[place.short for place in fact.places],
                inferred=fact.inferred,
            )
    for iri, data in graph.nodes(data=True):
        about = {topic.removeprefix(CONCEPT) for topic in topics[iri]}
        data["group"] = _group(graph, iri, data["kind"], about)
    return graph


def _dates(dates: set[str]) -> str:
    """Return *dates* in order, without a year or month that a finer date repeats."""
    finest = [date for date in dates if not any(other.startswith(f"{date}-") for other in dates)]
    return ", ".join(sorted(finest))


def _group(graph: nx.MultiDiGraph, iri: str, kind: str, about: set[str]) -> str:
    """Return the panel that a thing belongs to, by its class, links and topics."""
    links = {key for *_, key in graph.in_edges(iri, keys=True)}
    if kind == "Meeting":
        rounds = any(key == BIL + "roundOf" for *_, key in graph.out_edges(iri, keys=True))
        return DIALOGUES if rounds or about & _SECURITY else VISITS
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    if kind == "Organization" and not about & _CULTURE:
        return AID if links & _AID_LINKS else ORGANIZATIONS
    if kind == "Event" and about & _SECURITY:
        return DIALOGUES
    if about & _CULTURE and kind in ("Event", "Organization"):
        return CULTURE
    return HISTORY if kind == "Event" else OTHER
