"""How the sliders are shown: their order, their reach, films below them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from latentlab.gui.icons import icon
from latentlab.gui.panels.decoder.span_words import span_texts
from latentlab.gui.widgets.choice_menu import ChoiceMenu


class SliderMenu(ChoiceMenu):
    """Choices for all sliders."""

    order_chosen = Signal(str)
    span_chosen = Signal(str)
    films_chosen = Signal(bool)
    unlock_asked = Signal()
    copy_asked = Signal()
    paste_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.orders = self.add_choices(self.tr("Order"), self._order_texts(), self.order_chosen.emit)
        self.spans = self.add_choices(self.tr("Reach of the sliders"), span_texts(), self.span_chosen.emit)
        self.addSeparator()
        self.films = self.addAction(self.tr("Films below the sliders"))
        self.films.setCheckable(True)
        self.films.setToolTip(
            self.tr("What each dimension does to this image, from one end to the other, where there is room.")
        )
        self.films.triggered.connect(self.films_chosen)
        self.unlock = self.addAction(self.tr("Unlock all"))
        self.unlock.triggered.connect(lambda _checked: self.unlock_asked.emit())
        self.unlock.setEnabled(False)
        self.addSeparator()
        self.addAction(icon("content-copy"), self.tr("Copy z")).triggered.connect(self.copy_asked)
        self.addAction(icon("content-paste"), self.tr("Paste z")).triggered.connect(self.paste_asked)

    def show_choices(self, order: str, span: str) -> None:
        """Mark what is chosen."""
        self.orders[order].setChecked(True)
        self.spans[span].setChecked(True)

    def _order_texts(self) -> dict[str, tuple[str, str]]:
        return {
            "index": (self.tr("By number"), ""),
            "variance": (
                self.tr("By variance"),
                self.tr("The dimension first along which the codes vary most."),
            ),
            "effect": (
                self.tr("By change of the image"),
                self.tr(
                    "The dimension first that changes the decoded image most, from one end of the codes' "
                    "middle 98% to the other; tried from six codes."
                ),
            ),
        }
