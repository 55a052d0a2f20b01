"""A number that can be typed over."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from latentlab.gui.widgets.code_text import may_become_number, number_from, number_text


class ValueBox(QLineEdit):
    """Shows one value; Enter or leaving takes what was typed, Escape and nonsense restore what was there."""

    number_entered = Signal(float)
    stepped = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = number_text(0.0, 2.0)
        self.setText(self._shown)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(24)
        self.textEdited.connect(self._flag_nonsense)

    def show_number(self, number: float, span: float) -> None:
        """Show a value, unless another one is being typed."""
        text = number_text(number, span)
        if text == self._shown:
            return
        self._shown = text
        if not self.isModified():
            self.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self._take():
                    self.left.emit()
            case Qt.Key.Key_Escape:
                self._restore()
                self.left.emit()
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._take()
                self.stepped.emit(1 if event.key() == Qt.Key.Key_Up else -1)
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its own context menu
            self._take()
            self._flag(False)
        super().focusOutEvent(event)

    def _take(self) -> bool:
        """Hand over what was typed; False where it is no number, which is flagged and restored."""
        if not self.isModified():
            return True
        number = number_from(self.text())
        self._restore()
        if number is None:
            self._flag(True)
            self.selectAll()
            return False
        self.number_entered.emit(number)
        return True

    def _restore(self) -> None:
        self.setText(self._shown)  # also unmodified again
        self._flag(False)

    def _flag_nonsense(self, text: str) -> None:
        self._flag(number_from(text) is None and not may_become_number(text))

    def _flag(self, invalid: bool) -> None:
        """Let the style sheet draw the box as wrong."""
        if bool(self.property("invalid")) == invalid:
            return
        self.setProperty("invalid", invalid)
        self.setToolTip(self.tr("Type a number, such as −1.52.") if invalid else "")
        self.style().unpolish(self)
        self.style().polish(self)
