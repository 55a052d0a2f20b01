"""The live scatter of the latent map: its points glide, its view follows, it tells what was pointed at."""

import time

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from latentlab.gui.widgets.scatter.anchor_marks import AnchorMarks
from latentlab.gui.widgets.scatter.class_names import class_samples
from latentlab.gui.widgets.scatter.contour_layer import ContourLayer
from latentlab.gui.widgets.scatter.cursor_way import CursorWay, Place
from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.widgets.scatter.glide import Glide
from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.map_follower import MapFollower
from latentlab.gui.widgets.scatter.map_key import MapKey
from latentlab.gui.widgets.scatter.map_marks import MapMarks
from latentlab.gui.widgets.scatter.map_pointer import MapPointer
from latentlab.gui.widgets.scatter.map_view import Box, bounds
from latentlab.gui.widgets.scatter.map_views import MapViews
from latentlab.gui.widgets.scatter.motion_layer import MotionLayer
from latentlab.gui.widgets.scatter.outline_mark import OutlineMark
from latentlab.gui.widgets.scatter.point_image import PointImage
from latentlab.gui.widgets.scatter.thumbnails import Pictures
from latentlab.gui.widgets.scatter.tones import Tones, class_tones
from latentlab.gui.widgets.scatter.trail_layer import TrailLayer
from latentlab.gui.widgets.space.look import Look, is_dark
from latentlab.latent.inverse.survey import Survey

FRAME_MS = 16


class LatentScatter(QWidget):
    """Coloured points that can be looked at, pointed at and moved through.

    Later points are drawn over earlier ones: a sample in random order lets no class hide another.
    """

    point_hovered = Signal(int)  # index of a point, −1 where none is near any more
    point_clicked = Signal(int)
    ground_clicked = Signal(object)  # np.ndarray (2,): a place on the map with no point near
    points_chosen = Signal(object, object, str)  # rows (n,), How they join, "click", "box" or "lasso"
    view_changed = Signal()
    look_changed = Signal()  # or a point moved: `look` is another
    following_changed = Signal(bool)  # whether the view follows the map by itself

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = MapCanvas(self)
        self._image = PointImage(self.canvas)
        self.contours = ContourLayer(self.canvas)
        self._marks = MapMarks(self.canvas, self._image)
        self.trails = TrailLayer(self.canvas, self._image.colour_of)
        self.anchors = AnchorMarks(self.canvas)
        self.motion = MotionLayer(self.canvas)
        self.follower = MapFollower(self.canvas)
        self.views = MapViews(self.canvas, self.follower)
        self.pointer = MapPointer(self.canvas, self._image.row_at)
        self._outline = OutlineMark(self.canvas)
        self.key = MapKey(self, self.canvas)
        self._glide = Glide()
        self._cursor = CursorWay()
        self._extent: Box | None = None
        self._started = 0.0  # perf_counter at the start of the glide
        self._timer = QTimer(self)
        self._labels = np.zeros(0, np.uint8)
        self._classes: tuple[str, ...] = ()
        self._class_samples = np.zeros((0, 0), int)  # (C, some): indices of points
        self._tones: Tones | None = None  # None where points are coloured by class
        self._class_tones = class_tones(self._labels, 1)
        self._point_tones = np.zeros(0, np.uint8)  # (N,), of the points on the map
        self._visible = np.zeros(0, bool)  # (C,)
        self._shown: np.ndarray | None = None  # (N,) bool, None for all
        self._only: np.ndarray | None = None  # (N,) bool, None where no points are hidden beside classes
        self._group: np.ndarray | None = None  # (N,) bool, None where no points stand out
        self._highlight: int | None = None
        self._drawing = DrawingChoices()
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.setFocusProxy(self.canvas)
        self.canvas.setAccessibleName(self.tr("Latent map"))
        self.canvas.setAccessibleDescription(
            self.tr(
                "One point for each image. Arrows move the view, plus and minus zoom, Home shows everything."
            )
        )
        self._timer.setInterval(FRAME_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._show_palette()

    def _connect(self) -> None:
        self._timer.timeout.connect(self._tick)
        self.canvas.fit_asked.connect(self.fit)
        self.canvas.box.sigRangeChanged.connect(self._view_moved)
        self.canvas.box.sigResized.connect(self._view_moved)
        self.canvas.focus_changed.connect(self._marks.update)
        self.follower.following_changed.connect(self.following_changed)
        self.pointer.point_hovered.connect(self._point_hovered)
        self.pointer.point_clicked.connect(self.point_clicked)
        self.pointer.ground_clicked.connect(self.ground_clicked)
        self.pointer.points_chosen.connect(self.points_chosen)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_classes(self, labels: np.ndarray, classes: tuple[str, ...]) -> None:
        """Take the class of every point that may come: labels (N,) ints, indices into `classes`.

        Points on the map stay where they belong to the same images, and so do hidden classes.
        """
        new = np.asarray(labels).astype(np.uint8)
        count = self._glide.points.shape[1]
        if not np.array_equal(self._labels[:count], new[:count]):
            self.clear()  # what is on the map belongs to other images
        visible = self._visible if classes == self._classes else np.ones(len(classes), bool)
        self._labels, self._classes = new, classes
        self._class_tones = class_tones(new, max(1, len(classes)))
        self._class_samples = class_samples(self._labels, len(classes))
        self._marks.names.show_names(classes)
        self._show_palette()
        self.set_visible_classes(visible)

    def show_tones(self, tones: Tones | None) -> None:
        """Colour the points by something else than their class; None for by class again."""
        self._tones = tones
        self._show_palette()
        self._points_moved()

    def show_layout(self, points: np.ndarray, glide_ms: int = 0, rescaled: bool = False) -> None:
        """Let the points glide to points (N, 2), a layout of the first N of the sample.

        rescaled: the layout is in other units (another method), to which what is shown is brought unseen.
        """
        if len(points) > len(self._labels):
            raise ValueError(f"expected at most {len(self._labels)} points, one a label, got {len(points)}")
        target = np.ascontiguousarray(np.asarray(points).T, np.float32)  # (2, N)
        if rescaled:
            self._rescale(target)
        self._cursor.arrive()
        self._glide.start(target, glide_ms if self.isVisible() else 0)
        self._started = time.perf_counter()
        self._select_shown()
        self._points_moved()

    def clear(self) -> None:
        """Show no points and no cursor."""
        self.show_cursor(None)
        self.show_layout(np.zeros((0, 2), np.float32))
        self.follower.forget()
        self.views.forget()

    def show_cursor(self, place: np.ndarray | Place | None, at_once: bool = False) -> None:
        """Mark the decoder's place (x, y): at once, or on the way there with gliding points."""
        self._cursor.go(None if place is None else (float(place[0]), float(place[1])), self._glide)
        if at_once:
            self._cursor.arrive()
        self._marks.cursor = self._cursor.place
        self._marks.update()

    def show_group(self, mask: np.ndarray | None) -> None:
        """Let some points stand out while all others are dimmed: mask (N,) bool; None for all alike."""
        self._group = mask
        self._points_moved()

    def show_highlight(self, index: int | None) -> None:
        """Ring a point that is pointed at elsewhere; None takes the ring away."""
        self._highlight = index
        self._update_marks()

    def set_visible_classes(self, visible: np.ndarray) -> None:
        """Show the points of some classes only: visible (C,) bool."""
        self._visible = np.asarray(visible, bool)
        self._select_shown()
        self._points_moved()

    def show_only(self, mask: np.ndarray | None) -> None:
        """Hide all points but some: mask (N,) bool; None hides none beside those of hidden classes."""
        self._only = mask
        self._select_shown()
        self._points_moved()

    def show_drawing(self, choices: DrawingChoices) -> None:
        """Draw the map as it is wanted."""
        self._drawing = choices
        self._image.show_drawing(choices)
        self.contours.show_wanted(choices.contours)
        self.key.show_wanted(choices.key)
        self._update_marks()

    def show_images(self, pictures: Pictures | None) -> None:
        """Take the images of the sample, which may stand in place of points; None where there are none."""
        self._image.show_images(pictures)

    def redraw(self) -> None:
        """Draw the points anew."""
        self._image.refresh()

    def show_survey(self, survey: Survey | None) -> None:
        """Draw the points on a picture of what lies at each place, or on the plain ground."""
        self._image.show_survey(survey)

    def set_empty_text(self, text: str) -> None:
        """Say this where there are no points."""
        self._marks.empty_text = text
        self._marks.update()

    def fit(self) -> None:
        """Show the whole map by hand, and follow it again."""
        self.views.fit()

    def look_at(self, rows: np.ndarray) -> None:
        """Move the view to some points (n,), unless half of them or more are in view."""
        places = self._glide.points[:, rows[rows < self._glide.points.shape[1]]]
        box, view = bounds(places), self.canvas.view
        if box is not None and view.share_of(places) < 0.5:
            self.views.look_at(box.padded())

    def show_all(self) -> None:
        """Show the whole map, and follow it again."""
        self.follower.fit()

    # --- what can be asked --------------------------------------------------------------------------------

    @property
    def is_following(self) -> bool:
        """Whether the view follows the map, as it does until it is moved by hand."""
        return self.follower.is_following

    @property
    def is_gliding(self) -> bool:
        return self._glide.under_way

    @property
    def points(self) -> np.ndarray:
        """Where the points are at the moment: (N, 2) float32, not to be written to."""
        return self._glide.points.T

    @property
    def tones(self) -> Tones:
        """What the points are coloured by at the moment."""
        return self._tones or self._class_tones

    @property
    def shown(self) -> np.ndarray | None:
        """Which points are not hidden: (N,) bool, None for all."""
        return self._shown

    @property
    def look(self) -> Look:
        """How the points look at the moment, for a space that shows the same."""
        names, size = self._classes if self._drawing.names else (), self._drawing.size
        colours = self.tones.colours(is_dark(self.palette()))
        labels = self._labels[: len(self._point_tones)]
        return Look(self._point_tones, colours, self._shown, self._group, size, labels, names)

    @property
    def shown_count(self) -> int:
        """How many points are on the map, those of hidden classes left out."""
        return self._glide.points.shape[1] if self._shown is None else int(self._shown.sum())

    @property
    def cursor_place(self) -> Place | None:
        """Where the cursor is drawn at the moment."""
        return self._cursor.place

    def pixel_of_point(self, index: int) -> QPointF:
        """The place of a point in this widget."""
        x, y = self._glide.points[:, index].tolist()
        return self.canvas.mapTo(self, self.canvas.pixel_of(x, y))

    # --- moving -------------------------------------------------------------------------------------------

    def _rescale(self, target: np.ndarray) -> None:
        """Bring points, view and cursor to the target's units: nothing changes on the screen."""
        similarity = self._glide.rescale(target)
        self.follower.rescale(similarity)
        self.views.forget()
        self.contours.forget()
        self._cursor.rescale(similarity)

    def _tick(self) -> None:
        self._glide.advance(1e3 * (time.perf_counter() - self._started))
        self._cursor.advance(self._glide)
        self._points_moved()

    def _points_moved(self) -> None:
        """Draw the points where they are now, and come back as long as something moves."""
        points = self._glide.points
        self._extent = bounds(points)
        if len(self._point_tones) != points.shape[1]:
            self._select_tones()
        self._image.show_points(points, self._point_tones, self._shown, self._group, self._extent)
        self.pointer.look_at(points, self._shown)
        self.contours.show_points(points, self._labels, self._shown, self._visible)
        self.key.show_points(points, self._point_tones, self._shown, self._image.colours, self._extent)
        for layer in (self.trails, self.motion):
            layer.show_points(points)
        self.look_changed.emit()
        settling = self.follower.follow(self._extent)
        self._update_marks()
        if not (self._glide.under_way or settling):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    # --- how points look ----------------------------------------------------------------------------------

    def _show_palette(self) -> None:
        self._image.show_palette(self.palette(), self.tones)
        self._select_tones()

    def _select_tones(self) -> None:
        self._point_tones = self.tones.of_first(self._glide.points.shape[1])

    def _select_shown(self) -> None:
        labels = self._labels[: self._glide.points.shape[1]]
        self._shown = None if self._visible.all() else self._visible[labels]
        if self._only is not None:
            only = self._only[: len(labels)]
            self._shown = only if self._shown is None else self._shown & only

    def _point_hovered(self, index: int) -> None:
        self.canvas.show_pointing(index >= 0)
        self._update_marks()
        self.point_hovered.emit(index)

    def _update_marks(self) -> None:
        points, marks = self._glide.points, self._marks
        samples = self._class_samples if self._drawing.names else self._class_samples[:0]
        marks.show_centres(points, samples, self._visible)
        marks.cursor = self._cursor.place
        marks.show_highlight(points, self.pointer.hovered if self.pointer.hovered >= 0 else self._highlight)
        marks.update()

    def _view_moved(self) -> None:
        self._image.update()
        self._marks.update()
        self.view_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_image"):
            self._show_palette()
            self._marks.update()
