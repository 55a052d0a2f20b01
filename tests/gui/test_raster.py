"""The raster draws every visible point and none outside."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from latentlab.gui.widgets.scatter.blend_kernel import compile_kernel
from latentlab.gui.widgets.scatter.raster import Cloud, Raster, Window
from latentlab.gui.widgets.scatter.stamp import LEVELS, disc
from latentlab.gui.widgets.scatter.style import Style, ink, point_diameter, style_for

GROUND = 0xFF14161A
COLOURS = np.array([[255, 0, 0], [0, 200, 80], [90, 120, 255]], np.uint8)
GROUND_RGB = np.array([0x14, 0x16, 0x1A], np.uint8)
SHADES = ink(COLOURS, GROUND_RGB)

places = st.floats(-60, 60, width=32) | st.sampled_from([np.nan, np.inf, -np.inf, 3e38, -3e38])
clouds = st.integers(1, 40).flatmap(
    lambda count: st.tuples(
        arrays.arrays(np.float32, (2, count), elements=places),
        arrays.arrays(np.uint8, count, elements=st.integers(0, 2)),
        arrays.arrays(np.bool_, count),
    )
)
windows = st.builds(
    Window,
    x=st.floats(-20, 20),
    y=st.floats(-20, 20),
    scale=st.floats(0.1, 8),
    width=st.integers(1, 90),
    height=st.integers(1, 70),
)


def style(diameter, fine=True, opacity=1.0, by_density=False):
    return Style(COLOURS, GROUND_RGB, diameter, fine and diameter > 1, opacity, by_density)


def draw(points, tones, window, style, shown=None, ground=GROUND, kernel=lambda: None):
    raster = Raster(kernel)
    raster.begin(window, ground)
    raster.paint(Cloud(*points, tones, shown), style)
    return raster.inner.copy()


styles = st.builds(
    style,
    diameter=st.sampled_from([1.0, 2.0, 3.0, 3.25, 4.0, 7.5, 12.0]),
    fine=st.booleans(),
    opacity=st.floats(0.05, 1),
    by_density=st.booleans(),
)
kernels = st.sampled_from([lambda: None, compile_kernel])


def device_places(points, window):
    """Places in the window's pixels, worked out in double precision: (2, N)."""
    with np.errstate(all="ignore"):
        x = (points[0].astype(float) - window.x) * window.scale + window.width / 2
        y = (points[1].astype(float) - window.y) * -window.scale + window.height / 2
    return np.stack([x, y])


@settings(deadline=None, max_examples=300)
@given(clouds, windows, styles, kernels)
def test_every_visible_point_is_drawn_and_nothing_elsewhere(cloud, window, style, kernel):
    points, tones, shown = cloud
    image = draw(points, tones, window, style, shown, kernel=kernel)
    assert image.shape == (window.height, window.width)
    x, y = device_places(points, window)
    here = shown & (x > 0.5) & (x < window.width - 0.5) & (y > 0.5) & (y < window.height - 0.5)
    painted = image != GROUND
    for column, row in zip(np.floor(x[here]).astype(int), np.floor(y[here]).astype(int), strict=True):
        near = painted[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2]
        assert near.any(), "a visible point left no trace"
    rows, columns = np.nonzero(painted)
    seen = np.stack([x, y])[:, shown & np.isfinite(x) & np.isfinite(y)]
    for row, column in zip(rows, columns, strict=True):
        away = np.hypot(seen[0] - column - 0.5, seen[1] - row - 0.5)
        assert away.min() <= style.diameter / 2 + 1.5, "a pixel was painted with no point near"


@pytest.mark.parametrize("diameter", [1, 2, 3, 4, 6, 9, 14])
@pytest.mark.parametrize("steps", [1, 4])
def test_a_disc_is_round_and_of_its_size(diameter, steps):
    """Each phase's pixels weigh about as much as the disc, and lie around its centre."""
    stamp = disc(diameter, steps)
    for dx, dy, level in zip(stamp.dx, stamp.dy, stamp.level, strict=True):
        pixels = {(int(x), int(y)): (n + 1) / LEVELS for x, y, n in zip(dx, dy, level, strict=True)}
        weight = sum(pixels.values())
        expected = 1 if diameter == 1 else np.pi * diameter**2 / 4
        assert weight == pytest.approx(expected, rel=0.25, abs=0.5)
        assert max(x for x, _ in pixels) - min(x for x, _ in pixels) <= diameter


def test_points_move_by_less_than_a_pixel():
    """A few points stand between pixels, so that a slow glide does not jump."""
    window = Window(0, 0, 1, 21, 21)
    classes = np.zeros(1, np.uint8)
    images = [draw(np.array([[x], [0.0]], np.float32), classes, window, style(7)) for x in (0.05, 0.3, 0.55)]
    assert (images[0] != images[1]).any()
    assert (images[1] != images[2]).any()


def test_later_points_lie_on_top():
    window = Window(0, 0, 1, 11, 11)
    points = np.zeros((2, 2), np.float32)
    for classes in ([0, 1], [1, 0]):
        image = draw(points, np.array(classes, np.uint8), window, style(7))
        assert image[5, 5] == SHADES[-1, classes[-1]]


def test_the_map_grows_upwards_and_to_the_right():
    window = Window(0, 0, 1, 40, 40)
    image = draw(np.array([[10.0], [15.0]], np.float32), np.zeros(1, np.uint8), window, style(3))
    rows, columns = np.nonzero(image != GROUND)
    assert rows.mean() == pytest.approx(20 - 15 - 0.5, abs=0.6)
    assert columns.mean() == pytest.approx(20 + 10 - 0.5, abs=0.6)


def test_a_disc_half_outside_is_cut_at_the_edge():
    window = Window(0, 0, 1, 20, 20)
    image = draw(np.array([[-10.5], [0.0]], np.float32), np.zeros(1, np.uint8), window, style(7))
    rows, columns = np.nonzero(image != GROUND)
    assert columns.max() <= 3
    assert len(rows) > 5


@pytest.mark.parametrize("count", [200_000, 600_000])
def test_many_points_are_drawn_over_several_chunks(count):
    """The first and the last point of a large cloud are both there."""
    points = np.zeros((2, count), np.float32)
    points[:, 0], points[:, -1] = (-30, 20), (30, -20)
    window = Window(0, 0, 1, 100, 80)
    image = draw(points, np.zeros(count, np.uint8), window, style(point_diameter(count, 1), fine=False))
    painted = image != GROUND
    assert painted[19:22, 19:22].any()
    assert painted[59:62, 79:82].any()
    assert painted.sum() <= 3 * 4


def test_the_buffer_follows_the_window():
    raster, classes, points = Raster(), np.zeros(1, np.uint8), np.zeros((2, 1), np.float32)
    for width, height in ((30, 20), (50, 40), (30, 20)):
        window = Window(0, 0, 1, width, height)
        raster.begin(window, GROUND)
        raster.paint(Cloud(*points, classes), style(3, fine=False))
        image = raster.inner
        assert image.shape == (height, width)
        assert 5 <= (image != GROUND).sum() <= 16, "what was drawn before is gone"


def test_deep_zoom_keeps_points_apart():
    """Far zoomed in on a place away from the origin, neighbours still fall on their own pixels."""
    left = np.float32(1000)
    right = np.nextafter(left, np.float32(np.inf))
    window = Window(float(left), 0, 10 / float(right - left), 60, 20)
    image = draw(np.array([[left, right], [0, 0]], np.float32), np.array([0, 1], np.uint8), window, style(3))
    assert image[10, 30] == SHADES[-1, 0]
    assert image[10, 40] == SHADES[-1, 1]


def test_points_shrink_with_their_number_and_grow_with_the_screen():
    counts = (10, 3_000, 8_000, 30_000, 150_000, 500_000, 10**7)
    for ratio in (1, 1.5, 2, 4):
        diameters = [point_diameter(count, ratio) for count in counts]
        assert diameters == sorted(diameters, reverse=True)
        assert diameters[-1] >= 1
    assert point_diameter(5_000, 2) == 2 * point_diameter(5_000, 1)


def test_few_points_are_drawn_finely_and_many_quickly():
    chosen = [style_for(COLOURS, GROUND_RGB, count, 1) for count in (2_000, 20_000, 70_000, 10**6)]
    assert [style.fine for style in chosen] == [True, True, False, False]


def test_a_crowd_that_was_not_expected_is_drawn_all_the_same():
    """The style expected a few points in view; they are all there, and all are drawn."""
    count = 120_000
    points, tones = np.zeros((2, count), np.float32), np.zeros(count, np.uint8)
    image = draw(points, tones, Window(0, 0, 1, 9, 9), style_for(COLOURS, GROUND_RGB, 100, 1))
    assert image[4, 4] == SHADES[-1, 0]


# --- translucent points -----------------------------------------------------------------------------------


def channels(image):
    return np.stack([image >> 16 & 255, image >> 8 & 255, image & 255], axis=-1).astype(float)


def blended(window, points, tones, style, ground):
    """The same picture by the definition: disc after disc over what is there, in double precision.

    Centres stand on quarters of a pixel; what a disc covers by a tenth or less it leaves alone.
    """
    image = np.tile(channels(np.uint32(ground)), (window.height, window.width, 1))
    across, down = ((np.arange(16 * (length + 1)) + 0.5) / 16 for length in (window.width, window.height))
    centres = (np.floor(4 * device_places(points, window)) + 0.5) / 4
    for px, py, tone in zip(*centres, tones, strict=True):
        inside = (across[None] - px) ** 2 + (down[:, None] - py) ** 2 <= (style.diameter / 2) ** 2
        share = inside.reshape(window.height + 1, 16, window.width + 1, 16).mean(axis=(1, 3))[:-1, :-1]
        share[share <= 0.1] = 0
        image += style.opacity * share[..., None] * (COLOURS[tone] - image)
    return image


@settings(deadline=None, max_examples=40)
@given(
    arrays.arrays(np.float32, (2, 12), elements=st.integers(-800, 800).map(lambda n: n / 64 + 1 / 128)),
    st.floats(0.1, 1),
    st.sampled_from([4.0, 6.5, 9.0]),
)
def test_translucent_points_lie_over_each_other_in_their_order(points, opacity, diameter):
    window, tones = Window(0, 0, 1.5, 40, 36), np.arange(12, dtype=np.uint8) % 3
    wanted = style(diameter, opacity=opacity)
    ground = np.full((36, 40), GROUND, np.uint32)  # a picture: even opaque points are blended with it
    image = channels(draw(points, tones, window, wanted, ground=ground, kernel=compile_kernel))
    assert np.abs(image - blended(window, points, tones, wanted, GROUND)).max() <= 6


def test_a_crowd_shows_its_density_and_a_lone_point_stays_visible():
    rng = np.random.default_rng(0)
    places = [rng.normal(size=(2, count)) * 12 + [[x], [0]] for x, count in ((-60, 60), (0, 6_000))]
    points = np.concatenate([*places, [[60], [0]]], axis=1).astype(np.float32)
    tones, window = np.zeros(points.shape[1], np.uint8), Window(0, 0, 1, 200, 100)
    faint = style(3, by_density=True)
    ink_of = channels(draw(points, tones, window, faint, kernel=compile_kernel))[..., 0] - 0x14
    thin, dense, alone = ink_of[40:60, 30:50], ink_of[40:60, 90:110], ink_of[48:53, 158:163]
    assert dense.mean() > 2 * thin.mean()
    assert alone.max() > 0.7 * 255 * 0.85
    near_saturated = (ink_of > 250 - 0x14).mean()
    opaque = channels(draw(points, tones, window, style(3)))[..., 0] - 0x14
    assert near_saturated < 0.5 * (opaque > 250 - 0x14).mean()


def test_a_crowd_looks_the_same_wherever_the_view_is():
    rng = np.random.default_rng(1)
    points, tones = rng.normal(size=(2, 3_000)).astype(np.float32) * 20, np.zeros(3_000, np.uint8)
    faint = style(3, fine=False, by_density=True)
    here, there = (
        draw(points, tones, Window(x, 0, 1, 200, 100), faint, kernel=compile_kernel) for x in (0, 37)
    )
    assert (here[:, 37 + 12 : -12] == there[:, 12 : -37 - 12]).mean() > 0.99


def test_points_of_a_later_cloud_lie_on_top_of_a_picture():
    ground = np.arange(30 * 40, dtype=np.uint32).reshape(30, 40) | 0xFF000000
    raster = Raster()
    raster.begin(Window(0, 0, 1, 40, 30), ground)
    for tone in (0, 1):
        raster.paint(Cloud(*np.zeros((2, 1), np.float32), np.full(1, tone, np.uint8)), style(5))
    assert raster.inner[15, 20] == SHADES[-1, 1]
    assert (raster.inner[:10] == ground[:10]).all()


def test_drawing_needs_no_compiler():
    """numba, torch and scipy are not imported by what the first paint needs."""
    code = (
        "import sys, latentlab.gui.panels.latent_map\n"
        "print([m for m in ('numba', 'torch', 'umap', 'sklearn', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
