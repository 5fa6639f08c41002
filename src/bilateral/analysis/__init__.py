"""Who is linked to whom, and how that changes: network analysis of the dataset.

The algorithms are those of networkx. Every function that runs one takes the name of a
networkx backend, so that a larger graph can be given to a faster one.
"""
