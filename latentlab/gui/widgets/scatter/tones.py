"""What the points of a map are coloured by: a tone for each point, and the colours of the tones."""

from dataclasses import dataclass

import numpy as np

from latentlab.gui.widgets.scatter.class_palette import class_colours

LIGHT_NO_VALUE = (196, 199, 206)  # grey, and fainter than any colour of a value
DARK_NO_VALUE = (66, 70, 79)


@dataclass(frozen=True, slots=True, eq=False)
class Tones:
    """Tones of the first points of the sample; the last tone is of points that have no value."""

    of_points: np.ndarray  # (N,) uint8, indices into the colours
    light: np.ndarray  # (T, 3) uint8 RGB, on a light ground
    dark: np.ndarray  # (T, 3) uint8 RGB, on a dark one

    @property
    def no_value(self) -> int:
        """The tone of points without a value, and of those that are not known here."""
        return len(self.light) - 1

    def colours(self, dark: bool) -> np.ndarray:
        """The colours (T, 3) uint8 for a dark or a light ground."""
        return self.dark if dark else self.light

    def of_first(self, count: int) -> np.ndarray:
        """The tones of the first `count` points, be they known here or not: (count,) uint8."""
        tones = self.of_points[:count]
        if len(tones) == count:
            return tones
        return np.concatenate([tones, np.full(count - len(tones), self.no_value, np.uint8)])


def class_tones(labels: np.ndarray, count: int) -> Tones:
    """A colour for each of `count` classes: labels (N,) ints below it."""
    light = with_no_value(class_colours(count, dark=False), LIGHT_NO_VALUE)
    dark = with_no_value(class_colours(count, dark=True), DARK_NO_VALUE)
    return Tones(labels.astype(np.uint8), light, dark)


def with_no_value(colours: np.ndarray, grey: tuple[int, int, int]) -> np.ndarray:
    """Colours (T, 3) uint8 and, last, the one of points without a value."""
    return np.concatenate([colours, np.array([grey], np.uint8)])
