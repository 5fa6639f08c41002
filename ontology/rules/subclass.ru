# A thing of a class is also of every class above it.
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT { ?thing a ?above . GRAPH g:inferred.subclass { ?thing a ?above } }
WHERE {
  GRAPH <https://w3id.org/bilateral/ontology> { ?class rdfs:subClassOf+ ?above }
  ?thing a ?class .
  FILTER(isIRI(?above))
  FILTER NOT EXISTS { ?thing a ?above }
}
