"""The picture in what is pasted or dropped."""

from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage, QPixmap

from latentlab.errors import DataError

_MOST_SIDE = 1_024  # pixels, of which few enough are left anyway


def picture_in(data: QMimeData) -> Path | Image.Image:
    """The file that is named, or the picture itself. Raises DataError where there is neither."""
    urls = data.urls()
    if len(urls) > 1:
        raise DataError("Expected one picture, got {count:,} files. Choose one of them.", count=len(urls))
    if len(urls) == 1 and urls[0].isLocalFile():
        return Path(urls[0].toLocalFile())
    picture = data.imageData() if data.hasImage() else None
    if isinstance(picture, QPixmap):
        picture = picture.toImage()
    if isinstance(picture, QImage) and not picture.isNull():
        return _as_pillow(picture)
    raise DataError(
        "Expected a picture or the file of one, got {what}.",
        what=_kind_of(data),
    )


def _kind_of(data: QMimeData) -> str:
    if data.hasUrls():
        return "a link"
    if data.hasText():
        return "text"
    return ", ".join(data.formats()) or "nothing"


def _as_pillow(picture: QImage) -> Image.Image:
    """The same picture, smaller where it is large."""
    if max(picture.width(), picture.height()) > _MOST_SIDE:
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        picture = picture.scaled(_MOST_SIDE, _MOST_SIDE, keep, smooth)
    picture = picture.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    pixels = rows[:, : 4 * picture.width()].reshape(picture.height(), picture.width(), 4)
    return Image.fromarray(pixels.copy())
