"""The dock with the traversal sheet: its choices at the left, the images at their right."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.widgets.axis_number import AxisNumber
from latentlab.gui.widgets.choices_fold import ChoicesFold
from latentlab.gui.widgets.fields import Choice, Number, WholeNumber
from latentlab.gui.widgets.scrolled import scrolled
from latentlab.gui.widgets.section import note
from latentlab.gui.widgets.segments import Segments
from latentlab.gui.widgets.sheet_view import SheetView
from latentlab.gui.widgets.watched import Watched
from latentlab.latent.walks.traversal import (
    LEAST_COUNT,
    LEAST_SPREADS,
    MOST_COUNT,
    MOST_SPREADS,
    TraversalWish,
)

_CHOICES = 244  # width
_ROOMY = 520  # width of the whole that has room for choices and images
_SPREADS = 2.0  # to begin with


class SheetPanel(Watched):
    """Tells which sheet is wanted and which image of it was chosen."""

    wish_changed = Signal(object)  # TraversalWish
    backdrop_asked = Signal(bool)
    export_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wish = TraversalWish()
        self._latent = 0
        self.view = SheetView()
        self._build_fields()
        self._build_buttons()
        self._lay_out()
        self._connect()
        self._show_wish()

    # values in

    def show_dimensions(self, latent: int) -> None:
        """Offer the axes of codes of so many values."""
        self._latent = latent
        has_grid = latent > 1
        self.form.buttons["grid"].setEnabled(has_grid)
        self.form.buttons["grid"].setToolTip(
            self.tr("Two axes, one across and one up.")
            if has_grid
            else self.tr("A grid needs two latent dimensions: this network has one.")
        )
        self._show_wish()
        self.on_map.setVisible(latent == 2)

    def show_told(self, text: str) -> None:
        """Say what is under the mouse, or where z stands."""
        self.told.setText(text)

    def show_on_map(self, is_shown: bool) -> None:
        """Say whether the map has these images behind its points already."""
        self.on_map.setChecked(is_shown)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(720, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 150)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold.show_room(self.width() >= _ROOMY)

    # inside

    def _build_fields(self) -> None:
        self.form = Segments()
        self.form.add("grid", self.tr("Grid"), self.tr("Two axes, one across and one up."))
        self.form.add("rows", self.tr("Rows"), self.tr("Each row goes along one axis alone."))
        self.kind = Choice()
        self.kind.addItem(self.tr("Latent dimensions"), "dimensions")
        self.kind.addItem(self.tr("Principal axes"), "principal")
        self.kind.setToolTip(self.tr("Directions to go along: z itself, or those in which codes vary most."))
        self.across, self.up = AxisNumber(1), AxisNumber(2)
        self.count = WholeNumber(LEAST_COUNT, MOST_COUNT, self._wish.count)
        self.count.setToolTip(self.tr("Images along each axis."))
        self.count.setAccessibleName(self.tr("Images along each axis"))
        for field in (self.across, self.up, self.count):
            field.setMinimumWidth(62)  # else room for the largest number is asked for
        self.reach = Choice()
        self.reach.addItem(self.tr("98% of codes"), 0.0)
        self.reach.addItem(self.tr("± spreads"), _SPREADS)
        self.reach.setToolTip(
            self.tr("How far an axis reaches: where the middle 98% of the codes lie, or standard deviations.")
        )
        self.spreads = Number(LEAST_SPREADS, MOST_SPREADS, 0.5)
        self.spreads.setDecimals(1)
        self.spreads.setValue(_SPREADS)
        self.reach.setMinimumContentsLength(5)
        self.spreads.setMinimumWidth(56)
        self.spreads.setToolTip(self.tr("Standard deviations on both sides of the mean."))
        self.others = Choice()
        self.others.addItem(self.tr("Stay at z"), False)
        self.others.addItem(self.tr("At the mean"), True)
        self.others.setToolTip(
            self.tr("What the other axes do: stay with the sliders, or at the codes' mean.")
        )

    def _build_buttons(self) -> None:
        self.on_map = QPushButton(self.tr("On the map"))
        self.on_map.setCheckable(True)
        self.on_map.setToolTip(
            self.tr(
                "With two dimensions the map of raw axes, or of PCA, is the latent space itself: "
                "the image at each of its places, behind the points."
            )
        )
        self.on_map.hide()
        self.export = QPushButton(self.tr("Export…"))
        self.export.setIcon(icon("file-export-outline"))
        self.export.setToolTip(self.tr("Write the sheet as PNG, SVG, GIF, WebP or NPZ."))
        self.told = note()
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _lay_out(self) -> None:
        rows = QGridLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(6)
        rows.setVerticalSpacing(5)
        rows.setColumnStretch(1, 1)
        self.axes_label = QLabel(self.tr("Across, up"))
        for place, (label, fields) in enumerate(self._lines()):
            rows.addWidget(label, place, 0)
            line = QHBoxLayout()
            line.setSpacing(6)
            for field in fields:
                line.addWidget(field, 1)
                field.setAccessibleName(label.text())
            rows.addLayout(line, place, 1)
        self.across.setAccessibleName(self.tr("Axis across"))
        self.up.setAccessibleName(self.tr("Axis up"))
        upper = QHBoxLayout()
        upper.setSpacing(6)
        upper.addWidget(self.form, 1)
        upper.addWidget(self.count)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.on_map)
        buttons.addWidget(self.export)
        buttons.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(upper)
        column.addLayout(rows)
        column.addLayout(buttons)
        column.addWidget(self.told)
        column.addStretch(1)
        area = scrolled(page)
        area.setFixedWidth(_CHOICES + 24)
        self.fold = ChoicesFold(area)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 8, 4)
        whole.setSpacing(8)
        whole.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(area)
        whole.addWidget(self.view, 1)

    def _lines(self) -> tuple[tuple[QLabel, tuple[QWidget, ...]], ...]:
        return (
            (QLabel(self.tr("Along")), (self.kind,)),
            (self.axes_label, (self.across, self.up)),
            (QLabel(self.tr("Range")), (self.reach, self.spreads)),
            (QLabel(self.tr("Others")), (self.others,)),
        )

    def _connect(self) -> None:
        self.form.chosen.connect(self._take)
        for choice in (self.kind, self.reach, self.others):
            choice.activated.connect(self._take)
        for number in (self.across, self.up, self.count, self.spreads):
            number.setKeyboardTracking(False)
            number.valueChanged.connect(self._take)
        self.on_map.clicked.connect(self.backdrop_asked)
        self.export.clicked.connect(lambda: self.export_asked.emit())

    def _take(self) -> None:
        """What the fields say; an axis that is the other one's already changes places with it."""
        across, up = self.across.value() - 1, self.up.value() - 1
        if across == up:
            was = self._wish.within(self._latent) if self._latent else self._wish
            across, up = (was.up, up) if up != was.up else (across, was.across)
        self._wish = TraversalWish(
            self._wish.form if self._latent == 1 else "grid" if self.form.current == "grid" else "rows",
            self.kind.currentData(),
            across,
            up,
            self.count.value(),
            self.spreads.value() if self.reach.currentIndex() else 0.0,
            self.others.currentData(),
        )
        self._show_wish()
        self.wish_changed.emit(self._wish)

    def _show_wish(self) -> None:
        wish = self._wish.within(self._latent) if self._latent else self._wish
        for field, value in ((self.across, wish.across), (self.up, wish.up)):
            field.show_axis(value, max(2, self._latent), wish.kind)
        is_grid = wish.form == "grid"
        self.form.choose(wish.form)
        for widget in (self.axes_label, self.across, self.up):
            widget.setEnabled(is_grid)
        self.spreads.setVisible(bool(self.reach.currentIndex()))
