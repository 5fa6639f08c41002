"""The dataset for assistants: ``mcp``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.opening import opened
from bilateral.cli.options import add_known_on
from bilateral.errors import ToolError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


def register(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    one = add("mcp", "Serve the dataset to an assistant over the Model Context Protocol")
    add_known_on(one)
    one.set_defaults(run=_mcp)


def _mcp(args: argparse.Namespace) -> int:
    try:
        from bilateral.mcp.server import serve
    except ModuleNotFoundError as error:
        raise ToolError(
            f"the server needs the package {error.name}",
            next_step="pip install 'bilateral[mcp]'",
        ) from error
    serve(opened(args))
    return 0
