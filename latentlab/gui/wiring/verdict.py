"""Connects the panel of the verdict with the run and the comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow

_TOLD_MS = 4_000


def connect_verdict(window: MainWindow) -> None:
    """What held-out images say of the present run, and what is compared on demand."""
    w, panel, display = window.workspace, window.verdict, window.verdict_display
    w.verdict.changed.connect(display.show_told)
    w.verdict.preparing_changed.connect(display.show_preparing)
    w.verdict.refused.connect(display.show_refused)
    w.subject_changed.connect(display.show_waiting)
    panel.pace_chosen.connect(w.verdict.choose_pace)
    panel.pace_chosen.connect(display.show_waiting)
    panel.measures.noise_chosen.connect(w.verdict.choose_noise)
    panel.copy_asked.connect(display.copy_numbers)
    display.said.connect(lambda text: window.statusBar().showMessage(text, _TOLD_MS))
    _connect_comparisons(window)


def _connect_comparisons(window: MainWindow) -> None:
    w, panel, display = window.workspace, window.verdict.comparisons, window.comparison_display
    panel.asked.connect(w.verdict.comparisons.compute)
    panel.cancelled.connect(w.verdict.comparisons.cancel)
    panel.noise_chosen.connect(w.verdict.comparisons.choose_noise)
    w.verdict.comparisons.begun.connect(display.show_begun)
    w.verdict.comparisons.ended.connect(display.show_ended)
    w.verdict.comparisons.preparing_changed.connect(display.show_preparing)
    w.verdict.comparisons.found.connect(display.show_found)
    w.verdict.comparisons.refused.connect(display.show_refused)
    w.subject_changed.connect(display.show_subject)
    w.runs.changed.connect(display.show_runs)
    w.verdict.comparisons.possible_changed.connect(panel.show_possible)
