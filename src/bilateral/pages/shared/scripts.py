"""Joining the modules of a page: a page is one file that works offline, without a bundler.

The modules are plain ES modules, so that ``node --test``, ESLint and TypeScript read the
very files that are shipped. Joined, they share one scope: imports and ``export`` go away.
That holds for the form of module that is used here, and any other is refused: imports by
name from a file beside, exports at the declaration, no name declared twice.
"""

from __future__ import annotations

import json
import posixpath
import re
from importlib import resources

_PAGES = "bilateral.pages"
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[^"]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|const|class) )", re.MULTILINE)
_DECLARED = re.compile(r"^(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_DOC_COMMENT = re.compile(r"^ */\*\*(?:[^*]|\*(?!/))*\*/\n", re.MULTILINE)
_TYPE_COMMENT = re.compile(r"/\*\* @type \{(?:[^*]|\*(?!/))*\*/ ?")
_LINE_COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^ +", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n{2,}")


def script(entry: str) -> str:
    """Return the module *entry* and all that it imports as one classic script.

    Each module comes after those that it imports, so the same files give the same text.
    Comments and indentation are left out.

    Args:
        entry: path of the module below ``pages/``, as in ``explorer/script/main.js``.

    Raises:
        ValueError: a module has a form that cannot be joined.
    """
    modules: dict[str, str] = {}
    _collect(entry, modules, ())
    _refuse_twins(modules)
    scripts = [_short(path, text) for path, text in modules.items()]
    return '(() => {\n"use strict";\n' + "".join(scripts) + "})();\n"


def constant(name: str, value: object) -> str:
    """Return *value* as a script that declares it: a page from a file cannot fetch JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"const {name} = {text};\n"


def asset(path: str) -> str:
    """Return the text of a file below ``pages/``."""
    return resources.files(_PAGES).joinpath(path).read_text(encoding="utf-8")


def _collect(path: str, modules: dict[str, str], importers: tuple[str, ...]) -> None:
    if path in importers:
        raise ValueError(f"{path}: modules import each other in a circle")
    if path in modules:
        return
    text = asset(path)
    for match in _IMPORT.finditer(text):
        if " as " in match[1]:
            raise ValueError(f"{path}: an import cannot be renamed")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[2]))
        _collect(target, modules, (*importers, path))
    modules[path] = _classic(path, text)


def _classic(path: str, text: str) -> str:
    plain = _EXPORT.sub("", _IMPORT.sub("", text))
    if left_over := _LEFT_OVER.search(plain):
        raise ValueError(f"{path}: cannot be joined: {left_over[0]}")
    return plain


def _refuse_twins(modules: dict[str, str]) -> None:
    declared: dict[str, str] = {}
    for path, text in modules.items():
        for name in _DECLARED.findall(text):
            if name in declared:
                raise ValueError(f"{path}: {name!r} is declared in {declared[name]} too")
            declared[name] = path


def _short(path: str, text: str) -> str:
    plain = _TYPE_COMMENT.sub("", _LINE_COMMENT.sub("", _DOC_COMMENT.sub("", text)))
    # Inside a template of several lines, indentation is a part of the text.
    if any(line.count("`") % 2 for line in plain.splitlines()):
        raise ValueError(f"{path}: a template literal must stand on one line")
    return _EMPTY_LINES.sub("\n", _INDENT.sub("", plain)).lstrip("\n")
