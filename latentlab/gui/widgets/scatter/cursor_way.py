"""Where the map's cursor stands while it travels along with gliding points."""

from latentlab.gui.widgets.scatter.glide import Glide, Similarity

Place = tuple[float, float]


class CursorWay:
    """The cursor's place; it jumps, except while the points glide so far that the eye follows them."""

    def __init__(self) -> None:
        self.place: Place | None = None
        self._way: tuple[Place, Place, float] | None = None  # from, to, share of the glide at its start

    def go(self, goal: Place | None, glide: Glide) -> None:
        """Head for `goal`, to be there when the points are."""
        self._way = None
        if goal is not None and self.place is not None and glide.is_long:
            self._way = (self.place, goal, glide.share)
        else:
            self.place = goal

    def advance(self, glide: Glide) -> None:
        """Move along with the points."""
        if self._way is None:
            return
        (x0, y0), (x1, y1), since = self._way
        share = (glide.share - since) / max(1e-6, 1 - since)
        self.place = (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
        if not glide.under_way:
            self.arrive()

    def arrive(self) -> None:
        """Be at the goal at once."""
        if self._way is not None:
            self.place, self._way = self._way[1], None

    def rescale(self, similarity: Similarity) -> None:
        """Stay where the map, moved and scaled, has it."""
        self.arrive()
        if self.place is not None:
            self.place = similarity.map(*self.place)
