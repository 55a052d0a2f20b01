"""What the README shows a programmer runs as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_SHAPES = "\nprint(codes.shape, digits.shape, places.shape, 0 <= digits.min() <= digits.max() <= 1)\n"


def code_under(heading: str) -> str:
    """The first indented block of the section."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2]
    block = re.search(r"(?:^(?: {4}.*)?\n)+", section.partition("\n## ")[0], re.MULTILINE)
    assert block, f"there is no code under {heading}"
    return "\n".join(line[4:] for line in block[0].splitlines()).strip()


@pytest.mark.long
def test_the_five_lines_for_programmers_run_and_their_comments_are_true(tmp_path: Path) -> None:
    code = code_under("In your own programs")
    assert len(code.split("\n\n")[1].splitlines()) == 5
    ended = subprocess.run(
        [sys.executable, "-c", code + _SHAPES],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.strip() == "(5000, 4) (9, 28, 28) (5000, 2) True"
