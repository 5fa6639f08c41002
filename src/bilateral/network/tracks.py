"""Tracks: the fields of the relation that a thing belongs to, by its topics and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import UsageError
from bilateral.evidence.classes import is_a
from bilateral.rdf.graph import subjects, values
from bilateral.rdf.vocabulary import BIL, CONCEPT

if TYPE_CHECKING:
    import networkx as nx

_TOPIC, _ROUND_OF, _RESULTED_IN, _IMPLEMENTS = (
    ox.NamedNode(BIL + name)
    for name in ("hasTopic", "roundOf", "resultedIn", "implementsAgreement")
)
_AID = ("AidFlow", "Project")
# Topics that put a thing on a track, in the order in which a thing of several is placed:
# a talk on maritime security that also touches aid belongs to the narrower field.
_TOPICS = {
    "security": ("security", "defence", "counter-terrorism", "disarmament", "maritime-security"),
    "aid": ("development", "aid-policy", "disaster-relief"),
    "economy": ("trade", "investment", "economy", "industry", "automobile", "finance"),
    "culture": ("culture", "education", "literature", "language", "people-to-people", "fine-arts"),
    "migration": ("labour-migration", "diaspora", "human-resources"),
}
TRACKS = tuple(_TOPICS)


def tracks(store: ox.Store, graph: nx.Graph) -> dict[str, str]:
    """Return the track of every thing of a two-sided graph that is on one.

    Projects and aid flows, agreements that a flow implements, and events that resulted
    in either are on the aid track unless they are about security. Otherwise the topics
    of a thing, and those of the series that it is a round of, decide.
    """
    track_of: dict[str, str] = {}
    for iri, side in graph.nodes(data="bipartite"):
        if side == 1:
            about = _topics(store, iri)
            names = [name for name, topics in _TOPICS.items() if about.intersection(topics)]
            if graph.nodes[iri]["kind"] in _AID or _leads_to_aid(store, iri):
                names = ["security"] if "security" in names else ["aid"]
            if names:
                track_of[iri] = names[0]
    return track_of


def check_track(name: str) -> str:
    """Return *name* if it is a track.

    Raises:
        UsageError: it is not a track.
    """
    if name not in TRACKS:
        raise UsageError(
            f"{name[:40]!r} is not a track", next_step=f"choose from {', '.join(TRACKS)}"
        )
    return name


def _topics(store: ox.Store, iri: str) -> set[str]:
    node = ox.NamedNode(iri)
    return {
        topic.value.removeprefix(f"{CONCEPT}topic.")
        for thing in (node, *values(store, node, _ROUND_OF))
        if isinstance(thing, ox.NamedNode)
        for topic in values(store, thing, _TOPIC)
        if isinstance(topic, ox.NamedNode)
    }


def _leads_to_aid(store: ox.Store, iri: str) -> bool:
    node = ox.NamedNode(iri)
    return bool(subjects(store, _IMPLEMENTS, node)) or any(
        isinstance(result, ox.NamedNode) and is_a(store, result.value, BIL + kind)
        for result in values(store, node, _RESULTED_IN)
        for kind in _AID
    )
