"""Text on its way out: one escape for each target, and suggestions for unknown names.

What is read from data is text in every target: it commands no terminal, opens no tag,
ends no script and starts no formula.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from bilateral.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_Entry = TypeVar("_Entry")
# Control characters command the terminal; the others turn or break the text after
# them, so that one name could look like another.
_COMMANDING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
# Tables and not patterns where they can be: every command pays for what is compiled here.
_BREAKS = dict.fromkeys(map(ord, "\n\r\t"), " ")
_MARKDOWN = {ord(sign): f"\\{sign}" for sign in "\\`*_[]|#~"}
_XML_ILLEGAL = dict.fromkeys({*range(0x20), 0xFFFE, 0xFFFF} - _BREAKS.keys(), "\ufffd")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# A name that is longer is not a slip of the pen, and comparing it would only cost time.
_LONGEST_NAME = 60


def visible(text: str) -> str:
    """Return *text* on one line, with what would command a terminal written out.

    >>> visible("a" + chr(27) + "[2J")
    'a\\\\u001b[2J'
    """
    return _COMMANDING.sub(
        lambda match: f"\\u{ord(match[0]):04x}", text.replace("\r\n", " ").translate(_BREAKS)
    )


def terminal(text: str) -> str:
    """Return *text* of several lines and tabs with nothing in it that commands a terminal."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join("\t".join(visible(cell) for cell in line.split("\t")) for line in lines)


def html(text: str, *, quote: bool = True) -> str:
    """Return *text* for HTML: no tag, no entity; with *quote*, for an attribute as well.

    >>> html('<a href="x">')
    '&lt;a href=&quot;x&quot;&gt;'
    """
    # Imported late: most answers have no markup.
    from html import escape

    return escape(text, quote=quote)


def markdown(text: str) -> str:
    r"""Return *text* for a cell of a Markdown table; HTML counts in Markdown too.

    >>> markdown("a|b <i>")
    'a\\|b &lt;i&gt;'
    """
    return html(text, quote=False).translate(_MARKDOWN)


def markdown_code(text: str) -> str:
    """Return *text* for code between backticks in Markdown."""
    return visible(text).replace("`", "%60")


def inline(text: str) -> str:
    """Return script or style *text* so that it cannot end the element it stands in."""
    return text.replace("</script", "<\\/script").replace("</style", "<\\/style")


def xml_legal(text: str) -> str:
    """Return *text* with U+FFFD for the characters that XML 1.0 cannot hold."""
    return text.translate(_XML_ILLEGAL)


def formula_safe(text: str) -> str:
    """Return *text* for a cell of CSV, with an apostrophe if a spreadsheet would run it.

    >>> formula_safe("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def json_text(value: object) -> str:
    """Return *value* as JSON for people and programs: indented, in any script."""
    # Imported late: many commands write no JSON.
    import json

    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def in_script(json: str) -> str:
    """Return *json* so that it cannot end the script element it stands in; its value stays."""
    for character in "<>&\u2028\u2029":
        json = json.replace(character, f"\\u{ord(character):04x}")
    return json


def closest(
    name: str, candidates: Iterable[str], *, limit: int = 3, cutoff: float = 0.5
) -> list[str]:
    """Return the *candidates* that *name* is probably a misspelling of, best first.

    *limit* is their number at most, *cutoff* how alike they must be, from 0 to 1.
    """
    # Imported late: only a mistake needs it.
    from difflib import get_close_matches

    return get_close_matches(name[:_LONGEST_NAME], list(candidates), n=limit, cutoff=cutoff)


def choose(name: str, registry: Mapping[str, _Entry], what: str) -> _Entry:
    """Return the entry *name* of a registry.

    Args:
        name: what the user typed.
        registry: the entries by name.
        what: what the entries are, for the message: ``format``, ``check`` …

    Raises:
        UnknownNameError: there is no such entry; the nearest names are suggested.
    """
    if name in registry:
        return registry[name]
    raise UnknownNameError(
        what,
        name[:200],
        closest(name, registry),
        next_step=f"choose one of {', '.join(registry)}",
    )
