"""`latentlab screenshot`: a picture of the window, without a screen where there is none."""

import argparse

from latentlab.cli.lab import told_lab_settings
from latentlab.cli.values import refuse_outside
from latentlab.models.torch_version import load_before_qt
from latentlab.session import load_session


def run(options: argparse.Namespace) -> int:
    """Open the window on the run, let it live for `--seconds`, and save what it shows."""
    refuse_outside("seconds", options.seconds, 0.0, 3_600.0)
    if options.run is not None:
        load_session(options.run)  # refused here with its reason, before any window is made
    load_before_qt()
    from latentlab.gui.picture import take_screenshot

    o, lab = options, told_lab_settings()
    take_screenshot(o.out, o.run, o.size, o.method, o.theme, o.seconds, lab)
    return 0
