"""The timeline: one row under everything else, to look back on each epoch of the run that is kept."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.theme import set_property
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.fields import Choice
from latentlab.gui.widgets.time_track import Marks, TimeTrack

SPEEDS = (0.5, 1.0, 2.0, 4.0)
_HEIGHT = 44


@dataclass(frozen=True, slots=True, eq=False)
class Continuing:
    """Whether a run can go on from the kept epoch that is shown, and what a student is told of that."""

    is_possible: bool
    text: str


class TimelinePanel(QFrame):
    """Tells where in the run the window looks, and takes it elsewhere."""

    travelled = Signal(int)  # number of the tick
    now_requested = Signal()
    film_toggled = Signal(bool)
    speed_chosen = Signal(float)
    loop_toggled = Signal(bool)
    continue_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setFixedHeight(_HEIGHT)
        self.track = TimeTrack(self)
        self.label = ElidedLabel(self)  # it changes all the time: a QLabel would lay out the window
        self.label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._build_film()
        self.now = QPushButton(self.tr("Now"), self)
        self.now.setToolTip(self.tr("Show the network as it is now, and follow its training. Key: End."))
        self.go_on = QPushButton(self.tr("Continue from here"), self)
        self._lay_out()
        self._connect()

    def show_moments(self, marks: Marks, text: str, continuing: Continuing) -> None:
        """Show what there is to travel to, where the student is, and say it in `text`."""
        self.track.show_marks(marks)
        self.track.setAccessibleDescription(text)
        set_property(self, "travelling", not marks.is_now)
        set_property(self.label, "role", "muted" if marks.is_now else "strong")
        self._make_room(text)
        self.label.show_text(text)
        self.now.setEnabled(not marks.is_now)
        self.go_on.setEnabled(continuing.is_possible)
        self.go_on.setToolTip(continuing.text)

    def show_film(self, is_playing: bool) -> None:
        """Show whether the epochs are played back."""
        self.film.setIcon(icon("pause" if is_playing else "movie-play-outline"))
        was_blocked = self.film.blockSignals(True)
        self.film.setChecked(is_playing)
        self.film.blockSignals(was_blocked)

    def _build_film(self) -> None:
        self.film = QToolButton(self)
        self.film.setCheckable(True)
        self.film.setAccessibleName(self.tr("Play the epochs back"))
        self.film.setToolTip(self.tr("Play the epochs back, from the handle to the end."))
        self.show_film(False)
        self.speed = Choice(self)
        self.speed.setMinimumContentsLength(3)
        self.speed.setMaximumWidth(72)
        self.speed.setAccessibleName(self.tr("Speed of the film"))
        self.speed.setToolTip(self.tr("Speed of the film. Default: 1×"))
        for speed in SPEEDS:
            self.speed.addItem(self.tr("{speed:g}×").format(speed=speed), speed)
        self.speed.choose(1.0)
        self.loop = QToolButton(self)
        self.loop.setCheckable(True)
        self.loop.setIcon(icon("repeat"))
        self.loop.setAccessibleName(self.tr("Begin the film again when it is over"))
        self.loop.setToolTip(self.tr("Begin the film again when it is over. Default: off"))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        for widget in (self.film, self.speed, self.loop):
            row.addWidget(widget)
        row.addSpacing(6)
        row.addWidget(self.track, 1)
        row.addWidget(self.label)
        row.addSpacing(6)
        row.addWidget(self.now)
        row.addWidget(self.go_on)
        widest = self.tr("Epoch {epoch} of {epochs} · now, the best").format(epoch="888.8", epochs=888)
        self._make_room(widest)

    def _make_room(self, text: str) -> None:
        """Give the label the width of its longest text so far: the track beside it moves seldom."""
        self.label.setFixedWidth(
            max(self.label.minimumWidth(), self.label.fontMetrics().horizontalAdvance(text) + 2)
        )

    def _connect(self) -> None:
        self.track.moved.connect(self.travelled)
        self.track.now_requested.connect(self.now_requested)
        self.film.toggled.connect(self.film_toggled)
        self.loop.toggled.connect(self.loop_toggled)
        self.speed.currentIndexChanged.connect(lambda at: self.speed_chosen.emit(SPEEDS[at]))
        self.now.clicked.connect(lambda: self.now_requested.emit())
        self.go_on.clicked.connect(lambda: self.continue_requested.emit())
