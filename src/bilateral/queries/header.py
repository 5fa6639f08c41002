"""The header of a query file: what it asks, its parameters and its columns.

Lines that begin with ``#+`` form one YAML document, the convention of grlc::

    #+ title: "Agreements"
    #+ question: "Which agreements are there?"
    #+ parameters:
    #+   - {name: since, type: date, description: "…", example: "1957-01-01"}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from bilateral.errors import DataError, Location, ToolError
from bilateral.queries.binding import places

if TYPE_CHECKING:
    from pathlib import Path

TYPES = ("entity", "concept", "class", "string", "integer", "year", "date", "lang")
GROUPS = ("agreements", "events", "people", "aid", "security", "culture", "evidence")
_KEYS = {
    "title": str,
    "description": str,
    "question": str,
    "group": str,
    "competency": list,
    "parameters": list,
    "columns": list,
}
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class Parameter(NamedTuple):
    """A value that the asker may give. One that is not required restricts nothing."""

    name: str
    type: str
    description: str
    default: str | None
    example: str | None
    required: bool


class Column(NamedTuple):
    """A column of the answer."""

    name: str
    description: str


class NamedQuery(NamedTuple):
    """A question with its SPARQL. ``competency`` numbers the planned questions it answers."""

    name: str
    title: str
    description: str
    question: str
    group: str
    competency: tuple[int, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str
    path: str


def parse_query_file(path: Path) -> NamedQuery:
    """Return the named query in *path*.

    Raises:
        ToolError: the file cannot be read.
        DataError: the header is missing, is not YAML, or has wrong keys or values.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ToolError(
            f"cannot read {path}: {error}", next_step="check the path and that the file is UTF-8"
        ) from error
    header = [line[2:].removeprefix(" ") for line in lines if line.startswith("#+")]
    text = "\n".join(line for line in lines if not line.startswith("#+")).strip() + "\n"
    given = _yaml(header, path)
    return _query(given, text, path)


def _yaml(header: list[str], path: Path) -> dict[str, Any]:
    import yaml

    try:
        given = yaml.safe_load("\n".join(header))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 4) if mark else (1, 1)
        raise _wrong(
            path, f"the header is not YAML: {getattr(error, 'problem', error)}", line, column
        ) from error
    if not isinstance(given, dict):
        raise _wrong(path, "the file has no header of #+ lines")
    return given


def _query(given: dict[str, Any], text: str, path: Path) -> NamedQuery:
    if not _NAME.fullmatch(path.stem):
        raise _wrong(path, f"the file name {path.stem!r} is not lower-case words with hyphens")
    for key in sorted(set(given) - set(_KEYS)):
        raise _wrong(path, f"unknown key {key!r} in the header")
    for key, kind in _KEYS.items():
        if key in ("parameters", "competency") and key not in given:
            given[key] = []
        if not isinstance(given.get(key), kind) or (kind is str and not given[key].strip()):
            raise _wrong(path, f"the header needs {key!r} as a {_kind(kind)}")
    if given["group"] not in GROUPS:
        raise _wrong(path, f"the group {given['group']!r} is not one of {', '.join(GROUPS)}")
    parameters = tuple(_parameter(one, path) for one in given["parameters"])
    declared, placed = {one.name for one in parameters}, {name for name, _, _ in places(text)}
    for name in sorted(declared ^ placed):
        what = "no VALUES ?{0} {{ UNDEF }} in the query" if name in declared else "no entry"
        raise _wrong(path, f"the parameter {name!r} has {what.format(name)}")
    return NamedQuery(
        name=path.stem,
        title=given["title"],
        description=given["description"],
        question=given["question"],
        group=given["group"],
        competency=tuple(int(one) for one in given["competency"]),
        parameters=parameters,
        columns=tuple(_column(one, path) for one in given["columns"]),
        text=text,
        path=path.name,
    )


def _kind(kind: type) -> str:
    return "text" if kind is str else "list"


def _parameter(given: Any, path: Path) -> Parameter:
    if not isinstance(given, dict) or not {"name", "type", "description"} <= set(given):
        raise _wrong(path, "a parameter needs name, type and description")
    for key in sorted(set(given) - set(Parameter._fields)):
        raise _wrong(path, f"unknown key {key!r} in a parameter")
    if given["type"] not in TYPES:
        raise _wrong(path, f"the type {given['type']!r} is not one of {', '.join(TYPES)}")
    default, example = given.get("default"), given.get("example")
    return Parameter(
        name=str(given["name"]),
        type=given["type"],
        description=str(given["description"]),
        default=None if default is None else str(default),
        example=None if example is None else str(example),
        required=given.get("required") is True,
    )


def _column(given: Any, path: Path) -> Column:
    if not isinstance(given, dict) or set(given) != set(Column._fields):
        raise _wrong(path, "a column needs name and description, and nothing else")
    return Column(name=str(given["name"]), description=str(given["description"]))


def _wrong(path: Path, message: str, line: int = 1, column: int = 1) -> DataError:
    return DataError(
        message,
        next_step="write the header like that of queries/agreements.rq",
        location=Location(str(path), line, column),
    )
