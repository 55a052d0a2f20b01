"""From the mouse on a slider to the digit on the screen."""

from collections.abc import Iterator

from latentlab.gui.main_window import MainWindow
from latentlab.gui.pace import FULL_SPEED, WATCH
from latentlab.gui.waiting import let_live
from latentlab.gui.widgets.slider_row import SliderRow
from tests.benchmarks.live_run import build, show_moving
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import expect, open_window
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.slider_hand import SliderHand
from tests.benchmarks.timing import percentile, spread

_WARM_S = 3.0
_CASES = (
    ("nothing trains", 4, None, "pca", None),
    ("while training (watch), map on PCA", 4, WATCH, "pca", Budget(8)),
    ("while training (full speed), map on PCA", 4, FULL_SPEED, "pca", Budget(8)),
    ("while training (watch), map on UMAP", 4, WATCH, "umap", Budget(8)),
    ("64 dimensions, while training (watch), map on UMAP", 64, WATCH, "umap", Budget(12)),
)


def measure(options: Options) -> Iterator[Row]:
    """p95 from a mouse event to the paint of its digit; every digit is read back from the screen."""
    window = open_window()
    _show_films(window)
    for what, latent, pace, method, budget in options.pick(_CASES, (*_CASES[:2], _CASES[-1])):
        build(window, latent)
        if pace is not None:
            show_moving(window, pace, method)
        let_live(options.pick(_WARM_S, 0.5))
        films = _count_films(window)
        times = SliderHand(window).drag(options.pick(200, 5))
        yield judged(
            f"slider → digit on screen, {what}, films on (p95)",
            percentile(times, 95),
            "ms",
            budget=budget,
            threads=window.workspace.run.config.threads,
            note=f"{spread(times, 'ms')}; {len(films)} times films; every digit read back from the screen",
        )


def _show_films(window: MainWindow) -> None:
    """Make the window so large that there is room for them."""
    window.resize(max(1440, window.width()), max(1000, window.height()))
    sliders = window.decoder.sliders

    def are_there() -> bool:
        rows = [row for row in sliders.findChildren(SliderRow) if row.isVisible()]
        return sliders.film_frames > 0 and not any(row.film.is_empty for row in rows)

    expect(are_there, "films below the sliders")


def _count_films(window: MainWindow) -> list[object]:
    """A list that grows by one for each time that all films in view are decoded anew."""
    films: list[object] = []
    window.workspace.decoding.filmstrips.changed.connect(films.append)
    return films
