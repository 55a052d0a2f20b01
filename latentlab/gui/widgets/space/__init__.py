"""The map of three dimensions."""
