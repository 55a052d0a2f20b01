"""How images are spoilt before a denoising network sees them; known without torch."""

from dataclasses import dataclass

from latentlab.limits import check_choice, check_range

# The most that each may be, and by that what its level means (see `Noise`).
MOST: dict[str, float] = {
    "none": 0.0,
    "gaussian": 5.0,
    "masking": 1.0,
    "salt-pepper": 1.0,
    "erasing": 0.9,
    "affine": 0.5,
}
KINDS = tuple(MOST)
OF_TORCHVISION = ("erasing", "affine")


@dataclass(frozen=True, slots=True)
class Noise:
    """What is done to the images that a network learns from; it is told to rebuild them clean.

    level: of gaussian noise the standard deviation, where white is 1; of masking and salt-pepper the share of
    pixels that turn black, or black and white by halves; of erasing the share of the image under a black
    rectangle; of affine the farthest shift as a share of the image's sides, with as large a share of a
    quarter turn. Raises ConfigError for other kinds and levels.
    """

    kind: str = "none"
    level: float = 0.0

    def __post_init__(self) -> None:
        check_choice("noise", self.kind, KINDS)
        check_range(f"the level of {self.kind} noise", self.level, 0.0, MOST[self.kind])

    @property
    def is_on(self) -> bool:
        """Whether it changes anything."""
        return self.level > 0
