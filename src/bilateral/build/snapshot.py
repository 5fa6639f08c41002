"""Snapshots: the finished dataset, kept for as long as its inputs stay the same.

Every command starts here, so this module imports only what loading a snapshot
needs. What makes a dataset anew is imported when there is none.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral import __version__
from bilateral.errors import ToolError
from bilateral.resources import cache_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from bilateral.queries.library import Library

# Raised when the files of a snapshot change their meaning.
_FORMAT = 2
_KEEP = 5
_DAY = 86_400
_FOLDERS = ("ontology", "graph", "queries")
_KNOWN, _REST, _CATALOGUE, _SUMS = "known.nq", "rest.nq", "catalogue.json", "sha256"


def open_store(
    root: Path, digest: str, *, full: bool = True, known_on: date | None = None
) -> ox.Store:
    """Return the dataset of *root*, from a snapshot if one fits.

    Args:
        root: the folder with ``ontology/``, ``graph/`` and ``queries/``.
        digest: the :func:`inputs_digest` of *root*.
        full: whether the named graphs are needed too; without them the store
            starts faster and holds at least the known triples.
        known_on: the dataset as it was known on this day, which has a snapshot of its own.

    Raises:
        DataError: the curated files are not valid; ``issues`` lists every problem.
    """
    digest = _digest_on(digest, known_on)
    folder = _folder(digest)
    wanted = (_KNOWN, _REST) if full else (_KNOWN,)
    store = _load(folder, wanted)
    if store is not None:
        return store
    # Imported late: a start from a snapshot must not pay for the build.
    from bilateral.build.pipeline import assemble

    store = assemble(root, known_on=known_on)[0]
    save(root, store, digest)
    return store


def _digest_on(digest: str, known_on: date | None) -> str:
    if known_on is None:
        return digest
    return _sha256(f"{digest} known on {known_on.isoformat()}".encode("ascii"))


def snapshot_folder(digest: str, known_on: date | None = None) -> str:
    """Return the folder in which the snapshot of a dataset is kept, and what is made of it."""
    return _folder(_digest_on(digest, known_on))


def open_library(root: Path, digest: str) -> Library:
    """Return the named queries of *root*, from a snapshot if one fits.

    Raises:
        DataError: a query file is not valid.
    """
    from bilateral.queries.library import Library

    text = _verified(_folder(digest), _CATALOGUE)
    if text is None:
        return Library.from_folder(root / "queries")
    return Library.from_json(text.decode("utf-8"))


def save(root: Path, store: ox.Store, digest: str) -> None:
    """Keep *store*, the finished dataset of *root*, as the snapshot of *digest*.

    The digest is taken before the files are read: a file that changes meanwhile
    leads to a new snapshot, never to a wrong one. A cache that cannot be written is
    no error: the next start builds anew.

    Raises:
        DataError: a query file is not valid.
    """
    from bilateral.build.write import serialize
    from bilateral.queries.library import Library

    known: list[ox.Quad] = []
    rest: list[ox.Quad] = []
    for quad in store:
        (known if isinstance(quad.graph_name, ox.DefaultGraph) else rest).append(quad)
    contents = {
        _KNOWN: serialize(known, "nquads"),
        _REST: serialize(rest, "nquads"),
        _CATALOGUE: Library.from_folder(root / "queries").to_json().encode("utf-8"),
    }
    sums = [f"{_sha256(data)}  {name}\n" for name, data in contents.items()]
    contents[_SUMS] = "".join(sums).encode("ascii")
    folder = _folder(digest)
    try:
        _place(folder, contents)
        _forget_old(os.path.dirname(folder))
    except OSError:
        return


def inputs_digest(root: Path) -> str:
    """Return the SHA-256 of all that the dataset depends on: files and program.

    Raises:
        ToolError: a file cannot be read.
    """
    digest = hashlib.sha256(f"{__version__} {_FORMAT}\n".encode())
    # The stages themselves count: a changed rule of merging is a changed dataset.
    stages = os.path.dirname(os.path.abspath(__file__))
    for base, folders in ((stages, ("",)), (str(root), _FOLDERS)):
        for path, name in _files(base, folders):
            content = _read(path)
            # Lengths keep apart what would run together.
            digest.update(f"{len(name)} {name} {len(content)}\n".encode("utf-8", "surrogateescape"))
            digest.update(content)
    return digest.hexdigest()


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise ToolError(
            f"cannot read {path}: {error.strerror or error}",
            next_step="make the file readable, or remove it from the project",
        ) from error


def _files(base: str, folders: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    found = []
    for folder in folders:
        for place, below, names in os.walk(os.path.join(base, folder)):
            below[:] = [name for name in below if name != "__pycache__"]
            for name in names:
                path = os.path.join(place, name)
                if not name.startswith(".") and os.path.isfile(path):
                    found.append((path, path[len(base) :].replace(os.sep, "/")))
    return iter(sorted(found, key=lambda one: one[1]))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _folder(digest: str) -> str:
    return os.path.join(cache_folder(), digest[:32])


def _verified(folder: str, name: str) -> bytes | None:
    """Return a file of a snapshot, or ``None`` when it is missing or damaged."""
    try:
        with open(os.path.join(folder, _SUMS), "rb") as file:
            sums = file.read()
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
    except OSError:
        return None
    return data if f"{_sha256(data)}  {name}\n".encode("ascii") in sums else None


def _load(folder: str, names: tuple[str, ...]) -> ox.Store | None:
    store = ox.Store()
    for name in names:
        if (data := _verified(folder, name)) is None:
            return None
        # Lenient: what was written by us needs no second validation.
        store.bulk_load(input=data, format=ox.RdfFormat.N_QUADS, lenient=True)
    return store


def _place(folder: str, contents: dict[str, bytes]) -> None:
    """Write a snapshot beside its place and rename it into it as a whole."""
    import shutil
    import tempfile

    cache = os.path.dirname(folder)
    os.makedirs(cache, exist_ok=True)
    fresh = tempfile.mkdtemp(prefix=".new-", dir=cache)
    try:
        for name, data in contents.items():
            with open(os.path.join(fresh, name), "wb") as file:
                file.write(data)
        # Only a damaged snapshot gets here while it exists; a folder with
        # content cannot be renamed over.
        shutil.rmtree(folder, ignore_errors=True)
        os.rename(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _forget_old(cache: str) -> None:
    """Remove snapshots beyond the newest, and what a killed process left behind."""
    import shutil
    import time

    snapshots = []
    for entry in os.scandir(cache):
        changed = entry.stat(follow_symlinks=False).st_mtime
        if entry.name.startswith(".new-") and changed < time.time() - _DAY:
            shutil.rmtree(entry.path, ignore_errors=True)
        elif len(entry.name) == 32 and all(ch in "0123456789abcdef" for ch in entry.name):
            snapshots.append((changed, entry.path))
    for _, path in sorted(snapshots, reverse=True)[_KEEP:]:
        shutil.rmtree(path, ignore_errors=True)
