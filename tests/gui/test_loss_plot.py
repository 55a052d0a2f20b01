"""The loss plot: honest at any length, readable under the mouse."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint

from latentlab.gui.theme import apply_theme
from latentlab.gui.tokens import DARK, LIGHT
from latentlab.gui.widgets.loss_curves import LossAxis, calm_range, envelope, loss_near, running_mean
from latentlab.gui.widgets.loss_plot import LossPlot
from latentlab.training.events import EpochResult

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


@given(st.integers(0, 3000), st.integers(1, 50), st.integers(0, 2**32 - 1))
def test_the_envelope_leaves_no_extreme_out(count: int, columns: int, seed: int):
    """However few columns there are, the highest and the lowest loss are drawn, and no more than asked."""
    losses = np.random.default_rng(seed).random(count, dtype=np.float32)
    x, y = envelope(losses, columns)
    assert len(x) == len(y) <= 2 * columns + 2
    assert np.all(np.diff(x) >= 0)
    if count:
        assert y.min() == losses.min()
        assert y.max() == losses.max()
        assert 1 <= x[0] <= x[-1] <= count


@given(st.integers(1, 3000), st.integers(1, 200), st.integers(1, 300))
def test_the_running_mean_of_a_constant_is_that_constant(count: int, window: int, columns: int):
    """Neither the ends nor the left-over steps are averaged wrongly."""
    x, y = running_mean(np.full(count, 0.25, np.float32), window, columns)
    assert len(x) == len(y) <= columns
    assert y == pytest.approx(0.25)
    assert 1 <= x[0] <= x[-1] <= count


def test_the_running_mean_is_centred():
    """On a straight line the mean of the steps around a place is the line itself: no lag."""
    line = np.arange(1, 20_001, dtype=np.float32)
    x, y = running_mean(line, 100, 400)
    inner = (x > 200) & (x < 19_800)
    assert np.abs(y - x)[inner].max() <= 1.0


def test_the_running_mean_smooths():
    """Noise shrinks about as the root of the window."""
    noise = np.random.default_rng(0).normal(0, 1, 50_000).astype(np.float32)
    _, y = running_mean(noise, 100, 400)
    assert y[5:-5].std() < 0.15


@given(st.floats(-1e6, 1e6), st.floats(1e-4, 1e6))
def test_a_calm_range_holds_the_range_and_little_more(low: float, span: float):
    """Nothing is cut off, and at most a twentieth is added at each end."""
    calm_low, calm_high = calm_range(low, low + span)
    slack = 1e-9 * (abs(low) + span)
    assert calm_low <= low + slack
    assert calm_high >= low + span - slack
    assert calm_high - calm_low <= 1.1 * span + slack


def test_a_loss_is_found_near_any_step():
    """Steps count from 1, and places outside the run give its ends."""
    losses = np.arange(10, dtype=np.float32)
    assert loss_near(losses, 1, 1) == 0.0
    assert loss_near(losses, 10, 1) == 9.0
    assert loss_near(losses, -5, 1) == 0.0
    assert loss_near(losses, 99, 1) == 9.0
    assert loss_near(losses, 5, 3) == 4.0


def test_logarithmic_ticks_are_round_losses(qapp):
    """As many as fit, none outside what is seen, labelled as losses."""
    axis = LossAxis("left")
    axis.set_log(True)
    for low, high, expected in (
        (0.031, 0.29, ["0.04", "0.05", "0.07", "0.1", "0.2"]),
        (0.0051, 0.6, ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5"]),
        (0.029, 0.061, ["0.03", "0.04", "0.05", "0.06"]),
        (1.1e-6, 0.5, ["1e-05", "0.0001", "0.001", "0.01", "0.1"]),
    ):
        ((_, values),) = axis.tickValues(np.log10(low), np.log10(high), 200)
        assert axis.tickStrings(values, 1, 1) == expected


def test_an_empty_plot_says_what_will_come(plot: LossPlot):
    """No axes without numbers: a sentence instead."""
    assert plot._empty.isVisible()
    assert not plot._plot.isVisible()
    losses, results = run(1)
    plot.show_losses(losses, STEPS_PER_EPOCH, results, 1)
    assert plot._plot.isVisible()
    assert not plot._empty.isVisible()
    plot.show_losses(losses[:0], STEPS_PER_EPOCH, (), None)
    assert plot._empty.isVisible()


def test_curves_lie_at_their_epochs(plot: LossPlot):
    """The last step of three epochs lies at 3, the validation losses at 1, 2 and 3."""
    losses, results = run(3)
    plot.show_losses(losses, STEPS_PER_EPOCH, results, 3)
    x, y = plot._raw.getData()
    assert x[-1] == pytest.approx(3.0)
    assert y[-1] == pytest.approx(losses[-1])
    x, y = plot._validation.getData()
    assert list(x) == [1, 2, 3]
    assert y == pytest.approx([result.validation for result in results])
    best_x, best_y = plot._best_mark.getData()
    assert (best_x[0], best_y[0]) == (3.0, pytest.approx(results[2].validation))


def test_everything_smooth_lies_within_the_view(plot: LossPlot):
    """Validation and PCA's line are never cut off."""
    losses, results = run(4)
    plot.show_losses(losses, STEPS_PER_EPOCH, results, 4)
    plot.show_reference(0.5)
    (_, right), (low, high) = plot._plot.getViewBox().viewRange()
    assert 4.0 < right < 4.2
    assert low < min(result.validation for result in results)
    assert high > 0.5
    plot.show_reference(None)
    assert plot._plot.getViewBox().viewRange()[1][1] < 0.3
    assert not plot._line.isVisible()


def test_the_first_fall_does_not_press_the_rest_flat(plot: LossPlot):
    """With two epochs or more the view is that of the later losses; the steep start leaves at the top."""
    losses = np.full(20 * STEPS_PER_EPOCH, 0.05, np.float32)
    losses[:10] = 0.9
    epochs = tuple(EpochResult(i, 0.05, 0.05, 0.1) for i in range(1, 21))
    plot.show_losses(losses[:STEPS_PER_EPOCH], STEPS_PER_EPOCH, epochs[:1], 1)
    assert plot._plot.getViewBox().viewRange()[1][1] > 0.3
    plot.show_losses(losses, STEPS_PER_EPOCH, epochs, 1)
    assert plot._plot.getViewBox().viewRange()[1][1] < 0.06


def test_the_log_scale_draws_logarithms(plot: LossPlot, qtbot):
    """All curves and the reference change together."""
    losses, results = run(3)
    plot.show_losses(losses, STEPS_PER_EPOCH, results, None)
    plot.show_reference(0.1)
    plot._log.setChecked(True)
    assert plot._validation.getData()[1] == pytest.approx(np.log10([r.validation for r in results]))
    assert plot._line.value() == pytest.approx(-1.0)
    low, high = plot._plot.getViewBox().viewRange()[1]
    assert low < -1.0 < high < 0


def test_a_diverged_run_is_drawn_as_far_as_it_goes(plot: LossPlot):
    """Infinite and missing losses neither raise nor break the scale."""
    losses = np.array([0.2, 0.3, 4e5, np.inf, np.nan, np.nan], np.float32)
    for log in (False, True):
        plot._log.setChecked(log)
        plot.show_losses(losses, 2, (EpochResult(1, 0.2, float("nan"), 0.1),), None)
        assert np.isfinite(plot._plot.getViewBox().viewRange()).all()
        plot.grab()


def test_zero_losses_have_a_place_on_the_log_scale(plot: LossPlot):
    """A perfect network's loss of 0 is drawn at a floor."""
    plot._log.setChecked(True)
    plot.show_losses(np.zeros(10, np.float32), 5, (), None)
    assert np.isfinite(plot._plot.getViewBox().viewRange()).all()


def test_the_read_out_speaks_of_the_place_under_the_mouse(plot: LossPlot):
    """Epoch, smoothed training loss, and the validation loss of the nearest epoch that is over."""
    losses, results = run(3)
    plot.show_losses(losses, STEPS_PER_EPOCH, results, 3)
    plot._mouse_moved(plot._plot.getViewBox().mapViewToScene(plot._plot.getViewBox().viewRect().center()))
    assert plot._crosshair.isVisible()
    assert plot._readout.text() == plot.read_out(plot._crosshair.value())
    expected = loss_near(losses, 2.0 * STEPS_PER_EPOCH, STEPS_PER_EPOCH // 4)
    assert plot.read_out(2.0) == (
        f"Epoch 2.0 · training {expected:.4f} · validation {results[1].validation:.4f}"
    )
    assert "validation" not in plot.read_out(0.3)
    assert plot.read_out(99.0).startswith("Epoch 3.0 ")


def test_the_read_out_goes_with_the_mouse(plot: LossPlot):
    """Outside the curves there is no crosshair."""
    losses, results = run(2)
    plot.show_losses(losses, STEPS_PER_EPOCH, results, 2)
    box = plot._plot.getViewBox().sceneBoundingRect()
    plot._mouse_moved(box.center())
    assert plot._crosshair.isVisible()
    plot._mouse_moved(box.topLeft() - box.bottomRight())
    assert not plot._crosshair.isVisible()
    assert plot._readout.text() == "Mean squared error a pixel, by epoch"


def test_a_long_run_is_drawn_with_few_points(plot: LossPlot):
    """100,000 steps cost no more drawing than the screen can show."""
    losses, results = run(200, 500)
    plot.show_losses(losses, 500, results, 200)
    assert len(plot._raw.getData()[0]) <= 802
    assert len(plot._mean.getData()[0]) <= 400


def test_the_curves_change_with_the_theme(plot: LossPlot, qapp):
    """Pens are not left over from the light theme."""
    losses, results = run(2)
    plot.show_losses(losses, STEPS_PER_EPOCH, results, 2)
    assert LIGHT.validation in plot._legend.text()
    plot.grab()  # what is kept of it must not come back
    apply_theme(qapp, "dark")
    assert plot._validation.opts["pen"].color().name() == DARK.validation
    assert DARK.validation in plot._legend.text()
    corner = plot._plot.mapTo(plot, plot._plot.rect().bottomRight()) - QPoint(2, 2)
    assert plot.grab().toImage().pixelColor(corner).lightness() < 60, "nothing is filled with the old colour"
    apply_theme(qapp, "light")
