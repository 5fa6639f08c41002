"""The parser, the choice of the command, and what is said when it fails."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from bilateral import settings
from bilateral._version import __version__
from bilateral.cli.options import fill_in
from bilateral.errors import BilateralError, DataError, UnknownNameError, UsageError
from bilateral.rdf.vocabulary import within
from bilateral.settings import Setting, Settings
from bilateral.text import closest, terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_INTERRUPTED = 130

# The commands and what they do; `commands/` has a module for each. Only the one in use is
# imported: a question should not wait for the options of commands that nobody typed.
COMMANDS = {
    "build": "Read, check, merge and infer; write the dataset and the page",
    "check": "Show everything that is wrong, with its place and the next step",
    "query": "Answer a named question, a .rq file or SPARQL text",
    "ask": "Answer a question in words by a named question that fits",
    "queries": "List the named questions, find some by words, or show one",
    "search": "Find things by name, in any script",
    "show": "Show all that is known of a thing, each line with its source",
    "path": "Show how two things are connected, each step with its sentence",
    "stats": "Show the dataset in figures",
    "ref": "Explain a class, a property or a concept",
    "timeline": "List dated things in order",
    "gaps": "List the times without a record: of a post, a dialogue or a class",
    "anniversaries": "List the anniversaries that lie ahead",
    "analyse": "Analyse who is linked to whom, who stands between, and what changed",
    "explore": "Write the interactive graph as one file that needs no network",
    "export": "Write the dataset in one format",
    "new": "Write a project about the relations of two other states",
    "source": "Cut the text of a new source, or verify a text against its source",
    "format": "Rewrite curated files in canonical form, comments kept",
    "diff": "Compare two versions of the data",
    "draw": "Draw a picture of the dataset for a paper or a slide",
    "site": "Write a folder of pages that any static host serves",
    "mcp": "Serve the dataset to an assistant over the Model Context Protocol",
    "settings": "List what may be set, its value and where that comes from",
}


class _Formatter(argparse.HelpFormatter):
    """Help as wide as the terminal; argparse's own way to ask loads archive readers."""

    def __init__(self, prog: str) -> None:
        try:
            width = int(os.environ.get("COLUMNS", "")) or 80
        except ValueError:
            try:
                width = os.get_terminal_size().columns
            except OSError:
                width = 80
        super().__init__(prog, width=max(width - 2, 30))


class _Parser(argparse.ArgumentParser):
    """A parser whose errors look like all others: what is wrong, and the next step."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Formatter, allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, next_step=f"`{self.prog} --help` shows the options")


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        argv: the arguments without the program's name; by default those of the process.

    Returns:
        0 fine, 1 the data is not valid, 2 wrong use, 3 the tool failed, 130 interrupted.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatch(arguments)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return 0
    except BilateralError as error:
        _print_traceback()
        _print_error(error)
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last place where a fault can be explained
        _print_traceback()
        _print_error(
            BilateralError(
                f"a fault in the program: {type(error).__name__}: {error}",
                next_step="please report it, with what BILATERAL_DEBUG=1 shows",
            )
        )
        return BilateralError.exit_code


def _dispatch(arguments: list[str]) -> int:
    if any("\ud800" <= ch <= "\udfff" for argument in arguments for ch in argument):
        raise UsageError("an argument is not UTF-8 text", next_step="type it in UTF-8")
    parser = build_parser(_known_command(arguments))
    args = parser.parse_args(arguments)
    if args.command is None:
        parser.print_help()
        return 0
    command: Callable[[argparse.Namespace], int] = args.run
    folder = args.root and Path(args.root)
    with within(settings.dataset_name(folder)), settings.within(folder):
        fill_in(args)
        return command(args)


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of *command*, or that of all commands."""
    parser = _Parser(
        prog="bilateral",
        description="Relations between two countries, every triple with its sentence.",
        epilog="A thing is given by a name in any script, an alias, a prefixed name or an IRI.",
    )
    parser.add_argument("--version", action="version", version=f"bilateral {__version__}")
    _add_root(parser, None)
    commands = parser.add_subparsers(
        # Without the name, argparse would ask for the width of the terminal to guess it.
        dest="command",
        metavar="COMMAND",
        title="commands",
        parser_class=_Parser,
        prog=parser.prog,
    )

    for name in [command] if command else COMMANDS:
        summary = COMMANDS[name]
        module = importlib.import_module(f"bilateral.cli.commands.{name}")
        added = commands.add_parser(name, help=summary, description=f"{summary}.")
        # Left out of the result where it is not given, so that it may stand before
        # the command as well.
        _add_root(added, argparse.SUPPRESS)
        module.add_options(added)
        added.set_defaults(run=module.run)
    return parser


def _add_root(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--root", metavar="DIR", default=default, help="folder with ontology/, graph/, queries/"
    )


def _known_command(arguments: list[str]) -> str | None:
    """Return the command among *arguments*, or ``None`` where all are to be explained.

    Raises:
        UnknownNameError: there is no such command; the nearest ones are named.
    """
    rest = iter(arguments)
    for argument in rest:
        if argument == "--root":
            next(rest, None)
        elif argument in ("-h", "--help"):
            return None
        elif argument in COMMANDS:
            return argument
        elif not argument.startswith("-"):
            raise UnknownNameError(
                "command",
                argument[:200],
                closest(argument, COMMANDS),
                next_step="`bilateral --help` lists all commands",
            )
    return None


def _print_error(error: BilateralError) -> None:
    """Write what is wrong and the next step to standard error."""
    head = f"bilateral: error: {error}"
    lines = [head]
    if isinstance(error, DataError):
        # The error itself may be one of the issues, or list them.
        issues = [
            issue for issue in error.issues if issue.level == "error" and issue.message not in head
        ]
        limit = _value(Settings.issues)
        lines += map(str, issues[:limit])
        if len(issues) > limit:
            lines.append(f"… and {len(issues) - limit} more")
    if sys.stderr is not None:
        with suppress(OSError):
            print(terminal("\n".join(lines)), file=sys.stderr)


def _print_traceback() -> None:
    if _value(Settings.debug):
        import traceback

        traceback.print_exc()


def _value(setting: Setting[Any]) -> Any:
    """Return a setting while an error is explained, which may be that of its own file."""
    try:
        return setting.value_and_origin()[0]
    except UsageError:
        return setting.default


def _forget_output() -> None:
    """Point standard output at nothing: its reader is gone, and that is no error."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(run())
