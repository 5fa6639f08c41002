"""Text from data on a terminal: shown as text, never obeyed."""

from __future__ import annotations

import re

# Control characters command the terminal; the others turn or break the text after
# them, so that one name could look like another.
_COMMANDING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BREAKS = re.compile("\r\n|[\n\r\t]")


def visible(text: str) -> str:
    """Return *text* on one line, with what would command a terminal written out.

    >>> visible("a" + chr(27) + "[2J")
    'a\\\\u001b[2J'
    """
    return _COMMANDING.sub(lambda match: f"\\u{ord(match[0]):04x}", _BREAKS.sub(" ", text))


def harmless(text: str) -> str:
    """Return *text* of several lines and tabs with nothing in it that commands a terminal."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join("\t".join(visible(cell) for cell in line.split("\t")) for line in lines)
