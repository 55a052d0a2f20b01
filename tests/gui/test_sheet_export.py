"""The export dialog of the traversal sheet: what is written is the sheet on the screen."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from latentlab.models.coding import decode_codes
from tests.gui.conftest import PATIENCE_MS


@pytest.fixture
def dialog(window, qtbot):
    """The dialog over the sheet that comes first."""
    window.actions_.sheet.trigger()
    qtbot.waitUntil(lambda: window.sheet_display.traversal is not None, timeout=PATIENCE_MS)
    window.sheet.export.click()
    return window.sheet_exporting.dialog


def save(qtbot, window, path: Path, monkeypatch) -> None:
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(window.sheet_exporting.exported, timeout=PATIENCE_MS):
        window.sheet_exporting.dialog.save.click()


def test_every_format_has_a_preview_and_a_size(dialog, window, qtbot):
    for row in range(dialog.formats.count()):
        dialog.formats.setCurrentRow(row)
        qtbot.waitUntil(lambda: "B" in dialog.size_.text(), timeout=PATIENCE_MS)
        assert not dialog.error.text()


def test_the_arrays_are_those_of_the_sheet_on_the_screen(dialog, window, qtbot, tmp_path, monkeypatch):
    made = window.sheet_display.traversal
    dialog.formats.setCurrentRow(2)
    save(qtbot, window, tmp_path / "sheet", monkeypatch)
    with np.load(tmp_path / "sheet.npz", allow_pickle=False) as arrays:
        assert np.allclose(arrays["images"], made.images, atol=1e-6)
        assert np.array_equal(arrays["codes"], made.codes)
        flat = decode_codes(window.workspace.run.frame.model, arrays["codes"].reshape(-1, 4))
        assert np.allclose(flat.reshape(made.images.shape), arrays["images"], atol=1e-5)
    assert not dialog.isVisible()


def test_the_picture_is_the_sheet_on_the_screen(dialog, window, qtbot, tmp_path, monkeypatch):
    dialog.options.values.setChecked(False)
    dialog.options.title.setText("")
    dialog.options.scale.setValue(1)
    save(qtbot, window, tmp_path / "sheet.png", monkeypatch)
    with Image.open(tmp_path / "sheet.png") as picture:
        shown = np.asarray(picture.convert("L"))
    assert np.array_equal(shown, window.sheet_display.traversal.tiles)


def test_a_film_goes_along_a_third_dimension(dialog, window, qtbot, tmp_path, monkeypatch):
    dialog.formats.setCurrentRow(3)
    assert dialog.options.film_axis.currentText() == "z3"
    dialog.options.scale.setValue(1)
    dialog.options.frames.setValue(4)
    save(qtbot, window, tmp_path / "film.gif", monkeypatch)
    with Image.open(tmp_path / "film.gif") as film:
        assert film.n_frames == 6


def test_a_folder_that_is_not_there_is_a_sentence_in_the_dialog(dialog, window, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "nowhere" / "sheet.png"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(window.workspace.decoding.sheet.exporter.failed, timeout=PATIENCE_MS):
        dialog.save.click()
    qtbot.waitUntil(lambda: bool(dialog.error.text()), timeout=PATIENCE_MS)
    assert dialog.isVisible()
    assert not path.exists()
    dialog.reject()


def test_without_a_decoder_there_is_no_sheet_to_export(window, told):
    window.workspace.decoding.sheet.traversal = None
    window.sheet.export.click()
    assert window.sheet_exporting.dialog is None
    assert "no sheet to export" in told[-1]
