"""Writing: whole files or none, and the same bytes for the same triples."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.errors import ToolError
from bilateral.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

RDF_FORMATS: dict[str, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def write_atomic(path: Path, data: bytes) -> None:
    """Write *data* to *path* as a whole: a full disk leaves the old file untouched.

    Raises:
        ToolError: the folder cannot be made, or the file cannot be written.
    """
    # Imported late: an answer to standard output needs none of it.
    import tempfile

    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise ToolError(
            f"cannot write {path}: {error.strerror or error}",
            next_step="free some space or choose another folder; nothing was changed",
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _order(quad: ox.Quad | ox.Triple) -> tuple[str, str, str, str]:
    graph = str(quad.graph_name) if isinstance(quad, ox.Quad) else ""
    # The type comes first among a subject's triples, as people write it.
    predicate = str(quad.predicate)
    if predicate == "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>":
        predicate = ""
    return ("" if graph == "DEFAULT" else graph, str(quad.subject), predicate, str(quad.object))


def _named_alike(found: list[Any]) -> list[Any]:
    """Give blank nodes the names of RDFC-1.0: a store that loads a file invents new ones."""
    blank = [one for one in found if any(isinstance(term, ox.BlankNode) for term in one)]
    if not blank:
        return found
    rest = [one for one in found if not any(isinstance(term, ox.BlankNode) for term in one)]
    triples = isinstance(blank[0], ox.Triple)
    dataset = ox.Dataset(ox.Quad(*one) if isinstance(one, ox.Triple) else one for one in blank)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [*rest, *(one.triple if triples else one for one in dataset)]


def serialize(quads: Iterable[ox.Quad] | Iterable[ox.Triple], fmt: str) -> bytes:
    """Return *quads* in the RDF format *fmt* (a key of ``RDF_FORMATS``), sorted."""
    ordered = sorted(_named_alike(list(quads)), key=_order)
    prefixes = PREFIXES if fmt in ("turtle", "trig", "rdfxml") else None
    data = ox.serialize(ordered, format=RDF_FORMATS[fmt], prefixes=prefixes)
    if data is None:  # only with an output file, which is not given here
        raise ToolError("the serializer returned nothing")
    return data
