"""What is drawn on the map beside the points themselves, and how the points are drawn."""

from dataclasses import dataclass
from typing import Literal

Thumbnails = Literal["zoomed", "always", "never"]
Background = Literal["none", "trust", "digits"]


@dataclass(frozen=True, slots=True)
class DrawingChoices:
    """The student's choices about the picture of the map."""

    size: float = 1.0  # of a point, times what suits the number of points in view
    opacity: float = 1.0  # of a point, above 0
    by_density: bool = False  # points are fainter where they crowd, so that their density shows
    names: bool = True  # of the classes, at their centres
    thumbnails: Thumbnails = "zoomed"  # when images take the place of points
    contours: bool = False  # of each class's density
    key: bool = True  # the small overview in a corner, while only a part of the map is in view
    trails: bool = False  # ways that chosen points took through the epochs
    displacement: bool = False  # how far each point went in the last frame
    background: Background = "none"  # what is painted behind the points
