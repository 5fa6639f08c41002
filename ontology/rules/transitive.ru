# Two transitive links in a row make one.
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT { ?thing ?property ?value . GRAPH g:inferred.transitive { ?thing ?property ?value } }
WHERE {
  GRAPH <https://w3id.org/bilateral/ontology> { ?property a owl:TransitiveProperty }
  ?thing ?property ?middle .
  ?middle ?property ?value .
  FILTER NOT EXISTS { ?thing ?property ?value }
}
