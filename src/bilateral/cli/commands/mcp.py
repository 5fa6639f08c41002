"""``mcp``: the dataset for assistants, over the Model Context Protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.opening import open_graph
from bilateral.cli.options import add_known_on
from bilateral.errors import ToolError

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    try:
        from bilateral.mcp.server import serve
    except ModuleNotFoundError as error:
        raise ToolError(
            f"the server needs the package {error.name}",
            next_step="pip install 'bilateral[mcp]'",
        ) from error
    serve(open_graph(args))
    return 0
