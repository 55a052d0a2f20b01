"""What a process of its own has imported."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def fresh_modules(code: str) -> set[str]:
    """Names of all modules that a fresh process has imported after `code`."""
    script = f"import json, sys\n{code}\nprint(json.dumps(list(sys.modules)))"
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return set(json.loads(ended.stdout.splitlines()[-1]))


def fresh_packages(code: str) -> set[str]:
    """Top-level packages that a fresh process has imported after `code`."""
    return {name.partition(".")[0] for name in fresh_modules(code)}
