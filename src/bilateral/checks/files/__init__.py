"""The checks of curated files: everything that can be wrong in them, with its place.

Each check is a function from the index of a project to the issues it finds; the catalogue
says what their codes mean. A check reads the files as they are written, before any store
has changed a literal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.checks.files import counts, description, graphs, literals, passages, terms
from bilateral.checks.files.index import Index
from bilateral.checks.files.texts import against

if TYPE_CHECKING:
    from pathlib import Path

    from bilateral.compile.read import Project
    from bilateral.errors import Issue

_CHECKS = (
    *literals.CHECKS,
    *terms.CHECKS,
    *graphs.CHECKS,
    *passages.CHECKS,
    *counts.CHECKS,
    *description.CHECKS,
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
    issues = {*project.issues}
    for find in _CHECKS:
        issues.update(find(index))
    if texts is not None:
        issues.update(against(index, texts))
    return sorted(issues, key=lambda issue: (issue.location, issue.code, issue.message))
