"""Checks of the ontology and the finished dataset."""
