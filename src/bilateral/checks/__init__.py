"""Checks of curated files, of the dataset and of a release, with their figures and reports."""
