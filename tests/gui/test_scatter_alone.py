"""The scatter in a process and a window of its own."""

import os
import shutil
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from latentlab.gui.widgets.scatter.style import point_diameter


def run_window(code, **environment):
    """Run code that opens a window, in a real X window where Xvfb is there; returns what it prints."""
    real = shutil.which("xvfb-run")
    command = [real, "-a", "-s", "-screen 0 1280x1024x24"] if real else []
    platform = {"QT_QPA_PLATFORM": "xcb" if real else "offscreen"}
    done = subprocess.run(
        [*command, sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, **platform, **environment},
    )
    return done.stdout


PANNING = """
    import sys
    import numpy as np
    from PySide6.QtWidgets import QApplication
    from latentlab.gui.widgets.scatter.latent_scatter import LatentScatter

    app = QApplication([])
    scatter = LatentScatter()
    scatter.resize(500, 400)
    scatter.show_classes(np.arange(3000) % 10, tuple("0123456789"))
    scatter.show()
    scatter.show_layout(np.random.default_rng(0).normal(size=(3000, 2)).astype(np.float32))
    scatter.show_cursor((0.0, 0.0))

    def pan(times):
        for step in range(times):
            scatter.canvas.pan(0.1 if step % 2 else -0.1, 0.0)
            scatter.canvas.viewport().repaint()
            app.processEvents()

    pan(10)
    before = sys.getrefcount(None)
    pan(50)
    print(sys.getrefcount(None) - before)
"""


def test_panning_loses_no_reference_to_none():
    """Every lost reference brings the interpreter nearer to its end: PySide6 6.12.0 loses 190 a pan."""
    assert int(run_window(PANNING)) > -50, "not one a pan"


SCALED = """
    import numpy as np
    from PySide6.QtWidgets import QApplication, QWidget
    from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
    from latentlab.gui.widgets.scatter.latent_scatter import LatentScatter

    app = QApplication([])
    window = QWidget()
    window.resize(420, 320)
    scatter = LatentScatter(window)
    scatter.setGeometry(3, 5, 401, 301)
    scatter.show_drawing(DrawingChoices(names=False))
    scatter.show_classes(np.zeros(4, int), ("a",))
    window.show()
    scatter.show_layout(np.array([[0, 0], [4, 0], [0, 3], [4, 3]], np.float32))
    image = window.grab().toImage().convertToFormat(window.grab().toImage().Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    ratio = image.devicePixelRatio()
    for index in range(4):
        at = scatter.mapTo(window, scatter.pixel_of_point(index)) * ratio
        x, y = round(at.x()), round(at.y())
        near = rows[y - 12 : y + 13, x - 12 : x + 13]
        ys, xs = np.nonzero(near != near[0, 0])
        off_x, off_y = xs.mean() - 11.5 + x - at.x(), ys.mean() - 11.5 + y - at.y()
        print(np.ptp(xs) + 1, np.ptp(ys) + 1, off_x, off_y)
"""


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_points_are_sharp_on_screens_of_any_scale(factor):
    """A point is as large as it should be in the screen's own pixels, and stands where it should."""
    measured = np.loadtxt(run_window(SCALED, QT_SCALE_FACTOR=str(factor)).splitlines())
    assert measured.shape == (4, 4)
    assert np.abs(measured[:, :2] - point_diameter(4, factor)).max() <= 1
    assert np.abs(measured[:, 2:]).max() <= 0.8
