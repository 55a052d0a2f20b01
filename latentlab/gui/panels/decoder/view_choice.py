"""What is seen large in the decoder: the digit, what it is compared with, or how sure its pixels are."""

from typing import Literal, get_args

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

View = Literal["digit", "reference", "difference", "spread", "step"]
VIEWS: tuple[View, ...] = get_args(View)


class ViewChoice(QToolButton):
    """A button that says what is seen, with a menu of what else may be."""

    chosen = Signal(str)  # View
    smooth_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: View = "digit"
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(self.tr("What is seen large, and how its pixels are drawn."))
        self.actions_: dict[View, QAction] = {}
        self._group = QActionGroup(self)
        self.setMenu(self._build_menu())
        self._show_text()

    def choose(self, view: View) -> None:
        """See this large; tells of it where it is another."""
        if view != self.view:
            self.view = view
            self.actions_[view].setChecked(True)
            self._show_text()
            self.chosen.emit(view)

    def show_smooth(self, smooth: bool) -> None:
        """Tick whether pixels are blended."""
        self.smooth.setChecked(smooth)

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for view, (text, tip) in self._words().items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setToolTip(tip)
            action.setChecked(view == self.view)
            action.triggered.connect(lambda _on, view=view: self.choose(view))
            self._group.addAction(action)
            self.actions_[view] = action
        menu.addSeparator()
        self.smooth = menu.addAction(self.tr("Blend the pixels"))
        self.smooth.setCheckable(True)
        self.smooth.setToolTip(self.tr("Draw a smooth picture instead of crisp squares."))
        self.smooth.toggled.connect(self.smooth_chosen)
        return menu

    def _show_text(self) -> None:
        self.setText(self._shown()[self.view] + " ▾")

    def _shown(self) -> dict[View, str]:
        return {
            "digit": self.tr("Digit"),
            "reference": self.tr("Original"),
            "difference": self.tr("Difference"),
            "spread": self.tr("Uncertainty"),
            "step": self.tr("Slope"),
        }

    def _words(self) -> dict[View, tuple[str, str]]:
        limits = self.tr(
            "It is the decoder's slope at this z, to first order and with the dimensions taken as "
            "independent. It is no probability, and knows nothing of what the network has never learnt."
        )
        spread = self.tr(
            "How much each pixel wavers (one standard deviation, of ink from 0 to 1) when z wavers as the "
            "codes of the 10 nearest images do, or, in a variational network, as its encoder says: the root "
            "of the sum over all dimensions of (slope × spread)²."
        )
        step = self.tr(
            "How steep each pixel is: the root of the sum over all dimensions of slope², in ink for each "
            "unit of z."
        )
        return {
            "digit": (self.tr("The digit"), self.tr("What the decoder makes of z.")),
            "reference": (
                self.tr("The original"),
                self.tr("The sample's own image; the nearest real one where z is no sample's."),
            ),
            "difference": (
                self.tr("Difference to the original"),
                self.tr("Orange where the digit has too much ink, blue where it has too little."),
            ),
            "spread": (self.tr("Uncertainty of the pixels"), f"{spread} {limits}"),
            "step": (self.tr("Slope of the pixels"), f"{step} {limits}"),
        }
