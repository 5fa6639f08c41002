"""Pages for a browser: the explorer, the site and the reference of the ontology."""
