"""Questions and concepts of one dataset, rewritten for two other states.

The rule: where a text names a state of the old pair, it names the state of the new pair in
its place; codes of states inside names such as ``id:state.KE`` and ``c:measure.exports-ke-fr``
change likewise. A state of both pairs keeps its place. A text that then still holds the name
of a state which is not in the new pair, as a part of a word ("Kenyans"), cannot be
rewritten so: a question or a concept with such an English text is left out, a title in
another language is dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bilateral.curate.territories import State

_HAN = re.compile("[\u3400-\u9fff]+")
_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_LOCAL_NAME = re.compile(r"\b(id|c):([A-Za-z0-9][A-Za-z0-9.-]*)")
_TITLE = re.compile(r"#\+ title-[a-z-]+: ")


class Pair(NamedTuple):
    """The two states of a dataset, and its name, which is part of the names of some things."""

    dataset: str
    states: tuple[State, State]


class Adapter:
    """Rewrites texts about the states of *old* into texts about those of *new*."""

    def __init__(self, old: Pair, new: Pair) -> None:
        self._replaced = list(_replacements(old.states, new.states))
        self._datasets = (old.dataset, new.dataset)
        self._codes = {
            form(state.code): form(other.code)
            for state, other in self._replaced
            for form in (str.upper, str.lower)
        }
        # Longer names first: one name may be a part of another.
        self._names = sorted(
            {
                (name, other.names.get(tag, other.name))
                for state, other in self._replaced
                for tag, name in state.names.items()
            },
            key=lambda names: (-len(names[0]), names),
        )

    def text(self, text: str) -> str | None:
        """Return *text* about the new states; ``None`` where the rule does not reach."""
        adapted = text
        for name, other in self._names:
            adapted = _whole(name).sub(lambda _, other=other: other, adapted)  # type: ignore[misc]
        adapted = _LOCAL_NAME.sub(self._local_name, adapted)
        return None if self._has_remainder(adapted, changed=adapted != text) else adapted

    def slug(self, slug: str) -> str:
        """Return the name of a file; ``given-by-kenya`` has the name of a state in it."""
        for state, other in self._replaced:
            slug = re.sub(rf"(?<![a-z]){_slug(state.name)}(?![a-z])", _slug(other.name), slug)
        return slug

    def query(self, text: str) -> str | None:
        """Return a query file for the new states; ``None`` where it cannot be rewritten."""
        lines = []
        for line in text.splitlines():
            adapted = self.text(line)
            if adapted is not None:
                lines.append(adapted)
            elif not _TITLE.match(line):
                return None
        return "\n".join(lines) + "\n"

    def scheme(self, text: str) -> tuple[str, list[str]]:
        """Return a concept scheme for the new states, and the concepts that are left out."""
        blocks, dropped = [], []
        for block in text.split("\n\n"):
            adapted = self.text(block)
            if adapted is None:
                dropped.append(block.split()[0])
            else:
                blocks.append(adapted.rstrip("\n"))
        return "\n\n".join(blocks) + "\n", dropped

    def _local_name(self, match: re.Match[str]) -> str:
        prefix, name = match.groups()
        old, new = self._datasets
        name = re.sub(rf"\.{re.escape(old)}(?=\.|$)", f".{new}", name)
        if name != match[2]:
            return f"{prefix}:{name}"
        parts = re.split(r"([.-])", name)
        return f"{prefix}:{''.join(self._codes.get(part, part) for part in parts)}"

    def _has_remainder(self, text: str, *, changed: bool) -> bool:
        """Return whether a name of an old state is left inside a word, such as one for people."""
        for name, other in self._names:
            if name in other:
                continue
            if _HAN.fullmatch(name):
                # One character of the name may stand for the state, beside names in full.
                if changed and any(character in text for character in name):
                    return True
            elif re.search(rf"(?<!\w){re.escape(name)}", text, re.IGNORECASE):
                return True
        return False


def _replacements(old: Sequence[State], new: Sequence[State]) -> Iterator[tuple[State, State]]:
    """Yield the states of *old* that are not in *new*, each with the one in its place."""
    codes = {state.code for state in old}
    free = iter([state for state in new if state.code not in codes])
    remaining = {state.code for state in new}
    for state in old:
        if state.code not in remaining:
            yield state, next(free)


def _whole(name: str) -> re.Pattern[str]:
    escaped = re.escape(name)
    if _WITHOUT_SPACES.search(name):
        return re.compile(escaped)
    return re.compile(rf"(?<!\w){escaped}(?!\w)")


def _slug(name: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", name.casefold()))
