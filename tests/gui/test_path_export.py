"""The export dialog of the path: what is written is the path on the screen."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from latentlab.models.coding import decode_codes
from tests.gui.conftest import PATIENCE_MS
from tests.gui.decoder_pages import show_page

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(window, qtbot):
    """With a path of which every row and figure is known."""
    show_page(window, qtbot, "path")
    for slot, row in enumerate((3, 40)):
        window.workspace.decoding.path.put_row(slot, row)

    def is_whole() -> bool:
        strips = window.decoder.path.film.strips
        return len(strips) == 4 and all(strip.figure for strip in strips)

    qtbot.waitUntil(is_whole, timeout=PATIENCE_MS)
    return window


@pytest.fixture
def dialog(window):
    QTest.mouseClick(window.decoder.path.export, LEFT)
    return window.path_exporting.dialog


def save(qtbot, window, path: Path, monkeypatch) -> None:
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(window.path_exporting.exported, timeout=PATIENCE_MS):
        window.path_exporting.dialog.save.click()


def test_every_format_has_a_preview_and_a_size(dialog, qtbot):
    for row in range(dialog.formats.count()):
        dialog.formats.setCurrentRow(row)
        qtbot.waitUntil(lambda: "B" in dialog.size_.text(), timeout=PATIENCE_MS)
        assert not dialog.error.text()


def test_the_arrays_are_those_of_the_path_on_the_screen(dialog, window, told, qtbot, tmp_path, monkeypatch):
    dialog.formats.setCurrentRow(4)
    save(qtbot, window, tmp_path / "path", monkeypatch)
    path, strips = window.workspace.decoding.path, window.decoder.path.film.strips
    with np.load(tmp_path / "path.npz", allow_pickle=False) as arrays:
        assert np.array_equal(arrays["codes"], path.codes)
        assert arrays["ways"].tolist() == [strip.name for strip in strips]
        assert arrays["figures"].tolist() == [strip.figure for strip in strips]
        decoded = decode_codes(window.workspace.run.frame.model, arrays["codes"][::24])
        np.testing.assert_allclose(arrays["images"][0].reshape(11, -1), decoded, atol=1e-5)
    assert not dialog.isVisible()
    assert "Exported as path.npz." in told


def test_the_film_is_what_the_path_decodes_to(dialog, window, qtbot, tmp_path, monkeypatch):
    dialog.formats.setCurrentRow(2)
    dialog.options.frames.setValue(5)
    dialog.options.words.setChecked(False)
    dialog.options.title.setText("")
    dialog.options.comes_back.setChecked(False)
    assert dialog.options.scale.value() == 8
    save(qtbot, window, tmp_path / "path.gif", monkeypatch)
    codes = window.workspace.decoding.path.codes[::60]
    expected = decode_codes(window.workspace.run.frame.model, codes).reshape(5, 28, 28)
    with Image.open(tmp_path / "path.gif") as film:
        assert film.n_frames == 5
        for number in range(5):
            film.seek(number)
            shown = np.asarray(film.convert("L"))[::8, ::8]
            np.testing.assert_allclose(shown / 255, expected[number], atol=1 / 255)


def test_a_folder_that_is_not_there_is_a_sentence_in_the_dialog(dialog, window, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "nowhere" / "path.png"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(window.workspace.decoding.path.exporter.failed, timeout=PATIENCE_MS):
        dialog.save.click()
    qtbot.waitUntil(lambda: bool(dialog.error.text()), timeout=PATIENCE_MS)
    assert dialog.isVisible()
    dialog.reject()


def test_without_a_path_there_is_nothing_to_export(window, told):
    window.workspace.decoding.path.put(1, None)
    window.path_exporting.open()
    assert window.path_exporting.dialog is None
    assert "no path" in told[-1]
