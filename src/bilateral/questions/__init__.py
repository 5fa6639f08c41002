"""Questions: named queries with parameters, safety, results and citations."""
