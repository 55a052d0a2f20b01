"""What was selected, hidden and looked at, a step at a time back and forth."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QUndoCommand, QUndoStack

_MOST_STEPS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One value replaced by another."""

    put: Callable[[Any], None]
    before: object
    after: object
    is_known: Callable[[Any], bool]  # whether a value still has a meaning


class Step(QUndoCommand):
    """Changes that are taken back together; they were done when the step came."""

    def __init__(self, text: str, changes: list[Change]) -> None:
        super().__init__(text)
        self._changes = changes
        self._is_done = True

    @property
    def is_void(self) -> bool:
        """Whether there is nothing to come back to any more."""
        return not any(change.is_known(change.before) for change in self._changes)

    def undo(self) -> None:
        for change in reversed(self._changes):
            change.put(change.before)

    def redo(self) -> None:
        if not self._is_done:
            for change in self._changes:
                change.put(change.after)
        self._is_done = False  # the stack asks for the first time when it is given the step


class Undo(QObject):
    """The steps of the window, bounded in number; text fields have their own."""

    about_to_step = Signal()  # what is under way is to be told now

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(_MOST_STEPS)
        self._texts = self._all_texts()
        self._gathered: list[Change] | None = None

    def watch(
        self,
        stepped: SignalInstance,
        put: Callable[[Any], None],
        is_known: Callable[[Any], bool] = lambda _: True,
    ) -> None:
        """Remember what a signal (by what, before, after) tells, and take it back by `put`."""
        stepped.connect(lambda what, before, after: self._note(what, Change(put, before, after, is_known)))

    @contextmanager
    def as_one(self, what: str) -> Iterator[None]:
        """Make one step of all that is told meanwhile."""
        self._gathered = []
        try:
            yield
        finally:
            changes, self._gathered = self._gathered, None
            if changes:
                self.stack.push(Step(self._texts[what], changes))

    def undo(self) -> None:
        """One step back."""
        self.about_to_step.emit()
        self.stack.undo()
        self.drop_void()

    def redo(self) -> None:
        """One step forth again."""
        self.about_to_step.emit()
        self.stack.redo()
        self.drop_void()

    def clear(self) -> None:
        """There is nothing to come back to: other images are shown."""
        self.stack.clear()

    def drop_void(self) -> None:
        """Leave out the next steps either way that have lost their meaning: each key press does something."""
        while (step := self._step_at(self.stack.index() - 1)) is not None and step.is_void:
            step.setObsolete(True)
            self.stack.undo()
        while (step := self._step_at(self.stack.index())) is not None and step.is_void:
            step.setObsolete(True)
            self.stack.redo()

    def show_in(self, undo: QAction, redo: QAction) -> None:
        """Let two actions say what they would take back, and be there where there is something."""
        self._actions = undo, redo
        self.stack.indexChanged.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        """Not by slots of the actions: the stack speaks once more at its end, when they are gone."""
        undo, redo = self._actions
        before, after = self.stack.undoText(), self.stack.redoText()
        undo.setText(self.tr("Undo {what}").format(what=before) if before else self.tr("Undo"))
        redo.setText(self.tr("Redo {what}").format(what=after) if after else self.tr("Redo"))
        undo.setEnabled(self.stack.canUndo())
        redo.setEnabled(self.stack.canRedo())

    def _note(self, what: str, change: Change) -> None:
        if self._gathered is None:
            self.stack.push(Step(self._texts[what], [change]))
        else:
            self._gathered.append(change)

    def _step_at(self, index: int) -> Step | None:
        command = self.stack.command(index) if 0 <= index < self.stack.count() else None
        return command if isinstance(command, Step) else None

    def _all_texts(self) -> dict[str, str]:
        return {
            "click": self.tr("click"),
            "box": self.tr("box"),
            "lasso": self.tr("lasso"),
            "search": self.tr("search"),
            "all": self.tr("select all"),
            "invert": self.tr("invert selection"),
            "clear": self.tr("select nothing"),
            "class": self.tr("select class"),
            "classes": self.tr("class filter"),
            "only": self.tr("hide others"),
            "everything": self.tr("show all points"),
            "pan": self.tr("move of the map"),
            "zoom": self.tr("zoom"),
            "fit": self.tr("fit"),
        }
