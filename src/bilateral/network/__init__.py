"""The dataset as a network of things: projection, layout, measures, paths, actors."""
