"""The ways from code to code that can be chosen: straight, over a sphere, through the data."""

from typing import Literal

import numpy as np

from latentlab.latent.neighbours.exact import NeighbourGraph
from latentlab.latent.neighbours.near_codes import NearCodes
from latentlab.latent.walks.path import at_shares, legs_of, linear_path, spherical_path
from latentlab.latent.walks.through_data import way_through

Way = Literal["straight", "sphere", "sphere-mean", "through"]

NEIGHBOURS = 15  # of each code, to which the way through the data may hop


def walk(way: Way, stops: np.ndarray, count: int, mean: np.ndarray) -> np.ndarray | None:
    """`count` codes (count, k) on a way between stops (S, k); None for the way through the data.

    mean: (k,) of all codes, the middle of the sphere of "sphere-mean".
    """
    match way:
        case "straight":
            return linear_path(stops, count)
        case "sphere":
            return spherical_path(stops, count)
        case "sphere-mean":
            return spherical_path(stops, count, mean)
        case "through":
            return None


def walk_through(graph: NeighbourGraph, near: NearCodes, stops: np.ndarray, count: int) -> np.ndarray:
    """`count` codes (count, k) from stop to stop (S, k) by hops between neighbours, equally many on each leg.

    A stop that is no code of the graph is joined with the nearest one by a hop of its own. Raises
    LatentLabError where no hops lead from stop to stop.
    """
    stops, legs, shares = legs_of(stops, count)
    rows = near.nearest(stops.astype(np.float32), 1)[0][:, 0].tolist()
    path = np.empty((count, stops.shape[1]), np.float32)
    for leg in range(len(stops) - 1):
        way = way_through(graph, rows[leg], rows[leg + 1])
        corners = np.concatenate([stops[leg : leg + 1], near.codes[way], stops[leg + 1 : leg + 2]])
        of_leg = legs == leg
        path[of_leg] = at_shares(corners, shares[of_leg, 0])
    return path
