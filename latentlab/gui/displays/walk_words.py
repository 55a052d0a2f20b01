"""Says on which walk through the latent space the selected code is."""

from PySide6.QtCore import QCoreApplication

from latentlab.gui.widgets.code_text import MINUS
from latentlab.gui.workspace.decoding.decoding import Decoding


def walk_text(decoding: Decoding) -> str:
    """A title for the code of a path, a sum or a direction; nothing where it is none of these."""
    if decoding.path.is_held:
        percent = round(100 * decoding.path.position)
        return _tr("On the path, {percent}% of the way").format(percent=percent)
    if decoding.mix.is_held:
        return decoding.mix.text
    if decoding.direction.is_held:
        return _tr("{amount} times the way from P to Q").format(amount=amount_text(decoding.direction.amount))
    return ""


def amount_text(amount: float) -> str:
    """So many times a direction: +1.00."""
    return f"{amount:+.2f}".replace("-", MINUS)


def _tr(text: str) -> str:
    return QCoreApplication.translate("WalkWords", text)
