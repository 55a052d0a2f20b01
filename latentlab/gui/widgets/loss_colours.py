"""The colours of the loss plot's curves, in both themes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from latentlab.gui.tokens import Tokens
from latentlab.gui.widgets.loss_run import PCA, TRAINING, VALIDATION

# Light and dark, each 3:1 against the panel and apart from the curves of the whole loss.
TERM_COLOURS: dict[str, tuple[str, str]] = {
    "mse": ("#00796b", "#4fd1c0"),
    "bce": ("#00796b", "#4fd1c0"),
    "kl_sparsity": ("#8e24aa", "#d995ea"),
    "l1": ("#c2185b", "#ff8ab0"),
    "l2": ("#7a6200", "#e0c25a"),
    "weight_decay": ("#4d7a1f", "#a8cf6b"),
    "variational": ("#8e24aa", "#d995ea"),
    "cross_entropy": ("#0277bd", "#66c7ff"),
}


def curve_colour(key: str, tokens: Tokens) -> str:
    """The colour of a curve as #rrggbb."""
    whole = {TRAINING: tokens.training, VALIDATION: tokens.validation, PCA: tokens.reference}
    if key in whole:
        return whole[key]
    light, dark = TERM_COLOURS.get(key, (tokens.muted, tokens.muted))
    return light if tokens.name == "light" else dark


def curve_pen(key: str, tokens: Tokens, width: float = 1.0) -> QPen:
    """The pen of a curve; PCA's line is dashed, as it is no curve of this run."""
    style = Qt.PenStyle.DashLine if key == PCA else Qt.PenStyle.SolidLine
    return cosmetic_pen(QColor(curve_colour(key, tokens)), width, style)


def cosmetic_pen(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen of so many pixels, whatever the plot is scaled by."""
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen
