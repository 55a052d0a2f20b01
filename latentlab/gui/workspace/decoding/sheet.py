"""The traversal sheet: codes along axes of the latent space, decoded while somebody looks."""

from collections.abc import Generator
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.errors import LatentLabError
from latentlab.gui.workspace.exporter import Exporter
from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.parts import end_all
from latentlab.gui.workspace.quick import Made, Quick, timed
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.code_axes import CodeAxes, code_axes
from latentlab.latent.preparing import Preparing
from latentlab.latent.walks.traversal import Traversal, TraversalWish, base_of, traverse
from latentlab.training.events import Frame

_CALM_MS = 200  # between two sheets while a network trains
_AT_ONCE_MS = 6.0
_ROWS = 16  # of axes, until somebody says which are in view


class Sheet(Follower):
    """Decodes anew when the weights change, and when z moves in a way that the sheet does not show itself."""

    changed = Signal(object)  # Traversal | None: there are no weights or no codes to decode

    def __init__(self, selector: Selector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wish = TraversalWish()
        self.traversal: Traversal | None = None
        self.exporter = Exporter(self)
        self._selector = selector
        self._rows = range(_ROWS)  # axes in view
        self._asked: tuple[Frame, np.ndarray] | None = None  # weights and z (k,) of the newest sheet
        self._axes: tuple[Frame, CodeAxes] | None = None
        self._is_watched = False
        self._quick = Quick[Traversal](_AT_ONCE_MS)
        self._made = self._keep(self._events, Made, _CALM_MS, lets_finish=True)
        self._made.changed.connect(lambda made: self._show(self._quick.take(made)))
        self._soon = QTimer(self, singleShot=True, interval=0)  # all moves that are due come first
        self._soon.timeout.connect(self._go_along)
        selector.chosen.connect(lambda _: self._soon.start())

    # What a student can intend

    def show(self, wish: TraversalWish) -> None:
        """Decode along other axes, or so many images."""
        self.wish = wish
        self._renew()

    def show_rows(self, rows: range) -> None:
        """These axes are in view, where each row is one."""
        if rows != self._rows:
            self._rows = rows
            if self.wish.form == "rows":
                self._renew()

    # What it follows

    def watch(self, is_watched: bool) -> None:
        """Whether somebody looks at it; else nothing is decoded."""
        self._is_watched = is_watched
        super().watch(is_watched)

    def follow(self, subject: Subject, frame: Frame) -> None:
        is_other = self._frame is None or self._frame.latents.shape[1] != frame.latents.shape[1]
        if is_other:
            self._quick.forget()
        super().follow(subject, frame)
        self._made.ask(is_waited_for=is_other)

    def stop(self) -> None:
        self._soon.stop()
        self.exporter.stop()
        super().stop()

    def wait(self, milliseconds: int) -> bool:
        return end_all((*self._parts, self.exporter), milliseconds)

    # How it works

    def _go_along(self) -> None:
        z, known = self._z(), self._axes
        if self._asked is not None and known is not None and z is not None and known[0] is self._asked[0]:
            wish, axes = self.wish.within(len(z)), known[1]
            if len(axes) == len(z) and axes.kind == wish.kind:
                before, now = (base_of(axes, wish, place) for place in (self._asked[1], z))
                if np.allclose(before, now, rtol=1e-6, atol=1e-6):
                    return
        self._renew()

    def _renew(self) -> None:
        """Decode at once what takes no longer than a picture of the window, else in the background."""
        if not self._is_watched or not self._quick.is_cheap:
            self._made.ask()
            return
        self._made.give_up()
        self._show(self._quick.make(self._events()))

    def _z(self) -> np.ndarray | None:
        selection, frame = self._selector.selection, self._frame
        if selection is None or frame is None or len(selection.z) != frame.latents.shape[1]:
            return None
        return selection.z

    def _events(self) -> Generator[object, None, None] | None:
        subject, frame, z = self._subject, self._frame, self._z()
        if subject is None or frame is None or frame.model is None or z is None:
            return None
        self._asked = (frame, z)
        wish = self.wish.within(len(z))
        known = self._axes[1] if self._axes is not None and self._axes[0] is frame else None
        rows = range(min(self._rows.start, len(z) - 1), min(self._rows.stop, len(z)))
        axes = known if known is not None and known.kind == wish.kind else None
        return timed(_traversal(subject, frame, wish, z, rows, axes))

    def _show(self, traversal: Traversal | None) -> None:
        self.traversal = traversal
        if traversal is not None and self._asked is not None:
            self._axes = (self._asked[0], traversal.axes)
        self.changed.emit(traversal)


def _traversal(
    subject: Subject, frame: Frame, wish: TraversalWish, z: np.ndarray, rows: range, axes: CodeAxes | None
) -> Generator[Preparing, None, Traversal | None]:
    """One sheet, on the worker; none of codes that are not finite, of which the map tells."""
    from latentlab.models.coding import decode_codes

    model = frame.model
    assert model is not None
    try:
        axes = axes or code_axes(frame.latents, wish.kind)
    except LatentLabError:
        return None
    return (yield from traverse(axes, wish, z, rows, partial(decode_codes, model), subject.shape))
