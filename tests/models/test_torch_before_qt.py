"""On Windows torch is imported before Qt; elsewhere it comes after the first paint."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
sys.platform = sys.argv[1]
from latentlab.models.torch_version import load_before_qt
load_before_qt()
print("torch" in sys.modules, "PySide6" in sys.modules)
"""


@pytest.mark.parametrize(("platform", "told"), [("win32", "True False"), ("linux", "False False")])
def test_only_windows_gets_torch_at_once(platform, told, tmp_path):
    (tmp_path / "torch.py").write_text("")
    environment = {"PYTHONPATH": f"{tmp_path}:{CHECKOUT}"}
    command = [sys.executable, "-c", SCRIPT, platform]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == told


def test_a_torch_that_fails_to_load_fails_later_with_its_reason(tmp_path):
    (tmp_path / "torch.py").write_text("raise OSError('[WinError 1114]')")
    environment = {"PYTHONPATH": f"{tmp_path}:{CHECKOUT}"}
    command = [sys.executable, "-c", SCRIPT, "win32"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"
