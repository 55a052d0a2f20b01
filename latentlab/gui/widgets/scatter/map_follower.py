"""Keeps the view on a map that grows, until a hand moves the view."""

from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.gui.widgets.scatter.glide import Similarity
from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.map_view import Box, followed

_FRAME_MS = 16


class MapFollower(QObject):
    """Moves the view of a canvas; `extent` is the box around the points, None where there are none."""

    following_changed = Signal(bool)

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._box: Box | None = None  # what the view shows, before the widget's shape adds to it
        self._extent: Box | None = None
        self.is_following = True
        self._gives_way = False  # to a hand
        self._settling = QTimer(self, interval=_FRAME_MS)
        self._settling.timeout.connect(self._settle)
        canvas.moved_by_hand.connect(self._moved_by_hand)
        canvas.resized.connect(self._resized)

    def follow(self, extent: Box | None) -> bool:
        """Move the view a little towards the points, and tell whether it has yet to settle."""
        self._extent = extent
        if extent is None or not self.is_following or self._canvas.outline is not None:
            return False  # nor is the map moved away under a line that is being drawn
        self._box, moving = followed(self._box, extent.padded())
        self._canvas.show_box(self._box)
        return moving and not self._gives_way

    def give_way(self, to_a_hand: bool) -> None:
        """Move the view along with the points, but not by itself, while a hand moves what a digit follows."""
        self._gives_way = to_a_hand
        if not to_a_hand:
            self._settling.start()

    def fit(self) -> None:
        """Show all points at once, and follow them from now on."""
        self._box = None
        self._set_following(True)
        self.follow(self._extent)

    def leave_at(self, box: Box) -> None:
        """Show a part of the map, and follow no more."""
        self._canvas.show_box(box)
        self._set_following(False)

    def rescale(self, similarity: Similarity) -> None:
        """Look at the same part of a map that was moved and scaled."""
        if self._box is not None:
            self._box = self._box.mapped(similarity)
        self._canvas.show_box(self._canvas.view.mapped(similarity))

    def forget(self) -> None:
        """Start afresh with the next points."""
        self._box = None
        self._set_following(True)

    def _settle(self) -> None:
        if self._gives_way or not self.follow(self._extent):
            self._settling.stop()

    def _moved_by_hand(self) -> None:
        if self._box is not None:
            self._set_following(False)

    def _resized(self) -> None:
        if self._box is not None and self.is_following:
            self._canvas.show_box(self._box)

    def _set_following(self, following: bool) -> None:
        if following != self.is_following:
            self.is_following = following
            self.following_changed.emit(following)
