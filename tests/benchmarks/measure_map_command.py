"""`latentlab map --method umap`, the whole process, with caches that an earlier one left."""

from collections.abc import Iterator

from tests.benchmarks.map_process import our_process, peer_process
from tests.benchmarks.options import Options
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.timing import median, spread


def measure(options: Options) -> Iterator[Row]:
    """Medians of new processes, the two in turn, after one of each."""
    ours, peers = [], []
    for turn in range(1 + options.pick(5, 1)):
        one, other = our_process({}), peer_process({})
        if turn > 0:
            ours.append(one)
            peers.append(other)
    seconds = [one.seconds for one in ours]
    yield judged(
        "latentlab map --method umap, whole process, warm caches (median)",
        median(seconds),
        "s",
        peer=median(peers),
        peer_name="umap.UMAP().fit, process",
        budget=Budget(6),
        points=ours[0].points,
        note=f"ours: {spread(seconds, 's')}, to the first layout "
        f"{median([one.seconds_to_first for one in ours]):.2f} s, quality measured too; "
        f"peer: {spread(peers, 's')}, the map alone",
    )
