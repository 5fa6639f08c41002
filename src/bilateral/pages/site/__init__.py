"""The dataset as a folder of pages that any static host serves."""
