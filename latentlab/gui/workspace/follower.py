"""What goes with the weights and images on the screen, and computes only while somebody looks."""

from PySide6.QtCore import QObject

from latentlab.gui.workspace.keeper import Keeper
from latentlab.gui.workspace.subject import Subject
from latentlab.training.events import Frame


class Follower(Keeper):
    """One thing that a panel, or a picture beside it, shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._frame: Frame | None = None

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Newer weights, or the epoch that is looked back on; other images once the old are forgotten."""
        self._subject, self._frame = subject, frame

    def forget(self) -> None:
        """Other images are opened, whose network is yet to come: what is sought is of no use."""
        self._subject = self._frame = None
        self.give_up()
