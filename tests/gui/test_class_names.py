"""Classes with long names, or quotes in them, are told apart in the decoder and can be written in sums."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.guesses import Guess, Guesses
from latentlab.gui.widgets.thumbnail_strip import Thumbnail, ThumbnailStrip
from latentlab.latent.walks.arithmetic import class_means
from tests.data.own_images import digits
from tests.gui.conftest import PATIENCE_MS
from tests.gui.decoder_pages import show_page

CLASSES = ("Ankle boot", "Sneaker", "the “big” one", "zip")


@pytest.fixture
def window(window, qtbot, tmp_path: Path):
    """With images of these classes, and what an untrained network makes of them."""
    images, labels = digits(12, classes=len(CLASSES))
    for number, (image, label) in enumerate(zip(images, labels, strict=True)):
        place = tmp_path / "things" / CLASSES[label]
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image).save(place / f"{number}.png")
    workspace = window.workspace
    show_page(window, qtbot, "mix")
    with qtbot.waitSignal(workspace.subject_changed, timeout=PATIENCE_MS):
        workspace.open_data(str(tmp_path / "things"))
    qtbot.waitUntil(lambda: getattr(workspace.run.frame, "model", None) is not None, timeout=PATIENCE_MS)
    return window


def test_the_hint_of_a_sum_is_of_these_classes_and_can_be_typed_as_it_stands(window, qtbot):
    page = window.decoder.mix
    example = "“the “big” one” − “Ankle boot” + zip"
    assert example in page.sum.hint.text()
    assert page.sum.line.placeholderText() == example
    page.sum.line.setText(example)
    QTest.keyClick(page.sum.line, Qt.Key.Key_Return)
    assert page.sum.error.text() == ""
    frame, subject = window.workspace.run.frame, window.workspace.subject
    means = class_means(frame.latents, subject.labels, len(CLASSES))
    z = window.workspace.selector.selection.z
    np.testing.assert_allclose(z, means[2] - means[0] + means[3], atol=1e-5)
    assert page.sum.line.text() == example


def test_what_is_nearest_is_named_as_far_as_there_is_room(window, qtbot):
    around, column = window.decoder.around, window.decoder.digit_part.comparison
    window.workspace.selector.select(window.workspace.run.frame.latents.mean(axis=0))
    qtbot.waitUntil(lambda: column.reference_name.whole_text.startswith("nearest: "), timeout=PATIENCE_MS)
    assert "…" not in column.reference_name.text()
    qtbot.waitUntil(lambda: len(around.probe.guesses) == len(CLASSES), timeout=PATIENCE_MS)


def test_a_label_says_the_short_text_where_the_long_one_has_no_room(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.show()
    label.resize(label.fontMetrics().horizontalAdvance("nearest") + 4, 20)
    label.show_text("nearest: Ankle boot", "nearest")
    assert label.text() == "nearest"
    assert label.toolTip() == "nearest: Ankle boot"
    label.resize(400, 20)
    assert (label.text(), label.toolTip()) == ("nearest: Ankle boot", "")


@pytest.mark.parametrize(
    ("names", "whole"), [(("3", "8", "9"), 3), (("Sneaker", "Bag", "Sandal"), 3), (CLASSES, 2)]
)
def test_guesses_with_long_names_take_room_from_short_ones_before_any_is_cut(qtbot, names, whole):
    widget = Guesses("Probe")
    qtbot.addWidget(widget)
    widget.show_guesses([Guess(name, 0.5 / 2**place) for place, name in enumerate(names)], "")
    shares = widget._shared(250)
    assert len(shares) == whole
    assert sum(width for _, width in shares) <= 250
    assert all(
        width >= widget._need(guess, is_first=not place) for place, (guess, width) in enumerate(shares)
    )


def test_words_too_long_for_their_images_are_counted_in_one_line(qtbot):
    strip = ThumbnailStrip(28, rows=1, has_captions=True)
    qtbot.addWidget(strip)
    strip.resize(300, 60)
    words = ["Sneaker", "Bag", "Sneaker", "Sandal", "Sneaker", "Bag"]
    image = np.zeros((28, 28))
    strip.show_thumbnails([Thumbnail(row, image, "", caption=word) for row, word in enumerate(words)])
    height = strip.height()
    assert strip._counts_captions
    assert strip._counted() == "3 Sneaker · 2 Bag · 1 Sandal"
    long = strip.grab().toImage()
    strip.show_thumbnails([Thumbnail(row, image, "", caption=str(row)) for row in range(6)])
    assert not strip._counts_captions
    assert strip.height() == height
    assert strip.grab().toImage() != long
