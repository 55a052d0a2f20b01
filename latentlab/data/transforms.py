"""torchvision's transforms of images; it is imported only where one is wanted."""

from typing import TYPE_CHECKING, Any

from latentlab.errors import SurroundingsError

if TYPE_CHECKING:
    from torch import Tensor


def missing_transforms() -> str | None:
    """The reason why there are no such transforms here, or None; imports torchvision, which takes seconds."""
    try:
        _functional()
    except SurroundingsError as error:
        return str(error)
    return None


def erased(images: "Tensor", boxes: "Tensor") -> "Tensor":
    """Images (B, height, width) with a black rectangle each; boxes: (B, 4) top, left, height, width."""
    import torch

    erase = _functional().erase
    pairs = zip(images, boxes.tolist(), strict=True)
    return torch.stack([erase(image[None], *box, torch.zeros(()))[0] for image, box in pairs])


def moved(images: "Tensor", angles: "Tensor", shifts: "Tensor") -> "Tensor":
    """Images (B, height, width) turned by degrees (B,) and moved by pixels (B, 2), right and down."""
    import torch

    functional = _functional()
    turned = [
        functional.affine(
            image[None],
            angle=angle,
            translate=shift,
            scale=1.0,
            shear=[0.0, 0.0],
            interpolation=functional.InterpolationMode.BILINEAR,
        )[0]
        for image, angle, shift in zip(images, angles.tolist(), shifts.tolist(), strict=True)
    ]
    return torch.stack(turned)


def _functional() -> Any:
    try:
        from torchvision.transforms import functional
    except Exception as error:  # a build that does not fit torch raises RuntimeError, AttributeError, OSError
        raise SurroundingsError(
            "The noises erasing and affine need torchvision, which cannot be used here: {reason}. "
            "All others work without it.",
            reason=str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__,
        ) from error
    return functional
