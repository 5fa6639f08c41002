"""The formats in which the dataset and its answers are taken away: a module for each family.

:mod:`bilateral.formats.exports` has the registry of formats of the dataset,
:mod:`bilateral.formats.answers` those of answers to queries. A new format is an entry in
one of them and a function that writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Content = TypeVar("_Content")


class Format(Generic[_Content]):
    """A format: what it is, the ending of its files, its media type, and what writes it."""

    def __init__(
        self, title: str, suffix: str, media_type: str, write: Callable[[_Content], bytes]
    ) -> None:
        self.title = title
        self.suffix = suffix
        self.media_type = media_type
        self.write = write
