"""The verdict on a trained network as the `test` part of `train --json`."""

from dataclasses import asdict
from typing import Any

from latentlab.data.image_set import ImageSet
from latentlab.data.split import Split
from latentlab.latent.image_pca import fit_image_pca
from latentlab.latent.pieces import finished
from latentlab.models.autoencoder import Autoencoder
from latentlab.training.config import TrainingConfig
from latentlab.training.verdict.exam import Exam
from latentlab.training.verdict.examine import examine
from latentlab.training.verdict.verdict import Verdict


def verdict(model: Autoencoder, images: ImageSet, split: Split, config: TrainingConfig) -> dict[str, Any]:
    """Every measure on the test images, None where it does not apply.

    Errors are mean squared errors a pixel. What is fitted (PCA, probes) is fitted on the training images.
    Same arguments, same numbers.
    """
    pca = finished(fit_image_pca(images.flat[split.train]))
    return as_document(finished(examine(Exam(model, images, split, config), pca)))


def as_document(told: Verdict) -> dict[str, Any]:
    """The numbers of a verdict by the names that scripts rely on."""
    return {
        "mse": told.mse,
        "sse_per_image": told.sse_per_image,
        "pca_mse": told.pca_mse,
        "mean_image_mse": told.mean_image_mse,
        "linear_probe_accuracy": told.linear_probe_accuracy,
        "knn_accuracy": told.knn_accuracy,
        "principal_cos2": told.plane.mean_cos2 if told.plane else None,
        **asdict(told.codes),
        "classifier_accuracy": told.classifier_accuracy,
        "noise": [asdict(level) for level in told.noise],
    }
