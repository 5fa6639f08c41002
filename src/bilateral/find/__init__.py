"""Finding things by name: letter folding, index, search, resolution, reconciliation."""
