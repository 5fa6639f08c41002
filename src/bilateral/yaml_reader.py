"""YAML whose every value knows its line and column, so that a mistake is reported at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from bilateral.errors import DataError, Issue, Location
from bilateral.text import closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import yaml

_TAG = "tag:yaml.org,2002:"
_TYPES = {"str": "a text", "int": "a whole number", "bool": "true or false"}
_TRUE = ("true", "yes", "on")
_MAX_DIGITS = 9


class YamlReader:
    """Typed access to the nodes of a YAML document.

    Args:
        path: the name of the file, for messages.
        text: the document.
        code: the code of the issues that are reported.
        title: what the document is, for messages: ``the header`` …
        indent: characters that were cut off at the start of each line.

    Every method raises ``DataError`` where a value is not of the wanted type; the error
    holds one issue with its place.
    """

    def __init__(self, path: str, text: str, *, code: str, title: str, indent: int = 0) -> None:
        self._path = path
        self._text = text
        self._code = code
        self._title = title
        self._indent = indent

    def document(self) -> yaml.Node:
        """Return the root of the document, which must not be empty."""
        # Imported late: commands on a snapshot read no YAML.
        import yaml

        try:
            node = yaml.compose(self._text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            raise self._invalid(
                self._location(error.problem_mark or error.context_mark),
                f"{self._title} is not YAML: {error.problem or error.context}",
                "put values with a colon, comma, quote or bracket into quotes",
            ) from error
        except yaml.YAMLError as error:
            raise self._invalid(
                self._location(None),
                f"{self._title} is not YAML: {str(error).splitlines()[0]}",
                "remove characters that do not print",
            ) from error
        if node is None:
            place = Location(self._path, 1, self._indent + 1)
            raise self._invalid(place, f"{self._title} is empty", "write `key: value` lines")
        return node

    def _location(self, mark: Any) -> Location:
        if mark is None:
            return Location(self._path, 1, 1)
        return Location(self._path, mark.line + 1, mark.column + 1 + self._indent)

    def _invalid(self, location: Location, message: str, next_step: str) -> DataError:
        issue = Issue(self._code, "error", message, next_step, location)
        return DataError(message, next_step=next_step, location=location, issues=[issue])

    def error(self, node: yaml.Node, message: str, next_step: str) -> DataError:
        """Return an error at the place of *node*."""
        return self._invalid(self._location(node.start_mark), message, next_step)

    def table(self, node: yaml.Node, name: str) -> dict[str, yaml.Node]:
        """Return the values of a mapping by their keys, whatever these are."""
        return {key.value: value for key, value in self.pairs(node, name)}

    def mapping(self, node: yaml.Node, keys: Mapping[str, bool], name: str) -> dict[str, yaml.Node]:
        """Return the values of a mapping by its *keys*; those with ``True`` are required."""
        for key, _ in self.pairs(node, name):
            if key.value not in keys:
                raise self.unknown(key, keys, name)
        entries = self.table(node, name)
        for required in (key for key in keys if keys[key] and key not in entries):
            raise self.error(node, f"{name} lacks the key {required!r}", f"add `{required}: …`")
        return entries

    def pairs(self, node: yaml.Node, name: str) -> list[tuple[yaml.Node, yaml.Node]]:
        """Return the keys of a mapping, each a text that stands there once, with the values."""
        if node.tag != _TAG + "map":
            raise self.error(node, f"{name} must be a mapping", "write `key: value` lines")
        earlier: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key.value, str):
                raise self.error(key, f"{name} has an unknown key '?'", "write a text as the key")
            if key.value in earlier:
                raise self.error(key, f"{name} has {key.value!r} twice", "remove one of the two")
            earlier.add(key.value)
        return list(node.value)

    def unknown(self, key: yaml.Node, keys: Iterable[str], name: str) -> DataError:
        """Return the error for a *key* that is none of *keys*; the nearest one is suggested."""
        nearest = closest(str(key.value), keys, limit=1)
        suggestion = f"; did you mean {nearest[0]}?" if nearest else ""
        message = f"{name} has an unknown key {key.value!r}{suggestion}"
        return self.error(key, message, f"use {', '.join(keys)}")

    def items(self, node: yaml.Node | None, name: str) -> list[yaml.Node]:
        """Return the items of a list; a list that is not there has none."""
        if node is None:
            return []
        if node.tag != _TAG + "seq":
            raise self.error(node, f"{name} must be a list", "write it in brackets or with dashes")
        return list(node.value)

    def text(self, node: yaml.Node, name: str) -> str:
        """Return a text without the white space around it; it must not be empty."""
        value = self._scalar(node, "str", name, "put the value into quotes").strip()
        if not value:
            raise self.error(node, f"{name} is empty", "write a text")
        return value

    def optional_text(self, node: yaml.Node | None, name: str) -> str | None:
        """Return a text as it stands, or ``None`` where it is null or not there."""
        if node is None or node.tag == _TAG + "null":
            return None
        return self._scalar(node, "str", name, "put the value into quotes")

    def number(self, node: yaml.Node, name: str) -> int:
        """Return a whole number that is not negative."""
        value = self._scalar(node, "int", name, "write digits without quotes")
        if not (value.isascii() and value.isdigit() and len(value) <= _MAX_DIGITS):
            raise self.error(node, f"{name} must be a whole number", "write plain digits")
        return int(value)

    def decimal(self, node: yaml.Node, name: str) -> float:
        """Return a number, whole or not."""
        if node.tag in (_TAG + "int", _TAG + "float"):
            try:
                return float(node.value)
            except ValueError:  # YAML has forms such as 0x1F and 1:30
                pass
        raise self.error(node, f"{name} must be a number", "write digits without quotes")

    def boolean(self, node: yaml.Node | None, name: str) -> bool:
        """Return true or false; what is not there is false."""
        if node is None:
            return False
        value = self._scalar(node, "bool", name, "write true or false without quotes")
        return value.lower() in _TRUE

    def choice(self, node: yaml.Node, choices: Sequence[str], name: str) -> str:
        """Return a text that is one of *choices*; *name* is for messages: ``parameter type`` …"""
        value = self.text(node, name)
        if value not in choices:
            raise self.error(node, f"{value!r} is not a {name}", f"use one of {', '.join(choices)}")
        return value

    def distinct(self, nodes: Sequence[yaml.Node], names: Sequence[str], name: str) -> None:
        """Refuse *nodes* of which two have the same one of *names*."""
        for index, text in enumerate(names):
            if text in names[:index]:
                raise self.error(nodes[index], f"the {name} {text!r} stands twice", "rename one")

    def _scalar(self, node: yaml.Node, tag: str, name: str, next_step: str) -> str:
        if node.tag != _TAG + tag:
            raise self.error(node, f"{name} must be {_TYPES[tag]}", next_step)
        return cast("str", node.value)
