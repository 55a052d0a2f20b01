"""How a picture of a map is to look."""

from dataclasses import dataclass
from typing import Literal

from latentlab.errors import ConfigError
from latentlab.limits import check_choice, check_range, check_whole

Ground = Literal["light", "dark", "transparent"]
GROUNDS = ("light", "dark", "transparent")
LEAST_SIDE, MOST_SIDE = 64, 20_000
_MOST_PIXELS = 50_000_000  # a picture being made takes some 20 bytes each
_COLOURS = {"light": ("#ffffff", "#1c1f26"), "dark": ("#14161a", "#e4e6ec"), "transparent": ("", "#1c1f26")}


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in pixels; everything grows with them. Raises ConfigError for what no picture can be.

    point_scale: how much larger than usual points are drawn. as_image: in SVG and PDF all points are one
    picture, so that the file stays small; text stays text.
    """

    width: int = 1_200
    height: int = 1_000
    ground: Ground = "light"
    legend: bool = True
    title: str = ""
    point_scale: float = 1.0
    as_image: bool = False

    def __post_init__(self) -> None:
        check_whole("width", self.width, LEAST_SIDE, MOST_SIDE)
        check_whole("height", self.height, LEAST_SIDE, MOST_SIDE)
        check_choice("ground", self.ground, GROUNDS)
        check_range("size of points", self.point_scale, 0.05, 20.0)
        if self.width * self.height > _MOST_PIXELS:
            raise ConfigError(
                "A picture must have at most {most} million pixels, got {got:.0f} million.",
                most=_MOST_PIXELS // 10**6,
                got=self.width * self.height / 1e6,
            )

    @property
    def is_dark(self) -> bool:
        """Whether the colours must stand out from a dark ground."""
        return self.ground == "dark"

    @property
    def ground_colour(self) -> str:
        """As #rrggbb; empty where the ground is left open."""
        return _COLOURS[self.ground][0]

    @property
    def ink_colour(self) -> str:
        """Of text, as #rrggbb."""
        return _COLOURS[self.ground][1]

    @property
    def unit(self) -> float:
        """What is one pixel on a sheet of 1200×1000."""
        return min(self.width / 1_200, self.height / 1_000)
