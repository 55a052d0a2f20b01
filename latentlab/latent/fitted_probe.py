"""A probe with the codes that it was fitted to, so that it knows when newer ones have left it behind."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from latentlab.latent.preparing import Preparing
from latentlab.latent.probe import LinearProbe, linear_probe

_TRIED = 500  # codes
_STILL_FITS = 0.75  # of its own share that it must label rightly of newer codes


@dataclass(frozen=True, slots=True, eq=False)
class FittedProbe:
    """A linear probe of codes that go on changing."""

    probe: LinearProbe
    codes: np.ndarray  # (N, k) that it was fitted to
    share: float  # of some of them that it labels rightly

    def still_fits(self, codes: np.ndarray, labels: np.ndarray) -> bool:
        """Whether codes (M, k) are its own, or are labelled rightly nearly as often; labels: (M,) or more."""
        return codes is self.codes or _share_right(self.probe, codes, labels) >= _STILL_FITS * self.share


def fitted_probe(codes: np.ndarray, labels: np.ndarray) -> Generator[Preparing, None, FittedProbe | None]:
    """Fit, in pieces, a probe of codes (N, k) with labels (N,) or more; None where not all are finite."""
    if not np.isfinite(codes).all():
        return None
    probe = yield from linear_probe(codes, labels[: len(codes)])
    return FittedProbe(probe, codes, _share_right(probe, codes, labels))


def _share_right(probe: LinearProbe, codes: np.ndarray, labels: np.ndarray) -> float:
    """Share of some codes that a probe labels rightly; 0 where there is none, or not all are finite."""
    rows = np.arange(0, len(codes), max(1, len(codes) // _TRIED))
    some = codes[rows]
    return probe.share_right(some, labels[rows]) if len(rows) and np.isfinite(some).all() else 0.0
