"""What of the window can be exported, gathered at one moment."""

from collections.abc import Generator
from dataclasses import asdict
from typing import Any

import numpy as np

from latentlab.export.overlay import Lines
from latentlab.export.picture import Frame as View
from latentlab.export.picture import Legend
from latentlab.export.source import Source
from latentlab.export.table import PointTable, about_map
from latentlab.gui.judgement import Judgement
from latentlab.gui.workspace.subject import Subject
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.preparing import Preparing
from latentlab.training.events import Frame

_CHUNK = 4_096


def gather(
    workspace: Workspace,
    colours: tuple[np.ndarray, np.ndarray, np.ndarray],
    legend: Legend,
    shown: np.ndarray | None,
    view: View,
    lines: tuple[Lines, ...] = (),
) -> Source | None:
    """The map with its points and film; None where there is no map.

    lines: over the points, as they are drawn.
    colours: tones (N,) of the points, and their colours (T, 3) on a light and on a dark ground.
    """
    subject, frame, layout = workspace.subject, workspace.travel.shown, workspace.map.layout
    if subject is None or frame is None or layout is None:
        return None
    count = min(len(layout.points), len(frame.latents))
    about = about_map(workspace.map.settings, layout, subject.name) | {
        "points": count,
        "epoch": frame.epoch,
        "network_seed": workspace.run.config.seed,
        "quality": _quality(workspace.judging.judgement, count),
    }
    table = PointTable(
        np.array(layout.points[:count]),
        subject.order[:count],
        subject.labels[:count],
        subject.classes,
        np.array(frame.latents[:count]),
        about=about,
    )
    tones, light, dark = colours
    film = workspace.film.film
    measured = None if frame.model is None or subject.images is None else _Measuring(subject, frame, count)
    kept = None if shown is None else shown[:count]
    return Source(table, tones[:count], light, dark, legend, film, kept, view, lines, measured)


def _quality(judgement: Judgement | None, count: int) -> dict[str, Any] | None:
    """What the badge says of the map against its codes; None while it judges another state of the map."""
    if judgement is None or judgement.verdict is None or judgement.is_stale or judgement.points != count:
        return None
    return {"against": "codes", **asdict(judgement.verdict.against_codes)}


class _Measuring:
    """Measures how badly each point is rebuilt, once, in pieces."""

    def __init__(self, subject: Subject, frame: Frame, count: int) -> None:
        self._subject, self._frame, self._count = subject, frame, count
        self._errors: np.ndarray | None = None

    def __call__(self) -> Generator[Preparing, None, np.ndarray]:
        from latentlab.models.coding import reconstruction_error

        if self._errors is not None:
            return self._errors
        images, model = self._subject.images, self._frame.model
        assert images is not None
        assert model is not None
        parts = []
        for start in range(0, self._count, _CHUNK):
            yield Preparing("errors", start, self._count)
            rows = self._subject.order[start : min(self._count, start + _CHUNK)]
            parts.append(reconstruction_error(model, images.flat[rows]))
        self._errors = np.concatenate(parts) if parts else np.zeros(0, np.float32)
        return self._errors
