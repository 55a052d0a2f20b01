"""What goes with the weights and images on the screen, and computes only while somebody looks."""

from PySide6.QtCore import QObject, Signal

from latentlab.gui.workspace.subject import Subject
from latentlab.training.events import Frame


class Follower(QObject):
    """One thing that the decoder panel, or a picture beside it, shows."""

    failed = Signal(object)  # the exception

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Newer weights, other images, or the epoch that is looked back on."""
        raise NotImplementedError

    def stop(self) -> None:
        """End what runs, and begin no more."""
        raise NotImplementedError

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the threads; only for the closing window."""
        raise NotImplementedError
