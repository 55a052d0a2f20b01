"""Connects the hand that moves a digit with all that gives way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from latentlab.gui.workspace.hand import Turns

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_hand(window: MainWindow) -> None:
    """Frames, layouts and curves come in turn; while a digit follows the hand, less often, too."""
    w, display = window.workspace, window.display
    maps = (w.map.run, w.twin.map.run)
    calms = (
        display.losses_calm, display.progress_calm, window.steps_display.calm, window.timeline_display.calm
    )  # fmt: skip
    found = (w.decoding.surroundings, w.decoding.axes, w.facts)
    hand = w.selector.hand
    for turned in (w.run, *maps, *calms):
        turned.let_look = hand.let_look
    for part in (w.run, *maps, *calms, *found, window.map.scatter.follower):
        hand.moving_changed.connect(part.give_way)
    for part in found:
        w.travel.hand.moving_changed.connect(part.give_way)
    drawings = Turns(*(calm.look for calm in calms))
    hand.take_turns(w.run.look, *(shown.look for shown in maps), drawings.look)
