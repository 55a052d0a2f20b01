"""Corruption in the window: real images are spoilt as the slider moves, and what is missing is greyed."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from latentlab.data import transforms
from latentlab.data.sources import open_images
from latentlab.gui.main_window import MainWindow
from latentlab.gui.panels.training.panel import TrainingPanel
from latentlab.gui.workspace.noise_preview import NoisePreview, pick_images, preview_of
from latentlab.gui.workspace.subject import Subject, subject_of_images
from latentlab.gui.workspace.warm_up import load_transforms
from latentlab.models.build import build_autoencoder
from latentlab.models.config import ModelConfig
from latentlab.models.noise import Noise

PATIENCE_MS = 60_000
RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def digits() -> Subject:
    """The bundled digits."""
    return subject_of_images(open_images("mnist-5k", None))


def test_six_images_are_of_six_classes_and_others_at_every_turn(digits: Subject):
    """All of them from the open set."""
    seen = []
    for turn in range(4):
        images = pick_images(digits, turn)
        assert images.shape == (6, 28, 28)
        seen += [image.tobytes() for image in images]
    assert len(set(seen)) == len(seen)
    known = {image.tobytes() for image in digits.images.images}
    assert set(seen) <= known


@pytest.mark.parametrize("kind", ["gaussian", "masking", "salt-pepper"])
def test_the_errors_are_those_to_the_clean_images(digits: Subject, kind: str):
    """Worked out again from the pixels that are shown; the same noise is drawn every time."""
    clean = pick_images(digits, 0)
    model = build_autoencoder(ModelConfig((16,), 2), (28, 28), 0)
    preview = preview_of(clean, Noise(kind, 0.3), model)
    for shown, told in ((preview.spoilt, preview.spoilt_error), (preview.rebuilt, preview.rebuilt_error)):
        assert told == pytest.approx(float(((shown - clean / 255) ** 2).mean()), rel=1e-4)
    again = preview_of(clean, Noise(kind, 0.3), None)
    assert np.array_equal(again.spoilt, preview.spoilt)
    assert again.rebuilt is None
    assert again.rebuilt_error is None


def test_the_network_rebuilds_what_it_is_given_not_what_is_clean(digits: Subject):
    """Its row is of the spoilt images above it."""
    from latentlab.models.coding import reconstruct_images

    clean = pick_images(digits, 0)
    model = build_autoencoder(ModelConfig((16,), 2), (28, 28), 0)
    preview = preview_of(clean, Noise("masking", 0.6), model)
    expected = reconstruct_images(model, preview.spoilt.reshape(6, 784))
    assert preview.rebuilt.reshape(6, 784) == pytest.approx(expected, abs=1e-6)


def test_a_kind_begins_at_its_usual_level_and_is_taken_at_once(panel: TrainingPanel):
    taken, shown = [], []
    panel.config_taken.connect(taken.append)
    panel.corruption.noise_shown.connect(shown.append)
    panel.corruption.kind.choose("gaussian")
    assert taken[-1].noise == shown[-1] == Noise("gaussian", 0.5)
    panel.corruption.level.slider.setValue(50)
    assert taken[-1].noise == shown[-1] == Noise("gaussian", 1.0)
    panel.corruption.kind.choose("masking")
    assert taken[-1].noise == Noise("masking", 0.25)
    panel.corruption.level.box.setValue(0.9)
    assert panel.corruption.level.slider.value() == 90
    panel.corruption.kind.choose("none")
    assert taken[-1].noise == Noise()
    assert not panel.form.is_edited
    assert panel.corruption.level.isHidden()


def test_it_says_that_the_loss_compares_with_the_clean_image(panel: TrainingPanel):
    panel.show_folding(())
    assert panel.corruption.compares.isHidden()
    panel.corruption.kind.choose("salt-pepper")
    assert not panel.corruption.compares.isHidden()
    assert "clean" in panel.corruption.compares.text()


def is_offered(panel: TrainingPanel, kind: str) -> bool:
    """Whether it can be chosen."""
    box = panel.corruption.kind
    return box.model().item(box.findData(kind)).isEnabled()


@pytest.mark.parametrize("kind", ["erasing", "affine"])
def test_what_needs_torchvision_is_greyed_with_the_reason_and_offered_where_it_is(
    panel: TrainingPanel, kind: str
):
    box = panel.corruption.kind
    assert not is_offered(panel, kind)
    panel.corruption.show_transforms("The noises need torchvision, which is not there.")
    assert not is_offered(panel, kind)
    assert box.itemData(box.findData(kind), Qt.ItemDataRole.ToolTipRole).endswith("which is not there.")
    assert is_offered(panel, "gaussian")
    panel.corruption.show_transforms("")
    assert is_offered(panel, kind)
    box.choose(kind)
    assert panel.form.wanted.noise.kind == kind
    assert panel.corruption.missing.isHidden()
    panel.corruption.show_transforms("Gone.")  # a session of another computer
    assert panel.corruption.missing.text() == "Gone."
    assert not panel.corruption.missing.isHidden()


def test_the_warm_up_finds_out_whether_there_is_torchvision(monkeypatch):
    """By the one module that imports it."""
    for found, expected in ((None, ""), ("It is not there.", "It is not there.")):
        monkeypatch.setattr(transforms, "missing_transforms", lambda found=found: found)
        assert next(load_transforms()).transforms == expected


def test_images_without_a_data_set_are_not_made_up(panel: TrainingPanel):
    panel.corruption.show_preview(NoisePreview(RNG.integers(0, 255, (6, 28, 28)).astype(np.uint8)))
    assert not panel.corruption.strip.isHidden()
    panel.corruption.show_preview(None)
    assert panel.corruption.strip.isHidden()
    assert panel.corruption.errors.isHidden()


def test_the_slider_changes_the_pixels_on_the_screen(window: MainWindow, qtbot):
    """Of the second row and the third, while the clean images stay; unseen nothing is computed."""
    form = window.training.corruption
    qtbot.waitUntil(lambda: window.workspace.ready.transforms is not None, timeout=PATIENCE_MS)
    assert is_offered(window.training, "erasing") == (window.workspace.ready.transforms == "")
    window.resize(1024, 900)
    window.training.show_folding(())
    form.kind.choose("masking")
    strip = form.strip
    tops = []
    for level in (20, 90):
        form.level.slider.setValue(level)
        assert [name for name, _ in strip._rows] == ["clean", "spoilt", "rebuilt"]
        picture = strip.grab().toImage()
        third = picture.height() // 3
        tops.append([picture.copy(0, row * third, picture.width(), third) for row in range(3)])
    assert tops[0][0] == tops[1][0]
    assert tops[0][1] != tops[1][1]
    assert tops[0][2] != tops[1][2]
    assert "rebuilt 0.0" in form.errors.text()
    before = form.errors.text()
    window.training.show_folding(["corruption"])
    form.level.slider.setValue(40)
    assert form.errors.text() == before
    form.fold(False)
    assert form.errors.text() != before, "what was missed is shown once it is seen"
    first = [image for _, images in strip._rows for image in images][:6]
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert [image for _, images in strip._rows for image in images][:6] != first
