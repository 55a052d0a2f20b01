"""From a place on a plane through the codes to the code that lies there: exact."""

from dataclasses import dataclass

import numpy as np

from latentlab.latent.inverse.located import Located, exactly
from latentlab.latent.inverse.near_places import checked_places
from latentlab.latent.maps.layout import Plane
from latentlab.latent.neighbours.near_codes import NearCodes

_FARTHEST = 1e15  # as far as codes may lie


@dataclass(frozen=True, slots=True, eq=False)
class PlaneInverse:
    """A map that is a plane, ready to be asked for the code of any place; safe to share between threads."""

    near: NearCodes
    plane: Plane

    def locate(self, y: np.ndarray, through: np.ndarray | None = None) -> Located:
        """The code of one place y (2,); see `locate_many`."""
        return self.locate_many(np.asarray(y)[None], through)[0]

    def locate_many(self, ys: np.ndarray, through: np.ndarray | None = None) -> Located:
        """The codes of places ys (M, 2).

        What the plane leaves open, as the other dimensions of raw axes, is that of the mean of all codes, or
        of `through` (k,). Raises LatentLabError for places that are not finite.
        """
        across = self.near.mean if through is None else np.asarray(through, np.float64)
        offsets = checked_places(ys) - (across - self.plane.centre) @ self.plane.axes  # (M, 2)
        z = np.clip(across + offsets @ self.plane.axes.T, -_FARTHEST, _FARTHEST).astype(np.float32)
        return exactly(z, self.near.gap(z), self.near.radius)
