"""The window with one of the decoder's pages in view."""

from pytestqt.qtbot import QtBot

from latentlab.gui.main_window import MainWindow


def show_page(window: MainWindow, qtbot: QtBot, page: str) -> MainWindow:
    """As large as every page likes it, its map at rest."""
    window.resize(1440, 1000)
    window.show()
    qtbot.waitExposed(window)
    window.decoder.modes.choose(page)
    qtbot.waitUntil(lambda: window.workspace.map.layout is not None)
    qtbot.waitUntil(lambda: not window.map.scatter.is_gliding)
    return window
