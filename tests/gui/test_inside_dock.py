"""The dock of weights and activations shows the network on the screen, and computes nothing unseen."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from latentlab.gui.widgets import layer_rows
from latentlab.gui.widgets.layer_rows import LayerRow, LayerRows
from latentlab.gui.widgets.tile_sheet import TileSheet
from latentlab.models.layer_outputs import layer_outputs
from tests.gui.conftest import PATIENCE_MS
from tests.gui.training import learning, paused


@pytest.fixture
def shown(window, qtbot):
    """The window with the dock open and the weights in it."""
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    window.actions_.inside.trigger()
    qtbot.waitUntil(lambda: len(window.inside.tiles.tiles) > 0, timeout=PATIENCE_MS)
    return window


def choose(panel, field, value):
    getattr(panel, field).choose(value)
    getattr(panel, field).activated.emit(getattr(panel, field).currentIndex())


def test_the_tiles_are_the_units_weights_strongest_first_or_by_number(shown):
    model, panel = shown.workspace.run.frame.model, shown.inside
    weights = model.encoder[0].weight.detach().numpy().reshape(-1, 28, 28)
    order = np.argsort(-np.linalg.norm(weights.reshape(len(weights), -1), axis=1), kind="stable")
    np.testing.assert_array_equal(panel.tiles.tiles[:20], weights[order[:20]])
    choose(panel, "order", "number")
    np.testing.assert_array_equal(panel.tiles.tiles, weights)
    choose(panel, "layer", "paints")
    last = model.decoder[-2].weight.detach().numpy()
    np.testing.assert_array_equal(panel.tiles.tiles, last.T.reshape(-1, 28, 28))
    choose(panel, "layer", "reads")
    np.testing.assert_array_equal(panel.tiles.tiles[:, 0], model.decoder[0].weight.detach().numpy())


def test_a_click_shows_a_tile_large_with_its_numbers_and_another_click_leaves_it(shown, qtbot):
    panel = shown.inside
    choose(panel, "order", "number")
    assert not panel.large.isVisible()
    spot = panel.tiles.place_of(2).center()
    QTest.mouseClick(panel.tiles, Qt.MouseButton.LeftButton, pos=spot)
    assert panel.large.isVisible()
    weights = shown.workspace.run.frame.model.encoder[0].weight.detach().numpy()
    assert "Unit 3 of 256" in panel.numbers.text()
    assert f"{np.linalg.norm(weights[2]):.3g}" in panel.numbers.text()
    QTest.mouseClick(panel.tiles, Qt.MouseButton.LeftButton, pos=panel.tiles.place_of(2).center())
    assert not panel.large.isVisible()


def test_the_chosen_unit_stays_chosen_in_another_order(shown):
    panel = shown.inside
    panel.tiles.choose(0)
    text = panel.numbers.text()
    choose(panel, "order", "number")
    assert panel.numbers.text() == text
    assert f"Unit {panel.tiles.current + 1} of" in text


def test_activations_are_those_of_the_loaded_image_and_of_z(shown, qtbot):
    panel, selector, frame = shown.inside, shown.workspace.selector, shown.workspace.run.frame
    QTest.mouseClick(panel.modes.buttons["outputs"], Qt.MouseButton.LeftButton)

    def agrees():
        selection = selector.selection
        image = selection.original if selection.original is not None else selection.image
        expected = layer_outputs(frame.model, image, selection.z, (28, 28))
        return len(panel.rows.rows) == len(expected) and all(
            np.allclose(row.values, one.values, atol=1e-5)
            for row, one in zip(panel.rows.rows, expected, strict=True)
        )

    selector.select_row(5)
    qtbot.waitUntil(agrees, timeout=PATIENCE_MS)
    assert "the original" in panel.source.text()
    selector.select(frame.latents[:30].mean(axis=0))
    qtbot.waitUntil(agrees, timeout=PATIENCE_MS)
    assert "encoded again" in panel.source.text()


def test_what_is_not_seen_is_not_computed(shown, qtbot):
    inside, told = shown.workspace.decoding.inside, []
    inside.outputs_changed.connect(told.append)
    inside.weights_changed.connect(told.append)
    shown.workspace.selector.select_row(6)  # the activations are behind the weights
    qtbot.wait(150)
    assert told == []
    shown.actions_.inside.trigger()
    assert not shown.inside.isVisible()
    shown.workspace.decoding.follow(shown.workspace.subject, shown.workspace.run.frame)
    qtbot.wait(150)
    assert told == []
    shown.actions_.inside.trigger()
    qtbot.waitUntil(lambda: len(told) > 0, timeout=PATIENCE_MS)


def test_while_training_the_tiles_are_the_newest_weights(shown, qtbot):
    workspace, panel = shown.workspace, shown.inside
    choose(panel, "order", "number")
    learning(workspace, qtbot)
    paused(workspace, qtbot)

    def agrees():
        weights = workspace.run.frame.model.encoder[0].weight.detach().numpy().reshape(-1, 28, 28)
        return not workspace.run.is_running and np.array_equal(panel.tiles.tiles, weights)

    qtbot.waitUntil(agrees, timeout=PATIENCE_MS)


def test_only_tiles_in_view_are_drawn(qtbot):
    sheet = TileSheet("tiles")
    qtbot.addWidget(sheet)
    tiles = np.random.default_rng(0).standard_normal((5_000, 3, 3)).astype(np.float32)
    sheet.resize(300, 100)
    sheet.show_tiles(tiles, np.ones(5_000), 20, str)
    assert sheet.height() == sheet.height_for(300) > 5_000
    sheet.grab(sheet.place_of(0).united(sheet.place_of(30)))
    assert 0 < len(sheet._images) < 200


def test_the_mouse_is_told_the_value_of_a_unit(qtbot):
    rows = LayerRows("layers")
    qtbot.addWidget(rows)
    rows.resize(500, 300)
    values = np.array([0.5, -2.0, 1.0])
    table = np.arange(12.0).reshape(3, 4)
    maps = np.stack([np.full((2, 2), 3.0), np.full((2, 2), 7.0)])
    rows.show_rows([LayerRow("a", "", values), LayerRow("b", "", table), LayerRow("c", "", maps)])
    first = rows.place_of(0)
    bar = rows._bar_width(3, first)
    assert rows.value_at(QPointF(first.left() + 1.5 * bar, first.center().y())) == (0, 1, -2.0)
    place = rows._table(table, rows.place_of(1))
    assert rows.value_at(place.bottomRight() - QPointF(1, 1)) == (1, 3, 11.0)
    assert rows.value_at(rows._tile(1, rows.place_of(2)).center()) == (2, 1, 7.0)
    assert rows.value_at(QPointF(2, 2)) is None


def test_the_words_beside_a_convolution_have_room(shown, qtbot):
    config = shown.workspace.run.config
    model = replace(config.model, architecture="conv", hidden=(64, 64))
    shown.workspace.build(replace(config, model=model))
    shown.inside.modes.buttons["outputs"].click()
    rows = shown.inside.rows
    qtbot.waitUntil(
        lambda: any("at 0" in row.note for row in rows.rows if row.values.ndim == 3), timeout=PATIENCE_MS
    )
    metrics, room = QFontMetrics(rows.font()), layer_rows._NAMES - layer_rows._GAP
    for place, row in enumerate(rows.rows):
        lines = [row.name, *row.note.splitlines()]
        assert max(metrics.horizontalAdvance(line) for line in lines) <= room, lines
        assert rows.place_of(place).height() >= len(lines) * metrics.height()
