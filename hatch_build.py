"""Part of the build of a wheel or sdist: puts the parts of the SPARQL page into it.

They are fetched into a temporary folder: an installation leaves nothing in the checkout.
An editable install is left alone, so that `make` needs neither npm nor a further host.
"""

from __future__ import annotations

import runpy
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Where the files stand in each kind of distribution.
_PLACES = {"wheel": "bilateral/_vendor", "sdist": "src/bilateral/_vendor"}


class VendorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds ``_vendor/``; where that is not possible the wheel is built without it."""

    PLUGIN_NAME = "custom"
    _folder: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Take the files of `make vendor`, or fetch them where they are missing."""
        script = Path(self.root) / "web" / "fill.py"
        if version == "editable" or not script.is_file():
            return
        web = runpy.run_path(str(script))
        source = web["TARGET"]
        if not web["complete"]():
            self._folder = tempfile.TemporaryDirectory()
            source = Path(self._folder.name) / "_vendor"
            try:
                web["fill"](source)
            except web["FillError"] as error:
                self.app.display_warning(
                    f"built without the SPARQL page: {error} (`make vendor` says more)"
                )
                return
        build_data["force_include"][str(source)] = _PLACES[self.target_name]

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder, once the files are in the distribution."""
        del version, build_data, artifact_path
        if self._folder is not None:
            self._folder.cleanup()
