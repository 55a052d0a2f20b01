"""The colours of a bar, chosen so that more stands out more from the ground, for colour-blind eyes too."""

from functools import lru_cache

import numpy as np
import pyqtgraph as pg

from latentlab.gui.widgets.scatter.tones import (
    DARK_NO_VALUE,
    LIGHT_NO_VALUE,
    Tones,
    class_tones,
    with_no_value,
)
from latentlab.latent.colouring.coloured import Grouped, Measured, Predicted
from latentlab.latent.colouring.scale import LEVELS, ScaleKind

# Parts of pyqtgraph's own maps, from the first level to the last. Viridis (Smith and van der Walt 2015) on
# either ground without the end that is hardly seen on it; two of Kovesi's (2015) maps from blue to red, with
# a pale and a dark middle, each arm without what is hardly seen: the sign of a value can then not be missed.
_EVEN = {"light": (("viridis", 0.9, 0.0),), "dark": (("viridis", 0.18, 1.0),)}
_SIGNED = {
    "light": (("CET-D1", 0.0, 0.36), ("CET-D1", 0.64, 1.0)),
    "dark": (("CET-D4", 0.0, 0.31), ("CET-D4", 0.69, 1.0)),
}


def value_tones(measured: Measured) -> Tones:
    """The tones of numbers."""
    return Tones(measured.levels, *value_palettes(measured.scale.kind))


def group_tones(grouped: Grouped) -> Tones:
    """The tones of groups: the colours of classes, largest group first."""
    return class_tones(grouped.groups, len(grouped.sizes))


def predicted_tones(predicted: Predicted, class_count: int) -> Tones:
    """The tones of guessed classes: their own colours."""
    return class_tones(predicted.classes, class_count)


@lru_cache(maxsize=4)
def value_palettes(kind: ScaleKind) -> tuple[np.ndarray, np.ndarray]:
    """The colours of all levels and of no value on a light and a dark ground: (256, 3) uint8 each."""
    parts = _SIGNED if kind == "signed" else _EVEN
    light = with_no_value(_colours(parts["light"]), LIGHT_NO_VALUE)
    dark = with_no_value(_colours(parts["dark"]), DARK_NO_VALUE)
    return light, dark


def _colours(parts: tuple[tuple[str, float, float], ...]) -> np.ndarray:
    """LEVELS colours (LEVELS, 3) uint8 along parts of maps, each as long as the others."""
    where = np.linspace(0, len(parts), LEVELS)
    part = np.minimum(where.astype(int), len(parts) - 1)
    colours = np.empty((LEVELS, 3))
    for index, (name, first, last) in enumerate(parts):
        mine = part == index
        shares = first + (last - first) * (where[mine] - index)
        colours[mine] = pg.colormap.get(name).map(shares, mode=pg.ColorMap.FLOAT)[:, :3]
    return np.rint(255 * colours).astype(np.uint8)
