# A chain of two links makes a third; the first link may be read backwards.
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

INSERT { ?thing ?property ?value . GRAPH g:inferred.chain { ?thing ?property ?value } }
WHERE {
  GRAPH <https://w3id.org/bilateral/ontology> {
    ?property owl:propertyChainAxiom ?list .
    ?list rdf:first ?first ; rdf:rest ?tail .
    ?tail rdf:first ?second ; rdf:rest rdf:nil .
  }
  { ?thing ?first ?middle }
  UNION
  {
    GRAPH <https://w3id.org/bilateral/ontology> { ?first owl:inverseOf ?backwards }
    FILTER(isBlank(?first))
    ?middle ?backwards ?thing .
  }
  ?middle ?second ?value .
  FILTER NOT EXISTS { ?thing ?property ?value }
}
