"""Compile all kernels for any processor, for the bundle to carry: `make_kernels.py FOLDER`."""

import sys
from pathlib import Path

from latentlab.gui.widgets.scatter.blend_kernel import compile_kernel
from latentlab.latent.bundled_kernels import keep_kernels_in
from latentlab.latent.maps.umap_kernel import epoch_kernel


def main(folder: Path) -> None:
    """Leave numba's files in `folder`, which must be empty or not there."""
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} must be empty: old kernels would travel along.")
    keep_kernels_in(folder)
    epoch_kernel()
    compile_kernel()
    made = sorted(path.name for path in folder.iterdir())
    print(f"Compiled {sum(name.endswith('.nbc') for name in made)} kernels for any processor.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
