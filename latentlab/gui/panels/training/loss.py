"""The part of the form that says what the network is to become good at."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QWidget

from latentlab.gui.panels.training.draft import Draft
from latentlab.gui.panels.training.form import Form, filled, quietly
from latentlab.gui.panels.training.words import reconstruction_names, term_tips
from latentlab.gui.widgets.fields import Choice, Number
from latentlab.gui.widgets.section import note
from latentlab.gui.widgets.term_row import TermRow
from latentlab.training.objective import MOST_WEIGHT

_LIMITS = (1e-9, MOST_WEIGHT)


class LossForm(Form):
    """The terms of the loss, each with its weight; weights change while the network learns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Loss"), parent)
        self._build_fields()
        self._add_rows()
        self._connect()

    def read(self, draft: Draft) -> Draft:
        return replace(
            draft,
            reconstruction=self.reconstruction.currentData(),
            kl_sparsity=self.kl.weight,
            kl_target=self.target.value(),
            l1=self.l1.weight,
            l2=self.l2.weight,
            weight_decay=self.decay.weight,
            beta=self.beta.weight,
            classifier=self.classifier.isChecked(),
        )

    def show_draft(self, draft: Draft) -> None:
        with quietly([self.reconstruction, self.target, self.classifier]):
            self.reconstruction.choose(draft.reconstruction)
            self.target.setValue(draft.kl_target)
            self.classifier.setChecked(draft.classifier)
        for row, weight in (
            (self.kl, draft.kl_sparsity),
            (self.l1, draft.l1),
            (self.l2, draft.l2),
            (self.decay, draft.weight_decay),
            (self.beta, draft.beta),
        ):
            row.show_weight(weight)
        self.beta.setVisible(draft.variational)
        self.only_variational.setVisible(not draft.variational)
        self.reconstruction.setToolTip(term_tips()[draft.reconstruction])
        self.show_summary(self._summary_of(draft))

    def _build_fields(self) -> None:
        tips = term_tips()
        self.reconstruction = filled(Choice(), reconstruction_names())
        self.only_variational = note(
            self.tr("β is a term of variational networks only: see “Variational” under Model.")
        )
        self.target = Number(0.001, 0.999, 0.01)
        self.beta = _term(self.tr("β: KL from a normal distribution"), tips["beta"], 1.0, 1e-2, 1e1)
        self.kl = _term(self.tr("KL sparsity of the code"), tips["kl_sparsity"], 5e-3, 1e-5, 1e-1)
        self.l1 = _term(self.tr("L1 on the code"), tips["l1"], 1e-4, 1e-6, 1e-1)
        self.l2 = _term(self.tr("L2 on the code"), tips["l2"], 1e-5, 1e-7, 1e-1)
        self.decay = _term(self.tr("L2 on the weights"), tips["weight_decay"], 1e-5, 1e-7, 1e-1)
        self.classifier = QCheckBox(self.tr("Learn the classes instead"))
        self.classifier.setToolTip(tips["classifier"])

    def _add_rows(self) -> None:
        self.add_row(
            self.tr("Reconstruct"),
            self.reconstruction,
            self.tr(
                "How a rebuilt image is compared with its original, a mean over the pixels. "
                "Default: mean squared error"
            ),
        )
        self._add_target()
        for row in (self.kl, self.l1, self.l2, self.decay, self.beta, self.only_variational, self.classifier):
            self.add_wide(row)
        self.add_problem()

    def _add_target(self) -> None:
        line = QWidget()
        form = QFormLayout(line)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(QLabel(self.tr("Target ρ")), self.target)
        self.target.setAccessibleName(self.tr("Target of the mean activation"))
        self.target.setToolTip(self.tr("The mean activation that each unit is drawn to. Default: 0.1"))
        self.kl.add_detail(line)

    def _connect(self) -> None:
        self.reconstruction.currentIndexChanged.connect(self.changed)
        self.target.valueChanged.connect(self.changed)
        self.classifier.toggled.connect(self.changed)
        for row in (self.kl, self.l1, self.l2, self.decay, self.beta):
            row.changed.connect(self.changed)

    def _summary_of(self, draft: Draft) -> str:
        terms = [reconstruction_names()[draft.reconstruction]]
        for weight, name in (
            (draft.beta if draft.variational else 0.0, self.tr("β")),
            (draft.kl_sparsity, self.tr("KL sparsity")),
            (draft.l1, self.tr("L1")),
            (draft.l2, self.tr("L2")),
            (draft.weight_decay, self.tr("weight decay")),
            (float(draft.classifier), self.tr("classes")),
        ):
            if weight:
                terms.append(name)
        return " + ".join(terms)


def _term(name: str, tip: str, usual: float, low: float, high: float) -> TermRow:
    return TermRow(name, tip, usual, (low, high), _LIMITS)
