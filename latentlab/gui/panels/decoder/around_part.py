"""What is around a code: whether images lie there, which class it seems to be of, the nearest images."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from latentlab.gui.theme import set_property
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.fold import Fold
from latentlab.gui.widgets.guesses import Guess, Guesses
from latentlab.gui.widgets.thumbnail_strip import Thumbnail, ThumbnailStrip

_SIDE, _SPACING = 28, 4


class AroundPart(QWidget):
    """The sentence about the data stays in view; the rest folds away."""

    row_hovered = Signal(int)  # of the map, −1 where no image is pointed at any more
    row_clicked = Signal(int)
    opened = Signal(bool)  # by the student, where there is room for it
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_low, self._was_open = False, True
        self.standing = ElidedLabel()
        set_property(self.standing, "role", "muted")
        self.fold = Fold(self.tr("Around this z"))
        self.probe = Guesses(self.tr("Probe"))
        self.head = Guesses(self.tr("Network"))
        self.nearest = ThumbnailStrip(_SIDE, rows=1, has_captions=True)
        self.nearest.setAccessibleName(self.tr("Nearest real images in latent space"))
        self.head.hide()
        self._lay_out()
        self.nearest.hovered.connect(self.row_hovered)
        self.nearest.clicked.connect(self.row_clicked)
        self.fold.toggled.connect(self._on_fold)
        self.fold.header.clicked.connect(self._on_click)

    def show_standing(self, text: str, hint: str, is_off: bool, short: str = "") -> None:
        """Say whether images lie where z is; a warning where they do not. short: the same in less room."""
        set_property(self.standing, "role", "error" if is_off else "muted")
        self.standing.show_text(text, short)
        self.standing.show_hint(hint)
        self._show_figure()

    def show_guesses(self, guesses: Sequence[Guess], hint: str) -> None:
        """Show what a probe of the codes takes z to be."""
        self.probe.show_guesses(guesses, hint, self.tr("is being fitted…"))
        self._show_figure()

    def show_head(self, guesses: Sequence[Guess], hint: str) -> None:
        """Show what the network's own classifier takes z to be; nothing where it has none."""
        if bool(guesses) == self.head.isHidden():
            self.head.setVisible(bool(guesses))
            self._tell_height()
        self.head.show_guesses(guesses, hint)

    def show_nearest(self, thumbnails: list[Thumbnail]) -> None:
        """Show the images whose codes are nearest, nearest first."""
        self.nearest.show_thumbnails(thumbnails)

    def show_low(self, is_low: bool) -> None:
        """Fold away what a low panel has no room for; it opens again as it was."""
        if is_low == self._is_low:
            return
        self._is_low = is_low
        self._place_standing()
        self.fold.header.setChecked(self._was_open and not is_low)

    def show_open(self, is_open: bool) -> None:
        """Begin open or folded; where the panel is low, once it is no more."""
        self._was_open = is_open
        self.fold.header.setChecked(is_open and not self._is_low)

    def minimumSizeHint(self) -> QSize:
        """As if it were folded: a low panel folds it, but has to become low first."""
        head, standing = self.fold.header.sizeHint(), self.standing.sizeHint().height()
        return QSize(head.width(), head.height() + (0 if self._is_low else standing + _SPACING))

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_SPACING)
        column.addWidget(self.standing)
        column.addWidget(self.fold)
        for widget in (self.probe, self.head, self.nearest):
            self.fold.column.addWidget(widget)

    def _place_standing(self) -> None:
        """Over the rest; where height is short, in place of its title."""
        if self._is_low:
            self._column.removeWidget(self.standing)
            self.fold.take_in(self.standing)
        else:
            self.fold.let_go(self.standing)
            self._column.insertWidget(0, self.standing)
        self.standing.show()  # now: another parent hides it until a later turn

    def _on_click(self, is_open: bool) -> None:
        if not self._is_low:
            self._was_open = is_open
            self.opened.emit(is_open)

    def _on_fold(self) -> None:
        self._show_figure()
        self._tell_height()

    def _tell_height(self) -> None:
        for widget in (self.fold.body, self.fold, self):
            widget.updateGeometry()  # now: Qt would pass it on from one to the next in later turns
        self.resized.emit()

    def _show_figure(self) -> None:
        guesses = self.probe.guesses
        is_vain = self._is_low and self.standing.property("role") == "error"  # as sure far off the data
        is_shown = bool(guesses) and not self.fold.is_open and not is_vain
        text = f"{guesses[0].name} {guesses[0].figure}" if is_shown else ""
        if text != self.fold.figure.text():
            self.fold.show_figure(text)
