"""The parser, the choice of the command, and what is said when it fails."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from bilateral import settings
from bilateral._version import __version__
from bilateral.cli.options import fill_in
from bilateral.errors import BilateralError, DataError, UnknownNameError, UsageError
from bilateral.rdf.vocabulary import within
from bilateral.settings import Setting, Settings
from bilateral.text import terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_INTERRUPTED = 130

# The module of each command. Only the one in use is imported: a question should not
# wait for the options of commands that nobody typed.
COMMANDS = {
    "build": "build_commands",
    "check": "build_commands",
    "query": "query_commands",
    "ask": "query_commands",
    "queries": "questions_commands",
    "search": "look_commands",
    "show": "look_commands",
    "path": "look_commands",
    "stats": "look_commands",
    "ref": "look_commands",
    "timeline": "time_commands",
    "gaps": "time_commands",
    "anniversaries": "time_commands",
    "analyse": "analysis_commands",
    "explore": "export_commands",
    "export": "export_commands",
    "new": "new_commands",
    "source": "source_commands",
    "format": "format_commands",
    "diff": "diff_commands",
    "draw": "draw_commands",
    "site": "site_commands",
    "mcp": "mcp_commands",
    "settings": "settings_commands",
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
        _debug()
        _tell(error)
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last place where a fault can be explained
        _debug()
        _tell(
            BilateralError(
                f"a fault in the program: {type(error).__name__}: {error}",
                next_step="please report it, with what BILATERAL_DEBUG=1 shows",
            )
        )
        return BilateralError.exit_code


def _dispatch(arguments: list[str]) -> int:
    if any("\ud800" <= ch <= "\udfff" for one in arguments for ch in one):
        raise UsageError("an argument is not UTF-8 text", next_step="type it in UTF-8")
    parser = build_parser(_known_command(arguments))
    args = parser.parse_args(arguments)
    if args.command is None:
        parser.print_help()
        return 0
    command: Callable[[argparse.Namespace], int] = args.run
    with _project(args.root and Path(args.root)):
        fill_in(args)
        return command(args)


@contextmanager
def _project(folder: Path | None) -> Iterator[None]:
    """Let the names and the settings of the project count that the command is for."""
    with within(settings.dataset_name(folder)):
        if folder is None:
            yield
        else:
            with settings.within(folder):
                yield


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of the module that *command* is in, or that of all commands."""
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

    def add(name: str, summary: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=summary, description=f"{summary}.")
        # Left out of the result where it is not given, so that it may stand before
        # the command as well.
        _add_root(one, argparse.SUPPRESS)
        return one

    # In the order of the table, each module once.
    for module in [COMMANDS[command]] if command else dict.fromkeys(COMMANDS.values()):
        importlib.import_module(f"bilateral.cli.{module}").register(add)
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
    waiting = iter(arguments)
    for one in waiting:
        if one == "--root":
            next(waiting, None)
        elif one in ("-h", "--help"):
            return None
        elif not one.startswith("-"):
            if one not in COMMANDS:
                import difflib

                near = difflib.get_close_matches(one[:40], COMMANDS, n=3, cutoff=0.5)
                raise UnknownNameError(
                    "command", one[:200], near, next_step="`bilateral --help` lists all commands"
                )
            return one
    return None


def _tell(error: BilateralError) -> None:
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
    _say(terminal("\n".join(lines)))


def _say(text: str) -> None:
    if sys.stderr is not None:
        try:
            print(text, file=sys.stderr)
        except OSError:
            return


def _debug() -> None:
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
