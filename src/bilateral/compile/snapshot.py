"""Snapshots: the finished dataset, kept for as long as its inputs stay the same.

Every command starts here, so this module imports only what loading a snapshot
needs. What assembles a dataset stands above it, in :mod:`bilateral.assemble`.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral._version import __version__
from bilateral.files import TEMPORARY, place_folder, read_bytes
from bilateral.settings import cache_folder, current

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

# Raised when the files of a snapshot change their meaning.
_FORMAT = 3
_DAY = 86_400
# A folder has the beginning of the digest as its name.
_NAME_LENGTH = 32
_FOLDERS = ("ontology", "graph", "queries")
# The parts of the program that decide what a snapshot holds. A part that is missing here
# leaves stale snapshots in use after an update of a checkout.
_PROGRAM = (
    *("assemble.py", "checks/files", "compile", "evidence", "find", "questions", "rdf"),
    "yaml_reader.py",
)
_KNOWN, _REST, _SUMS = "known.nq", "rest.nq", "sha256"


def load_store(digest: str, *, full: bool = True) -> ox.Store | None:
    """Return the dataset of a snapshot, or ``None`` where it is missing or damaged.

    Args:
        digest: the :func:`inputs_digest` of the dataset, or its :func:`digest_on` a day.
        full: whether the named graphs are needed too; without them the store
            loads faster and holds the known triples only.
    """
    store = ox.Store()
    for name in (_KNOWN, _REST) if full else (_KNOWN,):
        data = read(digest, name)
        if data is None:
            return None
        # Lenient: what was written by us needs no second validation.
        store.bulk_load(input=data, format=ox.RdfFormat.N_QUADS, lenient=True)
    return store


def read(digest: str, name: str) -> bytes | None:
    """Return the file *name* of a snapshot, or ``None`` where it is missing or damaged."""
    folder = _folder(digest)
    try:
        with open(os.path.join(folder, _SUMS), "rb") as file:
            sums = file.read()
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
    except OSError:
        return None
    return data if _sum_line(name, data) in sums else None


def save(store: ox.Store, digest: str, extras: Mapping[str, bytes]) -> None:
    """Keep *store* and the files *extras* as the snapshot of *digest*.

    A cache that cannot be written is not an error: the next start builds anew.
    """
    # Imported late: a start from a snapshot serialises nothing.
    from bilateral.rdf.serialize import serialize

    known: list[ox.Quad] = []
    rest: list[ox.Quad] = []
    for quad in store:
        (known if isinstance(quad.graph_name, ox.DefaultGraph) else rest).append(quad)
    contents = {
        _KNOWN: serialize(known, "nquads"),
        _REST: serialize(rest, "nquads"),
        **extras,
    }
    contents[_SUMS] = b"".join(_sum_line(name, data) for name, data in contents.items())
    folder = _folder(digest)
    try:
        # Readable by its owner alone, as the files that it was made of may be.
        place_folder(Path(folder), contents, mode=0o700)
        _forget_old(os.path.dirname(folder))
    except OSError:
        return


def snapshot_folder(digest: str, known_on: date | None = None) -> str:
    """Return the folder in which the snapshot of a dataset is kept, and what is made of it."""
    return _folder(digest_on(digest, known_on))


def digest_on(digest: str, known_on: date | None) -> str:
    """Return the digest of the dataset as it was known on a day; without a day, *digest*."""
    if known_on is None:
        return digest
    return _sha256(f"{digest} known on {known_on.isoformat()}".encode("ascii"))


def inputs_digest(root: Path) -> str:
    """Return the SHA-256 of all that the dataset depends on: files and program.

    Raises:
        ToolError: a file cannot be read.
    """
    digest = hashlib.sha256(f"{__version__} {_FORMAT}\n".encode())
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for base, parts, suffix in ((package, _PROGRAM, ".py"), (str(root), _FOLDERS, "")):
        for path, name in _files(base, parts, suffix):
            content = read_bytes(
                path, next_step="make the file readable, or remove it from the project"
            )
            # Lengths keep apart what would run together.
            digest.update(f"{len(name)} {name} {len(content)}\n".encode("utf-8", "surrogateescape"))
            digest.update(content)
    return digest.hexdigest()


def _files(base: str, parts: tuple[str, ...], suffix: str) -> Iterator[tuple[str, str]]:
    """Yield path and relative name of every file in *parts* of the folder *base*, by name."""
    paths = []
    for part in parts:
        whole = os.path.join(base, part)
        if os.path.isfile(whole):
            paths.append(whole)
        for folder, _, names in os.walk(whole):
            paths += [
                os.path.join(folder, name)
                for name in names
                if not name.startswith(".") and name.endswith(suffix)
            ]
    relative = ((path, path[len(base) :].replace(os.sep, "/")) for path in paths)
    return iter(sorted(relative, key=lambda entry: entry[1]))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sum_line(name: str, data: bytes) -> bytes:
    return f"{_sha256(data)}  {name}\n".encode("ascii")


def _folder(digest: str) -> str:
    return os.path.join(cache_folder(), digest[:_NAME_LENGTH])


def _forget_old(cache: str) -> None:
    """Remove snapshots beyond the newest, and what a killed process left behind."""
    import shutil
    import time

    snapshots = []
    for entry in os.scandir(cache):
        changed_at = entry.stat(follow_symlinks=False).st_mtime
        if entry.name.startswith(TEMPORARY) and changed_at < time.time() - _DAY:
            shutil.rmtree(entry.path, ignore_errors=True)
        elif len(entry.name) == _NAME_LENGTH and set(entry.name) <= set("0123456789abcdef"):
            snapshots.append((changed_at, entry.path))
    for _, path in sorted(snapshots, reverse=True)[current.snapshots :]:
        shutil.rmtree(path, ignore_errors=True)
