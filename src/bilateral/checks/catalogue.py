"""The catalogue of checks: what each means, who decides it, and what a release demands."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bilateral.errors import Issue
from bilateral.yaml_reader import YamlReader

if TYPE_CHECKING:
    import yaml

    from bilateral.errors import Location

_FILE = Path(__file__).with_name("catalogue.yml")
_SPARQL = Path(__file__).with_name("sparql")
_DECIDERS = ("sparql", "source", "shapes", "module", "tool", "test", "none")
_SEVERITIES = ("error", "warning", "info")
_STORES = ("ontology", "dataset", "both")
# The keys of an entry, and whether they must be there.
_KEYS = {
    "id": True,
    "codes": False,
    "by": True,
    "meaning": True,
    "threshold": True,
    "severity": False,
    "next": False,
    "problems": False,
    "skip": False,
}
_SPARQL_KEYS = {"over": True, "message": True, "query": False}
_PROBLEM_KEYS = {"meaning": True, "next": True}
_TEXTS = ("id", "meaning", "threshold", "next", "message", "query", "skip")


class Problem(NamedTuple):
    """A problem of curated files: what is wrong, and what a curator does about it."""

    code: str
    severity: str
    meaning: str
    next_step: str


class Check(NamedTuple):
    """One check.

    Attributes:
        id: letter and number; the letters are groups (A syntax and logic … G links).
        codes: names under which its problems are reported.
        by: who decides: sparql, source, shapes, module, tool, test or none.
        meaning: one line: what is true when the check passes.
        severity: of its problems: error, warning or info.
        threshold: what a release demands, in words.
        next_step: what to do about a problem.
        problems: those of its codes that curated files are checked for.
        message: for a SPARQL check: the problem, with ``{focus}``, ``{predicate}``
            and ``{value}`` from the row and ``{query}``, the name of the query.
        over: for a SPARQL check: ontology, dataset or both.
        query: for a SPARQL check: the name of its query or of a folder of queries.
        skip: why the check cannot be decided here; empty if it can.
    """

    id: str
    codes: tuple[str, ...]
    by: str
    meaning: str
    severity: str
    threshold: str
    next_step: str
    problems: tuple[Problem, ...]
    message: str
    over: str
    query: str
    skip: str

    @property
    def queries(self) -> list[Path]:
        """The files of the queries of a SPARQL check; none for another check."""
        if self.by != "sparql":
            return []
        folder = _SPARQL / self.query
        return sorted(folder.glob("*.rq")) if folder.is_dir() else [_SPARQL / f"{self.query}.rq"]


@cache
def catalogue() -> tuple[Check, ...]:
    """Return all checks in the order of their ids."""
    return parse(_FILE.read_text(encoding="utf-8"), _FILE.name)


def parse(text: str, path: str) -> tuple[Check, ...]:
    """Return the checks that the *text* of a catalogue lists; *path* is for messages.

    Raises:
        DataError: an entry is not valid, or two have the same id or code.
    """
    reader = YamlReader(path, text, code="catalogue", title="the catalogue")
    nodes = reader.items(reader.document(), "the catalogue")
    checks = tuple(_check(reader, node) for node in nodes)
    reader.distinct(nodes, [check.id for check in checks], "id")
    pairs = [
        (node, code) for node, check in zip(nodes, checks, strict=True) for code in check.codes
    ]
    reader.distinct([node for node, _ in pairs], [code for _, code in pairs], "code")
    return checks


def _check(reader: YamlReader, node: yaml.Node) -> Check:
    deciding = reader.table(node, "a check").get("by")
    by = reader.choice(deciding, _DECIDERS, "decider") if deciding else ""
    keys = reader.mapping(node, _KEYS | (_SPARQL_KEYS if by == "sparql" else {}), "a check")
    severity = (
        reader.choice(keys["severity"], _SEVERITIES, "severity")
        if "severity" in keys
        else _SEVERITIES[0]
    )
    problems = _problems(reader, keys.get("problems"), severity)
    listed = [reader.text(code, "a code") for code in reader.items(keys.get("codes"), "codes")]
    codes = (*listed, *(problem.code for problem in problems))
    if not codes:
        raise reader.error(node, "a check has no code", "add `codes: […]`")
    texts = {key: reader.text(keys[key], key) for key in _TEXTS if key in keys}
    return Check(
        id=texts["id"],
        codes=codes,
        by=by,
        meaning=texts["meaning"],
        severity=severity,
        threshold=texts["threshold"],
        next_step=texts.get("next", ""),
        problems=problems,
        message=texts.get("message", ""),
        over=reader.choice(keys["over"], _STORES, "store") if "over" in keys else "",
        query=texts.get("query", codes[0]),
        skip=texts.get("skip", ""),
    )


def _problems(reader: YamlReader, node: yaml.Node | None, severity: str) -> tuple[Problem, ...]:
    table = reader.table(node, "problems") if node else {}
    entries = {
        code: reader.mapping(entry, _PROBLEM_KEYS, f"the problem {code}")
        for code, entry in table.items()
    }
    return tuple(
        Problem(
            code=code,
            severity=severity,
            meaning=reader.text(keys["meaning"], "meaning"),
            next_step=reader.text(keys["next"], "next"),
        )
        for code, keys in entries.items()
    )


@cache
def problems() -> dict[str, Problem]:
    """Return the problems that curated files are checked for, by their codes."""
    return {problem.code: problem for check in catalogue() for problem in check.problems}


def issue(code: str, message: str, location: Location, next_step: str = "") -> Issue:
    """Return a problem found in a curated file.

    Args:
        code: one of :func:`problems`; level and next step are those of the catalogue.
        message: what is wrong here.
        location: where.
        next_step: what to do, where the message alone tells it.
    """
    problem = problems()[code]
    return Issue(code, problem.severity, message, next_step or problem.next_step, location)
