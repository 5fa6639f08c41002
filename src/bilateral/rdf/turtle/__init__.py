"""Turtle and TriG with the place of every term: lexer, tree, statements, printer."""
