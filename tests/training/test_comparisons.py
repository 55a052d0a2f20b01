"""The comparisons that the lecture argues by, against direct computation."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn.cross_decomposition import CCA
from sklearn.decomposition import PCA

from latentlab.data.image_set import ImageSet
from latentlab.data.sources import open_images
from latentlab.data.split import Split, split_images
from latentlab.latent.image_pca import fit_image_pca
from latentlab.latent.pieces import finished
from latentlab.latent.preparing import Preparing
from latentlab.models.build import build_autoencoder
from latentlab.models.coding import encode_images
from latentlab.models.config import ModelConfig
from latentlab.models.corruption import corrupt
from latentlab.models.noise import Noise
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Finished
from latentlab.training.trainer import train
from latentlab.training.verdict.code_agreement import correlations, same_axes, same_space, units_of
from latentlab.training.verdict.equal_codes import equal_codes
from latentlab.training.verdict.pca_denoising import pca_denoising
from latentlab.training.verdict.pixel_variance import pixel_variance
from latentlab.training.verdict.seeds import compare_seeds
from latentlab.training.verdict.weight_images import weight_images


@pytest.fixture(scope="module")
def images() -> ImageSet:
    whole = open_images("mnist-5k")
    return ImageSet("digits", whole.images[::4], whole.labels[::4], whole.classes)


@pytest.fixture(scope="module")
def split(images: ImageSet) -> Split:
    return split_images(images, 0)


def test_pcas_denoising_error_is_that_of_scikit_learns_and_has_a_minimum_inside(images, split) -> None:
    pca = finished(fit_image_pca(images.flat[split.train]))
    noise = Noise("gaussian", 0.5)
    found = finished(pca_denoising(pca, images.flat[split.validation], images.shape, noise, seed=3))
    clean = torch.from_numpy(images.flat[split.validation] / np.float32(255))
    generator = torch.Generator().manual_seed(3 * 1_000_003 + 4)
    noisy = corrupt(clean, noise, images.shape, generator).numpy()
    for k in (1, 20, 200):
        peer = PCA(k, svd_solver="full").fit(images.flat[split.train] / 255)
        mended = peer.inverse_transform(peer.transform(noisy))
        assert found.curve[k] == pytest.approx(np.square(mended - clean.numpy()).mean(), rel=1e-3)
    assert 5 < found.best_k < 300
    assert found.curve[found.best_k] < 0.6 * min(found.curve[1], found.curve[-1])
    assert found.curve[-1] == pytest.approx(found.untouched, rel=1e-3)


def test_pixels_that_never_change_are_those_without_variance(images) -> None:
    rows = np.arange(0, len(images), 3)
    found = finished(pixel_variance(images, rows))
    expected = (images.images[rows] / 255).var(axis=0)
    np.testing.assert_allclose(found.variance, expected, atol=1e-6)
    np.testing.assert_array_equal(found.never, images.images[rows].std(axis=0) == 0)
    order = np.sort(expected.ravel())[::-1]
    k = found.count_for_most
    assert order[:k].sum() >= 0.9 * order.sum() > order[: k - 1].sum()


def test_a_constant_image_set_has_no_pixel_that_varies() -> None:
    same = ImageSet("one", np.full((9, 4, 5), 7, np.uint8), np.zeros(9, np.uint8), ("a",))
    found = finished(pixel_variance(same, np.arange(9)))
    assert (found.count_never, found.count_for_most) == (20, 0)


def test_a_linear_code_repeats_nothing_and_a_relu_code_that_is_dead_repeats_everything(images) -> None:
    linear = build_autoencoder(ModelConfig((), 4), images.shape, 0)
    assert finished(equal_codes(linear, images.flat)).repeated == 0
    relu = build_autoencoder(ModelConfig((), 4, code_activation="relu"), images.shape, 0)
    with torch.no_grad():
        relu.encoder[0].bias.fill_(-1e6)
    found = finished(equal_codes(relu, images.flat))
    assert (found.repeated, found.all_zero, found.largest) == (len(images) - 1, len(images), len(images))


def agreement(one: np.ndarray, two: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How codes (N, k) agree on the space and on the axes."""
    units = [finished(units_of(codes)) for codes in (one, two)]
    between = finished(correlations(*units))
    return same_space(*units, between), same_axes(between)


@given(st.integers(0, 2**31), st.integers(1, 5))
def test_a_turned_code_spans_the_same_space(seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    codes = rng.normal(size=(60, k))
    turn = np.linalg.qr(rng.normal(size=(k, k)))[0]
    np.testing.assert_allclose(agreement(codes, codes @ turn + 3)[0], 1, atol=1e-9)


@given(st.integers(0, 2**31), st.integers(1, 6))
def test_axes_in_another_order_with_other_signs_and_scales_match_wholly(seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    codes = rng.normal(size=(60, k))
    other = codes[:, rng.permutation(k)] * rng.choice([-2.0, 0.5], k)
    np.testing.assert_allclose(agreement(codes, other)[1], 1, atol=1e-9)


def test_canonical_correlations_are_scikit_learns() -> None:
    rng = np.random.default_rng(0)
    one = rng.normal(size=(300, 3))
    two = one @ rng.normal(size=(3, 3)) + rng.normal(size=(300, 3))
    x, y = CCA(3, max_iter=5_000).fit_transform(one, two)
    expected = np.array([np.corrcoef(x[:, i], y[:, i])[0, 1] ** 2 for i in range(3)])
    np.testing.assert_allclose(agreement(one, two)[0], np.sort(expected)[::-1], atol=1e-3)


def test_a_unit_that_never_moves_is_left_out() -> None:
    rng = np.random.default_rng(0)
    one = rng.normal(size=(50, 2))
    dead = np.column_stack([one, np.full(50, 4.0)])
    np.testing.assert_allclose(agreement(dead, one)[1], 1)
    assert agreement(np.full((50, 2), 1.0), one)[0].max() == 0


def test_many_codes_agree_as_few_do_and_in_pieces() -> None:
    """More than a piece holds, beside the canonical correlations by orthonormal bases of Björck and Golub."""
    rng = np.random.default_rng(0)
    one = rng.normal(size=(5_000, 40)).astype(np.float32)
    two = (one[:, :30] @ rng.normal(size=(30, 40)) + rng.normal(size=(5_000, 40))).astype(np.float32)
    bases = [np.linalg.qr(codes - codes.mean(axis=0, dtype=np.float64))[0] for codes in (one, two)]
    expected = np.linalg.svd(bases[0].T @ bases[1], compute_uv=False) ** 2
    np.testing.assert_allclose(agreement(one, two)[0], expected, atol=1e-6)
    assert len(list(units_of(one))) > 2


def _flat_images() -> ImageSet:
    """Images that vary in three directions only, so that linear networks have one best plane."""
    rng = np.random.default_rng(0)
    patterns = np.linalg.qr(rng.normal(size=(64, 3)))[0]  # (pixels, 3)
    grey = 127 + (rng.normal(size=(600, 3)) * (340, 320, 300)) @ patterns.T
    pixels = np.clip(np.rint(grey), 0, 255).astype(np.uint8).reshape(-1, 8, 8)
    return ImageSet("flat", pixels, np.zeros(600, np.uint8), ("all",))


def test_three_seeds_of_a_linear_network_find_one_plane_and_other_axes() -> None:
    """The claim of the lecture: planes agree, single axes do not."""
    images = _flat_images()
    split = split_images(images, 0)
    config = TrainingConfig(
        ModelConfig((), 3, "identity", "identity"), 80, 32, 1e-2, threads=1, schedule="cosine"
    )
    *_, last = train(build_autoencoder(config.model, images.shape, 0), images, split, config)
    assert isinstance(last, Finished)
    work = compare_seeds(last.model, images, split, config, config.epochs)
    stages = []
    while True:
        try:
            stages.append(next(work))
        except StopIteration as stop:
            found = stop.value
            break
    assert found.seeds == (0, 1, 2)
    assert len(found.pairs) == 3
    assert found.mean_plane > 0.95
    assert found.mean_space > 0.9
    assert found.mean_axes < found.mean_space - 0.05
    assert max(found.errors) < 1.05 * min(found.errors)
    trained = [stage.done for stage in stages if stage == Preparing("seeds", stage.done, stage.total)]
    assert trained == sorted(trained)
    assert found.images == len(split.train) + len(split.validation)
    assert found.space_by_chance == pytest.approx(3 / found.images)
    assert trained[-1] == config.epochs * 2 * -(-len(split.train) // 32)


def test_few_images_do_not_make_wide_codes_seem_to_span_one_space() -> None:
    """Of the validation images alone half of the codes' space would agree by chance."""
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (600, 8, 8), np.uint8)
    noise = ImageSet("noise", pixels, np.zeros(600, np.uint8), ("all",))
    split = split_images(noise, 0)
    config = TrainingConfig(ModelConfig((), 30, "identity"), epochs=1, threads=1)
    found = finished(compare_seeds(build_autoencoder(config.model, noise.shape, 0), noise, split, config, 1))
    assert 30 / len(split.validation) == pytest.approx(0.5)
    assert found.space_by_chance < 0.06
    assert found.mean_space == pytest.approx(30 / 64, abs=0.08)  # of random planes in all pixels


def test_the_strongest_units_are_shown_as_images(images) -> None:
    model = build_autoencoder(ModelConfig((60,), 3), images.shape, 0)
    with torch.no_grad():
        model.encoder[0].weight[17] *= 9
    found = weight_images(model, images.shape)
    assert found is not None
    assert (found.units, found.numbers[0], found.weights.shape) == (60, 17, (48, 28, 28))
    np.testing.assert_array_equal(found.weights[0].ravel(), model.encoder[0].weight[17].detach().numpy())
    assert 0.1 < found.concentration < 0.4


def test_kernels_are_shown_and_layers_that_see_pieces_are_not(images) -> None:
    conv = build_autoencoder(ModelConfig((8, 8), 3, architecture="conv"), images.shape, 0)
    found = weight_images(conv, images.shape)
    assert found is not None
    assert len(found.weights) == 8
    recurrent = build_autoencoder(ModelConfig((8,), 3, architecture="recurrent"), images.shape, 0)
    assert weight_images(recurrent, images.shape) is None
    assert len(encode_images(recurrent, images.flat[:3])) == 3


def test_the_axes_are_part_of_what_is_told_of_a_pca(images) -> None:
    """All images counted is not all done: the longest piece is the last."""
    told = [(one.done, one.total) for one in fit_image_pca(images.flat)]
    assert told == sorted(told)
    assert told[-2][0] < 0.8 * told[-2][1]
    assert told[-1][0] == told[-1][1]
