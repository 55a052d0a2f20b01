"""`latentlab decode`: one code to an image."""

import argparse

import numpy as np

from latentlab import api
from latentlab.atomic import write_whole
from latentlab.errors import ConfigError
from latentlab.export.digit import digit_png


def run(options: argparse.Namespace) -> int:
    """Decode `--z` with the run's network and write the image."""
    session = api.load_session(options.run)
    z = np.array([options.z], np.float32)  # (1, k)
    _check(z, session.config.model.latent)
    write_whole(options.out, digit_png(api.decode(session, z)[0]))
    return 0


def _check(z: np.ndarray, latent: int) -> None:
    if z.shape[1] != latent:
        raise ConfigError(
            "z must have {latent} values for this run, got {got}.", latent=latent, got=z.shape[1]
        )
    if not np.isfinite(z).all():
        raise ConfigError(
            "z must be of finite numbers, got {z}.", z=", ".join(f"{value:g}" for value in z[0])
        )
