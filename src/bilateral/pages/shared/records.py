"""What a page says of a dataset, as typed records: the same for the explorer and the site.

How they travel inside a page is known to :mod:`bilateral.pages.explorer.packing` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bilateral.evidence.places import Place


class Statement(NamedTuple):
    """One line about a thing, and the places that say it.

    Attributes:
        subject: the IRI of the thing.
        predicate: the IRI of the property.
        target: the value where it is an IRI, else "".
        text: the value where it is a literal, else "".
        datatype: of a literal: ``@`` and its language, or the IRI of its datatype; "" for
            plain text.
        note: what was flattened into it, such as a date.
        inferred: whether it is known by a rule alone.
        composed: whether it was composed for reading: the dataset holds no such triple.
        places: what states it; for an inferred one, what states its premises.
    """

    subject: str
    predicate: str
    target: str
    text: str
    datatype: str
    note: str
    inferred: bool
    composed: bool
    places: tuple[Place, ...]


class RivalValue(NamedTuple):
    """One of the values on which sources disagree. Its fields are the order of values."""

    text: str
    preferred: bool
    places: tuple[Place, ...]


class Disagreement(NamedTuple):
    """A property on whose value sources disagree. Its fields are the order of disagreements."""

    things: tuple[str, ...]
    predicate: str
    values: tuple[RivalValue, ...]
    reason: str


class Source(NamedTuple):
    """A document; ``url`` is empty where it cannot be followed safely."""

    slug: str
    title: str
    publisher: str
    date: str
    url: str


class Content(NamedTuple):
    """All that the pages say of some things.

    Attributes:
        statements: about these things, in the order of their subjects.
        stances: the stance of each opinion among them, by its IRI.
        disagreements: about these things.
        labels: by IRI and language, the labels of what the statements mention and that has
            no entry of its own: classes, properties, concepts.
        sources: all sources that are cited, by IRI.
    """

    statements: list[Statement]
    stances: dict[str, str]
    disagreements: list[Disagreement]
    labels: dict[str, dict[str, str]]
    sources: dict[str, Source]
