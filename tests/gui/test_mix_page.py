"""Sums of mean codes and directions from two selections are made in the window as a student would do it."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from latentlab.gui.main_window import MainWindow
from latentlab.gui.panels.decoder.mix_page import MixPage
from latentlab.latent.group import How
from latentlab.latent.walks.arithmetic import class_means
from latentlab.models.coding import decode_codes
from tests.gui.decoder_pages import show_page
from tests.gui.mouse import drag
from tests.gui.training import learning, paused

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot, window) -> MainWindow:
    """With the page of arithmetic in view."""
    return show_page(window, qtbot, "mix")


@pytest.fixture
def page(window) -> MixPage:
    return window.decoder.mix


def _means(window: MainWindow) -> np.ndarray:
    codes = window.workspace.run.frame.latents
    return class_means(codes, window.workspace.subject.labels[: len(codes)], 10)


def _type(page: MixPage, text: str) -> None:
    page.sum.line.setText(text)
    QTest.keyClick(page.sum.line, Qt.Key.Key_Return)


def _chip(page: MixPage, name: str) -> QToolButton:
    return next(b for b in page.sum.findChildren(QToolButton) if b.text() == name)


def _select(window: MainWindow, label: int) -> np.ndarray:
    codes = window.workspace.run.frame.latents
    rows = np.flatnonzero(window.workspace.subject.labels[: len(codes)] == label)
    window.workspace.group.choose(rows, How.REPLACE, "class")
    return rows


def test_a_sum_that_is_typed_is_selected_and_decoded_with_its_terms(qtbot, window, page):
    _type(page, "3 - 8 + 0.5*9")
    means = _means(window)
    expected = means[3] - means[8] + 0.5 * means[9]
    selection = window.workspace.selector.selection
    np.testing.assert_allclose(selection.z, expected, atol=1e-5)
    assert page.sum.line.text() == window.decoder.title.whole_text == "3 − 8 + 0.5×9"
    assert [term.sign.text() for term in page.sum.terms] == ["+", "−", "+"]
    assert not page.sum.use.isEnabled(), "it is what the decoder shows"
    qtbot.waitUntil(lambda: page.sum.terms[2].picture._image is not None)
    model = window.workspace.run.frame.model
    np.testing.assert_allclose(selection.image.ravel(), decode_codes(model, expected[None])[0], atol=1e-4)


def test_a_sum_is_clicked_together_and_its_weights_slide(window, page):
    QTest.mouseClick(_chip(page, "3"), LEFT)
    QTest.mouseClick(page.sum.minus, LEFT)
    QTest.mouseClick(_chip(page, "8"), LEFT)
    assert page.sum.line.text() == "3 − 8"
    page.sum.terms[1].slider.setValue(10)
    assert page.sum.line.text() == "3 − 0.5×8"
    QTest.mouseClick(page.sum.terms[1].sign, LEFT)
    assert page.sum.line.text() == "3 + 0.5×8"
    means = _means(window)
    np.testing.assert_allclose(window.workspace.selector.selection.z, means[3] + 0.5 * means[8], atol=1e-5)
    QTest.mouseClick(page.sum.terms[0].close_, LEFT)
    assert page.sum.line.text() == "0.5×8"
    QTest.mouseClick(page.sum.clear, LEFT)
    assert page.sum.terms == []


def test_a_sum_that_cannot_be_read_is_refused_in_place_and_changes_nothing(window, page):
    for text in ("3 8", "(3 + 8)/2", "12", "3 −", "x" * 500):
        _type(page, "3 + 8")
        before = window.workspace.selector.selection
        assert not page.sum.error.isVisible()
        _type(page, text)
        assert "Expected" in page.sum.error.text()
        assert page.sum.error.isVisible()
        assert page.sum.line.text() == text, "to be mended"
        assert window.workspace.selector.selection is before
        assert len(page.sum.terms) == 2
    _type(page, "7")
    assert not page.sum.error.isVisible()


def test_terms_can_be_the_selected_z_the_ends_of_the_path_and_selected_points(window, page):
    workspace = window.workspace
    codes = workspace.run.frame.latents
    workspace.selector.select_row(5)
    rows = _select(window, 1)
    workspace.decoding.path.put_row(0, 9)
    page.sum._kept.aboutToShow.emit()
    assert [action.text() for action in page.sum._kept.actions()] == ["end A", "selected", "z"]
    _type(page, "z + end A − selected")
    expected = codes[5] + codes[9] - codes[rows].mean(axis=0)
    np.testing.assert_allclose(workspace.selector.selection.z, expected, atol=1e-5)
    _type(page, "2×z")  # still the code of before, not the sum
    np.testing.assert_allclose(workspace.selector.selection.z, 2 * codes[5], atol=1e-5)


def test_a_sum_follows_newer_weights_until_something_else_is_selected(qtbot, window, page):
    workspace = window.workspace
    _type(page, "3 − 8 + 9")
    learning(workspace, qtbot)
    paused(workspace, qtbot)

    def is_sum_of_now() -> bool:
        means = _means(window)
        return np.allclose(workspace.selector.selection.z, means[3] - means[8] + means[9], atol=1e-4)

    qtbot.waitUntil(is_sum_of_now)
    workspace.selector.select_row(3)
    assert page.sum.use.isEnabled()
    QTest.mouseClick(page.sum.use, LEFT)
    assert is_sum_of_now()


def test_a_direction_from_two_selections_is_added_to_the_code_that_is_selected(qtbot, window, page):
    direction, workspace = page.direction, window.workspace
    assert "Select points on the map" in direction.hint.text()
    assert not direction.buttons[0].isEnabled()
    sevens = _select(window, 7)
    QTest.mouseClick(direction.buttons[0], LEFT)
    nines = _select(window, 9)
    QTest.mouseClick(direction.buttons[1], LEFT)
    assert f"{len(nines):,}" in direction.counts[1].whole_text
    workspace.selector.select_row(20)
    codes = workspace.run.frame.latents
    way = codes[nines].mean(axis=0) - codes[sevens].mean(axis=0)
    film = direction.film
    qtbot.waitUntil(lambda: len(film.strips) == 1)
    expected = decode_codes(workspace.run.frame.model, codes[20] + np.linspace(-2, 2, 9)[:, None] * way)

    def is_shown() -> bool:
        return np.allclose(film.strips[0].images.reshape(9, -1), expected, atol=1e-4)

    qtbot.waitUntil(is_shown)
    y = round(film.picture_rect(0, 0).center().y())
    drag(film, [QPoint(round(film.x_of(share)), y) for share in (0.5, 0.6, 0.75)])
    np.testing.assert_allclose(workspace.selector.selection.z, codes[20] + way, atol=0.05)
    assert film.strips[0].figure.startswith("+")
    QTest.mouseClick(direction.back, LEFT)
    np.testing.assert_allclose(workspace.selector.selection.z, codes[20], atol=1e-6)
    qtbot.waitUntil(is_shown)  # the film begins at the code, not at where it led


def test_p_and_q_are_shown_by_their_mean_images(qtbot, window, page):
    rows = _select(window, 0)
    QTest.mouseClick(page.direction.buttons[0], LEFT)
    view = page.direction.pictures[0]
    qtbot.waitUntil(lambda: view._image is not None)
    subject = window.workspace.subject
    mean = subject.images.images[subject.order[rows]].mean(axis=0)
    shown = np.array([[view._image.pixelColor(x, y).red() for x in range(28)] for y in range(28)])
    np.testing.assert_allclose(shown, mean, atol=1)


def test_other_images_leave_no_term_no_direction_and_no_end(window, page):
    _type(page, "3 − 8")
    _select(window, 0)
    QTest.mouseClick(page.direction.buttons[0], LEFT)
    workspace = window.workspace
    workspace.decoding.path.put_row(0, 9)
    workspace.decoding.follow(replace(workspace.subject), workspace.run.frame)
    assert page.sum.terms == []
    assert page.sum.line.text() == ""
    assert page.direction.counts[0].whole_text == "P: none yet"
    assert workspace.decoding.path.ends == (None, None, None)
