"""The parameters of t-SNE, UMAP and kernel PCA, in a small sheet under their button."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QHBoxLayout, QSpinBox, QToolButton, QVBoxLayout, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.widgets.fields import LEFT_MARGIN, Choice, WholeNumber
from latentlab.gui.widgets.section import Section, note
from latentlab.latent.maps.map_settings import STARTS, MapSettings

_WIDTH = 300
_MOST_RATE = 100_000
_MOST_SEED = 2**31 - 1
_MOST_GAMMA = 1_000_000.0


class MapParameters(QToolButton):
    """A button that opens the sheet, and tells what was changed on it."""

    changed = Signal(object)  # MapSettings

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = MapSettings()
        self._is_showing = False
        self._build_button()
        self._build_fields()
        self._build_sheet()
        self._connect()
        self.show_settings(self._settings)

    def show_settings(self, settings: MapSettings) -> None:
        """Show the parameters that maps are made with."""
        self._settings = settings
        self._is_showing = True  # what is shown was not changed by the student
        self.perplexity.setValue(round(settings.perplexity))
        self.exaggeration.setValue(round(settings.exaggeration))
        self.learning_rate.setValue(round(settings.learning_rate or 0))
        self.neighbours.setValue(settings.neighbours)
        self.min_dist.setValue(settings.min_dist)
        self.start.choose(settings.start)
        self.seed.setValue(settings.seed)
        self.gamma.setValue(settings.gamma or 0)
        self._is_showing = False

    def show_method(self, method: str) -> None:
        """Offer the parameters of "tsne", "umap" or "kernel-pca"; of another method there are none."""
        self.setVisible(method in ("tsne", "umap", "kernel-pca"))
        self._kernel.setVisible(method == "kernel-pca")
        self._beginning.setVisible(method != "kernel-pca")
        self._tsne.setVisible(method == "tsne")
        self._umap.setVisible(method == "umap")

    def _build_button(self) -> None:
        text = self.tr("Parameters of the map…")
        self.setIcon(icon("tune-variant"))
        self.setToolTip(text)
        self.setAccessibleName(text)

    def _build_fields(self) -> None:
        self.perplexity = WholeNumber(1, 1_000, 30)
        self.exaggeration = WholeNumber(1, 100, 12)
        self.learning_rate = WholeNumber(0, _MOST_RATE, 0)
        self.learning_rate.setSpecialValueText(self.tr("Automatic"))
        self.neighbours = WholeNumber(2, 1_000, 15)
        self.min_dist = QDoubleSpinBox()
        self.min_dist.setRange(0, 1)
        self.min_dist.setDecimals(2)
        self.min_dist.setSingleStep(0.05)
        self.min_dist.lineEdit().setTextMargins(LEFT_MARGIN, 0, 0, 0)
        self.start = Choice()
        names = {"pca": self.tr("The PCA plane"), "random": self.tr("Random places")}
        for value in STARTS:
            self.start.addItem(names[value], value)
        self.seed = WholeNumber(0, _MOST_SEED, 0)
        self.new_seed = QToolButton()
        self.new_seed.setIcon(icon("dice-multiple-outline"))
        self.gamma = QDoubleSpinBox()
        self.gamma.setRange(0, _MOST_GAMMA)
        self.gamma.setDecimals(6)
        self.gamma.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.gamma.setSpecialValueText(self.tr("Automatic"))
        self.gamma.lineEdit().setTextMargins(LEFT_MARGIN, 0, 0, 0)

    def _build_sheet(self) -> None:
        self.sheet = QFrame(self, Qt.WindowType.Popup)
        self.sheet.setProperty("kind", "sheet")
        self.sheet.setFixedWidth(_WIDTH)
        self._tsne, self._umap, self._kernel = (
            Section("t-SNE"),
            Section("UMAP"),
            Section(self.tr("Kernel PCA")),
        )
        self._beginning = Section(self.tr("Beginning"))
        self._fill_tsne(self._tsne)
        self._fill_umap(self._umap)
        self._fill_kernel(self._kernel)
        self._fill_beginning(self._beginning)
        column = QVBoxLayout(self.sheet)
        for part in (self._tsne, self._umap, self._kernel, self._beginning):
            column.addWidget(part)

    def _fill_tsne(self, section: Section) -> None:
        section.add_row(
            self.tr("Perplexity"),
            self.perplexity,
            self.tr(
                "How many neighbours count for each point; fewer where there are few points. Default: 30"
            ),
        )
        section.add_row(
            self.tr("Exaggeration"),
            self.exaggeration,
            self.tr("How much stronger near points draw each other in the early phase. Default: 12"),
        )
        section.add_row(
            self.tr("Learning rate"),
            self.learning_rate,
            self.tr("How far a step goes. Automatic: the number of points divided by the exaggeration"),
        )

    def _fill_umap(self, section: Section) -> None:
        section.add_row(
            self.tr("Neighbours"),
            self.neighbours,
            self.tr("How many points around each one, itself among them, UMAP keeps together. Default: 15"),
        )
        section.add_row(
            self.tr("Least distance"),
            self.min_dist,
            self.tr("How near to each other the nearest points may lie. Default: 0.1"),
        )

    def _fill_kernel(self, section: Section) -> None:
        section.add_row(
            self.tr("Gamma"),
            self.gamma,
            self.tr("The kernel is exp(−gamma · distance²). Automatic: 1 / (2 · median distance²)"),
        )
        section.add_wide(
            note(self.tr("The way back from the map to the codes is an estimate, as with t-SNE and UMAP."))
        )

    def _build_seed(self) -> QWidget:
        self.new_seed.setToolTip(self.tr("New seed for the map"))
        self.new_seed.setAccessibleName(self.tr("New seed for the map"))
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.seed, 1)
        row.addWidget(self.new_seed)
        both.setFocusProxy(self.seed)
        self.seed.setAccessibleName(self.tr("Seed"))
        return both

    def _seed_tip(self) -> str:
        return self.tr(
            "The same seed gives the same map. With random places another seed scatters the points anew; "
            "with the PCA plane it changes the little noise at the start and which points UMAP pushes apart."
        )

    def _fill_beginning(self, section: Section) -> None:
        section.add_row(self.tr("Begin with"), self.start, self.tr("Where the points are at first"))
        section.add_row(self.tr("Seed"), self._build_seed(), self._seed_tip())
        section.add_wide(
            note(
                self.tr(
                    "The map goes on from what you see; another beginning or exaggeration starts it anew."
                )
            )
        )

    def _connect(self) -> None:
        self.clicked.connect(self._open)
        fields: tuple[QSpinBox | QDoubleSpinBox, ...] = (
            self.perplexity, self.exaggeration, self.learning_rate, self.neighbours, self.min_dist, self.seed,
            self.gamma,
        )  # fmt: skip
        for field in fields:
            field.setKeyboardTracking(False)  # a number half typed starts no map
            field.valueChanged.connect(self._on_changed)
        self.start.activated.connect(self._on_changed)
        self.new_seed.clicked.connect(lambda: self.seed.setValue((self.seed.value() + 1) % _MOST_SEED))

    def _open(self) -> None:
        self.sheet.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width() - self.sheet.width(), self.height() + 2))
        self.sheet.move(corner)
        self.sheet.show()

    def _on_changed(self) -> None:
        if self._is_showing:
            return
        settings = replace(
            self._settings,
            perplexity=float(self.perplexity.value()),
            exaggeration=float(self.exaggeration.value()),
            learning_rate=float(self.learning_rate.value()) or None,
            neighbours=self.neighbours.value(),
            min_dist=round(self.min_dist.value(), 2),
            start=self.start.currentData(),
            seed=self.seed.value(),
            gamma=self.gamma.value() or None,
        )
        if settings != self._settings:
            self._settings = settings
            self.changed.emit(settings)
