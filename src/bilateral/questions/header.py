"""Query files: SPARQL with a header that says what the query answers.

The lines at the top of a ``.rq`` file that begin with ``#+`` are one YAML
document. To a SPARQL engine they are comments, so the file runs anywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast, get_args

from bilateral.errors import DataError, Issue, Location, ToolError

if TYPE_CHECKING:
    from pathlib import Path

    import yaml

ParameterType = Literal["entity", "class", "concept", "string", "integer", "year", "date", "lang"]
PARAMETER_TYPES: tuple[str, ...] = get_args(ParameterType)

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VARIABLE = re.compile(r"[A-Za-z_]\w*")
_MARK = "#+"
#: The group of the questions that must have no rows.
NEGATIVE = "negative"
_TAG = "tag:yaml.org,2002:"
# Keys of each level, and whether they must be there.
_HEADER_KEYS = {
    "title": True,
    "title-ja": False,
    "title-ur": False,
    "description": True,
    "question": True,
    "group": True,
    "competency": False,
    "parameters": False,
    "columns": True,
}
_TITLE_IN = "title-"
_PARAMETER_KEYS = {
    "name": True,
    "type": True,
    "description": True,
    "default": False,
    "example": False,
    "required": False,
}
_COLUMN_KEYS = {"name": True, "description": True}


class Parameter(NamedTuple):
    """What may be asked for: ``default`` and ``example`` are texts, as a user types them."""

    name: str
    type: ParameterType
    description: str
    default: str | None
    example: str | None
    required: bool


class Column(NamedTuple):
    """A column of the answer and what stands in it."""

    name: str
    description: str


class NamedQuery(NamedTuple):
    """A question with its SPARQL ``text``; ``competency`` numbers the questions it serves.

    ``titles`` holds the title in further languages, by their tags.
    """

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
    titles: dict[str, str]

    @property
    def must_be_empty(self) -> bool:
        """Whether any row is a fault of the data: a check, not a question to publish."""
        return self.group == NEGATIVE

    def needed_examples(self) -> dict[str, str]:
        """Return values for what cannot be left out: the query's own examples."""
        return {
            one.name: one.example
            for one in self.parameters
            if one.required and one.default is None and one.example is not None
        }


def parse_query_file(path: Path) -> NamedQuery:
    """Return the query in the file *path*; the file's name is the query's name.

    Raises:
        ToolError: the file cannot be read.
        DataError: the name, the text or the header is not valid, or the SPARQL does
            not do what the header says.
    """
    # Imported late: a catalogue from a snapshot was verified when that was made.
    from bilateral.questions.consistency import verify

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ToolError(
            f"cannot read {path}: {error.strerror or error}",
            next_step="check the file's name and its permissions",
        ) from error
    except UnicodeDecodeError as error:
        raise _invalid(
            Location(str(path)), "the file is not UTF-8 text", "save it as UTF-8"
        ) from error
    if path.suffix != ".rq" or not _NAME.fullmatch(path.stem):
        raise _invalid(
            Location(str(path)),
            f"{path.name!r} is no name for a query",
            "use lower-case letters, digits and hyphens, and the ending .rq",
        )
    query = parse_query(text, path.stem, str(path))
    verify(query)
    return query


def parse_query(text: str, name: str, path: str) -> NamedQuery:
    """Return the query *name* from the *text* of a query file; *path* is for messages.

    Raises:
        DataError: the header is missing or not valid, or no query follows it.
    """
    lines = re.split(r"\r\n|\r|\n", text)
    count = next((i for i, line in enumerate(lines) if not line.startswith(_MARK)), len(lines))
    if count == 0:
        raise _invalid(
            Location(path, 1, 1),
            "the file has no header",
            "begin it with lines like `#+ title: …`; see queries/agreements.rq",
        )
    body = "\n".join(lines[count:]).strip()
    if not body:
        raise _invalid(
            Location(path, len(lines), 1), "no query follows the header", "write the SPARQL query"
        )
    for number, line in enumerate(lines[:count], start=1):
        if len(line) > len(_MARK) and line[len(_MARK)] != " ":
            raise _invalid(
                Location(path, number, len(_MARK) + 1),
                "a header line needs a space after #+",
                "write `#+ ` before the YAML",
            )
    # Every line loses three characters, so positions in the file stay computable.
    reader = _Reader(path, "\n".join(line[3:] for line in lines[:count]))
    header = reader.mapping(reader.document(), _HEADER_KEYS, "the header")
    competency = reader.items(header.get("competency"), "competency")
    parameters = reader.items(header.get("parameters"), "parameters")
    query = NamedQuery(
        name=name,
        title=reader.text(header["title"], "title"),
        description=reader.text(header["description"], "description"),
        question=reader.text(header["question"], "question"),
        group=reader.text(header["group"], "group"),
        competency=tuple(reader.number(node, "competency") for node in competency),
        parameters=tuple(_parameter(reader, node) for node in parameters),
        columns=tuple(_column(reader, node) for node in reader.items(header["columns"], "columns")),
        text=body + "\n",
        path=path,
        titles={
            key.removeprefix(_TITLE_IN): reader.text(node, key)
            for key, node in header.items()
            if key.startswith(_TITLE_IN)
        },
    )
    reader.distinct(parameters, [one.name for one in query.parameters], "parameter")
    reader.distinct(
        reader.items(header["columns"], "columns"), [one.name for one in query.columns], "column"
    )
    return query


def _parameter(reader: _Reader, node: yaml.Node) -> Parameter:
    keys = reader.mapping(node, _PARAMETER_KEYS, "a parameter")
    kind = reader.text(keys["type"], "type")
    if kind not in PARAMETER_TYPES:
        raise reader.error(
            keys["type"],
            f"{kind!r} is no type of a parameter",
            f"use one of {', '.join(PARAMETER_TYPES)}",
        )
    return Parameter(
        name=reader.variable(keys["name"]),
        type=cast("ParameterType", kind),
        description=reader.text(keys["description"], "description"),
        default=reader.optional_text(keys.get("default"), "default"),
        example=reader.optional_text(keys.get("example"), "example"),
        required=reader.boolean(keys.get("required"), "required"),
    )


def _column(reader: _Reader, node: yaml.Node) -> Column:
    keys = reader.mapping(node, _COLUMN_KEYS, "a column")
    return Column(reader.variable(keys["name"]), reader.text(keys["description"], "description"))


def _invalid(location: Location, message: str, next_step: str) -> DataError:
    issue = Issue("query-header", "error", message, next_step, location)
    return DataError(message, next_step=next_step, location=location, issues=[issue])


class _Reader:
    """Typed access to YAML nodes, which know their place in the file."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text

    def document(self) -> yaml.Node:
        # Imported late: commands on a snapshot read no YAML.
        import yaml

        try:
            node = yaml.compose(self._text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise _invalid(
                self._at(mark),
                f"the header is not YAML: {error.problem or error.context}",
                "put values with a colon, comma, quote or bracket into quotes",
            ) from error
        except yaml.YAMLError as error:
            raise _invalid(
                Location(self._path, 1, 1),
                f"the header is not YAML: {str(error).splitlines()[0]}",
                "remove characters that do not print",
            ) from error
        if node is None:
            raise _invalid(Location(self._path, 1, 4), "the header is empty", "write `#+ title: …`")
        return node

    def _at(self, mark: Any) -> Location:
        if mark is None:
            return Location(self._path, 1, 1)
        return Location(self._path, mark.line + 1, mark.column + 1 + len(_MARK) + 1)

    def error(self, node: yaml.Node, message: str, next_step: str) -> DataError:
        return _invalid(self._at(node.start_mark), message, next_step)

    def mapping(self, node: yaml.Node, keys: dict[str, bool], what: str) -> dict[str, yaml.Node]:
        if node.tag != _TAG + "map":
            raise self.error(
                node, f"{what} must be a mapping", f"write the keys {', '.join(keys)} with values"
            )
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key.value, str) or key.value not in keys:
                name = key.value if isinstance(key.value, str) else "?"
                raise self.error(
                    key, f"{what} has an unknown key {name!r}", f"use {', '.join(keys)}"
                )
            if key.value in found:
                raise self.error(key, f"{what} has {key.value!r} twice", "remove one of the two")
            found[key.value] = value
        for name, required in keys.items():
            if required and name not in found:
                raise self.error(node, f"{what} lacks the key {name!r}", f"add `{name}: …`")
        return found

    def items(self, node: yaml.Node | None, what: str) -> list[yaml.Node]:
        if node is None:
            return []
        if node.tag != _TAG + "seq":
            raise self.error(node, f"{what} must be a list", "write it in brackets or with dashes")
        return list(node.value)

    def _scalar(self, node: yaml.Node, kind: str, what: str, next_step: str) -> str:
        if node.tag != _TAG + kind:
            names = {"str": "a text", "int": "a whole number", "bool": "true or false"}
            raise self.error(node, f"{what} must be {names[kind]}", next_step)
        return cast("str", node.value)

    def text(self, node: yaml.Node, what: str) -> str:
        value = self._scalar(node, "str", what, "put the value into quotes").strip()
        if not value:
            raise self.error(node, f"{what} is empty", "write a text")
        return value

    def optional_text(self, node: yaml.Node | None, what: str) -> str | None:
        if node is None or node.tag == _TAG + "null":
            return None
        return self._scalar(node, "str", what, "put the value into quotes")

    def number(self, node: yaml.Node, what: str) -> int:
        value = self._scalar(node, "int", what, "write digits without quotes")
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise self.error(node, f"{what} must be a whole number", "write plain digits")
        return int(value)

    def boolean(self, node: yaml.Node | None, what: str) -> bool:
        if node is None:
            return False
        value = self._scalar(node, "bool", what, "write true or false without quotes")
        return value.lower() in ("true", "yes", "on")

    def variable(self, node: yaml.Node) -> str:
        value = self.text(node, "name")
        if not _VARIABLE.fullmatch(value):
            raise self.error(
                node,
                f"{value!r} is no name of a variable",
                "use letters, digits and underscores, without ?",
            )
        return value

    def distinct(self, nodes: list[yaml.Node], names: list[str], what: str) -> None:
        for index, name in enumerate(names):
            if name in names[:index]:
                raise self.error(nodes[index], f"the {what} {name!r} stands twice", "rename one")
