"""The training panel: data, network, run, pace and the loss."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from latentlab.gui.pace import Pace
from latentlab.gui.panels.training.corruption import CorruptionForm
from latentlab.gui.panels.training.data import DataForm, SetLine
from latentlab.gui.panels.training.loop import LoopForm
from latentlab.gui.panels.training.loss import LossForm
from latentlab.gui.panels.training.model import ModelForm
from latentlab.gui.panels.training.optimizer import OptimizerForm
from latentlab.gui.panels.training.progress import ProgressLines
from latentlab.gui.panels.training.run_form import RunForm
from latentlab.gui.progress import RunProgress
from latentlab.gui.widgets.folding_section import FoldingSection
from latentlab.gui.widgets.log_slider import LogSlider
from latentlab.gui.widgets.loss_plot import LossPlot
from latentlab.gui.widgets.loss_run import RunLosses
from latentlab.gui.widgets.pace_slider import PaceSlider
from latentlab.gui.widgets.scrolled import scrolled
from latentlab.gui.widgets.section import note, section_header
from latentlab.gui.widgets.steps_strip import StepsStrip
from latentlab.training.config import TrainingConfig

MARGIN = 12
FOLDED_AT_FIRST = ("loss", "corruption", "optimizer", "loop")
_SECTIONS = {"split": "data", "test": "loop"}  # where a step has none of its own
_LEAST_FORM = 90  # pixels: a section's name and a field
_EASE = 0.16  # of the height is the loss plot's above its least, where there is room
_LEAST_EASE = 70  # pixels
_RATES, _RATES_TYPED = (1e-5, 1e-1), (1e-8, 10.0)


class TrainingPanel(QWidget):
    """Everything about the run: what it learns, with what network, how fast, how well."""

    data_chosen = Signal(str)
    browse_requested = Signal()
    build_requested = Signal(object)  # TrainingConfig
    config_taken = Signal(object)  # TrainingConfig: choices that the present run can go on with
    folding_changed = Signal(object)  # the names of the folded sections
    learning_rate_changed = Signal(float)
    epochs_changed = Signal(int)
    seed_changed = Signal(int)
    pace_changed = Signal(object)  # Pace

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._config = TrainingConfig()
        self._is_ready = True
        self._are_shares_kept = False
        self.data, self.model, self.loss = DataForm(), ModelForm(), LossForm()
        self.corruption, self.optimizer, self.loop = CorruptionForm(), OptimizerForm(), LoopForm()
        self.form = RunForm(
            {
                "model": [self.model],
                "loss": [self.loss],
                "corruption": [self.corruption],
                None: [self.optimizer],
                "loop": [self.loop],
            },
            self.model,
            self,
        )
        self.rate = LogSlider(self._config.learning_rate, _RATES, _RATES_TYPED)
        self.pace = PaceSlider()
        self.progress = ProgressLines()
        self.steps = StepsStrip()
        self.losses = LossPlot()
        self._build_bar()
        self._lay_out()
        self._connect()
        self.show_config(self._config)

    # values in

    def show_config(self, config: TrainingConfig) -> None:
        """Show the choices of the present run; edits that wait to be built stay."""
        self._config = config
        self.form.show_config(config)
        self.loop.show_config(config)
        if self.rate.number != config.learning_rate:
            self.rate.show_number(config.learning_rate)

    def show_sets(self, sets: Sequence[SetLine]) -> None:
        """Offer data sets: (name, title, whether it can be opened, why not)."""
        self.data.show_sets(sets)

    def show_data(
        self,
        name: str,
        title: str,
        count: int,
        sizes: tuple[int, int, int],
        shape: tuple[int, int],
        classes: int,
    ) -> None:
        """Show the open data set; sizes: images to learn from, to validate, to test."""
        self.data.show_data(name, title, count, sizes, shape[0] * shape[1])
        self.form.show_images(shape, classes)

    @property
    def sections(self) -> dict[str, FoldingSection]:
        """The parts of the form, in the order of the lecture's steps."""
        return {
            "data": self.data,
            "model": self.model,
            "loss": self.loss,
            "corruption": self.corruption,
            "optimizer": self.optimizer,
            "loop": self.loop,
        }

    def show_folding(self, folded: Sequence[str]) -> None:
        """Fold these sections and no others."""
        for name, section in self.sections.items():
            section.fold(name in folded)
        self._share_height()

    def open_section(self, name: str) -> None:
        """Unfold a section and scroll it to the top, as far as there is something below it."""
        section = self.sections[name]
        section.fold(False)
        self._page_column.activate()
        height = max(self._page.sizeHint().height(), self._scroll.viewport().height())
        self._page.resize(self._page.width(), height)  # now: where the page ends bounds the scrolling
        self._scroll.verticalScrollBar().setValue(section.y())

    def show_pace(self, pace: Pace) -> None:
        """Show how fast training may go."""
        self.pace.show_pace(pace)

    def show_progress(self, progress: RunProgress) -> None:
        """Show how far the run is."""
        self.progress.show_progress(progress)

    def show_losses(self, run: RunLosses) -> None:
        """Draw the losses so far, and name the best epoch."""
        self.losses.show_run(run)
        best = next((result for result in run.epochs if result.epoch == run.best_epoch), None)
        self.progress.show_best(run.best_epoch, None if best is None else best.validation)

    def show_cursor(self, epoch: float | None) -> None:
        """Mark an epoch that is looked back on among the losses, with its errors; None for none."""
        self.losses.show_cursor(epoch)

    def show_result(
        self, test_mse: float | None, pca_mse: float | None, mean_image_mse: float | None
    ) -> None:
        """Show the test error of a finished run beside PCA's; None while there is none."""
        self.progress.show_result(test_mse, pca_mse, mean_image_mse)
        self.losses.show_reference(pca_mse)

    def show_running(self, running: bool) -> None:
        """Say whether training goes on at the moment."""
        self.progress.show_running(running)

    def show_ready(self, ready: bool, text: str) -> None:
        """Say that training is not possible yet ("PyTorch is loading…"), or that it is."""
        self._is_ready = ready
        self._ready_note.setText("" if ready else text)
        self._ready_note.setVisible(not ready)
        self._offer_build()

    def sizeHint(self) -> QSize:
        return QSize(330, 860)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_again()

    def _share_height(self) -> None:
        """The form gets what it needs, the loss plot what is left; until the student moves the divider.

        Where both are short of room the plot keeps a height that its curves can be read at; while there is
        something to build it gives some of it up, as the form shrinks under the hand that edits it.
        """
        least, room = self._below.minimumSizeHint().height(), self._splitter.height()
        wanted = self._page.heightForWidth(self._page.width())
        row = self._row.sizeHint().height() if self.form.is_edited else 0
        ease = min(least + max(_LEAST_EASE, round(_EASE * room) - row), room - _LEAST_FORM)
        lower = max(least, ease, room - wanted - self._splitter.handleWidth())
        self._splitter.setSizes([room - lower, lower])

    def _keep_shares(self) -> None:
        self._are_shares_kept = True

    # building

    def _build_bar(self) -> None:
        self.build = QPushButton(self.tr("Build network"))
        self.build.setProperty("kind", "primary")
        self.build.setToolTip(self.tr("Makes the network described above, with new weights"))
        self.revert = QPushButton(self.tr("Revert"))
        self.revert.setProperty("kind", "quiet")
        self.revert.setToolTip(self.tr("Shows the running network's choices again"))
        self._build_note = note()
        self._ready_note = note()
        self._ready_note.hide()

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._with_build_row(self._upper()))
        self._below = self._lower()
        self._splitter.addWidget(self._below)
        self._splitter.splitterMoved.connect(self._keep_shares)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._strip())
        column.addWidget(self._splitter, 1)

    def _strip(self) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(MARGIN, 8, MARGIN, 4)
        row.addWidget(self.steps)
        return widget

    def _upper(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 10, MARGIN, 10)
        column.setSpacing(14)
        for section in self.sections.values():
            column.addWidget(section)
        column.addStretch(1)
        scroll = scrolled(page)
        self._page, self._page_column, self._scroll = page, column, scroll
        scroll.setMinimumHeight(_LEAST_FORM)
        scroll.verticalScrollBar().rangeChanged.connect(self._align_right)
        return scroll

    def _with_build_row(self, form: QWidget) -> QWidget:
        """Under the form, in sight wherever it is scrolled to."""
        self._row = self._build_row()
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(form, 1)
        column.addWidget(self._row)
        return widget

    def _align_right(self, least: int, most: int) -> None:
        """Let the form end where the lines below it end, with a scroll bar and without."""
        bar = self._scroll.verticalScrollBar().sizeHint().width() if most > least else 0
        self._page_column.setContentsMargins(MARGIN, 10, MARGIN - bar, 10)

    def _build_row(self) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.build, 1)
        row.addWidget(self.revert)
        column = QVBoxLayout(widget)
        column.setContentsMargins(MARGIN, 6, MARGIN, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._build_note)
        return widget

    def _lower(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(MARGIN, 10, MARGIN, 10)
        column.setSpacing(8)
        column.addLayout(self._rate_row())
        column.addWidget(self.pace)
        column.addWidget(self._ready_note)
        column.addWidget(self.progress)
        column.addWidget(self.losses, 1)
        return widget

    def _rate_row(self) -> QHBoxLayout:
        """Beside the pace, as it acts at once: it must be in sight while the network trains."""
        name = self.tr("Learning rate")
        self.rate.setAccessibleName(name)
        self.rate.setToolTip(
            self.tr("How far each step moves the weights; a change acts at once. Default: 0.001")
        )
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(section_header(name))
        row.addWidget(self.rate, 1)
        return row

    def _connect(self) -> None:
        self.steps.step_clicked.connect(self._open_step)
        self.data.chosen.connect(self.data_chosen)
        self.data.browse_requested.connect(self.browse_requested)
        self.form.changed.connect(self._offer_build)
        self.form.taken.connect(self.config_taken)
        self.model.hidden.returnPressed.connect(self.build.click)
        self.build.clicked.connect(self._request_build)
        self.revert.clicked.connect(self.form.revert)
        # First the form: it must not ask for what is no more when something else is changed.
        self.rate.number_changed.connect(lambda rate: self.form.note(learning_rate=rate))
        self.loop.epochs_changed.connect(lambda epochs: self.form.note(epochs=epochs))
        self.loop.device.chosen.connect(lambda name: self.form.note(device=name))
        self.rate.number_changed.connect(self.learning_rate_changed)
        self.loop.epochs_changed.connect(self.epochs_changed)
        self.loop.seed_changed.connect(self.seed_changed)
        for section in self.sections.values():
            section.folded.connect(self._tell_folding)
        self.corruption.grew.connect(self._share_again)
        self.pace.pace_changed.connect(self.pace_changed)

    def _open_step(self, name: str) -> None:
        self.open_section(_SECTIONS.get(name, name))
        self._tell_folding()

    def _share_again(self) -> None:
        if not self._are_shares_kept:
            self._share_height()

    def _tell_folding(self) -> None:
        self._share_again()
        self.folding_changed.emit([name for name, section in self.sections.items() if section.is_folded])

    def _offer_build(self) -> None:
        wanted, is_edited = self.form.wanted, self.form.is_edited
        self.build.setEnabled(self._is_ready and is_edited and wanted is not None)
        self.revert.setEnabled(is_edited)
        if wanted is None:
            text = self.tr("These choices contradict each other; the present run goes on meanwhile.")
        elif is_edited:
            text = self.tr("This needs a new network; the present run goes on until you build it.")
        else:
            text = ""
        self._build_note.setText(text)
        if self._row.isVisibleTo(self) != is_edited:
            self._row.setVisible(is_edited)
            self._share_again()

    def _request_build(self) -> None:
        wanted = self.form.wanted
        if wanted is not None:
            self.build_requested.emit(wanted)
