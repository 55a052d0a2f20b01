"""The views of the map that can be come back to: what a hand made of them, one gesture a step."""

from dataclasses import dataclass
from math import isclose

from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.map_follower import MapFollower
from latentlab.gui.widgets.scatter.map_view import Box

_REST_MS = 400  # without a turn of the wheel or a press of a key, and the gesture is over


@dataclass(frozen=True, slots=True)
class MapView:
    """A part of the map, or all of it while the view follows it by itself."""

    box: Box
    is_following: bool
    units: int  # of the map it was seen on: on a map of other units it means nothing


class MapViews(QObject):
    """Tells of every gesture that moved the view, and takes the view back."""

    stepped = Signal(str, object, object)  # "pan", "zoom", "fit" or "search"; the MapView before and after
    forgotten = Signal()  # the map has other units: no view before this can be come back to

    def __init__(self, canvas: MapCanvas, follower: MapFollower) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._follower = follower
        self._units = 0
        self._before: MapView | None = None  # the gesture that is under way
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._on_rest)
        canvas.about_to_move.connect(self._on_move)
        canvas.let_go.connect(self.settle)

    @property
    def view(self) -> MapView:
        """What is seen at the moment."""
        return MapView(self._canvas.view, self._follower.is_following, self._units)

    def is_known(self, view: MapView) -> bool:
        """Whether a view is one of the map that is shown."""
        return view.units == self._units

    def show(self, view: MapView) -> None:
        """Come back to a view."""
        self._before = None
        if not self.is_known(view):
            return
        if view.is_following:
            self._follower.fit()
        else:
            self._follower.leave_at(view.box)

    def fit(self) -> None:
        """See the whole map, and follow it."""
        self.settle()
        before = self.view
        self._follower.fit()
        if not before.is_following:
            self.stepped.emit("fit", before, self.view)

    def look_at(self, box: Box) -> None:
        """See at least all of `box`, as near as now where it is no larger."""
        self.settle()
        before, view = self.view, self._canvas.view
        (x, y), width, height = box.centre, max(box.width, view.width), max(box.height, view.height)
        self._follower.leave_at(Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2))
        self.stepped.emit("search", before, self.view)

    def settle(self) -> None:
        """The gesture is over."""
        before, self._before = self._before, None
        self._rest.stop()
        if before is not None and before.box != self._canvas.view:
            is_zoom = not isclose(before.box.width, self._canvas.view.width, rel_tol=1e-6)
            self.stepped.emit("zoom" if is_zoom else "pan", before, self.view)

    def forget(self) -> None:
        """The map is in other units from now on."""
        self._before = None
        self._units += 1
        self.forgotten.emit()

    def _on_move(self) -> None:
        if self._before is None:
            self._before = self.view
        self._rest.start()

    def _on_rest(self) -> None:
        if not self._canvas.is_dragged:
            self.settle()
