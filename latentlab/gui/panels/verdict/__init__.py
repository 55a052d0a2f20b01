"""The panel of the verdict: what held-out images say of the run, and comparisons on demand."""
