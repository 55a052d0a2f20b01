"""A section that can be folded to a line."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.section import Section


class FoldingSection(Section):
    """A click on the header folds it to the header and a summary of what its fields say."""

    folded = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._summary = ElidedLabel()
        self._summary.setProperty("role", "muted")
        self._column.insertWidget(1, self._summary)
        self.fold(False)

    @property
    def is_folded(self) -> bool:
        """Whether only the header and the summary are shown."""
        return self._body.isHidden()

    def fold(self, wanted: bool) -> None:
        """Show the header and the summary only, or everything."""
        self._body.setVisible(not wanted)
        self._summary.setVisible(wanted and bool(self._summary.whole_text))
        self.header.setIcon(icon("chevron-right" if wanted else "chevron-down", "muted"))
        state = self.tr("folded") if wanted else self.tr("unfolded")
        self.header.setAccessibleDescription(state)

    def show_summary(self, text: str) -> None:
        """What is said of the fields while they are folded away."""
        self._summary.show_text(text)
        self._summary.setVisible(self.is_folded and bool(text))

    def _make_header(self, title: str) -> QWidget:
        self.header = QToolButton()
        self.header.setProperty("kind", "fold")
        self.header.setText(title)
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.header.clicked.connect(self._toggle)
        return self.header

    def _toggle(self) -> None:
        self.fold(not self.is_folded)
        self.folded.emit(self.is_folded)
