"""The part of the form that says how often everything is learnt, and from which chance."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from latentlab.gui.panels.training.device import DeviceField
from latentlab.gui.panels.training.draft import Draft
from latentlab.gui.panels.training.form import Form, quietly
from latentlab.gui.widgets.fields import WholeNumber
from latentlab.training.config import MAX_EPOCHS, TrainingConfig


class LoopForm(Form):
    """Epochs, seed, and whether layers learn one by one before the whole does."""

    epochs_changed = Signal(int)  # at once
    seed_changed = Signal(int)  # at once

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Loop"), parent)
        usual = TrainingConfig()
        self.epochs = WholeNumber(1, MAX_EPOCHS, usual.epochs)
        self.seed = WholeNumber(0, 2**31 - 1, usual.seed)
        self.pretraining = WholeNumber(0, MAX_EPOCHS, 0)
        self.pretraining.setSpecialValueText(self.tr("None"))
        for field in (self.epochs, self.seed, self.pretraining):
            field.setKeyboardTracking(False)
        self.device = DeviceField()
        self._add_rows()
        self.epochs.valueChanged.connect(self._on_epochs)
        self.seed.valueChanged.connect(self.seed_changed)
        self.pretraining.valueChanged.connect(self.changed)

    def read(self, draft: Draft) -> Draft:
        return replace(draft, pretraining=self.pretraining.value())

    def show_draft(self, draft: Draft) -> None:
        with quietly([self.pretraining]):
            self.pretraining.setValue(draft.pretraining)
        self._summarise()

    def show_config(self, config: TrainingConfig) -> None:
        """Show what is never an edit: the present run's epochs and seed."""
        with quietly([self.epochs, self.seed]):
            self.epochs.setValue(config.epochs)
            self.seed.setValue(config.seed)
        self.device.show_device(config.device)
        self._summarise()

    def _on_epochs(self, epochs: int) -> None:
        self._summarise()
        self.epochs_changed.emit(epochs)

    def _summarise(self) -> None:
        text = self.tr("{epochs:,} epochs · seed {seed}")
        self.show_summary(text.format(epochs=self.epochs.value(), seed=self.seed.value()))

    def _add_rows(self) -> None:
        self.add_row(
            self.tr("Epochs"),
            self.epochs,
            self.tr("How often every image is learnt; may be raised later. Default: {epochs}").format(
                epochs=TrainingConfig().epochs
            ),
        )
        self.add_row(
            self.tr("Seed"),
            self.seed,
            self.tr("Same seed, same initial weights and same order of images. Default: 0"),
        )
        self.add_row(
            self.tr("Stacked"),
            self.pretraining,
            self.tr(
                "Epochs that each layer learns by itself, to mend noise, before the whole network does, and "
                "that a classifier on the code learns afterwards. Default: none"
            ),
        )
        self.add_row(
            self.tr("Device"),
            self.device,
            self.tr("Where the run is computed. One that fails gives way to the CPU, and the run is kept"),
        )
        self.add_problem()
