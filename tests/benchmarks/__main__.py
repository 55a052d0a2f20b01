"""`python -m tests.benchmarks [NAME …] [--json FILE] [--list]`: every budget beside its peer."""

import argparse
import sys
from pathlib import Path
from time import perf_counter

from tests.benchmarks.catalog import BENCHMARKS
from tests.benchmarks.display import display
from tests.benchmarks.machine import Busyness, machine, others_share
from tests.benchmarks.options import DATA_ROOT, Options
from tests.benchmarks.processes import run_apart
from tests.benchmarks.report import print_table, write_rows
from tests.benchmarks.row import Row


def main() -> int:
    """Run the benchmarks that were named, or all; the status tells of crashes, never of missed budgets."""
    chosen = _parser().parse_args()
    if chosen.list:
        for name, purpose in BENCHMARKS.items():
            print(f"{name:<12} {purpose}")
        return 0
    options = Options(chosen.data_root.resolve(), chosen.quick)
    with display() as screen:
        rows, ended = _run_all(chosen.names or list(BENCHMARKS), options)
    print_table(rows, f"LatentLab beside its peers, on {screen}; {machine()}")
    if chosen.json:
        write_rows(rows, chosen.json)
    return 0 if ended else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", type=_name, help="(all)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there")
    parser.add_argument("--list", action="store_true", help="list the benchmarks")
    parser.add_argument("--data-root", type=Path, default=DATA_ROOT, metavar="DIR", help="whole data sets")
    parser.add_argument("--quick", action="store_true", help="few repeats, small sizes: no figures to quote")
    return parser


def _name(text: str) -> str:
    if text not in BENCHMARKS:
        raise argparse.ArgumentTypeError(f"expected some of {', '.join(BENCHMARKS)}, got {text}")
    return text


def _run_all(names: list[str], options: Options) -> tuple[list[Row], bool]:
    rows: list[Row] = []
    all_ended = True
    for name in names:
        before = Busyness.now()
        began = perf_counter()
        print(f"{name}: {BENCHMARKS[name]} …", file=sys.stderr, flush=True)
        found, ended = run_apart(name, options)
        others = others_share(before, Busyness.now())
        noise = "" if others is None else f", other programs took {others:.0%} of the machine"
        print(f"{name}: {perf_counter() - began:.0f} s{noise}", file=sys.stderr, flush=True)
        rows += found
        all_ended &= ended
    return rows, all_ended


if __name__ == "__main__":
    sys.exit(main())
