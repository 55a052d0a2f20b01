"""One part of the verdict: its figure, a small plot, and a sentence on what it means."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from latentlab.gui.widgets.fold import Fold
from latentlab.gui.widgets.section import note


class VerdictPart(Fold):
    """Hidden until there is something to say."""

    def __init__(self, title: str, content: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.sentence = note()
        for widget in content:
            self.column.addWidget(widget)
        self.column.addWidget(self.sentence)
        self.hide()

    def show_words(self, figure: str, sentence: str) -> None:
        """Say the figure in the header and the sentence under the plot."""
        self.show_figure(figure)
        self.sentence.setText(sentence)
        self.show()
