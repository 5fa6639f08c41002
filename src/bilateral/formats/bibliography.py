"""Citations for the reference lists of others: BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from bilateral.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bilateral.evidence.citations import Citation

FORMATS = ("bibtex", "csl", "text")
_BIBTEX_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_KEY = re.compile(r"[^A-Za-z0-9-]+")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", re.ASCII)


def documents(citations: Iterable[Iterable[Citation]]) -> list[Citation]:
    """Return each cited document once, in the order of their slugs."""
    found = {one.slug: one for row in citations for one in row}
    return [found[slug] for slug in sorted(found)]


def bibliography(citations: Iterable[Iterable[Citation]], fmt: str) -> str:
    """Return the documents behind an answer as a list of references.

    Args:
        citations: the citations of each row.
        fmt: one of :data:`FORMATS`.

    Raises:
        UnknownNameError: there is no such format.
    """
    cited = documents(citations)
    if fmt == "bibtex":
        return "\n".join(_bibtex(one) for one in cited)
    if fmt == "csl":
        return json.dumps([_csl(one) for one in cited], ensure_ascii=False, indent=1) + "\n"
    if fmt == "text":
        return "".join(f"{one.slug}: {_line(one)}\n" for one in cited)
    raise UnknownNameError(
        "format of references", fmt, next_step=f"use one of {', '.join(FORMATS)}"
    )


def _line(one: Citation) -> str:
    parts = [part for part in (one.title, one.publisher, one.date) if part]
    return ", ".join(parts) + (f" <{one.url}>" if one.url else "")


def _bibtex(one: Citation) -> str:
    fields = {"title": f"{{{_escaped(one.title)}}}", "publisher": _escaped(one.publisher)}
    date = _DATE.fullmatch(one.date)
    if date:
        fields["year"] = date[1]
        if date[2]:
            fields["month"] = str(int(date[2]))
    # Percent signs and underscores of an address must stay as they are.
    fields["url"] = one.url.replace("{", "%7B").replace("}", "%7D")
    body = "".join(f",\n  {name} = {{{text}}}" for name, text in fields.items() if text)
    return f"@misc{{{_KEY.sub('-', one.slug)}{body}\n}}\n"


def _escaped(text: str) -> str:
    return "".join(_BIBTEX_SPECIAL.get(sign, sign) for sign in " ".join(text.split()))


def _csl(one: Citation) -> dict[str, object]:
    entry: dict[str, object] = {"id": one.slug, "type": "webpage", "title": one.title}
    if one.publisher:
        entry["publisher"] = one.publisher
    if one.url:
        entry["URL"] = one.url
    date = _DATE.fullmatch(one.date)
    if date:
        entry["issued"] = {"date-parts": [[int(part) for part in date.groups() if part]]}
    return entry
