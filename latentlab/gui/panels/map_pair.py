"""The map, and beside it, when asked for, the same map made with another seed or of another run."""

from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.judgement import Judgement
from latentlab.gui.panels.map_controls import grouped
from latentlab.gui.panels.map_trust import MapTrust
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.scatter.latent_scatter import LatentScatter
from latentlab.gui.widgets.section import note
from latentlab.latent.contours import Contours
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.quality import Estimate

_LEAST_WIDTH, _LEAST_HALF = 240, 150
_TRUST_ROOM = 110
_BETWEEN = 6  # the two maps; of a map alone it would be a margin


class MapPair(QWidget):
    """What is shown on the first map is shown on the second alike; the second is built when first wanted."""

    closed = Signal()  # the second map is wanted no more
    twin_hovered = Signal(int)  # a point of the second map, −1 where none is near any more
    point_clicked = Signal(int)  # of the second map
    lines_requested = Signal(object, object, int)  # points (2, N) of the first map, labels (N,), classes
    request_dropped = Signal()
    twin_lines_requested = Signal(object, object, int)
    twin_request_dropped = Signal()

    def __init__(self, scatter: LatentScatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scatter = scatter
        self.twin: LatentScatter | None = None
        self._alike: dict[str, tuple[Any, ...]] = {}  # what the first map was last told, by method
        self._is_waiting = False
        self._build()
        self.scatter.contours.lines_requested.connect(self.lines_requested)
        self.scatter.contours.request_dropped.connect(self.request_dropped)
        self.show_pair(False)

    # --- what both show -----------------------------------------------------------------------------------

    def tell(self, what: str, *values: Any) -> None:
        """Call a method of the scatter on both maps, and on a second one that is yet to come."""
        self._alike[what] = values
        for scatter in (self.scatter, self.twin):
            if scatter is not None:
                getattr(scatter, what)(*values)

    # --- the second map -----------------------------------------------------------------------------------

    def show_pair(self, wanted: bool) -> None:
        """Show both maps, or the first alone."""
        if wanted and self.twin is None:
            self._build_twin()
        for widget in (*self._of_pair, self.twin):
            if widget is not None:
                widget.setVisible(wanted)
        self.scatter.setMinimumWidth(_LEAST_HALF if wanted else _LEAST_WIDTH)
        self._grid.setColumnStretch(1, 1 if wanted else 0)
        self._grid.setHorizontalSpacing(_BETWEEN if wanted else 0)
        if wanted:
            self.show_agreement(0, None)
        else:
            self.trust.hide()

    def show_seeds(self, first: int, settings: MapSettings) -> None:
        """Say what the maps were made with: the first one's seed, and the second one's settings."""
        seed = self.tr("Seed {seed}")
        self._show_names((seed.format(seed=first), seed.format(seed=settings.seed)), is_of_runs=False)
        self._begin.setText(self._begin_text(settings))

    def show_runs(self, first: str, second: str) -> None:
        """Say that the maps are of two runs, by their names."""
        self._show_names((first, second), is_of_runs=True)
        self._begin.setText(
            self.tr("Both maps show the same images in the same colours, each by the codes of its run.")
        )

    def _show_names(self, names: tuple[str, str], is_of_runs: bool) -> None:
        self._names, self._is_of_runs = names, is_of_runs
        for title, name in zip(self._titles, names, strict=True):
            title.show_text(name)

    def show_twin(self, layout: Layout, glide_ms: int, rescaled: bool) -> None:
        """Let the points of the second map glide to a layout."""
        if self.twin is None:
            return
        self.twin.show_layout(layout.points, glide_ms, rescaled)
        title = self._names[1]
        if not layout.done:
            title = self.tr("{name} · {iteration} / {iterations}").format(
                name=title,
                iteration=grouped(self.locale(), layout.iteration),
                iterations=grouped(self.locale(), layout.iterations),
            )
        self._titles[1].show_text(title)

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Say how far the second map can be trusted."""
        self.trust.show_judgement(judgement)
        self.trust.setVisible(judgement is not None and self._close.isVisibleTo(self))

    def show_meaning(self, text: str) -> None:
        """What the method of both maps does and does not show."""
        self.trust.show_meaning(text)

    def show_waiting(self, waiting: bool) -> None:
        """Say that the second map waits for the training to end."""
        self._is_waiting = waiting
        self.show_agreement(0, None)

    def show_agreement(self, k: int, shared: Estimate | None) -> None:
        """Say how many of the k nearest are the same on both maps; None where that is not known yet."""
        if self._is_waiting and not self._is_of_runs:
            text = self.tr("The second map waits while the network trains: it is of older codes.")
        elif self._is_waiting:
            text = self.tr("The second map waits while the network trains.")
        elif shared is None:
            text = self.tr("Both maps are compared when they have come to rest.")
        elif self._is_of_runs:
            text = self.tr(
                "{share}% ± {error} of each point’s {k} nearest are the same on both maps: so far the two "
                "runs agree on which digits are alike."
            )
        else:
            text = self.tr(
                "{share}% ± {error} of each point’s {k} nearest are the same on both maps. What differs is "
                "the method’s chance; what both show comes from the data, or from the method itself."
            )
        if shared is not None and not self._is_waiting:
            number = self.locale().toString
            share, error = number(100 * shared.value, "f", 1), number(100 * shared.se, "f", 1)
            text = text.format(share=share, error=error, k=k)
        self._agreement.setText(text)

    def highlight(self, row: int) -> None:
        """Ring on the second map the point that is hovered on the first; −1 takes the ring away."""
        if self.twin is not None:
            self.twin.show_highlight(row if row >= 0 else None)

    def show_cursor(self, place: np.ndarray | None) -> None:
        """Mark on the second map what is selected."""
        if self.twin is not None:
            self.twin.show_cursor(place)

    def show_twin_lines(self, found: Contours) -> None:
        """Draw the lines of equal density that were requested for the second map."""
        if self.twin is not None:
            self.twin.contours.show_lines(found)

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._names = ("", "")
        self._is_of_runs = False
        self._titles = (ElidedLabel(), ElidedLabel())
        for title in self._titles:
            title.setProperty("role", "strong")
        self.trust = MapTrust()
        self.trust.show_room(_TRUST_ROOM)
        self._close = QToolButton()
        text = self.tr("Close the second map")
        self._close.setIcon(icon("close"))
        self._close.setToolTip(text)
        self._close.setAccessibleName(text)
        self._close.clicked.connect(lambda: self.closed.emit())
        self._agreement, self._begin = note(role=""), note()
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self._titles[1], 1)
        bar.addWidget(self.trust)
        bar.addWidget(self._close)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._grid.addWidget(self._titles[0], 0, 0)
        self._grid.addWidget(self._bar, 0, 1)
        self._grid.addWidget(self.scatter, 1, 0)
        self._grid.addWidget(self._agreement, 2, 0, 1, 2)
        self._grid.addWidget(self._begin, 3, 0, 1, 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(1, 1)
        self._of_pair = (self._titles[0], self._bar, self._close, self._agreement, self._begin)

    def _build_twin(self) -> None:
        self.twin = LatentScatter()
        self.twin.setMinimumSize(_LEAST_HALF, 200)
        self.twin.canvas.setAccessibleName(self.tr("Second latent map"))
        self.twin.set_empty_text(self.tr("The second map begins…"))
        self.twin.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._grid.addWidget(self.twin, 1, 1)
        self.twin.point_hovered.connect(self._twin_hovered)
        self.twin.point_clicked.connect(self.point_clicked)
        self.twin.contours.lines_requested.connect(self.twin_lines_requested)
        self.twin.contours.request_dropped.connect(self.twin_request_dropped)
        for what, values in self._alike.items():
            getattr(self.twin, what)(*values)

    def _twin_hovered(self, row: int) -> None:
        self.scatter.show_highlight(row if row >= 0 else None)
        self.twin_hovered.emit(row)

    def _begin_text(self, settings: MapSettings) -> str:
        if settings.start == "random":
            return self.tr(
                "Each began from random places of its own; neighbours and parameters are the same."
            )
        return self.tr(
            "Both began from the PCA plane, which alone can make groups stand alike: begin with random "
            "places (under Parameters) to see how much of that is left."
        )
