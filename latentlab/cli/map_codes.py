"""`latentlab map`: the codes of a run on a map, from the session alone."""

import argparse
import time
from dataclasses import asdict, dataclass
from typing import Any, assert_never

import numpy as np

from latentlab.atomic import write_whole
from latentlab.cli.lab import refuse_other_than_locked, told_lab_settings
from latentlab.cli.machine import seconds_since_start
from latentlab.cli.progress import Progress, progress
from latentlab.cli.results import write_json
from latentlab.cli.values import refuse_outside
from latentlab.data.image_set import ImageSet
from latentlab.data.split import interleave
from latentlab.errors import ConfigError, DataError
from latentlab.export.formats import PICTURES, map_file, points_file
from latentlab.export.look import Look
from latentlab.export.picture import picture_by_class
from latentlab.export.steps import result_of
from latentlab.export.table import PointTable, about_map
from latentlab.gui.widgets.scatter.class_palette import class_colours  # knows nothing of Qt
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import PARAMETERS, MapSettings, repeatable_threads
from latentlab.latent.maps.projection import finished_layout, project
from latentlab.latent.preparing import Preparing
from latentlab.latent.quality import map_quality
from latentlab.session import Session, load_session

_FIRST_ITERATIONS = 10  # a layout counts as the first one once it was optimised so many times
_LEAST_FOR_QUALITY = 4
_MEASURES = ("trustworthiness", "continuity", "knn_recall")


@dataclass(frozen=True, slots=True, eq=False)
class Map:
    """A finished map of some of a session's points."""

    settings: MapSettings
    rows: np.ndarray  # (n,) int64, into the session's points
    codes: np.ndarray  # (n, k): what the map was made of, pixels where these were asked for
    layout: Layout
    seconds_to_first: float  # since the process began


def run(options: argparse.Namespace) -> int:
    """Make the map, write what was asked for, and say how faithful it is."""
    began = time.perf_counter()
    settings = _settings(options)
    _refuse_flat_pictures_of_space(options)
    refuse_other_than_locked(options, told_lab_settings())
    session = load_session(options.run)
    images = _images(session, options)
    rows = sample_rows(session.labels, options.points, options.seed)
    source = session.codes[rows] if options.source == "codes" else _pixels(images, session, rows)
    with progress() as shown:
        made = _make(source, session.labels[rows], rows, settings, shown, began)
        quality = _quality(made, options.source, shown)
    seconds = {"to_first_layout": made.seconds_to_first, "total": seconds_since_start(began)}
    if options.out:
        write_whole(options.out, _file(session, made, quality, options.out.suffix.lower()))
    if options.json:
        write_json(options.json, _document(made, seconds, quality))
    _print_summary(made, seconds, quality)
    return 0


def _settings(options: argparse.Namespace) -> MapSettings:
    """The choices made, refused where they are another method's."""
    method: str = options.method
    chosen = {
        name: getattr(options, name)
        for names in PARAMETERS.values()
        for name in names
        if getattr(options, name) is not None
    }
    for name in chosen:
        if name not in PARAMETERS[method]:
            raise ConfigError(
                "{option} must come with a method that has it, got {method}.",
                option="--" + name.replace("_", "-"),
                method=method,
            )
    if "axes" in chosen:
        chosen["axes"] = tuple(axis - 1 for axis in chosen["axes"])
    return MapSettings(
        method=method,
        dimensions=options.dimensions,
        seed=options.seed,
        threads=repeatable_threads(method),
        **chosen,
    )


def draw_map(codes: np.ndarray, method: str, seed: int) -> np.ndarray:
    """The finished places (N, 2) of codes (N, k)."""
    return finished_layout(codes, MapSettings(method=method, seed=seed)).points


def sample_rows(labels: np.ndarray, count: int | None, seed: int) -> np.ndarray:
    """A sample of the points, each class in proportion, as (n,) int64; without a count all in their order."""
    if count is None:
        return np.arange(len(labels))
    refuse_outside("points", count, 1, np.inf)
    rng = np.random.default_rng(seed)
    return interleave(labels, rng.permutation(len(labels)), rng)[:count]


def _make(
    codes: np.ndarray,
    labels: np.ndarray,
    rows: np.ndarray,
    settings: MapSettings,
    shown: Progress,
    began: float,
) -> Map:
    if not len(codes):
        raise ConfigError("The run must hold codes to map, got none.")
    first = None
    for event in project(codes, settings, labels=labels):
        match event:
            case Preparing():
                shown.stage(event.what, event.done, event.total)
            case Layout():
                if first is None and (event.iteration >= _FIRST_ITERATIONS or event.done):
                    first = seconds_since_start(began)
                shown.stage(settings.method, event.iteration, event.iterations)
                if event.done and first is not None:
                    return Map(settings, rows, codes, event, first)
            case _:
                assert_never(event)
    raise AssertionError("a projection ends with a layout that is done")


def _refuse_flat_pictures_of_space(options: argparse.Namespace) -> None:
    if options.dimensions == 3 and options.out and options.out.suffix.lower() in PICTURES:
        raise ConfigError("A picture needs a map of two dimensions, got 3: write .npz or .csv.")


def _images(session: Session, options: argparse.Namespace) -> ImageSet | None:
    """The data set of the run, where it is asked for. Raises DataError where another is found."""
    if options.data_root is None and options.source == "codes":
        return None
    from latentlab.data.sources import open_images

    images = open_images(session.data_name, options.data_root)
    if images.sha256 != session.data_sha256:
        raise DataError(
            "The run must belong to the {name} in {folder}: expected hash {expected}, got {got}.",
            name=session.data_name,
            folder=options.data_root or "the data folder",
            expected=session.data_sha256[:12],
            got=images.sha256[:12],
        )
    return images


def _pixels(images: ImageSet | None, session: Session, rows: np.ndarray) -> np.ndarray:
    """The images (n, P) of some of the session's points, from 0 to 1."""
    assert images is not None, "pixels are read from images"
    pixels: np.ndarray = images.flat[session.indices[rows]].astype(np.float32) / np.float32(255)
    return pixels


def _document(made: Map, seconds: dict[str, float], quality: dict[str, Any] | None) -> dict[str, Any]:
    return about_map(made.settings, made.layout) | {
        "seconds": {name: round(value, 3) for name, value in seconds.items()},
        "quality": quality,
    }


def _file(session: Session, made: Map, quality: dict[str, Any] | None, suffix: str) -> bytes:
    """The map as a picture or as a table, with how it was made."""
    points, labels = made.layout.points, session.labels[made.rows]
    if suffix in PICTURES:
        palette = class_colours(len(session.classes), dark=False)
        picture = picture_by_class(points, labels, session.classes, palette)
        return result_of(map_file(suffix, picture, Look()))
    about = about_map(made.settings, made.layout, session.data_name) | {"quality": quality}
    indices = session.indices[made.rows]
    table = PointTable(points, indices, labels, session.classes, session.codes[made.rows], about=about)
    return result_of(points_file(suffix, table))


def _quality(made: Map, source: str, shown: Progress) -> dict[str, Any] | None:
    """How far the map can be trusted; None where there are too few points to say."""
    if len(made.rows) < _LEAST_FOR_QUALITY:
        return None
    stages = map_quality(made.codes, made.layout.points, seed=made.settings.seed)
    while True:
        try:
            stage = next(stages)
        except StopIteration as end:
            return {"against": source, **asdict(end.value)}
        shown.stage(stage.what, stage.done, stage.total)


def _print_summary(made: Map, seconds: dict[str, float], quality: dict[str, Any] | None) -> None:
    iterations, total = made.layout.iteration, seconds["total"]
    print(f"{made.settings.method} of {len(made.rows):,} points: {iterations} iterations in {total:.1f} s")
    if quality is None:
        return
    for name in _MEASURES:
        print(f"{name.replace('_', ' '):<16} {quality[name]['value']:.3f} ± {quality[name]['se']:.3f}")
