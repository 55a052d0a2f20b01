"""The loss plot: honest at any length, readable under the mouse."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from latentlab.gui.theme import apply_theme
from latentlab.gui.tokens import DARK, LIGHT, contrast_ratio
from latentlab.gui.widgets.loss_colours import TERM_COLOURS, curve_colour
from latentlab.gui.widgets.loss_curves import loss_near
from latentlab.gui.widgets.loss_plot import LossPlot
from latentlab.gui.widgets.loss_run import PCA, TRAINING, VALIDATION, RunLosses
from latentlab.training.changes import Change
from latentlab.training.events import EpochResult, Stage

STEPS_PER_EPOCH = 63


@pytest.fixture
def plot(qapp, qtbot):
    """A loss plot on the screen."""
    apply_theme(qapp, "light")
    widget = LossPlot()
    qtbot.addWidget(widget)
    widget.resize(320, 240)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def run(epochs: int, steps_per_epoch: int = STEPS_PER_EPOCH) -> tuple[np.ndarray, tuple[EpochResult, ...]]:
    """Losses that fall from 0.2 to 0.04, and their epochs."""
    t = np.arange(epochs * steps_per_epoch) / steps_per_epoch
    losses = (0.04 + 0.16 * np.exp(-t)).astype(np.float32)
    results = tuple(
        EpochResult(
            i + 1, float(losses[i * steps_per_epoch]), float(losses[(i + 1) * steps_per_epoch - 1]), 0.1
        )
        for i in range(epochs)
    )
    return losses, results


def test_an_empty_plot_says_what_will_come(plot: LossPlot):
    """No axes without numbers: a sentence instead."""
    assert plot._empty.isVisible()
    assert not plot.canvas.isVisible()
    losses, results = run(1)
    plot.show_run(RunLosses(losses, STEPS_PER_EPOCH, results, 1))
    assert plot.canvas.isVisible()
    assert not plot._empty.isVisible()
    plot.show_run(RunLosses())
    assert plot._empty.isVisible()
    assert "Press Play" in plot._empty.text()
    plot.show_stage(Stage("layer 1", 1, 3, 0, 5))
    assert "each layer" in plot._empty.text()  # it is playing already


def test_curves_lie_at_their_epochs(plot: LossPlot):
    """The last step of three epochs lies at 3, the validation losses at 1, 2 and 3."""
    losses, results = run(3)
    plot.show_run(RunLosses(losses, STEPS_PER_EPOCH, results, 3))
    x, y = plot.canvas.raw.getData()
    assert x[-1] == pytest.approx(3.0)
    assert y[-1] == pytest.approx(losses[-1])
    x, y = plot.canvas.curves[VALIDATION].getData()
    assert list(x) == [1, 2, 3]
    assert y == pytest.approx([result.validation for result in results])
    best_x, best_y = plot.canvas.best_mark.getData()
    assert (best_x[0], best_y[0]) == (3.0, pytest.approx(results[2].validation))


def test_everything_smooth_lies_within_the_view(plot: LossPlot):
    """Validation and PCA's line are never cut off."""
    losses, results = run(4)
    plot.show_run(RunLosses(losses, STEPS_PER_EPOCH, results, 4))
    plot.show_reference(0.5)
    (_, right), (low, high) = plot.canvas.getViewBox().viewRange()
    assert 4.0 < right < 4.2
    assert low < min(result.validation for result in results)
    assert high > 0.5
    plot.show_reference(None)
    assert plot.canvas.getViewBox().viewRange()[1][1] < 0.3
    assert not plot.canvas.reference.isVisible()


def test_the_first_fall_does_not_press_the_rest_flat(plot: LossPlot):
    """With two epochs or more the view is that of the later losses; the steep start leaves at the top."""
    losses = np.full(20 * STEPS_PER_EPOCH, 0.05, np.float32)
    losses[:10] = 0.9
    epochs = tuple(EpochResult(i, 0.05, 0.05, 0.1) for i in range(1, 21))
    plot.show_run(RunLosses(losses[:STEPS_PER_EPOCH], STEPS_PER_EPOCH, epochs[:1], 1))
    assert plot.canvas.getViewBox().viewRange()[1][1] > 0.3
    plot.show_run(RunLosses(losses, STEPS_PER_EPOCH, epochs, 1))
    assert plot.canvas.getViewBox().viewRange()[1][1] < 0.06


def test_the_log_scale_draws_logarithms(plot: LossPlot, qtbot):
    """All curves and the reference change together."""
    losses, results = run(3)
    plot.show_run(RunLosses(losses, STEPS_PER_EPOCH, results, None))
    plot.show_reference(0.1)
    plot.log.setChecked(True)
    assert plot.canvas.curves[VALIDATION].getData()[1] == pytest.approx(
        np.log10([r.validation for r in results])
    )
    assert plot.canvas.reference.value() == pytest.approx(-1.0)
    low, high = plot.canvas.getViewBox().viewRange()[1]
    assert low < -1.0 < high < 0


def test_a_diverged_run_is_drawn_as_far_as_it_goes(plot: LossPlot):
    """Infinite and missing losses neither raise nor break the scale."""
    losses = np.array([0.2, 0.3, 4e5, np.inf, np.nan, np.nan], np.float32)
    for log in (False, True):
        plot.log.setChecked(log)
        plot.show_run(RunLosses(losses, 2, (EpochResult(1, 0.2, float("nan"), 0.1),), None))
        assert np.isfinite(plot.canvas.getViewBox().viewRange()).all()
        plot.grab()


def test_zero_losses_have_a_place_on_the_log_scale(plot: LossPlot):
    """A perfect network's loss of 0 is drawn at a floor."""
    plot.log.setChecked(True)
    plot.show_run(RunLosses(np.zeros(10, np.float32), 5, (), None))
    assert np.isfinite(plot.canvas.getViewBox().viewRange()).all()


def hover(plot: LossPlot, epoch: float) -> None:
    """Move the mouse over the curves at that epoch."""
    box = plot.canvas.getViewBox()
    plot.canvas._mouse_moved(box.mapViewToScene(QPointF(epoch, box.viewRect().center().y())))


def test_the_card_reads_all_curves_at_the_epoch_under_the_mouse(plot: LossPlot):
    """Smoothed training loss, and the validation loss of the nearest epoch that is over."""
    losses, results = run(3)
    shown = RunLosses(losses, STEPS_PER_EPOCH, results, 3)
    plot.show_run(shown)
    plot.show_reference(0.0479)
    hover(plot, 2.0)
    assert plot.canvas.crosshair.value() == pytest.approx(2.0)
    expected = loss_near(losses, 2.0 * STEPS_PER_EPOCH, STEPS_PER_EPOCH // 4)
    assert shown.values_at(2.0) == {TRAINING: expected, VALIDATION: results[1].validation}
    for text in ("Epoch 2.0", f"{expected:.4g}", f"{results[1].validation:.4g}", "0.0479"):
        assert text in plot.card.label.text()
    assert VALIDATION not in shown.values_at(0.3)
    assert shown.values_at(99.0) == shown.values_at(3.0)


def test_the_card_goes_with_the_mouse(plot: LossPlot):
    """Outside the curves there is neither card nor crosshair; inside, the card is where the mouse is not."""
    losses, results = run(2)
    plot.show_run(RunLosses(losses, STEPS_PER_EPOCH, results, 2))
    for epoch in (0.1, 1.9):
        hover(plot, epoch)
        assert plot.card.isVisible()
        assert plot.rect().contains(plot.card.geometry())
        box = plot.canvas.getViewBox()
        at = plot.canvas.mapToParent(plot.canvas.mapFromScene(box.mapViewToScene(QPointF(epoch, 0))))
        assert not plot.card.geometry().left() <= at.x() <= plot.card.geometry().right()
    box = plot.canvas.getViewBox().sceneBoundingRect()
    plot.canvas._mouse_moved(box.topLeft() - box.bottomRight())
    assert not plot.canvas.crosshair.isVisible()
    assert not plot.card.isVisible()


def with_terms(epochs: int = 4) -> RunLosses:
    """A run with L1 from the start, and KL sparsity in its second and fourth epoch only."""
    losses, results = run(epochs)
    l1 = np.full(len(losses), 0.01, np.float32)
    kl = np.full(len(losses), np.nan, np.float32)
    for epoch in (1, 3):
        kl[epoch * STEPS_PER_EPOCH : (epoch + 1) * STEPS_PER_EPOCH] = 0.02
    terms = {"mse": losses, "l1": l1, "kl_sparsity": kl}
    total = np.nansum(np.stack([*terms.values()]), axis=0).astype(np.float32)
    changes = (
        Change(STEPS_PER_EPOCH, "kl_sparsity", "0", "0.005"),
        Change(2 * STEPS_PER_EPOCH, "kl_sparsity", "0.005", "0"),
    )
    return RunLosses(total, STEPS_PER_EPOCH, results, 4, terms, changes)


def test_every_term_has_a_curve_and_an_entry_of_its_own(plot: LossPlot):
    """At its values, and nowhere where it was off: no line leads over the gap."""
    plot.show_run(with_terms())
    assert [entry.text() for entry in plot.legend.entries.values()] == [
        "total, training", "total, validation", "MSE", "L1", "KL sparsity",
    ]  # fmt: skip
    assert plot.canvas.curves["l1"].getData()[1] == pytest.approx(0.01)
    x, y = plot.canvas.curves["kl_sparsity"].getData()
    assert y == pytest.approx(0.02)
    assert x.min() > 0.8
    gap = np.flatnonzero(np.diff(x) > 0.5)
    assert len(gap) == 1
    connect = plot.canvas.curves["kl_sparsity"].opts["connect"]
    assert not connect[gap[0]]
    assert connect.sum() == len(x) - 2
    assert "kl_sparsity" not in with_terms().values_at(0.2)
    assert with_terms().values_at(1.5)["kl_sparsity"] == pytest.approx(0.02)


def test_a_click_on_an_entry_hides_its_curve_and_makes_room_for_the_others(plot: LossPlot, qtbot):
    """Another click shows it again."""
    plot.show_run(with_terms())
    lowest = plot.canvas.getViewBox().viewRange()[1][0]
    for key in ("l1", "kl_sparsity"):
        qtbot.mouseClick(plot.legend.entries[key], Qt.MouseButton.LeftButton)
        assert len(plot.canvas.curves[key].getData()[0]) == 0
    assert plot.canvas.getViewBox().viewRange()[1][0] > lowest
    hover(plot, 1.5)
    assert "L1" not in plot.card.label.text()
    plot.show_run(with_terms())
    assert len(plot.canvas.curves["l1"].getData()[0]) == 0, "it stays hidden while the run goes on"
    qtbot.mouseClick(plot.legend.entries["l1"], Qt.MouseButton.LeftButton)
    assert len(plot.canvas.curves["l1"].getData()[0]) > 100
    for key in (TRAINING, VALIDATION):
        qtbot.mouseClick(plot.legend.entries[key], Qt.MouseButton.LeftButton)
    assert len(plot.canvas.raw.getData()[0]) == 0
    assert len(plot.canvas.best_mark.getData()[0]) == 0


def test_the_axis_is_named_for_what_it_is(plot: LossPlot):
    losses, results = run(2)
    for shown, expected in (
        (RunLosses(losses, STEPS_PER_EPOCH, results), "Mean squared error a pixel, by epoch"),
        (
            RunLosses(losses, STEPS_PER_EPOCH, results, reconstruction="bce"),
            "Binary cross-entropy a pixel, by epoch",
        ),
        (with_terms(), "Total loss, the sum of its terms, by epoch"),
    ):
        plot.show_run(shown)
        assert plot.axis_name.text() == expected


def test_pcas_line_is_drawn_only_where_the_loss_is_what_pca_makes_least_of(plot: LossPlot):
    losses, results = run(2)
    plot.show_reference(0.05)
    plot.show_run(RunLosses(losses, STEPS_PER_EPOCH, results))
    assert plot.canvas.reference.isVisible()
    assert not plot.legend.entries[PCA].isHidden()
    plot.show_run(RunLosses(losses, STEPS_PER_EPOCH, results, reconstruction="bce"))
    assert not plot.canvas.reference.isVisible()
    assert plot.legend.entries[PCA].isHidden()


def test_changes_are_marked_where_they_were_made_and_told_under_the_mouse(plot: LossPlot):
    plot.show_run(with_terms())
    x, _ = plot.canvas.changes.getData()
    assert list(x) == [1, 1, 2, 2]
    assert list(plot.canvas.flags.getData()[0]) == [1, 2]
    hover(plot, 1.01)
    assert "KL sparsity 0 → 0.005" in plot.card.label.text()
    hover(plot, 1.5)
    assert "→" not in plot.card.label.text()


def test_the_cursor_stands_at_an_epoch_of_the_past_and_goes(plot: LossPlot):
    plot.show_run(with_terms())
    plot.show_cursor(2.5)
    assert plot.canvas.cursor_line.isVisible()
    assert plot.canvas.cursor_line.value() == 2.5
    plot.show_run(with_terms())
    assert plot.canvas.cursor_line.value() == 2.5
    plot.show_cursor(None)
    assert not plot.canvas.cursor_line.isVisible()


def test_every_curve_can_be_told_from_the_panel(plot: LossPlot):
    """3:1 against what it lies on, in both themes."""
    for tokens in (LIGHT, DARK):
        for key in (TRAINING, VALIDATION, PCA, *TERM_COLOURS):
            assert contrast_ratio(curve_colour(key, tokens), tokens.surface) >= 3


def test_a_long_run_is_drawn_with_few_points(plot: LossPlot):
    """100,000 steps cost no more drawing than the screen can show."""
    losses, results = run(200, 500)
    plot.show_run(RunLosses(losses, 500, results, 200))
    assert len(plot.canvas.raw.getData()[0]) <= 802
    assert len(plot.canvas.curves[TRAINING].getData()[0]) <= 400


def test_the_curves_change_with_the_theme(plot: LossPlot, qapp):
    """Pens are not left over from the light theme."""
    losses, results = run(2)
    plot.show_run(RunLosses(losses, STEPS_PER_EPOCH, results, 2))
    plot.grab()  # what is kept of it must not come back
    apply_theme(qapp, "dark")
    assert plot.canvas.curves[VALIDATION].opts["pen"].color().name() == DARK.validation
    corner = plot.canvas.mapTo(plot, plot.canvas.rect().bottomRight()) - QPoint(2, 2)
    assert plot.grab().toImage().pixelColor(corner).lightness() < 60, "nothing is filled with the old colour"
    apply_theme(qapp, "light")
