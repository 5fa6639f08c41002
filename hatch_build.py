"""Part of the build of a wheel or sdist: puts the parts of the SPARQL page into it.

An editable install is left alone, so that `make` needs neither npm nor a further host.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class VendorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Fills ``_vendor/``; where that is not possible the wheel is built without it."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill the folder before files are chosen."""
        del build_data
        script = Path(self.root) / "web" / "fill.py"
        if version == "editable" or not script.is_file():
            return
        web = runpy.run_path(str(script))
        if web["complete"]():
            return
        try:
            web["fill"]()
        except web["FillError"] as error:
            self.app.display_warning(
                f"built without the SPARQL page: {error} (`make vendor` says more)"
            )
