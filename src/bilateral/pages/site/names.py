"""File names of pages: made from IRIs that anybody may have written."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNSAFE = re.compile(r"[^a-z0-9._-]+")
_MAX_LENGTH = 80
# Devices of Windows: a file of that name cannot be unpacked there.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def file_names(iris: Iterable[str]) -> dict[str, str]:
    """Return a name without ending for every IRI: readable, and of one thing only.

    Names are lower case, since some file systems do not tell cases apart. Where two
    IRIs would share a name, or one holds what a name must not, a digest stands before it.
    """
    names: dict[str, str] = {}
    used: set[str] = set()
    for iri in sorted(set(iris)):
        local = re.split(r"[/#]", iri)[-1]
        name = _UNSAFE.sub("-", local.lower()).strip("-.")[:_MAX_LENGTH]
        if name != local or not name or name in used or _DEVICES.fullmatch(name):
            # In front: what stands before the first dot makes a device.
            name = f"{hashlib.sha256(iri.encode('utf-8')).hexdigest()[:10]}-{name}".rstrip("-")
        used.add(name)
        names[iri] = name
    return names
