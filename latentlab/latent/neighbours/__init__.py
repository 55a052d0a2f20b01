"""Which codes are nearest to which."""
