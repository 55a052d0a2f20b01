"""The codes of more or fewer points with the weights on the screen, as a job."""

from collections.abc import Generator
from dataclasses import replace

from latentlab.gui.workspace.subject import Subject
from latentlab.training.events import Frame


def encode_again(subject: Subject, frame: Frame, points: int) -> Generator[Frame, None, None]:
    """The same frame with the codes of the first `points` rows of the map."""
    from latentlab.models.coding import encode_images

    assert frame.model is not None
    assert subject.images is not None
    rows = subject.images.flat[subject.order[:points]]  # (points, pixels) uint8
    yield replace(frame, latents=encode_images(frame.model, rows))
