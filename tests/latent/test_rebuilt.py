"""How well images are rebuilt: PCA as scikit-learn has it, orders as sorting by hand has them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from latentlab.data.digits import open_digits
from latentlab.latent.image_pca import fit_image_pca
from latentlab.latent.pieces import finished
from latentlab.latent.rebuilt import REBUILT_ORDERS, arranged, errors_of, pca_errors, rebuilt_by_pca

DIMENSIONS = 7


@pytest.fixture(scope="module")
def digits() -> np.ndarray:
    return open_digits().flat[::5]


@pytest.fixture(scope="module")
def pca(digits):
    return finished(fit_image_pca(digits))


def test_images_through_pca_are_those_of_scikit_learn(digits, pca):
    known = PCA(DIMENSIONS, svd_solver="full").fit(digits / 255)
    theirs = known.inverse_transform(known.transform(digits[:50] / 255))
    assert np.allclose(rebuilt_by_pca(pca, digits[:50], DIMENSIONS), theirs, atol=2e-4)


def test_their_errors_are_those_of_the_rebuilt_images(digits, pca):
    rebuilt = rebuilt_by_pca(pca, digits, DIMENSIONS)
    by_hand = ((rebuilt - digits / 255) ** 2).mean(axis=1)
    assert np.allclose(pca_errors(pca, digits, DIMENSIONS), by_hand, atol=1e-6)
    assert np.allclose(pca_errors(pca, digits, digits.shape[1] + 5), 0, atol=1e-5)


def test_errors_are_found_for_every_image_whatever_the_pieces():
    images = np.arange(5_000, dtype=np.int64)[:, None]
    assert np.array_equal(finished(errors_of(images, lambda some: some[:, 0] * 2.0)), np.arange(5_000) * 2)


@given(st.data(), st.integers(1, 40), st.sampled_from(REBUILT_ORDERS))
def test_rows_are_in_the_order_that_sorting_by_hand_gives(data, count: int, order):
    numbers = st.sampled_from(
        [0.0, 0.25, 0.5, 0.75, float("nan")]
    )  # with ties, and of a run that went astray
    net, pca = (np.array(data.draw(st.lists(numbers, min_size=count, max_size=count))) for _ in range(2))
    indices = np.array(data.draw(st.permutations(range(count))))
    rows = np.flatnonzero(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    keys = {
        "index": lambda row: 0.0,
        "worst": lambda row: -net[row],
        "best": lambda row: net[row],
        "behind": lambda row: pca[row] - net[row],
        "ahead": lambda row: net[row] - pca[row],
    }

    def by_hand(row: int) -> tuple[bool, float, int]:
        key = keys[order](row)
        return (bool(np.isnan(key)), 0.0 if np.isnan(key) else key, indices[row])

    assert arranged(rows, order, indices, net, pca).tolist() == sorted(rows.tolist(), key=by_hand)


def test_without_pca_the_orders_that_ask_for_it_are_the_data_s():
    rows, indices = np.array([0, 1, 2]), np.array([2, 0, 1])
    assert arranged(rows, "behind", indices, np.array([0.3, 0.2, 0.1]), None).tolist() == [1, 2, 0]
