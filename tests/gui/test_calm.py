"""What is drawn now and then is drawn at once where it hurries, and what came last is drawn in any case."""

import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from latentlab.gui.calm import Calm
from latentlab.gui.main_window import MainWindow
from latentlab.gui.progress import RunProgress
from latentlab.models.coding import reconstruction_error
from latentlab.models.config import ModelConfig
from latentlab.training.config import TrainingConfig
from tests.gui.conftest import PATIENCE_MS
from tests.gui.layout_requests import LayoutRequests
from tests.gui.training import learning

FOREVER_MS = 3_600_000


@pytest.fixture
def drawn() -> list[int]:
    return []


def test_within_the_rest_only_what_hurries_is_drawn(qapp, drawn):
    calm = Calm(lambda: drawn.append(1), FOREVER_MS, qapp)
    calm.ask()
    calm.ask()
    calm.ask()
    assert len(drawn) == 1
    calm.ask(hurries=True)
    assert len(drawn) == 2
    calm.deleteLater()


def test_what_came_within_the_rest_is_drawn_once_at_its_end(qapp, qtbot, drawn):
    calm = Calm(lambda: drawn.append(1), 1, qapp)
    for _ in range(5):
        calm.ask()
    qtbot.waitUntil(lambda: len(drawn) == 2, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not calm._rest.isActive(), timeout=PATIENCE_MS)
    assert len(drawn) == 2
    calm.deleteLater()


def test_the_last_frame_of_a_finished_run_is_drawn_however_soon_it_came_after_the_one_before(
    window: MainWindow, qtbot, monkeypatch
):
    """The run is still testing when it comes, and with so few points nothing is encoded afterwards."""
    workspace, has_come = window.workspace, threading.Event()

    def tested(*arguments: Any) -> np.ndarray:
        assert has_come.wait(60)
        return reconstruction_error(*arguments)

    qtbot.waitUntil(lambda: workspace.ready.maps, timeout=PATIENCE_MS)
    monkeypatch.setattr("latentlab.training.trainer.reconstruction_error", tested)
    workspace.set_map_points(1_000)
    workspace.build(TrainingConfig(model=ModelConfig(hidden=(32,), latent=2), epochs=3, threads=1))
    last = 3 * workspace.run.batches_per_epoch
    workspace.run.frame_changed.connect(lambda frame: frame.step == last and has_come.set())
    with qtbot.waitSignal(workspace.finished, timeout=PATIENCE_MS):
        workspace.run.play()
    shown = window.training.losses
    qtbot.waitUntil(lambda: len(shown._run.epochs) == 3, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: window.epoch_label.whole_text == "Epoch 3 of 3", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: window.training.progress.bar.value() == 1000, timeout=PATIENCE_MS)
    assert len(shown._run.losses) == last


def test_progress_lays_out_the_window_no_more_once_it_has_its_words(window: MainWindow, qtbot):
    """Each new layout moves and paints every dock: at ten a second a training is slower by it."""

    class Layouts(QObject):
        count = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.count += event.type() == QEvent.Type.LayoutRequest
            return False

    def show(step: int) -> int:
        before = layouts.count
        window.display.show_progress(RunProgress(step / 10, 9, 1_000.0 * step, 99.0 - step, step))
        window.display._tell_progress()
        QCoreApplication.sendPostedEvents()
        return layouts.count - before

    qtbot.waitUntil(lambda: window.workspace.ready.maps)
    layouts = Layouts()
    window.installEventFilter(layouts)
    show(1)
    assert sum(show(step) for step in range(2, 40)) < 10, "for what else comes meanwhile"
    assert window.epoch_label.whole_text == "Epoch 3.9 of 9"
    assert window.training.progress.epoch.whole_text == "Epoch 3.9 of 9"


def test_a_map_under_way_beside_a_training_asks_for_no_room(window: MainWindow, qtbot):
    """A label that asks for new room with each layout would cost more than the map itself."""
    learning(window.workspace, qtbot)
    qtbot.waitUntil(lambda: window.workspace.ready.maps, timeout=PATIENCE_MS)
    live_map = window.workspace.map
    live_map.set_parameters(replace(live_map.settings, iterations=100_000))  # it runs all the time
    live_map.choose("umap")
    qtbot.waitUntil(lambda: live_map.layout.iteration > 3 and live_map.method == "umap", timeout=PATIENCE_MS)
    layouts = [live_map.layout_changed] * 15
    with qtbot.waitSignals(layouts, timeout=PATIENCE_MS):
        pass
    asked = LayoutRequests(window)
    with qtbot.waitSignals(layouts, timeout=PATIENCE_MS):
        pass
    assert {"MapControls", "TimelinePanel"}.isdisjoint(asked.of)
