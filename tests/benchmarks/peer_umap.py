"""umap-learn as its documentation shows it, a process of its own: `python -m tests.benchmarks.peer_umap`."""

import warnings

from latentlab.resources import resource
from latentlab.session import load_session


def main() -> None:
    """Fit the codes of the session that comes along."""
    warnings.simplefilter("ignore")
    import umap

    umap.UMAP().fit(load_session(resource("sessions", "first.latentlab")).codes)


if __name__ == "__main__":
    main()
