"""Tools for those who add a source: cutting its text, and verifying it later."""
