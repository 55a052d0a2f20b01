"""What the plane is laid through, in a small sheet under its button."""

import numpy as np
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QToolButton, QVBoxLayout, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.widgets.fields import Choice
from latentlab.gui.widgets.section import Section, note
from latentlab.latent.maps.map_settings import MapSettings

_WIDTH = 300


class MapPlane(QToolButton):
    """A button that opens the sheet, and tells which three classes or points were chosen."""

    chosen = Signal(str, object)  # "classes" or "points", their numbers (a, b, c)
    picking_changed = Signal(int)  # how many points are picked so far, −1 where none is to be picked

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picked: list[int] | None = None  # None where no point is to be picked
        self._group: tuple[int, ...] = ()
        self._build_button()
        self._build_sheet()

    @property
    def is_picking(self) -> bool:
        """Whether the next click on a point is one of three."""
        return self._picked is not None

    def show_classes(self, classes: tuple[str, ...]) -> None:
        """Offer these classes."""
        for index, combo in enumerate(self.combos):
            combo.clear()
            for number, name in enumerate(classes):
                combo.addItem(name, number)
            combo.setCurrentIndex(min(index, len(classes) - 1))

    def show_settings(self, settings: MapSettings) -> None:
        """Show which classes the plane goes through."""
        if settings.anchored_by == "classes" and settings.anchors is not None:
            for combo, number in zip(self.combos, settings.anchors, strict=True):
                combo.choose(number)

    def show_group(self, rows: np.ndarray) -> None:
        """Offer the selected points where there are three."""
        self._group = tuple(rows.tolist()) if len(rows) == 3 else ()
        self.through_group.setEnabled(bool(self._group))

    def pick(self, row: int) -> None:
        """Take a clicked point as the next of the three."""
        if self._picked is None or row in self._picked:
            return
        self._picked.append(row)
        if len(self._picked) < 3:
            self.picking_changed.emit(len(self._picked))
            return
        picked = tuple(self._picked)
        self.stop_picking()
        self.chosen.emit("points", picked)

    def stop_picking(self) -> None:
        """Take the next click as what it else is."""
        if self._picked is not None:
            self._picked = None
            self.picking_changed.emit(-1)

    def _build_button(self) -> None:
        text = self.tr("What the plane goes through…")
        self.setIcon(icon("vector-triangle"))
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.clicked.connect(self._open)

    def _build_sheet(self) -> None:
        self.sheet = QFrame(self, Qt.WindowType.Popup)
        self.sheet.setProperty("kind", "sheet")
        self.sheet.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self.sheet)
        column.addWidget(self._build_classes())
        column.addWidget(self._build_points())

    def _build_classes(self) -> Section:
        section = Section(self.tr("Through the means of three classes"))
        self.combos = (Choice(), Choice(), Choice())
        names = (self.tr("Origin"), self.tr("To the right"), self.tr("Third"))
        tips = (
            self.tr("The class whose mean is the middle of the map"),
            self.tr("The class whose mean lies to the right of it"),
            self.tr("The class that settles how the plane is turned about these two"),
        )
        for combo, name, tip in zip(self.combos, names, tips, strict=True):
            section.add_row(name, combo, tip)
            combo.activated.connect(self._choose_classes)
        return section

    def _build_points(self) -> Section:
        section = Section(self.tr("Through three points"))
        self.pick_points = QPushButton(self.tr("Pick three points on the map"))
        self.pick_points.setToolTip(self.tr("Click three points, one after the other; Esc gives up"))
        self.pick_points.clicked.connect(self._start_picking)
        self.through_group = QPushButton(self.tr("The three selected points"))
        self.through_group.setToolTip(self.tr("Through the selected points, where there are three"))
        self.through_group.setEnabled(False)
        self.through_group.clicked.connect(self._choose_group)
        for button in (self.pick_points, self.through_group):
            section.add_wide(button)
        section.add_wide(note(self.tr("Every place of a plane is a code: it is decoded exactly.")))
        return section

    def _open(self) -> None:
        self.sheet.adjustSize()
        self.sheet.move(self.mapToGlobal(QPoint(self.width() - self.sheet.width(), self.height() + 2)))
        self.sheet.show()

    def _choose_classes(self) -> None:
        self.chosen.emit("classes", tuple(combo.currentData() for combo in self.combos))

    def _choose_group(self) -> None:
        self.sheet.hide()
        self.chosen.emit("points", self._group)

    def _start_picking(self) -> None:
        self.sheet.hide()
        self._picked = []
        self.picking_changed.emit(0)
