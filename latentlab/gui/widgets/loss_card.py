"""A small card that reads all curves at the epoch under the mouse."""

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.widgets.loss_colours import curve_colour
from latentlab.gui.widgets.loss_words import change_text, curve_name
from latentlab.training.changes import Change

_GAP = 12  # between the mouse and the card
_MOST_CHANGES = 4  # that are written out


class LossCard(QFrame):
    """Floats over its parent and lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.label = QLabel()
        self.label.setProperty("role", "muted")
        self.label.setTextFormat(Qt.TextFormat.RichText)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        column.setContentsMargins(7, 4, 7, 4)
        column.addWidget(self.label)
        self.hide()

    def show_values(
        self,
        at: QPoint,
        epoch: float,
        values: Mapping[str, float],
        changes: Sequence[Change],
        has_terms: bool,
    ) -> None:
        """Appear beside a place of the parent, with what the curves say at that epoch."""
        rows = [self._row(key, value, has_terms) for key, value in values.items()]
        head = self.tr("Epoch {epoch:.1f}").format(epoch=epoch)
        lines = [escape(change_text(change)) for change in changes[:_MOST_CHANGES]]
        notes = "".join(f"<div>{line}</div>" for line in lines)
        self.label.setText(f"<div>{escape(head)}</div><table cellspacing=0>{''.join(rows)}</table>{notes}")
        self.adjustSize()
        self._stand_beside(at)
        self.show()
        self.raise_()

    def _row(self, key: str, value: float, has_terms: bool) -> str:
        colour = curve_colour(key, tokens_of(self.palette()))
        name = escape(curve_name(key, has_terms))
        return (
            f'<tr><td style="color:{colour}">━&nbsp;</td><td>{name}&nbsp;&nbsp;</td>'
            f'<td align="right">{value:.4g}</td></tr>'
        )

    def _stand_beside(self, at: QPoint) -> None:
        """Where the mouse is not, so that the curves under it stay in sight."""
        ground, size = self._ground.size(), self.sizeHint()
        x = at.x() + _GAP
        if x + size.width() > ground.width():
            x = at.x() - _GAP - size.width()
        y = min(max(2, at.y() - size.height() // 2), max(2, ground.height() - size.height() - 2))
        self.move(max(2, x), y)
