"""What `latentlab train --json` writes."""

import hashlib
from typing import Any

from latentlab.cli.machine import peak_rss_mb, versions
from latentlab.cli.train import Run
from latentlab.models.restore import kept_weights


def run_document(run: Run) -> dict[str, Any]:
    """The run in numbers, under the names that scripts rely on."""
    config = run.config
    return {
        "seed": config.seed,
        "threads": config.threads,
        "device": run.finished.device,
        "versions": versions(),
        "weights_sha256": weights_sha256(run),
        "peak_rss_mb": peak_rss_mb(),
        "images_per_second": round(run.images_per_second, 1),
        "data": {
            "name": run.images.name,
            "train": len(run.split.train),
            "validation": len(run.split.validation),
            "test": len(run.split.test),
            "dimensions": run.images.pixels,
        },
        "model": {
            "architecture": config.model.architecture,
            "hidden": list(config.model.hidden),
            "latent": config.model.latent,
            "activation": config.model.activation,
            "code_activation": config.model.code_activation,
            "output": config.model.output,
            "parameters": run.model.parameter_count(),
        },
        "history": [
            {
                "epoch": result.epoch,
                "train": result.train,
                "validation": result.validation,
                "seconds": result.seconds,
                "terms": dict(result.terms),
            }
            for result in run.finished.epochs
        ],
        "best_epoch": run.finished.best_epoch,
        "test": run.report,
    }


def weights_sha256(run: Run) -> str:
    """Hash of all weights, in the order of their names."""
    digest = hashlib.sha256()
    for _, values in sorted(kept_weights(run.model).items()):
        digest.update(values.tobytes())
    return digest.hexdigest()
