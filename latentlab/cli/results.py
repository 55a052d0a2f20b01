"""Results as strict JSON: what is not a number there becomes null."""

import json
from pathlib import Path
from typing import Any

from latentlab.atomic import write_whole
from latentlab.plain_json import plain


def write_json(path: Path, document: dict[str, Any]) -> None:
    """Write `document` whole or not at all. Raises SurroundingsError where the disk refuses."""
    text = json.dumps(plain(document), indent=2, allow_nan=False, ensure_ascii=False)
    write_whole(path, (text + "\n").encode())
