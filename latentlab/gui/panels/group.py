"""The panel of the selected points: how to find and select them, and what can be told of them."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from latentlab.gui.panels.group_choosing import GroupChoosing
from latentlab.gui.panels.group_neighbours import GroupNeighbours
from latentlab.gui.widgets.class_mix import ClassMix
from latentlab.gui.widgets.mean_images import MeanImages
from latentlab.gui.widgets.scrolled import scrolled
from latentlab.gui.widgets.section import note, section_header
from latentlab.gui.widgets.thumbnail_strip import Thumbnail, ThumbnailStrip

_MARGIN, _SPACING = 12, 8
_PAIR = 40  # side of an image in a pair


class GroupPanel(QWidget):
    """Shows one group of points; it knows nothing but what it is shown."""

    row_hovered = Signal(int)  # −1 where no image is pointed at any more
    row_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choosing = GroupChoosing()
        self.hidden = note()
        self.mix = ClassMix()
        self.means = MeanImages()
        self.worst = ThumbnailStrip(_PAIR)
        self.neighbours = GroupNeighbours()
        self.empty = note(
            self.tr(
                "Click a point, drag a box with Shift held, or press S and draw a line "
                "around points. Ctrl adds, Alt removes, Esc selects nothing."
            )
        )
        self.missing = note()
        self._build()
        self._connect()
        self.show_group((), np.zeros(0, int), np.zeros(0, int), 0)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_group(
        self, classes: tuple[str, ...], counts: np.ndarray, totals: np.ndarray, hidden: int
    ) -> None:
        """Show how many points of each class are selected, counts (C,), of totals (C,) on the map.

        hidden: how many of them are not shown at present.
        """
        total = int(counts.sum())
        self.hidden.setText(self.tr("{count} of them are hidden.").format(count=f"{hidden:,}"))
        self.hidden.setVisible(hidden > 0)
        self.mix.show_mix(classes, counts, totals)
        self._mix.setVisible(total > 0)
        self.empty.setVisible(total == 0)
        self.choosing.show_count(total)

    def show_means(
        self, original: np.ndarray | None, rebuilt: np.ndarray | None, error: float | None
    ) -> None:
        """Show mean images (h, w) of the selected points, None where there are none to show."""
        self.means.show_means(original, rebuilt, error)
        self._means.setVisible(original is not None)

    def show_worst(self, worst: Sequence[Thumbnail]) -> None:
        """Show pairs of an original and, below, its reconstruction, the worst first."""
        self.worst.show_thumbnails(list(worst))
        self._worst.setVisible(len(worst) > 0)

    def show_missing(self, reason: str) -> None:
        """Say why no images are shown; empty where they are."""
        self.missing.setText(reason)
        self.missing.setVisible(bool(reason))

    def sizeHint(self) -> QSize:
        return QSize(340, 820)

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._padded(self.choosing))
        column.addWidget(self._build_page(), 1)

    def _build_page(self) -> QScrollArea:
        self._mix = self._part(self.tr("Classes"), self.mix)
        self._means = self._part(self.tr("On average"), self.means)
        self._worst = self._part(self.tr("Worst reconstructions, original above"), self.worst)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
        column.setSpacing(_SPACING + 4)
        about = (self.hidden, self.empty, self._mix, self.missing)
        for part in (*about, self._means, self._worst, self.neighbours):
            column.addWidget(part)
        column.addStretch(1)
        return scrolled(page)

    def _part(self, title: str, content: QWidget) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(section_header(title))
        column.addWidget(content)
        content.setAccessibleName(title)
        return part

    def _padded(self, content: QWidget) -> QWidget:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _SPACING)
        column.addWidget(content)
        return frame

    def _connect(self) -> None:
        for strip in (self.worst, *self.neighbours.strips):
            strip.hovered.connect(self.row_hovered)
            strip.clicked.connect(self.row_clicked)
