"""What a page needs to answer SPARQL by itself: an engine, an editor, the data, the questions."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import TYPE_CHECKING, Any

from bilateral.pages.shared.vendor import vendored
from bilateral.questions.cite import recipe
from bilateral.questions.scan import Scan
from bilateral.rdf.serialize import serialize
from bilateral.rdf.vocabulary import spaces
from bilateral.settings import current
from bilateral.text import inline

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox

    from bilateral.questions.header import NamedQuery, Parameter

_EXPORTED = re.compile(r"^export (?=class |function |async |const )", re.MULTILINE)
_EXPORT_LIST = re.compile(r"^export \{[^}]*\};?\s*$", re.MULTILINE)


def parts(store: ox.Store, queries: Mapping[str, NamedQuery]) -> dict[str, str]:
    """Return what the template puts into a page with SPARQL inside.

    Keys are ``engine``, ``wasm``, ``quads``, ``questions`` and ``editor`` (gzip,
    base64), ``editor_css`` and ``timeout`` (text). The same data gives the same text.

    Raises:
        ToolError: the engine or the editor is not there.
    """
    return {
        "engine": _packed(_classic(vendored("oxigraph.js").decode("utf-8")).encode("utf-8")),
        "wasm": _packed(vendored("oxigraph.wasm")),
        "quads": _packed(serialize(store, "trig")),
        "questions": _packed(_questions(queries)),
        "editor": _packed(vendored("yasqe.min.js")),
        "editor_css": inline(vendored("yasqe.min.css").decode("utf-8")),
        "timeout": str(current.explorer_timeout),
    }


def _classic(module: str) -> str:
    """Return a module as a plain script: from a file, a worker cannot import modules."""
    text = _EXPORT_LIST.sub("", _EXPORTED.sub("", module))
    # Without an address of its own; the bytes are given to it.
    return text.replace("import.meta.url", "undefined")


def _questions(queries: Mapping[str, NamedQuery]) -> bytes:
    # What must be empty is a check, not a question.
    entries = [
        _question(queries[name]) for name in sorted(queries) if not queries[name].must_be_empty
    ]
    data = {"provenance": spaces().provenance, "questions": entries}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _question(query: NamedQuery) -> dict[str, Any]:
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#+"))
    # A prefix is declared only where it is used: the text stands alone elsewhere too.
    prefixes = spaces().prefixes
    used = [name for name in prefixes if re.search(rf"(?<![\w-]){re.escape(name)}:", body)]
    declared = "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in used)
    cites = recipe(Scan(query.text))
    return {
        "name": query.name,
        "title": {"en": query.title, **query.titles},
        "question": query.question,
        "group": query.group,
        "text": declared + body.strip() + "\n",
        "parameters": [_parameter(parameter) for parameter in query.parameters],
        "cites": {"text": declared + cites[0], "patterns": cites[1]} if cites else None,
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "description": parameter.description,
        "default": parameter.default or "",
        "example": parameter.example or "",
        "required": parameter.required,
    }


def _packed(data: bytes) -> str:
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode("ascii")
