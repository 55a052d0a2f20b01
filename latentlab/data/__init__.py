"""Images: where they come from, how they are checked and split."""
