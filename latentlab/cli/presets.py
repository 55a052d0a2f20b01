"""`latentlab presets`: the presets, one a line."""

import argparse

from latentlab.training.presets import PRESETS


def run(options: argparse.Namespace) -> int:
    """Print each name, two spaces and what it shows."""
    for name, preset in PRESETS.items():
        print(f"{name}  {preset.shows}")
    return 0
