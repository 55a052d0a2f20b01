"""Maps, their points and films of them as files."""
