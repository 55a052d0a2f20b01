"""Codes that no student should have, and some do: each gives a map or a sentence, never a freeze."""

from collections.abc import Iterator

import numpy as np
import pytest

from latentlab.errors import LatentLabError
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.map_source import MapImages
from latentlab.latent.maps.map_settings import METHODS, MapSettings

PATIENCE_MS = 60_000
RNG = np.random.default_rng(0)
ODD = {
    "one point": RNG.normal(size=(1, 4)),
    "two points": RNG.normal(size=(2, 4)),
    "four points": RNG.normal(size=(4, 4)),
    "all equal": np.ones((60, 4)),
    "one dimension": RNG.normal(size=(60, 1)),
    "two dimensions": RNG.normal(size=(60, 2)),
    "not a number": np.where(np.arange(240).reshape(60, 4) == 7, np.nan, 1.0),
    "without end": np.where(np.arange(240).reshape(60, 4) == 7, np.inf, 1.0),
    "far too large": np.full((60, 4), 1e30),
}


@pytest.fixture
def live_map() -> Iterator[LiveMap]:
    made = LiveMap()
    yield made
    made.stop()
    assert made.wait(PATIENCE_MS)


@pytest.mark.parametrize("dimensions", [2, 3])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("odd", ODD)
def test_odd_codes_give_a_map_or_a_sentence(live_map, qtbot, odd, method, dimensions):
    codes = ODD[odd].astype(np.float32)
    outcome: list[object] = []
    live_map.failed.connect(outcome.append)
    live_map.layout_changed.connect(lambda layout, *_: outcome.append(layout) if layout.done else None)
    labels = np.zeros(len(codes), np.uint8)  # of one class only
    live_map.show_images(MapImages(labels, np.arange(len(codes)), None))
    live_map.set_parameters(MapSettings(perplexity=1_000, iterations=20))
    live_map.choose_dimensions(dimensions)
    live_map.choose(method)
    live_map.show_codes(codes)
    qtbot.waitUntil(lambda: bool(outcome), timeout=PATIENCE_MS)
    last = outcome[-1]
    if isinstance(last, LatentLabError):
        assert len(str(last)) > 20
    else:
        assert len(last.points) == len(codes)
        assert np.isfinite(last.points).all()
