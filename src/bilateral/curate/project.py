"""A project for two other states: ``bilateral new``.

Ontology and questions are those of an existing project, rewritten where they name its
states (:mod:`bilateral.curate.adapt`); names and codes come from packages.
"""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from bilateral import settings
from bilateral.compile.read import read_dataset
from bilateral.curate.adapt import Adapter, Pair
from bilateral.curate.territories import check_languages, find_state, versions
from bilateral.errors import UsageError
from bilateral.files import read_bytes, read_text, write_atomic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bilateral.curate.territories import State

_TEMPLATES = resources.files("bilateral.curate") / "templates"
# The languages of the ontology: its texts name states in each of them.
_ONTOLOGY_LANGUAGES = "ja", "ur"


class NewProject(NamedTuple):
    """What was written: the files by path, and what was left out because it does not fit."""

    name: str
    title: str
    files: dict[str, bytes]
    left_out: list[str]


def new_project(
    template: Path, codes: tuple[str, str], languages: Sequence[str] | None = None
) -> NewProject:
    """Return the files of a project about the relations of two states.

    Args:
        template: the project whose ontology and questions are used.
        codes: ISO 3166 codes of the two states.
        languages: the languages of names and sources; by default those of *template*.

    Raises:
        UnknownNameError: no state has one of the codes.
        UsageError: both codes are those of one state, or a language is not known.
        ToolError: pycountry or Babel is not installed, or a file cannot be read.
    """
    tags = tuple(languages or settings.languages(template))
    check_languages(tags)
    pair = _pair("-".join(codes).lower(), codes, tags)
    described = read_dataset(template)
    old = _pair(settings.dataset_name(template), tuple(described["countries"]), tags)
    left_out: list[str] = []
    files = {
        **_ontology(template, Adapter(old, pair), left_out),
        **_questions(template, described, Adapter(old, pair), pair, left_out),
        **_graph(template, described, pair, tags),
    }
    return NewProject(pair.dataset, _title(pair), files, left_out)


def place(project: NewProject, folder: Path) -> None:
    """Write *project* to *folder*, which must be empty or not exist.

    Raises:
        UsageError: the folder holds something, or is a file.
        ToolError: a file cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder} is not an empty folder",
            next_step="name a folder that does not exist yet; nothing is ever overwritten",
        )
    for name, data in sorted(project.files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, data)
    # Git keeps no empty folder, and a project without sources has one.
    (folder / "graph" / "sources").mkdir(parents=True, exist_ok=True)
    write_atomic(folder / "graph" / "sources" / ".gitkeep", b"")


def _pair(dataset: str, codes: Sequence[str], languages: Sequence[str]) -> Pair:
    tags = tuple(dict.fromkeys((*languages, *_ONTOLOGY_LANGUAGES)))
    first, second = (find_state(code, tags) for code in codes)
    if first.code == second.code:
        raise UsageError(f"both states are {first.name}", next_step="give the codes of two states")
    return Pair(dataset, (first, second))


def _title(pair: Pair) -> str:
    return f"{pair.states[0].name}–{pair.states[1].name} relations"


def _ontology(template: Path, adapter: Adapter, left_out: list[str]) -> dict[str, bytes]:
    files = {}
    for path in sorted((template / "ontology").rglob("*.*")):
        name = path.relative_to(template).as_posix()
        data = read_bytes(path)
        if path.parent.name == "schemes":
            text, dropped = adapter.scheme(data.decode("utf-8"))
            left_out.extend(dropped)
            data = _formatted(text, name)
        files[name] = data
    return files


def _formatted(text: str, name: str) -> bytes:
    # Imported late, as it brings the engine.
    import pyoxigraph as ox

    from bilateral.rdf.turtle.format import format_text

    return format_text(text, name, ox.RdfFormat.TURTLE).encode("utf-8")


def _questions(
    template: Path,
    described: dict[str, Any],
    adapter: Adapter,
    pair: Pair,
    left_out: list[str],
) -> dict[str, bytes]:
    codes = {state.code for state in pair.states}
    specific = {
        name
        for code, names in (described.get("state-questions") or {}).items()
        if code not in codes
        for name in names
    }
    dropped = re.compile(
        "|".join(rf"{re.escape(concept)}(?![\w-])" for concept in left_out) or "$^"
    )
    files = {}
    for path in sorted((template / "queries").glob("*.rq")):
        original = read_text(path)
        applies = path.stem not in specific and not dropped.search(original)
        text = adapter.query(original) if applies else None
        if text is None:
            left_out.append(path.stem)
        else:
            files[f"queries/{adapter.slug(path.stem)}.rq"] = text.encode("utf-8")
    return files


def _graph(
    template: Path, described: dict[str, Any], pair: Pair, languages: Sequence[str]
) -> dict[str, bytes]:
    iso_codes, cldr = versions()
    values: dict[str, Any] = {
        "name": pair.dataset,
        "title": _title(pair),
        "first": pair.states[0],
        "second": pair.states[1],
        "languages": languages,
        "iso_version": iso_codes,
        "cldr_version": cldr,
        "schemes": _schemes(template, described),
        "labels": {state.code: _labels(state, languages) for state in pair.states},
    }
    return {
        "README.md": _rendered("README.md", values),
        "graph/dataset.yml": _rendered("dataset.yml", values),
        **{
            f"graph/reference/{name}.ttl": _formatted_template(name, values)
            for name in ("names", "iso-3166", "cldr")
        },
    }


def _formatted_template(name: str, values: dict[str, Any]) -> bytes:
    text = _rendered(f"{name}.ttl", values).decode("utf-8")
    return _formatted(text, f"graph/reference/{name}.ttl")


def _schemes(template: Path, described: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return what is said of each concept scheme, its texts as YAML."""
    entries = described.get("references") or {}
    return {
        path.stem: {
            key: json.dumps(entries.get(path.stem, {}).get(key, ""), ensure_ascii=False)
            for key in ("title", "source", "licence")
        }
        for path in sorted((template / "ontology" / "schemes").glob("*.ttl"))
    }


def _labels(state: State, languages: Sequence[str]) -> list[tuple[str, str]]:
    return [
        (json.dumps(state.names[tag], ensure_ascii=False), tag)
        for tag in languages
        if tag in state.names
    ]


def _rendered(name: str, values: dict[str, Any]) -> bytes:
    import jinja2

    environment = jinja2.Environment(
        autoescape=False,  # noqa: S701 - YAML, Turtle and Markdown, from packages alone
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    source = (_TEMPLATES / f"{name}.jinja").read_text(encoding="utf-8")
    return environment.from_string(source).render(**values).encode("utf-8")
