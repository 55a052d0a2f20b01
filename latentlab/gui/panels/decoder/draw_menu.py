"""What a random code is drawn from, with the difference told in place."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction

_WIDTH = 290
_INDENT = 32  # of what is told, below the names


class DrawMenu(QMenu):
    """A choice of three distributions."""

    kind_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices: dict[str, QAction] = {}
        self._told: dict[str, QLabel] = {}
        self._group = QActionGroup(self)
        for kind, (name, told) in self._texts().items():
            self._add(kind, name, told)
        self.show_kind("gaussian")
        self.show_prior(False)

    def show_kind(self, kind: str) -> None:
        """Mark what is drawn from."""
        self.choices[kind].setChecked(True)

    def show_prior(self, there: bool) -> None:
        """Offer the prior, or say why there is none."""
        self.choices["prior"].setEnabled(there)
        self._told["prior"].setText(self._texts()["prior"][1] if there else self._no_prior())
        self._told["prior"].adjustSize()

    def _add(self, kind: str, name: str, told: str) -> None:
        action = self.addAction(name)
        action.setCheckable(True)
        action.triggered.connect(lambda _checked: self.kind_chosen.emit(kind))
        self._group.addAction(action)
        label = QLabel(told)
        label.setProperty("role", "muted")
        label.setWordWrap(True)
        label.setFixedWidth(_WIDTH)
        label.setContentsMargins(_INDENT, 0, 8, 6)
        words = QWidgetAction(self)
        words.setDefaultWidget(label)
        words.setEnabled(False)
        self.addAction(words)
        self.choices[kind], self._told[kind] = action, label

    def _texts(self) -> dict[str, tuple[str, str]]:
        return {
            "gaussian": (
                self.tr("Fitted Gaussian"),
                self.tr(
                    "One bell with the mean and covariance of all codes. It fills the gaps between groups, "
                    "too, where no image ever was."
                ),
            ),
            "density": (
                self.tr("Kernel density"),
                self.tr(
                    "A small bell around each code: the draw lies near one of them. "
                    "With many dimensions the bells are hardly smaller than the one of all."
                ),
            ),
            "prior": (
                self.tr("Prior"),
                self.tr(
                    "The standard normal distribution that the codes were drawn towards in training, "
                    "whether they came to fill it or not."
                ),
            ),
        }

    def _no_prior(self) -> str:
        return self.tr("Only a variational network has one: nothing drew these codes towards a distribution.")
