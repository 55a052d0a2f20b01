"""Maps that take no iterations: PCA, raw axes, a plane through three points, kernel PCA."""

from collections.abc import Generator

import numpy as np

from latentlab.errors import LatentLabError
from latentlab.latent.checks import checked_places
from latentlab.latent.maps.alignment import in_dimensions, rotation
from latentlab.latent.maps.anchored_plane import anchor_codes, plane_through
from latentlab.latent.maps.layout import Anchors, Layout, MapEvent, Plane
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.pca import on_plane, principal_plane_in_pieces
from latentlab.latent.maps.raw_axes import raw_plane
from latentlab.latent.preparing import Preparing

METHODS = ("pca", "axes", "plane", "kernel-pca")


def plain_layouts(
    codes: np.ndarray, settings: MapSettings, reference: np.ndarray | None, labels: np.ndarray | None
) -> Generator[MapEvent, np.ndarray | None, None]:
    """One layout for each set of codes; of codes that are sent while one is made the newest are the next."""
    total, newest = len(codes), codes
    while True:
        stage = _layout(newest, settings, reference, labels)
        waiting: np.ndarray | None = None
        while True:
            try:
                event = next(stage)
            except StopIteration as stop:
                layout: Layout = stop.value
                break
            sent = yield event
            waiting = waiting if sent is None else sent
        sent = yield layout
        following = waiting if sent is None else sent
        if following is None:
            return
        newest, reference = same_number(following, total), layout.points


def same_number(codes: np.ndarray, total: int) -> np.ndarray:
    """The codes (N, k), checked. Raises LatentLabError unless N is the total that it was."""
    if len(codes) != total:
        raise LatentLabError(
            "New codes must be of the same {expected} points as the map, got {got}.",
            expected=total,
            got=len(codes),
        )
    return checked_places(codes)


def _layout(
    codes: np.ndarray, settings: MapSettings, reference: np.ndarray | None, labels: np.ndarray | None
) -> Generator[Preparing, None, Layout]:
    match settings.method:
        case "axes":
            return _on(codes, raw_plane(codes, settings.axes[: settings.dimensions]))
        case "plane":
            three, numbers = anchor_codes(codes, settings, labels)
            plane = plane_through(codes, three, settings.dimensions)
            return _on(codes, plane, Anchors(on_plane(three, plane), settings.anchored_by, numbers))
        case "kernel-pca" if len(codes) > settings.dimensions:
            return (yield from _kernel_layout(codes, settings, reference, labels))
    plane = yield from principal_plane_in_pieces(codes, settings.dimensions)
    if reference is not None:
        plane = _turned(plane, _turn(on_plane(codes, plane), reference))
    return _on(codes, plane)


def _on(codes: np.ndarray, plane: Plane, anchors: Anchors | None = None) -> Layout:
    return Layout(on_plane(codes, plane), 1, 1, done=True, plane=plane, anchors=anchors)


def _turned(plane: Plane, turn: np.ndarray) -> Plane:
    return Plane(plane.centre, plane.axes @ turn, turn.T**2 @ plane.variance_share)


def _turn(points: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """The rotation (d, d) that brings the first of the points (N, d) nearest to the reference."""
    return rotation(points[: len(reference)], in_dimensions(reference, points.shape[1]))


def _kernel_layout(
    codes: np.ndarray, settings: MapSettings, reference: np.ndarray | None, labels: np.ndarray | None
) -> Generator[Preparing, None, Layout]:
    from latentlab.latent.maps.kernel_pca import fit_kernel_map, fitted_rows

    rows = fitted_rows(len(codes), labels, settings.seed)
    kernel = yield from fit_kernel_map(codes, rows, settings.gamma, settings.dimensions, settings.seed)
    placed = []
    done = 0
    for piece in kernel.places(codes):
        placed.append(piece)
        done += len(piece)
        yield Preparing("placing", done, len(codes))
    points = np.concatenate(placed)
    if reference is not None:
        turn = _turn(points, reference)
        kernel, points = kernel.turned(turn), (points @ turn).astype(np.float32)
    return Layout(points, 1, 1, done=True, kernel=kernel)
