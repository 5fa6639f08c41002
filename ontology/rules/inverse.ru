# A link read backwards is a link by the inverse property.
PREFIX owl: <http://www.w3.org/2002/07/owl#>

INSERT { ?value ?inverse ?thing . GRAPH g:inferred.inverse { ?value ?inverse ?thing } }
WHERE {
  GRAPH <https://w3id.org/bilateral/ontology> {
    { ?property owl:inverseOf ?inverse } UNION { ?inverse owl:inverseOf ?property }
    FILTER(isIRI(?property) && isIRI(?inverse))
  }
  ?thing ?property ?value .
  FILTER NOT EXISTS { ?value ?inverse ?thing }
}
