"""``stats``: the dataset in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.opening import open_graph
from bilateral.cli.options import add_format, add_known_on, chosen
from bilateral.cli.output import emit, emit_json
from bilateral.text import visible

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    add_format(parser, ("text", "json"))
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    figures = open_graph(args).stats()
    if fmt == "json":
        emit_json(figures)
        return 0
    lines = [
        f"{_title(name)}: {value:,}" for name, value in figures.items() if isinstance(value, int)
    ]
    for name, value in figures.items():
        if isinstance(value, dict):
            lines += ["", _title(name)]
            lines += [f"  {visible(str(key))}: {_figure(part)}" for key, part in value.items()]
    emit("\n".join(lines) + "\n")
    return 0


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _figure(value: object) -> str:
    if isinstance(value, dict):
        return f"{value['covered']}/{value['total']}"
    return f"{value:,}" if isinstance(value, int) else str(value)
