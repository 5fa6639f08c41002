"""SPARQL in a notebook: ``%load_ext bilateral.notebook`` adds ``%sparql`` and ``%%sparql``.

``%sparql NAME key=value …`` asks a named question; ``%%sparql`` asks the SPARQL of its
cell. The answer is a :class:`~bilateral.questions.results.Result`, which a notebook shows
as a table with links and sources.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shlex
from typing import TYPE_CHECKING, Any, NoReturn

import pyoxigraph as ox
from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class

from bilateral.errors import BilateralError, ParameterError
from bilateral.kg import KnowledgeGraph
from bilateral.questions.bind import substitute
from bilateral.questions.scan import Scan
from bilateral.rdf.vocabulary import XSD
from bilateral.settings import current
from bilateral.text import terminal

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from bilateral.questions.results import Result


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; %sparql? explains the options")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        raise UsageError(message or f"ended with {status}")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="%sparql", add_help=False, allow_abbrev=False)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--root")
    parser.add_argument("--known-on")
    parser.add_argument("--lang")
    parser.add_argument("--timeout", type=float)
    parser.add_argument("--max-rows", type=int)
    parser.add_argument("--bind", action="append", default=[])
    parser.add_argument("-o", "--output")
    return parser


@magics_class
class SparqlMagics(Magics):
    """The magic, with the datasets that it has opened."""

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._opened: dict[tuple[str | None, str | None], KnowledgeGraph] = {}

    @line_cell_magic
    def sparql(self, line: str, cell: str | None = None) -> Result | None:
        """Ask the dataset.

        Line: ``%sparql NAME [key=value …] [options]`` asks a named question.
        Cell: ``%%sparql [options]``, then SPARQL on the lines below.

        Options: ``--lang ja`` names in a language; ``--max-rows N`` (the setting
        ``notebook_rows``, 50, where the answer is shown); ``--timeout
        SECONDS``; ``--bind name=expression`` puts the value of a Python expression where
        a cell says ``VALUES ?name { UNDEF }`` (a text, number, day or RDF term, never a
        piece of SPARQL); ``--known-on DAY``; ``--root DIR``; ``-o name`` keeps the answer
        in a variable instead of showing it.
        """
        try:
            args = _parser().parse_args(shlex.split(line))
            result = self._answer(args, cell)
        except ValueError as error:
            raise UsageError(terminal(str(error))) from None
        except BilateralError as error:
            # Without a traceback: what is wrong and the next step say all.
            raise UsageError(terminal(str(error))) from None
        if args.output:
            self._shell.user_ns[args.output] = result
            return None
        return result

    def _answer(self, args: argparse.Namespace, cell: str | None) -> Result:
        graph = self._graph(args.root, args.known_on)
        query, params = cell, dict[str, str]()
        if cell is None:
            query, params = _name_and_values(args.words)
        elif args.words:
            raise UsageError(f"%%sparql takes options only, not {args.words[0]!r}")
        if args.bind:
            if cell is None:
                raise UsageError("--bind is for %%sparql; a named question takes key=value")
            query = substitute(Scan(cell), dict(self._bound(binding) for binding in args.bind)).text
        return graph.query(
            query or "",
            params,
            cite=True,
            max_rows=args.max_rows or (None if args.output else current.notebook_rows),
            timeout=args.timeout or current.query_timeout or None,
            lang=args.lang,
        )

    def _graph(self, root: str | None, known_on: str | None) -> KnowledgeGraph:
        key = (root, known_on)
        if key not in self._opened:
            self._opened[key] = KnowledgeGraph(root, known_on=known_on)
        return self._opened[key]

    def _bound(self, text: str) -> tuple[ox.Variable, ox.NamedNode | ox.Literal]:
        name, equals, expression = text.partition("=")
        if not equals or not name.isidentifier():
            raise UsageError(f"--bind takes name=expression, not {text!r}")
        value: object = self._shell.ev(expression)  # type: ignore[no-untyped-call]
        return ox.Variable(name), term(value)


def _name_and_values(words: list[str]) -> tuple[str, dict[str, str]]:
    if not words:
        raise UsageError("%sparql needs the name of a question; %%sparql takes SPARQL")
    params: dict[str, str] = {}
    for word in words[1:]:
        name, equals, value = word.partition("=")
        if not equals:
            raise UsageError(f"a parameter is key=value, not {word!r}")
        params[name] = value
    return words[0], params


def term(value: Any) -> ox.NamedNode | ox.Literal:
    """Return a Python value as an RDF term: a text is a literal, never a piece of a query.

    Raises:
        ParameterError: the value is of no kind that a term can be made of.
    """
    if isinstance(value, ox.NamedNode | ox.Literal):
        return value
    if isinstance(value, dt.datetime):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD + "dateTime"))
    if isinstance(value, dt.date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    if isinstance(value, str | bool | int | float):
        return ox.Literal(value)
    raise ParameterError(
        f"a {type(value).__name__} cannot be a value in a query",
        next_step="bind a text, a number, a date or a term of pyoxigraph",
    )


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Add the magics to a running shell."""
    shell.register_magics(SparqlMagics(shell))
