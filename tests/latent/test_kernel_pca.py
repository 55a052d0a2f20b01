"""Kernel PCA, beside scikit-learn's."""

import numpy as np
import pytest

from latentlab.latent.maps import kernel_pca
from latentlab.latent.maps.kernel_pca import fitted_rows, typical_gamma
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.projection import project
from latentlab.latent.preparing import Preparing
from tests.latent.real_codes import digit_codes, layouts_of


def kernel_layout(codes, labels=None, **choice) -> Layout:
    (layout,) = layouts_of(codes, MapSettings("kernel-pca", **choice), labels=labels)
    return layout


@pytest.mark.parametrize("dimensions", [2, 3])
@pytest.mark.parametrize("gamma", [None, 0.002, 0.2])
def test_it_is_scikit_learns_up_to_sign(dimensions, gamma):
    from sklearn.decomposition import KernelPCA

    codes = digit_codes(500, 6)
    layout = kernel_layout(codes, dimensions=dimensions, gamma=gamma)
    theirs = KernelPCA(dimensions, kernel="rbf", gamma=layout.kernel.gamma, eigen_solver="dense")
    expected = theirs.fit_transform(codes)
    np.testing.assert_allclose(np.abs(layout.points), np.abs(expected), atol=2e-3 * expected.max())


def test_without_a_choice_the_median_distance_gives_the_kernel():
    from scipy.spatial.distance import pdist

    codes = digit_codes(400, 5)
    assert kernel_layout(codes).kernel.gamma == pytest.approx(
        1 / (2 * np.median(pdist(codes)) ** 2), rel=1e-4
    )
    assert typical_gamma(np.full((50, 3), 0.1)) == 1.0


def test_codes_beyond_the_cap_are_placed_by_the_fitted_ones(monkeypatch):
    from sklearn.decomposition import KernelPCA

    monkeypatch.setattr(kernel_pca, "MOST_FITTED", 200)
    codes, labels = digit_codes(700, 6), np.arange(700) % 7
    layout = kernel_layout(codes, labels)
    rows = fitted_rows(700, labels, seed=0)
    assert np.ptp(np.bincount(labels[rows])) <= 1
    theirs = KernelPCA(2, kernel="rbf", gamma=layout.kernel.gamma, eigen_solver="dense").fit(codes[rows])
    expected = theirs.transform(codes)
    np.testing.assert_allclose(np.abs(layout.points), np.abs(expected), atol=2e-3 * expected.max())


def test_a_new_code_is_placed_where_the_map_has_its_equal():
    codes = digit_codes(300, 5)
    layout = kernel_layout(codes)
    placed = np.concatenate(list(layout.kernel.places(codes[40:60])))
    np.testing.assert_allclose(placed, layout.points[40:60], atol=1e-6)


def test_it_is_turned_to_its_reference_and_still_places_by_itself():
    codes = digit_codes(300, 5)
    canonical = kernel_layout(codes).points
    reference = canonical @ np.array([[0.6, 0.8], [0.8, -0.6]], np.float32)
    (turned,) = layouts_of(codes, MapSettings("kernel-pca"), reference=reference)
    np.testing.assert_allclose(turned.points, reference, atol=1e-5)
    placed = np.concatenate(list(turned.kernel.places(codes)))
    np.testing.assert_allclose(placed, turned.points, atol=1e-6)


@pytest.mark.parametrize("gamma", [1e-30, 1e30])
def test_a_kernel_as_wide_or_as_narrow_as_none_still_gives_a_map(gamma):
    assert np.isfinite(kernel_layout(digit_codes(200, 4), gamma=gamma).points).all()


def test_codes_sent_while_it_is_fitted_are_the_next_map():
    old, new = digit_codes(600, 4), digit_codes(600, 4) * np.float32(2)
    run = project(old, MapSettings("kernel-pca"))
    assert isinstance(next(run), Preparing)
    run.send(new)
    layouts = [event for event in run if isinstance(event, Layout)]
    assert len(layouts) == 2
    assert layouts[1].kernel.gamma == pytest.approx(layouts[0].kernel.gamma / 4, rel=1e-3)
