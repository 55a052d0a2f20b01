"""Every preset is a run that learns, and says what it shows."""

import math
from dataclasses import replace

import numpy as np
import pytest

from latentlab.data.sources import open_images
from latentlab.data.split import split_images
from latentlab.latent.code_statistics import CodeStatistics, code_statistics
from latentlab.latent.probe import pca_test_mse
from latentlab.models.build import build_autoencoder
from latentlab.models.coding import encode_images
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Finished, Step
from latentlab.training.objective import Objective
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


def trained(run: TrainingConfig) -> tuple[Finished, CodeStatistics]:
    """How a run on the bundled digits ends, and what the codes of its test images look like."""
    images = open_images("mnist-5k")
    split = split_images(images, 0)
    run = replace(run, threads=1)
    *_, end = train(build_autoencoder(run.model, images.shape, run.seed), images, split, run)
    assert isinstance(end, Finished)
    return end, code_statistics(encode_images(end.model, images.flat[split.test]))


def test_the_plain_net_reaches_what_pca_reaches() -> None:
    """One hidden layer of four units spans a plane; the sigmoid at its output helps a little."""
    images = open_images("mnist-5k")
    split = split_images(images, 0)
    end, _ = trained(PRESETS["plain"].config)
    plane = pca_test_mse(images.flat[split.train], images.flat[split.test], 4)
    assert 0.9 * plane < end.test_mse < 1.01 * plane


@pytest.mark.long
def test_at_the_same_weight_l1_brings_far_more_codes_to_zero_than_l2() -> None:
    """With neither error above 1.25 times that of the same net without a penalty."""
    l1, l2 = PRESETS["sparse-l1"].config, PRESETS["sparse-l2"].config
    assert l1.objective.l1 == l2.objective.l2
    assert replace(l1, objective=Objective()) == replace(l2, objective=Objective())
    plain, _ = trained(replace(l1, objective=Objective()))
    (sparse, by_l1), (small, by_l2) = trained(l1), trained(l2)
    assert by_l1.share_near_zero >= 1.5 * by_l2.share_near_zero
    assert max(sparse.test_mse, small.test_mse) <= 1.25 * plain.test_mse


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
