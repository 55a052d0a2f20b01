"""The part of the form that says how the weights are moved."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from latentlab.gui.panels.training.draft import Draft
from latentlab.gui.panels.training.form import Form, filled, quietly, show_row
from latentlab.gui.panels.training.words import optimizer_names, schedule_names, schedule_tips
from latentlab.gui.widgets.fields import Choice, Number, WholeNumber
from latentlab.gui.widgets.rate_sketch import RateSketch
from latentlab.gui.widgets.section import note
from latentlab.training.config import MAX_EPOCHS, TrainingConfig
from latentlab.training.schedules import rate_share

_PLACES = 57  # of the drawn schedule


class OptimizerForm(Form):
    """Optimizer, schedule of the learning rate, batch size and early stop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Optimizer"), parent)
        self.optimizer = filled(Choice(), optimizer_names())
        self.momentum = Number(0.0, 0.999, 0.05)
        self.schedule = filled(Choice(), schedule_names())
        self.schedule.setMinimumContentsLength(5)  # beside its drawing in a narrow dock
        self.batch_size = WholeNumber(1, 65_536, 128)
        self.batch_size.setGroupSeparatorShown(True)
        self.patience = WholeNumber(0, MAX_EPOCHS, 0)
        self.patience.setSpecialValueText(self.tr("Never"))
        self.patience.setKeyboardTracking(False)
        self.hint = note()
        self.sketch = RateSketch()
        self._add_rows()
        for choice in (self.optimizer, self.schedule):
            choice.currentIndexChanged.connect(self.changed)
        for number in (self.batch_size, self.patience, self.momentum):
            number.valueChanged.connect(self.changed)

    def read(self, draft: Draft) -> Draft:
        return replace(
            draft,
            optimizer=self.optimizer.currentData(),
            momentum=self.momentum.value(),
            schedule=self.schedule.currentData(),
            batch_size=self.batch_size.value(),
            patience=self.patience.value(),
        )

    def show_draft(self, draft: Draft) -> None:
        with quietly([self.optimizer, self.schedule, self.batch_size, self.patience, self.momentum]):
            self.optimizer.choose(draft.optimizer)
            self.momentum.setValue(draft.momentum)
            self.schedule.choose(draft.schedule)
            self.batch_size.setValue(draft.batch_size)
            self.patience.setValue(draft.patience)
        show_row(self._momentum_label, self.momentum, draft.optimizer == "sgd")
        self.hint.setText(self.tr("Without L2 on the weights, under Loss, AdamW is the same as Adam."))
        self.hint.setVisible(draft.optimizer == "adamw" and not draft.weight_decay)
        self.sketch.show_shares([rate_share(draft.schedule, place / _PLACES) for place in range(_PLACES)])
        self.sketch.setToolTip(schedule_tips()[draft.schedule])
        summary = self.tr("{optimizer} · batches of {batch_size:,} · {schedule}")
        self.show_summary(
            summary.format(
                optimizer=optimizer_names()[draft.optimizer],
                batch_size=draft.batch_size,
                schedule=schedule_names()[draft.schedule],
            )
        )

    def _add_rows(self) -> None:
        self.add_row(
            self.tr("Optimizer"),
            self.optimizer,
            self.tr("What turns gradients into steps of the weights. Default: Adam"),
        )
        self._momentum_label = self.add_row(
            self.tr("Momentum"),
            self.momentum,
            self.tr("The share of a step that goes on into the next. Default: 0.9"),
        )
        self.add_wide(self.hint)
        self.add_row(
            self.tr("Rate over time"),
            self.schedule,
            self.tr("How the learning rate goes over the run, drawn beside it. Default: constant"),
            self.sketch,
        )
        self.add_row(
            self.tr("Batch size"),
            self.batch_size,
            self.tr("How many images one step learns from. Default: {batch_size}").format(
                batch_size=TrainingConfig().batch_size
            ),
        )
        self.add_row(
            self.tr("Stop early"),
            self.patience,
            self.tr("After so many epochs without a better validation loss. Default: never"),
        )
        self.add_problem()
