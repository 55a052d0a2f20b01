"""What codes and planes know: probes by simple classifiers and comparisons with PCA."""

import warnings
from collections.abc import Callable, Generator

import numpy as np

from latentlab.latent.pieces import finished
from latentlab.latent.preparing import Preparing

_PROBE_ITERATIONS = 500
_PIECE_WORK = 500_000_000  # values times classes times iterations: about half a second
_PIECE_ITERATIONS = (10, 100)
_PROBE_ROWS = 20_000
_NEIGHBOURS = 5
_IMAGE_ROWS = 4_096


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
) -> Generator[Preparing, None, Callable[[np.ndarray], np.ndarray]]:
    """Fit, in pieces, a function from codes (M, k) to their labels (M,).

    A logistic regression on the standardised training codes (N, k), at most 20,000 evenly spaced rows of
    them. With one class only, that class is the answer.
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    kinds = np.unique(train_labels)
    if len(kinds) < 2:
        return lambda codes: np.full(len(codes), kinds[0])
    rows = np.linspace(0, len(train_codes) - 1, min(len(train_codes), _PROBE_ROWS)).astype(int)
    scaler = StandardScaler().fit(train_codes[rows])
    codes, labels = scaler.transform(train_codes[rows]), train_labels[rows]
    iterations = int(np.clip(_PIECE_WORK // (codes.size * len(kinds)), *_PIECE_ITERATIONS))
    probe = LogisticRegression(max_iter=iterations, warm_start=True)
    for done in range(iterations, _PROBE_ITERATIONS + iterations, iterations):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            probe.fit(codes, labels)
        yield Preparing("probe", min(done, _PROBE_ITERATIONS), _PROBE_ITERATIONS)
        if probe.n_iter_.max() < iterations:
            break
    return lambda codes: np.asarray(probe.predict(scaler.transform(codes)))


def knn_accuracy(
    train_codes: np.ndarray,
    train_labels: np.ndarray,
    test_codes: np.ndarray,
    test_labels: np.ndarray,
    k: int = _NEIGHBOURS,
) -> float:
    """Share of test codes (M, d) that the k nearest training codes (N, d) label rightly by majority."""
    from sklearn.neighbors import KNeighborsClassifier

    voters = KNeighborsClassifier(min(k, len(train_codes))).fit(train_codes, train_labels)
    return float(voters.score(test_codes, test_labels))


def principal_cos2(plane_a: np.ndarray, plane_b: np.ndarray) -> float:
    """Mean squared cosine of the principal angles between the spans of two bases (D, k): 1 where they agree.

    The bases need be neither orthogonal nor of length one. Source: Björck and Golub 1973.
    """
    a, _ = np.linalg.qr(plane_a.astype(np.float64))
    b, _ = np.linalg.qr(plane_b.astype(np.float64))
    cosines = np.linalg.svd(a.T @ b, compute_uv=False)
    return float((np.minimum(cosines, 1) ** 2).mean())


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
    mean, covariance = _moments(train_images)
    pixels = len(mean)
    basis = pca_basis(covariance, pixels)  # (pixels, pixels)
    explained, total = np.zeros(pixels), 0.0
    for start in range(0, len(test_images), _IMAGE_ROWS):
        rows = _unit(test_images[start : start + _IMAGE_ROWS]) - mean  # (B, pixels)
        explained += np.square(rows @ basis, dtype=np.float64).sum(axis=0)
        total += float(np.square(rows, dtype=np.float64).sum())
    left = total - np.concatenate([[0.0], np.cumsum(explained)])
    return np.maximum(left, 0.0) / (len(test_images) * pixels)


def image_plane(images: np.ndarray, k: int) -> np.ndarray:
    """Basis (pixels, k) of the PCA of images (N, pixels) uint8: what a linear network is compared with."""
    return pca_basis(_moments(images)[1], k)


def pca_basis(covariance: np.ndarray, k: int) -> np.ndarray:
    """The k leading eigenvectors (pixels, k) of a covariance (pixels, pixels), all where there are fewer."""
    size = len(covariance)
    if k <= 0:
        return np.zeros((size, 0), np.float32)
    _, vectors = np.linalg.eigh(covariance)
    return np.ascontiguousarray(vectors[:, ::-1][:, :k], np.float32)


def _moments(images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean (pixels,) and covariance (pixels, pixels) float64 of images in [0, 1]."""
    pixels = images.shape[1]
    total, products = np.zeros(pixels), np.zeros((pixels, pixels))
    for start in range(0, len(images), _IMAGE_ROWS):
        rows = _unit(images[start : start + _IMAGE_ROWS])
        total += rows.sum(axis=0, dtype=np.float64)
        products += rows.T @ rows
    mean = total / len(images)
    return mean.astype(np.float32), products / len(images) - np.outer(mean, mean)


def _unit(images: np.ndarray) -> np.ndarray:
    return images.astype(np.float32) / np.float32(255)
