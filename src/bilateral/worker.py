"""The process of a single query: it reads a request, answers it, and ends.

:mod:`bilateral.questions.child` starts it and kills it when its timeout is over.
"""

from __future__ import annotations

import contextlib
import pickle
import signal
import sys

from bilateral.errors import BilateralError
from bilateral.kg import KnowledgeGraph

_PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """Let the system kill this process when its parent is gone; Linux knows how."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _serve() -> None:
    _end_with_parent()
    # The request comes from our own parent process.
    root, known_on, query, params, options = pickle.load(sys.stdin.buffer)  # noqa: S301
    try:
        answer: object = KnowledgeGraph(root, known_on=known_on).query(query, params, **options)
    except BilateralError as error:
        answer = error
    sys.stdout.buffer.write(pickle.dumps(answer))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve()
