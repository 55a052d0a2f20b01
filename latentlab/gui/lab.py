"""What `latentlab.ini` sets for a window: choices that are locked, and what of the file could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from latentlab.errors import ConfigError, LatentLabError
from latentlab.gui.messages import text_of
from latentlab.gui.widgets.notice import Notice
from latentlab.lab.settings import LabSettings

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow

_SHOWN = 3  # complaints that a notice holds; the details have them all


def why_locked(lab: LabSettings) -> str:
    """The reason beside a choice that cannot be made here."""
    return _tr("This is set for this lab in {file}.").format(file=lab.file)


def why_no_downloads(lab: LabSettings) -> str:
    """The reason beside the download that is forbidden here."""
    return _tr("Nothing may be downloaded here. {reason}").format(reason=why_locked(lab))


def lock_choices(window: MainWindow, lab: LabSettings) -> None:
    """Grey the choices that the window itself offers and the lab has made."""
    if not lab.locks("theme"):
        return
    for action in window.actions_.themes.actions():
        action.setEnabled(False)
        action.setToolTip(why_locked(lab))
        action.setStatusTip(why_locked(lab))
    window.theme_menu.setToolTipsVisible(True)
    window.theme_menu.menuAction().setStatusTip(why_locked(lab))


def unusable(key: str, problem: LatentLabError) -> LatentLabError:
    """The complaint about what the window was to begin with."""
    return ConfigError("[defaults] {key}: {problem}", key=key, problem=text_of(problem))


def tell_complaints(window: MainWindow, lab: LabSettings, complaints: Sequence[LatentLabError]) -> None:
    """Show a notice of what the file asks for and cannot have; the window has begun without it."""
    if not complaints:
        return
    lines = [text_of(complaint) for complaint in complaints]
    shown = lines[:_SHOWN]
    if len(lines) > _SHOWN:
        shown.append(_tr("{count} more are in the details.").format(count=len(lines) - _SHOWN))
    advice = _tr("Everything else in it holds. Whoever runs this lab can mend {file}.")
    shown.append(advice.format(file=lab.file))
    notice = Notice(_tr("Some of this lab's settings could not be used."), "\n".join(shown))
    notice.add_button(_tr("Show details")).clicked.connect(partial(_show_details, window, lab, lines))
    window.notices.add(notice)


def _show_details(window: MainWindow, lab: LabSettings, lines: list[str]) -> None:
    from latentlab.gui.dialogs.report import ReportDialog

    ReportDialog(
        _tr("Settings of this lab"),
        _tr("Please pass this on to whoever runs this lab."),
        "\n".join([str(lab.file), "", *lines]),
        lab.file.parent if lab.file else None,
        window,
    ).show()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Lab", text)
