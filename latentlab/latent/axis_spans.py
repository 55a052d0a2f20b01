"""How far a slider reaches on each axis, with the histogram of the codes below it."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from latentlab.latent.code_axes import ENOUGH, CodeAxes, apart, axis_blocks
from latentlab.latent.maps.pca import pieces
from latentlab.latent.preparing import Preparing

Span = Literal["90%", "98%", "all", "double"]  # the middle of the codes, all of them, twice as far
SPANS: tuple[Span, ...] = get_args(Span)
BINS = 40


@dataclass(frozen=True, slots=True, eq=False)
class AxisSpans:
    """From where to where each of k sliders reaches, and how many codes lie where between."""

    low: np.ndarray  # (k,) float64
    high: np.ndarray  # (k,) float64, above low
    bars: np.ndarray  # (k, BINS) float32, the highest of each axis 1; 0 where no code is in reach


def axis_spans(
    axes: CodeAxes, codes: np.ndarray, wanted: Sequence[Span]
) -> Generator[Preparing, None, AxisSpans]:
    """Measure codes (N, k) along their axes; `wanted` says for each of the k how far its slider reaches."""
    some = axes.coordinates(codes[:ENOUGH])  # (M, k)
    low, high = axes.low.copy(), axes.high.copy()  # of 98%
    near = [axis for axis, span in enumerate(wanted) if span == "90%"]
    if near:
        low[near], high[near] = np.quantile(some[:, near], (0.05, 0.95), axis=0)
    far = [axis for axis, span in enumerate(wanted) if span in ("all", "double")]
    if far:
        low[far], high[far] = yield from _ends(axes, codes, far)
    yield Preparing("spans", 1, 2)
    low, high = apart(low, high)
    half = np.where(np.array(wanted) == "double", (high - low) / 2, 0.0)
    low, high = low - half, high + half
    return AxisSpans(low, high, _histograms(some, low, high))


def _ends(
    axes: CodeAxes, codes: np.ndarray, far: list[int]
) -> Generator[Preparing, None, tuple[np.ndarray, np.ndarray]]:
    """The least and the largest of all codes on the axes `far`: (n,) each."""
    low, high = np.full(len(far), np.inf), np.full(len(far), -np.inf)
    for rows in pieces(codes):
        places = axes.coordinates(codes[rows], far)
        low, high = np.minimum(low, places.min(axis=0)), np.maximum(high, places.max(axis=0))
        yield Preparing("spans", rows.stop, len(codes))
    return low, high


def _histograms(places: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Heights (k, BINS) of places (M, k) between low and high (k,)."""
    parts = axis_blocks(places.shape[1])
    return np.concatenate([_some_histograms(places[:, part], low[part], high[part]) for part in parts])


def _some_histograms(places: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    latent = places.shape[1]
    bins = np.floor((places - low) / (high - low) * BINS).astype(np.int64)
    bins[places == high] = BINS - 1
    inside = (bins >= 0) & (bins < BINS)
    flat = (bins + BINS * np.arange(latent))[inside]
    counts = np.bincount(flat, minlength=latent * BINS).reshape(latent, BINS)
    return np.asarray(counts / np.maximum(1, counts.max(axis=1, keepdims=True)), np.float32)
