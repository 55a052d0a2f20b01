"""The legend of the map: a button for each class that shows or hides it."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from latentlab.gui.widgets.flow_layout import FlowLayout
from latentlab.gui.widgets.scatter.class_palette import class_colours

_SWATCH = 9.0
_PAD = 7


class ClassButton(QAbstractButton):
    """A swatch and a name; checked while the class is shown."""

    alone_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(name)
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._colour = QColor()

    def set_colour(self, colour: QColor) -> None:
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(
            int(_SWATCH) + 3 * _PAD - 2 + metrics.horizontalAdvance(self.text()),
            max(24, metrics.height() + 8),
        )

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.alone_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.alone_asked.emit()
        else:
            self.click()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, ground = self.palette(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(
            QPen(palette.color(QPalette.ColorRole.Highlight), 1) if self.hasFocus() else Qt.PenStyle.NoPen
        )
        hovered = self.underMouse() and self.isEnabled()
        painter.setBrush(palette.color(QPalette.ColorRole.Midlight) if hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ground, 4, 4)
        self._paint_swatch(painter, QPointF(_PAD + _SWATCH / 2, self.height() / 2))
        role = QPalette.ColorRole.WindowText if self.isChecked() else QPalette.ColorRole.PlaceholderText
        painter.setPen(palette.color(role))
        text = self.rect().adjusted(int(_SWATCH) + 2 * _PAD - 2, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_swatch(self, painter: QPainter, centre: QPointF) -> None:
        """A disc for a class that is shown, an empty ring for one that is not."""
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour)
            painter.drawEllipse(centre, _SWATCH / 2, _SWATCH / 2)
        else:
            painter.setPen(QPen(self._colour, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, _SWATCH / 2 - 0.75, _SWATCH / 2 - 0.75)


class ClassLegend(QWidget):
    """A click hides or shows a class; a double click shows it alone, the next one all again."""

    visibility_changed = Signal(object)  # np.ndarray (C,) bool

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[ClassButton] = []
        self._before_click = np.zeros(0, bool)
        self._is_coloured = True
        self._layout = FlowLayout(self, spacing=0, line_spacing=0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Classes on the map"))

    @property
    def visible_classes(self) -> np.ndarray:
        """Which classes are shown: (C,) bool."""
        return np.array([button.isChecked() for button in self._buttons], bool)

    def show_classes(self, classes: tuple[str, ...]) -> None:
        """Make a button for each class, all shown; the same classes are left as they are."""
        if classes == tuple(button.text() for button in self._buttons):
            return
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(index, name) for index, name in enumerate(classes)]
        self._before_click = self.visible_classes
        self._show_colours()
        self.updateGeometry()

    def show_visible(self, visible: np.ndarray) -> None:
        """Check the buttons of the classes that are shown: visible (C,) bool."""
        for button, shown in zip(self._buttons, visible.tolist(), strict=True):
            button.setChecked(shown)

    def show_coloured(self, coloured: bool) -> None:
        """Whether points have the colour of their class: else the swatches are neutral."""
        if coloured != self._is_coloured:
            self._is_coloured = coloured
            self._show_colours()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_buttons"):
            self._show_colours()

    def _button(self, index: int, name: str) -> ClassButton:
        button = ClassButton(name, self)
        button.setAccessibleName(self.tr("Class {name}").format(name=name))
        button.setToolTip(
            self.tr(
                "Click to hide or show “{name}”. Double click to show it alone, and again for all."
            ).format(name=name)
        )
        button.pressed.connect(self._remember)
        button.clicked.connect(self._toggled)
        button.alone_asked.connect(lambda: self._show_alone(index))
        self._layout.addWidget(button)
        return button

    def _show_colours(self) -> None:
        dark = self.palette().color(QPalette.ColorRole.Base).lightness() < 128
        for button, colour in zip(
            self._buttons, class_colours(len(self._buttons), dark).tolist(), strict=True
        ):
            neutral = self.palette().color(QPalette.ColorRole.Dark)
            button.set_colour(QColor(*colour) if self._is_coloured else neutral)

    def _remember(self) -> None:
        # A double click has toggled the class before it is known to be one.
        self._before_click = self.visible_classes

    def _toggled(self) -> None:
        self.visibility_changed.emit(self.visible_classes)

    def _show_alone(self, index: int) -> None:
        alone = np.arange(len(self._buttons)) == index
        again = np.array_equal(self._before_click, alone)
        self.show_visible(np.ones_like(alone) if again else alone)
        self._before_click = self.visible_classes
        self.visibility_changed.emit(self.visible_classes)
