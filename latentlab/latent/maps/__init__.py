"""Projections: codes in, layouts out."""
