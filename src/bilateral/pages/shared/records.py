"""What pages say of a dataset, as typed records: the same for the explorer and the site.

A line about a thing is a :class:`bilateral.evidence.facts.Fact`. How all of it travels
inside a page is known to :mod:`bilateral.pages.explorer.packing` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bilateral.evidence.facts import Fact
    from bilateral.evidence.places import Place


class RivalValue(NamedTuple):
    """One of the values on which sources disagree."""

    text: str
    preferred: bool
    places: tuple[Place, ...]


class Disagreement(NamedTuple):
    """A property on whose value sources disagree."""

    things: tuple[str, ...]
    predicate: str
    values: tuple[RivalValue, ...]
    reason: str


class Source(NamedTuple):
    """A document; ``link`` is empty where it cannot be followed safely."""

    slug: str
    title: str
    publisher: str
    date: str
    link: str


class Content(NamedTuple):
    """All that the pages say of some things.

    Attributes:
        facts: about these things; those that were inferred have the places of their premises.
        composed: the facts that were composed for reading: the dataset has no such triple.
        stances: the stance of each opinion among the things, by its IRI.
        disagreements: about these things.
        labels: by IRI and language, the labels of what the facts mention and that is not
            among the things: classes, properties, concepts.
        sources: all sources that are cited, by IRI.
    """

    facts: list[Fact]
    composed: set[Fact]
    stances: dict[str, str]
    disagreements: list[Disagreement]
    labels: dict[str, dict[str, str]]
    sources: dict[str, Source]
