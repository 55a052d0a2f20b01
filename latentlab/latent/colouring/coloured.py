"""What points are coloured by, computed: a number, a group or a guessed class for each."""

from dataclasses import dataclass

import numpy as np

from latentlab.latent.colouring.choice import ColourChoice
from latentlab.latent.colouring.scale import Scale, ScaleKind, scale_for

MOST_GROUPS = 30  # that have a colour of their own


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A number for each point, and where it stands on the colour bar."""

    values: np.ndarray  # (N,) float32, NaN where there is none
    scale: Scale
    levels: np.ndarray  # (N,) uint8, of `Scale.levels`


@dataclass(frozen=True, slots=True, eq=False)
class Grouped:
    """A group for each point; the largest come first, and have a colour each."""

    groups: np.ndarray  # (N,) uint8, indices into the fields below; G where a point is in none of them
    names: np.ndarray  # (G,) int, the number that each group is called by
    sizes: np.ndarray  # (G,) int
    commonest: np.ndarray  # (G,) int, the class that most of its points have
    purity: np.ndarray  # (G,) float64, the share that has it
    others: int  # groups too small to have a colour
    alone: int  # points that belong to no group, large or small


@dataclass(frozen=True, slots=True, eq=False)
class Predicted:
    """The class that a simple classifier reads from each code."""

    classes: np.ndarray  # (N,) uint8
    accuracy: float | None  # share of rightly told codes among those that it has not learnt from
    unseen: int  # how many these are


Coloured = Measured | Grouped | Predicted


@dataclass(frozen=True, slots=True, eq=False)
class PointColours:
    """What points are coloured by at the moment, and of which moment that is."""

    choice: ColourChoice
    values: Coloured | None = None  # None by class, and where nothing is computed yet
    epoch: float = 0.0  # of the weights that the values are of


def measured(values: np.ndarray, kind: ScaleKind = "even", scale: Scale | None = None) -> Measured:
    """Numbers (N,) with a colour bar over them, or over a given range."""
    scale = scale or scale_for(values, kind)
    return Measured(values.astype(np.float32), scale, scale.levels(values))


def grouped(members: np.ndarray, labels: np.ndarray, by_size: bool) -> Grouped:
    """Groups of members (N,) ints, −1 for none, called by their number from 1, or by their rank in size.

    labels: (N,) ints, the points' classes.
    """
    found, sizes = np.unique(members[members >= 0], return_counts=True)
    order = np.argsort(-sizes, kind="stable")[:MOST_GROUPS]
    kept = found[order]
    tones = np.full(int(found.max(initial=-1)) + 2, len(kept), np.uint8)  # the last is for −1
    tones[kept] = np.arange(len(kept))
    groups = tones[members]
    mixes = _class_counts(groups, labels, len(kept))  # (G, C)
    return Grouped(
        groups=groups,
        names=np.arange(1, len(kept) + 1) if by_size else kept + 1,
        sizes=sizes[order],
        commonest=mixes.argmax(axis=1),
        purity=mixes.max(axis=1) / sizes[order],
        others=len(found) - len(kept),
        alone=int((members < 0).sum()),
    )


def _class_counts(groups: np.ndarray, labels: np.ndarray, count: int) -> np.ndarray:
    """How many points of each class are in each of `count` groups: (count, C) int."""
    classes = int(labels.max(initial=0)) + 1
    inside = groups < count
    pairs = groups[inside].astype(int) * classes + labels[inside]
    return np.bincount(pairs, minlength=count * classes).reshape(count, classes)
