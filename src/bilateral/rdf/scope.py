"""The scope of a project: its namespaces and settings count in every method of a class."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from bilateral import settings
from bilateral.rdf.vocabulary import within

if TYPE_CHECKING:
    from collections.abc import Callable

_Class = TypeVar("_Class")


def scoped(cls: type[_Class]) -> type[_Class]:
    """Let every public method of *cls* work in the scope of its ``root`` and ``dataset_name``.

    Two graphs of two datasets may then be open in one process.
    """
    for name, member in list(vars(cls).items()):
        if name.startswith("_"):
            continue
        if isinstance(member, property) and member.fget:
            setattr(cls, name, property(_in_scope(member.fget), doc=member.__doc__))
        elif callable(member):
            setattr(cls, name, _in_scope(member))
    return cls


def _in_scope(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(self: Any, *args: Any, **options: Any) -> Any:
        with within(self.dataset_name), settings.within(self.root):
            return method(self, *args, **options)

    return call
