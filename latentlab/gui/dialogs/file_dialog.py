"""A dialog for a file to be written: a format, its choices, a look at the file, and its size."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from latentlab.export.steps import Preview
from latentlab.gui.dialogs.file_options import FileOptions
from latentlab.gui.widgets.file_preview import FilePreview
from latentlab.gui.widgets.section import note
from latentlab.latent.preparing import Preparing

_PAUSE_MS = 250  # after a change, before a preview is made


class FileDialog(QDialog):
    """Formats on the left, the look at the file in the middle, its choices on the right."""

    preview_wanted = Signal(object)  # the wish that the options make
    save_requested = Signal(object)  # the same
    cancelled = Signal()  # the file that is being made

    def __init__(
        self, formats: Sequence[tuple[str, str, str]], options: FileOptions, parent: QWidget | None = None
    ) -> None:
        """formats: of what, the ending of the file's name (".png"), and a few words."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self._is_writing = False
        self._wish: object = None  # the newest one that a preview was asked for
        self._known = tuple(formats)
        self.formats = self._build_formats()
        self.preview = FilePreview()
        self._options = options
        self._options.setFixedWidth(280)
        self.size_ = QLabel()
        self.error = note(role="error")
        self.error.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the file"))
        self.bar.hide()
        self.save = QPushButton(self.tr("Save as…"))
        self.save.setProperty("kind", "primary")
        self.save.setDefault(True)
        self.close_button = QPushButton(self.tr("Cancel"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()
        self.resize(980, 620)
        self.formats.setCurrentRow(0)

    # values in

    def show_reasons(self, reasons: Mapping[str, str]) -> None:
        """Say of a subject why it cannot be exported now; an empty reason says that it can."""
        for row in range(self.formats.count()):
            item = self.formats.item(row)
            subject, suffix, told = self._known[row]
            reason = reasons.get(subject, "")
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item.setFlags(Qt.ItemFlag.NoItemFlags if reason else flags)
            item.setToolTip(reason)
            item.setText(_line(suffix, reason or told))
        if not self.formats.currentItem().flags() & Qt.ItemFlag.ItemIsEnabled:
            usable = (row for row, (subject, _, _) in enumerate(self._known) if not reasons.get(subject))
            self.formats.setCurrentRow(next(usable, 0))

    def look_again(self) -> None:
        """What is exported is another map: make the preview anew."""
        self._wish = None
        self._show_format()

    def show_preview(self, made: Preview) -> None:
        """Show what the file will be; a preview of an older wish is dropped."""
        if made.wish != self._wish:
            return
        if made.image is not None:
            self.preview.show_image(made.image)
        else:
            self.preview.show_text(made.text)
        size = _size_text(made.size)
        self.size_.setText(size if made.is_exact else self.tr("about {size}").format(size=size))

    def show_progress(self, progress: Preparing | None) -> None:
        """Show how far the file is; None when none is being made."""
        self._is_writing = progress is not None
        self.bar.setVisible(self._is_writing)
        if progress is not None:
            self.bar.setRange(0, max(1, progress.total))
            self.bar.setValue(progress.done)
        for widget in (self.formats, self._options, self.save):
            widget.setEnabled(not self._is_writing)
        self._allow_save()

    def show_error(self, text: str) -> None:
        """Say what went wrong; an empty text takes it away."""
        self.error.setText(text)
        self.error.setVisible(bool(text))

    # inside

    def _build_formats(self) -> QListWidget:
        formats = QListWidget()
        formats.ensurePolished()
        formats.setFixedWidth(190)
        formats.setAccessibleName(self.tr("Format"))
        for _, suffix, told in self._known:
            item = QListWidgetItem(_line(suffix, told))
            item.setSizeHint(QSize(0, 2 * self.fontMetrics().height() + 14))
            formats.addItem(item)
        return formats

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(16)
        upper.addWidget(self.formats)
        upper.addWidget(self.preview, 1)
        upper.addWidget(self._options)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.size_.setProperty("role", "muted")
        row.addWidget(self.size_)
        row.addWidget(self.bar, 1)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(upper, 1)
        column.addWidget(self.error)
        column.addLayout(row)

    def _connect(self) -> None:
        self.formats.currentRowChanged.connect(self._show_format)
        self._options.changed.connect(self._pause.start)
        self._options.changed.connect(self._allow_save)
        self._pause.timeout.connect(self._want_preview)
        self.save.clicked.connect(self._request)
        self.close_button.clicked.connect(self.reject)

    def _show_format(self) -> None:
        row = self.formats.currentRow()
        if row >= 0:
            self._options.show_format(*self._known[row][:2])
            self._want_preview()

    def _want_preview(self) -> None:
        self._pause.stop()
        self._allow_save()
        problem = self._options.problem()
        self.show_error(problem)
        if problem:
            self.size_.setText("")
            return
        wish = self._options.wish()
        if wish != self._wish:
            self._wish = wish
            self.size_.setText(self.tr("Making a preview…"))
            self.preview_wanted.emit(wish)

    def _request(self) -> None:
        self.show_error("")
        self.save_requested.emit(self._options.wish())

    def _allow_save(self) -> None:
        self.save.setEnabled(not self._is_writing and not self._options.problem())

    def reject(self) -> None:
        """Give up the file that is being made; without one, close."""
        if self._is_writing:
            self.cancelled.emit()
        else:
            super().reject()


def _line(suffix: str, told: str) -> str:
    name = suffix.removeprefix(".").upper().replace("WEBP", "WebP")
    return f"{name}\n{told}"


def _size_text(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3)):,} kB"
