"""The dataset in memory: what is known, who says so, and how things are called."""
