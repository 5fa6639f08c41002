"""Questions and answers: query files, their parameters, and results in every format."""
