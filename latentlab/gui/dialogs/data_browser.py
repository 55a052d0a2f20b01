"""The data browser: which data sets are there, what is in them, and how to get more."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from latentlab.data.catalog import CATALOG
from latentlab.data.download import DownloadProgress
from latentlab.data.image_set import ImageSet
from latentlab.data.sources import Availability
from latentlab.gui.dialogs.data_details import DataDetails
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.section import section_header

MEGABYTE = 1e6


class DataBrowser(QDialog):
    """Sets on the left, the chosen one on the right, the data folder below."""

    set_selected = Signal(str)  # its images are wanted: show_images
    open_requested = Signal(str)
    download_requested = Signal(str)
    download_cancelled = Signal()
    data_root_chosen = Signal(object)  # Path
    own_chosen = Signal(object)  # Path: a folder of images, or a file .npz

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Data"))
        self._found: dict[str, Availability] = {}
        self._root = Path()
        self._downloading = ""
        self.sets = QListWidget()
        self.sets.ensurePolished()  # else its rows keep the height of an unstyled list
        self.sets.setAccessibleName(self.tr("Data sets"))
        self.sets.setFixedWidth(220)
        self.details = DataDetails()
        self.folder = ElidedLabel()
        self.choose = QPushButton(self.tr("Choose folder…"))
        self.choose.setToolTip(
            self.tr("The folder that holds MNIST/raw and its like. Default: LatentLab's own")
        )
        self._build_own()
        self._lay_out()
        self._connect()
        self.resize(880, 640)

    # values in

    def show_sets(self, found: Sequence[Availability], data_root: Path, opened: str = "") -> None:
        """Show which sets are there below `data_root`; opened: the one that the window learns from."""
        selected = self.selected or opened
        self._found = {one.name: one for one in found}
        self._root = data_root
        self.folder.show_text(str(data_root))
        self.details.show_opened(opened)
        was_blocked = self.sets.blockSignals(True)
        self.sets.clear()
        for one in found:
            self.sets.addItem(self._line(one))
        names = list(self._found)
        self.sets.setCurrentRow(names.index(selected) if selected in names else 0)
        self.sets.blockSignals(was_blocked)
        self._select()

    def show_images(self, images: ImageSet, sizes: tuple[int, int, int]) -> None:
        """Show samples and split of the selected set; those of another one come too late and are dropped."""
        self.details.show_images(images, sizes)

    def show_hindrance(self, reason: str | None) -> None:
        """Say why nothing can be downloaded here (torchvision is missing), or None."""
        self.details.show_hindrance(reason)

    def show_download(self, name: str, progress: DownloadProgress | None) -> None:
        """Show how far the download of a set is; an empty name says that it is over."""
        self._downloading = name
        share, text = None, ""
        if name:
            text = self.tr("Asking the server…")
        if name and progress is not None:
            share, text = _share(progress), self._progress_text(progress)
        self.details.show_download(name, share, text)

    def lock_folder(self, reason: str) -> None:
        """Let no other folder be chosen, and say why."""
        self.choose.setEnabled(False)
        self.choose.setToolTip(reason)

    def show_error(self, text: str) -> None:
        """Show what went wrong; an empty text takes it away."""
        self.details.show_error(text)

    @property
    def selected(self) -> str:
        """The name of the set that is selected."""
        item = self.sets.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    # building

    def _build_own(self) -> None:
        self.own_folder = QPushButton(self.tr("Open a folder…"))
        self.own_folder.setToolTip(
            self.tr(
                "A folder with a folder of images for each class, or with IDX files. Images are made grey "
                "and fitted into squares of the commonest size, at most 64 pixels. It may be dropped on the "
                "window too"
            )
        )
        self.own_file = QPushButton(self.tr("Open a file .npz…"))
        self.own_file.setToolTip(
            self.tr(
                "Arrays called images and labels, as numpy saves them. It may be dropped on the window too"
            )
        )

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(section_header(self.tr("Data sets")))
        left.addWidget(self.sets, 1)
        left.addWidget(section_header(self.tr("Images of your own")))
        for button in (self.own_folder, self.own_file):
            left.addWidget(button)
        upper = QHBoxLayout()
        upper.setSpacing(20)
        upper.addLayout(left)
        upper.addWidget(self.details, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addLayout(upper, 1)
        column.addLayout(self._footer())

    def _footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(section_header(self.tr("Data folder")))
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        self.close_button = QPushButton(self.tr("Close"))
        row.addWidget(self.close_button)
        return row

    def _connect(self) -> None:
        self.sets.currentRowChanged.connect(self._choose_set)
        self.choose.clicked.connect(self._choose_folder)
        self.own_folder.clicked.connect(self._choose_own_folder)
        self.own_file.clicked.connect(self._choose_own_file)
        self.close_button.clicked.connect(self.reject)
        self.details.open_requested.connect(self.open_requested)
        self.details.download_requested.connect(self._request_download)
        self.details.download_cancelled.connect(self.download_cancelled)

    def _line(self, one: Availability) -> QListWidgetItem:
        title = CATALOG[one.name].title
        if one.problem is None:
            text = self.tr("{title}\n{count:,} images").format(title=title, count=one.images)
        else:
            size = CATALOG[one.name].download_mb
            text = self.tr("{title}\nnot there · {size} MB").format(title=title, size=size)
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, one.name)
        item.setSizeHint(QSize(0, 2 * self.fontMetrics().height() + 16))
        return item

    def _select(self) -> None:
        found = self._found.get(self.selected)
        if found is None:
            return
        self.details.show_set(found)
        if found.problem is None:
            self.set_selected.emit(found.name)

    def _choose_set(self) -> None:
        self.details.show_error("")
        self._select()

    def _request_download(self, name: str) -> None:
        self.details.show_error("")
        self.download_requested.emit(name)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Data folder"), str(self._root))
        if chosen:
            self.data_root_chosen.emit(Path(chosen))

    def _choose_own_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of images"))
        if chosen:
            self.own_chosen.emit(Path(chosen))

    def _choose_own_file(self) -> None:
        kinds = self.tr("Arrays (*.npz)")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Images and labels"), "", kinds)
        if chosen:
            self.own_chosen.emit(Path(chosen))

    def _progress_text(self, progress: DownloadProgress) -> str:
        done = progress.bytes_read / MEGABYTE
        if progress.bytes_total is None:
            text = self.tr("File {number} of {files}: {done:.1f} MB")
            return text.format(number=progress.number, files=progress.files, done=done)
        return self.tr("File {number} of {files}: {done:.1f} of {total:.1f} MB").format(
            number=progress.number, files=progress.files, done=done, total=progress.bytes_total / MEGABYTE
        )


def _share(progress: DownloadProgress) -> float | None:
    """The share of all files that is there, as if they were of one size; None where it is not known."""
    if progress.bytes_total is None:
        return None
    within = progress.bytes_read / max(1, progress.bytes_total)
    return (progress.number - 1 + within) / progress.files
