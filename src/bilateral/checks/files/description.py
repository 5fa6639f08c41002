"""Checks of ``graph/dataset.yml``: every entry is known, and of its type.

A misspelled key would otherwise be ignored, and what it was meant to demand with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bilateral import settings
from bilateral.errors import DataError
from bilateral.yaml_reader import YamlReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import yaml

    from bilateral.checks.files.index import Index
    from bilateral.errors import Issue

_FILE = "graph/dataset.yml"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_REFERENCE_KEYS = {"title": False, "source": False, "licence": False}
_LIMIT_KEYS = {"of": True, "min": False, "max": False, "why": True}
# South, west, north, east.
_SIDES = 4


def entries(index: Index) -> Iterator[Issue]:
    """Find entries that are unknown, stand twice, lack a part or are of another type."""
    if any(issue.location.path == _FILE for issue in index.project.issues):
        return  # it could not be read, which is reported already
    text = (index.project.root / _FILE).read_text(encoding="utf-8")
    reader = YamlReader(_FILE, text, code="dataset-file", title=_FILE)
    description = _Description(reader, index.project.root)
    try:
        pairs = reader.pairs(reader.document(), _FILE)
    except DataError as error:
        yield from error.issues
        return
    for key, node in pairs:
        yield from description.issues(key, node)


class _Description:
    """The schema of the file: what each of its entries must be."""

    def __init__(self, reader: YamlReader, root: Path) -> None:
        self._reader = reader
        self._root = root
        self._entries: dict[str, Callable[[yaml.Node], object]] = {
            "name": self._name,
            "title": lambda node: reader.text(node, "title"),
            "description": lambda node: reader.text(node, "description"),
            "licence": lambda node: reader.text(node, "licence"),
            "countries": lambda node: self._texts(node, "countries"),
            "languages": self._languages,
            "demonyms": lambda node: self._texts(node, "demonyms"),
            "state-questions": lambda node: self._each(node, "state-questions", self._texts),
            "boxes": lambda node: self._each(node, "boxes", self._box),
            "references": lambda node: self._each(node, "references", self._reference),
            "limits": self._limits,
            "expect": lambda node: self._each(node, "expect", reader.number),
        }

    def issues(self, key: yaml.Node, node: yaml.Node) -> Iterator[Issue]:
        """Yield what is wrong with one entry of the file."""
        try:
            if key.value not in self._entries:
                raise self._reader.unknown(key, self._entries, _FILE)
            self._entries[key.value](node)
        except DataError as error:
            yield from error.issues

    def _name(self, node: yaml.Node) -> None:
        name = self._reader.text(node, "name")
        if not _NAME.fullmatch(name):
            raise self._reader.error(
                node,
                f"name {name!r} is not made of small letters, digits and hyphens",
                "write a name such as ke-jp; it is part of IRIs and of file names",
            )
        if settings.dataset_name(self._root) != name:
            raise self._reader.error(
                node, "name cannot be read in this form", f"write `name: {name}` without quotes"
            )

    def _languages(self, node: yaml.Node) -> None:
        tags = self._texts(node, "languages")
        if list(settings.languages(self._root)) != list(dict.fromkeys(tags)):
            raise self._reader.error(
                node, "languages cannot be read in this form", "write them as [en, ja]"
            )

    def _texts(self, node: yaml.Node, name: str) -> list[str]:
        return [self._reader.text(item, name) for item in self._reader.items(node, name)]

    def _each(self, node: yaml.Node, name: str, read: Callable[[yaml.Node, str], object]) -> None:
        for key, value in self._reader.table(node, name).items():
            read(value, f"{name} {key}")

    def _box(self, node: yaml.Node, name: str) -> None:
        sides = [self._reader.decimal(side, name) for side in self._reader.items(node, name)]
        if len(sides) != _SIDES:
            raise self._reader.error(
                node, f"{name} must have four sides", "write [south, west, north, east]"
            )

    def _reference(self, node: yaml.Node, name: str) -> None:
        keys = self._reader.mapping(node, _REFERENCE_KEYS, name)
        for key in ("title", "licence"):
            if key in keys:
                self._reader.text(keys[key], f"{name} {key}")

    def _limits(self, node: yaml.Node) -> None:
        for item in self._reader.items(node, "limits"):
            keys = self._reader.mapping(item, _LIMIT_KEYS, "a limit")
            self._reader.text(keys["of"], "of")
            self._reader.text(keys["why"], "why")
            bounds = [keys[bound] for bound in ("min", "max") if bound in keys]
            for bound in bounds:
                self._reader.decimal(bound, "a limit")
            if not bounds:
                step = "write {of: bil:Visit, min: 30, why: …}; docs/data-model.md explains it"
                raise self._reader.error(item, "a limit has neither min nor max", step)


CHECKS = (entries,)
