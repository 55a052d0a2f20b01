"""What the numbers of a verdict mean, in the student's words."""

import numpy as np
from PySide6.QtCore import QObject

from latentlab.gui.workspace.kept_run import KeptRun
from latentlab.gui.workspace.verdict import Told
from latentlab.training.verdict.verdict import PlaneAgreement, Verdict

_NEAR_RHO = 0.03
_AS_GOOD = 0.02  # of PCA's error: as good as PCA
_NEAR_EQUAL = 0.85  # of the variance of the axis before
_BENT = 0.08  # more classes told by neighbours than by straight cuts


class VerdictWords(QObject):
    """One method for each part."""

    def basis(self, told: Told) -> str:
        """Who was asked, of which weights."""
        asked, epoch = f"{told.verdict.asked:,}", told.run.frame.epoch
        if told.verdict.part == "test":
            text = self.tr(
                "The run is over, and the weights best on validation (epoch {epoch}) met the {asked} test "
                "images, once. Choose between networks by their validation, or the test is none any more."
            )
            best = told.run.finished.best_epoch if told.run.finished else self._best_epoch(told.run)
            return text.format(epoch=best, asked=asked)
        if told.is_glance:
            text = self.tr(
                "After {epoch:.1f} epochs, by a glance at {asked} validation images; all of them are asked "
                "when it pauses. The test images wait until the run is over."
            )
        else:
            text = self.tr(
                "After {epoch:.1f} epochs, by the {asked} validation images. "
                "The test images wait until the run is over."
            )
        return text.format(epoch=epoch, asked=asked)

    def reconstruction(self, verdict: Verdict, is_linear: bool) -> str:
        """How far it comes beside PCA and the mean image."""
        mse, pca, mean = verdict.mse, verdict.pca_mse, verdict.mean_image_mse
        if verdict.latent >= verdict.pixels:
            text = self.tr(
                "With as many dimensions as pixels PCA makes no error at all: a small one says that there is "
                "room for everything, not that anything was learnt."
            )
        elif mse >= mean:
            text = self.tr("The mean of all images does as well or better: nothing is learnt yet.")
        elif mse > pca * (1 + _AS_GOOD):
            text = self.tr(
                "PCA with as many dimensions still errs less: the network is not done learning, or some of "
                "its units are idle."
            )
        elif mse >= pca * (1 - _AS_GOOD):
            text = self.tr("As good as PCA with as many dimensions.")
            if is_linear:
                text = self.tr("As good as PCA: no network without bends can do better.")
        else:
            text = self.tr(
                "It errs {share:.0%} less than PCA with as many dimensions: a bent space follows the images "
                "where PCA's flat one cannot."
            ).format(share=1 - mse / pca)
        figures = self.tr("The figures are the mean squared error of a pixel and of a whole image.")
        return f"{text} {figures}"

    def classes(self, verdict: Verdict, has_seen_labels: bool) -> str:
        """What the code knows of the classes."""
        probe, neighbours = verdict.linear_probe_accuracy, verdict.knn_accuracy
        if has_seen_labels:
            text = self.tr("The network learnt from the labels, and its code is shaped to tell the classes.")
        else:
            text = self.tr(
                "The network never saw a label: the code tells classes only as far as their looks differ."
            )
        if neighbours - probe > _BENT:
            more = self.tr("Neighbours see more than straight cuts do, as the classes lie in bent regions.")
            return f"{text} {more}"
        return text

    def plane(self, plane: PlaneAgreement) -> str:
        """Whether the plane is PCA's, and why its last axes may be others."""
        k, last, left_out = len(plane.cos2), plane.variances[-2], plane.variances[-1]
        text = self.tr(
            "Each bar is how much of an axis of PCA lies within the network's plane. The squared cosines of "
            "the principal angles are {mean:.3f} on average and {least:.3f} at the least."
        ).format(mean=plane.mean_cos2, least=float(plane.cos2.min()))
        if left_out >= _NEAR_EQUAL * last:
            why = self.tr(
                "Axis {k} holds {last:.2%} of the variance, axis {next}, which is left out, {left_out:.2%}: "
                "the error hardly tells which of them is taken, so the last axes may swap."
            )
        else:
            why = self.tr(
                "Axis {k} holds {last:.2%} of the variance, axis {next}, which is left out, only "
                "{left_out:.2%}: long training settles which is taken."
            )
        return f"{text} {why.format(k=k, next=k + 1, last=last, left_out=left_out)}"

    def units(self, verdict: Verdict, rho: float | None) -> str:
        """How active the units are."""
        codes = verdict.codes
        k = len(codes.mean_activation)
        said = [
            self.tr("{share:.1%} of the code's values are within 1% of zero, dead units left out.").format(
                share=codes.share_near_zero
            )
        ]
        if codes.dead_units:
            said.append(
                self.tr("{dead} of {count} units are dead: they say the same of every image.").format(
                    dead=codes.dead_units, count=k
                )
            )
        if rho is not None:
            near = int((np.abs(codes.mean_activation - rho) <= _NEAR_RHO).sum())
            text = self.tr("{near} of {count} units are active {rho:g} of the time, as asked (±{margin:g}).")
            said.append(text.format(near=near, count=k, rho=rho, margin=_NEAR_RHO))
        if codes.duplicate_codes:
            text = self.tr("{count} codes repeat another one.")
            said.append(text.format(count=f"{codes.duplicate_codes:,}"))
        return " ".join(said)

    def robustness(self, verdict: Verdict, has_learnt_noise: bool) -> str:
        """What noise does to it."""
        middle = verdict.noise[len(verdict.noise) // 2]
        text = self.tr(
            "At level {level:g} the error is {times:.1f} times that of clean images, and the probe tells "
            "{noisy:.0%} of the classes instead of {clean:.0%}."
        ).format(
            level=middle.level,
            times=middle.mse_to_clean / max(verdict.mse, 1e-12),
            noisy=middle.probe_accuracy,
            clean=verdict.linear_probe_accuracy,
        )
        if has_learnt_noise:
            return f"{text} {self.tr('It learnt to mend noisy images.')}"
        return f"{text} {self.tr('It never saw noise while it learnt: compare a denoising network.')}"

    def confusion(self, verdict: Verdict, classes: tuple[str, ...]) -> str:
        """The mistake that is made most often."""
        mistakes = verdict.confusion - np.diag(np.diag(verdict.confusion))
        truth, told = np.unravel_index(int(mistakes.argmax()), mistakes.shape)
        count = int(mistakes[truth, told])
        if count == 0:
            return self.tr("Not one image is taken for another class.")
        if verdict.classifier_accuracy is not None:
            text = self.tr("The network's own classifier takes {truth} for {told} most often: {n} of {all}.")
        else:
            text = self.tr("The linear probe takes {truth} for {told} most often: {n} of {all}.")
        total = int(verdict.confusion[truth].sum())
        return text.format(truth=classes[truth], told=classes[told], n=f"{count:,}", all=f"{total:,}")

    def _best_epoch(self, run: KeptRun) -> int:
        return run.best.epoch if run.best else 0
