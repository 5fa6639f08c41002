"""``settings``: what may be set, its value and where that comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.options import add_format, chosen
from bilateral.cli.output import emit, emit_json
from bilateral.settings import table

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    add_format(parser, ("text", "json"))


def run(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    values = {name: setting.value_and_origin() for name, setting in table().items()}
    if fmt == "json":
        emit_json(
            [
                {
                    "name": name,
                    "value": values[name][0],
                    "origin": values[name][1],
                    "default": setting.default,
                    "variable": setting.variable,
                    "option": setting.option,
                    "meaning": setting.meaning,
                }
                for name, setting in table().items()
            ]
        )
        return 0
    lines = [
        f"{name} = {value!r} ({origin})\n    {table()[name].meaning}\n"
        for name, (value, origin) in values.items()
    ]
    emit("".join(lines))
    return 0
