"""Results as strict JSON: what is not a number there becomes null."""

import json
import math
from pathlib import Path
from typing import Any

from latentlab.atomic import write_whole


def write_json(path: Path, document: dict[str, Any]) -> None:
    """Write `document` whole or not at all. Raises SurroundingsError where the disk refuses."""
    text = json.dumps(plain(document), indent=2, allow_nan=False, ensure_ascii=False)
    write_whole(path, (text + "\n").encode())


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
