"""The catalogue of checks: what each means, who decides it, and what a release demands."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bilateral.errors import Issue

if TYPE_CHECKING:
    from bilateral.errors import Location

_FILE = Path(__file__).with_name("catalogue.yml")
_SPARQL = Path(__file__).with_name("sparql")


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
    # Imported late: only checks read it.
    import yaml

    return tuple(map(_check, yaml.safe_load(_FILE.read_text(encoding="utf-8"))))


def _check(entry: dict[str, Any]) -> Check:
    severity = entry.get("severity", "error")
    problems = tuple(
        Problem(code, severity, texts["meaning"], texts["next"])
        for code, texts in entry.get("problems", {}).items()
    )
    codes = (*entry.get("codes", ()), *(problem.code for problem in problems))
    return Check(
        id=entry["id"],
        codes=codes,
        by=entry["by"],
        meaning=entry["meaning"],
        severity=severity,
        threshold=str(entry["threshold"]),
        next_step=entry.get("next", ""),
        problems=problems,
        message=entry.get("message", ""),
        over=entry.get("over", ""),
        query=entry.get("query", codes[0]),
        skip=entry.get("skip", ""),
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
