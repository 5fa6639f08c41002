"""Compilation of curated files into one dataset: read, merge, infer, keep as a snapshot."""
