"""The part of the training panel that says how far the run is."""

import math

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from latentlab.gui.panels.training.stages import stage_lines, stage_title
from latentlab.gui.progress import RunProgress, epoch_text
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.section import note
from latentlab.gui.widgets.stage_list import StageList
from latentlab.training.events import Stage


class ProgressLines(QWidget):
    """Epoch, speed, time left and, at the end, how good the network is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running = False
        self._progress: RunProgress | None = None
        self._stage: Stage | None = None
        # These change many times a second: a QLabel would lay out the whole window each time.
        self.epoch, self.speed, self.best = ElidedLabel(), ElidedLabel(), ElidedLabel()
        for label, role in ((self.epoch, "figure"), (self.speed, "muted"), (self.best, "muted")):
            label.setProperty("role", role)
        self.state = note()
        self.state.setWordWrap(False)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the run"))
        self.stages = StageList()
        self.result = note()
        self._lay_out()
        self._write()
        self.show_best(None, None)
        self.show_result(None, None, None)

    def show_progress(self, progress: RunProgress) -> None:
        """Show where the run stands."""
        self._progress = progress
        self._write()

    def show_running(self, running: bool) -> None:
        """Say whether training goes on at the moment."""
        self._running = running
        self._write()

    def show_stage(self, stage: Stage | None) -> None:
        """Show the stages of stacked training; None where there are none."""
        self._stage = stage
        self._write()

    def show_best(self, epoch: int | None, validation: float | None) -> None:
        """Name the epoch whose weights are kept, and its validation loss."""
        if epoch is None or validation is None:
            self.best.show_text("")
        else:
            text = self.tr("Best epoch {epoch}: validation loss {validation:.4f}")
            self.best.show_text(text.format(epoch=epoch, validation=validation))
        self.best.setVisible(bool(self.best.whole_text))

    def show_result(
        self, test_mse: float | None, pca_mse: float | None, mean_image_mse: float | None
    ) -> None:
        """Show the test error, beside what simpler means achieve on the same images."""
        self.result.setText(self._result_text(test_mse, pca_mse))
        self.result.setVisible(bool(self.result.text()))
        tip = self.tr("Mean squared error a pixel on the test images.")
        if mean_image_mse is not None:
            tip = self.tr(
                "Mean squared error a pixel on the test images. Always answering with the mean image makes "
                "{mean_image_mse:.4f}."
            ).format(mean_image_mse=mean_image_mse)
        self.result.setToolTip(tip)

    def _result_text(self, test_mse: float | None, pca_mse: float | None) -> str:
        if test_mse is None:
            return ""
        if pca_mse is None:
            return self.tr("Test error {test_mse:.4f}").format(test_mse=test_mse)
        return self.tr("Test error {test_mse:.4f} · PCA of the same size {pca_mse:.4f}").format(
            test_mse=test_mse, pca_mse=pca_mse
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.epoch, 1)
        head.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.bar)
        for line in (self.stages, self.speed, self.best, self.result):
            column.addWidget(line)

    def _write(self) -> None:
        progress = self._progress
        if progress is None:
            self.epoch.show_text(self.tr("Not trained yet"))
            self.bar.setValue(0)
            self.state.clear()
            self.speed.show_text("")
            return
        is_over = progress.epoch >= progress.epochs
        text = self.tr("Epoch {epoch} of {epochs}")
        self.epoch.show_text(text.format(epoch=epoch_text(progress.epoch), epochs=progress.epochs))
        self.bar.setValue(round(1000 * min(1.0, progress.epoch / max(1, progress.epochs))))
        self.state.setText(self._state(progress, is_over))
        self.speed.show_text(self._speed(progress))
        self._write_stage(progress)

    def _write_stage(self, progress: RunProgress) -> None:
        """In a stage of pretraining its own epochs come before the whole network's."""
        stage = self._stage
        if stage is None:
            self.stages.show_lines(())
            return
        self.stages.show_lines(stage_lines(stage, min(1.0, progress.epoch / max(1, progress.epochs))))
        if stage.before is None and stage.epoch < stage.epochs:
            text = self.tr("{stage}: epoch {epoch} of {epochs}")
            self.epoch.show_text(
                text.format(stage=stage_title(stage), epoch=stage.epoch + 1, epochs=stage.epochs)
            )
            self.bar.setValue(round(1000 * stage.epoch / stage.epochs))
            self.speed.show_text(self._pace(progress))

    def _pace(self, progress: RunProgress) -> str:
        """Without the time that is left: the stages that come take theirs."""
        if not self._running or progress.images_per_second <= 0:
            return ""
        return self.tr("{rate:,.0f} images a second").format(rate=progress.images_per_second)

    def _state(self, progress: RunProgress, is_over: bool) -> str:
        if self._running:
            return self.tr("training")
        if is_over:
            return self.tr("finished")
        return self.tr("paused") if progress.step else self.tr("not started")

    def _speed(self, progress: RunProgress) -> str:
        steps = self.tr("Step {step:,}").format(step=progress.step)
        if not self._running or progress.images_per_second <= 0:
            return steps
        if progress.seconds_left is None:
            text = self.tr("Step {step:,} · {rate:,.0f} images a second")
            return text.format(step=progress.step, rate=progress.images_per_second)
        text = self.tr("{rate:,.0f} images a second · {left} left")
        return text.format(rate=progress.images_per_second, left=self._duration(progress.seconds_left))

    def _duration(self, seconds: float) -> str:
        whole = math.ceil(seconds)
        if whole < 60:
            return self.tr("{seconds} s").format(seconds=whole)
        if whole < 3600:
            return self.tr("{minutes} min {seconds:02} s").format(minutes=whole // 60, seconds=whole % 60)
        return self.tr("{hours} h {minutes:02} min").format(hours=whole // 3600, minutes=whole % 3600 // 60)
