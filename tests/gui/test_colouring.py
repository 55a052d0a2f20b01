"""What the points are coloured by follows the network, the map and the student, off the window's thread."""

import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from latentlab.errors import LatentLabError
from latentlab.gui.main_window import MainWindow
from latentlab.gui.workspace import colouring as module
from latentlab.gui.workspace.opening import Opened
from latentlab.latent.colouring.choice import COLOUR_BY, ColourBy, ColourChoice
from latentlab.latent.colouring.colour import Material, coloured
from latentlab.latent.colouring.coloured import Grouped, Measured, PointColours, Predicted
from latentlab.models.coding import reconstruction_error
from tests.gui.conftest import PATIENCE_MS
from tests.gui.training import LONG, paused


class Computed:
    """What was computed, and on which threads."""

    def __init__(self) -> None:
        self.materials: list[Material] = []
        self.threads: set[int] = set()

    def __call__(self, choice: ColourChoice, material: Material):
        """The real values, noted."""
        self.materials.append(material)
        steps = coloured(choice, material)
        while True:
            self.threads.add(threading.get_ident())
            try:
                stage = next(steps)
            except StopIteration as end:
                return end.value
            yield stage


@pytest.fixture(autouse=True)
def computed(monkeypatch: pytest.MonkeyPatch):
    """Notes what is computed; nothing of it may be on the window's thread."""
    noted = Computed()
    monkeypatch.setattr(module, "coloured", noted)
    yield noted
    assert threading.get_ident() not in noted.threads


@pytest.fixture
def choose(qtbot, window) -> Callable[[ColourBy], PointColours]:
    """Chooses what the points are coloured by as a student does, and waits for it."""

    def chosen(by: ColourBy) -> PointColours:
        pick(window, by)
        colouring = window.workspace.colouring
        qtbot.waitUntil(
            lambda: (
                colouring.colours.choice.by == by and (by == "class" or colouring.colours.values is not None)
            ),
            timeout=PATIENCE_MS,
        )
        QApplication.processEvents()
        return colouring.colours

    return chosen


def pick(window: MainWindow, by: ColourBy) -> None:
    box = window.map.colours.by
    box.choose(by)
    box.activated.emit(box.currentIndex())


def meaning(window: MainWindow) -> str:
    """Which widget says what the colours mean."""
    colours = window.map.colours
    parts = {"bar": colours.bar, "strip": colours.strip, "note": colours._note}
    return " ".join(name for name, part in parts.items() if part.isVisible())


def picture(window: MainWindow) -> bytes:
    image = window.map.scatter.grab().toImage()
    return bytes(image.constBits())


def errors_of(window: MainWindow) -> np.ndarray:
    subject, frame = window.workspace.subject, window.workspace.run.frame
    return reconstruction_error(frame.model, subject.images.flat[subject.order[: len(frame.latents)]])


def train(qtbot, window: MainWindow) -> None:
    window.workspace.run.set_epochs(LONG)
    window.workspace.rewind()
    qtbot.waitUntil(lambda: window.workspace.run.frame is not None, timeout=PATIENCE_MS)
    window.workspace.play_or_pause()
    qtbot.waitUntil(lambda: window.workspace.run.frame.step > 0, timeout=PATIENCE_MS)


def test_every_choice_paints_the_map_anew_and_says_what_it_means(window, choose, computed) -> None:
    meanings = {Measured: "bar", Grouped: "strip", Predicted: "note", type(None): ""}
    pictures = {}
    window.resize(1_600, 900)  # one line below the map, whatever is chosen
    for by in COLOUR_BY:
        colours = choose(by)
        pictures[by] = picture(window)
        assert meaning(window) == meanings[type(colours.values)], by
        tones = window.map.scatter.tones
        assert len(tones.of_points) == len(window.workspace.map.layout.points)
        assert window.map.colours.are_of_classes == (by in ("class", "predicted"))
        assert not window.map.colours._lag.isVisible()
    assert len(set(pictures.values())) == len(COLOUR_BY)
    assert computed.threads
    choose("class")
    labels = window.workspace.subject.labels
    np.testing.assert_array_equal(window.map.scatter.tones.of_points, labels[: len(tones.of_points)])


def test_the_values_are_those_of_the_weights_and_of_the_places_on_the_map(window, choose) -> None:
    """Beside what the model, the codes and the table of classes say themselves."""
    frame, subject = window.workspace.run.frame, window.workspace.subject
    np.testing.assert_allclose(choose("error").values.values, errors_of(window), rtol=1e-4)
    np.testing.assert_array_equal(choose("dimension").values.values, frame.latents[:, 0])
    strongest = choose("strongest").values
    units = np.append(strongest.names, 0)[strongest.groups]
    np.testing.assert_array_equal(units, np.abs(frame.latents).argmax(axis=1) + 1)
    told = choose("predicted").values
    assert np.mean(told.classes == subject.labels[: len(told.classes)]) > 0.6


def test_another_layout_has_its_own_distortion(qtbot, window, choose) -> None:
    before = choose("distortion").values
    with qtbot.waitSignal(window.workspace.colouring.changed, timeout=PATIENCE_MS):
        window.map.method_chosen.emit("axes")
    after = window.workspace.colouring.colours.values
    assert after.values.mean() > before.values.mean()  # PCA keeps more than two axes alone


def test_another_dimension_is_another_colouring(qtbot, window, choose) -> None:
    choose("dimension")
    with qtbot.waitSignal(window.workspace.colouring.changed, timeout=PATIENCE_MS):
        window.map.colours.dimension.setValue(2)
    codes = window.workspace.run.frame.latents
    np.testing.assert_array_equal(window.workspace.colouring.colours.values.values, codes[:, 1])


def test_the_card_and_the_bar_say_the_value_of_the_hovered_point(window, choose) -> None:
    choose("error")
    row = 17
    window.map.point_hovered.emit(row)
    name, number = window.map._card._value.text().split()
    assert name == "error"
    assert float(number) == pytest.approx(errors_of(window)[row], rel=0.01)
    assert window.map.colours.bar._marked == pytest.approx(errors_of(window)[row], rel=1e-4)
    assert window.map._card._index.text() == f"Image {window.workspace.subject.order[row]:,}"
    choose("class")
    assert not window.map._card._value.isVisible()


def test_dear_values_rest_while_a_network_trains_and_catch_up_when_it_rests(
    qtbot, window, choose, computed, monkeypatch
) -> None:
    monkeypatch.setattr(module, "_LEAST_REST_S", 600.0)  # longer than the test
    train(qtbot, window)
    workspace, colouring = window.workspace, window.workspace.colouring
    first = choose("error")
    assert colouring._rest.isActive()
    begun = len(computed.materials)
    steps = workspace.run.frame.step
    qtbot.waitUntil(lambda: workspace.run.frame.step > steps + 20, timeout=PATIENCE_MS)
    assert len(computed.materials) == begun
    assert window.map.colours._lag.isVisible()
    assert window.map.colours._lag.whole_text == f"of epoch {first.epoch:.1f}"
    paused(workspace, qtbot)
    qtbot.waitUntil(lambda: not colouring.lags and colouring._jobs.job is None, timeout=PATIENCE_MS)
    assert colouring.colours.epoch == workspace.run.frame.epoch
    assert not window.map.colours._lag.isVisible()
    assert not colouring._rest.isActive()
    np.testing.assert_allclose(colouring.colours.values.values, errors_of(window), rtol=1e-4)


def test_cheap_values_follow_every_frame_without_a_rest(qtbot, window, choose) -> None:
    train(qtbot, window)
    choose("dimension")
    seen: list[float] = []
    window.workspace.colouring.changed.connect(lambda colours: seen.append(colours.epoch))
    qtbot.waitUntil(lambda: len(set(seen)) >= 4, timeout=PATIENCE_MS)
    assert not window.workspace.colouring._rest.isActive()
    paused(window.workspace, qtbot)
    assert seen == sorted(seen)


def test_a_choice_shortly_after_another_leaves_nothing_of_it(qtbot, window, choose) -> None:
    shown: list[ColourBy] = []
    window.workspace.colouring.changed.connect(lambda colours: shown.append(colours.choice.by))
    pick(window, "clusters")
    pick(window, "predicted")
    choose("activation")
    assert shown == ["activation"]


def test_codes_that_are_not_finite_are_told_and_the_points_are_grey(qtbot, window, choose) -> None:
    choose("clusters")
    workspace, colouring = window.workspace, window.workspace.colouring
    frame = workspace.run.frame
    bad = replace(frame, latents=np.full_like(frame.latents, np.nan))
    with qtbot.waitSignal(colouring.refused, timeout=PATIENCE_MS) as refused:
        colouring.show_frame(workspace.subject, bad, 0)
    assert isinstance(refused.args[0], LatentLabError)
    assert meaning(window) == "note"
    assert "finite" in window.map.colours._note.whole_text
    tones = window.map.scatter.tones
    assert set(tones.of_first(100)) == {tones.no_value}
    with qtbot.waitSignal(colouring.changed, timeout=PATIENCE_MS):
        colouring.show_frame(workspace.subject, frame, 0)
    assert meaning(window) == "strip"


def test_without_images_the_error_cannot_be_chosen_and_gives_way_to_the_class(window, choose) -> None:
    choose("error")
    workspace = window.workspace
    workspace.show_opened(Opened(replace(workspace.subject, images=None)))
    assert workspace.colouring.choice == ColourChoice()
    colours = window.map.colours
    assert colours.by.currentData() == "class"
    assert meaning(window) == ""
    item = colours.by.model().item(colours.by.findData("error"))
    assert not item.isEnabled()
    assert "images" in item.toolTip()


def test_another_subject_is_not_coloured_by_the_values_of_the_last(qtbot, window, choose) -> None:
    old = choose("activation")
    workspace = window.workspace
    shown: list[PointColours] = []
    workspace.colouring.changed.connect(shown.append)
    codes = workspace.subject.session.codes
    session = replace(workspace.subject.session, codes=codes[:, ::-1] * 2)
    workspace.show_opened(Opened(replace(workspace.subject, session=session)))
    qtbot.waitUntil(lambda: len(shown) >= 2, timeout=PATIENCE_MS)
    assert shown[0].values is None  # grey, until the new ones are there
    assert workspace.colouring.choice.by == "activation"
    np.testing.assert_allclose(shown[-1].values.values, 2 * old.values.values, rtol=1e-5)


def test_a_dimension_that_a_narrower_code_has_not_becomes_its_last(qtbot, window) -> None:
    workspace = window.workspace
    count = workspace.run.frame.latents.shape[1]
    workspace.colouring.choose(ColourChoice("dimension", count - 1))
    narrow = replace(workspace.run.frame, latents=workspace.run.frame.latents[:, :1])
    with qtbot.waitSignal(workspace.colouring.changed, timeout=PATIENCE_MS):
        workspace.colouring.show_frame(workspace.subject, narrow, 0)
    assert workspace.colouring.choice == ColourChoice("dimension", 0)
    assert window.map.colours.dimension.value() == 1
