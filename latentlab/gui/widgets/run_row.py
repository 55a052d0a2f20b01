"""One run in the list of runs: what it is called, what it is, how well it did."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from latentlab.gui.icons import icon
from latentlab.gui.theme import set_property
from latentlab.gui.widgets.elided_label import ElidedLabel

_MARGIN = 8


class RunRow(QFrame):
    """A click shows the run, a double click on its name lets it be called otherwise."""

    shown = Signal(int)  # the run's number
    pinned = Signal(int, bool)  # whether it is wanted beside the present one
    renamed = Signal(int, str)
    removed = Signal(int)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self._is_present = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("kind", "run")
        self.name = ElidedLabel(self)
        self.details = ElidedLabel(self)
        self.editor = QLineEdit(self)
        self.pin = QToolButton(self)
        self._build()

    def show_run(self, name: str, details: str, is_present: bool, is_pinned: bool, why_not: str) -> None:
        """Say what it is; why_not: why it cannot stand beside the present one, empty where it can."""
        self._is_present = is_present
        self.name.show_text(name)
        self.details.show_text(details)
        set_property(self, "present", is_present)
        self.setAccessibleName(name)
        self.setAccessibleDescription(details)
        self.pin.setVisible(not is_present)
        self.pin.setEnabled(not why_not)
        self.pin.setChecked(is_pinned)
        self.pin.setToolTip(why_not or self.tr("Show this run’s map and numbers beside the present run"))
        tip = (
            self.tr("This run is the present one.")
            if is_present
            else self.tr("Click to go back to this run.")
        )
        self.setToolTip(tip)

    def begin_rename(self) -> None:
        """Let the student type another name."""
        self.editor.setText(self.name.whole_text)
        self._names.setCurrentWidget(self.editor)
        self.editor.setFocus()
        self.editor.selectAll()

    def _build(self) -> None:
        set_property(self.name, "role", "strong")
        set_property(self.details, "role", "muted")
        self.pin.setIcon(icon("compare"))
        self.pin.setCheckable(True)
        self.pin.setAccessibleName(self.tr("Beside the present run"))
        self.editor.setMaxLength(80)
        names = QWidget()
        self._names = QStackedLayout(names)
        self._names.setContentsMargins(0, 0, 0, 0)
        self._names.addWidget(self.name)
        self._names.addWidget(self.editor)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(names)
        texts.addWidget(self.details)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN + 2, _MARGIN - 2, _MARGIN - 2, _MARGIN - 2)
        row.setSpacing(_MARGIN)
        row.addLayout(texts, 1)
        row.addWidget(self.pin)
        self.pin.clicked.connect(lambda checked: self.pinned.emit(self.number, checked))
        self.editor.editingFinished.connect(self._end_rename)
        self.editor.installEventFilter(self)

    def _end_rename(self) -> None:
        if self._names.currentWidget() is self.editor:
            self._names.setCurrentWidget(self.name)
            self.renamed.emit(self.number, self.editor.text())

    def _show(self) -> None:
        if not self._is_present:
            self.shown.emit(self.number)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        key = event.key() if isinstance(event, QKeyEvent) else None
        gives_up = key == Qt.Key.Key_Escape and event.type() == QEvent.Type.KeyPress
        if gives_up and watched is self.editor:
            self._names.setCurrentWidget(self.name)
        return gives_up

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._show()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.begin_rename()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._show()
        elif event.key() == Qt.Key.Key_F2:
            self.begin_rename()
        elif event.key() == Qt.Key.Key_Delete and not self._is_present:
            self.removed.emit(self.number)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Show this run"), self._show).setEnabled(not self._is_present)
        beside = (
            self.tr("Take from beside") if self.pin.isChecked() else self.tr("Show beside the present run")
        )
        menu.addAction(beside, self.pin.click).setEnabled(not self._is_present and self.pin.isEnabled())
        menu.addAction(self.tr("Rename"), self.begin_rename)
        menu.addSeparator()
        menu.addAction(self.tr("Forget this run"), lambda: self.removed.emit(self.number)).setEnabled(
            not self._is_present
        )
        menu.popup(event.globalPos())
