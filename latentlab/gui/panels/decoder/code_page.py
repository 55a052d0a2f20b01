"""The decoder's page of sliders: one for each axis of the code, and what sets all of them at once."""

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from latentlab.errors import ConfigError
from latentlab.gui.panels.decoder.axis_choice import AxisChoice
from latentlab.gui.panels.decoder.axis_menu import AxisMenu
from latentlab.gui.panels.decoder.code_tools import CodeTools
from latentlab.gui.widgets.code_text import axis_name, code_from, code_text
from latentlab.gui.widgets.latent_sliders import LatentSliders
from latentlab.gui.widgets.slider_look import SliderLook
from latentlab.gui.widgets.watched import Watched
from latentlab.latent.code_axes import CodeAxes

_SPACING = 6


class CodePage(Watched):
    """Shows a code as sliders; tells of another, chosen by them or from the clipboard."""

    moved = Signal(object)  # np.ndarray (k,) float32, by a slider
    pasted = Signal(object)  # np.ndarray (k,) float32
    refused = Signal(str)  # why nothing changed
    own_span_chosen = Signal(int, object)  # axis, how far its slider reaches; None: as all
    view_changed = Signal(object, int)  # tuple[int, ...] axes in view, how many frames their films have
    resized = Signal()  # a row takes another height

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = CodeTools(self)
        self.choice = AxisChoice(self)
        self.sliders = LatentSliders(self)
        self._z = np.zeros(0, np.float32)  # (k,)
        self._axes: CodeAxes | None = None  # that the sliders move along, None: the latent dimensions
        self._waiting: tuple[CodeAxes, SliderLook, np.ndarray, str] | None = None  # came under a hand
        self._ranks = np.zeros(0, np.int64)  # (k,)
        self._ranked_by: tuple[str, str, bool] | None = None  # axes, order, whether effects are known
        self._own_spans: Mapping[int, str] = {}
        self._locked: frozenset[int] = frozenset()
        self._lay_out()
        self._connect()

    @property
    def point(self) -> np.ndarray:
        """The code (k,) float32 that is shown, a copy."""
        return self._z.copy()

    def show_dimensions(self, latent: int) -> None:
        """Make `latent` sliders, all at 0, unless there are as many already."""
        if latent == len(self._z):
            return
        self._z, self._axes, self._waiting = np.zeros(latent, np.float32), None, None
        self._ranked_by = None
        self._ranks = np.arange(latent)
        self.choice.show_dimensions(latent)
        self.tools.share_room()
        self.choice.show_kind("dimensions")
        self.sliders.show_dimensions(latent)

    def show_point(self, z: np.ndarray) -> None:
        """Show a code (k,), without a signal."""
        self._z = np.array(z, np.float32).ravel()
        self.sliders.show_point(self._z if self._axes is None else self._axes.coordinates(self._z))

    def show_axes(self, axes: CodeAxes, look: SliderLook, ranks: np.ndarray, order: str) -> None:
        """Move along these axes, of which this is known; after a handle is let go.

        Their ranks (k,) in another order are shown at once; newer ones in the same, when no hand is there.
        """
        if len(axes) != len(self._z):
            return  # of a network that is gone
        if self.sliders.is_held:
            self._waiting = (axes, look, ranks, order)
            return
        self._waiting = None
        self._axes = None if axes.kind == "dimensions" else axes
        self.choice.show_kind(axes.kind)
        self.sliders.show_look(look)
        self.show_point(self._z)
        self._ranks = ranks
        ranked_by = (axes.kind, order, look.effects is not None)
        if ranked_by != self._ranked_by or not self.sliders.is_busy:
            self._ranked_by = ranked_by
            self._arrange()

    def show_own_spans(self, spans: Mapping[int, str]) -> None:
        """How far single sliders reach: axis → reach."""
        self._own_spans = spans

    def show_locked(self, locked: frozenset[int]) -> None:
        """Mark the axes that stay as they are."""
        self._locked = locked
        self.sliders.show_locked(locked)
        self.tools.menu.unlock.setEnabled(bool(locked))

    def show_filming(self, filming: bool) -> None:
        """Have room for films below the sliders, or not."""
        self.tools.menu.films.setChecked(filming)
        self.sliders.show_filming(filming)
        self.resized.emit()

    def copy(self) -> None:
        """Put z on the clipboard as text."""
        QGuiApplication.clipboard().setText(code_text(self._z))

    def paste(self) -> None:
        """Take z from the clipboard; what is none changes nothing and is told."""
        try:
            z = code_from(QGuiApplication.clipboard().text(), len(self._z))
        except ConfigError as error:
            self.refused.emit(self.tr(error.template).format(**error.values))
            return
        self.show_point(z)
        self.pasted.emit(z)

    def height_of(self, rows: int, films: int | None = None) -> int:
        """What the page takes with so many sliders in view; films: of the last not all."""
        above = self.tools.sizeHint().height() + _SPACING
        if not self.choice.isHidden():
            above += self.choice.sizeHint().height() + _SPACING
        return above + self.sliders.height_of(rows, films)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_SPACING)
        self.tools.take_in(self.choice.search)
        column.addWidget(self.tools)
        column.addWidget(self.choice)
        column.addWidget(self.sliders, 1)

    def _connect(self) -> None:
        self.sliders.moved.connect(self._on_moved)
        self.sliders.gripped.connect(self._on_gripped)
        self.sliders.menu_requested.connect(self._open_menu)
        self.sliders.view_changed.connect(self._tell_view)
        self.choice.search_changed.connect(self._arrange)
        self.tools.copy_requested.connect(self.copy)
        self.tools.paste_requested.connect(self.paste)

    def _on_moved(self, values: np.ndarray) -> None:
        if self._axes is None:
            self._z = values
        else:  # by the way that was made: what did not move keeps its last bit
            ways = values.astype(np.float64) - self._axes.coordinates(self._z).astype(np.float32)  # (k,)
            self._z = (self._z + self._axes.directions @ ways).astype(np.float32)
        self.moved.emit(self._z.copy())

    def _on_gripped(self, gripped: bool) -> None:
        if not gripped and self._waiting is not None:
            self.show_axes(*self._waiting)

    def _arrange(self) -> None:
        found = self.choice.found
        shown = self._ranks if found is None else self._ranks[np.isin(self._ranks, found)]
        self.sliders.show_order(shown)

    def _tell_view(self) -> None:
        self.view_changed.emit(self.sliders.in_view, self.sliders.film_frames)

    def _open_menu(self, axis: int, place: QPoint) -> None:
        name = axis_name(axis, "dimensions" if self._axes is None else self._axes.kind)
        menu = AxisMenu(name, axis in self._locked, self._own_spans.get(axis), self)
        menu.lock_asked.connect(lambda: self.sliders.lock_clicked.emit(axis))
        menu.zero_asked.connect(lambda: self.sliders.choose(axis, 0.0))
        menu.span_chosen.connect(lambda span: self.own_span_chosen.emit(axis, span or None))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
