"""What codes and planes know: probes by simple classifiers and comparisons with PCA."""

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np

from latentlab.latent.image_pca import error_curve, fit_image_pca
from latentlab.latent.pieces import finished
from latentlab.latent.preparing import Preparing
from latentlab.silence import silenced

_PROBE_ITERATIONS = 500
_PIECE_WORK = 300_000_000  # values times classes times iterations: about a quarter of a second
_PIECE_ITERATIONS = (6, 100)
_PROBE_ROWS = 20_000
_PROBE_VALUES = 5_000_000  # more are learnt no better, and slower than a student waits
_NEIGHBOURS = 5
_PIECE_PRODUCTS = 100_000_000  # values of training codes times queries: about a tenth of a second
_PIECE_QUERIES = (4, 1_024)


@dataclass(frozen=True, slots=True, eq=False)
class LinearProbe:
    """A fitted logistic regression: each class has its weights for the standardised codes."""

    classes: np.ndarray  # (C,) the labels that it knows, ascending
    mean: np.ndarray  # (k,) of the codes that it has learnt from
    scale: np.ndarray  # (k,) their standard deviations
    weights: np.ndarray  # (C, k)
    offsets: np.ndarray  # (C,)
    learnt: int  # from so many codes

    def __call__(self, codes: np.ndarray) -> np.ndarray:
        """The label (M,) of each of the codes (M, k)."""
        told: np.ndarray = self.classes[self._scores(codes).argmax(axis=1)]
        return told

    def probabilities(self, codes: np.ndarray) -> np.ndarray:
        """How sure it is of each of its classes: (M, C), rows that sum to 1, for codes (M, k)."""
        from scipy.special import softmax  # not before the window is painted

        certainty: np.ndarray = softmax(self._scores(codes), axis=1)
        return certainty

    def share_right(self, codes: np.ndarray, labels: np.ndarray) -> float:
        """Share of the codes (M, k) that it labels rightly, of labels (M,)."""
        return float((self(codes) == labels).mean())

    def _scores(self, codes: np.ndarray) -> np.ndarray:
        scores: np.ndarray = (codes - self.mean) / self.scale @ self.weights.T + self.offsets
        return scores


def linear_probe_accuracy(
    train_codes: np.ndarray, train_labels: np.ndarray, test_codes: np.ndarray, test_labels: np.ndarray
) -> float:
    """Share of test codes (M, k) that a logistic regression fitted on the training codes labels rightly."""
    return fit_linear_probe(train_codes, train_labels)(test_codes, test_labels)


def fit_linear_probe(
    train_codes: np.ndarray, train_labels: np.ndarray
) -> Callable[[np.ndarray, np.ndarray], float]:
    """A function from test codes (M, k) and their labels (M,) to the share that is labelled rightly."""
    predict = finished(linear_probe(train_codes, train_labels))
    return lambda codes, labels: float((predict(codes) == labels).mean())


def linear_probe(
    train_codes: np.ndarray, train_labels: np.ndarray
) -> Generator[Preparing, None, LinearProbe]:
    """Fit, in pieces, a classifier of codes (M, k).

    A logistic regression on the standardised training codes (N, k), at most 20,000 evenly spaced rows of
    them, fewer of codes longer than 250. With one class only, that class is the answer.
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    kinds = np.unique(train_labels)
    latent = train_codes.shape[1]
    if len(kinds) < 2:
        nothing = np.zeros((1, latent))
        return LinearProbe(kinds, nothing[0], np.ones(latent), nothing, np.zeros(1), len(train_codes))
    most = min(_PROBE_ROWS, max(1, _PROBE_VALUES // latent))
    rows = np.linspace(0, len(train_codes) - 1, min(len(train_codes), most)).astype(int)
    scaler = StandardScaler().fit(train_codes[rows])
    codes, labels = scaler.transform(train_codes[rows]), train_labels[rows]
    iterations = int(np.clip(_PIECE_WORK // (codes.size * len(kinds)), *_PIECE_ITERATIONS))
    probe = LogisticRegression(max_iter=iterations, warm_start=True)
    for done in range(iterations, _PROBE_ITERATIONS + iterations, iterations):
        with silenced(ConvergenceWarning):
            probe.fit(codes, labels)
        yield Preparing("probe", min(done, _PROBE_ITERATIONS), _PROBE_ITERATIONS)
        if probe.n_iter_.max() < iterations:
            break
    weights, offsets = probe.coef_, probe.intercept_
    if len(kinds) == 2:  # scikit-learn keeps the second class's weights only, which are less the first's
        weights, offsets = np.vstack([0 * weights, weights]), np.append(0.0, offsets)
    return LinearProbe(probe.classes_, scaler.mean_, scaler.scale_, weights, offsets, len(rows))


def knn_accuracy(
    train_codes: np.ndarray,
    train_labels: np.ndarray,
    test_codes: np.ndarray,
    test_labels: np.ndarray,
    k: int = _NEIGHBOURS,
) -> float:
    """Share of test codes (M, d) that the k nearest training codes (N, d) label rightly by majority."""
    told = finished(neighbours_labels(train_codes, train_labels, test_codes, k))
    return float((told == test_labels).mean())


def neighbours_labels(
    train_codes: np.ndarray, train_labels: np.ndarray, test_codes: np.ndarray, k: int = _NEIGHBOURS
) -> Generator[Preparing, None, np.ndarray]:
    """The label (M,) that most of the k nearest training codes (N, d) of each test code have, in pieces."""
    from sklearn.neighbors import KNeighborsClassifier

    voters = KNeighborsClassifier(min(k, len(train_codes))).fit(train_codes, train_labels)
    rows = int(np.clip(_PIECE_PRODUCTS // train_codes.size, *_PIECE_QUERIES))
    told = np.empty(len(test_codes), train_labels.dtype)
    for start in range(0, len(test_codes), rows):
        told[start : start + rows] = voters.predict(test_codes[start : start + rows])
        yield Preparing("neighbours", min(start + rows, len(test_codes)), len(test_codes))
    return told


def principal_cos2(plane_a: np.ndarray, plane_b: np.ndarray) -> float:
    """Mean squared cosine of the principal angles between the spans of two bases: 1 where they agree."""
    return float(principal_cosines2(plane_a, plane_b).mean())


def principal_cosines2(plane_a: np.ndarray, plane_b: np.ndarray) -> np.ndarray:
    """Squared cosines of the principal angles between the spans of two bases (D, k), largest first: (k,).

    The bases need be neither orthogonal nor of length one. Source: Björck and Golub 1973.
    """
    a, _ = np.linalg.qr(plane_a.astype(np.float64))
    b, _ = np.linalg.qr(plane_b.astype(np.float64))
    cosines: np.ndarray = np.minimum(np.linalg.svd(a.T @ b, compute_uv=False), 1)
    return cosines**2


def mean_image_mse(train_images: np.ndarray, test_images: np.ndarray) -> float:
    """Mean squared error a pixel of the training images' mean, for test images: both (N, pixels) uint8."""
    return pca_test_mse(train_images, test_images, 0)


def pca_test_mse(train_images: np.ndarray, test_images: np.ndarray, k: int) -> float:
    """Mean squared error a pixel, in [0, 1] units, of test images rebuilt by the training images' PCA.

    images: (N, pixels) uint8; k: dimensions kept; 0 keeps the mean only.
    """
    curve = pca_test_curve(train_images, test_images)
    return float(curve[min(k, len(curve) - 1)])


def pca_test_curve(train_images: np.ndarray, test_images: np.ndarray) -> np.ndarray:
    """The error of `pca_test_mse` for every number of dimensions, by one PCA: (pixels + 1,) float64."""
    return finished(error_curve(finished(fit_image_pca(train_images)), test_images))


def image_plane(images: np.ndarray, k: int) -> np.ndarray:
    """Basis (pixels, k) of the PCA of images (N, pixels) uint8: what a linear network is compared with."""
    return np.ascontiguousarray(finished(fit_image_pca(images)).basis[:, :k])
