"""Pictures for papers: the dataset as charts, the same bytes for the same data."""

from __future__ import annotations

from bilateral.draw.pictures import NAMES, draw

__all__ = ["NAMES", "draw"]
