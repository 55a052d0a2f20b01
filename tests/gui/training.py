"""What tests of the window do to a run: let it learn for as long as they need, and bring it to rest."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from latentlab.gui.workspace.workspace import Workspace

LONG = (
    2_000  # epochs: more than are learnt before a test is over, however slow the window is beside the network
)


def learning(workspace: Workspace, qtbot: QtBot) -> None:
    """Build the network anew and let it learn: a few batches so far, and as many more as are waited for."""
    workspace.build(replace(workspace.run.config, epochs=LONG))
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: workspace.run.frame is not None and workspace.run.frame.step > 20)


def paused(workspace: Workspace, qtbot: QtBot) -> None:
    """Pause the run and wait for its last frame: it alone has all points, and comes a batch later."""
    run, whole = workspace.run, len(workspace.subject.order[: workspace.points.most])
    assert len(run.frame.latents) < whole, "the run is paused already"
    run.pause()
    qtbot.waitUntil(lambda: not run.is_running and len(run.frame.latents) == whole)
