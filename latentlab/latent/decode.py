"""What the latent space knows of a decoder: codes go in, images come out."""

from collections.abc import Callable

import numpy as np

Decode = Callable[[np.ndarray], np.ndarray]  # codes (M, k) to images (M, pixels) in [0, 1]
