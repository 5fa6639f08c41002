"""What changed between two versions of the data: kinds of change, not lines of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.rdf.vocabulary import within
from bilateral.views.diff.change import KINDS, Change, Kind, order, part_of
from bilateral.views.diff.pair import Pair
from bilateral.views.diff.records import claims, disagreements, sources
from bilateral.views.diff.terms import terms
from bilateral.views.diff.things import evidence, things
from bilateral.views.diff.version import Version, dataset_of, is_known_only

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["KINDS", "Change", "Kind", "dataset_of", "diff", "is_known_only", "part_of"]


def diff(old: ox.Store, new: ox.Store) -> list[Change]:
    """Return what changed from *old* to *new*, the changes of one thing side by side.

    Triples that were inferred, and the days that the build computes from dates, are
    left out: they follow from the others. Where one of the two holds known triples
    only (:func:`is_known_only`), nothing can be said of evidence, claims,
    disagreements, sources and the ontology; and what was inferred there looks like
    what was stated.

    Args:
        old: the dataset before, as the build makes it.
        new: the dataset after.
    """
    with within(dataset_of(new)):
        pair = Pair(Version(old), Version(new))
        changes = [*things(pair), *terms(pair)]
        if pair.has_evidence:
            for find in (evidence, claims, disagreements, sources):
                changes.extend(find(pair))
    return sorted(changes, key=order)
