"""Connects menus, toolbar and keys with what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_actions(window: MainWindow) -> None:
    """Connect every action of the window."""
    a, w, intents = window.actions_, window.workspace, window.intents
    a.open.triggered.connect(intents.choose_session)
    a.save.triggered.connect(intents.save)
    a.save_as.triggered.connect(intents.save_as)
    a.export.triggered.connect(window.map_exporting.open)
    a.browse.triggered.connect(window.browsing.open)
    a.quit.triggered.connect(window.close)
    a.play.triggered.connect(w.play_or_pause)
    a.step.triggered.connect(w.step)
    a.rewind.triggered.connect(w.rewind)
    a.new_seed.triggered.connect(w.new_seed)
    a.maps.triggered.connect(window.choosing.choose)
    a.space.triggered.connect(window.choosing.change_dimensions)
    a.undo.triggered.connect(window.undo.undo)
    a.redo.triggered.connect(window.undo.redo)
    a.find.triggered.connect(window.selecting.begin_search)
    a.lasso.toggled.connect(window.map.show_lasso)
    a.select_all.triggered.connect(w.group.choose_all)
    a.invert_group.triggered.connect(w.group.invert)
    a.only_group.triggered.connect(window.selecting.hide_others)
    a.show_all.triggered.connect(w.filter.show_all)
    a.clear_group.triggered.connect(window.give_up_or_clear)
    a.fit.triggered.connect(window.map.fit)
    a.run_map.triggered.connect(w.twin.toggle)
    a.restart_map.triggered.connect(w.map.restart)
    a.reset_code.triggered.connect(w.decoding.jumps.reset)
    a.random_code.triggered.connect(w.decoding.jumps.draw)
    a.copy_code.triggered.connect(window.decoder.code.copy)
    a.paste_code.triggered.connect(window.decoder.code.paste)
    a.code_back.triggered.connect(w.decoding.visits.back)
    a.code_forward.triggered.connect(w.decoding.visits.forward)
    a.themes.triggered.connect(window.choose_theme)
    a.shortcuts.triggered.connect(intents.show_shortcuts)
    a.about.triggered.connect(intents.show_about)
