"""The catalogue of checks: what each means, who decides it, and what a release demands."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("catalogue.yml")
SPARQL = Path(__file__).with_name("sparql")


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
        message: for a SPARQL check: the problem, with ``{focus}``, ``{predicate}``
            and ``{value}`` from the row.
        over: for a SPARQL check: ontology, dataset or both.
        skip: why the check cannot be decided here; empty if it can.
    """

    id: str
    codes: tuple[str, ...]
    by: str
    meaning: str
    severity: str
    threshold: str
    next_step: str
    message: str
    over: str
    skip: str


@cache
def catalogue() -> tuple[Check, ...]:
    """Return all checks in the order of their ids."""
    # Imported late: only checks read it.
    import yaml

    entries = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Check(
            id=one["id"],
            codes=tuple(one["codes"]),
            by=one["by"],
            meaning=one["meaning"],
            severity=one.get("severity", "error"),
            threshold=str(one["threshold"]),
            next_step=one.get("next", ""),
            message=one.get("message", ""),
            over=one.get("over", ""),
            skip=one.get("skip", ""),
        )
        for one in entries
    )


def check_of(code: str) -> Check | None:
    """Return the check that reports problems under *code*, if there is one."""
    return next((one for one in catalogue() if code in one.codes), None)
