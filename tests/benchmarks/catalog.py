"""The benchmarks by name, and what each answers."""

BENCHMARKS = {
    "start": "from the start of the process to the first painted window",
    "update": "new places of all points, drawn",
    "pan": "a pan or zoom of the map, drawn",
    "space": "a space of three dimensions: its first picture, and a turn of it, drawn",
    "hover": "from a move of the mouse to the point under it",
    "lasso": "from letting go of the lasso to the selected points on the screen",
    "frames": "the interval between frames while the network trains and the map moves",
    "slider": "from the mouse on a slider to the digit on the screen, while training",
    "sheet": "from the mouse to a traversal sheet of 20×20 images on the screen",
    "wall": "the wall of reconstructions of 70,000 images, scrolled",
    "many-sliders": "1,024 sliders with histograms and films: opened by a click, scrolled by the wheel",
    "draw": "from a stroke on the pad to its place on the map, the digit on the screen",
    "decode-anywhere": "from the mouse on the map to the digit on the screen, D held",
    "travel": "from the mouse on the timeline to the digit and the map of that epoch on the screen",
    "training": "training speed at full speed with the window live",
    "lecture": "what the lecture promises of its networks: errors beside PCA's, sparse codes, mended images",
    "architectures": "training speed of each architecture, without a window",
    "first-umap": "from the click to the first UMAP layout in the running window",
    "map-command": "`latentlab map --method umap`, the whole process, with warm caches",
    "map-fresh": "the same with empty caches, as on a fresh machine",
    "umap": "a whole UMAP of 70,000 codes and how well it keeps neighbours",
    "tsne": "a whole t-SNE of 5,000 codes and its exact divergence",
    "quality": "a map of 70,000 judged by codes and pixels",
    "verdict": "what a verdict costs, by itself and in training speed",
    "switch": "how soon another map is under way, and the thread of the one before gone",
    "memory": "memory with 70,000 images open and t-SNE running",
    "large-network": "Hinton's network on 60,000 images in the window: frames and memory",
    "long-run": "memory over a run of 500 epochs, with the epochs that are kept of it",
}

# Of the core alone, beside peers that use every core; all others run as the window does.
WITHOUT_WINDOW = ("architectures", "map-command", "map-fresh", "umap", "tsne", "quality")


def module_of(name: str) -> str:
    """The module with the benchmark's `measure(options)`, which yields rows."""
    return f"tests.benchmarks.measure_{name.replace('-', '_')}"
