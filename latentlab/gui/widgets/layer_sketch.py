"""A network drawn as it will be built: its layers from image to code and back."""

import math
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.tokens import Tokens
from latentlab.models.layers import Drawing, Layer

BAR, LEAST_BAR = 7.0, 5.0
_GRAPH = 52.0  # height of the picture above the numbers
_SHEETS = 3  # of a convolution, drawn one behind the other
_HEAD = 10.0  # height of the classifier's dots above the code


class LayerSketch(QWidget):
    """One figure a layer, the taller the more it gives (logarithmically); the code in the accent colour.

    Dense layers are bars, convolutions stacked sheets, recurrent layers bars cut into the rows they read,
    transformers rows of tokens with the bottleneck token on top. What a layer is, hovering tells.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing: Drawing | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Layers of the network"))

    def show_drawing(self, drawing: Drawing) -> None:
        """Draw this network."""
        self._drawing = drawing
        self.setAccessibleDescription(" → ".join(_size(layer) for layer in drawing.layers))
        self.updateGeometry()
        self.update()

    def words_of(self, place: int) -> str:
        """What the layer at a place is, in words."""
        drawing = self._drawing
        assert drawing is not None
        layer = drawing.layers[place]
        if place == 0:
            return self.tr("The image: {shape} pixels").format(shape=_text(layer.shape))
        before = drawing.layers[place - 1]
        values = {"before": _text(before.shape), "shape": _text(layer.shape), "weights": f"{layer.weights:,}"}
        return self._template(layer, place).format(**values)

    def sizeHint(self) -> QSize:
        lines = 2 if self._drawing is not None and _has_two_lines(self._drawing) else 1
        head = _HEAD if self._drawing is not None and self._drawing.classes else 0
        return QSize(240, round(_GRAPH + head) + lines * self._metrics_height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._drawing is not None:
            bars = self._bars()
            x = event.pos().x()
            place = min(range(len(bars)), key=lambda i: abs(bars[i].center().x() - x))
            QToolTip.showText(event.globalPos(), self.words_of(place), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        drawing = self._drawing
        if drawing is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, bars = tokens_of(self.palette()), self._bars()
        self._draw_links(painter, bars, tokens)
        for place, (layer, bar) in enumerate(zip(drawing.layers, bars, strict=True)):
            colour = QColor(tokens.accent if place == drawing.code else tokens.control)
            _draw_layer(painter, layer, bar, colour, tokens)
        if drawing.classes:
            self._draw_head(painter, bars[drawing.code], tokens)
        self._draw_numbers(painter, bars, tokens)
        painter.end()

    def _template(self, layer: Layer, place: int) -> str:
        drawing = self._drawing
        assert drawing is not None
        if place == drawing.code:
            if drawing.classes:
                return self.tr(
                    "The code: {before} to {shape}, {weights} weights and biases; a classifier reads it"
                )
            return self.tr("The code: {before} to {shape}, {weights} weights and biases")
        if drawing.tied and place > drawing.code:
            return self.tr("Dense, tied: {before} to {shape}, {weights} biases of its own")
        return {
            "image": self.tr("The rebuilt image: {before} to {shape}, {weights} weights and biases"),
            "dense": self.tr("Dense layer: {before} to {shape}, {weights} weights and biases"),
            "conv": self.tr("Convolution of 3×3: {before} to {shape}, {weights} weights and biases"),
            "recurrent": self.tr(
                "Recurrent layer: {before} to {shape} (rows × states), {weights} weights and biases"
            ),
            "tokens": self.tr(
                "Tokens: {before} to {shape} (with the bottleneck token), {weights} weights and biases"
            ),
            "attention": self.tr("Block of attention: {before} to {shape}, {weights} weights and biases"),
        }[layer.kind]

    def _metrics_height(self) -> int:
        return self.fontMetrics().height()

    def _bars(self) -> list[QRectF]:
        drawing = self._drawing
        assert drawing is not None
        top = _HEAD if drawing.classes else 0.0
        room = _GRAPH - 4.0
        margin = 0.5 * self.fontMetrics().horizontalAdvance("28×28")
        gap = (self.width() - 2 * margin) / max(1, len(drawing.layers) - 1)
        tallest = math.log(max(layer.values for layer in drawing.layers) + 1)
        bars = []
        for place, layer in enumerate(drawing.layers):
            height = LEAST_BAR + (room - LEAST_BAR) * math.log(layer.values + 1) / tallest
            width = min(gap * 0.5, BAR * (2.2 if layer.kind == "conv" else 1.0))
            x = margin + place * gap
            bars.append(QRectF(x - width / 2, top + 1 + (room - height) / 2, width, height))
        return bars

    def _draw_links(self, painter: QPainter, bars: list[QRectF], tokens: Tokens) -> None:
        colour = QColor(tokens.accent)
        colour.setAlpha(38)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for left, right in pairwise(bars):
            corners = [left.topRight(), right.topLeft(), right.bottomLeft(), left.bottomRight()]
            painter.drawPolygon(QPolygonF([QPointF(corner) for corner in corners]))

    def _draw_head(self, painter: QPainter, code: QRectF, tokens: Tokens) -> None:
        """The classes as dots above the code that they are told from."""
        assert self._drawing is not None
        count = min(self._drawing.classes, 12)
        painter.setPen(QPen(QColor(tokens.validation), 1))
        painter.drawLine(QPointF(code.center().x(), code.top()), QPointF(code.center().x(), 5.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.validation))
        for place in range(count):
            painter.drawEllipse(QPointF(code.center().x() + 5.0 * (place - (count - 1) / 2), 3.5), 1.8, 1.8)

    def _draw_numbers(self, painter: QPainter, bars: list[QRectF], tokens: Tokens) -> None:
        assert self._drawing is not None
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        middle, last = self._drawing.code, len(bars) - 1
        # Where numbers would touch, the ends and the code keep theirs.
        order = [0, middle, last, *range(1, middle), *range(middle + 1, last)]
        placed: list[tuple[float, float]] = []
        top = _GRAPH + (_HEAD if self._drawing.classes else 0.0)
        for place in order:
            lines = _lines(self._drawing.layers[place])
            half = 0.5 * max(metrics.horizontalAdvance(line) for line in lines) + 2.0
            x = min(max(bars[place].center().x(), half), self.width() - half)
            if any(x - half < right and left < x + half for left, right in placed):
                continue
            placed.append((x - half, x + half))
            painter.setPen(QColor(tokens.accent if place == middle else tokens.muted))
            for row, line in enumerate(lines):
                where = QRectF(x - half, top + row * metrics.height(), 2 * half, metrics.height())
                painter.drawText(where, Qt.AlignmentFlag.AlignCenter, line)


def _draw_layer(painter: QPainter, layer: Layer, bar: QRectF, colour: QColor, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    match layer.kind:
        case "conv":
            _draw_sheets(painter, bar, colour, tokens)
        case "recurrent":
            _draw_cut(painter, bar, 7)
        case "tokens" | "attention":
            _draw_cut(painter, bar, 5)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width(), bar.height() / 5 - 1.5), 1, 1)
        case _:
            painter.drawRoundedRect(bar, 2.5, 2.5)


def _draw_sheets(painter: QPainter, bar: QRectF, colour: QColor, tokens: Tokens) -> None:
    painter.setPen(QPen(QColor(tokens.window), 1))
    step = 0.18 * bar.width()
    for sheet in reversed(range(_SHEETS)):
        shift = step * (sheet - (_SHEETS - 1) / 2)
        painter.setBrush(colour)
        painter.drawRoundedRect(bar.translated(shift, -shift).adjusted(step, step, -step, -step), 1.5, 1.5)


def _draw_cut(painter: QPainter, bar: QRectF, parts: int) -> None:
    height = bar.height() / parts
    for part in range(parts):
        cut = QRectF(bar.left(), bar.top() + part * height, bar.width(), max(1.0, height - 1.5))
        painter.drawRoundedRect(cut, 1, 1)


def _lines(layer: Layer) -> list[str]:
    """What stands under a layer: how much it is wide or deep and, below, how large."""
    match layer.kind:
        case "conv":
            return [str(layer.shape[0]), _text(layer.shape[1:])]
        case "recurrent" | "tokens" | "attention":
            return [str(layer.shape[1]), f"×{layer.shape[0]}"]
        case _:
            return [str(layer.values)]


def _has_two_lines(drawing: Drawing) -> bool:
    return any(len(_lines(layer)) > 1 for layer in drawing.layers)


def _size(layer: Layer) -> str:
    """How much a layer gives; of an image all its pixels, as a dense layer sees it."""
    return str(layer.values) if layer.kind == "image" else _text(layer.shape)


def _text(shape: tuple[int, ...]) -> str:
    return "×".join(str(side) for side in shape)
