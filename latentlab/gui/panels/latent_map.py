"""The panel in the middle of the window: the live map of the latent codes."""

import numpy as np
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from latentlab.gui.judgement import Judgement
from latentlab.gui.panels.map_colours import MapColours
from latentlab.gui.panels.map_controls import MapControls, grouped
from latentlab.gui.panels.map_drawing import MapDrawing
from latentlab.gui.panels.map_field import MapField
from latentlab.gui.panels.map_hint import MapHint
from latentlab.gui.panels.map_trust import MapTrust
from latentlab.gui.widgets.scatter.backdrop_key import BackdropKey
from latentlab.gui.widgets.scatter.class_legend import ClassLegend
from latentlab.gui.widgets.scatter.cursor_glide import CursorGlide
from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.widgets.scatter.hover_card import HoverCard
from latentlab.gui.widgets.scatter.thumbnails import Pictures
from latentlab.gui.widgets.wrapping_row import WrappingRow
from latentlab.latent.colouring.coloured import PointColours
from latentlab.latent.displacement import Displacement
from latentlab.latent.inverse.survey import Survey
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.preparing import Preparing

_HINT_SHARE = 0.45  # of the row under the map, which the badge leaves to the hint
_LEAST_LEGEND = 400  # in which ten digits stand in a line


class LatentMapPanel(QWidget):
    """Map, legend and controls; it knows nothing but what it is shown."""

    method_chosen = Signal(str)  # one of `MapSettings.method`
    axes_chosen = Signal(object)  # latent dimensions from 0: (across, up, in depth)
    plane_chosen = Signal(str, object)  # "classes" or "points", three numbers of them
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
        self.field = MapField()
        self.scatter, self.pair, self.space = self.field.scatter, self.field.pair, self.field.space
        self.legend = ClassLegend()
        self.colours = MapColours()
        self.drawing = MapDrawing()
        self.trust = MapTrust()
        self._hint, self._count = MapHint(), QLabel()
        self._card = HoverCard(self)
        self._backdrop_key = BackdropKey(self.scatter)
        self._cursor_glide = CursorGlide(self.scatter.show_cursor, self)
        self._card_index = -1
        self._method = "pca"
        self._classes: tuple[str, ...] = ()
        self._total = 0
        self._build()
        self._connect()
        self._hint.tell()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addWidget(self.controls)
        layout.addWidget(self.field, 1)
        layout.addWidget(self._build_legend_row())
        layout.addLayout(self._build_hint_row())
        self.scatter.set_empty_text(self.tr("Nothing to see yet. Train the network, or open a session."))
        self.setFocusProxy(self.field)

    def _build_legend_row(self) -> WrappingRow:
        classes = QWidget()
        row = QHBoxLayout(classes)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.legend, 1)
        row.addWidget(self.drawing)
        return WrappingRow(self.colours, classes, _LEAST_LEGEND)

    def _build_hint_row(self) -> QHBoxLayout:
        self._count.setProperty("role", "muted")
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
        self.controls.fit_requested.connect(self.field.fit)
        self.controls.plane.chosen.connect(self.plane_chosen)
        self.controls.plane.picking_changed.connect(lambda picked: self._hint.tell(picked=picked))
        self.space.point_hovered.connect(self._point_hovered)
        self.space.point_clicked.connect(self._point_clicked)
        self.space.points_chosen.connect(self.points_chosen)
        self.space.turned.connect(self._view_changed)
        self.field.space_shown.connect(self._card.hide)
        self.field.end_picked.connect(lambda letter: self._hint.tell(picked_end=letter))
        self._hint.changed.connect(self._share_hint_row)
        self.scatter.following_changed.connect(self.controls.show_following)
        self.scatter.point_hovered.connect(self._point_hovered)
        self.scatter.view_changed.connect(self._view_changed)
        self.scatter.point_clicked.connect(self._point_clicked)
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
        if classes != self._classes:
            self._classes = classes
            self.controls.plane.show_classes(classes)
        self._show_count()

    def show_layout(self, layout: Layout, glide_ms: int, rescaled: bool, total: int) -> None:
        """Let the points glide to a layout of the first of `total` points."""
        self._total = total
        self.field.show_layout(layout, glide_ms, rescaled, self._classes)
        self.controls.show_iteration(layout.iteration, layout.iterations)
        self._hint.tell(layout=layout, axes=self.controls.axes)
        self._show_count()

    def show_preparing(self, stage: Preparing | None) -> None:
        """Say how far the way to the first layout is; None when it is behind."""
        self._hint.tell(preparing=stage)

    def show_method(self, method: str) -> None:
        """Mark the method that is asked for: "pca", "tsne", "umap" or "axes"."""
        if method != self._method:
            self.scatter.show_all()  # what was looked at closely will be somewhere else
        self._method = method
        self.controls.show_method(method)
        self._hint.tell(method=method, layout=None)
        self._show_meaning()

    def show_source(self, source: str) -> None:
        """Say what the map is made of: "codes" or "pixels"."""
        self.controls.more.show_source(source)
        self._hint.tell(of_pixels=source == "pixels")

    def show_settings(self, settings: MapSettings) -> None:
        """Show what maps are made with."""
        self.controls.show_settings(settings)
        self._hint.tell(axes=self.controls.axes, dimensions=settings.dimensions)
        self._show_meaning()

    def show_running(self, running: bool) -> None:
        self.controls.show_running(running)

    def show_method_ready(self, method: str, ready: bool) -> None:
        """Say whether a method's libraries are loaded."""
        self.controls.show_method_ready(method, ready)

    def show_cursor(self, place: np.ndarray | tuple[float, float] | None, at_once: bool = False) -> None:
        """Mark the decoder's z at (x, y) on the map, on the way there with the points or at once.

        In a space it is at (x, y, z).
        """
        self._cursor_glide.stop()
        self.field.show_cursor(place, at_once)

    def refine_cursor(self, place: np.ndarray) -> None:
        """Let the cursor glide to a place (2,) that is known more exactly."""
        shown = self.scatter.cursor_place
        if shown is None:
            self.show_cursor(place)
        else:
            self._cursor_glide.go(shown, place)

    def show_dimensions(self, count: int) -> None:
        """Offer the latent dimensions as axes."""
        self.controls.show_dimensions(count)
        self.colours.show_dimensions(count)
        self._hint.tell(axes=self.controls.axes)

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
        at, value = self._pixel_of(index), self.colours.text_of(index)
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
        self.field.show_highlight(row)

    def show_lasso(self, on: bool) -> None:
        """Let a drag of the mouse draw a line around points, or move the map."""
        self.field.set_lasso(on)
        self._hint.tell(is_lasso=on)

    def show_survey(self, survey: Survey | None) -> None:
        """Paint what lies at each place behind the points, and say what it is."""
        self.scatter.show_survey(survey)
        self._backdrop_key.show_survey(survey)

    def mean_places(self, on: bool) -> None:
        """Let the mouse mean the place that it is at, and say so."""
        self.scatter.pointer.mean_places(on)
        self._hint.tell(means_places=on)

    def show_images(self, pictures: Pictures | None) -> None:
        """Take the images of the sample, which may stand in place of points; None where there are none."""
        self.pair.tell("show_images", pictures)

    def redraw(self) -> None:
        """Draw the points anew, with all that can be used by now."""
        self.scatter.redraw()

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Say how far the map can be trusted; None where that is not known."""
        self.trust.show_judgement(judgement)
        self._share_hint_row()

    def fit(self) -> None:
        """Show the whole map, and follow it as it grows."""
        self.field.fit()

    def stop_picking(self) -> bool:
        """Pick no more points for a plane; tells whether that was under way."""
        was_picking = self.controls.plane.is_picking
        self.controls.plane.stop_picking()
        return was_picking

    def clear(self) -> None:
        """Show an empty map."""
        self._total = 0
        self._card.hide()
        self.scatter.clear()
        self._hint.tell(layout=None, preparing=None)
        self._show_count()

    # --- inside -------------------------------------------------------------------------------------------

    def _point_hovered(self, index: int) -> None:
        self.pair.highlight(index)
        if index < 0:
            self._card.hide()
        self.point_hovered.emit(index)

    def _point_clicked(self, index: int) -> None:
        if self.controls.plane.is_picking:
            self.controls.plane.pick(index)
        else:
            self.point_clicked.emit(index)

    def _show_meaning(self) -> None:
        self.trust.show_meaning(self._hint.meaning)
        self.pair.show_meaning(self._hint.meaning)

    def _view_changed(self) -> None:
        if self._card.isVisible() and self._card_index < len(self.scatter.points):
            self._card.stand_beside(self._pixel_of(self._card_index))

    def _pixel_of(self, index: int) -> QPointF:
        """Where a point is on this panel."""
        return self.field.mapTo(self, self.field.pixel_of_point(index))

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

    def _displacement_text(self, moved: Displacement | None) -> str:
        if moved is None:
            return self.tr("Let the map move to see how steady it is")
        share = self.locale().toString(100 * moved.median, "f", 1 if moved.median >= 0.01 else 2)
        return self.tr("Median move a frame: {share}% of the map’s radius").format(share=share)

    def _share_hint_row(self) -> None:
        """Give the badge what the count and the more important part of the hint leave."""
        width = self.contentsRect().width() - 24
        hint = min(self._hint.fontMetrics().horizontalAdvance(self._hint.whole_text), _HINT_SHARE * width)
        self.trust.show_room(int(width - hint - self._count.sizeHint().width() - 20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_hint_row()
