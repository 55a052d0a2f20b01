"""New points move onto a finished map as the libraries' own `transform` would place them."""

from functools import cache

import numpy as np
import pytest

from latentlab.data.digits import open_digits
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.projection import project
from latentlab.latent.maps.transform import transform
from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.latent.pieces import finished
from latentlab.latent.preparing import Preparing
from tests.latent.real_codes import digit_codes

_TOTAL, _NEW = 1_500, 300


@cache
def finished_map(method: str) -> tuple[Layout, MapSettings]:
    """A map of all digits but the held-out ones."""
    settings = MapSettings(method=method, seed=3)
    *_, last = project(split()[0], settings)
    assert isinstance(last, Layout)
    return last, settings


@cache
def split() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Codes of the map and of the held-out digits, and the classes of each."""
    codes = digit_codes(_TOTAL + _NEW, 8)
    dataset = open_digits()
    labels = np.asarray(dataset.labels)[np.linspace(0, len(dataset.flat) - 1, len(codes)).astype(int)]
    out = np.random.default_rng(0).permutation(len(codes))
    kept, new = out[:_TOTAL], out[_TOTAL:]
    return codes[kept], codes[new], labels[kept], labels[new]


def placed(method: str) -> np.ndarray:
    layout, settings = finished_map(method)
    codes, new, _, _ = split()
    return finished(transform(new, near_codes(codes), layout, settings))


def quality(places: np.ndarray, points: np.ndarray) -> tuple[float, float]:
    """How many of the 10 nearest codes are among the 10 nearest on the map, and share of the own class."""
    from sklearn.neighbors import NearestNeighbors

    codes, new, classes, own = split()
    meant = NearestNeighbors(n_neighbors=10).fit(codes).kneighbors(new, return_distance=False)
    got = NearestNeighbors(n_neighbors=10).fit(points).kneighbors(places, return_distance=False)
    recall = np.mean([len(np.intersect1d(a, b)) / 10 for a, b in zip(meant, got, strict=True)])
    return float(recall), float((classes[got] == own[:, None]).mean())


def by_opentsne(points: np.ndarray) -> np.ndarray:
    """OpenTSNE's own `transform` on this very map."""
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import PerplexityBasedNN

    affinities = PerplexityBasedNN(split()[0], perplexity=30, method="exact", random_state=0)
    return np.asarray(TSNEEmbedding(points.astype(float), affinities).transform(split()[1]))


def by_umap_learn(points: np.ndarray) -> np.ndarray:
    """umap-learn's own `transform`, of a model whose embedding is this very map."""
    import warnings

    import umap

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = umap.UMAP(n_epochs=0, init=points.astype(np.float32), random_state=0).fit(split()[0])
        model.embedding_, model.n_epochs = points.astype(np.float32), None
        return np.asarray(model.transform(split()[1]))


@pytest.mark.long
@pytest.mark.parametrize(("method", "theirs"), [("tsne", by_opentsne), ("umap", by_umap_learn)])
def test_held_out_digits_keep_as_many_neighbours_as_by_the_library(method, theirs):
    layout, _ = finished_map(method)
    own = layout.points / np.float32(layout.scale)
    ours = quality(placed(method) / np.float32(layout.scale), own)
    expected = quality(theirs(own), own)
    print(f"{method}: recall and purity {np.round(ours, 3)}, the library {np.round(expected, 3)}")
    assert ours[0] >= expected[0] - 0.02
    assert ours[1] >= expected[1] - 0.02


@pytest.mark.parametrize("method", ["pca", "kernel-pca", "tsne", "umap"])
def test_a_code_of_the_map_stays_at_its_place(method):
    layout, settings = finished_map(method)
    codes = split()[0]
    places = finished(transform(codes[:40], near_codes(codes), layout, settings))
    np.testing.assert_allclose(places, layout.points[:40], atol=1e-4)


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_the_placing_comes_in_pieces_and_leaves_the_map_as_it_is(method):
    layout, settings = finished_map(method)
    before = layout.points.copy()
    steps = transform(split()[1][:5], near_codes(split()[0]), layout, settings)
    events = list(steps)
    assert len(events) > 5
    assert all(isinstance(event, Preparing) for event in events)
    np.testing.assert_array_equal(layout.points, before)


@pytest.mark.parametrize("method", ["tsne", "umap"])
@pytest.mark.parametrize("total", [6, 12])
def test_few_codes_and_codes_far_away_land_somewhere(method, total):
    codes = digit_codes(400, 4)[:total]
    settings = MapSettings(method=method)
    *_, layout = project(codes, settings)
    far = np.concatenate([codes[:3] + 0.1, codes[:2] * 1e4])
    places = finished(transform(far, near_codes(codes), layout, settings))
    assert np.isfinite(places).all()
    assert places.shape == (5, 2)
