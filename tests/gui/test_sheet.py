"""The dock with the traversal sheet: what it shows, marks and selects, and that it rests while hidden."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from latentlab.gui.widgets.axis_number import AxisNumber
from latentlab.gui.workspace.decoding import sheet as owner
from latentlab.models import coding
from tests.gui.conftest import PATIENCE_MS

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def sheet(window, qtbot):
    """The window with the sheet open and decoded."""
    window.actions_.sheet.trigger()
    qtbot.waitUntil(lambda: window.sheet_display.traversal is not None, timeout=PATIENCE_MS)
    return window


def wait_for(qtbot, window, is_so) -> None:
    qtbot.waitUntil(lambda: is_so(window.sheet_display.traversal), timeout=PATIENCE_MS)


def learn(window, qtbot) -> None:
    """One batch, from new weights on."""
    run = window.workspace.run
    window.workspace.rewind()
    for step in (0, 1):
        qtbot.waitUntil(
            lambda step=step: run.frame is not None and run.frame.step == step, timeout=PATIENCE_MS
        )
        if step == 0:
            window.workspace.step()


def place_of(window, row: int, column: int) -> QPoint:
    return window.sheet.view.place_of(row, column).toPoint()


def test_nothing_is_decoded_while_the_dock_is_closed(window, qtbot, monkeypatch):
    made: list[int] = []
    traverse = owner.traverse
    monkeypatch.setattr(owner, "traverse", lambda *given: made.append(1) or traverse(*given))
    window.workspace.selector.select_row(7)
    window.actions_.sheet.trigger()
    qtbot.waitUntil(lambda: window.sheet_display.traversal is not None, timeout=PATIENCE_MS)
    assert len(made) == 1
    window.actions_.sheet.trigger()
    assert not window.sheet.isVisible()
    for row in (1, 2, 3):
        with qtbot.waitSignal(window.workspace.selector.changed):
            window.workspace.selector.select_row(row)
    learn(window, qtbot)
    assert len(made) == 1


def test_a_sheet_is_what_the_network_decodes_of_its_codes(sheet):
    made = sheet.sheet_display.traversal
    model = sheet.workspace.run.frame.model
    flat = coding.decode_codes(model, made.codes.reshape(-1, 4))
    assert np.allclose(made.images.reshape(len(flat), -1), flat, atol=1e-6)
    assert np.array_equal(sheet.sheet.view.picture.tiles, made.tiles)


def test_a_click_selects_the_code_of_an_image_and_marks_it(sheet, qtbot):
    made = sheet.sheet_display.traversal
    QTest.mouseClick(sheet.sheet.view.viewport(), LEFT, pos=place_of(sheet, 2, 9))
    selection = sheet.workspace.selector.selection
    assert np.array_equal(selection.z, made.codes[2, 9])
    assert np.allclose(sheet.sheet.view.marks, [9, 2], atol=1e-3)
    assert sheet.sheet_display.traversal is made, "the sheet shows this z already"


def test_the_sheet_follows_z_where_it_does_not_show_it_itself(sheet, qtbot):
    z = sheet.workspace.selector.selection.z.copy()
    z[2] += 1
    sheet.workspace.selector.select(z)
    wait_for(qtbot, sheet, lambda made: made is not None and np.allclose(made.codes[..., 2], z[2]))


def test_the_mouse_is_told_the_coordinates_of_an_image(sheet):
    made = sheet.sheet_display.traversal
    QTest.mouseMove(sheet.sheet.view.viewport(), place_of(sheet, 0, 11))
    value = f"{made.steps(0)[11]:.2f}"
    assert f"z₁ = {value}" in sheet.sheet.told.text()


def test_rows_follow_the_choice_of_principal_axes(sheet, qtbot):
    sheet.sheet.form.buttons["rows"].click()
    wait_for(qtbot, sheet, lambda made: made.wish.form == "rows")
    sheet.sheet.kind.setCurrentIndex(1)
    sheet.sheet.kind.activated.emit(1)
    wait_for(qtbot, sheet, lambda made: made.wish.kind == "principal")
    made = sheet.sheet_display.traversal
    assert made.codes.shape == (4, 12, 4)
    assert sheet.sheet.view.picture.left[0].startswith("PC₁")
    assert sheet.sheet.across.text() == "PC₁"
    assert sheet.sheet.view.marks.shape == (4,)


def test_an_axis_that_is_taken_changes_places(sheet, qtbot):
    sheet.sheet.across.setValue(2)
    wait_for(qtbot, sheet, lambda made: (made.wish.across, made.wish.up) == (1, 0))
    assert sheet.sheet.up.value() == 1


@pytest.mark.parametrize(("typed", "number"), [("3", 3), ("z3", 3), ("z₃", 3), ("9", 1), ("", 1), ("up", 1)])
def test_an_axis_is_typed_by_number_or_name(sheet, typed, number):
    """What names no axis of this network leaves the field as it was."""
    field = sheet.sheet.across
    assert field.text() == "z₁"
    field.lineEdit().selectAll()
    field.lineEdit().insert(typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.value(), field.text()) == (number, f"z{'₁₂₃'[number - 1]}")


def test_two_axes_are_not_taken_for_the_twelfth(qtbot):
    field = AxisNumber(1)
    qtbot.addWidget(field)
    field.show_axis(0, 16, "dimensions")
    field.lineEdit().selectAll()
    field.lineEdit().insert("1,2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == 1


def test_a_network_of_one_dimension_has_rows_alone(sheet, qtbot):
    config = sheet.workspace.run.config
    sheet.workspace.build(replace(config, model=replace(config.model, latent=1)))
    wait_for(qtbot, sheet, lambda made: made is not None and len(made.axes) == 1)
    assert sheet.sheet_display.traversal.wish.form == "rows"
    assert not sheet.sheet.form.buttons["grid"].isEnabled()
    assert "two latent dimensions" in sheet.sheet.form.buttons["grid"].toolTip()


def test_a_grid_comes_back_with_a_second_dimension(sheet, qtbot):
    config = sheet.workspace.run.config
    sheet.sheet.across.setValue(4)
    for latent in (1, 3, 4):
        sheet.workspace.build(replace(config, model=replace(config.model, latent=latent)))
        wait_for(qtbot, sheet, lambda made, latent=latent: made is not None and len(made.axes) == latent)
        form = "grid" if latent > 1 else "rows"
        assert sheet.sheet_display.traversal.wish.form == form
        assert sheet.sheet.form.current == form
        assert sheet.sheet.across.isEnabled() is (latent > 1)
    assert sheet.sheet.across.value() == 4


def test_the_sheet_follows_training(sheet, qtbot):
    before = sheet.sheet_display.traversal
    learn(sheet, qtbot)
    wait_for(qtbot, sheet, lambda made: made is not None and made.axes is not before.axes)
    assert not np.array_equal(sheet.sheet_display.traversal.images, before.images)


def test_with_two_dimensions_the_map_shows_what_is_decoded_at_each_place(sheet, qtbot):
    config = sheet.workspace.run.config
    assert sheet.sheet.on_map.isHidden()
    sheet.workspace.build(replace(config, model=replace(config.model, latent=2)))
    wait_for(qtbot, sheet, lambda made: made is not None and len(made.axes) == 2)
    sheet.workspace.map.choose("umap")
    surveys = []
    sheet.workspace.backdrop.changed.connect(surveys.append)
    assert sheet.sheet.on_map.isVisible()
    sheet.sheet.on_map.click()
    assert sheet.workspace.map.method == "axes"
    assert sheet.map.drawing.choices.background == "digits"
    qtbot.waitUntil(lambda: is_manifold(sheet, surveys), timeout=PATIENCE_MS)
    sheet.sheet.on_map.click()
    qtbot.waitUntil(lambda: surveys[-1] is None, timeout=PATIENCE_MS)


def is_manifold(window, surveys: list) -> bool:
    """Whether the newest backdrop holds at each of its places the image of the code that the place is."""
    found = surveys[-1] if surveys else None
    if found is None or found.images is None or window.workspace.map.layout.plane is None:
        return False
    wanted = coding.decode_codes(window.workspace.run.frame.model, found.grid.centres().astype(np.float32))
    return np.allclose(found.images.reshape(wanted.shape), wanted, atol=1e-4)


def test_many_images_a_row_are_scrolled_to_instead_of_made_tiny(sheet, qtbot):
    sheet.sheet.form.buttons["rows"].click()
    sheet.sheet.count.setValue(40)
    wait_for(qtbot, sheet, lambda seen: seen.wish.form == "rows" and seen.wish.count == 40)
    sheet.sheet.resize(400, 200)
    view = sheet.sheet.view
    assert view.layout_.box(0, 0).height() >= 14
    bar = view.horizontalScrollBar()
    last = view.layout_.columns - 1
    assert view.layout_.box(0, last).right() > view.viewport().width()
    bar.setValue(bar.maximum())
    assert view.layout_.box(0, last).right() <= view.viewport().width()
    assert view.cell_at(view.place_of(0, last)) == (0, last)


def test_a_narrow_dock_folds_its_choices_away_until_they_are_asked_for(sheet):
    panel = sheet.sheet
    panel.resize(700, 200)
    assert panel.form.isVisible()
    assert not panel.fold.isVisible()
    panel.resize(390, 200)
    assert not panel.form.isVisible()
    QTest.mouseClick(panel.fold, LEFT)
    assert panel.form.isVisible()
    panel.resize(700, 200)
    assert panel.form.isVisible()
