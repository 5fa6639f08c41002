"""Undocumented means red: commands, options, checks, errors and questions are in docs/."""

from __future__ import annotations

import argparse
import ast
import importlib.util
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bilateral.checks.catalogue import problems
from bilateral.cli.main import COMMANDS, build_parser
from bilateral.questions.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

from bilateral import errors, settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
TEXT_SUFFIXES = {
    "",
    ".cfg",
    ".css",
    ".csv",
    ".html",
    ".js",
    ".json",
    ".md",
    ".mjs",
    ".py",
    ".rq",
    ".ru",
}
TEXT_SUFFIXES |= {".toml", ".trig", ".tsv", ".ttl", ".txt", ".yaml", ".yml"}
NOT_OURS = {".git", ".venv", "build", "dist", "__pycache__", ".hypothesis"}
NOT_OURS |= {".mypy_cache", ".pytest_cache", ".ruff_cache", "node_modules"}
# Written in pieces, so that this file passes its own test.
REGISTRIES = "|".join(
    re.escape(".".join(parts))
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("crates", "io"),
        ("conda", "anaconda"),
    )
)
MACHINE_PATH = r"(?<![\w.\-})>*])/(?:root|home|Users|work|opt|mnt)/\w"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def text_files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT).parts
        if path.is_file() and not NOT_OURS.intersection(inside) and path.suffix in TEXT_SUFFIXES:
            yield path


def test_the_query_catalogue_is_what_the_headers_say() -> None:
    missing = [
        name
        for name in Library.from_folder(ROOT / "queries")
        if f"### `{name}`:" not in page("queries.md")
    ]
    assert missing == [], "run: make docs"


def test_every_error_class_is_explained_with_its_exit_code() -> None:
    told = page("errors.md")
    for name, cls in inspect.getmembers(errors, inspect.isclass):
        if issubclass(cls, errors.BilateralError):
            assert re.search(rf"^\| `{name}` \| {cls.exit_code} \|", told, re.MULTILINE), name


def test_every_setting_is_documented_and_no_other() -> None:
    rows = re.findall(r"^\| `([a-z_]+)`\*? \|(.*)\|$", page("settings.md"), re.MULTILINE)
    assert [name for name, _ in rows] == list(settings.table()), "run: make docs"
    for name, text in rows:
        setting = settings.table()[name]
        assert setting.meaning in text, "run: make docs"
        assert f"`{setting.default}`" in text or not setting.default, "run: make docs"


def test_every_setting_is_used() -> None:
    """A limit in the table that nothing reads would be a promise without effect."""
    package = ROOT / "src" / "bilateral"
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py")))
    used = set(re.findall(r"\b(?:current|Settings)\.([a-z_]+)", code))
    assert settings.table().keys() - used == set()


def problem_codes() -> set[str]:
    """Return the codes in the code: what is given as ``code`` to Issue or to a helper."""
    package = ROOT / "src" / "bilateral"
    folders = ("checks/files", "compile", "rdf/turtle")
    paths = [path for folder in folders for path in (package / folder).rglob("*.py")]
    nodes = [n for p in paths for n in ast.walk(ast.parse(p.read_text(encoding="utf-8")))]
    position = {"Issue": 0, "issue": 0}
    for node in nodes:
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            if "code" in names:
                position[node.name] = names.index("code")
    codes: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Call):
            at = position.get(ast.unparse(node.func).rpartition(".")[2])
            values = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            if at is not None:
                values += node.args[at : at + 1]
            codes |= {str(value.value) for value in values if isinstance(value, ast.Constant)}
    return codes


def test_every_problem_of_curated_files_is_in_the_catalogue_and_no_other() -> None:
    codes = problem_codes()
    assert codes, "no code was found"
    assert codes == problems().keys()


def test_the_table_of_checks_is_what_the_catalogue_says() -> None:
    spec = importlib.util.spec_from_file_location("make_quality", DOCS / "make_quality.py")
    assert spec is not None
    assert spec.loader is not None
    make_quality = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_quality)
    assert make_quality.errors(page("errors.md")) == page("errors.md"), "run: make docs"
    for code in problems():
        assert f"| `{code}` |" in page("errors.md")


@pytest.mark.parametrize(("what", "pattern"), [("registry", REGISTRIES), ("path", MACHINE_PATH)])
def test_no_text_file_names_a_package_registry_or_a_path_of_one_machine(
    what: str, pattern: str
) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in text_files()
        for match in re.finditer(pattern, path.read_text(encoding="utf-8"))
    ]
    assert found == [], what


def test_links_between_pages_lead_to_files() -> None:
    pages = [*ROOT.glob("*.md"), *DOCS.glob("*.md"), ROOT / "licenses" / "README.md"]
    broken = [
        f"{one.relative_to(ROOT)}: {target}"
        for one in pages
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", one.read_text(encoding="utf-8"))
        if not (one.parent / target).exists()
    ]
    assert broken == []


@pytest.fixture
def parser() -> argparse.ArgumentParser:
    return build_parser()


def subcommands(
    parser: argparse.ArgumentParser, before: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, found in action.choices.items():
                yield f"{before}{name}", found
                yield from subcommands(found, f"{before}{name} ")


def long_options(parser: argparse.ArgumentParser) -> set[str]:
    return {one for action in parser._actions for one in action.option_strings if one[:2] == "--"}


def test_every_command_and_option_is_documented(parser: argparse.ArgumentParser) -> None:
    told = page("commands.md")
    section_of = dict(
        re.findall(r"^## `bilateral ([a-z]+)`\n(.*?)(?=^## |\Z)", told, re.MULTILINE | re.DOTALL)
    )
    shared = told.split("## `bilateral", 1)[0]
    commands = dict(subcommands(parser))
    assert commands, "the command line has no commands"
    wanted = [(f"bilateral {name}", told, f"bilateral {name}") for name in commands]
    wanted += [(option, shared, f"`{option}") for option in long_options(parser)]
    for name, command in commands.items():
        section = shared + section_of.get(name.split()[0], "")
        wanted += [(f"{name} {one}", section, f"`{one}") for one in long_options(command)]
    missing = sorted(
        what for what, where, text in wanted if not re.search(rf"{re.escape(text)}\b", where)
    )
    assert missing == []


def test_every_command_is_found_in_the_module_that_the_table_names() -> None:
    for command in COMMANDS:
        assert command in dict(subcommands(build_parser(command)))
    assert [name for name, _ in subcommands(build_parser()) if " " not in name] == list(COMMANDS)


def test_no_command_is_documented_that_does_not_exist(parser: argparse.ArgumentParser) -> None:
    told = re.findall(r"^## `bilateral ([a-z]+)`", page("commands.md"), re.MULTILINE)
    assert set(told) - dict(subcommands(parser)).keys() == set()


def test_every_row_of_the_facts_has_a_graph() -> None:
    """The list that leads from the rows of the research notes to their graphs is true."""
    text = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "graph" / "sources").glob("*.trig")
    )
    graphs = set(re.findall(r"^g:(\S+) \{", text, re.MULTILINE))
    lines = (ROOT / "tests" / "fixtures" / "facts.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    assert {graph for _, graph, _ in rows} <= graphs
    assert len({row for row, _, _ in rows}) >= 650
