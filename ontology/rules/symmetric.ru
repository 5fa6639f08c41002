# A symmetric link holds both ways.
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT { ?value ?property ?thing . GRAPH g:inferred.symmetric { ?value ?property ?thing } }
WHERE {
  GRAPH <https://w3id.org/bilateral/ontology> { ?property a owl:SymmetricProperty }
  ?thing ?property ?value .
  FILTER NOT EXISTS { ?value ?property ?thing }
}
