"""The newest layout of each method, kept as long as it is of use."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings

Key = tuple[str, str, int]  # source, method, dimensions
OF_THE_START = {"exaggeration", "seed", "start"}  # parameters without a meaning where a layout goes on


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A newest layout and the codes that it belongs to; None where it is one of the pixels, which stay."""

    codes: np.ndarray | None
    layout: Layout


class KeptMaps:
    """Layouts by source, method and dimensions."""

    def __init__(self) -> None:
        self._kept: dict[Key, Kept] = {}

    def get(self, key: Key) -> Kept | None:
        """What is kept of a map."""
        return self._kept.get(key)

    def put(self, key: Key, kept: Kept) -> None:
        """Keep this one now."""
        self._kept[key] = kept

    def whole(self, key: Key, codes: np.ndarray | None) -> Layout | None:
        """The finished map of these codes (N, k), or of the pixels of at least as many points; or None."""
        kept = self._kept.get(key)
        if kept is None or codes is None or not kept.layout.done:
            return None
        is_of_these = len(kept.layout.points) >= len(codes) if kept.codes is None else kept.codes is codes
        return kept.layout if is_of_these else None

    def finished(self, codes: np.ndarray | None) -> dict[str, np.ndarray]:
        """The flat maps of these codes that are done, by method: (N, 2) each."""
        return {
            method: kept.layout.points
            for (source, method, dimensions), kept in self._kept.items()
            if (source, dimensions) == ("codes", 2) and kept.layout.done and kept.codes is codes
        }

    def drop(self, key: Key) -> None:
        """Forget one map."""
        self._kept.pop(key, None)

    def drop_all_of(self, source: str) -> None:
        """Forget all maps of the codes, or all of the pixels."""
        self._kept = {key: kept for key, kept in self._kept.items() if key[0] != source}

    def take(self, codes: np.ndarray, maps: Mapping[str, np.ndarray]) -> None:
        """Keep finished maps that came with the codes: points (N, 2) by method."""
        for method, points in maps.items():
            layout = Layout(points, iteration=0, iterations=0, done=True)
            self._kept["codes", method, 2] = Kept(codes, layout)

    def change(self, settings: MapSettings, old: MapSettings) -> None:
        """Forget what other parameters made; of the method in force a layout stays that it can go on from."""
        kept_on = {}
        for key, kept in self._kept.items():
            changes = settings.changes(key[1], old)
            if not changes:
                kept_on[key] = kept
            elif key[1] == settings.method and not changes & OF_THE_START:
                kept_on[key] = replace(kept, layout=replace(kept.layout, done=False))
        self._kept = kept_on
