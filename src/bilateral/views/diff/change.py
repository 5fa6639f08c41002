"""A change between two versions of the data, and the kinds that there are."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Kind = Literal[
    "entity-added",
    "entity-removed",
    "entity-renamed",
    "class-changed",
    "value-added",
    "value-removed",
    "value-changed",
    "date-refined",
    "link-added",
    "link-removed",
    "evidence-added",
    "evidence-removed",
    "status-changed",
    "disagreement-opened",
    "disagreement-decided",
    "disagreement-closed",
    "source-added",
    "source-removed",
    "source-changed",
    "term-added",
    "term-removed",
    "term-changed",
]
# Also the order in which the changes of one thing are listed.
KINDS: tuple[Kind, ...] = get_args(Kind)
# The parts of a report in their order: things, claims, disagreements, sources, terms.
_PARTS = ("", "status", "disagreement", "source", "term")


class Change(NamedTuple):
    """One change of one thing.

    ``thing`` and ``property`` are IRIs; ``old`` and ``new`` are the IRI or the text of
    a value, or ``None`` where there was none or is none. A change of evidence leaves the
    fact as it is, so there both are the same. ``sources`` are short citations of who says
    what is new, or of who said what was removed. ``language`` is that of the values.

    The three names are what a person reads for the property and the two values.
    """

    kind: Kind
    thing: str
    label: str
    property: str | None = None
    old: str | None = None
    new: str | None = None
    sources: tuple[str, ...] = ()
    language: str | None = None
    property_name: str = ""
    old_name: str = ""
    new_name: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return the change as plain data for JSON."""
        return {
            "kind": self.kind,
            "thing": self.thing,
            "label": self.label,
            "property": self.property,
            "language": self.language,
            "old": self.old,
            "new": self.new,
            "sources": list(self.sources),
        }


def part_of(change: Change) -> str:
    """Return the part of a report that *change* belongs to; things are the first."""
    head = change.kind.partition("-")[0]
    return head if head in _PARTS else ""


def order(change: Change) -> tuple[object, ...]:
    """Return the place of *change* in a report: the changes of one thing side by side."""
    return (
        _PARTS.index(part_of(change)),
        change.label.casefold(),
        change.thing,
        KINDS.index(change.kind),
        change.property_name,
        change.property or "",
        change.language or "",
        change.old or "",
        change.new or "",
        change.sources,
    )
