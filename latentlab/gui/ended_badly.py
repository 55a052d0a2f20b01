"""Tells of windows that did not end as they should, in words and without getting in the way."""

from __future__ import annotations

import platform
from functools import partial
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from latentlab.bug_log import log_path
from latentlab.gui.folders import open_folder
from latentlab.gui.widgets.notice import Notice
from latentlab.last_run.story import Cause, Story, take_stories

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow

_LONGEST = 160  # letters of an error that a notice shows


def tell_of_ended_runs(window: MainWindow) -> None:
    """Show a notice where earlier windows ended badly; each of them is told once, and is in the log then."""
    stories = take_stories()
    if stories:
        window.notices.add(_notice(window, stories))


def words_of(story: Story) -> str:
    """When and how a run ended, and what that means."""
    return " ".join((_how(story), _tr("A run that was not saved then is lost; saved files are untouched.")))


def report_of(stories: tuple[Story, ...]) -> str:
    """All that is known, to be passed on to who can mend it."""
    from latentlab.gui.dialogs.components import COMPONENTS, version_of

    versions = [f"Python {platform.python_version()}", platform.platform()]
    versions += [
        f"{component.name} {version_of(component)}" for component in COMPONENTS if version_of(component)
    ]
    parts = [_part(story) for story in reversed(stories)]
    return "\n\n".join([*parts, "\n".join(versions)])


def _notice(window: MainWindow, stories: tuple[Story, ...]) -> Notice:
    newest = stories[-1]
    text = words_of(newest)
    if len(stories) > 1:
        more = _tr("{count} windows ended so; this is the latest.").format(count=len(stories))
        text = f"{text} {more}"
    text += "\n" + _tr("The log is {log}.").format(log=log_path())
    notice = Notice(_tr("LatentLab ended unexpectedly last time."), text)
    notice.add_button(_tr("Show details")).clicked.connect(partial(_show_details, window, stories))
    notice.add_button(_tr("Open the folder")).clicked.connect(partial(_open_log, notice))
    return notice


def _show_details(window: MainWindow, stories: tuple[Story, ...]) -> None:
    from latentlab.gui.dialogs.report import ReportDialog

    ReportDialog(
        _tr("LatentLab ended unexpectedly"),
        _tr("Please copy this into a report, and say what you did last."),
        report_of(stories),
        log_path().parent,
        window,
    ).show()


def _open_log(notice: Notice) -> None:
    problem = open_folder(log_path().parent)
    if problem:
        notice.text.setText(problem)


def _how(story: Story) -> str:
    when = _moment(story.last_seen)
    match story.cause:
        case Cause.NATIVE:
            text = _tr("It crashed in native code on {when}: {what}.")
        case Cause.ERROR:
            text = _tr("An error stopped it on {when}: {what}.")
        case Cause.OUTSIDE:
            text = _tr(
                "It was ended from outside, by a person or by the system for lack of memory; it was last "
                "seen on {when}."
            )
        case Cause.POWER:
            text = _tr(
                "The computer went down while it was open, or something ended it before that; it was last "
                "seen on {when}."
            )
        case Cause.UNKNOWN:
            text = _tr("It was ended from outside, or the computer went down; it was last seen on {when}.")
        case _:
            assert_never(story.cause)
    return text.format(when=when, what=_shortened(story.summary))


def _part(story: Story) -> str:
    lines = [_how(story)]
    if story.version:
        lines.append(_tr("LatentLab {version}").format(version=story.version))
    if story.opened is not None:
        lines.append(_tr("Opened on {when}").format(when=_moment(story.opened)))
    return "\n".join([*lines, story.details.strip()]).strip()


def _moment(seconds: float) -> str:
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    locale = QLocale()
    date = locale.toString(moment.date(), QLocale.FormatType.LongFormat)
    return _tr("{date} at {time}").format(date=date, time=locale.toString(moment.time(), "HH:mm"))


def _shortened(text: str) -> str:
    text = " ".join(text.split()).removeprefix("Fatal Python error: ").rstrip(".")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("EndedBadly", text)
