"""The decoder's page of paths: from A to B, and on to C, with the same path by other ways below."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.panels.decoder.path_end import PathEnd
from latentlab.gui.widgets.fields import Choice
from latentlab.gui.widgets.film_rows import FilmRows, Strip
from latentlab.gui.widgets.scrolled import scrolled
from latentlab.gui.widgets.section import note
from latentlab.gui.widgets.watched import Watched

_T = TypeVar("_T", str, float)

LETTERS = ("A", "B", "C")
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)


class PathPage(Watched):
    """Shows ends, a film of the path between them, and what it is compared with."""

    pick_toggled = Signal(int, bool)  # slot, whether the next click on the map is for it
    selection_asked = Signal(int)
    group_asked = Signal(int)
    sample_asked = Signal(int, int)  # slot, class
    removed = Signal(int)
    end_clicked = Signal(int)
    any_asked = Signal()
    turned_round = Signal()
    way_chosen = Signal(str)
    scrubbed = Signal(float)
    play_toggled = Signal(bool)
    speed_chosen = Signal(float)
    rounds_chosen = Signal(str)
    export_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ends = tuple(PathEnd(letter) for letter in LETTERS)
        self.film = FilmRows()
        self.film.setAccessibleName(self.tr("Film of the path"))
        self.hint, self.figures = note(), note()
        self._build_ways()
        self._build_player()
        self._lay_out()
        self._connect()
        self.show_film(())

    # --- what is shown ------------------------------------------------------------------------------------

    def show_end(self, slot: int, image: np.ndarray | None, name: str, short: str, there: bool) -> None:
        """Show the picture (h, w) and the name of an end; short: where there is no room for all of it."""
        self.ends[slot].show_end(image, name, short, there)

    def show_picking(self, slot: int) -> None:
        """Show which end the next click on the map is; −1 for none."""
        for number, end in enumerate(self.ends):
            end.show_picking(number == slot)

    def show_group(self, count: int) -> None:
        """Offer the selected points as ends."""
        for end in self.ends:
            end.show_group(count)

    def show_classes(self, classes: Sequence[str]) -> None:
        """Offer samples of these classes as ends."""
        for end in self.ends:
            end.show_classes(classes)

    def show_way(self, way: str) -> None:
        """Show which way the path goes."""
        self.way.choose(way)

    def show_hint(self, hint: str) -> None:
        """Say what to do next, or what is to be known of the path; nothing where all is plain."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def show_film(self, strips: Sequence[Strip]) -> None:
        """Show the rows of the path, that of the chosen way first."""
        self.film.show_strips(strips)
        self.film.setVisible(bool(strips))
        self.figures.setVisible(bool(strips))
        for widget in (self.play, self.turn, self.export):
            widget.setEnabled(bool(strips))

    def show_position(self, position: float | None) -> None:
        """Let the handle of the film stand there; None where the selection is not on the path."""
        self.film.show_position(position)

    def show_playing(self, is_playing: bool) -> None:
        """Show whether the selection moves along the path."""
        self.play.setIcon(icon("pause" if is_playing else "play"))
        was_blocked = self.play.blockSignals(True)
        self.play.setChecked(is_playing)
        self.play.blockSignals(was_blocked)

    # --- building -----------------------------------------------------------------------------------------

    def _build_ways(self) -> None:
        self.way = Choice()
        tip = self.tr(
            "Straight: the shortest way. Over a sphere: keeps the distance to its middle, as codes of a "
            "variational network lie in a shell about the origin; others’ codes lie about their mean. "
            "Through the data: by hops from code to neighbouring code."
        )
        self.way.setToolTip(tip)
        self.way.setAccessibleName(self.tr("Way from end to end"))
        for way, text in (
            ("straight", self.tr("Straight")),
            ("sphere", self.tr("Sphere, origin")),
            ("sphere-mean", self.tr("Sphere, mean")),
            ("through", self.tr("Through the data")),
        ):
            self.way.addItem(text, way)
        self.way.setProperty("kind", "narrow")
        self.turn = self._button("swap-horizontal", self.tr("Swap the ends: go the other way"))
        self.export = self._button(
            "file-export-outline", self.tr("Write the path as PNG, SVG, GIF, WebP or NPZ.")
        )
        self.any = self._button("dice-5-outline", self.tr("Two samples of two classes at random"))

    def _build_player(self) -> None:
        self.play = self._button("play", self.tr("Play the path"))
        self.play.setCheckable(True)
        self.playing = self._button("tune-vertical-variant", self.tr("Speed, and what comes at the end"))
        menu = QMenu(self)
        self.rounds = self._choices(
            menu,
            (
                ("once", self.tr("Once")),
                ("again", self.tr("Again and again")),
                ("back", self.tr("Back and forth")),
            ),
            self.rounds_chosen,
        )
        menu.addSeparator()
        speeds = tuple((speed, self.tr("{speed:g}× the usual speed").format(speed=speed)) for speed in SPEEDS)
        self.speeds = self._choices(menu, speeds, self.speed_chosen)
        self.rounds["once"].setChecked(True)
        self.speeds[1.0].setChecked(True)
        self.playing.setMenu(menu)
        self.playing.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _choices(
        self, menu: QMenu, choices: Sequence[tuple[_T, str]], chosen: SignalInstance
    ) -> dict[_T, QAction]:
        """Entries of a menu of which one is ticked, by what they mean."""
        group, actions = QActionGroup(self), dict[_T, QAction]()
        for value, text in choices:
            action = actions[value] = menu.addAction(text)
            action.setCheckable(True)
            group.addAction(action)
            action.setData(value)
        group.triggered.connect(lambda action: chosen.emit(action.data()))
        return actions

    def _button(self, glyph: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(glyph))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _lay_out(self) -> None:
        self.figures.setText(
            self.tr(
                "Figures: mean squared error a pixel from the pictures between the ends to the nearest "
                "real image (blurred ones come out well, so look, too), and how many of the codes lie off "
                "the data."
            )
        )
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._row(*self.ends, stretch=self.ends))
        tools = (self.play, self.playing, self.way, self.turn, self.any, self.export)
        column.addLayout(self._row(*tools, stretch=(self.way,)))
        for widget in (self.film, self.hint, self.figures):
            column.addWidget(widget)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page))

    def _row(self, *widgets: QWidget, stretch: Sequence[QWidget]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget in widgets:
            row.addWidget(widget, int(widget in stretch))
        return row

    def _connect(self) -> None:
        for slot, end in enumerate(self.ends):
            end.pick_toggled.connect(lambda on, slot=slot: self.pick_toggled.emit(slot, on))
            end.selection_asked.connect(lambda slot=slot: self.selection_asked.emit(slot))
            end.group_asked.connect(lambda slot=slot: self.group_asked.emit(slot))
            end.sample_asked.connect(lambda label, slot=slot: self.sample_asked.emit(slot, label))
            end.removed.connect(lambda slot=slot: self.removed.emit(slot))
            end.gone_to.connect(lambda slot=slot: self.end_clicked.emit(slot))
        self.any.clicked.connect(lambda: self.any_asked.emit())
        self.export.clicked.connect(lambda: self.export_asked.emit())
        self.turn.clicked.connect(lambda: self.turned_round.emit())
        self.way.activated.connect(lambda: self.way_chosen.emit(self.way.currentData()))
        self.film.scrubbed.connect(self.scrubbed)
        self.play.toggled.connect(self.play_toggled)
