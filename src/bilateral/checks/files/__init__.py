"""The checks: everything that can be wrong in the curated files, with its place.

Each check is a function from the index of a project to the issues it finds. A check
reads the files as they are written, before any store has changed a literal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.checks.files import counts as limits
from bilateral.checks.files import evidence, literals, passages, terms
from bilateral.checks.files.index import Index
from bilateral.checks.files.texts import against

if TYPE_CHECKING:
    from pathlib import Path

    from bilateral.compile.read import Project
    from bilateral.errors import Issue

_CHECKS = (
    *literals.CHECKS,
    *terms.CHECKS,
    *evidence.CHECKS,
    *passages.CHECKS,
    *limits.CHECKS,
)


def check(project: Project, *, texts: Path | None = None) -> list[Issue]:
    """Return every problem in the files of *project*, in the order of files and lines.

    Args:
        project: the files as read; what could not be read is reported too.
        texts: a folder with ``<slug>.txt`` files: the texts of the sources,
            against which all digests are then verified.

    Raises:
        ToolError: a text cannot be read.
    """
    index = Index(project)
    issues = [*project.issues]
    for one in _CHECKS:
        issues.extend(one(index))
    if texts is not None:
        issues.extend(against(index, texts))
    return sorted(set(issues), key=lambda issue: (issue.location, issue.code, issue.message))
