"""The live scatter of the latent map and what is drawn in it."""
