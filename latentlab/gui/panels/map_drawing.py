"""What is drawn on the map, in a small sheet under its button."""

from dataclasses import replace
from typing import Any, get_args

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QToolButton, QVBoxLayout, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.widgets.fields import Choice
from latentlab.gui.widgets.percent_slider import PercentSlider
from latentlab.gui.widgets.scatter.drawing_choices import Background, DrawingChoices, Thumbnails
from latentlab.gui.widgets.section import Section, note

_WIDTH = 300
_SIZES = (25, 30, 40, 50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)  # percent
_OPACITIES = tuple(range(5, 101, 5))


class MapDrawing(QToolButton):
    """A button that opens the sheet, and tells what was changed on it."""

    drawing_changed = Signal(object)  # DrawingChoices

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = DrawingChoices()
        self._is_showing = False
        self._build_button()
        self._build_fields()
        self._build_sheet()
        self._connect()
        self.show_choices(self._choices)

    @property
    def choices(self) -> DrawingChoices:
        """What is chosen."""
        return self._choices

    def show_choices(self, choices: DrawingChoices) -> None:
        """Show what is drawn."""
        self._choices = choices
        self._is_showing = True  # what is shown was not changed by the student
        self.size_.show_share(choices.size)
        self.opacity.show_share(choices.opacity)
        self.by_density.setChecked(choices.by_density)
        self.names.setChecked(choices.names)
        self.contours.setChecked(choices.contours)
        self.key.setChecked(choices.key)
        self.trails.setChecked(choices.trails)
        self.displacement.setChecked(choices.displacement)
        self.thumbnails.choose(choices.thumbnails)
        self.background.choose(choices.background)
        self._is_showing = False

    def choose_background(self, background: Background) -> None:
        """Have something else painted behind the points, as if it were chosen on the sheet."""
        self.background.choose(background)
        self._change(background=background)

    def show_no_trails(self, reason: str) -> None:
        """Say why there are no trails though they are wanted; nothing where there are."""
        self.no_trails.setText(reason)
        self.no_trails.setVisible(bool(reason))
        if self.sheet.isVisible():
            self.sheet.adjustSize()

    def _build_button(self) -> None:
        text = self.tr("What is drawn…")
        self.setIcon(icon("layers-outline"))
        self.setToolTip(text)
        self.setAccessibleName(text)

    def _build_fields(self) -> None:
        self.size_ = PercentSlider(_SIZES)  # `size` is Qt's own
        self.opacity = PercentSlider(_OPACITIES)
        self.by_density = QCheckBox(self.tr("Fainter where they crowd"))
        self.by_density.setToolTip(
            self.tr("Points let more through the more of them lie together: density shows, and colours mix")
        )
        self.names = QCheckBox(self.tr("Names of the classes"))
        self.names.setToolTip(self.tr("Write the names of the classes on the map"))
        self.contours = QCheckBox(self.tr("Density lines of each class"))
        self.contours.setToolTip(
            self.tr("Each line encloses a quarter, a half or three quarters of a class, where it is densest")
        )
        self.key = QCheckBox(self.tr("Overview when zoomed in"))
        self.key.setToolTip(self.tr("The whole map in a corner, with what is in view marked on it"))
        self.trails = QCheckBox(self.tr("Trails through the epochs"))
        self.trails.setToolTip(
            self.tr("Draw the ways that the selected points took over the map while the network learnt")
        )
        self.no_trails = note()
        self.no_trails.hide()
        self.displacement = QCheckBox(self.tr("How far points move"))
        self.displacement.setToolTip(
            self.tr(
                "The median way of all points from one shown layout to the next, as a share of the map’s "
                "root mean square radius, and tails behind the points that went farthest"
            )
        )
        self.thumbnails = Choice()
        names = {
            "zoomed": self.tr("When zoomed in"),
            "always": self.tr("Always"),
            "never": self.tr("Never"),
        }
        for value in get_args(Thumbnails):
            self.thumbnails.addItem(names[value], value)
        self.background = Choice()
        for value, name in (
            ("none", self.tr("Nothing")),
            ("trust", self.tr("Trust in each place")),
            ("digits", self.tr("The digit at each place")),
        ):
            self.background.addItem(name, value)
        self.as_at_first = QPushButton(self.tr("As at first"))
        self.as_at_first.setToolTip(self.tr("Draw the map as it was drawn when LatentLab was new"))

    def _build_sheet(self) -> None:
        self.sheet = QFrame(self, Qt.WindowType.Popup)
        self.sheet.setProperty("kind", "sheet")
        self.sheet.setFixedWidth(_WIDTH)
        points, over = Section(self.tr("Points")), Section(self.tr("Over the points"))
        behind = Section(self.tr("Behind the points"))
        self._fill_points(points)
        self._fill_over(over)
        behind.add_row(
            self.tr("Show"),
            self.background,
            self.tr("How far to trust what is decoded at each place of the map, or the decoded digits"),
        )
        column = QVBoxLayout(self.sheet)
        column.setSpacing(12)
        for part in (points, over, behind):
            column.addWidget(part)
        column.addWidget(self.as_at_first, 0, Qt.AlignmentFlag.AlignRight)

    def _fill_points(self, section: Section) -> None:
        section.add_row(
            self.tr("Size"),
            self.size_,
            self.tr("Points are smaller the more of them are in view; this makes them all larger or smaller"),
        )
        section.add_row(
            self.tr("Opacity"), self.opacity, self.tr("How much a point hides what lies beneath it")
        )

        section.add_wide(self.by_density)
        section.add_row(
            self.tr("Images"),
            self.thumbnails,
            self.tr("Images take the place of as many points as they find room for, without overlap"),
        )

    def _fill_over(self, section: Section) -> None:
        for box in (self.names, self.contours, self.key, self.trails, self.no_trails, self.displacement):
            section.add_wide(box)

    def _connect(self) -> None:
        self.clicked.connect(self._open)
        self.size_.share_changed.connect(lambda share: self._change(size=share))
        self.opacity.share_changed.connect(lambda share: self._change(opacity=share))
        self.by_density.toggled.connect(lambda checked: self._change(by_density=checked))
        self.names.toggled.connect(lambda checked: self._change(names=checked))
        self.contours.toggled.connect(lambda checked: self._change(contours=checked))
        self.key.toggled.connect(lambda checked: self._change(key=checked))
        self.trails.toggled.connect(lambda checked: self._change(trails=checked))
        self.displacement.toggled.connect(lambda checked: self._change(displacement=checked))
        self.thumbnails.activated.connect(
            lambda _index: self._change(thumbnails=self.thumbnails.currentData())
        )
        self.background.activated.connect(lambda: self._change(background=self.background.currentData()))
        self.as_at_first.clicked.connect(self._reset)

    def _open(self) -> None:
        self.sheet.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width() - self.sheet.width(), -self.sheet.height() - 2))
        self.sheet.move(corner)
        self.sheet.show()

    def _change(self, **changes: Any) -> None:
        if not self._is_showing:
            self._tell(replace(self._choices, **changes))

    def _reset(self) -> None:
        self.show_choices(DrawingChoices())
        self._tell(self._choices)

    def _tell(self, choices: DrawingChoices) -> None:
        self._choices = choices
        self.drawing_changed.emit(choices)
