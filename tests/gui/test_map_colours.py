"""The panel says what the points are coloured by, and what their colours mean."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from latentlab.gui.panels.latent_map import LatentMapPanel
from latentlab.gui.widgets.scatter.class_legend import ClassButton
from latentlab.latent.colouring.choice import COLOUR_BY, ColourChoice
from latentlab.latent.colouring.coloured import PointColours, Predicted, grouped, measured
from latentlab.latent.maps.layout import Layout
from latentlab.latent.preparing import Preparing

DIGITS = tuple("0123456789")
LABELS = np.arange(400) % 10
VALUES = np.linspace(0.004, 0.09, 400)

ERRORS = PointColours(ColourChoice("error"), measured(VALUES, "log"), 3.0)
SIGNED = PointColours(ColourChoice("dimension", 2), measured(np.linspace(-3, 3, 400), "signed"), 3.0)
CLUSTERS = PointColours(
    ColourChoice("clusters"), grouped(np.repeat([0, 1, -1], [250, 110, 40]), LABELS, by_size=True), 3.0
)
GUESSES = PointColours(ColourChoice("predicted"), Predicted((LABELS + 1) % 10, 0.84, 120), 3.0)
BY_CLASS = PointColours(ColourChoice())


@pytest.fixture
def panel(qtbot):
    widget = LatentMapPanel()
    qtbot.addWidget(widget)
    widget.resize(760, 520)
    widget.show_classes(LABELS, DIGITS)
    widget.show_dimensions(5)
    points = np.random.default_rng(0).normal(size=(400, 2)).astype(np.float32)
    widget.show_layout(Layout(points, 1, 1, done=True), 0, False, 400)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def texts(widget):
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def shown(panel):
    """What tells the meaning of the colours: "bar", "strip", or nothing."""
    parts = {"bar": panel.colours.bar, "strip": panel.colours.strip}
    return [name for name, widget in parts.items() if widget.isVisible()]


def picture(widget):
    """What a widget paints, as bytes."""
    image = widget.grab().toImage()
    return bytes(image.constBits())


def test_numbers_have_a_bar_and_groups_a_strip(panel):
    for colours, expected in (
        (ERRORS, ["bar"]), (CLUSTERS, ["strip"]), (GUESSES, []), (SIGNED, ["bar"]), (BY_CLASS, []),
    ):  # fmt: skip
        panel.show_colours(colours)
        assert shown(panel) == expected
        assert panel.colours.by.currentData() == colours.choice.by


def test_each_colouring_paints_other_pixels(panel):
    panel.resize(1_000, 520)  # one line below the map, whatever is chosen
    pictures = set()
    for colours in (BY_CLASS, ERRORS, SIGNED, CLUSTERS, GUESSES):
        panel.show_colours(colours)
        QApplication.processEvents()
        pictures.add(picture(panel.scatter))
    assert len(pictures) == 5
    panel.show_colours(BY_CLASS)
    QApplication.processEvents()
    assert picture(panel.scatter) in pictures


def test_swatches_keep_their_colour_only_where_classes_have_one(panel):
    def swatches():
        buttons = panel.legend.findChildren(ClassButton)
        return [button.grab().toImage().pixelColor(11, button.height() // 2).name() for button in buttons]

    assert len(set(swatches())) == 10
    panel.show_colours(ERRORS)
    assert len(set(swatches())) == 1
    panel.show_colours(GUESSES)
    assert len(set(swatches())) == 10


def test_classes_can_be_hidden_whatever_the_colours_are(panel):
    panel.show_colours(ERRORS)
    panel.legend.findChildren(ClassButton)[0].click()
    assert panel.scatter.shown_count == 360


def test_a_choice_is_told_with_its_dimension(panel, qtbot):
    colours = panel.colours
    colours.by.choose("dimension")
    with qtbot.waitSignal(colours.choice_changed) as heard:
        colours.by.activated.emit(colours.by.currentIndex())
    assert heard.args == [ColourChoice("dimension", 0)]
    colours.show_choice(ColourChoice("dimension", 0))
    with qtbot.waitSignal(colours.choice_changed) as heard:
        colours.dimension.stepUp()
    assert heard.args == [ColourChoice("dimension", 1)]
    with qtbot.assertNotEmitted(colours.choice_changed):
        colours.show_choice(ColourChoice("dimension", 4))
        colours.show_dimensions(2)
    assert colours.dimension.maximum() == 2


def test_the_dimension_can_be_chosen_only_where_it_colours(panel):
    panel.show_colours(SIGNED)
    assert panel.colours.dimension.isVisible()
    assert panel.colours.dimension.value() == 3
    panel.show_colours(ERRORS)
    assert not panel.colours.dimension.isVisible()


def test_the_card_says_the_value_of_the_point(panel):
    for colours, row, text in (
        (ERRORS, 0, "error 0.004"),
        (SIGNED, 0, "z₃ = −3"),
        (CLUSTERS, 0, "cluster 1"),
        (CLUSTERS, 399, "in no cluster"),
        (GUESSES, 4, "predicted “5”"),
    ):
        panel.show_colours(colours)
        panel.show_hovered(row, None, "4")
        assert text in texts(panel)
    panel.show_colours(BY_CLASS)
    panel.show_hovered(4, None, "4")
    assert "predicted" not in texts(panel)


def test_an_open_card_asks_for_its_point_again_when_the_colours_change(panel, qtbot):
    panel.show_hovered(7, None, "7")
    with qtbot.waitSignal(panel.point_hovered) as heard:
        panel.show_colours(ERRORS)
    assert heard.args == [7]


def test_a_point_beyond_the_values_has_none(panel):
    short = PointColours(ColourChoice("error"), measured(VALUES[:100], "log"), 3.0)
    panel.show_colours(short)
    panel.show_hovered(300, None, "0")
    assert "error" not in texts(panel)
    assert panel.colours.tones.of_first(400)[300] == panel.colours.tones.no_value


def test_the_hovered_value_is_marked_on_the_bar(panel):
    panel.show_colours(ERRORS)
    plain = picture(panel.colours.bar)
    panel.show_hovered(200, None, "0")
    marked = picture(panel.colours.bar)
    assert marked != plain
    panel.show_hovered(380, None, "0")
    assert picture(panel.colours.bar) != marked
    panel.show_hovered(-1, None, "")
    assert picture(panel.colours.bar) == plain


def test_what_is_on_its_way_old_or_impossible_is_said(panel):
    panel.show_colours(ERRORS)
    panel.colours.show_choice(ColourChoice("clusters"))
    panel.colours.show_preparing(Preparing("clusters", 1, 2))
    assert "Clustering… 50%" in texts(panel.colours)
    panel.colours.show_preparing(None)
    assert shown(panel) == ["bar"]
    assert panel.colours.by.currentData() == "clusters", "what is asked for, though not there yet"
    panel.colours.show_lag("of epoch 3.0")
    assert "of epoch 3.0" in texts(panel.colours)
    panel.colours.show_lag("")
    assert "of epoch" not in texts(panel.colours)
    panel.show_colours(PointColours(ColourChoice("clusters")))
    panel.colours.show_problem("No finite codes.")
    assert "No finite codes." in texts(panel.colours)
    assert set(panel.colours.tones.of_first(9)) == {panel.colours.tones.no_value}


def test_what_cannot_be_chosen_says_why(panel):
    item = panel.colours.by.model().item(panel.colours.by.findData("error"))
    panel.colours.show_available("error", "The images are not there.")
    assert not item.isEnabled()
    assert item.toolTip() == "The images are not there."
    panel.colours.show_available("error", "")
    assert item.isEnabled()
    assert "reconstruction" in item.toolTip()


def test_every_choice_has_a_name_and_an_explanation(panel):
    colours = panel.colours
    names = {colours.by.itemText(index) for index in range(colours.by.count())}
    tips = {colours.by.itemData(index, Qt.ItemDataRole.ToolTipRole) for index in range(colours.by.count())}
    assert len(names) == len(tips) == len(COLOUR_BY)
    for by in COLOUR_BY:
        colours.show_choice(ColourChoice(by))
        assert len(colours.by.toolTip()) > 20


def test_the_list_of_groups_says_sizes_and_classes(panel):
    panel.show_colours(CLUSTERS)
    assert "2 clusters" in panel.colours.strip.accessibleName()
    assert "10% in none" in panel.colours.strip.accessibleName()
    panel.colours.strip.click()
    page = texts(panel.colours.strip.sheet)
    for part in ("Cluster 1", "250", "Cluster 2", "110", "None", "40", "mostly “0” (10%)"):
        assert part in page
    panel.colours.strip.sheet.hide()


@pytest.mark.parametrize("colours", [BY_CLASS, ERRORS, SIGNED, CLUSTERS, GUESSES])
def test_all_of_it_fits_into_a_narrow_panel(panel, colours):
    panel.show_colours(colours)
    panel.colours.show_lag("of epoch 12.5")
    panel.resize(380, 520)
    QApplication.processEvents()
    assert panel.width() == 380
    row = panel.colours
    for widget in (row.by, row.dimension, row.bar, row.strip, panel.legend, panel.drawing):
        if widget.isVisible():
            left = widget.mapTo(panel, widget.rect().topLeft()).x()
            assert left >= 0
            assert left + widget.width() <= 380
            assert widget.width() >= widget.minimumSizeHint().width()


def test_the_row_is_one_line_where_there_is_room(panel):
    def is_one_line():
        QApplication.processEvents()
        legend = panel.legend.mapTo(panel, panel.legend.rect().topLeft())
        return panel.colours.mapTo(panel, panel.colours.rect().bottomLeft()).y() > legend.y()

    panel.show_colours(ERRORS)
    for width, expected in ((1_000, True), (420, False), (1_000, True)):
        panel.resize(width, 520)
        assert is_one_line() == expected


def test_a_label_that_made_room_comes_back(panel):
    label = next(label for label in panel.findChildren(QLabel) if label.text() == "Colour by")
    panel.show_colours(SIGNED)
    for width, expected in ((760, True), (380, False), (760, True)):
        panel.resize(width, 520)
        QApplication.processEvents()
        assert label.isVisible() == expected
