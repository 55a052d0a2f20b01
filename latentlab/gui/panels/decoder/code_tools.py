"""One row of tools above the sliders: what sets all of z at once, and how the sliders are shown."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.panels.decoder.draw_menu import DrawMenu
from latentlab.gui.panels.decoder.slider_menu import SliderMenu

_ROOMY = 360  # width that has room for all tools and a field in the middle


class CodeTools(QWidget):
    """Random with its choice of distributions, reset, a step back and forward, copy and paste, the menu."""

    random_requested = Signal()
    reset_requested = Signal()
    back_requested = Signal()
    forward_requested = Signal()
    copy_requested = Signal()
    paste_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field: QWidget | None = None
        self.draws = DrawMenu(self)
        self.menu = SliderMenu(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._build()
        self.show_history(False, False)

    def take_in(self, field: QWidget) -> None:
        """Let a field stand in the middle, as wide as there is room."""
        self._field = field
        self._row.insertWidget(self._row.indexOf(self.copy), field, 20)  # before the empty room

    def share_room(self) -> None:
        """Leave copying and pasting to the menu where the field in the middle needs their room."""
        is_tight = self._field is not None and not self._field.isHidden() and self.width() < _ROOMY
        for tool in (self.copy, self.paste):
            tool.setVisible(not is_tight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()

    def show_history(self, behind: bool, ahead: bool) -> None:
        """Whether there is a code to go back to, and one to go forward to."""
        self.back.setEnabled(behind)
        self.forward.setEnabled(ahead)

    def _build(self) -> None:
        self.random = self._tool("dice-5-outline", self.tr("Random"), "", self.random_requested)
        self.random.setToolTip(self.tr("Go to a random code (G); the arrow tells what it is drawn from."))
        self.random.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.random.setMenu(self.draws)
        tip = self.tr("Go to the mean of all codes (0).")
        self.reset = self._tool("backup-restore", self.tr("Reset"), tip, self.reset_requested)
        tip = self.tr("Back to what was selected before (Alt+Left).")
        self.back = self._tool("arrow-left", self.tr("Back"), tip, self.back_requested)
        tip = self.tr("Forward again (Alt+Right).")
        self.forward = self._tool("arrow-right", self.tr("Forward"), tip, self.forward_requested)
        self._row.addStretch(1)
        tip = self.tr("Copy z as text, as “latentlab decode --z” takes it (Ctrl+Shift+C).")
        self.copy = self._tool("content-copy", self.tr("Copy z"), tip, self.copy_requested)
        tip = self.tr("Paste z: one number a latent dimension (Ctrl+Shift+V).")
        self.paste = self._tool("content-paste", self.tr("Paste z"), tip, self.paste_requested)
        self.options = self._tool("tune-variant", self.tr("Sliders"), self.tr("Order, reach and films"), None)
        self.options.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.options.setMenu(self.menu)
        self.menu.copy_asked.connect(self.copy_requested)
        self.menu.paste_asked.connect(self.paste_requested)

    def _tool(self, picture: str, name: str, tip: str, asked: SignalInstance | None) -> QToolButton:
        tool = QToolButton(self)
        tool.setIcon(icon(picture))
        tool.setToolTip(tip)
        tool.setAccessibleName(name)
        if asked is not None:
            tool.clicked.connect(lambda: asked.emit())
        self._row.addWidget(tool)
        return tool
