"""The training panel: choices are judged at once, edits are kept, signals say what was meant."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from latentlab.errors import ConfigError
from latentlab.gui.panels.training.draft import Draft, draft_of, text_of, widths_from
from latentlab.gui.panels.training.panel import TrainingPanel
from latentlab.gui.progress import RunProgress
from latentlab.gui.widgets.loss_run import RunLosses
from latentlab.models.config import ModelConfig
from latentlab.models.shapes import parameter_count
from latentlab.training.config import TrainingConfig
from latentlab.training.events import EpochResult, Stage


@given(st.lists(st.integers(1, 16_384), max_size=12))
def test_widths_come_back_as_they_were_typed(widths: list[int]):
    """Text and widths are the same thing twice."""
    assert widths_from(text_of(tuple(widths))) == tuple(widths)


@given(st.text(max_size=30))
def test_hostile_widths_are_numbers_or_a_sentence(text: str):
    """Nothing typed raises anything but the one error."""
    widths: tuple[int, ...] = ()
    with suppress(ConfigError):
        widths = widths_from(text)
    assert all(isinstance(width, int) for width in widths)


@given(text=st.text(max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hostile_rates_are_allowed_or_refused(panel: TrainingPanel, text: str):
    """Also "nan" and "inf" are refused."""
    rate = panel.rate.number_from(text)
    assert rate is None or 1e-8 <= rate <= 10.0


@pytest.mark.parametrize("text", ["nan", "inf", "0", "-1", "1e9", "", "x"])
def test_rates_that_make_no_sense_are_refused(panel: TrainingPanel, text: str):
    assert panel.rate.number_from(text) is None


def test_edits_survive_another_network():
    """What was edited stays, what was not follows."""
    old, new = Draft(latent=4, hidden="256, 64"), Draft(latent=2, hidden="512, 128", activation="tanh")
    edited = Draft(latent=8, hidden="256, 64")
    assert edited.rebased(old, new) == Draft(latent=8, hidden="512, 128", activation="tanh")


def test_the_form_begins_as_the_running_network(panel: TrainingPanel):
    """Nothing to build, nothing to revert."""
    assert panel.form.wanted == TrainingConfig()
    assert not panel.build.isEnabled()
    assert not panel.revert.isEnabled()


def test_building_hands_over_the_edited_run(panel: TrainingPanel, qtbot):
    """All choices of the form, all others as in the present run."""
    panel.show_config(TrainingConfig(epochs=7, seed=3, learning_rate=0.01, threads=1))
    panel.model.hidden.setText(" 512 128;32 ")
    panel.model.latent.setValue(2)
    panel.model.activation.choose("tanh")
    panel.model.output.choose("identity")
    panel.optimizer.batch_size.setValue(32)
    with qtbot.waitSignal(panel.build_requested) as said:
        qtbot.mouseClick(panel.build, Qt.MouseButton.LeftButton)
    model = ModelConfig((512, 128, 32), 2, "tanh", "identity")
    assert said.args == [TrainingConfig(model, 7, 32, 0.01, 3, 1)]


def test_a_built_network_leaves_nothing_to_build(panel: TrainingPanel):
    """Once the edits run, they are no edits."""
    panel.model.latent.setValue(9)
    assert panel.build.isEnabled()
    panel.show_config(panel.form.wanted)
    assert not panel.build.isEnabled()
    assert panel.model.latent.value() == 9


def test_pending_edits_are_kept_when_the_run_is_shown_again(panel: TrainingPanel):
    """A new seed or a rewind does not take a student's edits away."""
    panel.model.latent.setValue(9)
    panel.show_config(TrainingConfig(seed=5))
    assert panel.model.latent.value() == 9
    assert panel.loop.seed.value() == 5
    assert panel.build.isEnabled()
    assert panel.form.wanted.seed == 5


def test_nonsense_is_kept_too(panel: TrainingPanel):
    """What is half typed is not replaced under the student's hands."""
    panel.model.hidden.setText("256, x")
    panel.show_config(TrainingConfig(seed=5))
    assert panel.model.hidden.text() == "256, x"


def test_reverting_shows_the_running_network(panel: TrainingPanel, qtbot):
    """Also after nonsense, and the error goes."""
    panel.model.hidden.setText("x")
    panel.model.latent.setValue(9)
    qtbot.mouseClick(panel.revert, Qt.MouseButton.LeftButton)
    assert panel.form.wanted == TrainingConfig()
    assert panel.model.error.isHidden()
    assert not panel.revert.isEnabled()


@pytest.mark.parametrize("text", ["256, −3", "x", "0", "20000", "12.5", "1e3"])
def test_wrong_widths_are_told_at_once(panel: TrainingPanel, text: str):
    """One sentence with what was expected and what came, and nothing to build."""
    panel.model.hidden.setText(text)
    assert panel.model.error.isVisible()
    assert panel.model.error.text().startswith("Hidden widths must be whole numbers from 1 to 16384, got ")
    assert panel.model.hidden.property("invalid") is True
    assert not panel.build.isEnabled()
    panel.model.hidden.setText("64")
    assert panel.model.error.isHidden()
    assert panel.model.hidden.property("invalid") is False
    assert panel.build.isEnabled()


def test_no_hidden_layers_are_a_network(panel: TrainingPanel):
    """An empty field is the linear-looking 784 → 4 → 784."""
    panel.model.hidden.clear()
    assert panel.form.wanted.model.hidden == ()
    assert panel.model.sketch.accessibleDescription() == "784 → 4 → 784"


def test_the_sketch_and_the_count_follow_the_images(panel: TrainingPanel):
    """The first layer is as wide as an image has pixels."""
    assert panel.model.sketch.accessibleDescription() == "784 → 256 → 64 → 4 → 64 → 256 → 784"
    assert panel.model.parameters.text() == f"{parameter_count(ModelConfig(), (28, 28)):,} weights and biases"
    panel.show_data("own", "Own", 100, (80, 10, 10), (8, 8), 10)
    assert panel.model.sketch.accessibleDescription().startswith("64 → 256")


def test_enter_in_the_widths_builds(panel: TrainingPanel, qtbot):
    """As one expects of a form; but only where there is something to build."""
    with qtbot.assertNotEmitted(panel.build_requested):
        qtbot.keyClick(panel.model.hidden, Qt.Key.Key_Return)
    panel.model.hidden.setText("128")
    with qtbot.waitSignal(panel.build_requested):
        qtbot.keyClick(panel.model.hidden, Qt.Key.Key_Return)


def test_nothing_is_built_before_torch_is_there(panel: TrainingPanel):
    """The reason is said in a quiet line."""
    panel.model.latent.setValue(9)
    panel.show_ready(False, "PyTorch is loading…")
    assert not panel.build.isEnabled()
    assert "PyTorch is loading…" in texts_of(panel)
    panel.show_ready(True, "")
    assert panel.build.isEnabled()
    assert "PyTorch is loading…" not in texts_of(panel)


@pytest.mark.parametrize(("width", "height"), [(300, 560), (340, 640), (320, 960)])
def test_nothing_is_clipped_in_a_narrow_dock(panel: TrainingPanel, qtbot, width: int, height: int):
    """Every field and label has the width it needs, and the loss plot at least 160 pixels of height."""
    panel.show_result(0.0351, 0.0479, 0.0675)
    panel.show_losses(RunLosses(np.full(30, 0.05, np.float32), 10, (EpochResult(1, 0.05, 0.05, 0.1),), 1))
    panel.show_progress(RunProgress(2.5, 20, 12_345.6, 75.2, 158))
    panel.model.hidden.setText("256, −3")
    panel.resize(width, height)
    QApplication.processEvents()
    assert panel.losses.height() >= 160
    assert bottom_of(panel.losses, panel) <= height
    for widget in panel.findChildren(QWidget):
        if not widget.isVisible():
            continue
        right = widget.mapTo(panel, QPoint(widget.width(), 0)).x()
        assert right <= width, widget
        if isinstance(widget, QLabel) and not widget.wordWrap() and widget is not panel.losses.axis_name:
            assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
    for field in (panel.model.latent, panel.model.output, panel.rate.box, panel.data.browse, panel.build):
        assert field.width() >= field.minimumSizeHint().width()


def test_with_its_stages_a_stacked_run_fits_into_the_smallest_window(panel: TrainingPanel):
    """Curves, their axis and every stage are whole; the form is what gives way."""
    panel.show_losses(RunLosses(np.full(30, 0.05, np.float32), 10, (EpochResult(1, 0.05, 0.05, 0.1),), 1))
    panel.show_progress(RunProgress(2.5, 20, 12_345.6, 75.2, 158))
    panel.progress.show_stage(Stage("fine-tuning", 4, 5, 0, 10, before=0.07, layers=3))
    panel.resize(320, 511)
    QApplication.processEvents()
    assert len(panel.progress.stages.lines) > 1
    assert bottom_of(panel.losses, panel) <= 511
    assert panel.losses.canvas.height() >= 60


def bottom_of(widget: QWidget, panel: QWidget) -> int:
    """Where a part of the panel ends."""
    return widget.mapTo(panel, QPoint(0, widget.height())).y()


def test_the_wheel_scrolls_the_form_not_the_fields(panel: TrainingPanel):
    """A student who scrolls past the learning rate must not change it."""
    model = panel.model
    fields = (model.latent, model.activation, panel.rate.slider, panel.pace.slider, panel.loop.seed)
    before = (panel.form.wanted, panel.rate.number, panel.pace.pace, panel.loop.seed.value())
    panel.losses.setFocus()
    for field in fields:
        event = QWheelEvent(
            QPointF(5, 5),
            field.mapToGlobal(QPointF(5, 5)),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(field, event)
    assert (panel.form.wanted, panel.rate.number, panel.pace.pace, panel.loop.seed.value()) == before


def test_every_field_has_a_name_and_a_tooltip_with_its_default(panel: TrainingPanel):
    """For a mouse that waits, and for a screen reader."""
    for field in (
        panel.model.hidden,
        panel.model.latent,
        panel.model.activation,
        panel.model.output,
        panel.optimizer.batch_size,
        panel.rate,
        panel.loop.epochs,
        panel.loop.seed,
        panel.pace.slider,
        panel.data.sets,
    ):
        assert field.accessibleName(), field
        assert "efault" in field.toolTip(), field


def test_the_drafts_of_a_run_make_that_run():
    """Form and run say the same thing."""
    config = TrainingConfig(ModelConfig((512,), 3, "gelu", "identity"), batch_size=99)
    assert draft_of(config).config(config, 10) == config


def texts_of(panel: TrainingPanel) -> list[str]:
    """What the visible labels say."""
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_the_drawing_of_the_network_stays_in_sight_while_its_fields_are_changed(panel: TrainingPanel):
    """In a window of ordinary height, with the row below the form that offers to build it."""
    panel.resize(320, 730)
    panel.open_section("model")
    QApplication.processEvents()
    panel.model.latent.setValue(9)
    QApplication.processEvents()
    assert panel.build.isVisible()
    seen = panel._scroll.viewport()
    for part in (panel.model.sketch, panel.model.parameters, panel.model.hidden):
        assert 0 <= part.mapTo(seen, QPoint(0, 0)).y() <= seen.height() - part.height(), part
