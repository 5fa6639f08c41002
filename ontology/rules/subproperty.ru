# What a property links, the properties above it link too.
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT { ?thing ?above ?value . GRAPH g:inferred.subproperty { ?thing ?above ?value } }
WHERE {
  GRAPH <https://w3id.org/bilateral/ontology> { ?property rdfs:subPropertyOf+ ?above }
  ?thing ?property ?value .
  FILTER NOT EXISTS { ?thing ?above ?value }
}
