"""Beside the digit stand the nearest images, a probe's guess, and whether data lives there at all."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from latentlab.models.slope import pixel_spread
from tests.gui.conftest import PATIENCE_MS
from tests.gui.training import learning, paused


@pytest.fixture
def shown(window, qtbot):
    """The window, with all that is told of the first selection."""
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: bool(window.decoder.around.standing.whole_text), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: len(window.decoder.around.probe.guesses) == 10, timeout=PATIENCE_MS)
    return window


def nearest_rows(window):
    """By brute force, the loaded image left out."""
    selection = window.workspace.selector.selection
    far = np.linalg.norm(window.workspace.run.frame.latents.astype(np.float64) - selection.z, axis=1)
    if selection.row is not None:
        far[selection.row] = np.inf
    return np.argsort(far, kind="stable")[:10].tolist()


def rows_shown(window):
    return [one.row for one in window.decoder.around.nearest.thumbnails[:10]]


def far_code(window):
    codes = window.workspace.run.frame.latents
    return (codes.mean(axis=0) + 9 * codes.std(axis=0)).astype(np.float32)


def test_the_nearest_images_are_those_of_a_search_by_brute_force(shown, qtbot):
    selector = shown.workspace.selector
    for choose in (lambda: selector.select_row(11), lambda: selector.select(selector.selection.z * 0.7)):
        choose()
        qtbot.waitUntil(lambda: rows_shown(shown) == nearest_rows(shown), timeout=PATIENCE_MS)
    subject, first = shown.workspace.subject, rows_shown(shown)[0]
    name = subject.classes[subject.labels[first]]
    column = shown.decoder.digit_part.comparison
    qtbot.waitUntil(lambda: column.reference_name.whole_text == f"nearest: {name}", timeout=PATIENCE_MS)
    assert f"image {subject.order[first]:,} · distance" in shown.decoder.around.nearest.thumbnails[0].tip


def test_a_click_on_a_near_image_loads_it_and_pointing_at_it_marks_it_on_the_map(shown, qtbot):
    strip = shown.decoder.around.nearest
    row = strip.thumbnails[2].row
    with qtbot.waitSignal(shown.decoder.around.row_hovered, timeout=PATIENCE_MS) as hovered:
        QTest.mouseMove(strip, strip.place_of(2) + QPoint(1, 0))
        QTest.mouseMove(strip, strip.place_of(2))
    assert hovered.args == [row]
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.place_of(2))
    assert shown.workspace.selector.selection.row == row


def test_the_warning_comes_off_the_data_and_goes_again(shown, qtbot):
    around, gauge = shown.decoder.around, shown.decoder.digit_part.comparison.gauge
    assert around.standing.whole_text.startswith("On the data")
    shown.workspace.selector.select(far_code(shown))
    qtbot.waitUntil(lambda: around.standing.whole_text.startswith("Off the data"), timeout=PATIENCE_MS)
    assert around.standing.property("role") == "error"
    assert (gauge.word, gauge.reason) == ("poor", "off the data")
    shown.workspace.selector.select_row(3)
    qtbot.waitUntil(lambda: around.standing.whole_text.startswith("On the data"), timeout=PATIENCE_MS)
    assert around.standing.property("role") == "muted"


def test_the_warning_is_in_view_where_the_rest_is_folded_away(shown, qtbot):
    shown.decoder.around.fold.header.click()
    assert not shown.decoder.around.nearest.isVisible()
    assert shown.decoder.around.fold.figure.text() == shown.decoder.around.probe.text.split(",")[0]
    shown.workspace.selector.select(far_code(shown))
    standing = shown.decoder.around.standing
    qtbot.waitUntil(lambda: standing.whole_text.startswith("Off the data"), timeout=PATIENCE_MS)
    assert standing.isVisible()


def test_the_probe_is_as_sure_as_scikit_learn(shown, qtbot):
    frame, subject = shown.workspace.run.frame, shown.workspace.subject
    labels = subject.labels[: len(frame.latents)]
    theirs = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)).fit(frame.latents, labels)
    z = frame.latents[:200].mean(axis=0)
    expected = theirs.predict_proba(z[None])[0]

    def agrees():
        told = {guess.name: guess.certainty for guess in shown.decoder.around.probe.guesses}
        return np.allclose([told[name] for name in subject.classes], expected, atol=2e-3)

    shown.workspace.selector.select(z)
    qtbot.waitUntil(agrees, timeout=PATIENCE_MS)
    guesses = shown.decoder.around.probe.guesses
    assert sum(guess.certainty for guess in guesses) == pytest.approx(1)
    assert guesses[0].name == subject.classes[int(expected.argmax())]


def test_a_probe_that_the_network_has_left_behind_says_nothing(shown, qtbot):
    """It would be as sure as ever, of a class that the codes there no longer mean."""
    workspace = shown.workspace
    found, frame = workspace.decoding.surroundings, workspace.run.frame
    qtbot.waitUntil(lambda: found._probe is not None, timeout=PATIENCE_MS)
    left = found._probe
    found.follow(workspace.subject, replace(frame, step=frame.step + 1, latents=-3 * frame.latents))
    probe = shown.decoder.around.probe
    qtbot.waitUntil(lambda: probe.guesses == (), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: len(probe.guesses) == 10, timeout=PATIENCE_MS)
    assert found._probe is not left


def test_a_probe_is_believed_on_the_codes_that_it_was_fitted_to(shown, qtbot):
    """However little it knows: here a tenth of labels that mean nothing."""
    workspace = shown.workspace
    found, frame, subject = workspace.decoding.surroundings, workspace.run.frame, workspace.subject
    labels = np.random.default_rng(0).integers(0, len(subject.classes), len(subject.labels))
    meaningless = replace(frame, step=frame.step + 1, latents=frame.latents.copy())
    with qtbot.waitSignal(found._probes.changed, timeout=PATIENCE_MS):
        found.follow(replace(subject, labels=labels), meaningless)
    assert found._probe.codes is meaningless.latents
    qtbot.waitUntil(lambda: len(shown.decoder.around.probe.guesses) == 10, timeout=PATIENCE_MS)


def test_looking_back_on_an_epoch_finds_a_probe_of_its_codes_at_once(shown, qtbot):
    workspace = shown.workspace
    found, frame = workspace.decoding.surroundings, workspace.run.frame
    qtbot.waitUntil(lambda: found._probe is not None, timeout=PATIENCE_MS)
    found._probes._took_ms = 1e6  # what nobody waits for would take an hour to come
    earlier = replace(frame, step=frame.step - 1, latents=-3 * frame.latents)
    found.follow(workspace.subject, earlier)
    qtbot.waitUntil(lambda: found._probe.codes is earlier.latents, timeout=PATIENCE_MS)


def test_behind_another_tab_nothing_is_found(shown, qtbot):
    found = []
    shown.docks.group.raise_()
    qtbot.waitUntil(lambda: not shown.decoder.digit_part.is_seen, timeout=PATIENCE_MS)
    shown.workspace.decoding.surroundings.changed.connect(found.append)
    shown.workspace.selector.select_row(9)
    qtbot.wait(150)
    assert found == []
    shown.docks.decoder.raise_()
    qtbot.waitUntil(lambda: rows_shown(shown) == nearest_rows(shown), timeout=PATIENCE_MS)


def test_a_journey_to_the_first_epoch_keeps_what_is_known_and_another_run_does_not(shown, qtbot):
    workspace = shown.workspace
    run, found = workspace.run, workspace.decoding.surroundings
    known, first = (found._edge, found._probe), replace(run.frame, step=0, epoch=0.0)
    found.watch(False)
    found.follow(workspace.subject, first)
    assert (found._edge, found._probe) == known
    found.watch(True)
    workspace.reseed(run.config.seed + 1)
    assert (found._edge, found._probe) == (None, None)
    qtbot.waitUntil(lambda: len(shown.decoder.around.probe.guesses) == 10, timeout=PATIENCE_MS)


def test_a_tile_is_seen_large_by_a_click_and_small_again_by_another(shown):
    part = shown.decoder.digit_part
    digit = part.digit.grab().toImage()
    QTest.mouseClick(part.comparison.difference, Qt.MouseButton.LeftButton)
    assert part.view.view == "difference"
    seen = part.digit.grab().toImage()
    assert seen.size() == digit.size()
    assert seen != digit
    assert part.scale.isVisible()
    QTest.mouseClick(part.comparison.difference, Qt.MouseButton.LeftButton)
    assert part.digit.grab().toImage() == digit
    assert not part.scale.isVisible()


def test_the_uncertainty_is_the_decoders_slope_and_follows_z(shown, qtbot):
    part, selector, frame = shown.decoder.digit_part, shown.workspace.selector, shown.workspace.run.frame
    heats = []
    shown.workspace.decoding.slope.changed.connect(heats.append)
    for view in ("spread", "step"):
        heats.clear()
        part.view.choose(view)
        selector.select(frame.latents[:50].mean(axis=0))
        z = selector.selection.z
        qtbot.waitUntil(lambda z=z: bool(heats) and np.array_equal(heats[-1].z, z), timeout=PATIENCE_MS)
        near = np.argsort(np.linalg.norm(frame.latents - z, axis=1))[:10]
        spread = frame.latents[near].std(axis=0) if view == "spread" else np.ones(len(z))
        expected = pixel_spread(frame.model, z, spread).reshape(28, 28)
        np.testing.assert_allclose(heats[-1].pixels, expected, rtol=1e-4, atol=1e-6)
        assert part.scale.text.startswith("0 ")
    heats.clear()
    part.view.choose("digit")
    selector.select_row(4)
    qtbot.wait(150)
    assert heats == []


def test_what_is_around_z_stays_folded_from_one_start_to_the_next(make_window):
    first = make_window()
    first.resize(1440, 1000)
    first.decoder.around.fold.header.click()
    first.close()
    second = make_window()
    second.resize(1440, 1000)
    assert not second.decoder.around.fold.is_open
    second.resize(1440, 600)
    second.resize(1440, 1000)
    assert not second.decoder.around.fold.is_open


def test_blended_pixels_are_remembered(make_window, qtbot):
    first = make_window()
    crisp = first.decoder.digit.grab().toImage()
    first.decoder.digit_part.view.smooth.setChecked(True)
    assert first.decoder.digit.grab().toImage() != crisp
    first.close()
    assert make_window().decoder.digit_part.view.smooth.isChecked()


def test_while_training_all_of_it_follows(shown, qtbot):
    workspace = shown.workspace
    learning(workspace, qtbot)
    paused(workspace, qtbot)
    qtbot.waitUntil(lambda: rows_shown(shown) == nearest_rows(shown), timeout=PATIENCE_MS)
    qtbot.waitUntil(
        lambda: (
            shown.decoder.around.standing.whole_text.startswith("O")
            and len(shown.decoder.around.probe.guesses) == 10
        ),
        timeout=PATIENCE_MS,
    )
