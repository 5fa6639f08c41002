"""Options that several commands share, each with one text and one rule."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any

from bilateral.cli.output import on_terminal
from bilateral.settings import Setting, Settings
from bilateral.text import choose

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Formats of rows, the one for people first.
TABLES = ("table", "json", "csv", "tsv", "xml", "md", "html")
_SUFFIXES = {"text": "txt"}
_LONGEST_NUMBER = 15
_LONGEST_WAIT = 1e6


def add_format(parser: argparse.ArgumentParser, formats: Sequence[str], text: str = "") -> None:
    """Add ``--format``; :func:`chosen` reads it. The first of *formats* is for people."""
    parser.add_argument("--format", metavar="FORMAT", help=text or ", ".join(formats))
    parser.set_defaults(formats=formats)


def add_output(parser: argparse.ArgumentParser, text: str = "write to a file") -> None:
    """Add ``-o`` and ``--output``."""
    parser.add_argument("-o", "--output", metavar="FILE", help=text)


def add_known_on(parser: argparse.ArgumentParser) -> None:
    """Add ``--known-on`` to the parser of a command that asks or looks."""
    parser.add_argument(
        "--known-on",
        metavar="DAY",
        help="only what sources said that were published by the end of this year, month or day",
    )


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add ``--lang``, the language of names."""
    text = "the language of names, else English"
    add_setting(parser, "--lang", "LANG", Settings.language, text, convert=str)


def add_setting(
    parser: argparse.ArgumentParser,
    option: str,
    metavar: str,
    setting: Setting[Any],
    text: str,
    *,
    convert: Callable[[str], Any] | None = None,
) -> None:
    """Add an option whose default is a setting; its help names the default of the table.

    Args:
        parser: the parser of the command.
        option: the option.
        metavar: what stands for its value in the help.
        setting: its default, read when the command runs (:func:`fill_in`).
        text: the help.
        convert: what reads the value; by default :func:`positive`.
    """
    parser.add_argument(
        option,
        metavar=metavar,
        type=convert or positive,
        default=setting,
        help=f"{text} ({setting.default})",
    )


def fill_in(args: argparse.Namespace) -> None:
    """Replace each setting among *args* by its value.

    Raises:
        UsageError: the environment or a file says what is not a value of a setting.
    """
    for name, value in list(vars(args).items()):
        if isinstance(value, Setting):
            setattr(args, name, value.value_and_origin()[0])


def chosen(args: argparse.Namespace, formats: Sequence[str] = (), *, machine: str = "json") -> str:
    """Return the format of the answer.

    ``--format`` wins; then the ending of the output file; else it is the first of *formats*
    on a terminal and *machine* in a pipe or a file.

    Args:
        args: the arguments of the command.
        formats: the formats of the answer; by default those of the command.
        machine: the format for programs.

    Raises:
        UnknownNameError: the answer has no such format.
    """
    formats = formats or args.formats
    output: str | None = getattr(args, "output", None)
    fmt = args.format or (_by_suffix(output, formats) if output else None)
    if not fmt:
        fmt = formats[0] if on_terminal() and not output else machine
    return choose(fmt, {name: name for name in formats}, "format")


def _by_suffix(path: str, formats: Sequence[str]) -> str | None:
    """Return the one of *formats* that the ending of a file names."""
    from bilateral.formats.answers import FORMATS

    suffixes = {
        # What no answer to a query is written in is called as its files end.
        name: FORMATS[name].suffix if name in FORMATS else _SUFFIXES.get(name, name)
        for name in formats
    }
    ending = os.path.splitext(path)[1].lower()
    return next((name for name, suffix in suffixes.items() if f".{suffix}" == ending), None)


def positive(text: str) -> int:
    """Return the positive integer in *text*.

    Raises:
        argparse.ArgumentTypeError: it is not one.
    """
    number = _integer(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be a positive integer, not {text[:20]!r}")
    return number


def count(text: str) -> int:
    """Return the integer in *text*, which may be 0.

    Raises:
        argparse.ArgumentTypeError: it is not one.
    """
    number = _integer(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"must be 0 or a positive integer, not {text[:20]!r}")
    return number


def _integer(text: str) -> int:
    digits = text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER
    return int(text) if digits else -1


def seconds(text: str) -> float:
    """Return the positive number of seconds in *text*.

    Raises:
        argparse.ArgumentTypeError: it is not one.
    """
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < _LONGEST_WAIT:
        raise argparse.ArgumentTypeError(f"must be a positive number, not {text[:20]!r}")
    return number
