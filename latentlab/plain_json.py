"""Values as strict JSON knows them."""

import math
from typing import Any


def plain(value: Any) -> Any:
    """The value as JSON knows it: numpy's numbers and arrays as Python's, NaN and infinity as None."""
    if isinstance(value, dict):
        return {str(name): plain(inner) for name, inner in value.items()}
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
