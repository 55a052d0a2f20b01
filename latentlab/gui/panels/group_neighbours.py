"""Three lists of nearest neighbours of one point, and how far they agree."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from latentlab.gui.widgets.fields import Choice
from latentlab.gui.widgets.section import note, section_header
from latentlab.gui.widgets.thumbnail_strip import Thumbnail, ThumbnailStrip

COUNTS = (5, 10, 15, 30)
_SIDE = 28


class GroupNeighbours(QWidget):
    """Images in strips: nearest in pixels, in the latent space, on the map."""

    count_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = section_header("")
        self.count = Choice()
        self.strips = [ThumbnailStrip(_SIDE) for _ in range(3)]
        self.agreement = note()
        self._names = [self.tr("In pixels"), self.tr("In the latent space"), self.tr("On the map")]
        self._labels = [QLabel(name) for name in self._names]
        self._build()
        self.hide()

    def show_nothing(self) -> None:
        """There is no point whose neighbours could be shown."""
        self.hide()

    def show_neighbours(self, title: str, lists: Sequence[list[Thumbnail] | None], agreement: str) -> None:
        """Show the lists in the order of pixels, codes and map; None where one cannot be made."""
        self.title.setText(title)
        self.agreement.setText(agreement)
        for strip, label, thumbnails in zip(self.strips, self._labels, lists, strict=True):
            strip.show_thumbnails(thumbnails or [])
            for widget in (strip, label):
                widget.setVisible(thumbnails is not None)
        self.show()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        column.addLayout(head)
        for label, strip, name in zip(self._labels, self.strips, self._names, strict=True):
            label.setProperty("role", "muted")
            strip.setAccessibleName(name)
            column.addWidget(label)
            column.addWidget(strip)
        column.addWidget(self.agreement)
        for count in COUNTS:
            self.count.addItem(str(count), count)
        self.count.choose(10)
        self.count.setMinimumContentsLength(2)
        self.count.setMaximumWidth(70)
        self.count.setToolTip(self.tr("How many neighbours are shown and compared"))
        self.count.setAccessibleName(self.tr("Number of neighbours"))
        self.count.activated.connect(lambda _index: self.count_chosen.emit(self.count.currentData()))
