"""The head of the selected points' panel: a search, how a choice joins, and what can be done with them."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from latentlab.gui.icons import icon
from latentlab.gui.theme import set_property
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.section import note
from latentlab.gui.widgets.segments import Segments
from latentlab.latent.group import How


class SearchField(QLineEdit):
    """Return asks, Esc goes back to the map."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        is_asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and is_asked and event.key() == Qt.Key.Key_Escape:
            event.accept()  # else it would be the window's
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class GroupChoosing(QWidget):
    """Tells what the student asks for; Ctrl and Alt mean the same for a while as the buttons do for good."""

    searched = Signal(str)
    search_left = Signal()
    how_chosen = Signal(object)  # How
    class_asked = Signal(int)
    invert_asked = Signal()
    clear_asked = Signal()
    only_toggled = Signal(bool)  # hide the others, or show all again
    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField()
        self.error = note(role="error")
        self.count = ElidedLabel()
        self.error.hide()
        self.classes = QMenu(self)
        self.hows = Segments()
        self._build_buttons()
        self._build()
        self._connect()

    def show_classes(self, classes: tuple[str, ...]) -> None:
        """Offer to select all points of a class."""
        self.classes.clear()
        for index, name in enumerate(classes):
            action = self.classes.addAction(name)
            action.triggered.connect(lambda _checked=False, chosen=index: self.class_asked.emit(chosen))

    def show_count(self, count: int) -> None:
        """So many points are selected: what cannot be done with none is greyed."""
        texts = {0: self.tr("Nothing selected"), 1: self.tr("1 selected point")}
        self.count.show_text(texts.get(count, self.tr("{count} selected points").format(count=f"{count:,}")))
        for button in (self._clear, self._copy):
            button.setEnabled(count > 0)
        self._only.setEnabled(count > 0 or self._only.isChecked())

    def show_only(self, is_only: bool) -> None:
        """Whether all other points are hidden."""
        self._only.setChecked(is_only)

    def show_error(self, text: str) -> None:
        """Say why nothing was found; empty where something was."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        set_property(self.search, "invalid", "true" if text else "false")

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.search.setPlaceholderText(self.tr("Find: 4146, 100-200, class 3, 3 and 8"))
        self.search.setToolTip(
            self.tr(
                "Images by number (4146), from one to another (100-200), or by the name of their class. "
                "Commas or “and” set terms apart. Where a class is called 3, write No. 3 for the image."
            )
        )
        self.search.setAccessibleName(self.tr("Find points"))
        self.search.setClearButtonEnabled(True)
        for how, (name, tip) in self._names().items():
            self.hows.add(how.value, name, tip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.error)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.hows)
        row.addStretch(1)
        for button in (self._of_class, self._invert):
            row.addWidget(button)
        column.addLayout(row)
        column.addLayout(self._build_acting())

    def _names(self) -> dict[How, tuple[str, str]]:
        return {
            How.REPLACE: (self.tr("New"), self.tr("A click, box or lasso selects anew")),
            How.ADD: (self.tr("Add"), self.tr("A click, box or lasso adds points, as with Ctrl held")),
            How.REMOVE: (
                self.tr("Remove"),
                self.tr("A click, box or lasso takes points away, as with Alt"),
            ),
        }

    def _build_acting(self) -> QHBoxLayout:
        """What is selected, and what can be done with it."""
        set_property(self.count, "role", "figure")
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.count, 1)
        for button in (self._only, self._copy, self._clear):
            row.addWidget(button)
        return row

    def _build_buttons(self) -> None:
        self._of_class = self._button("shape-outline", self.tr("Select all points of a class…"))
        self._invert = self._button("select-inverse", self.tr("Invert the selection (Ctrl+I)"))
        self._only = self._button("eye-outline", self.tr("Show the selected points only (H)"))
        self._copy = self._button("content-copy", self.tr("Copy the numbers of the selected images"))
        self._clear = self._button("select-off", self.tr("Select nothing (Esc)"))
        self._only.setCheckable(True)
        self._of_class.setMenu(self.classes)
        self._of_class.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _button(self, picture: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(picture))
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _connect(self) -> None:
        self.search.returnPressed.connect(lambda: self.searched.emit(self.search.text()))
        self.search.textEdited.connect(lambda _text: self.show_error(""))
        self.search.left.connect(self.search_left)
        self.hows.chosen.connect(lambda how: self.how_chosen.emit(How(how)))
        self._invert.clicked.connect(lambda: self.invert_asked.emit())
        self._clear.clicked.connect(lambda: self.clear_asked.emit())
        self._copy.clicked.connect(lambda: self.copy_asked.emit())
        self._only.clicked.connect(self.only_toggled)
