"""One analysis: which things link the actors, and the tables that are made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from bilateral.compile.dates import day_of
from bilateral.errors import UsageError
from bilateral.network import actors, roles
from bilateral.network.actors import SHARED, Period
from bilateral.network.project import project
from bilateral.questions.results import Result
from bilateral.rdf.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from bilateral.network.change import Change

_DECIMAL = ox.NamedNode(XSD + "decimal")


class Analysis:
    """The network of actors in one time, and what networkx says of it.

    Args:
        store: the whole dataset.
        by: what links actors: ``events``, ``agreements``, ``projects``; by default all.
        start: leave out what was certainly over before this year, month or day.
        end: leave out what certainly began after it.
        states: whether states are actors too.
        backend: the networkx backend that runs the algorithms.

    Raises:
        UsageError: *by* has an unknown word, or a date is not valid.
    """

    def __init__(
        self,
        store: ox.Store,
        *,
        by: Sequence[str] | None = None,
        start: str | None = None,
        end: str | None = None,
        states: bool = False,
        backend: str | None = None,
    ) -> None:
        self._store = store
        self._network = project(store)
        self._by = tuple(by or SHARED)
        self._states = states
        self.backend = backend
        self.two_sided: nx.Graph = self._within(_period(start, end))

    def _within(self, period: Period) -> nx.Graph:
        return actors.two_sided(self._network, by=self._by, period=period, states=self._states)

    def ties(self) -> list[actors.Tie]:
        """Return pairs of actors and what they share, the strongest first."""
        return actors.ties(self.two_sided)

    def positions(self) -> list[roles.Position]:
        """Return the measures of every actor, the most partners first."""
        return roles.positions(self.two_sided, backend=self.backend)

    def communities(self) -> list[roles.Community]:
        """Return the communities of actors, the largest first."""
        return roles.communities(self.two_sided, backend=self.backend)

    def brokers(self, first: str = "security", second: str = "aid") -> list[roles.Broker]:
        """Return the actors between two tracks, the most important first.

        Raises:
            UsageError: a track is not known, or both are the same.
        """
        from bilateral.network.tracks import check_track, tracks

        if check_track(first) == check_track(second):
            raise UsageError(
                f"{first} twice is one track", next_step="name two, such as security,aid"
            )
        track_of = tracks(self._store, self.two_sided)
        return roles.brokers(self.two_sided, track_of, first, second, backend=self.backend)

    def change(self, start: str | None, end: str | None) -> list[Change]:
        """Return what is different in the time from *start* to *end*."""
        from bilateral.network.change import change

        return change(self.two_sided, self._within(_period(start, end)))

    def network(self) -> nx.Graph:
        """Return the actors with their ties; measures and communities are attributes."""
        graph: nx.Graph = actors.projected(self.two_sided)
        for position in self.positions():
            graph.nodes[position.iri].update(position._asdict())
        for community in self.communities():
            for iri in community.members:
                graph.nodes[iri]["community"] = community.number
        for tie in self.ties():
            graph.edges[tie.a, tie.b]["shared"] = "; ".join(tie.shared)
        return graph

    def graphml(self) -> bytes:
        """Return :meth:`network` as GraphML."""
        from bilateral.formats.networks import undirected_graphml

        return undirected_graphml(self.network())


def table(rows: Sequence[NamedTuple], columns: Mapping[str, str]) -> Result:
    """Return rows of an analysis as an answer, for every format and frame.

    Args:
        rows: what a method of :class:`Analysis` returned.
        columns: the fields to give, each with the name of its column.
    """
    return Result.of_rows(
        columns.values(),
        [tuple(_term(getattr(row, field)) for field in columns) for row in rows],
    )


def _term(value: Any) -> ox.NamedNode | ox.Literal:
    if isinstance(value, tuple):
        return ox.Literal("; ".join(map(str, value)))
    if isinstance(value, float):
        return ox.Literal(f"{value:.6f}", datatype=_DECIMAL)
    return ox.Literal(value)


def _period(start: str | None, end: str | None) -> Period:
    first = day_of(start, last=False) if start else ""
    last = day_of(end, last=True) if end else ""
    if first and last and last < first:
        raise UsageError(
            f"the time from {start} to {end} is empty", next_step="put the earlier date first"
        )
    return Period(first, last)
