"""Probes, baselines and statistics of codes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from latentlab.data.digits import open_digits
from latentlab.latent.code_statistics import code_statistics
from latentlab.latent.fitted_probe import fitted_probe
from latentlab.latent.neighbours.duplicates import equal_groups
from latentlab.latent.pieces import finished
from latentlab.latent.probe import (
    image_plane,
    knn_accuracy,
    linear_probe,
    linear_probe_accuracy,
    mean_image_mse,
    pca_test_mse,
    principal_cos2,
)
from tests.latent.real_codes import digit_codes


def split_codes(dimensions: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    codes, labels = digit_codes(5_000, dimensions), open_digits().labels
    return codes[::2], labels[::2], codes[1::2], labels[1::2]


def test_more_dimensions_tell_classes_apart_better():
    few, many = (linear_probe_accuracy(*split_codes(k)) for k in (2, 16))
    assert 0.3 < few < 0.6 < many < 1


def test_neighbours_vote_rightly_on_real_digits():
    assert 0.85 < knn_accuracy(*split_codes(16)) < 1


def test_labels_that_mean_nothing_are_guessed_by_chance():
    train, _, test, _ = split_codes(4)
    labels = np.random.default_rng(0).integers(0, 10, 5_000)
    assert linear_probe_accuracy(train, labels[:2_500], test, labels[2_500:]) < 0.16


@pytest.mark.parametrize("classes", [2, 10])
def test_a_probe_is_as_sure_of_each_class_as_scikit_learn(classes):
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    train, labels, test, _ = split_codes(6)
    few = labels < classes
    probe = finished(linear_probe(train[few], labels[few]))
    theirs = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)).fit(train[few], labels[few])
    certainty = probe.probabilities(test)
    np.testing.assert_allclose(certainty.sum(axis=1), 1)
    np.testing.assert_allclose(certainty, theirs.predict_proba(test), atol=2e-3)
    assert (probe(test) == theirs.predict(test)).mean() > 0.998
    assert probe.learnt == few.sum()


def test_a_probe_knows_when_the_codes_have_left_it():
    """Codes that moved a little are told as before; other axes, or a place far off, are not."""
    train, labels, test, test_labels = split_codes(6)
    fitted = finished(fitted_probe(train, labels))
    assert fitted.share == pytest.approx((fitted.probe(train) == labels).mean(), abs=0.05)
    assert fitted.still_fits(test, test_labels)
    assert fitted.still_fits(1.1 * test, test_labels)
    assert not fitted.still_fits(test[:, ::-1], test_labels)
    assert not fitted.still_fits(test + 30, test_labels)
    assert not fitted.still_fits(np.full_like(test, np.nan), test_labels)


def test_a_probe_fits_its_own_codes_however_little_it_knows():
    codes = np.random.default_rng(1).normal(size=(2_000, 2))
    for seed in range(5):
        labels = np.random.default_rng(seed).integers(0, 100, 2_000)
        assert finished(fitted_probe(codes, labels)).still_fits(codes, labels)
    assert finished(fitted_probe(np.full((9, 2), np.inf), np.zeros(9, int))) is None


def test_a_probe_of_one_class_is_sure_of_it():
    codes = digit_codes(50, 3)
    probe = finished(linear_probe(codes, np.full(50, 7)))
    assert probe.probabilities(codes).tolist() == [[1.0]] * 50
    assert probe.share_right(codes + 1, np.full(50, 7)) == 1


def test_one_class_only_is_always_right():
    codes = digit_codes(50, 3)
    assert linear_probe_accuracy(codes, np.full(50, 7), codes, np.full(50, 7)) == 1


def test_pca_rebuilds_test_images_as_well_as_scikit_learns():
    from sklearn.decomposition import PCA

    images = open_digits().flat
    train, test = images[::2], images[1::2]
    theirs = PCA(4, svd_solver="full").fit(train / 255)
    rebuilt = theirs.inverse_transform(theirs.transform(test / 255))
    assert pca_test_mse(train, test, 4) == pytest.approx(((rebuilt - test / 255) ** 2).mean(), rel=1e-4)


def test_pca_errs_less_with_more_dimensions_down_to_nothing():
    images = open_digits().flat[::10]
    errors = [mean_image_mse(images, images), *(pca_test_mse(images, images, k) for k in (2, 30, 784, 1_000))]
    assert errors == sorted(errors, reverse=True)
    assert errors[0] == pytest.approx(((images / 255 - images.mean(axis=0) / 255) ** 2).mean(), rel=1e-4)
    assert errors[-1] == pytest.approx(0, abs=1e-7)


def test_planes_agree_with_themselves_in_any_basis_and_not_with_others():
    rng = np.random.default_rng(0)
    plane = image_plane(open_digits().flat[::10], 4)
    assert principal_cos2(plane, plane @ rng.normal(size=(4, 4))) == pytest.approx(1)
    whole = np.eye(6)
    assert principal_cos2(whole[:, :3], whole[:, 3:]) == pytest.approx(0, abs=1e-12)
    assert principal_cos2(whole[:, :2], whole[:, 1:3]) == pytest.approx(0.5)


def test_statistics_see_dead_units_zeros_and_duplicates():
    codes = np.array([[1, 0, 0.001, 5], [3, 0, 2, 5], [1, 0, 0.001, 5], [1, 0, 0.001, 5]], np.float32)
    statistics = code_statistics(codes)
    np.testing.assert_allclose(statistics.mean_activation, [1.5, 0, 0.50075, 5], rtol=1e-5)
    assert statistics.share_near_zero == pytest.approx(3 / 8), "the two dead units are left out"
    assert statistics.dead_units == 2
    assert statistics.duplicate_codes == 2


@given(codes=arrays(np.float32, (25, 3), elements=st.sampled_from([0.0, -0.0, 1.0, 2.0])))
def test_equal_codes_are_counted_as_numpy_counts_them(codes):
    assert equal_groups(codes.astype(np.uint8)).duplicates == equal_groups(codes).duplicates
    groups = equal_groups(codes)
    assert groups.duplicates == len(codes) - len(np.unique(codes + 0, axis=0))
    assert sorted(groups.order) == list(range(len(codes)))
    for position, row in enumerate(groups.order):
        group = groups.order[groups.start[position] : groups.start[position] + groups.size[position]]
        assert (codes[group] == codes[row]).all()
