"""Passes on to the panel of runs what the workspace tells of them."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject

from latentlab.gui.panels.runs import RunLine, RunsPanel
from latentlab.gui.preset_words import preset_names
from latentlab.gui.widgets.comparison_table import Compared
from latentlab.gui.workspace.kept_run import KeptRun
from latentlab.gui.workspace.workspace import Workspace
from latentlab.models.shapes import parameter_count
from latentlab.training.nearest_preset import nearest_preset
from latentlab.training.verdict.verdict import Verdict

if TYPE_CHECKING:
    from latentlab.gui.panels.map_pair import MapPair


class RunsDisplay(QObject):
    """Puts runs into words: their names, what they are, how they differ."""

    def __init__(self, workspace: Workspace, panel: RunsPanel, pair: MapPair, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._panel = panel
        self._pair = pair

    def show_runs(self) -> None:
        """List the runs, and compare the pinned one with the present one."""
        runs = self._workspace.runs
        self._panel.show_runs([self._line(run) for run in runs.all])
        present, pinned = runs.present, runs.pinned
        if present is None or pinned is None or pinned.number == present.number:
            self._panel.show_compared((), [])
            return
        short = self.tr("Run {number}")
        heads = tuple(run.name or short.format(number=run.number) for run in (present, pinned))
        self._panel.show_compared(heads, self._compared(present, pinned))
        self.show_pair()

    def show_pair(self) -> None:
        """Name the maps beside each other, where the second is of another run."""
        present, pinned = self._workspace.runs.present, self._workspace.runs.pinned
        if present is not None and pinned is not None:
            self._pair.show_runs(self.name_of(present), self.name_of(pinned))

    def name_of(self, run: KeptRun) -> str:
        """What a run is called: by the student, by the preset that it is, or by its network."""
        if run.name:
            return run.name
        likeness = nearest_preset(run.config, run.subject.shape, len(run.subject.classes))
        is_preset = likeness is not None and not likeness.changes
        called = preset_names()[likeness.name] if likeness and is_preset else self._network(run)
        return self.tr("Run {number}: {network}").format(number=run.number, network=called)

    def _network(self, run: KeptRun) -> str:
        model = run.config.model
        if model.architecture == "dense":
            return "-".join(str(width) for width in model.widths(prod(run.subject.shape)))
        widths = "-".join(str(width) for width in model.hidden)
        text = {
            "conv": self.tr("convolutional {widths}, code {latent}"),
            "recurrent": self.tr("recurrent {widths}, code {latent}"),
            "transformer": self.tr("transformer {widths}, code {latent}"),
        }[model.architecture]
        return text.format(widths=widths, latent=model.latent)

    def _line(self, run: KeptRun) -> RunLine:
        runs = self._workspace.runs
        present = runs.present
        is_present = present is not None and present.number == run.number
        why_not = ""
        if present is not None and not run.is_beside(present):
            why_not = self.tr("This run learnt other images than the present one.")
        pinned = runs.pinned is not None and runs.pinned.number == run.number
        return RunLine(run.number, self.name_of(run), self._details(run), is_present, pinned, why_not)

    def _details(self, run: KeptRun) -> str:
        epoch = len(run.frame.epochs)
        if run.test_mse is not None:
            text = self.tr("{what} · epoch {epoch} · test error {test:.4f}")
            return text.format(what=self._what(run), epoch=epoch, test=run.test_mse)
        if run.best is not None:
            text = self.tr("{what} · epoch {epoch} · validation {loss:.4f}")
            return text.format(what=self._what(run), epoch=epoch, loss=run.best.validation)
        return self.tr("{what} · not one whole epoch").format(what=self._what(run))

    def _what(self, run: KeptRun) -> str:
        """Its network, and its images where they are others than the present ones."""
        present = self._workspace.runs.present
        if present is None or present.subject.name == run.subject.name:
            return self._network(run)
        text = self.tr("{data} · {network}")
        return text.format(data=run.subject.name, network=self._network(run))

    def _compared(self, one: KeptRun, two: KeptRun) -> list[Compared]:
        rows = [
            self._counted(self.tr("Latent size"), one.config.model.latent, two.config.model.latent),
            self._counted(self.tr("Weights and biases"), _parameters(one), _parameters(two)),
            self._counted(self.tr("Epochs"), len(one.frame.epochs), len(two.frame.epochs)),
            self._measured(self.tr("Seconds learnt"), one.seconds, two.seconds, "{:.1f}", "{:+.1f}"),
        ]
        if one.config.objective == two.config.objective and one.best and two.best:
            name, losses = self.tr("Validation loss"), (one.best.validation, two.best.validation)
            rows.append(self._measured(name, *losses, "{:.4f}", "{:+.4f}", good="low"))
        rows.append(
            self._measured(
                self.tr("Test error"),
                one.test_mse,
                two.test_mse,
                "{:.4f}",
                "{:+.4f}",
                good="low",
                tip=self.tr("Mean squared error a pixel of the test images; only of runs that are finished"),
            )
        )
        return [*rows, *self._told_by_verdict(one, two)]

    def _told_by_verdict(self, one: KeptRun, two: KeptRun) -> list[Compared]:
        """What the test images say of both, once somebody asked for either's verdict."""
        if one.verdict is None and two.verdict is None:
            return []
        tip = self.tr("Of all test images; a run is asked once its Verdict is opened after its end")
        names = {
            "linear_probe_accuracy": self.tr("Linear probe"),
            "knn_accuracy": self.tr("5 neighbours"),
            "classifier_accuracy": self.tr("Own classifier"),
        }
        shares = {name: (_share(one.verdict, key), _share(two.verdict, key)) for key, name in names.items()}
        rows = [
            self._measured(name, *pair, "{:.1%}", "{:+.1%}", good="high", tip=tip)
            for name, pair in shares.items()
            if pair != (None, None)
        ]
        near = (_near_zero(one.verdict), _near_zero(two.verdict))
        rows.append(self._measured(self.tr("Codes near zero"), *near, "{:.0%}", "{:+.0%}", tip=tip))
        return rows

    def _counted(self, name: str, one: int, two: int) -> Compared:
        return Compared(name, f"{one:,}", f"{two:,}", f"{two - one:+,}" if one != two else "0")

    def _measured(
        self, name: str, one: float | None, two: float | None, form: str, sign: str,
        good: Literal["low", "high"] | None = None, tip: str = "",
    ) -> Compared:  # fmt: skip
        first, second = ("–" if value is None else form.format(value) for value in (one, two))
        if one is None or two is None:
            return Compared(name, first, second, tip=tip)
        lower = (two < one) - (one < two)
        better = 0 if good is None else lower if good == "low" else -lower
        return Compared(name, first, second, sign.format(two - one), better, tip)


def _share(verdict: Verdict | None, measure: str) -> float | None:
    share: float | None = None if verdict is None else getattr(verdict, measure)
    return share


def _near_zero(verdict: Verdict | None) -> float | None:
    return None if verdict is None else verdict.codes.share_near_zero


def _parameters(run: KeptRun) -> int:
    return parameter_count(run.config.model, run.subject.shape)
