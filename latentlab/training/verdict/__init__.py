"""What held-out images say of a network, and the comparisons that the lecture argues by."""
