"""Waits for a live map to be whole."""

from tests.gui.conftest import PATIENCE_MS


def wait_done(qtbot, live_map, method):
    qtbot.waitUntil(
        lambda: (
            live_map.method == method
            and live_map.layout is not None
            and live_map.layout.done
            and not live_map.is_running
            and method in live_map.finished_points
        ),
        timeout=PATIENCE_MS,
    )


def wait_for_map(qtbot, live_map, count=600, dimensions=2):
    qtbot.waitUntil(
        lambda: (
            live_map.layout is not None
            and live_map.layout.done
            and not live_map.is_running
            and live_map.layout.points.shape == (count, dimensions)
        ),
        timeout=PATIENCE_MS,
    )
