"""Passes on to the panel of the verdict the comparisons that were computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from latentlab.gui.displays.runs_display import RunsDisplay
from latentlab.gui.messages import text_of
from latentlab.gui.widgets.digit_image import ink_image, signed_image
from latentlab.gui.widgets.named_sheets import NamedSheet
from latentlab.gui.widgets.small_plot import Curve, SmallPicture
from latentlab.gui.widgets.value_bars import ValueBar
from latentlab.gui.workspace.comparisons import OF_THE_NETWORK, Comparison
from latentlab.gui.workspace.kept_run import KeptRun
from latentlab.gui.workspace.subject import Subject
from latentlab.gui.workspace.workspace import Workspace

if TYPE_CHECKING:  # their modules need torch
    from latentlab.errors import LatentLabError
    from latentlab.gui.panels.verdict.comparisons import VerdictComparisons
    from latentlab.latent.preparing import Preparing
    from latentlab.training.verdict.equal_codes import EqualCodes
    from latentlab.training.verdict.pca_denoising import PcaDenoising
    from latentlab.training.verdict.pixel_variance import PixelVariance
    from latentlab.training.verdict.seeds import SeedComparison
    from latentlab.training.verdict.weight_images import WeightImages

_SAME_SPACE = 0.8  # mean squared canonical correlation
_BY_CHANCE = 0.05  # worth telling
_OTHER_AXES = 0.1  # less agreement on the axes than on the space


class ComparisonDisplay(QObject):
    """Draws each comparison and says what it means; what is no more of the present network goes."""

    def __init__(
        self, workspace: Workspace, panel: VerdictComparisons, runs: RunsDisplay, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._panel = panel
        self._runs = runs
        self._curve: np.ndarray | None = None  # (pixels + 1,)
        self.found: dict[str, Comparison] = {}  # what is shown, by name
        self._number: int | None = None  # of the run that is shown
        panel.show_possible(workspace.verdict.comparisons.can_compute)

    def show_subject(self, subject: Subject) -> None:
        """Other images: nothing that was found is of them."""
        self._workspace.verdict.comparisons.cancel()
        self._curve = None
        self.found.clear()
        for part in self._panel.parts.values():
            part.show_nothing()

    def show_runs(self) -> None:
        """Another run has other weights; one that was tested is another dot."""
        present = self._workspace.runs.present
        number = present.number if present else None
        if number != self._number:
            self._number = number
            for name in OF_THE_NETWORK:
                self.found.pop(name, None)
                self._panel.parts[name].show_nothing()
        if self._curve is not None:
            self._show_by_k()

    def show_begun(self, name: str) -> None:
        """One is under way."""
        self._panel.parts[name].show_under_way(True)

    def show_ended(self, name: str) -> None:
        """It has come to its end, one way or the other."""
        self._panel.parts[name].show_under_way(False)

    def show_preparing(self, name: str, preparing: Preparing) -> None:
        """How far it is."""
        self._panel.parts[name].show_progress(preparing.done, preparing.total)

    def show_refused(self, name: str, error: LatentLabError) -> None:
        """Say why there is nothing to compare."""
        self._panel.parts[name].show_nothing(text_of(error))

    def show_found(self, comparison: Comparison) -> None:
        """Draw what was found, unless it is of a run that is gone from the screen."""
        present = self._workspace.runs.present
        is_gone = present is None or present.number != comparison.run.number
        if comparison.name in OF_THE_NETWORK and is_gone:
            return
        shows: dict[str, Callable[[Any], None]] = {
            "by k": self._show_curve,
            "denoising": self._show_denoising,
            "pixels": self._show_pixels,
            "equal codes": self._show_equal,
            "seeds": self._show_seeds,
            "weights": partial(self._show_weights, beside=comparison.beside),
        }
        self.found[comparison.name] = comparison
        shows[comparison.name](comparison.value)

    # One comparison each

    def _show_curve(self, curve: np.ndarray) -> None:
        self._curve = curve
        self._show_by_k()

    def _show_by_k(self) -> None:
        assert self._curve is not None
        runs = self._tested_runs()
        sizes = np.array([run.config.model.latent for run in runs], float)
        errors = np.array([run.test_mse for run in runs], float)
        names = tuple(f"{self._runs.name_of(run)}: {run.test_mse:.4f}" for run in runs)
        k = np.arange(1, len(self._curve))
        most = max(64.0, float(sizes.max(initial=1.0)))
        picture = SmallPicture(
            (
                Curve(self.tr("PCA"), k, self._curve[1:], "reference"),
                Curve(self.tr("tested runs"), sizes, errors, "training", "dots", names),
            ),
            x_range=(1.0, most * 1.2),
            y_range=(0.0, 1.08 * max(float(self._curve[1]), float(errors.max(initial=0.0)))),
            log_x=True,
        )
        self._panel.by_k.show_picture(picture)
        self._panel.parts["by k"].show_found("", self._sentence_by_k(runs))

    def _tested_runs(self) -> list[KeptRun]:
        subject, runs = self._workspace.subject, self._workspace.runs
        kept = [runs.present] if runs.present is not None else []
        kept += [run for run in runs.all if runs.present is None or run.number != runs.present.number]
        return [run for run in kept if run.subject is subject and run.test_mse is not None]

    def _sentence_by_k(self, runs: list[KeptRun]) -> str:
        assert self._curve is not None
        text = self.tr(
            "PCA is fitted once and chooses k afterwards; a network must choose k before it learns, "
            "so that each dot is a training of its own."
        )
        if not runs:
            return text + " " + self.tr("No run is finished yet: the first dot comes with the first test.")
        last = len(self._curve) - 1
        below = sum(
            run.test_mse is not None and run.test_mse < self._curve[min(run.config.model.latent, last)]
            for run in runs
        )
        more = self.tr("{below} of {count} tested runs lie below the curve.")
        return text + " " + more.format(below=below, count=len(runs))

    def _show_denoising(self, found: PcaDenoising) -> None:
        k = np.arange(1, len(found.curve))
        line = np.full(len(k), found.untouched)
        picture = SmallPicture(
            (
                Curve(self.tr("PCA"), k, found.curve[1:]),
                Curve(self.tr("noisy image"), k, line, "reference", "dashed"),
            ),
            upright=float(max(1, found.best_k)),
            x_range=(1.0, float(k[-1])),
            log_x=True,
        )
        self._panel.mending.show_picture(picture)
        best = found.best_k
        sentence = self.tr(
            "{best} dimensions mend best: the error falls from {untouched:.4f} to {least:.4f}. With fewer "
            "the digit is lost, with more the noise comes back, as it is spread over all directions alike. "
            "Asked of the validation images."
        ).format(best=best, untouched=found.untouched, least=float(found.curve[best]))
        self._panel.parts["denoising"].show_found(self.tr("k = {best}").format(best=best), sentence)

    def _show_pixels(self, found: PixelVariance) -> None:
        deviation = np.sqrt(found.variance)
        strength = (deviation / max(float(deviation.max()), 1e-12)).astype(np.float32)
        pictures = [ink_image(strength), ink_image(found.never.astype(np.float32))]
        labels = [
            self.tr("The standard deviation of each pixel, white where it varies most."),
            self.tr("White: pixels that are the same in every image."),
        ]
        self._panel.variance.show_images(pictures, labels)
        sentence = self.tr(
            "Left, how much each pixel varies over {images} images; right, in white, the {never} of {pixels} "
            "that never change. {most} pixels hold 90% of all variance: the bottleneck can drop the rest "
            "almost for nothing."
        ).format(
            images=f"{found.images:,}",
            never=found.count_never,
            pixels=found.variance.size,
            most=found.count_for_most,
        )
        figure = self.tr("{never} never change").format(never=found.count_never)
        self._panel.parts["pixels"].show_found(figure, sentence)

    def _show_equal(self, found: EqualCodes) -> None:
        bars = [
            ValueBar(self.tr("Codes"), found.codes, f"{found.codes:,}"),
            ValueBar(self.tr("Repeat another"), found.repeated, f"{found.repeated:,}", is_own=True),
            ValueBar(self.tr("All values 0"), found.all_zero, f"{found.all_zero:,}", is_own=True),
        ]
        self._panel.equal.show_bars(bars)
        if found.repeated == 0:
            sentence = self.tr(
                "Many images could share a code, as the code is so much smaller; yet no two of these do."
            )
        else:
            sentence = self.tr(
                "The largest group of equal codes has {largest} images. Units that cut at 0, as ReLU does, "
                "make codes equal; a linear code hardly ever does."
            ).format(largest=f"{found.largest:,}")
        share = found.repeated / max(1, found.codes)
        self._panel.parts["equal codes"].show_found(f"{share:.1%}", sentence)

    def _show_seeds(self, found: SeedComparison) -> None:
        bars = [
            ValueBar(self.tr("Same space"), found.mean_space, f"{found.mean_space:.3f}", is_own=True),
            ValueBar(self.tr("Same axes"), found.mean_axes, f"{found.mean_axes:.3f}", is_own=True),
        ]
        if found.mean_plane is not None:
            name = self.tr("Same plane of images")
            bars.insert(0, ValueBar(name, found.mean_plane, f"{found.mean_plane:.3f}", is_own=True))
        if found.space_by_chance >= _BY_CHANCE:
            name, share = self.tr("Same space by chance"), found.space_by_chance
            bars.append(ValueBar(name, share, f"{share:.3f}"))
        self._panel.seeds.show_bars(bars)
        if found.mean_space < _SAME_SPACE:
            text = self.tr(
                "The seeds do not span one and the same space (yet): a bent network need not, and a linear "
                "one needs long training for the axes of small variance."
            )
        elif found.mean_space - found.mean_axes > _OTHER_AXES:
            text = self.tr("The seeds agree far more on the space than on the axes: single axes mean little.")
        else:
            text = self.tr("The seeds agree on the axes about as well as on the space that they span.")
        sentence = self.tr(
            "Seeds {seeds} after {epochs} epochs err by {errors} on validation. {text} Space: squared "
            "canonical correlations of the codes; axes: correlation of each unit with its best partner."
        ).format(
            seeds=", ".join(map(str, found.seeds)),
            epochs=found.epochs,
            errors=", ".join(f"{error:.4f}" for error in found.errors),
            text=text,
        )
        self._panel.parts["seeds"].show_found("", sentence)

    def _show_weights(
        self, found: WeightImages | None, beside: Sequence[tuple[KeptRun, WeightImages]]
    ) -> None:
        part = self._panel.parts["weights"]
        if found is None:
            reason = self.tr(
                "The first layer of this network sees only pieces of an image, a row or a patch."
            )
            part.show_nothing(reason)
            return
        self._panel.weights.show_images(*self._weight_pictures(found))
        self._panel.weights_beside.show_sheets([self._sheet(run, images) for run, images in beside])
        text = (
            self.tr(
                "The {shown} strongest of {units} units. Orange ink makes a unit more active, blue ink less. "
                "The strongest tenth of its pixels holds {share:.0%} of a unit's squared weights: near 10% "
                "for noise all over the image, far more for blobs and strokes. Under them, other runs of the "
                "list."
            )
            if beside
            else self.tr(
                "The {shown} strongest of {units} units. Orange ink makes a unit more active, blue ink less. "
                "The strongest tenth of its pixels holds {share:.0%} of a unit's squared weights: near 10% "
                "for noise all over the image, far more for blobs and strokes. Train a plain, a sparse and a "
                "denoising network: the runs of the list come under these when you compute again."
            )
        )
        sentence = text.format(shown=len(found.weights), units=found.units, share=found.concentration)
        part.show_found("", sentence)

    def _sheet(self, run: KeptRun, found: WeightImages) -> NamedSheet:
        text = self.tr("{run}: the strongest tenth holds {share:.0%}").format(
            run=self._runs.name_of(run), share=found.concentration
        )
        return NamedSheet(text, *self._weight_pictures(found))

    def _weight_pictures(self, found: WeightImages) -> tuple[list[QImage], list[str]]:
        limits = [max(float(np.abs(image).max()), 1e-12) for image in found.weights]
        pictures = [signed_image(image, limit) for image, limit in zip(found.weights, limits, strict=True)]
        label = self.tr("Unit {number}: orange where ink makes it more active, blue where less.")
        return pictures, [label.format(number=number + 1) for number in found.numbers.tolist()]
