"""A text to read, to copy and to pass on, which blocks nothing."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from latentlab.gui.folders import open_folder
from latentlab.gui.widgets.section import note


class ReportDialog(QDialog):
    """A title, what to do with the text, and the text; `folder` is where more of it lies."""

    def __init__(
        self, title: str, advice: str, text: str, folder: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._folder = folder
        self._title, self._advice = QLabel(title), note(advice, role="")
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.copy_button = QPushButton(self.tr("Copy all"))
        self.open_button = QPushButton(self.tr("Open the folder"))
        self.open_button.setVisible(folder is not None)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setDefault(True)
        self._lay_out()
        self.copy_button.clicked.connect(self._copy_all)
        self.open_button.clicked.connect(self._open_folder)
        self.close_button.clicked.connect(self.reject)
        self.resize(760, 480)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy_button)
        row.addWidget(self.open_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        column.addWidget(self.text, 1)
        column.addLayout(row)

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy_button.setText(self.tr("Copied"))

    def _open_folder(self) -> None:
        problem = open_folder(self._folder) if self._folder else None
        if problem:
            self._advice.setText(problem)
