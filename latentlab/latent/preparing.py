"""How far a long computation has come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preparing:
    """A stage without a layout: `done` of `total` pieces of `what` are computed."""

    # "plane", "neighbours", "affinities", "compiling", "kernel", "placing", "quality",
    # "probe", "errors", "clusters"
    what: str
    done: int
    total: int
