"""The error tree and the records of problems found in data.

An *error* stops a command; each class carries the exit code that the command
line ends with. A *problem in data* is data itself (:class:`Issue`): a check
collects all of them, so that a curator sees every mistake of a file at once.

Exit codes: 0 fine, 1 the data is not valid, 2 wrong use, 3 the tool failed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Location(NamedTuple):
    """A place in a file. Line and column count from 1; 0 means "not known"."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


class Issue(NamedTuple):
    """One problem in data: what is wrong, where, and the next step."""

    code: str
    level: str
    message: str
    next_step: str
    location: Location

    def __str__(self) -> str:
        head = f"{self.location}: {self.level}[{self.code}]: {self.message}"
        return f"{head}\n    next: {self.next_step}"


class BilateralError(Exception):
    """Base of every error that this package raises on purpose."""

    exit_code = 3

    def __init__(
        self, message: str, *, next_step: str = "", location: Location | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        self.location = location

    def __str__(self) -> str:
        head = f"{self.location}: {self.message}" if self.location else self.message
        return f"{head}\n    next: {self.next_step}" if self.next_step else head

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are copied by their positional arguments; ours are named.
        return _copied, (type(self), self.args, self.__dict__)


def _copied(
    cls: type[BilateralError], args: tuple[Any, ...], state: dict[str, Any]
) -> BilateralError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class DataError(BilateralError, ValueError):
    """The data is not valid (exit code 1). ``issues`` lists every problem."""

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        next_step: str = "",
        location: Location | None = None,
        issues: Iterable[Issue] = (),
    ) -> None:
        super().__init__(message, next_step=next_step, location=location)
        self.issues = tuple(issues)


class UsageError(BilateralError, ValueError):
    """The tool was used wrongly (exit code 2)."""

    exit_code = 2


class UnknownNameError(UsageError):
    """A name that nothing has; ``suggestions`` holds the nearest known ones."""

    def __init__(
        self, kind: str, name: str, suggestions: Iterable[str] = (), *, next_step: str = ""
    ) -> None:
        self.suggestions = tuple(suggestions)
        message = f"unknown {kind}: {name!r}"
        if self.suggestions:
            message += f"; did you mean {', '.join(self.suggestions)}?"
        super().__init__(message, next_step=next_step)


class QuerySyntaxError(UsageError):
    """A query that does not parse."""


class ForbiddenQueryError(UsageError):
    """A query that would reach outside the dataset (SERVICE, LOAD, FROM <web>)."""


class ParameterError(UsageError):
    """A query parameter that is unknown, missing or of the wrong type."""


class ToolError(BilateralError, OSError):
    """The tool failed: a file cannot be read or written (exit code 3)."""

    def __str__(self) -> str:
        return BilateralError.__str__(self)


class QueryTimeoutError(ToolError, TimeoutError):
    """A query took longer than was allowed and was stopped (exit code 3)."""
