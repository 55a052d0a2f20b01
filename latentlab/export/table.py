"""The points of a map as rows of a CSV file or as arrays of an NPZ file."""

import csv
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from io import BytesIO, StringIO
from typing import Any

import numpy as np

from latentlab.export.steps import Making
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import PARAMETERS, MapSettings
from latentlab.latent.preparing import Preparing
from latentlab.plain_json import plain

MEASURES = ("trustworthiness", "continuity", "knn_recall")
_CHUNK = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class PointTable:
    """All that is known of the points of a map, row by row.

    about: how the map was made; values that JSON knows.
    """

    points: np.ndarray  # (N, 2) or (N, 3)
    indices: np.ndarray  # (N,) int64, of the images in their data set
    labels: np.ndarray  # (N,) uint8, into `classes`
    classes: tuple[str, ...]
    codes: np.ndarray  # (N, k)
    errors: np.ndarray | None = None  # (N,): mean squared error a pixel, where the images are at hand
    about: Mapping[str, Any] = field(default_factory=dict)


def about_map(settings: MapSettings, layout: Layout, data: str = "") -> dict[str, Any]:
    """How a map was made, in values that JSON knows."""
    parameters, plane = asdict(settings), layout.plane
    parameters["axes"] = [axis + 1 for axis in settings.axes[: settings.dimensions]]  # as students count
    parameters["gamma"] = layout.kernel.gamma if layout.kernel else None
    about = {
        "method": settings.method,
        "parameters": {name: parameters[name] for name in PARAMETERS[settings.method]},
        "points": len(layout.points),
        "seed": settings.seed,
        "iterations": layout.iteration,
        "kl": layout.kl,
        "explained_variance": None if plane is None else plane.variance_share.tolist(),
    }
    return about | ({"data": data} if data else {})


def points_csv(table: PointTable) -> Making:
    """A header and a line a point; numbers with all their digits, so that they come back the same."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    axes = [f"z{i + 1}" for i in range(table.codes.shape[1])]
    last = ([] if table.errors is None else ["error"]) + list(_judged(table))
    writer.writerow(["index", "label", "class", *"xyz"[: table.points.shape[1]], *axes, *last])
    for start in range(0, len(table.points), _CHUNK):
        writer.writerows(_rows(table, slice(start, start + _CHUNK)))
        yield Preparing("writing", start, len(table.points))
    return text.getvalue().encode()


def _judged(table: PointTable) -> dict[str, str]:
    """How far the map as a whole can be trusted, under the names of columns; nothing where nobody knows.

    Columns that say the same in each line, and no lines of comment: pandas and spreadsheets read these by
    themselves.
    """
    quality = table.about.get("quality") or {}
    return {f"map_{name}": f"{quality[name]['value']:.6g}" for name in MEASURES if name in quality}


def _rows(table: PointTable, part: slice) -> list[list[object]]:
    columns = [table.points[part], table.codes[part]]
    if table.errors is not None:
        columns.append(table.errors[part, None])
    numbers = np.concatenate([column.astype(np.float32) for column in columns], axis=1).tolist()
    labels, judged = table.labels[part].tolist(), _judged(table).values()
    heads = zip(table.indices[part].tolist(), labels, strict=True)
    return [
        [index, label, table.classes[label], *(f"{value:.9g}" for value in row), *judged]
        for (index, label), row in zip(heads, numbers, strict=True)
    ]


def points_npz(table: PointTable) -> Making:
    """The arrays under their names; `about` is a line of JSON."""
    yield Preparing("writing", 0, 1)
    arrays = {
        "points": table.points,
        "codes": table.codes,
        "labels": table.labels,
        "indices": table.indices,
        "classes": np.array(table.classes),
        "about": np.array(json.dumps(plain(dict(table.about)), allow_nan=False)),
    }
    if table.errors is not None:
        arrays["errors"] = table.errors
    return npz_bytes(arrays)


def npz_bytes(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Arrays in an NPZ file, packed."""
    buffer = BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()
