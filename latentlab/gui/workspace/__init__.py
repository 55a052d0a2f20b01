"""What the window shows, and one method for each thing a user can intend."""
