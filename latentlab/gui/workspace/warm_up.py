"""Imports and compiles what is slow to load, after the window is up."""

import gc
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from latentlab.gui.job import Job, JobSlot

_MANY = 20_000  # objects that came and were not freed: only what is imported anew makes so many


@dataclass(frozen=True, slots=True)
class Ready:
    """What can be used by now."""

    torch: bool = False
    drawing: bool = False  # points may be translucent
    maps: bool = False
    transforms: str | None = None  # why torchvision's are missing, empty where they are there; None: unknown
    has_failed: bool = False  # torch will not come


class WarmUp(QObject):
    """Loads one thing after the other; between two of them it waits for a map that has been asked for.

    Threads that import share one lock, and parts of scipy wait for a torch that is half imported: a map asked
    for in the first second is there twice as soon if torch has not begun by then.
    Half a million objects come with the libraries and stay. No garbage is sought among them, then or later:
    each time that took 0.1 to 0.3 s, in which no thread of the program did anything.
    """

    advanced = Signal(object)  # Ready
    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ready = Ready()
        self._left: Iterator[Generator[Ready, None, None]] = iter(())
        self._is_held = False
        self._slot = JobSlot(self)
        self._slot.done.connect(self._on_done)
        self._slot.failed.connect(self._on_failed)

    @property
    def is_waiting(self) -> bool:
        """Whether it is held between two things."""
        return self._is_held and self._slot.job is None

    def start(self) -> None:
        """Begin; `advanced` tells of what is ready."""
        self._left = iter((load_kernel(), load_torch(), load_drawing(), load_maps(), load_transforms()))
        self._go_on()

    def hold(self, is_held: bool) -> None:
        """Begin nothing new as long as it is held."""
        self._is_held = is_held
        if self._slot.job is None:
            self._go_on()

    def stop(self) -> None:
        """Load nothing more."""
        self._left = iter(())
        self._slot.clear()
        gc.enable()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        return self._slot.wait(milliseconds)

    def _go_on(self) -> None:
        if self._is_held:
            return
        following = next(self._left, None)
        if following is not None:
            gc.disable()
            self._slot.start(Job(following, parent=self))

    def _on_done(self) -> None:
        ready = self._slot.job.take(Ready) if self._slot.job else None
        self._slot.clear()
        _seek_garbage_beside_what_came()
        if ready is not None and ready != self.ready:
            self.ready = ready
            self.advanced.emit(ready)
        self._go_on()

    def _on_failed(self, error: object) -> None:
        """Without torch there is no use for the rest."""
        self._slot.clear()
        _seek_garbage_beside_what_came()
        if not self.ready.torch:
            self.ready = Ready(has_failed=True)
            self.stop()
            self.advanced.emit(self.ready)
        self.failed.emit(error)


def _seek_garbage_beside_what_came() -> None:
    """Let garbage be collected again, but what was loaded for good be left alone."""
    if gc.get_count()[0] > _MANY:
        gc.freeze()
    gc.enable()


def load_kernel() -> Generator[Ready, None, None]:
    """Import and compile what UMAP needs: a second, after which torch may take its time."""
    from scipy.spatial import KDTree  # noqa: F401

    from latentlab.errors import SurroundingsError
    from latentlab.latent.maps.umap_kernel import epoch_kernel

    with suppress(SurroundingsError):  # who asks for the map is told
        epoch_kernel()
    yield Ready()


def load_torch() -> Generator[Ready, None, None]:
    """Import torch, its optimizer and what is built on them.

    Raises SurroundingsError where torch is missing or too old.
    """
    from latentlab.models.torch_version import require_torch

    require_torch()
    import torch

    from latentlab.training.device import device_names

    device_names()  # asks drivers, the first time

    torch.optim.Adam([torch.nn.Parameter(torch.zeros(1))], fused=True)  # the first one imports for seconds
    yield Ready(torch=True)


def load_drawing() -> Generator[Ready, None, None]:
    """Compile what blends points with each other."""
    from latentlab.gui.widgets.scatter.blend_kernel import compile_kernel

    compile_kernel()
    yield Ready(torch=True, drawing=True)


def load_maps() -> Generator[Ready, None, None]:
    """Import and compile what t-SNE and UMAP need."""
    import numpy as np

    from latentlab.latent.maps.map_settings import MapSettings
    from latentlab.latent.maps.projection import project

    codes = np.random.default_rng(0).normal(size=(64, 4)).astype(np.float32)
    for method in ("umap", "tsne"):
        for _ in project(codes, MapSettings(method=method, iterations=3)):
            pass  # a small map needs all that a large one needs
    yield Ready(torch=True, drawing=True, maps=True)


def load_transforms() -> Generator[Ready, None, None]:
    """Find out whether there are torchvision's transforms."""
    from latentlab.data.transforms import missing_transforms

    yield Ready(torch=True, drawing=True, maps=True, transforms=missing_transforms() or "")
