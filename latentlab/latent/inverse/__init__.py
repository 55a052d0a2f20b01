"""From places on a map back to codes."""
