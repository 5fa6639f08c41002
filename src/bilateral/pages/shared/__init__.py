"""What all pages share: style, words, letter folding, and the libraries of others."""
