"""A wall of images that scrolls: only the lines in view are asked for and drawn."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
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
from latentlab.gui.widgets.cell_input import arrow_step, showed_tip
from latentlab.gui.widgets.wall_line import WallCell, WallGrid, draw_line

_MOST_LINES = 200  # pictures of lines that are kept
_MARGIN = 8.0
_WORDS_GAP = 8.0


class ImageWall(QAbstractScrollArea):
    """Knows how many cells there are; what is in them it asks for, line by line."""

    cells_wanted = Signal(int, int)  # the first place and how many: to be answered by `show_cells` at once
    seen = Signal(int, int)  # the places in view, whenever they are others
    hovered = Signal(int)  # place, −1 where the mouse has left
    clicked = Signal(int)
    touched = Signal(bool)  # whether the mouse is over the wall

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = 0
        self.marked = -1
        self.text = ""
        self._names: tuple[str, ...] = ("",)
        self._shape, self._side, self._words = (28, 28), 28, 1
        self._grid: WallGrid | None = None
        self._cells: dict[int, WallCell] = {}  # by place, of the lines that are kept
        self._lines: dict[int, QImage] = {}
        self._is_painting = False
        self._place = -1  # under the mouse, or where the arrow keys went
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Images and their reconstructions"))

    # values in

    def show_layout(self, names: Sequence[str], shape: tuple[int, int], side: int, words: int) -> None:
        """Cells of images (h, w) one under the other, one for each name, about `side` large."""
        layout = (tuple(names), shape, side, words)
        if layout != (self._names, self._shape, self._side, self._words):
            self._names, self._shape, self._side, self._words = layout
            self._lay_out()

    def show_count(self, count: int, text: str = "") -> None:
        """So many cells, all of them others; where there are none, say why."""
        self.count, self.text = count, text
        self._lay_out()

    def show_cells(self, first: int, cells: Sequence[WallCell]) -> None:
        """What stands at these places."""
        if self._grid is None:
            return
        for place, cell in enumerate(cells, first):
            self._cells[place] = cell
        columns = self._grid.columns
        for line in range(first // columns, (first + len(cells) - 1) // columns + 1):
            self._lines.pop(line, None)
        if not self._is_painting:
            self.viewport().update()

    def forget_cells(self) -> None:
        """What stands in the cells is outdated: ask anew, for those in view at once."""
        self._cells.clear()
        self._lines.clear()
        self.viewport().update()

    def show_marked(self, place: int) -> None:
        """Frame the cell that is loaded; −1 for none."""
        if place != self.marked:
            self.marked = place
            self.viewport().update()

    def scroll_to_start(self) -> None:
        """Show the first line."""
        self.verticalScrollBar().setValue(0)

    # what can be asked

    def place_at(self, point: QPointF) -> int:
        """The cell at a point of the viewport, −1 where there is none."""
        grid = self._grid
        if grid is None:
            return -1
        y = point.y() + self._scrolled
        line, column = int(y // grid.pitch), int((point.x() - grid.left) // grid.step)
        place = line * grid.columns + column
        if y < 0 or not 0 <= column < grid.columns or not 0 <= place < self.count:
            return -1
        return place if self.box_of(place).contains(point) else -1

    def box_of(self, place: int) -> QRectF:
        """Where the images of a cell are, in the viewport's pixels."""
        assert self._grid is not None
        line, column = divmod(place, self._grid.columns)
        return self._grid.cell(column).translated(0, line * self._grid.pitch - self._scrolled)

    def cell(self, place: int) -> WallCell | None:
        """What stands at a place, None where it is not in view."""
        return self._cells.get(place)

    @property
    def places_seen(self) -> range:
        """The cells in view."""
        grid = self._grid
        if grid is None or not self.count:
            return range(0)
        first = max(0, int(self._scrolled // grid.pitch))
        last = int((self._scrolled + self.viewport().height()) // grid.pitch)
        return range(min(self.count, first * grid.columns), min(self.count, (last + 1) * grid.columns))

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(720, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self._tell_seen()
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.place_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._point_at(place)
            self.clicked.emit(place)

    def viewportEvent(self, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Enter:
                self.touched.emit(True)
            case QEvent.Type.Leave:
                self._point_at(-1)
                self.touched.emit(False)
        return showed_tip(event, self._tip_at, self) or super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = arrow_step(event, self._grid.columns if self._grid is not None else 1)
        if step is not None and self.count:
            start = self._place if self._place >= 0 else max(self.marked, self.places_seen.start) - 1
            self._point_at(min(self.count - 1, max(0, start + step)))
            self._scroll_into_view(self._place)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._place >= 0:
            self.clicked.emit(self._place)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens.window))
        grid = self._grid
        if grid is None or not self.count:
            painter.setPen(QColor(tokens.muted))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.viewport().rect().adjusted(16, 8, -16, -8), flags, self.text)
            painter.end()
            return
        seen = self.places_seen
        for line in range(seen.start // grid.columns, -(-seen.stop // grid.columns)):
            top = line * grid.pitch - self._scrolled
            painter.drawImage(QPointF(0, top), self._line(line, grid))
            painter.setPen(QColor(tokens.muted))
            for part, name in enumerate(self._names):
                box = QRectF(0, top + grid.box(0, part).y(), grid.left - _WORDS_GAP, grid.high)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), name)
        for place, width in ((self.marked, 2.0), (self._place, 1.0)):
            if place in seen:
                painter.setPen(QPen(QColor(tokens.accent), width))
                painter.drawRect(self.box_of(place).adjusted(-1, -1, 1, 1))
        painter.end()

    # How it works

    @property
    def _scrolled(self) -> float:
        return self.verticalScrollBar().value() - _MARGIN / 2

    def _lay_out(self) -> None:
        viewport, metrics = self.viewport(), self.fontMetrics()
        left = max(metrics.horizontalAdvance(name) for name in self._names) + _WORDS_GAP + _MARGIN
        self._grid = WallGrid.of(
            viewport.width() - _MARGIN,
            metrics,
            viewport.devicePixelRatioF(),
            self._shape,
            self._side,
            len(self._names),
            self._words,
            left,
        )
        self._cells.clear()
        self._lines.clear()
        lines = -(-self.count // self._grid.columns)
        bar, height = self.verticalScrollBar(), viewport.height()
        bar.setRange(0, max(0, round(lines * self._grid.pitch + _MARGIN) - height))
        bar.setPageStep(height)
        bar.setSingleStep(max(1, round(self._grid.pitch / 3)))
        self._tell_seen()
        viewport.update()

    def _line(self, line: int, grid: WallGrid) -> QImage:
        """The picture of a line; those seen long ago are let go."""
        if line not in self._lines:
            places = range(line * grid.columns, min(self.count, (line + 1) * grid.columns))
            if any(place not in self._cells for place in places):
                self._is_painting = True  # what comes now is drawn now
                self.cells_wanted.emit(places.start, len(places))
                self._is_painting = False
            cells = [self._cells[place] for place in places if place in self._cells]
            ratio = self.viewport().devicePixelRatioF()
            while len(self._lines) >= _MOST_LINES:
                old = next(iter(self._lines))
                del self._lines[old]
                for place in range(old * grid.columns, (old + 1) * grid.columns):
                    self._cells.pop(place, None)
            self._lines[line] = draw_line(cells, grid, ratio, tokens_of(self.palette()), self.font())
        return self._lines[line]

    def _tip_at(self, point: QPoint) -> str:
        cell = self._cells.get(self.place_at(QPointF(point)))
        return "" if cell is None else cell.tip

    def _tell_seen(self) -> None:
        seen = self.places_seen
        self.seen.emit(seen.start, len(seen))

    def _point_at(self, place: int) -> None:
        if place != self._place:
            self._place = place
            self.hovered.emit(place)
            self.viewport().update()

    def _scroll_into_view(self, place: int) -> None:
        box, bar = self.box_of(place), self.verticalScrollBar()
        if box.top() < 0:
            bar.setValue(bar.value() + round(box.top()) - 4)
        elif box.bottom() > self.viewport().height():
            bar.setValue(bar.value() + round(box.bottom() - self.viewport().height()) + 24)
