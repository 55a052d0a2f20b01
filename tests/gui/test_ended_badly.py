"""The notice of windows that ended badly: plain words, no modal box, no focus, gone when dismissed."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from latentlab import __version__
from latentlab.gui import ended_badly
from latentlab.gui.dialogs.report import ReportDialog
from latentlab.gui.theme import apply_theme
from latentlab.gui.widgets.notice import Notice, NoticeColumn
from latentlab.last_run.story import Cause, Story

NATIVE = Story(
    Cause.NATIVE,
    "0.0.9",
    0.0,
    3_600.0,
    "Fatal Python error: Segmentation fault\n\nCurrent thread 0x1\n  File x",
)
OTHERS = [
    Story(Cause.ERROR, "0.1.0", 0.0, 1.0, "Traceback\n  File y\nValueError: twelve\n"),
    Story(Cause.OUTSIDE, "0.1.0", 0.0, 2.0),
    Story(Cause.POWER, "0.1.0", 0.0, 3.0),
    Story(Cause.UNKNOWN, "", None, 4.0),
]


class Window(QWidget):
    """As much of the main window as a notice needs."""

    def __init__(self) -> None:
        super().__init__()
        self.work = QPushButton("work", self)
        self.notices = NoticeColumn(self.work, self)
        self.resize(900, 500)
        self.notices.resize(900, 500)


@pytest.fixture
def window(qapp, qtbot, tmp_path: Path, monkeypatch) -> Window:
    apply_theme(qapp, "light")
    monkeypatch.setattr(ended_badly, "log_path", lambda: tmp_path / "latentlab.log")
    shown = Window()
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.work.setFocus()
    return shown


@pytest.fixture
def tell(window: Window, monkeypatch):
    """Tells of the given stories and returns the notice, if there is one."""

    def told(*stories: Story) -> Notice | None:
        monkeypatch.setattr(ended_badly, "take_stories", lambda: stories)
        ended_badly.tell_of_ended_runs(window)
        found = window.findChildren(Notice)
        return found[-1] if found else None

    return told


def press(notice: Notice, text: str, qtbot) -> None:
    (button,) = [one for one in notice.findChildren(QPushButton) if one.text() == text]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_where_all_ended_well_nothing_is_said(tell):
    assert tell() is None


@pytest.mark.parametrize(
    ("story", "words"),
    [
        (NATIVE, "It crashed in native code on"),
        (OTHERS[0], "An error stopped it on"),
        (OTHERS[1], "It was ended from outside, by a person or by the system for lack of memory"),
        (OTHERS[2], "The computer went down while it was open, or something ended it before that"),
        (OTHERS[3], "It was ended from outside, or the computer went down"),
    ],
    ids=lambda value: getattr(value, "cause", None) and value.cause.name,
)
def test_the_notice_says_what_happened_what_it_means_and_where_the_log_is(tell, tmp_path, story, words):
    notice = tell(story)
    assert notice.title.text() == "LatentLab ended unexpectedly last time."
    text = notice.text.text()
    assert words in text
    assert "A run that was not saved then is lost; saved files are untouched." in text
    assert str(tmp_path / "latentlab.log") in text
    assert time.strftime("%Y", time.localtime(story.last_seen)) in text


def test_a_crash_names_its_signal_and_an_error_its_last_line(tell):
    assert "Segmentation fault." in tell(NATIVE).text.text()
    assert "ValueError: twelve." in tell(OTHERS[0]).text.text()


def test_the_notice_takes_neither_focus_nor_input(tell, window: Window, qtbot):
    notice = tell(NATIVE)
    assert QApplication.focusWidget() is window.work
    assert QApplication.activeModalWidget() is None
    with qtbot.waitSignal(window.work.clicked):
        qtbot.keyClick(window.work, Qt.Key.Key_Space)
    press(notice, "Show details", qtbot)
    assert QApplication.activeModalWidget() is None
    assert all(button.focusPolicy() == Qt.FocusPolicy.TabFocus for button in notice.findChildren(QPushButton))


def test_a_dismissed_notice_leaves_its_room(tell, window: Window, qtbot):
    before = window.work.geometry()
    notice = tell(NATIVE)
    qtbot.waitUntil(lambda: window.work.geometry().top() > 60)
    with qtbot.waitSignal(notice.destroyed):
        qtbot.mouseClick(notice.close_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.work.geometry() == before)


@pytest.mark.parametrize("width", [320, 900])
def test_every_word_fits_whatever_the_width(tell, window: Window, qtbot, width: int):
    window.resize(width, 500)
    window.notices.resize(width, 500)
    notice = tell(Story(Cause.ERROR, "0.1.0", 0.0, 0.0, "ValueError: " + "long " * 90))
    qtbot.waitUntil(lambda: notice.text.height() >= notice.text.heightForWidth(notice.text.width()))
    assert notice.width() <= width
    assert "…" in notice.text.text()
    assert notice.text.text().count("long") < 40


def test_several_windows_are_counted_and_the_latest_told(tell):
    text = tell(*OTHERS[:2], NATIVE).text.text()
    assert text.startswith("It crashed in native code")
    assert "3 windows ended so; this is the latest." in text


def test_the_details_hold_every_story_and_the_versions(tell, window: Window, qtbot):
    press(tell(*OTHERS, NATIVE), "Show details", qtbot)
    (dialog,) = window.findChildren(ReportDialog)
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert text == dialog.text.toPlainText()
    assert dialog.copy_button.text() == "Copied"
    for part in (
        "Current thread 0x1",
        "ValueError: twelve",
        "LatentLab 0.0.9",
        "Python 3.",
        "NumPy",
        "PySide6",
    ):
        assert part in text
    assert text.index("Current thread") < text.index("ValueError")
    assert __version__ in text
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_folder_of_the_log_opens_or_is_named(tell, window: Window, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    notice = tell(NATIVE)
    press(notice, "Open the folder", qtbot)
    assert opened == [str(tmp_path)]
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    press(notice, "Open the folder", qtbot)
    told = f"No file manager could be started. The folder is {tmp_path}."
    assert notice.text.text() == told
    press(notice, "Show details", qtbot)
    (dialog,) = window.findChildren(ReportDialog)
    qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert told in [label.text() for label in dialog.findChildren(QLabel)]


def test_two_notices_are_shown_one_after_the_other_and_whole(window: Window, qtbot):
    window.notices.resize(330, 500)  # as in the smallest window
    QApplication.processEvents()
    before = window.work.y()
    first, second = (Notice(name, "A sentence of some length, to be read. " * 6) for name in ("one", "two"))
    for notice in (first, second):
        notice.add_button("Show details")
        window.notices.add(notice)
    assert (first.isVisible(), second.isVisible()) == (True, False)
    QApplication.processEvents()
    assert first.text.height() >= first.text.heightForWidth(first.text.width()), "no line is cut"
    qtbot.mouseClick(first.close_button, Qt.MouseButton.LeftButton)
    assert second.isVisible()
    qtbot.mouseClick(second.close_button, Qt.MouseButton.LeftButton)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    assert window.work.y() == before, "no gap is left behind"


def test_markup_in_an_error_is_shown_as_it_is(tell):
    notice = tell(Story(Cause.ERROR, "0.1.0", 0.0, 0.0, "ValueError: <b>bold</b>"))
    assert notice.text.textFormat() == Qt.TextFormat.PlainText
    assert "<b>bold</b>" in notice.text.text()
