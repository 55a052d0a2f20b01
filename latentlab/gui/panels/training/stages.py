"""The stages of stacked training in the words of the panel."""

from PySide6.QtCore import QCoreApplication

from latentlab.gui.widgets.stage_list import StageLine
from latentlab.training.events import Stage

FINE_TUNING, CLASSIFIER = "fine-tuning", "classifier"


def stage_title(stage: Stage) -> str:
    """What a stage is called."""
    if stage.name == FINE_TUNING:
        return _tr("Whole network")
    if stage.name == CLASSIFIER:
        return _tr("Classifier")
    return _tr("Layer {number}").format(number=stage.number)


def stage_lines(stage: Stage, whole_share: float) -> list[StageLine]:
    """A line for each stage, the present one among them; whole_share: of the whole network's own epochs."""
    lines = [StageLine(stage_title(one), 1.0, _told(one)) for one in stage.over]
    is_whole = stage.name == FINE_TUNING and stage.epoch == 0
    share = whole_share if is_whole else stage.epoch / max(1, stage.epochs)
    lines.append(StageLine(stage_title(stage), share, _told(stage), is_current=share < 1))
    lines += [StageLine(title, 0.0, "") for title in _titles_after(stage)]
    return lines


def _titles_after(stage: Stage) -> list[str]:
    """Of the stages that wait: they are layers, then the whole, then perhaps the classifier."""
    whole = stage.layers + 1
    waiting = range(stage.number + 1, stage.count + 1)
    names = {whole: FINE_TUNING, whole + 1: CLASSIFIER}
    return [stage_title(Stage(names.get(number, ""), number, stage.count, 0, 0)) for number in waiting]


def _told(stage: Stage) -> str:
    if stage.before is not None and stage.validation is not None:
        text = _tr("{before:.4f} → {after:.4f}")
        return text.format(before=stage.before, after=stage.validation)
    if stage.before is not None:
        return _tr("{before:.4f} →").format(before=stage.before)
    return "" if stage.loss is None else f"{stage.loss:.4f}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Stages", text)
