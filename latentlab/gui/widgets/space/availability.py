"""Whether this computer can draw a space of three dimensions, and why not."""

import os
import sys
from importlib.util import find_spec

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext

_WITHOUT_OPENGL = ("offscreen", "minimal", "vnc", "linuxfb")  # Qt's platforms that only warn when asked
_LIBRARIES = {"xcb": "glx", "wayland": "egl"}  # by Qt's platform: what PyOpenGL must speak to


def why_no_space() -> str:
    """A sentence for the student, empty where there is OpenGL."""
    if find_spec("OpenGL") is None:
        return _tr("Three dimensions need the package PyOpenGL, which is not installed. The flat map stays.")
    platform = QGuiApplication.platformName()
    if platform in _WITHOUT_OPENGL or not _can_draw():
        return _tr("Three dimensions need OpenGL, which this display does not offer. The flat map stays.")
    if sys.platform == "linux":
        # PyOpenGL would choose by the desktop's variables, and Qt may have chosen the other.
        os.environ.setdefault("PYOPENGL_PLATFORM", _LIBRARIES.get(platform.split("-")[0], "egl"))
    return ""


def _can_draw() -> bool:
    """Whether a context comes about that pyqtgraph can draw with."""
    context = QOpenGLContext()
    if not context.create():
        return False
    surface = QOffscreenSurface()
    surface.setFormat(context.format())
    surface.create()
    if not context.makeCurrent(surface):
        return False
    context.doneCurrent()
    return context.isOpenGLES() or context.format().version() >= (2, 1)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Space", text)
