"""What the loss plot calls its curves, its axis and what changed on the way."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from latentlab.gui.widgets.loss_run import PCA, TRAINING, VALIDATION, RunLosses
from latentlab.training.changes import Change


def curve_name(key: str, has_terms: bool) -> str:
    """The name of a curve in the legend."""
    if has_terms and key in (TRAINING, VALIDATION):
        return _tr("total, training") if key == TRAINING else _tr("total, validation")
    return {
        TRAINING: _tr("training"),
        VALIDATION: _tr("validation"),
        PCA: _tr("PCA"),
        "mse": _tr("MSE"),
        "bce": _tr("BCE"),
        "kl_sparsity": _tr("KL sparsity"),
        "l1": _tr("L1"),
        "l2": _tr("L2"),
        "weight_decay": _tr("weight decay"),
        "variational": _tr("variational"),
        "cross_entropy": _tr("cross-entropy"),
    }.get(key, key)


def curve_tip(key: str) -> str:
    """What the curve is; a click hides or shows it."""
    return {
        TRAINING: _tr(
            "The loss of the images it learns from, smoothed; pale, that of every step. Click to hide"
        ),
        VALIDATION: _tr(
            "The same loss of images that it does not learn from, after each epoch; the ring is the best. "
            "Click to hide"
        ),
        PCA: _tr(
            "The mean squared error a pixel that PCA makes with as many dimensions, on the test images. "
            "Click to hide"
        ),
    }.get(key, _tr("What this term adds to the loss, its weight included, in training. Click to hide"))


def axis_text(run: RunLosses) -> str:
    """What the vertical axis measures."""
    if len(run.terms) > 1:
        return _tr("Total loss, the sum of its terms, by epoch")
    if run.reconstruction == "bce":
        return _tr("Binary cross-entropy a pixel, by epoch")
    return _tr("Mean squared error a pixel, by epoch")


def read_out(epoch: float, values: Mapping[str, float]) -> str:
    """What the curves of the whole loss say at an epoch, in a line."""
    if VALIDATION not in values:
        text = _tr("Epoch {epoch:.1f} · training {training:.4f}")
        return text.format(epoch=epoch, training=values[TRAINING])
    text = _tr("Epoch {epoch:.1f} · training {training:.4f} · validation {validation:.4f}")
    return text.format(epoch=epoch, training=values[TRAINING], validation=values[VALIDATION])


def change_text(change: Change) -> str:
    """One value, before and after."""
    return _tr("{name} {before} → {after}").format(
        name=steered_name(change.name), before=change.before, after=change.after
    )


def steered_name(name: str) -> str:
    """What can be changed while a network trains."""
    return {
        "learning_rate": _tr("learning rate"),
        "noise": _tr("noise"),
        "kl_target": _tr("target ρ"),
        "beta": _tr("β"),
    }.get(name, curve_name(name, False))


def _tr(text: str) -> str:
    return QCoreApplication.translate("LossPlot", text)
