"""Makes resources/sessions/first.latentlab: the trained session that the window opens with."""

import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from latentlab.cli.main import main as latentlab
from latentlab.cli.map_codes import draw_map
from latentlab.session import Session, load_session, save_session

TARGET = Path(__file__).parents[1] / "resources" / "sessions" / "first.latentlab"
MOST_BYTES = 2_000_000
# One thread: its numbers are the same wherever the same libraries run.
RUN = "train --data mnist-5k --hidden 256,64 --latent 4 --epochs 40 --seed 0 --threads 1 --out"


def main() -> int:
    """Train from the command line, add the finished maps, write the file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "run.latentlab"
        if status := latentlab([*RUN.split(), str(path)]):
            return status
        session = with_maps(load_session(path))
    TARGET.parent.mkdir(exist_ok=True)
    save_session(session, TARGET)
    size = TARGET.stat().st_size
    print(f"{TARGET.name}: {size:,} bytes")
    return 0 if size < MOST_BYTES else 1


def with_maps(session: Session) -> Session:
    """The session with the finished maps of all its points."""
    seed = session.config.seed
    return replace(
        session, maps={method: draw_map(session.codes, method, seed) for method in ("pca", "umap", "tsne")}
    )


if __name__ == "__main__":
    sys.exit(main())
