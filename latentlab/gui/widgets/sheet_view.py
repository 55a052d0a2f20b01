"""Decoded images in a grid or in rows, with marks where z stands and values at the edges."""

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.tokens import Tokens
from latentlab.gui.widgets.cell_input import arrow_way
from latentlab.gui.widgets.sheet_layout import SheetLayout

_MARK = 5.0  # radius of the mark of z


@dataclass(frozen=True, slots=True, eq=False)
class SheetPicture:
    """Images edge to edge, and what stands at their edges.

    first: the number of the first row that was decoded, of `total` in all.
    """

    tiles: np.ndarray  # (R·h, C·w) uint8
    rows: int
    columns: int
    total: int
    first: int = 0
    left: tuple[str, ...] = ()  # a word before each of all rows
    right: tuple[str, ...] = ()  # and after it
    below: tuple[str, ...] = ()  # under each column
    is_grid: bool = True
    names: tuple[str, str] = ("", "")  # of the axes across and up

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width of one image."""
        return self.tiles.shape[0] // max(1, self.rows), self.tiles.shape[1] // self.columns


@dataclass(slots=True)
class _Scaled:
    """The tiles as large as they are drawn, kept till they change."""

    key: tuple[int, int, int] = (0, 0, 0)
    image: QImage = field(default_factory=QImage)


class SheetView(QAbstractScrollArea):
    """Shows a sheet; tells of the cell under the mouse, of one that is chosen, and of the rows in view."""

    hovered = Signal(object)  # (row, column) | None
    chosen = Signal(int, int)  # row, column
    rows_shown = Signal(int, int)  # the first and how many

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: SheetPicture | None = None
        self._text = ""
        self.marks: np.ndarray | None = None
        self._cell: tuple[int, int] | None = None  # under the mouse, or where the arrow keys went
        self._scaled = _Scaled()
        self.layout_ = SheetLayout()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Decoded images along axes of the latent space"))

    # values in

    def show_picture(self, picture: SheetPicture) -> None:
        """Show other images; marks stay where they are."""
        self._picture, self._text = picture, ""
        self._scaled = _Scaled()
        self._lay_out()

    def show_nothing(self, text: str) -> None:
        """Say why there are no images."""
        self._picture, self._text = None, text
        self._lay_out()

    def show_marks(self, marks: np.ndarray | None) -> None:
        """Where z stands.

        Of a grid its column and row (2,), counted in images from the upper left; else its column in each of
        all rows (total,).
        """
        self.marks = marks
        self.viewport().update()

    # what can be asked

    @property
    def picture(self) -> SheetPicture | None:
        """What is shown."""
        return self._picture

    @property
    def text(self) -> str:
        """What is said in the place of images."""
        return self._text

    def cell_at(self, place: QPointF) -> tuple[int, int] | None:
        """Row and column at a place of the viewport."""
        return self.layout_.cell_at(place)

    def place_of(self, row: int, column: int) -> QPointF:
        """The middle of an image, in the viewport's pixels."""
        return self.layout_.box(row, column).center()

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(470, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 90)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self._take_scrolled()
        self._tell_rows()
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        is_other = cell != self._cell
        self._point_at(cell)
        if is_other and cell is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.chosen.emit(*cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._point_at(cell)
            self.chosen.emit(*cell)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_at(None)
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = arrow_way(event)
        if self._picture is not None and way is not None:
            self._step(*way)
        elif self._cell is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(*self._cell)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens.window))
        if self._picture is None:
            painter.setPen(QColor(tokens.muted))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.viewport().rect().adjusted(16, 8, -16, -8), flags, self._text)
        else:
            self._paint_images(painter, self._picture)
            self._paint_words(painter, self._picture, tokens)
            self._paint_marks(painter, self._picture, tokens)
        painter.end()

    # How it works

    def _lay_out(self) -> None:
        picture, viewport = self._picture, self.viewport()
        if picture is not None:
            self.layout_ = self._layout_of(picture)
            self._fit_bars()
            self._tell_rows()
        viewport.update()

    def _layout_of(self, picture: SheetPicture) -> SheetLayout:
        """With room for the bars where they may be needed: their coming changes nothing then."""
        bars = self.verticalScrollBar().sizeHint().width(), self.horizontalScrollBar().sizeHint().height()
        room = self.maximumViewportSize() - QSize(bars[0], 0)
        layout = self._layout_in(room, picture)
        is_wider = layout.whole_width > room.width()
        return self._layout_in(room - QSize(0, bars[1]), picture) if is_wider else layout

    def _layout_in(self, room: QSize, picture: SheetPicture) -> SheetLayout:
        return SheetLayout.of(
            room,
            self.fontMetrics(),
            self.viewport().devicePixelRatioF(),
            (picture.total, picture.columns, *picture.shape),
            (picture.left, picture.right, picture.below, picture.names),
            picture.is_grid,
        )

    def _tell_rows(self) -> None:
        rows = self.layout_.rows_seen()
        self.rows_shown.emit(rows.start, len(rows))

    def _fit_bars(self) -> None:
        layout, room = self.layout_, self.viewport().size()
        for bar, length, seen, step in (
            (self.verticalScrollBar(), layout.height, room.height(), layout.pitch),
            (self.horizontalScrollBar(), layout.whole_width, room.width(), layout.width),
        ):
            bar.setRange(0, max(0, round(length) - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(max(1, round(step)))
        self._take_scrolled()

    def _take_scrolled(self) -> None:
        self.layout_.scrolled = self.verticalScrollBar().value()
        self.layout_.scrolled_aside = self.horizontalScrollBar().value()

    def _step(self, down: int, right: int) -> None:
        assert self._picture is not None
        row, column = self._cell or (0, 0)
        if self._cell is not None:
            row = min(max(0, row + down), self._picture.total - 1)
            column = min(max(0, column + right), self._picture.columns - 1)
        box, room = self.layout_.box(row, column), self.viewport().size()
        for bar, start, end, seen in (
            (self.verticalScrollBar(), box.top(), box.bottom(), room.height()),
            (self.horizontalScrollBar(), box.left(), box.right(), room.width()),
        ):
            bar.setValue(bar.value() + round(min(0.0, start) + max(0.0, end - seen)))
        self._point_at((row, column))

    def _point_at(self, cell: tuple[int, int] | None) -> None:
        if cell != self._cell:
            self._cell = cell
            self.hovered.emit(cell)
            self.viewport().update()

    def _paint_images(self, painter: QPainter, picture: SheetPicture) -> None:
        """Row by row where rows stand apart, else all at once; scaled before, so that a mark costs little."""
        ratio = self.viewport().devicePixelRatioF()
        box = self.layout_.box(picture.first, 0)
        width, height = round(box.width() * ratio), round(box.height() * ratio)
        image = self._tiles_of(picture, width, height)
        if picture.is_grid:
            whole = QRectF(box.x(), box.y(), image.width() / ratio, image.height() / ratio)
            painter.drawImage(whole, image)
            return
        for row in range(picture.rows):
            at = self.layout_.box(picture.first + row, 0)
            target = QRectF(at.x(), at.y(), image.width() / ratio, height / ratio)
            painter.drawImage(target, image, QRectF(0, row * height, image.width(), height))

    def _tiles_of(self, picture: SheetPicture, width: int, height: int) -> QImage:
        """All tiles, each so many device pixels wide and high."""
        key = (id(picture), width, height)
        if self._scaled.key != key:
            tiles = picture.tiles
            whole = QImage(
                tiles.data, tiles.shape[1], tiles.shape[0], tiles.strides[0], QImage.Format.Format_Grayscale8
            )
            is_crisp = width >= picture.shape[1]
            how = Qt.TransformationMode.FastTransformation
            if not is_crisp:
                how = Qt.TransformationMode.SmoothTransformation
            scaled = whole.scaled(
                width * picture.columns, height * picture.rows, Qt.AspectRatioMode.IgnoreAspectRatio, how
            )
            self._scaled = _Scaled(key, scaled.convertToFormat(QImage.Format.Format_RGB32))
        return self._scaled.image

    def _paint_words(self, painter: QPainter, picture: SheetPicture, tokens: Tokens) -> None:
        painter.setPen(QColor(tokens.muted))
        for place, flags, text in self.layout_.words():
            painter.drawText(place, int(flags), text)

    def _paint_marks(self, painter: QPainter, picture: SheetPicture, tokens: Tokens) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._cell is not None:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(self.layout_.box(*self._cell))
        if self.marks is None:
            return
        for place in self.layout_.marks(self.marks):
            for width, colour in ((5.0, "#ffffff"), (2.0, tokens.accent)):
                painter.setPen(QPen(QColor(colour), width))
                if picture.is_grid:
                    painter.drawEllipse(place, _MARK, _MARK)
                else:
                    half = self.layout_.box(0, 0).height() / 2 + 1
                    painter.drawLine(place - QPointF(0, half), place + QPointF(0, half))
