"""The part of the training panel that says which images are learnt."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from latentlab.gui.widgets.fields import Choice
from latentlab.gui.widgets.folding_section import FoldingSection
from latentlab.gui.widgets.section import note

SetLine = tuple[str, str, bool, str]  # name, title, available, reason


class DataForm(FoldingSection):
    """The data set, how many images it has, and how they are split."""

    chosen = Signal(str)
    browse_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Data"), parent)
        self._name = ""
        self.sets = Choice()
        self.browse = QPushButton(self.tr("Browse…"))
        self.browse.setToolTip(
            self.tr("Shows samples of every data set, and downloads those that are not there yet")
        )
        self.split = note()
        self._lay_out()
        self.sets.activated.connect(self._take)
        self.browse.clicked.connect(self.browse_requested)

    def show_data(self, name: str, title: str, count: int, sizes: tuple[int, int, int], pixels: int) -> None:
        """Show the set that is open, and its split: images to learn from, to validate and to test."""
        self._name = name
        if self.sets.findData(name) < 0:
            self.sets.addItem(title, name)
        self.sets.choose(name)
        learn, validate, test = sizes
        text = self.tr("{learn:,} to learn · {validate:,} to validate · {test:,} to test")
        self.split.setText(text.format(learn=learn, validate=validate, test=test))
        tip = self.tr("{count:,} images of {pixels:,} pixels each").format(count=count, pixels=pixels)
        self.split.setToolTip(tip)
        self.show_summary(self.split.text())

    def show_sets(self, sets: Sequence[SetLine]) -> None:
        """Offer these sets; those that cannot be opened are greyed, with the reason."""
        self.sets.clear()
        for name, title, available, reason in sets:
            self.sets.addItem(title, name)
            place = self.sets.count() - 1
            if not available:
                self._grey(place, reason)
        self.sets.choose(self._name)

    def _grey(self, place: int, reason: str) -> None:
        model = self.sets.model()
        assert isinstance(model, QStandardItemModel)
        model.item(place).setEnabled(False)
        self.sets.setItemData(place, reason, Qt.ItemDataRole.ToolTipRole)

    def _lay_out(self) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.sets, 1)
        row.addWidget(self.browse)
        self.sets.setToolTip(self.tr("The images to learn. Default: 5,000 MNIST digits"))
        self.sets.setAccessibleName(self.tr("Data set"))
        self.add_wide(line)
        self.add_wide(self.split)

    def _take(self, place: int) -> None:
        name = self.sets.itemData(place)
        if name != self._name:
            self.chosen.emit(name)
            self.sets.choose(self._name)  # until it is open
