"""The panel in the middle of the window: the live map of the latent codes."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from superqt import QElidingLabel

from latentlab.gui.judgement import Judgement
from latentlab.gui.panels.map_colours import MapColours
from latentlab.gui.panels.map_controls import MapControls, grouped
from latentlab.gui.panels.map_drawing import MapDrawing
from latentlab.gui.panels.map_meaning import long_meaning, short_meaning
from latentlab.gui.panels.map_pair import MapPair
from latentlab.gui.panels.map_trust import MapTrust
from latentlab.gui.widgets.scatter.backdrop_key import BackdropKey
from latentlab.gui.widgets.scatter.class_legend import ClassLegend
from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.widgets.scatter.hover_card import HoverCard
from latentlab.gui.widgets.scatter.latent_scatter import LatentScatter
from latentlab.gui.widgets.scatter.thumbnails import Pictures
from latentlab.gui.widgets.wrapping_row import WrappingRow
from latentlab.latent.colouring.coloured import PointColours
from latentlab.latent.displacement import Displacement
from latentlab.latent.inverse.survey import Survey
from latentlab.latent.maps.layout import Layout, Plane
from latentlab.latent.preparing import Preparing

_HINT_SHARE = 0.45  # of the row under the map, which the badge leaves to the hint
_LEAST_LEGEND = 400  # in which ten digits stand in a line


class LatentMapPanel(QWidget):
    """Map, legend and controls; it knows nothing but what it is shown."""

    method_chosen = Signal(str)  # "pca", "tsne", "umap" or "axes"
    axes_chosen = Signal(int, int)  # latent dimensions from 0: across, up
    run_toggled = Signal()
    restart_requested = Signal()
    point_hovered = Signal(int)  # −1 where no point is near any more
    point_clicked = Signal(int)
    ground_clicked = Signal(object)  # np.ndarray (2,), a place on the map
    classes_filtered = Signal(object)  # np.ndarray (C,) bool: those that are shown
    points_chosen = Signal(object, object, str)  # rows (n,), How they join, "click", "box" or "lasso"
    place_held = Signal(object)  # np.ndarray (2,) under the mouse while places are meant, None without one

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controls = MapControls()
        self.scatter = LatentScatter()
        self.pair = MapPair(self.scatter)
        self.legend = ClassLegend()
        self.colours = MapColours()
        self.drawing = MapDrawing()
        self.trust = MapTrust()
        self._hint, self._count = QElidingLabel(), QLabel()
        self._card = HoverCard(self.scatter)
        self._backdrop_key = BackdropKey(self.scatter)
        self._card_index = -1
        self._method = "pca"
        self._plane: Plane | None = None
        self._preparing: Preparing | None = None
        self._total = 0
        self._is_early = False  # t-SNE's early phase
        self._is_lasso = False
        self._means_places = False
        self._build()
        self._connect()
        self._show_hint()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addWidget(self.controls)
        layout.addWidget(self.pair, 1)
        layout.addWidget(self._build_legend_row())
        layout.addLayout(self._build_hint_row())
        self.scatter.setMinimumHeight(200)
        self.scatter.set_empty_text(self.tr("Nothing to see yet. Train the network, or open a session."))
        self.setFocusProxy(self.scatter)

    def _build_legend_row(self) -> WrappingRow:
        classes = QWidget()
        row = QHBoxLayout(classes)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.legend, 1)
        row.addWidget(self.drawing)
        return WrappingRow(self.colours, classes, _LEAST_LEGEND)

    def _build_hint_row(self) -> QHBoxLayout:
        for label in (self._hint, self._count):
            label.setProperty("role", "muted")
        # One line always: a second one would resize the map at every change of method.
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.addWidget(self._hint, 1)
        row.addWidget(self.trust)
        row.addWidget(self._count)
        return row

    def _connect(self) -> None:
        self.controls.method_chosen.connect(self.method_chosen)
        self.controls.axes_chosen.connect(self.axes_chosen)
        self.controls.run_toggled.connect(self.run_toggled)
        self.controls.restart_requested.connect(self.restart_requested)
        self.controls.fit_requested.connect(self.fit)
        self.scatter.following_changed.connect(self.controls.show_following)
        self.scatter.point_hovered.connect(self._point_hovered)
        self.scatter.view_changed.connect(self._view_changed)
        self.scatter.point_clicked.connect(self.point_clicked)
        self.scatter.ground_clicked.connect(self.ground_clicked)
        self.scatter.points_chosen.connect(self.points_chosen)
        self.scatter.pointer.place_held.connect(self.place_held)
        self.legend.visibility_changed.connect(self._visibility_changed)
        self.drawing.drawing_changed.connect(lambda choices: self.pair.tell("show_drawing", choices))
        self.pair.twin_hovered.connect(self._point_hovered)
        self.pair.point_clicked.connect(self.point_clicked)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_classes(self, labels: np.ndarray, classes: tuple[str, ...]) -> None:
        """Take the classes of the sample: labels (N,) ints, indices into `classes`."""
        self.pair.tell("show_classes", labels, classes)
        self.legend.show_classes(classes)
        self.colours.show_classes(classes)
        self._show_count()

    def show_layout(self, layout: Layout, glide_ms: int, rescaled: bool, total: int) -> None:
        """Let the points glide to a layout of the first of `total` points."""
        self._plane, self._total, self._is_early = layout.plane, total, layout.is_early
        self.scatter.show_layout(layout.points, glide_ms, rescaled)
        self.controls.show_iteration(layout.iteration, layout.iterations)
        self._show_hint()
        self._show_count()

    def show_preparing(self, stage: Preparing | None) -> None:
        """Say how far the way to the first layout is; None when it is behind."""
        self._preparing = stage
        self._show_hint()

    def show_method(self, method: str) -> None:
        """Mark the method that is asked for: "pca", "tsne", "umap" or "axes"."""
        if method != self._method:
            self.scatter.show_all()  # what was looked at closely will be somewhere else
        self._method, self._plane, self._is_early = method, None, False
        self.controls.show_method(method)
        self.trust.show_meaning(long_meaning(method))
        self.pair.show_meaning(long_meaning(method))
        self._show_hint()

    def show_running(self, running: bool) -> None:
        self.controls.show_running(running)

    def show_method_ready(self, method: str, ready: bool) -> None:
        """Say whether a method's libraries are loaded."""
        self.controls.show_method_ready(method, ready)

    def show_cursor(self, place: np.ndarray | tuple[float, float] | None, at_once: bool = False) -> None:
        """Mark the decoder's z at (x, y) on the map, on the way there with the points or at once."""
        self.scatter.show_cursor(place, at_once)

    def show_dimensions(self, count: int) -> None:
        """Offer the latent dimensions as axes."""
        self.controls.show_dimensions(count)
        self.colours.show_dimensions(count)
        self._show_hint()

    def show_hovered(self, index: int, image: np.ndarray | None, label: str, number: int = -1) -> None:
        """Show the image (h, w) uint8 and class of a hovered point on a card beside it; −1 takes it away.

        number: of the image in its data set, by which it can be searched; −1 where that is not known.
        """
        self.colours.show_row(index)
        if not 0 <= index < len(self.scatter.points):
            self._card.hide()
            return
        self._card_index = index
        text = self.tr("Image {number}").format(number=grouped(self.locale(), number)) if number >= 0 else ""
        at, value = self.scatter.pixel_of_point(index), self.colours.text_of(index)
        self._card.show_point(at, image, label, value, text)

    def show_colours(self, colours: PointColours) -> None:
        """Colour the points, and say what the colours mean."""
        self.colours.show_colours(colours)
        self.pair.tell("show_tones", self.colours.tones)
        self.legend.show_coloured(self.colours.are_of_classes)
        if self._card.isVisible():
            self.point_hovered.emit(self._card_index)  # it says the colour's value

    def show_drawing(self, choices: DrawingChoices) -> None:
        """Draw the map as it is wanted."""
        self.drawing.show_choices(choices)
        self.pair.tell("show_drawing", choices)

    def show_filter(self, classes: np.ndarray, only: np.ndarray | None) -> None:
        """Show the points of some classes (C,) bool and, of these, some (N,) bool or all."""
        self.legend.show_visible(classes)
        self.pair.tell("set_visible_classes", classes)
        self.pair.tell("show_only", only)
        self._show_count()

    def show_group(self, mask: np.ndarray | None) -> None:
        """Let selected points stand out: mask (N,) bool over all images, None where all points are alike."""
        self.pair.tell("show_group", mask)

    def show_trails(self, rows: np.ndarray, places: np.ndarray, reason: str) -> None:
        """Draw where the points of `rows` (R,) were: places (F, R, 2); reason says why there are none."""
        self.scatter.trails.show_trails(rows, places)
        self.drawing.show_no_trails(reason)

    def show_displacement(self, wanted: bool, moved: Displacement | None) -> None:
        """Show how far the last frame moved the map, where that is wanted; None begins anew."""
        self.scatter.motion.setVisible(wanted)
        self.scatter.motion.show_displacement(moved, self._displacement_text(moved))

    def show_highlight(self, row: int) -> None:
        """Ring a point that is pointed at elsewhere; −1 takes the ring away."""
        self.scatter.show_highlight(row if row >= 0 else None)

    def show_lasso(self, on: bool) -> None:
        """Let a drag of the mouse draw a line around points, or move the map."""
        self._is_lasso = on
        self.scatter.canvas.set_lasso(on)
        self._show_hint()

    def show_survey(self, survey: Survey | None) -> None:
        """Paint what lies at each place behind the points, and say what it is."""
        self.scatter.show_survey(survey)
        self._backdrop_key.show_survey(survey)

    def mean_places(self, on: bool) -> None:
        """Let the mouse mean the place that it is at, and say so."""
        self._means_places = on
        self.scatter.pointer.mean_places(on)
        self._show_hint()

    def show_images(self, pictures: Pictures | None) -> None:
        """Take the images of the sample, which may stand in place of points; None where there are none."""
        self.scatter.show_images(pictures)

    def redraw(self) -> None:
        """Draw the points anew, with all that can be used by now."""
        self.scatter.redraw()

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Say how far the map can be trusted; None where that is not known."""
        self.trust.show_judgement(judgement)
        self._share_hint_row()

    def fit(self) -> None:
        """Show the whole map, and follow it as it grows."""
        self.scatter.fit()

    def clear(self) -> None:
        """Show an empty map."""
        self._plane, self._preparing, self._total = None, None, 0
        self._card.hide()
        self.scatter.clear()
        self._show_hint()
        self._show_count()

    # --- inside -------------------------------------------------------------------------------------------

    def _point_hovered(self, index: int) -> None:
        self.pair.highlight(index)
        if index < 0:
            self._card.hide()
        self.point_hovered.emit(index)

    def _view_changed(self) -> None:
        if self._card.isVisible() and self._card_index < len(self.scatter.points):
            self._card.stand_beside(self.scatter.pixel_of_point(self._card_index))

    def _visibility_changed(self, visible: np.ndarray) -> None:
        self.pair.tell("set_visible_classes", visible)
        self._show_count()
        self.classes_filtered.emit(visible)

    def _show_count(self) -> None:
        text = self.tr("{shown} of {total} points shown").format(
            shown=grouped(self.locale(), self.scatter.shown_count), total=grouped(self.locale(), self._total)
        )
        self._count.setText(text if self._total else "")
        self._share_hint_row()

    def _show_hint(self) -> None:
        text = self._stage_text(self._preparing) if self._preparing else self._method_text()
        if self._is_lasso:
            text = self.tr("Lasso: draw a line around points. Ctrl adds, Alt removes, Esc ends it.")
        if self._means_places:
            text = self.tr("The place under the mouse is decoded.")
        self._hint.setText(text)
        self._hint.setToolTip(f"{text}\n\n{long_meaning(self._method)}" if text else "")
        self._share_hint_row()

    def _stage_text(self, stage: Preparing) -> str:
        texts = {
            "neighbours": self.tr("Finding neighbours… {percent}%"),
            "affinities": self.tr("Weighing neighbours… {percent}%"),
            "compiling": self.tr("UMAP is being prepared…"),
        }
        text = texts.get(stage.what, self.tr("The map is being prepared… {percent}%"))
        return text.format(percent=100 * stage.done // max(1, stage.total))

    def _method_text(self) -> str:
        match self._method:
            case "axes":
                across, up = self.controls.axes
                text = self.tr("The codes as they are: dimension {across} across, dimension {up} up.")
                return text.format(across=across + 1, up=up + 1)
            case "tsne" if self._is_early:
                return self.tr("Early phase: near points are drawn close together.")
            case _:
                return short_meaning(self._method, self._plane, self.locale())

    def _displacement_text(self, moved: Displacement | None) -> str:
        if moved is None:
            return self.tr("Let the map move to see how steady it is")
        share = self.locale().toString(100 * moved.median, "f", 1 if moved.median >= 0.01 else 2)
        return self.tr("Median move a frame: {share}% of the map’s radius").format(share=share)

    def _share_hint_row(self) -> None:
        """Give the badge what the count and the more important part of the hint leave."""
        width = self.contentsRect().width() - 24
        hint = min(self._hint.fontMetrics().horizontalAdvance(self._hint.text()), _HINT_SHARE * width)
        self.trust.show_room(int(width - hint - self._count.sizeHint().width() - 20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_hint_row()
