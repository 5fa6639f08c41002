"""RDF as such: vocabulary, access to a store, serialisation, and Turtle."""
