"""The decoder's page of latent arithmetic: sums of mean codes, and directions from two selections."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from latentlab.gui.panels.decoder.mix_direction import MixDirection
from latentlab.gui.panels.decoder.mix_sum import MixSum
from latentlab.gui.widgets.scrolled import scrolled
from latentlab.gui.widgets.section import section_header
from latentlab.gui.widgets.watched import Watched


class MixPage(Watched):
    """Two parts, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sum, self.direction = MixSum(), MixDirection()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(section_header(self.tr("Sums of mean codes")))
        column.addWidget(self.sum)
        column.addSpacing(8)
        column.addWidget(section_header(self.tr("A direction from two selections")))
        column.addWidget(self.direction)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page))
