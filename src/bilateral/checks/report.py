"""Reports on checks: text for people, JSON and SARIF for programs, Markdown for pages."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from bilateral._version import __version__
from bilateral.text import terminal, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bilateral.checks.run import Outcome
    from bilateral.errors import Issue

FORMATS = ("text", "json", "md", "sarif")
_GROUPS = {
    "A": "Syntax and logic",
    "B": "Header and publication",
    "C": "Terms",
    "D": "Modelling",
    "E": "Data",
    "F": "Provenance",
    "G": "Links and questions",
}
_SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(outcomes: Sequence[Outcome], issues: Sequence[Issue], fmt: str) -> str:
    """Return the report in *fmt*, one of ``FORMATS``.

    Args:
        outcomes: the checks that were run.
        issues: the problems to list, which may be fewer than the checks found.
        fmt: the format.
    """
    return {"text": _text, "json": _json, "md": _markdown, "sarif": _sarif}[fmt](outcomes, issues)


def _text(outcomes: Sequence[Outcome], issues: Sequence[Issue]) -> str:
    states = Counter(one.state for one in outcomes)
    lines = [str(one) for one in issues]
    lines += [
        f"skipped {one.check.id}: {one.found.skipped}" for one in outcomes if one.state == "skip"
    ]
    errors = sum(one.level == "error" for one in issues)
    lines.append(
        f"{len(outcomes)} checks: {states['pass']} passed, {states['fail']} failed, "
        f"{states['warn']} with warnings, {states['skip']} skipped; "
        f"{_count(errors, 'error')}, {_count(len(issues) - errors, 'warning')}"
    )
    return terminal("\n".join(lines)) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"


def _json(outcomes: Sequence[Outcome], issues: Sequence[Issue]) -> str:
    value = {
        "version": __version__,
        "checks": [
            {
                "id": one.check.id,
                "codes": list(one.check.codes),
                "meaning": one.check.meaning,
                "threshold": one.check.threshold,
                "state": one.state,
                "figure": one.found.figure,
                **({"reason": one.found.skipped} if one.found.skipped else {}),
            }
            for one in outcomes
        ],
        "issues": [_plain(one) for one in issues],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _plain(issue: Issue) -> dict[str, Any]:
    fields: dict[str, Any] = issue._asdict()
    del fields["location"]
    return {**fields, **issue.location._asdict()}


def _markdown(outcomes: Sequence[Outcome], issues: Sequence[Issue]) -> str:
    lines = ["# Checks", ""]
    group = ""
    for one in outcomes:
        if one.check.id[0] != group:
            group = one.check.id[0]
            lines += [
                *([""] if lines[-1] else []),
                f"## {group}. {_GROUPS[group]}",
                "",
                "| Check | Meaning | Figure | Threshold | State |",
                "|---|---|---|---|---|",
            ]
        figure = one.found.figure or one.found.skipped
        cells = (
            one.check.id,
            one.check.meaning,
            figure,
            one.check.threshold,
            "skipped" if one.state == "skip" else one.state,
        )
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    if issues:
        lines += ["", "## Problems", ""]
        lines += [f"- {_cell(str(one))}" for one in issues]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    from html import escape

    # What is read from data may hold anything that Markdown or HTML would obey.
    safe = escape(visible(text), quote=False)
    return "".join(f"\\{ch}" if ch in "\\`*_[]|#~" else ch for ch in safe)


def _sarif(outcomes: Sequence[Outcome], issues: Sequence[Issue]) -> str:
    """Return SARIF 2.1.0, which editors and code hosts show at the line."""
    rules = [
        {
            "id": code,
            "shortDescription": {"text": one.check.meaning},
            "help": {"text": one.check.next_step or one.check.meaning},
            "helpUri": "https://w3id.org/bilateral/docs/quality#" + one.check.id.lower(),
        }
        for one in outcomes
        for code in one.check.codes
    ]
    results = []
    for one in issues:
        region = {
            "startLine": max(one.location.line, 1),
            "startColumn": max(one.location.column, 1),
        }
        results.append(
            {
                "ruleId": one.code,
                "level": _SARIF_LEVELS.get(one.level, "note"),
                "message": {"text": f"{one.message}. Next: {one.next_step}"},
                "locations": [
                    {
                        "physicalLocation": {
                            "artifactLocation": {"uri": one.location.path},
                            "region": region,
                        }
                    }
                ],
            }
        )
    driver = {"name": "bilateral", "version": __version__, "rules": rules}
    value = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
