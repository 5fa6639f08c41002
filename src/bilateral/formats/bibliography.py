"""Citations for the reference lists of others: BibTeX and CSL-JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bilateral.formats import Format
from bilateral.text import choose, json_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bilateral.evidence.citations import Citation

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
    by_slug = {citation.slug: citation for row in citations for citation in row}
    return [by_slug[slug] for slug in sorted(by_slug)]


def bibliography(citations: Iterable[Iterable[Citation]], fmt: str) -> str:
    """Return the documents behind an answer as a list of references.

    Args:
        citations: the citations of each row.
        fmt: a key of :data:`FORMATS`.

    Raises:
        UnknownNameError: there is no such format.
    """
    return choose(fmt, FORMATS, "format of references").write(documents(citations)).decode()


def _text(citations: list[Citation]) -> bytes:
    return "".join(f"{citation.slug}: {_line(citation)}\n" for citation in citations).encode()


def _all_bibtex(citations: list[Citation]) -> bytes:
    return "\n".join(map(_bibtex, citations)).encode()


def _all_csl(citations: list[Citation]) -> bytes:
    return json_text(list(map(_csl, citations))).encode()


def _line(citation: Citation) -> str:
    parts = [part for part in (citation.title, citation.publisher, citation.date) if part]
    return ", ".join(parts) + (f" <{citation.url}>" if citation.url else "")


def _bibtex(citation: Citation) -> str:
    fields = {"title": f"{{{_escaped(citation.title)}}}", "publisher": _escaped(citation.publisher)}
    date = _DATE.fullmatch(citation.date)
    if date:
        fields["year"] = date[1]
        if date[2]:
            fields["month"] = str(int(date[2]))
    # Percent signs and underscores of an address must stay as they are.
    fields["url"] = citation.url.replace("{", "%7B").replace("}", "%7D")
    body = "".join(f",\n  {name} = {{{text}}}" for name, text in fields.items() if text)
    return f"@misc{{{_KEY.sub('-', citation.slug)}{body}\n}}\n"


def _escaped(text: str) -> str:
    return "".join(_BIBTEX_SPECIAL.get(sign, sign) for sign in " ".join(text.split()))


def _csl(citation: Citation) -> dict[str, object]:
    entry: dict[str, object] = {"id": citation.slug, "type": "webpage", "title": citation.title}
    if citation.publisher:
        entry["publisher"] = citation.publisher
    if citation.url:
        entry["URL"] = citation.url
    date = _DATE.fullmatch(citation.date)
    if date:
        entry["issued"] = {"date-parts": [[int(part) for part in date.groups() if part]]}
    return entry


FORMATS: dict[str, Format[list[Citation]]] = {
    "bibtex": Format("BibTeX", "bib", "application/x-bibtex", _all_bibtex),
    "csl": Format("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", _all_csl),
    "text": Format("a line for each document", "txt", "text/plain", _text),
}
