"""Every key, and what it does."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)


class ShortcutsDialog(QDialog):
    """A table of keys, each with what it does."""

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = self._table(keys)
        title = QLabel(self.tr("Keyboard shortcuts"))
        title.setProperty("role", "title")
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(14)
        column.addWidget(title)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self._fit()

    def _table(self, keys: Sequence[tuple[str, str]]) -> QTableWidget:
        table = QTableWidget(len(keys), 2)
        table.ensurePolished()
        table.setAccessibleName(self.tr("Keys and what they do"))
        table.setHorizontalHeaderLabels([self.tr("Key"), self.tr("What it does")])
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for row, texts in enumerate(keys):
            for place, text in enumerate(texts):
                table.setItem(row, place, QTableWidgetItem(text))
        table.resizeRowsToContents()
        return table

    def _fit(self) -> None:
        rows = self.table.verticalHeader().length() + self.table.horizontalHeader().sizeHint().height()
        self.resize(460, min(680, rows + 150))
