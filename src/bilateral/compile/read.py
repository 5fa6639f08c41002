"""Reading the curated files: what they say, with the place of every term.

A problem in a file is recorded and reading goes on, so that a curator sees all of
them at once. A file that cannot be read at all stops the command.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from bilateral.errors import Issue, Location, ToolError
from bilateral.rdf.turtle.statements import Statement, statements

if TYPE_CHECKING:
    from pathlib import Path

# Where the files of each kind are, in the order in which they are read.
_PLACES = (
    ("ontology", "ontology", "*.ttl"),
    ("scheme", "ontology/schemes", "*.ttl"),
    ("reference", "graph/reference", "*.ttl"),
    ("source", "graph/sources", "*.trig"),
)
_DATASET = "graph/dataset.yml"


class CuratedFile(NamedTuple):
    """One file: its path within the project, its kind, its stem and what it states."""

    path: str
    kind: str
    stem: str
    statements: list[Statement]


class Project(NamedTuple):
    """All curated files, the description of the dataset, and what could not be read."""

    root: Path
    files: list[CuratedFile]
    dataset: dict[str, Any]
    issues: list[Issue]

    def of_kind(self, kind: str) -> list[CuratedFile]:
        """Return the files of one kind: ontology, scheme, reference or source."""
        return [file for file in self.files if file.kind == kind]


def read_project(root: Path) -> Project:
    """Return what the curated files under *root* say.

    Raises:
        ToolError: a file cannot be read from the disk.
    """
    project = Project(root, [], {}, [])
    for kind, folder, pattern in _PLACES:
        for path in sorted((root / folder).glob(pattern)):
            name = path.relative_to(root).as_posix()
            text = _text(path, name, project.issues)
            if text is not None:
                found = _parsed(text, name, kind, project.issues)
                if found is not None:
                    project.files.append(CuratedFile(name, kind, path.stem, found))
    project.dataset.update(_dataset(root / _DATASET, project.issues))
    return project


def read_dataset(root: Path) -> dict[str, Any]:
    """Return what ``graph/dataset.yml`` under *root* says; nothing where it is not valid.

    Raises:
        ToolError: the file cannot be read from the disk.
    """
    return _dataset(root / _DATASET, [])


def _text(path: Path, name: str, issues: list[Issue]) -> str | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ToolError(
            f"cannot read {name}: {error.strerror or error}",
            next_step="make it a readable file, or take it away",
        ) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        issues.append(
            Issue(
                "encoding",
                "error",
                f"the byte 0x{data[error.start]:02x} is not UTF-8",
                "save the file as UTF-8",
                Location(name, line, column),
            )
        )
        return None


def _parsed(text: str, name: str, kind: str, issues: list[Issue]) -> list[Statement] | None:
    fmt = ox.RdfFormat.TRIG if kind == "source" else ox.RdfFormat.TURTLE
    try:
        expected = [_key(quad) for quad in ox.parse(text, format=fmt)]
    except SyntaxError as error:
        issues.append(
            Issue(
                "syntax",
                "error",
                f"this is not valid {'TriG' if kind == 'source' else 'Turtle'}: {error.msg}",
                "correct the syntax here or just before",
                Location(name, error.lineno or 1, error.offset or 1),
            )
        )
        return None
    found = statements(text, name)
    own = Counter(_key(ox.Quad(one.subject, one.predicate, one.object, one.graph)) for one in found)
    # Two readers that differ would let a check look at another text than the store.
    if set(own) != set(expected):
        difference = min(set(own) ^ set(expected))
        raise ToolError(
            f"two readers disagree about {name}, for example about {difference}",
            next_step="report this file: it shows a fault in the reader with positions",
        )
    return found


def _key(quad: ox.Quad) -> str:
    terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
    return " ".join("_:" if isinstance(term, ox.BlankNode) else str(term) for term in terms)


def _dataset(path: Path, issues: list[Issue]) -> dict[str, Any]:
    import yaml

    text = _text(path, _DATASET, issues)
    if text is None:
        return {}
    try:
        given = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        issues.append(
            Issue(
                "syntax",
                "error",
                f"this is not valid YAML: {getattr(error, 'problem', None) or error}",
                "correct the syntax here or just before",
                Location(_DATASET, line, column),
            )
        )
        return {}
    return given if isinstance(given, dict) else {}
