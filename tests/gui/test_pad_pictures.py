"""A picture that is pasted or falls on the pad becomes a drawing, or is refused in a sentence."""

import numpy as np
import pytest
from PIL import Image, ImageOps
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from latentlab.data.digits import open_digits
from tests.gui.decoder_pages import show_page
from tests.gui.pad import ONE, draw, ink_of, pad_of, wait_for_drawing

COPY, NO_KEY = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def shown(window, qtbot):
    """The window, visible, its decoder on the page to draw on."""
    return show_page(window, qtbot, "draw")


def page_of(window):
    return window.decoder.draw


def dropped(window, data):
    """Let data fall on the pad; returns whether anybody took it."""
    pad = pad_of(window)
    middle, left = QPoint(30, 30), Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(middle, COPY, data, left, NO_KEY)
    QApplication.sendEvent(pad, enter)
    if enter.isAccepted():
        QApplication.sendEvent(pad, QDropEvent(QPointF(middle), COPY, data, left, NO_KEY))
    return enter.isAccepted()


def file_of(path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def refusal(window):
    return window.decoder.refusal.text()


def picture(size=(60, 90), ground=255, ink=0):
    """A bar, dark on light."""
    grey = np.full((size[1], size[0]), ground, np.uint8)
    grey[size[1] // 5 : -size[1] // 5, size[0] // 3 : size[0] // 2] = ink
    return Image.fromarray(grey)


def test_a_picture_is_pasted_by_its_key_while_the_page_is_seen(shown, qtbot, tmp_path):
    clipboard = QGuiApplication.clipboard()
    path = tmp_path / "bar.png"
    picture().save(path)
    clipboard.setImage(QImage(str(path)))
    shown.activateWindow()
    shown.map.setFocus()
    QTest.keyClick(shown.windowHandle(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    selection = wait_for_drawing(shown, qtbot)
    assert selection.original.any()
    assert shown.decoder.title.whole_text == "pasted picture"
    tall = np.flatnonzero(selection.original.any(axis=1))
    assert np.ptp(tall) + 1 == pytest.approx(20, abs=1)
    page_of(shown).tools.clear.click()
    shown.decoder.modes.choose("code")
    QTest.keyClick(shown.windowHandle(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert not ink_of(pad_of(shown)).any(), "behind another page nothing is pasted on the pad"


def test_a_session_or_a_data_set_that_falls_on_the_pad_is_the_windows_to_open(shown, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(shown.workspace, "open_data", opened.append)
    path = tmp_path / "own.npz"
    np.savez(path, images=np.zeros((3, 8, 8), np.uint8))
    assert dropped(shown, file_of(path))
    assert opened == [str(path)]
    assert not ink_of(pad_of(shown)).any()


def bad_files(folder):
    files = {
        "empty.png": b"",
        "text.txt": b"seven",
        "broken.png": b"\x89PNG\r\n\x1a\n broken",
        "half.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    for name, side, grey in (("blank.png", 30, 255), ("grey.png", 30, 128), ("one.png", 1, 90)):
        Image.new("L", (side, side), grey).save(folder / name)
    return [*(folder / name for name in (*files, "blank.png", "grey.png", "one.png", "nowhere.png"))]


def test_what_is_no_picture_is_refused_in_a_sentence_and_nothing_changes(shown, qtbot, tmp_path):
    draw(pad_of(shown), ONE)
    before = wait_for_drawing(shown, qtbot)
    ink = ink_of(pad_of(shown))
    for path in bad_files(tmp_path):
        assert dropped(shown, file_of(path)), path
        qtbot.waitUntil(lambda p=path: p.name in refusal(shown))
        assert str(tmp_path) not in refusal(shown), "the name says it, and the path is long"
    text = QMimeData()
    text.setText("7")
    two = QMimeData()
    two.setUrls([QUrl.fromLocalFile("/a.png"), QUrl.fromLocalFile("/b.png")])
    link = QMimeData()
    link.setUrls([QUrl("https://example.org/7.png")])
    for data, said in ((text, "text"), (two, "2 files"), (link, "a link"), (QMimeData(), "nothing")):
        assert dropped(shown, data)
        assert said in refusal(shown)
    np.testing.assert_array_equal(ink_of(pad_of(shown)), ink)
    assert shown.workspace.selector.selection is before


def large_digit():
    """A digit of the set, dark on light, eight times as large."""
    large = Image.fromarray(255 - open_digits().images[2_222]).resize((224, 224), Image.Resampling.BICUBIC)
    return ImageOps.expand(large, 20, 255)


def saved(folder, mode, suffix):
    """The same digit in another mode and format."""
    path, grey = folder / f"{mode.replace(';', '-')}{suffix}", large_digit()
    deep = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    (deep if mode == "I;16" else grey.convert(mode)).save(path)
    return path


def test_a_file_of_any_mode_and_format_is_the_same_drawing(shown, qtbot, tmp_path):
    subject = shown.workspace.subject
    expected = open_digits().images[2_222] / 255
    for mode, suffix in (
        ("1", ".png"), ("L", ".bmp"), ("LA", ".png"), ("P", ".gif"), ("RGB", ".jpg"), ("RGBA", ".webp"),
        ("CMYK", ".tif"), ("F", ".tif"), ("I;16", ".png"),
    ):  # fmt: skip
        path = saved(tmp_path, mode, suffix)
        assert dropped(shown, file_of(path))
        qtbot.waitUntil(lambda p=path: shown.decoder.title.whole_text == p.name)
        found = wait_for_drawing(shown, qtbot).original / 255
        assert np.square(found - expected).mean() < 0.015, path
    assert shown.workspace.subject is subject
