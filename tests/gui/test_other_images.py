"""Other images, or another network, come while what is shown of the old ones is still being computed."""

from dataclasses import replace

import numpy as np
import pytest

from latentlab.data.image_set import ImageSet
from latentlab.gui.main_window import MainWindow
from latentlab.gui.workspace.opening import Opened
from latentlab.gui.workspace.subject import subject_of_images

PAGES = ("code", "path", "mix", "draw")


@pytest.fixture
def window(qtbot, window) -> MainWindow:
    """With a path, a sum, a direction and two visits to go back to."""
    window.resize(1440, 1000)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: window.workspace.map.layout is not None)
    decoding = window.workspace.decoding
    for slot, row in enumerate((4_000, 3_000)):
        decoding.path.put_row(slot, row)
        window.workspace.selector.select_row(row)
    decoding.mix.type("3 - 8 + 9")
    for number, rows in enumerate((np.arange(900), np.arange(900, 4_000))):
        decoding.direction.remember(number, rows)
    return window


def _small() -> ImageSet:
    """Fewer images than the rows above, of another shape, with fewer classes."""
    pixels = np.random.default_rng(0).integers(0, 256, (60, 12, 10), dtype=np.uint8)
    return ImageSet("small", pixels, (np.arange(60) % 3).astype(np.uint8), tuple("abc"))


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_the_images_before_is_shown_while_the_network_for_others_is_made(window, qtbot, page):
    workspace, decoding = window.workspace, window.workspace.decoding
    window.docks.group.raise_()
    window.docks.decoder.raise_()
    window.decoder.modes.choose(page)
    decoding.path.turn_round()  # so that each has something to compute
    decoding.mix.weigh(0, 2.0)
    decoding.direction.swap()
    workspace.show_opened(Opened(subject_of_images(_small())))
    decoding.path.turn_round()
    decoding.visits.back()
    workspace.selector.select(np.zeros(4, np.float32))
    assert workspace.selector.selection is None, "its network is yet to come"
    decoding.jumps.draw()
    qtbot.waitUntil(lambda: workspace.selector.selection is not None)
    assert workspace.selector.selection.original.shape == (12, 10)
    assert decoding.path.ends == (None, None, None)
    assert decoding.mix.parts == ()
    assert decoding.direction.groups == (None, None)
    qtbot.waitUntil(lambda: window.decoder.path.film.strips == ())
    assert len(window.map.field.path.places) == 0


def test_a_network_of_another_size_has_no_way_through_the_codes_of_the_last(window, qtbot):
    workspace, path, failures = window.workspace, window.workspace.decoding.path, []
    workspace.failed.connect(failures.append)
    window.decoder.modes.choose("path")
    path.choose_way("through")
    qtbot.waitUntil(lambda: path.codes is not None)
    path.go_to(0.3)
    config = workspace.run.config
    workspace.build(replace(config, model=replace(config.model, latent=3)))
    qtbot.waitUntil(lambda: path.codes is not None and path.codes.shape[1] == 3)
    assert not failures
    codes = workspace.run.frame.latents
    np.testing.assert_allclose(path.codes[[0, -1]], codes[[4_000, 3_000]], atol=1e-5)
