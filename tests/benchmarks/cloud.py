"""A made-up map of any size that moves, with one point whose place on the screen can be checked."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtWidgets import QApplication

from latentlab.data.catalog import DIGITS
from latentlab.gui.main_window import MainWindow
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.maps.layout import Layout
from tests.benchmarks.real_window import on_screen

_REACH = 16.0  # how far the clusters go
_FRAME = 24.0  # half the side of the square that two corner points span, so that the view keeps still
_PROBES = 16  # places that the probe takes in turn
_REACH_PIXELS = 6  # within which a probe is searched


@dataclass(frozen=True, slots=True, eq=False)
class MovingCloud:
    """Ten clusters, two corners, and a lone point below them: the probe, which is the last."""

    places: np.ndarray  # (N, 2) float32 at step 0
    labels: np.ndarray  # (N,) uint8

    def at(self, step: int) -> np.ndarray:
        """The places (N, 2) float32 at a step: all clusters drift, and the probe jumps."""
        moved = self.places.copy()
        moved[:-3] += np.float32(0.01 * (step % 50))
        moved[-1] = self.probe(step)
        return moved

    @staticmethod
    def probe(step: int) -> tuple[float, float]:
        """Where the probe is at a step."""
        return (-20.0 + 40.0 * (step % _PROBES) / _PROBES, -22.0)


def moving_cloud(count: int) -> MovingCloud:
    """A cloud of so many points, the same every time."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, count).astype(np.uint8)
    centres = rng.normal(size=(10, 2)) * 5
    places = np.clip(centres[labels] + rng.normal(size=(count, 2)), -_REACH, _REACH)
    places[-3:] = (-_FRAME, -_FRAME), (_FRAME, _FRAME), MovingCloud.probe(0)
    return MovingCloud(places.astype(np.float32), labels)


def take_cloud(window: MainWindow, cloud: MovingCloud) -> None:
    """Let the window's map be about the cloud, and fit the view."""
    order = np.arange(len(cloud.labels))
    window.workspace.map.stop()
    window.workspace.subject = Subject("cloud", None, order, cloud.labels, DIGITS, (28, 28), (0, 0, 0))
    window.workspace.group.forget()
    window.workspace.filter.follow(cloud.labels, len(DIGITS))
    show_places(window, cloud.at(0))
    window.map.fit()
    QApplication.processEvents()


def show_places(window: MainWindow, places: np.ndarray, glide_ms: int = 0) -> None:
    """Tell the window of new places (N, 2), as of a layout; what needs codes to them hears nothing."""
    layout = Layout(places, 1, 1, done=True)
    window.workspace.map.layout = layout
    window.workspace.layout_changed.emit(layout, glide_ms, False)
    window.workspace.selector.follow_map()


def check_probe(window: MainWindow, step: int) -> None:
    """Raise RuntimeError unless the screen shows the probe at its place of this step and at no other."""
    canvas = window.map.scatter.canvas
    pixels = on_screen(canvas.viewport())
    values, counts = np.unique(pixels, return_counts=True)
    ground = values[counts.argmax()]
    seen = [_is_inked(pixels, canvas, MovingCloud.probe(other), ground) for other in range(_PROBES)]
    expected = [other == step % _PROBES for other in range(_PROBES)]
    if seen != expected:
        raise RuntimeError(f"the probe of step {step} is painted at {np.flatnonzero(seen).tolist()}")


def _is_inked(pixels: np.ndarray, canvas: object, place: tuple[float, float], ground: int) -> bool:
    spot = canvas.pixel_of(*place)  # type: ignore[attr-defined]
    ratio = canvas.devicePixelRatioF()  # type: ignore[attr-defined]
    x, y = round(spot.x() * ratio), round(spot.y() * ratio)
    part = pixels[
        max(0, y - _REACH_PIXELS) : y + _REACH_PIXELS, max(0, x - _REACH_PIXELS) : x + _REACH_PIXELS
    ]
    return bool((part != ground).any())
