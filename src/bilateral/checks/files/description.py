"""Checks of ``graph/dataset.yml``: every entry is known, and of its type.

A misspelled key would otherwise be ignored, and what it was meant to demand with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bilateral import settings
from bilateral.errors import DataError
from bilateral.yaml_reader import YamlReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

    from bilateral.checks.files.index import Index
    from bilateral.errors import Issue

_FILE = "graph/dataset.yml"
_REFERENCE_KEYS = {"title": False, "source": False, "licence": False}
_LIMIT_KEYS = {"of": True, "min": False, "max": False, "why": True}
_FORM = "write small letters, digits and hyphens, and lists as `[en, fr]`, without quotes"
# Reads one entry under its name and raises DataError where it is not valid.
_Read = Callable[[YamlReader, "yaml.Node", str], object]


def entries(index: Index) -> Iterator[Issue]:
    """Find entries that are unknown, stand twice, lack a part or are of another type."""
    root = index.project.root
    if any(issue.location.path == _FILE for issue in index.project.issues):
        return  # it could not be read, which is reported already
    text = (root / _FILE).read_text(encoding="utf-8")
    reader = YamlReader(_FILE, text, code="dataset-file", title=_FILE)
    # Both are read without a YAML parser at every start, which knows fewer forms.
    plain = {"name": settings.dataset_name(root), "languages": [*settings.languages(root)]}
    try:
        pairs = reader.pairs(reader.document(), _FILE)
    except DataError as error:
        yield from error.issues
        return
    for key, node in pairs:
        try:
            if key.value not in _ENTRIES:
                raise reader.unknown(key, _ENTRIES, _FILE)
            value = _ENTRIES[key.value](reader, node, key.value)
            if plain.get(key.value, value) != value:
                raise reader.error(node, f"{key.value} cannot be read in this form", _FORM)
        except DataError as error:
            yield from error.issues


def _texts(reader: YamlReader, node: yaml.Node, name: str) -> list[str]:
    return [reader.text(item, name) for item in reader.items(node, name)]


def _table(read: _Read) -> _Read:
    """Return what reads a mapping, each value of it by *read*."""

    def read_table(reader: YamlReader, node: yaml.Node, name: str) -> None:
        for key, value in reader.table(node, name).items():
            read(reader, value, f"{name} {key}")

    return read_table


def _box(reader: YamlReader, node: yaml.Node, name: str) -> None:
    sides = [reader.decimal(side, name) for side in reader.items(node, name)]
    if len(sides) != 4:
        raise reader.error(node, f"{name} lacks a side", "write [south, west, north, east]")


def _reference(reader: YamlReader, node: yaml.Node, name: str) -> None:
    keys = reader.mapping(node, _REFERENCE_KEYS, name)
    for key, value in keys.items():
        if key != "source":  # checked where it becomes a triple
            reader.text(value, f"{name} {key}")


def _limits(reader: YamlReader, node: yaml.Node, name: str) -> None:
    for item in reader.items(node, name):
        keys = reader.mapping(item, _LIMIT_KEYS, "a limit")
        for key in ("of", "why"):
            reader.text(keys[key], key)
        bounds = [reader.decimal(keys[key], key) for key in ("min", "max") if key in keys]
        if not bounds:
            step = "write {of: bil:Visit, min: 30, why: …}; docs/data-model.md explains it"
            raise reader.error(item, "a limit has neither min nor max", step)


_ENTRIES: dict[str, _Read] = {
    "name": YamlReader.text,
    "title": YamlReader.text,
    "description": YamlReader.text,
    "licence": YamlReader.text,
    "countries": _texts,
    "languages": _texts,
    "demonyms": _texts,
    "state-questions": _table(_texts),
    "boxes": _table(_box),
    "references": _table(_reference),
    "limits": _limits,
    "expect": _table(YamlReader.number),
}
CHECKS = (entries,)
