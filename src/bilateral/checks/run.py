"""Running the checks of the catalogue over a project."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from bilateral import settings
from bilateral.checks.catalogue import Check, catalogue
from bilateral.checks.context import Context, Finding, UndecidedError
from bilateral.errors import Issue, UnknownNameError
from bilateral.rdf.vocabulary import within
from bilateral.text import closest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Decider = Callable[[Check, Context], Finding]


class Outcome(NamedTuple):
    """A check with what it found.

    ``state`` is pass, fail, warn (problems that do not stop a release) or skip.
    """

    check: Check
    finding: Finding

    @property
    def state(self) -> str:
        """How the check ended."""
        if self.finding.skipped:
            return "skip"
        if not self.finding.issues:
            return "pass"
        return "fail" if any(issue.level == "error" for issue in self.finding.issues) else "warn"


def run(
    root: Path,
    *,
    texts: Path | None = None,
    slow: bool = False,
    only: Iterable[str] = (),
) -> list[Outcome]:
    """Return the outcome of every check, in the order of the catalogue.

    Args:
        root: the folder with ``ontology/``, ``graph/`` and ``queries/``.
        texts: a folder with ``<slug>.txt`` files: the texts of the sources.
        slow: also run what takes long: reasoners and outer tools.
        only: ids or codes of checks; by default all are run.

    Raises:
        UnknownNameError: there is no check of that id or code.
        ToolError: a file cannot be read.
    """
    checks = _selected(tuple(only))
    with within(settings.dataset_name(root)):
        context = Context(root, texts=texts, slow=slow)
        deciders = _deciders()
        return [Outcome(check, _decide(check, context, deciders)) for check in checks]


def _deciders() -> dict[str, Decider]:
    """Return the function of each check that one decides, by the id of the check."""
    # Imported late: the list of checks needs none of them.
    from bilateral.checks.dataset import (
        provenance,
        reasoners,
        shapes,
        sparql,
        terms,
        values,
        vocabularies,
    )
    from bilateral.checks.release import publication, questions

    modules = (
        *(provenance, reasoners, shapes, terms, values, vocabularies),
        *(publication, questions),
    )
    deciders = {id_: decide for module in modules for id_, decide in module.DECIDERS.items()}
    by_query = {check.id: sparql.decide for check in catalogue() if check.by == "sparql"}
    return deciders | by_query


def _selected(only: tuple[str, ...]) -> list[Check]:
    names = {name for check in catalogue() for name in (check.id, *check.codes)}
    for name in only:
        if name not in names:
            raise UnknownNameError(
                "check",
                name,
                closest(name, sorted(names)),
                next_step="`bilateral check --list` names all checks",
            )
    return [check for check in catalogue() if not only or {check.id, *check.codes} & set(only)]


def _decide(check: Check, context: Context, deciders: dict[str, Decider]) -> Finding:
    if check.by == "source":
        in_files = [issue for issue in context.source_issues if issue.code in check.codes]
        if not in_files and check.skip and context.texts is None:
            return Finding("", [], check.skip)
        return Finding.of(in_files)
    try:
        finding = deciders.get(check.id, _undecided)(check, context)
    except UndecidedError as reason:
        finding = Finding("", [], str(reason))
    if check.problems:
        in_files = [
            issue
            for issue in (*context.source_issues, *context.merge_issues)
            if issue.code in check.codes
        ]
        return Finding.of([*in_files, *finding.issues]) if in_files else finding
    return finding


def _undecided(check: Check, context: Context) -> Finding:
    del context
    raise UndecidedError(check.skip or "not decided here")


def problems(outcomes: Iterable[Outcome]) -> list[Issue]:
    """Return all problems in the order of files and lines, each once."""
    issues = {issue for outcome in outcomes for issue in outcome.finding.issues}
    return sorted(issues, key=lambda issue: (issue.location, issue.code, issue.message))
