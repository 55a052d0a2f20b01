"""A button that folds the choices of a picture away where the picture needs the room."""

from PySide6.QtWidgets import QToolButton, QWidget

from latentlab.gui.icons import icon


class ChoicesFold(QToolButton):
    """Not seen where there is room for both."""

    def __init__(self, choices: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_enough = True
        self.setIcon(icon("tune-variant"))
        self.setToolTip(self.tr("Show or fold away the choices: what is shown, and how."))
        self.setAccessibleName(self.tr("Choices"))
        self.setCheckable(True)
        self.setChecked(True)
        self.toggled.connect(choices.setVisible)
        self.hide()

    def show_room(self, is_enough: bool) -> None:
        """Fold the choices away as room becomes short, and back as it comes; in between a click decides."""
        if is_enough != self._is_enough:
            self._is_enough = is_enough
            self.setVisible(not is_enough)
            self.setChecked(is_enough)
