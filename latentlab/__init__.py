"""LatentLab: train autoencoders on handwritten digits and explore their latent space, live."""

__version__ = "0.1.0"
