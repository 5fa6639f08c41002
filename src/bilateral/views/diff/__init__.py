"""What changed between two versions of the data: kinds of change, not lines of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["KINDS", "Change", "Kind", "diff", "is_known_only", "part_of"]

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
# Also the order in which the changes of one thing are told.
KINDS: tuple[Kind, ...] = get_args(Kind)


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


# What is told together, in this order: things, claims, disagreements, sources, terms.
_PARTS = ("status", "disagreement", "source", "term")


def part_of(change: Change) -> str:
    """Return the part of a report that *change* belongs to; things are the first."""
    head = change.kind.partition("-")[0]
    return head if head in _PARTS else ""


def is_known_only(store: ox.Store) -> bool:
    """Whether *store* holds known triples only, so that nobody can tell who says them."""
    return len(store) > 0 and next(store.named_graphs(), None) is None


def diff(old: ox.Store, new: ox.Store) -> list[Change]:
    """Return what changed from *old* to *new*, the changes of one thing side by side.

    Triples that were inferred, and the days that the build computes from dates, are
    left out: they follow from the others. Where one of the two holds known triples
    only (:func:`is_known_only`), nothing can be told of evidence, claims,
    disagreements, sources and the ontology; and what was inferred there looks like
    what was stated.

    Args:
        old: the dataset before, as the build makes it.
        new: the dataset after.
    """
    from bilateral.views.diff.changes import find

    return sorted(find(old, new), key=_order)


def _order(change: Change) -> tuple[object, ...]:
    part = part_of(change)
    return (
        _PARTS.index(part) + 1 if part else 0,
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
