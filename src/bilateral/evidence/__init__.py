"""Evidence and labels: citations of triples, names and classes of things, folded facts."""
