"""Errors as the window tells them."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from latentlab.errors import LatentLabError


def text_of(error: LatentLabError) -> str:
    """The error's sentence in the language of the window."""
    return QCoreApplication.translate("errors", error.template).format(**error.values)


def show_error(parent: QWidget | None, error: BaseException) -> None:
    """Tell the user what went wrong, without stopping anything else."""
    if isinstance(error, LatentLabError):
        _show(parent, QMessageBox.Icon.Warning, text_of(error), "")
        return
    from latentlab.bug_log import log_bug

    told = QCoreApplication.translate(
        "errors",
        "Something went wrong that should not have: this is a bug in LatentLab. Your work is untouched.",
    )
    _show(parent, QMessageBox.Icon.Critical, told, f"{type(error).__name__}: {error}\n\n{log_bug(error)}")


def _show(parent: QWidget | None, symbol: QMessageBox.Icon, text: str, details: str) -> None:
    box = QMessageBox(symbol, "LatentLab", text, QMessageBox.StandardButton.Ok, parent)
    box.setInformativeText(details)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
