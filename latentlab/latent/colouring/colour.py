"""Computes what points are to be coloured by, in pieces."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

import numpy as np

from latentlab.data.image_set import ImageSet
from latentlab.latent.checks import checked_codes
from latentlab.latent.colouring.activation import active_share, mean_activation, strongest_unit
from latentlab.latent.colouring.choice import ColourChoice
from latentlab.latent.colouring.clusters import clusters
from latentlab.latent.colouring.coloured import Coloured, Grouped, Measured, grouped, measured
from latentlab.latent.colouring.errors import reconstruction_errors
from latentlab.latent.colouring.predicted import predicted_classes
from latentlab.latent.colouring.scale import Scale
from latentlab.latent.distortion import local_distortion
from latentlab.latent.neighbours.graph_cache import GraphCache
from latentlab.latent.preparing import Preparing

if TYPE_CHECKING:
    from latentlab.models.autoencoder import Autoencoder

_SHARES = Scale("even", 0.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """One moment of a network and of its map; row i of everything is the same image."""

    codes: np.ndarray  # (N, k) float32
    labels: np.ndarray  # (N,) uint8
    order: np.ndarray  # (N,) int64, indices into the images
    seed: int  # that the images were split by
    images: ImageSet | None = None
    model: "Autoencoder | None" = None
    points: np.ndarray | None = None  # (M, 2) float32, places on the map
    graphs: GraphCache | None = None

    def allows(self, choice: ColourChoice) -> bool:
        """Whether everything that a choice needs is there."""
        if choice.by == "error":
            return self.images is not None and self.model is not None
        if choice.is_of_the_map:
            return self.points is not None and len(self.points) == len(self.codes)
        return choice.by != "dimension" or choice.dimension < self.codes.shape[1]


def coloured(choice: ColourChoice, material: Material) -> Generator[Preparing, None, Coloured | None]:
    """What each point of a material that allows the choice is coloured by, None for its class.

    Raises LatentLabError for codes that are not finite.
    """
    codes, labels = checked_codes(material.codes), material.labels
    match choice.by:
        case "class":
            return None
        case "predicted":
            return (yield from predicted_classes(codes, labels, _is_training(material)))
        case "error":
            return measured((yield from _errors(material)), "log")
        case "dimension":
            return measured(codes[:, choice.dimension], "signed")
        case "activation" | "active" | "strongest":
            return _activation(choice.by, codes, labels)
        case "distortion":
            assert material.points is not None
            lost = yield from local_distortion(codes, material.points, graphs=material.graphs)
            return measured(lost, scale=_SHARES)
        case "clusters":
            return grouped((yield from clusters(codes)), labels, by_size=True)
        case "map_clusters":
            assert material.points is not None
            return grouped((yield from clusters(material.points)), labels, by_size=True)
        case _:
            assert_never(choice.by)


def _activation(by: str, codes: np.ndarray, labels: np.ndarray) -> Measured | Grouped:
    if by == "activation":
        return measured(mean_activation(codes))
    if by == "active":
        return measured(active_share(codes), scale=_SHARES)
    return grouped(strongest_unit(codes), labels, by_size=False)


def _errors(material: Material) -> Generator[Preparing, None, np.ndarray]:
    assert material.model is not None
    assert material.images is not None
    return (yield from reconstruction_errors(material.model, material.images.flat, material.order))


def _is_training(material: Material) -> np.ndarray | None:
    """Which of the points are training images: (N,) bool, None where the images are not there."""
    from latentlab.data.split import split_images

    if material.images is None:
        return None
    is_training = np.zeros(len(material.images), bool)
    is_training[split_images(material.images, material.seed).train] = True
    mine: np.ndarray = is_training[material.order]
    return mine
