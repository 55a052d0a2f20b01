"""`latentlab presets`: the presets, one a line."""

import argparse

from latentlab.errors import ConfigError


def run(options: argparse.Namespace) -> int:
    """Refuse, as there are none yet."""
    raise ConfigError("presets are not built yet; name the choices with the options of latentlab train.")
