"""What others need to find and read the dataset: its description and the reference."""
