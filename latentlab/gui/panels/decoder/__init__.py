"""The decoder panel: the digit of the selected code, and the ways to choose another."""
