"""How far a slider reaches, in words."""

from PySide6.QtCore import QCoreApplication


def span_texts() -> dict[str, tuple[str, str]]:
    """Value → (name, tip)."""
    return {
        "90%": (_tr("The middle 90% of the codes"), _tr("A twentieth of the codes lies beyond each end.")),
        "98%": (_tr("The middle 98% of the codes"), _tr("A hundredth of the codes lies beyond each end.")),
        "all": (_tr("All codes"), _tr("From the least value to the largest.")),
        "double": (
            _tr("Twice as far as all codes"),
            _tr("To where no image has a code: see what the decoder makes of that."),
        ),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("SpanWords", text)
