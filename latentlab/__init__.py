"""LatentLab: train autoencoders on handwritten digits and explore their latent space, live.

    import latentlab

    images = latentlab.open_images("mnist-5k")
    session = latentlab.fit(images)                        # or latentlab.load_session("run.latentlab")
    codes = latentlab.encode(session, images.images)       # (5000, 4)
    digits = latentlab.decode(session, codes[:9])          # (9, 28, 28), from 0 to 1
    places = latentlab.project(codes, "umap")              # (5000, 2)

What there is; `help(latentlab.encode)` and its like tell the rest:

    load_session, save_session      a `.latentlab` file, as the window and the command line write it
    open_images, ImageSet           a data set by its name; labelled images of your own
    encode, decode, network         images to codes and back; the network as a torch module
    fit, train, session_of          a run to its end; a run watched and steered; what is kept of it
    project, layouts, quality       a finished map; a map as it forms; how far it can be trusted
    TrainingConfig, ModelConfig, Objective, Noise, Controls, MapSettings      the choices
    preset                          the choices of a run by the lecture's name
    LatentLabError                  the base of all errors that are no bugs

They come from `latentlab.api`, which is imported with the first one that is used.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "ConfigError",
    "Controls",
    "DataError",
    "DeviceLost",
    "DivergedError",
    "EpochEnded",
    "EpochResult",
    "Finished",
    "Frame",
    "ImageSet",
    "LatentLabError",
    "Layout",
    "MapQuality",
    "MapSettings",
    "ModelConfig",
    "Noise",
    "Objective",
    "Preparing",
    "Rescued",
    "Session",
    "SessionError",
    "Stage",
    "Step",
    "SurroundingsError",
    "TrainingConfig",
    "decode",
    "encode",
    "fit",
    "layouts",
    "load_session",
    "network",
    "open_images",
    "preset",
    "project",
    "quality",
    "save_session",
    "session_of",
    "train",
]

if TYPE_CHECKING:
    from latentlab.api import (
        ConfigError,
        Controls,
        DataError,
        DeviceLost,
        DivergedError,
        EpochEnded,
        EpochResult,
        Finished,
        Frame,
        ImageSet,
        LatentLabError,
        Layout,
        MapQuality,
        MapSettings,
        ModelConfig,
        Noise,
        Objective,
        Preparing,
        Rescued,
        Session,
        SessionError,
        Stage,
        Step,
        SurroundingsError,
        TrainingConfig,
        decode,
        encode,
        fit,
        layouts,
        load_session,
        network,
        open_images,
        preset,
        project,
        quality,
        save_session,
        session_of,
        train,
    )
else:  # hidden from type checkers, to whom it would say that every name exists

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from latentlab import api

        return globals().setdefault(name, getattr(api, name))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
