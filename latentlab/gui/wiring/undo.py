"""Connects undo and redo with what can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_undo(window: MainWindow) -> None:
    """Groups, filters and views can be taken back."""
    w, undo, views = window.workspace, window.undo, window.map.scatter.views
    undo.show_in(window.actions_.undo, window.actions_.redo)
    undo.watch(w.group.stepped, window.selecting.come_back_to)
    undo.watch(w.filter.stepped, w.filter.put)
    undo.watch(views.stepped, views.show, views.is_known)
    undo.about_to_step.connect(views.settle)
    views.forgotten.connect(undo.drop_void)
    w.subject_changed.connect(undo.clear)
