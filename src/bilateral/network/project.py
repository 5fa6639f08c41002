"""From triples to a typed network of things.

Nodes are things, edges are the properties between them. Concepts (topics, kinds,
stances) are no nodes: a topic that thirty things share would join all of them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from bilateral.evidence import facts as reading
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


def project(store: ox.Store, *, fold: bool = True, inferred: bool = False) -> nx.MultiDiGraph:
    """Return the things of *store* and the links between them.

    Nodes are keyed by IRI and carry ``label``, ``kind`` (class local name),
    ``kind_label``, ``group``, ``description``, ``date``, ``aliases`` and ``topics``
    (labels of concepts). Edges are keyed by the predicate's IRI and carry
    ``predicate``, ``label``, ``note``, ``citations`` (short strings) and ``inferred``.

    Args:
        fold: put tenures, agreement actions and amounts into what they qualify;
            otherwise they are nodes.
        inferred: also take links that follow by a rule.
    """
    names = reading.labels(store)
    found = reading.facts(store)
    kind = reading.kinds(found, store)
    if fold:
        found = reading.fold(found, kind, names)
    return network(found, kind, names, inferred=inferred)


def network(
    found: list[Fact], kind: dict[str, str], names: dict[str, str], *, inferred: bool = False
) -> nx.MultiDiGraph:
    """Return the network of facts that are read already; see :func:`project`."""
    graph = nx.MultiDiGraph()
    literals: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    topics: dict[str, list[str]] = defaultdict(list)
    subjects = {fact.subject for fact in found if fact.subject.startswith(ID)}
    for fact in found:
        if isinstance(fact.value, ox.Literal):
            literals[fact.subject][fact.predicate].append(fact.value.value)
        elif fact.predicate == BIL + "hasTopic":
            topics[fact.subject].append(fact.target)
    for iri in sorted(one for one in subjects if one in kind):
        held = literals[iri]
        graph.add_node(
            iri,
            label=names.get(iri, compact(iri)),
            kind=kind[iri],
            kind_label=names.get(BIL + kind[iri], kind[iri]),
            group=OTHER,
            description=" ".join(held[DCTERMS + "description"]),
            date=_dates({*held[BIL + "date"], *held[BIL + "attestedDate"]}),
            aliases=sorted({*held[SKOS + "altLabel"], *held[SKOS + "prefLabel"]}),
            topics=sorted({names.get(one, compact(one)) for one in topics[iri]}),
        )
    for fact in found:
        if fact.target in graph and fact.subject in graph and (inferred or not fact.inferred):
            graph.add_edge(
                fact.subject,
                fact.target,
                key=fact.predicate,
                predicate=fact.predicate,
                label=names.get(fact.predicate, compact(fact.predicate)),
                note=fact.note,
                citations=[one.short for one in fact.mentions],
                inferred=fact.inferred,
            )
    for iri, data in graph.nodes(data=True):
        about = {one.removeprefix(CONCEPT) for one in topics[iri]}
        data["group"] = _group(graph, iri, data["kind"], about)
    return graph


def _dates(found: set[str]) -> str:
    """Return *found* in order, without a year or month that a finer date repeats."""
    finer = [one for one in found if not any(two.startswith(f"{one}-") for two in found)]
    return ", ".join(sorted(finer))


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
