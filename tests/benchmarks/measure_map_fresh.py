"""`latentlab map --method umap` with empty numba caches, as on a fresh machine."""

import tempfile
from collections.abc import Iterator

from tests.benchmarks.map_process import our_process, peer_process
from tests.benchmarks.options import Options
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.timing import median, span


def measure(options: Options) -> Iterator[Row]:
    """Medians of new processes, the two in turn, each with an empty folder for its cache."""
    ours, peers = [], []
    for _ in range(options.pick(3, 1)):
        with tempfile.TemporaryDirectory() as empty:
            ours.append(our_process({"NUMBA_CACHE_DIR": empty}))
        with tempfile.TemporaryDirectory() as empty:
            peers.append(peer_process({"NUMBA_CACHE_DIR": empty}))
    seconds = [one.seconds for one in ours]
    yield judged(
        "latentlab map --method umap, whole process, empty caches (median)",
        median(seconds),
        "s",
        peer=median(peers),
        peer_name="umap.UMAP().fit, process",
        budget=Budget(12),
        points=ours[0].points,
        note=f"ours: {span(seconds, 's')}, to the first layout "
        f"{median([one.seconds_to_first for one in ours]):.2f} s; peer: {span(peers, 's')}",
    )
