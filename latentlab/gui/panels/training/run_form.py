"""The form as a whole: one draft behind its parts, and what follows from it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from latentlab.errors import ConfigError
from latentlab.gui.messages import text_of
from latentlab.gui.panels.training.draft import Draft, draft_of
from latentlab.gui.panels.training.form import Form
from latentlab.gui.panels.training.mending import Part, Problem, problem_of
from latentlab.gui.panels.training.model import ModelForm
from latentlab.training.config import TrainingConfig


class RunForm(QObject):
    """Joins what the parts say into a draft, says what is wrong with it, tells what can be taken at once."""

    changed = Signal()
    taken = Signal(object)  # TrainingConfig: the present run with choices that it can take while it learns

    def __init__(self, parts: dict[Part | None, Sequence[Form]], model: ModelForm, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._model = model
        self._base = TrainingConfig()
        self._draft = draft_of(self._base)
        self._classes = 10
        self._shape = (28, 28)
        for form in self._forms:
            form.changed.connect(self._on_changed)
            form.mended.connect(self._show)
        self._show(self._draft)

    @property
    def wanted(self) -> TrainingConfig | None:
        """The run that the form describes; None where it describes none."""
        if self._problem() is not None:
            return None
        return self._draft.config(self._base, self._classes)

    @property
    def is_edited(self) -> bool:
        """Whether the form differs from the present run, be it by nonsense."""
        return self._draft.normal() != draft_of(self._base)

    def show_config(self, config: TrainingConfig) -> None:
        """Show the present run; edits that wait to be built stay."""
        draft = self._draft.normal().rebased(draft_of(self._base), draft_of(config))
        self._base = config
        self._show(draft)

    def note(self, **steered: Any) -> None:
        """The present run was given another learning rate, number of epochs or device directly."""
        self._base = replace(self._base, **steered)

    def show_images(self, shape: tuple[int, int], classes: int) -> None:
        """Say how high and wide the images are, and of how many classes."""
        self._shape, self._classes = shape, classes
        self._model.show_shape(shape)
        self._judge()

    def revert(self) -> None:
        """Take all edits back."""
        self._show(draft_of(self._base))

    @property
    def _forms(self) -> list[Form]:
        return [form for forms in self._parts.values() for form in forms]

    def _problem(self) -> Problem | None:
        return problem_of(self._draft, self._base, self._classes, self._shape)

    def _on_changed(self) -> None:
        draft = self._draft
        for form in self._forms:
            draft = form.read(draft)
        self._show(draft)
        live = draft.live(self._base)
        if live != self._base:
            self._base = live
            self._judge()
            self.taken.emit(live)

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        for form in self._forms:
            form.show_draft(draft)
        self._judge()

    def _judge(self) -> None:
        """Show what is wrong with the choices, and the network that they make."""
        problem = self._problem()
        for part, forms in self._parts.items():
            concerns = problem is not None and problem.part == part
            for form in forms:
                form.show_problem(problem if concerns else None, _sentence(problem) if concerns else "")
        try:
            model = self._draft.model(self._classes)
        except ConfigError:
            model = None
        self._model.show_model(None if problem is not None and problem.part == "model" else model)
        self.changed.emit()


def _sentence(problem: Problem | None) -> str:
    text = text_of(problem.error) if problem is not None else ""
    return text[:1].upper() + text[1:]
