"""What is known of one data set, with samples and the buttons to open or download it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from latentlab.data.catalog import CATALOG, CatalogEntry
from latentlab.data.image_set import ImageSet
from latentlab.data.sources import Availability
from latentlab.gui.widgets.section import note
from latentlab.gui.widgets.thumbnail_sheet import ThumbnailSheet


class DataDetails(QWidget):
    """The right side of the data browser."""

    open_requested = Signal(str)
    download_requested = Signal(str)
    download_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._set: Availability | None = None
        self._opened = ""
        self._downloading = ""
        self._hindrance: str | None = None
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self._facts = {name: note(role="") for name in ("images", "classes", "split", "licence", "authors")}
        self.sheet = ThumbnailSheet()
        self._build_actions()
        self._lay_out()

    @property
    def name(self) -> str:
        """The data set that is shown."""
        return "" if self._set is None else self._set.name

    def show_set(self, found: Availability) -> None:
        """Show what is known of a set before its images are read."""
        is_new = self._set is None or self._set.name != found.name or self._set.problem is not None
        self._set = found
        entry = CATALOG[found.name]
        self.title.setText(entry.title)
        self._write_facts(entry, found)
        if found.problem is not None:
            self.sheet.show_nothing(
                self.tr("Not there yet. Once it is downloaded, samples of it are shown here.")
            )
        elif is_new:
            self.sheet.show_nothing(self.tr("Reading the images…"))
        self._offer()

    def show_opened(self, name: str) -> None:
        """Say which set the window learns from."""
        self._opened = name
        self._offer()

    def show_images(self, images: ImageSet, sizes: tuple[int, int, int]) -> None:
        """Show samples, and the split: images to learn from, to validate, to test."""
        if images.name != self.name:
            return
        learn, validate, test = sizes
        text = self.tr("{learn:,} to learn · {validate:,} to validate · {test:,} to test")
        self._facts["split"].setText(text.format(learn=learn, validate=validate, test=test))
        self.sheet.show_images(images)

    def show_hindrance(self, reason: str | None) -> None:
        """Say why nothing can be downloaded, or that it can."""
        self._hindrance = reason
        self._offer()

    def show_download(self, name: str, share: float | None, text: str) -> None:
        """Show how far a download is; an empty name says that none is under way."""
        self._downloading = name
        self.bar.setRange(0, 0 if share is None else 1000)
        if share is not None:
            self.bar.setValue(round(1000 * share))
        self.progress.setText(text)
        self._offer()

    def show_error(self, text: str) -> None:
        """Show what went wrong; an empty text takes it away."""
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _build_actions(self) -> None:
        self.open = QPushButton(self.tr("Learn from this set"))
        self.open.setProperty("kind", "primary")
        self.open.clicked.connect(lambda: self.open_requested.emit(self.name))
        self.download = QPushButton()
        self.download.setProperty("kind", "primary")
        self.download.clicked.connect(lambda: self.download_requested.emit(self.name))
        self.cancel = QPushButton(self.tr("Cancel download"))
        self.cancel.clicked.connect(self.download_cancelled)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the download"))
        self.progress = note()
        self.error = note(role="error")
        self.error.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addLayout(self._fact_grid())
        column.addWidget(self.sheet, 1)
        column.addWidget(self.error)
        column.addWidget(self.progress)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.open, self.download, self.cancel):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def _fact_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        names = {
            "images": self.tr("Images"),
            "classes": self.tr("Classes"),
            "split": self.tr("Split"),
            "licence": self.tr("Licence"),
            "authors": self.tr("Authors"),
        }
        for row, (key, name) in enumerate(names.items()):
            label = QLabel(name)
            label.setProperty("role", "muted")
            grid.addWidget(label, row, 0)
            grid.addWidget(self._facts[key], row, 1)
        return grid

    def _write_facts(self, entry: CatalogEntry, found: Availability) -> None:
        images = self.tr("{count:,} of 28 × 28 pixels").format(count=found.images)
        if entry.official_test:
            images = self.tr("{count:,} of 28 × 28 pixels, {test:,} of them for the test").format(
                count=found.images, test=entry.official_test
            )
        self._facts["images"].setText(images)
        self._facts["classes"].setText(" · ".join(entry.classes))
        self._facts["split"].setText(self.tr("known once the images are read"))
        self._facts["licence"].setText(entry.licence)
        self._facts["authors"].setText(entry.authors)
        self._facts["authors"].setToolTip(entry.source)

    def _offer(self) -> None:
        """Show the buttons that make sense now."""
        if self._set is None:
            return
        entry, is_there = CATALOG[self.name], self._set.problem is None
        is_busy = bool(self._downloading)
        self.open.setVisible(is_there)
        self.open.setEnabled(self.name != self._opened)
        self.open.setText(
            self.tr("Already in the window") if self.name == self._opened else self.tr("Learn from this set")
        )
        self.download.setVisible(not is_there and self._downloading != self.name)
        self.download.setEnabled(self._hindrance is None and not is_busy)
        self.download.setText(self.tr("Download {size} MB").format(size=entry.download_mb))
        self.download.setToolTip(self._hindrance or self.tr("From {source}").format(source=entry.source))
        self.cancel.setVisible(is_busy and self._downloading == self.name)
        self.bar.setVisible(self.cancel.isVisibleTo(self))
        if not is_busy:
            self.progress.setText("" if is_there else (self._hindrance or ""))
        self.progress.setVisible(bool(self.progress.text()))
