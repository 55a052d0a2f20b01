"""A dock that is a tab shows its title there alone."""

from PySide6.QtWidgets import QDockWidget


def test_tabs_have_no_title_bar_beside_and_a_dock_alone_has_one(window, qtbot):
    decoder, selection, runs, training = (
        window.findChild(QDockWidget, name)
        for name in ("decoder_dock", "group_dock", "runs_dock", "training_dock")
    )
    qtbot.waitUntil(lambda: decoder.titleBarWidget() is not None)
    assert selection.titleBarWidget() is not None
    assert training.titleBarWidget() is None
    for dock in window.tabifiedDockWidgets(decoder):
        dock.close()
    qtbot.waitUntil(lambda: decoder.titleBarWidget() is None)
    runs.toggleViewAction().trigger()
    qtbot.waitUntil(lambda: decoder.titleBarWidget() is not None)
