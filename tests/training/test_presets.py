"""Every preset is a run that learns, and says what it shows."""

import math
from dataclasses import replace

import numpy as np
import pytest

from latentlab.data.sources import open_images
from latentlab.data.split import split_images
from latentlab.latent.probe import pca_test_mse
from latentlab.models.build import build_autoencoder
from latentlab.training.events import Finished, Step
from latentlab.training.presets import PRESETS
from latentlab.training.trainer import train
from tests.training.runs import IMAGES, SPLIT

_BATCHES = 12


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_learns_within_a_few_batches(name: str) -> None:
    run = replace(PRESETS[name].config, threads=1, pretraining=min(1, PRESETS[name].config.pretraining))
    losses = []
    for event in train(build_autoencoder(run.model, IMAGES.shape, 0), IMAGES, SPLIT, run):
        if isinstance(event, Step) and not event.stage:
            assert event.loss == pytest.approx(sum(event.terms.values()))
            losses.append(event.loss)
            if len(losses) == _BATCHES:
                break
    assert all(map(math.isfinite, losses))
    assert np.mean(losses[-3:]) < np.mean(losses[:3])


def test_a_preset_says_in_a_line_what_it_shows() -> None:
    for name, preset in PRESETS.items():
        assert name == name.strip().lower()
        assert 20 < len(preset.shows) < 100
        assert "\n" not in preset.shows
    assert len({preset.config for preset in PRESETS.values()}) == len(PRESETS)


def test_the_published_networks_have_their_layers() -> None:
    assert PRESETS["hinton"].config.model.widths(784) == (784, 1000, 500, 250, 30)
    assert PRESETS["plain"].config.model.widths(784) == (784, 4)
    assert PRESETS["overcomplete"].config.model.latent == 1000


@pytest.mark.long
@pytest.mark.parametrize(("name", "epochs"), [("conv", 6), ("recurrent", 13), ("transformer", 8)])
def test_each_architecture_beats_pca_of_four_dimensions(name: str, epochs: int) -> None:
    """On the test images of the bundled digits, in a part of the preset's own epochs."""
    images = open_images("mnist-5k")
    split = split_images(images, 0)
    run = replace(PRESETS[name].config, epochs=epochs, threads=1)
    *_, end = train(build_autoencoder(run.model, images.shape, 0), images, split, run)
    assert isinstance(end, Finished)
    assert end.test_mse < pca_test_mse(images.flat[split.train], images.flat[split.test], 4)
