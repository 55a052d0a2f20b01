"""Hinton's 784-1000-500-250-30 on 60,000 images in the window: frames and memory."""

from collections.abc import Iterator

import psutil

from latentlab.gui.pace import FULL_SPEED
from latentlab.gui.waiting import let_live
from tests.benchmarks.frame_clock import FrameClock
from tests.benchmarks.live_run import open_data, pause, train
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import expect, open_window
from tests.benchmarks.row import Budget, Row, judged, unmeasured
from tests.benchmarks.timing import percentile, spread

_LIMIT_MB = 1_500.0
_GLANCE_S = 0.5


def measure(options: Options) -> Iterator[Row]:
    """Frames and memory over the first epochs, every image of the set open, the map on PCA."""
    window = open_window(options.data_root)
    what = "Hinton's network on 60,000 images, at full speed"
    missing = open_data(window, options.pick("mnist", "mnist-5k"), options.data_root)
    if missing:
        yield unmeasured(what, "ms", missing)
        return
    workspace, process = window.workspace, psutil.Process()
    window.presets.choose("hinton")
    expect(lambda: workspace.run.config.model.latent == 30 and workspace.can_train, "Hinton's network")
    train(window, FULL_SPEED)
    clock = FrameClock(window.map.scatter.canvas.viewport())
    clock.start()
    most, epochs = 0.0, options.pick(3, 1)
    while (frame := workspace.run.frame) is None or len(frame.epochs) < epochs:
        let_live(_GLANCE_S)
        most = max(most, process.memory_info().rss / 1e6)
    clock.stop()
    speed = sum(result.seconds for result in frame.epochs)
    pause(window)
    times, threads = clock.intervals_ms, workspace.run.config.threads
    images = workspace.run.batches_per_epoch * workspace.run.config.batch_size * epochs
    note = f"{spread(times, 'ms')}; about {images / speed:,.0f} images a second in {epochs} epochs"
    yield judged(
        f"GUI frame interval at 60 Hz, {what} (p99)", percentile(times, 99), "ms",
        budget=Budget(20), threads=threads, note=note,
    )  # fmt: skip
    yield judged(f"memory, {what} (most resident)", most, "MB", budget=Budget(_LIMIT_MB))
