"""What the student wants the points to be coloured by."""

from dataclasses import dataclass
from typing import Literal, get_args

ColourBy = Literal[
    "class",
    "predicted",
    "error",
    "dimension",
    "activation",
    "active",
    "strongest",
    "distortion",
    "clusters",
    "map_clusters",
]
COLOUR_BY: tuple[ColourBy, ...] = get_args(ColourBy)


@dataclass(frozen=True, slots=True)
class ColourChoice:
    """A kind of value, and for "dimension" which one, from 0."""

    by: ColourBy = "class"
    dimension: int = 0

    @property
    def is_cheap(self) -> bool:
        """Whether it can be computed anew for every frame of a training."""
        return self.by in ("class", "dimension", "activation", "active", "strongest")

    @property
    def is_of_the_map(self) -> bool:
        """Whether it depends on where the points are on the map."""
        return self.by in ("distortion", "map_clusters")
