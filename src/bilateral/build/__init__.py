"""The pipeline from curated files to one dataset: read, check, merge, infer, write."""
