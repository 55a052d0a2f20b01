"""The row above the latent map: its method, the two raw axes, run and pause, fit."""

import re

from PySide6.QtCore import QLocale, QSize, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.panels.map_more import MapMore
from latentlab.gui.panels.map_parameters import MapParameters
from latentlab.gui.panels.map_plane import MapPlane
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.latent.maps.map_settings import MapSettings

METHODS = ("pca", "tsne", "umap", "axes")
STEPPED = ("tsne", "umap")  # methods that take many iterations
_MOST_LISTED = 1024
_AXIS_WIDTH, _NARROW_AXIS = 64, 44


def grouped(locale: QLocale, number: int) -> str:
    """A whole number with its thousands set apart, in the C locale too: "5,000"."""
    if locale.language() == QLocale.Language.C:
        locale = QLocale(QLocale.Language.English)
    return locale.toString(number)


class MapControls(QWidget):
    """Shows the state of the map's computation and tells what the student asks of it."""

    method_chosen = Signal(str)
    axes_chosen = Signal(object)  # dimensions from 0: (across, up, in depth)
    source_chosen = Signal(str)  # "codes" or "pixels"
    dimensions_chosen = Signal(int)  # 2 or 3
    run_toggled = Signal()
    restart_requested = Signal()
    fit_requested = Signal()
    twin_toggled = Signal(bool)  # whether the same map from another seed is wanted beside it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._methods: dict[str, QToolButton] = {}
        self._axes = (QComboBox(), QComboBox(), QComboBox())  # across, up, in depth
        self._method, self._dimensions, self._kept_axes = "pca", 2, (0, 1, 2)
        self._run, self._restart, self._fit = QToolButton(), QToolButton(), QToolButton()
        self.more, self.plane, self.parameters = MapMore(), MapPlane(), MapParameters()
        self._iteration = ElidedLabel()  # it changes with each layout: a QLabel would lay out the window
        self.twin = QToolButton()
        self._running = False
        self._build()
        self.show_method("pca")
        self.show_running(False)
        self.show_following(True)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_method(self, method: str) -> None:
        """Mark the method whose map is asked for."""
        if method != self._method:
            self._make_room()
        self._method = method
        self._group.setExclusive(False)
        for name, button in self._methods.items():
            button.setChecked(name == method)
        self._group.setExclusive(True)
        self.more.show_method(method)
        self._show_axes()
        self.plane.setVisible(method == "plane")
        for widget in (self._run, self._restart):
            widget.setVisible(method in STEPPED)
        self.parameters.show_method(method)
        self._show_twin_possible()
        self._share_row()

    def show_running(self, running: bool) -> None:
        """Offer to pause what runs, or to run what is paused."""
        self._running = running
        self._run.setIcon(icon("pause" if running else "play"))
        text = self.tr("Pause the map") if running else self.tr("Go on with the map")
        self._run.setToolTip(text)
        self._run.setAccessibleName(text)

    def show_iteration(self, iteration: int, iterations: int) -> None:
        """Say how far the map has come, "120 / 500"; nothing of a kept map, which took none here."""
        if iterations == 0:
            text = widest = self.tr("Kept map")
        else:
            text, widest = (self._iteration_text(number, iterations) for number in (iteration, iterations))
        needed = _room_for(max(text, widest, key=len), self._iteration.fontMetrics())
        if needed != self._iteration.minimumWidth():
            self._iteration.setFixedWidth(needed)
            self._share_row()
        self._iteration.show_text(text)

    def _iteration_text(self, iteration: int, iterations: int) -> str:
        return self.tr("{iteration} / {iterations}").format(
            iteration=grouped(self.locale(), iteration), iterations=grouped(self.locale(), iterations)
        )

    def show_method_ready(self, method: str, ready: bool) -> None:
        """Say quietly which methods are still being loaded; they can be chosen all the same."""
        button = self._methods[method]
        button.setText(
            self._name_of(method) if ready else self.tr("{method} …").format(method=self._name_of(method))
        )
        waiting = self.tr("{method} is still being loaded. Choose it, and it starts as soon as it can.")
        button.setToolTip(self._tip_of(method) if ready else waiting.format(method=self._name_of(method)))
        self._share_row()

    def show_following(self, following: bool) -> None:
        """Offer to fit the view once it was moved by hand."""
        self._fit.setEnabled(not following)

    def show_dimensions(self, count: int) -> None:
        """List the latent dimensions that the axes can show, keeping the choice where it still stands."""
        for first, combo in enumerate(self._axes):
            kept = combo.currentIndex() if 0 <= combo.currentIndex() < count else min(first, count - 1)
            combo.blockSignals(True)
            combo.clear()
            combo.addItems([self.locale().toString(i + 1) for i in range(min(count, _MOST_LISTED))])
            combo.setCurrentIndex(kept)
            combo.setEnabled(count > 1)
            combo.blockSignals(False)
        self._kept_axes = self.axes

    def show_settings(self, settings: MapSettings) -> None:
        """Show what maps are made with."""
        self._dimensions = settings.dimensions
        self.more.show_dimensions(settings.dimensions)
        self._show_twin_possible()
        self.parameters.show_settings(settings)
        self.plane.show_settings(settings)
        self._show_axes()
        self._share_row()

    @property
    def axes(self) -> tuple[int, int, int]:
        """The dimensions chosen for the axes, from 0: across, up, in depth."""
        across, up, deep = (max(0, combo.currentIndex()) for combo in self._axes)
        return across, up, deep

    def _choose_axis(self, changed: int) -> None:
        """Take another dimension for an axis; the axis that had it takes the one that is free now."""
        axes = list(self.axes)
        for other, combo in enumerate(self._axes):
            if other != changed and axes[other] == axes[changed]:
                combo.setCurrentIndex(self._kept_axes[changed])
        self._kept_axes = self.axes
        self.axes_chosen.emit(self.axes)

    def _show_axes(self) -> None:
        for index, combo in enumerate(self._axes):
            combo.setVisible(self._method == "axes" and index < self._dimensions)

    def _make_room(self) -> None:
        """Hide what belongs to one method, since what is shown first would widen the window beside it."""
        own = (*self._axes, self.plane, self.parameters, self._run, self._restart, self._iteration)
        for widget in own:
            widget.hide()

    def _share_row(self) -> None:
        """Where room is short, hide what is of no use, and fold the segments that are not chosen."""
        if self.layout() is None:
            return
        has_steps = self._method in STEPPED
        self._share_axes()
        room = self.width() - self._widths([widget for widget in self._fixed() if not widget.isHidden()])
        segments = self._widths([*self._methods.values(), self.more])
        self.twin.setVisible(has_steps or segments + self._widths([self.twin]) <= room)
        room -= 0 if self.twin.isHidden() else self._widths([self.twin])
        self._fold(segments > room)
        spare = room - self._widths([b for b in (*self._methods.values(), self.more) if not b.isHidden()])
        self._iteration.setVisible(has_steps and self._widths([self._iteration]) <= spare)

    def _share_axes(self) -> None:
        """Make the three axes of a space narrow where else the segments would be crushed."""
        shown = [combo for combo in self._axes if not combo.isHidden()]
        own = _AXIS_WIDTH * len(shown) + self._widths([*self._needed(), self._fit])
        for combo in shown:
            combo.setMaximumWidth(_NARROW_AXIS if len(shown) == 3 and own > self.width() else _AXIS_WIDTH)

    def _needed(self) -> list[QWidget]:
        """The segments that stay when the others are folded."""
        return [*(button for button in self._methods.values() if button.isChecked()), self.more]

    def _fixed(self) -> tuple[QWidget, ...]:
        """What belongs to a method and never yields."""
        return (*self._axes, self._run, self._restart, self.plane, self.parameters, self._fit)

    def _widths(self, widgets: list[QWidget]) -> int:
        """What these need beside each other."""
        layout = self.layout()
        spacing = layout.spacing() if layout is not None else 0
        return sum(_width(widget) + spacing for widget in widgets)

    def _fold(self, folded: bool) -> None:
        for button in self._methods.values():
            button.setVisible(not folded or button.isChecked())
        self.more.show_folded(folded)

    def minimumSizeHint(self) -> QSize:
        """What the neediest method takes with the segments folded, whichever is shown: it never changes."""
        segments = max(self._widths([button]) for button in self._methods.values()) + self._widths(
            [self.more]
        )
        steps = self._widths([self._run, self._restart, self.parameters])
        axes = self._widths(list(self._axes[:2]))
        return QSize(
            segments + max(steps, axes) + self._widths([self._fit]), super().minimumSizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_row()

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._build_methods())
        layout.addStretch(1)
        for widget in (
            *self._build_axes(),
            *self._build_run(),
            self.plane,
            self.parameters,
            self._build_twin(),
            self._build_fit(),
        ):
            layout.addWidget(widget)

    def _build_methods(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "segments")
        row = QHBoxLayout(frame)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        for method in METHODS:
            button = QToolButton()
            button.setCheckable(True)
            button.setText(self._name_of(method))
            button.setToolTip(self._tip_of(method))
            button.setProperty("kind", "segment")
            button.clicked.connect(lambda _checked, chosen=method: self.method_chosen.emit(chosen))
            self._group.addButton(button)
            row.addWidget(button)
            self._methods[method] = button
            self.more.add_method(method, self._name_of(method), self._tip_of(method))
        row.addWidget(self.more)
        self.more.method_chosen.connect(self.method_chosen)
        self.more.source_chosen.connect(self.source_chosen)
        self.more.dimensions_chosen.connect(self.dimensions_chosen)
        return frame

    def _build_axes(self) -> tuple[QWidget, ...]:
        names = (
            self.tr("Latent dimension across the map"),
            self.tr("Latent dimension up the map"),
            self.tr("Latent dimension in depth"),
        )
        for index, (combo, name) in enumerate(zip(self._axes, names, strict=True)):
            combo.setAccessibleName(name)
            combo.setToolTip(name)
            combo.setMaxVisibleItems(12)
            combo.setProperty("kind", "narrow")
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(2)
            combo.setMaximumWidth(_AXIS_WIDTH)
            combo.activated.connect(lambda _index, axis=index: self._choose_axis(axis))
        self.setMinimumHeight(max(combo.sizeHint().height() for combo in self._axes))
        return self._axes

    def _build_run(self) -> tuple[QWidget, ...]:
        again = self.tr("Start the map again from its beginning")
        self._restart.setIcon(icon("restart"))
        self._restart.setToolTip(again)
        self._restart.setAccessibleName(again)
        self._restart.clicked.connect(lambda: self.restart_requested.emit())
        self._run.clicked.connect(lambda: self.run_toggled.emit())
        self._iteration.setProperty("role", "muted")
        self._iteration.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._iteration.show_hint(self.tr("Iterations of the map"))
        return self._iteration, self._run, self._restart

    def _build_twin(self) -> QToolButton:
        self.twin.setIcon(icon("compare"))
        self.twin.setCheckable(True)
        self.twin.setAccessibleName(self.tr("Another seed beside it"))
        self.twin.clicked.connect(self.twin_toggled)
        return self.twin

    def _show_twin_possible(self) -> None:
        """Offer another seed where it would make another map, and where two fit beside each other."""
        has_chance, is_flat = self._method in STEPPED, self._dimensions == 2
        self.twin.setEnabled(has_chance and is_flat)
        if not has_chance:
            text = self.tr("There is no chance in this map: another seed would make the same one")
        elif not is_flat:
            text = self.tr("Another seed is shown beside a flat map only: choose two dimensions under More")
        else:
            text = self.tr("Another seed beside it: see what of this map is chance")
        self.twin.setToolTip(text)

    def _build_fit(self) -> QToolButton:
        text = self.tr("Fit the whole map (Home)")
        self._fit.setIcon(icon("fit-to-screen-outline"))
        self._fit.setToolTip(text)
        self._fit.setAccessibleName(text)
        self._fit.clicked.connect(lambda: self.fit_requested.emit())
        return self._fit

    def _name_of(self, method: str) -> str:
        names = {
            "pca": self.tr("PCA"),
            "tsne": self.tr("t-SNE"),
            "umap": self.tr("UMAP"),
            "axes": self.tr("Axes"),
        }
        return names[method]

    def _tip_of(self, method: str) -> str:
        tips = {
            "pca": self.tr("The directions in which the codes vary most (1)"),
            "tsne": self.tr("t-SNE keeps near neighbours near; it draws itself step by step (2)"),
            "umap": self.tr("UMAP keeps near neighbours near, quickly; it draws itself step by step (3)"),
            "axes": self.tr("Latent dimensions as they are (4)"),
        }
        return tips[method]


def _width(widget: QWidget) -> int:
    """What it needs, be it shown or not."""
    return max(widget.minimumWidth(), min(widget.sizeHint().width(), widget.maximumWidth()))


def _room_for(text: str, metrics: QFontMetrics) -> int:
    """What a text needs whatever its digits, which some fonts make of different widths."""
    widest = max("0123456789", key=metrics.horizontalAdvance)
    return metrics.horizontalAdvance(re.sub(r"\d", widest, text)) + 2
