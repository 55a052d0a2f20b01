"""The sheet of a map's parameters shows them and tells what was changed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from latentlab.gui.panels.map_parameters import MapParameters
from latentlab.latent.maps.map_settings import MapSettings


@pytest.fixture
def parameters(qtbot):
    button = MapParameters()
    qtbot.addWidget(button)
    button.show()
    return button


def test_a_changed_number_is_told_with_all_the_others_as_they_were(parameters, qtbot):
    parameters.show_settings(MapSettings("tsne", neighbours=9, learning_rate=200, seed=4, iterations=70))
    with qtbot.waitSignal(parameters.changed) as heard:
        parameters.perplexity.setValue(12)
    assert heard.args == [
        MapSettings("tsne", neighbours=9, learning_rate=200, seed=4, iterations=70, perplexity=12)
    ]


def test_a_learning_rate_of_nothing_is_the_automatic_one(parameters, qtbot):
    parameters.show_settings(MapSettings("tsne", learning_rate=200))
    assert parameters.learning_rate.text() == "200"
    with qtbot.waitSignal(parameters.changed) as heard:
        parameters.learning_rate.setValue(0)
    assert parameters.learning_rate.text() == "Automatic"
    assert heard.args[0].learning_rate is None


def test_what_is_shown_is_not_told_back(parameters, qtbot):
    with qtbot.assertNotEmitted(parameters.changed):
        parameters.show_settings(MapSettings("umap", neighbours=40, min_dist=0.35, start="random", seed=8))
    assert parameters.neighbours.value() == 40
    assert parameters.min_dist.value() == pytest.approx(0.35)
    assert parameters.start.currentData() == "random"
    assert parameters.seed.value() == 8


def test_a_click_opens_the_parameters_of_the_method(parameters, qtbot):
    for method, shown, hidden in (
        ("tsne", parameters.perplexity, parameters.neighbours),
        ("umap", parameters.neighbours, parameters.perplexity),
    ):
        parameters.show_method(method)
        QTest.mouseClick(parameters, Qt.MouseButton.LeftButton)
        assert parameters.sheet.isVisible()
        assert shown.isVisible()
        assert not hidden.isVisible()
        parameters.sheet.hide()


@pytest.mark.parametrize(
    ("method", "offered"), [("pca", False), ("axes", False), ("tsne", True), ("umap", True)]
)
def test_methods_without_parameters_offer_none(parameters, method, offered):
    parameters.show_method(method)
    assert parameters.isVisible() == offered
