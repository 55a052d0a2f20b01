"""What the points of a map can be coloured by, beside their class."""
