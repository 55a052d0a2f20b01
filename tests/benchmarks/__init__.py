"""Every budget of the design, measured beside its peer: `python -m tests.benchmarks` from the checkout."""
