"""What may be set: ``settings``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.options import add_format, chosen
from bilateral.cli.output import emit, emit_json
from bilateral.settings import table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


def register(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    add_format(
        add("settings", "List what may be set, its value and where that comes from"),
        ("text", "json"),
        _settings,
    )


def _settings(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    rows = [
        {
            "name": name,
            "value": value,
            "origin": origin,
            "default": setting.default,
            "variable": setting.variable,
            "option": setting.option,
            "meaning": setting.meaning,
        }
        for name, setting in table().items()
        for value, origin in [setting.value_and_origin()]
    ]
    if fmt == "json":
        emit_json(rows)
        return 0
    emit(
        "".join(
            f"{row['name']} = {row['value']!r} ({row['origin']})\n    {row['meaning']}\n"
            for row in rows
        )
    )
    return 0
