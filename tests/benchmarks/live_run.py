"""A run in the real window that goes on for as long as it is measured."""

from dataclasses import replace
from pathlib import Path

from latentlab.data.sources import raw_folder
from latentlab.gui.main_window import MainWindow
from latentlab.gui.pace import Pace
from tests.benchmarks.real_window import ENDLESS, expect


def build(window: MainWindow, latent: int) -> None:
    """Put a new network of so many latent dimensions in the window, unless there is one."""
    workspace = window.workspace
    config = workspace.run.config
    if config.model.latent == latent:
        return
    workspace.build(replace(config, model=replace(config.model, latent=latent)))

    def is_there() -> bool:
        frame = workspace.run.frame
        return frame is not None and frame.latents.shape[1] == latent and frame.model is not None

    expect(is_there, f"a network of {latent} dimensions")


def train(window: MainWindow, pace: Pace) -> None:
    """Let the network train without an end; returns once it does."""
    workspace = window.workspace
    workspace.run.set_pace(pace)
    workspace.run.set_epochs(ENDLESS)
    if not workspace.run.is_running:
        workspace.play_or_pause()
    frame = workspace.run.frame
    before = frame.step if frame else 0
    expect(lambda: _step(window) > before, "the training to begin")


def show_moving(window: MainWindow, pace: Pace, method: str) -> None:
    """Train at a pace, with the map of a method; returns once that map moves."""
    train(window, pace)
    window.workspace.map.choose(method)
    layouts: list[object] = []
    window.workspace.map.layout_changed.connect(lambda layout, *_: layouts.append(layout))
    expect(lambda: len(layouts) > 5, f"the map of {method} to move")


def pause(window: MainWindow) -> None:
    """Stop the training and wait for its last frame and for the map to rest."""
    workspace = window.workspace
    workspace.run.pause()
    expect(lambda: not workspace.run.is_running and not workspace.map.is_running, "the window to rest")


def open_data(window: MainWindow, name: str, data_root: Path) -> str:
    """Open a data set in the window; returns why it cannot be, or nothing."""
    if not raw_folder(name, data_root).is_dir():
        return f"needs the data set {name}, which is not there: see --data-root"
    workspace = window.workspace
    workspace.run.stop()
    workspace.open_data(name)

    def is_open() -> bool:
        subject, frame = workspace.subject, workspace.run.frame
        return subject is not None and subject.name == name and frame is not None and frame.step == 0

    expect(is_open, f"{name} to be open")
    return ""


def _step(window: MainWindow) -> int:
    frame = window.workspace.run.frame
    return frame.step if frame else 0
