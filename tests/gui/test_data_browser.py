"""The data browser: what is there, what is in it, and downloads on the student's word."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from latentlab.data.catalog import CATALOG, DIGITS
from latentlab.data.download import DownloadProgress
from latentlab.data.image_set import ImageSet
from latentlab.data.sources import available, open_images
from latentlab.gui.dialogs.data_browser import DataBrowser
from latentlab.gui.theme import apply_theme
from latentlab.gui.widgets.thumbnail_sheet import ThumbnailSheet


@pytest.fixture
def browser(qapp, qtbot, tmp_path: Path):
    """A browser over an empty data folder."""
    apply_theme(qapp, "light")
    dialog = DataBrowser()
    qtbot.addWidget(dialog)
    dialog.show_sets(available(tmp_path), tmp_path, "mnist-5k")
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def choose(browser: DataBrowser, name: str) -> None:
    """Select a set by its name."""
    browser.sets.setCurrentRow(list(CATALOG).index(name))


def test_every_known_set_is_listed(browser: DataBrowser, tmp_path: Path):
    """With its size, or with what a download brings."""
    texts = [browser.sets.item(row).text() for row in range(browser.sets.count())]
    assert len(texts) == len(CATALOG)
    assert texts[0] == "5,000 MNIST digits\n5,000 images"
    assert texts[2] == "Fashion-MNIST\nnot there · 31 MB"
    assert browser.folder.whole_text == str(tmp_path)


def test_the_open_set_is_selected_first(browser: DataBrowser, tmp_path: Path, qtbot):
    """And asks for its images."""
    assert browser.selected == "mnist-5k"
    again = DataBrowser()
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.set_selected) as said:
        again.show_sets(available(tmp_path), tmp_path, "mnist-5k")
    assert said.args == ["mnist-5k"]


def test_sets_that_are_not_there_do_not_ask_for_images(browser: DataBrowser, qtbot):
    """They offer a download instead, and name its size."""
    with qtbot.assertNotEmitted(browser.set_selected):
        choose(browser, "kmnist")
    assert browser.details.download.isVisible()
    assert browser.details.download.text() == "Download 21 MB"
    assert not browser.details.open.isVisible()
    assert "downloaded" in browser.details.sheet._text


def test_looking_at_a_set_never_downloads_it(browser: DataBrowser, qtbot):
    """Only the button does."""
    with qtbot.assertNotEmitted(browser.download_requested):
        for name in CATALOG:
            choose(browser, name)
    with qtbot.waitSignal(browser.download_requested) as said:
        qtbot.mouseClick(browser.details.download, Qt.MouseButton.LeftButton)
    assert said.args == ["kmnist"]


def test_samples_and_split_of_the_selected_set_are_shown(browser: DataBrowser):
    """Every class has a row, its count, and images of its own."""
    images = open_images("mnist-5k")
    browser.show_images(images, (4000, 500, 500))
    sheet = browser.details.sheet
    assert list(sheet._counts) == [500] * 10
    for label, places in enumerate(sheet._places):
        assert set(images.labels[places]) == {label}
    assert browser.details._facts["split"].text() == "4,000 to learn · 500 to validate · 500 to test"
    ink = sheet.grab().toImage()
    middle = ink.height() // 4
    assert any(ink.pixelColor(x, middle).value() < 40 for x in range(ink.width()))


def test_images_that_come_too_late_are_dropped(browser: DataBrowser):
    """The student has moved on to another set."""
    choose(browser, "kmnist")
    browser.show_images(open_images("mnist-5k"), (4000, 500, 500))
    assert browser.details.sheet._images is None


def test_another_set_can_be_opened_and_the_open_one_not_again(browser: DataBrowser, tmp_path: Path, qtbot):
    """The button says why it is off."""
    assert not browser.details.open.isEnabled()
    assert browser.details.open.text() == "Already in the window"
    browser.show_sets(available(tmp_path), tmp_path, "mnist")
    assert browser.details.open.isEnabled()
    with qtbot.waitSignal(browser.open_requested) as said:
        qtbot.mouseClick(browser.details.open, Qt.MouseButton.LeftButton)
    assert said.args == ["mnist-5k"]


def test_a_download_shows_how_far_it_is_and_can_be_cancelled(browser: DataBrowser, qtbot):
    """Over all files, in megabytes."""
    choose(browser, "mnist")
    browser.show_download("mnist", None)
    assert browser.details.bar.maximum() == 0  # not known yet
    browser.show_download("mnist", DownloadProgress("x", 2, 4, 4_950_000, 9_900_000))
    assert browser.details.bar.value() == 375
    assert browser.details.progress.text() == "File 2 of 4: 5.0 of 9.9 MB"
    assert not browser.details.download.isVisible()
    with qtbot.waitSignal(browser.download_cancelled):
        qtbot.mouseClick(browser.details.cancel, Qt.MouseButton.LeftButton)
    browser.show_download("", None)
    assert browser.details.download.isVisible()
    assert not browser.details.bar.isVisible()


def test_one_download_at_a_time(browser: DataBrowser):
    """Another set's button waits; the running download's bar is not shown for it."""
    browser.show_download("mnist", DownloadProgress("x", 1, 4, 10, None))
    choose(browser, "kmnist")
    assert browser.details.download.isVisible()
    assert not browser.details.download.isEnabled()
    assert not browser.details.cancel.isVisible()
    assert not browser.details.bar.isVisible()
    choose(browser, "mnist")
    assert browser.details.cancel.isVisible()


def test_without_torchvision_downloads_are_greyed_with_the_reason(browser: DataBrowser):
    """Everything else goes on working."""
    choose(browser, "kmnist")
    browser.show_hindrance("Downloads need torchvision, which cannot be used here: it is missing.")
    assert not browser.details.download.isEnabled()
    assert "torchvision" in browser.details.progress.text()
    browser.show_hindrance(None)
    assert browser.details.download.isEnabled()
    assert browser.details.progress.text() == ""


def test_an_error_is_told_and_goes_with_the_next_try(browser: DataBrowser, qtbot):
    """In red, above the buttons."""
    choose(browser, "kmnist")
    browser.show_error("The network did not answer.")
    assert browser.details.error.isVisible()
    qtbot.mouseClick(browser.details.download, Qt.MouseButton.LeftButton)
    assert browser.details.error.isHidden()


def test_an_error_outlives_a_new_look_at_the_folder(browser: DataBrowser, tmp_path: Path):
    """A failed download looks at the folder again; its reason must stay until the student moves on."""
    choose(browser, "kmnist")
    browser.show_error("The network did not answer.")
    browser.show_sets(available(tmp_path), tmp_path, "mnist-5k")
    assert browser.details.error.isVisible()
    choose(browser, "mnist")
    assert browser.details.error.isHidden()


def test_another_folder_can_be_chosen(browser: DataBrowser, qtbot, tmp_path: Path, monkeypatch):
    """A dismissed dialog changes nothing."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "other"))
    with qtbot.waitSignal(browser.data_root_chosen) as said:
        qtbot.mouseClick(browser.choose, Qt.MouseButton.LeftButton)
    assert said.args == [tmp_path / "other"]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    with qtbot.assertNotEmitted(browser.data_root_chosen):
        qtbot.mouseClick(browser.choose, Qt.MouseButton.LeftButton)


def test_the_selection_survives_a_new_look_at_the_folder(browser: DataBrowser, tmp_path: Path):
    """After a download the student still sees the set that came."""
    choose(browser, "kmnist")
    browser.show_sets(available(tmp_path), tmp_path, "mnist-5k")
    assert browser.selected == "kmnist"


@pytest.mark.parametrize("size", [(60, 40), (260, 180), (900, 600)])
def test_the_sheet_takes_any_set_at_any_size(qapp, qtbot, size: tuple[int, int]):
    """Empty classes, one image, odd shapes."""
    sheet = ThumbnailSheet()
    qtbot.addWidget(sheet)
    for count, shape in ((1, (5, 9)), (3, (28, 28)), (200, (32, 16))):
        labels = (np.arange(count) % 3).astype(np.uint8)
        images = ImageSet("own", np.full((count, *shape), 200, np.uint8), labels, DIGITS)
        sheet.show_images(images)
        sheet.resize(*size)
        assert not sheet.grab().isNull()
        assert sheet._strips
    sheet.show_nothing("Nothing there")
    assert not sheet.grab().isNull()
