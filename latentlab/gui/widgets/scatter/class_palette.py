"""The colours of the classes, chosen to stay apart for colour-blind eyes on either theme."""

import numpy as np

# Ten hues in one order for both themes: blue, yellow, vermilion, green, violet, brown, pink, sand, slate,
# cyan. Found by a search that pushed apart the closest pair, measured in Oklab as normal, deuteranope,
# protanope and tritanope eyes see it (Machado, Oliveira, Fernandes 2009, severity 1), while keeping the hues
# and at least 3.3:1 against the dark ground, 1.9:1 against the light one. The idea is Petroff's (2021,
# "Accessible Color Sequences for Data Visualization"), whose ten colours come as near to each other as 0.06;
# these 0.095.
DARK_TEN = (
    "#7bacff", "#ffca54", "#f15b20", "#2b9e7a", "#9f61ed",
    "#a75038", "#e07fbd", "#c0b271", "#656b88", "#a3e0fb",
)  # fmt: skip
LIGHT_TEN = (
    "#4592ed", "#edb321", "#d04206", "#0d855e", "#9b36bd",
    "#853415", "#c75ea9", "#ae9b5a", "#4b526e", "#6acad7",
)  # fmt: skip
_CYCLES = ((0.0, 0), (0.5, 255), (0.45, 0))  # further rounds: share of white or black mixed in


def class_colours(count: int, dark: bool) -> np.ndarray:
    """Colours of `count` classes on a dark or a light ground: (count, 3) uint8 RGB.

    Beyond ten the same hues come again, lighter, then darker.
    """
    ten = np.array([_rgb(colour) for colour in (DARK_TEN if dark else LIGHT_TEN)], float)
    rounds = [ten]
    while 10 * len(rounds) < count:
        share, tone = _CYCLES[len(rounds) % len(_CYCLES)]
        rounds.append(ten + (tone - ten) * share)
    return np.rint(np.concatenate(rounds)[:count]).astype(np.uint8)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
