"""Quality: the 96 checks of a release, their figures, and reports on them."""
