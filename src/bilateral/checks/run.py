"""Running the checks of the catalogue over a project."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from bilateral import settings
from bilateral.checks.catalogue import Check, catalogue
from bilateral.checks.context import Context, Found
from bilateral.checks.dataset import sparql as queries
from bilateral.errors import Issue, UnknownNameError
from bilateral.rdf.vocabulary import within

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Decider = Callable[[Check, Context], Found]


class Outcome(NamedTuple):
    """A check with what it found.

    ``state`` is pass, fail, warn (problems that do not stop a release) or skip.
    """

    check: Check
    found: Found

    @property
    def state(self) -> str:
        """How the check ended."""
        if self.found.skipped:
            return "skip"
        if not self.found.issues:
            return "pass"
        return "fail" if any(one.level == "error" for one in self.found.issues) else "warn"


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
    checks = _chosen(tuple(only))
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
        rules,
        shapes,
        terms,
        values,
        vocabularies,
    )
    from bilateral.checks.release import publication, questions

    modules = (
        *(provenance, reasoners, rules, shapes, terms, values, vocabularies),
        *(publication, questions),
    )
    return {id_: decide for module in modules for id_, decide in module.DECIDERS.items()}


def _chosen(only: tuple[str, ...]) -> list[Check]:
    found = list(catalogue())
    names = {name for check in found for name in (check.id, *check.codes)}
    for one in only:
        if one not in names:
            import difflib

            near = difflib.get_close_matches(one[:60], sorted(names), n=3, cutoff=0.5)
            raise UnknownNameError(
                "check", one, near, next_step="`bilateral check --list` names all checks"
            )
    return [one for one in found if not only or {one.id, *one.codes} & set(only)]


def _decide(check: Check, context: Context, deciders: dict[str, Decider]) -> Found:
    mine = [one for one in context.source_issues if one.code in check.codes]
    if check.by == "source":
        if not mine and check.skip and context.texts is None:
            return Found.skip(check.skip)
        return Found.of(mine)
    if check.by == "sparql":
        found = queries.decide(check, context)
    elif check.id in deciders:
        found = deciders[check.id](check, context)
    else:
        found = Found.skip(check.skip or "not decided here")
    return Found.of([*mine, *found.issues]) if mine else found


def problems(outcomes: Iterable[Outcome]) -> list[Issue]:
    """Return all problems in the order of files and lines, each once."""
    found = {one for outcome in outcomes for one in outcome.found.issues}
    return sorted(found, key=lambda one: (one.location, one.code, one.message))
