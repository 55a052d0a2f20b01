"""What is wrong with the choices of the form, in which part of it, and what would mend it."""

from dataclasses import dataclass, replace
from typing import Literal

from latentlab.errors import ConfigError
from latentlab.gui.panels.training.draft import Draft
from latentlab.models.noise import OF_TORCHVISION, Noise
from latentlab.models.shapes import check_images
from latentlab.training.config import TrainingConfig

Part = Literal["model", "loss", "corruption", "loop"]
Mend = Literal["sigmoid code", "sigmoid output", "untie", "linear code", "masking noise", "plain dense"]
_MASKING = 0.25  # a share of pixels that stacked denoising was shown to learn well from (Vincent et al. 2010)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why no run can be made; `mended` is the form after the offered mending, None where none is known."""

    part: Part
    error: ConfigError
    mend: Mend | None = None
    mended: Draft | None = None


def problem_of(draft: Draft, base: TrainingConfig, classes: int, shape: tuple[int, int]) -> Problem | None:
    """The first contradiction among the choices for images of `shape`; None where a run can be made."""
    try:
        check_images(draft.model(classes), shape)
    except ConfigError as error:
        return Problem("model", error, *_of_model(draft))
    try:
        draft.objective().check(draft.model(classes))
    except ConfigError as error:
        return Problem("loss", error, *_of_loss(draft))
    try:
        Noise(draft.noise, draft.level)
    except ConfigError as error:
        return Problem("corruption", error)
    try:
        draft.config(base, classes)
    except ConfigError as error:
        return Problem("loop", error, *_of_pretraining(draft))
    return None


def _of_model(draft: Draft) -> tuple[Mend | None, Draft | None]:
    if draft.variational and draft.tied:
        return "untie", replace(draft, tied=False)
    if draft.variational and draft.code_activation != "identity":
        return "linear code", replace(draft, code_activation="identity")
    return None, None


def _of_loss(draft: Draft) -> tuple[Mend | None, Draft | None]:
    if draft.kl_sparsity and draft.code_activation != "sigmoid" and not draft.variational:
        return "sigmoid code", replace(draft, code_activation="sigmoid")
    if draft.reconstruction == "bce" and draft.output != "sigmoid":
        return "sigmoid output", replace(draft, output="sigmoid")
    return None, None


def _of_pretraining(draft: Draft) -> tuple[Mend | None, Draft | None]:
    if draft.architecture != "dense" or draft.variational or draft.classifier:
        plain = draft.with_architecture("dense") if draft.architecture != "dense" else draft
        plain = replace(plain, variational=False, classifier=False, pretraining=draft.pretraining)
        return "plain dense", plain
    if not draft.level or draft.noise in OF_TORCHVISION:
        return "masking noise", replace(draft, noise="masking", level=_MASKING)
    return None, None
