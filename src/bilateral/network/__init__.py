"""The dataset as a network: projection, importance, layout and paths."""
