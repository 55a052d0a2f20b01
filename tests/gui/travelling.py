"""Runs of which every epoch is kept, and whether the window shows the one that is travelled to."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import replace
from math import inf
from threading import Event
from typing import Any

import pytest

from latentlab.gui.pace import FULL_SPEED
from latentlab.gui.workspace import run as run_module
from latentlab.gui.workspace.travel import Travel
from latentlab.gui.workspace.workspace import Workspace
from latentlab.training import camera as camera_module
from latentlab.training.events import EpochEnded
from tests.gui.conftest import PATIENCE_MS

EPOCHS = 5


def keep_every_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else epochs are passed over where copying takes too much of the time, or the window hears too late."""
    training, on_epoch_ended, has_heard = run_module.run_events, Travel._on_epoch_ended, Event()

    def hear(travel: Travel, ended: EpochEnded) -> None:
        on_epoch_ended(travel, ended)
        has_heard.set()

    def in_step(*arguments: Any) -> Generator[Any, Any, None]:
        with closing(training(*arguments)) as events:
            event = next(events, None)
            while event is not None:
                has_heard.clear()
                controls = yield event
                if isinstance(event, EpochEnded):
                    has_heard.wait(2)  # a window that closes hears no more
                try:
                    event = events.send(controls)
                except StopIteration:
                    return

    monkeypatch.setattr(camera_module, "_COPY_SHARE", inf)
    monkeypatch.setattr(camera_module, "_LEAST_PAUSE_S", 0.0)
    monkeypatch.setattr(run_module, "run_events", in_step)
    monkeypatch.setattr(Travel, "_on_epoch_ended", hear)


def train(workspace: Workspace, qtbot, epochs: int = EPOCHS) -> None:
    """A new network, trained to the end, with all its points on the map."""
    workspace.build(replace(workspace.run.config, epochs=epochs, seed=7))
    qtbot.waitUntil(lambda: workspace.run.frame is not None, timeout=PATIENCE_MS)
    workspace.run.set_pace(FULL_SPEED)
    with qtbot.waitSignal(workspace.finished, timeout=PATIENCE_MS):
        workspace.play_or_pause()
    qtbot.waitUntil(lambda: len(workspace.run.frame.latents) == 5_000, timeout=PATIENCE_MS)


def arrived(workspace: Workspace) -> Callable[[], bool]:
    """Whether everything shows the epoch that is travelled to."""
    travel = workspace.travel

    def is_there() -> bool:
        at, shown = travel.at, travel.shown
        return shown.step == at.step and workspace.map.shows(shown.latents)

    return is_there
