"""The page of sliders in the window: axes, order, reach, locks, films, draws and the way back."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from latentlab.gui.main_window import MainWindow
from latentlab.gui.panels.decoder.axis_menu import AxisMenu
from latentlab.gui.widgets.slider_row import SliderRow
from latentlab.models.coding import decode_codes
from tests.gui.conftest import PATIENCE_MS
from tests.gui.mouse import drag


@pytest.fixture
def page(qtbot, window):
    """The page of the window, its axes measured."""
    window.resize(1440, 1000)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: window.workspace.decoding.axes.measured is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not window.workspace.selector.hand.is_moving, timeout=PATIENCE_MS)
    return window.decoder.code


def _row(window: MainWindow, axis: int) -> SliderRow:
    rows = window.decoder.sliders.findChildren(SliderRow)
    return next(row for row in rows if row.isVisible() and row.dimension == axis)


def _z(window: MainWindow) -> np.ndarray:
    selection = window.workspace.selector.selection
    assert selection is not None
    return selection.z


def _drag_handle(row: SliderRow, share: float) -> None:
    """From where it is to a share of the line."""
    slider = row.slider
    run = slider.width() - 20
    start = QPoint(round(10 + slider.value() / slider.maximum() * run), slider.height() // 2)
    end = QPoint(round(10 + share * run), slider.height() // 2)
    drag(slider, [start, (start + end) / 2, end])


def _use_dimensions(qtbot, window: MainWindow, latent: int) -> None:
    config = window.workspace.run.config
    window.workspace.build(replace(config, model=replace(config.model, latent=latent)))
    axes = window.workspace.decoding.axes
    qtbot.waitUntil(
        lambda: axes.measured is not None and len(axes.measured.axes) == latent, timeout=PATIENCE_MS
    )


def test_sliders_reach_over_the_quantiles_of_the_codes_and_can_reach_further(qtbot, window, page):
    codes, row = window.workspace.run.frame.latents[:2000], _row(window, 1)

    def reach() -> list[float]:
        return [row.slider._low, row.slider._high]

    def is_over(low: float, high: float) -> bool:
        return reach() == pytest.approx([low, high], rel=1e-4)

    qtbot.waitUntil(lambda: is_over(*np.percentile(codes[:, 1], [1, 99])), timeout=PATIENCE_MS)
    page.tools.menu.spans["90%"].trigger()
    qtbot.waitUntil(lambda: is_over(*np.percentile(codes[:, 1], [5, 95])), timeout=PATIENCE_MS)
    page.tools.menu.spans["all"].trigger()
    every = window.workspace.run.frame.latents[:, 1]
    qtbot.waitUntil(lambda: is_over(every.min(), every.max()), timeout=PATIENCE_MS)


def test_one_slider_reaches_further_by_its_menu(qtbot, window, page):
    others = _row(window, 0).slider._high
    page.sliders.menu_requested.emit(1, QPoint(0, 0))
    menu = page.findChild(AxisMenu)
    menu.spans["double"].trigger()
    menu.close()
    every = window.workspace.run.frame.latents[:, 1]
    highest = every.max() + np.ptp(every) / 2
    qtbot.waitUntil(
        lambda: _row(window, 1).slider._high == pytest.approx(highest, rel=1e-4), timeout=PATIENCE_MS
    )
    assert _row(window, 0).slider._high == others


def test_films_show_what_the_decoder_makes_of_each_end(qtbot, window, page):
    told = []
    window.workspace.decoding.filmstrips.changed.connect(told.append)
    window.workspace.selector.select(np.array([1, 0, -1, 0.5], np.float32))

    def first_frame(row: int) -> np.ndarray:
        spans, frames = window.workspace.decoding.axes.measured.spans, page.sliders.film_frames
        z = _z(window).copy()
        z[row] = spans.low[row] + (0.5 / frames) * (spans.high[row] - spans.low[row])
        return np.rint(255 * decode_codes(window.workspace.run.frame.model, z[None])[0].reshape(28, 28))

    def are_films_of_this_z() -> bool:
        films = told[-1].by_axis() if told and told[-1] is not None else {}
        width = 28 * page.sliders.film_frames
        return len(films) == 4 and all(
            film.shape == (28, width) and np.abs(film[:, :28].astype(int) - first_frame(row)).max() <= 1
            for row, film in films.items()
        )

    qtbot.waitUntil(are_films_of_this_z, timeout=PATIENCE_MS)
    assert not _row(window, 0).film.is_empty


def test_films_can_be_switched_off_and_are_not_decoded_behind_another_page(qtbot, window, page):
    row, told = _row(window, 0), []
    height = row.height()
    page.tools.menu.films.trigger()
    assert _row(window, 0).height() < height
    assert not _row(window, 0).film.isVisible()
    page.tools.menu.films.trigger()
    qtbot.waitUntil(lambda: not _row(window, 0).film.is_empty, timeout=PATIENCE_MS)
    window.decoder.modes.choose("path")
    window.workspace.decoding.filmstrips.changed.connect(told.append)
    window.workspace.selector.select(np.zeros(4, np.float32))
    qtbot.waitUntil(lambda: not window.workspace.selector.hand.is_moving, timeout=PATIENCE_MS)
    assert told == []
    window.decoder.modes.choose("code")
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)


def test_a_click_on_a_film_goes_there(qtbot, window, page):
    film = _row(window, 2).film
    with qtbot.waitSignal(page.moved, timeout=PATIENCE_MS):
        QTest.mouseClick(film, Qt.MouseButton.LeftButton, pos=QPoint(film.width() // 2, 5))
    slider = _row(window, 2).slider
    assert slider.number == pytest.approx((slider._low + slider._high) / 2, abs=0.02 * slider._high)


def test_principal_sliders_move_along_principal_axes_and_nowhere_else(qtbot, window, page):
    z = _z(window).copy()
    page.choice.kinds["principal"].click()
    axes = window.workspace.decoding.axes
    qtbot.waitUntil(lambda: axes.measured.axes.kind == "principal", timeout=PATIENCE_MS)
    assert _row(window, 0).label.text == "PC₁"
    assert np.array_equal(page.point, z), "another way to look moves nothing"
    directions = np.linalg.svd(
        window.workspace.run.frame.latents[:2000].astype(float)
        - window.workspace.run.frame.latents[:2000].mean(axis=0, dtype=float)
    )[2]
    with qtbot.waitSignal(window.workspace.selector.changed, timeout=PATIENCE_MS):
        QTest.keyClick(_row(window, 1).slider, Qt.Key.Key_End)
    way = _z(window).astype(float) - z
    assert abs(way @ directions[1]) / np.linalg.norm(way) == pytest.approx(1, abs=1e-3)
    there = axes.measured.axes.coordinates(_z(window))
    assert there[1] == pytest.approx(axes.measured.spans.high[1], rel=1e-5)
    assert np.allclose(axes.measured.axes.codes(there), _z(window), atol=1e-6)


def test_sliders_are_ordered_by_variance_and_by_effect(qtbot, window, page):
    axes = window.workspace.decoding.axes
    _row(window, 0).slider.setFocus()  # a hand at the sliders puts off what comes by itself alone
    page.tools.menu.orders["variance"].trigger()
    order = np.argsort(-window.workspace.run.frame.latents[:2000].var(axis=0)).tolist()
    qtbot.waitUntil(lambda: list(page.sliders.in_view) == order, timeout=PATIENCE_MS)
    page.tools.menu.orders["effect"].trigger()
    qtbot.waitUntil(lambda: axes.effects is not None, timeout=PATIENCE_MS)
    by_effect = np.argsort(-axes.effects).tolist()
    qtbot.waitUntil(lambda: list(page.sliders.in_view) == by_effect, timeout=PATIENCE_MS)
    assert _row(window, by_effect[0]).label.note.endswith("%")


def test_a_locked_dimension_stays_at_random_and_reset_and_under_the_hand(qtbot, window, page):
    before = _z(window).copy()
    QTest.mouseClick(_row(window, 2).label, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert _row(window, 2).label.is_locked
    for tool in (page.tools.random, page.tools.reset):
        with qtbot.waitSignal(window.workspace.selector.changed, timeout=PATIENCE_MS):
            tool.click()
        assert _z(window)[2] == before[2]
        assert not np.isclose(_z(window), before)[[0, 1, 3]].any()
    _drag_handle(_row(window, 2), 0.9)
    QTest.keyClick(_row(window, 2).slider, Qt.Key.Key_End)
    assert _row(window, 2).slider.number == before[2]
    assert "Click to lock" in _row(window, 2).lock_tip
    window.workspace.selector.select_row(9)
    assert np.array_equal(_z(window), window.workspace.run.frame.latents[9]), "a sample sets all of z"
    page.tools.menu.unlock.trigger()
    assert not _row(window, 2).label.is_locked


def test_a_locked_principal_axis_stays_at_random(qtbot, window, page):
    axes = window.workspace.decoding.axes
    page.choice.kinds["principal"].click()
    qtbot.waitUntil(lambda: axes.measured.axes.kind == "principal", timeout=PATIENCE_MS)
    before = axes.measured.axes.coordinates(_z(window))
    axes.toggle_lock(0)
    window.actions_.random_code.trigger()
    after = axes.measured.axes.coordinates(_z(window))
    assert after[0] == pytest.approx(before[0], abs=1e-5)
    assert not np.isclose(after[1:], before[1:]).any()


def test_one_dimension_is_itself_even_where_principal_axes_were_chosen(qtbot, window, page):
    axes = window.workspace.decoding.axes
    page.choice.kinds["principal"].click()
    qtbot.waitUntil(lambda: axes.measured.axes.kind == "principal", timeout=PATIENCE_MS)
    for latent, kind in ((1, "dimensions"), (2, "principal")):
        _use_dimensions(qtbot, window, latent)
        assert axes.measured.axes.kind == kind


def test_after_a_drag_its_key_still_goes_to_the_mean_of_all_codes(qtbot, window, page):
    window.activateWindow()
    row = _row(window, 0)
    _drag_handle(row, 0.8)
    row.slider.setFocus()
    qtbot.waitUntil(lambda: window.focusWidget() is row.slider)
    QTest.keyClick(row.slider, Qt.Key.Key_0)
    mean = window.workspace.run.frame.latents.mean(axis=0)
    qtbot.waitUntil(lambda: np.allclose(_z(window), mean, atol=1e-5))


def test_draws_come_from_what_was_chosen_and_the_prior_is_variational_nets_alone(qtbot, window, page):
    draws, jumps = page.tools.draws, window.workspace.decoding.jumps
    assert not draws.choices["prior"].isEnabled()
    with qtbot.waitSignal(window.workspace.selector.changed, timeout=PATIENCE_MS):
        draws.choices["density"].trigger()
    assert jumps.kind == "density"
    config = window.workspace.run.config
    window.workspace.build(replace(config, model=replace(config.model, variational=True)))
    qtbot.waitUntil(lambda: draws.choices["prior"].isEnabled(), timeout=PATIENCE_MS)
    draws.choices["prior"].trigger()
    drawn = []
    for _ in range(400):
        jumps.draw()
        drawn.append(_z(window))
    assert np.allclose(np.std(drawn, axis=0), 1, atol=0.2)
    assert np.allclose(np.mean(drawn, axis=0), 0, atol=0.25)
    window.workspace.build(config)
    qtbot.waitUntil(lambda: not draws.choices["prior"].isEnabled(), timeout=PATIENCE_MS)
    assert jumps.kind == "gaussian"


def test_a_drag_is_one_step_back_and_random_codes_are_a_step_each(qtbot, window, page):
    selector, visits = window.workspace.selector, window.workspace.decoding.visits
    loaded = selector.selection.row
    _drag_handle(_row(window, 0), 0.9)
    qtbot.waitUntil(lambda: selector.selection.row is None, timeout=PATIENCE_MS)
    dragged = _z(window).copy()
    drawn = []
    for _ in range(3):
        page.tools.random.click()
        drawn.append(_z(window).copy())
    window.actions_.code_back.trigger()
    assert np.array_equal(_z(window), drawn[1])
    window.actions_.code_back.trigger()
    window.actions_.code_back.trigger()
    assert np.array_equal(_z(window), dragged)
    page.tools.back.click()
    assert selector.selection.row == loaded
    assert not page.tools.back.isEnabled()
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert np.array_equal(_z(window), drawn[2])
    assert visits.can_go == (True, False)


def test_training_adds_nothing_to_the_way_back(qtbot, window, page):
    visits, run = window.workspace.decoding.visits, window.workspace.run
    window.workspace.selector.select_row(3)
    window.workspace.selector.select(np.ones(4, np.float32))
    before = len(visits._visits)
    window.workspace.build(replace(run.config, epochs=2))
    window.workspace.play_or_pause()
    qtbot.waitUntil(lambda: run.frame is not None and run.frame.step > 20, timeout=PATIENCE_MS)
    assert len(visits._visits) == before
    window.workspace.run.pause()
    qtbot.waitUntil(lambda: not run.is_running, timeout=PATIENCE_MS)
    visits.back()
    assert window.workspace.selector.selection.row == 3
    qtbot.waitUntil(lambda: np.array_equal(_z(window), run.frame.latents[3]), timeout=PATIENCE_MS)


def test_the_way_back_is_bounded_and_other_lengths_of_z_are_forgotten(qtbot, window, page):
    visits = window.workspace.decoding.visits
    for _ in range(230):
        window.workspace.decoding.jumps.draw()
    assert len(visits._visits) == 200
    _use_dimensions(qtbot, window, 2)
    assert visits.can_go == (False, False)


def test_z_is_copied_and_pasted_by_keys_and_nonsense_changes_nothing(qtbot, window, page):
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    z = _z(window).copy()
    QTest.keyClick(window, Qt.Key.Key_C, control_shift)
    window.workspace.decoding.jumps.draw()
    QTest.keyClick(window, Qt.Key.Key_V, control_shift)
    assert np.array_equal(_z(window), z)
    QGuiApplication.clipboard().setText("1, 2, nan, 4")
    QTest.keyClick(window, Qt.Key.Key_V, control_shift)
    assert np.array_equal(_z(window), z)
    assert "Expected a code of length 4" in window.decoder.refusal.text()


def test_any_number_of_dimensions_is_measured_filmed_and_searched(qtbot, window, page):
    for latent in (1, 2, 64, 1024):
        _use_dimensions(qtbot, window, latent)
        qtbot.waitUntil(lambda: not _row(window, 0).film.is_empty, timeout=PATIENCE_MS)
        assert page.choice.isVisible() == (latent > 1)
        assert page.choice.search.isVisible() == (latent > 8)
        if latent > 8:
            _search(qtbot, window, latent)


def _search(qtbot, window: MainWindow, latent: int) -> None:
    page = window.decoder.code
    page.choice.search.setText("z12, 14-15")
    assert page.sliders.in_view == (11, 13, 14)
    qtbot.waitUntil(lambda: not _row(window, 13).film.is_empty, timeout=PATIENCE_MS)
    page.choice.search.setText("twelve")
    assert page.choice.search.property("invalid") == "true"
    assert page.sliders.in_view[0] == 0, "what is not understood hides nothing"
    QTest.keyClick(page.choice.search, Qt.Key.Key_Escape)
    page.sliders.scroll_to(latent - 1)
    qtbot.waitUntil(lambda: not _row(window, latent - 1).film.is_empty, timeout=PATIENCE_MS)
