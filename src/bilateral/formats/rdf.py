"""The dataset in RDF formats, sorted, so that the same data gives the same bytes."""

from __future__ import annotations

from typing import Literal

import pyoxigraph as ox

from bilateral.errors import UnknownNameError, UsageError
from bilateral.rdf.serialize import RDF_FORMATS, serialize

QUAD_FORMATS = ("trig", "nquads", "jsonld")


def to_format(store: ox.Store, fmt: str, *, scope: Literal["known", "all"] = "known") -> bytes:
    """Return the dataset in the RDF format *fmt*.

    Args:
        store: the whole dataset.
        fmt: a key of ``bilateral.rdf.serialize.RDF_FORMATS``.
        scope: ``known`` for the default graph, ``all`` for the named graphs too.

    Raises:
        UnknownNameError: there is no such format.
        UsageError: *scope* is ``all`` and the format cannot hold named graphs.
    """
    if fmt not in RDF_FORMATS:
        raise UnknownNameError("RDF format", fmt, next_step=f"use one of {', '.join(RDF_FORMATS)}")
    if scope == "all":
        if fmt not in QUAD_FORMATS:
            raise UsageError(
                f"{fmt} cannot hold named graphs",
                next_step=f"use one of {', '.join(QUAD_FORMATS)}, or the known triples only",
            )
        return serialize(store, fmt)
    known = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return serialize([quad.triple for quad in known], fmt)
