"""Views of the dataset: card, terms, timeline, gaps, anniversaries, figures, differences."""
