"""From a place on a map to a code: exact at the samples, finite everywhere, honest about itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.errors import LatentLabError
from latentlab.latent.inverse.inverse import Inverse, prepare_inverse
from latentlab.latent.inverse.nearby import locate_nearby
from latentlab.latent.inverse.on_plane import PlaneInverse
from latentlab.latent.inverse.triangles import triangles_between
from latentlab.latent.maps.layout import Plane
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.pca import on_plane, principal_plane
from latentlab.latent.maps.raw_axes import raw_plane
from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.latent.pieces import finished
from latentlab.latent.preparing import Preparing
from latentlab.resources import resource
from latentlab.session import Session, load_session
from tests.latent.real_codes import digit_codes, last_points

PLACES = [
    pytest.param(np.zeros((1, 2)), id="one"),
    pytest.param(np.array([[0, 0], [1, 2.0]]), id="two"),
    pytest.param(np.full((40, 2), 3.0), id="all at one place"),
    pytest.param(np.arange(40.0)[:, None] * [1, 2], id="on a line"),
    pytest.param(np.arange(40.0)[:, None] * [1, 1 + 1e-15], id="nearly on a line"),
    pytest.param(np.repeat(np.random.default_rng(0).normal(size=(20, 2)), 2, axis=0), id="in pairs"),
    pytest.param(np.random.default_rng(0).normal(size=(40, 2)) * 1e-30, id="tiny"),
    pytest.param(np.random.default_rng(0).normal(size=(40, 2)) * 1e15 + 1e15, id="huge"),
]


def inverse_of(codes: np.ndarray, points: np.ndarray) -> Inverse:
    return finished(prepare_inverse(codes, points))


def plane_inverse_of(codes: np.ndarray, plane: Plane) -> PlaneInverse:
    return PlaneInverse(near_codes(codes), plane)


def first_session() -> Session:
    return load_session(resource("sessions", "first.latentlab"))


@given(seed=st.integers(0, 10_000), total=st.integers(1, 80), latent=st.integers(1, 6), on_grid=st.booleans())
def test_at_a_sample_the_code_is_that_samples(seed, total, latent, on_grid):
    rng = np.random.default_rng(seed)
    codes = rng.normal(size=(total, latent)).astype(np.float32)
    points = rng.normal(size=(total, 2)).astype(np.float32)
    if on_grid:  # many on a line, and on a circle around four others
        points = np.column_stack(np.divmod(np.arange(total), 7)).astype(np.float32)
    located = inverse_of(codes, points).locate_many(points)
    np.testing.assert_array_equal(located.z, codes)
    np.testing.assert_array_equal(located.trust, 1)


def test_of_samples_at_one_place_the_code_is_the_mean():
    codes = np.array([[0, 2], [4, 6], [9, 9]], np.float32)
    located = inverse_of(codes, np.array([[1, 1], [1, 1], [5, 0]], np.float32)).locate(np.ones(2))
    np.testing.assert_array_equal(located.z, [2, 4])


@given(seed=st.integers(0, 10_000), total=st.integers(3, 60), latent=st.integers(2, 8))
def test_on_a_principal_plane_the_codes_lie_at_the_places_they_were_asked_for(seed, total, latent):
    rng = np.random.default_rng(seed)
    codes = (rng.normal(size=(total, latent)) * 3 + 5).astype(np.float32)
    plane = principal_plane(codes)
    points = on_plane(codes, plane)
    asked = np.concatenate([points, rng.normal(size=(10, 2)) * 50])
    located = plane_inverse_of(codes, plane).locate_many(asked)
    assert located.is_exact
    np.testing.assert_allclose(on_plane(located.z, plane), asked, atol=1e-4)


def test_raw_axes_leave_the_other_dimensions_at_the_mean_or_where_they_are():
    codes = digit_codes(300, 5)
    plane = raw_plane(codes, (3, 1))
    inverse = plane_inverse_of(codes, plane)
    mean = codes.mean(axis=0)
    np.testing.assert_allclose(
        inverse.locate(np.array([7, -2])).z, [mean[0], -2, mean[2], 7, mean[4]], atol=1e-5
    )
    z = np.array([1, 2, 3, 4, 5], np.float32)
    np.testing.assert_allclose(inverse.locate(np.array([7, -2]), through=z).z, [1, -2, 3, 7, 5], rtol=1e-6)


def test_one_latent_dimension_has_a_plane_too():
    codes = digit_codes(50, 1)
    plane = raw_plane(codes, (0, 1))
    inverse = plane_inverse_of(codes, plane)
    np.testing.assert_allclose(inverse.locate(np.array([2.5, 3.0])).z, [2.5], rtol=1e-6)


def test_within_a_triangle_the_code_is_barycentric():
    points = np.array([[0, 0], [4, 0], [0, 4]], np.float32)
    codes = np.array([[0, 0, 1], [8, 0, 1], [0, 8, 1]], np.float32)
    located = inverse_of(codes, points).locate(np.array([1.0, 2.0]))
    np.testing.assert_allclose(located.z, [2, 4, 1], rtol=1e-6)
    assert not located.is_exact


@pytest.mark.parametrize("points", PLACES)
@pytest.mark.parametrize("same", [False, True], ids=["", "equal codes"])
def test_any_map_gives_finite_codes_anywhere(points, same):
    codes = np.ones((len(points), 3), np.float32) if same else digit_codes(400, 3)[: len(points)]
    far = np.array([[0, 0], [1e300, -1e300], [1e-300, 1], [-7, 3e15]])
    between = (points + np.roll(points, 1, axis=0)) / 2
    located = inverse_of(codes, points).locate_many(np.concatenate([far, points, between]))
    for values in (located.z, located.gap, located.miss, located.trust):
        assert np.isfinite(values).all()
    assert (located.trust >= 0).all()
    assert (located.trust <= 1).all()
    spread = np.ptp(codes, axis=0) + 1e-5
    assert (located.z >= codes.min(axis=0) - spread).all(), "interpolated, not extrapolated"
    assert (located.z <= codes.max(axis=0) + spread).all()


@given(seed=st.integers(0, 1_000))
def test_far_from_the_data_trust_fades(seed):
    rng = np.random.default_rng(seed)
    codes, points = digit_codes(300, 4), rng.normal(size=(300, 2)).astype(np.float32)
    away = rng.normal(size=2)
    away /= np.linalg.norm(away)
    trust = inverse_of(codes, points).locate_many(away * np.array([[10], [100], [1000]])).trust
    assert (np.diff(trust) < 0).all()
    assert trust[-1] < 0.01


def test_asking_for_many_places_answers_as_asking_for_each():
    codes = digit_codes(400, 4)
    points = np.ascontiguousarray(codes[:, 1:3])
    inverse = inverse_of(codes, points)
    asked = np.random.default_rng(0).normal(size=(50, 2)) * 2
    many = inverse.locate_many(asked)
    for index, y in enumerate(asked):
        one = inverse.locate(y)
        np.testing.assert_allclose(one.z, many.z[index], rtol=1e-5, atol=1e-6)
        assert one.trust == pytest.approx(many[index].trust)


def test_on_a_plane_the_gap_is_that_between_the_codes():
    codes = digit_codes(400, 2)
    inverse = plane_inverse_of(codes, principal_plane(codes))
    at_samples = inverse.locate_many(on_plane(codes, inverse.plane))
    assert at_samples.gap.max() < 1e-3
    far = inverse.locate_many(np.array([[1e3, 0], [1e300, 1e300]]))
    assert np.isfinite(far.z).all()
    assert (far.trust < 1e-3).all()


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_the_samples_around_a_place_answer_as_the_whole_map_does(method):
    session = first_session()
    points = session.maps[method]
    codes = session.codes[: len(points)]
    whole, near = inverse_of(codes, points), near_codes(codes)
    rng = np.random.default_rng(0)
    among = points[rng.integers(0, len(points), 150)] + rng.normal(size=(150, 2)) * 0.2
    between = rng.uniform(points.min(axis=0), points.max(axis=0), (150, 2))
    expected = whole.locate_many(np.concatenate([among, between]))
    got = [locate_nearby(near, points, None, y, None) for y in np.concatenate([among, between])]
    off = np.linalg.norm(np.array([one.z for one in got]) - expected.z, axis=1) / near.radius
    assert (off[:150] < 1e-5).mean() > 0.9, "the same triangle, but for a few on the rim of a group"
    assert np.quantile(off, 0.9) < 0.2, "even between the groups"
    trust = np.array([float(one.trust) for one in got])
    assert np.quantile(np.abs(trust - expected.trust), 0.95) < 0.05


@pytest.mark.parametrize("points", PLACES)
def test_the_samples_around_a_place_answer_on_any_map(points):
    codes = digit_codes(400, 3)[: len(points)]
    near = near_codes(codes)
    for y in ((0, 0), (1e300, -1e300), points[0], points.mean(axis=0)):
        located = locate_nearby(near, points.astype(np.float64), None, np.array(y, float), None)
        assert np.isfinite(located.z).all()
        assert 0 <= located.trust <= 1


@given(seed=st.integers(0, 10_000), total=st.integers(4, 200))
def test_the_triangle_found_is_the_one_that_scipy_finds(seed, total):
    from scipy.spatial import Delaunay

    rng = np.random.default_rng(seed)
    places, asked = rng.normal(size=(total, 2)), rng.normal(size=(60, 2)) * 1.5
    triangles = triangles_between(places)
    inside, corners, weights = triangles.around(asked, rng.integers(0, total, 60))
    expected = Delaunay(places).find_simplex(asked)
    np.testing.assert_array_equal(inside, np.flatnonzero(expected >= 0))
    np.testing.assert_array_equal(corners, triangles.corners[expected[inside]])
    met = np.einsum("mc,mcd->md", weights, places[corners])
    np.testing.assert_allclose(met, asked[inside], atol=1e-9)


def test_an_encoder_that_disagrees_lowers_the_trust():
    codes = digit_codes(400, 4)
    located = inverse_of(codes, codes[:, :2]).locate_many(np.zeros((2, 2)))
    same, other = located.encoded_again(located.z), located.encoded_again(located.z + located.radius)
    np.testing.assert_array_equal(same.trust, located.trust)
    assert (other.trust < located.trust / 2).all()


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_not_finite_is_refused_with_a_sentence(bad):
    codes, points = digit_codes(20, 3), digit_codes(20, 2)
    broken_codes, broken_points = codes.copy(), points.copy()
    broken_codes[3, 1] = broken_points[3, 1] = bad
    with pytest.raises(LatentLabError, match="finite codes"):
        inverse_of(broken_codes, points)
    with pytest.raises(LatentLabError, match="Places on a map must be finite, but 1 of 20"):
        inverse_of(codes, broken_points)
    with pytest.raises(LatentLabError, match="must be finite"):
        inverse_of(codes, points).locate(np.array([0, bad]))
    with pytest.raises(LatentLabError, match="as many places"):
        inverse_of(codes, points[:5])


def test_the_preparation_comes_in_pieces():
    events = list(prepare_inverse(digit_codes(400, 4), digit_codes(400, 2)))
    assert all(isinstance(event, Preparing) for event in events)
    assert events[-1] == Preparing("inverse", 400, 400)


def rank_of_trust(codes, points):
    """Spearman's correlation of trust with the error, each point held out once, and the error's share."""
    from scipy.stats import spearmanr

    order = np.random.default_rng(0).permutation(len(points))
    errors, trust = np.empty(len(points)), np.empty(len(points))
    for fold in range(10):
        held_out = order[fold::10]
        kept = np.setdiff1d(order, held_out)
        located = inverse_of(codes[kept], points[kept]).locate_many(points[held_out])
        errors[held_out] = ((located.z - codes[held_out]) ** 2).sum(axis=1)
        trust[held_out] = located.trust
    return spearmanr(-trust, errors)[0], errors.mean() / codes.var(axis=0).sum()


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_the_trust_ranks_the_error_at_held_out_points(method):
    """On the finished maps of the trained first session."""
    session = first_session()
    points = session.maps[method]
    rank, _ = rank_of_trust(session.codes[: len(points)], points)
    assert rank >= 0.4


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_the_trust_ranks_the_error_of_codes_that_it_was_not_tuned_to(method):
    codes = digit_codes(2_000, 8)
    rank, _ = rank_of_trust(codes, last_points(codes, MapSettings(method=method, seed=1)))
    assert rank >= 0.4


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_the_codes_of_held_out_points_are_told_from_their_places(method):
    session = first_session()
    points = session.maps[method]
    _, share = rank_of_trust(session.codes[: len(points)], points)
    assert share < 0.06
