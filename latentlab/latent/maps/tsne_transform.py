"""New points on a finished t-SNE map: openTSNE's partial embedding on exact neighbours."""

from collections.abc import Generator
from types import SimpleNamespace

import numpy as np

from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.neighbours.near_codes import NearCodes
from latentlab.latent.preparing import Preparing

# openTSNE's own choices for new points, of which each sees the map alone.
_PERPLEXITY = 5.0
_BEGIN_AMONG = 25  # nearest codes, at whose median place a point begins
_ITERATIONS = 250
_CHUNK = 10  # iterations, so that a stop is heard soon
_EXAGGERATION = 1.5
_LEARNING_RATE = 0.1
_MOMENTUM = 0.8
_LONGEST_GRADIENT = 0.25
_FEW = 500  # new points that one thread moves sooner than several can agree on
_BARNES_HUT_POINTS = 10_000  # fewer are faster by a tree, more by Fourier transforms


def tsne_transform(
    z: np.ndarray, near: NearCodes, points: np.ndarray, settings: MapSettings
) -> Generator[Preparing, None, np.ndarray]:
    """Places (M, d) of new codes z (M, k) among the method's own places `points` (N, d) of the codes.

    Source: Poličar, Stražar and Zupan 2021, embedding to reference t-SNE space.
    """
    from openTSNE.affinity import joint_probabilities_nn
    from openTSNE.tsne import PartialTSNEEmbedding, TSNEEmbedding
    from scipy.sparse import csr_matrix

    perplexity = min(_PERPLEXITY, settings.perplexity, (len(points) - 1) / 3)
    nearest, far = near.nearest(z, max(_BEGIN_AMONG, int(3 * perplexity)))
    count = max(1, int(3 * perplexity))
    typical = far[:, :count].mean(axis=1, keepdims=True)
    threads = 1 if len(z) <= _FEW else settings.threads
    affinities = joint_probabilities_nn(
        np.ascontiguousarray(nearest[:, :count]),
        far[:, :count] / np.where(typical > 0, typical, 1),
        [perplexity],
        symmetrize=False,
        normalization="point-wise",
        n_reference_samples=len(points),
        n_jobs=threads,
    )
    map_ = TSNEEmbedding(points.astype(np.float64), SimpleNamespace(P=csr_matrix((len(points), len(points)))))
    begun = np.median(points[nearest[:, :_BEGIN_AMONG]], axis=1)
    embedding = PartialTSNEEmbedding(begun, map_, affinities)
    for done in range(0, _ITERATIONS, _CHUNK):
        yield Preparing("placing", done, _ITERATIONS)
        embedding.optimize(
            _CHUNK,
            inplace=True,
            learning_rate=_LEARNING_RATE,
            exaggeration=_EXAGGERATION,
            momentum=_MOMENTUM,
            max_grad_norm=_LONGEST_GRADIENT,
            negative_gradient_method="bh" if len(points) < _BARNES_HUT_POINTS else "fft",
            n_jobs=threads,
        )
    placed: np.ndarray = np.asarray(embedding)
    return placed
