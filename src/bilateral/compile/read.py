"""Reading the curated files: what they say, with the place of every term.

A problem in a file is recorded and reading goes on, so that a curator sees all of
them at once. A file that cannot be read at all stops the command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from bilateral.errors import DataError, Issue, Location, ToolError
from bilateral.files import read_text
from bilateral.rdf.terms import KNOWN
from bilateral.rdf.turtle.statements import Statement, statements

if TYPE_CHECKING:
    from pathlib import Path

# Kind, folder and names of the files, in the order in which they are read.
_KINDS = (
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
    for kind, folder, pattern in _KINDS:
        for path in sorted((root / folder).glob(pattern)):
            name = path.relative_to(root).as_posix()
            text = _text(path, name, project.issues)
            stated = None if text is None else _parsed(text, name, kind, project.issues)
            if stated is not None:
                project.files.append(CuratedFile(name, kind, path.stem, stated))
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
        return read_text(path, name, next_step="make it a readable file, or take it away")
    except DataError as error:
        location = error.location or Location(name)
        issues.append(Issue("encoding", "error", error.message, error.next_step, location))
        return None


def _parsed(text: str, name: str, kind: str, issues: list[Issue]) -> list[Statement] | None:
    fmt = ox.RdfFormat.TRIG if kind == "source" else ox.RdfFormat.TURTLE
    try:
        expected = {_key(*quad) for quad in ox.parse(text, format=fmt)}
    except SyntaxError as error:
        location = Location(name, error.lineno or 1, error.offset or 1)
        language = "TriG" if kind == "source" else "Turtle"
        issues.append(_syntax_issue(f"this is not valid {language}: {error.msg}", location))
        return None
    stated = statements(text, name)
    own = {
        _key(entry.subject, entry.predicate, entry.object, entry.graph or KNOWN) for entry in stated
    }
    # Two readers that differ would let a check look at another text than the store.
    if own != expected:
        raise ToolError(
            f"two readers disagree about {name}, for example about {min(own ^ expected)}",
            next_step="report this file: it shows a fault in the reader with positions",
        )
    return stated


def _key(*terms: object) -> str:
    return " ".join("_:" if isinstance(term, ox.BlankNode) else str(term) for term in terms)


def _dataset(path: Path, issues: list[Issue]) -> dict[str, Any]:
    import yaml

    text = _text(path, _DATASET, issues)
    try:
        entries = yaml.safe_load(text or "")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        location = Location(_DATASET, *((mark.line + 1, mark.column + 1) if mark else (1, 1)))
        problem = getattr(error, "problem", None) or error
        issues.append(_syntax_issue(f"this is not valid YAML: {problem}", location))
        return {}
    return entries if isinstance(entries, dict) else {}


def _syntax_issue(message: str, location: Location) -> Issue:
    return Issue("syntax", "error", message, "correct the syntax here or just before", location)
