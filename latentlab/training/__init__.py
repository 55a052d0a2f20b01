"""Training: a run as an iterator of events."""
