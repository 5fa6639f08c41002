"""Queries with a timeout, each in a process of its own, which can be killed at any moment.

The engine has no timeout, and while it works Python cannot interrupt it. So a query
with a timeout runs in a child process: when the timeout is over, or when the parent
is gone, the child is killed, whatever it was doing.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

from bilateral.errors import BilateralError, QueryTimeoutError, ToolError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bilateral.questions.results import Result


def query_in_child(
    root: Path,
    query: str,
    params: Mapping[str, str] | None,
    *,
    cite: bool,
    max_rows: int | None,
    timeout: float,
    lang: str,
    known_on: str | None,
) -> Result:
    """Answer a query like :meth:`KnowledgeGraph.query`, in a child process.

    Args:
        root: the folder of the project.
        query: the name of a query, the path of a ``.rq`` file, or SPARQL.
        params: values of its parameters.
        cite: whether to find the sentences behind every row.
        max_rows: the most rows to return.
        timeout: seconds after which the child is killed.
        lang: the language of names.
        known_on: the day (ISO) as of which the dataset is queried.

    Raises:
        QueryTimeoutError: the query took longer than *timeout*.
        ToolError: the child ended without an answer.
        BilateralError: what the query itself raises.
    """
    options = {"cite": cite, "max_rows": max_rows, "lang": lang}
    request = pickle.dumps((str(root), known_on, query, dict(params or {}), options))
    child = subprocess.Popen(
        [sys.executable, "-m", "bilateral.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        # Ctrl-C is for the parent, which then kills the child.
        start_new_session=True,
    )
    try:
        output, errors = child.communicate(request, timeout=timeout)
    except subprocess.TimeoutExpired:
        raise QueryTimeoutError(
            f"the query was stopped after {timeout:g} seconds",
            next_step="ask for less, link its patterns to each other, or allow more time",
        ) from None
    finally:
        child.kill()
        child.communicate()
    if child.returncode != 0:
        lines = errors.decode("utf-8", "replace").strip().splitlines()
        raise ToolError(
            f"the process of the query ended without an answer: {(lines or ['killed'])[-1]}",
            next_step="ask for less: it may have run out of memory",
        )
    # The output is our own: it comes through a pipe that nobody else can write to.
    answer: Result | BilateralError = pickle.loads(output)  # noqa: S301
    if isinstance(answer, BilateralError):
        raise answer
    return answer
