"""A menu in which one of several things is chosen, under a title each."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction


class ChoiceMenu(QMenu):
    """Titles, and below each of them choices that exclude each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)

    def add_title(self, text: str) -> None:
        """A line that cannot be chosen."""
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "section")
        label.setContentsMargins(10, 6, 10, 2)
        line = QWidgetAction(self)
        line.setDefaultWidget(label)
        line.setEnabled(False)
        self.addAction(line)

    def add_choices(
        self, title: str, texts: Mapping[str, tuple[str, str]], tell: Callable[[str], object]
    ) -> dict[str, QAction]:
        """One line for each of `texts`, value → (name, tip); `tell` hears the value that is chosen."""
        self.add_title(title)
        group = QActionGroup(self)
        choices: dict[str, QAction] = {}
        for value, (name, tip) in texts.items():
            action = choices[value] = self.addAction(name)
            action.setCheckable(True)
            action.setToolTip(tip)
            action.triggered.connect(lambda _checked, chosen=value: tell(chosen))
            group.addAction(action)
        return choices
