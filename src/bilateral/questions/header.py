"""Query files: SPARQL with a header that says what the query answers.

The lines at the top of a ``.rq`` file that begin with ``#+`` are one YAML
document. To a SPARQL engine they are comments, so the file runs anywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, cast, get_args

from bilateral.errors import Location
from bilateral.files import read_bytes
from bilateral.questions.consistency import CODE, invalid, verify
from bilateral.yaml_reader import YamlReader

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
    """A parameter of a query; ``default`` and ``example`` are texts, as a user types them."""

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
            parameter.name: parameter.example
            for parameter in self.parameters
            if parameter.required and parameter.default is None and parameter.example is not None
        }


def parse_query_file(path: Path) -> NamedQuery:
    """Return the query in the file *path*; the file's name is the query's name.

    Raises:
        ToolError: the file cannot be read.
        DataError: the name, the text or the header is not valid, or the SPARQL does
            not do what the header says.
    """
    data = read_bytes(path, next_step="check the file's name and its permissions")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise invalid(
            Location(str(path)), "the file is not UTF-8 text", "save it as UTF-8"
        ) from error
    if path.suffix != ".rq" or not _NAME.fullmatch(path.stem):
        raise invalid(
            Location(str(path)),
            f"{path.name!r} is not the name of a query file",
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
    header, body = _split(text, path)
    reader = YamlReader(path, header, code=CODE, title="the header", indent=len(_MARK) + len(" "))
    keys = reader.mapping(reader.document(), _HEADER_KEYS, "the header")
    competency = reader.items(keys.get("competency"), "competency")
    parameter_nodes = reader.items(keys.get("parameters"), "parameters")
    column_nodes = reader.items(keys["columns"], "columns")
    query = NamedQuery(
        name=name,
        title=reader.text(keys["title"], "title"),
        description=reader.text(keys["description"], "description"),
        question=reader.text(keys["question"], "question"),
        group=reader.text(keys["group"], "group"),
        competency=tuple(reader.number(node, "competency") for node in competency),
        parameters=tuple(_parameter(reader, node) for node in parameter_nodes),
        columns=tuple(_column(reader, node) for node in column_nodes),
        text=body + "\n",
        path=path,
        titles={
            key.removeprefix(_TITLE_IN): reader.text(node, key)
            for key, node in keys.items()
            if key.startswith(_TITLE_IN)
        },
    )
    reader.distinct(parameter_nodes, [entry.name for entry in query.parameters], "parameter")
    reader.distinct(column_nodes, [entry.name for entry in query.columns], "column")
    return query


def _split(text: str, path: str) -> tuple[str, str]:
    """Return the YAML of the header and the query below it.

    Each line of the YAML lost the mark and a space, so that its place in the file is known.
    """
    lines = re.split(r"\r\n|\r|\n", text)
    count = next((i for i, line in enumerate(lines) if not line.startswith(_MARK)), len(lines))
    if count == 0:
        raise invalid(
            Location(path, 1, 1),
            "the file has no header",
            "begin it with lines like `#+ title: …`; see queries/agreements.rq",
        )
    body = "\n".join(lines[count:]).strip()
    if not body:
        raise invalid(
            Location(path, len(lines), 1), "no query follows the header", "write the SPARQL query"
        )
    for number, line in enumerate(lines[:count], start=1):
        if len(line) > len(_MARK) and line[len(_MARK)] != " ":
            raise invalid(
                Location(path, number, len(_MARK) + 1),
                "a header line needs a space after #+",
                "write `#+ ` before the YAML",
            )
    return "\n".join(line[len(_MARK) + len(" ") :] for line in lines[:count]), body


def _parameter(reader: YamlReader, node: yaml.Node) -> Parameter:
    keys = reader.mapping(node, _PARAMETER_KEYS, "a parameter")
    return Parameter(
        name=_variable(reader, keys["name"]),
        type=cast(
            "ParameterType", reader.choice(keys["type"], PARAMETER_TYPES, "type of parameter")
        ),
        description=reader.text(keys["description"], "description"),
        default=reader.optional_text(keys.get("default"), "default"),
        example=reader.optional_text(keys.get("example"), "example"),
        required=reader.boolean(keys.get("required"), "required"),
    )


def _column(reader: YamlReader, node: yaml.Node) -> Column:
    keys = reader.mapping(node, _COLUMN_KEYS, "a column")
    return Column(_variable(reader, keys["name"]), reader.text(keys["description"], "description"))


def _variable(reader: YamlReader, node: yaml.Node) -> str:
    name = reader.text(node, "name")
    if not _VARIABLE.fullmatch(name):
        raise reader.error(
            node,
            f"{name!r} is not the name of a variable",
            "use letters, digits and underscores, without ?",
        )
    return name
