"""The questions: named queries, their parameters, their answers and who says so."""
