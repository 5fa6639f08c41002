"""Reports on checks: text for people, JSON and SARIF for programs, Markdown for pages."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from bilateral._version import __version__
from bilateral.text import markdown, terminal, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bilateral.checks.run import Outcome
    from bilateral.errors import Issue

FORMATS = ("text", "json", "md", "sarif")
GROUPS = {
    "A": "Syntax and logic",
    "B": "Header and publication",
    "C": "Terms",
    "D": "Modelling",
    "E": "Data",
    "F": "Provenance",
    "G": "Links and questions",
}
_STATES = {"skip": "skipped"}
_SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_HELP = "https://w3id.org/bilateral/docs/quality#"


def render(outcomes: Sequence[Outcome], issues: Sequence[Issue], fmt: str) -> str:
    """Return the report in *fmt*, one of ``FORMATS``.

    Args:
        outcomes: the checks that were run.
        issues: the problems to list, which may be fewer than the checks found.
        fmt: the format.
    """
    return {"text": _text, "json": _json, "md": _markdown, "sarif": _sarif}[fmt](outcomes, issues)


def _text(outcomes: Sequence[Outcome], issues: Sequence[Issue]) -> str:
    states = Counter(outcome.state for outcome in outcomes)
    skipped = [
        f"skipped {outcome.check.id}: {outcome.finding.skipped}"
        for outcome in outcomes
        if outcome.state == "skip"
    ]
    errors = sum(issue.level == "error" for issue in issues)
    summary = (
        f"{len(outcomes)} checks: {states['pass']} passed, {states['fail']} failed, "
        f"{states['warn']} with warnings, {states['skip']} skipped; "
        f"{_count(errors, 'error')}, {_count(len(issues) - errors, 'warning')}"
    )
    return terminal("\n".join([*map(str, issues), *skipped, summary])) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"


def _json(outcomes: Sequence[Outcome], issues: Sequence[Issue]) -> str:
    return _dumped(
        {
            "version": __version__,
            "checks": [_plain_outcome(outcome) for outcome in outcomes],
            "issues": [_plain_issue(issue) for issue in issues],
        }
    )


def _plain_outcome(outcome: Outcome) -> dict[str, Any]:
    check, finding = outcome
    return {
        "id": check.id,
        "codes": list(check.codes),
        "meaning": check.meaning,
        "threshold": check.threshold,
        "state": outcome.state,
        "figure": finding.figure,
        **({"reason": finding.skipped} if finding.skipped else {}),
    }


def _plain_issue(issue: Issue) -> dict[str, Any]:
    fields: dict[str, Any] = issue._asdict()
    del fields["location"]
    return {**fields, **issue.location._asdict()}


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _markdown(outcomes: Sequence[Outcome], issues: Sequence[Issue]) -> str:
    lines = ["# Checks"]
    for group, members in groupby(outcomes, key=lambda outcome: outcome.check.id[0]):
        lines += [
            *("", f"## {group}. {GROUPS[group]}", ""),
            "| Check | Meaning | Figure | Threshold | State |",
            "|---|---|---|---|---|",
        ]
        lines += [_row(outcome) for outcome in members]
    if issues:
        lines += ["", "## Problems", ""]
        lines += [f"- {_cell(str(issue))}" for issue in issues]
    return "\n".join(lines) + "\n"


def _row(outcome: Outcome) -> str:
    check, finding = outcome
    cells = (
        check.id,
        check.meaning,
        finding.figure or finding.skipped,
        check.threshold,
        _STATES.get(outcome.state, outcome.state),
    )
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return markdown(visible(text))


def _sarif(outcomes: Sequence[Outcome], issues: Sequence[Issue]) -> str:
    """Return SARIF 2.1.0, which editors and code hosts show at the line."""
    driver = {
        "name": "bilateral",
        "version": __version__,
        "rules": [
            _sarif_rule(outcome, code) for outcome in outcomes for code in outcome.check.codes
        ],
    }
    results = [_sarif_result(issue) for issue in issues]
    return _dumped(
        {
            "$schema": _SARIF_SCHEMA,
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "results": results}],
        }
    )


def _sarif_rule(outcome: Outcome, code: str) -> dict[str, Any]:
    check = outcome.check
    return {
        "id": code,
        "shortDescription": {"text": check.meaning},
        "help": {"text": check.next_step or check.meaning},
        "helpUri": _HELP + check.id.lower(),
    }


def _sarif_result(issue: Issue) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": issue.location.path},
        "region": {
            "startLine": max(issue.location.line, 1),
            "startColumn": max(issue.location.column, 1),
        },
    }
    return {
        "ruleId": issue.code,
        "level": _SARIF_LEVELS.get(issue.level, "note"),
        "message": {"text": f"{issue.message}. Next: {issue.next_step}"},
        "locations": [{"physicalLocation": place}],
    }
