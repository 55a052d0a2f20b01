"""The verdict on a network: measures agree with their definitions on real digits."""

import numpy as np
import pytest
import torch

from latentlab.data.image_set import ImageSet
from latentlab.data.sources import open_images
from latentlab.data.split import Split, split_images
from latentlab.latent.probe import image_plane
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.build import build_autoencoder
from latentlab.models.config import ModelConfig
from latentlab.training.config import TrainingConfig
from latentlab.training.report import verdict
from latentlab.training.verdict.plane import is_linear

_LINEAR = ModelConfig(hidden=(), latent=5, output="identity")


@pytest.fixture(scope="module")
def images() -> ImageSet:
    whole = open_images("mnist-5k")
    return ImageSet("digits", whole.images[::5], whole.labels[::5], whole.classes)


@pytest.fixture(scope="module")
def split(images: ImageSet) -> Split:
    return split_images(images, 0)


def _pca_network(images: ImageSet, split: Split) -> Autoencoder:
    """A linear network with PCA's own weights, in a basis of its own."""
    train = images.flat[split.train] / 255
    plane = torch.tensor(image_plane(images.flat[split.train], 5))  # (pixels, k)
    mean = torch.tensor(train.mean(axis=0), dtype=torch.float32)
    mix = torch.randn((5, 5), generator=torch.Generator().manual_seed(1))
    model = build_autoencoder(_LINEAR, images.shape, seed=0)
    with torch.no_grad():
        model.encoder[0].weight.copy_(mix @ plane.T)
        model.encoder[0].bias.copy_(-mix @ plane.T @ mean)
        model.decoder[0].weight.copy_(plane @ torch.linalg.inv(mix))
        model.decoder[0].bias.copy_(mean)
    return model


def test_a_linear_network_with_pcas_weights_is_as_good_as_pca(images: ImageSet, split: Split) -> None:
    told = verdict(_pca_network(images, split), images, split, TrainingConfig(model=_LINEAR, threads=1))
    assert told["mse"] == pytest.approx(told["pca_mse"], rel=1e-4)
    assert told["principal_cos2"] == pytest.approx(1, abs=1e-4)
    assert told["pca_mse"] < told["mean_image_mse"]


def test_an_untrained_linear_network_lies_far_from_pcas_plane(images: ImageSet, split: Split) -> None:
    """Five random directions among 784 have little in common with PCA's."""
    model = build_autoencoder(_LINEAR, images.shape, seed=0)
    told = verdict(model, images, split, TrainingConfig(model=_LINEAR, threads=1))
    assert told["principal_cos2"] < 0.1
    assert told["mse"] > told["mean_image_mse"]


@pytest.mark.parametrize(
    ("config", "linear"),
    [
        (ModelConfig(hidden=(), output="identity"), True),
        (ModelConfig(hidden=(8,), activation="identity", output="identity"), True),
        (ModelConfig(hidden=(8,), activation="relu", output="identity"), False),
        (ModelConfig(hidden=(), output="sigmoid"), False),
    ],
)
def test_a_network_is_linear_when_nothing_in_it_bends(config: ModelConfig, linear: bool) -> None:
    assert is_linear(config) is linear


def test_dead_units_and_equal_codes_are_counted(images: ImageSet, split: Split) -> None:
    """A unit whose weights are zero says the same of every image."""
    config = ModelConfig(hidden=(), latent=3)
    model = build_autoencoder(config, images.shape, seed=0)
    with torch.no_grad():
        model.encoder[0].weight[1:] = 0
    told = verdict(model, images, split, TrainingConfig(model=config, threads=1))
    assert told["dead_units"] == 2
    with torch.no_grad():
        model.encoder[0].weight[:] = 0
    told = verdict(model, images, split, TrainingConfig(model=config, threads=1))
    assert told["duplicate_codes"] == len(split.test) - 1
    assert told["linear_probe_accuracy"] <= 0.2


def test_noise_is_measured_against_the_clean_image_and_seeded(images: ImageSet, split: Split) -> None:
    """A network that returns the mean image whatever comes errs the same at each level of noise."""
    config = ModelConfig(hidden=(), latent=2, output="identity")
    model = build_autoencoder(config, images.shape, seed=0)
    with torch.no_grad():
        model.decoder[0].weight.zero_()
        model.decoder[0].bias.copy_(torch.tensor(images.flat[split.train].mean(axis=0) / 255))
    runs = [TrainingConfig(model=config, seed=seed, threads=1) for seed in (0, 0, 1)]
    one, again, other = (verdict(model, images, split, run)["noise"] for run in runs)
    expected = verdict(model, images, split, runs[0])["mean_image_mse"]
    np.testing.assert_allclose([row["mse_to_clean"] for row in one], expected, rtol=1e-4)
    assert one == again
    assert [row["probe_accuracy"] for row in one] != [row["probe_accuracy"] for row in other]
