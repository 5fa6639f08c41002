"""Running the checks of the catalogue over a project."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, NamedTuple

from bilateral.errors import Issue, UnknownNameError
from bilateral.quality import queries
from bilateral.quality.catalogue import Check, catalogue
from bilateral.quality.context import Context, Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

# Each holds DECIDERS: the id of a check and the function that decides it.
_MODULES = (
    "publication",
    "terms",
    "rules",
    "vocabularies",
    "data",
    "provenance",
    "questions",
    "shapes",
    "tools",
)


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
    context = Context(root, texts=texts, slow=slow)
    deciders: dict[str, Callable[[Check, Context], Found]] = {}
    for name in _MODULES:
        deciders.update(importlib.import_module(f"bilateral.quality.{name}").DECIDERS)
    return [Outcome(check, _decide(check, context, deciders)) for check in checks]


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


def _decide(
    check: Check, context: Context, deciders: dict[str, Callable[[Check, Context], Found]]
) -> Found:
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
