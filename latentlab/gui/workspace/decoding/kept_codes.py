"""Codes beside the classes' that a sum can be made of, by the names that a student types."""

import numpy as np
from PySide6.QtCore import QCoreApplication

from latentlab.gui.workspace.decoding.direction import GROUPS, Direction
from latentlab.gui.workspace.decoding.ends import End
from latentlab.gui.workspace.decoding.path import CodePath
from latentlab.gui.workspace.group import Group
from latentlab.gui.workspace.selector import Selector

_LETTERS = ("A", "B", "C")
_NONE = np.zeros(0, np.float32)  # in place of a code that its rows tell


def kept_codes(selector: Selector, group: Group, path: CodePath, direction: Direction) -> dict[str, End]:
    """What there is at present: the selected z, the selected points, the path's ends, P and Q."""
    kept = dict[str, End]()
    if selector.selection is not None:
        kept[_tr("z")] = End(selector.selection.z.copy(), row=selector.selection.row)
    if len(group.rows):
        kept[_tr("selected")] = End(_NONE, rows=group.rows)
    for letter, end in zip(_LETTERS, path.ends, strict=True):
        if end is not None:
            kept[_tr("end {letter}").format(letter=letter)] = end
    for letter, rows in zip(GROUPS, direction.groups, strict=True):
        if rows is not None:
            kept[_tr("group {letter}").format(letter=letter)] = End(_NONE, rows=rows)
    return kept


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeptCodes", text)
