"""Ways through the latent space: from code to code, along a dimension, and by chance."""
