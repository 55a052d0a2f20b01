"""Icons from the Material Design font, drawn in the colours of the theme in force."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from latentlab.gui.theme import tokens_of
from latentlab.resources import resource

Role = Literal["text", "muted", "accent", "on_accent", "danger"]
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


class GlyphEngine(QIconEngine):
    """Draws one glyph; asks for the colour when it draws, so that a change of theme needs no new icons."""

    def __init__(self, name: str, role: Role) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        family, glyphs = _icon_font()
        font = QFont(family)
        font.setPixelSize(max(1, rect.height()))
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(self._colour(mode, state)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, glyphs[self._name])
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():  # a button squeezed to nothing asks for this
            return QPixmap()
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return GlyphEngine(self._name, self._role)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        tokens = tokens_of(QApplication.palette())
        if mode == QIcon.Mode.Disabled:
            return tokens.disabled
        if state == QIcon.State.On and self._role == "text":
            return tokens.accent
        return str(getattr(tokens, self._role))


def icon(name: str, role: Role = "text") -> QIcon:
    """The glyph `name` of Material Design Icons ("play"), in the colour of `role`, greyed where disabled."""
    _icon_font()  # now: while a painter is at work, loading a font would crash Qt
    return QIcon(GlyphEngine(name, role))


def application_icon() -> QIcon:
    """LatentLab's own icon in all sizes."""
    picture = QIcon()
    for size in SIZES:
        picture.addFile(str(resource("icons") / f"latentlab-{size}.png"), QSize(size, size))
    return picture


@cache
def _icon_font() -> tuple[str, dict[str, str]]:
    """The family of the icons' font, and the character of each name.

    QtAwesome brings the font along. It is not imported: it would load eleven other fonts and read all of
    them again to see whether they are whole, a twentieth of the time to the first paint.
    """
    package = find_spec("qtawesome")
    assert package is not None
    assert package.origin is not None
    fonts = Path(package.origin).parent / "fonts"
    (file,) = fonts.glob("materialdesignicons6-webfont-[0-9]*.ttf")
    (charmap,) = fonts.glob("materialdesignicons6-webfont-charmap-*.json")
    codes = json.loads(charmap.read_text(encoding="utf-8"))
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    return families[0], {name: chr(int(code, 16)) for name, code in codes.items()}
