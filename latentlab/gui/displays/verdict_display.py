"""Passes on to the panel of the verdict what the workspace found out."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from latentlab.errors import LatentLabError
from latentlab.gui.displays.comparison_display import ComparisonDisplay
from latentlab.gui.messages import text_of
from latentlab.gui.panels.verdict.panel import VerdictPanel
from latentlab.gui.verdict_words import VerdictWords
from latentlab.gui.widgets.small_plot import Bars, Curve, SmallPicture
from latentlab.gui.widgets.value_bars import ValueBar
from latentlab.gui.workspace.verdict import AT_THE_END, Told
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.preparing import Preparing
from latentlab.training.verdict.verdict import Verdict

_BINS = 20


class VerdictDisplay(QObject):
    """Draws each part and says what it means."""

    said = Signal(str)  # for the status bar

    def __init__(
        self, workspace: Workspace, panel: VerdictPanel, comparisons: ComparisonDisplay, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._comparisons = comparisons
        self._workspace = workspace
        self._panel = panel
        self._words = VerdictWords(self)
        self.show_told(None)

    def show_told(self, told: Told | None) -> None:
        """A new verdict, or none."""
        self._panel.show_has_numbers(told is not None)
        if told is None:
            self._panel.measures.show_nothing()
            self.show_waiting()
            return
        self._panel.show_basis(self._words.basis(told))
        verdict, run = told.verdict, told.run
        self._show_reconstruction(verdict)
        self._show_classes(verdict, run.config.objective.classifier)
        self._show_plane(verdict)
        rho = run.config.objective.kl_target if run.config.objective.kl_sparsity else None
        self._show_units(verdict, rho)
        self._show_robustness(verdict, run.config.noise.is_on)
        self._show_confusion(verdict, run.subject.classes)

    def show_waiting(self) -> None:
        """Say why there is no verdict yet."""
        if self._workspace.verdict.told is not None:
            return
        subject = self._workspace.subject
        if subject is not None and subject.images is None:
            text = self.tr("The images of this session are not at hand, so there is nobody to ask.")
        elif self._workspace.verdict.pace == AT_THE_END:
            text = self.tr("The verdict comes when the run is over: the best weights meet the test images.")
        else:
            text = self.tr("The verdict comes as soon as there is a network to be judged.")
        self._panel.show_basis(text)

    def show_preparing(self, preparing: Preparing | None) -> None:
        """Say that the first verdict is under way; later ones replace it without a word."""
        if preparing is not None and self._workspace.verdict.told is None:
            share = preparing.done / max(1, preparing.total)
            names = {
                "plane": self.tr("Fitting PCA for comparison, {share:.0%}…"),
                "codes": self.tr("Encoding images, {share:.0%}…"),
                "errors": self.tr("Rebuilding images, {share:.0%}…"),
                "probe": self.tr("Teaching a linear probe…"),
                "neighbours": self.tr("Asking nearest neighbours, {share:.0%}…"),
                "noise": self.tr("Rebuilding noisy images, {share:.0%}…"),
            }
            self._panel.show_basis(names.get(preparing.what, "{share:.0%}").format(share=share))

    def show_refused(self, error: LatentLabError) -> None:
        """Say why there can be no verdict."""
        self._panel.show_basis(text_of(error))

    def copy_numbers(self) -> None:
        """Put every number on the clipboard, as a table of two columns."""
        told = self._workspace.verdict.told
        if told is None:
            return
        from latentlab.training.verdict.table import as_text, rows_of

        compared = {name: found.value for name, found in self._comparisons.found.items()}
        rows = list(rows_of({**self._document(told), **compared}))
        QGuiApplication.clipboard().setText(as_text(rows))
        self.said.emit(self.tr("{count} numbers copied.").format(count=f"{len(rows):,}"))

    def _document(self, told: Told) -> dict[str, Any]:
        from latentlab.training.report import as_document

        verdict = told.verdict
        head = {
            "part": verdict.part,
            "images": verdict.asked,
            "epoch": told.run.frame.epoch,
            "noise_kind": verdict.noise_kind,
        }
        plane = {} if verdict.plane is None else {"cos2": verdict.plane.cos2, "inside": verdict.plane.inside}
        return {**head, **as_document(verdict), **plane, "confusion": verdict.confusion}

    # One part each

    def _show_reconstruction(self, verdict: Verdict) -> None:
        part = self._panel.measures.reconstruction
        names = (
            self.tr("This network"),
            self.tr("PCA, k = {k}").format(k=verdict.latent),
            self.tr("Mean image"),
        )
        errors = (verdict.mse, verdict.pca_mse, verdict.mean_image_mse)
        self._panel.measures.errors.show_bars(
            [
                ValueBar(name, error, f"{error:.4f} · {error * verdict.pixels:.1f}", number == 0)
                for number, (name, error) in enumerate(zip(names, errors, strict=True))
            ]
        )
        words = self._words.reconstruction(verdict, verdict.plane is not None)
        part.show_words(f"{verdict.mse:.4f}", words)

    def _show_classes(self, verdict: Verdict, has_seen_labels: bool) -> None:
        measures = self._panel.measures
        shares = [
            (self.tr("Own classifier"), verdict.classifier_accuracy),
            (self.tr("Linear probe"), verdict.linear_probe_accuracy),
            (self.tr("5 neighbours"), verdict.knn_accuracy),
        ]
        known = [(name, share) for name, share in shares if share is not None]
        guess = float(verdict.confusion.sum(axis=1).max() / max(1, verdict.confusion.sum()))
        bars = [ValueBar(name, share, f"{share:.1%}", is_own=True) for name, share in known]
        measures.accuracies.show_bars([*bars, ValueBar(self.tr("Guessing"), guess, f"{guess:.1%}")])
        words = self._words.classes(verdict, has_seen_labels)
        measures.classes.show_words(f"{known[0][1]:.1%}", words)

    def _show_plane(self, verdict: Verdict) -> None:
        plane, measures = verdict.plane, self._panel.measures
        if plane is None:
            measures.plane.hide()
            return
        k = len(plane.inside)
        edges = np.arange(k + 1) + 0.5
        measures.axes.show_picture(
            SmallPicture(
                bars=Bars(edges, plane.inside),
                x_range=(0.5, k + 0.5),
                y_range=(0.0, 1.0),
                whole_x=True,
            )
        )
        measures.plane.show_words(f"cos² {plane.mean_cos2:.3f}", self._words.plane(plane))

    def _show_units(self, verdict: Verdict, rho: float | None) -> None:
        means = verdict.codes.mean_activation
        low, high = float(means.min()), float(means.max())
        if rho is not None:
            low, high = min(low, 0.0), max(high, 2 * rho)
        room = 0.02 * (high - low) or 0.5
        counts, edges = np.histogram(means, _BINS, (low - room, high + room))
        picture = SmallPicture(
            bars=Bars(edges, counts.astype(float)), upright=rho, x_range=(float(edges[0]), float(edges[-1]))
        )
        self._panel.measures.activity.show_picture(picture)
        figure = self.tr("{share:.1%} near zero").format(share=verdict.codes.share_near_zero)
        self._panel.measures.units.show_words(figure, self._words.units(verdict, rho))

    def _show_robustness(self, verdict: Verdict, has_learnt_noise: bool) -> None:
        measures = self._panel.measures
        measures.noise.choose(verdict.noise_kind)
        levels = np.array([0.0, *(one.level for one in verdict.noise)])
        errors = np.array([verdict.mse, *(one.mse_to_clean for one in verdict.noise)])
        shares = np.array([verdict.linear_probe_accuracy, *(one.probe_accuracy for one in verdict.noise)])
        mean = np.full(len(levels), verdict.mean_image_mse)
        measures.noisy_errors.show_picture(
            SmallPicture(
                (
                    Curve(self.tr("this network"), levels, errors),
                    Curve(self.tr("mean image"), levels, mean, "reference", "dashed"),
                ),
            )
        )
        measures.noisy_probe.show_picture(
            SmallPicture(
                (Curve(self.tr("linear probe"), levels, shares, "validation"),),
                y_range=(0.0, 1.0),
                is_share=True,
            )
        )
        measures.robustness.show_words("", self._words.robustness(verdict, has_learnt_noise))

    def _show_confusion(self, verdict: Verdict, classes: tuple[str, ...]) -> None:
        measures = self._panel.measures
        measures.matrix.show_counts(verdict.confusion, classes)
        right = float(np.trace(verdict.confusion) / max(1, verdict.confusion.sum()))
        measures.confusion.show_words(f"{right:.1%}", self._words.confusion(verdict, classes))
