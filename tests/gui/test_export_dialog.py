"""What the export dialog promises is what is written: read back, it is the window's own map and film."""

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from latentlab.export.film import frame_picture
from latentlab.export.png import map_image
from latentlab.export.source import Wish, film_of
from latentlab.export.steps import result_of
from latentlab.gui.dialogs.export import ExportDialog
from latentlab.latent.colouring.choice import ColourChoice
from latentlab.models.coding import reconstruction_error
from tests.gui.test_judging import is_thorough
from tests.gui.training import LONG

PATIENCE_MS = 60_000
_FORMATS = ["map.png", "map.svg", "map.pdf", "points.csv", "points.npz", "film.gif", "film.webp", "film.npz"]


@pytest.fixture
def trained(qtbot, window):
    """A window after a short training."""
    workspace = window.workspace
    workspace.run.set_epochs(LONG)
    workspace.rewind()
    qtbot.waitUntil(lambda: workspace.run.frame is not None and workspace.run.frame.step == 0)
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: len(workspace.film.film.frames) > 5, timeout=PATIENCE_MS)
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: len(workspace.map.layout.points) == 5_000, timeout=PATIENCE_MS)
    return window


def _open(qtbot, window, name: str) -> ExportDialog:
    window.map_exporting.open()
    dialog = window.map_exporting.dialog
    dialog.formats.setCurrentRow(_FORMATS.index(name))
    return dialog


def _wait_for_preview(qtbot, dialog: ExportDialog) -> None:
    qtbot.waitUntil(lambda: "B" in dialog.size_.text(), timeout=PATIENCE_MS)


def _save(qtbot, window, dialog: ExportDialog, path: Path, monkeypatch) -> None:
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(window.map_exporting.exported, timeout=PATIENCE_MS):
        dialog.save.click()


def test_every_format_previews_and_writes_as_many_bytes_as_it_said(
    qtbot, trained, told, tmp_path, monkeypatch
) -> None:
    """Pictures and tables exactly, films about."""
    for name in _FORMATS:
        dialog = _open(qtbot, trained, name)
        dialog.options.seconds.setValue(1)
        if name.startswith("film."):
            dialog.options.width_.setValue(200)
            dialog.options.height_.setValue(160)
        _wait_for_preview(qtbot, dialog)
        size = dialog.size_.text()
        path = tmp_path / name
        _save(qtbot, trained, dialog, path, monkeypatch)
        number, unit = size.removeprefix("about ").split()
        promised = float(number.replace(",", "")) * {"kB": 1e3, "MB": 1e6}[unit]
        assert size.startswith("about") == (name in ("film.gif", "film.webp"))
        assert path.stat().st_size == pytest.approx(promised, rel=0.3 if size.startswith("about") else 0.06)
        assert not dialog.isVisible()
        assert f"Exported as {name}." in told
    assert sorted(child.name for child in tmp_path.glob("*.*")) == sorted([*_FORMATS, "settings.ini"])


def test_tables_are_the_arrays_of_the_window(qtbot, trained, tmp_path, monkeypatch) -> None:
    for name in ("points.csv", "points.npz"):
        dialog = _open(qtbot, trained, name)
        _save(qtbot, trained, dialog, tmp_path / name, monkeypatch)
    workspace, subject = trained.workspace, trained.workspace.subject
    frame, layout = workspace.run.frame, workspace.map.layout
    images = subject.images.flat[subject.order[: len(layout.points)]]
    errors = reconstruction_error(frame.model, images)
    with np.load(tmp_path / "points.npz", allow_pickle=False) as arrays:
        np.testing.assert_array_equal(arrays["points"], layout.points)
        np.testing.assert_array_equal(arrays["codes"], frame.latents)
        np.testing.assert_array_equal(arrays["indices"], subject.order[: len(layout.points)])
        np.testing.assert_allclose(arrays["errors"], errors, rtol=1e-4)
        about = json.loads(str(arrays["about"]))
    assert (about["method"], about["data"], about["epoch"]) == ("pca", subject.name, frame.epoch)
    with (tmp_path / "points.csv").open() as file:
        rows = list(csv.DictReader(file))
    np.testing.assert_array_equal(np.array([[row["x"], row["y"]] for row in rows], np.float32), layout.points)
    assert [row["class"] for row in rows[:99]] == [subject.classes[i] for i in subject.labels[:99]]


def test_tables_say_what_the_badge_says(qtbot, window, tmp_path, monkeypatch) -> None:
    judging = window.workspace.judging
    qtbot.waitUntil(lambda: is_thorough(judging))
    dialog = _open(qtbot, window, "points.npz")
    told = judging.judgement.verdict.against_codes
    _save(qtbot, window, dialog, tmp_path / "points.npz", monkeypatch)
    with np.load(tmp_path / "points.npz", allow_pickle=False) as arrays:
        quality = json.loads(str(arrays["about"]))["quality"]
    assert quality["against"] == "codes"
    assert quality["trustworthiness"] == {"value": told.trustworthiness.value, "se": told.trustworthiness.se}
    assert (quality["k"], quality["queries"]) == (told.k, told.queries)


def test_a_picture_says_what_its_colours_mean(qtbot, window, tmp_path, monkeypatch) -> None:
    colouring, colours = window.workspace.colouring, window.map.colours
    for choice, expected in (
        (ColourChoice("error"), ["Reconstruction error (MSE)"]),
        (ColourChoice("clusters"), ["Clusters of codes", "Cluster 1", "None"]),
        (ColourChoice("predicted"), ["Predicted class", *"0123456789"]),
    ):
        colouring.choose(choice)
        qtbot.waitUntil(
            lambda choice=choice: colouring.colours.choice == choice and colouring.colours.values is not None
        )
        dialog = _open(qtbot, window, "map.svg")
        path = tmp_path / f"{choice.by}.svg"
        _save(qtbot, window, dialog, path, monkeypatch)
        words = re.findall(r"<text[^>]*>([^<]*)</text>", path.read_text())
        for word in [*expected, *(colours.bar_ends or ())]:
            assert word in words
        assert ("7" in words) == (choice.by == "predicted")


def test_a_film_ends_with_the_map_on_the_screen(qtbot, trained, tmp_path, monkeypatch) -> None:
    dialog = _open(qtbot, trained, "film.webp")
    dialog.options.width_.setValue(320)
    dialog.options.height_.setValue(260)
    wish, source = dialog.options.wish(), trained.map_exporting._source
    _save(qtbot, trained, dialog, tmp_path / "film.webp", monkeypatch)
    film = trained.workspace.film.film
    np.testing.assert_array_equal(film.frames[-1].points, trained.workspace.map.layout.points[:2_000])
    with Image.open(tmp_path / "film.webp") as image:
        assert image.n_frames == len(film.frames)
        image.seek(image.n_frames - 1)
        last = np.asarray(image.convert("RGB"))
    shot = film_of(source, wish.look)
    drawn = result_of(map_image(*frame_picture(shot, len(film.frames) - 1, wish.look)))
    np.testing.assert_array_equal(last, np.asarray(drawn))


def test_hidden_classes_are_not_in_the_picture(qtbot, window, tmp_path, monkeypatch) -> None:
    visible = np.zeros(10, bool)
    visible[[3, 8]] = True
    window.map.legend.show_visible(visible)
    window.map.legend.visibility_changed.emit(visible)
    dialog = _open(qtbot, window, "map.svg")
    _save(qtbot, window, dialog, tmp_path / "map.svg", monkeypatch)
    svg, colours = (tmp_path / "map.svg").read_text(), window.map.scatter.tones.light
    for label in range(10):
        assert (f"#{colours[label].tobytes().hex()}" in svg) == visible[label]


def test_without_a_film_its_formats_are_grey_and_say_why(qtbot, window) -> None:
    window.map_exporting.open()
    formats = window.map_exporting.dialog.formats
    for row, name in enumerate(_FORMATS):
        item = formats.item(row)
        assert bool(item.flags().value & 32) == (not name.startswith("film"))
        if name.startswith("film"):
            assert item.toolTip() == "No film yet: train first"
    window.map_exporting.dialog.reject()


def test_a_refused_file_is_told_in_the_dialog_and_nothing_is_left(
    qtbot, window, tmp_path, monkeypatch
) -> None:
    """A folder that vanished; the file before stays, and no part of another one is left."""
    dialog = _open(qtbot, window, "points.npz")
    missing = tmp_path / "gone" / "points.npz"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(missing), ""))
    with qtbot.waitSignal(window.workspace.exporter.failed, timeout=PATIENCE_MS):
        dialog.save.click()
    assert dialog.isVisible()
    assert "could not be written" in dialog.error.text()
    assert dialog.save.isEnabled()
    assert not missing.parent.exists()
    dialog.reject()


def test_a_size_that_cannot_be_is_told_and_not_saved(qtbot, window) -> None:
    dialog = _open(qtbot, window, "map.png")
    dialog.options.width_.setValue(20_000)
    dialog.options.height_.setValue(20_000)
    assert not dialog.save.isEnabled()
    qtbot.waitUntil(lambda: "50 million pixels" in dialog.error.text())
    dialog.options.width_.setValue(500)
    assert dialog.save.isEnabled()
    dialog.reject()


def test_a_long_export_can_be_given_up(qtbot, trained, tmp_path, monkeypatch) -> None:
    dialog = _open(qtbot, trained, "film.gif")
    dialog.options.width_.setValue(2_000)
    dialog.options.height_.setValue(2_000)
    path = tmp_path / "film.gif"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(trained.workspace.exporter.progressed, timeout=PATIENCE_MS):
        dialog.save.click()
    assert dialog.bar.isVisible()
    assert not dialog.save.isEnabled()
    dialog.close_button.click()
    assert dialog.isVisible()
    assert not dialog.bar.isVisible()
    assert trained.workspace.exporter.wait(PATIENCE_MS)
    assert not path.exists()
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_the_folder_is_remembered(qtbot, window, tmp_path, monkeypatch) -> None:
    asked: list[str] = []

    def ask(*arguments: object) -> tuple[str, str]:
        asked.append(str(arguments[2]))
        return str(tmp_path / "first"), ""

    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", ask)
    for _ in range(2):
        dialog = _open(qtbot, window, "points.csv")
        with qtbot.waitSignal(window.map_exporting.exported, timeout=PATIENCE_MS):
            dialog.save.click()
    assert (tmp_path / "first.csv").exists()  # the ending is put to a name without one
    assert Path(asked[1]) == tmp_path / "mnist-5k-pca.csv"


def test_ctrl_e_is_its_key(window) -> None:
    assert window.actions_.export.shortcut().toString() == "Ctrl+E"
    assert window.actions_.export in window.map.scatter.canvas.actions()


def test_the_wish_is_what_the_fields_say(qtbot) -> None:
    dialog = ExportDialog()
    qtbot.addWidget(dialog)
    wishes: list[Wish] = []
    dialog.preview_wanted.connect(wishes.append)
    dialog.formats.setCurrentRow(2)
    dialog.options.ground.choose("dark")
    dialog.options.as_image.setChecked(True)
    dialog.options.title.setText("A map")
    wish = dialog.options.wish()
    assert (wish.subject, wish.suffix, wish.look.ground, wish.look.as_image) == ("map", ".pdf", "dark", True)
    assert wish.look.title == "A map"
    with qtbot.waitSignal(dialog.preview_wanted):
        dialog.options.changed.emit()
    assert wishes[-1] == wish
