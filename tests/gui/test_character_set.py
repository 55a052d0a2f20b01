"""Qt gets a UTF-8 locale wherever the program starts, and no complaint of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
START = """
from latentlab.gui.app import make_application
app = make_application(needs_display=False)
import locale
print(locale.nl_langinfo(locale.CODESET))
"""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="locales are named so on Linux")


@pytest.mark.parametrize(
    "named", [{}, {"LANG": "C"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LANG": "xx_YY"}, {"LANG": "C.UTF-8"}]
)
def test_every_locale_gives_utf_8_without_a_warning(named, tmp_path):
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(CHECKOUT), **named}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "QT_FATAL_WARNINGS": "1", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", START], env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "UTF-8\n")
