"""How a map is made."""

import os
from dataclasses import dataclass

from latentlab.errors import ConfigError
from latentlab.limits import check_choice, check_range, check_whole

STARTS = ("pca", "random")
ANCHORS = ("classes", "points")
# What each method listens to.
PARAMETERS: dict[str, tuple[str, ...]] = {
    "pca": (),
    "tsne": ("perplexity", "exaggeration", "learning_rate", "start"),
    "umap": ("neighbours", "min_dist", "start"),
    "axes": ("axes",),
    "plane": ("anchored_by", "anchors"),
    "kernel-pca": ("gamma",),
}
METHODS = tuple(PARAMETERS)
_SEEDED = ("tsne", "umap", "kernel-pca")
_MOST_THREADS = 256


@dataclass(frozen=True, slots=True)
class MapSettings:
    """How a map is made. Raises ConfigError where none can be.

    neighbours counts a point itself, as umap-learn does. exaggeration is that of t-SNE's early phase;
    learning_rate=None is N / exaggeration. start is where t-SNE and UMAP begin when there is no layout to go
    on from. With more than one thread UMAP is faster, but its numbers differ in detail from run to run.
    iterations=None is the method's own choice. axes are latent dimensions from 0, of which a map of two
    dimensions takes the first two. anchors are what a plane is laid through, three numbers of classes or of
    points as anchored_by says; None for the first three classes that there are. gamma is the kernel's of
    kernel PCA, None for 1 / (2 median distance²).
    """

    method: str = "pca"
    perplexity: float = 30.0
    neighbours: int = 15
    min_dist: float = 0.1
    seed: int = 0
    threads: int = 1
    axes: tuple[int, ...] = (0, 1, 2)
    iterations: int | None = None
    exaggeration: float = 12.0
    learning_rate: float | None = None
    start: str = "pca"
    dimensions: int = 2
    anchored_by: str = "classes"
    anchors: tuple[int, int, int] | None = None
    gamma: float | None = None

    def __post_init__(self) -> None:
        check_choice("method", self.method, METHODS)
        check_choice("start", self.start, STARTS)
        check_range("perplexity", self.perplexity, 1, 1_000)
        check_range("neighbours", self.neighbours, 2, 1_000)
        check_range("min_dist", self.min_dist, 0, 1)
        check_range("seed", self.seed, 0, 2**31 - 1)
        check_range("threads", self.threads, 1, _MOST_THREADS)
        check_range("exaggeration", self.exaggeration, 1, 100)
        check_choice("anchored_by", self.anchored_by, ANCHORS)
        check_whole("dimensions", self.dimensions, 2, 3)
        if len(self.axes) < self.dimensions:
            raise ConfigError(
                "axes must be {dimensions} latent dimensions, got {axes}.",
                dimensions=self.dimensions,
                axes=len(self.axes),
            )
        if self.gamma is not None:
            check_range("gamma", self.gamma, 1e-30, 1e30)
        if self.iterations is not None:
            check_range("iterations", self.iterations, 1, 100_000)
        if self.learning_rate is not None:
            check_range("learning_rate", self.learning_rate, 1, 100_000)

    def changes(self, method: str, before: "MapSettings") -> frozenset[str]:
        """Which of the parameters that this method listens to have other values than before."""
        names = (*PARAMETERS[method], "seed") if method in _SEEDED else PARAMETERS[method]
        return frozenset(name for name in names if getattr(self, name) != getattr(before, name))

    def perplexity_for(self, total: int) -> float:
        """The perplexity, lowered where there are too few points for three neighbours to each unit of it."""
        return min(self.perplexity, (total - 1) / 3)

    def neighbour_count(self, total: int) -> int:
        """How many others of each of `total` points the method asks for; 0 where it asks for none."""
        if self.method == "umap":
            return self.neighbours - 1
        return self._tsne_count(total) if self.method == "tsne" else 0

    def shared_count(self, total: int) -> int:
        """How many serve t-SNE and UMAP alike."""
        return max(self.neighbours - 1, self._tsne_count(total))

    def _tsne_count(self, total: int) -> int:
        return max(1, int(3 * self.perplexity_for(total)))


def repeatable_threads(method: str) -> int:
    """How many threads a map is best made with: all cores, or 1 where more would change its numbers."""
    return 1 if method == "umap" else min(os.cpu_count() or 1, _MOST_THREADS)
